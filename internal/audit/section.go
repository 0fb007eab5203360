package audit

import (
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/due"
)

// Rules on sections (栏目). They are true of the site and of the day, not of a text, so none of them is an error.
var (
	ruleStale = diag.Rule{ID: "section/stale", Severity: diag.Warning, Title: "栏目超过期限没有更新", Basis: due.FreshnessBasis,
		Doc: "动态、要闻类栏目两周、通知公告和政策文件类栏目六个月、人事和规划等栏目一年没有新内容，检查时按不更新计。发布新内容即可；本来就不常更新的栏目，在 config.toml 的 [freshness.section] 里另定期限。"}
	ruleNearStale = diag.Rule{ID: "section/near", Severity: diag.Warning, Title: "栏目快到更新期限", Basis: due.FreshnessBasis,
		Doc: "两周的栏目提前四天、以月计的栏目提前一个月提醒。"}
	ruleEmpty = diag.Rule{ID: "section/empty", Severity: diag.Warning, Title: "空白栏目", Basis: due.FreshnessBasis,
		Doc: "栏目里没有一篇公开的内容。补上内容；确实没有的，发一篇写明日期的说明，例如“本月无行政处罚信息”；不再使用的，从 config.toml 里删去或设为 hidden。"}
	ruleHome = diag.Rule{ID: "section/home", Severity: diag.Warning, Title: "首页超过期限没有更新", Basis: due.FreshnessBasis,
		Doc: "首页两周没有新内容属于单项否决。任一栏目发布新内容，首页随之更新。"}
	ruleMade = diag.Rule{ID: "section/made", Severity: diag.Error, Title: "台账数小于公开过的条数",
		Doc: "列表上写明“作出”多少、公开多少。config.toml 里 made 填的是台账上这一年作出的总数，含依法不公开的，不会比公开过的（正在公开、期满撤下和撤回的合计）少。核对台账后改正；没有统计的年份不写。"}
	ruleVeto = diag.Rule{ID: "section/veto", Severity: diag.Warning, Title: "达到单项否决的数量", Basis: due.FreshnessBasis,
		Doc: "动态和政策类栏目不更新合计达到5个、应更新的栏目不更新达到10个、空白栏目达到5个，任何一项都使整个网站被单项否决。检查按整个门户网站计数，这里只数本站。"}
)

var sectionRules = []Rule{
	{Rule: ruleStale, Also: []diag.Rule{ruleNearStale, ruleEmpty, ruleHome, ruleMade, ruleVeto}, Run: sections},
}

func sections(in *Input) diag.List {
	var problems diag.List
	columns := due.Columns(in.Site)
	for _, c := range columns {
		pos := diag.Pos{File: content.Folder + "/" + c.Section.Name}
		switch c.Condition {
		case due.Empty:
			problems = append(problems, ruleEmpty.At(pos, "“%s”栏目没有公开的内容", c.Section.Label).
				WithHint("补上内容；确实没有的，发一篇写明日期的说明"))
		case due.Stale:
			problems = append(problems, ruleStale.At(pos, "“%s”栏目最近更新于%s，已超过%s", c.Section.Label, c.Newest.Chinese(), c.Limit).
				WithHint("发布新内容；不常更新的栏目在 config.toml 的 [freshness.section] 里写 %s = \"none\"", c.Section.Name))
		case due.Near:
			problems = append(problems, ruleNearStale.At(pos, "“%s”栏目最近更新于%s，须在%s前更新", c.Section.Label, c.Newest.Chinese(), c.Due.Chinese()).
				WithHint("在这天之前发布新内容"))
		}
	}
	problems = append(problems, registers(in)...)
	home := due.Home(in.Site)
	if home.Condition == due.Stale {
		problems = append(problems, ruleHome.At(diag.Pos{File: content.Folder}, "首页最近更新于%s，已超过%s", home.Newest.Chinese(), home.Limit).
			WithHint("在任一栏目发布新内容"))
	}
	if vetoes := due.Count(home, columns).Vetoes(); len(vetoes) > 0 {
		problems = append(problems, ruleVeto.At(diag.Pos{File: content.Folder}, "达到单项否决：%s", strings.Join(vetoes, "；")).
			WithHint("逐个更新或补上上面列出的栏目"))
	}
	return problems
}

// registers compares what the bureau's register is said to hold with what was made public: a list that says less was made
// than was published tells an untruth to everybody.
func registers(in *Input) diag.List {
	var problems diag.List
	for _, s := range in.Site.Sections {
		for _, t := range s.Tallies {
			if public := t.Shown + t.Ended + t.Withdrawn; t.Made > 0 && t.Made < public {
				problems = append(problems, ruleMade.At(diag.Pos{File: config.File}, "“%s”栏目%d年的台账数是%d，而公开过的有%d条", s.Label, t.Year, t.Made, public).
					WithHint("核对台账，改正 [section.%s] 的 made", s.Name))
			}
		}
	}
	return problems
}
