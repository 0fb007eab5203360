package search

const (
	bucketBits = 6
	halfHash   = 32 - bucketBits // bits of a hash that its bucket does not tell
	slabSize   = 512
)

// pile is the postings of some units by the first bits of their hashes, in the order in which they came.
type pile [1 << bucketBits]bucket

// bucket has the rest of the hash, the place and the flag of each posting, which are half of it, and once for each unit whose
// they are. Halves are in slabs, so that nothing is copied as there are more.
type bucket struct {
	slabs [][]uint32
	runs  []run
}

// run is how many postings of a unit follow each other.
type run struct{ number, n uint32 }

// newPile returns a pile with room for so many units in each bucket.
func newPile(units int) *pile {
	p := new(pile)
	for i := range p {
		p[i].runs = make([]run, 0, units)
	}
	return p
}

// bucketOf returns the bucket of a prefix.
func bucketOf(prefix int) int { return prefix >> (prefixBits - bucketBits) }

func (p *pile) add(v posting) {
	b := &p[v>>(hashShift+halfHash)]
	last := len(b.slabs) - 1
	if last < 0 || len(b.slabs[last]) == slabSize {
		b.slabs = append(b.slabs, make([]uint32, 0, slabSize))
		last++
	}
	half := uint32(v>>hashShift)<<numberShift | uint32(v&(1<<numberShift-1))
	b.slabs[last] = append(b.slabs[last], half)
	number := uint32(v.number())
	if n := len(b.runs); n > 0 && b.runs[n-1].number == number {
		b.runs[n-1].n++
		return
	}
	b.runs = append(b.runs, run{number, 1})
}

// gather appends the postings of the hashes from one prefix to before another.
func (p *pile) gather(out []posting, from, to int) []posting {
	for i := bucketOf(from); i <= bucketOf(to-1); i++ {
		b, at := &p[i], 0
		for _, r := range b.runs {
			rest := posting(i)<<(hashShift+halfHash) | posting(r.number)<<numberShift
			for range r.n {
				half := posting(b.slabs[at/slabSize][at%slabSize])
				at++
				v := rest | half>>numberShift<<hashShift | half&(1<<numberShift-1)
				if prefix := int(v.hash() >> (32 - prefixBits)); from <= prefix && prefix < to {
					out = append(out, v)
				}
			}
		}
	}
	return out
}
