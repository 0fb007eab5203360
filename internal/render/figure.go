package render

import (
	"strconv"
	"strings"

	"xiangwei/internal/schema"
)

// Figure is a key figure of a report: how it stands to the year before, and where the records it counts are.
type Figure struct {
	Label, Value, Unit string
	Change             string // 比上年多3; empty: the year before is not public
	Path               string // of the year's list of the records it counts; empty: none
	Of                 string // what that list is called
}

// mostTiles are the key figures a page shows at its top.
const mostTiles = 6

// figures returns the key figures of the record: those its kind follows over the years.
func (p *Page) figures() []Figure {
	history := p.run.history(p.record)
	var before *schema.Record
	year := p.record.Role(schema.RoleYear).Int()
	for _, rec := range history {
		if rec.Role(schema.RoleYear).Int() == year-1 {
			before = rec
		}
	}
	var out []Figure
	for _, c := range p.record.Kind.Charts {
		if c.Form != schema.Years {
			continue
		}
		for _, f := range p.followed(c) {
			if len(out) == mostTiles {
				return out
			}
			out = append(out, p.figure(c, f, before))
		}
	}
	return out
}

func (p *Page) figure(c schema.Chart, f followed, before *schema.Record) Figure {
	v := Figure{Label: f.name, Value: f.text, Unit: f.unit}
	if len(c.Columns) == 1 || strings.HasPrefix(f.name, "合计") {
		v.Label = c.Label
	}
	if before != nil {
		if old, ok := f.find(before); ok {
			v.Change = difference(f.value - old.value)
		}
	}
	kind := p.record.Kind.Origin(c.Table, c.Row, f.column, f.name)
	v.Path, v.Of = p.run.yearOf(kind, int(p.record.Role(schema.RoleYear).Int()))
	return v
}

// difference says in words how a figure stands to the one before.
func difference(d float64) string {
	switch {
	case d > 0:
		return "比上年多" + short(d)
	case d < 0:
		return "比上年少" + short(-d)
	}
	return "与上年持平"
}

// short writes a difference without the tails of binary fractions.
func short(f float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(f, 'f', 4, 64), "0"), ".")
}

// yearOf returns the list of a year's records of a kind, "" where there is none.
func (r *run) yearOf(kind string, year int) (path, label string) {
	if kind == "" {
		return "", ""
	}
	for _, s := range r.site.Sections {
		if s.Hidden || s.Kind == nil || s.Kind.Name != kind {
			continue
		}
		for _, y := range r.years[s] {
			if y.Year == year {
				return y.Path, strconv.Itoa(year) + "年" + s.Label
			}
		}
	}
	return "", ""
}
