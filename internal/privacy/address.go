package privacy

import "strings"

var homeLabels = [...]string{"家庭住址", "家庭地址", "住址", "居住地址", "居住地", "户籍地址", "户籍地", "户籍所在地", "现住址", "现居住地", "现住地", "现住", "住所地", "住所",
	"家住", "户籍住址", "家住在", "家在", "居所", "寓所", "现居于", "现居", "居于", "租居于", "租居", "暂居于", "暂居", "居住于", "居住在", "住在", "住于", "居住", "家庭所在地", "户口所在地", "住"}

// residence looks for a label of a home at i and a detailed address behind it.
func (s *scanner) residence(i int) {
	end, word := 0, ""
	for _, l := range homeLabels {
		if l[:3] != s.text[i:i+3] {
			continue
		}
		if e := spaced(s.text, i, l); e > end {
			end, word = e, l
		}
	}
	if end == 0 || i >= 3 && strings.Contains("居户原入现家", s.text[i-3:i]) && strings.HasPrefix(word, "住") && word != "住址" {
		return
	}
	if word == "住" && follows(s.text[end:], "房", "宿", "建", "院", "户", "宅", "校", "持", "不", "所", "店", "客") {
		return
	}
	k := skipAny(s.text, end, " ", "\u3000", "（现）", "（", "(", "：", ":", "|", "\t", "为", "是", "在", "于", "*")
	if strings.HasPrefix(word, "住所") && (s.ctx.Allow&AllowAddress != 0 || endsAny(s.text[:i], "单位", "企业", "机构", "组织", "经营", "办公", "机关") || s.firmBefore(i) || near(s.text[k:min(len(s.text), k+240)], "信用代码")) {
		return
	}
	stop := addressEnd(s.text, k)
	if _, ok := detail(s.text[k:stop]); !ok || follows(s.text[end:], "证", "区", "权", "条件", "人口", "小区") ||
		!near(s.text[k:stop], "省", "市", "县", "区", "镇", "乡", "村", "街", "路", "巷", "社", "组", "栋", "幢", "单元") {
		return
	}
	home := s.text[k:stop]
	flat := near(home, "单元", "室") && near(home, homeWords[:]...) && !near(home, organisations[:]...)
	s.add(Address, k, stop, flat || !strings.HasPrefix(word, "住所") && (len(word) > 3 || s.someoneBefore(i)))
}

// postLabels name an address that is a home only where a person takes the post.
var postLabels = [...]string{"送达地址", "收件地址", "收货地址", "邮寄地址", "通讯地址", "通信地址"}

// post looks for an address for letters at i that goes down to the flat and belongs to a person named beside it.
func (s *scanner) post(i int) {
	for _, l := range postLabels {
		if s.ctx.Allow&AllowAddress != 0 || !strings.HasPrefix(s.text[i:], l) {
			continue
		}
		k := skipAny(s.text, i+len(l), " ", "：", ":", "为", "是")
		stop := addressEnd(s.text, k)
		home := s.text[k:stop]
		if _, ok := detail(home); !ok || near(home, "局", "中心", "公司", "馆", "政府", "办公", "公司", "大厅", "机关", "大楼", "学校") || !near(home, "栋", "幢", "单元", "室", "组", "户") {
			return
		}
		if s.someoneBefore(i) || s.taker(stop) {
			s.add(Address, k, stop, true)
		}
		return
	}
}

// taker reports whether the words at i name a person who takes letters: ，收件人张某.
func (s *scanner) taker(i int) bool {
	k := skipAny(s.text, i, "，", ",", "；", "（", "(", " ")
	at := skipAny(s.text, k, "收件人", "收货人", "收信人", "姓名", "：", ":", " ")
	if at == k {
		return false
	}
	return s.nameAt(at) > 0 || maskedAt(s.text, at) > 0
}

// firmBefore reports whether the party whose seat is given is an organisation: its seat is a public entry.
func (s *scanner) firmBefore(i int) bool {
	part := s.text[max(0, i-240):i]
	if k := strings.LastIndex(part, "\n\n"); k >= 0 {
		part = part[k:]
	}
	return near(part, "公司", "网吧", "网咖", "酒店", "宾馆", "旅行社", "中心", "学校", "店", "厂", "会所", "影城", "影院", "信用代码", "合作社", "经营部", "书城", "俱乐部", "KTV") &&
		!near(part[max(0, len(part)-90):], "身份证", "男，", "女，", "性别")
}

// township looks at 镇, 乡 or 街道 for a detailed address next to a person's name.
func (s *scanner) township(i int) {
	if s.ctx.Allow&AllowAddress != 0 {
		return
	}
	k := skipAny(s.text, i, "镇", "乡", "街道", "街")
	stop := addressEnd(s.text, k)
	if from, ok := detail(s.text[k:stop]); !ok || from > 90 {
		return
	}
	start := i
	for start > 0 && i-start < 90 {
		w := 3
		if start < w {
			break
		}
		if r, hw := hanzi(s.text, start-w); hw != 3 || r == 0 {
			break
		}
		start -= w
	}
	if start == 0 || start == i || !s.someoneBefore(start) || s.firmBefore(start) && !near(s.clause(start), "男", "女", "家") {
		return
	}
	s.add(Address, start, stop, follows(s.text[max(0, start-6):], "家：", "家:") || strings.HasSuffix(s.text[:start], "家"))
}

// addressEnd returns where the address that starts at i ends: at punctuation, a line end or a table border.
func addressEnd(text string, i int) int {
	end := i
	for end < len(text) && end-i < 180 {
		switch text[end] {
		case '\n', '\r', '|', ',', ';', '\t', '<', '(', ')', '"':
			return end
		}
		if text[end] < 0x80 {
			end++
			continue
		}
		_, w := wide(text, end)
		if strings.Contains("，。；、（）！？：", text[end:end+w]) || follows(text[end:], "经营", "身份证", "联系电话", "电话", "于20", "因") {
			return end
		}
		end += w
	}
	return end
}

// numbered are the parts of an address that follow a number.
var numbered = [...]string{"号院", "号楼", "号", "排", "村民小组", "村民组", "组", "栋", "幢", "单元", "室", "队", "楼", "弄", "巷", "座", "户", "社", "层", "-", "#"}

// detail reports whether the address goes below township or street, and where the first such part begins. A part that
// is masked (某某村, XX号) is none.
func detail(a string) (int, bool) {
	for k := 0; k < len(a); {
		n := numeralWidth(a, k)
		if n == 0 {
			if isLetter(a[k]) && follows(a[k+1:], "座", "栋", "幢", "单元") {
				return k, true
			}
			_, w := wide(a, k)
			k += w
			continue
		}
		rest := strings.TrimLeft(a[k+n:], " ")
		if strings.HasPrefix(rest, "-") && a[k] == '0' {
			return 0, false // 0372-3621492: a telephone's area code, not a building
		}
		if follows(rest, numbered[:]...) && !strings.HasPrefix(rest, "社区") && !strings.HasPrefix(rest, "号令") {
			return k, true
		}
		k += n
	}
	for _, part := range [...]string{"宿舍", "家属院", "家属楼"} {
		if k := strings.Index(a, part); k >= 9 && near(a[:k], "街", "路", "巷", "镇", "乡") {
			return k, true
		}
	}
	for _, part := range [...]string{"村", "小区", "家园", "花园", "公寓", "社区", "新村"} {
		k := strings.Index(a, part)
		if k >= 6 && (strings.Contains(a[:k], "镇") || strings.Contains(a[:k], "乡") || strings.Contains(a[:k], "街道")) &&
			!endsAny(a[:k], "某", "X", "x", "*", "×", "＊", "○", "□") &&
			!strings.HasSuffix(a[:k], "乡") && !strings.HasSuffix(a[:k], "镇") && !strings.HasSuffix(a[:k], "街道") {
			return k, true
		}
	}
	return 0, false
}

// numeralWidth measures a number in digits or Chinese numerals at i.
func numeralWidth(a string, i int) int {
	k := i
	for k < len(a) {
		if isDigit(a[k]) {
			k++
		} else if k+3 <= len(a) && a[k] >= 0xE0 && strings.Contains("一二三四五六七八九十〇零百", a[k:k+3]) && a[k+1]&0xC0 == 0x80 {
			k += 3
		} else {
			break
		}
	}
	return k - i
}
