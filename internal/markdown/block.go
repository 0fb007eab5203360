package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// blocks renders the children of a container.
func (p *page) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
}

func (p *page) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		p.renderHeading(n)
	case *ast.Paragraph:
		p.renderParagraph(n)
	case *ast.TextBlock:
		p.startBlock()
		p.inlines(n)
		if n.NextSibling() != nil {
			p.html("\n")
		}
	case *ast.Blockquote:
		p.wrap("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		p.renderList(n)
	case *ast.ListItem:
		p.html("<li>")
		if _, tight := n.FirstChild().(*ast.TextBlock); !tight && n.FirstChild() != nil {
			p.html("\n")
		}
		p.wrap("", n, "</li>\n")
	case *ast.CodeBlock:
		p.renderCode(n)
		p.lintCode(n)
	case *ast.FencedCodeBlock:
		p.renderCode(n)
	case *ast.HTMLBlock:
		p.dropHTML(n)
	case *ast.ThematicBreak:
		p.html("<hr>\n")
	case *ast.LinkReferenceDefinition:
		p.allowed(string(appendPlain(nil, n.Destination)), offset(n))
	case *extast.Table:
		p.renderTable(n)
	case *extast.DefinitionList:
		p.wrap("<dl>\n", n, "</dl>\n")
	case *extast.DefinitionTerm:
		p.startBlock()
		p.html("<dt>")
		p.inlines(n)
		p.html("</dt>\n")
	case *extast.DefinitionDescription:
		p.wrap("<dd>", n, "</dd>\n")
	case *extast.FootnoteList:
		p.renderFootnotes(n)
	default:
		p.blocks(n)
	}
}

func (p *page) wrap(start string, n ast.Node, end string) {
	p.html(start)
	p.blocks(n)
	p.html(end)
}

func (p *page) renderList(n *ast.List) {
	if !n.IsOrdered() {
		p.wrap("<ul>\n", n, "</ul>\n")
		return
	}
	p.html("<ol")
	if n.Start != 1 {
		p.html(` start="` + strconv.Itoa(n.Start) + `"`)
	}
	p.wrap(">\n", n, "</ol>\n")
}

func (p *page) renderParagraph(n *ast.Paragraph) {
	if _, ok := n.NextSibling().(*extast.Table); ok && captionPrefix(p.src, n) > 0 {
		return // rendered by the table
	}
	p.startBlock()
	p.html("<p")
	// A quoted article belongs to another text, so only top-level paragraphs count.
	if n.Parent().Kind() == ast.KindDocument && n.Lines().Len() > 0 {
		seg := n.Lines().At(0)
		head := seg.Value(p.src)[:min(seg.Len(), 80)]
		if l, ok := labelOf(head); ok {
			p.skip = l.size
			if id := l.id(); !p.ids.has(id) {
				p.ids.reserve(id)
				p.html(` id="` + id + `"`)
				p.article = id
			}
		}
	}
	p.html(">")
	p.inlines(n)
	p.html("</p>\n")
}

// labelOf is articleLabel of a line that most likely has none.
func labelOf(line []byte) (label, bool) {
	if !bytes.Contains(line, []byte("第")) {
		return label{}, false
	}
	return articleLabel(string(line))
}

func (p *page) renderCode(n ast.Node) {
	p.startBlock()
	p.html("<pre><code>")
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := seg.Value(p.src)
		p.out = appendText(p.out, line)
		p.text = append(p.text, line...)
	}
	p.html("</code></pre>\n")
}

// lintCode reports Chinese that was meant as a paragraph.
func (p *page) lintCode(n *ast.CodeBlock) {
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		for _, r := range string(seg.Value(p.src)) {
			if ideograph(r) {
				p.report(indentCodeRule, seg.Start, "删去行首的空格", "行首有四个以上空格，这一段会按程序代码显示")
				return
			}
		}
	}
}

// dropHTML reports an HTML block; a comment goes silently unless it swallows text.
func (p *page) dropHTML(n *ast.HTMLBlock) {
	lines := n.Lines()
	raw := make([]byte, 0, 256)
	for i := range lines.Len() {
		seg := lines.At(i)
		raw = append(raw, seg.Value(p.src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(p.src)...)
	}
	off := offset(n)
	if lines.Len() == 0 && n.HasClosure() {
		off = n.ClosureLine.Start
	}
	raw = bytes.TrimSpace(raw)
	for bytes.HasPrefix(raw, []byte("<!--")) {
		end := bytes.Index(raw, []byte("-->"))
		if end < 0 {
			p.report(rawHTMLRule, off, "在注释末尾加上 -->", "注释没有结束标记 -->，其后的正文都不会显示")
			return
		}
		raw = bytes.TrimSpace(raw[end+len("-->"):])
	}
	if len(raw) > 0 {
		p.reportHTML(off, raw)
	}
}

// reportHTML names the element, whose name is never private.
func (p *page) reportHTML(off int, raw []byte) {
	end := 1
	for end < len(raw) && end < 20 && (alnum(raw[end]) || raw[end] == '/' || raw[end] == '!' || raw[end] == '-') {
		end++
	}
	name, hint := string(raw[:end]), "改用 Markdown 写法；确要显示尖括号时写作 \\<"
	switch name {
	case "<br", "<br/":
		hint = "换行：在行末加两个空格；表格里请改用分号或拆成两行"
	case "<u", "<font", "<center", "<span", "<div":
		hint = "字体、颜色、居中由页面样式决定，删去即可；强调用 **文字**"
	case "<a":
		hint = "链接写作 [文字](地址)"
	case "<img":
		hint = "图片写作 ![图片说明](地址)"
	case "<table", "<tr", "<td":
		hint = "表格请用竖线写法：| 表头 | 表头 |"
	}
	p.report(rawHTMLRule, off, hint, "正文含有 HTML 代码“%s>”，不予发布", name)
}
