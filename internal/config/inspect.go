package config

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Links says which addresses pages may lead to, and which former addresses may be gone.
type Links struct {
	Allow []string `toml:"allow"` // hosts beside *.gov.cn: "www.example.org.cn", "*.example.org.cn"
	Gone  []string `toml:"gone"`  // addresses once published that may lapse: "news/2019/old.html"
}

// Words says where a site keeps its own list of wrong expressions.
type Words struct {
	File string `toml:"file"` // below the site folder
}

// Inspect is how `check --inspect` scores. The annex of 国办秘函〔2019〕19号 leaves most points to the inspecting office,
// so that they are configuration and the sheet marks them as points for reference.
type Inspect struct {
	Points map[string]float64 `toml:"points"` // by score item; items not named keep their defaults
}

// ScoreItem is an item of the score sheet that costs points.
type ScoreItem struct {
	Key   string
	Group string  // 发布解读, 办事服务, 互动交流 or 功能设计
	Label string  // Chinese
	Each  float64 // points a finding costs
	Cap   float64 // points the item costs at most
}

// scoreItems are the items a static site shows, in the order of the sheet. Of the numbers only −5 for policy columns is
// from a notice of a province; the others are proportions, to be set by each site.
var scoreItems = []ScoreItem{
	{"profile", "发布解读", "机构名称、地址、电话和办公时间", 1, 5},
	{"news", "发布解读", "动态要闻类栏目两周内更新", 5, 5},
	{"policy", "发布解读", "通知公告、政策文件、政策解读类栏目六个月内更新", 5, 10},
	{"columns", "发布解读", "其他栏目不空白、按期更新", 1, 5},
	{"deadlines", "发布解读", "按法定期限公开", 1, 10},
	{"source", "发布解读", "信息注明来源和发布时间", 0.5, 5},
	{"content", "发布解读", "内容、引用和数据准确", 0.5, 10},
	{"wording", "发布解读", "没有错别字和不规范用语", 0.2, 5},
	{"links", "功能设计", "站内链接、附件可用，外部链接安全", 0.5, 10},
	{"vanished", "功能设计", "已公开的网址长期有效", 1, 5},
	{"identity", "功能设计", "网站标识、主办单位、备案和“找错”入口齐全", 1, 5},
	{"tags", "功能设计", "网页标签齐全规范", 0.2, 5},
	{"search", "功能设计", "提供站内搜索", 5, 5},
	{"access", "功能设计", "页面结构规范、无障碍", 0.2, 5},
}

// ScoreItems returns the items with the points of the site.
func (i Inspect) ScoreItems() []ScoreItem {
	items := slices.Clone(scoreItems)
	for n, item := range items {
		if points, ok := i.Points[item.Key]; ok {
			items[n].Each, items[n].Cap = min(item.Each, points), points
		}
	}
	return items
}

// inspection checks what the file says of links, words and points.
func (r *reader) inspection() {
	c := r.cfg
	for i, host := range c.Links.Allow {
		name := strings.ToLower(strings.TrimSpace(host))
		if bare := strings.TrimPrefix(name, "*."); bare == "" || strings.ContainsAny(bare, "/:* \t") || !strings.Contains(bare, ".") {
			r.failAt(i, []string{"links", "allow"}, "allow 里写主机名，例如 \"www.example.org.cn\" 或 \"*.example.org.cn\"，实为 %q", host)
		}
		c.Links.Allow[i] = name
	}
	for i, address := range c.Links.Gone {
		if address == "" || strings.HasPrefix(address, "/") || strings.Contains(address, "://") || path.Clean(address) != address {
			r.failAt(i, []string{"links", "gone"}, "gone 里写站点根目录以下的网址，例如 \"news/2019/old.html\"，实为 %q", address)
		}
	}
	if f := c.Words.File; f != "" && (path.IsAbs(f) || path.Clean(f) != f || strings.HasPrefix(f, "..") || strings.Contains(f, `\`)) {
		r.fail([]string{"words", "file"}, "file 写站点文件夹里的文件，例如 \"words.toml\"，实为 %q", f)
		c.Words.File = ""
	}
	for _, key := range r.Keys("inspect", "points") {
		at := []string{"inspect", "points", key}
		known := slices.ContainsFunc(scoreItems, func(s ScoreItem) bool { return s.Key == key })
		switch points := c.Inspect.Points[key]; {
		case !known:
			r.fail(at, "计分表没有 %s 这一项；可用的有：%s", key, scoreKeys())
			delete(c.Inspect.Points, key)
		case points < 0 || points > 100:
			r.fail(at, "分值须在 0 到 100 之间，实为 %v", points)
			delete(c.Inspect.Points, key)
		}
	}
}

func scoreKeys() string {
	var keys []string
	for _, s := range scoreItems {
		keys = append(keys, s.Key)
	}
	slices.SortFunc(keys, cmp.Compare)
	return strings.Join(keys, "、")
}

// failAt is fail for an element of a list.
func (r *reader) failAt(i int, path []string, format string, args ...any) {
	r.problems = append(r.problems, RuleConfig.At(r.ElementPos(i, path...), format, args...))
}
