package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/audit"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/output"
	"xiangwei/internal/privacy"
	"xiangwei/internal/render"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
	"xiangwei/internal/site"
	"xiangwei/internal/source"
)

// Rules returns every rule a build can raise, sorted by ID: those of each stage and those of the inspector.
func Rules() []diag.Rule {
	var all []diag.Rule
	for _, rules := range [][]diag.Rule{
		source.Rules, config.Rules, schema.Rules, markdown.Rules, content.Rules, site.Rules, render.Rules, output.Rules,
		privacy.Rules, audit.PrivacyRules, audit.Rules(), screen.Rules, pictureRules,
	} {
		all = append(all, rules...)
	}
	slices.SortFunc(all, func(a, b diag.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(all, func(a, b diag.Rule) bool { return a.ID == b.ID })
}

// areas names the part of a rule's ID before the slash.
var areas = map[string]string{
	"citation": "引用法律", "config": "配置", "content": "文稿文件", "deadline": "期限", "display": "公示期限", "exemption": "免罚清单", "field": "字段",
	"figure": "数字", "kind": "类型定义", "layout": "布局与外观", "link": "链接", "output": "输出文件", "page": "网页标签与结构", "penalty": "行政处罚", "picture": "图片",
	"privacy": "个人信息", "report": "年度报告", "review": "审核", "screen": "屏幕", "section": "栏目", "site": "站点", "table": "数据表",
	"text": "文字", "validity": "有效期",
}

// Problems returns docs/problems.md: what is checked, why, on which basis, and how to mend it.
func Problems() string {
	var b strings.Builder
	b.WriteString("# 检查规则\n\n本文由程序根据各条规则生成，请勿手改；更新方法：go test ./internal/build -run TestProblems -update。\n\n")
	b.WriteString("“错误”会阻止发布，不能关闭；“提醒”不阻止发布，可在 config.toml 的 [warnings] off 里按编号关闭。\n")
	area := ""
	for _, r := range Rules() {
		if a, _, _ := strings.Cut(r.ID, "/"); a != area {
			area = a
			fmt.Fprintf(&b, "\n## %s（%s/）\n", areas[a], a)
		}
		severity := "错误"
		if r.Severity == diag.Warning {
			severity = "提醒"
		}
		fmt.Fprintf(&b, "\n### %s：%s\n\n%s。%s\n", r.ID, r.Title, severity, r.Doc)
		if r.Basis != "" {
			fmt.Fprintf(&b, "\n依据：%s\n", r.Basis)
		}
	}
	return b.String()
}
