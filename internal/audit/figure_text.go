package audit

import (
	"strconv"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/figure"
	"xiangwei/internal/schema"
)

// InspectFigures reads one entry as it was written: amounts said twice, sums, shares and comparisons of running text and of
// tables that are no data, and figures of the text that its tables of data have too. It is part of
// content.Options.Inspect. Drafts and withdrawn records are shown to nobody.
func InspectFigures(raw *content.Raw) diag.List {
	if raw.Record.Envelope.Draft || raw.Record.Envelope.Withdrawn != nil {
		return nil
	}
	problems := append(amounts(raw), reckoned(raw)...)
	problems = append(problems, grids(raw)...)
	if quotes := quotesOf(raw.Record); len(quotes) > 0 {
		q := &quoting{raw: raw, quotes: quotes, year: int(raw.Record.Role(schema.RoleYear).Int())}
		q.summary()
		q.body()
		problems = append(problems, q.problems...)
	}
	return problems
}

// amounts finds amounts that are said twice and not the same.
func amounts(raw *content.Raw) diag.List {
	var problems diag.List
	for _, r := range figure.Restatements(raw.Doc.Body) {
		if !r.Agree() {
			pos := place(raw.Doc.Body, r.First.Start, raw.Doc.BodyLine)
			second := place(raw.Doc.Body, r.Second.Start, raw.Doc.BodyLine)
			pos.File, second.File = raw.File, raw.File
			problems = append(problems, amountProblem(r, pos, second))
		}
	}
	for key, value := range raw.Doc.Values {
		text, _ := value.(string)
		for _, r := range figure.Restatements(text) {
			if pos := raw.Doc.Pos(key); !r.Agree() {
				problems = append(problems, amountProblem(r, pos, pos))
			}
		}
	}
	return problems
}

func amountProblem(r figure.Restated, pos, second diag.Pos) diag.Problem {
	return ruleAmount.At(pos, "“%s”是%s元，后面写的“%s”是%s元", r.First.Text, yuan(r.First.Fen), r.Second.Text, yuan(r.Second.Fen)).
		WithHint("以原始凭证为准，改成同一个数").WithRelated(second, "另一种写法：%s", r.Second.Text)
}

func yuan(fen int64) string { return strconv.FormatFloat(float64(fen)/100, 'f', -1, 64) }

// quote is a figure of a table, as running text may quote it.
type quote struct {
	names []string // folded
	value float64
	units []string
	row   schema.Row
	label string
}

// counts are measure words that running text uses for one another where a form names none.
var counts = []string{"件", "宗", "起", "次", "家次", "个", "项"}

// quotesOf returns the figures of the record's tables that have a name in running text.
func quotesOf(r *schema.Record) []quote {
	var out []quote
	for _, t := range r.Kind.Tables {
		for _, row := range r.Rows[t.Name] {
			if t.Figures() {
				out = appendFigure(out, row)
				continue
			}
			for _, c := range t.Columns {
				if len(t.RowSpecs) == 0 && len(c.Said) > 0 {
					out = appendQuote(out, row, c, c.Said, c.Label)
				}
			}
			if c := t.Column(t.Said); c != nil {
				for _, spec := range t.RowSpecs {
					if spec.Name == row.Name && len(spec.Said) > 0 {
						out = appendQuote(out, row, c, spec.Said, spec.Label)
					}
				}
			}
		}
	}
	return out
}

// appendFigure adds a row of key figures. A part without a unit has that of the row above, which is not guessed here.
func appendFigure(out []quote, row schema.Row) []quote {
	n, ok := row.Get("value").Number()
	name, unit := partName(row.Get("name").String()), row.Get("unit").String()
	if !ok || unit == "" || fold(name) == "" {
		return out
	}
	return append(out, quote{names: []string{fold(name)}, value: n, units: []string{unit}, row: row, label: name})
}

func appendQuote(out []quote, row schema.Row, c *schema.Field, said []string, label string) []quote {
	n, ok := row.Get(c.Name).Number()
	if !ok {
		return out
	}
	q := quote{value: n, units: counts, row: row, label: label}
	if c.Unit != "" {
		q.units = []string{c.Unit}
	}
	for _, s := range said {
		q.names = append(q.names, fold(s))
	}
	return append(out, q)
}
