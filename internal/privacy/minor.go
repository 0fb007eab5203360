package privacy

import (
	"strings"
	"unicode/utf8"
)

// minorWords are words that make the person next to them a minor. A sure word names nothing but minors; pupils and
// students may be of age.
var minorWords = [...]struct {
	word string
	sure bool
}{
	{"幼儿园大班", true}, {"幼儿园中班", true}, {"幼儿园小班", true},
	{"未成年人", true}, {"未成年", true}, {"儿童", true}, {"男童", true}, {"女童", true}, {"幼儿", true}, {"婴儿", true},
	{"小学生", true}, {"中学生", true}, {"初中生", true}, {"高中生", false}, {"学生", false}, {"男孩", true}, {"女孩", true},
}

// minor looks for a word for minors at i and for a name before or behind it.
func (s *scanner) minor(i int) {
	for _, m := range minorWords {
		if !strings.HasPrefix(s.text[i:], m.word) {
			continue
		}
		end := i + len(m.word)
		if s.bornLate(end) {
			return
		}
		sure := m.sure || s.young(i, end)
		k, firm := nameStart(s.text, end)
		if firm {
			s.names(k, Minor, sure || near(s.text[k:min(len(s.text), k+60)], "小学", "初中", "幼儿园", "年级"))
			return
		}
		n := len(s.found)
		if s.looseName(k, Minor, true); len(s.found) > n {
			for j := n; j < len(s.found); j++ {
				s.found[j].Certain, s.found[j].Rule = sure, ruleOf(Minor, sure)
			}
			return
		}
		s.minorBefore(i, end, sure)
		return
	}
}

// young reports whether a pupil's school before i or age behind end leaves no doubt: 初二学生, （学生，16岁）.
func (s *scanner) young(i, end int) bool {
	if near(s.text[max(0, i-len("初二年级")):i], "初一", "初二", "初三", "初中", "小学", "年级") {
		return true
	}
	if near(s.text[max(0, i-60):min(len(s.text), end+90)], "网吧", "网咖", "歌厅", "歌舞", "酒吧", "游戏厅", "电子游戏", "家长", "监护人") {
		return true
	}
	behind := s.text[end:min(len(s.text), end+24)]
	at := strings.Index(behind, "岁")
	if at < 0 {
		return false
	}
	age := strings.TrimSuffix(behind[:at], "周")
	from := len(age)
	for from > 0 && isDigit(age[from-1]) {
		from--
	}
	return from < len(age) && len(age)-from <= 2 && number(age[from:]) < 18
}

// minorYear is the first year of birth taken for a minor's in a text of unknown date.
const minorYear = 2009

// bornFrom returns the first year of birth of those who may be under 18 when the text was published.
func (c Context) bornFrom() int {
	if c.Year == 0 {
		return minorYear
	}
	return c.Year - 18
}

// bornLate looks for a name at i followed by a year of birth that makes its bearer a minor: 学生张三（2014年5月出生）.
func (s *scanner) bornLate(i int) bool {
	i = skipAny(s.text, i, "：", ":", " ")
	w := surname(s.text, i, false)
	for _, given := range [...]int{6, 3} {
		end := i + w + given
		if w == 0 || end > len(s.text) || !looksName(s.text[i:end], false) {
			continue
		}
		k := skipAny(s.text, end, "，", ",", "（", "(", " ", "男", "女", "生于", "出生于")
		if k+7 > len(s.text) || !allDigits(s.text[k:k+4]) || !follows(s.text[k+4:], "年", "-", ".", "/") || number(s.text[k:k+4]) < s.ctx.bornFrom() ||
			!near(s.text[end:min(len(s.text), k+24)], "生") {
			continue
		}
		s.add(Minor, i, end, true)
		return true
	}
	return false
}

// minorBefore takes 张三（未成年人） and 张三系未成年人; without such a link the word before is another matter.
func (s *scanner) minorBefore(i, end int, sure bool) {
	if follows(s.text[end:], "保护", "法", "的", "人数", "禁", "上网", "进入", "犯罪", "权益", "活动", "教育") {
		return
	}
	link := s.text[max(0, i-6):i]
	if !follows(link[max(0, len(link)-3):], "（", "系", "是", "为") && !strings.HasSuffix(link, "(") {
		return
	}
	if from, to := s.nameBefore(i, false); to > from {
		s.add(Minor, from, to, sure)
	}
}

func follows(rest string, by ...string) bool {
	for _, f := range by {
		if strings.HasPrefix(rest, f) {
			return true
		}
	}
	return false
}

// age looks at 岁 or 周岁 for an age under 18 and the name it belongs to.
func (s *scanner) age(i int) {
	mark := i
	if strings.HasPrefix(s.text[i:], "周岁") {
		i += len("周")
	} else if !strings.HasPrefix(s.text[i:], "岁") || strings.HasSuffix(s.text[:i], "周") {
		return
	}
	years, from := ageBefore(s.text, mark)
	rest := s.text[i+len("岁"):]
	if years <= 0 || years >= 18 || follows(rest, "以下", "以上", "以内", "至", "及以", "-", "—", "～", "~", "到", "（含", "(含") {
		return
	}
	start, end := s.nameBefore(from, true)
	if end == start {
		start, end = s.nameEnding(from)
	}
	if end > start {
		s.add(Minor, start, end, true)
		return
	}
	if start, end := s.aliasBefore(from); end > start {
		if s.ctx.Allow&AllowMaskedMinor == 0 {
			s.add(Minor, start, i+len("岁"), false)
		}
		return
	}
	k := skipAny(s.text, i+len("岁"), "的", "男孩", "女孩", "学生", "少年", "少女", "儿童", "中", "小", "未成年人", "孩子", "女童", "男童", "男", "女", "生")
	if k > i+len("岁") && s.looseName(k, Minor, true) {
		f := &s.found[len(s.found)-1]
		f.Certain, f.Rule = true, ruleOf(Minor, true)
	}
}

// ageMarks stand between a name and an age.
var ageMarks = [...]string{"，", ",", "（", "(", " ", "\u3000", "：", ":", "|", "现年", "今年", "年仅", "时年", "年龄", "当时", "才", "刚", "只有", "仅", "仅有", "为", "是", "系", "有", "性别", "男", "女", "生", "的", "均", "实际", "刚满", "已满", "未满", "不满", "快满", "快", "年"}

// nameEnding returns the best reading of a name that ends before the age at i, whatever words stand before it.
func (s *scanner) nameEnding(i int) (start, end int) {
	end = skipBack(s.text, i, 60, ageMarks[:]...)
	from := end
	for from > 0 && end-from < 36 {
		r, w := utf8.DecodeLastRuneInString(s.text[:from])
		if h, _ := hanzi(s.text, from-w); h == 0 || r == '某' {
			break
		}
		from -= w
	}
	u := run{}
	if u.read(s.text[:end], from); u.n < 2 || i == end {
		return 0, 0
	}
	u.weigh()
	most := leastEnding
	for _, at := range u.family[:u.names] {
		a, family := int(at), 1
		if a+3 <= u.n && double(s.text[u.at[a]:u.at[a+2]]) {
			family = 2
		}
		given := u.n - a - family
		if given != 1 && given != 2 || !s.givenFits(int(u.at[a+family]), end) || lex.cost(s.text[u.at[a]:end]) > 0 && a > 0 {
			continue
		}
		if m, ok := u.margin(a, u.n, family); ok && m > most {
			most, start = m, int(u.at[a])+1
		}
	}
	if start == 0 {
		return 0, 0
	}
	return start - 1, end
}

// leastEnding is the least margin of a name before the age of a child.
const leastEnding = -60

// ageBefore reads the number right before i, in digits or Chinese numerals, and returns where it begins; 0 years when
// there is none or it is part of a range.
func ageBefore(text string, i int) (years, from int) {
	i = len(strings.TrimRight(text[:i], " *"))
	from = i
	for from > 0 && i-from < 3 && isDigit(text[from-1]) {
		from--
	}
	if from < i {
		if i-from > 2 || strings.HasSuffix(text[:from], "-") || strings.HasSuffix(text[:from], "至") || strings.HasSuffix(text[:from], ".") {
			return 0, 0
		}
		return number(text[from:i]), from
	}
	const numerals = "一二三四五六七八九十"
	for from >= 3 && i-from < 9 && strings.Contains(numerals, text[from-3:from]) && utf8.RuneStart(text[from-3]) {
		from -= 3
	}
	for k := from; k < i; k += 3 {
		switch v := strings.Index(numerals, text[k:k+3])/3 + 1; {
		case v == 10 && years == 0:
			years = 10
		case v == 10:
			years *= 10
		default:
			years += v
		}
	}
	return years, from
}

// someoneBefore reports whether the last thing before i is the name of a person, masked or not.
func (s *scanner) someoneBefore(i int) bool {
	if s.personBefore(i) {
		return true
	}
	start, end := s.aliasBefore(i)
	return end > start
}

// aliasBefore returns a masked name that still shows the family name: 张某X, 王某某, 李*.
func (s *scanner) aliasBefore(i int) (start, end int) {
	end = skipBack(s.text, i, 40, "性别", "男", "女", "今年", "现年", "年仅", "时年", "年龄", "联系", "邮箱", "汉族", "系", "家中", "家", "：", ":", "，", ",", "（", "(", " ")
	start = end
	for _, m := range [...]string{"X", "x", "*", "×", "某", "＊"} {
		for n := 0; n < 3 && strings.HasSuffix(s.text[:start], m); n++ {
			start -= len(m)
		}
	}
	if before := s.text[:start]; strings.HasSuffix(before, "某") {
		start -= len("某")
	}
	if start == end || start < 3 || surname(s.text, start-3, false) == 0 {
		return 0, 0
	}
	return start - 3, end
}
