package build

import (
	"io/fs"
	"slices"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/source"
)

// sectionNames checks the names of sections in config.toml: one that matches no section would be passed over in silence,
// and a column would be missing from the menu without anybody knowing why.
type sectionNames struct {
	table    *source.Table
	site     *site.Site
	known    []string
	problems diag.List
}

// unknownSections reports names of sections in config.toml that no section has.
func unknownSections(folder fs.FS, cfg *config.Config, s *site.Site, kinds *schema.Set) diag.List {
	if s == nil || kinds.Faulty {
		return nil
	}
	raw, err := fs.ReadFile(folder, config.File)
	if err != nil {
		return nil
	}
	table, _ := source.ReadTOML(config.File, raw)
	if table == nil {
		return nil
	}
	c := &sectionNames{table: table, site: s}
	for _, section := range s.Sections {
		c.known = append(c.known, section.Name)
	}
	for _, k := range kinds.Kinds { // the folder of a kind may still be without a record
		c.known = append(c.known, k.Section)
	}
	c.list(cfg.Nav, "nav")
	for _, g := range cfg.Menu {
		c.list(g.Sections, "menu", g.Label)
	}
	c.list(cfg.Portal.Sections, "portal", "sections")
	c.list(cfg.Privacy.Disclosure, "privacy", "disclosure")
	for _, screen := range cfg.Screens {
		c.list(screen.Takes.Sections, "screen", screen.Name, "takes", "sections")
	}
	for _, name := range table.Keys("freshness", "section") {
		c.name(name, table.KeyPos("freshness", "section", name))
	}
	return c.problems
}

func (c *sectionNames) list(names []string, path ...string) {
	menu := path[0] == "nav" || path[0] == "menu"
	for i, name := range names {
		pos := c.table.ElementPos(i, path...)
		c.name(name, pos)
		if s := c.site.Section(name); menu && s != nil && s.Hidden {
			c.problems = append(c.problems, config.RuleSection.At(pos, "栏目“%s”设为隐藏，没有列表页，不会出现在菜单里", name).
				WithHint("从菜单里去掉，或者在 [section.%s] 写 hidden = false", name))
		}
	}
}

func (c *sectionNames) name(name string, pos diag.Pos) {
	if slices.Contains(c.known, name) {
		return
	}
	p := config.RuleSection.At(pos, "没有名为“%s”的栏目，这一项不起作用", name).WithHint("写 content 下的文件夹名；还没有文稿的自定栏目先用 [section.%s] 声明", name)
	if near, ok := diag.Nearest(name, c.known); ok {
		p = p.WithHint("是不是想写“%s”？", near)
	}
	c.problems = append(c.problems, p)
}
