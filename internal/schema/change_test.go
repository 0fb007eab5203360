package schema

import (
	"strings"
	"testing"
	"time"

	"xiangwei/internal/source"
)

const smallKind = `label = "文稿"
section = "notes"
[field.title]
label = "标题"
type = "text"
role = "title"
[field.served]
label = "送达日期"
type = "date"
`

func smallRecord(t *testing.T, kind, front string) (*Record, []string) {
	t.Helper()
	k, problems := ReadKind("note", "kind.toml", []byte(kind))
	if k == nil {
		t.Fatal(problems)
	}
	doc, problems := source.ReadTable("a.md", front, 1)
	if doc == nil {
		t.Fatal(problems)
	}
	r, problems := k.Read(doc, Env{Zone: time.UTC})
	var said []string
	for _, p := range problems {
		said = append(said, p.Message)
	}
	return r, said
}

func TestChangesStandNewestFirst(t *testing.T) {
	r, said := smallRecord(t, smallKind, "title = \"甲\"\nchanges = [\"2025-11-03 补充附件\", \"2026年1月5日 更正 金额\", \"2025-11-03 更正标题\"]\n")
	if len(said) > 0 {
		t.Fatal(said)
	}
	var got []string
	for _, c := range r.Envelope.Changes {
		got = append(got, c.On.ISO()+" "+c.What)
	}
	if all := strings.Join(got, "|"); all != "2026-01-05 更正 金额|2025-11-03 补充附件|2025-11-03 更正标题" {
		t.Error(all)
	}
	if u := r.Envelope.Updated().ISO(); u != "2026-01-05" {
		t.Error(u)
	}
}

func TestChangesThatSayNothing(t *testing.T) {
	_, said := smallRecord(t, smallKind, "title = \"甲\"\nchanges = [\"改了标题\", \"2025-11-03\", \"\"]\n")
	if len(said) != 3 {
		t.Errorf("%q", said)
	}
}

func TestRemediesEndOnTheSameDate(t *testing.T) {
	kind := smallKind + "[remedy.review]\nlabel = \"复议\"\nwithin = \"60 days\"\nfrom = \"served\"\nbasis = \"《行政复议法》第二十条\"\n" +
		"[remedy.lawsuit]\nlabel = \"诉讼\"\nwithin = \"6 months\"\nfrom = \"served\"\nbasis = \"《行政诉讼法》第四十六条\"\n"
	for served, want := range map[string][2]string{
		"2025-10-16": {"2025-12-15", "2026-04-16"},
		"2025-08-31": {"2025-10-30", "2026-02-28"}, // no such date: the last day of the month (民法典第二百零二条)
		"2024-01-01": {"2024-03-01", "2024-07-01"}, // over a leap day
	} {
		r, said := smallRecord(t, kind, "title = \"甲\"\nserved = "+served+"\n")
		if len(said) > 0 {
			t.Fatal(said)
		}
		for i, m := range r.Kind.Remedies {
			if last, ok := r.Last(m); !ok || last.String() != want[i] {
				t.Errorf("%s, %s: %s, want %s", served, m.Label, last, want[i])
			}
		}
	}
	r, _ := smallRecord(t, kind, "title = \"甲\"\n")
	if _, ok := r.Last(r.Kind.Remedies[0]); ok {
		t.Error("a last day without a day of service")
	}
}

func TestFaultyDeclarationsOfPages(t *testing.T) {
	table := "[table.t]\nlabel = \"表\"\n[table.t.column.n]\nlabel = \"数\"\ntype = \"integer\"\n[table.t.column.w]\nlabel = \"词\"\ntype = \"text\"\n"
	year := "[field.year]\nlabel = \"年\"\ntype = \"integer\"\nrole = \"year\"\n"
	for name, c := range map[string]struct{ kind, want string }{
		"a remedy without a basis":        {"[remedy.r]\nlabel = \"复议\"\nwithin = \"60 days\"\nfrom = \"served\"\n", "须写明"},
		"a remedy from no field":          {"[remedy.r]\nlabel = \"复议\"\nwithin = \"60 days\"\nfrom = \"srved\"\nbasis = \"法\"\n", "没有字段"},
		"a remedy in workdays":            {"[remedy.r]\nlabel = \"复议\"\nwithin = \"60 workdays\"\nfrom = \"served\"\nbasis = \"法\"\n", "按日历计算"},
		"a remedy from a title":           {"[remedy.r]\nlabel = \"复议\"\nwithin = \"60 days\"\nfrom = \"title\"\nbasis = \"法\"\n", "须是日期"},
		"linked data without a type":      {"[linked]\n[linked.property]\nabout = \"title\"\n", "type"},
		"linked data of an unknown field": {"[linked]\ntype = \"Report\"\n[linked.property]\nabout = \"tilte\"\n", "没有字段"},
		"a property of another form":      {"[linked]\ntype = \"Report\"\n[linked.property]\n\"about-it\" = \"title\"\n", "属性名"},
		"a chart of no form":              {table + "[chart.c]\nlabel = \"图\"\nform = \"pie\"\ntable = \"t\"\ncolumns = [\"n\"]\n", "form"},
		"a chart of no table":             {"[chart.c]\nlabel = \"图\"\nform = \"parts\"\ntable = \"t\"\ncolumns = [\"n\"]\n", "没有数据表"},
		"a chart of words":                {table + "[chart.c]\nlabel = \"图\"\nform = \"parts\"\ntable = \"t\"\ncolumns = [\"w\"]\n", "没有数字列"},
		"a chart of no columns":           {table + "[chart.c]\nlabel = \"图\"\nform = \"parts\"\ntable = \"t\"\n", "columns"},
		"years without a year":            {table + "[chart.c]\nlabel = \"图\"\nform = \"years\"\ntable = \"t\"\ncolumns = [\"n\"]\n", "year"},
		"an origin of no column":          {year + table + "[origin.o]\nkind = \"note\"\ntable = \"t\"\n", "column"},
		"an origin of no kind":            {year + table + "[origin.o]\ntable = \"t\"\ncolumn = \"n\"\n", "kind"},
		"a calendar without a beginning":  {"", "月历"},
	} {
		t.Run(name, func(t *testing.T) {
			text := smallKind + c.kind
			if c.kind == "" {
				text = "calendar = true\n" + smallKind
			}
			k, problems := ReadKind("note", "kind.toml", []byte(text))
			if k != nil || len(problems) == 0 {
				t.Fatal("the kind loads")
			}
			var said []string
			for _, p := range problems {
				said = append(said, p.Message)
			}
			if all := strings.Join(said, "; "); !strings.Contains(all, c.want) {
				t.Errorf("%s, want %q", all, c.want)
			}
		})
	}
}

func TestOriginOfAFigure(t *testing.T) {
	k := &Kind{Derives: []Derive{{Kind: "penalty", Table: "t", Count: "total"}},
		Origins: []Origin{{Kind: "event", Table: "figures", Match: []string{"普法活动"}}, {Kind: "permit", Table: "t", Column: "granted"}}}
	for _, c := range []struct{ table, column, name, want string }{
		{"t", "total", "", "penalty"}, {"t", "granted", "", "permit"}, {"t", "refused", "", ""},
		{"figures", "", "开展普法活动", "event"}, {"figures", "", "其他", ""},
	} {
		if got := k.Origin(c.table, "", c.column, c.name); got != c.want {
			t.Errorf("%v: %q", c, got)
		}
	}
}
