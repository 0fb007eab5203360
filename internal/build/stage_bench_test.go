package build

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/export"
	"xiangwei/internal/markdown"
	"xiangwei/internal/output"
	"xiangwei/internal/render"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// corpus is a site of n records, always the same: a third each of penalties, events and articles, of some 700 characters,
// with lists, a table and links among them.
func corpus(n int) fstest.MapFS {
	files := benchSite(0)
	laws := []string{"《行政处罚法》第三十三条", "《旅游法》第九十七条", "《娱乐场所管理条例》第四十三条"}
	topics := []string{"旅游市场", "娱乐场所", "未成年人保护", "文物保护", "行政执法"}
	put := func(name, front, body string) {
		files["content/"+name] = &fstest.MapFile{Data: []byte("+++\n" + front + "+++\n\n" + body)}
	}
	for i := range n {
		day := time.Date(2025, 3, 3, 9, 30, 0, 0, time.UTC).AddDate(0, 0, i%300)
		text := strings.Repeat(fmt.Sprintf("执法人员于%d月%d日检查经营场所%d家，依据%s发现并督促改正问题%d项。", day.Month(), day.Day(), i%90+1, laws[i%3], i%9+1), 6)
		body := fmt.Sprintf("%s\n\n## 基本情况\n\n%s\n\n- 检查登记和公示；\n- 检查**消防设施**；\n- 参见[前一篇](/%s)。\n\n## 数据\n\n| 项目 | 数量 |\n| --- | --- |\n| 检查 | %d |\n| 整改 | %d |\n\n### 说明\n\n%s\n",
			text, text, name(max(0, i-1)), i%300, i%200, text)
		common := fmt.Sprintf("published = %s\nsource = \"某某县文化旅游广电体育局\"\nsummary = \"第%d号信息的简要情况。\"\ntopics = [%q, %q]\n",
			day.Format("2006-01-02T15:04:05"), i, topics[i%5], topics[(i/5+i+1)%5])
		switch i % 3 {
		case 0:
			put(name(i), fmt.Sprintf(penaltyFront, i, i, laws[i%3], day.Format(time.DateOnly), day.AddDate(1, 0, -1).Format(time.DateOnly))+common, body)
		case 1:
			put(name(i), fmt.Sprintf("title = \"第%d场普法讲座\"\nstarts = %s\nvenue = \"某某县文化馆\"\norganiser = \"某某县文化旅游广电体育局\"\nform = \"讲座\"\n",
				i, day.Format("2006-01-02T15:04:05"))+common, body)
		default:
			put(name(i), fmt.Sprintf("title = \"第%d号工作动态\"\n", i)+common, body)
		}
	}
	return files
}

const penaltyFront = `title = "某某网咖第%d号处罚案"
docket = "（某）文综罚字〔2025〕%d号"
party_kind = "个体工商户"
party = "某某县某某网咖"
conduct = "未悬挂未成年人禁入标志"
facts = "经查，当事人未在入口处悬挂未成年人禁入标志。"
basis = ["%s"]
categories = ["警告"]
content = "警告。"
decided = %s
valid_until = 2099-12-31
class = "一般"
displayed_until = %s
publish_basis = "具有一定社会影响，经研究同意公开"
authority = "某某县文化旅游广电体育局"
authority_code = "11990000000000019A"
source_code = "11990000000000019A"
`

func name(i int) string {
	return fmt.Sprintf("%s/20%d/r%06d.md", [...]string{"penalties", "events", "articles"}[i%3], 20+i%5, i)
}

// worst returns some of the errors among problems.
func worst(problems diag.List) diag.List {
	problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Severity != diag.Error })
	return problems[:min(len(problems), 3)]
}

// stages are what a build is made of, each from what the one before it left.
type stages struct {
	files   fstest.MapFS
	cfg     *config.Config
	kinds   *schema.Set
	content *content.Set
	site    *site.Site
	layouts *render.Layouts
	theme   *render.Theme
	tree    *output.Tree
}

func prepare(b *testing.B, n int) *stages {
	b.Helper()
	s := &stages{files: corpus(n)}
	var err error
	if s.cfg, s.kinds, _, err = Load(Options{Site: s.files, Layouts: layouts.Files}); err != nil {
		b.Fatal(err)
	}
	s.read(b)
	s.graph()
	if s.layouts, _, err = render.LoadLayouts(layouts.Files, s.kinds); err != nil {
		b.Fatal(err)
	}
	if s.theme, _, err = render.LoadTheme(theme.Files, output.NewMinifier()); err != nil {
		b.Fatal(err)
	}
	if s.pages(b); s.tree.Len() < n {
		b.Fatalf("%d files for %d records", s.tree.Len(), n)
	}
	return s
}

func (s *stages) read(b *testing.B) {
	set, problems, err := content.Load(b.Context(), s.files, content.Options{
		Config: s.cfg, Kinds: s.kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: s.cfg.Zone},
	})
	if err != nil || problems.Errors() > 0 {
		b.Fatal(err, worst(problems))
	}
	s.content = set
}

func (s *stages) graph() {
	s.site, _ = site.New(s.cfg, s.kinds, s.content, site.Options{Now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)})
}

func (s *stages) pages(b *testing.B) {
	s.tree = output.NewTree()
	if _, err := render.Render(b.Context(), s.site, s.tree, render.Options{Layouts: s.layouts, Theme: s.theme}); err != nil {
		b.Fatal(err)
	}
}

func (s *stages) export(b *testing.B) {
	if _, err := export.Add(b.Context(), s.site, output.NewTree(), export.Options{}); err != nil {
		b.Fatal(err)
	}
}

func (s *stages) diff(b *testing.B) {
	dir := b.TempDir()
	s.tree.Sum(0)
	plan, err := output.Diff(dir, nil, s.tree, output.Edition{})
	if err == nil {
		err = plan.Apply(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkStages(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		s := prepare(b, n)
		for _, stage := range []struct {
			name string
			run  func()
		}{
			{"read", func() { s.read(b) }}, {"graph", s.graph}, {"render", func() { s.pages(b) }},
			{"export", func() { s.export(b) }}, {"publish", func() { s.diff(b) }},
		} {
			b.Run(fmt.Sprintf("%s/%d", stage.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					stage.run()
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
			})
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		o := benchOptions(0)
		o.Site = corpus(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := Build(context.Background(), o)
				if err != nil || r.Problems.Errors() > 0 {
					b.Fatal(err, worst(r.Problems))
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
