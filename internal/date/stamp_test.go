package date_test

import (
	"testing"
	"time"

	"xiangwei/internal/date"
)

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := date.LoadZone("")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestParseStamp(t *testing.T) {
	zone := shanghai(t)
	for _, c := range []struct {
		name, in, iso string // iso "" for an error
	}{
		{"a day", "2025-10-14", "2025-10-14"},
		{"a day in official form", "2025年10月14日", "2025-10-14"},
		{"a clock", "2025-10-14 09:00", "2025-10-14T09:00:00+08:00"},
		{"seconds", "2025-10-14T09:00:05", "2025-10-14T09:00:05+08:00"},
		{"slashes with a clock", "2025/10/14 09:00", "2025-10-14T09:00:00+08:00"},
		{"official form with a clock", "2025年10月4日 09:00", "2025-10-04T09:00:00+08:00"},
		{"an offset is turned into the site's zone", "2025-10-14T23:30:00Z", "2025-10-15T07:30:00+08:00"},
		{"hour 25", "2025-10-14 25:00", ""},
		{"a word", "昨天", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := date.ParseStamp(c.in, zone)
			if (err != nil) != (c.iso == "") || got.ISO() != c.iso {
				t.Errorf("ParseStamp(%q) = %q, %v, want %q", c.in, got.ISO(), err, c.iso)
			}
		})
	}
}

func TestStampForms(t *testing.T) {
	zone := shanghai(t)
	whole, _ := date.ParseStamp("2025-10-04", zone)
	clock, _ := date.ParseStamp("2025-10-04 09:05", zone)
	for _, c := range []struct{ name, got, want string }{
		{"a day for people", whole.Chinese(), "2025年10月4日"},
		{"a moment for people", clock.Chinese(), "2025年10月4日 09:05"},
		{"a day as PubDate", whole.Minute(), "2025-10-04 00:00"},
		{"a moment as PubDate", clock.Minute(), "2025-10-04 09:05"},
		{"none as PubDate", date.Stamp{}.Minute(), ""},
		{"none for machines", date.Stamp{}.ISO(), ""},
		{"none for people", date.Stamp{}.Chinese(), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestStampEnd(t *testing.T) {
	zone := shanghai(t)
	whole, _ := date.ParseStamp("2025-12-31", zone)
	clock, _ := date.ParseStamp("2025-12-31 17:00", zone)
	if got := whole.End(); !got.Equal(time.Date(2026, 1, 1, 0, 0, 0, 0, zone)) {
		t.Errorf("a day ends at %s, want the next midnight: the last day counts in full", got)
	}
	if got := clock.End(); !got.Equal(clock.Time()) {
		t.Errorf("a moment ends at %s, want itself", got)
	}
	if !(date.Stamp{}).End().IsZero() {
		t.Error("no date has an end")
	}
}

// A TOML date written without an offset is in the site's zone, whatever the machine's.
func TestFromTOML(t *testing.T) {
	zone := shanghai(t)
	local := func(name string) *time.Location { return time.FixedZone(name, -5*3600) }
	for _, c := range []struct {
		name string
		in   time.Time
		want string
	}{
		{"a date", time.Date(2025, 10, 14, 0, 0, 0, 0, local("date-local")), "2025-10-14"},
		{"a date and time", time.Date(2025, 10, 14, 23, 30, 0, 0, local("datetime-local")), "2025-10-14T23:30:00+08:00"},
		{"with an offset", time.Date(2025, 10, 14, 23, 30, 0, 0, time.UTC), "2025-10-15T07:30:00+08:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := date.FromTOML(c.in, zone).ISO(); got != c.want {
				t.Errorf("FromTOML = %q, want %q", got, c.want)
			}
		})
	}
}

func TestLoadZone(t *testing.T) {
	if zone, err := date.LoadZone(""); err != nil || zone.String() != date.DefaultZone {
		t.Errorf("LoadZone(\"\") = %v, %v, want %s", zone, err, date.DefaultZone)
	}
	if _, err := date.LoadZone("Asia/Nowhere"); err == nil {
		t.Error("a zone that does not exist was loaded")
	}
}

// FuzzParseStamp: whatever is read shows a form that reads back as the same moment.
func FuzzParseStamp(f *testing.F) {
	for _, s := range []string{"2025-10-14", "2025-10-14 09:00", "2025-10-14T09:00:00+08:00", "2025年1月4日09:00", "2025/10/14 09:00", "9999-12-31T23:59:59Z"} {
		f.Add(s)
	}
	zone := shanghai(f)
	f.Fuzz(func(t *testing.T, s string) {
		stamp, err := date.ParseStamp(s, zone)
		// Before 1901 Shanghai kept local mean time, whose offset has seconds that RFC 3339 cannot write.
		if err != nil || stamp.Day().Year < 1901 || stamp.Day().Year > 9999 {
			return
		}
		again, err := date.ParseStamp(stamp.ISO(), zone)
		if err != nil {
			t.Fatalf("%q gives %q, which cannot be read: %v", s, stamp.ISO(), err)
		}
		if again.ISO() != stamp.ISO() || again.HasClock() != stamp.HasClock() {
			t.Fatalf("%q gives %q, which reads as %q", s, stamp.ISO(), again.ISO())
		}
	})
}
