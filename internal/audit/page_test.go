package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// whole is a page that is right but for what is put into it.
const whole = `<!DOCTYPE html><html lang="zh-CN"><head><title>某某</title>%s</head><body><header><a href="#main">跳到主要内容</a></header><main id="main"><h1>某某</h1>%s</main></body></html>`

func wholePage(body string) string { return fmt.Sprintf(whole, "", body) }

// article is a record that becomes articles/2025/a.html.
const article = "+++\ntitle = \"某某通知\"\npublished = 2025-12-20T09:00:00\nsource = \"某某局\"\n%s+++\n\n%s\n"

// seen runs the look over pages beside the records of files, and lists what it says. Pages looked at while they are
// made must come to the same.
func seen(t *testing.T, in *Input) []string {
	t.Helper()
	watched := *in
	watched.Tree, watched.Watch = output.NewTree(), newWatch(t, in)
	watched.Tree.Watch(watched.Watch.See)
	for _, f := range in.Tree.Files() {
		watched.Tree.Add(*f)
	}
	out := listed(&watched)
	if diff := cmp.Diff(listed(in), out); diff != "" {
		t.Errorf("looked at while made (-later +while):\n%s", diff)
	}
	return out
}

func newWatch(t *testing.T, in *Input) *Watch {
	t.Helper()
	watch, err := NewWatch(in)
	if err != nil {
		t.Fatal(err)
	}
	return watch
}

func listed(in *Input) []string {
	var out []string
	for _, p := range inspectPages(in).Sorted() {
		out = append(out, fmt.Sprintf("%s %s %s", diag.Pos{File: p.Pos.File, Line: p.Pos.Line}, p.Rule, p.Message))
	}
	return out
}

func pagesOf(t *testing.T, files, pages map[string]string) *Input {
	t.Helper()
	in := inputAt(t, "2025-12-31 09:00", files)
	in.Tree = output.NewTree()
	for _, p := range slices.Sorted(maps.Keys(pages)) {
		f := output.File{Path: p, Data: []byte(pages[p]), Group: output.List}
		if record := in.Site.ByPath(p); record != nil {
			f.Group, f.Owner = output.Page, diag.Pos{File: record.Entry.File, Line: 1}
		}
		in.Tree.Add(f)
	}
	return in
}

func TestLinksOfPages(t *testing.T) {
	others := map[string]string{
		"index.html": wholePage(""), "articles/index.html": wholePage(`<h2 id="list">列表</h2>`), "theme/logo.png": "", "files/开放 时间.txt": "",
	}
	tests := []struct {
		name, config, body string
		want               []string
	}{
		{"what is there", "", `<a href="../index.html">首页</a><a href="../../index.html">首页</a><a href="../index.html#list">列表</a><a href="?page=2">第二页</a>
			<img src="../../theme/logo.png" alt=""><a href="../../files/%E5%BC%80%E6%94%BE%20%E6%97%B6%E9%97%B4.txt">附件</a><a href="../../manifest.json">清单</a>
			<a href="mailto:a@example.gov.cn">邮箱</a><a href="tel:0999-8000000">电话</a><a href="#main">正文</a><a href="#">回到页首</a><a href="../">栏目</a>`, nil},
		{"a page that is not there", "", `<a href="../none.html">通知</a>`, []string{`layouts link/page 链接打不开："../none.html"（网页 articles/2025/a.html）`}},
		{"a name in another case", "", `<a href="../Index.html">列表</a>`, []string{`layouts link/page 链接打不开："../Index.html"（网页 articles/2025/a.html）`}},
		{"a picture that is not there", "", `<img src="logo.png" alt="">`, []string{`layouts link/page 链接打不开："logo.png"（网页 articles/2025/a.html）`}},
		{"out of the site", "", `<a href="../../../index.html">首页</a>`, []string{`layouts link/page 链接打不开："../../../index.html"（网页 articles/2025/a.html）`}},
		{"an anchor of another page", "", `<a href="../index.html#none">列表</a>`, []string{`layouts link/page 链接的锚点不存在："../index.html#none"（网页 articles/2025/a.html）`}},
		{"an anchor of the page", "", `<a href="#none">下文</a>`, []string{`layouts link/page 链接的锚点不存在："#none"（网页 articles/2025/a.html）`}},
		{"no address", "", `<a href="">通知</a>`, []string{`layouts link/page 链接没有地址（网页 articles/2025/a.html）`}},
		{"from the top, below a folder", `url = "https://www.example.gov.cn/whj/"`, `<a href="/whj/index.html">首页</a><a href="/index.html">首页</a>`, nil},
		{"this very site", `url = "https://www.example.gov.cn/whj/"`, `<a href="https://www.example.gov.cn/whj/articles/index.html">列表</a><a href="https://www.example.gov.cn/other.html">门户</a>`, nil},
		{"this very site, not there", `url = "https://www.example.gov.cn/whj/"`, `<a href="http://www.example.gov.cn/whj/none.html">列表</a>`,
			[]string{`layouts link/own 链接打不开："http://www.example.gov.cn/whj/none.html"（网页 articles/2025/a.html）`}},
		{"governmental and allowed hosts", "[links]\nallow = [\"*.example.org\"]", `<a href="https://www.gov.cn/">中国政府网</a><a href="https://bszs.conac.cn/sitename">标识</a><a href="https://law.example.org/a">某某库</a><a href="https://EXAMPLE.org">某某</a>`, nil},
		{"a foreign host", "", `<a href="https://www.example.com/a">某某</a><a href="//cdn.example.com/b">某某</a><a href="https://gov.cn.example.com/">某某</a>`, []string{
			"layouts link/external 外部链接 cdn.example.com 不在允许的范围（网页 articles/2025/a.html）",
			"layouts link/external 外部链接 gov.cn.example.com 不在允许的范围（网页 articles/2025/a.html）",
			"layouts link/external 外部链接 www.example.com 不在允许的范围（网页 articles/2025/a.html）"}},
		{"not encrypted", "", `<a href="http://www.gov.cn/">中国政府网</a>`, []string{"layouts link/http 外部链接没有加密：http://www.gov.cn/（网页 articles/2025/a.html）"}},
		{"texts that say nothing", "", `<a href="../index.html">点击这里</a><a href="../index.html"><span>更多</span></a><a href="../index.html"><img src="../../theme/logo.png" alt=""></a>`, []string{
			"layouts link/text 链接文字“更多”没有说明去处（网页 articles/2025/a.html）",
			"layouts link/text 链接文字“点击这里”没有说明去处（网页 articles/2025/a.html）", "layouts link/text 链接没有文字（网页 articles/2025/a.html）"}},
		{"texts given otherwise", "", `<a href="../index.html" aria-label="更多公告">更多</a><a href="../index.html"><img src="../../theme/logo.png" alt="首页"></a><a id="here"></a>`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pages := maps.Clone(others)
			pages["articles/2025/a.html"] = wholePage(test.body)
			in := pagesOf(t, map[string]string{"config.toml": test.config, "content/articles/2025/a.md": fmt.Sprintf(article, "", "正文。")}, pages)
			if diff := cmp.Diff(test.want, seen(t, in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPlannedPagesMustBeMade: a link to a page that was planned and did not come is found like any other.
func TestPlannedPagesMustBeMade(t *testing.T) {
	in := inputAt(t, "2025-12-31 09:00", map[string]string{"config.toml": ""})
	in.Tree, in.Watch = output.NewTree(), newWatch(t, in)
	in.Tree.Watch(in.Watch.See)
	in.Watch.Expect(map[string]bool{"index.html": true, "none.html": true})
	in.Tree.Add(output.File{Path: "index.html", Data: []byte(wholePage(`<a href="none.html">某某</a>`)), Group: output.List})
	if diff := cmp.Diff([]string{`layouts link/page 链接打不开："none.html"（网页 index.html）`}, listed(in)); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsAreReportedWhereTheyCanBeMended(t *testing.T) {
	written := fmt.Sprintf(article, "summary = \"见 https://b.example.com/x 。\"\n", "见[甲](https://a.example.com/x)。\n\n见[乙](#none)。\n\n详见[这里](../index.html)。")
	body := `<a href="https://a.example.com/x">甲</a><a href="#none">乙</a><a href="../index.html">这里</a><a href="https://b.example.com/x">网址</a><a href="none.css">样式</a>`
	pages := map[string]string{"articles/index.html": wholePage("")}
	files := map[string]string{"config.toml": "", "content/articles/2025/a.md": written}
	for i := range 10 {
		name := fmt.Sprintf("articles/2025/b%d.html", i)
		files["content/articles/2025/b"+fmt.Sprint(i)+".md"] = fmt.Sprintf(article, "", "正文。")
		pages[name] = wholePage(`<a href="none.css">样式</a>`)
	}
	pages["articles/2025/a.html"] = wholePage(body)
	want := []string{
		"content/articles/2025/a.md:5 link/external 外部链接 b.example.com 不在允许的范围",
		"content/articles/2025/a.md:8 link/external 外部链接 a.example.com 不在允许的范围",
		`content/articles/2025/a.md:10 link/page 链接的锚点不存在："#none"`,
		"content/articles/2025/a.md:12 link/text 链接文字“这里”没有说明去处",
		`layouts link/page 链接打不开："none.css"（网页 articles/2025/a.html 等 11 页）`,
	}
	if diff := cmp.Diff(want, seen(t, pagesOf(t, files, pages))); diff != "" {
		t.Error(diff)
	}
}

func TestManyAddressesOfAnotherSystemAreOneProblem(t *testing.T) {
	var links, page strings.Builder
	for i := range 6 {
		fmt.Fprintf(&links, "见[通知%d](https://www.example.gov.cn/other/%d.html)。\n\n", i, i)
		fmt.Fprintf(&page, `<a href="https://www.example.gov.cn/other/%d.html">通知%d</a>`, i, i)
	}
	in := pagesOf(t, map[string]string{"config.toml": `url = "https://www.example.gov.cn/"`, "content/articles/2025/a.md": fmt.Sprintf(article, "", links.String())},
		map[string]string{"articles/2025/a.html": wholePage(page.String())})
	want := []string{`content/articles/2025/a.md:7 link/own 链接打不开："https://www.example.gov.cn/other/0.html"，同在 https://www.example.gov.cn/other/ 之下的共 6 处`}
	if diff := cmp.Diff(want, seen(t, in)); diff != "" {
		t.Error(diff)
	}
}

// FuzzInspectPages holds the look at pages to never failing, whatever a layout writes, and to saying the same twice.
func FuzzInspectPages(f *testing.F) {
	for _, page := range pagesToScan {
		f.Add(page)
	}
	f.Add(fmt.Sprintf(whole, tagsOfArticle, `<a href="%zz">甲</a><a href="http://[::1">乙</a><h9><th><table>`))
	f.Add("<a href='https://www.example.gov.cn'>x</a><a href='../../..//'>这里")
	config := map[string]string{"config.toml": governmentConfig, "content/articles/2025/a.md": fmt.Sprintf(article, "", "见[甲](https://a.example.com/)。")}
	in := inputAt(f, "2025-12-31 09:00", config)
	f.Fuzz(func(t *testing.T, page string) {
		in.Tree = output.NewTree()
		in.Tree.Add(output.File{Path: "articles/2025/a.html", Data: []byte(page), Group: output.Page, Owner: diag.Pos{File: "content/articles/2025/a.md", Line: 1}})
		first := inspectPages(in).Sorted()
		for _, p := range first {
			if p.Message == "" || p.Pos.File == "" {
				t.Errorf("%+v", p)
			}
		}
		if diff := cmp.Diff(first, inspectPages(in).Sorted()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestHintsNameTheLikelyPage(t *testing.T) {
	pages := map[string]string{"articles/notice.html": wholePage(""), "index.html": wholePage(`<a href="articles/Notice.html">甲</a><a href="articles/notise.html">乙</a>`)}
	var hints []string
	for _, p := range inspectPages(pagesOf(t, map[string]string{"config.toml": ""}, pages)).Sorted() {
		hints = append(hints, p.Hint)
	}
	if diff := cmp.Diff([]string{"网址区分大小写，应为 articles/notice.html", "是不是想写 articles/notice.html？"}, hints); diff != "" {
		t.Error(diff)
	}
}

func TestStructureOfPages(t *testing.T) {
	tests := []struct {
		name, page string
		want       []string
	}{
		{"right", wholePage(`<h2 id="a">甲</h2><h3>乙</h3><h2>丙</h2><div role="region" aria-label="数据"><table><tr><th scope="col">甲</th></tr></table></div><table><caption>乙</caption></table>`), nil},
		{"no language, no title", `<html><head><title> </title></head><body><main><h1>某某</h1></main></body></html>`, []string{"page/lang 网页缺少 lang 和 title"}},
		{"an icon's title is not the page's", `<html lang="zh-CN"><head><title>某某</title></head><body><svg><title></title></svg><main><h1>某某</h1></main></body></html>`, nil},
		{"no main", strings.ReplaceAll(strings.ReplaceAll(wholePage(""), "<main", "<div"), "</main", "</div"), []string{"page/main 网页的主要内容区（main）须有且只有一个"}},
		{"two titles", wholePage(`<h1>另一个</h1>`), []string{"page/heading 网页有几个一级标题（h1）"}},
		{"a level is left out", wholePage(`<h2>甲</h2><h4>乙</h4>`), []string{"page/heading 标题从 h2 跳到 h4"}},
		{"a picture without alt", wholePage(`<img src="index.html">`), []string{"page/alt 图片没有 alt"}},
		{"a table without name and scope", wholePage(`<div class="x"></div><table><tr><th>甲</th></tr></table>`), []string{"page/table 表头单元格没有 scope", "page/table 表格没有名称（caption）"}},
		{"an id twice", wholePage(`<p id="a"></p><p id="a"></p>`), []string{"page/id id 重复：a"}},
		{"only leads elsewhere", `<html><head><meta http-equiv="Refresh" content="0; url=index.html"></head></html>`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, line := range seen(t, pagesOf(t, map[string]string{"config.toml": ""}, map[string]string{"index.html": test.page})) {
				line, _, _ = strings.Cut(strings.TrimPrefix(line, "layouts "), "（网页")
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const governmentConfig = `title = "某某"
url = "https://www.example.gov.cn/"
[bureau]
name = "某某局"
code = "11990000000000019A"
phone = "0999-8000000"
[footer]
id_code = "9900000001"
icp = "某ICP备00000000号"
police = "某公网安备99000002000001号"
conac = "00000000000000000000000000000000"
find_errors = true
[section.articles]
kind = "article"
description = "发布本局的通知。"
`

const tagsOfArticle = `<meta name="SiteName" content="某某"><meta name="SiteDomain" content="www.example.gov.cn"><meta name="SiteIDCode" content="9900000001">` +
	`<meta name="ColumnName" content="政务动态"><meta name="ColumnDescription" content="发布本局的通知。"><meta name="ColumnKeywords" content="通知"><meta name="ColumnType" content="工作动态">` +
	`<meta name="ArticleTitle" content="某某通知"><meta name="PubDate" content="2025-12-20 09:00"><meta name="ContentSource" content="某某局">`

const footerOfArticle = `<footer>9900000001 某ICP备00000000号 某公网安备99000002000001号 <a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9900000001">我为政府网站找错</a></footer>`

func TestTagsOfPages(t *testing.T) {
	const time = "<p><time>2025-12-20 09:00</time></p>"
	tests := []struct {
		name, config, tags, body string
		inspect                  bool
		want                     []string
	}{
		{"all there", governmentConfig, tagsOfArticle, time + footerOfArticle, true, nil},
		{"a site that is none of the government's", "title = \"某某\"", "", "", false, nil},
		{"a tag of the column is missing", governmentConfig, strings.Replace(tagsOfArticle, `<meta name="ColumnType" content="工作动态">`, "", 1), time + footerOfArticle, false,
			[]string{"layouts page/tag 网页缺少标签 ColumnType（网页 articles/2025/a.html）"}},
		{"a tag in another case", governmentConfig, strings.Replace(tagsOfArticle, `"ColumnType"`, `"columntype"`, 1), time + footerOfArticle, false,
			[]string{"layouts page/tag 网页缺少标签 ColumnType（网页 articles/2025/a.html）"}},
		{"no source", governmentConfig, strings.Replace(tagsOfArticle, `<meta name="ContentSource" content="某某局">`, "", 1), time + footerOfArticle, false,
			[]string{"content/articles/2025/a.md:1 page/tag 网页缺少标签 ContentSource"}},
		{"null", governmentConfig, strings.Replace(tagsOfArticle, `"某某局"`, `"null"`, 1), time + footerOfArticle, false,
			[]string{`content/articles/2025/a.md:1 page/tag 标签 ContentSource 是占位文字："null"`}},
		{"what a template leaves", governmentConfig, strings.Replace(tagsOfArticle, `content="通知"`, `content="{{keywords}}"`, 1), time + footerOfArticle, false,
			[]string{`layouts page/tag 标签 ColumnKeywords 是占位文字："{{keywords}}"（网页 articles/2025/a.html）`}},
		{"no tags at all", governmentConfig, "", time + footerOfArticle, false,
			[]string{"layouts page/tag 网页没有网站标签、栏目标签和内容页标签（网页 articles/2025/a.html）"}},
		{"a date of twelve hours", governmentConfig, strings.Replace(tagsOfArticle, "2025-12-20 09:00", "2025-12-20 9:00 AM", 1), time + footerOfArticle, false,
			[]string{`layouts page/date PubDate 须为 2025-12-20 09:00，实为 "2025-12-20 9:00 AM"（网页 articles/2025/a.html）`}},
		{"no visible date", governmentConfig, tagsOfArticle, footerOfArticle, false, []string{"layouts page/time 网页上没有显示发布时间（年-月-日 时:分）（网页 articles/2025/a.html）"}},
		{"another region's code", strings.Replace(governmentConfig, "9900000001", "9901000001", 1), strings.Replace(tagsOfArticle, "9900000001", "9901000001", 1), time + strings.ReplaceAll(footerOfArticle, "9900000001", "9901000001"), false,
			[]string{"config.toml page/code 网站标识码 9901000001 的前六位与本单位代码里的行政区划 990000 不同"}},
		{"a footer without its items", governmentConfig, tagsOfArticle, time + "<footer></footer>", false, []string{
			"layouts page/footer 页脚没有显示ICP备案号（网页 articles/2025/a.html）", "layouts page/footer 页脚没有显示“我为政府网站找错”的入口（网页 articles/2025/a.html）",
			"layouts page/footer 页脚没有显示公安机关备案号（网页 articles/2025/a.html）", "layouts page/footer 页脚没有显示网站标识码（网页 articles/2025/a.html）"}},
		{"items config.toml lacks, at once", strings.NewReplacer("icp = \"某ICP备00000000号\"\n", "", "conac = \"00000000000000000000000000000000\"\n", "", "phone = \"0999-8000000\"\n", "").Replace(governmentConfig),
			tagsOfArticle, time + footerOfArticle, false, []string{"config.toml page/footer 页脚缺少：联系方式、ICP备案号"}},
		{"items config.toml lacks, each for the score", strings.NewReplacer("icp = \"某ICP备00000000号\"\n", "", "conac = \"00000000000000000000000000000000\"\n", "").Replace(governmentConfig),
			tagsOfArticle, time + footerOfArticle, true, []string{"config.toml page/footer 页脚缺少：ICP备案号", "config.toml page/footer 页脚缺少：党政机关网站标识"}},
		{"columns that say nothing", strings.Replace(governmentConfig, "发布本局的通知。", "政务动态", 1) + "column_type = \"工作动态,杂项\"\n", tagsOfArticle, time + footerOfArticle, false, []string{
			`config.toml page/column “政务动态”栏目的描述只重复了名称："政务动态"`, `config.toml page/column “政务动态”栏目的类别 "杂项" 不在规定的名称里`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := pagesOf(t, map[string]string{"config.toml": test.config, "content/articles/2025/a.md": fmt.Sprintf(article, "", "正文。")},
				map[string]string{"articles/2025/a.html": fmt.Sprintf(whole, test.tags, test.body)})
			in.Inspect = test.inspect
			if diff := cmp.Diff(test.want, seen(t, in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnInspectionDoesNotFailOtherSites(t *testing.T) {
	in := pagesOf(t, map[string]string{"config.toml": "", "content/articles/2025/a.md": fmt.Sprintf(article, "", "正文。")},
		map[string]string{"articles/2025/a.html": wholePage("")})
	in.Inspect = true
	problems := inspectPages(in)
	if len(problems) == 0 || problems.Errors() > 0 {
		t.Errorf("problems: %v, want warnings only", problems)
	}
}
