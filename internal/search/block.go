package search

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"strconv"
	"strings"

	"xiangwei/internal/parallel"
	"xiangwei/internal/site"
)

// A block has about so many bytes: larger ones are loaded in vain for the one result in them, smaller ones are many files.
// Beyond some thousand records files weigh more.
const (
	blockSize   = 2500
	largeBlocks = 4500
	largeSite   = 8 << 10 // records
)

// What results of a first page may take over the wire, and how many there are of them. Ten weigh 12 KB where records have
// 700 characters.
const (
	pageBytes   = 12 << 10
	mostResults = 10
	fewResults  = 5
)

// unit is a part of a record.
type unit struct {
	*record
	part int
}

func (u unit) number() int { return u.record.number + u.part }

// units returns the parts of all records, in the order of their numbers.
func units(records []record) []unit {
	out := make([]unit, 0, len(records))
	for i := range records {
		for k := range records[i].parts {
			out = append(out, unit{&records[i], k})
		}
	}
	return out
}

// blocks are the texts of all units, of numbers that agree but for their last bits in one file each.
type blocks struct {
	site   *site.Site
	units  []unit
	shift  int
	starts []int // where in units each block begins
}

func blocksOf(s *site.Site, records []record) blocks {
	b := blocks{site: s, units: units(records)}
	b.shift = blockShift(b.units, len(records))
	for i, u := range b.units {
		if i == 0 || u.number()>>b.shift != b.units[i-1].number()>>b.shift {
			b.starts = append(b.starts, i)
		}
	}
	return b
}

// blockShift returns how many numbers share a block, as a power of two.
func blockShift(units []unit, records int) int {
	total, want := 0, blockSize
	for _, u := range units {
		total += len(u.parts[u.part]) + 250 // and what else is in a row
	}
	if records > largeSite {
		want = largeBlocks
	}
	shift := 0
	for shift < 5 && total/max(1, len(units))<<(shift+1) <= want {
		shift++
	}
	return shift
}

// add adds the files of all blocks.
func (b blocks) add(ctx context.Context, add func(name string, data []byte), workers int) {
	parallel.Each(ctx, len(b.starts), workers, func(i int) {
		add(fmt.Sprintf("t/%d", b.units[b.starts[i]].number()>>b.shift), b.block(i))
	})
}

// block writes the texts of some parts: of each the address, title, number, party, day and section of its record, and its
// text; 0 where a number has none.
func (b blocks) block(i int) []byte {
	units := b.units[b.starts[i]:]
	if i+1 < len(b.starts) {
		units = b.units[b.starts[i]:b.starts[i+1]]
	}
	size := 64
	for _, u := range units {
		size += len(u.parts[u.part]) + 400
	}
	number := units[0].number() >> b.shift
	out := fmt.Appendf(make([]byte, 0, size), `%s("t%d",[`, callback, number)
	next := number << b.shift
	for _, u := range units {
		for ; next < u.number(); next++ {
			out = append(out, "0,"...)
		}
		p := u.page
		out = append(out, '[')
		for _, text := range []string{site.EscapePath(p.Path), u.head[0], u.head[1], u.head[2], p.Published.Day().String()} {
			out = append(quote(out, text), ',')
		}
		out = append(strconv.AppendInt(out, int64(u.section), 10), ',')
		out = append(quote(out, u.parts[u.part]), "],"...)
		next++
	}
	return append(out[:len(out)-1], "])\n"...)
}

// results returns how many results a page has: as many as fit into what a first page may take, measured on some blocks.
func (b blocks) results() int {
	const probes = 16
	total, n := 0, 0
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for i := 0; i < len(b.starts); i += max(1, len(b.starts)/probes) {
		packed.Reset()
		w.Reset(&packed)
		w.Write(b.block(i))
		w.Close()
		total, n = total+packed.Len(), n+1
	}
	return min(mostResults, max(fewResults, pageBytes*n/max(1, total)))
}

// quote appends text as a string of JavaScript. The two line ends of Unicode end a line in scripts of old browsers.
func quote(out []byte, text string) []byte {
	out = append(out, '"')
	from := 0
	put := func(at, n int, as string) {
		out = append(append(out, text[from:at]...), as...)
		from = at + n
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			put(i, 1, `\`+string(c))
		case c == '\n':
			put(i, 1, `\n`)
		case c < ' ':
			put(i, 1, fmt.Sprintf(`\u%04x`, c))
		case c == 0xE2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			put(i, 3, `\n`)
		}
	}
	return append(append(out, text[from:]...), '"')
}
