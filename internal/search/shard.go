package search

import (
	"bytes"
	"cmp"
	"slices"
)

const (
	fpBits = 20 // two grams of one shard that agree in them are taken for one: about one in three thousand
	// placedBelow is how frequent a gram may be for its places to be told: one unit in so many has it.
	placedBelow = 2
	// placedAlways is up to how many units a gram has its places told, however frequent it is.
	placedAlways = 512
	// placedMost is from how many on they are not, however large the site: they would be most of what a query takes.
	placedMost = 1536
)

// toldMost returns up to how many units of those from one number to before another a gram has its places told.
func toldMost(from, to int) int {
	return max(placedAlways, min(placedMost, (to-1-from)/placedBelow))
}

// placed returns how many units a gram must have for their places to be told. Rarer ones tell enough, but on a small site.
func placed(numbers int) int { return min(48, max(2, numbers>>6)) }

// shardBits is what a shard says: of all grams, and of the frequent ones in each window before the cut.
type shardBits struct {
	main    []byte
	windows [][]byte
}

// encoder writes shards one after the other, in memory that is used again.
type encoder struct {
	entry
	layout   layout
	gathered []posting
	parted   []posting
	sorted   []posting
	dense    []denseGram
	main     grams
	hashes   []uint32
	written  bitWriter
	file     []byte
	shared   [][]string // of each window, what shards have that share a file
}

// shard writes one shard. The order of what it is given is lost. Its bits are: how many grams there are (gamma, plus one); their hashes, as a list; and for each, on
// a site with windows, one bit that says whether units before the cut are told in windows, and what entry.write says.
func (e *encoder) shard(postings []posting, dense []denseGram) shardBits {
	l := e.layout
	windows := make([]grams, l.cut>>windowBits)
	e.main, e.placed = e.main[:0], placed(l.numbers)
	e.sort(postings)
	e.dense = append(e.dense[:0], dense...) // others are looking at them
	dense = e.dense
	slices.SortStableFunc(dense, func(a, b denseGram) int { return cmp.Compare(a.fp(), b.fp()) })
	for len(postings) > 0 || len(dense) > 0 {
		var g gram
		g, postings, dense = next(postings, dense)
		e.main = append(e.main, e.older(g, windows))
	}
	out := shardBits{main: e.grams(e.main, 0, l.numbers, l.cut > 0)}
	for w, g := range windows {
		out.windows = append(out.windows, e.grams(g, w<<windowBits, (w+1)<<windowBits, false))
	}
	return out
}

// older moves what is told in windows there, and returns the rest.
func (e *encoder) older(g gram, windows []grams) gram {
	if len(windows) == 0 {
		return g
	}
	if len(g.dense) > 0 && !slices.ContainsFunc(g.dense, func(d denseGram) bool { return d.count() > windowed }) {
		g = e.scanned(g)
	}
	if len(g.dense) == 0 && countUnits(g.postings) <= windowed {
		return g
	}
	for w := range windows {
		var o gram
		if o, g = g.cut((w + 1) << windowBits); len(o.postings) > 0 || len(o.dense) > 0 {
			windows[w] = append(windows[w], o)
			g.partial = true
		}
	}
	return g
}

func countUnits(p []posting) (n int) {
	for i := range p {
		if i == 0 || p[i].number() != p[i-1].number() {
			n++
		}
	}
	return n
}

// grams writes grams with the units from one number to before another.
func (e *encoder) grams(g grams, from, to int, flags bool) []byte {
	w := &e.written
	*w = bitWriter{data: w.data[:0]}
	e.hashes = e.hashes[:0]
	for _, gram := range g {
		e.hashes = append(e.hashes, gram.fp)
	}
	w.gamma(uint32(len(g)) + 1)
	w.list(e.hashes, 0, 1<<fpBits-1)
	for _, gram := range g {
		e.read(gram, from, to)
		if flags {
			w.flag(gram.partial)
		}
		e.write(w, from, to)
	}
	return bytes.Clone(w.bytes())
}

// sort sorts postings by their hash and leaves those of one hash in the order of their units, which is how they come.
func (e *encoder) sort(p []posting) {
	const digit = fpBits / 2
	e.sorted = slices.Grow(e.sorted[:0], len(p))
	other := e.sorted[:len(p)]
	for pass := range 2 {
		var places [1<<digit + 1]int
		at := hashShift + pass*digit
		for _, v := range p {
			places[v>>at&(1<<digit-1)+1]++
		}
		for i := range 1 << digit {
			places[i+1] += places[i]
		}
		for _, v := range p {
			d := v >> at & (1<<digit - 1)
			other[places[d]] = v
			places[d]++
		}
		p, other = other, p // after two of them it is as it was
	}
}
