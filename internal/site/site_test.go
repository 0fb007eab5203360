package site_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/sitetest"
)

// noteKind is a kind of these tests: the graph must work for kinds it has never heard of.
const noteKind = `
label = "记录"
section = "notes"
section_label = "记录栏目"
permalink = "{published:2006}/{slug}"
order = "-weight"
[publish]
until = "until"
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
[field.until]
label = "截止"
type = "date"
role = "expires"
[field.weight]
label = "次序"
type = "integer"
[field.topics]
label = "专题"
type = "text"
term = "topic"
list = true
filter = true
[field.ref]
label = "相关"
type = "ref"
[field.refs]
label = "参见"
type = "ref"
list = true
[field.file]
label = "附件"
type = "file"
`

type built struct {
	*site.Site
	problems diag.List
}

// build makes the graph of the texts, by file name below content/, at a moment of the site's zone.
func build(t *testing.T, now, cfg string, preview bool, texts map[string]string) built {
	t.Helper()
	files := map[string]string{}
	for name, front := range texts {
		if strings.HasSuffix(name, ".md") {
			front = "+++\n" + front + "\n+++\n"
		}
		files["content/"+name] = front
	}
	made := sitetest.Site{Config: cfg, Kinds: map[string]string{"note": noteKind}, Files: files, Now: now, Preview: preview}.Make(t)
	return built{made.Graph, made.Problems}
}

func titles(pages []*site.Page) []string {
	var out []string
	for _, p := range pages {
		out = append(out, p.Title)
	}
	return out
}

func note(title, published string, more ...string) string {
	return fmt.Sprintf("title = %q\npublished = %s\n%s", title, published, strings.Join(more, "\n"))
}

func TestWhatIsPublic(t *testing.T) {
	texts := map[string]string{
		"notes/past.md":      note("过去", "2025-01-01"),
		"notes/today.md":     note("今天九点", "2025-06-01T09:00:00"),
		"notes/future.md":    note("将来", "2025-06-02"),
		"notes/expired.md":   note("期满", "2025-01-01", "until = 2025-05-31"),
		"notes/last.md":      note("最后一天", "2025-01-01", "until = 2025-06-01"),
		"notes/draft.md":     note("草稿", "2025-01-01", "draft = true"),
		"notes/withdrawn.md": note("撤回", "2025-01-01", `withdrawn = {on = 2025-02-01, reason = "错", basis = "法"}`),
		"notes/never.md":     note("撤回的草稿", "2025-01-01", "draft = true", `withdrawn = {on = 2025-02-01, reason = "错", basis = "法"}`),
	}
	for _, c := range []struct {
		name, now string
		preview   bool
		pages     []string
		skipped   site.Skipped
		next      string
	}{
		{"in the morning of the last day", "2025-06-01 08:59", false, []string{"最后一天", "过去"}, site.Skipped{Draft: 2, Future: 2, Expired: 1}, "2025-06-01 09:00"},
		{"at the moment of publication", "2025-06-01 09:00", false, []string{"今天九点", "最后一天", "过去"}, site.Skipped{Draft: 2, Future: 1, Expired: 1}, "2025-06-02 00:00"},
		{"in the last minute of display", "2025-06-01 23:59", false, []string{"今天九点", "最后一天", "过去"}, site.Skipped{Draft: 2, Future: 1, Expired: 1}, "2025-06-02 00:00"},
		{"the day after", "2025-06-02 00:00", false, []string{"将来", "今天九点", "过去"}, site.Skipped{Draft: 2, Expired: 2}, ""},
		{"a preview shows all", "2025-06-01 08:59", true, []string{"将来", "今天九点", "草稿", "期满", "最后一天", "过去"}, site.Skipped{Draft: 2, Future: 2, Expired: 1}, "2025-06-01 09:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := build(t, c.now, "", c.preview, texts)
			got := titles(b.Pages)
			if c.preview {
				got = slices.DeleteFunc(got, func(s string) bool { return s == "撤回的草稿" })
			}
			if d := cmp.Diff(c.pages, got); d != "" {
				t.Errorf("pages (-want +got):\n%s", d)
			}
			if d := cmp.Diff([]string{"撤回"}, titles(b.Tombstones)); d != "" {
				t.Errorf("tombstones (-want +got):\n%s", d)
			}
			if b.Skipped != c.skipped {
				t.Errorf("skipped %+v, want %+v", b.Skipped, c.skipped)
			}
			next := ""
			if !b.NextChange.IsZero() {
				next = b.NextChange.Format("2006-01-02 15:04")
			}
			if next != c.next {
				t.Errorf("next change at %q, want %q", next, c.next)
			}
		})
	}
}

func TestDayStatedIsThatOfTheLastChange(t *testing.T) {
	texts := map[string]string{"notes/a.md": note("甲", "2025-03-01"), "notes/b.md": note("乙", "2025-01-01", "until = 2025-04-09")}
	for _, c := range []struct{ name, now, want string }{
		{"on the day of a publication", "2025-03-01 12:00", "2025-03-01"},
		{"quiet days later", "2025-03-20 12:00", "2025-03-01"},
		{"the day after an expiry", "2025-04-10 00:00", "2025-04-10"},
		{"long after", "2026-01-01 00:00", "2025-04-10"},
	} {
		if got := build(t, c.now, "", false, texts).AsOf().String(); got != c.want {
			t.Errorf("%s: AsOf = %s, want %s", c.name, got, c.want)
		}
	}
}

// The zone decides what day it is, not the place of the machine.
func TestZoneDecides(t *testing.T) {
	texts := map[string]string{"notes/a.md": note("甲", "2025-06-02")}
	if b := build(t, "2025-06-01T16:30:00Z", "", false, texts); len(b.Pages) != 1 {
		t.Error("half past midnight in Shanghai, the record of that day is not public")
	}
	if b := build(t, "2025-06-01T16:30:00Z", "zone = \"UTC\"", false, texts); len(b.Pages) != 0 {
		t.Error("in the afternoon of the day before in UTC, the record is public")
	}
}

func TestOrderAndNeighbours(t *testing.T) {
	b := build(t, "2025-12-31", "", false, map[string]string{
		"notes/a.md": note("重一", "2025-03-01", "weight = 1"), "notes/b.md": note("重十", "2025-01-01", "weight = 10"),
		"notes/c.md": note("重九", "2025-02-01", "weight = 9"), "notes/d.md": note("重九也", "2025-02-02", "weight = 9"),
	})
	section := b.Section("notes")
	if d := cmp.Diff([]string{"重十", "重九也", "重九", "重一"}, titles(section.Pages)); d != "" {
		t.Errorf("order of the kind, as numbers, newer first among equals (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"重一", "重九也", "重九", "重十"}, titles(b.Pages)); d != "" {
		t.Errorf("all pages, newest first (-want +got):\n%s", d)
	}
	first, last := section.Pages[0], section.Pages[3]
	if first.Next != nil || first.Prev != section.Pages[1] || last.Prev != nil || last.Next != section.Pages[2] {
		t.Error("neighbours do not follow the list")
	}
}

func TestAddresses(t *testing.T) {
	b := build(t, "2025-12-31", "", false, map[string]string{
		"notes/2024/a.md": note("甲", "2025-03-01"),
		"notes/b.md":      note("乙", "2025-03-01", `slug = "other"`),
		"notes/c.md":      note("丙", "2025-03-01", `permalink = "old/way/c.html"`, `aliases = ["z/old.html", "a/old.html"]`),
	})
	for file, want := range map[string]string{
		"content/notes/2024/a.md": "notes/2025/a.html", "content/notes/b.md": "notes/2025/other.html", "content/notes/c.md": "old/way/c.html",
	} {
		if p := b.ByFile(file); p == nil || p.Path != want || b.ByPath(want) != p {
			t.Errorf("%s is at %v, want %s", file, p, want)
		}
	}
	var got []string
	for _, r := range b.Redirects {
		got = append(got, r.From+" → "+r.To.Path)
	}
	if d := cmp.Diff([]string{"a/old.html → old/way/c.html", "z/old.html → old/way/c.html"}, got); d != "" {
		t.Errorf("redirects (-want +got):\n%s", d)
	}
}

func TestCollision(t *testing.T) {
	b := build(t, "2025-12-31", "", false, map[string]string{"notes/x/a.md": note("甲", "2025-03-01"), "notes/y/a.md": note("乙", "2025-04-01")})
	if len(b.problems) != 1 || b.problems[0].Rule != "site/address" || b.problems[0].Pos.File != "content/notes/y/a.md" ||
		len(b.problems[0].Related) != 1 || b.problems[0].Related[0].Pos.File != "content/notes/x/a.md" {
		t.Errorf("problems are %v, want one that names both files", b.problems)
	}
	hidden := build(t, "2025-12-31", "", false, map[string]string{"notes/x/a.md": note("甲", "2025-03-01"), "notes/y/a.md": note("乙", "2025-04-01", "draft = true")})
	if len(hidden.problems) != 0 {
		t.Errorf("a draft takes an address: %v", hidden.problems)
	}
}

func TestReferences(t *testing.T) {
	texts := map[string]string{
		"notes/a.md":        note("甲", "2025-03-01", `ref = "notes/b.md"`, `file = "files/x.pdf"`),
		"notes/b.md":        note("乙", "2025-03-01"),
		"notes/files/x.pdf": "x",
	}
	if b := build(t, "2025-12-31", "", false, texts); len(b.problems) != 0 {
		t.Errorf("sound references raise %v", b.problems)
	}
	delete(texts, "notes/b.md")
	delete(texts, "notes/files/x.pdf")
	b := build(t, "2025-12-31", "", false, texts)
	var got []string
	for _, p := range b.problems.Sorted() {
		got = append(got, p.Pos.String()+" "+p.Rule)
	}
	if d := cmp.Diff([]string{"content/notes/a.md:4:8 field/ref", "content/notes/a.md:5:9 field/file"}, got); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

// In a list of references the one at fault is pointed at, not the list.
func TestReferenceInAListHasItsOwnPlace(t *testing.T) {
	b := build(t, "2025-12-31", "", false, map[string]string{
		"notes/a.md": note("甲", "2025-03-01", `refs = ["notes/b.md", "notes/c.md", "notes/d.md"]`),
		"notes/b.md": note("乙", "2025-03-01"), "notes/c.md": note("丙", "2026-03-01"),
	})
	var got []string
	for _, p := range b.problems.Sorted() {
		got = append(got, p.Pos.String()+" "+p.Rule)
	}
	if d := cmp.Diff([]string{"content/notes/a.md:4:23 site/hidden-ref", "content/notes/a.md:4:37 field/ref"}, got); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

func TestTerms(t *testing.T) {
	b := build(t, "2025-12-31", "[term.topic.slugs]\n\"未成年人\" = \"minors\"\n", false, map[string]string{
		"notes/a.md": note("甲", "2025-03-01", `topics = ["未成年人", "宪法", "law", "宪法"]`),
		"notes/b.md": note("乙", "2025-04-01", `topics = ["未成年人"]`),
		"notes/c.md": note("丙", "2025-05-01", `topics = ["草稿专题"]`, "draft = true"),
	})
	if len(b.Taxonomies) != 1 {
		t.Fatalf("%d taxonomies, want the one that has terms", len(b.Taxonomies))
	}
	var got []string
	for _, term := range b.Taxonomies[0].Terms {
		got = append(got, fmt.Sprintf("%s %d %v", term.Label, len(term.Pages), titles(term.Pages)))
	}
	if d := cmp.Diff([]string{"未成年人 2 [乙 甲]", "law 1 [甲]", "宪法 1 [甲]"}, got); d != "" {
		t.Errorf("terms (-want +got):\n%s", d)
	}
	slugs := map[string]string{}
	for _, term := range b.Taxonomies[0].Terms {
		slugs[term.Label] = term.Slug
	}
	if slugs["未成年人"] != "minors" || slugs["law"] != "law" || !strings.HasPrefix(slugs["宪法"], "t-") {
		t.Errorf("addresses of terms are %v", slugs)
	}
}

func TestRelated(t *testing.T) {
	b := build(t, "2025-12-31", "[build]\nrelated = 2\n", false, map[string]string{
		"notes/a.md": note("甲", "2025-03-01", `topics = ["稀有", "常见"]`), "notes/b.md": note("乙", "2025-04-01", `topics = ["常见"]`),
		"notes/c.md": note("丙", "2025-05-01", `topics = ["常见"]`), "notes/d.md": note("丁", "2025-01-01", `topics = ["稀有", "常见"]`),
		"notes/e.md": note("戊", "2025-06-01"),
	})
	if d := cmp.Diff([]string{"丁", "丙"}, titles(b.ByFile("content/notes/a.md").Related)); d != "" {
		t.Errorf("rarer terms count more, then newer first (-want +got):\n%s", d)
	}
	if got := b.ByFile("content/notes/e.md").Related; len(got) != 0 {
		t.Errorf("a record without terms has the related records %v", titles(got))
	}
	if none := build(t, "2025-12-31", "[build]\nrelated = 0\n", false, map[string]string{"notes/a.md": note("甲", "2025-03-01")}); none.Pages[0].Related != nil {
		t.Error("related = 0 still finds related records")
	}
}

func TestSectionsAndMenu(t *testing.T) {
	cfg := "[section.late]\nlabel = \"征集\"\n[section.news]\nlabel = \"动态\"\nkind = \"note\"\n[section.quiet]\nkind = \"note\"\nhidden = true\n"
	b := build(t, "2025-12-31", cfg, false, map[string]string{"notes/a.md": note("甲", "2025-03-01"), "news/a.md": note("乙", "2025-03-01"), "quiet/a.md": note("丙", "2025-03-01")})
	var got, menu []string
	for _, s := range b.Sections {
		got = append(got, fmt.Sprintf("%s %s %d hidden=%v", s.Name, s.Label, len(s.Pages), s.Hidden))
		if s.Description == "" || s.Keywords == "" || s.ColumnType == "" {
			t.Errorf("section %s lacks what tags of its pages need: %+v", s.Name, s)
		}
	}
	want := []string{"late 征集 0 hidden=false", "news 动态 1 hidden=false", "quiet 记录栏目 1 hidden=true", "notes 记录栏目 1 hidden=false"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("sections (-want +got):\n%s", d)
	}
	for _, s := range b.Menu() {
		menu = append(menu, s.Name)
	}
	if d := cmp.Diff([]string{"late", "news", "notes"}, menu); d != "" {
		t.Errorf("menu (-want +got):\n%s", d)
	}
	named := build(t, "2025-12-31", "nav = [\"notes\", \"late\", \"nowhere\"]\n"+cfg, false, map[string]string{"notes/a.md": note("甲", "2025-03-01")})
	menu = nil
	for _, s := range named.Menu() {
		menu = append(menu, s.Name)
	}
	if d := cmp.Diff([]string{"notes", "late"}, menu); d != "" {
		t.Errorf("menu as written (-want +got):\n%s", d)
	}
}

func TestListingsAndArchives(t *testing.T) {
	texts := map[string]string{}
	for i := range 5 {
		texts[fmt.Sprintf("notes/a%d.md", i)] = note(fmt.Sprint("第", i), fmt.Sprintf("202%d-03-01", i%2+4), fmt.Sprintf("weight = %d", 9-i))
	}
	b := build(t, "2025-12-31", "[build]\npage_size = 2\n", false, texts)
	section := b.Section("notes")
	var got []string
	for _, l := range b.Listings(section) {
		got = append(got, fmt.Sprintf("%s %d/%d of %d: %v", l.Path, l.Number, len(l.Paths), l.Count, titles(l.Pages)))
	}
	want := []string{"notes/index.html 1/3 of 5: [第0 第1]", "notes/page-2.html 2/3 of 5: [第2 第3]", "notes/page-3.html 3/3 of 5: [第4]"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("listings (-want +got):\n%s", d)
	}
	got = nil
	for _, y := range b.Years(section) {
		for _, l := range b.Archive(section, y.Year) {
			got = append(got, fmt.Sprintf("%d %d %s: %v", y.Year, y.Count, l.Path, titles(l.Pages)))
		}
	}
	want = []string{"2025 2 notes/year-2025.html: [第1 第3]", "2024 3 notes/year-2024.html: [第0 第2]", "2024 3 notes/year-2024-2.html: [第4]"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("archives (-want +got):\n%s", d)
	}
	if years := build(t, "2025-12-31", "[build]\narchives = false\n", false, texts); len(years.Years(years.Section("notes"))) > 0 {
		t.Error("a site without archives has years")
	}
	empty := build(t, "2025-12-31", "[section.late]\nlabel = \"征集\"\n", false, nil)
	if l := empty.Listings(empty.Section("late")); len(l) != 1 || l[0].Count != 0 {
		t.Errorf("an empty section has the listings %v, want one empty page", l)
	}
}

func BenchmarkNew(b *testing.B) {
	kinds, _, err := schema.Load(fstest.MapFS{"note/kind.toml": {Data: []byte(noteKind)}})
	if err != nil {
		b.Fatal(err)
	}
	c, _ := config.Read(nil)
	files := fstest.MapFS{}
	for i := range 1000 {
		front := note(fmt.Sprint("第", i), fmt.Sprintf("2025-03-%02d", i%28+1), fmt.Sprintf("topics = [%q, %q]", fmt.Sprint("专题", i%7), fmt.Sprint("专题", i%50)))
		files[fmt.Sprintf("content/notes/a%d.md", i)] = &fstest.MapFile{Data: []byte("+++\n" + front + "\n+++\n")}
	}
	set, _, err := content.Load(context.Background(), files,
		content.Options{Config: c, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: c.Zone}})
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2025, 12, 31, 0, 0, 0, 0, c.Zone)
	b.ReportAllocs()
	for b.Loop() {
		site.New(c, kinds, set, site.Options{Now: now})
	}
}
