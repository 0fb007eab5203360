package screen_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/screen"
)

func screens(t testing.TB) *config.Config {
	t.Helper()
	cfg, problems := config.Read([]byte("title = \"某某局\"\n" + hall + "[screen.totem]\nsize = \"1080x1920\"\n"))
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return cfg
}

func TestEmergencyNeedsAnEnd(t *testing.T) {
	cfg := screens(t)
	from := at(t, "2026-12-01 12:00")
	ok := screen.Emergency{Text: "疏散", From: from, Until: from.Add(24 * time.Hour), Screens: []string{"all"}}
	for _, c := range []struct {
		name   string
		change func(*screen.Emergency)
		want   string
	}{
		{"a day", func(*screen.Emergency) {}, ""},
		{"one screen", func(e *screen.Emergency) { e.Screens = []string{"totem"} }, ""},
		{"no end", func(e *screen.Emergency) { e.Until = time.Time{} }, "必须写明结束时间"},
		{"an end before its beginning", func(e *screen.Emergency) { e.Until = from }, "晚于"},
		{"a second more than a day", func(e *screen.Emergency) { e.Until = e.Until.Add(time.Second) }, "24 小时"},
		{"no text", func(e *screen.Emergency) { e.Text = "　" }, "不能为空"},
		{"a speech", func(e *screen.Emergency) { e.Text = strings.Repeat("疏", 101) }, "最多 100 个字"},
		{"no screen", func(e *screen.Emergency) { e.Screens = nil }, "哪些屏幕"},
		{"a screen nobody has", func(e *screen.Emergency) { e.Screens = []string{"hall", "hal"} }, "没有名为"},
	} {
		e := ok
		c.change(&e)
		if got := e.Check(cfg.Screens); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEmergenciesAreReadAsWritten(t *testing.T) {
	cfg := screens(t)
	want := screen.Alerts{Revised: 1795360061692, List: []screen.Emergency{
		{Text: `请走"东门" \ 勿跑`, From: at(t, "2026-12-01 12:00:05"), Until: at(t, "2026-12-01 13:00"), Screens: []string{"hall", "totem"}, Drill: true, By: "某某某"},
		{Text: "闭馆", From: at(t, "2026-12-01 11:00"), Until: at(t, "2026-12-02 11:00"), Screens: []string{"all"}, By: "某某"},
	}}
	got, problems := screen.ReadEmergencies(screen.WriteEmergencies(want, cfg.Zone), cfg)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
		t.Error(diff)
	}
}

func TestSpoiltEmergenciesAreLeftOut(t *testing.T) {
	cfg := screens(t)
	text := `revised = 2026-12-01T12:00:00+08:00
[[emergency]]
text = "没有结束"
from = 2026-12-01T12:00:00+08:00
screens = ["all"]
[[emergency]]
text = "两天"
from = 2026-12-01T12:00:00+08:00
until = 2026-12-03T12:00:00+08:00
screens = ["all"]
[[emergency]]
text = "好的"
from = 2026-12-01T12:00:00+08:00
until = 2026-12-01T13:00:00+08:00
screens = ["all"]
`
	got, problems := screen.ReadEmergencies([]byte(text), cfg)
	if len(got.List) != 1 || got.List[0].Text != "好的" || problems.Errors() != 2 {
		t.Errorf("read %v with problems %v", got.List, problems)
	}
	if _, problems := screen.ReadEmergencies([]byte("[[emergency"), cfg); problems.Errors() == 0 {
		t.Error("what is no TOML is no problem")
	}
	for _, odd := range []string{"emergency = 3", "emergency = [1, \"a\"]", "revised = \"x\"", "[emergency]\ntext = \"x\""} {
		if got, _ := screen.ReadEmergencies([]byte(odd), cfg); len(got.List) != 0 {
			t.Errorf("%s: read %v", odd, got.List)
		}
	}
}

// FuzzReadEmergencies: whatever is read has an end within a day, and is read again from what is written of it.
func FuzzReadEmergencies(f *testing.F) {
	cfg := screens(f)
	f.Add([]byte("[[emergency]]\ntext = \"疏散\"\nfrom = 2026-12-01T12:00:00+08:00\nuntil = 2026-12-01T13:00:00+08:00\nscreens = [\"all\"]\n"))
	f.Add([]byte("revised = 2026-12-01\nemergency = [{text = \"a\"}]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, _ := screen.ReadEmergencies(raw, cfg)
		for _, e := range got.List {
			if e.Until.Sub(e.From) > screen.LongestEmergency || !e.Until.After(e.From) {
				t.Fatalf("%v lasts %s", e, e.Until.Sub(e.From))
			}
		}
		if len(got.List) == 0 || got.List[0].From.Year() < 1902 || got.List[0].From.Year() > 9990 {
			return
		}
		again, problems := screen.ReadEmergencies(screen.WriteEmergencies(got, cfg.Zone), cfg)
		if problems.Errors() > 0 && len(again.List) == 0 {
			t.Fatalf("cannot be read again: %v", problems)
		}
	})
}
