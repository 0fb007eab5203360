package build

import (
	"io/fs"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

// unknownLabels reports names in [page] labels that no field of any kind has: the word beside them shows up nowhere.
func unknownLabels(site fs.FS, labels map[string]string, kinds *schema.Set) diag.List {
	if len(labels) == 0 || kinds.Faulty {
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
	known := map[string]bool{}
	var names []string
	for _, k := range kinds.Kinds {
		for _, f := range k.Fields {
			if !known[f.Label] {
				known[f.Label] = true
				names = append(names, f.Label)
			}
		}
	}
	var problems diag.List
	for _, label := range table.Keys("page", "labels") {
		if known[label] {
			continue
		}
		p := config.RuleLabel.At(table.KeyPos("page", "labels", label), "没有名称为“%s”的字段", label).WithHint("运行 xiangwei kinds 查看各类信息的字段名称")
		if near, ok := diag.Nearest(label, names); ok {
			p = p.WithHint("是不是想写“%s”？", near)
		}
		problems = append(problems, p)
	}
	return problems
}
