// Package figure finds figures in running text: a number with its measure word and the words that name it, and amounts of
// money in digits, in 万元 and in Chinese numerals. Import offers what it finds as rows of a table of key figures; the
// inspector compares it with such tables.
//
// It reads plain text and knows nothing of records, tables or rules.
package figure

import (
	"strings"
	"unicode/utf8"
)

// Figure is a number of the prose: 共开展执法检查917家次 gives 执法检查, 917, 家次.
type Figure struct {
	Name  string // the words at the number, cut to an indicator's name; empty when there were none
	Value string // ASCII digits without thousands separators; 300余人 gives 300余
	Unit  string // 家次, 万元, %
	Start int    // offset of the number in the text
	End   int    // offset behind the unit
}

// Find finds numbers with a unit in a paragraph, in their order. Dates, ordinals (第3条), 文号, names in 《》 and bare
// numbers are none. It finds too many rather than too few.
func Find(s string) []Figure {
	out := figures(s)
	name(s, out)
	return out
}

// name gives the figures of a paragraph their names.
func name(s string, figures []Figure) {
	used := 0 // bytes already given to a figure
	for i := range figures {
		f := &figures[i]
		f.Name, used = nameAt(s, used, f.Start, f.End, f.Unit)
	}
}

// figures is Find, without names.
func figures(s string) []Figure {
	var out []Figure
	book := 0 // depth of 《》
	last := 0 // where the number before ended
	for i := 0; i < len(s); {
		if c := s[i]; c < '0' || c > '9' && c < 0xE3 || c > 0xE3 && c != 0xEF {
			i++ // neither a digit nor 《》
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '《':
			book++
		case r == '》':
			book = max(0, book-1)
		}
		if !digit(r) {
			i += w
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		value, end := quantity(s, i)
		unit, after := unitAt(s, end)
		if unit == "" || book > 0 || i > 0 && (i == last || glued(before)) {
			i, last = end, end
			continue
		}
		if more := s[end:]; strings.HasPrefix(more, "余") || strings.HasPrefix(more, "多") {
			value += more[:len("余")]
		}
		out = append(out, Figure{Value: value, Unit: unit, Start: i, End: after})
		i, last = after, after
	}
	return out
}

// glued reports a character that, right before a number, makes it part of something else: an ordinal, a date, a code.
func glued(r rune) bool {
	return latin(r) || digit(r) || strings.ContainsRune("第.．-－—/:：〔[", r) && r != '：'
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// quantity reads a number at i: digits, thousands separators before exactly three digits, a decimal point.
func quantity(s string, i int) (value string, end int) {
	if end, ok := plainQuantity(s, i); ok {
		return s[i:end], end
	}
	return longQuantity(s, i)
}

// longQuantity reads a number in any of its forms.
func longQuantity(s string, i int) (value string, end int) {
	var b strings.Builder
	whole := true
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '０' && r <= '９':
			b.WriteByte(byte('0' + r - '０'))
		case digit(r):
			b.WriteByte(byte(r))
		case (r == '.' || r == '．') && whole && digitsAt(s, i+w) > 0:
			b.WriteByte('.')
			whole = false
		case (r == ',' || r == '，') && whole && digitsAt(s, i+w) == 3:
		default:
			return b.String(), i
		}
		i += w
	}
	return b.String(), i
}

// plainQuantity returns where a number at i ends that is written in ASCII digits alone, with a point or without, as most are.
func plainQuantity(s string, i int) (end int, ok bool) {
	digits := func(k int) int {
		for k < len(s) && s[k] >= '0' && s[k] <= '9' {
			k++
		}
		return k
	}
	end = digits(i)
	if end > i && end+1 < len(s) && s[end] == '.' {
		if after := digits(end + 1); after > end+1 {
			end = after
			return end, end == len(s) || s[end] != 0xEF // a full-width digit goes on
		}
	}
	return end, end > i && (end == len(s) || s[end] != ',' && s[end] != '.' && s[end] != 0xEF)
}

func digitsAt(s string, i int) int {
	n := 0
	for i < len(s) && n < 4 {
		r, w := utf8.DecodeRuneInString(s[i:])
		if !digit(r) {
			break
		}
		n++
		i += w
	}
	return n
}

// unitAt reads a unit at i: 余 or 多, then 万 or 亿, then a word of units. It returns "" when there is none.
func unitAt(s string, i int) (unit string, end int) {
	if strings.HasPrefix(s[i:], "余") || strings.HasPrefix(s[i:], "多") {
		i += len("余")
	}
	scale := ""
	for _, m := range []string{"万", "亿"} {
		if strings.HasPrefix(s[i:], m) {
			scale = m
			i += len(m)
			break
		}
	}
	if i == len(s) {
		return "", i
	}
	first := 1 // every unit but % begins with a character of three bytes
	if s[i] >= utf8.RuneSelf {
		first = min(3, len(s)-i)
	}
	for _, u := range unitsBy[s[i:i+first]] {
		rest, ok := strings.CutPrefix(s[i:], u.word)
		if !ok {
			continue
		}
		for _, not := range u.unless {
			if strings.HasPrefix(rest, not) {
				return "", i
			}
		}
		return scale + u.word, i + len(u.word)
	}
	return "", i
}
