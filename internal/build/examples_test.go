package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// Every rule has an example in testdata/rules, named after it: link-page.txtar for link/page. Its files are
//
//	bad/…      a site that breaks the rule
//	good/…     a site that does not
//	both/…     files of both sites
//	expect     where the bad site breaks it, "file:line" or "file", one a line; and the IDs of further errors that
//	           cannot be had apart from it
//	as-of      the day the sites are built on; 2025-12-31 without it
//	published  addresses published last, one a line
//	inspect    build as check --inspect does
//
// A file that ends in .hex is written in hexadecimal digits, for what is no text. A site without a config.toml has an
// empty one. The sites are built by Build with the built-in layouts and theme, as the program does.
const examplesFolder = "testdata/rules"

// elsewhere are the rules that no file of a site can raise by itself, and the tests that raise them.
var elsewhere = map[string]string{}

// exampleDay is the day the sites are built on where an example names none.
const exampleDay = "2025-12-31"

type ruleExample struct {
	rule      string
	sites     map[string]fstest.MapFS // by "bad", "good"
	expect    []string
	also      []string // further error-level rules of the bad site
	now       time.Time
	published []string
	inspect   bool
}

func TestRuleExamples(t *testing.T) {
	for _, file := range exampleFiles(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(strings.TrimSpace(string(archive.Comment))) == 0 {
				t.Error("the example does not say what it shows")
			}
			e := readExample(t, name, archive)
			e.good(t)
			got, problems := e.bad(t)
			if *update {
				rewrite(t, file, archive, got, e.also)
				return
			}
			if len(got) == 0 || !slices.Equal(got, e.expect) {
				t.Errorf("%s is raised at %q, want %q; all problems:\n%s", e.rule, got, e.expect, textOf(problems))
			}
		})
	}
}

// good builds the good site: it has no error, and the rule does not speak.
func (e *ruleExample) good(t *testing.T) {
	for _, p := range e.build(t, "good") {
		if p.Severity == diag.Error || p.Rule == e.rule {
			t.Errorf("good: %s: %s [%s]", p.Pos, p.Message, p.Rule)
		}
	}
}

// bad builds the bad site and returns where the rule spoke. No other error may be there: the example shows one thing.
func (e *ruleExample) bad(t *testing.T) ([]string, diag.List) {
	problems := e.build(t, "bad")
	var got []string
	for _, p := range problems {
		switch {
		case p.Rule == e.rule:
			got = append(got, diag.Pos{File: p.Pos.File, Line: p.Pos.Line}.String())
		case p.Severity == diag.Error && !slices.Contains(e.also, p.Rule):
			t.Errorf("bad: also %s: %s [%s]", p.Pos, p.Message, p.Rule)
		}
	}
	slices.Sort(got)
	return got, problems
}

func (e *ruleExample) build(t *testing.T, side string) diag.List {
	t.Helper()
	r, err := Build(context.Background(), Options{Site: e.sites[side], Layouts: layouts.Files, Theme: theme.Files, Program: "xiangwei",
		Now: e.now, Published: e.published, Inspect: e.inspect, Workers: 1})
	if err != nil {
		t.Fatalf("%s: %v", side, err)
	}
	return r.Problems
}

func readExample(t *testing.T, name string, archive *txtar.Archive) *ruleExample {
	t.Helper()
	area, what, _ := strings.Cut(name, "-")
	e := &ruleExample{rule: area + "/" + what, sites: map[string]fstest.MapFS{"bad": {}, "good": {}}}
	day := exampleDay
	for _, f := range archive.Files {
		side, path, _ := strings.Cut(f.Name, "/")
		lines := strings.Fields(string(f.Data))
		switch {
		case f.Name == "expect":
			for _, line := range lines {
				if strings.Contains(line, ".") || strings.HasPrefix(line, "content") || line == "layouts" {
					e.expect = append(e.expect, line)
				} else {
					e.also = append(e.also, line)
				}
			}
		case f.Name == "as-of":
			day = lines[0]
		case f.Name == "published":
			e.published = lines
		case f.Name == "inspect":
			e.inspect = true
		case side == "both":
			e.add(t, "bad", path, f.Data)
			e.add(t, "good", path, f.Data)
		case side == "bad" || side == "good":
			e.add(t, side, path, f.Data)
		default:
			t.Errorf("%s is no file of an example", f.Name)
		}
	}
	slices.Sort(e.expect)
	for _, site := range e.sites {
		if site["config.toml"] == nil {
			site["config.toml"] = &fstest.MapFile{}
		}
	}
	e.now = endOf(t, day)
	return e
}

func (e *ruleExample) add(t *testing.T, side, path string, data []byte) {
	t.Helper()
	if name, ok := strings.CutSuffix(path, ".hex"); ok {
		var raw []byte
		if _, err := fmt.Sscanf(strings.Join(strings.Fields(string(data)), ""), "%x", &raw); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		path, data = name, raw
	}
	e.sites[side][path] = &fstest.MapFile{Data: data}
}

// endOf returns the last second of a day, as --as-of does.
func endOf(t *testing.T, day string) time.Time {
	t.Helper()
	zone, err := date.LoadZone("")
	if err != nil {
		t.Fatal(err)
	}
	stamp, err := date.ParseStamp(day, zone)
	if err != nil {
		t.Fatal(err)
	}
	return stamp.End().Add(-time.Second)
}

// rewrite writes where the rule spoke into the example.
func rewrite(t *testing.T, file string, archive *txtar.Archive, got, also []string) {
	t.Helper()
	want := []byte(strings.Join(append(got, also...), "\n") + "\n")
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "expect" })
	if i < 0 {
		archive.Files = slices.Insert(archive.Files, 0, txtar.File{Name: "expect"})
		i = 0
	}
	archive.Files[i].Data = want
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func textOf(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s: %s [%s]\n", p.Pos, p.Message, p.Rule)
	}
	return b.String()
}

func exampleFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(examplesFolder, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryRuleHasAnExample(t *testing.T) {
	known, shown := map[string]bool{}, map[string]bool{}
	for _, r := range Rules() {
		known[r.ID] = true
	}
	for _, file := range exampleFiles(t) {
		area, what, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".txtar"), "-")
		rule := area + "/" + what
		if !known[rule] {
			t.Errorf("%s: there is no rule %s", file, rule)
		}
		shown[rule] = true
	}
	for _, r := range Rules() {
		switch test := elsewhere[r.ID]; {
		case test != "" && shown[r.ID]:
			t.Errorf("%s has an example, so it need not be raised by %s alone", r.ID, test)
		case test == "" && !shown[r.ID]:
			t.Errorf("%s has no example; write %s/%s.txtar", r.ID, examplesFolder, strings.Replace(r.ID, "/", "-", 1))
		}
	}
}
