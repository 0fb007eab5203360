package poster

import (
	"fmt"
	"html/template"
	"math"

	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// table is a list as a poster shows it: columns that hold something, and their widths.
type table struct {
	Label  string
	Heads  []string
	Widths []template.CSS // per cent
	Rows   [][]string
	share  []float64
}

func rowsOf(p *site.Page) []schema.Row {
	for _, t := range p.Record.Kind.Tables {
		if rows := p.Record.Rows[t.Name]; len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// list lays a record's table out, in type as large as one sheet allows; what one sheet does not hold in legible type goes on
// on the next, under the same head of columns.
func (s *sheet) list(p *site.Page, o Options) {
	r := p.Record
	for _, f := range []struct {
		label string
		role  schema.Role
	}{{"类型", schema.RoleCategory}, {"文号", schema.RoleNumber}, {"依据", schema.RoleBasis}, {"施行", schema.RoleEffective}, {"有效期至", schema.RoleExpires}} {
		if v := r.Role(f.role); !v.IsZero() {
			text := v.String()
			if day := v.Stamp(); !day.IsZero() {
				text = day.Chinese()
			}
			s.fact(f.label, text, o)
		}
	}
	for _, line := range paragraphs(r.Role(schema.RoleSummary).String()) {
		s.Lines = append(s.Lines, [][]Run{runs(line, o.phrases(p))})
	}
	rows := rowsOf(p)
	s.Table = tableOf(rows)
	title, lines := titleSize(ems(s.Plain), words, [3]float64{5.6, 4.4, 3.6})
	title = min(title, 7)
	s.Size.Title, s.Size.Text = css(title), css(summarySize)
	head := 3.6 + 3.2 + title*float64(lines)*1.25
	head += s.height(summarySize, words) * 1.55 / leading
	line := 0.0
	for _, f := range s.Facts {
		line += (ems(f.Label) + ems(join(f.Text)) + 2.6) * factsSize
	}
	used := 16.4 + max(head, 22) + 1.4 + factsSize*1.6*math.Ceil(line*1.15/inner) + 1.6 + 2 + 3.2 // band, facts, gaps, issuer
	room := 100*float64(o.Paper.Height)/float64(o.Paper.Width) - used - 7 - slack                 // the page's own margin below
	size := mostCell
	for size > leastCell && s.Table.height(size) > room {
		size = max(size-0.05, leastCell)
	}
	s.Size.Cell = css(size)
}

// Sizes of type in a list: 1.5 units are 13 pt on A3, 25 pt on A1.
const (
	leastCell   = 1.5
	mostCell    = 2.6
	words       = 60.0 // width beside the code
	summarySize = 2.4
	factsSize   = 1.9
)

func tableOf(rows []schema.Row) *table {
	t := &table{Label: rows[0].Table.Label}
	var shares []float64
	var columns []*schema.Field
	total := 0.0
	for _, c := range rows[0].Table.Columns {
		longest, sum := 0.0, 0.0
		for _, row := range rows {
			n := ems(row.Get(c.Name).String())
			longest, sum = max(longest, n), sum+n
		}
		if longest == 0 {
			continue
		}
		columns = append(columns, c)
		t.Heads = append(t.Heads, c.Label)
		// A column's share grows slower than its text, or short ones would be squeezed.
		share := max(math.Sqrt(sum/float64(len(rows))*6), 4)
		if longest <= 4 {
			share = max(longest, math.Ceil(ems(c.Label)/2), min(2, ems(c.Label))) + 1.8
		}
		shares = append(shares, share)
		total += share
	}
	for _, share := range shares {
		t.share = append(t.share, share/total)
		t.Widths = append(t.Widths, template.CSS(fmt.Sprintf("%.2f%%", 100*share/total)))
	}
	for _, row := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, row.Get(c.Name).String())
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// height estimates how high the table is in type of a size.
func (t *table) height(size float64) float64 {
	row := func(cells []string) float64 {
		lines := 1.0
		for i, c := range cells {
			lines = max(lines, math.Ceil(ems(c)*size*1.1/(t.share[i]*inner-0.7*size)))
		}
		return lines*size*1.45 + 0.8*size + 0.12
	}
	total := row(t.Heads)
	for _, cells := range t.Rows {
		total += row(cells)
	}
	return total
}
