package audit

import (
	"strings"
	"testing"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

// tableOf makes a table of lines of cells parted by |, the first line being its header.
func tableOf(text string) *markdown.Table {
	t := &markdown.Table{Line: 1}
	for i, line := range strings.Split(text, "\n") {
		var cells []markdown.Cell
		for j, c := range strings.Split(line, "|") {
			cells = append(cells, markdown.Cell{Text: strings.TrimSpace(c), Line: i + 1, Col: j + 1})
		}
		if i == 0 {
			t.Header = cells
			continue
		}
		for len(cells) < len(t.Header) { // as the converter does
			cells = append(cells, markdown.Cell{})
		}
		t.Rows = append(t.Rows, markdown.Row{Line: i + 1, Cells: cells[:len(t.Header)]})
	}
	return t
}

func FuzzGrids(f *testing.F) {
	for _, s := range []string{
		"类别|件数\n投诉|410\n举报|343\n合计|753", "类别|罚款|警告|合计\n甲|1|2|4\n乙|1|2|3", "项|上年|本年|增长（%）\n检查|0|917|7.9", "合计|a\n合计|1\n小计|2",
		"|2024年|2025年|同比\n|1|2|NaN%", "合计\n1\n2\n3", "a|合计（万元）\n1e9|2\n-|/", "在岗人数|持证人数|持证率\n17|18|100%", "小计|小计\n小计|1万元\n其中：|2元",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		table := tableOf(text)
		if len(table.Rows) == 0 {
			return
		}
		problems := append(changes("a.md", table), rates("a.md", table)...)
		if g := gridOf(table); g != nil {
			problems = append(problems, g.columnSums("a.md")...)
			problems = append(problems, g.rowSums("a.md")...)
		}
		for _, p := range problems {
			if p.Pos.Line < 2 || p.Pos.Line > strings.Count(text, "\n")+1 || p.Message == "" {
				t.Errorf("%v of %q", p, text)
			}
		}
	})
}

func FuzzQuotes(f *testing.F) {
	for _, s := range []string{"检查经营场所961家次", "今年来，1,234家次检查经营场所", "45名干部职工参加学法用法考试", "截至2025年12月，比上年检查经营场所961家次", "\xff检查经营场所961家次", "上年结转2件"} {
		f.Add(s, "检查经营场所")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		if !utf8.ValidString(text) || !utf8.ValidString(name) {
			return
		}
		doc := &source.Document{Table: &source.Table{Path: "a.md"}, Body: text, BodyLine: 1}
		q := &quoting{raw: &content.Raw{File: "a.md", Doc: doc, Record: &schema.Record{Kind: &schema.Kind{}}}, year: 2025,
			quotes: []quote{{names: []string{fold(name)}, value: 962, units: []string{"家次"}, label: name}, {names: []string{"上年结转"}, value: 3, units: counts, label: name}}}
		q.body()
		for _, p := range q.problems {
			if p.Pos.Line < 1 || p.Pos.Col < 1 || !utf8.ValidString(p.Message) {
				t.Errorf("%v of %q", p, text)
			}
		}
		for line := range prose(text) {
			reckonLine(line.text, func(offset int) diag.Pos {
				if offset < 0 || offset > len(line.text) {
					t.Errorf("offset %d of %q", offset, line.text)
				}
				return diag.Pos{}
			})
		}
		resembles(text, name, fold(name))
		alike(fold(text), fold(name))
	})
}
