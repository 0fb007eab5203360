package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// refID is the id of a reference to a note: repeated references are numbered.
func refID(index, repeat int) string {
	id := "fnref"
	if repeat > 0 {
		id += strconv.Itoa(repeat)
	}
	return id + ":" + strconv.Itoa(index)
}

func (p *page) renderFootnoteLink(n *extast.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	p.html(`<sup id="` + refID(n.Index, n.RefIndex) + `"><a href="#fn:` + number +
		`" class="footnote-ref" role="doc-noteref" aria-label="注释 ` + number + `">` + number + `</a></sup>`)
}

func (p *page) renderBacklink(n *extast.FootnoteBacklink) {
	label := "返回正文"
	if n.RefIndex > 0 {
		label += "第 " + strconv.Itoa(n.RefIndex+1) + " 处"
	}
	// U+2191 is never drawn as an emoji, unlike the customary U+21A9.
	p.html(` <a href="#` + refID(n.Index, n.RefIndex) + `" class="footnote-backref" role="doc-backlink" aria-label="` + label + `">↑</a>`)
}

func (p *page) renderFootnotes(list ast.Node) {
	id := p.ids.take("footnotes", "-")
	p.html(`<section class="footnotes" role="doc-endnotes" aria-labelledby="` + id + `">` + "\n" + `<h2 id="` + id + `">注释</h2>` + "\n<ol>\n")
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*extast.Footnote)
		if !ok {
			continue
		}
		p.html(`<li id="fn:` + strconv.Itoa(note.Index) + `">`)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			// The back link of a note that ends in a list or code stands on its own.
			if c.Type() == ast.TypeInline {
				p.inline(c)
			} else {
				p.block(c)
			}
		}
		p.html("</li>\n")
	}
	p.html("</ol>\n</section>\n")
}
