package render

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/chart"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Chart is a picture of figures with the table it was drawn from.
type Chart struct {
	Title string
	SVG   template.HTML
	Head  []string
	Rows  [][]string
}

// partMark begins the name of a figure that is part of the one above it.
const partMark = "其中"

// mostYears are the years a comparison goes back at most.
const mostYears = 10

// amount is one figure of a record: its value as typed, and what it is called and counted in.
type amount struct {
	name, unit, text string
	value            float64
}

// charts returns the charts the kind asks for, as far as the record has the figures.
func (p *Page) charts() []Chart {
	var out []Chart
	for _, c := range p.record.Kind.Charts {
		var made []drawing
		switch {
		case c.Form == schema.Years:
			made = p.yearCharts(c)
		case len(c.Columns) > 0:
			made = p.columnParts(c)
		default:
			made = p.rowParts(c)
		}
		for _, m := range made {
			out = append(out, m.draw(fmt.Sprintf("chart-%d", len(out)+1)))
		}
	}
	return out
}

// drawing is a chart before it is drawn.
type drawing struct {
	title  string
	head   []string
	years  bool
	whole  float64
	values []chart.Value
	rows   [][]string
}

func (d drawing) draw(id string) Chart {
	var desc []string
	for _, r := range d.rows {
		desc = append(desc, strings.Join(r, " "))
	}
	f := chart.Frame{ID: id, Title: d.title, Desc: strings.Join(desc, "；")}
	svg := ""
	if d.years {
		svg = chart.Years(f, d.values)
	} else {
		svg = chart.Parts(f, d.values, d.whole)
	}
	return Chart{Title: d.title, SVG: template.HTML(svg), Head: d.head, Rows: d.rows}
}

// parts makes the drawing of a total and its parts. Parts that are nothing stand in the table alone.
func parts(total amount, of []amount) (drawing, bool) {
	d := drawing{title: strings.TrimSpace(total.name) + "：共" + total.text + total.unit, head: []string{"分项", "数值", "占比"}, whole: total.value}
	for _, a := range of {
		portion := percent(a.value, total.value)
		d.rows = append(d.rows, []string{a.name, a.text + a.unit, portion})
		if a.value > 0 {
			d.values = append(d.values, chart.Value{Label: a.name, Amount: a.value, Text: a.text + a.unit + "（" + portion + "）"})
		}
	}
	return d, len(d.values) > 0 && len(of) > 1
}

func percent(part, whole float64) string {
	if whole <= 0 {
		return "—"
	}
	return strconv.FormatFloat(part*100/whole, 'f', 1, 64) + "%"
}

// rowParts takes each figure that is followed by its parts (其中…).
func (p *Page) rowParts(c schema.Chart) []drawing {
	var out []drawing
	rows := p.record.Rows[c.Table]
	for i := 0; i < len(rows); i++ {
		total := figureOf(rows[i])
		var of []amount
		for i+1 < len(rows) && strings.HasPrefix(rows[i+1].Get("name").String(), partMark) {
			i++
			part := figureOf(rows[i])
			part.name = strings.TrimLeft(strings.TrimPrefix(part.name, partMark), "：: ")
			of = append(of, part)
		}
		if d, ok := parts(total, of); ok {
			out = append(out, d)
		}
	}
	return out
}

// columnParts takes the columns of one row.
func (p *Page) columnParts(c schema.Chart) []drawing {
	row, ok := rowOf(p.record, c.Table, c.Row)
	if !ok {
		return nil
	}
	var of []amount
	total := amount{name: c.Label}
	for _, name := range c.Columns {
		a := cellOf(row, name)
		of = append(of, a)
		total.value += a.value
	}
	total.text = strconv.FormatFloat(total.value, 'f', -1, 64)
	if c.Total != "" {
		t := cellOf(row, c.Total)
		total.value, total.text, total.unit = t.value, t.text, t.unit
	}
	if d, ok := parts(total, of); ok {
		return []drawing{d}
	}
	return nil
}

// yearCharts follows figures over the reports of the years up to the record's own.
func (p *Page) yearCharts(c schema.Chart) []drawing {
	history := p.run.history(p.record)
	var out []drawing
	for _, f := range p.followed(c) {
		d := drawing{title: c.Label + "：" + f.name, head: []string{"年度", "数值"}, years: true}
		if f.name == c.Label {
			d.title = c.Label
		}
		if f.unit != "" {
			d.title += "（" + f.unit + "）"
		}
		for _, rec := range history {
			a, ok := f.find(rec)
			if !ok {
				continue
			}
			year := rec.Role(schema.RoleYear).String()
			d.values = append(d.values, chart.Value{Label: year, Amount: a.value, Text: a.text})
			d.rows = append(d.rows, []string{year + "年", a.text + a.unit})
		}
		if len(d.values) > 1 {
			out = append(out, d)
		}
	}
	return out
}

// followed is a figure that can be looked up in the records of other years.
type followed struct {
	amount
	column string
	find   func(*schema.Record) (amount, bool)
}

// mostFollowed are the figures of a table of names and values that are followed: the first ones, which are the key ones.
const mostFollowed = 6

// followed returns the figures of a chart of years, with those of the record itself.
func (p *Page) followed(c schema.Chart) []followed {
	var out []followed
	for _, column := range c.Columns {
		find := func(rec *schema.Record) (amount, bool) {
			row, ok := rowOf(rec, c.Table, c.Row)
			return cellOf(row, column), ok && !row.Get(column).IsZero()
		}
		if a, ok := find(p.record); ok {
			if c.Row != "" {
				a.name = c.Label
			}
			out = append(out, followed{a, column, find})
		}
	}
	if len(c.Columns) > 0 {
		return out
	}
	for _, row := range p.record.Rows[c.Table] {
		a := figureOf(row)
		if strings.HasPrefix(a.name, partMark) || len(out) == mostFollowed {
			continue
		}
		find := func(rec *schema.Record) (amount, bool) {
			for _, other := range rec.Rows[c.Table] {
				if b := figureOf(other); b.name == a.name && b.unit == a.unit {
					return b, true
				}
			}
			return amount{}, false
		}
		out = append(out, followed{a, "", find})
	}
	return out
}

// figureOf reads a row of a table of names and values.
func figureOf(row schema.Row) amount {
	v := row.Get("value")
	n, _ := v.Number()
	return amount{row.Get("name").String(), row.Get("unit").String(), v.String(), n}
}

// cellOf reads a column of a row. The unit stands in the column's name: 罚没金额（万元）.
func cellOf(row schema.Row, column string) amount {
	if row.Table == nil {
		return amount{}
	}
	f := row.Table.Column(column)
	name, unit, _ := strings.Cut(f.Label, "（")
	n, _ := row.Get(column).Number()
	unit = strings.TrimSuffix(unit, "）")
	text := row.Get(column).String()
	if f.Unit != "" { // the text of such a value has it
		unit, text = f.Unit, strings.TrimSpace(strings.TrimSuffix(text, f.Unit))
	}
	return amount{name, unit, text, n}
}

// rowOf returns the row of a table by its name, or its only one.
func rowOf(rec *schema.Record, table, name string) (schema.Row, bool) {
	rows := rec.Rows[table]
	i := slices.IndexFunc(rows, func(r schema.Row) bool { return r.Name == name })
	if i < 0 {
		return schema.Row{}, false
	}
	return rows[i], true
}

// history returns the public records of the same kind, authority and category up to the year of one, oldest first: one a
// year, and ten at most.
func (r *run) history(rec *schema.Record) []*schema.Record {
	year := rec.Role(schema.RoleYear).Int()
	byYear := map[int64]*schema.Record{year: rec}
	years := []int64{year}
	for _, p := range r.ofKind(rec.Kind) {
		y := p.Record.Role(schema.RoleYear).Int()
		if y <= 0 || y >= year || byYear[y] != nil || !sameSeries(rec, p.Record) {
			continue
		}
		byYear[y] = p.Record
		years = append(years, y)
	}
	slices.Sort(years)
	var out []*schema.Record
	for _, y := range years[max(0, len(years)-mostYears):] {
		out = append(out, byYear[y])
	}
	return out
}

func sameSeries(a, b *schema.Record) bool {
	for _, role := range []schema.Role{schema.RoleAuthority, schema.RoleCategory} {
		if a.Role(role).String() != b.Role(role).String() {
			return false
		}
	}
	return true
}

// ofKind returns the public records of a kind that stand in sections of it.
func (r *run) ofKind(k *schema.Kind) []*site.Page {
	var out []*site.Page
	for _, s := range r.site.Sections {
		if s.Kind == k {
			out = append(out, s.Pages...)
		}
	}
	return out
}
