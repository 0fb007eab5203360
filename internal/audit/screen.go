package audit

import (
	"slices"
	"strings"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
)

// Basis of the screen rules.
const screenBasis = "谁管理谁负责、谁发布谁负责（电子显示屏内容审核）"

var (
	ruleScreenName = diag.Rule{ID: "screen/name", Severity: diag.Error, Title: "没有这块屏幕",
		Doc: "文稿指定的屏幕在 config.toml 里没有声明，这条通知在哪里都不会播出。核对屏幕名称。"}
	ruleScreenTakes = diag.Rule{ID: "screen/takes", Severity: diag.Error, Title: "屏幕收取的内容不存在",
		Doc: "屏幕的 takes 里写了没有的栏目、类型、宣传活动或场馆，屏幕会因此漏播。核对名称。"}
	ruleScreenPrivate = diag.Rule{ID: "screen/private", Severity: diag.Error, Title: "屏幕文字有案件信息", Basis: screenBasis,
		Doc: "屏幕上不出现案件当事人的名称、决定书文号和案情。删去后重新审核；有当事人的类型不能上屏。"}
	ruleScreenLong = diag.Rule{ID: "screen/long", Severity: diag.Warning, Title: "屏幕文字过长",
		Doc: "条屏一屏约 20 字，文字宜在 40 字以内。过长的文字会分成几屏，路过的人看不全。"}
	ruleScreenGap = diag.Rule{ID: "screen/gap", Severity: diag.Warning, Title: "屏幕没有内容可播",
		Doc: "今后 14 天里有一段时间，屏幕没有任何内容可播，只显示单位名称和时钟。补一条通知，或让屏幕多收几类内容。"}

	screenRules = []Rule{{Rule: ruleScreenName, Also: []diag.Rule{ruleScreenTakes, ruleScreenPrivate, ruleScreenLong, ruleScreenGap}, Run: screens}}
)

// longText is what fits on two views of a strip of 320 pixels.
const longText = 60

// GapDays is how far ahead gaps are looked for.
const GapDays = 14

// Gap reports whether nothing at all is due on a screen at a moment, whatever its opening hours.
func Gap(p *screen.Plan, at time.Time) bool {
	for _, s := range p.Timeline(at, 1) {
		return len(s.Items) == 0
	}
	return true
}

// isPlayer reports whether a path is that of a screen's player: an instrument and no page of the portal.
func isPlayer(cfg *config.Config, p string) bool {
	return strings.HasPrefix(p, config.ScreenFolder+"/") && slices.ContainsFunc(cfg.Screens, func(s config.Screen) bool { return s.Path() == p })
}

// screens looks at what the configuration and the records say of screens.
func screens(in *Input) diag.List {
	problems := append(screenTakes(in), screenTexts(in)...)
	for _, p := range in.Plans {
		if s := p.Screen; s.Output != config.OutputWeb {
			continue
		}
		problems = append(problems, screenGap(in, p)...)
	}
	return problems
}

// screenTakes compares the names a screen takes with those the site has. Terms are known once a record bears them or
// config.toml gives them an address.
func screenTakes(in *Input) diag.List {
	var problems diag.List
	terms := func(taxonomy string) []string {
		var names []string
		for _, t := range in.Site.Taxonomies {
			if t.Name == taxonomy {
				for _, term := range t.Terms {
					names = append(names, term.Label)
				}
			}
		}
		for _, t := range in.Config.Terms {
			if t.Name == taxonomy {
				for label := range t.Slugs {
					names = append(names, label)
				}
			}
		}
		return names
	}
	var sections []string
	for _, s := range in.Site.Sections {
		sections = append(sections, s.Name)
	}
	campaigns, venues := terms(string(schema.RoleCampaign)), terms(string(schema.RoleVenue))
	for _, s := range in.Config.Screens {
		for _, c := range []struct {
			what         string
			names, known []string
		}{{"栏目", s.Takes.Sections, sections}, {"类型", s.Takes.Kinds, in.Site.Kinds.Names()}, {"宣传活动", s.Takes.Campaigns, campaigns}, {"场馆", s.Takes.Venues, venues}} {
			for _, name := range c.names {
				if slices.Contains(c.known, name) {
					continue
				}
				p := ruleScreenTakes.At(diag.Pos{File: config.File}, "屏幕 %s 要收的%s“%s”不存在", s.Name, c.what, name)
				if near, ok := diag.Nearest(name, c.known); ok {
					p = p.WithHint("是不是“%s”？", near)
				}
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// screenTexts looks at every public text for screens.
func screenTexts(in *Input) diag.List {
	var problems diag.List
	if len(in.Config.Screens) == 0 {
		return nil
	}
	for _, p := range in.Site.Pages {
		text := p.Record.Role(schema.RoleText)
		if text.IsZero() || p.Draft {
			continue
		}
		k := p.Record.Kind
		for _, name := range screen.Named(p.Record) {
			if _, ok := in.Config.Screen(name); !ok {
				problems = append(problems, p.Entry.Problem(ruleScreenName, []string{k.FieldOf(schema.RoleScreen).Name}, "没有名为“%s”的屏幕", name).
					WithHint("config.toml 里的屏幕：%s", screenNames(in.Config)))
			}
		}
		if n := len([]rune(text.String())); n > longText {
			problems = append(problems, p.Entry.Problem(ruleScreenLong, []string{k.FieldOf(schema.RoleText).Name}, "屏幕文字有 %d 个字，会分成几屏", n).
				WithHint("缩到 40 字以内"))
		}
	}
	told := map[string]bool{}
	for _, plan := range in.Plans {
		for _, h := range plan.Held {
			if h.Why != screen.Private || told[h.File] {
				continue
			}
			told[h.File] = true
			if p := in.Site.ByFile(h.File); p != nil && !p.Record.Role(schema.RoleText).IsZero() {
				problems = append(problems, p.Entry.Problem(ruleScreenPrivate, []string{p.Record.Kind.FieldOf(schema.RoleText).Name}, "%s", h.Text).
					WithHint("删去后重新审核"))
			}
		}
	}
	return problems
}

func screenNames(cfg *config.Config) string {
	var names []string
	for _, s := range cfg.Screens {
		names = append(names, s.Name)
	}
	return strings.Join(names, "、")
}

// screenGap looks for the first moment of the coming days, within opening hours, at which nothing at all is due.
func screenGap(in *Input, p *screen.Plan) diag.List {
	for _, s := range p.Timeline(in.Site.Now, GapDays) {
		if len(s.Items) > 0 || p.At(s.From).State != screen.Empty {
			continue
		}
		return diag.List{ruleScreenGap.At(diag.Pos{File: config.File}, "屏幕 %s 从 %s 起没有内容可播", p.Screen.Name, s.From.In(in.Config.Zone).Format("2006-01-02 15:04")).
			WithHint("补一条通知，或在 takes 里多收几类内容")}
	}
	return nil
}
