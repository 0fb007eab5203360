package audit

import (
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

var (
	ruleWaived = diag.Rule{ID: "privacy/waived", Severity: diag.Warning, Title: "经批准公开的个人信息",
		Doc: "文稿用 [waive.…] 写明了理由和批准人，此处的个人信息照登。每次检查都会列出，不能关闭，供定期复核；不再需要公开的，删去这一段和正文里的内容。"}
	ruleUnusedWaiver = diag.Rule{ID: "privacy/waiver-unused", Severity: diag.Warning, Title: "放行的个人信息没有出现",
		Doc: "[waive.…] 写明放行的内容在文稿里找不到，可能已经删去，也可能 finding 或 masked 抄错了。没有用的放行应删去，以免将来误放。"}
)

// RuleWaived is raised for every finding that a waiver lets through. It cannot be switched off.
const RuleWaived = "privacy/waived"

// waivers are those of one record that are about the record itself or about one of its attachments.
type waivers struct {
	list  []schema.Waiver
	taken []bool
}

// newWaivers keeps the waivers about the record itself.
func newWaivers(all []schema.Waiver) *waivers {
	w := &waivers{}
	for _, one := range all {
		if one.File == "" {
			w.add(one)
		}
	}
	return w
}

func (w *waivers) add(one schema.Waiver) {
	w.list, w.taken = append(w.list, one), append(w.taken, false)
}

// take returns the notice that takes a finding's place if one of the waivers is about it.
func (w *waivers) take(f found) (diag.Problem, bool) {
	for i, one := range w.list {
		if one.Finding == shortRule(f.rule.ID) && one.Masked == f.masked {
			w.taken[i] = true
			return ruleWaived.At(f.pos, "%s里的%s %s 经批准公开。理由：%s。批准人：%s（%s）", f.where, kindWords[f.kind], f.masked,
				one.Reason, one.By, one.On.Day()), true
		}
	}
	return diag.Problem{}, false
}

func (w *waivers) unused() []schema.Waiver {
	var out []schema.Waiver
	for i, one := range w.list {
		if !w.taken[i] {
			out = append(out, one)
		}
	}
	return out
}

func unusedWaiver(pos diag.Pos, w schema.Waiver) diag.Problem {
	return ruleUnusedWaiver.At(pos, "[waive.%s] 放行的 %s %s 没有出现", w.Key, w.Finding, w.Masked).
		WithHint("核对 finding 和 masked 是否与提示一致；不再需要的，删去这一段")
}
