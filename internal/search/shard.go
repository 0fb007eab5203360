package search

import (
	"encoding/base64"
	"fmt"
	"math/bits"
)

// shardSize is how many postings a shard has at most: with half to all of them, 2 to 3 KiB over the wire.
const shardSize = 2500

// shard writes one shard. Its bits are: how many pairs there are (gamma, plus one); their hashes, as a list; and for each
// pair how many units have it (gamma), which (a list), how many of those in the head (gamma, plus one), which of those (a
// list of indexes), and, unless the pair is rare, of each unit how many places there are (gamma) and which (a list). Base64 is
// larger by a third, but not over the wire: there gzip takes it away again.
func shard(number int, postings []posting, units int) []byte {
	byHash(postings)
	w := bitWriter{data: make([]byte, 0, 2*len(postings)+64)}
	var hashes []uint32
	for i, p := range postings {
		if i == 0 || p>>hashShift != postings[i-1]>>hashShift {
			hashes = append(hashes, uint32(p>>hashShift))
		}
	}
	w.gamma(uint32(len(hashes)) + 1)
	w.list(hashes, 0, 1<<fpBits-1)
	var e entry
	for i := 0; i < len(postings); {
		hash := postings[i] >> hashShift
		e.reset()
		for ; i < len(postings) && postings[i]>>hashShift == hash; i++ {
			e.add(postings[i])
		}
		e.write(&w, units)
	}
	return packed(fmt.Sprintf("i%d", number), w.bytes())
}

// entry is what a shard says of one pair.
type entry struct {
	units  []uint32
	places []uint32 // of each unit, a bit for each place
	heads  []uint32 // indexes of units that have the pair in the head
}

func (e *entry) reset() { e.units, e.places, e.heads = e.units[:0], e.places[:0], e.heads[:0] }

func (e *entry) add(p posting) {
	u := uint32(p>>(placeBits+1)) & (1<<unitBits - 1)
	if n := len(e.units); n == 0 || e.units[n-1] != u {
		e.units, e.places = append(e.units, u), append(e.places, 0)
	}
	at := uint32(len(e.units) - 1)
	e.places[at] |= 1 << (p >> 1 & (beat - 1))
	if n := len(e.heads); p&1 == 1 && (n == 0 || e.heads[n-1] != at) {
		e.heads = append(e.heads, at)
	}
}

func (e *entry) write(w *bitWriter, units int) {
	w.gamma(uint32(len(e.units)))
	w.list(e.units, 0, uint32(units-1))
	w.gamma(uint32(len(e.heads)) + 1)
	w.list(e.heads, 0, uint32(len(e.units)-1))
	if len(e.units)*placed < units {
		return
	}
	var places [beat]uint32
	for _, p := range e.places {
		n := 0
		for ; p != 0; p &= p - 1 {
			places[n] = uint32(bits.TrailingZeros32(p))
			n++
		}
		w.gamma(uint32(n))
		w.list(places[:n], 0, beat-1)
	}
}

// packed returns a file that hands bytes to the page's script under a name.
func packed(name string, data []byte) []byte {
	text := base64.RawStdEncoding
	out := make([]byte, 0, len(callback)+len(name)+8+text.EncodedLen(len(data)))
	out = fmt.Appendf(out, "%s(%q,\"", callback, name)
	return append(text.AppendEncode(out, data), "\")\n"...)
}

// script returns a file that hands a value to the page's script under a name.
func script(name string, value []byte) []byte {
	return fmt.Appendf(nil, "%s(%q,%s)\n", callback, name, value)
}

// byHash sorts postings by their hash and leaves those of one hash in the order of their units, which is how they come.
func byHash(p []posting) {
	const digit, shift = fpBits / 2, hashShift
	other := make([]posting, len(p))
	for pass := range 2 {
		var places [1<<digit + 1]int
		at := shift + pass*digit
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
		p, other = other, p
	}
}
