package schema

import (
	"cmp"
	"slices"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// Change is one line of a record's public history: when it was changed after its publication, and what. What was public
// may not change in silence.
type Change struct {
	On   date.Stamp
	What string
}

const changeHint = `写作 changes = ["2026-03-05 更正罚款金额的大写", "2026-05-01 补充附件"]`

type changesFile struct {
	Changes []string `toml:"changes"`
}

// readChanges reads the lines "date what", and returns them newest first.
func readChanges(doc *source.Table, env Env) ([]Change, diag.List) {
	if !doc.Has("changes") {
		return nil, nil
	}
	var file changesFile
	problems := doc.DecodeKnown(&file)
	var out []Change
	for i, line := range file.Changes {
		day, what, _ := strings.Cut(strings.TrimSpace(line), " ")
		what = strings.TrimSpace(what)
		got := (&Field{Name: "changes", Label: "更新日期", Type: dateType{}}).parse(day, env)
		c := Change{got.value.Stamp(), what}
		switch {
		case c.On.IsZero():
			problems = append(problems, RuleEnvelope.At(doc.ElementPos(i, "changes"), "更新记录以日期开头，实为 %q", line).WithHint("%s", changeHint))
			continue
		case what == "":
			problems = append(problems, RuleEnvelope.At(doc.ElementPos(i, "changes"), "更新记录须在日期后写明改了什么：%q", line).WithHint("%s", changeHint))
			continue
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Compare(b.On.Time().Unix(), a.On.Time().Unix()) })
	return out, problems
}

// Updated returns the day of the newest change, zero for a record that was never changed.
func (e *Envelope) Updated() date.Stamp {
	if len(e.Changes) == 0 {
		return date.Stamp{}
	}
	return e.Changes[0].On
}
