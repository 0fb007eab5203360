package search

const (
	// shardSize is how many bytes a shard has: with four fifths to all of them.
	shardSize = 2300
	// probed is how much of all hashes is looked at to guess how many bytes there will be.
	probed = 64
	// mostShards is how many shards there are at most.
	mostShards = 1 << 15
)

// layout is how an index is cut.
type layout struct {
	numbers int // one more than the last number
	shards  int
	share   int // shards that share a file of a window: so many that it is about as large as a shard
	cut     int // what is frequent is told in the shards from this number on, and of older ones in windows
}

const (
	windowBits = 13
	// windowFile is about how many bytes a file of a window has.
	windowFile = 2 << 10
	// windowed is how many units a gram may have before those before the cut are told in windows.
	windowed = 1 << 10
)

// layoutOf chooses the number of shards by how many bytes there are to be.
func layoutOf(numbers, bytes int) layout {
	l := layout{numbers: numbers, shards: 1, share: 1, cut: max(0, numbers>>windowBits-1) << windowBits}
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

// probedPrefixes is how many of all prefixes are looked at to guess how many bytes there will be.
const probedPrefixes = 1 << prefixBits / probed

// prefixes returns those of the hashes of some shards, and of the part that says how the index is cut.
func (l layout) prefixes(shards []bool) *prefixes {
	out := new(prefixes)
	for p := range uint32(probedPrefixes) {
		out.add(p)
	}
	for i, in := range shards {
		for p := l.firstPrefix(i); in && p < l.firstPrefix(i+1); p++ {
			out.add(uint32(p))
		}
	}
	return out
}
