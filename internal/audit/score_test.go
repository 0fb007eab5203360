package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

func raisedBy(r diag.Rule, file string, n int) diag.List {
	var l diag.List
	for i := range n {
		l = append(l, r.At(diag.Pos{File: file, Line: i + 1}, "某处"))
	}
	return l
}

// scored makes the sheet of a site that has one section of news, last fed on a day, and a page to search.
func scored(t *testing.T, config, published string, problems diag.List) *Sheet {
	t.Helper()
	in := inputAt(t, "2025-12-31 09:00", map[string]string{
		"config.toml":           config,
		"content/articles/a.md": fmt.Sprintf("+++\ntitle = \"某某\"\npublished = %s\nsource = \"某某局\"\n+++\n\n正文。\n", published),
	})
	in.Tree = output.NewTree()
	in.Tree.Add(output.File{Path: "search.html"})
	return Score(in, problems)
}

const bureau = "title = \"某某局\"\n[bureau]\nname = \"某某局\"\naddress = \"某某路1号\"\nphone = \"0999-8000000\"\nhours = \"9:00-17:00\"\n"

func TestCleanSiteLosesNothing(t *testing.T) {
	s := scored(t, bureau, "2025-12-30", nil)
	if s.Failed() || s.Score() != 100 || len(s.First) > 0 {
		t.Errorf("failed %v, score %v, steps %v", s.Failed(), s.Score(), s.First)
	}
	unknown := 0
	for _, v := range s.Vetoes {
		if v.Verdict == Unknown {
			unknown++
		}
	}
	if unknown != 3 {
		t.Errorf("%d items cannot be judged from files, want 3: %v", unknown, s.Vetoes)
	}
}

func TestVetoes(t *testing.T) {
	tests := []struct {
		name, published string
		problems        diag.List
		want            string
	}{
		{"a serious mistake", "2025-12-30", raisedBy(ruleSerious, "content/articles/a.md", 1), "安全、泄密事故等严重问题：严重表述错误"},
		{"personal data", "2025-12-30", diag.List{{Severity: diag.Error, Rule: "privacy/mobile", Pos: diag.Pos{File: "content/articles/a.md", Line: 7}}}, "安全、泄密事故等严重问题：泄露个人信息"},
		{"a stale home page", "2025-12-01", nil, "首页不更新"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := scored(t, bureau, test.published, test.problems)
			i := slices.IndexFunc(s.Vetoes, func(v Veto) bool { return v.Verdict == Failed })
			if !s.Failed() || i < 0 || s.Vetoes[i].Item != test.want || len(s.Vetoes[i].Evidence) == 0 {
				t.Errorf("vetoes: %+v, want %s", s.Vetoes, test.want)
			}
			if len(s.First) == 0 || s.First[0].What != "消除单项否决："+test.want || !strings.HasPrefix(s.First[0].Where, "content") {
				t.Errorf("first: %+v", s.First)
			}
		})
	}
	suspected := diag.List{{Severity: diag.Warning, Rule: "privacy/mobile"}}
	if s := scored(t, bureau, "2025-12-30", suspected); s.Failed() {
		t.Error("a suspicion fails the site")
	}
}

func TestDeductions(t *testing.T) {
	var problems diag.List
	problems = append(problems, raisedBy(ruleTypo, "content/articles/a.md", 4)...)
	problems = append(problems, raisedBy(ruleLinkPage, "content/articles/b.md", 100)...)
	problems = append(problems, raisedBy(rulePageFooter, "config.toml", 2)...)
	s := scored(t, bureau+"[inspect.points]\nidentity = 3\n", "2025-12-30", problems)
	lost := map[string]float64{}
	for _, i := range s.Items {
		if i.Lost > 0 {
			lost[i.Key] = i.Lost
		}
	}
	if diff := cmp.Diff(map[string]float64{"wording": 0.8, "links": 10, "identity": 2}, lost); diff != "" {
		t.Error(diff)
	}
	if s.Score() != 87.2 {
		t.Errorf("score %v, want 87.2", s.Score())
	}
	var steps []string
	for _, step := range s.First {
		steps = append(steps, step.What+" "+step.Where)
	}
	want := []string{
		"改正 100 处阻止发布的错误（link/page） content/articles/b.md:1", "站内链接、附件可用，外部链接安全（扣 10 分） content/articles/b.md:1",
		"网站标识、主办单位、备案和“找错”入口齐全（扣 2 分） config.toml:1", "没有错别字和不规范用语（扣 0.8 分） content/articles/a.md:1",
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Error(diff)
	}
}

func TestSectionsAndProfileCost(t *testing.T) {
	in := inputAt(t, "2025-12-31 09:00", map[string]string{
		"config.toml":         "[section.news]\nkind = \"article\"\nlabel = \"动态\"\ncolumn_type = \"工作动态\"\n[section.files]\nkind = \"article\"\nlabel = \"文件\"\ncolumn_type = \"政策文件\"\n[section.other]\nkind = \"article\"\nlabel = \"其他\"\ncolumn_type = \"办事服务\"\n",
		"content/news/a.md":   fmt.Sprintf(article, "", "正文。"),
		"content/files/a.md":  "+++\ntitle = \"某某\"\npublished = 2025-01-01\nsource = \"某某局\"\n+++\n\n正文。\n",
		"content/files/b.txt": "",
	})
	in.Tree = output.NewTree()
	got := map[string]int{}
	for _, i := range Score(in, nil).Items {
		if i.Findings > 0 {
			got[i.Key] = i.Findings
		}
	}
	if diff := cmp.Diff(map[string]int{"profile": 4, "policy": 1, "columns": 1, "search": 1}, got); diff != "" {
		t.Error(diff)
	}
}

func TestScoreNeverFallsBelowNothing(t *testing.T) {
	var problems diag.List
	for _, rules := range scoredRules {
		for _, id := range rules {
			for range 200 {
				problems = append(problems, diag.Problem{Severity: diag.Warning, Rule: strings.TrimSuffix(id, "/") + "/x"}, diag.Problem{Severity: diag.Warning, Rule: id})
			}
		}
	}
	s := scored(t, "[inspect.points]\nlinks = 100\n", "2025-01-01", problems)
	if s.Score() != 0 {
		t.Errorf("score %v, want 0", s.Score())
	}
}

func TestSheetForms(t *testing.T) {
	s := scored(t, bureau, "2025-12-01", raisedBy(ruleTypo, "content/articles/a.md", 4))
	var text, raw bytes.Buffer
	if err := s.Text(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"一、单项否决：有否决项", "首页不更新：是", "扣 0.8 分（4 处，最多扣 5 分）", "参考分值", "另有 1 处", "须人工核查", "三、先做什么", "content/articles/a.md:1 某处"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the sheet lacks %q:\n%s", want, text.String())
		}
	}
	if err := s.JSON(&raw); err != nil {
		t.Fatal(err)
	}
	var doc jsonSheet
	if err := json.Unmarshal(raw.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Version != SheetVersion || !doc.Veto || doc.Score != s.Score() || !doc.Reference || len(doc.Items) != len(s.Items) || len(doc.First) != len(s.First) {
		t.Errorf("%+v", doc)
	}
	if doc.Vetoes[0].Verdict != "passed" || doc.Vetoes[2].Verdict != "unknown" || doc.Vetoes[3].Verdict != "failed" {
		t.Errorf("%+v", doc.Vetoes)
	}
}
