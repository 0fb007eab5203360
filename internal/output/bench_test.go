package output

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"xiangwei/internal/parallel"
)

// bulk returns n files of lines×36 bytes, a hundred to a folder; 160 lines make 6 KB.
func bulk(n, lines int) []File {
	files := make([]File, n)
	for i := range files {
		data := bytes.Repeat([]byte(fmt.Sprintf("%06d 某某市行政处罚决定书\n", i)), lines)
		files[i] = File{Path: fmt.Sprintf("penalty/%03d/%06d.html", i/100, i), Data: data, Group: Page}
	}
	return files
}

func fill(files []File, workers int) *Tree {
	tree := NewTree()
	parallel.Each(context.Background(), len(files), workers, func(i int) { tree.Add(files[i]) })
	return tree
}

func BenchmarkAddSum10k(b *testing.B) {
	files := bulk(10_000, 160)
	b.ReportAllocs()
	for b.Loop() {
		fill(files, 2).Sum(2)
	}
}

func BenchmarkAddProblems100k(b *testing.B) {
	files := bulk(100_000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if p := fill(files, 2).Problems(); len(p) > 0 {
			b.Fatal(p)
		}
	}
}

func BenchmarkApplyNew10k(b *testing.B) {
	tree := fill(bulk(10_000, 160), 2)
	tree.Sum(2)
	b.ReportAllocs()
	for b.Loop() {
		if err := diffWith(b, b.TempDir(), tree, edition).Apply(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDiffUnchanged10k(b *testing.B) {
	tree := fill(bulk(10_000, 160), 2)
	root := b.TempDir()
	if err := diffWith(b, root, tree, edition).Apply(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		p := diffWith(b, root, tree, edition)
		if err := p.Apply(b.Context()); err != nil || !p.Empty() {
			b.Fatal(err, len(p.Write))
		}
	}
}
