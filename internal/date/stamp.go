package date

import (
	"fmt"
	"strings"
	"time"
)

// Stamp is a moment in the site's zone: a day, and a clock time where the author gave one. The zero Stamp means "none".
type Stamp struct {
	t     time.Time
	clock bool
}

// StampOf returns the moment t, shown in the zone, with its clock.
func StampOf(t time.Time, zone *time.Location) Stamp { return Stamp{t.In(zone), true} }

// StampDay returns the start of a day in the zone, without a clock.
func StampDay(d Day, zone *time.Location) Stamp { return Stamp{d.In(zone), false} }

// Forms of a moment with a clock; seconds are optional.
var stampForms = []string{
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04",
	"2006/01/02 15:04", "2006年1月2日 15:04", "2006年1月2日15:04",
}

// ParseStamp reads a day in a form of ParseDay, or a day with a clock (2025-10-14 09:00, 2025-10-14T09:00:00,
// 2025-10-14T09:00:00+08:00). Without an offset the moment is in the zone.
func ParseStamp(s string, zone *time.Location) (Stamp, error) {
	clock := strings.IndexByte(s, ':') >= 0 // forms that cannot fit are not tried: each costs an error
	if !clock {
		if d, err := ParseDay(s); err == nil {
			return StampDay(d, zone), nil
		}
	}
	if clock && strings.IndexByte(s, 'T') >= 0 {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return StampOf(t, zone), nil
		}
	}
	for _, form := range stampForms {
		if t, err := time.ParseInLocation(form, s, zone); err == nil {
			return Stamp{t, true}, nil
		}
	}
	return Stamp{}, fmt.Errorf("not a date or time: %q", s)
}

// FromTOML returns the moment a TOML value stands for. BurntSushi/toml marks dates and times written without an offset
// by the names of their locations; those are read again in the zone, since the library took them in the machine's.
func FromTOML(t time.Time, zone *time.Location) Stamp {
	y, m, d := t.Date()
	switch t.Location().String() {
	case "date-local":
		return Stamp{time.Date(y, m, d, 0, 0, 0, 0, zone), false}
	case "datetime-local":
		return Stamp{time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, zone), true}
	}
	return StampOf(t, zone)
}

// Day returns the calendar date.
func (s Stamp) Day() Day {
	if s.IsZero() {
		return Day{}
	}
	return DayOf(s.t)
}

// Time returns the moment; the start of the day where there is no clock.
func (s Stamp) Time() time.Time { return s.t }

// HasClock reports whether the author gave a clock time.
func (s Stamp) HasClock() bool { return s.clock }

// IsZero reports whether there is no moment.
func (s Stamp) IsZero() bool { return s.t.IsZero() }

// End returns the first moment that is past the stamp: the next midnight for a day, the moment itself for one with a
// clock. A period "until 2025-10-14" includes that whole day.
func (s Stamp) End() time.Time {
	if s.clock || s.IsZero() {
		return s.t
	}
	return s.Day().AddDays(1).In(s.t.Location())
}

// Compare orders stamps by their moments.
func (s Stamp) Compare(o Stamp) int { return s.t.Compare(o.t) }

// Minute returns "2006-01-02 15:04", the form 国办发〔2017〕47号 asks of PubDate; a day without a clock gets 00:00.
func (s Stamp) Minute() string {
	if s.IsZero() {
		return ""
	}
	return s.t.Format("2006-01-02 15:04")
}

// ISO returns 2006-01-02 for a day and RFC 3339 with offset for a moment: what <time datetime> and JSON take.
func (s Stamp) ISO() string {
	switch {
	case s.IsZero():
		return ""
	case s.clock:
		return s.t.Format(time.RFC3339)
	}
	return s.Day().String()
}

// Chinese returns 2025年10月14日, with 09:00 after it where there is a clock.
func (s Stamp) Chinese() string {
	if s.clock {
		return s.Day().Chinese() + s.t.Format(" 15:04")
	}
	return s.Day().Chinese()
}

// String returns the ISO form.
func (s Stamp) String() string { return s.ISO() }
