package schema

import (
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/diag"
)

// Table is a table of a kind: rows written as an ordinary Markdown table in the body. The table is the data: a person
// reading the raw text sees the list, the program sees typed rows.
type Table struct {
	Name     string
	Label    string
	Help     string
	Required bool
	When     *Condition // required only when this holds
	Part     string     // part of the body the table stands in, for new records; empty: none
	Anchor   string     // prefix of the rows' anchors: item-1, item-2
	Columns  []*Field
	Unique   []string  // columns in which no value stands twice in one record's table
	Key      string    // column that names the row, where the table has fixed rows; its header may be anything
	RowSpecs []RowSpec // the fixed rows, in order
	Said     string    // column with the figure of a row that running text quotes
	Sums     []Sum
	Carries  []Carry

	byHeader map[string]int // folded label or alias to column
	byName   map[string]int
}

// index fills the look-ups and returns a header two columns claim, if any.
func (t *Table) index() (twice string) {
	t.byHeader, t.byName = map[string]int{}, map[string]int{}
	for i, c := range t.Columns {
		t.byName[c.Name] = i
		for _, h := range c.headers() {
			if other, ok := t.byHeader[h]; ok && other != i {
				twice = h
			}
			t.byHeader[h] = i
		}
	}
	return twice
}

// headers returns the folded label and aliases of a field.
func (f *Field) headers() []string {
	out := []string{foldHeader(f.Label)}
	for _, a := range f.Aliases {
		out = append(out, foldHeader(a))
	}
	return out
}

var headerMarks = strings.NewReplacer(" ", "", "\u3000", "", "\n", "", "（", "(", "）", ")", "：", "", ":", "", "*", "")

// foldHeader makes header cells comparable: blanks, brackets' width and what stands in brackets at the end differ
// between offices (金额（元） and 金额).
func foldHeader(s string) string {
	s = headerMarks.Replace(s)
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		return s[:i]
	}
	return s
}

// Cell is a cell of a Markdown table: its text and where it stands.
type Cell struct {
	Text string
	Pos  diag.Pos
}

// Match returns which of the columns each header cell is (-1: none) and how many were recognised.
func (t *Table) Match(header []string) (columns []int, recognised int) {
	columns = make([]int, len(header))
	taken := map[int]bool{}
	for i, h := range header {
		columns[i] = -1
		if c, ok := t.byHeader[foldHeader(h)]; ok && !taken[c] {
			columns[i], taken[c] = c, true
			recognised++
		}
	}
	if key, ok := t.byName[t.Key]; ok && t.Key != "" && recognised > 0 && columns[0] < 0 && !taken[key] {
		columns[0] = key // the corner of a form holds all sorts of remarks
	}
	return columns, recognised
}

// MatchTable returns the table of the kind that a header row belongs to: the one that recognises most of its cells, at
// least two of them and at least half; nil when none does.
func (k *Kind) MatchTable(header []string) *Table {
	var best *Table
	most := 1
	for _, t := range k.Tables {
		if _, n := t.Match(header); n > most && n*2 >= len(header) {
			best, most = t, n
		}
	}
	return best
}

// Row is one typed row of a table.
type Row struct {
	Table  *Table
	Name   string // of its RowSpec; empty where the table has no fixed rows
	Anchor string // id of the row in the page
	Line   int
	values []Value
}

// Get returns the value of a column by name.
func (r Row) Get(name string) Value {
	if i, ok := r.Table.byName[name]; ok && i < len(r.values) {
		return r.values[i]
	}
	return Value{}
}

// Values returns the values in the order of the columns.
func (r Row) Values() []Value { return r.values }

// ReadRows validates the rows of a Markdown table against the columns. Rows are returned even where cells are wrong.
func (t *Table) ReadRows(header []Cell, rows [][]Cell, anchors []string, env Env) ([]Row, diag.List) {
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = h.Text
	}
	columns, _ := t.Match(names)
	problems := t.checkHeader(header, columns)
	env = env.complete()
	out := make([]Row, 0, len(rows))
	for i, cells := range rows {
		row := Row{Table: t, values: make([]Value, len(t.Columns))}
		if i < len(anchors) {
			row.Anchor = anchors[i]
		}
		if len(t.RowSpecs) > 0 && t.nameRow(&row, cells, columns) {
			continue
		}
		problems = append(problems, row.read(cells, columns, i+1, env)...)
		out = append(out, row)
	}
	return out, append(append(problems, t.checkRows(out, header)...), t.checkTwice(out, header)...)
}

// checkTwice reports values that stand twice in a column where each may stand once.
func (t *Table) checkTwice(rows []Row, header []Cell) diag.List {
	if len(header) == 0 {
		return nil
	}
	var problems diag.List
	for _, name := range t.Unique {
		column, first := t.Column(name), map[string]int{}
		for i, row := range rows {
			v := row.Get(name).String()
			if v == "" {
				continue
			}
			other, twice := first[v]
			if !twice {
				first[v] = i
				continue
			}
			pos := diag.Pos{File: header[0].Pos.File, Line: row.Line}
			problems = append(problems, RuleTwice.At(pos, "第%d行的%s“%s”与第%d行相同", i+1, column.Label, v, other+1).
				WithHint("核对后改正其中一行").WithRelated(diag.Pos{File: pos.File, Line: rows[other].Line}, "第%d行", other+1))
		}
	}
	return problems
}

// read fills the row from its cells. A cell the row is too short for counts as empty.
func (r *Row) read(cells []Cell, columns []int, number int, env Env) diag.List {
	var problems diag.List
	var last Cell
	wrong := make([]bool, len(r.values))
	at := make([]Cell, len(r.values))
	for j, c := range columns {
		cell := Cell{Pos: last.Pos}
		if j < len(cells) {
			cell, last = cells[j], cells[j]
			if r.Line == 0 {
				r.Line = cell.Pos.Line
			}
		}
		if c < 0 {
			continue
		}
		got := r.Table.Columns[c].parse(cell.Text, env)
		r.values[c], at[c] = got.value, cell
		wrong[c] = len(got.faults) > 0
		for _, bad := range append(got.faults, got.old...) {
			problems = append(problems, bad.Rule.At(cell.Pos, "第%d行：%s", number, bad.Message).WithHint("%s", tableHint(bad.Hint)))
		}
	}
	for c, f := range r.Table.Columns {
		if !r.values[c].IsZero() || wrong[c] || !slices.Contains(columns, c) {
			continue
		}
		if f.Required || f.RequiredWhen != nil && r.holds(f.RequiredWhen) {
			problems = append(problems, RuleCell.At(at[c].Pos, "第%d行的“%s”没有填写", number, f.Label).WithHint("补上内容；确实没有的写“无”"))
		}
	}
	return problems
}

func (r *Row) holds(c *Condition) bool {
	return slices.ContainsFunc(c.Has, r.Get(c.Field).Has)
}

// tableHint rewrites a hint meant for front matter (写作 name = value) for a cell, where there is no name.
func tableHint(hint string) string {
	if before, after, ok := strings.Cut(hint, " = "); ok && strings.HasPrefix(before, "写作 ") {
		return "写作 " + strings.Trim(after, `"`)
	}
	return hint
}

func (t *Table) checkHeader(header []Cell, columns []int) diag.List {
	var problems diag.List
	found := map[int]bool{}
	var labels []string
	for _, c := range t.Columns {
		labels = append(labels, c.Label)
	}
	for i, c := range columns {
		found[c] = true
		if c >= 0 {
			continue
		}
		if _, known := t.byHeader[foldHeader(header[i].Text)]; known {
			problems = append(problems, RuleHeader.At(header[i].Pos, "“%s”表里有两列都是“%s”，只用前一列", t.Label, header[i].Text).
				WithHint("删去或合并其中一列"))
			continue
		}
		p := RuleHeader.At(header[i].Pos, "“%s”表里没有“%s”这一列", t.Label, header[i].Text)
		if near, ok := diag.Nearest(header[i].Text, labels); ok {
			p = p.WithHint("是不是“%s”？", near)
		} else {
			p = p.WithHint("可用的列：%s", strings.Join(labels, "、"))
		}
		problems = append(problems, p)
	}
	for i, c := range t.Columns {
		if c.Required && !found[i] && len(header) > 0 {
			problems = append(problems, RuleColumn.At(header[0].Pos, "“%s”表缺少“%s”列", t.Label, c.Label).
				WithHint("在表头加上“%s”，每行填写%s", c.Label, fmt.Sprintf("（%s）", c.Type.Doc())))
		}
	}
	return problems
}

// Demanded reports whether the record must have the table.
func (t *Table) Demanded(r *Record) bool {
	return t.Required || t.When != nil && r.Holds(t.When)
}

// Figures reports whether the table holds key figures: a name and a value on each row.
func (t *Table) Figures() bool {
	_, name := t.byName["name"]
	_, value := t.byName["value"]
	return name && value
}
