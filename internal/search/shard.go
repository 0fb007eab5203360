package search

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"iter"
	"slices"
)

const (
	fpBits = 20 // two grams of one shard that agree in them are taken for one: about one in three thousand
	// placedBelow is how frequent a gram may be for its places to be told: one unit in so many has it.
	placedBelow = 2
	// placedAlways is up to how many units a gram has its places told, however frequent it is.
	placedAlways = 512
	// placedMost is from how many on they are not, however large the site: they would be most of what a query takes.
	placedMost = 1536
)

// placed returns how many units a gram must have for their places to be told. Rarer ones tell enough, but on a small site.
func placed(numbers int) int { return min(48, max(2, numbers>>6)) }

// shardBits is what a shard says: of all grams, and of the frequent ones in each window before the cut.
type shardBits struct {
	main    []byte
	windows [][]byte
}

// encoder writes shards one after the other, in memory that is used again.
type encoder struct {
	entry
	layout  layout
	sorted  []posting
	main    grams
	hashes  []uint32
	written bitWriter
}

// shard writes one shard. The order of its postings is lost. Its bits are: how many grams there are (gamma, plus one); their hashes, as a list; and for each, on
// a site with windows, one bit that says whether units before the cut are told in windows, and what entry.write says.
func (e *encoder) shard(postings []posting) shardBits {
	l := e.layout
	windows := make([]grams, l.cut>>windowBits)
	e.main, e.placed = e.main[:0], placed(l.numbers)
	e.sort(postings)
	for p := range entriesOf(postings) {
		older := 0
		for len(p) > windowed && older < len(p) && p[older].number() < l.cut {
			older++
		}
		fp := uint32(p[0]>>hashShift) & (1<<fpBits - 1)
		e.main = append(e.main, gram{fp, p[older:], older > 0})
		for p = p[:older]; len(p) > 0; {
			w, n := p[0].number()>>windowBits, 0
			for n < len(p) && p[n].number()>>windowBits == w {
				n++
			}
			windows[w] = append(windows[w], gram{fp: fp, postings: p[:n]})
			p = p[n:]
		}
	}
	out := shardBits{main: e.grams(e.main, 0, l.numbers, l.cut > 0)}
	for w, g := range windows {
		out.windows = append(out.windows, e.grams(g, w<<windowBits, (w+1)<<windowBits, false))
	}
	return out
}

// gram is what a shard has of one gram; of a partial one, windows have more.
type gram struct {
	fp       uint32
	postings []posting
	partial  bool
}

type grams []gram

// grams writes grams with the units from one number to before another.
func (e *encoder) grams(g grams, from, to int, flags bool) []byte {
	w := &e.written
	*w = bitWriter{data: w.data[:0]}
	e.hashes = e.hashes[:0]
	for _, gram := range g {
		e.hashes = append(e.hashes, gram.fp)
	}
	w.gamma(uint32(len(g)) + 1)
	w.list(e.hashes, 0, 1<<fpBits-1)
	for _, gram := range g {
		e.read(gram.postings)
		if flags {
			w.flag(gram.partial)
		}
		e.write(w, uint32(from), uint32(to-1))
	}
	return bytes.Clone(w.bytes())
}

// entriesOf cuts sorted postings by their grams.
func entriesOf(p []posting) iter.Seq[[]posting] {
	return func(yield func([]posting) bool) {
		for start, i := 0, 1; i <= len(p); i++ {
			if i == len(p) || (p[i]^p[start])>>hashShift&(1<<fpBits-1) != 0 {
				if !yield(p[start:i]) {
					return
				}
				start = i
			}
		}
	}
}

// entry is what a shard says of one gram.
type entry struct {
	placed  int
	numbers []uint32
	heads   []uint32 // indexes of units that have the gram in the head
	places  []uint32 // of each unit, a bit for each place
}

func (e *entry) read(p []posting) {
	e.numbers, e.heads, e.places = e.numbers[:0], e.heads[:0], e.places[:0]
	for _, v := range p {
		n, u := len(e.numbers), uint32(v.number())
		if n == 0 || e.numbers[n-1] != u {
			e.numbers, e.places = append(e.numbers, u), append(e.places, 0)
			n++
		}
		e.places[n-1] |= 1 << v.place()
		if k := len(e.heads); v&headFlag != 0 && (k == 0 || e.heads[k-1] != uint32(n-1)) {
			e.heads = append(e.heads, uint32(n-1))
		}
	}
}

// write writes how many units have the gram (gamma, plus one), which (a list), how many of those in the head (gamma, plus
// one), which of those (a list of indexes); and, unless the gram is rare, a bit for whether places are told, and if so those
// of each unit.
func (e *entry) write(w *bitWriter, from, to uint32) {
	n := uint32(len(e.numbers))
	w.gamma(n + 1)
	w.list(e.numbers, from, to)
	if n == 0 {
		return
	}
	w.gamma(uint32(len(e.heads)) + 1)
	w.list(e.heads, 0, n-1)
	if int(n) < e.placed {
		return
	}
	told := n <= max(placedAlways, min(placedMost, (to-from)/placedBelow))
	w.flag(told)
	for i := 0; told && i < len(e.places); i++ {
		w.mask(e.places[i])
	}
}

func (p posting) hash() uint32  { return uint32(p >> hashShift) }
func (p posting) number() int   { return int(p >> numberShift & (1<<numberBits - 1)) }
func (p posting) place() uint32 { return uint32(p >> placeShift & (beat - 1)) }

// packed returns a file that hands bytes to the page's script under a name. Base64 is larger by a third, but not over the
// wire: there gzip takes it away again.
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

// sort sorts postings by their hash and leaves those of one hash in the order of their units, which is how they come.
func (e *encoder) sort(p []posting) {
	const digit = fpBits / 2
	e.sorted = slices.Grow(e.sorted[:0], len(p))
	other := e.sorted[:len(p)]
	for pass := range 2 {
		var places [1<<digit + 1]int
		at := hashShift + pass*digit
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
		p, other = other, p // after two of them it is as it was
	}
}
