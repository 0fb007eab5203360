package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
)

// cells makes rows of a Markdown table from lines such as "a | b"; line is that of the first.
func cells(line int, rows ...string) [][]Cell {
	var out [][]Cell
	for i, r := range rows {
		var row []Cell
		for j, c := range strings.Split(r, "|") {
			row = append(row, Cell{Text: strings.TrimSpace(c), Pos: diag.Pos{File: "a.md", Line: line + i, Col: j + 1}})
		}
		out = append(out, row)
	}
	return out
}

func TestHeadersOfRealListsAreRecognised(t *testing.T) {
	items := builtinKind(t, "exemption").Table("items")
	for name, header := range map[string]string{
		"county":      "序号|行政处罚事项|实施机关|不予处罚适用条件|法律依据|备注",
		"province":    "序号|事项名称|设定依据|适用情形|免处罚依据|配套监管措施",
		"city":        "序号|违法行为|适用条件|法定依据|配套监管措施",
		"district":    "序号|处罚事项|不予处罚的情形|罚则|不予处罚的依据",
		"three lists": "序号|违法行为|适用情形|法律依据",
		"loosely":     " 序 号 |违法行为：|适用条件（同时满足）|罚则(条款)*",
	} {
		row := cells(1, header)[0]
		names := make([]string, len(row))
		for i, c := range row {
			names[i] = c.Text
		}
		if _, n := items.Match(names); n != len(names) {
			t.Errorf("%s: %d of %d columns of %q", name, n, len(names), header)
		}
		if _, problems := items.ReadRows(row, nil, nil, Env{}); problems != nil {
			t.Errorf("%s: %v", name, problems)
		}
		if got := builtinKind(t, "exemption").MatchTable(names); got == nil || got.Name != "items" {
			t.Errorf("%s: matched %v", name, got)
		}
	}
	k := builtinKind(t, "exemption")
	for _, header := range [][]string{{"序号"}, {"姓名", "电话"}, {"违法行为", "甲", "乙"}, {"违法行为", "适用条件", "甲", "乙", "丙"}, nil} {
		if got := k.MatchTable(header); got != nil {
			t.Errorf("%q is taken for %s", header, got.Name)
		}
	}
	if k.Table("none") != nil {
		t.Error("Table")
	}
}

func TestReadRows(t *testing.T) {
	items := builtinKind(t, "exemption").Table("items")
	header := "序号|违法行为|罚则条款|适用条件"
	right := "1|未佩戴导游证|《导游人员管理条例》第二十一条|首次"
	tests := []struct {
		name, header string
		rows         []string
		want         []string
	}{
		{"right", header, []string{right}, nil},
		{"no rows", header, nil, nil},
		{"words for a number", header, []string{right, "二|甲|《乙》第一条|丙"}, []string{"a.md:8:1 field/number"}},
		{"empty cell", header, []string{"1||《乙》第一条|丙"}, []string{"a.md:7:2 table/cell"}},
		{"short row", header, []string{"1|甲"}, []string{"a.md:7:2 table/cell", "a.md:7:2 table/cell"}},
		{"long row", header, []string{right + "|多"}, nil},
		{"law without marks", header, []string{"1|甲|乙条例第一条|丙"}, []string{"a.md:7:3 field/text"}},
		{"second law without marks", header, []string{"1|甲|《乙》第一条；丙条例|丁"}, []string{"a.md:7:3 field/text"}},
		{"unknown column", header + "|承办人", []string{right + "|某"}, []string{"a.md:5:5 table/header"}},
		{"misspelt column", "序号|违法行为|罚则条款|适用条見", []string{right}, []string{"a.md:5:1 table/column", "a.md:5:4 table/header"}},
		{"column twice", header + "|违法行为", []string{right + "|甲"}, []string{"a.md:5:5 table/header"}},
		{"column missing", "序号|违法行为|适用条件", []string{"1|甲|乙"}, []string{"a.md:5:1 table/column"}},
		{"every fault of every row", header, []string{"x||y|", "z|||"}, []string{
			"a.md:7:1 field/number", "a.md:7:2 table/cell", "a.md:7:3 field/text", "a.md:7:4 table/cell",
			"a.md:8:1 field/number", "a.md:8:2 table/cell", "a.md:8:3 table/cell", "a.md:8:4 table/cell"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, problems := items.ReadRows(cells(5, tt.header)[0], cells(7, tt.rows...), []string{"item-1"}, testEnv(t))
			var got []string
			for _, p := range problems {
				got = append(got, p.Pos.String()+" "+p.Rule)
				if p.Hint == "" || strings.HasPrefix(p.Rule, "field/") && !strings.HasPrefix(p.Message, "第") {
					t.Errorf("%+v", p)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v", diff, problems)
			}
			if len(rows) != len(tt.rows) {
				t.Errorf("%d rows of %d", len(rows), len(tt.rows))
			}
		})
	}
}

func TestRowsAreTyped(t *testing.T) {
	figures := builtinKind(t, "report").Table("figures")
	rows, problems := figures.ReadRows(cells(1, "项目|数量|计量单位")[0], cells(3, "行政检查|1,204|次", "其中：网吧|３００|次"), []string{"figure-1", "figure-2"}, Env{})
	if problems != nil {
		t.Fatal(problems)
	}
	if n, _ := rows[0].Get("value").Number(); n != 1204 || rows[0].Anchor != "figure-1" || rows[0].Line != 3 || rows[0].Get("unit").String() != "次" {
		t.Errorf("%+v", rows[0])
	}
	if n, _ := rows[1].Get("value").Number(); n != 300 || rows[1].Line != 4 || rows[1].Get("name").String() != "其中：网吧" {
		t.Errorf("%+v", rows[1])
	}
	if !rows[0].Get("note").IsZero() || !rows[0].Get("nothing").IsZero() || len(rows[0].Values()) != 4 || !figures.Figures() {
		t.Error("empty columns")
	}
	if rows, _ := figures.ReadRows(cells(1, "项目|数量")[0], cells(3, "甲|1", "乙|2"), nil, Env{}); rows[1].Anchor != "" {
		t.Error("an anchor out of nothing")
	}
}

func TestConditionsHoldWithinARow(t *testing.T) {
	k := mustKind(t, `[table.items]
label = "事项"
[table.items.column.kind]
label = "类别"
type = "enum"
values = ["罚款", "警告"]
old = {"罚钱" = "罚款"}
[table.items.column.amount]
label = "金额"
type = "money"
required_when = {field = "kind", has = "罚款"}
`)
	_, problems := k.Table("items").ReadRows(cells(1, "类别|金额")[0], cells(3, "罚款|20", "警告|", "罚款|", "罚钱|", "罚款|二十"), nil, testEnv(t))
	var got []string
	for _, p := range problems {
		got = append(got, p.Pos.String()+" "+p.Rule)
	}
	want := []string{"a.md:5:2 table/cell", "a.md:6:1 field/old-name", "a.md:6:2 table/cell", "a.md:7:2 field/money"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, p := range problems {
		if p.Rule == "field/money" && p.Hint != "写作 2000.00" {
			t.Errorf("hint %q", p.Hint)
		}
	}
}
