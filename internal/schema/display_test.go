package schema_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

const displayKind = `label = "处罚"
section = "p"

[publish]
from = "decided"
within = "7 workdays"
until = "until"
ended = "repaired"
withdraw = "3 workdays"

[display]
by = "class"
from = "decided"
of = "categories"
basis = "某办法"

[display.class."轻微"]
max = "3 months"
needs = "why"
of = ["警告"]

[display.class."一般"]
min = "3 months"
max = "12 months"
of = ["没收"]
large = true

[display.class."严重"]
min = "12 months"
max = "36 months"
of = ["关闭"]

[lasting.comments]
label = "征求意见"
from = "decided"
until = "until"
least = "30 days"
reason = "why"
basis = "某条例"

[field.title]
label = "标题"
type = "text"
role = "title"

[field.decided]
label = "决定日期"
type = "date"

[field.until]
label = "截止日"
type = "date"

[field.repaired]
label = "修复日期"
type = "date"

[field.why]
label = "理由"
type = "text"

[field.class]
label = "程度"
type = "enum"
values = ["轻微", "一般", "严重"]

[field.categories]
label = "类别"
type = "enum"
list = true
values = ["警告", "罚款", "没收", "关闭"]
`

func displayRecord(t *testing.T, front string) *schema.Record {
	t.Helper()
	k, problems := schema.ReadKind("p", "layouts/p/kind.toml", []byte(displayKind))
	if problems != nil {
		t.Fatal(problems)
	}
	table, problems := source.ReadTable("a.md", front, 2)
	if problems != nil {
		t.Fatal(problems)
	}
	r, problems := k.Read(table, schema.Env{})
	if problems != nil {
		t.Fatal(problems)
	}
	return r
}

func TestARecordLeavesByItself(t *testing.T) {
	for name, tc := range map[string]struct{ front, want string }{
		"no end was typed: the longest period of its class": {"class = \"轻微\"\ndecided = 2026-01-15", "2026-04-15"},
		"one year":    {"class = \"一般\"\ndecided = 2026-01-15", "2027-01-15"},
		"three years": {"class = \"严重\"\ndecided = 2026-01-15", "2029-01-15"},
		"a month without the date ends it earlier": {"class = \"轻微\"\ndecided = 2025-11-30", "2026-02-28"},
		"a typed end within the period counts":     {"class = \"一般\"\ndecided = 2026-01-15\nuntil = 2026-06-30", "2026-06-30"},
		"a typed end beyond the period does not":   {"class = \"轻微\"\ndecided = 2026-01-15\nuntil = 2099-12-31", "2026-04-15"},
		"repair ends it the day before":            {"class = \"一般\"\ndecided = 2026-01-15\nuntil = 2026-12-31\nrepaired = 2026-07-01", "2026-06-30"},
		"repair after the end changes nothing":     {"class = \"轻微\"\ndecided = 2026-01-15\nrepaired = 2026-07-01", "2026-04-15"},
		"without a class only the typed end":       {"decided = 2026-01-15\nuntil = 2030-01-01", "2030-01-01"},
		"without a decision's day only the typed":  {"class = \"轻微\"\nuntil = 2030-01-01", "2030-01-01"},
		"nothing was typed":                        {"title = \"标题\"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := displayRecord(t, tc.front).Until().Day().String(); got != tc.want {
				t.Errorf("Until() = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestClassesOfADisplayPeriod(t *testing.T) {
	r := displayRecord(t, `class = "一般"`)
	d := r.Kind.Display
	for name, tc := range map[string]struct {
		values []string
		want   int
	}{
		"a warning is of the lightest":   {[]string{"警告"}, 0},
		"the heaviest of several counts": {[]string{"警告", "关闭", "没收"}, 2},
		"a fine alone calls for none":    {[]string{"罚款"}, -1},
		"nothing":                        {nil, -1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := d.Least(tc.values); got != tc.want {
				t.Errorf("Least(%v) = %d, want %d", tc.values, got, tc.want)
			}
		})
	}
	class, ok := r.Class()
	want := schema.Class{Name: "一般", Min: schema.Limit{N: 3, Unit: schema.Months}, Max: schema.Limit{N: 12, Unit: schema.Months}, Of: []string{"没收"}, Large: true}
	if diff := cmp.Diff(want, class); !ok || diff != "" {
		t.Errorf("Class() = %v (-want +got):\n%s", ok, diff)
	}
	if d.Rank("一般") != 1 || d.Rank("无") != -1 {
		t.Errorf("ranks are %d and %d, want 1 and -1", d.Rank("一般"), d.Rank("无"))
	}
}

func TestFaultyPeriodsOfAKindAreNamed(t *testing.T) {
	for name, tc := range map[string]struct{ old, new, want string }{
		"no longest period":           {"max = \"3 months\"\nneeds", "needs", "须用 max 写明"},
		"workdays":                    {`max = "3 months"`, `max = "3 workdays"`, "按日历计算"},
		"not a limit":                 {`least = "30 days"`, `least = "30天"`, "30天"},
		"a class the field lacks":     {`[display.class."严重"]`, `[display.class."特别严重"]`, "特别严重"},
		"a value the field lacks":     {`of = ["没收"]`, `of = ["没收财物"]`, "没收财物"},
		"a field the kind lacks":      {`needs = "why"`, `needs = "whys"`, "whys"},
		"values without a field":      {"of = \"categories\"\n", "", "还须在 [display] 用 of"},
		"no class field":              {`by = "class"`, `basis2 = "class"`, "须用 by 写明字段"},
		"a period without its end":    {"until = \"until\"\nleast", "least", "须写明 until"},
		"a withdrawal limit in words": {`withdraw = "3 workdays"`, `withdraw = "三日"`, "三日"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(displayKind, tc.old) {
				t.Fatalf("the kind has no %q", tc.old)
			}
			_, problems := schema.ReadKind("p", "layouts/p/kind.toml", []byte(strings.Replace(displayKind, tc.old, tc.new, 1)))
			for _, p := range problems {
				if strings.Contains(p.Message, tc.want) && p.Pos.Line > 0 {
					return
				}
			}
			t.Errorf("no problem says %q: %v", tc.want, problems)
		})
	}
}

func TestAnEmptyDisplayTableIsAProblem(t *testing.T) {
	_, problems := schema.ReadKind("p", "layouts/p/kind.toml", []byte("label = \"甲\"\nsection = \"p\"\n[display]\nby = \"title\"\n[field.title]\nlabel = \"标题\"\ntype = \"text\"\nrole = \"title\"\n"))
	if problems.Errors() == 0 {
		t.Error("no problem was found")
	}
}

func TestFreshnessOfAKind(t *testing.T) {
	for name, tc := range map[string]struct {
		fresh    string
		want     schema.Limit
		timeless bool
	}{
		"a period":  {"fresh = \"12 months\"\n", schema.Limit{N: 12, Unit: schema.Months}, false},
		"none":      {"fresh = \"none\"\n", schema.Limit{}, true},
		"not given": {"", schema.Limit{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			k, problems := schema.ReadKind("p", "layouts/p/kind.toml", []byte(tc.fresh+displayKind))
			if problems != nil {
				t.Fatal(problems)
			}
			if k.Fresh != tc.want || k.Timeless != tc.timeless {
				t.Errorf("fresh is %v, timeless %v; want %v, %v", k.Fresh, k.Timeless, tc.want, tc.timeless)
			}
		})
	}
}
