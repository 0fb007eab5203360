package schema

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/source"
)

func testEnv(t testing.TB) Env {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return Env{Zone: zone, MaskName: func(s string) string { return string([]rune(s)[:1]) + "某某" }}
}

// toml reads one value as the front matter hands it over.
func toml(t testing.TB, text string) any {
	t.Helper()
	table, problems := source.ReadTable("t.toml", "v = "+text, 1)
	if problems != nil {
		t.Fatalf("%s: %v", text, problems)
	}
	return table.Values["v"]
}

func typed(name string, change ...func(*Field)) *Field {
	f := &Field{Name: "v", Label: "某值", Type: typeOf(name)}
	for _, c := range change {
		c(f)
	}
	return f
}

func list(f *Field)              { f.List = true }
func unit(u string) func(*Field) { return func(f *Field) { f.Unit = u } }
func options(values ...string) func(*Field) {
	return func(f *Field) {
		f.Values = values
		f.Old = map[string]string{"旧词": values[0], "甲、旧": values[0]}
	}
}

func TestValuesOfEveryType(t *testing.T) {
	tests := []struct {
		name  string
		field *Field
		toml  string
		text  string
		json  any
		csv   string
	}{
		{"text", typed("text"), `" 某某\u3000"`, "某某", "某某", "某某"},
		{"markdown of several lines", typed("markdown"), "\"\"\"\n甲\n\n乙\n\"\"\"", "甲\n\n乙", "甲\n\n乙", "甲\n\n乙"},
		{"date", typed("date"), "2025-10-14", "2025年10月14日", "2025-10-14", "2025-10-14"},
		{"date in words", typed("date"), `"2025年10月14日"`, "2025年10月14日", "2025-10-14", "2025-10-14"},
		{"date from a moment elsewhere", typed("date"), "2025-10-13T20:00:00Z", "2025年10月14日", "2025-10-14", "2025-10-14"},
		{"date drops the clock", typed("date"), "2025-10-14T09:00:00", "2025年10月14日", "2025-10-14", "2025-10-14"},
		{"time of a day", typed("time"), "2025-10-14", "2025年10月14日", "2025-10-14", "2025-10-14"},
		{"time with a clock", typed("time"), "2025-10-14T09:05:00", "2025年10月14日 09:05", "2025-10-14T09:05:00+08:00", "2025-10-14 09:05"},
		{"time in words", typed("time"), `"2025-10-14 09:05"`, "2025年10月14日 09:05", "2025-10-14T09:05:00+08:00", "2025-10-14 09:05"},
		{"period", typed("period"), "{from = 2025-11-16, until = 2028-11-15}", "2025年11月16日至2028年11月15日",
			map[string]any{"from": "2025-11-16", "until": "2028-11-15"}, "2025-11-16/2028-11-15"},
		{"period in words", typed("period"), `"2025年11月16日至2028年11月15日"`, "2025年11月16日至2028年11月15日",
			map[string]any{"from": "2025-11-16", "until": "2028-11-15"}, "2025-11-16/2028-11-15"},
		{"period of one day", typed("period"), `"2025-11-16/2025-11-16"`, "2025年11月16日至2025年11月16日",
			map[string]any{"from": "2025-11-16", "until": "2025-11-16"}, "2025-11-16/2025-11-16"},
		{"money", typed("money"), "2000", "2,000元", 2000.0, "2000.00"},
		{"money with fen", typed("money"), "1234.56", "1,234.56元", 1234.56, "1234.56"},
		{"money as Excel adds", typed("money"), "0.30000000000000004", "0.30元", 0.3, "0.30"},
		{"money in text", typed("money"), `"¥1,234.5元"`, "1,234.50元", 1234.5, "1234.50"},
		{"money in wan", typed("money"), `"0.2万元"`, "2,000元", 2000.0, "2000.00"},
		{"money in full-width digits", typed("money"), `"２０００元"`, "2,000元", 2000.0, "2000.00"},
		{"large money", typed("money"), "1234567890.12", "1,234,567,890.12元", 1234567890.12, "1234567890.12"},
		{"negative money", typed("money"), "-0.5", "-0.50元", -0.5, "-0.50"},
		{"no money", typed("money"), "0", "0元", 0.0, "0.00"},
		{"integer with unit", typed("integer", unit("人")), "2450", "2,450人", int64(2450), "2450"},
		{"integer as text", typed("integer", unit("人")), `"２,450 人"`, "2,450人", int64(2450), "2450"},
		{"zero is a value", typed("integer"), "0", "0", int64(0), "0"},
		{"whole float", typed("integer"), "12.0", "12", int64(12), "12"},
		{"year is not grouped", typed("integer", func(f *Field) { f.Role = RoleYear }), "2024", "2024", int64(2024), "2024"},
		{"number", typed("number"), "12345.5", "12,345.5", 12345.5, "12345.5"},
		{"negative number", typed("number"), "-1234", "-1,234", -1234.0, "-1234"},
		{"percent", typed("percent"), `"98.5%"`, "98.5%", 98.5, "98.5"},
		{"percent, full width", typed("percent"), `"９８．５％"`, "98.5%", 98.5, "98.5"},
		{"percent as number", typed("percent"), "98.5", "98.5%", 98.5, "98.5"},
		{"enum", typed("enum", options("甲", "乙")), `"乙"`, "乙", "乙", "乙"},
		{"enum by its old name", typed("enum", options("甲", "乙")), `"旧词"`, "甲", "甲", "甲"},
		{"yes", typed("boolean"), "true", "是", true, "是"},
		{"no", typed("boolean"), `"否"`, "否", false, "否"},
		{"doc number", typed("doc-number"), `"（某）文综罚字〔2025〕8号"`, "（某）文综罚字〔2025〕8号", "（某）文综罚字〔2025〕8号", "（某）文综罚字〔2025〕8号"},
		{"doc number as typed", typed("doc-number"), `"某(县)文执罚网字[2021]第012号"`, "某（县）文执罚网字〔2021〕12号", "某（县）文执罚网字〔2021〕12号", "某（县）文执罚网字〔2021〕12号"},
		{"doc number, full width", typed("doc-number"), `"某文旅规【２０２５】2"`, "某文旅规〔2025〕2号", "某文旅规〔2025〕2号", "某文旅规〔2025〕2号"},
		{"order", typed("doc-number"), `"国务院令第713号"`, "国务院令第713号", "国务院令第713号", "国务院令第713号"},
		{"credit code", typed("credit-code"), `"9199 0000 ma00 00te 6w"`, "91990000MA0000TE6W", "91990000MA0000TE6W", "91990000MA0000TE6W"},
		{"person is masked", typed("person"), `"张三丰"`, "张某某", "张某某", "张某某"},
		{"office phone", typed("phone"), `"（0999）8000000"`, "0999-8000000", "0999-8000000", "0999-8000000"},
		{"hotline", typed("phone"), `"12345"`, "12345", "12345", "12345"},
		{"address of a page", typed("url"), `"https://www.example.gov.cn/a?b=1"`, "https://www.example.gov.cn/a?b=1", "https://www.example.gov.cn/a?b=1", "https://www.example.gov.cn/a?b=1"},
		{"file", typed("file"), `'files\..\files\a.pdf'`, "files/a.pdf", "files/a.pdf", "files/a.pdf"},
		{"file that begins with dots", typed("file"), `"..a.pdf"`, "..a.pdf", "..a.pdf", "..a.pdf"},
		{"ref", typed("ref"), `'content\penalties\2025\p.md'`, "penalties/2025/p.md", "penalties/2025/p.md", "penalties/2025/p.md"},
		{"citation", typed("citation"), `"《行政处罚法》第三十三条"`, "《行政处罚法》第三十三条", "《行政处罚法》第三十三条", "《行政处罚法》第三十三条"},
		{"list", typed("text", list), `["甲", "乙"]`, "甲、乙", []any{"甲", "乙"}, "甲；乙"},
		{"list in one string", typed("text", list), `"甲、乙；丙"`, "甲、乙、丙", []any{"甲", "乙", "丙"}, "甲；乙；丙"},
		{"list of one", typed("text", list), `["甲"]`, "甲", []any{"甲"}, "甲"},
		{"list drops empty elements", typed("text", list), `["甲", "", " "]`, "甲", []any{"甲"}, "甲"},
		{"list of dates", typed("date", list), "[2025-01-02, 2025-03-04]", "2025年1月2日、2025年3月4日", []any{"2025-01-02", "2025-03-04"}, "2025-01-02；2025-03-04"},
		{"options in one string", typed("enum", list, options("甲", "乙")), `"甲，乙"`, "甲、乙", []any{"甲", "乙"}, "甲；乙"},
		{"old name that holds a comma", typed("enum", list, options("甲", "乙")), `"甲、旧"`, "甲", []any{"甲"}, "甲"},
		{"citations keep their articles together", typed("citation", list), `"《甲法》第二十条、第二十一条、《乙法》第三条；《丙法》"`,
			"《甲法》第二十条、第二十一条、《乙法》第三条、《丙法》", []any{"《甲法》第二十条、第二十一条", "《乙法》第三条", "《丙法》"}, "《甲法》第二十条、第二十一条；《乙法》第三条；《丙法》"},
		{"file names keep their commas", typed("file", list), `"a、b.pdf；c.pdf"`, "a、b.pdf、c.pdf", []any{"a、b.pdf", "c.pdf"}, "a、b.pdf；c.pdf"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.field.parse(toml(t, tt.toml), testEnv(t))
			if got.faults != nil {
				t.Fatalf("%+v", got.faults[0].Fault)
			}
			if s := got.value.String(); s != tt.text {
				t.Errorf("text %q, want %q", s, tt.text)
			}
			if diff := cmp.Diff(tt.json, tt.field.JSON(got.value)); diff != "" {
				t.Errorf("JSON (-want +got):\n%s", diff)
			}
			if s := tt.field.CSV(got.value); s != tt.csv {
				t.Errorf("CSV %q, want %q", s, tt.csv)
			}
		})
	}
}

func TestEmptyIsNotGiven(t *testing.T) {
	for _, typ := range types {
		f := typed(typ.Name(), options("甲"))
		got := f.parse("", testEnv(t))
		if got.faults != nil || !got.value.IsZero() || f.JSON(got.value) != nil || f.CSV(got.value) != "" {
			t.Errorf("%s: %+v, JSON %v, CSV %q", typ.Name(), got, f.JSON(got.value), f.CSV(got.value))
		}
		f.List = true
		got = f.parse([]any{}, testEnv(t))
		if got.faults != nil || !got.value.IsZero() || f.CSV(got.value) != "" || cmp.Diff([]any{}, f.JSON(got.value)) != "" {
			t.Errorf("list of %s: %+v", typ.Name(), got)
		}
		if typ.Doc() == "" || typ.Example() == "" {
			t.Errorf("%s is not documented", typ.Name())
		}
	}
}

func bounds(least, most float64) func(*Field) {
	return func(f *Field) { f.Min, f.Max = &least, &most }
}

func TestFaultsOfEveryType(t *testing.T) {
	tests := []struct {
		name  string
		field *Field
		toml  string
		rule  string
		says  string
	}{
		{"number for text", typed("text"), "42", "field/text", "42"},
		{"date for text", typed("text"), "2025-10-14", "field/text", "2025-10-14"},
		{"list for text", typed("text"), `["甲"]`, "field/text", "一列值"},
		{"several lines", typed("text"), "\"\"\"甲\n乙\"\"\"", "field/text", "一行"},
		{"too long", typed("text", bounds(0, 3)), `"一二三四"`, "field/text", "4"},
		{"too short", typed("text", bounds(3, 9)), `"一二"`, "field/text", "少于 3个字"},
		{"no date", typed("date"), `"去年"`, "field/date", "去年"},
		{"day that does not exist", typed("date"), `"2025-02-30"`, "field/date", "2025-02-30"},
		{"clock alone", typed("time"), "09:00:00", "field/date", "09:00:00"},
		{"year 0", typed("date"), "0000-01-01", "field/date", "0000"},
		{"number for a date", typed("date"), "20251014", "field/date", "20251014"},
		{"period with one end", typed("period"), "{from = 2025-01-01}", "field/date", "起止"},
		{"period with an empty end", typed("period"), `{from = 2025-01-01, until = ""}`, "field/date", "起止"},
		{"period with another key", typed("period"), "{from = 2025-01-01, until = 2025-01-02, note = 1}", "field/date", "from 和 until"},
		{"period backwards", typed("period"), `"2025-01-02/2025-01-01"`, "field/date", "早于"},
		{"period of words", typed("period"), `"长期"`, "field/date", "长期"},
		{"words for money", typed("money"), `"两千元"`, "field/money", "两千"},
		{"a third decimal", typed("money"), "0.001", "field/money", "两位小数"},
		{"money without end", typed("money"), "inf", "field/money", "Inf"},
		{"money beyond reason", typed("money"), "1e15", "field/money", "1e+15"},
		{"fraction for an integer", typed("integer"), "1.5", "field/number", "1.5"},
		{"words for an integer", typed("integer"), `"一百"`, "field/number", "一百"},
		{"integer too large", typed("integer"), "9223372036854775807", "field/number", "922"},
		{"not a number", typed("number"), "nan", "field/number", "NaN"},
		{"less than least", typed("integer", bounds(1, 9), unit("件")), "0", "field/number", "少于 1件"},
		{"more than most", typed("integer", bounds(1, 9)), "10", "field/number", "多于 9"},
		{"words for a percentage", typed("percent"), `"多数"`, "field/number", "多数"},
		{"none of the options", typed("enum", options("罚款", "警告")), `"罚金"`, "field/enum", "罚金"},
		{"list for one option", typed("enum", options("罚款")), `["罚款"]`, "field/text", "一列值"},
		{"maybe", typed("boolean"), `"也许"`, "field/boolean", "也许"},
		{"number for yes", typed("boolean"), "1", "field/boolean", "1"},
		{"no year", typed("doc-number"), `"某文旅规2号"`, "field/doc-number", "某文旅规2号"},
		{"no letters", typed("doc-number"), `"〔2025〕2号"`, "field/doc-number", "2025"},
		{"credit code too short", typed("credit-code"), `"91990000MA0000TE6"`, "field/credit-code", "17 位"},
		{"credit code with the letter I", typed("credit-code"), `"91990000MA0000TE6I"`, "field/credit-code", "字符"},
		{"wrong check digit", typed("credit-code"), `"91990000MA0000TE6X"`, "field/credit-code", "校验"},
		{"credit code without quotes", typed("credit-code"), "110000000000000001", "field/credit-code", "引号"},
		{"number beside a name", typed("person"), `"张三 990000199003070013"`, "field/text", "不得含有数字"},
		{"mobile phone", typed("phone"), `"130 0000 0000"`, "field/phone", "手机号"},
		{"phone of nowhere", typed("phone"), `"999"`, "field/phone", "不符"},
		{"address without scheme", typed("url"), `"www.example.gov.cn"`, "field/url", "www"},
		{"script address", typed("url"), `"javascript:alert(1)"`, "field/url", "javascript"},
		{"file above", typed("file"), `"a/../../b.pdf"`, "field/file", "b.pdf"},
		{"file of the machine", typed("file"), `'C:\b.pdf'`, "field/file", "b.pdf"},
		{"absolute file", typed("file"), `"/b.pdf"`, "field/file", "b.pdf"},
		{"ref above", typed("ref"), `"../b.md"`, "field/ref", "b.md"},
		{"ref to no record", typed("ref"), `"files/b.pdf"`, "field/ref", "b.pdf"},
		{"law without marks", typed("citation"), `"行政处罚法第九条"`, "field/text", "书名号"},
		{"empty marks", typed("citation"), `"《》第九条"`, "field/text", "书名号"},
		{"marks the wrong way round", typed("citation"), `"》第九条《"`, "field/text", "书名号"},
		{"table for anything", typed("date"), "{a = 1}", "field/date", "一张表"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.field.parse(toml(t, tt.toml), testEnv(t))
			if len(got.faults) != 1 {
				t.Fatalf("%+v", got)
			}
			bad := got.faults[0]
			if bad.Rule.ID != tt.rule || !strings.Contains(bad.Message, tt.says) || !strings.Contains(bad.Message, "某值") || bad.Hint == "" {
				t.Errorf("%s: %q, %q; want %s that says %q", bad.Rule.ID, bad.Message, bad.Hint, tt.rule, tt.says)
			}
			if !got.value.IsZero() {
				t.Errorf("a faulty value was kept: %q", got.value)
			}
		})
	}
}

func TestHintsAreToPaste(t *testing.T) {
	tests := []struct {
		field *Field
		toml  string
		hint  string
	}{
		{typed("text"), "42", `写作 v = "42"`},
		{typed("date"), `"去年"`, "写作 v = 2025-10-14"},
		{typed("money"), `"两千"`, "写作 v = 2000.00"},
		{typed("enum", options("罚款", "警告")), `"罚金"`, "是不是“罚款”？可填：罚款、警告"},
		{typed("enum", options("罚款", "警告")), `"拘留十五日"`, "可填：罚款、警告"},
		{typed("boolean"), `"也许"`, "写作 v = true"},
	}
	for _, tt := range tests {
		got := tt.field.parse(toml(t, tt.toml), testEnv(t))
		if len(got.faults) != 1 || got.faults[0].Hint != tt.hint {
			t.Errorf("%s: %+v, want hint %q", tt.toml, got.faults, tt.hint)
		}
	}
}

// What is private must not come back in a message, whatever was written in its place.
func TestPrivateValuesAreNotEchoed(t *testing.T) {
	long := func(f *Field) { bounds(90, 99)(f) }
	for _, f := range []*Field{typed("person"), typed("phone"), typed("person", long), typed("text", func(f *Field) { f.Private = true; long(f) })} {
		for _, text := range []string{`13000000000`, `"13000000000"`, `"张三13000000000"`, `["13000000000"]`, `130000000.5`, `"王小明"`} {
			for _, bad := range f.parse(toml(t, text), Env{}.complete()).faults {
				if s := bad.Message + bad.Hint; strings.Contains(s, "13000000") || strings.Contains(s, "王小明") || strings.Contains(s, "张三") {
					t.Errorf("%s of %s: %q", text, f.Type.Name(), s)
				}
			}
		}
	}
}

func TestMoneyIsExact(t *testing.T) {
	f := typed("money")
	for fen := Money(0); fen < 200_000; fen += 7 {
		got := f.parse(fen.Yuan(), Env{}.complete())
		if got.value.Money() != fen || got.faults != nil {
			t.Fatalf("%d fen became %d (%v)", fen, got.value.Money(), got.faults)
		}
	}
	for _, fen := range []Money{99_999_999_999, 123_456_789_012, 1_000_000_000_000} {
		if got := f.parse(fen.Yuan(), Env{}.complete()); got.value.Money() != fen {
			t.Errorf("%d fen became %d (%v)", fen, got.value.Money(), got.faults)
		}
	}
	if got := Money(200000).Wan(); got != "0.200000" {
		t.Errorf("0.2 wan is written %s", got)
	}
	if got := Money(-5).Decimal(); got != "-0.05" {
		t.Errorf("-5 fen is written %s", got)
	}
	if math.Abs(Money(1).Yuan()-0.01) > 1e-15 {
		t.Error("a fen is not a hundredth")
	}
}

func TestEveryFaultyElementIsNamed(t *testing.T) {
	f := typed("enum", list, options("甲", "乙"))
	got := f.parse([]any{"甲", "丙", "旧词", int64(3)}, Env{}.complete())
	if len(got.faults) != 2 || got.faults[0].element != 1 || got.faults[1].element != 3 {
		t.Errorf("%+v", got.faults)
	}
	if len(got.old) != 1 || got.old[0].element != 2 {
		t.Errorf("%+v", got.old)
	}
	if diff := cmp.Diff([]string{"甲", "甲"}, got.value.Strings()); diff != "" {
		t.Error(diff)
	}
}
