package search

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"xiangwei/internal/output"
	"xiangwei/internal/parallel"
)

// indexer makes the shards of an index: what is collected from units, in piles and rows, is cut by hashes.
type indexer struct {
	tree    *output.Tree
	key     output.Key
	units   []unit // in the order of their numbers
	numbers int
	regions []region
	stems   *prefixes
	counts  *tally // used again and again
	workers int

	piles []*pile // of chunks of units, in their order
	dense []denseGram
}

// chunks is how many chunks a run has, which are scanned at the same time.
const chunks = 8

// collect collects the postings of some hashes, or of all. Those of the most frequent grams are in rows, unless some are asked for: that is
// few enough.
func (x *indexer) collect(ctx context.Context, wanted *prefixes) {
	var runs []*dense
	x.piles, x.dense = nil, nil
	cut := layoutOf(x.numbers, 0).cut
	for from := 0; from < x.numbers && ctx.Err() == nil; {
		to := from + 1<<windowBits
		if from == cut {
			to = x.numbers
		}
		units := within(x.units, from, to)
		var d *dense
		if wanted == nil {
			if d = guess(units, from, to, x.stems, x.counts); d != nil {
				runs = append(runs, d)
			}
		}
		x.scan(ctx, units, wanted, d)
		from = to
	}
	x.dense = allDense(runs)
}

// scan scans the units of a run.
func (x *indexer) scan(ctx context.Context, units []unit, wanted *prefixes, d *dense) {
	piles := make([]*pile, chunks)
	scanners := sync.Pool{New: func() any { return &scanner{stems: x.stems, wanted: wanted} }}
	parallel.Each(ctx, chunks, x.workers, func(k int) {
		units := units[k*len(units)/chunks : (k+1)*len(units)/chunks]
		c, p := scanners.Get().(*scanner), new(pile)
		if wanted == nil {
			p = newPile(len(units))
		}
		if d != nil {
			c.dense = newDenseWriter(d)
			defer c.dense.end()
		}
		for _, u := range units {
			for _, v := range c.unit(u.number(), u.heads(), u.shown()) {
				p.add(v)
			}
		}
		piles[k] = p
		scanners.Put(c)
	})
	x.piles = append(x.piles, piles...)
}

// gather appends what was collected of the hashes from one prefix to before another.
func (x *indexer) gather(out []posting, from, to int) []posting {
	for _, p := range x.piles {
		if p != nil { // as where the work was broken off
			out = p.gather(out, from, to)
		}
	}
	return out
}

// denseOf returns the dense grams of the hashes from one prefix to before another.
func (x *indexer) denseOf(from, to int) []denseGram {
	at := func(prefix int) int {
		return sort.Search(len(x.dense), func(i int) bool { return int(x.dense[i].hash()>>(32-prefixBits)) >= prefix })
	}
	return x.dense[at(from):at(to)]
}

// again appends the postings of one gram of a run, from the texts of the units that have it.
func (x *indexer) again(out []posting, g denseGram) []posting {
	c := scanner{stems: x.stems, wanted: new(prefixes)}
	c.wanted.add(g.hash() >> (32 - prefixBits))
	for _, number := range g.numbers() {
		for _, u := range within(x.units, number, number+1) {
			for _, p := range c.unit(number, u.heads(), u.shown()) {
				if p.hash() == g.hash() {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

func (x *indexer) encoder(l layout) *encoder {
	return &encoder{layout: l, entry: entry{again: x.again}, shared: make([][]string, l.cut>>windowBits)}
}

// layout chooses how the index is cut, by what a small part of it takes.
func (x *indexer) layout() layout {
	small := x.encoder(layoutOf(x.numbers, 0)).shard(x.gather(nil, 0, probedPrefixes), x.denseOf(0, probedPrefixes))
	l := layoutOf(x.numbers, len(small.main)*probed)
	older := 0
	for _, w := range small.windows {
		older += len(w)
	}
	if n := len(small.windows) * l.shards; n > 0 {
		for older*probed/n*l.share*2 <= windowFile {
			l.share *= 2
		}
	}
	return l
}

// add adds the files of shards and windows, or of some of the shards. Shards that share files of windows are wanted together.
func (x *indexer) add(ctx context.Context, l layout, wanted func(shard int) bool) {
	size := (l.shards/probed/l.share + 1) * l.share
	encoders := sync.Pool{New: func() any { return x.encoder(l) }}
	parallel.Each(ctx, (l.shards+size-1)/size, x.workers, func(i int) {
		e := encoders.Get().(*encoder)
		x.addSome(e, i*size, min(l.shards, (i+1)*size), wanted)
		encoders.Put(e)
	})
}

// addSome adds the files of the shards from one to before another.
func (x *indexer) addSome(e *encoder, first, last int, wanted func(shard int) bool) {
	l := e.layout
	e.gathered = x.gather(e.gathered[:0], l.firstPrefix(first), l.firstPrefix(last))
	parted, ends := e.part(first, last)
	for i := first; i < last; i++ {
		if !wanted(i) {
			continue
		}
		start := 0
		if i > first {
			start = ends[i-first-1]
		}
		bits := e.shard(parted[start:ends[i-first]], x.denseOf(l.firstPrefix(i), l.firstPrefix(i+1)))
		e.file = packed(e.file[:0], fmt.Sprintf("i%d", i), bits.main)
		x.file(fmt.Sprintf("i/%d", i), e.file)
		for w, older := range bits.windows {
			e.shared[w] = append(e.shared[w], base64.RawStdEncoding.EncodeToString(older))
			if (i+1)%l.share == 0 || i+1 == l.shards {
				name := fmt.Sprintf("%d-%d", w, i/l.share)
				x.file("i/"+name, script("i"+name, fmt.Appendf(nil, `["%s"]`, strings.Join(e.shared[w], `","`))))
				e.shared[w] = e.shared[w][:0]
			}
		}
	}
}

// file adds a file, unless it was kept. Its data stays the caller's.
func (x *indexer) file(name string, data []byte) {
	if _, ok := x.tree.Get(filePath(name)); !ok {
		x.tree.AddCopy(output.File{Path: filePath(name), Data: data, Group: output.Data, Key: x.key})
	}
}

// part puts what was gathered of some shards in their order, and returns where that of each ends.
func (e *encoder) part(first, last int) ([]posting, []int) {
	next, ends := make([]int, last-first), make([]int, last-first)
	for _, p := range e.gathered {
		ends[e.layout.shardOf(p.hash())-first]++
	}
	for i := 1; i < len(ends); i++ {
		next[i] = ends[i-1]
		ends[i] += ends[i-1]
	}
	e.parted = slices.Grow(e.parted[:0], len(e.gathered))[:len(e.gathered)]
	for _, p := range e.gathered {
		at := &next[e.layout.shardOf(p.hash())-first]
		e.parted[*at] = p
		*at++
	}
	return e.parted, ends
}
