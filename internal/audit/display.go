package audit

import (
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// Rules on display periods (公示期限) of kinds that have classes. That a record leaves when its period is over is no
// rule: the site drops it by itself on the earliest of the typed end, the longest period of its class, and its repair.
var (
	ruleDisplayMax = diag.Rule{ID: "display/max", Severity: diag.Error, Title: "公示截止期超过最长期限", Basis: "《信用修复管理办法》（国家发展改革委令第36号）",
		Doc: "轻微失信信息公示最长三个月，一般的最长一年，严重的最长三年，从作出决定之日起算。不填公示截止期的，程序按最长期限自动撤下；填2099-12-31一类的长期不再适用。"}
	ruleDisplayMin = diag.Rule{ID: "display/min", Severity: diag.Warning, Title: "公示截止期短于最短期限", Basis: "《信用修复管理办法》（国家发展改革委令第36号）",
		Doc: "一般失信信息至少公示三个月，严重的至少一年；提前结束的只能是准予信用修复的，填写信用修复日期。"}
	ruleRepair = diag.Rule{ID: "display/repair", Severity: diag.Warning, Title: "修复日期早于最短公示期", Basis: "《信用修复管理办法》（国家发展改革委令第36号）",
		Doc: "最短公示期满之后才能申请信用修复。修复日期早于最短期限的，核对日期或者失信程度。"}
	ruleClass = diag.Rule{ID: "display/class", Severity: diag.Warning, Title: "失信程度与处罚类别不符", Basis: "《信用修复管理办法》（国家发展改革委令第36号）",
		Doc: "警告、通报批评和较低数额罚款属于轻微；较大数额罚款、没收、暂扣许可证件、降低资质等级属于一般；吊销许可证件、责令停产停业、责令关闭、限制从业等属于严重。较大数额的起点由行业主管部门规定，写在 config.toml 的 [display.large_fine] 里，不写则不核对罚款。"}
	ruleMinor = diag.Rule{ID: "display/minor", Severity: diag.Error, Title: "轻微失信信息没有公开依据", Basis: "《信用修复管理办法》（国家发展改革委令第36号）；《行政处罚法》第四十八条",
		Doc: "只给予警告、通报批评的处罚属于轻微失信信息，原则上不予公示，不论失信程度怎么填。确需公开的，写明公开依据和批准情况。"}
)

var displayRules = []Rule{{
	Rule: ruleDisplayMax,
	Also: []diag.Rule{ruleDisplayMin, ruleClass, ruleMinor},
	Run:  eachEntry("", displayPeriods, displayClasses),
}, {Rule: ruleRepair, Run: endedEarly}}

// endedEarly looks at records that are no longer shown although the shortest period of their class is not over: a typing
// error in the date of a repair must not make a penalty disappear unseen.
func endedEarly(in *Input) diag.List {
	var problems diag.List
	for _, e := range in.Content.Entries {
		r := e.Record
		if r.Kind.Display == nil || r.Envelope.Draft || r.Envelope.Withdrawn != nil {
			continue
		}
		until := r.Until()
		class, ok := r.Class()
		least, hasLeast := class.Min.Calendar(r.DisplayFrom().Day())
		if !ok || !hasLeast || until.IsZero() || until.End().After(in.Site.Now) || !in.Site.Today().Before(least) {
			continue
		}
		problems = append(problems, displayPeriods(in, e)...)
	}
	return problems
}

// displayPeriods compares the typed end and the repair with the periods of the class.
func displayPeriods(_ *Input, e *content.Entry) diag.List {
	r := e.Record
	class, ok := r.Class()
	from := r.DisplayFrom().Day()
	if !ok || from.IsZero() {
		return nil
	}
	var problems diag.List
	typed, repaired := r.Get(r.Kind.Publish.Until).Stamp().Day(), r.Get(r.Kind.Publish.Ended).Stamp().Day()
	least, hasLeast := class.Min.Calendar(from)
	longest := r.DisplayEnd().Day()
	until := []string{r.Kind.Publish.Until}
	switch {
	case typed.IsZero():
	case typed.After(longest):
		problems = append(problems, e.Problem(ruleDisplayMax, until, "失信程度为“%s”，最长公示到%s（%s），填的是%s", class.Name, longest.Chinese(), class.Max, typed.Chinese()).
			WithHint("改为 %s = %s，或者删去这一行", until[0], longest))
	case hasLeast && repaired.IsZero() && typed.AddDays(1).Before(least):
		problems = append(problems, e.Problem(ruleDisplayMin, until, "失信程度为“%s”，至少公示到%s（%s），填的是%s", class.Name, least.Chinese(), class.Min, typed.Chinese()).
			WithHint("改为%s或更晚；准予信用修复的，另填修复日期", least))
	}
	if hasLeast && !repaired.IsZero() && repaired.Before(least) {
		problems = append(problems, e.Problem(ruleRepair, []string{r.Kind.Publish.Ended}, "修复日期%s早于最短公示期满的%s（%s）", repaired.Chinese(), least.Chinese(), class.Min).
			WithHint("核对修复日期和失信程度"))
	}
	return problems
}

// displayClasses compares the class with the categories and with the amount of a fine.
func displayClasses(in *Input, e *content.Entry) diag.List {
	r, d := e.Record, e.Record.Kind.Display
	if d == nil {
		return nil
	}
	class, ok := r.Class()
	values := r.Get(d.Of).Strings()
	if !ok || len(values) == 0 {
		return nil
	}
	has, least := d.Rank(class.Name), d.Least(values)
	why := "处罚类别（" + strings.Join(values, "、") + "）"
	large, known := largeRank(in.Config, r)
	if known && large > least {
		least, why = large, "罚款数额（"+r.Role(schema.RoleAmount).String()+"）"
	}
	if has < least {
		return diag.List{e.Problem(ruleClass, []string{d.By}, "失信程度填的是“%s”，按%s应为“%s”", class.Name, why, d.Classes[least].Name).
			WithHint("改为 %s = \"%s\"", d.By, d.Classes[least].Name)}
	}
	if most, sure := mostRank(r, values, least); sure && has > most {
		return diag.List{e.Problem(ruleClass, []string{d.By}, "失信程度填的是“%s”，按%s最重为“%s”", class.Name, why, d.Classes[most].Name).
			WithHint("改为 %s = \"%s\"；另有列入严重失信主体名单等依据的，在备注里写明", d.By, d.Classes[most].Name)}
	}
	return minor(e, values, has, known && large < 0)
}

// mostRank returns the highest class the categories can come to; that of large fines is always within reach. It is not
// sure where a category is neither a fine nor in the list of a class.
func mostRank(r *schema.Record, values []string, least int) (most int, sure bool) {
	classes, fined := r.Kind.Display.Classes, fineCategories(r.Kind)
	for _, v := range values {
		if !slices.Contains(fined, v) && !slices.ContainsFunc(classes, func(c schema.Class) bool { return slices.Contains(c.Of, v) }) {
			return 0, false
		}
	}
	most = max(least, slices.IndexFunc(classes, func(c schema.Class) bool { return c.Large }))
	return most, most >= 0
}

// largeRank returns the class a fine calls for by its amount: that of large fines, or none (-1). It is not known where
// there is no fine or the site does not say what is large.
func largeRank(cfg *config.Config, r *schema.Record) (rank int, known bool) {
	amount := r.Role(schema.RoleAmount).Money()
	limit := cfg.Display.LargeFine.Organisation
	if !r.Role(schema.RolePerson).IsZero() {
		limit = cfg.Display.LargeFine.Person
	}
	if amount == 0 || limit <= 0 {
		return -1, false
	}
	for i, c := range r.Kind.Display.Classes {
		if c.Large && amount.Yuan() >= limit {
			return i, true
		}
	}
	return -1, true
}

// minor finds records that by their categories belong to a class that needs a reason to be shown at all, and give none.
// A record that names that class itself is the schema's: there the field is required.
func minor(e *content.Entry, values []string, has int, smallFine bool) diag.List {
	r, d := e.Record, e.Record.Kind.Display
	for i, c := range d.Classes {
		if c.Needs == "" || i >= has || !r.Get(c.Needs).IsZero() || !allOf(values, c.Of, smallFine, r) {
			continue
		}
		f := r.Kind.Field(c.Needs)
		return diag.List{e.Problem(ruleMinor, []string{d.By}, "处罚只有%s，属于“%s”，原则上不予公示，没有填写“%s”", strings.Join(values, "、"), c.Name, f.Label).
			WithHint("确需公开的写上 %s = \"……\"；否则设为 draft = true", f.Name)}
	}
	return nil
}

// allOf reports whether all values belong to the class; a fine does when it is known to be small.
func allOf(values, class []string, smallFine bool, r *schema.Record) bool {
	fineValues := fineCategories(r.Kind)
	for _, v := range values {
		if !slices.Contains(class, v) && !(smallFine && slices.Contains(fineValues, v)) {
			return false
		}
	}
	return true
}

// fineCategories returns the categories that call for the amount of a fine.
func fineCategories(k *schema.Kind) []string {
	if f := k.FieldOf(schema.RoleAmount); f != nil && f.RequiredWhen != nil {
		return f.RequiredWhen.Has
	}
	return nil
}
