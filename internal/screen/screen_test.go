package screen_test

import (
	"strings"
	"testing"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/screen"
)

func TestPrecedence(t *testing.T) {
	files := map[string]string{
		"words/a.md": approved(t, word("限时", "2026-11-20T08:00:00", "2026-12-10T20:00:00", "")),
		"words/b.md": approved(t, word("限时先", "2026-11-20T08:00:00", "2026-12-10T20:00:00", "urgency = 1")),
		"words/c.md": approved(t, word("标语", "2026-10-01", "2027-02-01", "")),
		"words/d.md": approved(t, word("宪法周", "2026-11-20", "2026-12-10", "week = \"宪法宣传周\"")),
		"fetes/e.md": "+++\ntitle = \"讲座\"\nbegins = 2026-12-04T09:00:00\nends = 2026-12-04T11:00:00\nwhere = \"某馆\"\npublished = 2026-11-01T00:00:00\n+++\n",
		"fetes/f.md": "+++\ntitle = \"展览\"\nbegins = 2026-12-02\nweek = \"宪法宣传周\"\npublished = 2026-11-01T00:00:00\n+++\n",
	}
	alert := screen.Emergency{Text: "疏散", From: at(t, "2026-12-01 12:00"), Until: at(t, "2026-12-01 13:00"), Screens: []string{"all"}}
	p := world{files: files, alerts: []screen.Emergency{alert}}.plans(t)[0]
	for _, c := range []struct{ name, at, want string }{
		{"a round in its order", "2026-12-01 10:00", "限时先 限时 宪法周 展览 讲座 标语"},
		{"an emergency is alone", "2026-12-01 12:00", "!疏散"},
		{"to the last second", "2026-12-01 12:59:59", "!疏散"},
		{"and gone with the next", "2026-12-01 13:00", "限时先 限时 宪法周 展览 讲座 标语"},
		{"an event without an end lasts its day", "2026-12-02 23:59:59", "限时先 限时 宪法周 展览 讲座 标语"},
		{"and no longer", "2026-12-03 00:00", "限时先 限时 宪法周 讲座 标语"},
		{"an event is gone when it is over", "2026-12-04 11:00", "限时先 限时 宪法周 标语"},
		{"a day counts to its end", "2026-12-10 23:59:59", "宪法周 标语"},
		{"only what stands is left", "2026-12-11 00:00", "标语"},
	} {
		if got := titles(p, at(t, c.at)); got != c.want {
			t.Errorf("%s: at %s %q, want %q", c.name, c.at, got, c.want)
		}
	}
}

func TestEdgesOfMidnightAndNewYear(t *testing.T) {
	p := world{now: "2026-12-20 10:00", files: map[string]string{
		"words/old.md": approved(t, word("旧年", "2026-12-01", "2026-12-31", "")),
		"words/new.md": approved(t, word("新年", "2027-01-01", "2027-01-03", "")),
	}}.plans(t)[0]
	for when, want := range map[string]string{
		"2026-12-31 23:59:59": "旧年", "2027-01-01 00:00:00": "新年", "2027-01-03 23:59:59": "新年", "2027-01-04 00:00:00": "",
	} {
		if got := titles(p, at(t, when)); got != want {
			t.Errorf("at %s %q, want %q", when, got, want)
		}
	}
	utc := time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC) // the same new year by another clock
	if got := titles(p, utc); got != "新年" {
		t.Errorf("the zone of the asking clock changed the plan: %q", got)
	}
}

func TestAMonthOffline(t *testing.T) {
	p := world{now: "2026-12-04 23:00", files: map[string]string{
		"words/a.md": approved(t, word("宪法周", "2026-12-01", "2026-12-07", "")),
		"words/b.md": approved(t, word("标语", "2026-10-01", "2027-06-01", "")),
		"words/c.md": approved(t, word("元旦", "2026-12-28", "2027-01-03", "")),
	}}.plans(t)[0]
	for _, c := range []struct{ at, want string }{
		{"2026-12-04 23:59:50", "宪法周 标语"}, {"2026-12-28 09:00", "元旦 标语"}, {"2027-01-04 23:59:50", "标语"},
	} {
		if got := titles(p, at(t, c.at)); got != c.want {
			t.Errorf("at %s %q, want %q", c.at, got, c.want)
		}
	}
}

func TestAWrongClock(t *testing.T) {
	p := world{files: map[string]string{
		"words/a.md": approved(t, word("限时", "2026-11-20", "2026-12-10", "")),
		"words/b.md": approved(t, word("标语", "2026-10-01", "2027-06-01", "")),
		"words/c.md": approved(t, word("短标语", "2026-10-01", "2027-01-20", "")),
		"rows/r.md":  "+++\ntitle = \"清单\"\npublished = 2026-11-01T00:00:00\n+++\n| 事项 | 条件 |\n| --- | --- |\n| 甲 | 乙 |\n",
	}}.plans(t)[0]
	for _, c := range []struct {
		name, at string
		state    screen.State
		want     string
	}{
		{"years before the build", "2000-01-01 00:00", screen.Doubting, "标语 短标语"},
		{"as it should be", "2026-12-01 10:00", screen.Rotating, "限时 标语 短标语 清单"},
		{"more than sixty days after it: what has ended stays away", "2027-02-15 10:00", screen.Doubting, "标语"},
		{"years after it", "2036-01-01 10:00", screen.DoubtSafe, ""},
	} {
		now := p.At(at(t, c.at))
		got := strings.Fields(titles(p, at(t, c.at)))
		want := strings.Fields(c.want)
		if now.State != c.state || len(got) != len(want) {
			t.Errorf("%s: state %d, %q, want %d, %q", c.name, now.State, got, c.state, want)
		}
		for _, w := range want {
			if !strings.Contains(strings.Join(got, " "), w) {
				t.Errorf("%s: %q is not among %q", c.name, w, got)
			}
		}
	}
}

func TestOpeningHours(t *testing.T) {
	cfg := "[screen.hall]\nsize = \"1920x1080\"\nhours = [\"8:30-12:00\", \"22:00-2:00\"]\nclosed = [\"周一\"]\n"
	alert := screen.Emergency{Text: "疏散", From: at(t, "2026-12-02 03:00"), Until: at(t, "2026-12-02 04:00"), Screens: []string{"hall"}}
	p := world{config: cfg, alerts: []screen.Emergency{alert}, files: map[string]string{"words/b.md": approved(t, word("标语", "2026-10-01", "2027-06-01", ""))}}.plans(t)[0]
	for _, c := range []struct {
		name, at string
		want     screen.State
	}{
		{"before opening", "2026-12-01 08:29:59", screen.Resting},
		{"at opening", "2026-12-01 08:30", screen.Rotating},
		{"at closing", "2026-12-01 12:00", screen.Resting},
		{"over midnight", "2026-12-02 01:59", screen.Rotating},
		{"an emergency in a closed house", "2026-12-02 03:30", screen.Alerting},
		{"a closed day", "2026-12-07 09:00", screen.Resting},
		{"the night before a closed day", "2026-12-06 23:00", screen.Rotating},
		{"runs on into it", "2026-12-07 01:00", screen.Rotating},
		{"the night of a closed day", "2026-12-07 23:00", screen.Resting},
		{"does not run on", "2026-12-08 01:00", screen.Resting},
	} {
		if got := p.At(at(t, c.at)).State; got != c.want {
			t.Errorf("%s: state %d, want %d", c.name, got, c.want)
		}
	}
}

// A record is on a screen only when all is well with it; each case spoils one thing.
func TestWhatKeepsARecordAway(t *testing.T) {
	good := func(more string) string { return word("通知", "2026-11-20", "2026-12-20", more) }
	fine := "+++\ntitle = \"案件\"\ndocket = \"某文罚〔2026〕8号\"\nfirm = \"某某县某某网吧\"\npublished = 2026-11-01T00:00:00\n+++\n"
	for _, c := range []struct {
		name, file, text, config string
		why                      screen.Why
	}{
		{name: "nothing", file: "words/a.md", text: approved(t, good(""))},
		{name: "a draft", file: "words/a.md", text: approved(t, good("draft = true")), why: screen.Draft},
		{name: "withdrawn", file: "words/a.md", text: approved(t, good("withdrawn = {on = 2026-11-25, reason = \"错误\", basis = \"某规定\"}")), why: screen.Withdrawn},
		{name: "expired", file: "words/a.md", text: approved(t, word("通知", "2026-11-20", "2026-11-25", "")), why: screen.Expired},
		{name: "no reviews", file: "words/a.md", text: good(""), why: screen.Unreviewed},
		{name: "a text changed after its reviews", file: "words/a.md", text: strings.Replace(approved(t, good("")), "通知的文字", "别的文字", 1), why: screen.Changed},
		{name: "a time changed after its reviews", file: "words/a.md", text: strings.Replace(approved(t, good("")), "2026-12-20", "2026-12-30", 1), why: screen.Changed},
		{name: "another venue", file: "words/a.md", text: approved(t, good("place = [\"甲馆\"]")), config: hall + "[screen.hall.takes]\nvenues = [\"乙馆\"]\n", why: screen.Elsewhere},
		{name: "this venue among others", file: "words/a.md", text: approved(t, good("place = [\"甲馆\", \"乙馆\"]")), config: hall + "[screen.hall.takes]\nvenues = [\"乙馆\"]\n"},
		{name: "all venues", file: "words/a.md", text: approved(t, good("")), config: hall + "[screen.hall.takes]\nvenues = [\"乙馆\"]\n"},
		{name: "another screen", file: "words/a.md", text: approved(t, good("only = [\"totem\"]")), why: screen.Elsewhere},
		{name: "this screen", file: "words/a.md", text: approved(t, good("only = [\"totem\", \"hall\"]"))},
		{name: "another campaign", file: "words/a.md", text: approved(t, good("week = \"博物馆日\"")), config: hall + "[screen.hall.takes]\ncampaigns = [\"宪法周\"]\n", why: screen.NotTaken},
		{name: "the screen's campaign", file: "words/a.md", text: approved(t, good("week = \"宪法周\"")), config: hall + "[screen.hall.takes]\ncampaigns = [\"宪法周\"]\n"},
		{name: "a kind the screen does not take", file: "words/a.md", text: approved(t, good("")), config: hall + "[screen.hall.takes]\nkinds = [\"fete\"]\n", why: screen.NotTaken},
		{name: "another kind on a screen that names none", file: "fetes/a.md", text: "+++\ntitle = \"讲座\"\nbegins = 2026-12-04\npublished = 2026-11-01T00:00:00\n+++\n", config: hall, why: screen.NotTaken},
		{name: "by its section", file: "fetes/a.md", text: "+++\ntitle = \"讲座\"\nbegins = 2026-12-04\npublished = 2026-11-01T00:00:00\n+++\n", config: hall + "[screen.hall.takes]\nsections = [\"fetes\"]\n"},
		{name: "a kind with a party, although the screen takes it", file: "fines/z.md", text: strings.Replace(fine, "8号", "9号", 1), why: screen.Private},
		{name: "a party's name in the text", file: "words/a.md", text: approved(t, strings.Replace(good(""), "通知的文字", "查处某某县某某网吧", 1)), why: screen.Private},
		{name: "a party's name in the title", file: "words/a.md", text: approved(t, word("某某县某某网吧受罚", "2026-11-20", "2026-12-20", "")), why: screen.Private},
		{name: "a case's number", file: "words/a.md", text: approved(t, strings.Replace(good(""), "通知的文字", "见某文罚〔2026〕8号", 1)), why: screen.Private},
		{name: "words of a case document", file: "words/a.md", text: approved(t, strings.Replace(good(""), "通知的文字", "现公布处罚决定书", 1)), why: screen.Private},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := world{config: c.config, files: map[string]string{c.file: c.text, "fines/f.md": fine}}.plans(t)[0]
			var why screen.Why
			for _, h := range p.Held {
				if h.File == "content/"+c.file {
					why = h.Why
					if h.Text == "" || strings.Contains(h.Text, "网吧") {
						t.Errorf("the reason reads %q", h.Text)
					}
				}
			}
			shows := titles(p, at(t, "2026-12-01 10:00")) != ""
			if why != c.why || shows != (c.why == "") {
				t.Errorf("held for %q and shows %v, want %q", why, shows, c.why)
			}
		})
	}
}

func TestNotYetPublishedIsNoSecretOfThePage(t *testing.T) {
	text := approved(t, strings.Replace(word("明天", "2026-11-20", "2026-12-20", ""), "2026-01-01", "2026-12-05", 1))
	w := world{files: map[string]string{"words/a.md": text}}
	if p := w.plans(t)[0]; len(p.Items) != 0 || p.Held[0].Why != screen.Unpublished {
		t.Errorf("a text is in the plan before it is public: %v", p.Held)
	}
	w.ahead = true
	p := w.plans(t)[0]
	if got := titles(p, at(t, "2026-12-04 23:59")) + "," + titles(p, at(t, "2026-12-05 00:00")); got != ",明天" {
		t.Errorf("looking ahead shows %q", got)
	}
}

func TestTurnsGoRound(t *testing.T) {
	for _, turn := range []screen.Turn{{Of: 8, Take: 3}, {Of: 5, Take: 1}, {Of: 7, Take: 3}, {Of: 40, Take: 1}} {
		for day := 20000; day < 20000+2*turn.Of; day++ {
			n := 0
			for k := range turn.Of {
				if (screen.Turn{Of: turn.Of, At: k, Take: turn.Take}).On(day) {
					n++
				}
			}
			if n != turn.Take {
				t.Fatalf("%d of %d are on the day %d, want %d", n, turn.Of, day, turn.Take)
			}
		}
		for k := range turn.Of {
			seen := false
			for day := 20000; day < 20000+turn.Of; day++ {
				seen = seen || screen.Turn{Of: turn.Of, At: k, Take: turn.Take}.On(day)
			}
			if !seen {
				t.Errorf("place %d of %d never comes", k, turn.Of)
			}
		}
	}
	if !(screen.Turn{Of: 2, At: 1, Take: 3}).On(7) {
		t.Error("where all fit, all are on")
	}
}

func TestRowsTakeTurnsByDay(t *testing.T) {
	var b strings.Builder
	b.WriteString("+++\ntitle = \"清单\"\npublished = 2026-11-01T00:00:00\n+++\n| 事项 | 条件 |\n| --- | --- |\n")
	for range 8 {
		b.WriteString("| 甲 | 乙 |\n")
	}
	p := world{files: map[string]string{"rows/r.md": b.String()}}.plans(t)[0]
	first, second := p.At(at(t, "2026-12-01 00:00")), p.At(at(t, "2026-12-02 00:00"))
	if len(p.Items) != 8 || len(first.Items) != 3 || len(second.Items) != 3 || first.Items[0].ID == second.Items[0].ID {
		t.Errorf("%d rows, %v and %v", len(p.Items), first.Items, second.Items)
	}
}

func TestOthersSayWhy(t *testing.T) {
	p := world{files: map[string]string{
		"words/a.md": approved(t, word("将来", "2026-12-05", "2026-12-20", "")),
		"words/b.md": approved(t, word("现在", "2026-11-05", "2026-12-20", "")),
		"words/c.md": approved(t, word("快完", "2026-11-05", "2026-12-02", "")),
		"words/d.md": word("没审", "2026-11-05", "2026-12-02", ""),
	}}.plans(t)[0]
	got := map[string]screen.Why{}
	for _, h := range p.Others(at(t, "2026-12-04 10:00")) {
		got[h.Title] = h.Why
	}
	want := map[string]screen.Why{"将来": screen.NotYet, "快完": screen.Past, "没审": screen.Unreviewed}
	if len(got) != len(want) {
		t.Errorf("reasons are %v, want %v", got, want)
	}
	for title, why := range want {
		if got[title] != why {
			t.Errorf("%s: %q, want %q", title, got[title], why)
		}
	}
}

func TestTimelineTellsGapsAndClashes(t *testing.T) {
	p := world{files: map[string]string{
		"words/a.md": approved(t, word("甲", "2026-11-05", "2026-12-03", "urgency = 1")),
		"words/b.md": approved(t, word("乙", "2026-12-02", "2026-12-04", "urgency = 1")),
		"words/c.md": approved(t, word("乙", "2026-12-04", "2026-12-04", "")),
		"words/d.md": approved(t, word("丙", "2026-12-07", "2026-12-20", "")),
	}}.plans(t)[0]
	var got []string
	for _, s := range p.Timeline(at(t, "2026-12-01 00:00"), 14) {
		line := s.From.Format("02") + "-" + s.Until.Format("02")
		for _, i := range s.Items {
			line += " " + i.Title
		}
		for _, n := range s.Notes {
			line += " " + n.Kind
		}
		got = append(got, line)
	}
	want := []string{"01-02 甲", "02-04 乙 甲 clash", "04-05 乙 乙 clash", "05-07 gap", "07-15 丙"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("timeline is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestDwellGrowsWithLength(t *testing.T) {
	for _, c := range []struct {
		profile string
		n       int
		want    time.Duration
	}{
		{config.DwellNormal, 0, 5 * time.Second}, {config.DwellNormal, 12, 5 * time.Second}, {config.DwellNormal, 40, 12 * time.Second},
		{config.DwellStrip, 4, 15 * time.Second}, {config.DwellStrip, 80, 22 * time.Second},
		{config.DwellScroll, 5, 15 * time.Second}, {config.DwellScroll, 70, time.Minute},
	} {
		if got := screen.Dwell(c.profile, c.n); got != c.want {
			t.Errorf("%s, %d characters: %s, want %s", c.profile, c.n, got, c.want)
		}
	}
}

// Two builds of a quiet week make the same plan, so that nothing is written again.
func TestEditionIsOfTheWeek(t *testing.T) {
	files := map[string]string{"words/a.md": approved(t, word("甲", "2026-10-05", "2027-06-03", ""))}
	made := func(now string) string { return world{files: files, now: now}.plans(t)[0].Made.Format(time.RFC3339) }
	for now, want := range map[string]string{
		"2026-11-30 00:00": "2026-11-30T00:00:00+08:00", "2026-12-06 23:59:59": "2026-11-30T00:00:00+08:00", "2026-12-07 00:00": "2026-12-07T00:00:00+08:00",
	} {
		if got := made(now); got != want {
			t.Errorf("made at %s: edition %s, want %s", now, got, want)
		}
	}
}
