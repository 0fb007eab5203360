package player

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/net/html/atom"

	nethtml "golang.org/x/net/html"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/output"
	"xiangwei/internal/qrcode"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
	"xiangwei/internal/site"
)

// oldest is the oldest browser of player boxes still sold: Android WebViews of 2017.
const oldest = "62"

// themeFile returns a file of the theme's folder screen; player.js is the whole program.
func themeFile(t testing.TB, name string) []byte {
	t.Helper()
	folder := os.DirFS("../../theme")
	if name == "player.js" {
		script, err := readScript(folder)
		if err != nil {
			t.Fatal(err)
		}
		return script
	}
	raw, err := readPart(folder, name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// What esbuild writes for Chrome 62 is what it writes for today's browsers: there is nothing it would have to replace.
func TestPlayerRunsOnOldBrowsers(t *testing.T) {
	for name, loader := range map[string]api.Loader{"player.js": api.LoaderJS, "offline.js": api.LoaderJS, "player.css": api.LoaderCSS} {
		transform := func(o api.TransformOptions) string {
			o.Loader = loader
			r := api.Transform(string(themeFile(t, name)), o)
			for _, m := range append(r.Errors, r.Warnings...) {
				t.Errorf("%s: %s", name, m.Text)
			}
			return string(r.Code)
		}
		old := transform(api.TransformOptions{Engines: []api.Engine{{Name: api.EngineChrome, Version: oldest}}})
		if new := transform(api.TransformOptions{Target: api.ESNext}); old != new {
			t.Errorf("%s has syntax that came after Chrome %s", name, oldest)
		}
	}
}

// esbuild knows syntax; these came later as properties, functions and objects.
func TestPlayerUsesNothingThatCameLater(t *testing.T) {
	for name, later := range map[string][]string{
		"player.css": {`\bclamp\(`, `[:\s(]min\(`, `[:\s(]max\(`, `\binset\s*:`, `[^-]\bgap\s*:`, `aspect-ratio`, `text-wrap`, `:is\(`, `:where\(`, `:has\(`, `overflow-wrap:\s*anywhere`, `place-`, `@layer`, `@container`, `color-mix`},
		"player.js":  {`replaceChildren`, `AbortController`, `\.flat\(`, `flatMap`, `replaceAll`, `fromEntries`, `matchAll`, `structuredClone`, `\.at\(-`, `allSettled`, `queueMicrotask`, `ResizeObserver`, `globalThis`, `\.append\(`, `\.finally\(`, `createElement\("style"`},
	} {
		text := string(themeFile(t, name))
		for _, l := range later {
			if found := regexp.MustCompile(l).FindString(text); found != "" {
				t.Errorf("%s uses %q", name, found)
			}
		}
	}
}

func parts(t testing.TB) *Parts {
	t.Helper()
	p, problems, err := LoadParts(os.DirFS("../../theme"), output.NewMinifier())
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return p
}

func plan(t testing.TB) (*screen.Plan, *config.Config) {
	t.Helper()
	cfg, problems := config.Read([]byte("title = \"某某局\"\nurl = \"https://www.example.gov.cn/\"\n[bureau]\nname = \"某某局\"\n[screen.hall]\nlabel = \"大屏\"\nsize = \"1920x1080\"\nnight = \"20:00-7:00\"\nclosed = [\"周一\"]\n[screen.door]\nsize = \"320x16\"\noutput = \"strip\"\n"))
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	made := time.Date(2026, 11, 23, 0, 0, 0, 0, cfg.Zone)
	page := &site.Page{Path: "notices/2026/a.html", Title: "通知", Entry: &content.Entry{File: "content/notices/a.md"}, Record: &schema.Record{}}
	return &screen.Plan{Screen: cfg.Screens[0], Made: made, Items: []screen.Item{
		{ID: "notices/2026/a", Rank: screen.Timed, Spoken: true, Title: "通知</script>", Page: page, From: made, Until: made.AddDate(0, 0, 7)},
		{ID: "lists/b#item-1", Rank: screen.Standing, Title: "清单", Page: page, Turn: screen.Turn{Of: 8, At: 1, Take: 3}},
	}}, cfg
}

func build(t testing.TB) ([]byte, []byte) {
	t.Helper()
	p, cfg := plan(t)
	tree := output.NewTree()
	strip := *p
	strip.Screen = cfg.Screens[1]
	err := parts(t).Add([]*screen.Plan{p, &strip}, tree, Options{Config: cfg, Now: time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC), Slide: func(i screen.Item) (string, error) {
		return `<h1 class="title">` + html.EscapeString(i.Title) + `</h1><div class="text"><p>文字。</p></div>`, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if tree.Len() != 3 {
		t.Errorf("%d files, want the page, its news and offline.js: a strip has no page", tree.Len())
	}
	page, _ := tree.Get("screens/hall.html")
	news, _ := tree.Get("screens/hall.json")
	if page == nil || news == nil {
		t.Fatal("the screen has no page")
	}
	return page.Data, news.Data
}

func TestPageHoldsEverything(t *testing.T) {
	data, newsData := build(t)
	doc, err := nethtml.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	var policy, plan string
	blocks := map[atom.Atom][]string{}
	for n := range doc.Descendants() {
		if n.Type != nethtml.ElementNode {
			continue
		}
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s, which the policy forbids", n.Data, a.Key)
			}
			if (a.Key == "src" || a.Key == "href") && !strings.HasPrefix(a.Val, "data:") {
				t.Errorf("<%s> fetches %q", n.Data, a.Val)
			}
		}
		switch {
		case attrs["http-equiv"] == "Content-Security-Policy":
			policy = attrs["content"]
		case n.DataAtom == atom.Style, n.DataAtom == atom.Script && attrs["type"] == "":
			blocks[n.DataAtom] = append(blocks[n.DataAtom], n.FirstChild.Data)
		case attrs["id"] == "plan":
			plan = n.FirstChild.Data
		}
	}
	for a, all := range blocks {
		if len(all) != 1 {
			t.Errorf("%d <%s>", len(all), a)
		}
		sum := sha256.Sum256([]byte(all[0]))
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy %q does not let the %s run", policy, a)
		}
	}
	if len(blocks) != 2 || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy is %q", policy)
	}
	var file planFile
	if err := json.Unmarshal([]byte(plan), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Slides) != 2 || file.Slides[0].Title != "通知</script>" || file.Slides[1].Turn == nil || file.Offset != 480 || file.Shape != "wide" {
		t.Errorf("the plan reads %+v", file)
	}
	var n news
	if err := json.Unmarshal(newsData, &n); err != nil || n.Version != file.Version || n.Screen != "hall" {
		t.Errorf("news are %s, the plan's version is %s", newsData, file.Version)
	}
	if !strings.HasSuffix(string(data), "<!--end-->\n") {
		t.Error("half a page could not be told from a whole one")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	a, _ := build(t)
	b, _ := build(t)
	if string(a) != string(b) {
		t.Error("two builds differ")
	}
}

// The stamp tells when this version was first built: equal content keeps it, however later it is built again.
func TestStampStaysWithTheVersion(t *testing.T) {
	p, cfg := plan(t)
	text := "文字。"
	made := func(now time.Time, last map[string]Stamp) (string, Stamp) {
		tree := output.NewTree()
		err := parts(t).Add([]*screen.Plan{p}, tree, Options{Config: cfg, Now: now, Last: last, Slide: func(screen.Item) (string, error) {
			return `<h1 class="title">题</h1><div class="text"><p>` + text + `</p></div>`, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		page, _ := tree.Get("screens/hall.html")
		news, _ := tree.Get("screens/hall.json")
		name, stamp := ReadStamp(news.Data)
		if name != "hall" {
			t.Errorf("the news are of %q", name)
		}
		return string(page.Data), stamp
	}
	morning := time.Date(2026, 11, 22, 1, 30, 0, 0, time.UTC)
	first, stamp := made(morning, nil)
	if stamp.Built != "2026-11-22 09:30" || !strings.Contains(first, `"built":"2026-11-22 09:30"`) {
		t.Errorf("the page was built %q", stamp.Built)
	}
	last := map[string]Stamp{"hall": stamp}
	if again, _ := made(morning.Add(5*time.Hour), last); again != first {
		t.Error("the same content built later is another page")
	}
	if other, _ := made(morning.Add(5*time.Hour), map[string]Stamp{"totem": stamp}); other == first {
		t.Error("a screen took the stamp of another")
	}
	text = "改过的文字。"
	if _, next := made(morning.Add(5*time.Hour), last); next.Version == stamp.Version || next.Built != "2026-11-22 14:30" {
		t.Errorf("changed content is %v after %v", next, stamp)
	}
	if name, _ := ReadStamp([]byte("half")); name != "" {
		t.Errorf("what is no news is of screen %q", name)
	}
}

func TestShape(t *testing.T) {
	for size, want := range map[[2]int]string{
		{1920, 1080}: "wide", {1080, 1920}: "tall", {960, 320}: "low", {512, 64}: "ribbon", {320, 16}: "ribbon", {3840, 600}: "ribbon", {640, 640}: "wide", {256, 64}: "ribbon", {192, 64}: "low",
	} {
		if got := Shape(size[0], size[1]); got != want {
			t.Errorf("%d×%d is %s, want %s", size[0], size[1], got, want)
		}
	}
}

func TestReplaceChangesOnlyTheEmergency(t *testing.T) {
	page, news := build(t)
	_, cfg := plan(t)
	from := time.Date(2026, 11, 23, 12, 0, 0, 0, cfg.Zone)
	e := screen.Emergency{Text: "疏散</script><script>", From: from, Until: from.Add(time.Hour), Screens: []string{"hall"}, Drill: true}
	other := e
	other.Screens = []string{"totem"}
	newPage, newNews, err := Replace(cfg.Screens[0], page, news, screen.Alerts{Revised: 5, List: []screen.Emergency{e, other}})
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`"alerts":{"revised":5,"list":[{"id":%q,"text":"疏散\u003c/script\u003e\u003cscript\u003e","from":%d,"until":%d,"drill":true}]}`, e.ID(), from.UnixMilli(), e.Until.UnixMilli())
	if !strings.Contains(string(newNews), want) {
		t.Errorf("news are %s, want %s", newNews, want)
	}
	again, againNews, err := Replace(cfg.Screens[0], newPage, newNews, screen.Alerts{})
	if err != nil || string(again) != string(page) || string(againNews) != string(news) {
		t.Errorf("taking the emergency back does not give the first page again: %v", err)
	}
	for name, c := range map[string][2]string{"another page": {"<html></html>", string(news)}, "another screen's news": {string(page), `{"screen":"totem"}`}, "no news": {string(page), "half"}} {
		if _, _, err := Replace(cfg.Screens[0], []byte(c[0]), []byte(c[1]), screen.Alerts{}); err == nil {
			t.Errorf("%s was taken for the screen's", name)
		}
	}
}

func TestCodesAreLargeEnoughAndQuiet(t *testing.T) {
	svg, err := qrCode("https://www.example.gov.cn/exemptions/2026/no-penalty-list-2.html#item-4")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`viewBox="(-?\d+) -?\d+ (\d+) `).FindStringSubmatch(svg)
	if m == nil || m[1] != "-4" {
		t.Fatalf("no quiet zone: %s", svg[:80])
	}
	var size float64
	fmt.Sscan(m[2], &size)
	// The style sheet gives the code 28 % of the short side; without its margin it has to keep 20 %.
	if share := 28 * (size - 2*qrcode.Quiet) / size; share < 20 {
		t.Errorf("the code takes %.1f %% of the short side, want 20", share)
	}
}
