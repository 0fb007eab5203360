package ingest

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// visible returns the characters of the source that must all be in the draft: no spaces, nothing the cleaning removes,
// no page numbers.
func visible(text string) string {
	var b strings.Builder
	for _, l := range split(clean(text)) {
		if !pageNumber(l.text) {
			b.WriteString(unspaced(l.text))
		}
	}
	return b.String()
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// unmark takes the Markdown marks off a body that Text wrote.
func unmark(body string) string {
	var b strings.Builder
	head := true // the next table line is a head, followed by a rule
	for s := range strings.SplitSeq(body, "\n") {
		if !strings.HasPrefix(s, "|") {
			head = true
			s = strings.TrimPrefix(s, "- ")
			if t := strings.TrimLeft(s, "#"); len(t) < len(s) && strings.HasPrefix(t, " ") {
				s = t
			}
			b.WriteString(unescape(s, false))
			continue
		}
		if head || strings.Trim(s, "|- ") != "" || !strings.Contains(s, "---") {
			b.WriteString(unescape(s, true))
		}
		head = false
	}
	return unspaced(b.String())
}

func unescape(s string, cells bool) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && punctuation(s[i+1]):
			i++
		case s[i] == '|' && cells:
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// whole reports whether the draft holds the characters of the text: title and 文号 taken out once, the rest in order.
func whole(text string, d Draft) bool {
	body := unmark(d.Body)
	for _, a := range without(visible(text), unspaced(d.Title)) {
		if slices.Contains(without(a, unspaced(d.Docket)), body) {
			return true
		}
	}
	return false
}

// without returns s less one occurrence of part, for each occurrence.
func without(s, part string) []string {
	if part == "" {
		return []string{s}
	}
	var out []string
	for i := range s {
		if strings.HasPrefix(s[i:], part) {
			out = append(out, s[:i]+s[i+len(part):])
		}
	}
	return out
}

var rawHTML = regexp.MustCompile(`(?:^|[^\\])(?:\\\\)*<[A-Za-z/!?]`)

func checkDraft(t *testing.T, text string) {
	t.Helper()
	d, problems := Text("a.txt", text)
	if problems.Errors() > 0 {
		if d.Body != "" {
			t.Errorf("an error and a body: %v", problems)
		}
		return
	}
	if !whole(text, d) {
		t.Errorf("characters lost:\nin   %q\nbody %q\ntitle %q docket %q", visible(text), unmark(d.Body), d.Title, d.Docket)
	}
	if m := rawHTML.FindString(d.Body); m != "" {
		t.Errorf("raw HTML %q in %q", m, d.Body)
	}
	level := 1
	for _, h := range headings(d.Body) {
		n := len(h) - len(strings.TrimLeft(h, "#"))
		if n > level+1 {
			t.Errorf("heading level jumps from %d to %d at %q", level, n, h)
		}
		level = n
	}
	lines := len(split(clean(text)))
	for _, n := range d.Notes {
		if n.Line < 0 || n.Line > lines || n.Text == "" {
			t.Errorf("note %+v of %d lines", n, lines)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	for name, text := range documents(t) {
		t.Run(name, func(t *testing.T) { checkDraft(t, text) })
		t.Run(name+" with CRLF", func(t *testing.T) { checkDraft(t, strings.ReplaceAll(text, "\n", "\r\n")) })
	}
}

func FuzzText(f *testing.F) {
	for _, text := range documents(f) {
		f.Add(text)
	}
	for _, s := range []string{
		"", "\uFEFF", "甲", "|\n|", "a\tb\nc\td", "1. \n2. ", "附件：\n1.", "<b>\n<!--\n```", "# #\n## {#x}", "- - -\n***", "第\n第1", "\\\n\\|",
		"---\t-\n|\t\\", "一、。。", "（一）。", "2025年1月10日", "=\n-", "&amp;\n&#1;", "~~~\n:::", "第一章\n1.\n甲",
	} {
		f.Add("关于某事的通知\n" + s)
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkDraft(t, text) })
}

func FuzzFigures(f *testing.F) {
	for _, text := range documents(f) {
		f.Add(text)
	}
	f.Add("1,234.5万元1，000余人第3条５．１")
	f.Fuzz(func(t *testing.T, text string) {
		lines := len(split(clean(text)))
		for _, fig := range Figures(text) {
			if fig.Unit == "" || fig.Value == "" || fig.Line < 1 || fig.Line > lines || !strings.ContainsAny(fig.Value[:1], "0123456789") {
				t.Errorf("figure %+v", fig)
			}
		}
	})
}

func BenchmarkText(b *testing.B) {
	text := documents(b)["testdata/report.txt"]
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Text("a.txt", text)
	}
}
