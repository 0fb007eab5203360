package due

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"time"

	"xiangwei/internal/icalendar"
)

// ICS writes the list as an iCalendar file (RFC 5545) that office calendars subscribe to: one all-day event for each
// item. The name is that of the calendar, the domain makes the identifiers the site's own; an event keeps its identifier
// when its day moves, so that a calendar moves it too.
func (l *List) ICS(w io.Writer, name, domain string) error {
	if domain == "" {
		domain = "xiangwei.invalid"
	}
	c := icalendar.New("-//xiangwei//due//ZH", name, nil)
	for _, i := range l.Items {
		day := i.Day
		if day.IsZero() {
			day = l.Today
		}
		c.Line("BEGIN", "VEVENT")
		c.Line("UID", identifier(i)+"@"+domain)
		c.Stamp("DTSTAMP", l.Today.In(time.UTC))
		c.Day("DTSTART", day)
		c.Day("DTEND", day.AddDays(1)) // the day after, by section 3.6.1
		c.Text("SUMMARY", i.Task.Label()+"："+i.What)
		c.Text("DESCRIPTION", describe(i))
		c.Text("CATEGORIES", i.Task.Label())
		c.Line("TRANSP", "TRANSPARENT")
		c.Line("END", "VEVENT")
	}
	_, err := w.Write(c.Bytes())
	return err
}

func describe(i Item) string {
	var lines []string
	for _, part := range []struct{ label, text string }{{"", i.Note}, {"栏目：", i.Section}, {"文稿：", i.File}, {"依据：", i.Basis}} {
		if part.text != "" {
			lines = append(lines, part.label+part.text)
		}
	}
	return strings.Join(lines, "\n")
}

// identifier is the same for the same task whatever its day, and never shows a title.
func identifier(i Item) string {
	sum := sha256.Sum256([]byte(string(i.Task) + "\x00" + i.File + "\x00" + i.What))
	return hex.EncodeToString(sum[:12])
}
