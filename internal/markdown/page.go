package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"xiangwei/internal/diag"
)

// page is the state of one conversion. Its buffers are used again.
type page struct {
	c        *Converter
	in       Input
	src      []byte
	lines    []int // offset of each line
	out      []byte
	text     []byte
	doc      Document
	problems diag.List

	ids     idSet
	rows    map[string]int // rows numbered so far, by anchor prefix
	outline outline
	level   int    // of the last heading
	heading string // its text

	last      rune // last character of the block, 0 at its start
	lineStart bool
	plain     bool // in a link or heading: no links to be found
	run       []byte
	runAt     int    // where the run begins in the source
	skip      int    // bytes of an article's own label, no citation
	article   string // its id, "" where another article of the page has it

	linkText [][2]int // text offsets of doc.Links
	cellText [][2]int // text offsets of all cells in order
	texts    textRoom // of the syntax tree
	scratch  []byte
}

func (p *page) begin(c *Converter, in Input) {
	p.c, p.in, p.level = c, in, 1
	p.src = append(p.src[:0], in.Body...)
	p.lines = append(p.lines[:0], 0)
	for off := 0; ; {
		n := bytes.IndexByte(p.src[off:], '\n')
		if n < 0 {
			break
		}
		off += n + 1
		p.lines = append(p.lines, off)
	}
	if p.ids == nil {
		p.ids = idSet{}
	}
}

// release forgets the body, and keeps buffers of an ordinary size.
func (p *page) release() {
	const keep = 1 << 20
	next := page{}
	if cap(p.src) <= keep && cap(p.out) <= keep {
		clear(p.ids)
		next = page{src: p.src[:0], lines: p.lines[:0], out: p.out[:0], text: p.text[:0], run: p.run[:0],
			linkText: p.linkText[:0], cellText: p.cellText[:0], texts: p.texts.cleared(), ids: p.ids, scratch: p.scratch[:0]}
	}
	*p = next
}

// finish makes the document. Texts of links and cells share its text.
func (p *page) finish() Document {
	d := p.doc
	d.HTML = bytes.Clone(p.out)
	d.Text = string(bytes.TrimRight(p.text, "\n"))
	part := func(at [2]int) string {
		return trimCell(d.Text[min(at[0], len(d.Text)):min(at[1], len(d.Text))])
	}
	for i := range d.Links {
		if d.Links[i].Text == "" {
			d.Links[i].Text = part(p.linkText[i])
		}
	}
	next := 0
	fill := func(cells []Cell) {
		for i := range cells {
			cells[i].Text = part(p.cellText[next])
			next++
		}
	}
	for _, t := range d.Tables {
		fill(t.Header)
		for _, r := range t.Rows {
			fill(r.Cells)
		}
	}
	return d
}

// line returns the line of the file at an offset of the body.
func (p *page) line(off int) int {
	return p.in.FirstLine - 1 + sort.SearchInts(p.lines, off+1)
}

// column returns the column of an offset, in characters from 1.
func (p *page) column(off int) int {
	n := 1
	for _, c := range p.src[p.lineOffset(off):off] {
		if utf8.RuneStart(c) { // the source is valid UTF-8
			n++
		}
	}
	return n
}

// lineOffset returns where the line of an offset begins.
func (p *page) lineOffset(off int) int {
	return p.lines[sort.SearchInts(p.lines, off+1)-1]
}

func (p *page) report(rule diag.Rule, off int, hint, format string, args ...any) {
	off = max(0, min(off, len(p.src)))
	pos := diag.Pos{File: p.in.File, Line: p.line(off), Col: p.column(off)}
	problem := rule.At(pos, format, args...)
	problem.Hint = hint
	p.problems = append(p.problems, problem)
}

// offset returns where a block begins in the source.
func offset(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return max(n.Pos(), 0)
}

func (p *page) html(s string) { p.out = append(p.out, s...) }

// startBlock begins a new line of the plain text and the state of inlines.
func (p *page) startBlock() {
	if n := len(p.text); n > 0 && p.text[n-1] != '\n' {
		p.text = append(p.text, '\n')
	}
	p.startInline()
}

func (p *page) startInline() {
	p.last, p.lineStart, p.skip, p.article = 0, true, 0, ""
}
