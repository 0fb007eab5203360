package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// appendPlain appends Markdown text to dst with backslash escapes and character
// references resolved, in one pass: what an escape yields is never read again.
func appendPlain(dst, s []byte) []byte {
	for len(s) > 0 {
		i := 0
		for i < len(s) && !resolved[s[i]] {
			i++
		}
		if i == len(s) {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		n := 1
		switch {
		case s[0] == 0:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		case s[0] == '\\' && len(s) > 1 && util.IsPunct(s[1]):
			dst = append(dst, s[1])
			n = 2
		case s[0] == '\\':
			dst = append(dst, '\\')
		default:
			dst, n = appendReference(dst, s)
		}
		s = s[n:]
	}
	return dst
}

// resolved are the bytes at which Markdown text stands for something else.
var resolved = [256]bool{'\\': true, '&': true, 0: true}

// appendReference appends the character reference at the start of s, or the & if
// it is none, and returns how many bytes it read.
func appendReference(dst, s []byte) ([]byte, int) {
	// The longest name, CounterClockwiseContourIntegral, has 31 letters.
	end := bytes.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 {
		return append(dst, '&'), 1
	}
	name := s[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return append(dst, e.Characters...), end + 1
		}
		return append(dst, '&'), 1
	}
	digits, base, limit := name[1:], 10, 7
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base, limit = digits[1:], 16, 6
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || len(digits) > limit {
		return append(dst, '&'), 1
	}
	r := rune(v)
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return utf8.AppendRune(dst, r), end + 1
}

// appendText appends plain text as HTML text.
func appendText[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		if !escaped[s[i]] {
			continue
		}
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case 0:
			e = "\uFFFD"
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, e...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// escaped are the bytes that HTML text cannot have as they are.
var escaped = [256]bool{'&': true, '<': true, '>': true, 0: true}

// appendAttr appends plain text as the value of an attribute in double quotes.
func appendAttr(dst []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		if s[i] != '"' {
			continue
		}
		dst = appendText(dst, s[from:i])
		dst = append(dst, "&quot;"...)
		from = i + 1
	}
	return appendText(dst, s[from:])
}

const hexDigits = "0123456789ABCDEF"

// appendURL appends an address as the value of an attribute in double quotes:
// what RFC 3986 does not allow is percent-encoded, an encoded byte stays as it is.
func appendURL(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '\'':
			dst = append(dst, "&#39;"...)
		case c == '%' && !(i+2 < len(s) && hex(s[i+1]) && hex(s[i+2])):
			dst = append(dst, "%25"...)
		case urlByte(c):
			dst = append(dst, c)
		default:
			dst = append(dst, '%', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return dst
}

func hex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}
