package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
	"xiangwei/internal/sitetest"
)

const (
	disclosureExample = "disclosure-report/examples/good-official.md"
	statisticsExample = "statistics/examples/good-report.md"
)

func TestSumsOfForms(t *testing.T) {
	cases := map[string]struct {
		path  string
		pairs []string
		want  []string
	}{
		"the official form adds up": {disclosureExample, nil, nil},
		"the sum of the applicants": {disclosureExample, []string{"（一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |", "（一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 3 |"}, []string{
			"40:0 figure/sum “（一）予以公开”不符合勾稽关系：左边是 3，右边是 2",
			"65:0 figure/sum “总计”列“（七）总计”不符合勾稽关系：左边是 4，右边是 5 <40 （一）予以公开：3> <41 （二）部分公开（区分处理的，只计这一情形，不计其他情形）：1> <52 1.本机关不掌握相关政府信息：1>",
		}},
		"what came in and what was done": {disclosureExample, []string{"四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", "四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"}, []string{
			"37:0 figure/sum “总计”列“一、本年新收政府信息公开申请数量”不符合勾稽关系：左边是 4，右边是 5 <65 （七）总计：4> <66 四、结转下年度继续办理：1>",
			"37:0 figure/sum “自然人”列“一、本年新收政府信息公开申请数量”不符合勾稽关系：左边是 3，右边是 4 <65 （七）总计：3> <66 四、结转下年度继续办理：1>",
		}},
		"the fifteen numbers": {disclosureExample, []string{"| 行政复议 | 0 | 0 | 0 | 0 | 0 |", "| 行政复议 | 1 | 0 | 0 | 1 | 1 |"},
			[]string{"72:0 figure/sum “行政复议”不符合勾稽关系：左边是 1，右边是 2"}},
		"the kinds of penalties": {statisticsExample, []string{"| 0 | 5 | 1 | 0 | 0 | 0 | 2 | 0 | 0 | 8 | 9.46 |", "| 0 | 5 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 8 | 9.46 |"},
			[]string{"21:0 figure/sum “行政处罚实施情况”不符合勾稽关系：左边是 8，右边是 7"}},
		"words of the first part": {disclosureExample, []string{"收到政府信息公开申请4件", "收到政府信息公开申请5件"},
			[]string{"12:36 figure/prose 正文写“收到政府信息公开申请5件”，数据表里“一、本年新收政府信息公开申请数量”是 4 <37 数据表：一、本年新收政府信息公开申请数量 4>"}},
		"words on statistics": {statisticsExample, []string{"全年作出行政处罚决定8件，罚没金额9.46万元", "全年作出行政处罚决定7件，罚没金额9.64万元"}, []string{
			"43:11 figure/prose 正文写“作出行政处罚决定7件”，数据表里“合计（宗）”是 8 <21 数据表：合计（宗） 8>",
			"43:18 figure/prose 正文写“罚没金额9.64万元”，数据表里“罚没金额（万元）”是 9.46 <21 数据表：罚没金额（万元） 9.46>",
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			folder, _, _ := strings.Cut(c.path, "/")
			if folder == "disclosure-report" {
				folder = "disclosure-reports"
			}
			got := told(figureProblems(t, map[string]string{"content/" + folder + "/a.md": exampleOf(t, c.path, c.pairs...)}))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiguresCarriedOver(t *testing.T) {
	before := exampleOf(t, disclosureExample, "year = 2024", "year = 2023", "2024年", "2023年", "2025-01", "2024-01")
	carriedOn := []string{"上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", "上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"}
	cases := map[string]struct {
		now, then string
		want      []string
	}{
		"no year before": {exampleOf(t, disclosureExample), "", nil},
		"rows and columns": {exampleOf(t, disclosureExample, carriedOn...), before, []string{
			"19:0 figure/carry “行政规范性文件”的“现行有效件数”是 3，按上年推算是 4 <19 上年的现行有效件数>",
			"38:0 figure/carry “总计”的“二、上年结转政府信息公开申请数量”是 1，按上年推算是 0 <66 上年的四、结转下年度继续办理>",
			"38:0 figure/carry “自然人”的“二、上年结转政府信息公开申请数量”是 1，按上年推算是 0 <66 上年的四、结转下年度继续办理>",
		}},
		"of another bureau": {exampleOf(t, disclosureExample, carriedOn...), strings.Replace(before, `authority = "某某县文化和旅游局"`, `authority = "某某县体育局"`, 1), nil},
		"of a draft":        {exampleOf(t, disclosureExample, carriedOn...), strings.Replace(before, "+++\n", "+++\ndraft = true\n", 1), nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"content/disclosure-reports/2024/a.md": c.now}
			if c.then != "" {
				files["content/disclosure-reports/2023/a.md"] = c.then
			}
			var carried diag.List
			for _, p := range figureProblems(t, files) {
				if p.Rule == ruleCarry.ID {
					carried = append(carried, p)
				}
			}
			if diff := cmp.Diff(c.want, told(carried)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// yearOf2024 returns penalties of 2024: one for each list of categories, with fines of 1000 yuan and, where something was
// confiscated, 500 yuan.
func yearOf2024(lists ...[]string) map[string]string {
	files := map[string]string{}
	for i, categories := range lists {
		day := fmt.Sprintf("2024-03-%02d", i+1)
		changes := []string{
			fmt.Sprintf(`docket = "（某）文综罚字〔2024〕%d号"`, i+1), `categories = ["` + strings.Join(categories, `", "`) + `"]`,
			"decided = " + day, "published = " + day, "displayed_until = 2025-02-28", "amount = ", "licence = \"许可证XX\"",
		}
		for _, c := range categories {
			switch c {
			case "罚款":
				changes = append(changes, "amount = 1000.00")
			case "没收违法所得":
				changes = append(changes, "confiscated = 500.00")
			}
		}
		files[fmt.Sprintf("content/penalties/2024/%d.md", i+1)] = sitetest.Penalty(changes...)
	}
	return files
}

// aYear is the statistics of 2024 with a row of the table of penalties: nine categories, how many, 万元.
func aYear(t *testing.T, row string, more ...string) string {
	text := exampleOf(t, statisticsExample, "| 0 | 5 | 1 | 0 | 0 | 0 | 2 | 0 | 0 | 8 | 9.46 |", row, "全年作出行政处罚决定8件，罚没金额9.46万元。", "见表。")
	for _, m := range more {
		text = strings.Replace(text, "published = ", m+"\npublished = ", 1)
	}
	return text
}

func TestFiguresDerivedFromRecords(t *testing.T) {
	fine, both := []string{"警告", "罚款"}, []string{"罚款", "没收违法所得"}
	cases := map[string]struct {
		penalties map[string]string
		row       string
		more      []string
		want      []string
	}{
		"no penalties on the site": {nil, "| 0 | 5 | 1 | 0 | 0 | 0 | 2 | 0 | 0 | 8 | 9.46 |", nil, nil},
		"one case, the heaviest kind, expired ones too": {yearOf2024([]string{"警告"}, fine, both, []string{"暂扣许可证件", "罚款"}, []string{"其他行政处罚"}, []string{"其他行政处罚", "警告"}),
			"| 2 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 6 | 0.35 |", nil, nil},
		"counted by every kind": {yearOf2024(fine, both), "| 1 | 2 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 4 | 0.25 |", nil, []string{
			"penalty “合计（宗）”填的是 4，按本站公开的记录推算是 2",
			"penalty “罚款”填的是 2，按本站公开的记录推算是 1",
			"penalty “警告、通报批评”填的是 1，按本站公开的记录推算是 0",
		}},
		"the sum in yuan": {yearOf2024(both), "| 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1500 |", nil,
			[]string{"penalty “罚没金额（万元）”填的是 1500万元，按本站公开的记录推算是 0.15万元"}},
		"rounded as it was typed":       {yearOf2024(both), "| 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0.15 |", nil, nil},
		"one more that is not public":   {yearOf2024(both), "| 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 2 | 0.15 |", []string{"unpublished = 1"}, nil},
		"more than are said not public": {yearOf2024(both), "| 2 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 3 | 0.15 |", []string{"unpublished = 1"}, []string{"penalty “合计（宗）”填的是 3，按本站公开的记录推算是 2（含未公开的 1 件）", "penalty “警告、通报批评”填的是 2，按本站公开的记录推算是 0"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"content/statistics/a.md": aYear(t, c.row, c.more...)}
			for name, text := range c.penalties {
				files[name] = text
			}
			var got []string
			for _, p := range figureProblems(t, files) {
				if p.Rule != ruleDerived.ID {
					t.Errorf("%s: %s", p.Rule, p.Message)
					continue
				}
				if len(p.Related) != len(c.penalties) || p.Severity != diag.Warning {
					t.Errorf("%d other places, %v", len(p.Related), p.Severity)
				}
				got = append(got, "penalty "+strings.TrimPrefix(p.Message, "行政处罚实施情况："))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsNotCounted(t *testing.T) {
	for name, change := range map[string]string{
		"of another year":     "decided = 2023-12-31",
		"of another bureau":   `authority = "某某县公安局"`,
		"a draft":             "draft = true",
		"a withdrawn penalty": `withdrawn = {on = 2024-04-01, reason = "撤销", basis = "《行政处罚法》第四十八条"}`,
	} {
		t.Run(name, func(t *testing.T) {
			files := yearOf2024([]string{"警告"})
			files["content/penalties/2024/other.md"] = strings.Replace(sitetest.Penalty(`docket = "（某）文综罚字〔2024〕99号"`, "decided = 2024-05-06", "published = 2024-05-08", "displayed_until = 2025-02-28", change), "\n\n", "\n", 1)
			files["content/statistics/a.md"] = aYear(t, "| 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0 |")
			if got := figureProblems(t, files); got != nil {
				t.Errorf("%v", told(got))
			}
		})
	}
}

// The report on disclosure gives the number of penalties, too.
func TestPenaltiesInTheReportOnDisclosure(t *testing.T) {
	files := yearOf2024([]string{"警告"}, []string{"罚款"})
	files["content/disclosure-reports/a.md"] = exampleOf(t, disclosureExample)
	got := told(figureProblems(t, files))
	want := []string{"26:0 figure/derived 行政处罚决定数量：“行政处罚”填的是 8，按本站公开的记录推算是 2 <1 计入2024年> <1 计入2024年>"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func BenchmarkFigureRules(b *testing.B) {
	files := map[string]string{
		"content/statistics/a.md":         exampleOf(b, statisticsExample),
		"content/disclosure-reports/a.md": exampleOf(b, disclosureExample),
	}
	for i := range 1000 {
		files[fmt.Sprintf("content/penalties/2024/%d.md", i)] = sitetest.Penalty(fmt.Sprintf(`docket = "（某）文综罚字〔2024〕%d号"`, i+1), "decided = 2024-05-06", "published = 2024-05-08", "displayed_until = 2025-02-28")
	}
	in := inputAt(b, "2026-11-22 12:00", files)
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range figureRules {
			r.Run(in)
		}
	}
}
