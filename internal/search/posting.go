package search

// A posting says that a part has a gram: the gram's hash, the part's number, where in its line it stands (modulo beat), and
// whether that is in the head. A changed word moves nothing but what is behind it in its line.
//
// The place is what tells 处罚决定 from 处罚 and 决定 in two sentences: grams of a stretch stand as far apart in it as in the
// query. Its last five bits say so nearly as surely as the whole of it.
type posting uint64

const (
	placeBits = 5
	beat      = 1 << placeBits

	headFlag    = 1 << 0
	placeShift  = 1
	numberShift = placeShift + placeBits
	hashShift   = numberShift + numberBits

	chunks = 8        // of records, counted and collected each by itself
	batch  = 12 << 20 // postings in memory at a time
	// mostBatches is about how many there are at most: 100,000 records with a tenth in each took a third longer.
	mostBatches = 4
	cacheBits   = 13
)

// scanner finds the postings of parts one after the other. A cache keeps most of those that come again from being
// collected twice. Which do come twice depends on the part alone, so that counting and collecting agree.
type scanner struct {
	*stems
	seen   [1 << cacheBits]recent
	folded []uint16
	number posting // of the part, shifted
	from   uint32  // hashes that are wanted
	to     uint32
	found  []posting
}

// record returns the postings of a record, until the next is asked for.
func (c *scanner) record(r *record) []posting {
	c.found = c.found[:0]
	for i, part := range r.parts {
		c.number = posting(r.number+i) << numberShift
		if i == 0 {
			c.heads(r.head)
		}
		c.folded = appendFolded(c.folded[:0], part)
		c.text(0)
	}
	return c.found
}

func (c *scanner) heads(head []string) {
	for _, text := range head {
		c.folded = appendFolded(c.folded[:0], text)
		for _, r := range c.folded {
			if r != stop {
				c.gram(hash(stop, r), 0, headFlag) // one character alone is looked for in heads only
			}
		}
		c.text(headFlag)
	}
}

func (c *scanner) text(flag posting) {
	text := c.folded
	line := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == stop || text[i+1] == stop {
			line = i + 1
			continue
		}
		place := uint32(i - line)
		h := hash(text[i], text[i+1])
		c.gram(h, place, flag)
		for k := i + 2; k < i+longestGram && k < len(text) && text[k] != stop && c.has(h); k++ {
			h = longer(h, text[k])
			c.gram(h, place, flag)
		}
	}
}

func (c *scanner) gram(h, place uint32, flag posting) {
	if bucket := h >> (32 - cacheBits); bucket < c.from>>(32-cacheBits) || bucket > c.to>>(32-cacheBits) {
		return
	}
	p := c.number | posting(place%beat)<<placeShift | flag
	slot := &c.seen[h>>(32-cacheBits)] // the same slots for the same range of hashes, whatever else is wanted
	key := uint64(h)<<numberBits | uint64(c.number>>numberShift)
	bit := uint64(1) << (place % beat) << (flag * beat) // of the head apart
	if slot.key != key+1 {
		*slot = recent{key + 1, 0}
	}
	if slot.places&bit != 0 {
		return
	}
	slot.places |= bit
	if h >= c.from && h <= c.to {
		c.found = append(c.found, posting(h)<<hashShift|p)
	}
}

// recent is where a part has a gram, as far as was found so far.
type recent struct {
	key    uint64 // hash and number, plus one
	places uint64
}

// chunk returns the records of a chunk.
func chunk(records []record, k int) []record {
	return records[k*len(records)/chunks : (k+1)*len(records)/chunks]
}
