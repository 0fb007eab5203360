package audit

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/due"
)

// Sheet is a site as inspectors score it: 单项否决 first, then what costs points, then what to do first. Scores are for
// reference: inspectors look at the whole portal, and the points are the site's configuration.
type Sheet struct {
	Site   string
	AsOf   string // 2006-01-02
	Vetoes []Veto
	Items  []Scored
	Manual []string // what files cannot show
	First  []Step
}

// Veto is an item that fails the whole site.
type Veto struct {
	Item     string
	Verdict  Verdict
	Evidence []string
}

// Verdict says whether an item fails the site.
type Verdict uint8

// Verdicts of an item.
const (
	Passed Verdict = iota
	Failed
	Unknown // files do not show it
)

// String returns the Chinese word.
func (v Verdict) String() string {
	return [...]string{"否", "是", "须人工核查"}[min(v, Unknown)]
}

// Scored is an item that costs points.
type Scored struct {
	config.ScoreItem
	Findings int
	Lost     float64
	Evidence []string
}

// Step is something to do, most urgent first.
type Step struct {
	What, Where, Why string
}

// Failed reports whether an item of 单项否决 is met.
func (s *Sheet) Failed() bool {
	return slices.ContainsFunc(s.Vetoes, func(v Veto) bool { return v.Verdict == Failed })
}

// Score returns what is left of 100 points.
func (s *Sheet) Score() float64 {
	left := 100.0
	for _, i := range s.Items {
		left -= i.Lost
	}
	return math.Max(0, math.Round(left*10)/10)
}

// evidence is how many places an item names.
const evidence = 3

// Score makes the sheet of a site from what its build found.
func Score(in *Input, problems diag.List) *Sheet {
	s := &scorer{in: in, problems: problems, columns: due.Columns(in.Site), home: due.Home(in.Site)}
	sheet := &Sheet{Site: in.Config.Title, AsOf: in.Site.Today().String(), Manual: manual}
	sheet.Vetoes = s.vetoes()
	for _, item := range in.Config.Inspect.ScoreItems() {
		scored := s.item(item)
		scored.Lost = math.Round(math.Min(item.Cap, float64(scored.Findings)*item.Each)*100) / 100
		sheet.Items = append(sheet.Items, scored)
	}
	sheet.First = s.first(sheet)
	return sheet
}

// manual are the items of the annex that only the live site and the offices behind it show.
var manual = []string{
	"站点能否访问：一周内每日间隔 20 次以上访问，15 秒打不开的不到 5%",
	"办事服务：办事指南八项要素齐全、准确；办事统计数据三个月内更新",
	"互动交流：有咨询建言渠道；留言三个月内答复并公开，简单问题 5 个工作日内答复",
	"外部链接打开后仍是原来的网站；网站支持 IPv6；没有弄虚作假、伪造发稿日期",
}

type scorer struct {
	in       *Input
	problems diag.List
	columns  []due.Column
	home     due.Column
}

// raised returns the problems of the rules whose ID is one of ids, or begins with one that ends in "/".
func (s *scorer) raised(ids ...string) diag.List {
	var out diag.List
	for _, p := range s.problems {
		if slices.ContainsFunc(ids, func(id string) bool {
			return p.Rule == id || strings.HasSuffix(id, "/") && strings.HasPrefix(p.Rule, id)
		}) {
			out = append(out, p)
		}
	}
	return out
}

func places(l diag.List) []string {
	var out []string
	for _, p := range l[:min(evidence, len(l))] {
		out = append(out, p.Pos.String()+" "+p.Message)
	}
	if n := len(l) - evidence; n > 0 {
		out = append(out, fmt.Sprintf("另有 %d 处", n))
	}
	return out
}

func (s *scorer) vetoes() []Veto {
	veto := func(item string, evidence []string) Veto {
		if len(evidence) > 0 {
			return Veto{item, Failed, evidence}
		}
		return Veto{Item: item}
	}
	private := slices.DeleteFunc(s.raised("privacy/"), func(p diag.Problem) bool { return p.Severity != diag.Error })
	var home []string
	if s.home.Condition == due.Empty {
		home = []string{"首页没有一条有发布时间的内容"}
	} else if s.home.Condition == due.Stale {
		home = []string{fmt.Sprintf("首页最近更新于%s，已超过%s", s.home.Newest.Chinese(), s.home.Limit)}
	}
	sections := due.Count(due.Column{}, s.columns).Vetoes()
	return []Veto{
		veto("安全、泄密事故等严重问题：严重表述错误", places(s.raised(ruleSerious.ID))),
		veto("安全、泄密事故等严重问题：泄露个人信息", places(private)),
		{Item: "站点无法访问", Verdict: Unknown},
		veto("首页不更新", home),
		veto("栏目不更新", sections),
		{Item: "互动回应差", Verdict: Unknown},
		{Item: "服务不实用", Verdict: Unknown},
	}
}

// scoredRules says which rules count for an item of the sheet.
var scoredRules = map[string][]string{
	"deadlines": {"deadline/"},
	"source":    {"page/time", "page/date"},
	"content":   {"citation/", "figure/", "penalty/", "exemption/", "report/", "field/", "table/"},
	"wording":   {"text/typo"},
	"links":     {"link/page", "link/own", "link/broken", "link/external", "link/http"},
	"vanished":  {"site/vanished", "site/unpublished"},
	"identity":  {"page/footer", "page/code"},
	"tags":      {"page/tag", "page/site", "page/column"},
	"access":    {"page/lang", "page/main", "page/heading", "page/alt", "page/table", "page/id", "link/text", "text/alt", "text/heading-jump"},
}

func (s *scorer) item(item config.ScoreItem) Scored {
	out := Scored{ScoreItem: item}
	switch item.Key {
	case "profile":
		out.Evidence = s.profile()
	case "news", "policy", "columns":
		out.Evidence = s.sections(item.Key)
	case "search":
		if !s.searchable() {
			out.Evidence = []string{"没有站内搜索的页面"}
		}
	default:
		found := s.raised(scoredRules[item.Key]...)
		out.Findings, out.Evidence = len(found), places(found)
		return out
	}
	out.Findings = len(out.Evidence)
	return out
}

// profile lists what the site does not say of the body behind it.
func (s *scorer) profile() []string {
	var out []string
	b := s.in.Config.Bureau
	for _, f := range []struct{ value, label, key string }{
		{b.Name, "机构名称", "name"}, {b.Address, "办公地址", "address"}, {b.Phone, "办公电话", "phone"}, {b.Hours, "办公时间", "hours"},
	} {
		if f.value == "" {
			out = append(out, fmt.Sprintf("%s：[bureau] %s 没有写%s", config.File, f.key, f.label))
		}
	}
	return out
}

// sections lists the stale and empty sections of one class.
func (s *scorer) sections(key string) []string {
	var out []string
	for _, c := range s.columns {
		if classOf(c) != key {
			continue
		}
		switch c.Condition {
		case due.Stale:
			out = append(out, fmt.Sprintf("“%s”栏目最近更新于%s，已超过%s", c.Section.Label, c.Newest.Chinese(), c.Limit))
		case due.Empty:
			out = append(out, fmt.Sprintf("“%s”栏目没有内容", c.Section.Label))
		}
	}
	return out
}

// classOf returns the item of the sheet a section counts for, by the class the notice gives it.
func classOf(c due.Column) string {
	for name := range strings.FieldsFuncSeq(c.Section.ColumnType, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ' ' }) {
		switch name {
		case "工作动态", "要闻动态":
			return "news"
		case "通知公告", "政策文件", "政策解读":
			return "policy"
		}
	}
	return "columns"
}

// searchable reports whether the site has a page to search it.
func (s *scorer) searchable() bool {
	for _, f := range s.in.Tree.Files() {
		if name, _, _ := strings.Cut(f.Path, "/"); path.Ext(f.Path) == ".html" && (name == "search.html" || name == "search") {
			return true
		}
	}
	return false
}

// first lists what to do: what fails the site, what stops publication, then what costs most.
func (s *scorer) first(sheet *Sheet) []Step {
	var steps []Step
	for _, v := range sheet.Vetoes {
		if v.Verdict == Failed {
			steps = append(steps, Step{What: "消除单项否决：" + v.Item, Where: s.whereOf(v), Why: v.Evidence[0]})
		}
	}
	steps = append(steps, s.errors()...)
	items := slices.Clone(sheet.Items)
	slices.SortStableFunc(items, func(a, b Scored) int {
		switch {
		case a.Lost > b.Lost:
			return -1
		case a.Lost < b.Lost:
			return 1
		}
		return 0
	})
	for _, i := range items {
		if i.Findings == 0 {
			continue
		}
		steps = append(steps, Step{What: fmt.Sprintf("%s（扣 %s 分）", i.Label, points(i.Lost)), Where: s.itemWhere(i), Why: i.Evidence[0]})
	}
	return steps
}

// errors makes one step of each rule that stops publication.
func (s *scorer) errors() []Step {
	var order []string
	by := map[string]diag.List{}
	for _, p := range s.problems {
		if p.Severity != diag.Error || p.Rule == ruleSerious.ID || strings.HasPrefix(p.Rule, "privacy/") {
			continue // a step of their own
		}
		if by[p.Rule] == nil {
			order = append(order, p.Rule)
		}
		by[p.Rule] = append(by[p.Rule], p)
	}
	var steps []Step
	for _, rule := range order {
		l := by[rule]
		steps = append(steps, Step{What: fmt.Sprintf("改正 %d 处阻止发布的错误（%s）", len(l), rule), Where: l[0].Pos.String(), Why: l[0].Message})
	}
	return steps
}

func (s *scorer) whereOf(v Veto) string {
	switch v.Item {
	case "首页不更新":
		return content.Folder
	case "栏目不更新":
		return s.itemWhere(Scored{ScoreItem: config.ScoreItem{Key: "news"}})
	}
	where, _, _ := strings.Cut(v.Evidence[0], " ")
	return where
}

// itemWhere names the first file or section an item is lost by.
func (s *scorer) itemWhere(i Scored) string {
	switch i.Key {
	case "profile":
		return config.File
	case "search":
		return layoutFolder
	case "news", "policy", "columns":
		for _, c := range s.columns {
			if (classOf(c) == i.Key || i.Findings == 0) && (c.Condition == due.Stale || c.Condition == due.Empty) {
				return content.Folder + "/" + c.Section.Name
			}
		}
		return content.Folder
	}
	where, _, _ := strings.Cut(i.Evidence[0], " ")
	return where
}
