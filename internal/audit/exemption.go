package audit

import (
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/due"
	"xiangwei/internal/schema"
	"xiangwei/internal/statute"
)

// Rules on lists of what is not punished (免罚清单) and on texts with a validity. A list that has lapsed is shown as
// 已失效 by itself, so its lapse is a warning: an error would keep up the very pages that still call it valid.
var (
	ruleSanction = diag.Rule{ID: "exemption/sanction", Severity: diag.Error, Title: "免罚事项没有罚则条款", Basis: "《行政处罚法》第三十三条、第三十四条",
		Doc: "每一项都要写明本来应当依据哪一条处罚（罚则），写到具体法律法规的条款。《行政处罚法》第三十三条一类的条款是免罚依据，不是罚则。"}
	ruleGround = diag.Rule{ID: "exemption/ground", Severity: diag.Error, Title: "免罚事项没有免罚依据", Basis: "《行政处罚法》第三十三条、第三十四条",
		Doc: "每一项都要有不予处罚、从轻或者减轻的依据：写在这一行，或者写在整份清单的“免罚依据”里。罚则本身不是免罚依据。"}
	ruleLapsed = diag.Rule{ID: "validity/lapsed", Severity: diag.Warning, Title: "有效期已过，没有接续",
		Doc: "文件的有效期已过，网站上自动标为“已失效”，而同类文件没有一份现行有效。续期、修订后重新印发，或者公布失效决定。"}
	ruleLapsing = diag.Rule{ID: "validity/lapsing", Severity: diag.Warning, Title: "有效期将满",
		Doc: "文件的有效期在三个月之内届满。规范性文件期满前应当评估，决定续期、修订或者失效。"}
	ruleStatus = diag.Rule{ID: "validity/status", Severity: diag.Warning, Title: "有效性与日期不符",
		Doc: "手工填写的有效性与施行、失效或者废止日期不一致，页面会把已失效的文件标成有效，或者相反。改正其中一个；能由日期推出的不必手工填写。"}
	ruleRowStatus = diag.Rule{ID: "validity/row-status", Severity: diag.Warning, Title: "证件过了有效期仍标为有效", Basis: "《行政处罚法》第四十二条",
		Doc: "名单里一行的有效期已过，状态却还是“有效”：执法证过期的人员不得执法，群众照名单核对会被误导。换发新证的改写有效期，没有换发的改写状态。"}
)

var exemptionRules = []Rule{
	{Rule: ruleSanction, Also: []diag.Rule{ruleGround}, Check: checkExemption, Run: eachEntry(checkExemption, exemptionRows)},
	{Rule: ruleLapsed, Also: []diag.Rule{ruleLapsing}, Check: due.CheckValidity, Run: lapsed},
	{Rule: ruleStatus, Also: []diag.Rule{ruleRowStatus}, Run: statusAgainstDates},
}

// checkExemption is the name by which a kind asks for the rules on rows.
const checkExemption = "exemption"

// exemptionRows looks at every row of a list for the clause that would punish and the ground on which it does not.
func exemptionRows(_ *Input, e *content.Entry) diag.List {
	var problems diag.List
	for _, t := range e.Record.Kind.Tables {
		sanction, ground := columnOf(t, schema.RoleSanction), columnOf(t, schema.RoleBasis)
		if sanction == nil {
			continue
		}
		for i, row := range e.Record.Rows[t.Name] {
			problems = append(problems, exemptionRow(e, row, i+1, sanction, ground)...)
		}
	}
	return problems
}

func columnOf(t *schema.Table, role schema.Role) *schema.Field {
	for _, c := range t.Columns {
		if c.Role == role {
			return c
		}
	}
	return nil
}

func exemptionRow(e *content.Entry, row schema.Row, number int, sanction, ground *schema.Field) diag.List {
	var problems diag.List
	pos := diag.Pos{File: e.File, Line: row.Line}
	clauses := row.Get(sanction.Name).Strings()
	if len(clauses) > 0 && allGrounds(clauses) {
		problems = append(problems, ruleSanction.At(pos, "第%d行的“%s”是免罚依据，不是罚则：%s", number, sanction.Label, strings.Join(clauses, "；")).
			WithHint("“%s”写本来应当依据的处罚条款，例如 《互联网上网服务营业场所管理条例》第三十一条第五项", sanction.Label))
	}
	var own []string
	if ground != nil {
		own = row.Get(ground.Name).Strings()
	}
	if len(own) == 0 {
		own = e.Record.Role(schema.RoleBasis).Strings()
	}
	switch {
	case len(own) == 0 && basisRequired(e.Record.Kind): // told by the schema
	case len(own) == 0:
		problems = append(problems, ruleGround.At(pos, "第%d行没有免罚依据，整份清单也没有", number).
			WithHint("在信息栏写上整份清单的依据，例如 《行政处罚法》第三十三条第一款"))
	case len(clauses) > 0 && strings.Join(own, "；") == strings.Join(clauses, "；"):
		problems = append(problems, ruleGround.At(pos, "第%d行的免罚依据与罚则是同一条：%s", number, strings.Join(own, "；")).
			WithHint("免罚依据写不予处罚的条款，例如 《行政处罚法》第三十三条第一款"))
	}
	return problems
}

func basisRequired(k *schema.Kind) bool {
	f := k.FieldOf(schema.RoleBasis)
	return f != nil && f.Required
}

// groundLaws are the laws that say when not to punish; they set no penalty themselves.
var groundLaws = []string{"行政处罚法", "行政强制法", "优化营商环境条例"}

// allGrounds reports whether every citation is of such a law.
func allGrounds(clauses []string) bool {
	for _, c := range clauses {
		cited := statute.Find(c, statute.Options{})
		if len(cited) == 0 {
			return false
		}
		for _, x := range cited {
			if !isGround(x.Law) {
				return false
			}
		}
	}
	return true
}

func isGround(law string) bool {
	for _, g := range groundLaws {
		if strings.TrimPrefix(law, "中华人民共和国") == g {
			return true
		}
	}
	return false
}

// lapsingMonths is how long before its end a validity is mentioned on every build.
const lapsingMonths = 3

// lapsed finds texts of kinds that must always have one in force, whose validity is over or nearly so.
func lapsed(in *Input) diag.List {
	var problems diag.List
	today := in.Site.Today()
	for _, p := range in.Pages(due.CheckValidity) {
		ends, over := due.Validity(today, p.Record)
		if ends.IsZero() || !over && today.AddMonths(lapsingMonths).Before(ends) || due.Succeeded(in.Content, today, p.Entry) {
			continue
		}
		field := roleField(p.Record, schema.RoleExpires)
		if over {
			problems = append(problems, p.Entry.Problem(ruleLapsed, []string{field}, "有效期到%s，已经失效，没有接续的文件", ends.Chinese()).
				WithHint("续期或者重新印发后，新写一篇"))
			continue
		}
		problems = append(problems, p.Entry.Problem(ruleLapsing, []string{field}, "有效期到%s，还有 %d 天", ends.Chinese(), today.DaysUntil(ends)).
			WithHint("在此之前评估，决定续期、修订或者失效"))
	}
	return problems
}

// statusAgainstDates compares a status that was typed with the dates beside it.
func statusAgainstDates(in *Input) diag.List {
	var problems diag.List
	today := in.Site.Today()
	for _, p := range in.Site.Pages {
		r := p.Record
		problems = append(problems, rowsAgainstDates(p.Entry, today)...)
		typed := r.Role(schema.RoleStatus).String()
		if typed == "" {
			continue
		}
		if reason, want := contradiction(r, typed, today); reason != "" {
			problems = append(problems, p.Entry.Problem(ruleStatus, []string{roleField(r, schema.RoleStatus)}, "填的是“%s”，而%s", typed, reason).
				WithHint("核对日期；日期无误的，改为“%s”", want))
		}
	}
	return problems
}

// rowsAgainstDates finds rows of tables that call valid what their own date says is over: certificates of officers.
func rowsAgainstDates(e *content.Entry, today date.Day) diag.List {
	var problems diag.List
	for _, t := range e.Record.Kind.Tables {
		status, expires := columnOf(t, schema.RoleStatus), columnOf(t, schema.RoleExpires)
		if status == nil || expires == nil {
			continue
		}
		for i, row := range e.Record.Rows[t.Name] {
			typed, ends := row.Get(status.Name).String(), row.Get(expires.Name).Stamp().Day()
			if typed != "有效" || ends.IsZero() || !ends.Before(today) {
				continue
			}
			problems = append(problems, ruleRowStatus.At(diag.Pos{File: e.File, Line: row.Line}, "第%d行的%s填的是“%s”，而%s是%s，已经过了", i+1, status.Label, typed, expires.Label, ends.Chinese()).
				WithHint("换发新证的改写有效期；没有换发的改写状态，另发新名单"))
		}
	}
	return problems
}

// contradiction says in Chinese which date a typed status goes against, and what it should be; "" for none.
func contradiction(r *schema.Record, typed string, today date.Day) (reason, want string) {
	holds := typed == "有效" || typed == "已修改"
	effective, repealed := r.Role(schema.RoleEffective).Stamp().Day(), r.Role(schema.RoleRepealed).Stamp().Day()
	expires, lapsed := due.Validity(today, r)
	switch {
	case holds && !repealed.IsZero() && !repealed.After(today):
		return "废止日期是" + repealed.Chinese(), "废止"
	case holds && lapsed:
		return "有效期到" + expires.Chinese() + "为止", "失效"
	case holds && effective.After(today):
		return "施行日期是" + effective.Chinese(), "尚未生效"
	case typed == "尚未生效" && !effective.IsZero() && !effective.After(today):
		return "施行日期" + effective.Chinese() + "已到", "有效"
	case typed == "废止" && repealed.After(today):
		return "废止日期是" + repealed.Chinese() + "，还没有到", "有效"
	}
	return "", ""
}
