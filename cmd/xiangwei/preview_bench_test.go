package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkSaveToPage is what lies between a save and the page with it in a preview: everything but the pause that waits
// for the end of a burst of events, and the browser. The rest of the site is given up.
func BenchmarkSaveToPage(b *testing.B) {
	site, _ := benchSite(b)
	s := &settings{source: site, asOf: goldenDay}
	p := newPreview(false)
	make := func(ctx context.Context, early func(func(string) ([]byte, bool))) {
		o, err := s.options()
		if err != nil {
			b.Fatal(err)
		}
		o.Preview, o.Early = true, early
		if _, err := p.build(ctx, o); err != nil && ctx.Err() == nil {
			b.Fatal(err)
		}
	}
	make(b.Context(), nil)
	const page = "articles/2025/n500"
	file := filepath.Join(site, "content", page+".md")
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		mark := fmt.Sprintf("第%d次改动", n)
		if err := os.WriteFile(file, append(bytes.Clone(text), mark...), 0o644); err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(b.Context())
		make(ctx, func(made func(string) ([]byte, bool)) {
			if data, ok := made(page + ".html"); !ok || !bytes.Contains(data, []byte(mark)) {
				b.Errorf("the page does not show %s", mark)
			}
			cancel()
		})
		cancel()
	}
}
