package search

import (
	"bytes"
	"unicode/utf8"
)

const (
	// longest is how many characters a unit may have. Longer ones make blocks heavy, shorter ones many.
	longest = 1200

	// window is how long a stretch is that is sure to lie within one unit; the script cuts longer queries into pieces of it.
	window = 24
)

// text is a text in pieces that follow each other: what is held elsewhere anyway is not copied.
type text [3]string

// span is a part of a text, in bytes.
type span struct{ from, to int32 }

// cut returns a part of a text.
func (t text) cut(s span) text {
	at := 0
	for i, piece := range t {
		from := min(max(int(s.from)-at, 0), len(piece))
		to := min(max(int(s.to)-at, from), len(piece))
		t[i] = piece[from:to]
		at += len(piece)
	}
	return t
}

// spans cuts a text into units.
func spans(text []byte) []span {
	out := make([]span, 0, 2)
	for from := 0; ; {
		n := part(text[from:])
		out = append(out, span{int32(from), int32(from + n)})
		if from+n == len(text) {
			return out
		}
		from += resume(text[from:], n)
	}
}

// part returns where the first unit of a text ends: behind a line where one ends in its second half, else anywhere.
func part(text []byte) int {
	if len(text) <= longest {
		return len(text)
	}
	n, characters := 0, 0
	for ; n < len(text); n++ {
		if utf8.RuneStart(text[n]) {
			if characters++; characters > longest {
				break
			}
		}
	}
	if n == len(text) {
		return n
	}
	if line := bytes.LastIndexByte(text[:n], '\n'); line > n/2 {
		return line + 1
	}
	return n
}

// resume returns where the unit behind one of n bytes begins: so far before its end that whatever fits into the window
// lies within one of the two, and nothing before it where a line ended.
func resume(text []byte, n int) int {
	if text[n-1] == '\n' {
		return n
	}
	for kept := 0; kept < window && n > 0; {
		r, w := utf8.DecodeLastRune(text[:n])
		if n -= w; r >= 1<<16 {
			kept += 2
		} else if folding[r] != gone {
			kept++
		}
	}
	return n
}
