package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// benchRecords is how many records the builds below have.
const benchRecords = 1000

func benchSite(b *testing.B) (site, out string) {
	b.Helper()
	dir := b.TempDir()
	site, out = filepath.Join(dir, "site"), filepath.Join(dir, "out")
	if err := os.CopyFS(site, os.DirFS("testdata/sites/minimal")); err != nil {
		b.Fatal(err)
	}
	for i := range benchRecords {
		text := fmt.Sprintf("+++\ntitle = \"第%d号工作动态\"\npublished = 2025-03-%02d\nsource = \"某某局\"\n+++\n\n", i, i%28+1) +
			"依据《中华人民共和国行政处罚法》第三十三条办理，参见[首页](/index.html)。\n\n## 情况\n\n检查经营场所若干家，督促改正问题若干项。\n"
		if err := os.WriteFile(filepath.Join(site, fmt.Sprintf("content/articles/2025/n%d.md", i)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return site, out
}

func benchBuild(b *testing.B, site, out string) {
	b.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), []string{"build", "--source", site, "--out", out, "--as-of", goldenDay}, &stdout, &stderr); code != exitFine {
		b.Fatalf("exit code %d:\n%s", code, &stderr)
	}
}

// BenchmarkNothingChanged is a build that finds everything as it was.
func BenchmarkNothingChanged(b *testing.B) {
	site, out := benchSite(b)
	benchBuild(b, site, out)
	benchBuild(b, site, out)
	b.ReportAllocs()
	for b.Loop() {
		benchBuild(b, site, out)
	}
}

// BenchmarkOneBodyChanged is a build after one text was edited.
func BenchmarkOneBodyChanged(b *testing.B) {
	site, out := benchSite(b)
	benchBuild(b, site, out)
	file := filepath.Join(site, "content/articles/2025/n500.md")
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if err := os.WriteFile(file, fmt.Appendf(bytes.Clone(text), "\n第%d次改动。\n", n), 0o644); err != nil {
			b.Fatal(err)
		}
		benchBuild(b, site, out)
	}
}
