package privacy

import (
	"hash/maphash"
	"sync/atomic"
)

// memo is a set of texts with a note on each, kept as hashes of 61 bits in a table of fixed size in which the newer takes
// the place of the older. The hash is seeded anew in each run of the program: a text that was not put is taken for one that
// was with a chance of one in 2^61, and no one can write such a text on purpose.
type memo struct {
	seed maphash.Seed
	held *[memoSize]atomic.Uint64
}

const (
	memoSize = 1 << 16 // of 8 bytes: what comes again and again in 100,000 records
	noteMask = 1<<3 - 1
)

func newMemo() memo { return memo{maphash.MakeSeed(), new([memoSize]atomic.Uint64)} }

// Odd numbers that spread the parts of a key.
const (
	spreadText    = 0x9E3779B97F4A7C15
	spreadContext = 0xC2B2AE3D27D4EB4F
)

// key returns the key of a text alone.
func (m *memo) key(text string) uint64 { return maphash.String(m.seed, text) }

// keyIn returns the key of a text where it stands.
func (m *memo) keyIn(text string, ctx Context) uint64 {
	where := uint64(ctx.Year)<<16 | uint64(ctx.Names)<<8 | uint64(ctx.Allow)
	return (m.key(text)*spreadText ^ m.key(ctx.Field)) + where*spreadContext
}

// recall returns the note put with a key, and whether it is there.
func (m *memo) recall(key uint64) (note uint64, ok bool) {
	held := m.held[key>>3%memoSize].Load()
	return held & noteMask, held != 0 && (held^key)&^noteMask == 0
}

func (m *memo) put(key, note uint64) { m.held[key>>3%memoSize].Store(key&^noteMask | note) }
