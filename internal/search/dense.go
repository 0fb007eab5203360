package search

import (
	"cmp"
	"math/bits"
	"slices"
	"sync/atomic"
)

// dense has the most frequent grams of a run of numbers: a bit for each unit that has one, and one for each that has it in the
// head. So frequent a gram has no places told, and as postings these grams were nine tenths of all there was to collect and to
// sort. Which grams are here is a guess from some of the units and changes no byte of the index: where it was wrong, and
// places are asked for, units are scanned again.
type dense struct {
	from  int // number of the first bit, a multiple of 64
	words int // of a row
	rows  []uint64
	grams []uint32                // hashes; each has two rows
	at    [1 << prefixBits]uint16 // by the first bits of a hash: one more than its gram
}

const (
	// guessed is about how many units are looked at for the frequent grams of a run.
	guessed = 400
	// surely is how much more frequent than asked for, in hundredths, a gram must be among them.
	surely = 140
)

// guess looks for the frequent grams among the units of a run; nil where none is sure to be.
func guess(units []unit, from, to int, s *prefixes, t *tally) *dense {
	every := max(1, len(units)/guessed)
	looked := (len(units) + every - 1) / every
	least := int(toldMost(from, to))*surely/100*looked/max(1, len(units)) + 1
	if least > looked {
		return nil
	}
	c := scanner{stems: s}
	for i := 0; i < len(units); i += every {
		u := units[i]
		for _, p := range c.unit(u.number(), u.heads(), u.shown()) {
			t.add(p.hash(), i)
		}
	}
	d := &dense{from: from &^ 63}
	d.words = (to - d.from + 63) / 64
	for _, g := range t.atLeast(least) {
		if at := &d.at[g.hash>>(32-prefixBits)]; *at == 0 {
			d.grams = append(d.grams, g.hash)
			*at = uint16(len(d.grams))
		}
	}
	d.rows = make([]uint64, 2*len(d.grams)*d.words)
	return d
}

// denseWriter fills rows for the units of a chunk, one after the other: of 64 numbers in memory of its own.
type denseWriter struct {
	*dense
	word int
	bit  uint64
	bits [][2]uint64
}

func newDenseWriter(d *dense) *denseWriter {
	return &denseWriter{dense: d, bits: make([][2]uint64, len(d.grams)+1)}
}

// begin says which unit is next.
func (w *denseWriter) begin(number int) {
	at := number - w.from
	if at>>6 != w.word {
		w.end()
		w.word = at >> 6
	}
	w.bit = 1 << (at & 63)
}

// take notes a gram, and reports whether it is one of these.
func (w *denseWriter) take(h uint32, flag posting) bool {
	id := w.at[h>>(32-prefixBits)]
	if id == 0 || w.grams[id-1] != h {
		return false
	}
	b := &w.bits[id]
	b[0] |= w.bit
	b[flag] |= w.bit
	return true
}

// end writes what is in memory. Another chunk may end in the same word.
func (w *denseWriter) end() {
	for i := range w.grams {
		b := &w.bits[i+1]
		for k := range b {
			if b[k] != 0 {
				atomic.OrUint64(&w.rows[(2*i+k)*w.words+w.word], b[k])
			}
		}
		*b = [2]uint64{}
	}
}

// denseGram is one gram of a run.
type denseGram struct {
	*dense
	i int
}

func (g denseGram) hash() uint32    { return g.grams[g.i] }
func (g denseGram) fp() uint32      { return g.hash() & (1<<fpBits - 1) }
func (g denseGram) any() []uint64   { return g.rows[2*g.i*g.words:][:g.words] }
func (g denseGram) heads() []uint64 { return g.rows[(2*g.i+1)*g.words:][:g.words] }

// count returns how many units have the gram.
func (g denseGram) count() (n int) {
	for _, word := range g.any() {
		n += bits.OnesCount64(word)
	}
	return n
}

// numbers returns the units that have the gram.
func (g denseGram) numbers() []int {
	var out []int
	for i, word := range g.any() {
		for ; word != 0; word &= word - 1 {
			out = append(out, g.from+i*64+bits.TrailingZeros64(word))
		}
	}
	return out
}

// allDense returns the grams of all runs in the order of their hashes, and those of one hash in the order of runs.
func allDense(runs []*dense) []denseGram {
	var out []denseGram
	for _, d := range runs {
		for i := range d.grams {
			out = append(out, denseGram{d, i})
		}
	}
	slices.SortStableFunc(out, func(a, b denseGram) int { return cmp.Compare(a.hash(), b.hash()) })
	return out
}
