package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Summary cuts plain text (Document.Text) to at most n characters, after the
// last 。！？； within them. A text without one is cut at n-1 characters with "…".
// Line ends and tabs become spaces, none after Chinese.
func Summary(text string, n int) string {
	if n <= 0 {
		return ""
	}
	var b strings.Builder
	count, cut, last := 0, 0, 0 // characters; bytes up to a sentence end; bytes before the n-th character
	prev, space, ended := rune(0), false, false
	for _, r := range text {
		if unicode.IsSpace(r) && r != 0x00A0 {
			space = prev != 0
			continue
		}
		if space && count < n && !(joins(prev) && joins(r)) {
			last = b.Len()
			b.WriteByte(' ')
			count++
		}
		space = false
		if count >= n {
			return cutSummary(b.String(), cut, last)
		}
		last = b.Len()
		b.WriteRune(r)
		count++
		// A closing quote or bracket belongs to the sentence it ends.
		ended = strings.ContainsRune("。！？；", r) || ended && strings.ContainsRune("”’」』）》】", r)
		if ended {
			cut = b.Len()
		}
		prev = r
	}
	return b.String()
}

func cutSummary(s string, cut, last int) string {
	if cut > 0 {
		return s[:cut]
	}
	return strings.TrimRight(s[:last], " ") + "…"
}

// Count counts Han characters and words of other scripts, which are read at
// different speeds: about 500 characters and 213 words a minute.
func Count(text string) (han, words int) {
	inWord := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch {
		case ideograph(r):
			han++
			inWord = false
		case !wide(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if !inWord {
				words++
			}
			inWord = true
		case inWord && (r == '\'' || r == '’' || r == '-' || r == '.' || r == ',' || unicode.IsMark(r)):
			// Inside don’t, e-mail, 3.14 and 1,000 the word goes on.
		default:
			inWord = false
		}
	}
	return han, words
}
