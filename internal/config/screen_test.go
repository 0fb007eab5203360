package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
)

func TestScreenIsReadWithDefaults(t *testing.T) {
	cfg, problems := config.Read([]byte(`title = "某某局"
[screens]
no_break = ["某某县"]
[screen.hall]
label = "大厅屏"
place = "一楼"
size = "1920x1080"
hours = ["8:30-12:00", "14:00-17:30"]
closed = ["周一"]
night = "20:00-7:00"
[screen.hall.takes]
kinds = ["event"]
venues = ["某某馆"]
[screen.door]
size = "320×16"
colours = "dual"
output = "strip"
`))
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	want := []config.Screen{
		{Name: "hall", Label: "大厅屏", Place: "一楼", Width: 1920, Height: 1080, Colours: "full", Output: "web", Dwell: "normal",
			Takes: config.Takes{Kinds: []string{"event"}, Venues: []string{"某某馆"}},
			Hours: []config.DayTime{{From: 510, To: 720}, {From: 840, To: 1050}}, Closed: []int{1},
			Glyph: 45, Night: config.DayTime{From: 1200, To: 420}, Brightness: 40, QR: true},
		{Name: "door", Label: "door", Width: 320, Height: 16, Colours: "dual", Output: "strip", Dwell: "strip", Glyph: 16, Brightness: 40},
	}
	if diff := cmp.Diff(want, cfg.Screens); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(config.Show{NoBreak: []string{"某某县"}, Poll: 60}, cfg.Show); diff != "" {
		t.Error(diff)
	}
}

func TestScreenFaultsAreTold(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no size", "[screen.a]\nlabel = \"甲\"", "size 写作"},
		{"a side is too small", "[screen.a]\nsize = \"320x4\"", "size 写作"},
		{"a colour nobody has", "[screen.a]\nsize = \"64x32\"\ncolours = \"blue\"", "colours"},
		{"a way out nobody has", "[screen.a]\nsize = \"64x32\"\noutput = \"dvd\"", "output"},
		{"a profile nobody has", "[screen.a]\nsize = \"64x32\"\ndwell = \"fast\"", "dwell"},
		{"hours without a colon", "[screen.a]\nsize = \"64x32\"\nhours = [\"8-17\"]", "hours"},
		{"hours that end as they begin", "[screen.a]\nsize = \"64x32\"\nhours = [\"8:00-8:00\"]", "hours"},
		{"a day of no week", "[screen.a]\nsize = \"64x32\"\nclosed = [\"星期八\"]", "closed"},
		{"a glyph higher than the screen", "[screen.a]\nsize = \"320x16\"\nglyph = 20", "glyph"},
		{"a night brighter than day", "[screen.a]\nsize = \"64x32\"\nbrightness = 120", "brightness"},
		{"a name that is no address", "[screen.\"大厅\"]\nsize = \"64x32\"", "屏幕名"},
		{"the name of all", "[screen.all]\nsize = \"64x32\"", "屏幕名"},
		{"a look every second", "[screens]\npoll = 1", "poll"},
		{"a whole sentence without a break", "[screens]\nno_break = [\"一二三四五六七八九十一二三四五六七八九十一\"]", "no_break"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := config.Read([]byte("title = \"某某局\"\n" + c.text + "\n"))
			if problems.Errors() != 1 || !strings.Contains(problems[0].Message, c.want) || problems[0].Pos.Line < 2 {
				t.Errorf("problems are %v, want one about %s", problems, c.want)
			}
		})
	}
}

func TestDayTimeRunsOverMidnight(t *testing.T) {
	night := config.DayTime{From: 20 * 60, To: 7 * 60}
	for minute, want := range map[int]bool{0: true, 419: true, 420: false, 720: false, 1199: false, 1200: true, 1439: true} {
		if night.Has(minute) != want {
			t.Errorf("minute %d: %v, want %v", minute, !want, want)
		}
	}
	day := config.DayTime{From: 8 * 60, To: 24 * 60}
	if day.Has(479) || !day.Has(480) || !day.Has(1439) {
		t.Error("a day until 24:00 is wrong at its edges")
	}
}
