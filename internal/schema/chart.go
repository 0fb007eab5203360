package schema

import (
	"slices"
	"strings"

	"xiangwei/internal/diag"
)

// ChartForm is the form of a chart.
type ChartForm string

// The closed set of forms.
const (
	Parts ChartForm = "parts" // parts of a total
	Years ChartForm = "years" // one figure year on year, over the records of the kind
)

// Chart says which figures of a table are drawn. A table of names and values (Table.Figures) needs no columns: there a
// row and those after it that begin with 其中 are a total and its parts, and a figure is followed over the years by its
// name.
type Chart struct {
	Name    string
	Label   string
	Form    ChartForm
	Table   string
	Row     string   // row of a table with fixed rows; empty: its only one
	Columns []string // of Parts: the parts; of Years: the figures, each with a chart of its own
	Total   string   // of Parts: the column of the total; empty: the sum of the parts
}

// Origin says which records a figure counts, so that the figure can lead to their list of the year.
type Origin struct {
	Kind   string   // of the records
	Table  string   // that holds the figure
	Row    string   // of a table with fixed rows
	Column string   // that holds the figure; of a table of names and values: empty
	Match  []string // words any of which the figure's name has; empty: any name
	Pos    diag.Pos
}

type chartFile struct {
	Label   string   `toml:"label"`
	Form    string   `toml:"form"`
	Table   string   `toml:"table"`
	Row     string   `toml:"row"`
	Columns []string `toml:"columns"`
	Total   string   `toml:"total"`
}

type originFile struct {
	Kind   string   `toml:"kind"`
	Table  string   `toml:"table"`
	Row    string   `toml:"row"`
	Column string   `toml:"column"`
	Match  []string `toml:"match"`
}

func (r *reader) chart(file chartFile, name string) {
	path := []string{"chart", name}
	c := Chart{Name: name, Label: file.Label, Form: ChartForm(file.Form), Table: file.Table, Row: file.Row, Columns: file.Columns, Total: file.Total}
	t := r.kind.Table(c.Table)
	switch {
	case c.Label == "":
		r.fail(path, "图表 %s 须写明 label", name)
	case !slices.Contains([]ChartForm{Parts, Years}, c.Form):
		r.fail(append(path, "form"), "form 写 parts（构成）或 years（历年），实为 %q", file.Form)
	case t == nil:
		r.fail(append(path, "table"), "没有数据表 %q", c.Table)
	case len(c.Columns) == 0 && !t.Figures():
		r.fail(path, "图表 %s 须用 columns 写明画哪几列", name)
	default:
		r.lines(t, false, path, append(slices.Clone(c.Columns), c.Total))
		r.lines(t, true, path, []string{c.Row})
	}
	if c.Form == Years && r.kind.FieldOf(RoleYear) == nil {
		r.fail(path, `历年的图表须有一个 role = "year" 的字段`)
	}
	r.kind.Charts = append(r.kind.Charts, c)
}

func (r *reader) origin(file originFile, name string) {
	path := []string{"origin", name}
	o := Origin{Kind: file.Kind, Table: file.Table, Row: file.Row, Column: file.Column, Match: file.Match, Pos: r.Pos(path...)}
	t := r.kind.Table(o.Table)
	switch {
	case o.Kind == "":
		r.fail(path, "出处 %s 须用 kind 写明数字来自哪类文稿", name)
	case t == nil:
		r.fail(append(path, "table"), "没有数据表 %q", o.Table)
	case o.Column == "" && !t.Figures():
		r.fail(path, "出处 %s 须用 column 写明是哪一列的数字", name)
	default:
		r.lines(t, false, path, []string{o.Column})
		r.lines(t, true, path, []string{o.Row})
	}
	r.kind.Origins = append(r.kind.Origins, o)
}

// calendar notes that lists of the kind get calendars, for which a record must have a beginning.
func (r *reader) calendar(on bool) {
	if on && r.kind.FieldOf(RoleStarts) == nil {
		r.fail([]string{"calendar"}, `月历须有一个 role = "starts" 的字段`)
	}
	r.kind.Calendar = on
}

// checkOrigins reports origins that name no kind. A set with faulty kinds may lack just that one.
func (s *Set) checkOrigins() diag.List {
	var problems diag.List
	for _, k := range s.Kinds {
		for _, o := range k.Origins {
			if s.Kind(o.Kind) == nil && !s.Faulty {
				problems = append(problems, RuleKind.At(o.Pos, "数字的出处：没有类型 %s", o.Kind).WithHint("核对 kind"))
			}
		}
	}
	return problems
}

// Origin returns the kind of the records a figure counts, "" where none is told. Figures that are derived from records
// are theirs without being told twice.
func (k *Kind) Origin(table, row, column, name string) string {
	for _, d := range k.Derives {
		if d.Table == table && d.Row == row && d.Count == column && column != "" {
			return d.Kind
		}
	}
	for _, o := range k.Origins {
		if o.Table == table && o.Row == row && o.Column == column && o.named(name) {
			return o.Kind
		}
	}
	return ""
}

func (o Origin) named(name string) bool {
	return len(o.Match) == 0 || slices.ContainsFunc(o.Match, func(w string) bool { return strings.Contains(name, w) })
}
