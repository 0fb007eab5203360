package search

const (
	bucketBits = 6
	slabSize   = 256
)

// pile is the postings of some units by the first bits of their hashes, in the order in which they came. They are in slabs, so that
// nothing is copied as it grows.
type pile [1 << bucketBits][][]posting

func (p *pile) add(v posting) {
	bucket := &p[v>>(hashShift+32-bucketBits)]
	last := len(*bucket) - 1
	if last < 0 || len((*bucket)[last]) == slabSize {
		*bucket = append(*bucket, make([]posting, 0, slabSize))
		last++
	}
	(*bucket)[last] = append((*bucket)[last], v)
}

// bucketOf returns the bucket of a prefix.
func bucketOf(prefix int) int { return prefix >> (prefixBits - bucketBits) }
