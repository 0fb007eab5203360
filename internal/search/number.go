package search

import (
	"cmp"
	"crypto/sha256"
	"hash/fnv"
	"math/bits"
	"slices"

	"xiangwei/internal/site"
)

const (
	numberBits = 25
	// regionsByMonth is how many regions there may be before they are of years instead of months: the page's script reads all.
	regionsByMonth = 1024
	// reserve is in what steps the newest regions are larger than they need be: a new record of this month moves no other.
	reserve = 8
)

// record is a page with its parts: units are numbered, and a record has one or more.
type record struct {
	page    *site.Page
	head    head
	text    text              // body and fields; stretches that do not belong together on lines of their own
	parts   []span            // of the text
	sum     [sha256.Size]byte // names all that the index says of it, but for its number
	period  int               // year, or year and month
	section int
	class   int // 2^class numbers are kept for it
	number  int // of its first part
	hash    uint32
}

// head is what ranks first: title, number, party.
type head [3]string

// withdrawn reports whether the record only keeps its number, so that those behind it keep theirs.
func (r *record) withdrawn() bool { return len(r.parts) == 0 }

// region is a run of numbers of records of one period, one section and about one length. From a number alone it says what a
// filter asks, and where the record of a part begins; so nothing has to be told record by record.
type region struct{ period, section, class, first, slots int }

// number gives all parts of records their numbers, oldest first, and returns the regions and one more than the last number.
func number(records []record) ([]region, int) {
	for i := range records {
		r := &records[i]
		r.class = bits.Len(uint(max(1, len(r.parts)) - 1))
	}
	order(records)
	regions := regionsOf(records)
	if len(regions) > regionsByMonth {
		for i := range records {
			records[i].period -= records[i].period % 13
		}
		order(records)
		regions = regionsOf(records)
	}
	next, at := 0, 0
	for i := range regions {
		g := &regions[i]
		g.first = next
		for k := range g.slots {
			records[at+k].number = next + k<<g.class
		}
		at += g.slots
		if g.period == regions[len(regions)-1].period {
			g.slots = (g.slots/reserve + 1) * reserve
		} else if g.slots >= reserve {
			g.slots = (g.slots + 3) &^ 3
		}
		next += g.slots << g.class
	}
	return regions, next
}

func order(records []record) {
	slices.SortFunc(records, func(a, b record) int {
		return cmp.Or(a.period-b.period, a.section-b.section, a.class-b.class, a.page.Published.Compare(b.page.Published), cmp.Compare(a.page.Path, b.page.Path))
	})
}

// regionsOf returns the regions of ordered records, each with as many slots as it has records.
func regionsOf(records []record) []region {
	var out []region
	for i := range records {
		r := &records[i]
		if n := len(out); n == 0 || out[n-1].period != r.period || out[n-1].section != r.section || out[n-1].class != r.class {
			out = append(out, region{period: r.period, section: r.section, class: r.class})
		}
		out[len(out)-1].slots++
	}
	return out
}

// periodOf returns year and month of a page as one number: thirteen to a year, since the month may be unknown.
func periodOf(p *site.Page) int {
	month := 0
	if day := p.Published.Day(); !p.Published.IsZero() && day.Year == p.Year {
		month = int(day.Month)
	}
	return p.Year*13 + month
}

// sampled picks about one record in so many, by its address alone.
func (r *record) sampled(every int) bool { return int(r.hash)&(every-1) == 0 }

func pathHash(path string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(path))
	return h.Sum32()
}
