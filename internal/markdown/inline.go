package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inlines renders the inline children of a node.
func (p *page) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		if t, ok := n.(*ast.Text); ok {
			n = p.textRun(t)
			continue
		}
		p.inline(n)
		n = n.NextSibling()
	}
}

func (p *page) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 2 {
			p.around("<strong>", n, "</strong>")
		} else {
			p.around("<em>", n, "</em>")
		}
	case *extast.Strikethrough:
		p.around("<del>", n, "</del>")
	case *ast.CodeSpan:
		p.renderCodeSpan(n)
	case *ast.Link:
		p.renderLink(n)
	case *ast.Image:
		p.renderImage(n)
	case *ast.AutoLink:
		p.renderAutoLink(n)
	case *ast.RawHTML:
		p.dropInlineHTML(n)
	case *ast.String:
		p.put(n.Value)
	case *extast.TaskCheckBox:
		p.html(`<input type="checkbox" disabled`)
		if n.IsChecked {
			p.html(" checked")
		}
		p.html("> ")
	case *extast.FootnoteLink:
		p.renderFootnoteLink(n)
	case *extast.FootnoteBacklink:
		p.renderBacklink(n)
	default:
		p.inlines(n)
	}
}

func (p *page) around(start string, n ast.Node, end string) {
	p.html(start)
	p.inlines(n)
	p.html(end)
}

// put writes plain text to the page and to the text.
func (p *page) put(s []byte) {
	if len(s) == 0 {
		return
	}
	p.out = appendText(p.out, s)
	p.text = append(p.text, s...)
	p.last, _ = utf8.DecodeLastRune(s)
	p.lineStart = false
}

// textRun renders a text and the texts that follow it, up to a hard break, as
// one run, so that citations are found across soft breaks. It returns the next
// node.
func (p *page) textRun(t *ast.Text) ast.Node {
	p.run, p.runAt = p.run[:0], t.Segment.Start
	var next ast.Node = t
	for t != nil {
		p.readText(t)
		next = t.NextSibling()
		if t.HardLineBreak() {
			p.putRun()
			p.html("<br>\n")
			p.text = append(p.text, '\n')
			p.last, p.lineStart = 0, true
			return next
		}
		if t.SoftLineBreak() {
			p.softBreak(t)
		}
		t, _ = next.(*ast.Text)
	}
	p.putRun()
	return next
}

// readText adds a text to the run, less the full-width spaces that begin a line.
func (p *page) readText(t *ast.Text) {
	from, to := t.Segment.Start, t.Segment.Stop
	if p.lineStart {
		for bytes.HasPrefix(p.src[from:to], []byte("\u3000")) {
			from += len("\u3000")
			for from < to && p.src[from] == ' ' {
				from++
			}
		}
	}
	if from >= to {
		return
	}
	p.lintText(from, to, p.lineStart)
	p.lineStart = false
	if t.IsRaw() {
		p.run = append(p.run, p.src[from:to]...)
	} else {
		p.run = appendPlain(p.run, p.src[from:to])
	}
	p.last, _ = utf8.DecodeLastRune(p.run)
}

// softBreak adds a line end to the run, unless both neighbours are Chinese: a
// browser would show a gap.
func (p *page) softBreak(t *ast.Text) {
	p.lineStart = true
	after := p.firstRune(follow(t))
	if p.last != 0 && after != 0 && !(joins(p.last) && joins(after)) {
		p.run = append(p.run, '\n')
	}
}

// finder returns what looks for spans in this body: its own hook, else the converter's.
func (p *page) finder() func(string) []Span {
	if p.in.FindInText != nil {
		return p.in.FindInText
	}
	return p.c.find
}

// putRun writes the run with the spans found in it as links.
func (p *page) putRun() {
	run := p.run
	pos := 0
	if p.skip > 0 && p.skip <= len(run) {
		// The number of an article is a link to itself: without a script, too, its address can be copied.
		if p.article != "" {
			p.html(`<a class="art-no" href="#` + p.article + `">`)
			p.putText(run[:p.skip])
			p.html("</a>")
		} else {
			p.html(`<b class="art-no">`)
			p.putText(run[:p.skip])
			p.html("</b>")
		}
		pos = p.skip
	}
	if find := p.finder(); find != nil && !p.plain && len(run) > 0 && (p.in.MayFind == nil || p.in.MayFind(run)) {
		src, read := p.runAt, 0
		for _, s := range find(string(run)) {
			if s.Start < max(pos, p.skip) || s.End <= s.Start || s.End > len(run) || !safeDest(s.Dest) {
				continue
			}
			p.putText(run[pos:s.Start])
			src = p.sourceOf(run[read:s.End], s.End-s.Start, src)
			read = s.End
			i := p.openLink(Link{Dest: s.Dest, Found: true}, src)
			p.putText(run[s.Start:s.End])
			p.closeLink(i)
			pos = s.End
		}
	}
	p.putText(run[pos:])
	if len(run) > 0 {
		p.skip, p.article = 0, ""
	}
}

// sourceOf returns where the last bytes of a stretch of the run stand in the source, from an offset on. A text with a line
// break or an escape in it is not found as it is: the offset remains.
func (p *page) sourceOf(stretch []byte, last, from int) int {
	const escapes = 64 // marks of emphasis and escapes on the way
	part := p.src[from:min(len(p.src), from+2*len(stretch)+escapes)]
	if k := bytes.Index(part, stretch[len(stretch)-last:]); k >= 0 {
		return from + k
	}
	return from
}

// putText is put for a run: a line end stays one on the page and is a space in
// the text.
func (p *page) putText(s []byte) {
	p.out = appendText(p.out, s)
	n := len(p.text)
	p.text = append(p.text, s...)
	for {
		i := bytes.IndexByte(p.text[n:], '\n')
		if i < 0 {
			return
		}
		n += i
		p.text[n] = ' '
	}
}

// follow returns the next node in reading order that is not inside n, without
// leaving the block.
func follow(n ast.Node) ast.Node {
	for n != nil && n.Type() == ast.TypeInline {
		if next := n.NextSibling(); next != nil {
			return next
		}
		n = n.Parent()
	}
	return nil
}

// firstRune returns the first character shown from n on in its block, looking
// through inline nodes; 0 if there is none, U+FFFC for an image.
func (p *page) firstRune(n ast.Node) rune {
	for n != nil {
		switch t := n.(type) {
		case *ast.Text:
			raw := bytes.TrimLeft(t.Segment.Value(p.src), "\u3000 ")
			if len(raw) > 0 {
				var few [64]byte
				r, _ := utf8.DecodeRune(appendPlain(few[:0], raw[:min(len(raw), 40)]))
				return r
			}
			if t.HardLineBreak() {
				return 0
			}
		case *ast.AutoLink:
			r, _ := utf8.DecodeRune(t.Label(p.src))
			return r
		case *ast.Image, *extast.TaskCheckBox:
			return '\uFFFC'
		}
		if c := n.FirstChild(); c != nil {
			n = c
		} else {
			n = follow(n)
		}
	}
	return 0
}

func (p *page) renderCodeSpan(n *ast.CodeSpan) {
	p.html("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			// CommonMark: line ends in code are spaces.
			p.put(bytes.ReplaceAll(t.Segment.Value(p.src), []byte("\n"), []byte(" ")))
		}
	}
	p.html("</code>")
}

func (p *page) dropInlineHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	seg := n.Segments.At(0)
	if raw := seg.Value(p.src); !bytes.HasPrefix(raw, []byte("<!--")) {
		p.reportHTML(seg.Start, raw)
	}
}

// plainString returns the text of the inline children of n as it will be shown.
func (p *page) plainString(n ast.Node) string {
	p.scratch = p.plainText(p.scratch[:0], n)
	return string(p.scratch)
}

// plainText appends the text of the inline children of n as it will be shown.
func (p *page) plainText(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch t := c.(type) {
		case *ast.Text:
			if t.IsRaw() {
				dst = append(dst, t.Segment.Value(p.src)...)
			} else {
				dst = appendPlain(dst, t.Segment.Value(p.src))
			}
			last, _ := utf8.DecodeLastRune(dst)
			if t.HardLineBreak() || t.SoftLineBreak() && !(joins(last) && joins(p.firstRune(follow(t)))) {
				dst = append(dst, ' ')
			}
		case *ast.String:
			dst = append(dst, t.Value...)
		case *ast.AutoLink:
			dst = append(dst, t.Label(p.src)...)
		default:
			dst = p.plainText(dst, c)
		}
	}
	return dst
}
