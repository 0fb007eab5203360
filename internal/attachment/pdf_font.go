package attachment

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/source"
)

// pdfFont turns the codes of a font into text.
type pdfFont struct {
	toUnicode map[string]string // by code
	lengths   [5]bool           // lengths that codes of toUnicode have
	wide      bool              // codes of two bytes (Type0)
	encoding  string            // of a Type0 font
	names     map[byte]string   // of a simple font: differences from the standard encoding
	work      int               // entries that ranges asked for
}

// lostRune stands for a glyph that no table gives a character.
const lostRune = utf8.RuneError

// font returns the decoder of a font; fonts are kept by their object.
func (f *pdfFile) font(v any) *pdfFont {
	ref, isRef := v.(pdfRef)
	if known := f.decoders[int(ref)]; isRef && known != nil {
		return known
	}
	font := f.newFont(f.dict(v))
	if isRef {
		f.decoders[int(ref)] = font
	}
	return font
}

func (f *pdfFile) newFont(d pdfDict) *pdfFont {
	font := &pdfFont{wide: d["Subtype"] == pdfName("Type0")}
	if s, ok := f.get(d["ToUnicode"]).(pdfStream); ok {
		if data, err := f.inflate(s); err == nil {
			font.readMap(data)
		}
	}
	switch e := f.get(d["Encoding"]).(type) {
	case pdfName:
		font.encoding = string(e)
	case pdfStream:
		name, _ := e.dict["CMapName"].(pdfName)
		font.encoding = string(name)
	case pdfDict:
		font.differences(list(f.get(e["Differences"])))
	}
	return font
}

// differences reads /Differences [39 /quotesingle 48 /zero /one]: glyph names of single codes.
func (t *pdfFont) differences(list pdfArray) {
	t.names = map[byte]string{}
	code := 0
	for _, v := range list {
		switch v := v.(type) {
		case float64:
			code = int(v)
		case pdfName:
			if code >= 0 && code < 256 {
				t.names[byte(code)] = glyph(string(v))
			}
			code++
		}
	}
}

var glyphNames = map[string]string{
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"space": " ", "hyphen": "-", "period": ".", "comma": ",", "colon": ":", "parenleft": "(", "parenright": ")", "at": "@",
	"slash": "/", "underscore": "_", "asterisk": "*", "plus": "+", "minus": "-", "endash": "–", "emdash": "—", "bullet": "•",
}

// glyph returns the character of a glyph's name: a word, a letter, uni5F20 or u5F20.
func glyph(name string) string {
	if c, ok := glyphNames[name]; ok {
		return c
	}
	if len(name) == 1 {
		return name
	}
	for _, prefix := range [...]string{"uni", "u"} {
		if code, ok := strings.CutPrefix(name, prefix); ok && len(code) >= 4 && len(code) <= 6 {
			if v, err := strconv.ParseUint(code, 16, 32); err == nil {
				return string(rune(v))
			}
		}
	}
	return string(lostRune)
}

// decode returns the text of a string that is shown, and how many glyphs of it nothing is known of.
func (t *pdfFont) decode(s string) (text string, lost int) {
	switch {
	case t == nil:
		return latin(s), 0
	case len(t.toUnicode) > 0:
		return t.mapped(s)
	case !t.wide:
		return t.simple(s)
	case strings.HasPrefix(t.encoding, "Uni") && strings.Contains(t.encoding, "UTF8"):
		return s, 0
	case strings.HasPrefix(t.encoding, "Uni"):
		return utf16BE(s), 0
	case strings.HasPrefix(t.encoding, "GB"):
		return gbk(s), 0
	}
	n := (len(s) + 1) / 2
	return strings.Repeat(string(lostRune), n), n
}

// gbk decodes GBK. One character is put before it that is no UTF-8, so that the encoding is not taken for another.
func gbk(s string) string {
	text, _ := source.Decode("", []byte("\xB0\xA1"+s))
	return strings.TrimPrefix(text, "啊")
}

func latin(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func (t *pdfFont) simple(s string) (string, int) {
	var b strings.Builder
	lost := 0
	for i := range len(s) {
		c, ok := t.names[s[i]]
		if !ok {
			c = string(rune(s[i]))
		}
		if c == string(lostRune) {
			lost++
		}
		b.WriteString(c)
	}
	return b.String(), lost
}

// mapped reads codes by the font's own table, the longest that fits first where lengths differ.
func (t *pdfFont) mapped(s string) (string, int) {
	var b strings.Builder
	lost := 0
next:
	for len(s) > 0 {
		for n := min(4, len(s)); n > 0; n-- {
			if c, ok := t.toUnicode[s[:n]]; ok && t.lengths[n] {
				b.WriteString(c)
				s = s[n:]
				continue next
			}
		}
		step := 1
		if t.wide {
			step = min(2, len(s))
			b.WriteRune(lostRune)
			lost++
		} else {
			c, n := t.simple(s[:1])
			b.WriteString(c)
			lost += n
		}
		s = s[step:]
	}
	return b.String(), lost
}

// maxMapped bounds the characters of one table: the whole of the basic plane and the CJK extensions fit.
const maxMapped = 1 << 18

// readMap reads the operators of a ToUnicode table that say which code is which text (9.10.3).
func (t *pdfFont) readMap(data []byte) {
	t.toUnicode = map[string]string{}
	l := &pdfLexer{data: data}
	var stack []any
	for {
		v, ok := l.next(0, false)
		if !ok {
			return
		}
		switch v {
		case pdfOp("beginbfchar"), pdfOp("beginbfrange"), pdfOp("begincodespacerange"):
			stack = nil
		case pdfOp("endbfchar"):
			for i := 0; i+1 < len(stack); i += 2 {
				code, ok1 := stack[i].(pdfString)
				text, ok2 := stack[i+1].(pdfString)
				if ok1 && ok2 {
					t.put(string(code), utf16BE(string(text)))
				}
			}
		case pdfOp("endbfrange"):
			for i := 0; i+2 < len(stack); i += 3 {
				t.putRange(stack[i], stack[i+1], stack[i+2])
			}
		default:
			if len(stack) < 1<<16 {
				stack = append(stack, v)
			}
		}
	}
}

func (t *pdfFont) put(code, text string) {
	if len(code) >= 1 && len(code) <= 4 && len(t.toUnicode) < maxMapped {
		t.toUnicode[code], t.lengths[len(code)] = text, true
	}
}

func (t *pdfFont) putRange(low, high, to any) {
	lo, ok1 := low.(pdfString)
	hi, ok2 := high.(pdfString)
	if !ok1 || !ok2 || len(lo) == 0 || len(lo) > 4 || len(lo) != len(hi) {
		return
	}
	from, until := codeOf(lo), codeOf(hi)
	for k := 0; from+k <= until && k < 1<<16; k++ {
		if t.work++; t.work > maxMapped {
			return
		}
		code := codeBytes(from+k, len(lo))
		switch to := to.(type) {
		case pdfString:
			t.put(code, shifted(string(to), k))
		case pdfArray:
			if k >= len(to) {
				return
			}
			if s, ok := to[k].(pdfString); ok {
				t.put(code, utf16BE(string(s)))
			}
		default:
			return
		}
	}
}

func codeOf(s pdfString) int {
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

func codeBytes(n, size int) string {
	b := make([]byte, size)
	for i := size - 1; i >= 0; i-- {
		b[i] = byte(n)
		n >>= 8
	}
	return string(b)
}

// shifted returns the text k places behind the first of a range: its last character counts up.
func shifted(s string, k int) string {
	r := []rune(utf16BE(s))
	if len(r) == 0 {
		return ""
	}
	r[len(r)-1] += rune(k)
	return string(r)
}
