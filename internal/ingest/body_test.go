package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBody(t *testing.T) {
	long := strings.Repeat("很长的话", 12)
	cases := map[string]struct{ text, want string }{
		"parts and subparts":         {"一、甲\n（一）乙\n(二)丙\n二.丁", "## 一、甲\n\n### （一）乙\n\n### (二)丙\n\n## 二.丁"},
		"subpart before any part":    {"（一）乙\n一、甲\n（一）丙", "## （一）乙\n\n## 一、甲\n\n### （一）丙"},
		"run-in title":               {"（一）强化领导。一是学习。", "## （一）强化领导。\n\n一是学习。"},
		"closing quote stays":        {"（一）落实“三项制度。”一是学习。", "## （一）落实“三项制度。”\n\n一是学习。"},
		"long first sentence":        {"（一）" + long + "。一是学习。", "（一）" + long + "。一是学习。"},
		"clauses end in semicolons":  {"包括：\n（一）甲；\n（二）乙。", "包括：\n\n（一）甲；\n\n（二）乙。"},
		"two numbers are no part":    {"一、二等奖各1名", "一、二等奖各1名"},
		"article":                    {"第一条　为了规范。\n（一）甲", "第一条　为了规范。\n\n（一）甲"},
		"mention of an article":      {"第一条规定了目的。", "第一条规定了目的。"},
		"chapters":                   {"第一章 总则\n第一节 目的\n一、甲", "## 第一章 总则\n\n### 第一节 目的\n\n#### 一、甲"},
		"numbered list":              {"1.甲。\n2.乙。", "1. 甲。\n2. 乙。"},
		"two lists do not merge":     {"1.甲。\n2.乙。\n1. 丙。\n2.丁。", "1. 甲。\n2. 乙。\n\n1\\. 丙。\n\n2.丁。"},
		"number with full-width dot": {"1．甲。\n2．乙。", "1．甲。\n\n2．乙。"},
		"short number heads text":    {"一、总\n1.小标题\n正文。", "## 一、总\n\n### 1.小标题\n\n正文。"},
		"lone number":                {"1. 甲事项已经办理完毕。", "1\\. 甲事项已经办理完毕。"},
		"bracketed number":           {"（1）甲。", "（1）甲。"},
		"decimal is no number":       {"12.4宪法日", "12.4宪法日"},
		"list inside an item":        {"1.- 甲。\n2.# 乙。", "1. \\- 甲。\n2. \\# 乙。"},
		"table by tabs":              {"项\t数\n甲|乙\t3", "| 项 | 数 |\n| --- | --- |\n| 甲\\|乙 | 3 |"},
		"table by tab runs":          {"项\t\t数\n甲乙丙\t3", "| 项 | 数 |\n| --- | --- |\n| 甲乙丙 | 3 |"},
		"table by spaces":            {"项目    数量\n甲      3", "| 项目 | 数量 |\n| --- | --- |\n| 甲 | 3 |"},
		"table with an empty cell":   {"项\t数\t注\n甲\t\t无", "| 项 | 数 | 注 |\n| --- | --- | --- |\n| 甲 |  | 无 |"},
		"one row is no table":        {"电话：\t12345", "电话： 12345"},
		"tab as indent":              {"\t甲。\n\t乙。", "甲。\n\n乙。"},
		"attachment":                 {"附件：某某表", "附件：\n\n- 某某表"},
		"attachments":                {"附件：1.甲表\n      2.乙表", "附件：\n\n1. 甲表\n2. 乙表"},
		"attachments, other numbers": {"附件：1．甲表\n2．乙表", "附件：\n\n- 1．甲表\n- 2．乙表"},
		"page number inside":         {"甲。\n\n— 1 —\n\n乙。", "甲。\n\n乙。"},
		"full-width indent":          {"　　甲。\n　　乙。", "甲。\n\n乙。"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d, _ := Text("a.txt", "关于某事的通知\n\n"+c.text)
			if diff := cmp.Diff(c.want, d.Body); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestEscape(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"emphasis":              {"*甲*", `\*甲\*`},
		"multiplication":        {"3 * 4", "3 * 4"},
		"snake case":            {"a_b", "a_b"},
		"underline":             {"_甲_", `\_甲\_`},
		"code":                  {"`甲`", "\\`甲\\`"},
		"link":                  {"[甲](乙)", `\[甲](乙)`},
		"bracket alone":         {"[甲", "[甲"},
		"less than":             {"a < b, 甲<乙", "a < b, 甲<乙"},
		"tag":                   {"<b>甲</b>", `\<b>甲\</b>`},
		"entity":                {"&lt;和&#60;", `\&lt;和\&#60;`},
		"and":                   {"A&B", "A&B"},
		"backslash before mark": {`\*`, `\\\*`},
		"path":                  {`C:\甲`, `C:\甲`},
		"range":                 {"3~5天", `3\~5天`},
		"heading mark":          {"# 甲", `\# 甲`},
		"hash tag":              {"#甲#", "#甲#"},
		"bullet":                {"- 甲", `\- 甲`},
		"minus":                 {"-5度", "-5度"},
		"rule":                  {"---", `\---`},
		"spaced rule":           {"* * *", `\* * *`},
		"quotation":             {"> 甲", `\> 甲`},
		"ordered":               {"12) 甲", `12\) 甲`},
		"bar":                   {"|甲|", `\|甲|`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := block(c.text); got != c.want {
				t.Errorf("block(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
	if got, want := headline("甲 #"), `甲 \#`; got != want {
		t.Errorf("headline = %q, want %q", got, want)
	}
	if got, want := headline("甲 {#id}"), `甲 \{#id}`; got != want {
		t.Errorf("headline = %q, want %q", got, want)
	}
}

func TestWrappedLinesAreJoinedOnlyInWrappedText(t *testing.T) {
	names := "关于公布名单的通知\n" + strings.Repeat("某某县第一中学文化志愿服务队队员某某\n", 6)
	d, _ := Text("a.txt", names)
	if got := strings.Count(d.Body, "\n\n"); got != 5 {
		t.Errorf("a list of equal lines was joined: %q", d.Body)
	}
	wrapped := "关于某事的通知\n" +
		"一是加强学习宣传的组织领导工作，\n层层落实普法工作责任制度和清单，\n开展形式多样的宣传教育活动共计\n若干场。\n一、下一步工作\n二是继续做好。"
	d, _ = Text("a.txt", wrapped)
	want := "一是加强学习宣传的组织领导工作，层层落实普法工作责任制度和清单，开展形式多样的宣传教育活动共计若干场。\n\n## 一、下一步工作\n\n二是继续做好。"
	if diff := cmp.Diff(want, d.Body); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSameGuessIsOneNote(t *testing.T) {
	d, _ := Text("a.txt", "关于某事的通知\n\n一、甲。乙丙。\n二、丁。戊己。")
	want := []Note{{Line: 3, Text: "编号后的第一句拆作小标题（共 2 处，第 3、4 行）"}}
	if diff := cmp.Diff(want, d.Notes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPageNumber(t *testing.T) {
	for s, want := range map[string]bool{
		"— 1 —": true, "- 2 -": true, "－3－": true, "-12-": true, "第 1 页": true, "第1页 共5页": true,
		"1": false, "- 甲 -": false, "-": false, "---": false, "第1页说明": false, "": false, "第一页": false,
	} {
		if got := pageNumber(s); got != want {
			t.Errorf("pageNumber(%q) = %v", s, got)
		}
	}
}
