package build

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/audit"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// benchSite is a site of n articles of some 900 characters that link to each other, as large bureaus have.
func benchSite(n int) fstest.MapFS {
	site := fstest.MapFS{"config.toml": {Data: []byte(`title = "某某县政务公开"
url = "https://www.example.gov.cn/"
[bureau]
name = "某某县文化旅游广电体育局"
phone = "0999-8000000"
[footer]
id_code = "9900000001"
icp = "某ICP备00000000号"
police = "某公网安备99000002000001号"
find_errors = true
`)}}
	paragraph := strings.Repeat("某某县文化旅游广电体育局依法开展执法检查，督促经营场所落实安全生产责任，方便群众办事。", 5)
	for i := range n {
		month, day := i%12+1, i%28+1
		text := fmt.Sprintf("+++\ntitle = \"第%d号工作动态\"\npublished = 2025-%02d-%02dT09:30:00\nsource = \"某某县文化旅游广电体育局\"\nsummary = \"简要情况。\"\ntopics = [\"执法检查\", \"安全生产\"]\n+++\n\n%s\n\n## 检查情况\n\n%s\n\n参见[上一期](a%05d.md)。\n\n| 项目 | 数量 |\n| --- | --- |\n| 检查 | %d |\n\n## 下一步安排\n\n%s\n",
			i, month, day, paragraph, paragraph, max(0, i-1), i, paragraph)
		site[fmt.Sprintf("content/articles/2025/a%05d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return site
}

func benchOptions(n int) Options {
	return Options{Site: benchSite(n), Layouts: layouts.Files, Theme: theme.Files, Program: "xiangwei", Clock: time.Now,
		Now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
}

func BenchmarkBuild2000(b *testing.B) {
	o := benchOptions(2000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAudit2000 is what the rules on the finished site cost of BenchmarkBuild2000.
func BenchmarkAudit2000(b *testing.B) {
	r, err := Build(context.Background(), benchOptions(2000))
	if err != nil {
		b.Fatal(err)
	}
	in := &audit.Input{Config: r.Config, Content: r.Content, Site: r.Site, Tree: r.Tree, Calendar: r.Calendar, Words: audit.BuiltinWords()}
	b.ReportAllocs()
	b.SetBytes(r.Tree.Bytes())
	for b.Loop() {
		if _, err := audit.Run(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}
