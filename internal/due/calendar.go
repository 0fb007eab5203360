package due

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/date"
)

// ICS writes the list as an iCalendar file (RFC 5545) that office calendars subscribe to: one all-day event for each
// item. The name is that of the calendar, the domain makes the identifiers the site's own; an event keeps its identifier
// when its day moves, so that a calendar moves it too.
func (l *List) ICS(w io.Writer, name, domain string) error {
	b := bufio.NewWriter(w)
	line := func(property, value string) { b.WriteString(fold(property + ":" + value)) }
	if domain == "" {
		domain = "xiangwei.invalid"
	}
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//xiangwei//due//ZH")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escape(name))
	for _, i := range l.Items {
		day := i.Day
		if day.IsZero() {
			day = l.Today
		}
		line("BEGIN", "VEVENT")
		line("UID", identifier(i)+"@"+domain)
		line("DTSTAMP", compact(l.Today)+"T000000Z")
		line("DTSTART;VALUE=DATE", compact(day))
		line("DTEND;VALUE=DATE", compact(day.AddDays(1))) // the day after, by section 3.6.1
		line("SUMMARY", escape(i.Task.Label()+"："+i.What))
		line("DESCRIPTION", escape(describe(i)))
		line("CATEGORIES", escape(i.Task.Label()))
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.Flush()
}

func compact(d date.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

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

var icsMarks = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escape writes a value of type TEXT (section 3.3.11). Control characters are not allowed in one.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return icsMarks.Replace(s)
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
