package config_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
)

func read(t *testing.T, text string) *config.Config {
	t.Helper()
	cfg, problems := config.Read([]byte(text))
	if problems != nil {
		t.Fatal(problems)
	}
	return cfg
}

func TestTimesOfAnEmptyFileAreThoseOfTheRules(t *testing.T) {
	cfg := read(t, "")
	if cfg.Freshness.Home != (config.Span{Days: 14}) || cfg.Freshness.Columns["工作动态"] != (config.Span{Days: 14}) ||
		cfg.Freshness.Columns["政策文件"] != (config.Span{Months: 6}) || cfg.Freshness.Columns["信息公开年报"] != (config.Span{Months: 12}) {
		t.Errorf("limits are %+v", cfg.Freshness)
	}
	if cfg.Deadline.Soon != 2 || len(cfg.Calendar.Off) > 0 || cfg.Display.LargeFine != (config.Amounts{}) {
		t.Errorf("got %+v, %+v, %+v", cfg.Deadline, cfg.Calendar, cfg.Display)
	}
}

func TestCalendarReadsDaysAndStretches(t *testing.T) {
	cfg := read(t, `zone = "America/New_York"
[calendar]
off = [2027-01-01, "2027-02-06/2027-02-08", "2027年4月5日"]
work = ["2027/02/20"]
years = [2027]
`)
	day := func(m time.Month, d int) date.Day { return date.Day{Year: 2027, Month: m, Date: d} }
	want := config.Calendar{
		Off:   []date.Day{day(1, 1), day(2, 6), day(2, 7), day(2, 8), day(4, 5)},
		Work:  []date.Day{day(2, 20)},
		Years: []int{2027},
	}
	if diff := cmp.Diff(want, cfg.Calendar); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLimitsOfASiteComeOverTheDefaults(t *testing.T) {
	cfg := read(t, `[deadline]
soon = 0
[freshness]
home = "10 days"
[freshness.column]
"工作动态" = "7 days"
"数据发布" = "3 months"
[freshness.section]
statutes = "none"
[display.large_fine]
organisation = 10000
person = 2000.5
`)
	if cfg.Deadline.Soon != 0 || cfg.Freshness.Home != (config.Span{Days: 10}) {
		t.Errorf("got %+v, %+v", cfg.Deadline, cfg.Freshness.Home)
	}
	for column, want := range map[string]config.Span{"工作动态": {Days: 7}, "数据发布": {Months: 3}, "政策文件": {Months: 6}} {
		if got := cfg.Freshness.Columns[column]; got != want {
			t.Errorf("%s is %v, want %v", column, got, want)
		}
	}
	if span, ok := cfg.Freshness.Sections["statutes"]; !ok || !span.IsZero() {
		t.Errorf("statutes are %v, %v; want unlimited", span, ok)
	}
	if diff := cmp.Diff(config.Amounts{Organisation: 10000, Person: 2000.5}, cfg.Display.LargeFine); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFaultyTimesAreNamedWhereTheyStand(t *testing.T) {
	for name, tc := range map[string]struct {
		text, want string
		line       int
	}{
		"a day that does not exist":      {"[calendar]\noff = [\"2027-02-30\"]", `须是日期，实为 "2027-02-30"`, 2},
		"a day on its own line":          {"[calendar]\noff = [\n 2027-01-01,\n \"元旦\",\n]", "元旦", 4},
		"a stretch that runs backwards":  {"[calendar]\nwork = [\"2027-02-08/2027-02-06\"]", "不超过 60 天的一段日期", 2},
		"a stretch of a year":            {"[calendar]\noff = [\"2027-01-01/2027-12-31\"]", "不超过 60 天的一段日期", 2},
		"a number for a day":             {"[calendar]\noff = [20270101]", "须是日期，实为 20270101", 2},
		"no list":                        {"[calendar]\noff = \"2027-01-01\"", "写作 [2027-01-01", 2},
		"a limit in Chinese":             {"[freshness]\nhome = \"14天\"", "14天", 2},
		"a limit without quotes":         {"[freshness.column]\n\"工作动态\" = 14", "实为 14", 2},
		"a limit of nothing":             {"[freshness.section]\nnews = \"0 days\"", "0 days", 2},
		"weeks":                          {"[freshness.section]\nnews = \"2 weeks\"", "2 weeks", 2},
		"soon is too far":                {"[deadline]\nsoon = 99", "实为 99", 2},
		"a fine below nothing":           {"[display.large_fine]\nperson = -1", "不能是负数", 2},
		"a misspelt key of the calendar": {"[calendar]\nholidays = []", `没有名为 "holidays" 的字段`, 2},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, problems := config.Read([]byte(tc.text))
			i := slices.IndexFunc(problems, func(p diag.Problem) bool { return strings.Contains(p.Message, tc.want) })
			if i < 0 || problems[i].Pos.Line != tc.line {
				t.Fatalf("no problem on line %d says %q: %v", tc.line, tc.want, problems)
			}
			if cfg.Deadline.Soon > 60 || cfg.Freshness.Home.IsZero() {
				t.Errorf("a faulty value was kept: %+v", cfg)
			}
		})
	}
}

func TestSpans(t *testing.T) {
	from := date.Day{Year: 2025, Month: 11, Date: 30}
	for _, tc := range []struct{ text, shown, until string }{
		{"14 days", "14日", "2025-12-14"}, {"3 months", "3个月", "2026-02-28"}, {"12 months", "12个月", "2026-11-30"}, {"none", "不限", "2025-11-30"},
	} {
		s, err := config.ParseSpan(tc.text)
		if err != nil || s.String() != tc.shown || s.After(from).String() != tc.until {
			t.Errorf("%s is %v until %v (%v), want %s until %s", tc.text, s, s.After(from), err, tc.shown, tc.until)
		}
	}
}

func FuzzCalendar(f *testing.F) {
	for _, s := range []string{"2027-01-01", "2027-02-06/2027-02-12", "2027-02-12/2027-02-06", "0001-01-01/9999-12-31", "/", "年", "9999-12-31/9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cfg, problems := config.Read([]byte("[calendar]\noff = ['''\n" + strings.ReplaceAll(s, "'''", "") + "''']\n"))
		if len(problems) == 0 && len(cfg.Calendar.Off) == 0 {
			t.Errorf("%q gives no day and no problem", s)
		}
		if len(cfg.Calendar.Off) > 60 {
			t.Errorf("%q gives %d days", s, len(cfg.Calendar.Off))
		}
	})
}
