package config_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
)

// found writes problems as "line:col rule message" for comparison.
func found(l diag.List) []string {
	var out []string
	for _, p := range l.Sorted() {
		out = append(out, fmt.Sprintf("%d:%d %s %s", p.Pos.Line, p.Pos.Col, p.Rule, p.Message))
	}
	return out
}

func TestEmptyFileIsAValidSite(t *testing.T) {
	cfg, problems := config.Read(nil)
	if len(problems) > 0 {
		t.Fatalf("an empty file has problems: %v", problems)
	}
	want := config.Default()
	if cfg.Title != want.Title || cfg.Zone.String() != "Asia/Shanghai" || cfg.Build != want.Build {
		t.Errorf("an empty file gives %q in %s, %+v", cfg.Title, cfg.Zone, cfg.Build)
	}
	if d := cmp.Diff(want.Terms, cfg.Terms); d != "" {
		t.Errorf("taxonomies (-want +got):\n%s", d)
	}
}

func TestReadFillsEverything(t *testing.T) {
	cfg, problems := config.Read([]byte(`title = "某某县"
description = "一句话"
url = "https://www.example.gov.cn/whly"
zone = "UTC"
nav = ["news", "penalties"]
[bureau]
name = "某某局"
code = "11990000000000019A"
address = "某某路1号"
postcode = "999999"
phone = "0999-8000000"
email = "a@example.gov.cn"
hours = "工作日"
[footer]
host = "主办"
undertaker = "承办"
id_code = "bm12345678"
domain = "example.gov.cn"
icp = "某ICP备0号"
police = "某公网安备99号"
conac = "0123456789ABCDEF0123456789ABCDEF"
find_errors = true
ipv6 = true
[build]
page_size = 7
feed_size = 8
related = 0
senior = false
headers = false
filters = false
archives = false
[warnings]
off = ["text/alt"]
[section.news]
label = "动态"
kind = "article"
description = "说明"
keywords = "甲,乙"
column_type = "工作动态"
hidden = true
basis = ["《某条例》第一条"]
[section.aaa]
label = "后写的栏目"
[term.venue]
label = "地点"
slugs = { "某某馆" = "hall" }
[term.theme]
label = "主题"
[term.theme.slugs]
"普法" = "law"
`))
	if len(problems) > 0 {
		t.Fatalf("problems: %v", found(problems))
	}
	want := config.Default()
	want.Title, want.Description, want.URL, want.ZoneName = "某某县", "一句话", "https://www.example.gov.cn/whly/", "UTC"
	want.Nav = []string{"news", "penalties"}
	want.Bureau = config.Bureau{Name: "某某局", Code: "11990000000000019A", Address: "某某路1号", Postcode: "999999", Phone: "0999-8000000",
		Email: "a@example.gov.cn", Hours: "工作日"}
	want.Footer = config.Footer{Host: "主办", Undertaker: "承办", IDCode: "bm12345678", Domain: "example.gov.cn", ICP: "某ICP备0号",
		Police: "某公网安备99号", Conac: "0123456789ABCDEF0123456789ABCDEF", FindErrors: true, IPv6: true}
	want.Build = config.Build{PageSize: 7, FeedSize: 8, Related: 0}
	want.Warnings.Off = []string{"text/alt"}
	want.Sections = []config.Section{
		{Name: "news", Label: "动态", Kind: "article", Description: "说明", Keywords: "甲,乙", ColumnType: "工作动态", Hidden: true, Basis: []string{"《某条例》第一条"}},
		{Name: "aaa", Label: "后写的栏目"},
	}
	want.Terms[2].Label, want.Terms[2].Slugs = "地点", map[string]string{"某某馆": "hall"}
	want.Terms = append(want.Terms, config.Term{Name: "theme", Label: "主题", Path: "theme", Slugs: map[string]string{"普法": "law"}})
	got := *cfg
	if got.Zone.String() != "UTC" {
		t.Errorf("zone is %s", got.Zone)
	}
	got.Zone = nil
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("configuration (-want +got):\n%s", d)
	}
}

func TestReadProblems(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"unknown key", "titel = \"x\"\n", []string{"1:1 field/unknown 没有名为 \"titel\" 的字段"}},
		{"unknown key in a table", "[bureau]\nnmae = \"x\"\n", []string{"2:1 field/unknown 没有名为 \"nmae\" 的字段"}},
		{"empty title", "title = \" \"\n", []string{"1:10 config/value title（站点名称）不能为空"}},
		{"a zone that does not exist", "zone = \"Asia/Nowhere\"\n", []string{"1:9 config/value 没有名为 \"Asia/Nowhere\" 的时区，例如 Asia/Shanghai"}},
		{"an address without a scheme", "url = \"www.example.gov.cn\"\n", []string{"1:8 config/value url 须以 https:// 或 http:// 开头，实为 \"www.example.gov.cn\""}},
		{"an address that runs code", "url = \"javascript:alert(1)\"\n", []string{"1:8 config/value url 须以 https:// 或 http:// 开头，实为 \"javascript:alert(1)\""}},
		{"an identification code of 9 digits", "[footer]\nid_code = \"990000001\"\n", []string{"2:12 config/value 政府网站标识码为 10 位数字，或 bm 加 8 位数字，实为 \"990000001\""}},
		{"numbers out of range", "[build]\npage_size = 0\nrelated = 51\n", []string{
			"2:13 config/value page_size 须在 1 到 500 之间，实为 0", "3:11 config/value related 须在 0 到 50 之间，实为 51"}},
		{"a section that climbs out", "[section.\"../x\"]\nlabel = \"x\"\n", []string{"1:1 config/value 栏目名须是小写英文、数字和 -，实为 \"../x\""}},
		{"a folder of terms in Chinese", "[term.topic]\npath = \"专题\"\n", []string{"2:9 config/value path 须是小写英文、数字和 -，实为 \"专题\""}},
		{"a new taxonomy without a name", "[term.theme]\npath = \"t\"\n", []string{"1:1 config/value 专题分类 theme 缺少 label（中文名称）"}},
		{"a wrong type", "title = 3\n", []string{"1:9 field/type title 须是 文字（加英文双引号），实为 3"}},
		{"a term's address with a blank", "[term.topic.slugs]\n\"甲\" = \"a b\"\n", []string{"2:8 config/value 网址须是小写英文、数字和 -，实为 \"a b\""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, problems := config.Read([]byte(c.text))
			if d := cmp.Diff(c.want, found(problems)); d != "" {
				t.Errorf("problems (-want +got):\n%s", d)
			}
			if cfg == nil || cfg.Zone == nil || cfg.Build.PageSize < 1 {
				t.Errorf("the configuration is not complete: %+v", cfg)
			}
			for _, p := range problems {
				if p.Pos.File != config.File {
					t.Errorf("the problem is placed in %q", p.Pos.File)
				}
			}
		})
	}
}

func TestReadReportsEverythingAtOnce(t *testing.T) {
	_, problems := config.Read([]byte("titel = \"x\"\nurl = \"x\"\n[footer]\nid_code = \"1\"\n[build]\npage_size = 501\n"))
	if problems.Errors() != 4 {
		t.Errorf("%d errors, want all 4: %v", problems.Errors(), found(problems))
	}
}

func TestBrokenSyntaxStillGivesDefaults(t *testing.T) {
	cfg, problems := config.Read([]byte("title = \n"))
	if problems.Errors() == 0 {
		t.Error("broken TOML has no problem")
	}
	if cfg.Title != config.Default().Title || cfg.Zone == nil {
		t.Errorf("the configuration is not complete: %+v", cfg)
	}
}

func TestReadOtherEncodings(t *testing.T) {
	cfg, problems := config.Read([]byte("\xEF\xBB\xBFtitle = \"某某县\"\r\n[bureau]\r\nname = \"局\"\r\n"))
	if len(problems) > 0 || cfg.Title != "某某县" || cfg.Bureau.Name != "局" {
		t.Errorf("BOM and CRLF: %q, %q, %v", cfg.Title, cfg.Bureau.Name, found(problems))
	}
}

func TestDomain(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"as written", "url = \"https://a.example/x/\"\n[footer]\ndomain = \"b.example\"\n", "b.example"},
		{"from the address", "url = \"https://a.example:8443/x/\"\n", "a.example:8443"},
		{"none", "", ""},
	} {
		cfg, _ := config.Read([]byte(c.text))
		if got := cfg.Domain(); got != c.want {
			t.Errorf("%s: Domain() = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLoad(t *testing.T) {
	if _, _, err := config.Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a site without the file: error %v, want fs.ErrNotExist", err)
	}
	cfg, problems, err := config.Load(fstest.MapFS{"config.toml": {Data: []byte("title = \"某某\"")}})
	if err != nil || len(problems) > 0 || cfg.Title != "某某" {
		t.Errorf("Load = %+v, %v, %v", cfg, problems, err)
	}
}

// Readers compare and sort what Default returns: one may not change it for another.
func TestDefaultIsFresh(t *testing.T) {
	a := config.Default()
	a.Terms[0].Label = "改"
	if config.Default().Terms[0].Label == "改" {
		t.Error("two calls of Default share their taxonomies")
	}
	if _, problems := config.Read([]byte("[term.topic]\nlabel = \"甲\"\n")); len(problems) > 0 || strings.Contains(config.Default().Terms[0].Label, "甲") {
		t.Error("reading a file changed the defaults")
	}
}
