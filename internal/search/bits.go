package search

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter collects bits, the first of a byte in its highest place.
type bitWriter struct {
	data []byte
	acc  uint64
	n    uint // bits in acc
}

// put writes the lowest n bits of v, at most 32.
func (w *bitWriter) put(v uint32, n uint) {
	w.acc = w.acc<<n | uint64(v)&(1<<n-1)
	w.n += n
	if w.n >= 32 {
		w.n -= 32
		w.data = binary.BigEndian.AppendUint32(w.data, uint32(w.acc>>w.n))
	}
}

// flag writes one bit.
func (w *bitWriter) flag(set bool) {
	if set {
		w.put(1, 1)
	} else {
		w.put(0, 1)
	}
}

// bytes returns what was written, the last byte filled with zeros.
func (w *bitWriter) bytes() []byte {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.data = append(w.data, byte(w.acc<<32>>w.n>>24))
	}
	return w.data
}

// gamma writes a number from 1 in Elias' gamma code: small ones, which are most, are short.
func (w *bitWriter) gamma(v uint32) {
	n := uint(bits.Len32(v))
	w.put(0, n-1)
	w.put(v, n)
}

// below writes v, which is less than n, in as few whole bits as can be: the truncated binary code. There is no branch in it, since
// none could be foreseen.
func (w *bitWriter) below(v, n uint32) {
	k := uint(bits.Len32(n)) - 1
	short := uint32(1)<<(k+1) - n
	long := (short - 1 - v) >> 31 // 1 where v has one bit more
	w.put(v+short&-long, k+uint(long))
}

// list writes ascending numbers from lo up to hi: the one in the middle, then both halves, whose range it has narrowed
// (binary interpolative coding). Numbers that stand close together, as those of records of one month and section do,
// cost less than in any code of gaps, and a list of all numbers costs nothing.
func (w *bitWriter) list(v []uint32, lo, hi uint32) {
	for len(v) > 1 && uint32(len(v)) != hi-lo+1 {
		m := len(v) / 2
		from, x := lo+uint32(m), v[m]
		w.below(x-from, hi-lo-uint32(len(v))+2)
		if m == 1 {
			w.below(v[0]-lo, x-lo)
		} else {
			w.list(v[:m], lo, x-1)
		}
		lo, v = x+1, v[m+1:]
	}
	if len(v) == 1 {
		w.below(v[0]-lo, hi-lo+1)
	}
}

// mask writes which bits are set: how many (gamma), and which (a list).
func (w *bitWriter) mask(v uint32) {
	var set [32]uint32
	n := 0
	for ; v != 0; v &= v - 1 {
		set[n] = uint32(bits.TrailingZeros32(v))
		n++
	}
	w.gamma(uint32(n))
	w.list(set[:n], 0, 31)
}
