package search

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"xiangwei/internal/output"
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

// blocks are the texts of all units, of numbers that agree but for their last bits in one file each.
type blocks struct {
	site   *site.Site
	units  []unit
	shift  int
	starts []int // where in units each block begins
}

func blocksOf(s *site.Site, units []unit, records int) blocks {
	b := blocks{site: s, units: units, shift: blockShift(units, records)}
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
		total += u.size() + 250 // and what else is in a row
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

// add adds the files of all blocks, and returns which were kept since they are as they were before.
func (b blocks) add(ctx context.Context, tree *output.Tree, workers int) (kept []bool) {
	kept = make([]bool, len(b.starts))
	room := sync.Pool{New: func() any { return new([]byte) }}
	parallel.Each(ctx, len(b.starts), workers, func(i int) {
		f := output.File{Path: filePath(fmt.Sprintf("t/%d", b.number(i))), Group: output.Data, Key: b.key(i)}
		if kept[i] = tree.Keep(f); !kept[i] {
			data := room.Get().(*[]byte)
			*data = b.block((*data)[:0], i)
			f.Data = *data
			tree.AddCopy(f)
			room.Put(data)
		}
	})
	return kept
}

// of returns the units of a block.
func (b blocks) of(i int) []unit {
	if i+1 < len(b.starts) {
		return b.units[b.starts[i]:b.starts[i+1]]
	}
	return b.units[b.starts[i]:]
}

// number returns the number of a block, which its name has.
func (b blocks) number(i int) int { return b.units[b.starts[i]].number() >> b.shift }

// block appends the texts of some parts: of each the address, title, number, party, day and section of its record, and its
// text; 0 where a number has none.
func (b blocks) block(out []byte, i int) []byte {
	number := b.number(i)
	out = fmt.Appendf(out, `%s("t%d",[`, callback, number)
	next := number << b.shift
	for _, u := range b.of(i) {
		for ; next < u.number(); next++ {
			out = append(out, "0,"...)
		}
		p := u.page
		out = append(out, '[')
		for _, text := range []string{site.EscapePath(p.Path), u.head[0], u.head[1], u.head[2], p.Published.Day().String()} {
			out = append(quote(out, text), ',')
		}
		out = append(strconv.AppendInt(out, int64(u.section), 10), ',')
		text := u.shown()
		out = append(quote(out, text[:]...), "],"...)
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
		w.Write(b.block(nil, i))
		w.Close()
		total, n = total+packed.Len(), n+1
	}
	return min(mostResults, max(fewResults, pageBytes*n/max(1, total)))
}

// quote appends text as a string of JavaScript. The two line ends of Unicode end a line in scripts of old browsers.
func quote(out []byte, pieces ...string) []byte {
	out = append(out, '"')
	for _, text := range pieces {
		from := 0
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '"' || c == '\\':
				out = append(append(out, text[from:i]...), '\\', c)
			case c == '\n':
				out = append(append(out, text[from:i]...), '\\', 'n')
			case c < ' ':
				out = fmt.Appendf(append(out, text[from:i]...), `\u%04x`, c)
			case c == 0xE2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
				out = fmt.Appendf(append(out, text[from:i]...), `\u202%d`, text[i+2]-0xA0)
				i += 2
			default:
				continue
			}
			from = i + 1
		}
		out = append(out, text[from:]...)
	}
	return append(out, '"')
}
