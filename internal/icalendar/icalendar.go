// Package icalendar writes iCalendar files (RFC 5545): the form office and telephone calendars take.
//
// It knows the form alone: lines folded at 75 octets, escaped texts, a calendar and its events. What becomes an event is
// the caller's business. It reads no clock: the stamp of an event is told.
package icalendar

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangwei/internal/date"
)

// Calendar is an iCalendar file under way.
type Calendar struct {
	buffer bytes.Buffer
	zone   *time.Location // of the times, where they name it
}

// New begins a calendar. The product names the program and its part, the name is shown by calendars. Where zone is that of
// China, times are written in it; times of any other zone are written in UTC, whose offset needs no description.
func New(product, name string, zone *time.Location) *Calendar {
	c := &Calendar{}
	c.Line("BEGIN", "VCALENDAR")
	c.Line("VERSION", "2.0")
	c.Line("PRODID", product)
	c.Line("CALSCALE", "GREGORIAN")
	c.Line("METHOD", "PUBLISH")
	c.Text("X-WR-CALNAME", name)
	if zone != nil && zone.String() == date.DefaultZone {
		c.zone = zone
		c.timezone()
	}
	return c
}

// timezone describes Asia/Shanghai as it has been since 1991: one offset, no summer time.
func (c *Calendar) timezone() {
	c.Line("BEGIN", "VTIMEZONE")
	c.Line("TZID", date.DefaultZone)
	c.Line("BEGIN", "STANDARD")
	c.Line("DTSTART", "19910915T000000")
	c.Line("TZOFFSETFROM", "+0800")
	c.Line("TZOFFSETTO", "+0800")
	c.Line("TZNAME", "CST")
	c.Line("END", "STANDARD")
	c.Line("END", "VTIMEZONE")
}

// Line writes a property whose value needs no escaping: a date, a number, a word of the format.
func (c *Calendar) Line(property, value string) { c.buffer.WriteString(fold(property + ":" + value)) }

// Text writes a property of type TEXT, and nothing for an empty one.
func (c *Calendar) Text(property, value string) {
	if value != "" {
		c.Line(property, escape(value))
	}
}

// Stamp writes a moment that is the same everywhere, as DTSTAMP must be.
func (c *Calendar) Stamp(property string, t time.Time) {
	c.Line(property, t.UTC().Format("20060102T150405Z"))
}

// Day writes a whole day.
func (c *Calendar) Day(property string, d date.Day) {
	c.Line(property+";VALUE=DATE", strings.ReplaceAll(d.String(), "-", ""))
}

// Time writes a moment by the clock of the calendar's zone.
func (c *Calendar) Time(property string, t time.Time) {
	if c.zone == nil {
		c.Stamp(property, t)
		return
	}
	c.Line(property+";TZID="+date.DefaultZone, t.In(c.zone).Format("20060102T150405"))
}

// Bytes ends the calendar and returns it.
func (c *Calendar) Bytes() []byte {
	c.Line("END", "VCALENDAR")
	return c.buffer.Bytes()
}

var marks = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escape writes a value of type TEXT (section 3.3.11). Control characters are not allowed in one.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return marks.Replace(s)
}

// fold cuts a line at 75 octets (section 3.1), never inside a character, and ends it with CRLF.
func fold(s string) string {
	const limit = 75
	var b strings.Builder
	room := limit
	for len(s) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		fmt.Fprintf(&b, "%s\r\n ", s[:cut])
		s, room = s[cut:], limit-1 // the blank that opens the next line counts
	}
	b.WriteString(s)
	b.WriteString("\r\n")
	return b.String()
}
