package poster

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/layouts"
)

const configuration = `title = "某某县法治公开"
url = "https://www.example.gov.cn/"
[bureau]
name = "某某县文化旅游广电体育局"
[screens]
no_break = ["国家宪法日"]
`

// read makes the site of some files and returns it.
func read(t *testing.T, toml string, files map[string]string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, problems := config.Read([]byte(toml))
	kinds, more, err := schema.Load(layouts.Files)
	if err != nil || problems.Errors()+more.Errors() > 0 {
		t.Fatal(err, problems, more)
	}
	set, problems, err := content.Load(context.Background(), fsys, content.Options{Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: cfg.Zone}, Workers: 1})
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	s, problems := site.New(cfg, kinds, set, site.Options{Now: time.Date(2026, 11, 22, 8, 0, 0, 0, cfg.Zone)})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return s
}

const noticeText = `+++
title = "国家宪法日<活动>"
text = "12月4日9时，县人民广场举行国家宪法日宣传，欢迎参加。"
valid_from = 2026-11-20T08:00:00
valid_until = 2026-12-04T11:30:00
authority = "某某县文化旅游广电体育局"
published = 2026-11-20T09:00:00
+++
`

const eventText = `+++
title = "国家宪法日集中宣传活动"
starts = 2026-12-04T09:00:00
ends = 2026-12-04T11:30:00
venue = "某某县人民广场"
campaign = "2026年宪法宣传周"
organiser = "某某县文化旅游广电体育局"
audience = "社会公众"
form = "现场咨询"
statutes = ["《宪法》", "《行政处罚法》"]
summary = "设咨询台，有普法文艺演出。"
published = 2026-11-18T09:00:00
source = "某某局"
+++

正文。
`

func listText(rows int) string {
	var b strings.Builder
	b.WriteString(`+++
title = "某某县文化和旅游市场轻微违法行为免罚清单（第二批）"
list_type = "不予处罚"
number = "某文旅规〔2026〕1号"
authority = "某某县文化旅游广电体育局"
basis = ["《行政处罚法》第三十三条第一款"]
issued = 2026-06-08
effective = 2026-07-15
valid_until = 2031-07-14
published = 2026-06-11T09:00:00
source = "某某局"
summary = "及时改正、没有造成危害后果的，不予行政处罚。"
+++

| 序号 | 违法行为 | 违反条款 | 罚则条款 | 适用条件 | 不适用情形 | 改正期限 | 配套监管措施 |
| --- | --- | --- | --- | --- | --- | --- | --- |
`)
	for n := range rows {
		fmt.Fprintf(&b, "| %d | 娱乐场所未按照规定建立营业日志 | | 《娱乐场所管理条例》第五十条 | 首次被发现，三日内建立并如实记载 | 有意删改<营业日志> | 三日 | 复查 |\n", n+1)
	}
	return b.String()
}

func page(t *testing.T, toml, file, text string) *site.Page {
	t.Helper()
	s := read(t, toml, map[string]string{file: text})
	p := s.ByFile("content/" + file)
	if p == nil {
		t.Fatalf("%s is not public", file)
	}
	return p
}

// made is a poster that was made, parsed.
type made struct {
	raw  string
	root *html.Node
	text string
}

func poster(t *testing.T, p *site.Page, paper string) made {
	t.Helper()
	if why := Fits(p); why != "" {
		t.Fatal(why)
	}
	size, ok := PaperNamed(paper)
	if !ok {
		t.Fatal(paper)
	}
	cfg, _ := config.Read([]byte(configuration))
	if !strings.Contains(p.Entry.File, "without-address") {
		cfg.URL = "https://www.example.gov.cn/"
	} else {
		cfg.URL = ""
	}
	out, err := Page(p, Options{Config: cfg, Paper: size})
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			text.WriteString(strings.Join(strings.Fields(n.Data), " "))
		}
	}
	return made{string(out), root, text.String()}
}

func (m made) says(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(m.text, w) {
			t.Errorf("the poster does not say %q:\n%s", w, m.text)
		}
	}
}

func (m made) elements(name string) []*html.Node {
	var all []*html.Node
	for n := range m.root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			all = append(all, n)
		}
	}
	return all
}

func TestNotice(t *testing.T) {
	m := poster(t, page(t, configuration, "notices/2026/a.md", noticeText), "A3")
	m.says(t, "国家宪法日<活动>", "12月4日9时，县人民广场举行国家宪法日宣传，欢迎参加。", "某某县文化旅游广电体育局 2026年11月20日", "张贴至 2026年12月4日 11:30，到期撤下", "通知国家宪法日", "扫码看全文")
	for _, want := range []string{`<html lang="zh-CN">`, "<title>国家宪法日&lt;活动&gt;</title>", "@page { size: 297mm 420mm; margin: 0; }", "--u: 2.970mm;", `<span class="keep">国家宪法日</span>`, `<body class="notice">`} {
		if !strings.Contains(m.raw, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if len(m.elements("h1")) != 1 || len(m.elements("main")) != 1 {
		t.Error("not one heading and one main part")
	}
}

// A poster goes to the print shop as one file: it fetches nothing.
func TestSelfContained(t *testing.T) {
	for file, text := range map[string]string{"notices/2026/a.md": noticeText, "events/2026/a.md": eventText, "exemptions/2026/a.md": listText(3)} {
		m := poster(t, page(t, configuration, file, text), "A3")
		for _, name := range []string{"script", "link", "img", "iframe", "form"} {
			if len(m.elements(name)) > 0 {
				t.Errorf("%s has a %s element", file, name)
			}
		}
		if strings.Contains(m.raw, "url(") || strings.Contains(m.raw, "@import") || strings.Contains(m.raw, "ZgotmplZ") {
			t.Errorf("%s fetches something, or a style was refused", file)
		}
	}
}

func TestEvent(t *testing.T) {
	m := poster(t, page(t, configuration, "events/2026/a.md", eventText), "A2")
	m.says(t, "2026年宪法宣传周", "国家宪法日集中宣传活动", "12月4日2026年 星期五 9:00—11:30", "地点某某县人民广场", "主办某某县文化旅游广电体育局", "宣传《宪法》《行政处罚法》", "设咨询台，有普法文艺演出。", "张贴至 2026年12月4日 11:30")
	if times := m.elements("time"); len(times) != 1 || times[0].Attr[0].Val != "2026-12-04T09:00:00+08:00" || !strings.Contains(m.raw, "size: 420mm 594mm") {
		t.Error("no machine-readable time, or another paper")
	}
}

func TestDays(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	at := func(s string) date.Stamp {
		if s == "" {
			return date.Stamp{}
		}
		stamp, err := date.ParseStamp(s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return stamp
	}
	for _, tt := range []struct{ name, from, to, large, small string }{
		{"a morning", "2026-12-04 09:00", "2026-12-04 11:30", "12月4日", "2026年　星期五　9:00—11:30"},
		{"no end", "2026-12-04 09:00", "", "12月4日", "2026年　星期五　9:00 开始"},
		{"no clock", "2026-12-06", "", "12月6日", "2026年　星期日"},
		{"days of a month", "2026-12-01 09:00", "2026-12-07 17:30", "12月1日—7日", "2026年　9:00 开始，末日 17:30 结束"},
		{"days without a clock", "2026-12-01", "2026-12-07", "12月1日—7日", "2026年"},
		{"over a month", "2026-11-28", "2026-12-07", "11月28日—12月7日", "2026年"},
		{"over a year", "2026-12-28", "2027-01-03", "12月28日—2027年1月3日", "2026年"},
	} {
		d := dayOf(at(tt.from), at(tt.to))
		if d.Large != tt.large || d.Small != tt.small {
			t.Errorf("%s: %q, %q, want %q, %q", tt.name, d.Large, d.Small, tt.large, tt.small)
		}
	}
}

func TestList(t *testing.T) {
	m := poster(t, page(t, configuration, "exemptions/2026/a.md", listText(6)), "A1")
	m.says(t, "某某县文化和旅游市场轻微违法行为免罚清单（第二批）", "类型不予处罚", "文号某文旅规〔2026〕1号", "施行2026年7月15日", "有效期至2031年7月14日", "有意删改<营业日志>", "及时改正、没有造成危害后果的，不予行政处罚。")
	if heads := m.elements("th"); len(heads) != 7 {
		t.Errorf("%d columns; the empty one is to be left out", len(heads))
	}
	if rows := m.elements("tr"); len(rows) != 7 {
		t.Errorf("%d rows", len(rows))
	}
	if len(m.elements("thead")) != 1 || len(m.elements("caption")) != 1 {
		t.Error("the table has no head to repeat, or no caption")
	}
}

func TestCellsShrinkUntilTheSheetIsFull(t *testing.T) {
	size := regexp.MustCompile(`--cell: ([\d.]+);`)
	var last string
	for _, rows := range []int{2, 8, 30} {
		m := poster(t, page(t, configuration, "exemptions/2026/a.md", listText(rows)), "A3")
		found := size.FindStringSubmatch(m.raw)
		if found == nil {
			t.Fatal("no size of cells")
		}
		if last != "" && found[1] > last {
			t.Errorf("%d rows have larger type (%s) than fewer (%s)", rows, found[1], last)
		}
		last = found[1]
	}
	if last != "1.50" {
		t.Errorf("thirty rows are set at %s, not at the least legible size", last)
	}
}

// The code is the address and nothing else, with its quiet margin.
func TestCode(t *testing.T) {
	m := poster(t, page(t, configuration, "events/2026/a.md", eventText), "A3")
	if len(m.elements("svg")) != 2 || !strings.Contains(m.raw, `aria-label="二维码，扫码看全文"`) {
		t.Error("no code")
	}
	if _, err := code("https://www.example.gov.cn/" + strings.Repeat("a", 3000)); err == nil {
		t.Error("an address too long for a code passed")
	}
	m = poster(t, page(t, configuration, "events/2026/without-address.md", eventText), "A3")
	if strings.Contains(m.raw, "二维码") || strings.Contains(m.raw, "扫码") {
		t.Error("a site without an address has a code")
	}
}

func TestFits(t *testing.T) {
	article := "+++\ntitle = \"文章\"\npublished = 2026-11-01\nsource = \"某某局\"\n+++\n\n正文。\n"
	p := page(t, configuration, "articles/2026/a.md", article)
	if why := Fits(p); !strings.Contains(why, "没有海报样式") {
		t.Errorf("an article: %q", why)
	}
	penalty := slices.IndexFunc(readKinds(t).Kinds, func(k *schema.Kind) bool { return k.FieldOf(schema.RoleParty) != nil })
	p.Record.Kind = readKinds(t).Kinds[penalty]
	if why := Fits(p); !strings.Contains(why, "有当事人") {
		t.Errorf("a kind with a party: %q", why)
	}
}

func readKinds(t *testing.T) *schema.Set {
	t.Helper()
	kinds, _, err := schema.Load(layouts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

func TestPapers(t *testing.T) {
	for name, want := range map[string]Paper{"A3": {"A3", 297, 420}, "a1": {"A1", 594, 841}, "A2": {"A2", 420, 594}} {
		if got, ok := PaperNamed(name); !ok || got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, name := range []string{"", "A4", "B1", "A33"} {
		if _, ok := PaperNamed(name); ok {
			t.Errorf("%q is a paper", name)
		}
	}
}

func TestRuns(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		phrases    []string
		want       []string // kept ones in brackets
	}{
		{"phrases", "举行国家宪法日宣传", []string{"宪法", "国家宪法日"}, []string{"举行", "[国家宪法日]", "宣传"}},
		{"dates and times", "12月4日9时，某某", nil, []string{"[12月4日9时，]", "某某"}},
		{"numbers", "拨打0999-8000000或12345。", nil, []string{"拨打", "[0999-8000000]", "或", "[12345。]"}},
		{"titles of laws", "《宪法》和《互联网上网服务营业场所管理条例》", nil, []string{"[《宪法》]", "和《互联网上网服务营业场所管理条例》"}},
		{"a title that is not closed", "《宪法", nil, []string{"《宪法"}},
		{"nothing", "", nil, nil},
	} {
		var got []string
		for _, r := range runs(tt.text, tt.phrases) {
			if r.Keep {
				r.Text = "[" + r.Text + "]"
			}
			got = append(got, r.Text)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// Runs and clauses joined are the text, whatever it is.
func FuzzRuns(f *testing.F) {
	for _, s := range []string{"12月4日9时，县人民广场", "《宪法》", "《", "0.5%", "，，。", "\xff", "a-1-"} {
		f.Add(s, "宪法")
	}
	f.Fuzz(func(t *testing.T, text, phrase string) {
		if got := join(runs(text, []string{phrase})); got != text {
			t.Fatalf("runs of %q are %q", text, got)
		}
		var b strings.Builder
		for _, c := range clauses(text, []string{phrase}) {
			b.WriteString(join(c))
		}
		if b.String() != text {
			t.Fatalf("clauses of %q are %q", text, b.String())
		}
	})
}

func TestTitleFitsItsLines(t *testing.T) {
	least := [3]float64{6.6, 5.4, 4.4}
	last := math.Inf(1)
	for n := 1.0; n <= 100; n++ {
		size, lines := titleSize(n, inner, least)
		if n*size > inner*float64(lines) {
			t.Errorf("%v characters of %v units do not fit %d lines", n, size, lines)
		}
		if size > 12 || lines > 4 || lines < 1 {
			t.Errorf("%v characters: %v units, %d lines", n, size, lines)
		}
		last = min(last, size)
	}
	if last < 2.5 {
		t.Errorf("the longest title is set at %v units", last)
	}
}
