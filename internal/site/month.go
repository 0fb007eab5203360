package site

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

// Month counts months, so that they can be compared and stepped through.
type Month int

// MonthOf returns the month of a day.
func MonthOf(d date.Day) Month { return Month(d.Year*12 + int(d.Month) - 1) }

// First returns the first day of a month.
func (m Month) First() date.Day {
	return date.Day{Year: int(m) / 12, Month: time.Month(int(m)%12 + 1), Date: 1}
}

// Label names a month: 2026年12月.
func (m Month) Label() string {
	first := m.First()
	return fmt.Sprintf("%d年%d月", first.Year, int(first.Month))
}

// MonthPath returns the address of a month of the section's calendar.
func (s *Section) MonthPath(m Month) string {
	first := m.First()
	return fmt.Sprintf("%s/calendar-%d-%02d.html", s.Name, first.Year, int(first.Month))
}

// longestEvent is how many days a record is shown on at most: an end typed in the wrong century must not make thousands
// of months.
const longestEvent = 92

// Span returns the first and the last day of what a record announces, zero where it announces nothing.
func (p *Page) Span() (from, until date.Day) {
	starts, ends := p.Record.Role(schema.RoleStarts).Stamp(), p.Record.Role(schema.RoleEnds).Stamp()
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

// Months returns the months of a section's calendar that have records, oldest first, and the records of each by their
// beginning; none where its kind has no calendar.
func (s *Section) Months() ([]Month, map[Month][]*Page) {
	if s.Kind == nil || !s.Kind.Calendar || s.Hidden {
		return nil, nil
	}
	var months []Month
	pages := map[Month][]*Page{}
	for _, p := range s.Pages {
		from, until := p.Span()
		if from.IsZero() {
			continue
		}
		for m := MonthOf(from); m <= MonthOf(until); m++ {
			if pages[m] == nil {
				months = append(months, m)
			}
			pages[m] = append(pages[m], p)
		}
	}
	slices.Sort(months)
	for _, of := range pages {
		slices.SortStableFunc(of, func(a, b *Page) int {
			return cmp.Or(a.Record.Role(schema.RoleStarts).Stamp().Compare(b.Record.Role(schema.RoleStarts).Stamp()), cmp.Compare(a.Path, b.Path))
		})
	}
	return months, pages
}
