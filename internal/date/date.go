// Package date holds the program's own calendar types: Day, a date without a clock, and Stamp, a date that may have a
// clock time, both always of the site's time zone. A date a clerk writes without a zone is read in the site's zone,
// never in that of the machine: a build server in UTC and an office PC in Shanghai must publish the same page.
//
// The package reads no clock. It sits at the bottom of the program and knows nothing of holidays: working days are
// package workday's.
package date

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Day is a calendar date of the proleptic Gregorian calendar, comparable with ==. The zero Day means "no date".
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// NewDay returns the day, which must exist: 30 February is an error.
func NewDay(year int, month time.Month, date int) (Day, error) {
	d := Day{year, month, date}
	if year < 1 || year > 9999 || DayOf(d.In(time.UTC)) != d {
		return Day{}, fmt.Errorf("no such day: %04d-%02d-%02d", year, int(month), date)
	}
	return d, nil
}

// DayOf returns the calendar date of t in t's own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// Forms of a date met in official texts: ISO, slashes, dots, and 2025年10月14日.
var dayForm = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$`)

// ParseDay reads a date in one of the forms 2025-10-14, 2025/10/14, 2025.10.14, 2025年10月14日.
func ParseDay(s string) (Day, error) {
	m := dayForm.FindStringSubmatch(s)
	if m == nil {
		return Day{}, fmt.Errorf("not a date: %q", s)
	}
	var n []int
	for _, g := range m[1:] {
		if g != "" {
			v, _ := strconv.Atoi(g) // digits only, by the expression
			n = append(n, v)
		}
	}
	return NewDay(n[0], time.Month(n[1]), n[2])
}

// In returns the start of the day in the zone: midnight, or one o'clock where daylight saving time skips midnight.
func (d Day) In(zone *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, zone)
	if t.Day() == d.Date {
		return t
	}
	return time.Date(d.Year, d.Month, d.Date, 1, 0, 0, 0, zone)
}

// IsZero reports whether there is no date.
func (d Day) IsZero() bool { return d == Day{} }

// Compare returns -1, 0 or +1 as d is before, the same as, or after e.
func (d Day) Compare(e Day) int { return d.In(time.UTC).Compare(e.In(time.UTC)) }

// Before reports whether d is earlier than e.
func (d Day) Before(e Day) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Day) After(e Day) bool { return d.Compare(e) > 0 }

// AddDays returns the day n calendar days later (earlier when n is negative).
func (d Day) AddDays(n int) Day { return DayOf(d.In(time.UTC).AddDate(0, 0, n)) }

// AddMonths returns the same date n months later, or the last day of that month where it has no such date: three
// months after 30 November is 28 or 29 February (民法典第二百零二条).
func (d Day) AddMonths(n int) Day {
	first := time.Date(d.Year, d.Month, 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return Day{first.Year(), first.Month(), min(d.Date, last)}
}

// DaysUntil returns how many calendar days lie from d to e; negative when e is earlier.
func (d Day) DaysUntil(e Day) int {
	return int(e.In(time.UTC).Sub(d.In(time.UTC)).Hours() / 24)
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// String returns the ISO form 2025-10-14, and "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Date)
}

// Chinese returns the form official texts use, without leading zeros: 2025年10月14日 (GB/T 9704).
func (d Day) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Date)
}

// MarshalText writes the ISO form.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the forms of ParseDay; empty text is the zero Day.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	v, err := ParseDay(string(b))
	*d = v
	return err
}
