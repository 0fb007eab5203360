package schema

import (
	"slices"

	"xiangwei/internal/diag"
)

// Sum says that figures of a table add up: the rows (or columns) named on one side equal those on the other, in every
// column (or row). It is data, not an expression: two lists of names.
type Sum struct {
	Name    string
	Label   string   // what adds up, for messages; empty: the labels of the two sides
	Rows    []string // rows of one side; empty where columns are added
	Columns []string // columns of one side; empty where rows are added
	Of      []string // the other side: rows or columns, as the first
	Basis   string
}

// Carry says that a figure continues that of the year before: 上年结转 is last year's 结转下年度, and 现行有效 is last
// year's 现行有效 plus what was made less what was repealed. It holds for every column (of a row) or row (of a column).
type Carry struct {
	Name   string
	Label  string
	Row    string   // row that continues; empty where a column does
	Column string   // column that continues; empty where a row does
	From   string   // row or column of the year before
	Plus   []string // rows or columns of this year
	Minus  []string
	Basis  string
}

type sumFile struct {
	Label   string   `toml:"label"`
	Rows    []string `toml:"rows"`
	Columns []string `toml:"columns"`
	Of      []string `toml:"of"`
	Basis   string   `toml:"basis"`
}

type carryFile struct {
	Label  string   `toml:"label"`
	Row    string   `toml:"row"`
	Column string   `toml:"column"`
	From   string   `toml:"from"`
	Plus   []string `toml:"plus"`
	Minus  []string `toml:"minus"`
	Basis  string   `toml:"basis"`
}

// NumberColumns returns the columns of the table that hold numbers.
func (t *Table) NumberColumns() []*Field {
	var out []*Field
	for _, c := range t.Columns {
		if isNumber(c) {
			out = append(out, c)
		}
	}
	return out
}

func isNumber(c *Field) bool {
	return slices.Contains([]string{"integer", "number", "money"}, c.Type.Name()) && !c.List
}

// Column returns a column by name, or nil.
func (t *Table) Column(name string) *Field {
	if i, ok := t.byName[name]; ok {
		return t.Columns[i]
	}
	return nil
}

// sums reads the sums and carries of a table whose columns and rows are known.
func (r *reader) sums(t *Table, file tableFile) {
	for _, name := range r.Keys("table", t.Name, "sum") {
		f := file.Sum[name]
		path := []string{"table", t.Name, "sum", name}
		if (len(f.Rows) == 0) == (len(f.Columns) == 0) || len(f.Of) == 0 {
			r.fail(path, "勾稽关系 %s 写明 rows 或 columns 之一，以及 of", name)
		}
		r.lines(t, len(f.Rows) > 0, path, append(append(slices.Clone(f.Rows), f.Columns...), f.Of...))
		t.Sums = append(t.Sums, Sum{Name: name, Label: f.Label, Rows: f.Rows, Columns: f.Columns, Of: f.Of, Basis: f.Basis})
	}
	for _, name := range r.Keys("table", t.Name, "carry") {
		f := file.Carry[name]
		path := []string{"table", t.Name, "carry", name}
		if (f.Row == "") == (f.Column == "") || f.From == "" {
			r.fail(path, "结转关系 %s 写明 row 或 column 之一，以及 from", name)
		}
		names := append(append([]string{f.Row + f.Column, f.From}, f.Plus...), f.Minus...)
		r.lines(t, f.Row != "", path, names)
		if r.kind.FieldOf(RoleYear) == nil {
			r.fail(path, `结转关系须有一个 role = "year" 的字段`)
		}
		t.Carries = append(t.Carries, Carry{Name: name, Label: f.Label, Row: f.Row, Column: f.Column, From: f.From, Plus: f.Plus, Minus: f.Minus, Basis: f.Basis})
	}
}

// lines checks that the names are rows of the table, or columns of it that hold numbers.
func (r *reader) lines(t *Table, rows bool, path, names []string) {
	for _, name := range names {
		switch {
		case name == "":
		case rows && !slices.ContainsFunc(t.RowSpecs, func(s RowSpec) bool { return s.Name == name }):
			r.fail(path, "没有行 %q", name)
		case !rows && (t.Column(name) == nil || !isNumber(t.Column(name))):
			r.fail(path, "没有数字列 %q", name)
		}
	}
}

// Derive says that figures of a kind are counted from records of another: 行政处罚实施情况 from the decisions of the
// year. Records count by their decision date, each once, under the heaviest of its categories (国办发〔2018〕118号 and the
// forms made for it). Expired records count too: what was decided does not change when its display ends.
type Derive struct {
	Name          string
	Label         string
	Kind          string // name of the kind whose records are counted
	Table         string // table that holds the figures
	Row           string // its row; empty: its only one
	Count         string // column that holds how many there are
	Amount        string // column that holds what they add up to; empty: none
	Amounts       []string
	Groups        []Group // columns by category, from the lightest to the heaviest
	Withdrawn     bool    // withdrawn records count too
	SameAuthority bool    // only records of the same authority count
	Unpublished   string  // field that says how many decisions were made but not published; empty: none
	Basis         string
	at            func() diag.Pos
}

// Group is a column of a derived table and the categories that count there.
type Group struct {
	Column string
	Values []string
}

type deriveFile struct {
	Label         string              `toml:"label"`
	Kind          string              `toml:"kind"`
	Table         string              `toml:"table"`
	Row           string              `toml:"row"`
	Count         string              `toml:"count"`
	Amount        string              `toml:"amount"`
	Amounts       []string            `toml:"amounts"`
	Category      map[string][]string `toml:"category"`
	Withdrawn     bool                `toml:"withdrawn"`
	SameAuthority bool                `toml:"same_authority"`
	Unpublished   string              `toml:"unpublished"`
	Basis         string              `toml:"basis"`
}

// GroupOf returns the heaviest group that one of the values belongs to, and -1 for none.
func (d *Derive) GroupOf(values []string) int {
	for i := len(d.Groups) - 1; i >= 0; i-- {
		if slices.ContainsFunc(values, func(v string) bool { return slices.Contains(d.Groups[i].Values, v) }) {
			return i
		}
	}
	return -1
}

// derive reads one derivation. What it says of the other kind is checked when all kinds are known.
func (r *reader) derive(file deriveFile, name string) {
	path := []string{"derive", name}
	d := Derive{Name: name, Label: file.Label, Kind: file.Kind, Table: file.Table, Row: file.Row, Count: file.Count, Amount: file.Amount,
		Amounts: file.Amounts, Withdrawn: file.Withdrawn, SameAuthority: file.SameAuthority, Unpublished: file.Unpublished,
		Basis: file.Basis, at: func() diag.Pos { return r.Pos(path...) }} // worked out by reading the text again: only a problem costs it
	t := r.kind.Table(d.Table)
	switch {
	case d.Label == "" || d.Kind == "" || d.Count == "":
		r.fail(path, "%s 须写明 label、kind 和 count", name)
	case t == nil:
		r.fail(path, "没有数据表 %q", d.Table)
	case r.kind.FieldOf(RoleYear) == nil:
		r.fail(path, `推算须有一个 role = "year" 的字段`)
	default:
		r.lines(t, false, path, []string{d.Count, d.Amount})
		r.lines(t, true, path, []string{d.Row})
	}
	r.known(d.Unpublished, "derive", name, "unpublished")
	for _, column := range r.Keys("derive", name, "category") {
		if t != nil {
			r.lines(t, false, append(path, "category", column), []string{column})
		}
		d.Groups = append(d.Groups, Group{column, file.Category[column]})
	}
	r.kind.Derives = append(r.kind.Derives, d)
}

// checkDerives checks what derivations say of other kinds.
func (s *Set) checkDerives() diag.List {
	var problems diag.List
	for _, k := range s.Kinds {
		for _, d := range k.Derives {
			for _, message := range s.derivable(d) {
				problems = append(problems, RuleKind.At(d.at(), "推算 %s：%s", d.Name, message).WithHint("核对 [derive.%s]", d.Name))
			}
		}
	}
	return problems
}

func (s *Set) derivable(d Derive) []string {
	other := s.Kind(d.Kind)
	if other == nil {
		return []string{"没有类型 " + d.Kind}
	}
	var wrong []string
	if other.FieldOf(RoleDecided) == nil {
		wrong = append(wrong, d.Kind+` 没有 role = "decided" 的字段`)
	}
	for _, name := range d.Amounts {
		if f := other.Field(name); f == nil || f.Type.Name() != "money" {
			wrong = append(wrong, d.Kind+" 没有金额字段 "+name)
		}
	}
	category := other.FieldOf(RoleCategory)
	if category == nil && len(d.Groups) > 0 {
		return append(wrong, d.Kind+` 没有 role = "category" 的字段`)
	}
	for _, g := range d.Groups {
		for _, v := range g.Values {
			if !slices.Contains(category.Values, v) {
				wrong = append(wrong, category.Label+"没有“"+v+"”这个选项")
			}
		}
	}
	return wrong
}
