package render

import (
	"slices"

	"xiangwei/internal/date"
	"xiangwei/internal/output"
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

// calendar is the months of a section that have records.
type calendar struct {
	section *site.Section
	months  []site.Month // oldest first
	pages   map[site.Month][]*site.Page
	now     site.Month // that of the next record to come, else the last
}

// calendarOf returns the calendar of a section, nil where it has none.
func (r *run) calendarOf(s *site.Section) *calendar {
	c := &calendar{section: s}
	if c.months, c.pages = s.Months(); len(c.months) == 0 {
		return nil
	}
	c.now = c.months[len(c.months)-1]
	for _, m := range slices.Backward(c.months) {
		if slices.ContainsFunc(c.pages[m], func(p *site.Page) bool { return r.state(p.Record) != "over" }) {
			c.now = m
		}
	}
	return c
}

// monthJobs makes the pages of the calendars.
func (r *run) monthJobs() []job {
	var jobs []job
	for _, s := range r.site.Sections {
		c := r.calendarOf(s)
		if c == nil {
			continue
		}
		r.calendars[s] = s.MonthPath(c.now)
		for i, m := range c.months {
			jobs = append(jobs, job{path: s.MonthPath(m), group: output.List, name: "month", kind: s.Kind.Name, about: s, view: func(v *View) {
				v.Title, v.Description = m.Label()+s.Label, s.Description
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
	v := &Month{Label: m.Label()}
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
		from, until := p.Span()
		listed := 0
		for d := from; !d.After(until); d = d.AddDays(1) {
			if site.MonthOf(d) != m {
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
		v.Prev = c.link(i - 1)
	}
	if i+1 < len(c.months) {
		v.Next = c.link(i + 1)
	}
	for other := range slices.Backward(c.months) {
		v.All = append(v.All, *c.link(other))
	}
	return v
}

func (c *calendar) link(i int) *Link {
	return &Link{c.months[i].Label(), c.section.MonthPath(c.months[i])}
}

// weeks lays the days of a month out in weeks that begin on Monday (GB/T 7408).
func weeks(m site.Month, days map[int]*Day) [][]Day {
	first := m.First()
	var out [][]Day
	week := make([]Day, (int(first.Weekday())+6)%7, 7)
	for d := first; site.MonthOf(d) == m; d = d.AddDays(1) {
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
