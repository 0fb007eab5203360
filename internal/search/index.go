package search

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/output"
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

// index returns the contents of the shards. Postings are collected for so many shards at a time as fit into a batch, so
// that memory does not grow with the site; counting first says how many.
func index(ctx context.Context, records []record, numbers int, s *stems, workers, batch int) (layout, []shardBits) {
	counts := count(ctx, records, s, workers)
	l := layoutOf(numbers, guess(ctx, records, numbers, s, workers))
	out := make([]shardBits, l.shards)
	at := make([][]int, chunks) // of each chunk: how many postings of each shard
	for k := range at {
		at[k] = make([]int, l.shards)
		for prefix, c := range counts[k] {
			at[k][l.shardOf(uint32(prefix)<<(32-prefixBits))] += int(c)
		}
	}
	for from := 0; from < l.shards && ctx.Err() == nil; {
		to, ends := l.take(at, from, batch)
		all := l.collect(ctx, records, s, at, from, to, ends, workers)
		other := make([]posting, len(all)) // for sorting
		parallel.Each(ctx, to-from, workers, func(i int) {
			start := 0
			if i > 0 {
				start = ends[i-1]
			}
			out[from+i] = l.shard(all[start:ends[i]], other[start:ends[i]])
		})
		from = to
	}
	return l, out
}

// guess returns about how many bytes all shards have, from those of a small part of the hashes.
func guess(ctx context.Context, records []record, numbers int, s *stems, workers int) int {
	l := layoutOf(numbers, 0)
	parts := make([][]posting, chunks)
	parallel.Each(ctx, chunks, workers, func(k int) {
		c := scanner{stems: s, to: 1<<32/probed - 1, put: func(_ uint32, p posting) { parts[k] = append(parts[k], p) }}
		c.all(chunk(records, k))
	})
	postings := slices.Concat(parts...)
	return len(l.shard(postings, make([]posting, len(postings))).main) * probed
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

// count counts postings by the first bits of their hash, chunk by chunk.
func count(ctx context.Context, records []record, s *stems, workers int) [][]int32 {
	counts := make([][]int32, chunks)
	parallel.Each(ctx, chunks, workers, func(k int) {
		n := make([]int32, 1<<prefixBits)
		c := scanner{stems: s, to: 1<<32 - 1, put: func(h uint32, _ posting) { n[h>>(32-prefixBits)]++ }}
		c.all(chunk(records, k))
		counts[k] = n
	})
	return counts
}

// collect returns the postings of the shards from one number to another, shard after shard, each in the order of numbers.
func (l layout) collect(ctx context.Context, records []record, s *stems, at [][]int, first, last int, ends []int, workers int) []posting {
	all := make([]posting, ends[len(ends)-1])
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
		to0 := next[k]
		c := scanner{stems: s, from: from, to: to, put: func(h uint32, p posting) {
			i := l.shardOf(h) - first
			all[to0[i]] = p
			to0[i]++
		}}
		c.all(chunk(records, k))
	})
	return all
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

// files returns the files of shards and windows.
func (l layout) files(shards []shardBits, share int) []output.File {
	var out []output.File
	put := func(kind string, data []byte) {
		out = append(out, output.File{Path: fmt.Sprintf("%s/i/%s.js", Folder, kind), Data: data, Group: output.Data})
	}
	for i, s := range shards {
		put(strconv.Itoa(i), packed(fmt.Sprintf("i%d", i), s.main))
	}
	for w := range l.cut >> windowBits {
		for from := 0; from < len(shards); from += share {
			var texts []string
			for _, s := range shards[from:min(len(shards), from+share)] {
				texts = append(texts, base64.RawStdEncoding.EncodeToString(s.windows[w]))
			}
			name := fmt.Sprintf("%d-%d", w, from/share)
			put(name, script("i"+name, fmt.Appendf(nil, `["%s"]`, strings.Join(texts, `","`))))
		}
	}
	return out
}
