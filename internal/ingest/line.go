package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"xiangwei/internal/diag"
)

// line is one line of the source.
type line struct {
	no   int    // counted from 1
	raw  string // as written
	text string // without surrounding spaces; empty for a blank line
	sign bool   // part of the signature
}

// binary reports a text that is none: one NUL is enough, since no text editor writes it, otherwise more than one
// character in fifty that cannot be shown.
func binary(name, text string) (diag.Problem, bool) {
	bad, all := 0, 0
	for _, r := range text {
		all++
		if r == 0 {
			bad = all + 1
			break
		}
		if r == utf8.RuneError || unicode.IsControl(r) && !breaks(r) && r != '\t' {
			bad++
		}
	}
	if bad*50 <= all {
		return diag.Problem{}, false
	}
	return ruleBinary.At(diag.Pos{File: name}, "文件里有大量不能显示的字符，不是纯文本").
		WithHint("请在原来的软件里另存为“纯文本（UTF-8）”再导入"), true
}

// breaks reports a character that ends a line. Form feeds come from PDF converters, at page ends.
func breaks(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// clean removes what no reader sees (byte order marks, zero-width spaces, control characters) and brings all line ends
// to LF. A form feed at the start of a line is no line end of its own: the paragraph may go on over the page.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(text))
	start := true
	for _, r := range text {
		switch {
		case r == '\f' && start:
			continue
		case breaks(r):
			b.WriteByte('\n')
			start = true
			continue
		case r == 0xFEFF || r == 0x200B || unicode.IsControl(r) && r != '\t':
			continue
		}
		b.WriteRune(r)
		start = false
	}
	return b.String()
}

func split(text string) []line {
	var out []line
	no := 0
	for raw := range strings.SplitSeq(text, "\n") {
		no++
		out = append(out, line{no: no, raw: raw, text: strings.TrimSpace(raw)})
	}
	return out
}

func skipBlank(ls []line, i int) int {
	for i < len(ls) && ls[i].text == "" {
		i++
	}
	return i
}

// dropPages removes lines that hold a page number alone, together with the blank lines around them: a paragraph may go
// on over the page.
func dropPages(ls []line, n *notes) []line {
	out := ls[:0:0]
	dropped := false
	for _, l := range ls {
		switch {
		case pageNumber(l.text):
			n.add(l.no, "像是页码，已删去")
			for len(out) > 0 && out[len(out)-1].text == "" {
				out = out[:len(out)-1]
			}
			dropped = true
			continue
		case l.text == "" && dropped:
			continue
		}
		dropped = false
		out = append(out, l)
	}
	return out
}

// pageNumber recognises — 1 — and - 2 - (GB/T 9704 puts the number between two dashes), and 第 1 页 (共 3 页).
func pageNumber(s string) bool {
	if s == "" || len(s) > 60 {
		return false
	}
	s = strings.Join(strings.Fields(s), "")
	if t, ok := strings.CutPrefix(s, "第"); ok {
		t, ok = cutDigits(t)
		t, page := strings.CutPrefix(t, "页")
		if !ok || !page {
			return false
		}
		t = strings.TrimLeft(t, "，,/")
		if t == "" {
			return true
		}
		t, total := strings.CutPrefix(t, "共")
		t, ok = cutDigits(t)
		return total && ok && t == "页"
	}
	const dashes = "-—–－―─"
	t := strings.TrimLeft(s, dashes)
	if t == s {
		return false
	}
	t, ok := cutDigits(t)
	return ok && t != "" && strings.Trim(t, dashes) == ""
}

// cutDigits cuts one to four ASCII digits off the front.
func cutDigits(s string) (string, bool) {
	i := 0
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[i:], i > 0
}
