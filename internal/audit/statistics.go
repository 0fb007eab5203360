package audit

import (
	"slices"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// Statistics have forms laid down by those above, whose figures must add up, continue those of the year before, and agree
// with the records they count. Which ones do is data of the kinds; here is only the reckoning.
var (
	ruleSum = diag.Rule{ID: "figure/sum", Severity: diag.Error, Title: "统计表的数字加不起来", Basis: "国办公开办函〔2021〕30号；国办发〔2018〕118号",
		Doc: "统计表的勾稽关系（总计等于各项之和，新收加结转等于办结加未结）不成立。逐格核对，改正填错的数。各类报表的勾稽关系见 xiangwei kinds。"}
	ruleCarry = diag.Rule{ID: "figure/carry", Severity: diag.Warning, Title: "与上年的数字不衔接", Basis: "国办公开办函〔2021〕30号",
		Doc: "今年的上年结转应等于去年的结转下年度，现行有效件数应等于去年的现行有效件数加本年制发减本年废止。改正填错的一年；上年的数经核实有调整的，在报告里说明。"}
	ruleDerived = diag.Rule{ID: "figure/derived", Severity: diag.Warning, Title: "统计数与公开的记录不符", Basis: "国办发〔2018〕118号",
		Doc: "程序按本站的文稿推算了同一个数：以决定日期为准，一件决定只计一件，按最重的种类归类，公示期满的照算，被撤销的不计。" +
			"与填写的数不符，多半是漏公开了决定，或者统计口径不对。依法不公开的决定，在信息栏写明件数。"}
)

// statistics looks at every record whose kind has relations between figures.
func statistics(in *Input) diag.List {
	var problems diag.List
	related := func(k *schema.Kind) bool {
		return len(k.Derives) > 0 || slices.ContainsFunc(k.Tables, func(t *schema.Table) bool { return len(t.Sums)+len(t.Carries) > 0 })
	}
	for _, e := range in.entriesOf(related) {
		k := e.Record.Kind
		for _, t := range k.Tables {
			for _, s := range t.Sums {
				problems = append(problems, (&reckoning{e, t}).sum(s)...)
			}
			if len(t.Carries) > 0 {
				problems = append(problems, carries(in, e, t)...)
			}
		}
		for i := range k.Derives {
			problems = append(problems, derived(in, e, &k.Derives[i])...)
		}
	}
	return problems
}

// reckoning is one table of one record.
type reckoning struct {
	entry *content.Entry
	table *schema.Table
}

func (r *reckoning) rows() []schema.Row { return r.entry.Record.Rows[r.table.Name] }

// row returns the row with a name; with no name, the only row.
func (r *reckoning) row(name string) (schema.Row, bool) {
	rows := r.rows()
	i := slices.IndexFunc(rows, func(row schema.Row) bool { return row.Name == name })
	if i < 0 {
		return schema.Row{}, false
	}
	return rows[i], true
}

func (r *reckoning) pos(row schema.Row) diag.Pos {
	return diag.Pos{File: r.entry.File, Line: row.Line}
}

// sum checks one relation, line by line. A figure that is missing has been reported; nothing is concluded from it.
func (r *reckoning) sum(s schema.Sum) diag.List {
	var problems diag.List
	if len(s.Columns) > 0 {
		for _, row := range r.rows() {
			left, ok := addColumns(row, s.Columns)
			right, full := addColumns(row, s.Of)
			if !ok || !full || equal(left, right) {
				continue
			}
			where := r.table.Label
			if r.table.Key != "" {
				where = row.Get(r.table.Key).String()
			}
			problems = append(problems, sumProblem(r, s, row, where, left, right))
		}
		return problems
	}
	for _, c := range r.table.NumberColumns() {
		left, ok := r.addRows(c, s.Rows)
		right, full := r.addRows(c, s.Of)
		if !ok || !full || equal(left, right) {
			continue
		}
		first, _ := r.row(s.Rows[0])
		p := sumProblem(r, s, first, c.Label+"”列“"+r.table.LineLabel(s.Rows[0]), left, right)
		problems = append(problems, r.withRows(p, c, append(slices.Clone(s.Rows[1:]), s.Of...)))
	}
	return problems
}

func sumProblem(r *reckoning, s schema.Sum, row schema.Row, where string, left, right float64) diag.Problem {
	label := s.Label
	if label == "" {
		label = r.table.LineLabels(append(slices.Clone(s.Rows), s.Columns...)) + " = " + r.table.LineLabels(s.Of)
	}
	return ruleSum.At(r.pos(row), "“%s”不符合勾稽关系：左边是 %s，右边是 %s", where, show(left), show(right)).WithHint("须符合：%s", label)
}

// withRows names the other rows of a relation, those with a figure other than 0 and at most six.
func (r *reckoning) withRows(p diag.Problem, c *schema.Field, names []string) diag.Problem {
	for _, name := range names {
		row, _ := r.row(name)
		if n, ok := row.Get(c.Name).Number(); ok && n != 0 && len(p.Related) < 6 {
			p = p.WithRelated(r.pos(row), "%s：%s", row.Get(r.table.Key), show(n))
		}
	}
	return p
}

func addColumns(row schema.Row, names []string) (sum float64, full bool) {
	for _, name := range names {
		n, ok := row.Get(name).Number()
		if !ok {
			return 0, false
		}
		sum += n
	}
	return sum, true
}

func (r *reckoning) addRows(c *schema.Field, names []string) (sum float64, full bool) {
	for _, name := range names {
		row, ok := r.row(name)
		n, given := float64(0), false
		if ok {
			n, given = row.Get(c.Name).Number()
		}
		if !given {
			return 0, false
		}
		sum += n
	}
	return sum, true
}

// carries compares a table with that of the year before, where the site has it.
func carries(in *Input, e *content.Entry, t *schema.Table) diag.List {
	before := yearBefore(in, e)
	if before == nil {
		return nil
	}
	now, then := &reckoning{e, t}, &reckoning{before, t}
	var problems diag.List
	for _, c := range t.Carries {
		if c.Column != "" {
			for _, row := range now.rows() {
				if last, ok := then.row(row.Name); ok {
					problems = append(problems, carry(now, then, c, row, last, columnValue(c, row, last), row.Get(t.Key).String())...)
				}
			}
			continue
		}
		row, ok := now.row(c.Row)
		last, known := then.row(c.From)
		if !ok || !known {
			continue
		}
		for _, column := range t.NumberColumns() {
			problems = append(problems, carry(now, then, c, row, last, rowValue(now, c, column, row, last), column.Label)...)
		}
	}
	return problems
}

// carried is a figure, what it should be, and whether both are known.
type carried struct {
	is, want float64
	ok       bool
}

func columnValue(c schema.Carry, row, last schema.Row) carried {
	is, a := row.Get(c.Column).Number()
	want, b := last.Get(c.From).Number()
	plus, p := addColumns(row, c.Plus)
	minus, m := addColumns(row, c.Minus)
	return carried{is, want + plus - minus, a && b && p && m}
}

func rowValue(r *reckoning, c schema.Carry, column *schema.Field, row, last schema.Row) carried {
	is, a := row.Get(column.Name).Number()
	want, b := last.Get(column.Name).Number()
	plus, p := r.addRows(column, c.Plus)
	minus, m := r.addRows(column, c.Minus)
	return carried{is, want + plus - minus, a && b && p && m}
}

func carry(now, then *reckoning, c schema.Carry, row, last schema.Row, v carried, where string) diag.List {
	if !v.ok || equal(v.is, v.want) {
		return nil
	}
	t := now.table
	formula := []string{"上年的" + t.LineLabel(c.From)}
	for _, n := range c.Plus {
		formula = append(formula, "+ "+t.LineLabel(n))
	}
	for _, n := range c.Minus {
		formula = append(formula, "− "+t.LineLabel(n))
	}
	return diag.List{ruleCarry.At(now.pos(row), "“%s”的“%s”是 %s，按上年推算是 %s", where, t.LineLabel(c.Row+c.Column), show(v.is), show(v.want)).
		WithHint("应等于%s", strings.Join(formula, " ")).WithRelated(then.pos(last), "上年的%s", t.LineLabel(c.From))}
}

// yearBefore returns the record of the same kind, sort and authority about the year before, or nil.
func yearBefore(in *Input, e *content.Entry) *content.Entry {
	year := e.Record.Role(schema.RoleYear).Int()
	for _, other := range in.Content.Entries {
		r := other.Record
		if r.Kind == e.Record.Kind && r.Role(schema.RoleYear).Int() == year-1 && !r.Envelope.Draft && r.Envelope.Withdrawn == nil &&
			r.Role(schema.RoleCategory).String() == e.Record.Role(schema.RoleCategory).String() &&
			r.Role(schema.RoleAuthority).String() == e.Record.Role(schema.RoleAuthority).String() {
			return other
		}
	}
	return nil
}
