package due

import (
	"fmt"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// FreshnessBasis is the notice whose limits sections are held to.
const FreshnessBasis = "国办秘函〔2019〕19号"

// Condition says how a section stands.
type Condition uint8

// The conditions of a section.
const (
	Fresh Condition = iota // within its limit, or without one
	Near                   // its limit is close
	Stale                  // its limit is over
	Empty                  // it holds no public record
)

// Column is how a section (栏目) stands today.
type Column struct {
	Section   *site.Section
	Limit     config.Span // zero: no limit
	Newest    date.Day    // day of its newest public record, zero when it has none
	Due       date.Day    // last day on which it still counts as kept up; zero without a limit or a record
	Condition Condition
}

// Columns returns how the visible sections stand today, in the site's order. A record without a publication time does not
// count as news: an inspector sees no date on it.
func Columns(s *site.Site) []Column {
	var columns []Column
	for _, section := range s.Sections {
		if section.Hidden {
			continue
		}
		c := Column{Section: section, Limit: limitOf(s.Config, section), Newest: newest(section.Pages)}
		c.Due, c.Condition = judge(s.Today(), c.Newest, c.Limit)
		if public(section.Pages) == 0 {
			c.Condition = Empty
		}
		columns = append(columns, c)
	}
	return columns
}

// Home returns how the home page stands today: its newest record is the newest of all visible sections.
func Home(s *site.Site) Column {
	c := Column{Limit: s.Config.Freshness.Home}
	for _, section := range s.Sections {
		if d := newest(section.Pages); !section.Hidden && d.After(c.Newest) {
			c.Newest = d
		}
	}
	c.Due, c.Condition = judge(s.Today(), c.Newest, c.Limit)
	if c.Newest.IsZero() {
		c.Condition = Empty
	}
	return c
}

// limitOf returns the limit of a section: what the site says of it, else what its kind says, else the strictest of its
// ColumnTypes.
func limitOf(cfg *config.Config, section *site.Section) config.Span {
	if span, ok := cfg.Freshness.Sections[section.Name]; ok {
		return span
	}
	if k := section.Kind; k != nil {
		switch {
		case k.Timeless:
			return config.Span{}
		case k.Fresh.Unit == schema.Months:
			return config.Span{Months: k.Fresh.N}
		case k.Fresh.Unit == schema.Days:
			return config.Span{Days: k.Fresh.N}
		}
	}
	var strictest config.Span
	for name := range strings.FieldsFuncSeq(section.ColumnType, func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ' ' }) {
		span := cfg.Freshness.Columns[name]
		if !span.IsZero() && (strictest.IsZero() || rough(span) < rough(strictest)) {
			strictest = span
		}
	}
	return strictest
}

func rough(s config.Span) int { return s.Days + 30*s.Months }

// judge returns the last day in time and how things stand. Limits of days are mentioned four days ahead, those of months
// a month ahead, so that there is time to write something worth reading.
func judge(today, newest date.Day, limit config.Span) (date.Day, Condition) {
	if limit.IsZero() || newest.IsZero() {
		return date.Day{}, Fresh
	}
	due := limit.After(newest)
	ahead := due.AddDays(-4)
	if limit.Months > 0 {
		ahead = due.AddMonths(-1)
	}
	switch {
	case today.After(due):
		return due, Stale
	case !today.Before(ahead):
		return due, Near
	}
	return due, Fresh
}

func newest(pages []*site.Page) date.Day {
	var day date.Day
	for _, p := range pages {
		if d := p.Published.Day(); !p.Draft && !p.Future && !p.Expired && !p.Published.IsZero() && d.After(day) {
			day = d
		}
	}
	return day
}

func public(pages []*site.Page) int {
	n := 0
	for _, p := range pages {
		if !p.Draft && !p.Future && !p.Expired {
			n++
		}
	}
	return n
}

// Totals counts what 国办秘函〔2019〕19号 counts over a whole site. The sections of a bureau are part of the county's
// portal, so that each figure is what the bureau adds to it.
type Totals struct {
	News   int  // sections with a limit of a month or less that are stale: 动态、要闻
	Policy int  // sections with a limit of half a year or less that are stale: 通知公告、政策文件
	Other  int  // other stale sections
	Empty  int  // sections without a record
	Home   bool // the home page is stale
}

// Count adds up the conditions of the sections.
func Count(home Column, columns []Column) Totals {
	// A site without any section is only being set up; there is nothing to score yet.
	t := Totals{Home: home.Condition == Stale || home.Condition == Empty && len(columns) > 0}
	for _, c := range columns {
		switch {
		case c.Condition == Empty:
			t.Empty++
		case c.Condition != Stale:
		case rough(c.Limit) <= 31:
			t.News++
		case rough(c.Limit) <= 183:
			t.Policy++
		default:
			t.Other++
		}
	}
	return t
}

// Stale returns how many sections are stale.
func (t Totals) Stale() int { return t.News + t.Policy + t.Other }

// Vetoes returns, in Chinese, which of the reasons for 单项否决 the site fulfils by itself.
func (t Totals) Vetoes() []string {
	var out []string
	if t.Home {
		out = append(out, "首页超过期限没有更新")
	}
	if n := t.News + t.Policy; n >= 5 {
		out = append(out, fmt.Sprintf("动态要闻、通知公告、政策文件类栏目有 %d 个超过期限没有更新（达到 5 个）", n))
	}
	if n := t.Stale(); n >= 10 {
		out = append(out, fmt.Sprintf("应更新而没有更新的栏目有 %d 个（达到 10 个）", n))
	}
	if t.Empty >= 5 {
		out = append(out, fmt.Sprintf("空白栏目有 %d 个（达到 5 个）", t.Empty))
	}
	return out
}

// sections adds sections that are, or will be, not kept up.
func (l *List) sections(in Input) {
	for _, c := range Columns(in.Site) {
		item := Item{Day: c.Due, Task: Update, What: "“" + c.Section.Label + "”栏目", File: content.Folder + "/" + c.Section.Name,
			Section: c.Section.Label, Basis: FreshnessBasis}
		switch {
		case c.Condition == Empty:
			item.Task, item.Note = Fill, "没有公开的内容；确实没有的，发一篇写明日期的说明"
		case c.Due.IsZero():
			continue
		default:
			item.Note = fmt.Sprintf("最近更新于%s，更新期限%s", c.Newest.Chinese(), c.Limit)
		}
		l.add(item)
	}
	if home := Home(in.Site); !home.Due.IsZero() {
		l.add(Item{Day: home.Due, Task: Update, What: "首页（任一栏目发布新内容）", Basis: FreshnessBasis, File: content.Folder,
			Note: fmt.Sprintf("最近更新于%s，更新期限%s", home.Newest.Chinese(), home.Limit)})
	}
}
