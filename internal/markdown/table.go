package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// captionPrefix returns the length of the caption mark a paragraph begins with,
// 0 if it is no caption.
func captionPrefix(src []byte, n *ast.Paragraph) int {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return 0
	}
	for _, mark := range []string{"表：", "表:", "Table:"} {
		if bytes.HasPrefix(src[t.Segment.Start:], []byte(mark)) {
			return len(mark)
		}
	}
	return 0
}

// cutStart takes n bytes and the spaces after them off the texts at the start of
// a paragraph: the parser may have split the mark at its colon.
func (p *page) cutStart(n *ast.Paragraph, size int) {
	stop := n.FirstChild().(*ast.Text).Segment.Start + size
	for stop < len(p.src) && p.src[stop] == ' ' {
		stop++
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || t.Segment.Start >= stop {
			return
		}
		t.Segment = t.Segment.WithStart(min(stop, t.Segment.Stop))
	}
}

func (p *page) renderTable(n *extast.Table) {
	caption, _ := n.PreviousSibling().(*ast.Paragraph)
	mark := 0
	if caption != nil {
		mark = captionPrefix(p.src, caption)
	}
	t := Table{}
	if mark > 0 {
		p.cutStart(caption, mark)
		t.Caption = strings.TrimSpace(p.plainString(caption))
	}
	header := n.FirstChild()
	names := make([]string, 0, header.ChildCount())
	for c := header.FirstChild(); c != nil; c = c.NextSibling() {
		names = append(names, trimCell(p.plainString(c)))
	}
	p.openTable(tableLabel(t.Caption, p.heading, names))
	if mark > 0 {
		p.startBlock()
		p.html("<caption>")
		p.inlines(caption)
		p.html("</caption>\n")
	}
	t.Line = p.line(max(header.Pos(), 0))
	t.Header = p.renderHeader(header)
	t.Rows = p.renderRows(header, names)
	p.html("</table></div>\n")
	p.doc.Tables = append(p.doc.Tables, t)
}

// openTable starts the table in a box that scrolls sideways on phones. The box
// can be focused, so that the keyboard scrolls it, and so must have a name.
func (p *page) openTable(label string) {
	p.html(`<div class="table-scroll" role="region" tabindex="0" aria-label="表格：`)
	p.out = appendAttr(p.out, label)
	p.html("\"><table>\n")
}

func tableLabel(caption, heading string, names []string) string {
	switch {
	case caption != "":
		return caption
	case heading != "":
		return heading
	}
	named := slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" })
	return strings.Join(named, "、")
}

func (p *page) renderHeader(header ast.Node) []Cell {
	p.html("<thead>\n<tr>")
	cells := p.renderCells(header, "th", ` scope="col"`, nil)
	p.html("</tr>\n</thead>\n")
	return cells
}

func (p *page) renderRows(header ast.Node, names []string) []Row {
	if header.NextSibling() == nil {
		return nil
	}
	prefix, anchored := "", false
	if p.in.TableRowAnchors != nil {
		prefix, anchored = p.in.TableRowAnchors(names)
	}
	rows := make([]Row, 0, header.Parent().ChildCount()-1)
	p.html("<tbody>\n")
	for n := header.NextSibling(); n != nil; n = n.NextSibling() {
		row := Row{Line: p.line(max(n.Pos(), 0))}
		p.html("<tr")
		if anchored {
			row.Anchor = p.rowAnchor(prefix)
			p.html(` id="`)
			p.out = appendAttr(p.out, row.Anchor)
			p.html(`"`)
		}
		p.html(">")
		labels := names
		if !anchored {
			labels = nil
		}
		row.Cells = p.renderCells(n, "td", "", labels)
		p.html("</tr>\n")
		p.lintRow(n, len(names))
		rows = append(rows, row)
	}
	p.html("</tbody>\n")
	return rows
}

// rowAnchor numbers the rows of all tables with one prefix through.
func (p *page) rowAnchor(prefix string) string {
	if p.rows == nil {
		p.rows = map[string]int{}
	}
	p.rows[prefix]++
	return p.ids.take(prefix+"-"+strconv.Itoa(p.rows[prefix]), "--")
}

// renderCells writes the cells of a row. With labels each cell carries its column's, so that a phone can show the row as
// a card; only tables that are data have them, since they are long and wide.
func (p *page) renderCells(row ast.Node, tag, attrs string, labels []string) []Cell {
	cells := make([]Cell, 0, row.ChildCount())
	line := p.line(max(row.Pos(), 0))
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell := Cell{Line: line}
		if c.Lines().Len() > 0 {
			cell.Col = p.column(c.Lines().At(0).Start)
		}
		if len(cells) == 0 {
			p.startBlock()
		} else {
			p.text = append(p.text, '\t')
			p.startInline()
		}
		start := len(p.text)
		p.html("<")
		p.html(tag)
		p.html(attrs)
		p.html(alignClass(c))
		if i := len(cells); i < len(labels) && labels[i] != "" {
			p.html(` data-label="`)
			p.out = appendAttr(p.out, labels[i])
			p.html(`"`)
		}
		p.html(">")
		p.inlines(c)
		p.html("</")
		p.html(tag)
		p.html(">")
		p.cellText = append(p.cellText, [2]int{start, len(p.text)})
		cells = append(cells, cell)
	}
	return cells
}

func alignClass(n ast.Node) string {
	if c, ok := n.(*extast.TableCell); ok {
		switch c.Alignment {
		case extast.AlignLeft:
			return ` class="align-left"`
		case extast.AlignRight:
			return ` class="align-right"`
		case extast.AlignCenter:
			return ` class="align-center"`
		}
	}
	return ""
}

// lintRow reports a row with more cells than the header: GFM drops them.
func (p *page) lintRow(row ast.Node, columns int) {
	off := row.Pos()
	if off < 0 {
		return
	}
	line := p.src[off:]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte{'|'})
	if !bytes.HasSuffix(line, []byte(`\|`)) {
		line = bytes.TrimSuffix(line, []byte{'|'})
	}
	cells := 1 + bytes.Count(line, []byte{'|'}) - bytes.Count(line, []byte(`\|`))
	if cells > columns {
		p.report(tableRule, off, "核对竖线；内容里的竖线写作 \\|", "这一行有%d格，表头只有%d格，多出的内容不会显示", cells, columns)
	}
}

// trimCell trims white space with the full-width space.
func trimCell(s string) string { return strings.TrimSpace(s) }
