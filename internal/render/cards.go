package render

import (
	"html"
	"html/template"
	"strconv"
	"strings"

	"xiangwei/internal/schema"
)

// A table that is data can be shown as something else than a table: its layout takes the body before and after it, and
// the cells of its rows with their links. The body is our own HTML, so its tables are found by the anchors of their rows.

// cut is a record's body cut at the tables of one name.
type cut struct {
	before, after template.HTML
	rows          map[string]map[string]template.HTML // by anchor and column
}

// Before returns the body up to the table of a name, the whole body where it has none.
func (p *Page) Before(table string) template.HTML { return p.cutAt(table).before }

// After returns the body after the table of a name.
func (p *Page) After(table string) template.HTML { return p.cutAt(table).after }

// cutAt cuts the body once for each table: a layout asks for the same cut several times.
func (p *Page) cutAt(table string) cut {
	if c, ok := p.cuts[table]; ok {
		return c
	}
	c := cutBody(string(p.Body), p.record.Kind.Table(table), p.record.Rows[table])
	if p.cuts == nil {
		p.cuts = map[string]cut{}
	}
	p.cuts[table] = c
	return c
}

const (
	tableOpen  = `<div class="table-scroll"`
	tableClose = `</table></div>`
)

func cutBody(body string, t *schema.Table, rows []schema.Row) cut {
	c := cut{before: template.HTML(body), rows: map[string]map[string]template.HTML{}}
	var after strings.Builder
	rest, found := body, false
	for _, row := range rows {
		if row.Anchor == "" || c.rows[row.Anchor] != nil {
			continue
		}
		at := strings.Index(rest, `<tr id="`+html.EscapeString(row.Anchor)+`"`)
		if at < 0 {
			continue
		}
		from := strings.LastIndex(rest[:at], tableOpen)
		end := strings.Index(rest[at:], tableClose)
		if from < 0 || end < 0 {
			continue
		}
		c.read(t, rest[at:at+end])
		if !found {
			c.before, found = template.HTML(rest[:from]), true
		} else {
			after.WriteString(rest[:from])
		}
		rest = rest[at+end+len(tableClose):]
	}
	if found {
		c.after = template.HTML(after.String() + rest)
	}
	return c
}

// read takes the cells out of the rows of a table.
func (c *cut) read(t *schema.Table, rows string) {
	for _, row := range strings.Split(rows, "<tr id=\"")[1:] {
		anchor, cells, _ := strings.Cut(row, `"`)
		byColumn := map[string]template.HTML{}
		for _, cell := range strings.Split(cells, "<td")[1:] {
			attrs, inner, ok := strings.Cut(cell, ">")
			_, label, named := strings.Cut(attrs, `data-label="`)
			if !ok || !named {
				continue
			}
			label, _, _ = strings.Cut(label, `"`)
			inner, _, _ = strings.Cut(inner, "</td>")
			if columns, _ := t.Match([]string{html.UnescapeString(label)}); columns[0] >= 0 {
				byColumn[t.Columns[columns[0]].Name] = template.HTML(inner)
			}
		}
		c.rows[html.UnescapeString(anchor)] = byColumn
	}
}

// HTML returns the value of a column with its links.
func (r Row) HTML(column string) template.HTML {
	return r.page.cutAt(r.row.Table.Name).rows[r.Anchor][column]
}

// Filled reports whether a column has a value.
func (r Row) Filled(column string) bool { return !r.row.Get(column).IsZero() }

// Sayings returns the parts of a cell that lists several things in a sentence, one by one: 首次被发现，当场按规定悬挂.
func (r Row) Sayings(column string) []string { return sayings(r.Cell(column)) }

// sayings cuts a sentence at its commas and semicolons, outside of brackets and book marks.
func sayings(s string) []string {
	var out []string
	depth, from := 0, 0
	add := func(part string) {
		part = strings.Trim(part, " \n\u3000。；;，,")
		for _, and := range []string{"并且", "而且", "且", "并"} {
			if rest, ok := strings.CutPrefix(part, and); ok && len(out) > 0 {
				part = rest
				break
			}
		}
		if part != "" {
			out = append(out, part)
		}
	}
	for i, r := range s {
		switch r {
		case '（', '(', '《', '“':
			depth++
		case '）', ')', '》', '”':
			depth--
		case '，', '；', ';', '\n':
			if depth <= 0 {
				add(s[from:i])
				from = i + len(string(r))
			}
		}
	}
	add(s[from:])
	return out
}

// Group is the rows of a table that have one value in a column.
type Group struct {
	Name   string
	Anchor string
	Rows   []Row
}

// Groups returns the rows of a table by the values of a column, in the order in which they first stand there. Rows
// without a value stand in a last group without a name.
func (p *Page) Groups(table, column string) []Group {
	var out []Group
	var rest []Row
	at := map[string]int{}
	for _, row := range p.Rows(table) {
		name := row.Cell(column)
		if name == "" {
			rest = append(rest, row)
			continue
		}
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, Group{Name: name, Anchor: "group-" + strconv.Itoa(i+1)})
		}
		out[i].Rows = append(out[i].Rows, row)
	}
	if len(rest) > 0 {
		out = append(out, Group{Anchor: "group-" + strconv.Itoa(len(out)+1), Rows: rest})
	}
	return out
}
