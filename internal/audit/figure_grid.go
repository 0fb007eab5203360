package audit

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
)

var ruleGrid = diag.Rule{ID: "figure/table", Severity: diag.Warning, Title: "表格的合计与各项之和不符",
	Doc: "正文的表格里写了“合计”“总计”或“小计”的行或列，与它所合计的各项加起来不是一个数。空着的、写“—”的按零算；百分比、平均数、单价、序号、年份的列不加。" +
		"改正写错的一格；合计里有表外的数的，把那一行或那一列改一个名称，例如“全县总数”。"}

// grids looks at the tables of a body whose figures no kind lays down.
func grids(raw *content.Raw) diag.List {
	var problems diag.List
	for i := range raw.Body.Tables {
		t := &raw.Body.Tables[i]
		if len(t.Rows) == 0 {
			continue
		}
		problems = append(problems, changes(raw.File, t)...)
		problems = append(problems, rates(raw.File, t)...)
		if g := gridOf(t); g != nil && !ruled(raw, t) {
			problems = append(problems, g.columnSums(raw.File)...)
			problems = append(problems, g.rowSums(raw.File)...)
		}
	}
	return problems
}

// ruled reports whether a kind's own relations hold the table's figures together.
func ruled(raw *content.Raw, t *markdown.Table) bool {
	header := make([]string, len(t.Header))
	for i, c := range t.Header {
		header[i] = c.Text
	}
	match := raw.Record.Kind.MatchTable(header)
	return match != nil && (len(match.RowSpecs) > 0 || len(match.Sums) > 0)
}

// grid is a table with its figures.
type grid struct {
	table  *markdown.Table
	labels []string // of the rows
	rows   [][]gridCell
	sum    []bool // rows that are 合计
	part   []bool // rows that are 小计
	counts []bool // columns that can be added
}

// gridCell is a figure of a table, or a cell that counts as nothing.
type gridCell struct {
	value float64
	unit  string // 件 of 12件
	empty bool   // blank or a dash
	text  bool   // words, not a figure
}

var (
	sumLabels  = []string{"合计", "总计", "共计", "总和"}
	partLabels = []string{"小计"}
	// columns whose figures do not add up.
	unadded = []string{"率", "%", "％", "比", "均", "单价", "标准", "号", "年份", "年度", "月份", "日期", "时间", "排名", "名次", "电话", "增长", "增减", "增幅", "最高", "最低", "备注", "上限", "年龄", "代码", "邮编"}
)

// gridOf reads a table's figures; nil where it has no row and no column of sums.
func gridOf(t *markdown.Table) *grid {
	g := &grid{table: t}
	if !slices.ContainsFunc(t.Header, func(c markdown.Cell) bool { return labelled(c.Text, sumLabels) || labelled(c.Text, partLabels) }) &&
		!slices.ContainsFunc(t.Rows, func(r markdown.Row) bool { return hinted(r) && labelled(rowLabel(r), sumLabels) }) {
		return nil
	}
	for _, r := range t.Rows {
		label := rowLabel(r)
		cells := make([]gridCell, len(r.Cells))
		for j, c := range r.Cells {
			cells[j] = cellOf(c.Text)
		}
		g.labels = append(g.labels, label)
		g.rows = append(g.rows, cells)
		g.sum = append(g.sum, labelled(label, sumLabels))
		g.part = append(g.part, labelled(label, partLabels))
	}
	for j, h := range t.Header {
		g.counts = append(g.counts, !containsAny(h.Text, unadded) && !isUnit(h.Text) && g.numeric(j))
	}
	return g
}

func isUnit(header string) bool { return header == "单位" || header == "计量单位" }

// rowLabel returns the first words of a row: 合计 may stand behind an empty cell for the ordinal.
func rowLabel(r markdown.Row) string {
	for _, c := range r.Cells[:min(2, len(r.Cells))] {
		if cell := cellOf(c.Text); cell.text {
			return c.Text
		}
	}
	return ""
}

// plausible reports whether a label may be one of those looked for, which all hold one of a few characters. Every cell of
// a header is asked several times, and nearly all are turned away.
func plausible(label string) bool {
	for _, r := range label {
		switch r {
		case '计', '年', '期', '增', '总', '同', '变':
			return true
		}
	}
	return false
}

var (
	numberMarks = strings.NewReplacer(",", "", "，", "", " ", "")
	labelMarks  = strings.NewReplacer(" ", "", "\u3000", "", "*", "", "：", "", ":", "")
)

// hinted reports whether the label of a row may be one of those looked for, whichever of its first cells that is: to find
// out which, numbers are read.
func hinted(r markdown.Row) bool {
	return slices.ContainsFunc(r.Cells[:min(2, len(r.Cells))], func(c markdown.Cell) bool { return plausible(c.Text) })
}

// labelled reports whether a label is one of the words, however it is spaced: 合 计, 总计（件）, 合计：.
func labelled(label string, words []string) bool {
	if !plausible(label) {
		return false
	}
	label = labelMarks.Replace(label)
	if i := strings.IndexAny(label, "（("); i > 0 {
		label = label[:i]
	}
	return slices.Contains(words, label)
}

// cellOf reads a cell: 1,234, 12.5万元, 30件, blank and dashes.
func cellOf(s string) gridCell {
	s = strings.TrimSpace(strings.Trim(s, "*"))
	switch s {
	case "", "-", "—", "——", "/", "－", "–", "无", "\\":
		return gridCell{empty: true}
	}
	if r, _ := utf8.DecodeRuneInString(s); r >= utf8.RuneSelf || r >= 'A' {
		return gridCell{text: true}
	}
	plain := s
	if strings.ContainsAny(s, ",， ") { // a replacer copies what it leaves as it is
		plain = numberMarks.Replace(s)
	}
	unit := strings.TrimLeft(plain, "0123456789.-+")
	plain = plain[:len(plain)-len(unit)]
	n, err := strconv.ParseFloat(plain, 64)
	if err != nil || utf8.RuneCountInString(unit) > 3 || strings.ContainsAny(unit, "0123456789%％—-/~年月日：:") {
		return gridCell{text: true}
	}
	return gridCell{value: n, unit: unit}
}

// numeric reports whether a column holds figures of one unit and nothing else.
func (g *grid) numeric(j int) bool {
	found, unit := false, ""
	for _, r := range g.rows {
		if j >= len(r) || r[j].text {
			return false
		}
		if r[j].empty {
			continue
		}
		if found && r[j].unit != unit {
			return false
		}
		found, unit = true, r[j].unit
	}
	return found
}

// sameUnit reports whether the rows of a table that names units all have one.
func (g *grid) sameUnit() bool {
	for j, h := range g.table.Header {
		if !isUnit(h.Text) {
			continue
		}
		for _, r := range g.table.Rows[1:] {
			if r.Cells[j].Text != g.table.Rows[0].Cells[j].Text {
				return false
			}
		}
	}
	return true
}

// columnSums compares each row of sums with the rows it is the sum of.
func (g *grid) columnSums(file string) diag.List {
	if !g.sameUnit() {
		return nil
	}
	var problems diag.List
	from := 0
	for i := range g.rows {
		switch {
		case g.part[i]:
			problems = append(problems, g.compareRow(file, i, g.between(from, i, g.part))...)
			from = i + 1
		case g.sum[i] && i == 0:
			problems = append(problems, g.compareRow(file, i, g.between(1, len(g.rows), g.part))...)
		case g.sum[i]:
			problems = append(problems, g.compareRow(file, i, g.between(g.after(i), i, g.part))...)
			from = i + 1
		}
	}
	return problems
}

// after returns the first row that the row of sums i is about: the one behind the row of sums before it.
func (g *grid) after(i int) int {
	for k := i - 1; k >= 0; k-- {
		if g.sum[k] {
			return k + 1
		}
	}
	return 0
}

// between returns the rows from one to another that count: not 小计, not 其中.
func (g *grid) between(from, to int, skip []bool) []int {
	var out []int
	for k := from; k < to; k++ {
		if !skip[k] && !g.sum[k] && !slices.ContainsFunc(partMarks, func(m string) bool { return strings.HasPrefix(g.labels[k], m) }) {
			out = append(out, k)
		}
	}
	return out
}

// compareRow compares the sums of a row with its rows. Where of three columns or more not one agrees, the row is no sum.
func (g *grid) compareRow(file string, i int, of []int) diag.List {
	if len(of) < 2 {
		return nil
	}
	var problems diag.List
	agree, columns := 0, 0
	for j := range g.table.Header {
		if !g.counts[j] || g.rows[i][j].empty {
			continue
		}
		columns++
		sum := 0.0
		for _, k := range of {
			sum += g.rows[k][j].value
		}
		if equal(sum, g.rows[i][j].value) {
			agree++
			continue
		}
		problems = append(problems, g.problem(file, i, j, g.table.Header[j].Text, sum))
	}
	if columns >= 3 && agree == 0 {
		return nil
	}
	return problems
}

func (g *grid) problem(file string, i, j int, of string, sum float64) diag.Problem {
	c := g.table.Rows[i].Cells[j]
	pos := diag.Pos{File: file, Line: max(c.Line, g.table.Rows[i].Line), Col: c.Col}
	return ruleGrid.At(pos, "“%s”写的是 %s，各项之和是 %s", of, show(g.rows[i][j].value), show(sum)).
		WithHint("核对这一格和它所合计的各格；不是各项之和的，改一个名称")
}

// rowSums compares each column of sums with the columns it is the sum of: those to its left, those to its right where it
// is the first, or all others.
func (g *grid) rowSums(file string) diag.List {
	var problems diag.List
	for j, h := range g.table.Header {
		if !labelled(h.Text, sumLabels) && !labelled(h.Text, partLabels) || !g.counts[j] {
			continue
		}
		var wrong diag.List
		agree, rows := 0, 0
		for i, r := range g.rows {
			if r[j].empty {
				continue
			}
			sum, ok := g.besides(r, j, labelled(h.Text, partLabels))
			if !ok {
				continue
			}
			rows++
			if sum == r[j].value {
				agree++
				continue
			}
			label := g.labels[i]
			if label == "" {
				label = h.Text
			}
			wrong = append(wrong, g.problem(file, i, j, label+"”的“"+h.Text, sum))
		}
		if rows < 3 || agree > 0 {
			problems = append(problems, wrong...)
		}
	}
	return problems
}

// besides returns what a column of sums is the sum of: the value itself where any way of adding gives it, else what
// stands to its left, or where nothing does to its right. Columns of another unit are not added.
func (g *grid) besides(r []gridCell, j int, part bool) (float64, bool) {
	left, right, lefts, rights := 0.0, 0.0, 0, 0
	for k := range r {
		h := g.table.Header[k].Text
		if k == j || !g.counts[k] || labelled(h, sumLabels) || labelled(h, partLabels) || !addable(unitOf(h), unitOf(g.table.Header[j].Text)) {
			continue
		}
		if k < j {
			left, lefts = left+r[k].value, lefts+1
		} else {
			right, rights = right+r[k].value, rights+1
		}
	}
	own := r[j].value
	for _, sum := range []float64{left, right, left + right} {
		if equal(sum, own) {
			return own, true
		}
	}
	switch {
	case part || lefts+rights < 2:
		return 0, false
	case lefts >= 2:
		return left, true
	case lefts == 0:
		return right, true
	}
	return left + right, true
}

// addable reports whether columns of two units may be added; one that names none is of the other's unit, unless that is
// money.
func addable(a, b string) bool {
	return a == b || (a == "" || b == "") && !strings.Contains(a+b, "元")
}

// unitOf returns the unit a header names in brackets: 罚没金额（万元）.
func unitOf(header string) string {
	if i := strings.IndexAny(header, "（("); i > 0 {
		return strings.Trim(header[i:], "（()） ")
	}
	return ""
}
