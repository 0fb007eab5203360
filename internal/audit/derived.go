package audit

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// tally is what the records of a year come to.
type tally struct {
	any     bool // the site has records of the kind
	total   int
	groups  []int
	fen     schema.Money
	counted []*content.Entry
}

// derived counts the records a table's figures are about and compares them with what was typed. All records of the site
// count, also those whose display has ended; of them only their number gets out.
func derived(in *Input, e *content.Entry, d *schema.Derive) diag.List {
	r := &reckoning{e, e.Record.Kind.Table(d.Table)}
	row, ok := r.row(d.Row)
	count := tallyOf(in, e, d)
	if !ok || !count.any {
		return nil
	}
	c := &comparison{reckoning: r, derive: d, row: row, tally: count, hidden: float64(e.Record.Get(d.Unpublished).Int())}
	c.compare(d.Count, float64(count.total)+c.hidden, c.hidden > 0)
	for i, g := range d.Groups {
		c.group(g.Column, float64(count.groups[i]))
	}
	if d.Amount != "" {
		c.amount()
	}
	return c.problems
}

func tallyOf(in *Input, e *content.Entry, d *schema.Derive) tally {
	t := tally{groups: make([]int, len(d.Groups))}
	year := int(e.Record.Role(schema.RoleYear).Int())
	authority := e.Record.Role(schema.RoleAuthority).String()
	kind := in.Site.Kinds.Kind(d.Kind)
	for _, other := range in.Content.Entries {
		r := other.Record
		if r.Kind != kind || r.Envelope.Draft {
			continue
		}
		t.any = true
		if r.Role(schema.RoleDecided).Stamp().Day().Year != year || r.Envelope.Withdrawn != nil && !d.Withdrawn ||
			d.SameAuthority && r.Role(schema.RoleAuthority).String() != authority {
			continue
		}
		t.total++
		t.counted = append(t.counted, other)
		if g := d.GroupOf(r.Role(schema.RoleCategory).Strings()); g >= 0 {
			t.groups[g]++
		}
		for _, name := range d.Amounts {
			t.fen += r.Get(name).Money()
		}
	}
	return t
}

// comparison compares one row with what was counted.
type comparison struct {
	*reckoning
	derive   *schema.Derive
	row      schema.Row
	tally    tally
	hidden   float64 // decisions that were made and not published
	problems diag.List
}

// compare reports a figure that is not what was counted.
func (c *comparison) compare(column string, want float64, withHidden bool) {
	typed, ok := c.row.Get(column).Number()
	if !ok || equal(typed, want) {
		return
	}
	remark := ""
	if withHidden {
		remark = fmt.Sprintf("（含未公开的 %s 件）", show(c.hidden))
	}
	c.report(column, show(typed), show(want)+remark)
}

// group compares one category. Decisions that are not published may be of any.
func (c *comparison) group(column string, want float64) {
	typed, ok := c.row.Get(column).Number()
	if !ok || equal(typed, want) || c.hidden > 0 && typed > want && typed <= want+c.hidden {
		return
	}
	c.report(column, show(typed), show(want))
}

// amount compares the sum of money in the column's unit, rounded as it was typed, to no less than two decimals.
func (c *comparison) amount() {
	column := c.table.Column(c.derive.Amount)
	typed, ok := c.row.Get(column.Name).Number()
	scale := 1.0
	if column.Unit == "万元" {
		scale = 1e4
	}
	want := c.tally.fen.Yuan() / scale
	if !ok || c.hidden > 0 && typed > want {
		return
	}
	decimals := 2
	if _, after, found := strings.Cut(strconv.FormatFloat(typed, 'f', -1, 64), "."); found {
		decimals = max(decimals, len(after))
	}
	if math.Abs(typed-want) > 0.5*math.Pow10(-decimals)+1e-9 {
		c.report(column.Name, show(typed)+column.Unit, show(want)+column.Unit)
	}
}

func (c *comparison) report(column, typed, want string) {
	p := ruleDerived.At(c.pos(c.row), "%s：“%s”填的是 %s，按本站公开的记录推算是 %s", c.derive.Label, c.label(column), typed, want)
	if f := c.derive.Unpublished; f != "" {
		p = p.WithHint("核对台账；漏公开的补上，依法不公开的在信息栏写明件数：%s = 1", f)
	} else {
		p = p.WithHint("核对台账，改正填错的数或者补上漏公开的记录")
	}
	if len(c.tally.counted) <= 12 {
		for _, e := range c.tally.counted {
			p = p.WithRelated(diag.Pos{File: e.File, Line: 1}, "计入%d年", c.entry.Record.Role(schema.RoleYear).Int())
		}
	}
	c.problems = append(c.problems, p)
}

func (c *comparison) label(column string) string {
	if c.derive.Row != "" {
		return c.table.LineLabel(c.derive.Row)
	}
	return c.table.Column(column).Label
}
