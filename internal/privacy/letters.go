package privacy

import (
	"strings"
	"unicode/utf8"
)

// labelWord reports whether letters glued to a number are a word for telephone, account or ID.
func labelWord(s string) bool {
	switch strings.ToLower(s) {
	case "tel", "phone", "mobile", "mob", "sj", "dh", "lxdh", "sjh", "sfz", "sfzh", "id", "idcard", "card", "wx", "vx", "v", "qq", "wechat", "zfb":
		return true
	}
	return false
}

// mixed looks at a run of letters and digits and returns where to go on.
func (s *scanner) mixed(i, end, digits int) int {
	k := i
	for isLetter(s.text[k]) {
		k++
	}
	if k == i {
		return s.digitsFirst(i, end)
	}
	if n := s.plate(i, end); n > 0 {
		return n
	}
	if k-i+digits != end-i {
		if k-i == 1 || s.text[end-1]|0x20 != 'x' {
			return end
		}
	}
	if s.lookalike(i, end) {
		return end
	}
	if k-i <= 2 {
		if s.document(i, k, end) {
			return end
		}
		if end-k == digits && digits < 9-(k-i) {
			s.splitDocument(i, k)
		}
	}
	if k-i == 3 && end-k == 12 && (s.label(i) == tagID || near(s.clause(i), "永久居留")) {
		s.add(Permit, i, end, true) // permanent residence permit of the old form: country, twelve digits
		return end
	}
	if k-i == 1 && s.text[i]|0x20 == 'q' && end-k >= 6 && end-k <= 11 && strings.HasSuffix(s.text[:i], "加") {
		s.qq(i, k)
		return end
	}
	switch {
	case strings.EqualFold(s.text[i:k], "qq") && end-k != 11:
		s.qq(i, k)
	case labelWord(s.text[i:k]):
		return s.digits(k, min(k+digits, end))
	case end-k == 18 && ValidID(s.text[k:end]):
		return s.digits(k, min(k+digits, end))
	}
	return end
}

// digitsFirst looks at a run that begins with digits: an ID number ending in X, or a number with a word glued to it.
func (s *scanner) digitsFirst(i, end int) int {
	k := i
	for isDigit(s.text[k]) {
		k++
	}
	if end-i > 18 && k-i >= 17 && k-i <= 18 && ValidID(s.text[i:i+18]) && !isDigit(s.text[i+18]) {
		s.add(IDNumber, i, i+18, true)
		return end
	}
	if s.lookalike(i, end) {
		return end
	}
	return max(end, s.digits(i, k))
}

// lookalike takes a mobile or ID number in which some digits are typed as letters that look alike, in one group or in
// several: 13o00000000, 130-0000-OOOO.
func (s *scanner) lookalike(i, end int) bool {
	if end-i > 19 {
		return false
	}
	for k := i; k < end; k++ {
		if lookDigit(s.text[k]) == 0 && (k < end-1 || s.text[k]|0x20 != 'x') {
			return false
		}
	}
	from, to := i, end
	for from > 0 && i-from < 24 && (lookDigit(s.text[from-1]) != 0 || lookGap(s.text[from-1]) && from > 1 && lookDigit(s.text[from-2]) != 0) {
		from--
	}
	for to < len(s.text) && to-end < 24 && (lookDigit(s.text[to]) != 0 || lookGap(s.text[to]) && to+1 < len(s.text) && lookDigit(s.text[to+1]) != 0) {
		to++
	}
	if to < len(s.text) && s.text[to]|0x20 == 'x' {
		to++
	}
	if from > 0 && isAlnum(s.text[from-1]) || to < len(s.text) && isAlnum(s.text[to]) {
		return false
	}
	return s.lookNumber(from, to)
}

// lookDigit returns the digit that a character is or looks like, 0 for any other.
func lookDigit(c byte) byte {
	switch {
	case isDigit(c):
		return c
	case c|0x20 == 'o':
		return '0'
	case c == 'l', c == 'I':
		return '1'
	}
	return 0
}

func lookGap(c byte) bool { return c == '-' || c == ' ' }

// lookNumber weighs the number that a run of digits and letters stands for.
func (s *scanner) lookNumber(from, to int) bool {
	var d [20]byte
	n, digits := 0, 0
	for k := from; k < to; k++ {
		c := s.text[k]
		v := lookDigit(c)
		switch {
		case lookGap(c):
			continue
		case n == len(d):
			return false
		case v == 0:
			v = 'X'
		case isDigit(c):
			digits++
		}
		d[n] = v
		n++
	}
	if digits < 6 && !(n == 11 && isDigit(s.text[from]) && isDigit(s.text[from+1])) || s.inURL(from, to) {
		return false
	}
	lab := s.label(from)
	switch v := string(d[:n]); {
	case n == 11 && v[0] == '1' && v[1] >= '3' && allDigits(v) && !s.officialNumber(lab):
		s.add(Mobile, from, to, lab == tagPhone || digits >= 7)
	case n == 18 && shapedID(v) && (ValidID(v) || lab == tagID) && (lab != tagCode || v[6:10] < "2016"):
		s.add(IDNumber, from, to, ValidID(v))
	default:
		return false
	}
	return true
}

// document looks for a passport or travel permit: letters from i to k, digits from k to end.
func (s *scanner) document(i, k, end int) bool {
	kind := documentKind(strings.ToUpper(s.text[i:k]), end-k)
	if kind == "" || !allDigits(s.text[k:end]) {
		return false
	}
	lab := s.label(i)
	clause := s.clause(i) + remark(s.text, end) + nounBehind(s.text, end) + s.sortBefore(i)
	switch {
	case lab == tagTravel, lab == tagID, near(clause, travelWords[:]...):
		if kind == Passport && near(clause, "通行证", "回乡证") {
			kind = Permit
		}
		s.add(kind, i, end, true)
	case lab != tagNone, kind == Permit, s.ctx.Allow&AllowCode != 0, s.inURL(i, end), s.counted(i, end), dateShaped(s.text[k:end]):
		return false
	case s.text[i]|0x20 == 'e' || s.text[i]|0x20 == 'g' && near(clause, "证件", "持证", "国籍", "出境", "入境", "旅客"):
		// Unlabelled, only the E series is unlike the part, drawing and project numbers of the same form.
		if strings.IndexByte("./_-", byteAt(s.text, end)) >= 0 || strings.IndexByte("/_-", byteAt(s.text, i-1)) >= 0 {
			return false
		}
		s.add(kind, i, end, false)
	default:
		return false
	}
	return true
}

// sortBefore returns what stands before the bare label 号码 right before i: 证件类型：护照；号码：….
func (s *scanner) sortBefore(i int) string {
	before := strings.TrimRight(s.text[:i], "：: ")
	if !endsAny(before, "号码", "编号", "证号") {
		return ""
	}
	const reach = 60
	before = before[max(0, len(before)-reach):]
	return before[strings.LastIndexByte(before, '\n')+1:]
}

// documentLetter reports the first letters of passports and permits.
func documentLetter(c byte) bool { return strings.IndexByte("EGDSPHCWMLTK", c&^0x20) >= 0 }

func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return ' '
	}
	return s[i]
}

// nounBehind returns the noun that a number stands before as a modifier: E00000000号护照.
func nounBehind(text string, i int) string {
	k := skipAny(text, i, "号", "的", " ")
	if follows(text[k:], "港澳居民", "台湾居民", "大陆居民", "往来", "来往") {
		return text[k:min(len(text), k+len("港澳居民来往内地通行证"))]
	}
	return text[k:min(len(text), k+len("护照通行证"))]
}

// remark returns what stands in brackets right after i.
func remark(text string, i int) string {
	k := skipAny(text, i, " ", "（", "(")
	if k == i {
		return ""
	}
	part := text[k:min(len(text), k+45)]
	if e := strings.IndexAny(part, "）)\n"); e >= 0 {
		return part[:e]
	}
	return ""
}

// documentKind tells passports (E, G, D, S, P, H and eight digits; E or C, a letter, seven) from permits to and from
// Hong Kong, Macao and Taiwan (C, W, L, T and eight digits; H, M and eight or ten).
func documentKind(letters string, digits int) Kind {
	switch {
	case len(letters) == 1 && digits == 8 && strings.Contains("EGDSPHK", letters):
		return Passport
	case len(letters) == 2 && digits == 7 && strings.Contains("EDSP", letters[:1]) && letters[1] != 'I' && letters[1] != 'O':
		return Passport
	case len(letters) == 1 && digits == 8 && strings.Contains("CWLTM", letters),
		len(letters) == 1 && digits == 10 && strings.Contains("HM", letters),
		len(letters) == 2 && digits == 7 && strings.Contains("CWL", letters[:1]):
		return Permit
	}
	return ""
}

// dateShaped reports whether eight digits are a date of this or the last century.
func dateShaped(s string) bool {
	return len(s) == 8 && (s[:2] == "19" || s[:2] == "20") && realDate(number(s[:4]), number(s[4:6]), number(s[6:]))
}

const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// plate looks for a number plate whose letter is at i (GA 36-2018) and returns where it ends, 0 when there is none.
func (s *scanner) plate(i, end int) int {
	from := i
	if from > 0 && s.text[from-1] < 0xE4 {
		from = max(0, i-maxSeparator) + len(strings.TrimRight(s.text[max(0, i-maxSeparator):i], plateGaps))
	}
	province := from - 3
	if from < 3 || !strings.Contains(provinces, s.text[from-3:from]) || utf8.RuneCountInString(s.text[from-3:from]) != 1 {
		return 0
	}
	tail, end := s.plateTail(i+1, end)
	if strings.Trim(s.text[from:i], " *") != "" && !s.ofVehicle(province, end) {
		return 0
	}
	if len(tail) == 4 {
		r, w := wide(s.text+"   ", end)
		if r != 0 && strings.ContainsRune("挂学警港澳领使", r) {
			tail, end = tail+"0", end+w
		}
	}
	if up := s.text[i] &^ 0x20; !shapedPlate(tail) && !s.calledPlate(province, end, tail) || up == 'I' || s.ctx.Allow&AllowPlate != 0 || s.label(province) == tagCode {
		return 0
	}
	s.add(Plate, province, end, true)
	return end
}

// calledPlate reports whether the words beside a plate speak of a vehicle: then three letters may stand in it.
func (s *scanner) calledPlate(province, end int, tail string) bool {
	digits := 0
	for i := range len(tail) {
		if isDigit(tail[i]) {
			digits++
		}
	}
	return len(tail) == 5 && digits >= 2 && s.ofVehicle(province, end)
}

// plateTail reads what follows the letter of a plate, from k to end or, over separators, from there on. Of several
// groups it makes a plate only where words speak of a vehicle.
func (s *scanner) plateTail(k, end int) (tail string, stop int) {
	if end-k >= 4 {
		return strings.ToUpper(s.text[k:end]), end
	}
	groups := 1
	tail, stop = s.text[k:end], end
	for len(tail) < 6 && !shapedPlate(strings.ToUpper(tail)) {
		kind, w := separator(s.text, stop)
		from := stop + w
		if w == 0 {
			break
		}
		for end = from; end < len(s.text) && isAlnum(s.text[end]); end++ {
		}
		if end == from || len(tail)+end-from > 6 {
			break
		}
		if tail != "" || kind&(sepLine|sepCell|sepParen|sepOther) != 0 {
			groups++
		}
		tail, stop = tail+s.text[from:end], end
	}
	if groups > 1 && !s.ofVehicle(k, stop) {
		return "", stop
	}
	return strings.ToUpper(tail), stop
}

// plateGaps may stand between province and letter.
const plateGaps = " *-_—－.·•\u3000\n|"

// ofVehicle reports whether the words beside a number from i to stop speak of a vehicle.
func (s *scanner) ofVehicle(i, stop int) bool {
	const what = "车牌驾驶摩托"
	if strings.ContainsAny(s.text[stop:min(len(s.text), stop+24)], "车") {
		return true
	}
	return strings.ContainsAny(s.clause(i), what) || strings.ContainsAny(s.columnHead(i), what) || strings.ContainsAny(s.ctx.Field, what) ||
		strings.ContainsAny(nounBehind(s.text, stop), what)
}

// shapedPlate checks what follows the letter: five characters with at most two letters, or the six of a new-energy
// vehicle with its letter first or last.
func shapedPlate(t string) bool {
	letters := 0
	for i := range len(t) {
		if isLetter(t[i]) {
			letters++
		}
		if t[i] == 'I' || t[i] == 'O' {
			return false
		}
	}
	switch len(t) {
	case 5:
		return letters <= 2
	case 6:
		return isLetter(t[0]) && letters <= 2 && allDigits(t[2:]) || isLetter(t[5]) && letters == 1
	}
	return false
}

// latin looks at a word of letters only: account labels, the letter of a number plate or of a passport.
func (s *scanner) latin(i, end int) {
	if end-i <= 8 && lookDigit(s.text[i]) != 0 && s.lookalike(i, end) {
		return
	}
	switch end - i {
	case 1:
		s.chat = s.chat || s.text[i]|0x20 == 'v' || s.text[i]|0x20 == 'q'
		if s.text[i]|0x20 == 'v' && follows(s.text[end:], "信", "：", ":") {
			s.wechat(skipAny(s.text, end, "信"))
		}
		if s.text[i]|0x20 == 'q' && follows(s.text[end:], "：", ":") {
			s.qq(i, end)
		}
		if s.plate(i, end) == 0 && documentLetter(s.text[i]) {
			s.splitDocument(i, end)
		}
	case 2:
		if s.plate(i, end) == 0 && documentLetter(s.text[i]) {
			s.splitDocument(i, end)
		}
		if s.text[i]|0x20 == 'q' && s.text[i+1]|0x20 == 'q' {
			s.chat = true
			s.qq(i, end)
		} else if s.text[i+1]|0x20 == 'x' && (s.text[i]|0x20 == 'v' || s.text[i]|0x20 == 'w') {
			s.chat = true
			s.wechat(end)
		}
	case 6:
		if w := s.text[i:end]; strings.EqualFold(w, "wechat") || strings.EqualFold(w, "weixin") {
			s.wechat(end)
		}
	}
}

// splitDocument looks for a labelled passport or permit number whose letters stand from i to k and whose digits are set
// apart, from the letters or in groups: G 12345678, E123 45678, EJ30-07481.
func (s *scanner) splitDocument(i, k int) {
	if k+2 < len(s.text) && k-i == 1 && s.text[k] == ' ' && isLetter(s.text[k+1]) && !isLetter(s.text[k+2]) {
		k += 2 // E B 1 2 3
	}
	n := 9 - len(strings.ReplaceAll(s.text[i:k], " ", ""))
	if n != 8 && n != 7 || k == len(s.text) {
		return
	}
	from := k
	if !isDigit(s.text[k]) {
		kind, w := separator(s.text, k)
		if from = k + w; w == 0 || kind&sepOther != 0 || from >= len(s.text) || !isDigit(s.text[from]) {
			return
		}
	}
	r := gather(s.text, from)
	if r.n < n || !r.ends(n) {
		return
	}
	all, groups := r.cuts(0, n)
	doc := documentKind(strings.ReplaceAll(strings.ToUpper(s.text[i:k]), " ", ""), n)
	if doc == "" || all&sepOther != 0 || from == k && groups == 1 {
		return
	}
	stop := r.at[n-1] + 1
	if s.travels(i, stop) {
		s.add(doc, i, stop, true)
	}
}

// travels reports whether the number from i to stop is called that of a travel document.
func (s *scanner) travels(i, stop int) bool {
	return s.label(i) == tagTravel || near(s.clause(i)+nounBehind(s.text, stop)+remark(s.text, stop), travelWords[:]...)
}

// travelWords call a number that of a travel document, wherever they stand in its sentence.
var travelWords = [...]string{"护照", "通行证", "台胞证", "回乡证", "出境证件", "出入境证件", "旅行证件", "passport", "Passport", "PASSPORT"}
