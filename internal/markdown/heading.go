package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// reserveIDs takes the ids authors wrote, before any is made up: an explicit id
// wins over a derived one wherever it stands.
func (p *page) reserveIDs(root ast.Node) {
	if !bytes.Contains(p.src, []byte("{")) {
		return
	}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			if id := explicitID(h); id != "" {
				p.ids.reserve(id)
			}
		} else if n.Type() == ast.TypeBlock {
			p.reserveIDs(n)
		}
	}
}

// explicitID returns the id of {#id}, empty if there is none. White space, which
// HTML forbids in ids, becomes a hyphen.
func explicitID(h *ast.Heading) string {
	return strings.Join(strings.FieldsFunc(attribute(h, "id"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), "-")
}

func attribute(n ast.Node, name string) string {
	v, _ := n.AttributeString(name)
	switch v := v.(type) {
	case []byte:
		return string(v)
	case string:
		return v
	}
	return ""
}

func (p *page) renderHeading(n *ast.Heading) {
	off := p.lineOffset(offset(n))
	level := n.Level
	if level == 1 {
		level = 2
		p.report(headingOneRule, off, "改为 ##", "正文里的一级标题已按二级标题显示")
	}
	if level > p.level+1 {
		p.report(headingJumpRule, off, "改为 "+strings.Repeat("#", p.level+1), "标题从第%d级直接到了第%d级", p.level, level)
	}
	p.level = level
	text := strings.TrimSpace(p.plainString(n))
	id := p.headingID(n, text, off)
	if text != "" {
		p.heading = text
	}
	p.doc.Headings = append(p.doc.Headings, Heading{Level: level, Text: text, ID: id, Line: p.line(off)})

	tag := headingTags[level]
	p.startBlock()
	p.html("<")
	p.html(tag)
	p.html(` id="`)
	p.out = appendAttr(p.out, id)
	if class := attribute(n, "class"); class != "" {
		p.html(`" class="`)
		p.out = appendAttr(p.out, class)
	}
	p.html(`">`)
	p.plain = true
	p.inlines(n)
	p.plain = false
	p.html("</")
	p.html(tag)
	p.html(">\n")
}

var headingTags = [...]string{2: "h2", "h3", "h4", "h5", "h6"}

func (p *page) headingID(n *ast.Heading, text string, off int) string {
	derived, sep := p.outline.headingID(text)
	if id := explicitID(n); id != "" {
		for _, h := range p.doc.Headings {
			if h.ID == id {
				p.report(duplicateIDRule, off, "改用不同的编号", "编号 {#%s} 在上文已经用过", id)
				return p.ids.take(id, "-")
			}
		}
		return id
	}
	if derived == "" {
		derived = "h-" + strconv.Itoa(len(p.doc.Headings)+1)
	}
	return p.ids.take(derived, sep)
}
