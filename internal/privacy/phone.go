package privacy

import (
	"strings"
	"unicode/utf8"
)

// mobileGroups are the ways a mobile number is commonly split.
var mobileGroups = [...]string{"344", "38", "74", "443", "434", "335", "56", "65", "3224", "32222", "3422"}

// mobile looks for a mobile number, the country prefix included, at the start of the row.
func (s *scanner) mobile(r *row) int {
	k := countryPrefix(r)
	n := k + 11
	if r.n < n || r.d[k] != '1' || r.d[k+1] < '3' || !r.ends(n) {
		return 0
	}
	start, end := r.at[0], r.at[n-1]+1
	all, groups := r.cuts(k, n)
	if groups > 6 && groups != 11 && all != sepMark {
		return 0
	}
	lab := s.label(start)
	if groups > 1 && !s.splitMobile(r, k, n, all, groups, lab) {
		return 0
	}
	if lab != tagPhone && (s.officialNumber(lab) || s.counted(start, end) || s.pathNumber(start, end) || s.decimal(r, n)) {
		return 0
	}
	if k > 0 && start > 0 && s.text[start-1] == '+' {
		start--
	}
	s.add(Mobile, start, end, true)
	return n
}

func countryPrefix(r *row) int {
	switch {
	case r.n >= 13 && string(r.d[:2]) == "86":
		return 2
	case r.n >= 15 && string(r.d[:4]) == "0086":
		return 4
	case r.n >= 12 && r.d[0] == '0' && r.cut[1] == 0 && r.d[1] == '1' && r.d[2] >= '3':
		return 1 // trunk prefix of long-distance calls: 013…
	}
	return 0
}

// splitMobile decides whether groups of digits are one mobile number. Invisible marks are passed over; table borders
// and line breaks need a label or a group that no count would have.
func (s *scanner) splitMobile(r *row, k, n int, all sep, groups int, lab tag) bool {
	known := groups == 11
	for _, g := range mobileGroups {
		known = known || r.grouped(k, n, g)
	}
	switch {
	case all == sepMark:
		return true
	case starred(s.text[r.at[k]:r.at[n-1]]):
		return false // a masked number and one more group
	case lab == tagPhone:
		return known || all&(sepLine|sepCell|sepOther) == 0
	case !known, all == sepDot && groups == 2, all&sepOther != 0 && all&sepBlank != 0:
		return false
	case all == sepOther && r.grouped(k, n, "344") && (s.slashed(r, k, n) || near(s.clause(r.at[0]), "号码", "号是", "号为")):
		return !s.amongCounts(r, n)
	case all == sepLine && groups == 2 && k == 0 && r.n == n && s.wrapped(r, n):
		return true
	case all&(sepLine|sepCell|sepOther) != 0:
		return r.zeroLed(k, n) || all&sepCell != 0 && s.inParts(r.at[k])
	case groups <= 3 && (all == sepBlank || all == sepHyphen) && r.n == n && k == 0 && s.alone(r, n):
		return true
	case all == sepParen && r.grouped(k, n, "38") && (strings.HasSuffix(s.text[:r.at[k]], "(") || strings.HasSuffix(s.text[:r.at[k]], "（")):
		return true
	}
	return r.zeroLed(k, n) || groups == 11 || r.grouped(k, n, "344") && !s.amongCounts(r, n)
}

// inParts reports whether the head of the table calls its columns parts of a number: 前三位, 中间四位, 第1位.
func (s *scanner) inParts(i int) bool {
	head := s.ctx.Field
	if s.header >= 0 && s.header < i {
		head, _, _ = strings.Cut(s.text[s.header:], "\n")
	}
	return near(head, "前三位", "前3位", "中间", "后四位", "后4位", "第1位", "第一位", "位1", "首段", "前段", "后段", "号段", "手机", "号码")
}

// wrapped reports whether a line that was broken by hand parts the number: words stand before it on its line, and no
// unit behind it. Of rows of counts each has lines of its own.
func (s *scanner) wrapped(r *row, n int) bool {
	before, end := s.text[:r.at[0]], r.at[n-1]+1
	last, w := utf8.DecodeLastRuneInString(before)
	if last == '\n' || last == '|' || last == ' ' && strings.HasSuffix(before[:len(before)-w], "|") || len(before) == 0 {
		return false
	}
	for k := 1; k < n; k++ {
		if r.cut[k] != 0 && s.text[r.at[k-1]+1:r.at[k]] != "\n" {
			return false
		}
	}
	return !s.counted(r.at[0], end) && !follows(s.text[end:], "户", "家", "条", "名", "项", "份", "册", "场", "起", "宗", "例", "天", "年", ".")
}

// slashed reports whether all groups are set apart by slashes: unlike commas, they part no thousands.
func (s *scanner) slashed(r *row, k, n int) bool {
	for k++; k < n; k++ {
		if r.cut[k] != 0 && !strings.Contains("/／", s.text[r.at[k-1]+1:r.at[k]]) {
			return false
		}
	}
	return true
}

// alone reports whether the groups stand in running text, one mark between them and a word or bracket right before
// them: in a row of counts there are blanks.
func (s *scanner) alone(r *row, n int) bool {
	for k := 1; k < n; k++ {
		if r.cut[k] != 0 && r.at[k]-r.at[k-1] != 2 {
			return false
		}
	}
	before := s.text[:r.at[0]]
	_, w := utf8.DecodeLastRuneInString(before)
	h, _ := hanzi(before, max(0, len(before)-w))
	if s.header >= 0 {
		return false
	}
	mark := before[len(before)-w:]
	return h != 0 || follows(mark, "（", "(", "：", ":") || follows(mark, "，", ",", "、", " ") && (s.nickBefore(r.at[0]) || near(s.clause(r.at[0]), "联系", "电话", "手机", "某", "经办", "值班"))
}

// amongCounts reports whether the number split 3-4-4 is followed by one more group of three or more digits that does
// not begin a number itself: then it is a row of counts.
func (s *scanner) amongCounts(r *row, n int) bool {
	if n >= r.n || r.cut[n]&^sepBlank != 0 {
		return false
	}
	size := 1
	for i := n + 1; i < r.n && r.cut[i] == 0; i++ {
		size++
	}
	return size > 2 && !(size == 3 && r.d[n] == '1' && n+1 < r.n && r.d[n+1] >= '3')
}

// officialNumber reports whether label or context say that the number names a document, an organisation, an officer.
func (s *scanner) officialNumber(lab tag) bool {
	switch lab {
	case tagCode, tagOfficer, tagAmount:
		return true
	case tagNone:
		return s.ctx.Allow&(AllowCode|AllowOfficerNumber) != 0
	}
	return false
}

var units = [...]string{"元", "万", "亿", "美元", "人", "吨", "平方", "㎡", "立方", "千瓦", "次", "件", "个", "%", "％", "kW", "KW", "GB", "MB", "字节"}

// counted reports whether the number is an amount: a unit behind it or a currency sign before it.
func (s *scanner) counted(start, end int) bool {
	rest := strings.TrimLeft(s.text[end:], " ")
	for _, u := range units {
		if strings.HasPrefix(rest, u) {
			return true
		}
	}
	before := strings.TrimRight(s.text[:start], " ")
	return strings.HasSuffix(before, "¥") || strings.HasSuffix(before, "￥") || strings.HasSuffix(before, "$") ||
		strings.HasSuffix(before, "RMB")
}

// decimal reports whether the one group is a part of a decimal fraction.
func (s *scanner) decimal(r *row, n int) bool {
	if n < r.n && r.cut[n] == sepDot && s.text[r.at[n-1]+1] == '.' && r.at[n] == r.at[n-1]+2 {
		size := 1
		for i := n + 1; i < r.n && r.cut[i] == 0; i++ {
			size++
		}
		if size <= 4 && r.cut[min(n+size, maxDigits-1)]&sepDot == 0 {
			return true
		}
	}
	i := r.at[0]
	if i < 2 || s.text[i-1] != '.' || !isDigit(s.text[i-2]) {
		return false
	}
	k := i - 2
	for k > 0 && isDigit(s.text[k-1]) {
		k--
	}
	return s.text[k] == '0' || i-1-k > 2
}

// landline looks for a fixed line with area code that belongs to a person.
func (s *scanner) landline(r *row) int {
	if r.n < 10 || r.d[0] != '0' || r.d[1] == '0' {
		return 0
	}
	area := 4
	if r.d[1] == '1' || r.d[1] == '2' {
		area = 3
	}
	if r.d[1] == '1' && r.d[2] != '0' || r.d[area] < '2' || r.d[area] > '8' {
		return 0
	}
	for _, n := range [...]int{area + 8, area + 7} {
		if r.n < n || !r.ends(n) {
			continue
		}
		all, groups := r.cuts(0, n)
		if groups > 4 || all&^(sepBlank|sepHyphen|sepParen|sepMark) != 0 || groups > 1 && r.cut[area] == 0 {
			continue
		}
		start, end := r.at[0], r.at[n-1]+1
		if s.counted(start, end) || s.pathNumber(start, end) || s.officialNumber(s.label(start)) {
			return n
		}
		if private, certain := s.privateLine(start, end); private {
			s.add(Landline, start, end, certain)
		}
		return n
	}
	return 0
}

// privateLine decides whether a fixed line is a person's: named as such, or standing after a person's name. A line
// labelled as an office's, or standing in a clause about an office, is public.
func (s *scanner) privateLine(start, end int) (private, certain bool) {
	clause := s.clause(start)
	switch {
	case near(clause, homeLines[:]...), near(s.ctx.Field, homeLines[:]...), near(s.columnHead(start), homeLines[:]...):
		return true, true
	case s.ctx.Allow&AllowOfficePhone != 0, s.label(start) == tagOffice:
		return false, false
	case s.personBefore(start):
		return true, false
	case near(remark(s.text, end), officeWords[:]...):
		return false, false
	case s.label(start) == tagPhone, near(clause, officeWords[:]...):
		return false, false
	}
	return true, false
}

var homeLines = [...]string{"住宅", "宅电", "家庭电话", "家电话", "家中电话", "家里", "本人电话", "私人电话", "家属"}

var officeWords = [...]string{"局", "委", "政府", "大队", "支队", "中心", "馆", "所", "办公室", "公司", "热线", "窗口", "大厅",
	"法院", "检察院", "部门", "单位", "机关", "科", "股", "站", "地址", "邮编", "传真", "景区", "旅行社", "酒店", "电话"}

// shortNumber looks at a lone group of few digits that only its label makes personal: a QQ number, a line without area code.
func (s *scanner) shortNumber(i, end int) {
	switch n := end - i; {
	case n == 7 || n == 8:
		if s.label(i) == tagPhone && s.personBefore(i) && s.text[i] >= '2' && s.text[i] <= '8' && s.ctx.Allow&AllowOfficePhone == 0 {
			s.add(Landline, i, end, false)
			return
		}
		if n == 8 && (s.label(i) == tagTravel || near(s.clause(i), "台胞（", "台胞(", "台胞证", "台湾居民来往") || near(nounBehind(s.text, end), "台胞证", "通行证")) {
			s.add(Permit, i, end, true)
		}
	case n == 10 && s.label(i) == tagTravel:
		s.add(Permit, i, end, true)
	}
}
