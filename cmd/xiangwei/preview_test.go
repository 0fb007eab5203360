package main

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"xiangwei/internal/build"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

var previewSteps = flag.Int("preview.steps", 40, "changes in the series of TestPreviewIsTheSame")

// TestPreviewIsTheSame changes a site at random, over and over, and builds it after each change as a preview twice: with all
// that stays in memory, and anew. Trees and problems must be the same, and pages that are made before the rest of the
// site must be those of the finished site.
func TestPreviewIsTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, *cacheSeed+10)
	warm, cold := newPreview(false), newPreview(true)
	var asked []string // paths of the site before
	for step := range *previewSteps {
		done := w.change()
		w.log = append(w.log, done)
		var single func(string) ([]byte, bool)
		var browser sync.WaitGroup
		got := w.preview(warm, func(page func(string) ([]byte, bool)) {
			single = page
			browser.Go(func() { // pages are asked for while the rest is made
				for _, path := range asked {
					page(path)
				}
			})
		})
		browser.Wait()
		asked = slices.Sorted(maps.Keys(treeOf(t, got.Tree)))
		want := w.preview(cold, nil)
		if differ := diffTrees(treeOf(t, want.Tree), treeOf(t, got.Tree)); len(differ) > 0 {
			t.Fatalf("step %d (%s), after %q: %s", step, done, w.recent(), differ[0])
		}
		if got, want := told(got.Problems), told(want.Problems); got != want {
			t.Fatalf("step %d (%s), after %q: problems are\n%s\nwant\n%s", step, done, w.recent(), got, want)
		}
		if single == nil {
			if got.Problems.Errors() == 0 {
				t.Fatalf("step %d (%s): no pages were handed out", step, done)
			}
			continue
		}
		alone := 0
		for _, f := range got.Tree.Files() {
			page, ok := single(f.Path)
			if ok && string(page) != string(f.Data) {
				t.Fatalf("step %d (%s), after %q: %s made alone is another", step, done, w.recent(), f.Path)
			}
			if ok {
				alone++
			}
		}
		if alone < len(got.Site.Pages) {
			t.Fatalf("step %d (%s): %d pages were made alone, of %d records", step, done, alone, len(got.Site.Pages))
		}
	}
}

func (w *world) preview(p *preview, early func(func(string) ([]byte, bool))) *build.Result {
	w.t.Helper()
	s := &settings{source: w.site(), asOf: w.now.Format("2006-01-02T15:04:05")}
	o, err := s.options()
	if err != nil {
		w.t.Fatal(err)
	}
	o.Preview, o.Early = true, early
	result, err := p.build(w.t.Context(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return result
}

func treeOf(t *testing.T, tree *output.Tree) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, f := range tree.Files() {
		data, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Path] = data
	}
	return all
}

func told(list diag.List) string {
	text := ""
	for _, p := range list {
		text += fmt.Sprintf("%s %s %s %s %s\n", p.Severity, p.Pos, p.Rule, p.Message, p.Hint)
	}
	return text
}
