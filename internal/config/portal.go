package config

import (
	"slices"
	"strings"
)

// Portal says how articles are handed over to the content management of another portal, which most county bureaus
// publish through (国办发〔2017〕47号).
type Portal struct {
	Sections []string       // folders of sections that are handed over; empty: all that are not hidden
	Columns  []PortalColumn // of the table, in order
	Files    string         // what stands before the paths of attachments in articles; empty: paths within the pack
	Classes  bool           // keep the classes of the built-in look
}

// PortalColumn is a column of the table: what it holds, and what the other portal calls it.
type PortalColumn struct{ Name, Label string }

// portalColumns are all columns there are, with the names they have unless the file gives others.
var portalColumns = []PortalColumn{
	{"action", "操作"}, {"id", "编号"}, {"title", "标题"}, {"section", "栏目"}, {"kind", "信息类型"}, {"number", "文号"}, {"index", "索引号"},
	{"published", "发布时间"}, {"decided", "成文日期"}, {"authority", "发文机关"}, {"source", "来源"}, {"author", "责任编辑"},
	{"summary", "概述"}, {"keywords", "关键词"}, {"status", "有效性"}, {"file", "正文文件"}, {"attachments", "附件"}, {"reason", "撤下说明"}, {"url", "原网址"},
}

func defaultPortal() Portal { return Portal{Columns: slices.Clone(portalColumns)} }

type portalFile struct {
	Sections []string          `toml:"sections"`
	Columns  map[string]string `toml:"columns"`
	Files    string            `toml:"files"`
	Classes  bool              `toml:"classes"`
}

// portal checks what the file says of the other portal. Columns keep the order in which they are written.
func (r *reader) portal(file portalFile) {
	p := &r.cfg.Portal
	p.Sections, p.Files, p.Classes = file.Sections, file.Files, file.Classes
	if p.Files != "" && !strings.HasSuffix(p.Files, "/") {
		p.Files += "/"
	}
	names := r.Keys("portal", "columns")
	if len(names) == 0 {
		return
	}
	p.Columns = nil
	taken := map[string]bool{}
	for _, name := range names {
		at := []string{"portal", "columns", name}
		label := strings.TrimSpace(file.Columns[name])
		switch {
		case !slices.ContainsFunc(portalColumns, func(c PortalColumn) bool { return c.Name == name }):
			r.fail(at, "没有名为 %s 的列；可用的有：%s", name, portalNames())
		case label == "" || taken[label]:
			r.fail(at, "列 %s 的名称为空，或与前面的重复：%q", name, label)
		default:
			taken[label] = true
			p.Columns = append(p.Columns, PortalColumn{name, label})
		}
	}
	if len(p.Columns) == 0 {
		p.Columns = slices.Clone(portalColumns)
	}
}

func portalNames() string {
	var names []string
	for _, c := range portalColumns {
		names = append(names, c.Name)
	}
	return strings.Join(names, "、")
}
