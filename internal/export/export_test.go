package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/export"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
	"xiangwei/internal/sitetest"
)

const noteKind = `
label = "记录"
section = "notes"
section_label = "记录栏目"
permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.published]
label = "发布时间"
type = "time"
role = "published"
required = true
[field.amount]
label = "金额"
type = "money"
[field.topics]
label = "专题"
type = "text"
list = true
[field.secret]
label = "内部"
type = "text"
private = true
[table.items]
label = "事项"
[table.items.column.name]
label = "名称"
type = "text"
[table.items.column.count]
label = "数量"
type = "integer"
`

const address = "url = \"https://www.example.gov.cn/whly/\"\n[bureau]\nname = \"某某局\"\n"

func graph(t testing.TB, cfg string, texts map[string]string) *site.Site {
	t.Helper()
	return graphOf(t, map[string]string{"note": noteKind}, cfg, texts)
}

// graphOf makes the site of texts, by name below content/, of kinds of its own.
func graphOf(t testing.TB, kinds map[string]string, cfg string, texts map[string]string) *site.Site {
	t.Helper()
	return sitetest.Site{Config: cfg, Kinds: kinds, Files: sitetest.Below("content", texts), Now: "2025-12-31"}.Sound(t).Graph
}

// Whose a CSV file is and what may be done with it stands beside it, since it has no place for such words.
func TestTablesComeWithTheirLicence(t *testing.T) {
	text := exported(t, graph(t, address, texts))["data/readme.txt"]
	for _, want := range []string{"\ufeff", "来源：某某局\r\n", "使用许可：可以免费", "note.csv　", "note-items.csv　"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}

func exported(t testing.TB, s *site.Site) map[string]string {
	t.Helper()
	tree := output.NewTree()
	if _, err := export.Add(context.Background(), s, tree, export.Options{}); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range tree.Files() {
		out[f.Path] = string(f.Data)
	}
	return out
}

func note(title, published, more, body string) string {
	return fmt.Sprintf("+++\ntitle = %q\npublished = %s\n%s\n+++\n\n%s\n", title, published, more, body)
}

var texts = map[string]string{
	"notes/a.md": note("甲，含逗号与\"引号\"", "2025-03-01T09:00:00", "amount = 2000.5\ntopics = [\"一\", \"二\"]\nsecret = \"密密\"", "| 名称 | 数量 |\n|---|---|\n| =1+1 | 3 |\n| 乙 | -4 |\n"),
	"notes/b.md": note("=HYPERLINK(1)", "2025-04-01", "", ""),
	"notes/c.md": note("草稿密密", "2025-03-01", "draft = true", ""),
	"notes/d.md": note("将来密密", "2026-03-01", "", ""),
	"notes/e.md": note("撤回密密", "2025-03-01", `withdrawn = {on = 2025-04-01, reason = "错", basis = "法"}`, ""),
}

func TestWhatIsExported(t *testing.T) {
	want := []string{"data/datapackage.json", "data/note-items.csv", "data/note.csv", "data/note.json", "data/note.schema.json", "data/note.xlsx", "data/readme.txt", "feed.json", "feed.xml", "notes/feed.json", "notes/a.json", "notes/e.json", "notes/feed.xml", "robots.txt", "sitemap.xml"}
	files := exported(t, graph(t, address, texts))
	for _, path := range want {
		if files[path] == "" {
			t.Errorf("%s is missing or empty", path)
		}
	}
	for path, data := range files {
		if strings.Contains(data, "密密") {
			t.Errorf("%s has what is private, not yet public or withdrawn", path)
		}
	}
	// What needs absolute addresses is not made for a site that names none.
	bare := exported(t, graph(t, "", texts))
	for _, path := range []string{"feed.xml", "notes/feed.xml", "sitemap.xml"} {
		if _, ok := bare[path]; ok {
			t.Errorf("a site without an address has %s", path)
		}
	}
	if bare["robots.txt"] != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt is %q", bare["robots.txt"])
	}
}

func TestRecordsCSV(t *testing.T) {
	data := exported(t, graph(t, address, texts))["data/note.csv"]
	if !strings.HasPrefix(data, "\uFEFF") || strings.Count(data, "\r\n") != strings.Count(data, "\n") {
		t.Error("Excel needs a byte-order mark and CRLF")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"网址", "标题", "发布时间", "金额", "专题"},
		{"https://www.example.gov.cn/whly/notes/b.html", "'=HYPERLINK(1)", "2025-04-01T00:00:00+08:00", "", ""},
		{"https://www.example.gov.cn/whly/notes/a.html", `甲，含逗号与"引号"`, "2025-03-01T09:00:00+08:00", "2000.50", "一；二"},
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Errorf("rows, newest first, no formula (-want +got):\n%s", d)
	}
}

func TestRowsCSV(t *testing.T) {
	data := exported(t, graph(t, address, texts))["data/note-items.csv"]
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || !slices.Equal(rows[0], []string{"网址", "所在信息的标题", "名称", "数量"}) {
		t.Fatalf("rows are %q", rows)
	}
	if rows[1][2] != "'=1+1" || rows[2][3] != "-4" {
		t.Errorf("a text may not be run as a formula, a negative number is no formula: %q", rows)
	}
	if !strings.HasPrefix(rows[1][0], "https://www.example.gov.cn/whly/notes/a.html#") {
		t.Errorf("a row's address is %q", rows[1][0])
	}
}

func TestRecordsJSON(t *testing.T) {
	var doc struct {
		Kind, Label, Source string
		AsOf                string `json:"as_of"`
		Count               int
		Fields              []struct{ Name, Label, Type string }
		Records             []map[string]any
	}
	data := exported(t, graph(t, address, texts))["data/note.json"]
	if err := json.Unmarshal([]byte(data), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Kind != "note" || doc.Label != "记录" || doc.Source != "某某局" || doc.AsOf != "2025-04-01" || doc.Count != 2 || len(doc.Records) != 2 {
		t.Errorf("head is %+v", doc)
	}
	if len(doc.Fields) != 4 {
		t.Errorf("fields are %v, want those that are public", doc.Fields)
	}
	record := doc.Records[1]
	if record["title"] != `甲，含逗号与"引号"` || record["amount"] == nil || len(record["items"].([]any)) != 2 || len(record["topics"].([]any)) != 2 {
		t.Errorf("record is %v", record)
	}
	if _, given := doc.Records[0]["amount"]; given {
		t.Error("a field that was not given is in the record")
	}
}

func TestFeeds(t *testing.T) {
	cfg := "[build]\nfeed_size = 1\n[section.quiet]\nkind = \"note\"\nhidden = true\n"
	all := map[string]string{"quiet/x.md": note("隐藏栏目的", "2025-05-01", "", "")}
	for k, v := range texts {
		all[k] = v
	}
	files := exported(t, graph(t, "url = \"https://www.example.gov.cn/\"\ntitle = \"某某 & 局\"\n"+cfg, all))
	var feed struct {
		XMLName xml.Name
		Title   string `xml:"title"`
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Author  struct {
			Name string `xml:"name"`
		} `xml:"author"`
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			Title string `xml:"title"`
			ID    string `xml:"id"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(files["feed.xml"]), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.XMLName.Space != "http://www.w3.org/2005/Atom" || feed.Title != "某某 & 局" || feed.Author.Name == "" {
		t.Errorf("head of the feed is %+v", feed)
	}
	if len(feed.Entries) != 1 || feed.Entries[0].Title != "=HYPERLINK(1)" || feed.Entries[0].ID != "https://www.example.gov.cn/notes/b.html" {
		t.Errorf("entries are %+v, want the newest one of a section that is shown", feed.Entries)
	}
	if feed.Updated != "2025-04-01T00:00:00+08:00" {
		t.Errorf("updated is %s, want the newest record's moment: a feed without news must not change", feed.Updated)
	}
	if _, ok := files["quiet/feed.xml"]; ok {
		t.Error("a hidden section has a feed")
	}
}

func TestSitemap(t *testing.T) {
	files := exported(t, graph(t, address, texts))
	var urls struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(files["sitemap.xml"]), &urls); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range urls.URLs {
		got = append(got, strings.TrimPrefix(u.Loc, "https://www.example.gov.cn/whly/")+" "+u.LastMod)
	}
	want := []string{"index.html ", "notes/index.html ", "notes/year-2025.html ", "sitemap.html ", "search/index.html ", "withdrawn.html ", "data/index.html ", "data/fields-note.html ", "notes/b.html 2025-04-01", "notes/a.html 2025-03-01"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("addresses (-want +got):\n%s", d)
	}
	if !strings.HasSuffix(files["robots.txt"], "Sitemap: https://www.example.gov.cn/whly/sitemap.xml\n") {
		t.Errorf("robots.txt is %q", files["robots.txt"])
	}
}

func TestDataPathsExist(t *testing.T) {
	s := graph(t, address, texts)
	files := exported(t, s)
	for _, p := range export.DataPaths(s, s.Kinds.Kind("note")) {
		if files[p[1]] == "" {
			t.Errorf("%s is offered but not made", p[1])
		}
	}
}

func TestAddStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := export.Add(ctx, graph(t, address, texts), output.NewTree(), export.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
}

func TestExportsAreTheSameEveryTime(t *testing.T) {
	a, b := exported(t, graph(t, address, texts)), exported(t, graph(t, address, texts))
	for path := range a {
		if !bytes.Equal([]byte(a[path]), []byte(b[path])) {
			t.Errorf("%s differs between two runs", path)
		}
	}
}
