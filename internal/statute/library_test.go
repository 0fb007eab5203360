package statute

import (
	"strings"
	"testing"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"

	"github.com/google/go-cmp/cmp"
)

func day(t testing.TB, s string) date.Day {
	t.Helper()
	if s == "" {
		return date.Day{}
	}
	d, err := date.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func library(t testing.TB) *Library {
	t.Helper()
	lib, twice := NewLibrary([]Law{
		{Title: "中华人民共和国行政处罚法", ShortTitles: []string{"处罚法"}, Rank: Statute, Promulgated: day(t, "1996-03-17"),
			Effective: day(t, "2021-07-15"), Revised: day(t, "2021-01-22"), Excerpt: true, Last: 86,
			Articles: []LawArticle{{No: ArticleNo{33, 0}, Paragraphs: make([]Paragraph, 3)}}},
		{Title: "中华人民共和国行政复议法", Rank: Statute, Promulgated: day(t, "1999-04-29"), Effective: day(t, "2024-01-01"),
			Revised: day(t, "2023-09-01"), Last: 90},
		{Title: "中华人民共和国文物保护法", Rank: Statute, Promulgated: day(t, "1982-11-19"), Effective: day(t, "2025-03-01"),
			Revised: day(t, "2024-11-08"), Last: 101},
		{Title: "某某县示范管理条例", Effective: day(t, "2024-03-01"), Articles: ParseArticles(sample)},
		{Title: "某某旧办法", Effective: day(t, "2010-01-01"), Repealed: day(t, "2026-04-01"), ReplacedBy: "某某新办法"},
		{Title: "某某新办法", Promulgated: day(t, "2025-11-20"), Effective: day(t, "2026-04-01")},
		{Title: "某某失效规定", Status: Repealed},
		{Title: "某某待定规定", Status: Pending},
		{Title: "某某节选条例", Excerpt: true, Articles: []LawArticle{{No: ArticleNo{3, 0}}}},
	})
	if len(twice) > 0 {
		t.Fatal(twice)
	}
	return lib
}

func TestLibraryResolve(t *testing.T) {
	lib := library(t)
	for name, want := range map[string]string{
		"行政处罚法": "中华人民共和国行政处罚法", "中华人民共和国行政处罚法": "中华人民共和国行政处罚法", "处罚法": "中华人民共和国行政处罚法",
		" 行政 处罚法（2021年修订）": "中华人民共和国行政处罚法", "某某县示范管理条例": "某某县示范管理条例", "某某县条例": "", "": "",
	} {
		got, ok := lib.Resolve(name)
		if got != want || ok != (want != "") {
			t.Errorf("Resolve(%q) = %q, %v; want %q", name, got, ok, want)
		}
	}
	var none *Library
	if _, ok := none.Resolve("行政处罚法"); ok || none.Laws() != nil || none.Check(Citation{Ref: Ref{Law: "某法"}}, date.Day{}, "") != nil {
		t.Error("a nil library should know nothing and raise nothing")
	}
	a, ok := lib.Article(Ref{Law: "某某县示范管理条例", Article: ArticleNo{3, 1}})
	if !ok || a.Gist != "插入的条文。" {
		t.Errorf("article %v, %v", a, ok)
	}
	for _, r := range []Ref{{Law: "某某县示范管理条例", Article: ArticleNo{9, 0}}, {Law: "某法", Article: ArticleNo{1, 0}}} {
		if _, ok := lib.Article(r); ok {
			t.Errorf("%v found", r)
		}
	}
}

func TestLibraryReportsDuplicates(t *testing.T) {
	lib, got := NewLibrary([]Law{
		{Title: "中华人民共和国甲法", ShortTitles: []string{"甲法"}},
		{Title: "乙法", ShortTitles: []string{"甲 法"}},
		{Title: "丙法", Articles: []LawArticle{{No: ArticleNo{1, 0}, Gist: "先"}, {No: ArticleNo{1, 0}, Gist: "后"}}},
	})
	want := []Duplicate{{"甲 法", 0, 1}, {"《丙法》第一条", 2, 2}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if name, _ := lib.Resolve("甲法"); name != "中华人民共和国甲法" {
		t.Errorf("the first claim should hold, not %s", name)
	}
	if a, _ := lib.Article(Ref{Law: "丙法", Article: ArticleNo{1, 0}}); a.Gist != "先" {
		t.Errorf("the first article should hold, not %s", a.Gist)
	}
}

func TestCheck(t *testing.T) {
	lib := library(t)
	for name, tc := range map[string]struct {
		text, on string
		rule     string // "" for none
		says     string // in message or hint
	}{
		"in order":                        {"《行政处罚法》第三十三条第三款", "2025-01-01", "", ""},
		"unknown law":                     {"《某某省文明条例》第三条", "2025-01-01", "citation/unknown", "《某某省文明条例》"},
		"unknown law, near a known one":   {"《某某县示范管理条列》第三条规定和《某某县示范管里条例》第一条", "", "citation/unknown", "是否为《某某县示范管理条例》"},
		"a book":                          {"《红楼梦》", "2025-01-01", "", ""},
		"a contract's article":            {"《合同》第三条", "2025-01-01", "", ""},
		"article beyond the last":         {"《某某县示范管理条例》第六条", "2025-01-01", "citation/article", "最后一条为第五条"},
		"inserted article":                {"《某某县示范管理条例》第三条之一", "2025-01-01", "", ""},
		"inserted article that is not":    {"《某某县示范管理条例》第三条之二", "2025-01-01", "citation/article", "第三条之二"},
		"paragraph":                       {"《某某县示范管理条例》第三条第二款", "2025-01-01", "", ""},
		"paragraph beyond the last":       {"《某某县示范管理条例》第三条第三款", "2025-01-01", "citation/article", "共 2 款"},
		"item":                            {"《某某县示范管理条例》第三条第（二）项", "2025-01-01", "", ""},
		"item of a paragraph":             {"《某某县示范管理条例》第三条第一款第（二）项", "2025-01-01", "", ""},
		"item that is not":                {"《某某县示范管理条例》第三条第（三）项", "2025-01-01", "citation/article", "没有第（三）项"},
		"item of the wrong paragraph":     {"《某某县示范管理条例》第三条第二款第（一）项", "2025-01-01", "citation/article", "第三条第二款没有第（一）项"},
		"excerpt with a last article":     {"《行政处罚法》第八十六条", "2025-01-01", "", ""},
		"beyond an excerpt's last":        {"《行政处罚法》第八十七条", "2025-01-01", "citation/article", "第八十六条"},
		"excerpt of unknown length":       {"《某某节选条例》第九十条", "2025-01-01", "", ""},
		"known article, unknown text":     {"《某某节选条例》第三条第九款第（九）项", "2025-01-01", "", ""},
		"law without text":                {"《某某新办法》第九十条", "2026-05-01", "", ""},
		"the day before it holds":         {"《某某县示范管理条例》第一条", "2024-02-29", "citation/not-in-force", "2024年3月1日"},
		"the day it holds":                {"《某某县示范管理条例》第一条", "2024-03-01", "", ""},
		"before it was made":              {"《某某新办法》第一条", "2026-03-31", "citation/not-in-force", "2026年4月1日"},
		"the last day of an old one":      {"《某某旧办法》第一条", "2026-03-31", "", ""},
		"the day it was repealed":         {"《某某旧办法》第一条", "2026-04-01", "citation/repealed", "《某某新办法》"},
		"a mention of a repealed one":     {"《某某旧办法》", "2026-04-01", "citation/repealed", "2026年4月1日"},
		"no day, nothing on force":        {"《某某旧办法》第一条", "", "", ""},
		"repealed by hand":                {"《某某失效规定》第一条", "2025-01-01", "citation/repealed", "已经废止"},
		"pending by hand":                 {"《某某待定规定》第一条", "2025-01-01", "citation/not-in-force", "尚未施行"},
		"an older edition is not checked": {"《行政处罚法》第一百条", "2020-01-01", "", ""},
		"before the first edition":        {"《行政处罚法》第三条", "1995-01-01", "citation/not-in-force", "2021年7月15日"},
		"old number of no penalty":        {"违法行为轻微，依据《行政处罚法》第二十七条第二款不予行政处罚", "2021-07-15", "citation/renumbered", "第三十三条"},
		"old number of milder penalty":    {"依据《行政处罚法》第二十七条从轻处罚", "2024-01-01", "citation/renumbered", "第三十二条"},
		"old number in its own time":      {"违法行为轻微，依据《行政处罚法》第二十七条第二款不予行政处罚", "2021-07-14", "", ""},
		"the new article of that number":  {"涉嫌犯罪的，依据《行政处罚法》第二十七条移送，不予行政处罚", "2024-01-01", "", ""},
		"old number without a clue":       {"依据《行政处罚法》第二十七条", "2024-01-01", "", ""},
		"old number of a hearing":         {"依据《行政处罚法》第四十二条组织听证", "2024-01-01", "citation/renumbered", "第六十三条"},
		"old number of the review period": {"可以依照《行政复议法》第九条在六十日内申请行政复议", "2024-01-01", "citation/renumbered", "第二十条"},
		"review period in its own time":   {"可以依照《行政复议法》第九条在六十日内申请行政复议", "2023-12-31", "", ""},
		"commendations for reviews":       {"依照《行政复议法》第九条给予表彰", "2024-01-01", "", ""},
		"old number of a relic's penalty": {"擅自在保护范围内施工，依据《文物保护法》第六十六条", "2025-03-01", "citation/renumbered", "第八十三条"},
		"relic's penalty in its own time": {"擅自在保护范围内施工，依据《文物保护法》第六十六条", "2025-02-28", "", ""},
		"collecting relics":               {"依据《文物保护法》第六十六条鼓励合法收藏", "2025-03-01", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			cs := Find(tc.text, Options{Resolve: lib.Resolve})
			if len(cs) == 0 {
				t.Fatal("nothing found")
			}
			issues := lib.Check(cs[len(cs)-1], day(t, tc.on), tc.text)
			if tc.rule == "" {
				if len(issues) > 0 {
					t.Fatalf("raised %s: %s", issues[0].Rule.ID, issues[0].Message)
				}
				return
			}
			if len(issues) != 1 || issues[0].Rule.ID != tc.rule {
				t.Fatalf("got %v, want one %s", issues, tc.rule)
			}
			if all := issues[0].Message + issues[0].Hint; !strings.Contains(all, tc.says) {
				t.Errorf("%q does not say %q", all, tc.says)
			}
		})
	}
}

func TestAnEmptyLibraryRaisesNothing(t *testing.T) {
	lib, _ := NewLibrary(nil)
	if got := lib.Check(Citation{Ref: Ref{Law: "某法", Article: ArticleNo{1, 0}}}, date.Day{}, ""); got != nil {
		t.Errorf("raised %v", got)
	}
}

func TestStatusOn(t *testing.T) {
	law := Law{Promulgated: day(t, "1996-03-17"), Revised: day(t, "2021-01-22"), Effective: day(t, "2021-07-15"), Repealed: day(t, "2030-01-01")}
	for on, want := range map[string]Status{
		"1996-03-16": Pending, "2021-07-14": Amended, "2021-07-15": InForce, "2029-12-31": InForce, "2030-01-01": Repealed,
	} {
		if got := law.StatusOn(day(t, on)); got != want {
			t.Errorf("on %s %s, want %s", on, got, want)
		}
	}
	if got := (Law{Status: Amended}).StatusOn(day(t, "2025-01-01")); got != Amended {
		t.Errorf("stated by hand: %s", got)
	}
}

func TestRulesAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules {
		if !strings.HasPrefix(r.ID, "citation/") || seen[r.ID] || r.Title == "" || r.Doc == "" {
			t.Errorf("rule %q is incomplete or twice there", r.ID)
		}
		seen[r.ID] = true
	}
	p := Issue{Rule: ruleArticle, Message: "100%", Hint: "改"}.At(diag.Pos{File: "a.md", Line: 3, Col: 4})
	if p.Message != "100%" || p.Hint != "改" || p.Rule != "citation/article" || p.Pos.Col != 4 {
		t.Errorf("problem %+v", p)
	}
}

func TestRenumberingsNameOtherArticles(t *testing.T) {
	for _, m := range renumberings() {
		if m.law == "" || m.old == m.new || m.since.IsZero() || len(m.words) == 0 || m.note == "" {
			t.Errorf("row %+v is incomplete", m)
		}
	}
}
