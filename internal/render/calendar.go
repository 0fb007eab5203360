package render

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Month is a month of a section's calendar.
type Month struct {
	Label      string // 2026年12月
	Weeks      [][]Day
	Items      []Item // records that begin in the month or go on in it, by their beginning
	Coming     int    // of them, not over yet
	Prev, Next *Link  // the months before and after that have records
	All        []Link // all months that have records, newest first
	Events     string // path of all events of the section as a calendar file; empty: none
}

// Day is a cell of a calendar. Number is 0 for a cell outside the month.
type Day struct {
	Number int
	Date   date.Day
	Items  []Item // of the day
	Listed []Item // of them, those that begin that day or, having begun before the month, go on from its first day
	Anchor int    // day on which the first of the items is listed
}

func (d *Day) add(item Item, listed int) {
	if len(d.Items) == 0 {
		d.Anchor = listed
	}
	d.Items = append(d.Items, item)
}

// monthKey counts months, so that they can be compared and stepped through.
type monthKey int

func monthOf(d date.Day) monthKey    { return monthKey(d.Year*12 + int(d.Month) - 1) }
func (m monthKey) year() int         { return int(m) / 12 }
func (m monthKey) month() time.Month { return time.Month(int(m)%12 + 1) }
func (m monthKey) label() string     { return fmt.Sprintf("%d年%d月", m.year(), int(m.month())) }
func (m monthKey) first() date.Day   { return date.Day{Year: m.year(), Month: m.month(), Date: 1} }
func (m monthKey) of(s *site.Section) string {
	return fmt.Sprintf("%s/calendar-%d-%02d.html", s.Name, m.year(), int(m.month()))
}

// longestEvent is how many days a record is shown on at most: an end typed in the wrong century must not make thousands
// of months.
const longestEvent = 92

// calendar is the months of a section that have records.
type calendar struct {
	section *site.Section
	months  []monthKey // oldest first
	pages   map[monthKey][]*site.Page
	now     monthKey // that of the next record to come, else the last
}

// calendarOf returns the calendar of a section, nil where its kind has none.
func (r *run) calendarOf(s *site.Section) *calendar {
	if s.Kind == nil || !s.Kind.Calendar || s.Hidden {
		return nil
	}
	c := &calendar{section: s, pages: map[monthKey][]*site.Page{}}
	for _, p := range s.Pages {
		from, until := span(p.Record)
		if from.IsZero() {
			continue
		}
		for m := monthOf(from); m <= monthOf(until); m++ {
			if c.pages[m] == nil {
				c.months = append(c.months, m)
			}
			c.pages[m] = append(c.pages[m], p)
		}
	}
	if len(c.months) == 0 {
		return nil
	}
	slices.Sort(c.months)
	c.now = c.months[len(c.months)-1]
	for _, m := range slices.Backward(c.months) {
		if slices.ContainsFunc(c.pages[m], func(p *site.Page) bool { return r.state(p.Record) != "over" }) {
			c.now = m
		}
	}
	for _, pages := range c.pages {
		slices.SortStableFunc(pages, func(a, b *site.Page) int {
			return cmp.Or(a.Record.Role(schema.RoleStarts).Stamp().Compare(b.Record.Role(schema.RoleStarts).Stamp()), cmp.Compare(a.Path, b.Path))
		})
	}
	return c
}

// span returns the first and the last day of a record.
func span(rec *schema.Record) (from, until date.Day) {
	starts, ends := rec.Role(schema.RoleStarts).Stamp(), rec.Role(schema.RoleEnds).Stamp()
	if starts.IsZero() {
		return date.Day{}, date.Day{}
	}
	from, until = starts.Day(), starts.Day()
	if !ends.IsZero() && ends.Day().After(from) {
		until = ends.Day()
	}
	if from.DaysUntil(until) > longestEvent {
		until = from.AddDays(longestEvent)
	}
	return from, until
}

// monthJobs makes the pages of the calendars.
func (r *run) monthJobs() []job {
	var jobs []job
	for _, s := range r.site.Sections {
		c := r.calendarOf(s)
		if c == nil {
			continue
		}
		r.calendars[s] = c.now.of(s)
		for i, m := range c.months {
			jobs = append(jobs, job{path: m.of(s), group: output.List, name: "month", kind: s.Kind.Name, about: s, view: func(v *View) {
				v.Title, v.Description = m.label()+s.Label, s.Description
				v.Crumbs = append(v.Crumbs, sectionCrumb(s)...)
				v.Month = r.month(c, i)
			}})
		}
	}
	return jobs
}

// month makes the view of one month.
func (r *run) month(c *calendar, i int) *Month {
	m := c.months[i]
	v := &Month{Label: m.label()}
	if r.SectionCalendar != nil {
		v.Events = r.SectionCalendar(c.section)
	}
	days := map[int]*Day{}
	for _, p := range c.pages[m] {
		item := r.item(p)
		v.Items = append(v.Items, item)
		if item.State != "over" {
			v.Coming++
		}
		from, until := span(p.Record)
		listed := 0
		for d := from; !d.After(until); d = d.AddDays(1) {
			if monthOf(d) != m {
				continue
			}
			if days[d.Date] == nil {
				days[d.Date] = &Day{}
			}
			if listed == 0 {
				listed = d.Date
				days[d.Date].Listed = append(days[d.Date].Listed, item)
			}
			days[d.Date].add(item, listed)
		}
	}
	v.Weeks = weeks(m, days)
	if i > 0 {
		v.Prev = &Link{c.months[i-1].label(), c.months[i-1].of(c.section)}
	}
	if i+1 < len(c.months) {
		v.Next = &Link{c.months[i+1].label(), c.months[i+1].of(c.section)}
	}
	for _, other := range slices.Backward(c.months) {
		v.All = append(v.All, Link{other.label(), other.of(c.section)})
	}
	return v
}

// weeks lays the days of a month out in weeks that begin on Monday (GB/T 7408).
func weeks(m monthKey, days map[int]*Day) [][]Day {
	first := m.first()
	var out [][]Day
	week := make([]Day, (int(first.Weekday())+6)%7, 7)
	for d := first; monthOf(d) == m; d = d.AddDays(1) {
		day := Day{Number: d.Date, Date: d}
		if found := days[d.Date]; found != nil {
			day.Items, day.Listed, day.Anchor = found.Items, found.Listed, found.Anchor
		}
		week = append(week, day)
		if len(week) == 7 {
			out, week = append(out, week), nil
		}
	}
	if len(week) > 0 {
		out = append(out, append(week, make([]Day, 7-len(week))...))
	}
	return out
}
