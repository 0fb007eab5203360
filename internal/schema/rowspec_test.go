package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestFoldLabel(t *testing.T) {
	cases := map[string]string{
		"一、本年新收政府信息公开申请数量": "本年新收政府信息公开申请数量",
		"三、（一）予以公开":        "予以公开",
		"（七）总计":            "总计",
		"(七) 总计":           "总计",
		"1.属于国家秘密":         "属于国家秘密",
		"５．属于三类内部事务信息":     "属于三类内部事务信息",
		"三类内部事务信息":         "三类内部事务信息",
		"十日内答复":            "十日内答复",
		"3.危及“三安全一稳定”":     "危及三安全一稳定",
		"（区分处理的，只计这一情形）":   "（区分处理的只计这一情形）",
		"":   "",
		"（一": "（一",
	}
	for text, want := range cases {
		if got := foldLabel(text); got != want {
			t.Errorf("%q = %q, want %q", text, got, want)
		}
	}
}

const formKind = `label = "统计"
section = "s"
[field.title]
label = "标题"
type = "text"
role = "title"
[table.form]
label = "申请"
key = "item"
[table.form.column.item]
label = "项目"
type = "text"
[table.form.column.person]
label = "自然人"
type = "integer"
required = true
[table.form.column.total]
label = "总计"
type = "integer"
required = true
[table.form.row.new]
label = "一、本年新收政府信息公开申请数量"
match = ["本年新收"]
[table.form.row.secret]
label = "1.属于国家秘密"
match = ["国家秘密"]
[table.form.row.law]
label = "2.其他法律行政法规禁止公开"
match = ["禁止公开"]
[table.form.row.other]
label = "3.其他"
[table.form.row.left]
label = "四、结转下年度继续办理"
match = ["结转下年度"]
optional = true
[table.form.sum.person]
rows = ["new"]
of = ["secret", "other"]
`

func formTable(t *testing.T) *Table {
	t.Helper()
	kind, problems := ReadKind("form", "form/kind.toml", []byte(formKind))
	if kind == nil {
		t.Fatal(problems)
	}
	return kind.Table("form")
}

func readForm(t *testing.T, header string, lines ...string) ([]Row, []string) {
	t.Helper()
	split := func(s string, line int) []Cell {
		var cells []Cell
		for c := range strings.SplitSeq(s, "|") {
			cell := Cell{Text: strings.TrimSpace(c)}
			cell.Pos.File, cell.Pos.Line = "form.md", line
			cells = append(cells, cell)
		}
		return cells
	}
	var rows [][]Cell
	for i, l := range lines {
		rows = append(rows, split(l, i+3))
	}
	got, problems := formTable(t).ReadRows(split(header, 1), rows, nil, Env{})
	var found []string
	for _, p := range problems {
		if p.Hint == "" {
			t.Errorf("no hint: %+v", p)
		}
		found = append(found, p.Rule+" "+p.Message)
	}
	return got, found
}

func TestRowsAreRecognisedByTheirLabels(t *testing.T) {
	rows, problems := readForm(t, "（本列数据的勾稽关系）|自然人|总计",
		"本年新收申请 | 3 | 3", "三、本年度办理结果 | |", "（三）不予公开：1.属于国家秘密 | 1 | 1", "（三）不予公开：2.其他法律行政法规禁止公开 | 0 | 0",
		"（六）其他处理 | |", "（六）其他处理：3.其他 | 2 | 2")
	if problems != nil {
		t.Errorf("%v", problems)
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
	}
	if got := strings.Join(names, " "); got != "new secret law other" {
		t.Errorf("rows %s", got)
	}
	if rows[1].Line != 5 || rows[1].Get("person").Int() != 1 {
		t.Errorf("row %+v", rows[1])
	}
}

func TestRowsMissingTwiceAndUnknown(t *testing.T) {
	_, problems := readForm(t, "项目|自然人|总计", "本年新收 | 3 | 3", "本年新收数量 | 3 | 3", "属于国家秘密 | 0 | 0", "其他 | 1 | 1", "属于工作秘密 | 0 | 0")
	want := []string{
		"table/row “申请”表里有两行都是“一、本年新收政府信息公开申请数量”",
		"table/row-label “申请”表里没有“属于工作秘密”这一行",
		"table/row “申请”表缺少“2.其他法律行政法规禁止公开”一行",
	}
	if strings.Join(problems, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(problems, "\n"))
	}
}

func TestFaultsOfFormsAndRelations(t *testing.T) {
	cases := map[string]struct{ old, new, want string }{
		"key":           {`key = "item"`, `key = "items"`, `没有列 "items"`},
		"unique":        {`key = "item"`, "key = \"item\"\nunique = [\"no\"]", `没有列 "no"`},
		"no key":        {`key = "item"`, ``, "用 key 写明"},
		"row label":     {`label = "3.其他"`, ``, "须有 label"},
		"sum of both":   {`rows = ["new"]`, "rows = [\"new\"]\ncolumns = [\"total\"]", "rows 或 columns 之一"},
		"sum of none":   {`of = ["secret", "other"]`, ``, "以及 of"},
		"sum row":       {`of = ["secret", "other"]`, `of = ["secret", "others"]`, `没有行 "others"`},
		"sum column":    {`rows = ["new"]`, `columns = ["item"]`, `没有数字列 "item"`},
		"carry":         {`[table.form.sum.person]`, "[table.form.carry.new]\nrow = \"new\"\n[table.form.sum.person]", "以及 from"},
		"carry year":    {`[table.form.sum.person]`, "[table.form.carry.new]\nrow = \"new\"\nfrom = \"left\"\n[table.form.sum.person]", `role = "year"`},
		"part":          {`key = "item"`, "key = \"item\"\npart = \"two\"", `没有部分 "two"`},
		"said":          {`key = "item"`, "key = \"item\"\nsaid = \"item\"", `没有数字列 "item"`},
		"derive":        {`[table.form]`, "[derive.x]\nlabel = \"数\"\n[table.form]", "kind 和 count"},
		"derive table":  {`[table.form]`, "[derive.x]\nlabel = \"数\"\nkind = \"a\"\ncount = \"total\"\ntable = \"no\"\n[table.form]", `没有数据表 "no"`},
		"derive year":   {`[table.form]`, "[derive.x]\nlabel = \"数\"\nkind = \"a\"\ncount = \"total\"\ntable = \"form\"\n[table.form]", `role = "year"`},
		"derive fields": {`[table.form]`, "[derive.x]\nlabel = \"数\"\nkind = \"a\"\ncount = \"total\"\ntable = \"form\"\nunpublished = \"no\"\n[table.form]", `没有字段 "no"`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(formKind, c.old, c.new, 1)
			if text == formKind {
				t.Fatal("nothing was changed")
			}
			kind, problems := ReadKind("form", "form/kind.toml", []byte(text))
			if kind != nil {
				t.Fatal("the kind was taken")
			}
			for _, p := range problems {
				if strings.Contains(p.Message, c.want) && p.Pos.Line > 1 {
					return
				}
			}
			t.Errorf("no problem says %q: %v", c.want, problems)
		})
	}
}

const countedKind = `label = "决定"
section = "d"
[field.title]
label = "标题"
type = "text"
role = "title"
[field.category]
label = "类别"
type = "enum"
role = "category"
values = ["警告", "罚款"]
[field.amount]
label = "金额"
type = "money"
[field.decided]
label = "日期"
type = "date"
role = "decided"
`

const tallyKind = `label = "统计"
section = "s"
[derive.all]
label = "决定"
kind = "decided"
table = "sums"
count = "total"
amount = "yuan"
amounts = ["amount"]
basis = "某规定"
[derive.all.category]
warning = ["警告"]
fine = ["罚款"]
[field.title]
label = "标题"
type = "text"
role = "title"
[field.year]
label = "年度"
type = "integer"
role = "year"
[table.sums]
label = "数"
[table.sums.column.warning]
label = "警告"
type = "integer"
[table.sums.column.fine]
label = "罚款"
type = "integer"
[table.sums.column.total]
label = "合计"
type = "integer"
[table.sums.column.yuan]
label = "金额"
type = "number"
`

func TestDerivationsNameWhatOtherKindsHave(t *testing.T) {
	cases := map[string]struct{ old, new, want string }{
		"as it should be":  {"", "", ""},
		"no such kind":     {`kind = "decided"`, `kind = "other"`, "没有类型 other"},
		"no such field":    {`amounts = ["amount"]`, `amounts = ["money"]`, "没有金额字段 money"},
		"no such category": {`fine = ["罚款"]`, `fine = ["罚金"]`, "类别没有“罚金”这个选项"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(tallyKind, c.old, c.new, 1)
			set, problems, err := Load(fstest.MapFS{"decided/kind.toml": {Data: []byte(countedKind)}, "sums/kind.toml": {Data: []byte(text)}})
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case c.want == "" && problems != nil:
				t.Errorf("%v", problems)
			case c.want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Message, c.want) || problems[0].Pos.Line != 3):
				t.Errorf("want %q: %v", c.want, problems)
			}
			if c.want != "" {
				return
			}
			d := set.Kind("sums").Derives[0]
			for want, values := range map[int][]string{0: {"警告"}, 1: {"警告", "罚款"}, -1: {"拘留"}} {
				if got := d.GroupOf(values); got != want {
					t.Errorf("%v is of group %d", values, got)
				}
			}
		})
	}
}

func TestRelationsAreDescribed(t *testing.T) {
	kind, problems := ReadKind("form", "form/kind.toml", []byte(formKind))
	if kind == nil {
		t.Fatal(problems)
	}
	text := Describe(kind)
	for _, w := range []string{"- 1.属于国家秘密", "一、本年新收政府信息公开申请数量 = 1.属于国家秘密 + 3.其他"} {
		if !strings.Contains(text, w) {
			t.Errorf("the description lacks %q", w)
		}
	}
}

// A new record has every fixed row and no figure, so that nothing that was not counted stands there as 0.
func TestNewFormsHaveTheirRows(t *testing.T) {
	text := formTable(t).skeleton()
	for _, w := range []string{"| 项目 | 自然人 | 总计 |", "| 一、本年新收政府信息公开申请数量 |  |  |", "| 四、结转下年度继续办理 |  |  |"} {
		if !strings.Contains(text, w) {
			t.Errorf("the table lacks %q:\n%s", w, text)
		}
	}
}

func FuzzFoldLabel(f *testing.F) {
	for _, s := range []string{"三、（一）予以公开", "（七）总计", "（一", "1.属于国家秘密", "((1)", "、", "\xff（"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := foldLabel(s); strings.ContainsAny(got, " 、，。") {
			t.Errorf("%q = %q", s, got)
		}
	})
}
