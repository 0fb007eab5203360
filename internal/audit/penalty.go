package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// Rules on penalty decisions. What a field must be by itself is the kind's own word (layouts/penalty/kind.toml); these
// rules compare fields with each other and with the text. All of them hold whatever the day, so that a record that passes
// today passes when its embargo ends.
var (
	ruleDocketForm = diag.Rule{ID: "penalty/docket-form", Severity: diag.Warning, Title: "决定书文号不像文号", Basis: "《行政处罚法》第五十九条",
		Doc: "行政处罚决定书文号由机关代字、“字”、年份和序号组成，例如 （某）文综罚字〔2025〕8号。照决定书抄写。"}
	ruleDocketYear = diag.Rule{ID: "penalty/docket-year", Severity: diag.Warning, Title: "文号的年份与决定日期不符",
		Doc: "文号里的年份一般就是作出决定的年份。不一致的，多半是复制旧稿后忘了改。"}
	ruleUncalled = diag.Rule{ID: "penalty/uncalled", Severity: diag.Error, Title: "处罚类别与处罚内容不符", Basis: "《行政处罚法》第九条",
		Doc: "填了罚款金额、没收金额或者证照，处罚类别里却没有罚款、没收或者暂扣、吊销。补上类别，或者删去多填的一项。反过来，类别里有而没有填金额的，按必填字段提示。"}
	ruleUnit = diag.Rule{ID: "penalty/unit", Severity: diag.Warning, Title: "金额的单位可能填错",
		Doc: "金额以元为单位。不到10元或者达到100万元的，多半是把“万元”当成了“元”，或者把小数点写错了。"}
	ruleFineText = diag.Rule{ID: "penalty/fine-text", Severity: diag.Warning, Title: "文中的罚没数额与字段不同",
		Doc: "正文字段里写的罚款、没收数额与“罚款金额”“没收金额”不同。两处应当与决定书一致。"}
	ruleCorrection = diag.Rule{ID: "penalty/correction", Severity: diag.Warning, Title: "责令改正不是行政处罚", Basis: "《行政处罚法》第九条、第二十八条",
		Doc: "责令改正或者限期改正是实施处罚时一并作出的要求，不是处罚种类。只责令改正、没有给予处罚的，不作为处罚决定公开。"}
	ruleParty = diag.Rule{ID: "penalty/party", Severity: diag.Warning, Title: "相对人的名称或代码可疑",
		Doc: "单位名称不足五个字的像是自然人姓名：自然人填“自然人姓名”，发布时自动隐去。个体工商户的统一社会信用代码以92开头，其他单位的不是；相对人的代码也不会是本机关的代码。"}
)

var penaltyRules = []Rule{{
	Rule:  ruleDocketForm,
	Also:  []diag.Rule{ruleDocketYear, ruleUncalled, ruleUnit, ruleFineText, ruleCorrection, ruleParty},
	Check: checkPenalty,
	Run:   eachEntry(checkPenalty, docket, uncalled, units, finesInText, sumsInText, correctionOnly, party),
}}

// checkPenalty is the name by which a kind asks for these rules.
const checkPenalty = "penalty"

// docket looks at the official number: 机关代字…字〔年份〕序号号.
func docket(_ *Input, e *content.Entry) diag.List {
	r := e.Record
	number, field := r.Role(schema.RoleNumber).String(), roleField(r, schema.RoleNumber)
	if number == "" {
		return nil
	}
	head, rest, ok := strings.Cut(number, "〔")
	year, _, closed := strings.Cut(rest, "〕")
	if !ok || !closed || !strings.HasSuffix(head, "字") {
		return diag.List{e.Problem(ruleDocketForm, []string{field}, "“%s”不像行政处罚决定书的文号", number).
			WithHint("照决定书抄写，例如 （某）文综罚字〔2025〕8号")}
	}
	return againstDecision(e, ruleDocketYear, year)
}

// uncalled finds fields that only some categories call for and that were filled without one of these.
func uncalled(_ *Input, e *content.Entry) diag.List {
	var problems diag.List
	r := e.Record
	category := r.Kind.FieldOf(schema.RoleCategory)
	if category == nil || r.Value(category).IsZero() {
		return nil
	}
	for _, f := range r.Kind.Fields {
		v, when := r.Value(f), f.RequiredWhen
		if when == nil || when.Field != category.Name || v.IsZero() || r.Holds(when) || f.Type.Name() == "money" && v.Money() == 0 {
			continue
		}
		problems = append(problems, e.Problem(ruleUncalled, []string{f.Name}, "填了“%s”，%s里却没有“%s”", f.Label, category.Label, strings.Join(when.Has, "”或“")).
			WithHint("补上%s，或者删去 %s", category.Label, f.Name))
	}
	return problems
}

// Amounts outside these bounds, in 分, are seldom those of a county bureau: 10 yuan and a million.
const (
	leastFine = 10_00
	mostFine  = 1_000_000_00
)

// units finds amounts that were likely typed in another unit.
func units(_ *Input, e *content.Entry) diag.List {
	var problems diag.List
	for _, f := range e.Record.Kind.Fields {
		v := e.Record.Value(f)
		amount := v.Money()
		if f.Type.Name() != "money" || amount == 0 || amount >= leastFine && amount < mostFine {
			continue
		}
		problems = append(problems, e.Problem(ruleUnit, []string{f.Name}, "%s是%s，可能填错了单位", f.Label, v).
			WithHint("单位是元；%s万元写作 %s = %s", strconv.FormatFloat(amount.Yuan(), 'f', -1, 64), f.Name, (amount*10000).Decimal()))
	}
	return problems
}

// finesInText compares the amounts of fines the texts name with the field.
func finesInText(_ *Input, e *content.Entry) diag.List {
	r := e.Record
	amount := r.Role(schema.RoleAmount).Money()
	if amount == 0 {
		return nil
	}
	var problems diag.List
	for _, f := range r.Kind.Fields {
		if t := f.Type.Name(); t != "markdown" && f.Role != schema.RoleSummary && f.Role != schema.RoleTitle {
			continue
		}
		fines := fines(r.Value(f).String())
		total := int64(0)
		for _, n := range fines {
			total += n.Fen
		}
		if len(fines) == 0 || total == int64(amount) || slices.ContainsFunc(fines, func(n fine) bool { return n.Fen == int64(amount) }) {
			continue
		}
		problems = append(problems, e.Problem(ruleFineText, []string{f.Name}, "%s写的罚款是%s，%s填的是%s", f.Label, fines[0].Text,
			r.Kind.FieldOf(schema.RoleAmount).Label, r.Role(schema.RoleAmount)).WithHint("两处改成与决定书一致"))
	}
	return problems
}

// sumsInText compares amounts the texts name by a category (没收违法所得500元) with the field of money that category asks for.
func sumsInText(_ *Input, e *content.Entry) diag.List {
	r := e.Record
	category := r.Kind.FieldOf(schema.RoleCategory)
	if category == nil {
		return nil
	}
	var problems diag.List
	for _, money := range r.Kind.Fields {
		w := money.RequiredWhen
		typed := r.Value(money).Money()
		if money.Type.Name() != "money" || money.Role == schema.RoleAmount || w == nil || w.Field != category.Name || typed == 0 {
			continue
		}
		for _, f := range r.Kind.Fields {
			if f.Type.Name() != "markdown" {
				continue
			}
			sums, total := sumsAfter(r.Value(f).String(), w.Has), int64(0)
			for _, n := range sums {
				total += n.Fen
			}
			if len(sums) == 0 || total == int64(typed) || slices.ContainsFunc(sums, func(n fine) bool { return n.Fen == int64(typed) }) {
				continue
			}
			problems = append(problems, e.Problem(ruleFineText, []string{f.Name}, "%s写的数额是%s，%s填的是%s", f.Label, sums[0].Text, money.Label, r.Value(money)).
				WithHint("两处改成与决定书一致"))
		}
	}
	return problems
}

// otherPenalty is the category for what no other covers.
const otherPenalty = "其他行政处罚"

// correctionOnly finds decisions whose only penalty is an order to correct.
func correctionOnly(_ *Input, e *content.Entry) diag.List {
	r := e.Record
	category := r.Kind.FieldOf(schema.RoleCategory)
	if got := r.Role(schema.RoleCategory).Strings(); len(got) != 1 || got[0] != otherPenalty {
		return nil
	}
	for _, f := range r.Kind.Fields {
		if text := r.Value(f).String(); f.Type.Name() == "markdown" && orders(text) {
			return diag.List{e.Problem(ruleCorrection, []string{category.Name}, "%s只有“%s”，内容是责令改正：责令改正不是行政处罚", category.Label, otherPenalty).
				WithHint("给予了处罚的填写处罚种类；没有的不作为处罚决定公开")}
		}
	}
	return nil
}

// orders reports whether a text orders a correction.
func orders(text string) bool {
	_, rest, ok := strings.Cut(text, "责令")
	if !ok {
		return strings.Contains(text, "限期改正") || strings.Contains(text, "限期整改")
	}
	clause, _, _ := strings.Cut(rest, "。")
	return strings.Contains(clause, "改正") || strings.Contains(clause, "整改")
}

// Words of the party's kind and the beginnings of credit codes that go with them (GB 32100—2015: 9 工商, 2 个体工商户).
const (
	soleTrader     = "个体工商户"
	soleTraderCode = "92"
)

// party looks at the name and the code of an organisation.
func party(_ *Input, e *content.Entry) diag.List {
	var problems diag.List
	r := e.Record
	name := r.Role(schema.RoleParty).String()
	if n := utf8.RuneCountInString(name); n > 0 && n < 5 {
		// The name may be a person's, so it is not repeated here.
		p := e.Problem(ruleParty, []string{roleField(r, schema.RoleParty)}, "单位名称只有 %d 个字，像是自然人姓名", n).
			WithHint("当事人是自然人的，类别选“自然人”，姓名写在自然人的字段里")
		p.Excerpt = ""
		problems = append(problems, p)
	}
	code, field := partyCode(r)
	if code == "" {
		return problems
	}
	trader := slices.ContainsFunc(r.Kind.Fields, func(f *schema.Field) bool { return f.Type.Name() == "enum" && r.Value(f).Has(soleTrader) })
	why := ""
	switch {
	case slices.ContainsFunc(r.Kind.Fields, func(f *schema.Field) bool { return f.Name != field && r.Value(f).String() == code }):
		why = "与本机关的代码相同"
	case trader && !strings.HasPrefix(code, soleTraderCode):
		why = fmt.Sprintf("以 %s 开头，个体工商户的以 %s 开头", code[:2], soleTraderCode)
	case !trader && strings.HasPrefix(code, soleTraderCode):
		why = "以 92 开头，是个体工商户的代码，而类别不是个体工商户"
	}
	if why != "" {
		problems = append(problems, e.Problem(ruleParty, []string{field}, "相对人的统一社会信用代码%s", why).WithHint("照营业执照核对代码和类别"))
	}
	return problems
}

// partyCode returns the credit code of the party: the one whose need depends on who the party is.
func partyCode(r *schema.Record) (code, field string) {
	for _, f := range r.Kind.Fields {
		if f.Type.Name() == "credit-code" && f.RequiredWhen != nil {
			return r.Value(f).String(), f.Name
		}
	}
	return "", ""
}
