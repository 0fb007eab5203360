package schema

import (
	"fmt"
	"strings"

	"xiangwei/internal/date"
)

// Scaffold returns the text of a new record of the kind: every field explained in a comment, required ones to be filled
// in, the others commented out. The publication date is that of today; what else is required is left empty, so that a
// check names exactly what is still to be done.
func Scaffold(k *Kind, today date.Day) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\n# %s", k.Label)
	if k.Doc != "" {
		fmt.Fprintf(&b, "：%s", k.Doc)
	}
	b.WriteString("\n# 以 # 开头的行是说明，可以删去；要填写选填的字段，删去该行开头的 # 再改。\n")
	groups := []struct {
		title string
		holds func(*Field) bool
	}{
		{"必填", func(f *Field) bool { return f.Required }},
		{"满足条件时必填", func(f *Field) bool { return !f.Required && f.RequiredWhen != nil }},
		{"选填", func(f *Field) bool { return !f.Required && f.RequiredWhen == nil }},
	}
	for _, g := range groups {
		head := false
		for _, f := range k.Fields {
			if !g.holds(f) {
				continue
			}
			if !head {
				fmt.Fprintf(&b, "\n# ———— %s ————\n", g.title)
				head = true
			}
			k.scaffoldField(&b, f, today)
		}
	}
	b.WriteString("\n# ———— 所有类型通用，选填 ————\n")
	for _, f := range EnvelopeFields {
		fmt.Fprintf(&b, "\n# %s：%s\n# %s = %s\n", f.Label, f.Doc, f.Name, f.Example)
	}
	b.WriteString("+++\n\n")
	k.scaffoldBody(&b)
	return b.String()
}

func (k *Kind) scaffoldField(b *strings.Builder, f *Field, today date.Day) {
	fmt.Fprintf(b, "\n# %s（%s）：%s\n", f.Label, f.demand(func(name string) string { return k.Field(name).Label }), f.Help)
	fmt.Fprintf(b, "# 写法：%s\n", f.form())
	switch {
	case !f.Required:
		fmt.Fprintf(b, "# %s = %s\n", f.Name, f.example())
	case f.Role == RolePublished:
		fmt.Fprintf(b, "%s = %s\n", f.Name, today)
	case f.List:
		fmt.Fprintf(b, "# 例：%s = %s\n%s = []\n", f.Name, f.example(), f.Name)
	default:
		fmt.Fprintf(b, "# 例：%s = %s\n%s = \"\"\n", f.Name, f.example(), f.Name)
	}
}

// scaffoldBody writes the skeletons of tables and the headings of parts. Those that are not always asked for stand in
// comments, to be taken out of them.
func (k *Kind) scaffoldBody(b *strings.Builder) {
	if len(k.Tables) == 0 && len(k.Parts) == 0 {
		b.WriteString("<!-- 正文写在这里，写好后删去本行。 -->\n")
		return
	}
	for i := 0; i < len(k.Parts); {
		when := k.Parts[i].When
		var headings []string
		for ; i < len(k.Parts) && sameCondition(k.Parts[i].When, when); i++ {
			headings = append(headings, "## "+k.Parts[i].Label+k.tablesOf(k.Parts[i].Name))
		}
		text := strings.Join(headings, "\n\n")
		if when == nil {
			fmt.Fprintf(b, "%s\n\n", text)
			continue
		}
		fmt.Fprintf(b, "<!-- %s为“%s”时，正文须有以下标题，删去本行和下面的结束行即可使用：\n\n%s\n\n-->\n\n",
			k.Field(when.Field).Label, strings.Join(when.Has, "”或“"), text)
	}
	for _, t := range k.Tables {
		if t.Part != "" {
			continue
		}
		if t.Required {
			fmt.Fprintf(b, "%s\n", t.skeleton())
			continue
		}
		fmt.Fprintf(b, "<!-- “%s”写成下面的表格，不需要的删去：\n\n%s\n-->\n", t.Label, t.skeleton())
	}
}

// tablesOf returns the skeletons of the tables that stand in a part.
func (k *Kind) tablesOf(part string) string {
	text := ""
	for _, t := range k.Tables {
		if t.Part == part {
			if t.Label != k.partLabel(part) {
				text += "\n\n### " + t.Label
			}
			text += "\n\n" + strings.TrimSuffix(t.skeleton(), "\n")
		}
	}
	return text
}

func (k *Kind) partLabel(name string) string {
	for _, p := range k.Parts {
		if p.Name == name {
			return p.Label
		}
	}
	return ""
}

func sameCondition(a, b *Condition) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Field == b.Field && strings.Join(a.Has, "\n") == strings.Join(b.Has, "\n")
}

// skeleton returns the Markdown table with its header and one empty row, or all its fixed rows with nothing but their
// labels: a figure that was not counted must not stand there as 0.
func (t *Table) skeleton() string {
	var head, rule strings.Builder
	for _, c := range t.Columns {
		head.WriteString("| " + c.Label + " ")
		rule.WriteString("| --- ")
	}
	text := head.String() + "|\n" + rule.String() + "|\n"
	if len(t.RowSpecs) == 0 {
		return text + t.emptyRow("") + "\n"
	}
	for _, spec := range t.RowSpecs {
		text += t.emptyRow(spec.Label) + "\n"
	}
	return text
}

// emptyRow returns a row with nothing but the label in the column that names the row.
func (t *Table) emptyRow(label string) string {
	row := ""
	for _, c := range t.Columns {
		if c.Name == t.Key {
			row += "| " + label + " "
		} else {
			row += "|  "
		}
	}
	return row + "|"
}
