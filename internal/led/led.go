// Package led knows what the control cards of LED strips can read: characters of GB 2312 and GBK, and texts in GBK.
//
// A cheap card draws with a font chip of its own. Most chips hold the 7,445 characters of GB/T 2312-1980 and leave a gap
// for every other; none holds more than GBK (《汉字内码扩展规范》 of 1995, code page 936), in which its text files are
// written. So a character outside GB 2312 may be missing on the screen, and one outside GBK cannot even be written down.
//
// It stands in the first row, beside the packages that read one thing. It knows characters and bytes; it knows nothing of
// records, screens or pictures.
package led

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Charset is the smallest set of characters a character belongs to.
type Charset uint8

// The sets, each part of the one after it.
const (
	ASCII   Charset = iota // what a keyboard has: U+0020 to U+007E
	GB2312                 // GB/T 2312-1980: 6,763 Chinese characters and 682 signs
	GBK                    // the other characters of code page 936
	Outside                // no card can show it
)

// Of returns the set of a character. Control characters are outside; line ends are for the caller to take out before.
func Of(r rune) Charset {
	if r >= ' ' && r <= '~' {
		return ASCII
	}
	var b [utf8.UTFMax]byte
	code, err := simplifiedchinese.GB18030.NewEncoder().Bytes(utf8.AppendRune(b[:0], r))
	if err != nil || len(code) != 2 || unicode.Is(unicode.Co, r) {
		return Outside
	}
	return ofCode(code[0], code[1])
}

// ofCode returns the set of a character by its two bytes in GB 18030, which agree with those of GBK where GBK has it.
func ofCode(lead, trail byte) Charset {
	switch {
	case inGB2312(lead, trail):
		return GB2312
	// Added by GB 18030-2000 in gaps of GBK: ǹ, €, the signs that describe characters, and rare components.
	case lead == 0xA8 && trail == 0xBF, lead == 0xA2 && trail == 0xE3,
		lead == 0xA9 && trail >= 0x89 && trail <= 0x95, lead == 0xFE && trail >= 0x50:
		return Outside
	}
	return GBK
}

// cells are the filled cells of the rows of signs of GB 2312, by first byte; a row has up to three runs.
var cells = [...][][2]byte{
	0:           {{0xA1, 0xFE}},
	0xA2 - 0xA1: {{0xB1, 0xE2}, {0xE5, 0xEE}, {0xF1, 0xFC}},
	0xA3 - 0xA1: {{0xA1, 0xFE}},
	0xA4 - 0xA1: {{0xA1, 0xF3}},
	0xA5 - 0xA1: {{0xA1, 0xF6}},
	0xA6 - 0xA1: {{0xA1, 0xB8}, {0xC1, 0xD8}},
	0xA7 - 0xA1: {{0xA1, 0xC1}, {0xD1, 0xF1}},
	0xA8 - 0xA1: {{0xA1, 0xBA}, {0xC5, 0xE9}},
	0xA9 - 0xA1: {{0xA4, 0xEF}},
}

// inGB2312 asks for the code and not for a table of GB 2312: such tables map two codes oddly (— to U+2015 and · to
// U+30FB), so that an everyday dash would be taken for a rare character.
func inGB2312(lead, trail byte) bool {
	switch {
	case lead >= 0xB0 && lead <= 0xF7:
		return trail >= 0xA1 && trail <= 0xFE && (lead != 0xD7 || trail <= 0xF9) // row 55 ends after 座
	case lead < 0xA1 || int(lead-0xA1) >= len(cells):
		return false
	}
	for _, run := range cells[lead-0xA1] {
		if trail >= run[0] && trail <= run[1] {
			return true
		}
	}
	return false
}

// Odd is a character of a text that not every card can show.
type Odd struct {
	Rune    rune
	Offset  int // bytes from the text's start
	Charset Charset
}

// Find returns the characters of a text that are outside GB 2312, in reading order, each once. Line ends are no
// characters.
func Find(text string) []Odd {
	var found []Odd
	var seen map[rune]bool
	for i, r := range text {
		if r < utf8.RuneSelf && r >= ' ' && r != 0x7F || r == '\n' || r == '\r' || r == '\t' || seen[r] {
			continue
		}
		if c := Of(r); c > GB2312 {
			if seen == nil {
				seen = map[rune]bool{}
			}
			seen[r] = true
			found = append(found, Odd{r, i, c})
		}
	}
	return found
}

// Name returns a character as messages show it: itself and its number, or the number alone where it cannot be seen.
func Name(r rune) string {
	if !unicode.IsGraphic(r) || unicode.IsSpace(r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Mn, r) {
		return fmt.Sprintf("%U", r)
	}
	return fmt.Sprintf("%c（%U）", r, r)
}

// Clean returns a text as a card is given it: blanks of all sorts are one space, none at the ends of lines, no empty
// lines, no marks that nobody sees. Lines end with LF.
func Clean(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text), "\n") {
		if line = strings.Join(strings.FieldsFunc(strings.Map(visible, line), isBlank), " "); line != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

// isBlank counts the ideographic space, which stands at the head of paragraphs, and those editors paste in.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u3000' }

// visible drops byte-order marks, soft hyphens and joiners that copying from web pages leaves behind.
func visible(r rune) rune {
	switch r {
	case '\uFEFF', '\u200B', '\u200C', '\u200D', '\u2060', '\u00AD', '\uFE0E', '\uFE0F':
		return -1
	}
	return r
}

// Encode returns a text as the file a card imports: GBK, lines ended by CRLF, no byte-order mark. The error names the
// first character that GBK lacks, or says that nothing is left of the text: cards refuse an empty file.
func Encode(text string) ([]byte, error) {
	text = Clean(text)
	if text == "" {
		return nil, fmt.Errorf("encoding for a card: the text is empty")
	}
	for _, odd := range Find(text) {
		if odd.Charset == Outside {
			return nil, fmt.Errorf("encoding for a card: GBK has no %s", Name(odd.Rune))
		}
	}
	out, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"))
	if err != nil {
		return nil, fmt.Errorf("encoding for a card: %w", err)
	}
	return out, nil
}
