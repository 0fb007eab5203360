package search

import (
	"context"

	"xiangwei/internal/parallel"
)

// A posting says that a unit has a pair: fpBits of the pair's hash, the unit's number, where in the unit (its place
// modulo beat), and whether that is in the head.
//
// The place is what tells 处罚决定 from 处罚 and 决定 in two sentences: pairs of a stretch stand as far apart in it as in the query.
// Its last five bits say so nearly as surely as the whole of it, for half the price.
type posting uint64

const (
	fpBits    = 20 // two pairs of one shard that agree in them are taken for one: about one pair in five thousand
	unitBits  = 26
	placeBits = 5
	beat      = 1 << placeBits
	hashShift = unitBits + placeBits + 1

	// placed is how rare a pair may be whose places are told: one unit in so many has it. Rarer ones tell enough.
	placed = 16

	finest    = 14      // bits of the hash that pick the shard, at most
	chunks    = 8       // of units, counted and collected each by itself
	batch     = 8 << 20 // postings in memory at a time
	cacheBits = 13
)

// hash mixes a pair well enough that its highest bits pick the shard and its lowest tell it from others there. It is the
// finalizer of MurmurHash3; the script has the same.
func hash(a, b uint16) uint32 {
	h := uint32(a)<<16 | uint32(b)
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// collector finds the postings of units one after the other. Most pairs of a text come again soon: the cache keeps those
// from being collected twice. Which do come twice depends on the units alone, so that counting and collecting agree.
type collector struct {
	seen   [1 << cacheBits]uint64
	folded []uint16
	number int    // of the unit
	place  uint32 // in the unit
	put    func(h uint32, p posting)
}

func (c *collector) unit(number int, u *unit) {
	c.number, c.place = number, 0
	for _, text := range u.head {
		c.folded = appendFolded(c.folded[:0], text)
		for _, r := range c.folded {
			if r != stop {
				c.pair(stop, r, 1) // one character alone is looked for in heads only
			}
		}
		c.text(1)
	}
	c.folded = appendFolded(c.folded[:0], u.text)
	c.text(0)
}

func (c *collector) text(head posting) {
	before := uint16(stop)
	for _, r := range c.folded {
		if before != stop && r != stop {
			c.pair(before, r, head)
		}
		before = r
		c.place++
	}
	c.place++
}

func (c *collector) pair(a, b uint16, head posting) {
	h := hash(a, b)
	where := posting(c.number)<<(placeBits+1) | posting(c.place%beat)<<1 | head
	key := uint64(h)<<32 | uint64(where) // the whole hash: pairs of two shards may agree in its lower bits
	if slot := &c.seen[(h^c.place<<10)&(1<<cacheBits-1)]; *slot != key+1 {
		*slot = key + 1
		c.put(h, posting(h&(1<<fpBits-1))<<hashShift|where)
	}
}

// index returns the files of the shards. Postings are collected for so many shards at a time as fit into a batch, so that
// memory does not grow with the site; counting first says how many.
func index(ctx context.Context, units []unit, workers, batch int) [][]byte {
	counts := count(ctx, units, workers)
	bits := shardBits(counts)
	n := 1 << bits
	shards := make([][]byte, n)
	at := make([][]int, chunks) // of each chunk: how many postings of each shard
	for k := range at {
		at[k] = make([]int, n)
		for h, c := range counts[k] {
			at[k][h>>(finest-bits)] += c
		}
	}
	counts = nil
	for from := 0; from < n && ctx.Err() == nil; {
		to, ends := from, []int(nil)
		for total := 0; to < n; to++ {
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
		all := collect(ctx, units, at, from, to, bits, ends, workers)
		parallel.Each(ctx, to-from, workers, func(i int) {
			start := 0
			if i > 0 {
				start = ends[i-1]
			}
			shards[from+i] = shard(from+i, all[start:ends[i]], len(units))
		})
		from = to
	}
	return shards
}

// chunk returns the units of a chunk: the number of the first, and the one behind the last.
func chunk(units []unit, k int) (int, int) {
	return k * len(units) / chunks, (k + 1) * len(units) / chunks
}

// count counts postings by the highest bits of their hash, chunk by chunk.
func count(ctx context.Context, units []unit, workers int) [][]int {
	counts := make([][]int, chunks)
	parallel.Each(ctx, chunks, workers, func(k int) {
		n := make([]int, 1<<finest)
		c := collector{put: func(h uint32, _ posting) { n[h>>(32-finest)]++ }}
		from, to := chunk(units, k)
		for i := from; i < to; i++ {
			c.unit(i, &units[i])
		}
		counts[k] = n
	})
	return counts
}

// collect returns the postings of the shards from one number to another, shard after shard, each in the order of units.
func collect(ctx context.Context, units []unit, at [][]int, first, last int, bits uint, ends []int, workers int) []posting {
	if len(ends) == 0 {
		return nil
	}
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
	parallel.Each(ctx, chunks, workers, func(k int) {
		to := next[k]
		c := collector{put: func(h uint32, p posting) {
			if i := int(h>>(32-bits)) - first; uint(i) < uint(len(to)) {
				all[to[i]] = p
				to[i]++
			}
		}}
		from, end := chunk(units, k)
		for i := from; i < end; i++ {
			c.unit(i, &units[i])
		}
	})
	return all
}

// shardBits returns how many bits of the hash pick the shard: so many that a shard has about shardSize postings.
func shardBits(counts [][]int) uint {
	total := 0
	for _, chunk := range counts {
		for _, n := range chunk {
			total += n
		}
	}
	bits := uint(0)
	for bits < finest && total>>bits > shardSize {
		bits++
	}
	return bits
}
