package build_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/build"
	"xiangwei/internal/output"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// now is "today" of these builds.
var now = time.Date(2025, 11, 1, 4, 0, 0, 0, time.UTC)

const quiet = "title = \"某某局\"\n[warnings]\noff = [\"section/stale\", \"section/near\", \"section/empty\", \"section/home\", \"section/veto\"]\n"

const article = "+++\ntitle = \"甲\"\npublished = 2025-10-20\nsource = \"某某局\"\n+++\n\n正文见[附件](a.pdf)。\n"

func site(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{"config.toml": {Data: []byte(quiet)}}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func options(files fs.FS) build.Options {
	return build.Options{Site: files, Layouts: layouts.Files, Theme: theme.Files, Now: now, Program: "test 1"}
}

func made(t *testing.T, o build.Options) *build.Result {
	t.Helper()
	r, err := build.Build(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func has(r *build.Result, path string) bool {
	_, ok := r.Tree.Get(path)
	return ok
}

func TestBuild(t *testing.T) {
	r := made(t, options(site(map[string]string{
		"content/articles/a.md": article, "content/articles/a.pdf": "attachment", "content/articles/unused.pdf": "unused",
	})))
	if len(r.Problems) > 0 {
		t.Fatalf("problems: %v", r.Problems)
	}
	for path, want := range map[string]bool{
		"index.html": true, "articles/2025/a.html": true, "articles/a.pdf": true, "articles/unused.pdf": false, "data/article.csv": true, "404.html": true,
	} {
		if has(r, path) != want {
			t.Errorf("%s in the tree: %v, want %v", path, !want, want)
		}
	}
	if r.Edition.Program != "test 1" || r.Edition.AsOf != "2025-10-20" {
		t.Errorf("edition is %+v", r.Edition)
	}
	if len(r.Timings) != 0 {
		t.Errorf("timings without a clock: %v", r.Timings)
	}
}

// TestBuildsAreTheSame compares the trees of builds that differ in what must not matter.
func TestBuildsAreTheSame(t *testing.T) {
	files := map[string]string{"content/articles/a.pdf": "attachment"}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		files["content/articles/"+name+".md"] = article
	}
	plain := options(site(files))
	want := made(t, plain)
	clocked, workers := plain, plain
	workers.Workers = 9
	moment := now
	clocked.Clock = func() time.Time { moment = moment.Add(time.Second); return moment }
	for name, o := range map[string]build.Options{"once more": plain, "with many workers": workers, "with a clock": clocked} {
		sameTree(t, name, want.Tree, made(t, o).Tree)
	}
	if r := made(t, clocked); len(r.Timings) < 4 {
		t.Errorf("timings with a clock are %v", r.Timings)
	}
}

func sameTree(t *testing.T, name string, want, got *output.Tree) {
	t.Helper()
	if want.Len() != got.Len() {
		t.Errorf("%s: %d files, want %d", name, got.Len(), want.Len())
	}
	for _, f := range want.Files() {
		if other, ok := got.Get(f.Path); !ok || !bytes.Equal(f.Data, other.Data) {
			t.Errorf("%s: %s differs", name, f.Path)
		}
	}
}

func TestASitesOwnFilesWin(t *testing.T) {
	r := made(t, options(site(map[string]string{
		"content/articles/a.md": article, "content/articles/a.pdf": "x",
		"layouts/article/page.html": "{{template \"base\" .}}{{define \"main\"}}<h1>OWN {{.Page.Title}}</h1>{{.Page.Published.Minute}}{{.Page.Body}}{{end}}",
		"layouts/patrol/kind.toml":  "label = \"巡查\"\nsection = \"patrols\"\npermalink = \"{slug}\"\n[field.title]\nlabel = \"标题\"\ntype = \"text\"\nrole = \"title\"\n",
	})))
	if f, _ := r.Tree.Get("articles/2025/a.html"); f == nil || !bytes.Contains(f.Data, []byte("OWN 甲")) {
		t.Error("the site's own layout was not used")
	}
	if r.Kinds.Kind("patrol") == nil || r.Kinds.Kind("penalty") == nil {
		t.Errorf("kinds are %q, want the site's own beside the built-in ones", r.Kinds.Names())
	}
}

func TestAFaultyLayoutStopsBeforePages(t *testing.T) {
	r := made(t, options(site(map[string]string{
		"content/articles/a.md": article, "content/articles/b.md": "+++\ntitle = 1\n+++\n",
		"layouts/article/page.html": "{{template \"base\" .}}{{define \"main\"}}{{.Page.Titel}}{{end}}",
	})))
	rules := map[string]bool{}
	for _, p := range r.Problems {
		rules[p.Rule] = true
	}
	if !rules["layout/template"] || !rules["field/required"] || !rules["field/text"] {
		t.Errorf("problems are %v, want those of layouts and of texts together", r.Problems)
	}
	if has(r, "index.html") {
		t.Error("pages were made with a faulty layout")
	}
}

func TestProblemsAreSortedAndSwitchedOff(t *testing.T) {
	files := site(map[string]string{"content/stray.md": "x", "content/articles/z.md": "+++\n+++\n", "content/articles/a.md": "+++\n+++\n"})
	files["config.toml"].Data = []byte("title = \"某\"\n[warnings]\noff = [\"content/ignored\", \"field/required\"]\n")
	r := made(t, options(files))
	last := ""
	required := false
	for _, p := range r.Problems {
		if p.Pos.File < last {
			t.Errorf("%s comes after %s", p.Pos.File, last)
		}
		last = p.Pos.File
		if p.Rule == "content/ignored" {
			t.Error("a warning that is switched off is shown")
		}
		required = required || p.Rule == "field/required"
	}
	if !required {
		t.Error("an error was switched off")
	}
}

func TestErrorsOfTheEnvironment(t *testing.T) {
	if _, err := build.Build(context.Background(), options(fstest.MapFS{})); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without config.toml: error %v, want fs.ErrNotExist", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := build.Build(ctx, options(site(map[string]string{"content/articles/a.md": article}))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v, want context.Canceled", err)
	}
}
