package search

// tally counts in how many units grams are, in a table with open addressing. Once that is nearly full no further gram is taken
// up: what has not come by then is not frequent.
type tally struct {
	slots []counted
	used  int
}

// counted says in how many units a gram was, and which was the last.
type counted struct {
	hash    uint32
	n, last int32
}

const tallySlots = 1 << 18

func newTally() *tally { return &tally{slots: make([]counted, tallySlots)} }

// add counts a gram of a unit. Units come one after the other.
func (t *tally) add(h uint32, unit int) {
	at := h & (tallySlots - 1)
	for t.slots[at].n > 0 && t.slots[at].hash != h {
		at = (at + 1) & (tallySlots - 1)
	}
	switch c := &t.slots[at]; {
	case c.n == 0 && t.used < tallySlots/8*7:
		t.used++
		*c = counted{h, 1, int32(unit)}
	case c.n > 0 && c.last != int32(unit):
		c.n, c.last = c.n+1, int32(unit)
	}
}

// atLeast returns what is in at least so many units, in no order, and begins anew.
func (t *tally) atLeast(n int) []counted {
	var out []counted
	for _, c := range t.slots {
		if c.n > 0 && int(c.n) >= n {
			out = append(out, c)
		}
	}
	clear(t.slots)
	t.used = 0
	return out
}

// grams counts the grams of one length that are indexed.
func (t *tally) grams(texts [][]uint16, s *prefixes, length, least int) []counted {
	for u, text := range texts {
		for i := range text {
			if h, ok := gramAt(text, i, length, s); ok {
				t.add(h, u)
			}
		}
	}
	return t.atLeast(least)
}
