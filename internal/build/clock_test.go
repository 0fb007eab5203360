package build_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/build"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// clockFiles is a site in which the clock does everything it can do: records appear and leave, a text comes into force and
// loses it, events pass, a credit is repaired.
var clockFiles = map[string]string{
	"config.toml": "title = \"某某局\"\nurl = \"https://www.example.gov.cn/\"\n[bureau]\nname = \"某某局\"\n",
	"content/articles/first.md": `title = "第一篇"
source = "某某局"
published = 2026-11-01T09:00:00`,
	"content/articles/rules.md": `title = "某某办法"
source = "某某局"
published = 2026-11-10T09:00:00
effective = 2026-12-01
valid_until = 2027-11-30`,
	"content/articles/later.md": `title = "以后的文章"
source = "某某局"
published = 2026-11-25T09:30:00`,
	"content/articles/draft.md": `title = "草稿"
source = "某某局"
published = 2026-11-22T09:30:00
draft = true`,
	"content/events/talk.md": `title = "讲座"
starts = 2026-12-04T09:00:00
ends = 2026-12-04T11:30:00
venue = "某馆"
organiser = "某某局"
published = 2026-11-12`,
	"content/penalties/a.md": clockPenalty + `docket = "（某）文综罚字〔2026〕8号"
displayed_until = 2027-03-31`,
	"content/penalties/b.md": clockPenalty + `docket = "（某）文综罚字〔2026〕9号"
repaired = 2027-02-01`,
	"content/penalties/c.md": clockPenalty + `docket = "（某）文综罚字〔2026〕10号"`,
}

const clockPenalty = `title = "某某网咖未悬挂未成年人禁入标志案"
party_kind = "法人及非法人组织"
party = "某某县某某网咖有限公司"
credit_code = "91990000MA0000TE6W"
legal_representative = "李某某"
conduct = "未悬挂未成年人禁入标志"
facts = "经查，当事人未悬挂未成年人禁入标志。"
basis = ["《互联网上网服务营业场所管理条例》第三十一条第五项"]
categories = ["罚款"]
content = "罚款人民币2000元。"
amount = 2000
decided = 2026-10-14
valid_until = 2099-12-31
class = "一般"
authority = "某某局"
authority_code = "11990000000000019A"
source = "某某局"
source_code = "11990000000000019A"
published = 2026-10-20T09:00:00
`

func buildAt(t *testing.T, now time.Time) *build.Result {
	t.Helper()
	site := fstest.MapFS{}
	for name, text := range clockFiles {
		if strings.HasSuffix(name, ".md") {
			text = "+++\n" + text + "\n+++\n\n正文。\n"
		}
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r, err := build.Build(context.Background(), build.Options{Site: site, Layouts: layouts.Files, Theme: theme.Files, Program: "xiangwei", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if r.Problems.Errors() > 0 {
		t.Fatal(r.Problems)
	}
	return r
}

// differing returns the paths of files that are not the same in both trees, without manifest.
func differing(a, b *build.Result) []string {
	old := map[string][]byte{}
	for _, f := range a.Tree.Files() {
		old[f.Path] = f.Data
	}
	var paths []string
	for _, f := range b.Tree.Files() {
		if before, ok := old[f.Path]; !ok || !bytes.Equal(before, f.Data) {
			paths = append(paths, f.Path)
		}
		delete(old, f.Path)
	}
	for path := range old {
		paths = append(paths, path)
	}
	return paths
}

// A build names the next instant at which its output changes by the clock alone. Until then a build makes the same bytes;
// at that instant it makes others.
func TestNothingChangesBeforeTheNextChange(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, zone)
	var instants []string
	for range 20 {
		now := buildAt(t, at)
		next := now.Site.NextChange
		if next.IsZero() {
			break
		}
		if got := now.Edition.NextChange; got != next.Format(time.RFC3339) {
			t.Errorf("the manifest says %q, the site %s", got, next)
		}
		just := buildAt(t, next.Add(-time.Second))
		if d := differing(now, just); len(d) > 0 || now.Edition != just.Edition {
			t.Errorf("between %s and %s these files change: %v", at, next, d)
		}
		if d := differing(just, buildAt(t, next)); len(d) == 0 {
			t.Errorf("at %s nothing changes", next)
		}
		instants = append(instants, next.In(zone).Format("2006-01-02 15:04"))
		at = next
	}
	want := []string{
		"2026-11-25 09:30", // an article appears
		"2026-12-01 00:00", // a text comes into force
		"2026-12-04 09:00", // an event begins
		"2026-12-04 11:30", // an event is over
		"2027-02-01 00:00", // a credit is repaired
		"2027-04-01 00:00", // the typed end of a display
		"2027-10-15 00:00", // the longest period of a class
		"2027-12-01 00:00", // a text loses its force
	}
	if strings.Join(instants, ",") != strings.Join(want, ",") {
		t.Errorf("instants are %v, want %v", instants, want)
	}
	last, never := buildAt(t, at), buildAt(t, at.AddDate(20, 0, 0))
	if d := differing(last, never); len(d) > 0 {
		t.Errorf("after the last change these files change: %v", d)
	}
}

func TestReadStopsAtTheGraph(t *testing.T) {
	site := fstest.MapFS{
		"config.toml":           {Data: []byte("[calendar]\nyears = [2027]\noff = [2027-01-01]\n")},
		"content/articles/a.md": {Data: []byte("+++\ntitle = \"甲\"\nsource = \"乙\"\npublished = 2026-11-01\n+++\n")},
	}
	r, err := build.Read(context.Background(), build.Options{Site: site, Layouts: layouts.Files, Theme: theme.Files, Now: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Site.Pages) != 1 || len(r.Content.Entries) != 1 || r.Tree != nil || !r.Calendar.Covers(2027) || r.Problems.Errors() > 0 {
		t.Errorf("got %+v", r)
	}
}

func TestACalendarThatContradictsItselfIsAProblem(t *testing.T) {
	for name, text := range map[string]string{
		"off and worked":        "[calendar]\noff = [2026-12-01]\nwork = [2026-12-01]\n",
		"a gap between years":   "[calendar]\nyears = [2030]\n",
		"a year that cannot be": "[calendar]\nyears = [0]\n",
	} {
		t.Run(name, func(t *testing.T) {
			site := fstest.MapFS{"config.toml": {Data: []byte(text)}}
			r, err := build.Read(context.Background(), build.Options{Site: site, Layouts: layouts.Files, Theme: theme.Files, Now: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Problems) != 1 || r.Problems[0].Rule != "config/value" || r.Problems[0].Hint == "" || !r.Calendar.Covers(2026) {
				t.Errorf("got %v", r.Problems)
			}
		})
	}
}
