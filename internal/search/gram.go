package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

const (
	// longestGram is how many characters a gram has at most.
	longestGram = 4
	// frequent is how often a gram must be to be made longer: one unit in so many has it.
	frequent = 16
	// mostFrequent is how many pairs are made longer at most: the page's script reads them all.
	mostFrequent = 1400
	// dull is how often a longer gram must be to be made longer again, or, where that is the longest, to be known for one that
	// tells little: 综罚字 is in every record, and a query of a docket number had spent all it may on such grams.
	dull = 4
	// mostDull is how many there are of each length at most.
	mostDull = 300
	// sample is about how many records are looked at to find them.
	sample = 768
	// stemBits of a gram's hash are compared to know it for a frequent one.
	stemBits = 16
)

// hash mixes a pair well enough that its highest bits pick the shard and its lowest tell it from others there. It is the
// finalizer of MurmurHash3; the script has the same.
func hash(a, b uint16) uint32 { return mixed(uint32(a)<<16 | uint32(b)) }

// longer returns the hash of a gram with one more character behind it.
func longer(h uint32, c uint16) uint32 { return mixed(h*31 + uint32(c)) }

func mixed(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// stems are the frequent grams, by the first bits of their hashes. Each gram that is one more character behind one is indexed as
// well, but for those that would be longer than the longest.
type stems [1 << stemBits / 64]uint64

func (s *stems) has(h uint32) bool { return s[h>>(32-stemBits+6)]>>(h>>(32-stemBits)&63)&1 == 1 }

func (s *stems) list() []uint32 {
	var out []uint32
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			out = append(out, uint32(i*64+bits.TrailingZeros64(word)))
		}
	}
	return out
}

// findStems finds the frequent grams in the beginnings of some of the records.
func findStems(records []record) *stems {
	every := 1
	for len(records)/every > sample*2 {
		every *= 2
	}
	var texts [][]uint16
	for i := range records {
		if r := &records[i]; r.sampled(every) && !r.withdrawn() {
			text := appendFolded(nil, strings.Join(r.head, "\n"))
			texts = append(texts, appendFolded(append(text, stop), r.parts[0]))
		}
	}
	s := new(stems)
	s.add(countGrams(texts, s, 2), max(4, len(texts)/frequent), mostFrequent)
	for length := 3; length <= longestGram; length++ {
		s.add(countGrams(texts, s, length), max(4, len(texts)/dull), mostDull)
	}
	return s
}

// counted says in how many units a gram was, and which was the last.
type counted struct {
	hash    uint32
	n, last int32
}

const countSlots = 1 << 18

// countGrams counts the units that have the grams of one length, in a table with open addressing. Once it is nearly full no
// further gram is taken up: what has not come by then is not frequent.
func countGrams(texts [][]uint16, s *stems, length int) []counted {
	table := make([]counted, countSlots)
	used := 0
	for u, text := range texts {
		for i := range text {
			h, ok := gramAt(text, i, length, s)
			if !ok {
				continue
			}
			at := h & (countSlots - 1)
			for table[at].n > 0 && table[at].hash != h {
				at = (at + 1) & (countSlots - 1)
			}
			switch c := &table[at]; {
			case c.n == 0 && used < countSlots/8*7:
				used++
				*c = counted{h, 1, int32(u)}
			case c.n > 0 && c.last != int32(u):
				c.n, c.last = c.n+1, int32(u)
			}
		}
	}
	return table
}

// add takes up the grams that are in at least so many units, the most frequent ones first, as long as there are so many.
func (s *stems) add(table []counted, least, most int) {
	found := slices.DeleteFunc(table, func(c counted) bool { return int(c.n) < least })
	slices.SortFunc(found, func(a, b counted) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.hash, b.hash)) })
	for _, g := range found[:min(len(found), most)] {
		s[g.hash>>(32-stemBits+6)] |= 1 << (g.hash >> (32 - stemBits) & 63)
	}
}

// gramAt returns the gram of one length at a place, if it is one that is indexed.
func gramAt(text []uint16, at, length int, s *stems) (uint32, bool) {
	if at+length > len(text) || text[at] == stop || text[at+1] == stop {
		return 0, false
	}
	h := hash(text[at], text[at+1])
	for _, c := range text[at+2 : at+length] {
		if c == stop || !s.has(h) {
			return 0, false
		}
		h = longer(h, c)
	}
	return h, true
}
