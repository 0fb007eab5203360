package audit

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/sitetest"
	"xiangwei/layouts"
)

// figureProblems runs the rules on figures over the files: those on texts and those on tables.
func figureProblems(t testing.TB, files map[string]string) diag.List {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	kinds, problems, err := schema.Load(layouts.Files)
	if err != nil || problems != nil {
		t.Fatal(problems, err)
	}
	cfg, found := config.Default(), diag.List(nil)
	_, _, err = content.Load(context.Background(), tree, content.Options{
		Config: &cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Workers: 1,
		Inspect: func(raw *content.Raw) diag.List {
			found = append(found, InspectFigures(raw)...)
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	in := inputAt(t, "2026-11-22 12:00", files)
	for _, r := range figureRules {
		found = append(found, r.Run(in)...)
	}
	return found.Sorted()
}

// told writes each problem with its place, its message and its other places.
func told(problems diag.List) []string {
	var out []string
	for _, p := range problems {
		line := fmt.Sprintf("%d:%d %s %s", p.Pos.Line, p.Pos.Col, p.Rule, p.Message)
		for _, r := range p.Related {
			line += fmt.Sprintf(" <%d %s>", r.Pos.Line, r.Message)
		}
		out = append(out, line)
	}
	return out
}

// aFigureReport is a report of 2025 whose body is the text, then the rows of its table of key figures.
func aFigureReport(text string, rows ...string) string {
	return "+++\ntitle = \"年度报告\"\nreport_type = \"其他年度报告\"\nyear = 2025\nauthority = \"某某局\"\npublished = 2026-03-10\n+++\n" +
		text + "\n\n| 指标 | 数值 | 单位 | 备注 |\n| --- | --- | --- | --- |\n" + strings.Join(rows, "\n") + "\n"
}

func TestTotalsOfKeyFigures(t *testing.T) {
	cases := map[string]struct {
		rows []string
		want []string
	}{
		"the parts are the whole": {[]string{"| 检查经营场所 | 917 | 家次 | |", "| 其中：网吧 | 410 | 家次 | |", "| 其中：娱乐场所 | 343 | 家次 | |", "| 其中：电竞酒店 | 164 | 家次 | |"}, nil},
		"too much": {[]string{"| 检查经营场所 | 917 | 家次 | |", "| 其中：网吧 | 410 | 家次 | |", "| 其中：娱乐场所 | 343 | 家次 | |", "| 其中：电竞酒店 | 264 | 家次 | |"},
			[]string{"12:0 figure/total “检查经营场所”是 917家次，各分项之和是 1017家次，超过总数 100 <13 网吧：410> <14 娱乐场所：343> <15 电竞酒店：264>"}},
		"too little": {[]string{"| 检查经营场所 | 917 | 家次 | |", "| 其中：网吧 | 410 | 家次 | |", "| 其中：娱乐场所 | 343 | 家次 | |", "| 其中：电竞酒店 | 146 | 家次 | |"},
			[]string{"12:0 figure/part “检查经营场所”是 917家次，各分项之和是 899家次，少于总数 18 <13 网吧：410> <14 娱乐场所：343> <15 电竞酒店：146>"}},
		"one part says nothing of the rest": {[]string{"| 检查经营场所 | 917 | 家次 | |", "| 其中：网吧 | 410 | 家次 | |"}, nil},
		"one part too much": {[]string{"| 检查经营场所 | 91 | 家次 | |", "| 其中：网吧 | 410 | 家次 | |"},
			[]string{"12:0 figure/total “检查经营场所”是 91家次，各分项之和是 410家次，超过总数 319 <13 网吧：410>"}},
		"the rest is explained": {[]string{"| 在岗人员 | 17 | 人 | 其余为全额编制 |", "| 其中：差额 | 2 | 人 | |", "| 其中：自收自支 | 6 | 人 | |"}, nil},
		"the parts overlap":     {[]string{"| 在岗人员 | 17 | 人 | 分项有交叉 |", "| 其中：女性 | 9 | 人 | |", "| 其中：本科以上 | 12 | 人 | |"}, nil},
		"another unit":          {[]string{"| 行政处罚 | 8 | 件 | |", "| 其中：罚没金额 | 74300 | 元 | |"}, nil},
		"a share":               {[]string{"| 合格率 | 98 | % | |", "| 其中：机关 | 99 | % | |", "| 其中：事业 | 97 | % | |"}, nil},
		"a part without a unit": {[]string{"| 行政处罚 | 8 | 件 | |", "| 其中：罚款 | 9 | | |"},
			[]string{"12:0 figure/total “行政处罚”是 8件，各分项之和是 9件，超过总数 1 <13 罚款：9>"}},
		"decimals": {[]string{"| 罚没金额 | 0.3 | 万元 | |", "| 其中：罚款 | 0.1 | 万元 | |", "| 其中：没收 | 0.2 | 万元 | |"}, nil},
		"a dash marks a part": {[]string{"| 行政处罚 | 8 | 件 | |", "| — 罚款 | 5 | 件 | |", "| — 警告 | 4 | 件 | |"},
			[]string{"12:0 figure/total “行政处罚”是 8件，各分项之和是 9件，超过总数 1 <13 罚款：5> <14 警告：4>"}},
		"parts of nothing": {[]string{"| 其中：网吧 | 410 | 家次 | |", "| 其中：娱乐场所 | 343 | 家次 | |"}, nil},
		"two wholes": {[]string{"| 甲 | 3 | 件 | |", "| 其中：一 | 3 | 件 | |", "| 乙 | 5 | 件 | |", "| 其中：二 | 6 | 件 | |"},
			[]string{"14:0 figure/total “乙”是 5件，各分项之和是 6件，超过总数 1 <15 二：6>"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := told(figureProblems(t, map[string]string{"content/reports/a.md": aFigureReport("正文。", c.rows...)}))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiguresOfProseAndTable(t *testing.T) {
	rows := []string{
		"| 检查经营场所 | 917 | 家次 | |", "| 其中：娱乐场所 | 343 | 家次 | |", "| 行政处罚决定 | 10 | 件 | |", "| 参加学法用法考试人员 | 44 | 人 | |", "| 罚没金额 | 7.43 | 万元 | |",
	}
	cases := map[string]struct {
		text string
		want []string
	}{
		"since this year began": {"今年来，检查经营场所918家次。", []string{"8:11 figure/prose 正文写“检查经营场所918家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
		"until now":             {"截至目前，检查经营场所918家次。", []string{"8:12 figure/prose 正文写“检查经营场所918家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
		"until June":            {"截至6月底，检查经营场所500家次。", nil},
		"a word more, a slip": {"检查文化经营场所916家次。",
			[]string{"8:9 figure/prose 正文写“检查文化经营场所916家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
		"a word more, another number": {"检查文化经营场所600家次。", nil},
		"the noun behind, a slip": {"45名干部职工参加学法用法考试。",
			[]string{"8:1 figure/prose 正文写“45名干部职工参加学法用法考试”，数据表里“参加学法用法考试人员”是 44 <15 数据表：参加学法用法考试人员 44>"}},
		"the noun behind, agrees": {"44名干部职工参加学法用法考试。", nil},
		"a synonym, a slip": {"作出行政处罚案件11起。",
			[]string{"8:9 figure/prose 正文写“作出行政处罚案件11起”，数据表里“行政处罚决定”是 10 <14 数据表：行政处罚决定 10>"}},
		"new ones":   {"新增参加学法用法考试45人。", nil},
		"a deadline": {"行政处罚决定在作出之日起11个工作日内公开。", nil},
		"agrees":     {"全年检查各类经营场所917家次，其中检查娱乐场所343家次，作出行政处罚决定10件，罚没金额7.43万元。", nil},
		"turned digits": {"全年检查各类经营场所971家次。",
			[]string{"8:11 figure/prose 正文写“检查各类经营场所971家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
		"with the separator of thousands": {"全年检查经营场所9,170家次。",
			[]string{"8:9 figure/prose 正文写“检查经营场所9170家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
		"a part": {"检查娱乐场所344家次。",
			[]string{"8:7 figure/prose 正文写“检查娱乐场所344家次”，数据表里“娱乐场所”是 343 <13 数据表：娱乐场所 343>"}},
		"another verb": {"办理行政处罚决定9件。",
			[]string{"8:9 figure/prose 正文写“办理行政处罚决定9件”，数据表里“行政处罚决定”是 10 <14 数据表：行政处罚决定 10>"}},
		"decimals": {"罚没金额7.34万元。",
			[]string{"8:5 figure/prose 正文写“罚没金额7.34万元”，数据表里“罚没金额”是 7.43 <16 数据表：罚没金额 7.43>"}},
		"in a list with emphasis": {"- **全年**检查经营场所918家次。",
			[]string{"8:15 figure/prose 正文写“全年检查经营场所918家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
		"another indicator":         {"作出不予行政处罚决定23件。", nil},
		"another unit":              {"检查经营场所500家。", nil},
		"another place":             {"东街检查经营场所20家次。", nil},
		"the year before":           {"2024年检查经营场所900家次。", nil},
		"compared":                  {"检查经营场所比上年增加45家次，同比增长5%。", nil},
		"last year":                 {"去年检查经营场所900家次。", nil},
		"part of a year":            {"上半年检查经营场所400家次，一季度检查经营场所200家次。", nil},
		"about":                     {"检查经营场所约900家次，检查经营场所900余家次。", nil},
		"at least":                  {"每年检查经营场所不少于900家次。", nil},
		"in the plan":               {"## 下一年度主要安排\n\n检查经营场所1000家次。", nil},
		"below a heading again":     {"## 下一年度主要安排\n\n检查经营场所1000家次。\n\n## 其他\n\n检查经营场所1000家次。", []string{"14:7 figure/prose 正文写“检查经营场所1000家次”，数据表里“检查经营场所”是 917 <18 数据表：检查经营场所 917>"}},
		"in a heading":              {"## 检查经营场所971家次", nil},
		"this year is no other one": {"2025年检查经营场所918家次。", []string{"8:12 figure/prose 正文写“检查经营场所918家次”，数据表里“检查经营场所”是 917 <12 数据表：检查经营场所 917>"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := told(figureProblems(t, map[string]string{"content/reports/a.md": aFigureReport(c.text, rows...)}))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiguresOfTheSummary(t *testing.T) {
	text := strings.Replace(aFigureReport("正文。", "| 检查经营场所 | 917 | 家次 | |"), "+++\n正文", "summary = \"检查经营场所971家次，作出处罚20件，其中罚款12件、警告9件。\"\n+++\n正文", 1)
	got := told(figureProblems(t, map[string]string{"content/reports/a.md": text}))
	want := []string{
		"7:12 figure/breakdown 总数写的是 20件，各项之和是 21件，超过总数 1 <7 罚款：12件> <7 警告：9件>",
		"7:12 figure/prose 正文写“检查经营场所971家次”，数据表里“检查经营场所”是 917 <13 数据表：检查经营场所 917>",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFiguresOfRunningText(t *testing.T) {
	cases := map[string]struct {
		text string
		want []string
	}{
		"agrees": {"共办结917件，其中投诉410件（占44.7%）、举报343件、咨询164件，比上年的850件增长7.9%。", nil},
		"parts": {"共办结917件，其中投诉410件、举报343件、咨询146件。",
			[]string{"8:4 figure/breakdown 总数写的是 917件，各项之和是 899件，少于总数 18 <8 投诉：410件> <8 举报：343件> <8 咨询：146件>"}},
		"a share":          {"共办结40件，其中投诉10件（占52%）、举报20件、咨询10件。", []string{"8:17 figure/share 写的是 52%，按 10件 占 40件 推算是 25% <8 10件> <8 40件>"}},
		"a rate":           {"受理12件，办结10件，办结率100%。", []string{"8:16 figure/share 写的是 100%，按 10件 占 12件 推算是 83.3% <8 10件> <8 12件>"}},
		"a rise":           {"检查917家次，比上年的850家次增长9.7%。", []string{"8:20 figure/change 写的是增加 9.7%，按 917家次 与 850家次 推算是增加 7.9% <8 917家次> <8 850家次>"}},
		"a fall as a rise": {"检查850家次，比上年的917家次增加67家次。", []string{"8:20 figure/change 写的是增加 67家次，按 850家次 与 917家次 推算是减少 67家次 <8 850家次> <8 917家次>"}},
		"in code":          {"```\n共办结917件，其中投诉410件、举报343件、咨询146件。\n```", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := told(figureProblems(t, map[string]string{"content/articles/a.md": aText(c.text)}))
			for i := range got {
				got[i] = strings.Replace(got[i], strings.SplitN(got[i], ":", 2)[0]+":", "8:", 1)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func aText(body string) string {
	return "+++\ntitle = \"情况\"\nauthority = \"某某局\"\nsource = \"某某局\"\npublished = 2026-03-10\n+++\n\n" + body + "\n"
}

func TestTablesWithTotals(t *testing.T) {
	cases := map[string]struct {
		table string
		want  []string
	}{
		"agrees":              {"| 类别 | 件数 |\n| --- | --- |\n| 投诉 | 410 |\n| 举报 | 343 |\n| 咨询 | 164 |\n| 合计 | 917 |", nil},
		"wrong":               {"| 类别 | 件数 |\n| --- | --- |\n| 投诉 | 410 |\n| 举报 | 343 |\n| 咨询 | 146 |\n| 合 计 | 917 |", []string{"“件数”写的是 917，各项之和是 899"}},
		"with separators":     {"| 类别 | 金额（元） |\n| --- | --- |\n| 甲 | 1,200 |\n| 乙 | 800 |\n| **总计** | **2,100** |", []string{"“金额（元）”写的是 2100，各项之和是 2000"}},
		"units in the cells":  {"| 类别 | 金额 |\n| --- | --- |\n| 甲 | 1.2万元 |\n| 乙 | 0.8万元 |\n| 合计 | 2.1万元 |", []string{"“金额”写的是 2.1，各项之和是 2"}},
		"mixed units":         {"| 类别 | 金额 |\n| --- | --- |\n| 甲 | 1.2万元 |\n| 乙 | 8000元 |\n| 合计 | 2.1万元 |", nil},
		"a column of units":   {"| 指标名 | 数 | 单位 |\n| --- | --- | --- |\n| 检查 | 10 | 家次 |\n| 罚款 | 5 | 万元 |\n| 合计 | 12 | 件 |", nil},
		"averages and shares": {"| 类别 | 件数 | 占比（%） | 平均用时 |\n| --- | --- | --- | --- |\n| 甲 | 10 | 33.3 | 5 |\n| 乙 | 20 | 66.7 | 8 |\n| 合计 | 30 | 100.1 | 7 |", nil},
		"blank cells":         {"| 类别 | 件数 | 人数 |\n| --- | --- | --- |\n| 甲 | 10 | — |\n| 乙 |  | 3 |\n| 合计 | 10 | 4 |", []string{"“人数”写的是 4，各项之和是 3"}},
		"a blank total":       {"| 类别 | 件数 |\n| --- | --- |\n| 甲 | 10 |\n| 乙 | 20 |\n| 合计 | |", nil},
		"parts of a part":     {"| 类别 | 件数 |\n| --- | --- |\n| 甲 | 10 |\n| 其中：网上 | 4 |\n| 乙 | 20 |\n| 合计 | 30 |", nil},
		"subtotals":           {"| 类别 | 件数 |\n| --- | --- |\n| 甲 | 10 |\n| 乙 | 20 |\n| 小计 | 31 |\n| 丙 | 1 |\n| 丁 | 2 |\n| 小计 | 3 |\n| 合计 | 33 |", []string{"“件数”写的是 31，各项之和是 30"}},
		"the total first":     {"| 类别 | 件数 |\n| --- | --- |\n| 合计 | 31 |\n| 甲 | 10 |\n| 乙 | 20 |", []string{"“件数”写的是 31，各项之和是 30"}},
		"a column of totals":  {"| 单位名称 | 罚款 | 警告 | 合计 | 罚没金额（万元） |\n| --- | --- | --- | --- | --- |\n| 甲 | 1 | 2 | 3 | 5 |\n| 乙 | 2 | 2 | 5 | 6 |", []string{"“乙”的“合计”写的是 5，各项之和是 4"}},
		"both":                {"| 单位名称 | 合计 | 罚款 | 警告 |\n| --- | --- | --- | --- |\n| 甲 | 3 | 1 | 2 |\n| 乙 | 4 | 2 | 2 |\n| 合计 | 7 | 3 | 5 |", []string{"“合计”的“合计”写的是 7，各项之和是 8", "“警告”写的是 5，各项之和是 4"}},
		"no figures":          {"| 类别 | 内容 |\n| --- | --- |\n| 甲 | 有 |\n| 合计 | 两项 |", nil},
		"one row":             {"| 类别 | 件数 |\n| --- | --- |\n| 甲 | 10 |\n| 合计 | 30 |", nil},
		"an ordinal":          {"| 序号 | 类别 | 件数 |\n| --- | --- | --- |\n| 1 | 甲 | 10 |\n| 2 | 乙 | 20 |\n| | 合计 | 31 |", []string{"“件数”写的是 31，各项之和是 30"}},
		"a rise":              {"| 项 | 2024年 | 2025年 | 增长（%） |\n| --- | --- | --- | --- |\n| 检查 | 850 | 917 | 9.7 |\n| 处罚 | 8 | 10 | 25 |", []string{"“检查”的“增长（%）”写的是 9.7，按 850 和 917 推算是 7.9%"}},
		"a change by number":  {"| 项 | 上年 | 本年 | 增减 |\n| --- | --- | --- | --- |\n| 检查 | 850 | 917 | 67 |\n| 处罚 | 10 | 8 | -3 |", []string{"“处罚”的“增减”写的是 -3，按 10 和 8 推算是 -2"}},
		"a rate":              {"| 在岗人数 | 持证人数 | 持证率 |\n| --- | --- | --- |\n| 17 | 16 | 100% |", []string{"“持证率”写的是 100%，按“持证人数” 16 和“在岗人数” 17 推算是 94.1%"}},
		"a rate that agrees":  {"| 单位名称 | 受理数 | 办结数 | 办结率（%） |\n| --- | --- | --- | --- |\n| 甲 | 12 | 10 | 83.3 |\n| 乙 | 0 | 0 | — |", nil},
		"more than all":       {"| 在岗人数 | 持证人数 | 持证率 |\n| --- | --- | --- |\n| 17 | 18 | 100% |", []string{"“持证率”写的是 100%，按“持证人数” 18 和“在岗人数” 17 推算是 105.9%"}},
		"same time last year": {"| 项 | 去年同期 | 今年 | 同比 |\n| --- | --- | --- | --- |\n| 检查 | 850 | 917 | +7.9% |\n| 处罚 | 10 | 8 | -20% |", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range figureProblems(t, map[string]string{"content/articles/a.md": aText(c.table)}) {
				if p.Pos.Line < 8 || p.Pos.Col == 0 {
					t.Errorf("%s stands at %v", p.Message, p.Pos)
				}
				got = append(got, p.Message)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNotesThatCompareWithTheYearBefore(t *testing.T) {
	last := strings.Replace(aFigureReport("正文。", "| 检查经营场所 | 917 | 家次 | |"), "year = 2025", "year = 2024", 1)
	for note, want := range map[string]int{"比上年增加45家次": 0, "比上年增加46家次": 1, "比上年减少45家次": 1, "同比增长4.9%": 0, "同比增长9.4%": 1, "比上年增加约40家次": 0, "比上年增加40家次，上年数有调整": 0, "": 0} {
		now := aFigureReport("正文。", "| 检查经营场所 | 962 | 家次 | "+note+" |")
		got := figureProblems(t, map[string]string{"content/reports/a.md": now, "content/reports/b.md": last})
		if len(got) != want {
			t.Errorf("%s: %v", note, told(got))
		}
		for _, p := range got {
			if p.Rule != ruleChange.ID || p.Pos.Line != 12 || len(p.Related) != 1 {
				t.Errorf("%s: %v", note, p)
			}
		}
	}
}

func TestAmountsSaidTwice(t *testing.T) {
	body := aFigureReport("罚款1.5万元（15,000元）。\n\n再罚人民币壹万元整（1000元），合计二万五千元（2.5万元）。", "| 甲 | 1 | 件 | |")
	got := told(figureProblems(t, map[string]string{"content/reports/a.md": body}))
	want := []string{"10:3 figure/amount “人民币壹万元整”是10000元，后面写的“1000元”是1000元 <10 另一种写法：1000元>"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	field := sitetest.Penalty("content = \"警告，并处罚款人民币贰仟元整（20000元）。\"")
	got = about(figureProblems(t, map[string]string{"content/penalties/a.md": field}), "figure")
	if len(got) != 1 || !strings.HasSuffix(got[0], "figure/amount") {
		t.Errorf("a field: %v", got)
	}
	for _, hidden := range []string{"draft = true", `withdrawn = {on = 2026-10-20, reason = "撤销", basis = "《行政处罚法》第四十八条"}`} {
		if got := figureProblems(t, map[string]string{"content/penalties/a.md": sitetest.Penalty("content = \"罚款贰仟元（20000元）\"", hidden)}); got != nil {
			t.Errorf("%s: %v", hidden, got)
		}
	}
}

// example returns an example of a kind with words replaced.
func exampleOf(t testing.TB, path string, pairs ...string) string {
	t.Helper()
	raw, err := os.ReadFile("../../layouts/" + path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%s lacks %q", path, pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}
