package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/source"
)

// Calendar is what a site adds to the built-in holiday notices.
type Calendar struct {
	Off   []date.Day // days off beside the notices
	Work  []date.Day // days worked although weekend or holiday
	Years []int      // years the program has no notice of, for which Off and Work hold the whole notice
}

// Deadline says when a deadline that draws near is mentioned.
type Deadline struct {
	Soon int `toml:"soon"` // working days before it
}

// Freshness says how long sections may go without news (国办秘函〔2019〕19号).
type Freshness struct {
	Home     Span            // the home page
	Columns  map[string]Span // by ColumnType
	Sections map[string]Span // by section, before its kind and its ColumnType
}

// Display holds what the line ministry or the province sets for display periods.
type Display struct {
	// LargeFine is the least amount in yuan that counts as 较大数额罚款, by whose fine it is; 0: not set, so not checked.
	LargeFine Amounts `toml:"large_fine"`
}

// Amounts are amounts in yuan for organisations and for natural persons.
type Amounts struct {
	Organisation float64 `toml:"organisation"`
	Person       float64 `toml:"person"`
}

// Span is a length of time in calendar days or months, never both. The zero Span means that there is no limit.
type Span struct{ Days, Months int }

// Unlimited is how a site writes that a section needs no regular news.
const Unlimited = "none"

// ParseSpan reads "14 days", "6 months", or "none".
func ParseSpan(s string) (Span, error) {
	if s == Unlimited {
		return Span{}, nil
	}
	number, unit, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(number)
	if err == nil && n > 0 && n <= 3660 {
		switch unit {
		case "days":
			return Span{Days: n}, nil
		case "months":
			return Span{Months: n}, nil
		}
	}
	return Span{}, fmt.Errorf("期限写作 \"14 days\"、\"6 months\" 或 \"none\"，实为 %q", s)
}

// IsZero reports whether there is no limit.
func (s Span) IsZero() bool { return s == Span{} }

// After returns the last day of the span that begins after a day.
func (s Span) After(d date.Day) date.Day { return d.AddMonths(s.Months).AddDays(s.Days) }

// String returns the Chinese form: 14日, 6个月.
func (s Span) String() string {
	switch {
	case s.Months > 0:
		return fmt.Sprintf("%d个月", s.Months)
	case s.Days > 0:
		return fmt.Sprintf("%d日", s.Days)
	}
	return "不限"
}

// defaultFreshness holds the limits of 国办秘函〔2019〕19号 by ColumnType. A ColumnType that is not listed has none.
func defaultFreshness() Freshness {
	return Freshness{
		Home: Span{Days: 14},
		Columns: map[string]Span{
			"工作动态": {Days: 14}, "要闻动态": {Days: 14},
			"通知公告": {Months: 6}, "政策文件": {Months: 6}, "政策解读": {Months: 6},
			"人事信息": {Months: 12}, "规划计划": {Months: 12}, "信息公开年报": {Months: 12},
		},
		Sections: map[string]Span{},
	}
}

// The tables as they are written.
type calendarFile struct {
	Off   any   `toml:"off"`
	Work  any   `toml:"work"`
	Years []int `toml:"years"`
}

type freshnessFile struct {
	Home    string         `toml:"home"`
	Column  map[string]any `toml:"column"`
	Section map[string]any `toml:"section"`
}

// deadlines takes over the tables on time. The zone must be known, since days without an offset are of the site's zone.
func (r *reader) deadlines(file fileConfig) {
	c := r.cfg
	c.Calendar = Calendar{Off: r.days(file.Calendar.Off, "off"), Work: r.days(file.Calendar.Work, "work"), Years: file.Calendar.Years}
	c.Deadline, c.Display = file.Deadline, file.Display
	if c.Deadline.Soon < 0 || c.Deadline.Soon > 60 {
		r.fail([]string{"deadline", "soon"}, "soon 须在 0 到 60 之间（工作日），实为 %d", c.Deadline.Soon)
		c.Deadline.Soon = Default().Deadline.Soon
	}
	for key, amount := range map[string]float64{"organisation": c.Display.LargeFine.Organisation, "person": c.Display.LargeFine.Person} {
		if amount < 0 {
			r.fail([]string{"display", "large_fine", key}, "较大数额罚款的起点不能是负数，实为 %v", amount)
		}
	}
	if file.Freshness.Home != "" {
		r.span(&c.Freshness.Home, file.Freshness.Home, "freshness", "home")
	}
	r.spans(c.Freshness.Columns, file.Freshness.Column, "column")
	r.spans(c.Freshness.Sections, file.Freshness.Section, "section")
}

func (r *reader) spans(into map[string]Span, values map[string]any, table string) {
	for _, key := range r.Keys("freshness", table) {
		span := into[key]
		r.span(&span, values[key], "freshness", table, key)
		into[key] = span
	}
}

func (r *reader) span(into *Span, value any, path ...string) {
	text, ok := value.(string)
	if !ok {
		r.fail(path, `期限写作 "14 days"、"6 months" 或 "none"，实为 %s`, source.Show(value))
		return
	}
	span, err := ParseSpan(text)
	if err != nil {
		r.fail(path, "%s", err)
		return
	}
	*into = span
}

// days reads days and stretches of days: [2027-02-05, "2027-02-06/2027-02-12"].
func (r *reader) days(raw any, key string) []date.Day {
	if raw == nil {
		return nil
	}
	elements, ok := raw.([]any)
	if !ok {
		r.fail([]string{"calendar", key}, `%s 写作 [2027-01-01, "2027-02-06/2027-02-12"]，实为 %s`, key, source.Show(raw))
		return nil
	}
	var days []date.Day
	for i, e := range elements {
		found, err := dayRange(e, r.cfg.Zone)
		if err != nil {
			r.problems = append(r.problems, RuleConfig.At(r.ElementPos(i, "calendar", key), "%s", err).
				WithHint(`写作 2027-01-01，或一段日期 "2027-02-06/2027-02-12"`))
		}
		days = append(days, found...)
	}
	return days
}

// longest is the longest stretch of days a holiday has; a longer one is a slip of the pen.
const longest = 60

func dayRange(raw any, zone *time.Location) ([]date.Day, error) {
	var from, until string
	switch raw := raw.(type) {
	case time.Time:
		return []date.Day{date.FromTOML(raw, zone).Day()}, nil
	case string:
		if d, err := date.ParseDay(strings.TrimSpace(raw)); err == nil {
			return []date.Day{d}, nil
		}
		from, until, _ = strings.Cut(raw, "/")
	}
	first, err := date.ParseDay(strings.TrimSpace(from))
	if err != nil {
		return nil, fmt.Errorf("须是日期，实为 %s", source.Show(raw))
	}
	last, err := date.ParseDay(strings.TrimSpace(until))
	if err != nil || last.Before(first) || first.DaysUntil(last) >= longest {
		return nil, fmt.Errorf("须是不超过 %d 天的一段日期，实为 %s", longest, source.Show(raw))
	}
	var days []date.Day
	for d := first; !d.After(last); d = d.AddDays(1) {
		days = append(days, d)
	}
	return slices.Clip(days), nil
}
