package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// gram is what a shard, or a window of it, has of one gram; of a partial one, windows have more.
type gram struct {
	fp       uint32
	postings []posting
	dense    []denseGram // of runs in their order
	partial  bool
}

type grams []gram

// next takes the first gram off sorted postings and dense grams.
func next(p []posting, dense []denseGram) (gram, []posting, []denseGram) {
	g := gram{fp: 1 << fpBits}
	if len(p) > 0 {
		g.fp = p[0].fp()
	}
	if len(dense) > 0 {
		g.fp = min(g.fp, dense[0].fp())
	}
	n, sorted := 0, true
	for ; n < len(p) && p[n].fp() == g.fp; n++ {
		sorted = sorted && (n == 0 || p[n].number() >= p[n-1].number())
	}
	if g.postings = p[:n]; !sorted { // two grams that are taken for one
		sortUnits(g.postings)
	}
	k := 0
	for k < len(dense) && dense[k].fp() == g.fp {
		k++
	}
	g.dense = dense[:k]
	return g, p[n:], dense[k:]
}

func sortUnits(p []posting) {
	slices.SortFunc(p, func(a, b posting) int { return cmp.Compare(a&inUnit, b&inUnit) })
}

// cut returns what is before a number, and the rest.
func (g gram) cut(number int) (before, rest gram) {
	before, rest = gram{fp: g.fp}, g
	n, k := 0, 0
	for n < len(g.postings) && g.postings[n].number() < number {
		n++
	}
	for k < len(g.dense) && g.dense[k].from < number {
		k++
	}
	before.postings, rest.postings = g.postings[:n], g.postings[n:]
	before.dense, rest.dense = g.dense[:k], g.dense[k:]
	return before, rest
}

// entry is what a shard says of one gram.
type entry struct {
	placed  int
	again   func([]posting, denseGram) []posting // appends the postings of a gram
	numbers []uint32
	heads   []uint32 // indexes of units that have the gram in the head
	places  []uint32 // of each unit, a bit for each place; none where places are not told
	union   [2][]uint64
}

// scanned returns a gram with all of it in postings.
func (e *entry) scanned(g gram) gram {
	all := slices.Clone(g.postings)
	for _, d := range g.dense {
		all = e.again(all, d)
	}
	sortUnits(all)
	return gram{fp: g.fp, postings: all, partial: g.partial}
}

// read takes up a gram with the units from one number to before another.
func (e *entry) read(g gram, from, to int) {
	e.numbers, e.heads, e.places = e.numbers[:0], e.heads[:0], e.places[:0]
	if len(g.dense) > 0 {
		e.readRows(e.rows(g, from, to))
		if n := len(e.numbers); n < e.placed || n > toldMost(from, to) {
			return
		}
		g = e.scanned(g)
		e.numbers, e.heads = e.numbers[:0], e.heads[:0]
	}
	for _, v := range g.postings {
		n, u := len(e.numbers), uint32(v.number())
		if n == 0 || e.numbers[n-1] != u {
			e.numbers, e.places = append(e.numbers, u), append(e.places, 0)
			n++
		}
		e.places[n-1] |= 1 << v.place()
		if k := len(e.heads); v&headFlag != 0 && (k == 0 || e.heads[k-1] != uint32(n-1)) {
			e.heads = append(e.heads, uint32(n-1))
		}
	}
}

// rows returns the rows of a gram, and the number of their first bit.
func (e *entry) rows(g gram, from, to int) (first int, any, heads []uint64) {
	if len(g.dense) == 1 && len(g.postings) == 0 {
		d := g.dense[0]
		return d.from, d.any(), d.heads()
	}
	first = from &^ 63
	for k := range e.union {
		e.union[k] = slices.Grow(e.union[k][:0], (to-first+63)/64)[:(to-first+63)/64]
		clear(e.union[k])
	}
	for _, d := range g.dense {
		for k, row := range [][]uint64{d.any(), d.heads()} {
			for i, word := range row {
				e.union[k][(d.from-first)/64+i] |= word
			}
		}
	}
	for _, p := range g.postings {
		at := p.number() - first
		e.union[0][at>>6] |= 1 << (at & 63)
		e.union[1][at>>6] |= uint64(p&headFlag) << (at & 63)
	}
	return first, e.union[0], e.union[1]
}

func (e *entry) readRows(first int, any, heads []uint64) {
	for i, word := range any {
		n, at := len(e.numbers), uint32(first+i*64)
		for rest := heads[i]; rest != 0; rest &= rest - 1 {
			e.heads = append(e.heads, uint32(n+bits.OnesCount64(word&(rest&-rest-1))))
		}
		for ; word != 0; word &= word - 1 {
			e.numbers = append(e.numbers, at+uint32(bits.TrailingZeros64(word)))
		}
	}
}

// write writes how many units have the gram (gamma, plus one), which (a list), how many of those in the head (gamma, plus
// one), which of those (a list of indexes); and, unless the gram is rare, a bit for whether places are told, and if so those
// of each unit.
func (e *entry) write(w *bitWriter, from, to int) {
	n := uint32(len(e.numbers))
	w.gamma(n + 1)
	w.list(e.numbers, uint32(from), uint32(to-1))
	if n == 0 {
		return
	}
	w.gamma(uint32(len(e.heads)) + 1)
	w.list(e.heads, 0, n-1)
	if int(n) < e.placed {
		return
	}
	told := int(n) <= toldMost(from, to)
	w.flag(told)
	for i := 0; told && i < len(e.places); i++ {
		w.mask(e.places[i])
	}
}
