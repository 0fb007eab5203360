package audit

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// Rules on figures: what a table says adds up, what is said twice agrees. Texts are read as they were written, by
// InspectFigures; tables are read as typed rows, over the records that are or will be public.
var (
	ruleTotal = diag.Rule{ID: "figure/total", Severity: diag.Error, Title: "分项之和超过总数",
		Doc: "主要数据表里，以“其中”开头的行是上一个指标的组成部分，同一单位的各分项加起来不得超过它。" +
			"分项之间有交叉、不能相加的，在备注里写明“有交叉”。"}
	rulePart = diag.Rule{ID: "figure/part", Severity: diag.Warning, Title: "分项之和少于总数",
		Doc: "主要数据表里列了两个以上的“其中”，加起来却少于总数，多半是抄错或者漏了一项。确实没有列全的，在备注里写明“其余为……”或“未列全”。"}
	ruleProse = diag.Rule{ID: "figure/prose", Severity: diag.Warning, Title: "正文的数字与表格不一致",
		Doc: "正文里的数字与数据表里同名同单位的指标不一致，必有一处是错的。核对台账后改正；说的是上年、某一时段或者另一范围的，在句子里写明。"}
	ruleAmount = diag.Rule{ID: "figure/amount", Severity: diag.Error, Title: "金额的两种写法不一致",
		Doc: "同一个金额写了两遍（1.5万元（15,000元），壹万元整（10000元）），两遍不是同一个数。以决定书或者原始凭证为准改正。"}

	figureRules = []Rule{
		{Rule: ruleTotal, Also: []diag.Rule{rulePart, ruleProse, ruleAmount, ruleBreakdown, ruleShare, ruleChange, ruleGrid}, Run: totals},
		{Rule: ruleSum, Also: []diag.Rule{ruleCarry, ruleDerived}, Run: statistics},
	}
)

// totals looks at every table of key figures.
func totals(in *Input) diag.List {
	var problems diag.List
	counted := func(k *schema.Kind) bool { return slices.ContainsFunc(k.Tables, (*schema.Table).Figures) }
	for _, e := range in.entriesOf(counted) {
		for _, t := range e.Record.Kind.Tables {
			if t.Figures() {
				problems = append(problems, totalsOf(e, e.Record.Rows[t.Name])...)
				problems = append(problems, notesOfYears(in, e, t)...)
			}
		}
	}
	return problems
}

// totalsOf checks each row that is no part against the parts below it.
func totalsOf(e *content.Entry, rows []schema.Row) diag.List {
	var problems diag.List
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && isPart(rows[j]) {
			j++
		}
		if p, ok := wholeProblem(e, rows[i], rows[i+1:j]); ok && !isPart(rows[i]) {
			problems = append(problems, p)
		}
		i = j
	}
	return problems
}

// partMarks begin the name of a row that is part of the row above.
var partMarks = []string{"其中", "—", "－", "–", "·", "•", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"}

func isPart(r schema.Row) bool {
	name := r.Get("name").String()
	return slices.ContainsFunc(partMarks, func(m string) bool { return strings.HasPrefix(name, m) })
}

// partName returns the name of a row without what marks it as a part.
func partName(name string) string {
	for _, m := range partMarks {
		name = strings.TrimLeft(strings.TrimPrefix(name, m), "：:，, 　")
	}
	return name
}

// Words in a note that explain why parts do not add up.
var (
	openWords    = []string{"其余", "其他", "未列", "不完全", "部分", "主要"}
	overlapWords = []string{"交叉", "重叠", "重复", "不相加", "兼"}
)

func noted(words []string, rows ...schema.Row) bool {
	return slices.ContainsFunc(rows, func(r schema.Row) bool {
		note, name := r.Get("note").String(), r.Get("name").String()
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(note, w) }) || strings.HasSuffix(name, "等")
	})
}

// wholeProblem compares a row with its parts of the same unit. Shares (%) and a single part say nothing of the rest.
func wholeProblem(e *content.Entry, whole schema.Row, parts []schema.Row) (diag.Problem, bool) {
	unit := whole.Get("unit").String()
	total, ok := whole.Get("value").Number()
	if !ok || share(unit) {
		return diag.Problem{}, false
	}
	sum, same := 0.0, []schema.Row{}
	for _, p := range parts {
		if u := p.Get("unit").String(); u != unit && u != "" {
			continue
		}
		if n, ok := p.Get("value").Number(); ok {
			sum += n
			same = append(same, p)
		}
	}
	all := append(slices.Clone(same), whole)
	rule, word := ruleTotal, "超过"
	switch {
	case len(same) == 0 || equal(sum, total):
		return diag.Problem{}, false
	case sum > total && noted(overlapWords, all...):
		return diag.Problem{}, false
	case sum < total:
		if len(same) < 2 || noted(openWords, all...) || noted(overlapWords, all...) {
			return diag.Problem{}, false
		}
		rule, word = rulePart, "少于"
	}
	p := rule.At(diag.Pos{File: e.File, Line: whole.Line}, "“%s”是 %s%s，各分项之和是 %s%s，%s总数 %s",
		whole.Get("name"), show(total), unit, show(sum), unit, word, show(math.Abs(sum-total)))
	if rule.ID == ruleTotal.ID {
		p = p.WithHint("核对总数和各分项；分项有交叉的，在备注写明“有交叉”")
	} else {
		p = p.WithHint("核对总数和各分项；没有列全的，在备注写明“其余为……”")
	}
	for _, r := range same {
		p = p.WithRelated(diag.Pos{File: e.File, Line: r.Line}, "%s：%s", partName(r.Get("name").String()), r.Get("value"))
	}
	return p, true
}

func share(unit string) bool {
	return strings.ContainsAny(unit, "%％‰") || strings.Contains(unit, "百分")
}

// equal compares figures, which have few decimals and may have been added in binary.
func equal(a, b float64) bool { return math.Abs(a-b) < 1e-6*max(1, math.Abs(a)) }

// show writes a figure without needless decimals.
func show(n float64) string { return strconv.FormatFloat(math.Round(n*1e6)/1e6, 'f', -1, 64) }
