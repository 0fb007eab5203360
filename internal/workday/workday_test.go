package workday

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/date"

	"github.com/google/go-cmp/cmp"
)

func day(t testing.TB, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func calendar(t testing.TB, o Override) *Calendar {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAddCountsWorkingDaysAfterTheDecision(t *testing.T) {
	c := calendar(t, Override{})
	for _, tc := range [][4]string{
		{"2024-02-05", "2024-02-08", "2024-02-20", "2024-03-08"},
		{"2024-02-08", "2024-02-19", "2024-02-23", "2024-03-13"},
		{"2024-04-26", "2024-04-30", "2024-05-09", "2024-05-27"},
		{"2024-09-12", "2024-09-18", "2024-09-24", "2024-10-16"},
		{"2024-09-30", "2024-10-10", "2024-10-15", "2024-11-01"},
		{"2025-01-24", "2025-02-05", "2025-02-10", "2025-02-27"},
		{"2025-04-25", "2025-04-29", "2025-05-08", "2025-05-27"},
		{"2025-09-26", "2025-09-30", "2025-10-13", "2025-10-30"},
		{"2025-12-30", "2026-01-05", "2026-01-09", "2026-01-28"},
		{"2026-02-12", "2026-02-24", "2026-02-28", "2026-03-18"},
		{"2026-04-30", "2026-05-08", "2026-05-13", "2026-06-01"},
		{"2026-09-18", "2026-09-22", "2026-09-29", "2026-10-22"},
	} {
		for i, n := range []int{3, 7, 20} {
			got, err := c.Add(day(t, tc[0]), n)
			if err != nil || got != day(t, tc[i+1]) {
				t.Errorf("Add(%s, %d) = %v, %v; want %s", tc[0], n, got, err, tc[i+1])
			}
		}
	}
}

func TestWorkingDaysOfAYear(t *testing.T) {
	c := calendar(t, Override{})
	for year, want := range map[string]int{"2024": 251, "2025": 248, "2026": 248} {
		got, err := c.Between(day(t, year+"-01-01"), day(t, year+"-12-31"))
		if err != nil || len(got) != want {
			t.Errorf("%s has %d working days (%v), want %d", year, len(got), err, want)
		}
	}
}

func TestIsWorkday(t *testing.T) {
	c := calendar(t, Override{})
	for name, tc := range map[string]struct {
		day  string
		want bool
	}{
		"New Year's Eve of 2024 is worked":        {"2024-02-09", true},
		"first day of Spring Festival 2024":       {"2024-02-10", false},
		"make-up Sunday":                          {"2024-02-18", true},
		"make-up Saturday":                        {"2026-02-28", true},
		"an ordinary Saturday":                    {"2025-03-01", false},
		"an ordinary Sunday":                      {"2025-03-02", false},
		"an ordinary Monday":                      {"2025-03-03", true},
		"weekend joined to a holiday, not listed": {"2024-06-08", false},
		"a holiday on a weekday":                  {"2026-06-19", false},
		"the last covered day":                    {"2026-12-31", true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.IsWorkday(day(t, tc.day))
			if err != nil || got != tc.want {
				t.Errorf("IsWorkday(%s) = %v, %v; want %v", tc.day, got, err, tc.want)
			}
		})
	}
}

func TestAYearWithoutNoticeIsAnError(t *testing.T) {
	c := calendar(t, Override{})
	for name, tc := range map[string]struct {
		ask  func() error
		year int
	}{
		"a day after":            {func() error { _, err := c.IsWorkday(day(t, "2027-01-01")); return err }, 2027},
		"a day before":           {func() error { _, err := c.IsWorkday(day(t, "2023-12-31")); return err }, 2023},
		"a period that runs out": {func() error { _, err := c.Add(day(t, "2026-12-25"), 7); return err }, 2027},
		"a period back":          {func() error { _, err := c.Add(day(t, "2024-01-04"), -3); return err }, 2023},
		"a huge period":          {func() error { _, err := c.Add(day(t, "2025-01-02"), 1<<62); return err }, 2027},
		"a huge period back":     {func() error { _, err := c.Add(day(t, "2025-01-02"), -1<<63); return err }, 2023},
		"a count":                {func() error { _, err := c.Count(day(t, "2026-12-01"), day(t, "2027-01-10")); return err }, 2027},
		"a count from before":    {func() error { _, err := c.Count(day(t, "2020-12-01"), day(t, "2026-01-10")); return err }, 2020},
		"a list":                 {func() error { _, err := c.Between(day(t, "2026-12-01"), day(t, "2028-01-10")); return err }, 2028},
		"a month 13":             {func() error { _, err := c.IsWorkday(date.Day{Year: 2026, Month: 13, Date: 1}); return err }, 2027},
	} {
		t.Run(name, func(t *testing.T) {
			var e *MissingYearError
			if err := tc.ask(); !errors.As(err, &e) {
				t.Fatalf("got %v, want a MissingYearError", err)
			}
			want := &MissingYearError{Year: tc.year, First: 2024, Last: 2026}
			if d := cmp.Diff(want, e); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	if _, err := c.Add(date.Day{}, 3); !errors.Is(err, ErrNoDay) {
		t.Errorf("no date: %v", err)
	}
	if !c.Covers(2024) || !c.Covers(2026) || c.Covers(2023) || c.Covers(2027) {
		t.Error("Covers should hold for 2024 to 2026 only")
	}
}

func TestMissingYearMessageTellsWhatToDo(t *testing.T) {
	e := &MissingYearError{Year: 2027, First: 2024, Last: 2026}
	for _, want := range []string{"2027 年", "2024 年至 2026 年"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("%q lacks %q", e.Error(), want)
		}
	}
	if !strings.Contains(e.Hint(), "years = [2027]") {
		t.Errorf("hint %q does not say what to write", e.Hint())
	}
	past := &MissingYearError{Year: 2019, First: 2024, Last: 2026}
	if strings.Contains(past.Hint(), "years") {
		t.Errorf("hint %q asks for a year long past", past.Hint())
	}
}

func TestAddAroundZero(t *testing.T) {
	c := calendar(t, Override{})
	for name, tc := range map[string]struct {
		from string
		n    int
		want string
	}{
		"zero on a day off stays":           {"2025-10-01", 0, "2025-10-01"},
		"one from a day off":                {"2025-10-01", 1, "2025-10-09"},
		"one back from a day off":           {"2025-10-08", -1, "2025-09-30"},
		"one back from a working day":       {"2025-10-09", -1, "2025-09-30"},
		"over the make-up Saturday":         {"2025-10-10", 1, "2025-10-11"},
		"back over the end of the year":     {"2026-01-05", -3, "2025-12-30"},
		"the first working day of the data": {"2024-01-01", 1, "2024-01-02"},
		"the last working day of the data":  {"2026-12-30", 1, "2026-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.Add(day(t, tc.from), tc.n)
			if err != nil || got != day(t, tc.want) {
				t.Errorf("Add(%s, %d) = %v, %v; want %s", tc.from, tc.n, got, err, tc.want)
			}
		})
	}
}

func TestOverride(t *testing.T) {
	c := calendar(t, Override{
		Off:   []date.Day{day(t, "2025-03-10"), day(t, "2027-01-01")},
		Work:  []date.Day{day(t, "2025-10-01"), day(t, "2027-01-02")},
		Years: []int{2027},
	})
	for s, want := range map[string]bool{
		"2025-03-10": false, "2025-10-01": true, "2027-01-01": false, "2027-01-02": true, "2027-01-04": true,
	} {
		got, err := c.IsWorkday(day(t, s))
		if err != nil || got != want {
			t.Errorf("IsWorkday(%s) = %v, %v; want %v", s, got, err, want)
		}
	}
	got, err := c.Add(day(t, "2026-12-31"), 1)
	if err != nil || got != day(t, "2027-01-02") {
		t.Errorf("the day after 2026-12-31 = %v, %v", got, err)
	}
	if c.Papers(2027) != nil || len(c.Papers(2026)) == 0 {
		t.Error("Papers should name the built-in notices only")
	}
}

func TestOverrideForAYearNotCoveredGivesNoFalseAnswer(t *testing.T) {
	c := calendar(t, Override{Off: []date.Day{day(t, "2027-01-01")}})
	var e *MissingYearError
	if _, err := c.IsWorkday(day(t, "2027-01-01")); !errors.As(err, &e) {
		t.Errorf("got %v, want a MissingYearError", err)
	}
}

func TestOverrideFaults(t *testing.T) {
	for name, tc := range map[string]struct {
		o    Override
		want string
	}{
		"a day both off and worked": {Override{Off: []date.Day{day(t, "2025-03-10")}, Work: []date.Day{day(t, "2025-03-10")}}, "2025-03-10"},
		"a gap between years":       {Override{Years: []int{2028}}, "缺 2027 年"},
		"not a year":                {Override{Years: []int{20270}}, "20270"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(tc.o)
			var e *OverrideError
			if !errors.As(err, &e) || !strings.Contains(e.Error(), tc.want) {
				t.Errorf("got %v, want an OverrideError on %q", err, tc.want)
			}
		})
	}
	if _, err := build(nil, Override{}); err == nil {
		t.Error("a calendar without years should fail")
	}
}

func TestNextYearsNoticeChangesDecember(t *testing.T) {
	fsys := fstest.MapFS{
		"data/b.json": {Data: []byte(`{"year":2031,"papers":["某号"],"days":[{"name":"元旦","date":"2030-12-31","isOffDay":true},{"name":"元旦","date":"2030-12-28","isOffDay":false}]}`)},
		"data/c.json": {Data: []byte(`{"year":2030,"papers":["某号"],"days":[{"name":"元旦","date":"2030-12-31","isOffDay":false}]}`)},
	}
	notices, err := load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := build(notices, Override{})
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]bool{"2030-12-31": false, "2030-12-28": true} {
		if got, err := c.IsWorkday(day(t, s)); err != nil || got != want {
			t.Errorf("IsWorkday(%s) = %v, %v; want %v", s, got, err, want)
		}
	}
}

func TestNoticeFilesAreChecked(t *testing.T) {
	for name, doc := range map[string]string{
		"not JSON":              `{`,
		"unknown key":           `{"year":2030,"papers":["a"],"days":[],"note":""}`,
		"no year":               `{"papers":["a"],"days":[{"name":"元旦","date":"2030-01-01","isOffDay":true}]}`,
		"no notice number":      `{"year":2030,"papers":[],"days":[{"name":"元旦","date":"2030-01-01","isOffDay":true}]}`,
		"no days":               `{"year":2030,"papers":["a"],"days":[]}`,
		"a day that is not":     `{"year":2030,"papers":["a"],"days":[{"name":"元旦","date":"2030-02-30","isOffDay":true}]}`,
		"a day without a date":  `{"year":2030,"papers":["a"],"days":[{"name":"元旦","isOffDay":true}]}`,
		"a day of another year": `{"year":2030,"papers":["a"],"days":[{"name":"元旦","date":"2031-01-01","isOffDay":true}]}`,
		"November before":       `{"year":2030,"papers":["a"],"days":[{"name":"元旦","date":"2029-11-30","isOffDay":true}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := load(fstest.MapFS{"data/x.json": {Data: []byte(doc)}}); err == nil {
				t.Error("accepted")
			}
		})
	}
}

// A listed day that changes nothing (a day off on a weekend is fine, a make-up day on a weekday is not) is a slip of the
// hand in the data.
func TestEmbeddedNotices(t *testing.T) {
	notices, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	if len(notices) != 3 {
		t.Fatalf("%d notices", len(notices))
	}
	for _, n := range notices {
		seen := map[date.Day]bool{}
		if !strings.HasPrefix(n.Papers[0], "国办发明电〔") {
			t.Errorf("%d: notice number %q", n.Year, n.Papers[0])
		}
		for _, d := range n.Days {
			w := d.Date.Weekday()
			if weekend := w == time.Saturday || w == time.Sunday; !weekend && !d.IsOffDay {
				t.Errorf("%s is a weekday, yet listed as made up", d.Date)
			}
			if seen[d.Date] || d.Name == "" {
				t.Errorf("%s is listed twice or without a name", d.Date)
			}
			seen[d.Date] = true
		}
	}
}

func TestAddAndCountOnEveryDay(t *testing.T) {
	c := calendar(t, Override{})
	for n := -25; n <= 25; n++ {
		prev := date.Day{}
		for d := day(t, "2024-03-01"); d.Year < 2026 || d.Month < 11; d = d.AddDays(1) {
			got, err := c.Add(d, n)
			if err != nil {
				t.Fatalf("Add(%s, %d): %v", d, n, err)
			}
			if !prev.IsZero() && got.Before(prev) {
				t.Fatalf("Add(%s, %d) = %s goes back behind %s", d, n, got, prev)
			}
			prev = got
			if w, err := c.IsWorkday(got); n != 0 && (err != nil || !w) {
				t.Fatalf("Add(%s, %d) = %s is not a working day (%v)", d, n, got, err)
			}
			if back, err := c.Count(d, got); err != nil || back != n {
				t.Fatalf("Count(%s, %s) = %d, %v; want %d", d, got, back, err, n)
			}
		}
	}
}

func FuzzAdd(f *testing.F) {
	f.Add(2025, 12, 30, 3)
	f.Add(2026, 12, 30, 20)
	f.Add(0, 0, 0, -1)
	f.Add(2024, 13, 45, 1<<40)
	c := calendar(f, Override{})
	f.Fuzz(func(t *testing.T, y, m, d, n int) {
		from := date.Day{Year: y % 10000, Month: time.Month(m % 100), Date: d % 1000}
		got, err := c.Add(from, n)
		if err != nil {
			return
		}
		back, err := c.Count(from, got)
		if err != nil || back != n {
			t.Errorf("Count(%v, %v) = %d, %v; want %d", from, got, back, err, n)
		}
		list, err := c.Between(from, got)
		if err != nil || n > 0 && len(list) < n {
			t.Errorf("Between(%v, %v) has %d days, %v; want at least %d", from, got, len(list), err, n)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	c := calendar(b, Override{})
	d := day(b, "2025-09-26")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Add(d, 20); err != nil {
			b.Fatal(err)
		}
	}
}
