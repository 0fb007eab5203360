package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/build"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/review"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// exampleDay is "today" for the examples of the kinds.
const exampleDay = "2025-11-25T12:00:00+08:00"

var expectations = regexp.MustCompile(`(?m)^<!-- expect(?:-build)?: (.*) -->$`)

// example is one text of layouts/KIND/examples.
type example struct {
	kind *schema.Kind
	name string // good-organisation.md
	text []byte
}

// file is where the example lies in a site. Bad ones come after good ones, so that of two equal numbers theirs is the second.
func (e example) file() string { return "content/" + e.kind.Section + "/" + order[e.good()] + e.name }

var order = map[bool]string{true: "a-", false: "b-"}

func (e example) good() bool { return strings.HasPrefix(e.name, "good-") }

// want returns the problems the text says it raises, as rule:line.
func (e example) want() []string {
	var want []string
	for _, m := range expectations.FindAllStringSubmatch(string(e.text), -1) {
		want = append(want, strings.Fields(m[1])...)
	}
	slices.Sort(want)
	return want
}

func examples(t *testing.T, prefix string) []example {
	t.Helper()
	kinds, problems, err := schema.Load(layouts.Files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var all []example
	for _, k := range kinds.Kinds {
		files, err := filepath.Glob("../../layouts/" + k.Name + "/examples/" + prefix + "*.md")
		if err != nil || len(files) == 0 {
			t.Fatalf("kind %s has no examples %s*.md: %v", k.Name, prefix, err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, example{k, filepath.Base(f), text})
		}
	}
	return all
}

// fresh switches off what looks at a site as a whole: a few examples are no site that is kept up.
const fresh = `[warnings]
off = ["section/stale", "section/near", "section/empty", "section/home", "section/veto", "deadline/report-missing"]
`

// exampleSite is a small site of examples, with the files they name beside them.
func exampleSite(t *testing.T, all []example) fstest.MapFS {
	t.Helper()
	site := fstest.MapFS{"config.toml": {Data: []byte("title = \"某某局政务公开\"\nurl = \"https://site.example.gov.cn/\"\n[bureau]\nname = \"某某局\"\n" + fresh)}}
	for _, e := range all {
		site[e.file()] = &fstest.MapFile{Data: reviewed(t, e)}
		if !e.good() {
			continue
		}
		for _, m := range regexp.MustCompile(`"(files/[a-z0-9./-]+)"`).FindAllSubmatch(e.text, -1) {
			site[path.Join(path.Dir(e.file()), string(m[1]))] = &fstest.MapFile{Data: []byte("attachment")}
		}
	}
	return site
}

// reviewed returns the text of an example with the reviews its kind asks for, which no example can hold: they are bound
// to the text by its hash. They are written at the end of the front matter, on the line of its last +++, and so move no
// other line of it.
func reviewed(t *testing.T, e example) []byte {
	t.Helper()
	doc, _ := source.ReadDocument(e.name, e.text)
	if doc == nil || e.kind.Reviews == 0 {
		return e.text
	}
	zone, err := date.LoadZone("")
	if err != nil {
		t.Fatal(err)
	}
	signed := string(e.text)
	for stage, by := range []string{"张某某", "李某某", "王某某"} { // one person may not do two stages
		at, err := date.ParseStamp("2025-11-20 09:00", zone)
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := source.ReadDocument(e.name, []byte(signed))
		signed, err = review.Append(signed, reviewLines(doc), review.Review{Stage: review.Stage(stage), By: by, At: at, Sum: review.Sum(doc.Text(), doc.Body)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return []byte(signed)
}

func buildExamples(t *testing.T, all []example) *build.Result {
	t.Helper()
	now, err := time.Parse(time.RFC3339, exampleDay)
	if err != nil {
		t.Fatal(err)
	}
	result, err := build.Build(context.Background(), build.Options{
		Site: exampleSite(t, all), Layouts: layouts.Files, Theme: theme.Files, Now: now, Program: "test", Preview: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestGoodExamples builds a site of the good examples of each kind: there is no problem, and every page is sound.
func TestGoodExamples(t *testing.T) {
	t.Parallel()
	byKind := map[string][]example{}
	for _, e := range examples(t, "good-") {
		byKind[e.kind.Name] = append(byKind[e.kind.Name], e)
	}
	for kind, all := range byKind {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			checkGood(t, all)
		})
	}
}

func checkGood(t *testing.T, all []example) {
	t.Helper()
	result := buildExamples(t, all)
	for _, p := range result.Problems {
		t.Errorf("%s: %s [%s]", p.Pos, p.Message, p.Rule)
	}
	for _, e := range all {
		if result.Site.ByFile(e.file()) == nil {
			t.Errorf("%s has no page", e.file())
		}
	}
	for _, f := range result.Tree.Files() {
		if path.Ext(f.Path) == ".html" {
			for _, problem := range pageProblems(f.Data) {
				t.Errorf("%s: %s", f.Path, problem)
			}
		}
	}
}

// comparing reports whether a problem is one with another record, so that the good examples must stand beside.
func comparing(problem string) bool {
	return strings.HasPrefix(problem, "field/unique:") || strings.HasPrefix(problem, "figure/carry:")
}

// TestBadExamples builds a site of each bad example: exactly the problems it names are raised, in it.
func TestBadExamples(t *testing.T) {
	t.Parallel()
	good := examples(t, "good-")
	for _, e := range examples(t, "bad-") {
		t.Run(e.kind.Name+"/"+e.name, func(t *testing.T) {
			t.Parallel()
			if len(e.want()) == 0 {
				t.Fatal("the example names no problem")
			}
			site := []example{e}
			if slices.ContainsFunc(e.want(), comparing) {
				for _, g := range good {
					if g.kind.Name == e.kind.Name {
						site = append(site, g)
					}
				}
			}
			result := buildExamples(t, site)
			if d := cmp.Diff(e.want(), rulesOf(t, result.Problems, e)); d != "" {
				t.Errorf("problems (-want +got):\n%s", d)
			}
			for _, p := range result.Problems {
				if p.Pos.File != e.file() {
					t.Errorf("the example raises a problem in another file: %s: %s [%s]", p.Pos, p.Message, p.Rule)
				}
			}
		})
	}
}

// rulesOf returns the problems of an example as rule:line, with lines counted as in the example itself: the reviews put
// into its front matter are one line that it does not have.
func rulesOf(t *testing.T, problems diag.List, e example) []string {
	t.Helper()
	added := bytes.Count(reviewed(t, e), []byte("\n")) - bytes.Count(e.text, []byte("\n"))
	end := bytes.Count(e.text[:max(0, bytes.Index(e.text, []byte("\n+++\n")))], []byte("\n")) + 2
	var got []string
	for _, p := range problems {
		if p.Pos.File != e.file() {
			continue
		}
		line := p.Pos.Line
		if line > end {
			line -= added
		}
		got = append(got, fmt.Sprintf("%s:%d", p.Rule, line))
	}
	slices.Sort(got)
	return got
}
