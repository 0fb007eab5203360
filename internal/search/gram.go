package search

import (
	"cmp"
	"math/bits"
	"slices"
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
	// prefixBits of a gram's hash are compared to know it for a frequent one.
	prefixBits = 16
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

// prefixes is a set of the first bits of hashes. That of the frequent grams says what is indexed beside all pairs: each gram that
// is one more character behind one of them, but for those that would be longer than the longest.
type prefixes [1 << prefixBits / 64]uint64

func (s *prefixes) has(h uint32) bool {
	return s[h>>(32-prefixBits+6)]>>(h>>(32-prefixBits)&63)&1 == 1
}

// add adds a prefix.
func (s *prefixes) add(prefix uint32) { s[prefix>>6] |= 1 << (prefix & 63) }

func (s *prefixes) list() []uint32 {
	var out []uint32
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			out = append(out, uint32(i*64+bits.TrailingZeros64(word)))
		}
	}
	return out
}

// findStems finds the frequent grams in the beginnings of some of the records.
func findStems(records []record, t *tally) *prefixes {
	every := 1
	for len(records)/every > sample*2 {
		every *= 2
	}
	var texts [][]uint16
	for i := range records {
		if r := &records[i]; r.sampled(every) && !r.withdrawn() {
			folded := make([]uint16, 0, r.parts[0].to/2+64)
			for _, line := range r.head {
				folded = append(AppendFolded(folded, line), stop)
			}
			texts = append(texts, appendFoldedText(folded, r.text.cut(r.parts[0])))
		}
	}
	s := new(prefixes)
	s.addFirst(t.grams(texts, s, 2, max(4, len(texts)/frequent)), mostFrequent)
	for length := 3; length <= longestGram; length++ {
		s.addFirst(t.grams(texts, s, length, max(4, len(texts)/dull)), mostDull)
	}
	return s
}

// addFirst adds so many grams, the most frequent ones first.
func (s *prefixes) addFirst(grams []counted, most int) {
	slices.SortFunc(grams, func(a, b counted) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.hash, b.hash)) })
	for _, g := range grams[:min(len(grams), most)] {
		s.add(g.hash >> (32 - prefixBits))
	}
}

// gramAt returns the gram of one length at a place, if it is one that is indexed.
func gramAt(text []uint16, at, length int, s *prefixes) (uint32, bool) {
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
