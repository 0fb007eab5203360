package date_test

import (
	"testing"
	"time"

	"xiangwei/internal/date"
)

func day(t *testing.T, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDay(t *testing.T) {
	for _, c := range []struct {
		name, in, want string // want "" for an error
	}{
		{"ISO", "2025-10-14", "2025-10-14"},
		{"slashes without zeros", "2025/1/4", "2025-01-04"},
		{"dots", "2025.10.4", "2025-10-04"},
		{"official text", "2025年10月14日", "2025-10-14"},
		{"leap day", "2024-02-29", "2024-02-29"},
		{"no leap day", "2025-02-29", ""},
		{"thirty-first of a short month", "2025-04-31", ""},
		{"month 13", "2025-13-01", ""},
		{"month 0", "2025-00-10", ""},
		{"year 0", "0000-01-01", ""},
		{"mixed separators", "2025-10/14", ""},
		{"text after it", "2025-10-14 起", ""},
		{"two-digit year", "25-10-14", ""},
		{"full-width digits", "２０２５-10-14", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := date.ParseDay(c.in)
			if (err != nil) != (c.want == "") || got.String() != c.want {
				t.Errorf("ParseDay(%q) = %q, %v, want %q", c.in, got, err, c.want)
			}
		})
	}
}

func TestDayForms(t *testing.T) {
	d := day(t, "2025-01-04")
	if d.String() != "2025-01-04" || d.Chinese() != "2025年1月4日" || d.Weekday() != time.Saturday {
		t.Errorf("forms are %s, %s, %s", d, d.Chinese(), d.Weekday())
	}
	var none date.Day
	if none.String() != "" || none.Chinese() != "" || !none.IsZero() {
		t.Errorf("the zero day shows as %q and %q", none.String(), none.Chinese())
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		name, in string
		months   int
		want     string
	}{
		{"plain", "2025-10-14", 3, "2026-01-14"},
		{"no such date: the last of the month", "2025-11-30", 3, "2026-02-28"},
		{"no such date in a leap year", "2023-11-30", 3, "2024-02-29"},
		{"back", "2025-03-31", -1, "2025-02-28"},
		{"three years", "2024-02-29", 36, "2027-02-28"},
		{"none", "2025-12-31", 0, "2025-12-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := day(t, c.in).AddMonths(c.months).String(); got != c.want {
				t.Errorf("%s + %d months = %s, want %s", c.in, c.months, got, c.want)
			}
		})
	}
}

func TestDayArithmetic(t *testing.T) {
	a, b := day(t, "2025-12-30"), day(t, "2026-01-02")
	if got := a.AddDays(3); got != b {
		t.Errorf("AddDays(3) = %s, want %s", got, b)
	}
	if a.DaysUntil(b) != 3 || b.DaysUntil(a) != -3 || a.DaysUntil(a) != 0 {
		t.Errorf("DaysUntil = %d, %d, %d", a.DaysUntil(b), b.DaysUntil(a), a.DaysUntil(a))
	}
	if !a.Before(b) || !b.After(a) || a.Before(a) || a.After(a) {
		t.Error("Before and After disagree with the calendar")
	}
}

func TestDayText(t *testing.T) {
	var d date.Day
	if err := d.UnmarshalText([]byte("2025/3/9")); err != nil || d.String() != "2025-03-09" {
		t.Errorf("UnmarshalText gave %s, %v", d, err)
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("empty text gave %s, %v, want no date", d, err)
	}
	if err := d.UnmarshalText([]byte("昨天")); err == nil {
		t.Error("昨天 was read as a date")
	}
}

// Daylight saving: midnight may not exist (São Paulo, Cairo, Beirut), and a day may have 23 hours.
func TestDayInZonesWithDaylightSaving(t *testing.T) {
	for _, name := range []string{"America/New_York", "America/Sao_Paulo", "Asia/Shanghai", "Africa/Cairo", "Asia/Beirut"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := day(t, "2011-01-01"); d.Before(day(t, "2013-01-01")); d = d.AddDays(1) {
			s := date.StampDay(d, zone)
			if s.Day() != d {
				t.Fatalf("%s: the stamp of %s is on %s", name, d, s.Day())
			}
			if length := s.End().Sub(s.Time()); length < 23*time.Hour || length > 25*time.Hour {
				t.Fatalf("%s: %s lasts %s, from %s to %s", name, d, length, s.Time(), s.End())
			}
		}
	}
}

// FuzzParseDay: whatever is read is a day that exists, and its forms read back as the same day.
func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2025-10-14", "2025/1/4", "2025.10.4", "2024-02-29", "2025年10月14日", "0000-00-00", "9999-12-31", "2025-10-14T09:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := date.ParseDay(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("ParseDay(%q) gave %v with the error %v", s, d, err)
			}
			return
		}
		if date.DayOf(d.In(time.UTC)) != d {
			t.Fatalf("%q was read as %v, which does not exist", s, d)
		}
		forms := []string{d.String()}
		if d.Year >= 1000 { // official texts write no leading zeros, so earlier years cannot be read back
			forms = append(forms, d.Chinese())
		}
		for _, form := range forms {
			if again, err := date.ParseDay(form); err != nil || again != d {
				t.Fatalf("%q was read as %v, whose form %q reads as %v, %v", s, d, form, again, err)
			}
		}
	})
}
