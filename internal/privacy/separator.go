package privacy

import "strings"

// sep says what stands between two groups of digits, as a set.
type sep uint8

const (
	sepBlank  sep = 1 << iota
	sepHyphen     // any dash
	sepDot        // full stop or middle dot
	sepParen      // any bracket
	sepMark       // emphasis, escapes and tags: not seen by a reader
	sepLine       // line break
	sepCell       // table border or tab
	sepOther      // comma, slash, colon, underscore
)

// maxSeparator is how many characters may stand between two groups of digits; table cells are often padded.
const maxSeparator = 12

var wideSeparators = []struct {
	text string
	kind sep
}{
	{"\u3000", sepBlank}, {"\u00a0", sepBlank}, {"\u2002", sepBlank}, {"\u2003", sepBlank}, {"\u2009", sepBlank},
	{"－", sepHyphen}, {"—", sepHyphen}, {"–", sepHyphen}, {"‐", sepHyphen}, {"‑", sepHyphen}, {"−", sepHyphen}, {"―", sepHyphen},
	{"·", sepDot}, {"•", sepDot}, {"．", sepDot}, {"・", sepDot}, {"。", sepDot | sepOther},
	{"（", sepParen}, {"）", sepParen}, {"【", sepParen}, {"】", sepParen},
	{"，", sepOther}, {"、", sepOther}, {"／", sepOther}, {"：", sepOther}, {"＿", sepOther}, {"～", sepOther},
	{"｜", sepCell}, {"│", sepCell}, {"＊", sepMark},
}

// separator measures what stands at i between groups of digits; width 0 when it is no separator.
func separator(text string, i int) (kind sep, width int) {
	start := i
	for n := 0; i < len(text) && n < maxSeparator; n++ {
		k, w := separatorAt(text, i)
		if w == 0 {
			break
		}
		kind |= k
		i += w
	}
	return kind, i - start
}

func separatorAt(text string, i int) (sep, int) {
	switch c := text[i]; c {
	case ' ':
		return sepBlank, 1
	case '-', '_':
		return sepHyphen, 1
	case '.':
		return sepDot, 1
	case '(', ')', '[', ']':
		return sepParen, 1
	case '*', '~', '`', '\\':
		return sepMark, 1
	case '<':
		return htmlTag(text, i)
	case '\n', '\r':
		return sepLine, 1
	case '|', '\t':
		return sepCell, 1
	case ',', '/', ':', '+', '=', ';', '\'', '"':
		return sepOther, 1
	default:
		if c < 0x80 || c >= 0xE4 && c <= 0xE9 {
			return 0, 0 // ASCII, or a Chinese character: what follows most numbers
		}
	}
	for _, s := range wideSeparators {
		if strings.HasPrefix(text[i:], s.text) {
			return s.kind, len(s.text)
		}
	}
	return 0, 0
}

// htmlTag measures an HTML tag or comment; cell and line tags separate as their text forms do.
func htmlTag(text string, i int) (sep, int) {
	end := strings.IndexByte(text[i:min(len(text), i+80)], '>')
	if end < 2 || !isLetter(text[i+1]) && text[i+1] != '/' && text[i+1] != '!' {
		return 0, 0
	}
	switch body := strings.ToLower(strings.Trim(text[i+1:i+end], "/ ")); {
	case strings.HasPrefix(body, "br"), body == "p":
		return sepLine, end + 1
	case strings.HasPrefix(body, "td"), strings.HasPrefix(body, "th"):
		return sepCell, end + 1
	case strings.HasPrefix(body, "tr"):
		return sepCell | sepLine, end + 1
	}
	return sepMark, end + 1
}
