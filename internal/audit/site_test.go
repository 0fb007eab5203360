package audit

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/source"
	"xiangwei/internal/workday"
	"xiangwei/layouts"
)

// inputAt makes the site of the files, by name below the site's folder, at a moment of Beijing time.
func inputAt(t testing.TB, now string, files map[string]string) *Input {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, problems := config.Read([]byte(files["config.toml"]))
	if problems != nil {
		t.Fatal(problems)
	}
	own, err := fs.Sub(tree, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	kinds, problems, err := schema.Load(source.Overlay(own, layouts.Files))
	if err != nil || problems != nil {
		t.Fatal(problems, err)
	}
	set, problems, err := content.Load(context.Background(), tree, content.Options{
		Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: cfg.Zone},
	})
	if err != nil || problems.Errors() > 0 {
		t.Fatal(problems, err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", now, cfg.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := site.New(cfg, kinds, set, site.Options{Now: at})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	calendar, err := workday.New(workday.Override(cfg.Calendar))
	if err != nil {
		t.Fatal(err)
	}
	return &Input{Config: cfg, Content: set, Site: s, Calendar: calendar}
}

// timeTables are the tables of rules on time, penalties and lists.
var timeTables = [][]Rule{deadlineRules, sectionRules, penaltyRules, displayRules, exemptionRules}

// timeProblems runs those rules.
func timeProblems(in *Input) diag.List {
	var problems diag.List
	for _, table := range timeTables {
		for _, r := range table {
			problems = append(problems, r.Run(in)...)
		}
	}
	return problems.Sorted()
}

// about keeps the problems of areas: "penalty", "deadline".
func about(problems diag.List, areas ...string) []string {
	var out []string
	for _, p := range problems {
		if area, _, _ := strings.Cut(p.Rule, "/"); slices.Contains(areas, area) {
			out = append(out, fmt.Sprintf("%s:%d %s", strings.TrimPrefix(p.Pos.File, "content/"), p.Pos.Line, p.Rule))
		}
	}
	return out
}

// change rewrites lines "name = value" of a front matter; a change "name = " takes the line out, a new name is added.
func change(text string, changes []string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for _, c := range changes {
		name, value, _ := strings.Cut(c, " =")
		i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, name+" = ") })
		switch {
		case i < 0:
			lines = append(lines, c)
		case strings.TrimSpace(value) == "":
			lines = slices.Delete(lines, i, i+1)
		default:
			lines[i] = c
		}
	}
	return "+++\n" + strings.Join(lines, "\n") + "\n+++\n"
}

// aPenalty is a penalty that breaks no rule, with changes.
func aPenalty(changes ...string) string {
	return change(`title = "某某网咖未悬挂未成年人禁入标志案"
docket = "（某）文综罚字〔2026〕8号"
party_kind = "法人及非法人组织"
party = "某某县某某网咖有限公司"
credit_code = "91990000MA0000TE6W"
legal_representative = "李某某"
conduct = "未悬挂未成年人禁入标志"
facts = "经查，当事人未悬挂未成年人禁入标志。"
basis = ["《互联网上网服务营业场所管理条例》第三十一条第五项"]
categories = ["警告", "罚款"]
content = "警告，并处罚款人民币2000元。"
amount = 2000.00
decided = 2026-10-14
valid_until = 2099-12-31
class = "一般"
displayed_until = 2027-10-13
authority = "某某县文化和旅游局"
authority_code = "11990000000000019A"
source = "某某县文化和旅游局"
source_code = "11990000000000019A"
published = 2026-10-20T09:00:00
`, changes) + "\n正文。\n"
}

// anArticle is an article that breaks no rule, with changes.
func anArticle(changes ...string) string {
	return change("title = \"某某县开展检查\"\nsource = \"某某局\"\npublished = 2026-11-18T09:00:00\n", changes) + "\n正文。\n"
}

// aList is a list of what is not punished that breaks no rule; the row is a line of its table.
func aList(row string, changes ...string) string {
	if row == "" {
		row = "| 未悬挂禁入标志 | 《互联网上网服务营业场所管理条例》第三十一条第五项 | 首次被发现 | |"
	}
	return change(`title = "免罚清单（第一批）"
list_type = "首违不罚"
authority = "某某局"
basis = ["《行政处罚法》第三十三条第一款"]
issued = 2026-01-10
effective = 2026-02-01
valid_until = 2029-01-31
published = 2026-01-15
`, changes) + "\n| 违法行为 | 罚则条款 | 适用条件 | 免罚依据 |\n| --- | --- | --- | --- |\n" + row + "\n"
}

func aReport(kind string, year int, published string) string {
	return fmt.Sprintf("+++\ntitle = \"某某局%d年度报告\"\nreport_type = %q\nyear = %d\nauthority = \"某某局\"\npublished = %s\n+++\n\n正文。\n", year, kind, year, published)
}

func aLaw(changes ...string) string {
	return change(`title = "某某条例"
authority = "国务院"
rank = "行政法规"
promulgated = 2020-01-01
effective = 2020-03-01
status = "有效"
published = 2025-01-02
`, changes) + "\n第一条　正文。\n"
}
