package privacy

import "strings"

const (
	maxDigits = 24 // longer than any number looked for
	maxGroups = 20
)

// row is a row of digit groups gathered from the text, with the place of each digit and what stands before each group.
type row struct {
	d     [maxDigits]byte
	at    [maxDigits]int
	cut   [maxDigits]sep // separator before digit k; 0 inside a group
	n     int
	ended bool // the last group ends where the row does
}

// gather collects groups of digits from i on, over separators; a final X counts as the 18th digit.
func gather(text string, i int) (r row) {
	for groups := 0; groups < maxGroups; groups++ {
		from := r.n
		for i < len(text) && isDigit(text[i]) {
			if r.n == maxDigits {
				return r
			}
			r.d[r.n], r.at[r.n] = text[i], i
			r.n++
			i++
		}
		if i < len(text) && isLetter(text[i]) && !(r.n == 17 && text[i]|0x20 == 'x') && !knownSuffix(text, i) {
			r.n, r.ended = from, true
			return r
		}
		r.ended = true
		kind, w := separator(text, i)
		next := i + w
		if r.n == 17 && next < len(text) && text[next]|0x20 == 'x' && (next+1 == len(text) || !isAlnum(text[next+1])) {
			r.d[17], r.at[17], r.cut[17] = 'X', next, kind
			r.n = 18
			return r
		}
		if w == 0 || next >= len(text) || !isDigit(text[next]) || r.n == maxDigits {
			return r
		}
		r.ended = false
		r.cut[r.n] = kind
		i = next
	}
	return r
}

// knownSuffix reports whether the letters at i are an account word glued to a number: 13000000000wx.
func knownSuffix(text string, i int) bool {
	end := i
	for end < len(text) && isAlnum(text[end]) {
		end++
	}
	return labelWord(text[i:end])
}

// ends reports whether a number of n digits from the start ends on a group border.
func (r *row) ends(n int) bool {
	return n < r.n && r.cut[n] != 0 || n == r.n && r.ended
}

// cuts joins the separators inside the first n digits, from digit k on, and counts the groups.
func (r *row) cuts(k, n int) (all sep, groups int) {
	groups = 1
	for k++; k < n; k++ {
		if r.cut[k] != 0 {
			all |= r.cut[k]
			groups++
		}
	}
	return all, groups
}

// grouped reports whether the digits from k to n stand in groups of the given sizes.
func (r *row) grouped(k, n int, sizes string) bool {
	size := 0
	for i := k; i < n; i++ {
		if i > k && r.cut[i] != 0 {
			if sizes == "" || int(sizes[0]-'0') != size {
				return false
			}
			sizes, size = sizes[1:], 0
		}
		size++
	}
	return len(sizes) == 1 && int(sizes[0]-'0') == size
}

// zeroLed reports whether a group after the first begins with 0: parts of a number do, counts in a table do not.
func (r *row) zeroLed(k, n int) bool {
	for i := k + 1; i < n; i++ {
		if r.cut[i] != 0 && r.d[i] == '0' {
			return true
		}
	}
	return false
}

// digits looks at the group of digits from i to end and what follows it, and returns where to go on.
func (s *scanner) digits(i, end int) int {
	if end-i > maxDigits-1 {
		s.glued(i, end)
		return end
	}
	if i > 0 && s.text[i-1] == '=' && end-i >= leastDigits && end-i <= 12 && strings.HasSuffix(s.text[:i-1], "uin") {
		s.add(QQ, i, end, true) // wpa.qq.com/msgrd?uin=…: opens a talk with the account
		return end
	}
	if n := end - i; (n == 3 || n == 6) && s.text[i] >= '1' && s.text[i] <= '8' && end < len(s.text) && s.text[end] >= 0x80 {
		s.told(i, n)
	}
	// A short group followed by anything but a separator and another digit is no number worth a look.
	if end-i < 10 {
		if _, w := separator(s.text, end); w == 0 || end+w >= len(s.text) || s.text[end+w]|0x20 != 'x' && !isDigit(s.text[end+w]) {
			s.shortNumber(i, end)
			return end
		}
	}
	r := gather(s.text, i)
	if n := s.numberAt(&r); n > 0 {
		return r.at[n-1] + 1
	}
	if end-i > 18 {
		s.glued(i, end)
	}
	s.shortNumber(i, end)
	return end
}

// glued looks for an ID number at either end of a longer run of digits: text drawn from tables loses the gaps between
// serial number, ID and telephone.
func (s *scanner) glued(i, end int) {
	if end-i > 60 || s.ctx.Allow&AllowCode != 0 || s.label(i) == tagCode || s.inURL(i, end) {
		return
	}
	if ValidID(s.text[i:i+18]) || ValidID(s.text[end-18:end]) {
		// A certificate of disability bears the ID number and two digits more.
		s.add(IDNumber, i, end, end-i == 20 && s.label(i) == tagID)
	}
}

// tellings stand between the parts of a number that is told part by part.
var tellings = [...]string{"再拨", "再加", "再接", "接着", "然后", "后面", "后头", "中间", "末", "后四", "后4", "尾", "最后", "打头", "开头", "前三", "前3"}

// told looks for a telephone or ID number whose parts stand between words: 前三位193，中间2665，末四位2991.
func (s *scanner) told(i, n int) {
	var d [18]byte
	size := copy(d[:], s.text[i:i+n])
	end, gaps := i+n, 0
	for gaps < 3 && size < len(d) {
		k := end
		for k < len(s.text) && k-end < 30 && s.text[k] >= 0x80 {
			k++
		}
		from := k
		for k < len(s.text) && isDigit(s.text[k]) {
			k++
		}
		if part := k - from; part < 3 || part > 8 || size+part > len(d) || !near(s.text[end:from], tellings[:]...) {
			break
		}
		size += copy(d[size:], s.text[from:k])
		end, gaps = k, gaps+1
	}
	switch v := string(d[:size]); {
	case gaps == 2 && n == 3 && size == 11 && v[0] == '1' && v[1] >= '3':
		s.add(Mobile, i, end, true)
	case gaps > 1 && n == 6 && size == 18 && shapedID(v):
		s.add(IDNumber, i, end, true)
	}
}

// numberAt tries the kinds of numbers in the order of how much proves them, and returns how many digits were taken.
// Plain calls: through a table of functions the row would move to the heap.
func (s *scanner) numberAt(r *row) int {
	if n := s.id(r); n > 0 {
		return n
	}
	if n := s.mobile(r); n > 0 {
		return n
	}
	if n := s.card(r); n > 0 {
		return n
	}
	if n := s.landline(r); n > 0 {
		return n
	}
	if n := s.id15(r); n > 0 || r.n != 8 && r.n != 10 && (r.cut[8]|r.cut[10])&sepOther == 0 {
		return n
	}
	return s.permitGroups(r)
}

// permitGroups looks for the eight or ten digits of a permit that stand in groups: 台胞证 1234 5678.
func (s *scanner) permitGroups(r *row) int {
	for _, n := range [...]int{8, 10} {
		if r.n < n || !r.ends(n) || r.n > n && r.cut[n]&sepOther == 0 {
			continue
		}
		all, groups := r.cuts(0, n)
		if groups > 3 && groups != n || dateShaped(string(r.d[:8])) {
			continue
		}
		if start, end := r.at[0], r.at[n-1]+1; groups > 1 && all&sepOther == 0 && (s.label(start) == tagTravel || near(nounBehind(s.text, end), "台胞证", "通行证")) {
			s.add(Permit, start, end, true)
			return n
		}
	}
	return 0
}

// id looks for an 18-character ID number at the start of the row and returns how many digits it took.
func (s *scanner) id(r *row) int {
	if r.n < 18 || !r.ends(18) {
		return 0
	}
	v := string(r.d[:18])
	if r.d[0] == '0' {
		return 0
	}
	start, end := r.at[0], r.at[17]+1
	all, groups := r.cuts(0, 18)
	if groups > 1 && !shapedID(v) {
		return 0
	}
	lab := s.label(start)
	if !shapedID(v) {
		// A number that its label calls an ID is one, however badly it was typed.
		if lab == tagID && !ValidCreditCode(v) {
			s.add(IDNumber, start, end, false)
			return 18
		}
		return 0
	}
	code := lab == tagCode || s.ctx.Allow&AllowCode != 0
	switch {
	case !idCheck(v):
		return s.mistypedID(r, v, lab, code)
	case r.grouped(0, 18, "333333") && all&sepOther != 0:
		return 0 // an amount with thousands separators
	case all&(sepLine|sepCell) != 0 && groups > 5 && !r.single(18):
		return 0 // a row of counts
	case code && (ValidCreditCode(v) || lab == tagCode && !s.creditLabel(start) && v[6:10] >= "2016"):
		// Licence and case numbers made of region, date and serial pass for the ID of a small child once in eleven.
		return 18
	}
	s.add(IDNumber, start, end, true)
	return 18
}

// single reports whether all groups of the first n digits are of one size.
func (r *row) single(n int) bool {
	size, last := 0, 0
	for i := 1; i <= n; i++ {
		if i == n || r.cut[i] != 0 {
			if size != 0 && i-last != size {
				return false
			}
			size, last = i-last, i
		}
	}
	return true
}

// mistypedID weighs a number with a real date of birth and a wrong check character: typing errors leak as well.
func (s *scanner) mistypedID(r *row, v string, lab tag, code bool) int {
	all, groups := r.cuts(0, 18)
	plain := groups == 1 || all&^(sepBlank|sepHyphen|sepMark) == 0 &&
		(all == sepMark || r.grouped(0, 18, "684") || r.grouped(0, 18, "6444") || r.grouped(0, 18, "64224"))
	start, end := r.at[0], r.at[17]+1
	if lab != tagID {
		// Serial numbers of recent years have the same shape: region, date, serial.
		if code || ValidCreditCode(v) || v[6:10] > "2015" || lab != tagNone && lab != tagPhone || s.inURL(start, end) {
			return 0
		}
	} else if groups > 1 && all&(sepLine|sepOther) == 0 {
		plain = true
	}
	if !plain {
		return 0
	}
	s.add(IDNumber, start, end, lab == tagID && groups == 1)
	return 18
}

// idBehind reports whether a remark behind a number calls it that of an ID: （15位身份证号）, 是其身份证号.
func (s *scanner) idBehind(i int) bool {
	rest := s.text[i:min(len(s.text), i+60)]
	if !follows(rest, "（", "(", "是", "为", "系", "，", "的身份证", "号身份证") {
		return false
	}
	if k := strings.IndexAny(rest, "。；\n）)"); k >= 0 {
		rest = rest[:k]
	}
	return near(rest, "身份证", "身份号码", "证件号", "一代证", "二代证", "证号码")
}

// id15 looks for an ID number of the old form.
func (s *scanner) id15(r *row) int {
	if r.n < 15 || !r.ends(15) || !shapedID15(string(r.d[:15])) {
		return 0
	}
	all, groups := r.cuts(0, 15)
	if groups > 1 && (all&^(sepBlank|sepHyphen|sepMark) != 0 || all != sepMark && !r.grouped(0, 15, "663")) {
		return 0
	}
	start, end := r.at[0], r.at[14]+1
	lab := s.label(start)
	if lab == tagNone && s.idBehind(end) {
		lab = tagID
	}
	if lab != tagID && (lab != tagNone || s.ctx.Allow&AllowCode != 0 || s.inURL(start, end) || s.counted(start, end)) {
		return 0
	}
	s.add(IDNumber15, start, end, lab == tagID || all == 0)
	return 15
}
