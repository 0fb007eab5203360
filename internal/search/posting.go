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

	// inUnit are the bits that say which unit and where in it.
	inUnit = 1<<hashShift - 1

	cacheBits = 13
)

func (p posting) hash() uint32  { return uint32(p >> hashShift) }
func (p posting) fp() uint32    { return uint32(p>>hashShift) & (1<<fpBits - 1) }
func (p posting) number() int   { return int(p >> numberShift & (1<<numberBits - 1)) }
func (p posting) place() uint32 { return uint32(p >> placeShift & (beat - 1)) }

// scanner finds the postings of units one after the other, of each unit once: a cache keeps most of those that come again from
// being collected twice.
type scanner struct {
	stems  *prefixes
	wanted *prefixes    // of hashes; nil: all
	dense  *denseWriter // takes what it can; nil where nothing is
	seen   [1 << cacheBits]recent
	folded []uint16
	number posting // of the unit, shifted
	found  []posting
}

// recent is where a unit has a gram, as far as was found so far.
type recent struct {
	key    uint64 // hash and number, plus one
	places uint64
}

// unit returns the postings of a unit, until the next is asked for.
func (c *scanner) unit(number int, heads []string, t text) []posting {
	c.found = c.found[:0]
	c.number = posting(number) << numberShift
	if c.dense != nil {
		c.dense.begin(number)
	}
	for _, line := range heads {
		c.folded = AppendFolded(c.folded[:0], line)
		for _, r := range c.folded {
			if r != stop {
				c.gram(hash(stop, r), 0, headFlag) // one character alone is looked for in heads only
			}
		}
		c.text(headFlag)
	}
	c.folded = appendFoldedText(c.folded[:0], t)
	c.text(0)
	return c.found
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
		for k := i + 2; k < i+longestGram && k < len(text) && text[k] != stop && c.stems.has(h); k++ {
			h = longer(h, text[k])
			c.gram(h, place, flag)
		}
	}
}

func (c *scanner) gram(h, place uint32, flag posting) {
	if c.wanted != nil && !c.wanted.has(h) || c.dense != nil && c.dense.take(h, flag) {
		return
	}
	slot := &c.seen[h>>(32-cacheBits)]
	key := uint64(h)<<numberBits | uint64(c.number>>numberShift)
	bit := uint64(1) << (place % beat) << (flag * beat) // of the head apart
	if slot.key != key+1 {
		*slot = recent{key + 1, 0}
	}
	if slot.places&bit != 0 {
		return
	}
	slot.places |= bit
	c.found = append(c.found, posting(h)<<hashShift|c.number|posting(place%beat)<<placeShift|flag)
}
