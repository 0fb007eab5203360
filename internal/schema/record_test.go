package schema

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// checkScaffold reads a new record of a kind: nothing but what is missing may be wrong with it.
func checkScaffold(t *testing.T, k *Kind) {
	t.Helper()
	doc, problems := source.ReadDocument("new.md", []byte(Scaffold(k, date.Day{Year: 2025, Month: 10, Date: 20})))
	if doc == nil {
		t.Fatal(problems)
	}
	_, found := k.Read(doc.Table, Env{})
	for _, p := range found {
		if p.Rule != "field/required" && p.Rule != "field/one-of" {
			t.Errorf("new record: %s %s", p.Pos, p.Message)
		}
	}
}

func builtinKind(t testing.TB, name string) *Kind {
	t.Helper()
	set, problems, err := Load(os.DirFS("../../layouts"))
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	return set.Kind(name)
}

func read(t testing.TB, k *Kind, front string) (*Record, diag.List) {
	t.Helper()
	doc, problems := source.ReadDocument("a.md", []byte("+++\n"+front+"\n+++\n"))
	if doc == nil {
		t.Fatal(problems)
	}
	return k.Read(doc.Table, testEnv(t))
}

const many = `permalink = "{decided:2006}/{slug}"
one_of = [["phone", "site"]]
` + smallest + `max = 10
[field.decided]
label = "决定日期"
type = "date"
role = "decided"
[field.categories]
label = "类别"
type = "enum"
list = true
values = ["罚款", "警告"]
old = {"罚钱" = "罚款"}
[field.amount]
label = "金额"
type = "money"
role = "amount"
required_when = {field = "categories", has = "罚款"}
[field.party]
label = "单位"
type = "text"
role = "party"
[field.person]
label = "姓名"
type = "person"
role = "person"
[field.phone]
label = "电话"
type = "phone"
[field.site]
label = "网址"
type = "url"
[field.until]
label = "截止"
type = "date"
[field.ended]
label = "终止"
type = "date"
[publish]
from = "decided"
until = "until"
ended = "ended"
`

func manyKind(t testing.TB) *Kind {
	t.Helper()
	k, problems := ReadKind("sample", "layouts/sample/kind.toml", []byte(many))
	if k == nil {
		t.Fatal(problems)
	}
	return k
}

func lines(problems diag.List) []string {
	var out []string
	for _, p := range problems.Sorted() {
		out = append(out, p.Pos.String()+" "+p.Rule)
	}
	return out
}

func TestReadReportsEverythingAtItsPlace(t *testing.T) {
	tests := []struct {
		name, front string
		want        []string
	}{
		{"right", "title = \"某某\"\nsite = \"https://a.cn\"", nil},
		{"nothing at all", "", []string{"a.md:1 field/one-of", "a.md:1 field/required"}},
		{"present but empty", "title = \"\"\nsite = \"https://a.cn\"", []string{"a.md:2:10 field/required"}},
		{"blank is empty", "site = \"https://a.cn\"\ntitle = \" \u3000\"", []string{"a.md:3:10 field/required"}},
		{"faulty is not also missing", "title = 3\nphone = \"x\"", []string{"a.md:2:9 field/text", "a.md:3:10 field/phone"}},
		{"each element", "title = \"某\"\nphone = \"12345\"\ncategories = [\"警告\", \"罚金\", \"拘留\"]", []string{"a.md:4:21 field/enum", "a.md:4:27 field/enum"}},
		{"old name among others", "title = \"某\"\nphone = \"12345\"\ncategories = [\"警告\", \"罚钱\"]\namount = 1", []string{"a.md:4:21 field/old-name"}},
		{"old name meets the condition", "title = \"某\"\nphone = \"12345\"\ncategories = [\"罚钱\"]", []string{"a.md:1 field/required", "a.md:4:15 field/old-name"}},
		{"unmet condition", "title = \"某\"\nphone = \"12345\"\ncategories = [\"警告\"]", nil},
		{"met condition, empty value", "title = \"某\"\nphone = \"12345\"\ncategories = [\"罚款\"]\namount = \"\"", []string{"a.md:5:11 field/required"}},
		{"misspelt", "title = \"某\"\nphone = \"12345\"\ntitel = \"x\"", []string{"a.md:4:1 field/unknown"}},
		{"after Chinese on the line", "title = \"某\"\nphone = \"12345\"\nwithdrawn = {reason = \"某某某\", on = \"昨\", basis = \"《甲法》\"}", []string{"a.md:4:36 field/envelope"}},
	}
	k := manyKind(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := read(t, k, tt.front)
			if diff := cmp.Diff(tt.want, lines(problems)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v", diff, problems)
			}
		})
	}
}

func TestUnknownFieldsAreExplained(t *testing.T) {
	k := builtinKind(t, "penalty")
	for key, says := range map[string]string{
		`docke = "x"`: "是不是想写 docket", `"决定书文号" = "x"`: "改写为 docket", `CF_WSH = "x"`: "改写为 docket",
		`"罚款金额（万元）" = 1`: "改写为 amount", `"身份证号" = "990000199003070013"`: "删去", `"违法 事实" = "x"`: "改写为 facts",
	} {
		_, problems := read(t, k, key)
		for _, p := range problems {
			if p.Rule == "field/required" {
				continue
			}
			if !strings.Contains(p.Hint, says) || strings.Contains(p.Message+p.Hint+p.Excerpt, "990000199003070013") {
				t.Errorf("%s: %+v, want a hint that says %q", key, p, says)
			}
		}
	}
	if !k.Forbids("法定代表人证件号码") || k.Forbids("处罚决定日期") {
		t.Error("Forbids")
	}
	if f := k.MatchField("行政处罚决定书 文号："); f == nil || f.Name != "docket" {
		t.Errorf("MatchField: %v", f)
	}
	if f := k.MatchField("docket"); f == nil || k.MatchField("没有的列") != nil {
		t.Errorf("MatchField by name: %v", f)
	}
}

func TestRecordAnswersByRole(t *testing.T) {
	k := manyKind(t)
	r, problems := read(t, k, "title = \"某某案\"\ndecided = 2025-10-14\ncategories = [\"警告\", \"罚款\"]\namount = 1234.56\nphone = \"12345\"\nparty = \"某某公司\"\nperson = \"张三\"")
	if problems != nil {
		t.Fatal(problems)
	}
	if r.Title() != "某某案" || r.Year() != 2025 || r.Role(RoleAmount).Money() != 123456 || !r.Get("categories").Has("罚款") {
		t.Errorf("%+v", r)
	}
	if r.Party().String() != "某某公司" || r.Role(RolePerson).String() != "张某某" {
		t.Errorf("party %s, person %s", r.Party(), r.Role(RolePerson))
	}
	if got := r.Published().Day().String(); got != "2025-10-14" {
		t.Errorf("published %s", got)
	}
	if !r.Get("nothing").IsZero() || !r.Role(RoleVenue).IsZero() || k.FieldOf(RoleVenue) != nil || k.Field("nothing") != nil {
		t.Error("what is not there has a value")
	}
	person, _ := read(t, k, "title = \"某\"\nphone = \"12345\"\nperson = \"李四光\"")
	if got := person.Party().String(); got != "李某某" {
		t.Errorf("party %s", got)
	}
	if got := r.Value(k.Field("title")).String(); got != "某某案" {
		t.Errorf("value %s", got)
	}
}

func TestUntilIsTheEarlierEnd(t *testing.T) {
	k := manyKind(t)
	for name, tt := range map[string]struct{ front, want string }{
		"none":                    {"", ""},
		"display period":          {"until = 2026-10-13", "2026-10-13"},
		"ended early":             {"until = 2026-10-13\nended = 2026-03-02", "2026-03-01"},
		"ended after the display": {"until = 2026-10-13\nended = 2027-03-02", "2026-10-13"},
		"ended without a period":  {"ended = 2026-03-01", "2026-02-28"},
	} {
		r, _ := read(t, k, "title = \"某\"\nphone = \"12345\"\n"+tt.front)
		if got := r.Until().String(); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestReportsAreDueTheYearAfter(t *testing.T) {
	k := builtinKind(t, "report")
	for kind, want := range map[string]string{"法治政府建设年度报告": "2025-04-01", "行政执法统计年报": "2025-01-31", "其他年度报告": ""} {
		r, _ := read(t, k, "year = 2024\nreport_type = \""+kind+"\"")
		day, due, ok := r.DueBy()
		if day.String() != want || ok != (want != "") || ok && due.Basis == "" {
			t.Errorf("%s: %s, want %s", kind, day, want)
		}
		if r.Year() != 2024 && k.FieldOf(RolePublished) == nil {
			t.Errorf("year %d", r.Year())
		}
	}
	r, _ := read(t, k, "title = \"x\"")
	if _, _, ok := r.DueBy(); ok {
		t.Error("a report of no year is due")
	}
}

func TestEnvelope(t *testing.T) {
	k := manyKind(t)
	r, problems := read(t, k, `title = "某"
phone = "12345"
kind = "sample"
draft = true
slug = "2025-008"
permalink = "old/a.html"
aliases = ["old/b.html", "c.html"]
withdrawn = {on = 2025-12-02, reason = "撤销", basis = "《行政处罚法》第四十八条第二款", by = "某某县人民政府"}
reviews = ["初审 某某 2025-10-14"]`)
	if problems != nil {
		t.Fatal(problems)
	}
	e := r.Envelope
	if !e.Draft || e.Slug != "2025-008" || e.Permalink != "old/a.html" || len(e.Aliases) != 2 || len(e.Reviews) != 1 ||
		e.Withdrawn == nil || e.Withdrawn.On.String() != "2025-12-02" || e.Withdrawn.Reason != "撤销" || e.Withdrawn.By != "某某县人民政府" {
		t.Errorf("%+v %+v", e, e.Withdrawn)
	}
	for _, bad := range []string{`slug = "处罚"`, `slug = "a/b"`, `slug = "con"`, `permalink = "a"`, `permalink = "../a.html"`, `aliases = ["a b.html"]`,
		`withdrawn = {}`, `withdrawn = {on = 2025-12-02}`, `withdrawn = true`, `draft = 1`, `reviews = "甲"`, `aliases = [1]`} {
		if _, problems := read(t, k, "title = \"某\"\nphone = \"12345\"\n"+bad); problems.Errors() == 0 || problems[0].Pos.Line != 4 || problems[0].Hint == "" {
			t.Errorf("%s: %+v", bad, problems)
		}
	}
}

func TestReadNeedsNoZone(t *testing.T) {
	doc, _ := source.ReadDocument("a.md", []byte("+++\ntitle = \"某\"\nphone = \"12345\"\ndecided = 2025-10-14\n+++\n"))
	r, problems := manyKind(t).Read(doc.Table, Env{})
	if problems != nil || r.Role(RoleDecided).Stamp().Time().Format(time.RFC3339) != "2025-10-14T00:00:00+08:00" {
		t.Errorf("%v %v", problems, r.Role(RoleDecided))
	}
}

func BenchmarkRead(b *testing.B) {
	raw, err := os.ReadFile("../../layouts/penalty/examples/good-organisation.md")
	if err != nil {
		b.Fatal(err)
	}
	doc, _ := source.ReadDocument("a.md", raw)
	k, env := builtinKind(b, "penalty"), testEnv(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := k.Read(doc.Table, env); problems != nil {
			b.Fatal(problems)
		}
	}
}
