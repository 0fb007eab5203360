package schema

import (
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/diag"
)

// RowSpec is a row that a table with fixed rows has: the 25 lines of the table of requests. It is recognised by its
// label, or by words only its label has, since offices number and shorten the labels in their own ways.
type RowSpec struct {
	Name     string
	Label    string
	Match    []string // words any of which a cell must have to be this label
	Said     []string // what running text calls the figure in the table's Said column: 收到政府信息公开申请
	Optional bool
}

type rowFile struct {
	Label    string   `toml:"label"`
	Match    []string `toml:"match"`
	Said     []string `toml:"said"`
	Optional bool     `toml:"optional"`
}

// labelMarks are taken out of labels before they are compared.
var labelMarks = strings.NewReplacer(" ", "", "\u3000", "", "\n", "", "“", "", "”", "", "\"", "", "、", "", "，", "", ",", "", "。", "", "．", "", ".", "",
	"(", "（", ")", "）", ":", "：")

// foldLabel makes labels of rows comparable: without blanks, marks and the number a label begins with (三、（一）1.).
func foldLabel(s string) string { return labelMarks.Replace(dropNumber(s)) }

// dropNumber cuts numbers off the beginning of a label: 三、 and （一） and 1. in any order.
func dropNumber(s string) string {
	for {
		s = strings.TrimSpace(s)
		rest, bracket := strings.CutPrefix(strings.Replace(s, "(", "（", 1), "（")
		if !bracket {
			rest = s
		}
		after := strings.TrimLeft(rest, "一二三四五六七八九十0123456789０１２３４５６７８９")
		mark, w := utf8.DecodeRuneInString(after)
		switch {
		case len(after) == len(rest):
			return s
		case bracket && (mark == '）' || mark == ')'), !bracket && strings.ContainsRune("、.．", mark):
			s = after[w:]
		default:
			return s
		}
	}
}

// rowOf returns which of the table's rows a label is, or -1: the one whose label it is, with or without the name of its
// group (（六）其他处理：3.其他), else the one with the longest of the words found in it.
func (t *Table) rowOf(label string) int {
	whole, last := foldLabel(label), lastLabel(label)
	best, most := -1, 0
	for i, spec := range t.RowSpecs {
		if foldLabel(spec.Label) == whole || lastLabel(spec.Label) == last {
			return i
		}
		for _, w := range spec.Match {
			if n := len(w); n > most && strings.Contains(whole, labelMarks.Replace(w)) {
				best, most = i, n
			}
		}
	}
	return best
}

// lastLabel returns the folded label without the name of its group.
func lastLabel(label string) string {
	if i := strings.LastIndexAny(label, "：:"); i >= 0 {
		_, w := utf8.DecodeRuneInString(label[i:])
		label = label[i+w:]
	}
	return foldLabel(label)
}

// rowSpecs reads the rows of a table in the order of the file.
func (r *reader) rowSpecs(t *Table, file tableFile) {
	t.Key = file.Key
	if t.Key != "" && t.Column(t.Key) == nil {
		r.fail([]string{"table", t.Name, "key"}, "没有列 %q", t.Key)
	}
	for _, name := range r.Keys("table", t.Name, "row") {
		f := file.Row[name]
		if f.Label == "" {
			r.fail([]string{"table", t.Name, "row", name}, "行 %s 须有 label", name)
		}
		t.RowSpecs = append(t.RowSpecs, RowSpec{Name: name, Label: f.Label, Match: f.Match, Said: f.Said, Optional: f.Optional})
	}
	t.Said = file.Said
	if c := t.Column(t.Said); t.Said != "" && (c == nil || !isNumber(c)) {
		r.fail([]string{"table", t.Name, "said"}, "没有数字列 %q", t.Said)
	}
	if len(t.RowSpecs) > 0 && t.Key == "" {
		r.fail([]string{"table", t.Name}, "写了各行，还须用 key 写明哪一列是行的名称")
	}
}

// nameRow finds out which row is which. A row with nothing but a label that is none of the table's heads a group of
// rows and is dropped.
func (t *Table) nameRow(row *Row, cells []Cell, columns []int) (heading bool) {
	key := slices.Index(columns, t.byName[t.Key])
	if key < 0 || key >= len(cells) {
		return false
	}
	if i := t.rowOf(cells[key].Text); i >= 0 {
		row.Name = t.RowSpecs[i].Name
		return false
	}
	for i, c := range cells {
		if i != key && c.Text != "" {
			return false
		}
	}
	return true
}

// checkRows reports rows that are missing, there twice or unknown.
func (t *Table) checkRows(rows []Row, header []Cell) diag.List {
	if len(t.RowSpecs) == 0 || len(header) == 0 {
		return nil
	}
	var problems diag.List
	first := map[string]Row{}
	for _, row := range rows {
		pos := diag.Pos{File: header[0].Pos.File, Line: row.Line}
		label := row.Get(t.Key).String()
		if other, twice := first[row.Name]; twice && row.Name != "" {
			problems = append(problems, RuleRow.At(pos, "“%s”表里有两行都是“%s”", t.Label, t.rowLabel(row.Name)).
				WithHint("删去一行，或者核对行的名称").WithRelated(diag.Pos{File: pos.File, Line: other.Line}, "前一行：%s", other.Get(t.Key).String()))
			continue
		}
		if row.Name != "" {
			first[row.Name] = row
			continue
		}
		p := RuleRowLabel.At(pos, "“%s”表里没有“%s”这一行", t.Label, label)
		if near, ok := diag.Nearest(label, t.rowLabels()); ok {
			p = p.WithHint("是不是“%s”？", near)
		} else {
			p = p.WithHint("可用的行：%s", strings.Join(t.rowLabels(), "；"))
		}
		problems = append(problems, p)
	}
	for _, spec := range t.RowSpecs {
		if _, ok := first[spec.Name]; !ok && !spec.Optional {
			problems = append(problems, RuleRow.At(header[0].Pos, "“%s”表缺少“%s”一行", t.Label, spec.Label).
				WithHint("在表里加一行“%s”；没有的填 0", spec.Label))
		}
	}
	return problems
}

func (t *Table) rowLabel(name string) string {
	i := slices.IndexFunc(t.RowSpecs, func(s RowSpec) bool { return s.Name == name })
	if i < 0 {
		return name
	}
	return t.RowSpecs[i].Label
}

func (t *Table) rowLabels() []string {
	labels := make([]string, len(t.RowSpecs))
	for i, s := range t.RowSpecs {
		labels[i] = s.Label
	}
	return labels
}
