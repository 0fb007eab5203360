package render_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"xiangwei/internal/diag"
	"xiangwei/internal/headers"
	"xiangwei/internal/output"
	"xiangwei/internal/render"
	"xiangwei/internal/sitetest"
)

var minifier = output.NewMinifier()

var theme = fstest.MapFS{
	"css/site.css": {Data: []byte("body { background: url(../img/a.svg) }")},
	"css/404.css":  {Data: []byte("b { color: red }")},
	"img/a.svg":    {Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")},
}

const fullConfig = `title = "某某局"
description = "一句话"
url = "https://www.example.gov.cn/whly/"
[bureau]
name = "某某局"
[footer]
id_code = "9900000001"
find_errors = true
`

type setting struct {
	config  string
	layouts map[string]string
	preview bool
	workers int
}

type rendered struct {
	tree     *output.Tree
	problems diag.List
	used     []string
}

// make renders the texts, by file name below content/, as on the last day of 2025.
func renderSite(t *testing.T, s setting, texts map[string]string) rendered {
	t.Helper()
	r, err := tryRender(t, context.Background(), s, texts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tryRender(t *testing.T, ctx context.Context, s setting, texts map[string]string) (rendered, error) {
	t.Helper()
	made := sitetest.Site{
		Config: s.config, Kinds: map[string]string{"note": noteKind}, Files: sitetest.Below("content", texts), Now: "2025-12-31", Preview: s.preview,
	}.Sound(t)
	layouts, problems, err := render.LoadLayouts(files(s.layouts), made.Kinds)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	look, problems, err := render.LoadTheme(theme, minifier)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	tree := output.NewTree()
	result, err := render.Render(ctx, made.Graph, tree, render.Options{Layouts: layouts, Theme: look, Preview: s.preview, Workers: s.workers})
	slices.Sort(result.Used)
	return rendered{tree, result.Problems.Sorted(), result.Used}, err
}

func (r rendered) page(t *testing.T, path string) string {
	t.Helper()
	f, ok := r.tree.Get(path)
	if !ok {
		t.Fatalf("no page %s; there are %q", path, r.paths())
	}
	return string(f.Data)
}

func (r rendered) paths() []string {
	var out []string
	for _, f := range r.tree.Files() {
		out = append(out, f.Path)
	}
	return out
}

func note(title, published, more, body string) string {
	return fmt.Sprintf("+++\ntitle = %q\npublished = %s\n%s\n+++\n\n%s\n", title, published, more, body)
}

// attributes returns the values of an attribute of all elements of a name, in order.
func attributes(t *testing.T, page, element, key string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != element {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == key {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

func TestEveryPageOfASite(t *testing.T) {
	r := renderSite(t, setting{config: "title = \"某某局\"\n[build]\npage_size = 1\n"}, map[string]string{
		"notes/a.md": note("甲", "2025-03-01", `topics = ["law"]`+"\n"+`aliases = ["old/a.html"]`, "正文"),
		"notes/b.md": note("乙", "2024-03-01", "", "正文"),
		"notes/c.md": note("丙", "2025-03-01", `withdrawn = {on = 2025-04-01, reason = "错", basis = "法"}`, "正文"),
		"notes/d.md": note("丁", "2025-03-01", "draft = true", "正文"),
	})
	want := []string{
		"404.html", "index.html", "notes/2024/b.html", "notes/2025/a.html", "notes/2025/c.html", "notes/index.html", "notes/page-2.html",
		"notes/year-2024.html", "notes/year-2025.html", "old/a.html", "search/index.html", "senior/index.html", "senior/notes-2.html", "senior/notes.html", "sitemap.html",
		"topics/index.html", "topics/law.html", "withdrawn.html",
	}
	got := slices.DeleteFunc(r.paths(), func(p string) bool { return strings.HasPrefix(p, "theme/") })
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("pages (-want +got):\n%s", d)
	}
	if len(r.problems) > 0 {
		t.Errorf("problems: %v", r.problems)
	}
}

func TestLinksOfABody(t *testing.T) {
	texts := map[string]string{
		"notes/2025/b.md":       note("乙", "2025-02-01", "", "## 小节\n\n正文"),
		"notes/draft.md":        note("草稿", "2025-02-01", "draft = true", ""),
		"notes/files/a b.pdf":   "x",
		"notes/files/photo.jpg": "x",
	}
	for _, c := range []struct {
		name, link, href string
		problem          string
	}{
		{"to another text, by its file", "[x](2025/b.md)", "../../notes/2025/b.html", ""},
		{"with an anchor", "[x](2025/b.md#小节)", "../../notes/2025/b.html#小节", ""},
		{"by its address from the root", "[x](/notes/2025/b.html)", "../../notes/2025/b.html", ""},
		{"by its address without the ending", "[x](/notes/2025/b)", "../../notes/2025/b.html", ""},
		{"to a section", "[x](/notes/)", "../../notes/index.html", ""},
		{"to the home page", "[x](/)", "../../index.html", ""},
		{"with a query, which files do not have", "[x](/notes/?page=2#top)", "../../notes/index.html#top", ""},
		{"to a file beside it, with a blank", "[x](<files/a b.pdf>)", "../../notes/files/a%20b.pdf", ""},
		{"within the page", "[x](#here)", "#here", ""},
		{"to another site", "[x](https://www.example.org/a)", "https://www.example.org/a", ""},
		{"to this site by its whole address", "[x](https://www.example.gov.cn/whly/notes/2025/b.html#小节)", "../../notes/2025/b.html#小节", ""},
		{"to another part of the portal", "[x](https://www.example.gov.cn/other/)", "https://www.example.gov.cn/other/", ""},
		{"to a mail box", "[x](mailto:a@example.gov.cn)", "mailto:a@example.gov.cn", ""},
		{"to nothing", "[x](gone.md)", "", "link/broken"},
		{"above the root", "[x](../../../etc/passwd)", "", "link/broken"},
		{"to a draft", "[x](draft.md)", "", "link/hidden"},
		{"in another case", "[x](2025/B.md)", "", "link/broken"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := maps.Clone(texts)
			all["notes/a.md"] = note("甲", "2025-03-01", "", c.link)
			r := renderSite(t, setting{config: fullConfig}, all)
			main := r.page(t, "notes/2025/a.html")
			_, main, _ = strings.Cut(main, "<h1>")
			var want []string
			if c.href != "" {
				want = []string{c.href}
			}
			got := slices.DeleteFunc(attributes(t, main, "a", "href"), func(h string) bool { return strings.Contains(h, "jiucuo") })
			if d := cmp.Diff(want, decoded(t, got)); d != "" {
				t.Errorf("links (-want +got):\n%s", d)
			}
			rules := ""
			for _, p := range r.problems {
				rules += p.Rule
				if p.Pos.File != "content/notes/a.md" || p.Pos.Line != 7 {
					t.Errorf("the problem is placed at %s", p.Pos)
				}
			}
			if rules != c.problem {
				t.Errorf("problems are %v, want %q", r.problems, c.problem)
			}
			if c.problem != "" && !strings.Contains(main, "x") {
				t.Error("the words of the link are gone")
			}
		})
	}
}

// decoded writes anchors as people read them; blanks in paths stay as they are sent.
func decoded(t *testing.T, hrefs []string) []string {
	t.Helper()
	var out []string
	for _, h := range hrefs {
		before, fragment, found := strings.Cut(h, "#")
		if found {
			fragment = "#" + strings.ReplaceAll(fragment, "%E5%B0%8F%E8%8A%82", "小节")
		}
		out = append(out, before+fragment)
	}
	return out
}

func TestFilesInUse(t *testing.T) {
	r := renderSite(t, setting{}, map[string]string{
		"notes/a.md":            note("甲", "2025-03-01", `file = "files/field.pdf"`, "![图](files/photo.jpg) [表](files/table.xlsx)"),
		"notes/draft.md":        note("草稿", "2025-03-01", `draft = true`+"\n"+`file = "files/draft.pdf"`, ""),
		"notes/files/field.pdf": strings.Repeat("x", 3000), "notes/files/photo.jpg": "x", "notes/files/table.xlsx": "x",
		"notes/files/draft.pdf": "x", "notes/files/unused.pdf": "x",
	})
	if d := cmp.Diff([]string{"notes/files/field.pdf", "notes/files/photo.jpg", "notes/files/table.xlsx"}, r.used); d != "" {
		t.Errorf("files in use (-want +got):\n%s", d)
	}
	page := r.page(t, "notes/2025/a.html")
	if got := attributes(t, page, "img", "src"); !slices.Equal(got, []string{"../../notes/files/photo.jpg"}) {
		t.Errorf("pictures are %q", got)
	}
	if !strings.Contains(page, "field.pdf 3 KB") {
		t.Errorf("the attachment's size is not told:\n%s", page)
	}
}

// 国办发〔2017〕47号: three tags of the site on every page, four of the column on lists and records, and those of the article.
func TestHeadTags(t *testing.T) {
	r := renderSite(t, setting{config: fullConfig}, map[string]string{
		"notes/a.md": note(`甲"<b>`, "2025-03-01T09:00:00", `topics = ["law", "普法"]`, "正文。"),
		"notes/w.md": note("丙", "2025-03-01", `withdrawn = {on = 2025-04-01, reason = "错", basis = "法"}`, ""),
	})
	for _, c := range []struct {
		page string
		want []string
	}{
		{"index.html", []string{"SiteName", "SiteDomain", "SiteIDCode"}},
		{"notes/index.html", []string{"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}},
		{"notes/2025/a.html", []string{"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
			"ArticleTitle", "PubDate", "ContentSource", "Keywords", "Description", "Url"}},
	} {
		names := attributes(t, r.page(t, c.page), "meta", "name")
		names = slices.DeleteFunc(names, func(n string) bool { return n == "description" || n == "robots" })
		if d := cmp.Diff(c.want, names); d != "" {
			t.Errorf("tags of %s, in this spelling (-want +got):\n%s", c.page, d)
		}
	}
	values := attributes(t, r.page(t, "notes/2025/a.html"), "meta", "content")
	for _, want := range []string{`甲"<b>`, "2025-03-01 09:00", "law,普法", "https://www.example.gov.cn/whly/notes/2025/a.html", "www.example.gov.cn", "9900000001"} {
		if !slices.Contains(values, want) {
			t.Errorf("no tag has %q: %q", want, values)
		}
	}
	if got := attributes(t, r.page(t, "notes/2025/a.html"), "link", "href"); !slices.Contains(got, "https://www.example.gov.cn/whly/notes/2025/a.html") ||
		!slices.Contains(got, "../../feed.xml") || !slices.Contains(got, "../../notes/feed.xml") {
		t.Errorf("canonical address and feeds are %q", got)
	}
	tombstone := r.page(t, "notes/2025/w.html")
	if !strings.Contains(tombstone, "noindex") || strings.Contains(tombstone, "丙") || strings.Contains(tombstone, "ArticleTitle") {
		t.Errorf("the tombstone says too much or may be indexed:\n%s", tombstone)
	}
	for _, f := range r.tree.Files() {
		if strings.HasSuffix(f.Path, ".html") && !bytes.Contains(f.Data, []byte("Content-Security-Policy")) {
			t.Errorf("%s has no security policy", f.Path)
		}
	}
}

func TestWhatAuthorsWriteIsEscaped(t *testing.T) {
	r := renderSite(t, setting{}, map[string]string{
		"notes/a.md": note("<script>alert(1)</script>", "2025-03-01", `site = "https://www.example.org/?a=1&b=2"`+"\n"+`topics = ["<b>"]`, "正文 \\<script>alert(2)\\</script>"),
	})
	for _, f := range r.tree.Files() {
		if strings.HasSuffix(f.Path, ".html") && bytes.Contains(f.Data, []byte("<script>")) {
			t.Errorf("%s has a script an author wrote", f.Path)
		}
	}
}

func TestPrivateFieldsAreNowhere(t *testing.T) {
	layouts := map[string]string{"note/page.html": `{{template "base" .}}{{define "main"}}<h1>x</h1>{{.Page.Text "secret"}}{{.Page.Meta}}{{range $k, $v := .Page.Fields}}{{$k}}{{$v}}{{end}}{{end}}`}
	r := renderSite(t, setting{layouts: layouts}, map[string]string{"notes/a.md": note("甲", "2025-03-01", `secret = "密密"`, "正文")})
	for _, f := range r.tree.Files() {
		if bytes.Contains(f.Data, []byte("密密")) {
			t.Errorf("%s shows a private field", f.Path)
		}
	}
}

func TestPreviewMarks(t *testing.T) {
	layouts := map[string]string{"note/page.html": `{{template "base" .}}{{define "main"}}<h1>x</h1>{{.Preview}} {{.Page.Draft}} {{.Page.Future}} {{.Page.Expired}}{{end}}`}
	texts := map[string]string{
		"notes/draft.md": note("甲", "2025-03-01", "draft = true", ""), "notes/future.md": note("乙", "2026-03-01", "", ""),
		"notes/expired.md": note("丙", "2025-03-01", "until = 2025-04-01", ""),
	}
	r := renderSite(t, setting{layouts: layouts, preview: true}, texts)
	for path, want := range map[string]string{
		"notes/2025/draft.html": "true true false false", "notes/2026/future.html": "true false true false", "notes/2025/expired.html": "true false false true",
	} {
		if page := r.page(t, path); !strings.Contains(page, want) {
			t.Errorf("%s does not show %q:\n%s", path, want, page)
		}
	}
	if plain := renderSite(t, setting{layouts: layouts}, texts); len(plain.tree.Files()) >= len(r.tree.Files()) {
		t.Error("drafts are rendered outside a preview")
	}
}

func TestAKindsOwnLayoutWins(t *testing.T) {
	r := renderSite(t, setting{layouts: map[string]string{
		"note/page.html":  `{{template "base" .}}{{define "main"}}<h1>OWN</h1>{{.Page.Label "until"}}{{range .Page.Rows "items"}}[{{.Cell "name"}} {{.Cell "count"}}]{{end}}{{end}}`,
		"note/_item.html": `{{define "item"}}<li>ITEM {{.Title}}</li>{{end}}`,
	}}, map[string]string{"notes/a.md": note("甲", "2025-03-01", "", "| 名称 | 数量 |\n|---|---|\n| 一 | 3 |\n")})
	if page := r.page(t, "notes/2025/a.html"); !strings.Contains(page, "OWN") || !strings.Contains(page, "截止") || !strings.Contains(page, "[一 3]") {
		t.Errorf("the kind's layout was not used:\n%s", page)
	}
	if list := r.page(t, "notes/index.html"); !strings.Contains(list, "ITEM 甲") {
		t.Errorf("the kind's item was not used:\n%s", list)
	}
}

func TestClausesOfATextStayTogether(t *testing.T) {
	r := renderSite(t, setting{layouts: map[string]string{
		"note/page.html": `{{template "base" .}}{{define "main"}}<h1>x</h1>{{range clauses .Page.Title}}{{range .}}[{{.}}]{{end}}{{end}}{{end}}`,
	}}, map[string]string{"notes/a.md": note("弘扬精神，维护“权威。”建设法治国家", "2025-03-01", "", "")})
	if page := r.page(t, "notes/2025/a.html"); !strings.Contains(page, "[弘扬精神，][维护“权威。”][建设法治国家]") {
		t.Errorf("clauses are not cut behind their marks:\n%s", page)
	}
}

func TestALayoutThatFailsNamesThePage(t *testing.T) {
	_, err := tryRender(t, context.Background(), setting{layouts: map[string]string{
		"note/page.html": `{{template "base" .}}{{define "main"}}{{.Site.Asset "css/gone.css"}}{{end}}`,
	}}, map[string]string{"notes/a.md": note("甲", "2025-03-01", "", "")})
	if err == nil || !strings.Contains(err.Error(), "notes/2025/a.html") || !strings.Contains(err.Error(), "css/gone.css") {
		t.Errorf("error is %v, want one that names the page and the file", err)
	}
}

func TestRenderStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tryRender(t, ctx, setting{}, map[string]string{"notes/a.md": note("甲", "2025-03-01", "", "")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
}

func TestWorkersDoNotChangeABytes(t *testing.T) {
	texts := map[string]string{}
	for i := range 30 {
		texts[fmt.Sprintf("notes/a%02d.md", i)] = note(fmt.Sprint("第", i), fmt.Sprintf("2025-03-%02d", i%28+1), fmt.Sprintf(`topics = ["t%d"]`, i%4), "[x](a00.md) [y](gone.md)")
	}
	one := renderSite(t, setting{workers: 1}, texts)
	many := renderSite(t, setting{workers: 16}, texts)
	if d := cmp.Diff(one.paths(), many.paths()); d != "" {
		t.Fatalf("paths (-one +many):\n%s", d)
	}
	for _, f := range one.tree.Files() {
		if other, _ := many.tree.Get(f.Path); !bytes.Equal(f.Data, other.Data) {
			t.Errorf("%s differs", f.Path)
		}
	}
	if d := cmp.Diff(one.problems, many.problems); d != "" || len(one.problems) != 30 {
		t.Errorf("%d problems (-one +many):\n%s", len(one.problems), d)
	}
}

func TestSeniorPages(t *testing.T) {
	texts := map[string]string{"notes/a.md": note("甲 <1>", "2025-03-01", "", "正文"), "notes/b.md": note("乙", "2024-03-01", "", "正文")}
	r := renderSite(t, setting{config: "title = \"某某局\"\n[build]\npage_size = 1\n"}, texts)
	list := r.page(t, "senior/notes.html")
	if want := `<li><a href="../notes/2025/a.html#senior">甲 &lt;1&gt;</a> <time datetime="2025-03-01">2025年3月1日</time></li>`; !strings.Contains(list, want) {
		t.Errorf("the list lacks %s:\n%s", want, list)
	}
	if !strings.Contains(list, "notes/index.html") || !strings.Contains(list, "noindex") {
		t.Errorf("the list does not name the ordinary one, or may be found by search engines:\n%s", list)
	}
	if got := attributes(t, r.page(t, "senior/index.html"), "a", "href"); !slices.Contains(got, "../senior/notes.html") {
		t.Errorf("the entry leads to %q", got)
	}
	off := renderSite(t, setting{config: "title = \"某某局\"\n[build]\nsenior = false\n"}, texts)
	for _, p := range off.paths() {
		if strings.HasPrefix(p, "senior/") {
			t.Errorf("%s though it is switched off", p)
		}
	}
}

func TestWithdrawalsAreListed(t *testing.T) {
	withdrawn := func(day string) string {
		return `withdrawn = {on = ` + day + `, reason = "数字<有误", basis = "《行政处罚法》第四十八条"}`
	}
	r := renderSite(t, setting{config: "title = \"某某局\"\n[bureau]\nname = \"某某县局\"\n"}, map[string]string{
		"notes/a.md": note("秘密的标题", "2024-03-01", withdrawn("2024-04-01"), "秘密的正文"), "notes/b.md": note("又一个", "2025-03-01", withdrawn("2025-04-01"), "正文"),
		"notes/c.md": note("还在", "2025-03-01", "", "正文"),
	})
	page := r.page(t, "withdrawn.html")
	for _, want := range []string{"记录栏目记录", "2024年4月1日", "数字&lt;有误", "《行政处罚法》第四十八条", "某某县局", "2025=12024=1", `href="notes/2024/a.html"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the list lacks %q:\n%s", want, page)
		}
	}
	for _, f := range r.tree.Files() {
		if strings.Contains(string(f.Data), "秘密的") || strings.Contains(string(f.Data), "又一个") {
			t.Errorf("%s tells what was withdrawn", f.Path)
		}
	}
}

func TestLeavingTheSite(t *testing.T) {
	r := renderSite(t, setting{config: "title = \"某某局\"\n"}, map[string]string{
		"notes/a.md": note("甲", "2025-03-01", "", "见[法规库](https://flk.npc.gov.cn/)和[联盟](https://Library.example.org/a?b=c)、[另一处](http://b.example.org:8080/)。")})
	if got, want := attributes(t, r.page(t, "notes/2025/a.html"), "a", "title"), []string{"站外链接，将离开本站前往 library.example.org", "站外链接，将离开本站前往 b.example.org"}; !slices.Equal(got, want) {
		t.Errorf("links say %q, want %q: nothing for sites of the government", got, want)
	}
	if got, want := r.page(t, "leave.html"), "<i>b.example.org</i><i>library.example.org</i>"; !strings.Contains(got, want) {
		t.Errorf("the page lacks %s:\n%s", want, got)
	}
}

func TestLostPageStandsAnywhere(t *testing.T) {
	texts := map[string]string{"notes/a.md": note("甲", "2025-03-01", "", "正文")}
	lost := map[string]string{"default/404.html": `<!DOCTYPE html><html><head>{{.Head}}<style>{{.Style}}</style></head><body>{{range .Site.Nav}}<a href="{{$.Base}}{{.Path}}">{{.Label}}</a>{{end}}</body></html>`}
	for url, want := range map[string]string{"https://www.example.gov.cn/wenlv/": "https://www.example.gov.cn/wenlv/notes/index.html", "": "notes/index.html"} {
		r := renderSite(t, setting{config: fmt.Sprintf("title = \"某某局\"\nurl = %q\n", url), layouts: lost}, texts)
		page := r.page(t, "404.html")
		if got := attributes(t, page, "a", "href"); !slices.Equal(got, []string{want}) {
			t.Errorf("with url %q it leads to %q, want %q", url, got, want)
		}
		if !strings.Contains(page, "<style>b{color:red}</style>") || !strings.Contains(page, headers.Hash([]byte("b{color:red}"))) {
			t.Errorf("its style is not in it, or not allowed by its policy:\n%s", page)
		}
		for _, p := range r.paths() {
			if strings.Contains(p, "404.") && p != "404.html" {
				t.Errorf("published %s, which no page fetches", p)
			}
		}
	}
}

func TestFilterFile(t *testing.T) {
	r := renderSite(t, setting{config: "title = \"某某局\"\n"}, map[string]string{
		"notes/a.md": note("甲", "2025-03-01", `topics = ["law", "tour"]`, "正文"), "notes/b.md": note("乙", "2024-03-01", `topics = ["law"]`, "正文"), "notes/c.md": note("丙", "2025-04-01", "", "正文")})
	got, _ := r.tree.Get("notes/filter.json")
	want := `{"facets":[{"name":"year","label":"年份","values":["2025","2024"]},{"name":"topics","label":"专题","values":["law","tour"]}],` +
		`"items":[["notes/2025/c.html","丙","2025-04-01","",[0],[]],["notes/2025/a.html","甲","2025-03-01","",[0],[0,1]],["notes/2024/b.html","乙","2024-03-01","",[1],[0]]]}`
	if d := cmp.Diff(want, string(got.Data)); d != "" {
		t.Errorf("filter.json (-want +got):\n%s", d)
	}
}
