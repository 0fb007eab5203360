package audit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// What only a government site must have is asked for where the site says it is one: with [footer] id_code, or when the
// inspection is asked for. A bureau's pages that only go to the county portal have none of it and need none.
var (
	rulePageTag = diag.Rule{ID: "page/tag", Severity: diag.Error, Title: "网页标签缺失", Basis: tagBasis,
		Doc: "首页要有网站标签三项，栏目页另有栏目标签四项，文章页再加标题、发布时间、来源三项；不能空着，也不能是 null 或模板里的占位文字。写了 [footer] id_code 的站点才查。标签由程序生成：内容取自 config.toml 和信息栏；布局里要保留 {{.Head}}。"}
	rulePageDate = diag.Rule{ID: "page/date", Severity: diag.Error, Title: "发布时间标签写法不符", Basis: tagBasis,
		Doc: "PubDate 写作 2025-10-14 09:30，用 24 小时制，与文稿的发布时间相同。写了 [footer] id_code 的站点才查。标签由 {{.Head}} 生成，布局里不要另写。"}
	rulePageTime = diag.Rule{ID: "page/time", Severity: diag.Warning, Title: "页面上看不到发布时间", Basis: tagBasis,
		Doc: "文章页要清晰显示与 PubDate 标签相同的发布时间，写作 2025-10-14 09:30；没有注明发布时间的，检查时按未更新计。写了 [footer] id_code 的站点才查。布局里用 {{.Page.Published.Minute}} 显示。"}
	rulePageSite = diag.Rule{ID: "page/site", Severity: diag.Warning, Title: "网站标签没有内容", Basis: tagBasis,
		Doc: "每页都要有网站名称、网站域名和网站标识码三个标签，内容取自 config.toml 的 title、url（或 [footer] domain）和 [footer] id_code。写了 [footer] id_code 的站点才查。"}
	rulePageCode = diag.Rule{ID: "page/code", Severity: diag.Warning, Title: "网站标识码的地区不符", Basis: tagBasis,
		Doc: "网站标识码前六位是行政区划代码，应与本单位统一社会信用代码第三至八位一致。照抄别处网站的标识码是抽查中常见的错误。"}
	rulePageColumn = diag.Rule{ID: "page/column", Severity: diag.Warning, Title: "栏目标签不规范", Basis: tagBasis,
		Doc: "栏目描述要说明栏目的用途和主要内容，不能只重复名称；栏目类别从规定的名称里选。写了 [footer] id_code 的站点才查。在 config.toml 的 [section.栏目] 里改 description、column_type。"}
	rulePageFooter = diag.Rule{ID: "page/footer", Severity: diag.Warning, Title: "页脚项目不全", Basis: tagBasis,
		Doc: "页脚要有主办单位、联系方式、网站标识码、ICP备案号、公安机关备案号、“我为政府网站找错”入口和党政机关网站标识。写了 [footer] id_code 的站点才查；党政机关网站标识由机构编制部门核发，只在 check --inspect 时查。"}

	metaRules = []diag.Rule{rulePageTag, rulePageDate, rulePageTime, rulePageSite, rulePageCode, rulePageColumn, rulePageFooter}
)

// The tags of the annex by page level; names are spelt exactly as there, since checkers match the case.
var (
	siteTags    = []string{"SiteName", "SiteDomain", "SiteIDCode"}
	columnTags  = []string{"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
	articleTags = []string{"ArticleTitle", "PubDate", "ContentSource"}
)

// columnTypes are the names of the annex; its list is open, and the last ones are those inspection notices use.
var columnTypes = []string{"首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录", "信息公开年报", "依申请公开",
	"数据发布", "数据开放", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈", "通知公告", "要闻动态", "人事信息", "规划计划"}

// complete reports whether the rules of a government site apply.
func (in *Input) complete() bool { return in.Inspect || in.Config.Footer.IDCode != "" }

// meta prepares what the footer of every page must show.
func (s *pageSet) meta() {
	if !s.complete {
		return
	}
	f := s.in.Config.Footer
	for _, item := range []string{f.IDCode, f.ICP, f.Police} {
		if item != "" {
			s.footer = append(s.footer, []byte(item))
		}
	}
	if f.FindErrors && f.IDCode != "" && s.in.Config.URL != "" {
		s.footer = append(s.footer, []byte("jiucuo.html?site_code="))
	}
}

// head looks at the tags and the footer of a page.
func (l *pageLook) head() {
	if !l.complete {
		return
	}
	if _, ok := l.tags.raw(siteTags[0]); !ok {
		l.raise(finding{rule: rulePageTag, message: "网页没有网站标签、栏目标签和内容页标签", file: l.file, hint: "布局的 head 里写上 {{.Head}}"})
		return
	}
	l.tagsOf(siteTags)
	withdrawn := l.entry != nil && l.entry.Withdrawn()
	if l.entry != nil || l.isColumn() {
		l.tagsOf(columnTags)
	}
	if l.entry != nil && !withdrawn {
		l.tagsOf(articleTags)
		l.pubDate()
	}
	if l.off[rulePageFooter.ID] {
		return
	}
	tail := l.data[max(0, bytes.LastIndex(l.data, []byte("<footer"))):]
	for _, item := range l.footer {
		if !bytes.Contains(tail, item) {
			l.note(rulePageFooter, "页脚没有显示"+footerWord(l.in.Config, item))
		}
	}
}

// isColumn reports whether the page in hand is a list.
func (l *pageLook) isColumn() bool {
	return l.file.Group == output.List && strings.Contains(l.file.Path, "/")
}

// tagsOf looks at tags. Most have the content they had on the page before.
func (l *pageLook) tagsOf(names []string) {
	for _, name := range names {
		raw, ok := l.tags.raw(name)
		if ok && l.sound[name] == string(raw) {
			continue
		}
		value := string(decoded(raw))
		own := l.entry != nil && slices.Contains(articleTags, name)
		switch {
		case configured(l.in.Config, name) == "":
			continue // said once for the site
		case !ok || strings.TrimSpace(value) == "":
			l.raise(finding{rule: rulePageTag, message: "网页缺少标签 " + name, file: l.file, hint: tagHint(name), own: own})
		case placeholder(value):
			l.raise(finding{rule: rulePageTag, message: fmt.Sprintf("标签 %s 是占位文字：%q", name, value), file: l.file, hint: tagHint(name), own: own})
		case !own:
			l.sound[name] = string(raw)
		}
	}
}

// configured returns what config.toml gives a site tag; for tags of columns and articles anything but "".
func configured(c *config.Config, name string) string {
	switch name {
	case "SiteName":
		return c.Title
	case "SiteDomain":
		return c.Domain()
	case "SiteIDCode":
		return c.Footer.IDCode
	}
	return name
}

func tagHint(name string) string {
	switch name {
	case "PubDate":
		return "在信息栏写上发布时间"
	case "ContentSource":
		return "在信息栏写上来源，或在 config.toml 写 [bureau] name"
	}
	return "布局里保留 {{.Head}}，并写全 config.toml 和信息栏"
}

// longestPlaceholder is the length in bytes of the longest value that is looked up.
const longestPlaceholder = len("undefined")

// placeholder reports values that are no content: those seen on inspected sites, and what templates leave behind.
func placeholder(value string) bool {
	if word := strings.TrimSpace(value); len(word) <= longestPlaceholder {
		switch strings.ToLower(word) {
		case "null", "undefined", "none", "nil", "nan", "-", "—", "xxx", "todo", "test", "测试", "请填写", "待填写", "待补充", "示例":
			return true
		}
	}
	return strings.Contains(value, "{{") || strings.Contains(value, "}}") || strings.Contains(value, "<%") || strings.Contains(value, "${") ||
		strings.HasPrefix(value, "请填写") || strings.HasPrefix(value, "请输入")
}

// pubDate holds the tag to its form and to what readers see.
func (l *pageLook) pubDate() {
	value, ok := l.tags.content("PubDate")
	minute := l.entry.Published.Minute()
	switch {
	case !ok:
	case value != minute || !isMinute(value):
		l.raise(finding{rule: rulePageDate, message: fmt.Sprintf("PubDate 须为 %s，实为 %q", minute, value), file: l.file})
	case !l.off[rulePageTime.ID] && l.entry.Published.HasClock() && !bytes.Contains(l.data, []byte(">"+value+"<")):
		l.raise(finding{rule: rulePageTime, message: "网页上没有显示发布时间（年-月-日 时:分）", file: l.file})
	}
}

// isMinute reports whether a text is of the form 2025-10-14 09:30.
func isMinute(s string) bool {
	const form = "0000-00-00 00:00"
	for i := range min(len(s), len(form)) {
		if digit := '0' <= s[i] && s[i] <= '9'; digit != (form[i] == '0') || !digit && s[i] != form[i] {
			return false
		}
	}
	return len(s) == len(form)
}

// withoutClock finds records whose time of publication is a day: the tag then says midnight, which nobody believes, and
// readers see no clock at all.
func withoutClock(in *Input) diag.List {
	if !in.Inspect {
		return nil
	}
	var problems diag.List
	for _, p := range in.Site.Pages {
		if !p.Published.IsZero() && !p.Published.HasClock() {
			problems = append(problems, p.Entry.Problem(rulePageTime, []string{roleField(p.Record, schema.RolePublished)}, "发布时间只有日期 %s，没有时刻", p.Published.Day()).
				WithHint("写到分，例如 %sT09:00:00", p.Published.Day()))
		}
	}
	return problems
}

func footerWord(c *config.Config, item []byte) string {
	switch string(item) {
	case c.Footer.IDCode:
		return "网站标识码"
	case c.Footer.ICP:
		return "ICP备案号"
	case c.Footer.Police:
		return "公安机关备案号"
	}
	return "“我为政府网站找错”的入口"
}

// site looks at what config.toml says for the whole site.
func (s *pageSet) site() diag.List {
	if !s.complete {
		return nil
	}
	c := s.in.Config
	at := diag.Pos{File: config.File}
	var problems diag.List
	for _, t := range []struct{ name, mend string }{{"SiteDomain", "写上 url 或 [footer] domain"}, {"SiteIDCode", "写上 [footer] id_code"}} {
		if configured(c, t.name) == "" {
			problems = append(problems, rulePageSite.At(at, "网站标签 %s 没有内容", t.name).WithHint("%s", t.mend))
		}
	}
	if code, id := c.Bureau.Code, c.Footer.IDCode; len(code) == 18 && len(id) == 10 && code[2:8] != id[:6] {
		problems = append(problems, rulePageCode.At(at, "网站标识码 %s 的前六位与本单位代码里的行政区划 %s 不同", id, code[2:8]).
			WithHint("核对标识码；标识码由上级单位统一申领的，可关闭本提醒"))
	}
	lacking := s.lacking()
	if len(lacking) > 0 && !s.in.Inspect { // one mend, so one warning; the score sheet counts items
		lacking = []string{strings.Join(lacking, "、")}
	}
	for _, item := range lacking {
		problems = append(problems, rulePageFooter.At(at, "页脚缺少：%s", item).WithHint("在 config.toml 的 [footer]、[bureau] 里补上"))
	}
	for _, section := range s.in.Site.Sections {
		if !section.Hidden {
			problems = append(problems, column(section)...)
		}
	}
	return problems
}

// lacking lists the items of the footer that config.toml does not give.
func (s *pageSet) lacking() []string {
	c := s.in.Config
	var out []string
	for _, item := range []struct {
		label string
		there bool
	}{
		{"主办单位", c.Footer.Host != "" || c.Bureau.Name != ""},
		{"联系方式", c.Bureau.Phone != "" || c.Bureau.Address != ""},
		{"网站标识码", c.Footer.IDCode != ""},
		{"ICP备案号", c.Footer.ICP != ""},
		{"公安机关备案号", c.Footer.Police != ""},
		{"“我为政府网站找错”（须写 find_errors = true 和 url）", c.Footer.FindErrors && c.URL != ""},
		{"党政机关网站标识", c.Footer.Conac != "" || !s.in.Inspect},
	} {
		if !item.there {
			out = append(out, item.label)
		}
	}
	return out
}

// column looks at the tags of a section.
func column(section *site.Section) diag.List {
	at := diag.Pos{File: config.File}
	var problems diag.List
	if d := strings.TrimSpace(section.Description); d == section.Label || d == section.Name || d == "公开"+section.Label+"相关信息" {
		problems = append(problems, rulePageColumn.At(at, "“%s”栏目的描述只重复了名称：%q", section.Label, d).
			WithHint("在 [section.%s] 里写 description，说明用途和主要内容", section.Name))
	}
	for _, kind := range strings.FieldsFunc(section.ColumnType, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		if kind = strings.TrimSpace(kind); !slices.Contains(columnTypes, kind) {
			problems = append(problems, rulePageColumn.At(at, "“%s”栏目的类别 %q 不在规定的名称里", section.Label, kind).
				WithHint("在 [section.%s] 里写 column_type，例如 %s", section.Name, strings.Join(columnTypes[4:10], "、")))
		}
	}
	return problems
}
