package build

import (
	"bytes"
	"io/fs"
	"path"
	"testing"
	"time"

	"xiangwei"
	"xiangwei/internal/output"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// buildDemo builds the demo site as it stands on a fixed day.
func buildDemo(t testing.TB, site fs.FS, workers int) *Result {
	t.Helper()
	r, err := Build(t.Context(), Options{
		Site: site, Layouts: layouts.Files, Theme: theme.Files, Now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
		Program: "xiangwei test", Workers: workers,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Pages are not minified one by one: layouts are trimmed when they are loaded and the pieces made by Go are short from
// the start. So a minifier must find next to nothing in them.
func TestPagesAreCompactAsTheyAre(t *testing.T) {
	minifier := output.NewMinifier()
	var before, after int
	for _, f := range buildDemo(t, xiangwei.Starter, 0).Tree.Files() {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		small, err := minifier.Minify(f.Path, f.Data)
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		if len(f.Data)-len(small) > len(f.Data)/25 {
			t.Errorf("%s: %d bytes could be %d", f.Path, len(f.Data), len(small))
		}
		before, after = before+len(f.Data), after+len(small)
	}
	if before == 0 || before-after > before/50 {
		t.Errorf("%d bytes of pages could be %d: more than one in fifty is idle", before, after)
	}
	t.Logf("a minifier would take %.2f%% off", 100*float64(before-after)/float64(before))
}

func TestWorkersDoNotShow(t *testing.T) {
	one, many := buildDemo(t, xiangwei.Starter, 1), buildDemo(t, xiangwei.Starter, 7)
	files, others := one.Tree.Files(), many.Tree.Files()
	if len(files) != len(others) {
		t.Fatalf("%d files with one worker, %d with seven", len(files), len(others))
	}
	for i, f := range files {
		if f.Path != others[i].Path || !bytes.Equal(f.Data, others[i].Data) {
			t.Errorf("%s with one worker is not %s with seven", f.Path, others[i].Path)
		}
	}
	if len(one.Problems) != len(many.Problems) {
		t.Errorf("%d problems with one worker, %d with seven", len(one.Problems), len(many.Problems))
	}
}
