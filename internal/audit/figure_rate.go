package audit

import (
	"math"
	"strconv"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
)

// rates compares a column of rates with the counts beside it: 在编在岗人数 | 持证人数 | 持证率. The part is the column that
// begins with the rate's name, the whole the column of counts before it.
func rates(file string, t *markdown.Table) diag.List {
	var problems diag.List
	for j, h := range t.Header {
		name, ok := strings.CutSuffix(strings.TrimRight(strings.TrimSuffix(plainHeader(h.Text), "%"), "（("), "率")
		if !ok || name == "" {
			continue
		}
		part := countColumn(t, func(k int, header string) bool {
			return k != j && strings.HasPrefix(header, name) && !strings.Contains(header, "率")
		})
		whole := countColumn(t, func(k int, header string) bool { return k == part-1 && !strings.Contains(header, "率") })
		if part < 0 || whole < 0 {
			continue
		}
		for _, r := range t.Rows {
			if p, ok := rateProblem(file, t, r, whole, part, j); ok {
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// plainHeader returns a header without its unit in brackets: 持证率（%）.
func plainHeader(s string) string {
	if i := strings.IndexAny(s, "（("); i > 0 {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}

// countColumn returns the first column that is wanted and whose name is one of counts, or -1.
func countColumn(t *markdown.Table, wanted func(k int, header string) bool) int {
	for k, h := range t.Header {
		if header := plainHeader(h.Text); wanted(k, header) && (strings.HasSuffix(header, "数") || strings.HasSuffix(header, "数量")) {
			return k
		}
	}
	return -1
}

func rateProblem(file string, t *markdown.Table, r markdown.Row, whole, part, rate int) (diag.Problem, bool) {
	a, b := cellOf(r.Cells[part].Text), cellOf(r.Cells[whole].Text)
	written := strings.TrimSpace(r.Cells[rate].Text)
	number := strings.TrimSpace(strings.TrimRight(written, "%％"))
	said, err := strconv.ParseFloat(number, 64)
	if err != nil || a.text || b.text || a.empty || b.empty || b.value <= 0 {
		return diag.Problem{}, false
	}
	grain := 1.0
	if _, after, ok := strings.Cut(number, "."); ok {
		grain = math.Pow10(-len(after))
	}
	want := a.value / b.value * 100
	if a.value <= b.value && math.Abs(want-said) < grain {
		return diag.Problem{}, false
	}
	c := r.Cells[rate]
	return ruleShare.At(diag.Pos{File: file, Line: max(c.Line, r.Line), Col: c.Col}, "“%s”写的是 %s，按“%s” %s 和“%s” %s 推算是 %s%%", plainHeader(t.Header[rate].Text), written,
		plainHeader(t.Header[part].Text), show(a.value), plainHeader(t.Header[whole].Text), show(b.value), strconv.FormatFloat(want, 'f', 1, 64)).
		WithHint("核对两个数和百分比，改正写错的一个"), true
}
