package build

import (
	"io/fs"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// switchedOff reports names in [warnings] off that switch nothing off: unknown rules, and errors, which cannot be
// switched off. Silence about either would leave a clerk believing it.
func switchedOff(site fs.FS, off []string) diag.List {
	if len(off) == 0 {
		return nil
	}
	raw, err := fs.ReadFile(site, config.File)
	if err != nil {
		return nil
	}
	table, _ := source.ReadTOML(config.File, raw)
	if table == nil {
		return nil
	}
	rules := Rules()
	var ids []string
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	var problems diag.List
	for i, id := range off {
		pos := table.ElementPos(i, "warnings", "off")
		at := slices.Index(ids, id)
		switch {
		case at < 0:
			p := config.RuleOff.At(pos, "没有编号为 %q 的规则", id).WithHint("规则编号见 docs/problems.md")
			if near, ok := diag.Nearest(id, ids); ok {
				p = p.WithHint("是不是想写 %s？", near)
			}
			problems = append(problems, p)
		case rules[at].Severity == diag.Error && !also(id):
			problems = append(problems, config.RuleOff.At(pos, "%q 是错误，不能关闭", id).WithHint("从 off 里删去它，并改正相应的文稿"))
		}
	}
	return problems
}

// also reports rules whose findings may be warnings too: data that is only shaped like a private number is one.
func also(id string) bool { return strings.HasPrefix(id, "privacy/") }
