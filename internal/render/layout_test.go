package render_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/render"
	"xiangwei/internal/schema"
)

const noteKind = `
label = "记录"
section = "notes"
section_label = "记录栏目"
permalink = "{published:2006}/{slug}"
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
[field.site]
label = "网址"
type = "url"
[field.secret]
label = "内部"
type = "text"
private = true
[field.topics]
label = "专题"
type = "text"
term = "topic"
list = true
filter = true
[field.file]
label = "附件"
type = "file"
[table.items]
label = "事项"
[table.items.column.name]
label = "名称"
type = "text"
[table.items.column.count]
label = "数量"
type = "integer"
`

// plainLayouts are the least a site needs: one line for each view.
var plainLayouts = map[string]string{
	"default/_base.html":     `{{define "base"}}<!DOCTYPE html><html lang="{{.Site.Lang}}"><head><title>{{.DocTitle}}</title>{{.Head}}</head><body>{{.Header}}{{block "main" .}}{{end}}</body></html>{{end}}`,
	"default/_header.html":   `{{define "header"}}<header>{{range .Site.Nav}}<a href="{{$.Base}}{{.Path}}">{{.Label}}</a>{{end}}</header>{{end}}`,
	"default/_item.html":     `{{define "item"}}<li><a href="{{.Base}}{{.Path}}">{{.Title}}</a></li>{{end}}`,
	"default/home.html":      `{{template "base" .}}{{define "main"}}{{range .Home.Sections}}{{.Label}} {{.Count}} {{end}}{{end}}`,
	"default/page.html":      `{{template "base" .}}{{define "main"}}<h1>{{.Page.Title}}</h1>{{.Page.Meta}}{{.Page.Body}}{{.Page.Tags}}{{range .Page.Attachments}}<a href="{{$.Base}}{{.Path}}">{{.Name}} {{.Size}}</a>{{end}}{{end}}`,
	"default/list.html":      `{{template "base" .}}{{define "main"}}<ol>{{.List.Items}}</ol>{{end}}`,
	"default/terms.html":     `{{template "base" .}}{{define "main"}}{{range .Terms.Terms}}{{.Label}} {{.Count}}{{end}}{{end}}`,
	"default/tombstone.html": `{{template "base" .}}{{define "main"}}<h1>{{.Page.Title}}</h1>{{.Page.Withdrawn.Reason}}{{end}}`,
	"default/redirect.html":  `{{template "base" .}}{{define "main"}}<a href="{{.Base}}{{.Redirect}}">→</a>{{end}}`,
	"default/sitemap.html":   `{{template "base" .}}{{define "main"}}{{range .Sitemap.Sections}}{{.Label}}{{end}}{{end}}`,
	"default/leave.html":     `{{template "base" .}}{{define "main"}}{{range .Leave}}<i>{{.}}</i>{{end}}{{end}}`,
	"default/senior.html":    `{{template "base" .}}{{define "main"}}{{with .Senior}}<ol>{{.Items}}</ol>{{.Full}}{{range .Sections}}<a href="{{$.Base}}{{.Path}}">{{.Label}}</a>{{end}}{{end}}{{end}}`,
	"default/withdrawn.html": `{{template "base" .}}{{define "main"}}{{range .Log.Entries}}<a href="{{$.Base}}{{.Path}}">{{.SectionLabel}}{{.KindLabel}}</a>{{.On.Chinese}}{{.Reason}}{{.Basis}}{{.By}}{{end}}{{range .Log.Years}}{{.Year}}={{.Count}}{{end}}{{end}}`,
	"default/search.html":    `{{template "base" .}}{{define "main"}}{{range .Search.Groups}}<h2 id="{{.ID}}">{{.Label}}</h2>{{.Items}}{{end}}{{end}}`,
	"default/404.html":       `{{template "base" .}}{{define "main"}}{{.Title}}{{end}}`,
	"default/month.html":     `{{template "base" .}}{{define "main"}}{{.Month.Label}}{{end}}`,
	"default/data.html":      `{{template "base" .}}{{define "main"}}{{range .Data.Sets}}{{.Label}}{{end}}{{end}}`,
}

func kinds(t *testing.T) *schema.Set {
	t.Helper()
	set, problems, err := schema.Load(fstest.MapFS{"note/kind.toml": {Data: []byte(noteKind)}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return set
}

// files returns the plain layouts with some replaced or, where the text is "-", taken away.
func files(changed map[string]string) fstest.MapFS {
	all := maps.Clone(plainLayouts)
	maps.Copy(all, changed)
	m := fstest.MapFS{}
	for name, text := range all {
		if text != "-" {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return m
}

func TestPlainLayoutsLoad(t *testing.T) {
	if _, problems, err := render.LoadLayouts(files(nil), kinds(t)); err != nil || len(problems) > 0 {
		t.Errorf("LoadLayouts: %v, %v", problems, err)
	}
}

func TestLayoutProblems(t *testing.T) {
	page := func(main string) map[string]string {
		return map[string]string{"note/page.html": "{{template \"base\" .}}\n{{define \"main\"}}\n" + main + "{{end}}"}
	}
	for _, c := range []struct {
		name    string
		changed map[string]string
		want    string // "file:line:col message", hint
		hint    string
	}{
		{"a field the kind lacks", page(`{{.Page.Text "untill"}}`), `layouts/note/page.html:3:14 记录没有名为 "untill" 的字段`, "until"},
		{"asked by Has", page(`{{if .Page.Has "untill"}}x{{end}}`), `layouts/note/page.html:3:16 记录没有名为 "untill" 的字段`, "until"},
		{"by List in a range", page(`{{range .Page.List "topix"}}x{{end}}`), `layouts/note/page.html:3:20 记录没有名为 "topix" 的字段`, "topics"},
		{"in the map of fields", page(`{{.Page.Fields.untill}}`), `layouts/note/page.html:3:8 记录没有名为 "untill" 的字段`, "until"},
		{"a table the kind lacks", page(`{{range .Page.Rows "item"}}x{{end}}`), `layouts/note/page.html:3:20 记录没有名为 "item" 的数据表`, "items"},
		{"a column, where the dot has moved", page(`{{range .Page.Rows "items"}}{{.Cell "nmae"}}{{end}}`), `layouts/note/page.html:3:37 记录没有名为 "nmae" 的列`, "name"},
		{"a name the view lacks", page(`{{.Page.Titel}}`), `layouts/note/page.html:3:8 布局里用了没有的名称 .Titel`, "Title"},
		{"inside with", page(`{{with .Page.Published}}{{.Chines}}{{end}}`), `layouts/note/page.html:3:27 布局里用了没有的名称 .Chines`, "Chinese"},
		{"through a variable", page(`{{$p := .Page}}{{$p.Titel}}`), `layouts/note/page.html:3:20 布局里用了没有的名称 .Titel`, "Title"},
		{"from the root inside a range", page(`{{range .Crumbs}}{{$.Pag.Title}}{{end}}`), `layouts/note/page.html:3:21 布局里用了没有的名称 .Pag`, "Page"},
		{"a link's member in a range with index", page(`{{range $i, $c := .Crumbs}}{{$c.Lable}}{{end}}`), `layouts/note/page.html:3:32 布局里用了没有的名称 .Lable`, "Label"},
		{"in a shared piece", map[string]string{"default/_header.html": "{{define \"header\"}}\n{{.Sitee}}{{end}}"}, `layouts/default/_header.html:2:3 布局里用了没有的名称 .Sitee`, "Site"},
		{"in a list item", map[string]string{"note/_item.html": `{{define "item"}}{{.Text "titel"}}{{end}}`}, `layouts/note/_item.html:1:26 记录没有名为 "titel" 的字段`, "title"},
		{"a kind's field in a layout for all kinds", map[string]string{"default/page.html": `{{template "base" .}}{{define "main"}}{{.Page.Text "until"}}{{end}}`},
			`layouts/default/page.html:1:52 共用布局不能用某一类型的字段 "until"`, "自己的布局"},
		{"a piece that is nowhere", page(`{{template "heder" .}}`), `layouts/note/page.html:3:12 没有名为 "heder" 的片段`, "header"},
		{"an action that is not closed", page(`{{if .Page.Title}}x`), `layouts/note/page.html:3 布局写法有误（unexpected EOF）`, "配对"},
		{"a function that is not there", page(`{{upper .Page.Title}}`), `layouts/note/page.html:3 布局写法有误（function "upper" not defined）`, "名称"},
		{"an item without its definition", map[string]string{"note/_item.html": `<li>x</li>`, "default/_item.html": `-`},
			`layouts/default/_item.html 缺少布局文件`, "内置布局"},
		{"a layout that is missing", map[string]string{"default/terms.html": "-"}, `layouts/default/terms.html 缺少布局文件`, "内置布局"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems, err := render.LoadLayouts(files(c.changed), kinds(t))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems.Sorted() {
				got = append(got, fmt.Sprintf("%s %s", p.Pos, p.Message))
			}
			if len(got) == 0 || got[0] != c.want {
				t.Fatalf("problems are %q, want first %q", got, c.want)
			}
			if hint := problems.Sorted()[0].Hint; !strings.Contains(hint, c.hint) {
				t.Errorf("hint is %q, want one with %q", hint, c.hint)
			}
		})
	}
}

func TestLayoutsReportEverythingAtOnce(t *testing.T) {
	_, problems, err := render.LoadLayouts(files(map[string]string{
		"note/page.html": `{{template "base" .}}{{define "main"}}{{.Page.Titel}}{{.Page.Text "x"}}{{end}}`,
		"note/list.html": `{{template "base" .}}{{define "main"}}{{.Lst}}{{end}}`,
	}), kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) != 3 {
		t.Errorf("%d problems, want 3: %v", len(problems), problems)
	}
}

func TestThemeProblems(t *testing.T) {
	theme := fstest.MapFS{
		"css/site.css": {Data: []byte("body{background:url(../img/a.svg)} p{background:url(\"../img/gone.svg\")} a{background:url(data:image/png;base64,AA==)}")},
		"img/a.svg":    {Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")},
		"theme.go":     {Data: []byte("package theme")},
	}
	_, problems, err := render.LoadTheme(theme, minifier)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Pos.File+" "+p.Rule+" "+p.Message)
	}
	if d := cmp.Diff([]string{`theme/css/site.css layout/theme 样式表引用的文件不存在："../img/gone.svg"`}, got); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

func TestJoinedSheets(t *testing.T) {
	for _, c := range []struct {
		name     string
		sheets   map[string]string
		problems []string
	}{
		{"one sheet of three", map[string]string{
			"css/site.css": "@import \"a.css\";\n@import \"b.css\";\np{top:0}", "css/a.css": "a{top:1px}", "css/b.css": "@import \"c.css\";\nb{top:2px}", "css/c.css": "i{top:3px}"}, nil},
		{"an import that is not there", map[string]string{"css/site.css": "@import \"a.css\";\n", "css/a.css": "@import \"gone.css\";\na{top:1px}"},
			[]string{`theme/css/a.css 样式表引用的文件不存在："css/gone.css"`}},
		{"a circle", map[string]string{"css/site.css": "@import \"a.css\";\n", "css/a.css": "@import \"b.css\";\n", "css/b.css": "@import \"a.css\";\n"},
			[]string{`theme/css/b.css 样式表引用了自己："css/a.css"`, `theme/css/a.css 样式表引用了自己："css/b.css"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			theme := fstest.MapFS{}
			for name, text := range c.sheets {
				theme[name] = &fstest.MapFile{Data: []byte(text)}
			}
			made, problems, err := render.LoadTheme(theme, minifier)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.Pos.File+" "+p.Message)
			}
			if d := cmp.Diff(c.problems, got); d != "" {
				t.Errorf("problems (-want +got):\n%s", d)
			}
			if files := made.Files(); len(files) != 1 || !strings.HasPrefix(files[0], "theme/css/site.") {
				t.Errorf("published %q, want one sheet", files)
			}
		})
	}
}
