// Package workday counts working days (工作日) as the State Council's yearly holiday notices order them: weekends and the
// days off of a notice do not count, make-up workdays (调休上班) do. The short periods of 行政处罚法 are working days
// (第八十五条), and so are the 7 and 20 days of 国办发〔2018〕118号.
//
// The package stands at the bottom of the pipeline: it knows dates and notices, and nothing of deadlines, kinds or pages.
// It reads no clock. A question that touches a year without a notice is answered with a *MissingYearError, never with a
// guess: a deadline computed without the notice would be wrong by up to nine days.
package workday

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"xiangwei/internal/date"
)

// Override is what a site adds to the built-in notices: the days of its [calendar] table in config.toml.
type Override struct {
	Off   []date.Day // days off beside the notices: holidays of an autonomous area, a closure ordered by the county
	Work  []date.Day // days worked although weekend or holiday
	Years []int      // years the program has no notice of, for which Off and Work hold the whole notice
}

// ErrNoDay is returned for the zero date.Day, which means "no date".
var ErrNoDay = errors.New("没有日期，无法计算工作日")

// MissingYearError says that a question touches a year whose holiday notice is not known. Its text is Chinese and may
// be shown to staff as it stands.
type MissingYearError struct {
	Year        int // the year that is missing
	First, Last int // the years that are covered
}

// Error returns the sentence for staff.
func (e *MissingYearError) Error() string {
	return fmt.Sprintf("没有 %d 年的节假日安排，无法计算工作日（现有 %d 年至 %d 年的安排）", e.Year, e.First, e.Last)
}

// Hint returns what staff can do about it.
func (e *MissingYearError) Hint() string {
	if e.Year < e.First {
		return fmt.Sprintf("请核对日期；%d 年以前的期限请自行计算", e.First)
	}
	return fmt.Sprintf("国务院办公厅发布 %d 年部分节假日安排的通知后，请更新程序，或在 config.toml 的 [calendar] 中"+
		"把放假日写入 off、调休上班日写入 work，并写 years = [%d]", e.Year, e.Year)
}

// OverrideError says that a site's own calendar days contradict each other. Its text is Chinese.
type OverrideError struct {
	Day     date.Day // the day at fault, zero when a year is
	Message string
}

// Error returns the sentence for staff.
func (e *OverrideError) Error() string { return e.Message }

// Calendar answers questions on working days. It is immutable and safe for concurrent use. Days are held as two tables
// over all covered years, so that every question costs the same: 100,000 records ask several each.
type Calendar struct {
	first  date.Day   // 1 January of the first covered year
	last   int        // last covered year
	before []int      // before[i]: working days ahead of day i, counted from first; one entry more than days
	days   []date.Day // all working days in order
	papers map[int][]string
}

// New returns the calendar of the built-in notices with the site's override applied. It fails with an *OverrideError
// when the override contradicts itself or leaves a gap between covered years.
func New(o Override) (*Calendar, error) {
	notices, err := embedded()
	if err != nil {
		return nil, err
	}
	return build(notices, o)
}

func build(notices []notice, o Override) (*Calendar, error) {
	years := slices.Clone(o.Years)
	papers := map[int][]string{}
	off := map[date.Day]bool{}
	// In order of the years, since a notice may change December of the year before it.
	for _, n := range notices {
		years = append(years, n.Year)
		papers[n.Year] = n.Papers
		for _, d := range n.Days {
			off[d.Date] = d.IsOffDay
		}
	}
	if err := o.apply(off); err != nil {
		return nil, err
	}
	slices.Sort(years)
	years = slices.Compact(years)
	if err := checkYears(years); err != nil {
		return nil, err
	}
	c := &Calendar{first: date.Day{Year: years[0], Month: time.January, Date: 1}, last: years[len(years)-1], papers: papers}
	c.fill(off)
	return c, nil
}

func (o Override) apply(off map[date.Day]bool) error {
	own := map[date.Day]bool{}
	for _, d := range o.Off {
		own[d] = true
		off[d] = true
	}
	for _, d := range o.Work {
		if own[d] {
			return &OverrideError{Day: d, Message: fmt.Sprintf("[calendar] 的 off 与 work 同时写了 %s", d)}
		}
		off[d] = false
	}
	return nil
}

func checkYears(years []int) error {
	if len(years) == 0 {
		return &OverrideError{Message: "没有任何年份的节假日安排"}
	}
	for i, y := range years {
		if y < 1 || y > 9999 {
			return &OverrideError{Message: fmt.Sprintf("[calendar] 的 years 中 %d 不是年份", y)}
		}
		if i > 0 && y != years[i-1]+1 {
			return &OverrideError{Message: fmt.Sprintf("节假日安排须连续：有 %d 年和 %d 年，缺 %d 年", years[i-1], y, years[i-1]+1)}
		}
	}
	return nil
}

func (c *Calendar) fill(off map[date.Day]bool) {
	for d := c.first; d.Year <= c.last; d = d.AddDays(1) {
		c.before = append(c.before, len(c.days))
		rest, listed := off[d]
		if !listed {
			w := d.Weekday()
			rest = w == time.Saturday || w == time.Sunday
		}
		if !rest {
			c.days = append(c.days, d)
		}
	}
	c.before = append(c.before, len(c.days))
}

// index returns the place of d in the tables.
func (c *Calendar) index(d date.Day) (int, error) {
	if d.IsZero() {
		return 0, ErrNoDay
	}
	if !c.Covers(d.Year) {
		return 0, c.missing(d.Year)
	}
	i := c.first.DaysUntil(d)
	// A Day put together by hand may name a month 13, which lies in another year than it says.
	if i < 0 || i >= len(c.before)-1 {
		return 0, c.missing(d.AddDays(0).Year)
	}
	return i, nil
}

func (c *Calendar) missing(year int) error {
	return &MissingYearError{Year: year, First: c.first.Year, Last: c.last}
}

// Covers reports whether the notice of the year is known.
func (c *Calendar) Covers(year int) bool { return year >= c.first.Year && year <= c.last }

// Papers returns the numbers and links of the notices of a year, none for a year of the site's own override.
func (c *Calendar) Papers(year int) []string { return slices.Clone(c.papers[year]) }

// IsWorkday reports whether offices work on the day.
func (c *Calendar) IsWorkday(d date.Day) (bool, error) {
	i, err := c.index(d)
	if err != nil {
		return false, err
	}
	return c.before[i+1] > c.before[i], nil
}
