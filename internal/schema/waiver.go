package schema

import (
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// Waiver lets one finding of the privacy gate pass in one record. It needs a reason and the name of who answers for it,
// and is listed in every report. It is bound to what was found: the kind of data and its masked form.
type Waiver struct {
	Key     string // of its table: 1 in [waive.1]
	Finding string // last part of the rule: mobile in privacy/mobile
	Masked  string // the value as the message shows it: 130****0000
	File    string // the attachment it is about, relative to the record; empty: the record itself
	Reason  string
	By      string
	On      date.Stamp
}

const waiverHint = `在信息栏末尾写：
[waive.1]
finding = "mobile"
masked = "130****0000"
reason = "……"
by = "批准人姓名、职务"
on = 2025-10-14`

type waiverFile struct {
	Finding string `toml:"finding"`
	Masked  string `toml:"masked"`
	File    string `toml:"file"`
	Reason  string `toml:"reason"`
	By      string `toml:"by"`
	On      any    `toml:"on"`
}

type waiversFile struct {
	Waive map[string]waiverFile `toml:"waive"`
}

// readWaivers reads the tables [waive.…]. A waiver that lacks anything is a problem and waives nothing.
func readWaivers(doc *source.Table, env Env) ([]Waiver, diag.List) {
	if !doc.Has("waive") {
		return nil, nil
	}
	var file waiversFile
	problems := doc.DecodeKnown(&file)
	var out []Waiver
	for _, key := range doc.Keys("waive") {
		f, ok := file.Waive[key]
		if !ok {
			continue
		}
		path := []string{"waive", key}
		lacks := func(format string, args ...any) {
			problems = append(problems, RuleEnvelope.At(doc.Pos(path...), format, args...).WithHint("%s", waiverHint))
		}
		w := Waiver{Key: key, Finding: strings.TrimPrefix(f.Finding, "privacy/"), Masked: strings.TrimSpace(f.Masked), File: f.File,
			Reason: strings.TrimSpace(f.Reason), By: strings.TrimSpace(f.By)}
		on := (&Field{Name: "on", Label: "批准日期", Type: dateType{}}).parse(orEmpty(f.On), env)
		w.On = on.value.Stamp()
		before := len(problems)
		for _, bad := range on.faults {
			lacks("%s", bad.Message)
		}
		for _, need := range []struct{ key, value, label string }{
			{"finding", w.Finding, "放行的是什么"}, {"masked", w.Masked, "提示中显示的遮盖形式"}, {"reason", w.Reason, "理由"}, {"by", w.By, "批准人"},
		} {
			if need.value == "" {
				lacks("放行个人信息须写明%s（%s）", need.label, need.key)
			}
		}
		if w.On.IsZero() && len(on.faults) == 0 {
			lacks("放行个人信息须写明批准日期（on）")
		}
		if len(problems) == before {
			out = append(out, w)
		}
	}
	return out, problems
}
