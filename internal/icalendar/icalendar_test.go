package icalendar_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"xiangwei/internal/date"
	"xiangwei/internal/icalendar"
)

func shanghai(t testing.TB) *time.Location {
	zone, err := date.LoadZone("")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// lines unfolds a calendar and fails on what RFC 5545 forbids.
func lines(t testing.TB, data []byte) []string {
	t.Helper()
	text := string(data)
	if !utf8.ValidString(text) || !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		t.Fatalf("lines must be UTF-8 and end in CRLF: %q", text)
	}
	var out []string
	for _, l := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(l) > 75 {
			t.Errorf("a line has %d octets: %q", len(l), l)
		}
		if rest, ok := strings.CutPrefix(l, " "); ok {
			out[len(out)-1] += rest
			continue
		}
		out = append(out, l)
	}
	return out
}

func TestTimes(t *testing.T) {
	at := time.Date(2026, 12, 4, 9, 30, 0, 0, shanghai(t))
	for name, c := range map[string]struct {
		zone *time.Location
		want string
	}{
		"in China's zone the zone is named": {shanghai(t), "DTSTART;TZID=Asia/Shanghai:20261204T093000"},
		"in another zone it is UTC":         {time.FixedZone("x", 6*3600), "DTSTART:20261204T013000Z"},
		"without a zone it is UTC":          {nil, "DTSTART:20261204T013000Z"},
	} {
		cal := icalendar.New("-//x//ZH", "日历", c.zone)
		cal.Time("DTSTART", at)
		got := strings.Join(lines(t, cal.Bytes()), "\n")
		if !strings.Contains(got, "\n"+c.want+"\n") {
			t.Errorf("%s: no %s in\n%s", name, c.want, got)
		}
		if strings.Contains(c.want, "TZID") != strings.Contains(got, "BEGIN:VTIMEZONE") {
			t.Errorf("%s: a zone that is named must be described, and only then", name)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "活动，地点；备注\\n", "a,b;c\\d\ne\r\nf", strings.Repeat("长", 80), "\x00\xff\x7f", strings.Repeat("a", 74) + "👩‍⚖️"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := icalendar.New("-//x//ZH", s, nil)
		c.Text("SUMMARY", s)
		got := lines(t, c.Bytes())
		if got[0] != "BEGIN:VCALENDAR" || got[len(got)-1] != "END:VCALENDAR" {
			t.Errorf("%q", got)
		}
		for _, l := range got {
			name, value, ok := strings.Cut(l, ":")
			if !ok || name == "" || strings.ContainsAny(value, "\n\r") {
				t.Errorf("line %q", l)
			}
			if name == "SUMMARY" && strings.ContainsAny(strings.NewReplacer(`\\`, "", `\;`, "", `\,`, "", `\n`, "").Replace(value), `\;,`) {
				t.Errorf("marks are not escaped: %q", value)
			}
		}
	})
}
