package ingest

import "xiangwei/internal/figure"

// Figure is a candidate key figure of the prose: 共开展执法检查917家次 gives 执法检查, 917, 家次.
type Figure struct {
	Name  string // the words at the number, cut to an indicator's name; empty when there were none
	Value string // ASCII digits without thousands separators; 300余人 gives 300余
	Unit  string // 家次, 万元, %
	Line  int    // of the source text, counted from 1
}

// Figures finds numbers with a unit in the prose, in their order, without repeats. Dates, ordinals (第3条), 文号, names in
// 《》 and bare numbers are none. It offers too many rather than too few: the clerk prunes.
func Figures(text string) []Figure {
	if _, bad := binary("", text); bad {
		return nil
	}
	var n notes
	var out []Figure
	seen := map[Figure]bool{}
	for _, e := range gather(dropPages(split(clean(text)), &n), &n) {
		if e.rows != nil {
			continue
		}
		for _, f := range figure.Find(e.text) {
			key := Figure{Name: f.Name, Value: f.Value, Unit: f.Unit}
			if !seen[key] {
				seen[key] = true
				key.Line = e.lineAt(f.Start)
				out = append(out, key)
			}
		}
	}
	return out
}

// FigureTable writes the figures as the Markdown table of 主要数据, or "" when there are none.
func FigureTable(fs []Figure) string {
	if len(fs) == 0 {
		return ""
	}
	rows := [][]string{{"指标", "数值", "单位"}}
	for _, f := range fs {
		name := f.Name
		if name == "" {
			name = "（待填）"
		}
		rows = append(rows, []string{name, f.Value, f.Unit})
	}
	return tableMarkdown(rows)
}
