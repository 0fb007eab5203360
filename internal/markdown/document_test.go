package markdown

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func convert(t *testing.T, body string) Document {
	t.Helper()
	doc, list := New(Options{}).Convert(Input{File: "a.md", Body: body, FirstLine: 11})
	if list.Errors() > 0 {
		t.Fatalf("problems: %v", list)
	}
	return doc
}

func TestHeadingsHaveLines(t *testing.T) {
	doc := convert(t, "前言\n\n## 第一章 总则 `码`\n\n正文\n\n概况\n---\n")
	want := []Heading{
		{Level: 2, Text: "第一章 总则 码", ID: "chapter-1", Line: 13},
		{Level: 2, Text: "概况", ID: "概况", Line: 17},
	}
	if diff := cmp.Diff(want, doc.Headings); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}

func TestTablePositions(t *testing.T) {
	body := "　　说明\n\n表：清单\n\n| 序号 | 违法行为 | 备注 |\n|--|--|--|\n| 一 | 未**备案**\\|的 | [链](a.html) |\n|二|  |\n\n> | 甲 |\n> |---|\n> | 乙 |\n"
	c := New(Options{})
	doc, _ := c.Convert(Input{Body: body, FirstLine: 5, TableRowAnchors: func(header []string) (string, bool) {
		return "item", slices.Contains(header, "序号")
	}})
	want := []Table{
		{
			Line: 9, Caption: "清单",
			Header: []Cell{{"序号", 9, 3}, {"违法行为", 9, 8}, {"备注", 9, 15}},
			Rows: []Row{
				{Line: 11, Anchor: "item-1", Cells: []Cell{{"一", 11, 3}, {"未备案|的", 11, 7}, {"链", 11, 20}}},
				{Line: 12, Anchor: "item-2", Cells: []Cell{{"二", 12, 2}, {"", 12, 6}, {"", 12, 0}}},
			},
		},
		{
			Line:   14,
			Header: []Cell{{"甲", 14, 5}},
			Rows:   []Row{{Line: 16, Cells: []Cell{{"乙", 16, 5}}}},
		},
	}
	if diff := cmp.Diff(want, doc.Tables); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
	if !strings.Contains(string(doc.HTML), `<tr id="item-2"><td data-label="序号">二</td>`) {
		t.Errorf("row without its anchor:\n%s", doc.HTML)
	}
}

func TestRowAnchorsRunThroughTables(t *testing.T) {
	body := "| a |\n|---|\n| 1 |\n\n| a |\n|---|\n| 2 |\n"
	doc, _ := New(Options{}).Convert(Input{Body: body, TableRowAnchors: func([]string) (string, bool) { return "row", true }})
	got := []string{doc.Tables[0].Rows[0].Anchor, doc.Tables[1].Rows[0].Anchor}
	if diff := cmp.Diff([]string{"row-1", "row-2"}, got); diff != "" {
		t.Errorf("anchors (-want +got):\n%s", diff)
	}
}

func TestLinks(t *testing.T) {
	doc := convert(t, "见[**民**法](../law/a.html \"题\")。\n\n- 邮箱：a@b.cn\n- www.gov.cn\n- [![图 标](i.png)](附件/一.pdf)\n")
	want := []Link{
		{Dest: "../law/a.html", Title: "题", Text: "民法", Line: 11, Col: 2},
		{Dest: "mailto:a@b.cn", Text: "a@b.cn", Line: 13, Col: 6},
		{Dest: "http://www.gov.cn", Text: "www.gov.cn", Line: 14, Col: 3},
		{Dest: "附件/一.pdf", Text: "图 标", Line: 15, Col: 3},
		{Dest: "i.png", Text: "图 标", Alt: "图 标", Image: true, Line: 15, Col: 4},
	}
	if diff := cmp.Diff(want, doc.Links, cmpopts.IgnoreUnexported(Link{})); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func TestText(t *testing.T) {
	doc := convert(t, "## 标题\n\n第一行，\n第二行 one\ntwo\\\n硬\n\n| 甲 | 乙 |\n|---|---|\n| 1 | **2** |\n\n- 项[^1]\n\n[^1]: 注\n\n```\n码\n```\n")
	want := "标题\n第一行，第二行 one two\n硬\n甲\t乙\n1\t2\n项\n码\n注"
	if diff := cmp.Diff(want, strings.TrimSpace(doc.Text)); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestResolve(t *testing.T) {
	doc := convert(t, "[甲](a.md) [乙](b.md \"题\") ![图<](c.png) [![标](d.png)文](e.md)")
	tests := []struct {
		name    string
		resolve func(*Link) Target
		want    string
	}{
		{"identity", func(l *Link) Target { return Target{Href: l.Dest} }, string(doc.HTML)},
		{"addresses", func(l *Link) Target { return Target{Href: "x/" + l.Dest + "?a&b"} },
			strings.NewReplacer(`a.md"`, `x/a.md?a&amp;b"`, `b.md"`, `x/b.md?a&amp;b"`, `c.png"`, `x/c.png?a&amp;b"`, `d.png"`, `x/d.png?a&amp;b"`, `e.md"`, `x/e.md?a&amp;b"`).Replace(string(doc.HTML))},
		{"all dropped", func(*Link) Target { return Target{Drop: true} }, "<p>甲 乙 图&lt; 标文</p>\n"},
		{"only links dropped", func(l *Link) Target { return Target{Href: l.Dest, Drop: !l.Image} },
			"<p>甲 乙 <img src=\"c.png\" alt=\"图&lt;\" loading=\"lazy\" decoding=\"async\"> <img src=\"d.png\" alt=\"标\" loading=\"lazy\" decoding=\"async\">文</p>\n"},
		{"images dropped", func(l *Link) Target { return Target{Href: l.Dest, Drop: l.Image} },
			"<p><a href=\"a.md\">甲</a> <a href=\"b.md\" title=\"题\">乙</a> 图&lt; <a href=\"e.md\">标文</a></p>\n"},
		{"dangerous address drops", func(l *Link) Target { return Target{Href: "javascript:alert(1)"} }, "<p>甲 乙 图&lt; 标文</p>\n"},
		{"attributes", func(l *Link) Target {
			if l.Image {
				return Target{Href: l.Dest, Drop: true}
			}
			return Target{Href: l.Dest, Attrs: []Attr{{"rel", "noopener"}, {"class", `a"b`}, {"title", "新"}, {"onclick", "x"}, {"style", "x"}, {"data-x", "1"}, {"data-x onclick", "1"}}}
		}, "<p><a href=\"a.md\" rel=\"noopener\" class=\"a&quot;b\" title=\"新\" data-x=\"1\">甲</a> <a href=\"b.md\" rel=\"noopener\" class=\"a&quot;b\" data-x=\"1\" title=\"题\">乙</a> 图&lt; <a href=\"e.md\" rel=\"noopener\" class=\"a&quot;b\" title=\"新\" data-x=\"1\">标文</a></p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(doc.Resolve([]byte("前"), tt.resolve))
			if diff := cmp.Diff("前"+tt.want, got); diff != "" {
				t.Errorf("resolved (-want +got):\n%s", diff)
			}
		})
	}
}

// findTitle finds 《法》 and what follows up to 条.
func findTitle(text string) []Span {
	var spans []Span
	for at := 0; ; {
		i := strings.Index(text[at:], "《")
		if i < 0 {
			break
		}
		n := strings.Index(text[at+i:], "条")
		if n < 0 {
			break
		}
		spans = append(spans, Span{at + i, at + i + n + len("条"), "law.html"})
		at += i + n
	}
	if i := strings.Index(text, "第一条"); i >= 0 && spans == nil {
		spans = append(spans, Span{i, i + len("第一条"), "self"})
	}
	return spans
}

func TestFindInText(t *testing.T) {
	c := New(Options{FindInText: findTitle})
	doc, _ := c.Convert(Input{Body: "## 《甲》第二条\n\n依《甲\n法》第二条&lt;，[《乙》第三条](b.html)，`《丙》第四条`，**《丁》第五条**。\n\n第一条　本文。\n\n依第一条办\n"})
	want := `<h2 id="甲第二条">《甲》第二条</h2>
<p>依<a href="law.html">《甲法》第二条</a>&lt;，<a href="b.html">《乙》第三条</a>，<code>《丙》第四条</code>，<strong><a href="law.html">《丁》第五条</a></strong>。</p>
<p id="art-1"><a class="art-no" href="#art-1">第一条</a>　本文。</p>
<p>依<a href="self">第一条</a>办</p>
`
	if diff := cmp.Diff(want, string(doc.HTML)); diff != "" {
		t.Errorf("html (-want +got):\n%s", diff)
	}
	if l := doc.Links[0]; !l.Found || l.Text != "《甲法》第二条" || l.Line != 3 {
		t.Errorf("found link: %+v", l)
	}
}

func TestFindInTextIgnoresBadSpans(t *testing.T) {
	bad := []Span{{-1, 2, "a"}, {3, 3, "a"}, {0, 99, "a"}, {0, 3, "javascript:x"}, {3, 6, "ok"}, {0, 3, "a"}}
	doc, _ := New(Options{FindInText: func(string) []Span { return bad }}).Convert(Input{Body: "甲乙丙"})
	if got, want := string(doc.HTML), "<p>甲<a href=\"ok\">乙</a>丙</p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTooComplex(t *testing.T) {
	c := New(Options{})
	bodies := map[string]string{
		"nested quotes":    strings.Repeat(">", 100) + " 甲",
		"nested lists":     strings.Repeat("- ", 100) + "甲",
		"nested footnotes": strings.Repeat("[^a]: ", 100) + "甲",
		"brackets":         strings.Repeat("[", 20000),
		"stars":            strings.Repeat("*a **b ", 5000),
		"long":             strings.Repeat("甲\n\n", 1<<20),
	}
	for name, body := range bodies {
		doc, list := c.Convert(Input{Body: body})
		if len(list) != 1 || list[0].Rule != "text/complex" || doc.HTML != nil {
			t.Errorf("%s: problems %v", name, list)
		}
	}
	fine := map[string]string{
		"rule":            strings.Repeat("-", 500),
		"many paragraphs": strings.Repeat("**甲** [乙](a.html)\n\n", 5000),
		"long table":      "| 甲 | 乙 |\n|" + strings.Repeat("-", 200) + "|---|\n" + strings.Repeat("| **甲** | [乙](a.html) |\n", 3000),
	}
	for name, body := range fine {
		if doc, list := c.Convert(Input{Body: body}); list.Errors() > 0 || len(doc.HTML) == 0 {
			t.Errorf("%s: problems %v", name, list)
		}
	}
}

func TestRepeatedHeadingsStayFast(t *testing.T) {
	doc := convert(t, strings.Repeat("## 甲\n", 50000))
	if got, want := doc.Headings[49999].ID, "甲-50000"; got != want {
		t.Errorf("last id %q, want %q", got, want)
	}
}

func TestInvalidUTF8(t *testing.T) {
	doc, _ := New(Options{}).Convert(Input{Body: "甲\xff\x00乙"})
	if got, want := string(doc.HTML), "<p>甲\uFFFD\uFFFD乙</p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSharedConverter(t *testing.T) {
	c := New(Options{FindInText: findTitle})
	bodies := []string{sample(1), "# 甲\n\n<b>乙</b> [x](javascript:y)", "| a |\n|---|\n| `b\\|c` |", "**注意：**正文[^1]\n\n[^1]: 注"}
	want := make([]string, len(bodies))
	for i, b := range bodies {
		doc, list := c.Convert(Input{Body: b})
		want[i] = string(doc.HTML) + doc.Text + string(rune('0'+len(list)))
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for n := range 20 {
				i := (g + n) % len(bodies)
				doc, list := c.Convert(Input{Body: bodies[i]})
				if got := string(doc.HTML) + doc.Text + string(rune('0'+len(list))); got != want[i] {
					t.Errorf("body %d differs when converted in parallel", i)
				}
			}
		})
	}
	wg.Wait()
}

func TestRulesAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules {
		if seen[r.ID] || r.Title == "" || r.Doc == "" {
			t.Errorf("rule %q is a repeat or lacks a text", r.ID)
		}
		seen[r.ID] = true
	}
}

func TestSummary(t *testing.T) {
	tests := []struct {
		name, text string
		n          int
		want       string
	}{
		{"short text stays", "第一句。第二句", 20, "第一句。第二句"},
		{"cut at a sentence", "第一句。第二句！第三句很长", 9, "第一句。第二句！"},
		{"closing quote belongs to the sentence", "他说：“好。”然后走了", 8, "他说：“好。”"},
		{"no sentence end", "一二三四五六七八", 5, "一二三四…"},
		{"exactly n", "一二三四五", 5, "一二三四五"},
		{"line ends", "标题\n正文 one\ntwo", 20, "标题正文 one two"},
		{"nothing asked", "一二", 0, ""},
		{"empty", "", 5, ""},
		{"space at the limit", "one two", 4, "one…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Summary(tt.text, tt.n); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCount(t *testing.T) {
	tests := []struct {
		text       string
		han, words int
	}{
		{"", 0, 0},
		{"依法行政，2026年Go语言don’t e-mail 3.14。", 7, 5},
		{"hello world", 0, 2},
		{"〇一二", 3, 0},
	}
	for _, tt := range tests {
		if han, words := Count(tt.text); han != tt.han || words != tt.words {
			t.Errorf("Count(%q) = %d, %d, want %d, %d", tt.text, han, words, tt.han, tt.words)
		}
	}
}

func TestParseLabel(t *testing.T) {
	tests := []struct {
		text, want string
	}{
		{"第十二条", "art-12"}, {"第一百二十条之一 ", "art-120-1"}, {"第二十条", "art-20"}, {"第一千零一条", "art-1001"},
		{"第12条", "art-12"}, {"第一二〇条", "art-120"}, {"第三分编", "subpart-3"}, {"第条", ""}, {"第零条", ""}, {"第九九九九九九条", ""}, {"十二条", ""}, {"第十二款", ""},
	}
	for _, tt := range tests {
		got := ""
		if l, ok := parseLabel(tt.text); ok {
			got = l.id()
		}
		if got != tt.want {
			t.Errorf("parseLabel(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
