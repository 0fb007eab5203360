package audit

import (
	"strconv"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

var ruleNumberYear = diag.Rule{ID: "field/docket-year", Severity: diag.Warning, Title: "决定书文号的年份与决定日期不符",
	Doc: "许可一类的决定书，文号里的年份一般就是作出决定的年份。不一致的，多半是复制旧稿后忘了改。"}

// docketRules look at the official number of decisions whose numbers follow no common form.
var docketRules = []Rule{{Rule: ruleNumberYear, Check: checkDocket, Run: eachEntry(checkDocket, numberYear)}}

// checkDocket is the name by which a kind asks for this rule.
const checkDocket = "docket"

// numberYear compares the year in an official number (某文旅许〔2025〕21号) with the day of the decision.
func numberYear(_ *Input, e *content.Entry) diag.List {
	_, rest, _ := strings.Cut(e.Record.Role(schema.RoleNumber).String(), "〔")
	year, _, _ := strings.Cut(rest, "〕")
	return againstDecision(e, ruleNumberYear, year)
}

// againstDecision raises the rule when the year of an official number is not that of the decision.
func againstDecision(e *content.Entry, rule diag.Rule, year string) diag.List {
	r := e.Record
	decided := r.Role(schema.RoleDecided).Stamp()
	n, err := strconv.Atoi(year)
	if err != nil || decided.IsZero() || n == decided.Day().Year {
		return nil
	}
	return diag.List{e.Problem(rule, []string{roleField(r, schema.RoleNumber)}, "文号“%s”的年份是 %d，决定日期是%s", r.Role(schema.RoleNumber).String(), n, decided.Chinese()).
		WithHint("核对文号和决定日期")}
}
