package search

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync"

	"xiangwei/internal/parallel"
)

const (
	// shardSize is how many bytes a shard has: with four fifths to all of them.
	shardSize = 2300
	// probed is how much of all hashes is looked at to guess how many bytes there will be.
	probed = 64
	// mostShards is how many shards there are at most.
	mostShards = 1 << 15
	prefixBits = 16
)

// layout is how an index is cut.
type layout struct {
	numbers int // one more than the last number
	shards  int
	cut     int // what is frequent is told in the shards from this number on, and of older ones in windows
}

const (
	windowBits = 13
	// windowed is how many units a gram may have before those before the cut are told in windows.
	windowed = 1 << 10
)

// layoutOf chooses the number of shards by how many bytes there are to be.
func layoutOf(numbers, bytes int) layout {
	l := layout{numbers: numbers, shards: 1, cut: max(0, numbers>>windowBits-1) << windowBits}
	for l.shards < mostShards && bytes/l.shards > shardSize {
		l.shards += max(1, l.shards/4) // steps, so that the number seldom changes as the site grows
	}
	l.shards = min(l.shards, mostShards)
	return l
}

// shardOf returns which shard has a hash.
func (l layout) shardOf(h uint32) int { return int(h>>(32-prefixBits)) * l.shards >> prefixBits }

// firstPrefix returns the first bits of the first hash of a shard.
func (l layout) firstPrefix(shard int) int {
	return (shard<<prefixBits + l.shards - 1) / l.shards
}

// index returns the contents of the shards. Postings are collected for so many shards at a time as fit into a batch, or a
// quarter of all: each batch reads all texts once more. Counting first says how many there are.
func index(ctx context.Context, records []record, numbers int, s *stems, workers, batch int) (layout, []shardBits) {
	counts, size := count(ctx, records, numbers, s, workers)
	l := layoutOf(numbers, size)
	out := make([]shardBits, l.shards)
	total := 0
	at := make([][]int, chunks) // of each chunk: how many postings of each shard
	for k := range at {
		at[k] = make([]int, l.shards)
		for prefix, c := range counts[k] {
			at[k][l.shardOf(uint32(prefix)<<(32-prefixBits))] += int(c)
			total += int(c)
		}
	}
	var all []posting
	encoders := sync.Pool{New: func() any { return &encoder{layout: l} }}
	for from := 0; from < l.shards && ctx.Err() == nil; {
		to, ends := l.take(at, from, max(batch, total/mostBatches))
		all = slices.Grow(all[:0], ends[len(ends)-1])[:ends[len(ends)-1]]
		l.collect(ctx, all, records, s, at, from, to, ends, workers)
		parallel.Each(ctx, to-from, workers, func(i int) {
			start := 0
			if i > 0 {
				start = ends[i-1]
			}
			e := encoders.Get().(*encoder)
			out[from+i] = e.shard(all[start:ends[i]])
			encoders.Put(e)
		})
		from = to
	}
	return l, out
}

// take returns the shard behind those that fit into a batch, and where in the batch the postings of each end.
func (l layout) take(at [][]int, from, batch int) (int, []int) {
	to, ends := from, []int(nil)
	for total := 0; to < l.shards; to++ {
		size := 0
		for k := range at {
			size += at[k][to]
		}
		if total > 0 && total+size > batch {
			break
		}
		total += size
		ends = append(ends, total)
	}
	return to, ends
}

// count counts postings by the first bits of their hash, chunk by chunk, and guesses how many bytes all shards will have, from
// those of a small part of the hashes.
func count(ctx context.Context, records []record, numbers int, s *stems, workers int) ([][]int32, int) {
	counts, probes := make([][]int32, chunks), make([][]posting, chunks)
	parallel.Each(ctx, chunks, workers, func(k int) {
		n := make([]int32, 1<<prefixBits)
		c := scanner{stems: s, to: 1<<32 - 1}
		part := chunk(records, k)
		for i := range part {
			for _, p := range c.record(&part[i]) {
				n[p.hash()>>(32-prefixBits)]++
				if p.hash() < 1<<32/probed {
					probes[k] = append(probes[k], p)
				}
			}
		}
		counts[k] = n
	})
	e := encoder{layout: layoutOf(numbers, 0)}
	return counts, len(e.shard(slices.Concat(probes...)).main) * probed
}

// collect writes the postings of the shards from one number to another, shard after shard, each in the order of numbers.
func (l layout) collect(ctx context.Context, all []posting, records []record, s *stems, at [][]int, first, last int, ends []int, workers int) {
	next := make([][]int, chunks) // where the next posting of a shard goes
	for k := range next {
		next[k] = make([]int, last-first)
	}
	for i := range ends {
		place := 0
		if i > 0 {
			place = ends[i-1]
		}
		for k := range next {
			next[k][i] = place
			place += at[k][first+i]
		}
	}
	from, to := uint32(l.firstPrefix(first))<<(32-prefixBits), uint32(uint64(l.firstPrefix(last))<<(32-prefixBits)-1)
	parallel.Each(ctx, chunks, workers, func(k int) {
		next, part := next[k], chunk(records, k)
		c := scanner{stems: s, from: from, to: to}
		for i := range part {
			for _, p := range c.record(&part[i]) {
				at := &next[l.shardOf(p.hash())-first]
				all[*at] = p
				*at++
			}
		}
	})
}

// windowFile is about how many bytes a file of a window has.
const windowFile = 2 << 10

// windowShare returns how many shards share a file of a window: so many that it is about as large as a shard.
func windowShare(shards []shardBits) int {
	total, n := 0, 0
	for _, s := range shards {
		for _, w := range s.windows {
			total, n = total+len(w), n+1
		}
	}
	share := 1
	for n > 0 && total/n*share*2 <= windowFile {
		share *= 2
	}
	return share
}

// add adds the files of shards and windows.
func (l layout) add(ctx context.Context, shards []shardBits, share int, add func(name string, data []byte), workers int) {
	parallel.Each(ctx, len(shards), workers, func(i int) {
		add(fmt.Sprintf("i/%d", i), packed(fmt.Sprintf("i%d", i), shards[i].main))
		if i%share > 0 {
			return
		}
		for w := range l.cut >> windowBits {
			var texts []string
			for _, s := range shards[i:min(len(shards), i+share)] {
				texts = append(texts, base64.RawStdEncoding.EncodeToString(s.windows[w]))
			}
			name := fmt.Sprintf("%d-%d", w, i/share)
			add("i/"+name, script("i"+name, fmt.Appendf(nil, `["%s"]`, strings.Join(texts, `","`))))
		}
	})
}
