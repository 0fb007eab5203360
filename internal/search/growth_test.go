package search

import (
	"math/rand/v2"
	"testing"
)

// growth measures what a first page takes on a larger site; docs/decisions/0022 has the figures.
func growth(b *testing.B, n int) {
	_, r := indexed(b, corpus(b, n))
	s, written := seenBy(b, r)
	queries := append(stretches(rand.New(rand.NewPCG(3, 4)), written, 60, 2, 20), everyday...)
	for b.Loop() {
		m := measured(r, s, queries)
		b.ReportMetric(float64(m.bytes[len(m.bytes)/2]), "median-bytes")
		b.ReportMetric(float64(m.bytes[len(m.bytes)-1]), "most-bytes")
		b.ReportMetric(m.precision(), "precision")
		b.ReportMetric(float64(m.missed), "missed")
		b.ReportMetric(float64(m.held), "held")
		b.ReportMetric(float64(wire(r.files[Folder+"/root.js"])), "root-bytes")
	}
	if b.N > 0 && len(s) == 0 {
		b.Error("no records")
	}
}

func BenchmarkGrowth3000(b *testing.B)   { growth(b, 3000) }
func BenchmarkGrowth10000(b *testing.B)  { growth(b, 10000) }
func BenchmarkGrowth30000(b *testing.B)  { growth(b, 30000) }
func BenchmarkGrowth100000(b *testing.B) { growth(b, 100000) }
