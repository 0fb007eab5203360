package export_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"xiangwei/internal/site"
)

// entryKind has a field of every form open data writes.
const entryKind = `
label = "登记"
section = "entries"
section_label = "登记栏目"
description = "登记的说明。"
basis = ["《政府信息公开条例》第二十条"]
permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
max = 100
[field.docket]
label = "文号"
type = "doc-number"
role = "number"
unique = true
[field.published]
label = "发布时间"
type = "time"
role = "published"
required = true
[field.decided]
label = "决定日期"
type = "date"
role = "decided"
[field.amount]
label = "金额"
type = "money"
min = 0.01
[field.count]
label = "人数"
type = "integer"
unit = "人"
min = 0
[field.share]
label = "比例"
type = "percent"
min = 0
max = 100
[field.mood]
label = "类别"
type = "enum"
required = true
values = ["甲类", "乙类"]
basis = "某某标准第一条"
[field.open]
label = "是否公开"
type = "boolean"
[field.code]
label = "编号"
type = "text"
pattern = '^[0-9]{18}$'
[field.maker]
label = "经手人"
type = "person"
[field.span]
label = "起止"
type = "period"
[field.days]
label = "各次日期"
type = "time"
list = true
[field.topics]
label = "专题"
type = "text"
list = true
[field.others]
label = "相关"
type = "ref"
list = true
[field.law]
label = "依据"
type = "citation"
role = "basis"
list = true
[field.remark]
label = "备注"
type = "text"
required_when = { field = "mood", has = "乙类" }
[table.items]
label = "事项：一/二"
[table.items.column.name]
label = "名称"
type = "text"
required = true
[table.items.column.value]
label = "数值"
type = "number"
`

const full = `docket = "某文〔2025〕3号"
decided = 2025-02-27
amount = 2000.5
count = 1200
share = 98.5
mood = "乙类"
open = true
code = "913301270000012345"
span = {from = 2025-01-01, until = 2025-12-31}
days = [2025-01-02, 2025-01-03T10:00:00]
topics = ["一", "二"]
others = ["entries/b.md", "entries/gone.md"]
law = ["《行政处罚法》第三十三条第一款"]
remark = "-2+3"`

func entries(t testing.TB, cfg string) *site.Site {
	t.Helper()
	return graphOf(t, map[string]string{"entry": entryKind}, cfg, map[string]string{
		"entries/a.md":    note("甲", "2025-03-01T09:00:00", full, "| 名称 | 数值 |\n|---|---|\n| ＝1+1 | 3.5 |\n| @乙 | -4 |\n"),
		"entries/b.md":    note("乙", "2025-04-01", "mood = \"甲类\"", ""),
		"entries/gone.md": note("丙密密", "2025-04-01", "mood = \"甲类\"\n"+`withdrawn = {on = 2025-04-02, reason = "原决定被撤销", basis = "《行政处罚法》第四十八条"}`, ""),
	})
}

func TestSchemasDescribeTheData(t *testing.T) {
	for name, cfg := range map[string]string{"with an address": address, "without an address": ""} {
		t.Run(name, func(t *testing.T) {
			files := exported(t, entries(t, cfg))
			record := compile(t, files["data/entry.schema.json"])
			var doc struct{ Records []any }
			decode(t, files["data/entry.json"], &doc)
			if len(doc.Records) != 2 {
				t.Fatalf("%d records, want 2", len(doc.Records))
			}
			var twin struct{ Record any }
			decode(t, files["entries/a.json"], &twin)
			for _, r := range append(doc.Records, twin.Record) {
				if err := record.Validate(r); err != nil {
					t.Errorf("the schema refuses a record: %v", err)
				}
			}
			bad := doc.Records[1].(map[string]any)
			for field, value := range map[string]any{"mood": "丙类", "amount": 0.0, "code": "12", "span": "2025", "url": nil, "secret": "x", "count": 1.5} {
				old, had := bad[field]
				if bad[field] = value; record.Validate(bad) == nil {
					t.Errorf("the schema lets %s = %v pass", field, value)
				}
				if bad[field] = old; !had {
					delete(bad, field)
				}
			}
		})
	}
}

// compile compiles a JSON Schema, which is checked against the 2020-12 dialect it names.
func compile(t *testing.T, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if dialect := doc.(map[string]any)["$schema"]; dialect != "https://json-schema.org/draft/2020-12/schema" {
		t.Errorf("the dialect is %v", dialect)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("record.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decode(t testing.TB, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatal(err)
	}
}

func TestRecordInJSON(t *testing.T) {
	var doc struct{ Records []map[string]any }
	decode(t, exported(t, entries(t, address))["data/entry.json"], &doc)
	got := doc.Records[1]
	for field, want := range map[string]any{
		"published": "2025-03-01T09:00:00+08:00", "decided": "2025-02-27", "amount": 2000.5, "count": 1200.0, "share": 98.5, "open": true,
		"days":   []any{"2025-01-02T00:00:00+08:00", "2025-01-03T10:00:00+08:00"},
		"others": []any{"https://www.example.gov.cn/whly/entries/b.html"},
		"span":   map[string]any{"from": "2025-01-01", "until": "2025-12-31"},
		"remark": "-2+3",
	} {
		if d := cmp.Diff(want, got[field]); d != "" {
			t.Errorf("%s (-want +got):\n%s", field, d)
		}
	}
}

func TestCellsAreNoFormulas(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a"} {
		s := graphOf(t, map[string]string{"entry": entryKind}, address,
			map[string]string{"entries/a.md": note("甲"+text, "2025-03-01", "mood = \"甲类\"\ntopics = ["+fmt.Sprintf("%q", text)+", \"二\"]", "")})
		rows, err := csv.NewReader(strings.NewReader(exported(t, s)["data/entry.csv"])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		cell := rows[1][slices.Index(rows[0], "专题")]
		if strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) {
			t.Errorf("%q is written %q, which a spreadsheet runs", text, cell)
		}
	}
}

func TestWorkbook(t *testing.T) {
	data := exported(t, entries(t, address))["data/entry.xlsx"]
	f, err := excelize.OpenReader(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"登记", "事项：一／二", "说明"}) {
		t.Errorf("sheets are %v", got)
	}
	header, err := f.GetRows("登记")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		label, shown, raw string
		kind              excelize.CellType
	}{
		{"决定日期", "2025-02-27", "45715", excelize.CellTypeUnset},
		{"发布时间", "2025-03-01 09:00", "45717.375", excelize.CellTypeUnset},
		{"金额", "2,000.50", "2000.5", excelize.CellTypeUnset},
		{"人数", "1200", "1200", excelize.CellTypeUnset},
		{"编号", "913301270000012345", "913301270000012345", excelize.CellTypeInlineString},
		{"备注", "-2+3", "-2+3", excelize.CellTypeInlineString},
		{"是否公开", "是", "是", excelize.CellTypeInlineString},
	} {
		name, _ := excelize.CoordinatesToCellName(slices.Index(header[0], want.label)+1, 3)
		shown, _ := f.GetCellValue("登记", name)
		raw, _ := f.GetCellValue("登记", name, excelize.Options{RawCellValue: true})
		kind, _ := f.GetCellType("登记", name)
		if shown != want.shown || raw != want.raw || kind != want.kind {
			t.Errorf("%s is shown %q, holds %q, type %v", want.label, shown, raw, kind)
		}
		if formula, _ := f.GetCellFormula("登记", name); formula != "" {
			t.Errorf("%s holds the formula %q", want.label, formula)
		}
	}
	if panes, err := f.GetPanes("登记"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header row does not stay in view: %+v, %v", panes, err)
	}
	if again := exported(t, entries(t, address))["data/entry.xlsx"]; again != data {
		t.Error("the same records give other bytes the second time")
	}
}

func TestSheetNamesAreShortAndDiffer(t *testing.T) {
	long := strings.Repeat("很", 40)
	kind := strings.Replace(entryKind, `label = "登记"`, `label = "`+long+`甲"`, 1)
	kind = strings.Replace(kind, "事项：一/二", long+"乙", 1)
	s := graphOf(t, map[string]string{"entry": kind}, address, map[string]string{
		"entries/a.md": note("甲", "2025-03-01", "mood = \"甲类\"", "| 名称 | 数值 |\n|---|---|\n| 一 | 3 |\n")})
	f, err := excelize.OpenReader(strings.NewReader(exported(t, s)["data/entry.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := f.GetSheetList()
	for i, n := range names {
		if len([]rune(n)) > 31 || slices.Contains(names[:i], n) {
			t.Errorf("sheets are %q", names)
		}
	}
}

func TestTwins(t *testing.T) {
	files := exported(t, entries(t, address))
	var twin struct {
		ID, URL, Kind, Title, Number, Published, Decided, Source, Schema string
		Licence                                                          struct{ Title string }
		Citations                                                        []struct{ Law, Article string }
	}
	decode(t, files["entries/a.json"], &twin)
	if twin.ID != "entries/a" || twin.URL != "https://www.example.gov.cn/whly/entries/a.html" || twin.Number != "某文〔2025〕3号" ||
		twin.Published != "2025-03-01T09:00:00+08:00" || twin.Decided != "2025-02-27" || twin.Source != "某某局" || twin.Licence.Title == "" ||
		twin.Schema != "../data/entry.schema.json" {
		t.Errorf("the twin is %+v", twin)
	}
	if len(twin.Citations) != 1 || twin.Citations[0].Article != "第三十三条第一款" {
		t.Errorf("citations are %+v", twin.Citations)
	}
	gone := files["entries/gone.json"]
	for _, want := range []string{`"status":"已撤回"`, "原决定被撤销", `"on":"2025-04-02"`} {
		if !strings.Contains(gone, want) {
			t.Errorf("the twin of a withdrawn record lacks %s: %s", want, gone)
		}
	}
	if strings.Contains(gone, "密密") {
		t.Errorf("the twin of a withdrawn record tells of it: %s", gone)
	}
}

func TestDataCanBeSwitchedOff(t *testing.T) {
	files := exported(t, entries(t, address+"[data]\nformats = []\ndictionary = false\ntwins = false\nfeeds = []\ncalendar = false\n"))
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	if want := []string{"robots.txt", "sitemap.xml"}; !slices.Equal(names, want) {
		t.Errorf("files are %v, want %v", names, want)
	}
	if files := exported(t, entries(t, address+"[data]\nformats = [\"json\"]\n")); files["data/datapackage.json"] != "" || files["data/entry.schema.json"] == "" {
		t.Error("a data package needs tables, schemas do not")
	}
}

func BenchmarkExport(b *testing.B) {
	texts := map[string]string{}
	for i := range 500 {
		texts[fmt.Sprintf("entries/e%03d.md", i)] = note(fmt.Sprintf("某某县某某店案%d", i), "2025-03-01T09:00:00",
			strings.Replace(strings.Replace(full, "3号", fmt.Sprintf("%d号", i+1), 1), "others = [\"entries/b.md\", \"entries/gone.md\"]", "", 1), "| 名称 | 数值 |\n|---|---|\n| 一 | 3 |\n")
	}
	for name, formats := range map[string]string{"csv": `["csv"]`, "json": `["json"]`, "xlsx": `["xlsx"]`, "twins": `[]`} {
		b.Run(name, func(b *testing.B) {
			s := graphOf(b, map[string]string{"entry": entryKind},
				fmt.Sprintf("%s[data]\nformats = %s\ntwins = %v\ndictionary = false\nfeeds = []\n", address, formats, name == "twins"), texts)
			b.ReportAllocs()
			for b.Loop() {
				exported(b, s)
			}
		})
	}
}
