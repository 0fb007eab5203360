package search

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPilesGiveBackWhatTheyTook(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var all []posting
	p := newPile(2)
	for number := range posting(300) {
		for range random.IntN(40) {
			v := posting(random.Uint32())<<hashShift | (1<<numberBits-1-number)<<numberShift | posting(random.Uint32())&(1<<numberShift-1)
			all = append(all, v)
			p.add(v)
		}
	}
	for _, c := range []struct{ from, to int }{{0, 1 << prefixBits}, {0, 1}, {1023, 1025}, {5000, 30000}, {1<<prefixBits - 1, 1 << prefixBits}} {
		got, want := p.gather(nil, c.from, c.to), slices.DeleteFunc(slices.Clone(all), func(v posting) bool {
			prefix := int(v.hash() >> (32 - prefixBits))
			return prefix < c.from || c.to <= prefix
		})
		if slices.Sort(got); c.to-c.from > 1000 && len(got) < 100 {
			t.Errorf("%+v: only %d postings", c, len(got))
		}
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%+v: %d postings, want %d", c, len(got), len(want))
		}
	}
}
