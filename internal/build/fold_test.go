package build

import (
	"bytes"
	"io/fs"
	"math"
	"os"
	"testing"

	"xiangwei"
	"xiangwei/internal/source"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// A layout of many pages is made into text and appends. With every layout made so, the sites must come out byte for byte as
// html/template makes them.
func TestFoldedLayoutsGiveTheSame(t *testing.T) {
	for name, site := range map[string]fs.FS{"demo": xiangwei.Starter, "bench": source.Overlay(benchTexts(), os.DirFS("../../bench/site"))} {
		t.Run(name, func(t *testing.T) {
			build := func(from int) *Result {
				r, err := Build(t.Context(), Options{Site: site, Layouts: layouts.Files, Theme: theme.Files, Now: endOf(t, "2026-11-20"),
					Program: "xiangwei test", FoldFrom: from, Preview: true})
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			folded, plain := build(1).Tree, build(math.MaxInt).Tree
			if folded.Len() != plain.Len() || folded.Len() < 10 {
				t.Fatalf("%d files, %d without folding", folded.Len(), plain.Len())
			}
			for _, f := range plain.Files() {
				got, ok := folded.Get(f.Path)
				if !ok {
					t.Errorf("no %s", f.Path)
				} else if !bytes.Equal(got.Data, f.Data) {
					t.Errorf("%s is not the same", f.Path)
				}
			}
		})
	}
}
