package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Describe returns the description of a kind for staff, in Chinese Markdown: purpose, deadlines, legal basis, fields,
// tables and parts. The command kinds prints it and Document collects it.
func Describe(k *Kind) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s（%s）\n\n", k.Label, k.Name)
	if k.Doc != "" {
		fmt.Fprintf(&b, "%s\n\n", k.Doc)
	}
	for _, line := range k.facts() {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	if len(k.Basis) > 0 {
		b.WriteString("\n### 法律依据\n\n")
		for _, basis := range k.Basis {
			fmt.Fprintf(&b, "- %s\n", basis)
		}
	}
	b.WriteString("\n### 字段\n\n")
	describeFields(&b, k.Fields, "字段", func(name string) string { return k.Field(name).Label })
	for _, group := range k.OneOf {
		fmt.Fprintf(&b, "\n至少填写一个：%s。\n", strings.Join(k.labels(group), "、"))
	}
	for _, t := range k.Tables {
		describeTable(&b, k, t)
	}
	describeParts(&b, k)
	return b.String()
}

// facts are the sentences on a kind as a whole.
func (k *Kind) facts() []string {
	label := func(name string) string { return "“" + k.Field(name).Label + "”" }
	facts := []string{
		fmt.Sprintf("文稿放在 content/%s/ 下，栏目名称“%s”", k.Section, k.SectionLabel),
		fmt.Sprintf("网址 %s/%s.html", k.Section, k.Permalink),
	}
	p := k.Publish
	if !p.Within.IsZero() {
		facts = append(facts, fmt.Sprintf("公开期限：%s起%s内", label(p.From), p.Within))
	}
	for _, d := range k.Dues {
		when := ""
		if d.When != nil {
			when = fmt.Sprintf("%s为“%s”的，", label(d.When.Field), strings.Join(d.When.Has, "、"))
		}
		facts = append(facts, fmt.Sprintf("公开期限：%s%s（%s）", when, d, d.Basis))
	}
	if p.Until != "" {
		facts = append(facts, fmt.Sprintf("公示到%s为止，次日起自动撤下", label(p.Until)))
	}
	if p.Ended != "" {
		facts = append(facts, fmt.Sprintf("填了%s的，从那天起不再公示", label(p.Ended)))
	}
	facts = append(facts, k.periodFacts()...)
	for _, d := range k.Derives {
		facts = append(facts, fmt.Sprintf("%s由“%s”类文稿推算，与所填的数核对（%s）", d.Label, d.Kind, d.Basis))
	}
	for _, m := range k.Remedies {
		facts = append(facts, fmt.Sprintf("填了%s的，页面写明%s的最后一天：当日不计，%s内，最后一天放假的顺延（%s）", label(m.From), m.Label, m.Within, m.Basis))
	}
	for _, c := range k.Charts {
		facts = append(facts, fmt.Sprintf("页面用“%s”表的数字画图：%s", k.Table(c.Table).Label, c.Label))
	}
	if k.Calendar {
		facts = append(facts, "栏目另有按月排列的日历")
	}
	if k.Reviews > 0 {
		facts = append(facts, fmt.Sprintf("须经 %d 道审核，每道用 xiangwei approve 登记", k.Reviews))
	}
	if len(k.Never) > 0 {
		facts = append(facts, "不得公开、没有字段的内容："+strings.Join(k.Never, "、"))
	}
	return facts
}

// describeFields writes fields or columns as a table.
func describeFields(b *strings.Builder, fields []*Field, head string, label func(string) string) {
	fmt.Fprintf(b, "| %s | 名称 | 要求 | 写法 | 说明 |\n| --- | --- | --- | --- | --- |\n", head)
	for _, f := range fields {
		cells := []string{"`" + f.Name + "`", f.Label, f.demand(label), f.form(), f.explain()}
		for i, c := range cells {
			cells[i] = strings.ReplaceAll(strings.ReplaceAll(c, "|", `\|`), "\n", " ")
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
	}
}

// demand says whether a value must be given.
func (f *Field) demand(label func(string) string) string {
	switch {
	case f.Required:
		return "必填"
	case f.RequiredWhen != nil:
		return fmt.Sprintf("%s为“%s”时必填", label(f.RequiredWhen.Field), strings.Join(f.RequiredWhen.Has, "”或“"))
	}
	return "选填"
}

// form says how a value is written, and within which bounds.
func (f *Field) form() string {
	words := []string{f.Type.Doc()}
	if len(f.Values) > 0 {
		words[0] = "可填：" + strings.Join(f.Values, "、")
	}
	if f.List {
		words = append(words, "可多个")
	}
	unit := f.Unit
	if typ := f.Type.Name(); typ == "text" || typ == "markdown" {
		unit = " 字"
	}
	if f.Min != nil {
		words = append(words, fmt.Sprintf("不少于 %s%s", trimFloat(*f.Min), unit))
	}
	if f.Max != nil {
		words = append(words, fmt.Sprintf("不多于 %s%s", trimFloat(*f.Max), unit))
	}
	if f.Unique {
		words = append(words, "全站不得重复")
	}
	return strings.Join(words, "；")
}

// explain is the help, the example and the other names of a field.
func (f *Field) explain() string {
	words := []string{}
	if f.Help != "" {
		words = append(words, f.Help)
	}
	if f.Example != "" {
		words = append(words, "例："+strings.TrimSuffix(f.Example, "。")+"。")
	}
	if len(f.Aliases) > 0 {
		words = append(words, "别名："+strings.Join(f.Aliases, "、")+"。")
	}
	return strings.Join(words, "")
}

func describeTable(b *strings.Builder, k *Kind, t *Table) {
	demand := "选填"
	switch {
	case t.Required:
		demand = "必填"
	case t.When != nil:
		demand = fmt.Sprintf("%s为“%s”时必填", k.Field(t.When.Field).Label, strings.Join(t.When.Has, "”或“"))
	}
	fmt.Fprintf(b, "\n### 数据表：%s（%s，%s）\n\n写成正文里的 Markdown 表格，表头用下列名称或别名。%s\n\n", t.Label, t.Name, demand, t.Help)
	describeFields(b, t.Columns, "列", func(name string) string { return t.Columns[t.byName[name]].Label })
	for _, name := range t.Unique {
		fmt.Fprintf(b, "\n“%s”在一张表里不得重复。\n", t.Column(name).Label)
	}
	if len(t.RowSpecs) > 0 {
		b.WriteString("\n各行固定，名称可以简写，序号不计：\n\n")
		for _, s := range t.RowSpecs {
			fmt.Fprintf(b, "- %s\n", s.Label)
		}
	}
	if facts := t.relations(); len(facts) > 0 {
		b.WriteString("\n勾稽关系：\n\n")
		for _, f := range facts {
			fmt.Fprintf(b, "- %s\n", f)
		}
	}
}

// relations are the sentences on what adds up in a table.
func (t *Table) relations() []string {
	var facts []string
	for _, s := range t.Sums {
		facts = append(facts, t.sumFact(s))
	}
	for _, c := range t.Carries {
		fact := fmt.Sprintf("%s = 上年的%s", t.LineLabel(c.Row+c.Column), t.LineLabel(c.From))
		for _, n := range c.Plus {
			fact += " + " + t.LineLabel(n)
		}
		for _, n := range c.Minus {
			fact += " − " + t.LineLabel(n)
		}
		facts = append(facts, fact)
	}
	return facts
}

func (t *Table) sumFact(s Sum) string {
	if s.Label != "" {
		return s.Label
	}
	return t.LineLabels(append(slices.Clone(s.Rows), s.Columns...)) + " = " + t.LineLabels(s.Of)
}

// LineLabel returns the label of a row or column of the table.
func (t *Table) LineLabel(name string) string {
	if c := t.Column(name); c != nil && len(t.RowSpecs) == 0 {
		return c.Label
	}
	if i := slices.IndexFunc(t.RowSpecs, func(s RowSpec) bool { return s.Name == name }); i >= 0 {
		return t.RowSpecs[i].Label
	}
	if c := t.Column(name); c != nil {
		return c.Label
	}
	return name
}

// LineLabels joins the labels of rows or columns by plus signs.
func (t *Table) LineLabels(names []string) string {
	labels := make([]string, len(names))
	for i, n := range names {
		labels[i] = t.LineLabel(n)
	}
	return strings.Join(labels, " + ")
}

func describeParts(b *strings.Builder, k *Kind) {
	if len(k.Parts) == 0 {
		return
	}
	b.WriteString("\n### 正文须有的部分\n\n以正文里的标题识别。\n\n")
	for _, p := range k.Parts {
		when := ""
		if p.When != nil {
			when = fmt.Sprintf("（%s为“%s”）", k.Field(p.When.Field).Label, strings.Join(p.When.Has, "、"))
		}
		fmt.Fprintf(b, "- %s%s：标题含“%s”\n", p.Label, when, strings.Join(p.Match, "”或“"))
	}
}
