package audit

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
)

// comparedNote is a note that compares with the year before: 比上年增加45家次, 较去年下降7.3%, 同比增长5%.
var comparedNote = regexp.MustCompile(`(?:比上年|比去年|较上年|较去年|同比|与上年相比|比上一年)(?:度|同期)?(增加|增长|上升|提高|多|减少|下降|降低|少)(?:了)?([0-9.]+)(%|％|[^0-9，。；、（）]{0,3})`)

// notesOfYears compares what the notes of a table say of the year before with the report of that year on this site.
func notesOfYears(in *Input, e *content.Entry, t *schema.Table) diag.List {
	var problems diag.List
	var past *content.Entry
	for _, row := range e.Record.Rows[t.Name] {
		note := row.Get("note").String()
		m := comparedNote.FindStringSubmatch(note)
		if m == nil || strings.Contains(note, "约") || strings.Contains(note, "调整") {
			continue
		}
		if past == nil {
			if past = yearBefore(in, e); past == nil {
				return nil
			}
		}
		if p, ok := noteProblem(e, past, t, row, m); ok {
			problems = append(problems, p)
		}
	}
	return problems
}

func noteProblem(e, past *content.Entry, t *schema.Table, row schema.Row, m []string) (diag.Problem, bool) {
	rows := past.Record.Rows[t.Name]
	k := slices.IndexFunc(rows, func(o schema.Row) bool {
		return fold(partName(o.Get("name").String())) == fold(partName(row.Get("name").String())) && o.Get("unit").String() == row.Get("unit").String()
	})
	by, err := strconv.ParseFloat(m[2], 64)
	now, ok := row.Get("value").Number()
	if k < 0 || err != nil || !ok {
		return diag.Problem{}, false
	}
	before, ok := rows[k].Get("value").Number()
	unit := row.Get("unit").String()
	percent := strings.ContainsAny(m[3], "%％")
	if !ok || !percent && m[3] != "" && m[3] != unit {
		return diag.Problem{}, false
	}
	if strings.ContainsAny(m[1], "减降少") {
		by = -by
	}
	if changed(now, before, by, percent, m[2]) {
		return diag.Problem{}, false
	}
	return ruleChange.At(diag.Pos{File: e.File, Line: row.Line}, "“%s”的备注写“%s”，上一年度的报告里是 %s%s，本年是 %s%s", row.Get("name"), m[0], show(before), unit, show(now), unit).
		WithHint("核对两年的数和增减；上年的数有调整的，在备注写明“调整”").
		WithRelated(diag.Pos{File: past.File, Line: rows[k].Line}, "上一年度：%s%s", show(before), unit), true
}

// changed reports whether two figures make the change that is said, rounded or cut off as it was written.
func changed(now, before, by float64, percent bool, written string) bool {
	if !percent {
		return equal(now-before, by)
	}
	if before == 0 {
		return true
	}
	grain := 1.0
	if _, after, ok := strings.Cut(written, "."); ok {
		for range after {
			grain /= 10
		}
	}
	want := (now - before) / before * 100
	return want-by < grain && by-want < grain
}

// changes compares a column of changes with the two columns of figures it is reckoned from.
func changes(file string, t *markdown.Table) diag.List {
	before, now, by := changeColumns(t.Header)
	if by < 0 {
		return nil
	}
	var problems diag.List
	for _, r := range t.Rows {
		a, b, written := cellOf(r.Cells[before].Text), cellOf(r.Cells[now].Text), strings.TrimSpace(r.Cells[by].Text)
		number := strings.TrimLeft(strings.TrimRight(written, "%％"), "+")
		said, err := strconv.ParseFloat(number, 64)
		if err != nil || a.text || b.text || a.empty || b.empty || a.unit != b.unit {
			continue
		}
		percent := number != strings.TrimLeft(written, "+") || strings.ContainsAny(t.Header[by].Text, "%％率幅")
		if changed(b.value, a.value, said, percent, number) || !percent && changed(b.value, a.value, said, true, number) {
			continue
		}
		want := show(b.value - a.value)
		if percent {
			want = strconv.FormatFloat((b.value-a.value)/a.value*100, 'f', max(1, len(number)-strings.IndexByte(number+".", '.')-1), 64) + "%"
		}
		c := r.Cells[by]
		problems = append(problems, ruleChange.At(diag.Pos{File: file, Line: max(c.Line, r.Line), Col: c.Col}, "“%s”的“%s”写的是 %s，按 %s 和 %s 推算是 %s",
			rowLabel(r), t.Header[by].Text, written, show(a.value), show(b.value), want).WithHint("核对三个数，改正写错的一个"))
	}
	return problems
}

var (
	beforeLabels = []string{"上年", "去年", "上年度", "上年同期", "去年同期", "上一年", "上一年度", "上期"}
	nowLabels    = []string{"本年", "今年", "本年度", "本期", "当年"}
	byLabels     = []string{"增长", "增减", "增幅", "同比", "增加", "变化", "增长率", "增减率", "同比增长", "同比增减", "比上年增长", "比上年增减", "增长幅度", "增减幅度", "较上年增长", "比上年增加"}
	yearHeader   = regexp.MustCompile(`^(20\d\d)年度?$`)
)

// changeColumns finds a column of the year before, one of this year, and one of the change; by is -1 where one is missing.
func changeColumns(header []markdown.Cell) (before, now, by int) {
	before, now, by = -1, -1, -1
	if !slices.ContainsFunc(header, func(h markdown.Cell) bool { return labelled(strings.TrimRight(h.Text, "%％"), byLabels) }) {
		return 0, 0, -1
	}
	years := map[int]int{}
	for j, h := range header {
		m := yearHeader.FindStringSubmatch(strings.TrimSpace(strings.SplitN(h.Text, "（", 2)[0]))
		switch {
		case m != nil:
			y, _ := strconv.Atoi(m[1])
			years[y] = j
		case labelled(h.Text, beforeLabels):
			before = j
		case labelled(h.Text, nowLabels):
			now = j
		case labelled(strings.TrimRight(h.Text, "%％"), byLabels):
			by = j
		}
	}
	for y, j := range years {
		if k, ok := years[y+1]; ok && len(years) == 2 && before < 0 && now < 0 {
			before, now = j, k
		}
	}
	if before < 0 || now < 0 {
		return 0, 0, -1
	}
	return before, now, by
}
