package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// openLink writes a start tag and returns the link's index. off is where it
// stands in the source.
func (p *page) openLink(l Link, off int) int {
	l.Line = p.line(max(off, 0))
	if off >= 0 {
		l.Col = p.column(off)
	}
	l.at.open = len(p.out)
	if l.Image {
		p.html(`<img src="`)
	} else {
		p.html(`<a href="`)
	}
	l.at.dest = len(p.out)
	p.out = appendURL(p.out, l.Dest)
	l.at.destEnd = len(p.out)
	p.html(`"`)
	if l.Image {
		p.html(` alt="`)
		p.out = appendAttr(p.out, l.Alt)
		p.html(`" loading="lazy" decoding="async"`)
	}
	if l.Title != "" {
		p.html(` title="`)
		p.out = appendAttr(p.out, l.Title)
		p.html(`"`)
	}
	p.html(">")
	l.at.inner = len(p.out)
	l.at.end = l.at.inner
	p.doc.Links = append(p.doc.Links, l)
	p.linkText = append(p.linkText, [2]int{len(p.text), len(p.text)})
	return len(p.doc.Links) - 1
}

func (p *page) closeLink(i int) {
	p.doc.Links[i].at.end = len(p.out)
	p.linkText[i][1] = len(p.text)
	p.html("</a>")
}

// allowed tells whether a destination may be published, and reports it if not.
func (p *page) allowed(dest string, off int) bool {
	scheme, ok := destScheme(dest)
	if !ok {
		p.report(schemeRule, off, "改用 https:// 开头的网址或站内地址；文件名中的半角冒号请改为全角", "链接地址的类型“%s:”不允许", scheme[:min(len(scheme), 20)])
	}
	return ok
}

func (p *page) renderLink(n *ast.Link) {
	dest := string(appendPlain(nil, n.Destination))
	// The destination of a reference link is reported at its definition.
	if n.Reference != nil && !safeDest(dest) || n.Reference == nil && !p.allowed(dest, n.Pos()) {
		p.inlines(n)
		return
	}
	i := p.openLink(Link{Dest: dest, Title: string(appendPlain(nil, n.Title))}, n.Pos())
	plain := p.plain
	p.plain = true
	p.inlines(n)
	p.plain = plain
	p.closeLink(i)
}

func (p *page) renderImage(n *ast.Image) {
	dest := string(appendPlain(nil, n.Destination))
	alt := strings.TrimSpace(p.plainString(n))
	if alt == "" {
		p.report(altRule, n.Pos(), "写作 ![图片内容的说明](图片地址)", "图片没有文字说明")
	}
	if n.Reference != nil && !safeDest(dest) || n.Reference == nil && !p.allowed(dest, n.Pos()) {
		p.put([]byte(alt))
		return
	}
	p.openLink(Link{Dest: dest, Title: string(appendPlain(nil, n.Title)), Text: alt, Image: true, Alt: alt}, n.Pos())
	p.text = append(p.text, alt...)
	// A break beside a picture is kept.
	p.last, p.lineStart = '\uFFFC', false
}

func (p *page) renderAutoLink(n *ast.AutoLink) {
	label := n.Label(p.src)
	dest := string(n.URL(p.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	if !p.allowed(dest, n.Pos()) {
		p.put(label)
		return
	}
	i := p.openLink(Link{Dest: dest}, n.Pos())
	p.put(label)
	p.closeLink(i)
}
