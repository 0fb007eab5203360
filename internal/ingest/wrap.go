package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Texts taken out of a PDF have a line end at the end of every printed line. They are recognised by their lines: none
// is wider than the page, and many are as wide as it.

const (
	narrowest = 30  // columns of the narrowest page believed
	widest    = 160 // and of the widest
	ragged    = 6   // a full line may fall short of the page by so many columns: three characters
)

// page is how the text is wrapped; the zero page is a text of one line a paragraph.
type page struct {
	width    int  // columns; 0 when not wrapped
	indented bool // the first line of a paragraph is indented, the others are not
}

// columns is the width of a text in half-width cells.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if r < 0x1100 {
			n++
		} else {
			n += 2
		}
	}
	return n
}

// indent is the width of the spaces before the text.
func indent(raw string) int {
	return columns(raw[:len(raw)-len(strings.TrimLeftFunc(raw, unicode.IsSpace))])
}

func measure(ls []line) page {
	p := page{}
	lines := 0
	for _, l := range ls {
		if l.text != "" && !l.sign {
			lines++
			p.width = max(p.width, lineColumns(l))
		}
	}
	if p.width < narrowest || p.width > widest {
		return page{}
	}
	full, open, stops, indented, flush := 0, 0, 0, 0, 0
	for _, l := range ls {
		if l.text == "" || l.sign {
			continue
		}
		if strings.Contains(l.text, "。") {
			stops++
		}
		wide := lineColumns(l) >= p.width-ragged
		if wide {
			full++
			if !closed(l.text) {
				open++
			}
		}
		switch {
		case indent(l.raw) >= 2:
			indented++
		case wide:
			flush++
		}
	}
	if full < 3 || full*3 < lines || open*2 < full || stops == 0 {
		return page{}
	}
	p.indented = indented >= 2 && flush >= 1
	return p
}

func lineColumns(l line) int { return columns(strings.TrimRightFunc(l.raw, unicode.IsSpace)) }

// continues reports whether b goes on with the paragraph that a ends.
func (p page) continues(a, b line) bool {
	if p.width == 0 || b.text == "" || a.sign || b.sign || markOf(b.text).rank != plain || strings.HasPrefix(b.text, "附件") {
		return false
	}
	short := ragged
	if r := markOf(a.text).rank; r != plain && r != article && !strings.Contains(a.text, "。") {
		// A heading that happens to be long must not swallow the paragraph below it.
		short = 2
	}
	if lineColumns(a) < p.width-short {
		return false
	}
	if p.indented {
		return indent(b.raw) == 0
	}
	return !closed(a.text) && indent(b.raw) <= indent(a.raw)
}

// joinText joins two lines: without a space, as Chinese is written, but with one between two words in Latin letters.
func joinText(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if latin(last) && latin(first) {
		return a + " " + b
	}
	return a + b
}

func latin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
