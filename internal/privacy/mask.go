package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// IDStyle says how much of an ID number stays readable.
type IDStyle uint8

// The styles in use; the numbers are kept head, hidden middle, kept tail of 18 characters.
const (
	ID1161 IDStyle = iota // 9****************3
	ID2133                // 99*************013, a county rule
	ID684                 // 990000********0013; weaker, region and serial stay readable
)

// NameStyle says how a name is masked.
type NameStyle uint8

// The styles in use. Compound family names are kept whole: 欧阳某.
const (
	NameByLength NameStyle = iota // 张某, 王某某
	NameOne                       // always 张某
	NameStars                     // 张*, 王**
	NameHidden                    // 某
)

// Policy is a site's choice of masks; the zero Policy is the strictest in each style.
type Policy struct {
	ID   IDStyle
	Name NameStyle
}

// Mask returns s masked as its kind asks. What is dropped cannot be got back from the result. It takes the value in any
// disguise that Find knows; ID numbers, telephones and cards come out plain, without blanks and marks.
func Mask(kind Kind, s string, p Policy) string {
	if needsFold(s) {
		s, _ = fold(s)
	}
	switch kind {
	case IDNumber, IDNumber15:
		return maskID(alnums(s), p.ID)
	case Mobile:
		d := alnums(s)
		return keep(d[max(0, len(d)-11):], 3, 4, '*')
	case Landline:
		return keep(alnums(s), 4, 2, '*')
	case BankCard:
		d := alnums(s)
		if len(d) < 12 {
			return keep(d, 2, 2, '*')
		}
		return d[:4] + " **** **** " + d[len(d)-4:]
	case Passport, Permit:
		return keep(alnums(s), 1, 2, '*')
	case Plate:
		return maskPlate(s)
	case Address:
		return maskAddress(s)
	case Name:
		return maskName(s, p.Name)
	case Minor:
		return "某未成年人"
	case Email:
		if k := strings.IndexByte(s, '@'); k > 0 {
			return keep(s[:k], 1, 0, '*') + s[k:]
		}
	}
	return keep(s, 1, 0, '*')
}

// MaskNames masks the names of several parties so that they stay apart: where two masks would be the same, they become
// 张某甲 and 张某乙, in the order given.
func MaskNames(names []string, p Policy) []string {
	const stems = "甲乙丙丁戊己庚辛壬癸"
	out := make([]string, len(names))
	count := map[string]int{}
	for i, n := range names {
		out[i] = Mask(Name, n, p)
		count[out[i]]++
	}
	used := map[string]int{}
	for i, m := range out {
		if count[m] < 2 {
			continue
		}
		base := Mask(Name, names[i], Policy{Name: NameOne})
		if p.Name == NameHidden {
			base = "某"
		}
		if k := used[base]; k < len(stems)/3 {
			out[i] = base + stems[3*k:3*k+3]
		}
		used[base]++
	}
	return out
}

// MaskText returns the text with every finding masked. A value that runs over table borders or lines is masked in
// place, so that the table stays a table.
func MaskText(text string, ctx Context, p Policy) string {
	found := Find(text, ctx)
	// Rows of digits can be read in more than one way; masking one reading may lay bare another.
	for range 8 {
		if len(found) == 0 {
			break
		}
		text = maskFound(text, found, p)
		found = slices.DeleteFunc(Find(text, ctx), func(f Finding) bool { return !f.Certain })
	}
	return text
}

func maskFound(text string, found []Finding, p Policy) string {
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, f := range found {
		b.WriteString(text[at:f.Start])
		raw := text[f.Start:f.End]
		if strings.ContainsAny(raw, "|\n\t<") {
			b.WriteString(maskInPlace(raw))
		} else {
			b.WriteString(Mask(f.Kind, raw, p))
		}
		at = f.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// maskInPlace hides every digit and letter but the first and last, tags and separators left as they are.
func maskInPlace(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '<' {
			if _, w := htmlTag(s, i); w > 0 {
				b.WriteString(s[i : i+w])
				i += w
				continue
			}
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		_, folds := foldRune(r)
		switch {
		case isAlnum(s[i]), folds, r < 1<<16 && oddSet.has(r):
			b.WriteByte('*')
		case r >= 0x3400 && r != 0xFF5C:
			b.WriteString("某")
		default:
			b.WriteString(s[i : i+w])
		}
		i += w
	}
	return b.String()
}

func maskID(d string, style IDStyle) string {
	switch {
	case len(d) < 15:
		return keep(d, 1, 1, '*')
	case style == ID2133:
		return keep(d, 2, 3, '*')
	case style == ID684:
		return keep(d, 6, 4, '*')
	}
	return keep(d, 1, 1, '*')
}

// keep hides all but the first head and last tail characters. A value too short to hide anything is hidden whole.
func keep(s string, head, tail int, with byte) string {
	n := utf8.RuneCountInString(s)
	if head+tail >= n {
		return strings.Repeat(string(with), n)
	}
	r := []rune(s)
	return string(r[:head]) + strings.Repeat(string(with), n-head-tail) + string(r[n-tail:])
}

// alnums drops everything but digits and letters; tags go whole.
func alnums(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '<' {
			if _, w := htmlTag(s, i); w > 0 {
				i += w - 1
				continue
			}
		}
		if isAlnum(s[i]) {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func maskPlate(s string) string {
	_, w := utf8.DecodeRuneInString(s)
	d := alnums(s[w:])
	if d == "" {
		return "*******"
	}
	return s[:w] + strings.ToUpper(d[:1]) + strings.Repeat("*", max(5, len(d)-1))
}

// maskAddress keeps an address down to township or street.
func maskAddress(s string) string {
	for _, part := range [...]string{"街道", "镇", "乡", "区", "县", "市"} {
		if k := strings.Index(s, part); k > 0 {
			if head := s[:k+len(part)]; !strings.ContainsAny(head, "0123456789") {
				return head + "XXXX"
			}
		}
	}
	return "XXXX"
}

func maskName(s string, style NameStyle) string {
	if style == NameHidden {
		return "某"
	}
	s = strings.Join(strings.Fields(s), "")
	w := surname(s+"         ", 0, false)
	if n := utf8.RuneCountInString(s); w == 0 || w >= len(s) {
		_, w = utf8.DecodeRuneInString(s)
	} else if w == 6 && n < 3 {
		w = 3
	}
	given := max(1, min(2, utf8.RuneCountInString(s[w:])))
	if style == NameOne {
		given = 1
	}
	mark := "某"
	if style == NameStars {
		mark = "*"
	}
	return s[:w] + strings.Repeat(mark, given)
}

// safe hides all but the first two digits of any run of six or more, whatever the kind's mask left.
func safe(s string) string {
	b := []byte(s)
	for i := 0; i < len(b); {
		k := i
		for k < len(b) && isDigit(b[k]) {
			k++
		}
		if k-i >= 6 {
			for j := i + 2; j < k; j++ {
				b[j] = '*'
			}
		}
		i = max(k, i+1)
	}
	return string(b)
}
