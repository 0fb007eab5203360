package attachment

import (
	"bytes"
	"strconv"
)

// The objects of a PDF (ISO 32000-1, 7.3). A string is raw bytes; a name has no slash.
type (
	pdfName   string
	pdfString string
	pdfRef    int
	pdfDict   map[string]any
	pdfArray  []any
	pdfOp     string // an operator or any other bare word
	pdfStream struct {
		dict pdfDict
		raw  []byte // as stored, filters not undone
	}
)

// maxDepth bounds arrays and dictionaries within each other.
const maxDepth = 64

// pdfLexer reads objects one after the other. It always goes forward.
type pdfLexer struct {
	data []byte
	i    int
}

func pdfSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func pdfDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *pdfLexer) skip() {
	for l.i < len(l.data) {
		switch c := l.data[l.i]; {
		case pdfSpace(c):
			l.i++
		case c == '%':
			for l.i < len(l.data) && l.data[l.i] != '\n' && l.data[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

// next reads one object: false at the end. References (12 0 R) are put together where refs is set; content streams have
// none.
func (l *pdfLexer) next(depth int, refs bool) (any, bool) {
	l.skip()
	if l.i >= len(l.data) || depth > maxDepth {
		return nil, false
	}
	switch c := l.data[l.i]; c {
	case '/':
		l.i++
		return pdfName(l.name()), true
	case '(':
		return pdfString(l.literal()), true
	case '[':
		l.i++
		return l.array(depth, refs), true
	case '<':
		if l.i+1 < len(l.data) && l.data[l.i+1] == '<' {
			l.i += 2
			return l.dict(depth, refs), true
		}
		return pdfString(l.hex()), true
	case '>', ']', ')', '{', '}':
		l.i++
		if c == '>' && l.i < len(l.data) && l.data[l.i] == '>' {
			l.i++
			return pdfOp(">>"), true
		}
		return pdfOp(c), true
	}
	return l.word(refs), true
}

// word reads a number, a reference or a bare word.
func (l *pdfLexer) word(refs bool) any {
	start := l.i
	for l.i < len(l.data) && !pdfSpace(l.data[l.i]) && !pdfDelimiter(l.data[l.i]) {
		l.i++
	}
	word := string(l.data[start:l.i])
	if n, err := strconv.Atoi(word); err == nil {
		if refs && n >= 0 {
			if end, ok := l.reference(); ok {
				l.i = end
				return pdfRef(n)
			}
		}
		return float64(n)
	}
	if c := word[0]; c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9' {
		if f, err := strconv.ParseFloat(word, 64); err == nil {
			return f
		}
	}
	return pdfOp(word)
}

// reference looks for "0 R" behind a number.
func (l *pdfLexer) reference() (end int, ok bool) {
	k := l.i
	for k < len(l.data) && pdfSpace(l.data[k]) {
		k++
	}
	digits := k
	for k < len(l.data) && l.data[k] >= '0' && l.data[k] <= '9' && k-digits < 6 {
		k++
	}
	if k == digits || k >= len(l.data) || !pdfSpace(l.data[k]) {
		return 0, false
	}
	for k < len(l.data) && pdfSpace(l.data[k]) {
		k++
	}
	if k < len(l.data) && l.data[k] == 'R' && (k+1 == len(l.data) || pdfSpace(l.data[k+1]) || pdfDelimiter(l.data[k+1])) {
		return k + 1, true
	}
	return 0, false
}

func (l *pdfLexer) name() string {
	var b []byte
	for l.i < len(l.data) && !pdfSpace(l.data[l.i]) && !pdfDelimiter(l.data[l.i]) {
		c := l.data[l.i]
		if c == '#' && l.i+2 < len(l.data) {
			if v, err := strconv.ParseUint(string(l.data[l.i+1:l.i+3]), 16, 8); err == nil {
				b = append(b, byte(v))
				l.i += 3
				continue
			}
		}
		b = append(b, c)
		l.i++
	}
	return string(b)
}

// literal reads a string in round brackets.
func (l *pdfLexer) literal() []byte {
	var b []byte
	depth := 0
	for ; l.i < len(l.data); l.i++ {
		switch c := l.data[l.i]; c {
		case '(':
			if depth++; depth > 1 {
				b = append(b, c)
			}
		case ')':
			if depth--; depth == 0 {
				l.i++
				return b
			}
			b = append(b, c)
		case '\\':
			b = l.escape(b)
		default:
			b = append(b, c)
		}
	}
	return b
}

// escape reads what follows a backslash and leaves i on its last byte.
func (l *pdfLexer) escape(b []byte) []byte {
	l.i++
	if l.i >= len(l.data) {
		return b
	}
	switch c := l.data[l.i]; {
	case c >= '0' && c <= '7':
		v, n := 0, 0
		for n < 3 && l.i+n < len(l.data) && l.data[l.i+n] >= '0' && l.data[l.i+n] <= '7' {
			v = v*8 + int(l.data[l.i+n]-'0')
			n++
		}
		l.i += n - 1
		return append(b, byte(v))
	case c == '\r':
		if l.i+1 < len(l.data) && l.data[l.i+1] == '\n' {
			l.i++
		}
		return b
	case c == '\n':
		return b
	default:
		if k := bytes.IndexByte([]byte("nrtbf"), c); k >= 0 {
			c = "\n\r\t\b\f"[k]
		}
		return append(b, c)
	}
}

func (l *pdfLexer) hex() []byte {
	l.i++
	var b []byte
	high, odd := byte(0), false
	for ; l.i < len(l.data); l.i++ {
		c := l.data[l.i]
		if c == '>' {
			l.i++
			break
		}
		v, ok := hexValue(c)
		if !ok {
			continue
		}
		if odd {
			b = append(b, high<<4|v)
		}
		high, odd = v, !odd
	}
	if odd {
		b = append(b, high<<4)
	}
	return b
}

func hexValue(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

func (l *pdfLexer) array(depth int, refs bool) pdfArray {
	var out pdfArray
	for {
		v, ok := l.next(depth+1, refs)
		if !ok || v == pdfOp("]") {
			return out
		}
		out = append(out, v)
	}
}

func (l *pdfLexer) dict(depth int, refs bool) pdfDict {
	out := pdfDict{}
	for {
		key, ok := l.next(depth+1, refs)
		if !ok || key == pdfOp(">>") {
			return out
		}
		name, ok := key.(pdfName)
		if !ok {
			continue
		}
		value, ok := l.next(depth+1, refs)
		if !ok || value == pdfOp(">>") {
			return out
		}
		out[string(name)] = value
	}
}
