package privacy

import (
	"strings"
	"unicode/utf8"
)

// span is the place in the text as given that a folded byte stands for.
type span struct{ start, end int }

// runeSet is a set of characters of the basic plane.
type runeSet [1 << 13]byte

func newRuneSet(chars string) *runeSet {
	var s runeSet
	for _, r := range chars {
		s.add(r)
	}
	return &s
}

func (s *runeSet) add(r rune) { s[r>>3&0x1fff] |= 1 << (r & 7) }

func (s *runeSet) has(r rune) bool { return r < 1<<16 && s[r>>3]&(1<<(r&7)) != 0 }

// oddDigits are characters read as a digit only in a long run, since each alone is a word or a list mark.
const oddDigits = "〇零一二三四五六七八九○壹贰叁肆伍陆柒捌玖幺①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"

// oddRun is the least length of a run of odd digits: shorter than any number looked for, longer than a year.
const oddRun = 7

var oddSet = newRuneSet(oddDigits)

func oddValue(r rune) byte {
	i := 0
	for _, o := range oddDigits {
		if o == r {
			return oddTable[i]
		}
		i++
	}
	return '0'
}

const oddTable = "00123456789" + "0123456789" + "1" + "1234567890" + "123456789" + "0123456789" + "0123456789"

// specialByte marks the bytes at which a disguised character may begin.
var specialByte = func() (t [256]bool) {
	for _, c := range []byte{'&', '%', 0xC2, 0xCC, 0xCD, 0xE1, 0xE2, 0xEF, 0xF0} {
		t[c] = true
	}
	t[0xC3] = true                // ×
	t[0xCE] = true                // Greek chi
	t[0xD0], t[0xD1] = true, true // Cyrillic ha
	return t
}()

// needsFold reports whether the text holds a disguised character.
func needsFold(text string) bool {
	for i := 0; i < len(text); {
		c := text[i]
		if c < 0x80 && c != '&' && c != '%' {
			i++
			continue
		}
		if specialByte[c] && !fullMark(text, i) {
			if _, _, ok := foldAt(text, i); ok {
				return true
			}
		}
		r, w := common(text, i), 3
		if r == 0 {
			r, w = wide(text, i)
		}
		i += w
		if r != 0 && oddSet.has(r) && oddNumber(text, i-w) {
			return true
		}
	}
	return false
}

// fullMark reports whether one of the marks of Chinese writing is at i, ，（）：；！？、。《》「」“”‘’—…: they begin as disguised
// characters do, and none of them is one.
func fullMark(text string, i int) bool {
	if i+2 >= len(text) {
		return false
	}
	last := text[i+2]
	switch text[i] {
	case 0xEF:
		return text[i+1] == 0xBC && (last < 0x90 || last >= 0x9A && last < 0xA0)
	case 0xE3: // but for 〇
		return text[i+1] == 0x80 && (last < 0x87 || last > 0x87 && last < 0x92) && last >= 0x80
	case 0xE2:
		return text[i+1] == 0x80 && last >= 0x90 && last < 0xA8
	}
	return false
}

// oddNumber reports whether the run of odd digits at i is long enough for a number, plain digits before it included.
func oddNumber(text string, i int) bool {
	n, _ := oddSpan(text, i)
	for k := i; k > 0 && i-k < maxDigits && isDigit(text[k-1]); k-- {
		n++
	}
	return n >= oddRun
}

// holdsLetters reports whether a part of the text may hold Chinese characters.
func holdsLetters(part string) bool {
	for i := range len(part) {
		if part[i] >= 0xE3 {
			return true
		}
	}
	return false
}

// wide decodes a three-byte character quickly; anything else gives 0 and the width of one character.
func wide(text string, i int) (rune, int) {
	if c := text[i]; c >= 0xE0 && c < 0xF0 && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
		return rune(c&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F), 3
	}
	if text[i] < 0x80 {
		return 0, 1
	}
	r, w := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError {
		return 0, w
	}
	return r, w
}

// oddSpan measures a run of digits at least one of which is odd, single blanks and hyphens between them passed over.
// It returns how many digits there are and where the run ends.
func oddSpan(text string, i int) (n, end int) {
	end = i
	for i < len(text) {
		r, w := wide(text, i)
		switch {
		case r != 0 && oddSet.has(r), isDigit(text[i]):
			n, end = n+1, i+w
		case (text[i] == ' ' || text[i] == '-') && end == i:
		case n >= 3 && end == i && oddComma(text, i) > 0:
			w = oddComma(text, i)
		default:
			return n, end
		}
		i += w
	}
	return n, end
}

// oddComma measures a comma between groups of odd digits: 一三零，零零零零. Behind it at least three more must stand, since
// short runs are list marks.
func oddComma(text string, i int) int {
	w := 0
	for _, c := range [...]string{"，", ",", "、", "。", "．", "·"} {
		if strings.HasPrefix(text[i:], c) {
			w = len(c)
		}
	}
	k := i + w
	for n := 0; w > 0 && n < 3; n++ {
		r, rw := wide(text+" ", k)
		if r == 0 || !oddSet.has(r) {
			return 0
		}
		k += rw
	}
	return w
}

// fold undoes the disguises: it returns the text with plain digits and letters and without invisible characters, and
// for each of its bytes the place it stands for.
func fold(text string) (string, []span) {
	var b strings.Builder
	b.Grow(len(text))
	spans := make([]span, 0, len(text))
	put := func(s string, from, to int) {
		for range len(s) {
			spans = append(spans, span{from, to})
		}
		b.WriteString(s)
	}
	for i := 0; i < len(text); {
		if s, w, ok := foldAt(text, i); ok {
			put(s, i, i+w)
			i += w
			continue
		}
		r, w := wide(text, i)
		if isDigit(text[i]) || r != 0 && oddSet.has(r) {
			i = foldRun(text, i, put)
			continue
		}
		put(text[i:i+w], i, i+w)
		i += w
	}
	return b.String(), spans
}

// foldRun writes a run of digits, the odd ones turned into plain ones if the run is long enough for a number.
func foldRun(text string, i int, put func(string, int, int)) int {
	n, end := oddSpan(text, i)
	plain := n < oddRun || marked(text[i:end])
	for i < end {
		r, w := wide(text, i)
		if c := oddComma(text, i); !plain && r != 0 && oddSet.has(r) {
			put(string(rune(oddValue(r))), i, i+w)
		} else if !plain && c > 0 {
			w = c
			put("-", i, i+w)
		} else {
			put(text[i:i+w], i, i+w)
		}
		i += w
	}
	return end
}

// marked reports whether a run is a plain number with a list mark before it or a word behind it: ①13000000000.
func marked(run string) bool {
	from, to := 0, len(run)
	for from < to && !isDigit(run[from]) {
		from++
	}
	for to > from && !isDigit(run[to-1]) {
		to--
	}
	switch to - from {
	case 11, 15, 16, 18, 19:
		return allDigits(run[from:to])
	}
	return false
}

// foldAt returns what the disguised character at i stands for (empty for an invisible one) and its width, and false
// where there is none.
func foldAt(text string, i int) (string, int, bool) {
	switch c := text[i]; {
	case c == '&':
		return reference(text, i)
	case c == '%':
		return percent(text, i)
	case c == '*':
		return "", len("**"), withinName(text, i)
	case c < 0x80:
		return "", 0, false
	}
	r, w := utf8.DecodeRuneInString(text[i:])
	if strings.ContainsRune(crosses, r) {
		return "X", w, lastOfID(text, i, i+w)
	}
	s, ok := foldRune(r)
	return s, w, ok
}

// crosses are typed for the X that ends an ID number: signs and letters of other alphabets that look like it.
const crosses = "×Ⅹⅹ✕✖╳ХхΧχ"

// lastOfID reports whether the cross from i to end stands where the X of an ID number does: behind a digit, and before
// neither a digit nor another ×.
func lastOfID(text string, i, end int) bool {
	behind := i > 0 && isDigit(text[i-1])
	if r, _ := utf8.DecodeLastRuneInString(text[:i]); r >= '０' && r <= '９' {
		behind = true
	}
	rest := strings.TrimLeft(text[end:], " ")
	r, _ := utf8.DecodeRuneInString(rest)
	return behind && !(rest != "" && isDigit(rest[0])) && !strings.ContainsRune(crosses, r) && !(r >= '０' && r <= '９')
}

func foldRune(r rune) (string, bool) {
	const ascii = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	switch {
	case r >= '０' && r <= '９':
		return ascii[r-'０':][:1], true
	case r >= 'Ａ' && r <= 'Ｚ':
		return ascii[10+r-'Ａ':][:1], true
	case r >= 'ａ' && r <= 'ｚ':
		return ascii[36+r-'ａ':][:1], true
	case r == '＠':
		return "@", true
	case r == '＿':
		return "_", true
	case r >= 0x1D7CE && r <= 0x1D7FF: // mathematical digits, five alphabets of ten
		return ascii[(r-0x1D7CE)%10:][:1], true
	case invisible(r):
		return "", true
	}
	return "", false
}

// invisible reports characters that show nothing: joiners, direction marks, variation selectors, the keycap frame.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x180E, r == 0xFEFF, r == 0x20E3:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	}
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0x300 && r <= 0x338
}

// reference decodes an HTML character reference, the semicolon optional as in browsers.
func reference(text string, i int) (string, int, bool) {
	rest := text[i+1:]
	if len(rest) > 1 && rest[0] == '#' {
		return numeric(rest)
	}
	for _, e := range namedReferences {
		if strings.HasPrefix(rest, e[0]) {
			return e[1], 1 + len(e[0]), true
		}
	}
	return "", 0, false
}

var namedReferences = [][2]string{
	{"nbsp;", " "}, {"ensp;", " "}, {"emsp;", " "}, {"thinsp;", " "}, {"shy;", ""}, {"zwj;", ""}, {"zwnj;", ""},
	{"ZeroWidthSpace;", ""}, {"NoBreak;", ""}, {"hyphen;", "-"}, {"dash;", "-"}, {"ndash;", "-"}, {"period;", "."},
	{"commat;", "@"}, {"vert;", "|"}, {"lpar;", "("}, {"rpar;", ")"}, {"plus;", "+"}, {"lowbar;", "_"},
}

func numeric(rest string) (string, int, bool) {
	k, base, v := 1, 10, 0
	if rest[1]|0x20 == 'x' {
		k, base = 2, 16
	}
	from := k
	for ; k < len(rest) && k-from < 8; k++ {
		d := strings.IndexByte("0123456789abcdef", rest[k]|0x20)
		if d < 0 || d >= base {
			break
		}
		v = v*base + d
	}
	if k == from || v == 0 || v > utf8.MaxRune {
		return "", 0, false
	}
	if k < len(rest) && rest[k] == ';' {
		k++
	}
	r := rune(v)
	if s, ok := foldRune(r); ok {
		return s, k + 1, true
	}
	if r == 0xA0 {
		r = ' '
	}
	return string(r), k + 1, true
}

// percent decodes URL-escaped digits where several stand together, and an escaped blank or hyphen between digits:
// in prose a percent sign before a number ("30%20") is far more common.
func percent(text string, i int) (string, int, bool) {
	if i+2 >= len(text) {
		return "", 0, false
	}
	if escapedDigit(text, i) && (escapedDigit(text, i+3) || escapedDigit(text, i-3)) {
		return text[i+2 : i+3], 3, true
	}
	between := i > 0 && isDigit(text[i-1]) && i+3 < len(text) && isDigit(text[i+3])
	if between && text[i+1] == '2' && (text[i+2] == '0' || text[i+2]|0x20 == 'd') {
		return map[bool]string{true: " ", false: "-"}[text[i+2] == '0'], 3, true
	}
	return "", 0, false
}

func escapedDigit(text string, i int) bool {
	return i >= 0 && i+2 < len(text) && text[i] == '%' && text[i+1] == '3' && isDigit(text[i+2])
}
