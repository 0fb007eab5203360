package search

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"xiangwei/internal/output"
)

// This file is the query side in Go, step by step that of theme/js/search.js. Tests measure with it what the script, of
// which a browser tests a sample, finds in the same files.

// bitReader reads what bitWriter wrote. Beyond the end there are only ones, so that no code goes on for ever.
type bitReader struct {
	data []byte
	at   int
}

func (r *bitReader) bit() uint32 {
	i := r.at >> 3
	r.at++
	if i >= len(r.data) {
		return 1
	}
	return uint32(r.data[i]>>(7-(r.at-1)&7)) & 1
}

func (r *bitReader) get(n int) (v uint32) {
	for range n {
		v = v<<1 | r.bit()
	}
	return v
}

func (r *bitReader) gamma() uint32 {
	n := 0
	for n < 31 && r.bit() == 0 {
		n++
	}
	return 1<<n | r.get(n)
}

func (r *bitReader) below(n uint32) uint32 {
	if n < 2 {
		return 0
	}
	k := bits.Len32(n) - 1
	short := uint32(1)<<(k+1) - n
	v := r.get(k)
	if v < short {
		return v
	}
	return v<<1 + r.bit() - short
}

func (r *bitReader) list(v []uint32, lo, hi uint32) {
	if len(v) == 0 {
		return
	}
	if uint32(len(v)) == hi-lo+1 {
		for i := range v {
			v[i] = lo + uint32(i)
		}
		return
	}
	m := len(v) / 2
	x := lo + uint32(m) + r.below(hi-lo-uint32(len(v))+2)
	v[m] = x
	r.list(v[:m], lo, x-1)
	r.list(v[m+1:], x+1, hi)
}

var errBroken = errors.New("broken")

// posted is what a shard says of a pair.
type posted struct {
	any, head []uint32
	places    []uint32 // of each of any
}

// readShard returns the pairs of a shard by their hash.
func readShard(data []byte, units int) (map[uint32]posted, error) {
	r := &bitReader{data: data}
	n := r.gamma() - 1
	if n > 1<<fpBits || int(n) > len(data)*8 {
		return nil, errBroken
	}
	hashes := make([]uint32, n)
	r.list(hashes, 0, 1<<fpBits-1)
	out := map[uint32]posted{}
	for _, h := range hashes {
		var p posted
		n := r.gamma()
		if int(n) > units || r.at > len(data)*8 {
			return nil, errBroken
		}
		p.any = make([]uint32, n)
		r.list(p.any, 0, uint32(units-1))
		k := r.gamma() - 1
		if k > n {
			return nil, errBroken
		}
		places := make([]uint32, k)
		r.list(places, 0, n-1)
		for _, at := range places {
			if at >= n {
				return nil, errBroken
			}
			p.head = append(p.head, p.any[at])
		}
		p.places = make([]uint32, n)
		for i := range p.places {
			if int(n)*placed < units {
				p.places[i] = math.MaxUint32
				continue
			}
			n := r.gamma()
			if n > beat {
				return nil, errBroken
			}
			var places [beat]uint32
			r.list(places[:n], 0, beat-1)
			for _, at := range places[:n] {
				p.places[i] |= 1 << (at % beat)
			}
		}
		out[h] = p
	}
	return out, nil
}

// reader answers queries from the files of an index.
type reader struct {
	root    rootFile
	files   map[string][]byte
	rest    map[uint32]bool
	shards  map[int]map[uint32]posted
	fetched map[string]bool // by the last query
}

func newReader(files []output.File) (*reader, error) {
	r := &reader{files: map[string][]byte{}, rest: map[uint32]bool{}, shards: map[int]map[uint32]posted{}}
	for _, f := range files {
		r.files[f.Path] = f.Data
	}
	if err := r.load("root", &r.root); err != nil {
		return nil, err
	}
	for _, u := range uncoded(r.root.Rest, r.root.Units) {
		r.rest[u] = true
	}
	return r, nil
}

func uncoded(text string, units int) []uint32 {
	data, _ := base64.RawStdEncoding.DecodeString(text)
	r := &bitReader{data: data}
	n := r.gamma() - 1
	if int(n) > units {
		return nil
	}
	list := make([]uint32, n)
	r.list(list, 0, uint32(units-1))
	return list
}

// load reads the value of a file: root, i0, t0.
func (r *reader) load(name string, v any) error {
	file := Folder + "/root.js"
	if name != "root" {
		file = fmt.Sprintf("%s/%s/%s.js", Folder, name[:1], name[1:])
	}
	data, ok := r.files[file]
	if !ok {
		return fmt.Errorf("no file %s", file)
	}
	if r.fetched != nil {
		r.fetched[file] = true
	}
	prefix := fmt.Sprintf("%s(%q,", callback, name)
	text, ok := strings.CutPrefix(strings.TrimSuffix(string(data), ")\n"), prefix)
	if !ok {
		return errBroken
	}
	return json.Unmarshal([]byte(text), v)
}

func (r *reader) pair(a, b uint16) posted {
	h := hash(a, b)
	n := int(uint64(h) * uint64(r.root.Shards) >> 32)
	r.fetched[fmt.Sprintf("%s/i/%d.js", Folder, n)] = true
	return r.shardOf(n)[h&(1<<fpBits-1)]
}

func (r *reader) shardOf(n int) map[uint32]posted {
	if r.shards[n] == nil {
		var text string
		if r.load(fmt.Sprintf("i%d", n), &text) != nil {
			return nil
		}
		data, _ := base64.RawStdEncoding.DecodeString(text)
		r.shards[n], _ = readShard(data, r.root.Units)
	}
	return r.shards[n]
}

// found is the answer to a query: first units of records, in the order they are shown.
type found struct {
	records []uint32
	units   map[uint32]uint32 // of a record: the unit that has the first word that is not in its head
	heads   int               // how many of the records, the first ones, have every word in their heads
}

// terms cuts a query into what is looked for: its words, folded, and long ones in pieces.
func terms(query string) [][]uint16 {
	var out [][]uint16
	all := Fold(query)
	for _, word := range strings.Fields(query) {
		for _, w := range split(Fold(word), stop) {
			for len(w) > window {
				out, w = append(out, w[:window]), w[window:]
				if len(w) == 1 {
					w = append([]uint16{out[len(out)-1][window-1]}, w...)
				}
			}
			out = append(out, w)
		}
	}
	long := slices.DeleteFunc(slices.Clone(out), func(w []uint16) bool { return len(w) < 2 })
	if len(long) > 0 {
		return long
	}
	if len(all) > 1 && !slices.Contains(all, stop) { // 第 2
		return [][]uint16{all}
	}
	return out
}

func split(w []uint16, at uint16) [][]uint16 {
	var out [][]uint16
	for len(w) > 0 {
		i := slices.Index(w, at)
		if i < 0 {
			i = len(w)
		}
		if i > 0 {
			out = append(out, w[:i])
		}
		w = w[min(len(w), i+1):]
	}
	return out
}

// mostPairs is how many pairs of a piece are asked for: all of a short one; of a longer piece as many, spread over it, as
// they say where they stand.
const mostPairs = 5

// places returns which pairs of a piece are asked for.
func places(n int) []int {
	if n == 1 {
		return []int{-1}
	}
	var out []int
	k := min(n-1, mostPairs)
	for i := range k {
		out = append(out, i*(n-2)/max(1, k-1))
	}
	return out
}

func (r *reader) find(query string) found {
	r.fetched = map[string]bool{}
	f := found{units: map[uint32]uint32{}}
	var any, head []uint32
	words := terms(query)
	for i, w := range words {
		a, h := r.word(w)
		byRecord, headRecord := r.records(a), r.records(h)
		if i == 0 {
			any, head = keys(byRecord), keys(headRecord)
		} else {
			any = slices.DeleteFunc(any, func(u uint32) bool { _, ok := byRecord[u]; return !ok })
			head = slices.DeleteFunc(head, func(u uint32) bool { _, ok := headRecord[u]; return !ok })
		}
		for record, u := range byRecord {
			if _, ok := f.units[record]; !ok || f.units[record] == record {
				f.units[record] = u
			}
		}
	}
	slices.SortFunc(any, func(a, b uint32) int {
		x, y := slices.Contains(head, a), slices.Contains(head, b)
		if x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(b, a)
	})
	f.records, f.heads = any, len(head)
	return f
}

func keys(m map[uint32]uint32) []uint32 {
	var out []uint32
	for k := range m {
		out = append(out, k)
	}
	return out
}

// records maps units to the first units of their records, each with the first of its units that was given.
func (r *reader) records(units []uint32) map[uint32]uint32 {
	m := map[uint32]uint32{}
	for _, u := range units {
		first := u
		for r.rest[first] {
			first--
		}
		if _, ok := m[first]; !ok {
			m[first] = u
		}
	}
	return m
}

// word returns the units that have the pairs of a piece one behind the other, and those that have them in the head.
func (r *reader) word(w []uint16) (any, head []uint32) {
	var all posted
	for i, p := range places(len(w)) {
		var got posted
		if p < 0 {
			got = r.pair(stop, w[0])
		} else {
			got = r.pair(w[p], w[p+1])
		}
		if i == 0 {
			all = got
			continue
		}
		all = all.and(got, p)
	}
	return all.any, all.head
}

// and leaves what another pair has as well, so far behind the first.
func (p posted) and(o posted, behind int) posted {
	var out posted
	for i, j := 0, 0; i < len(p.any) && j < len(o.any); {
		switch {
		case p.any[i] < o.any[j]:
			i++
		case p.any[i] > o.any[j]:
			j++
		default:
			if places := p.places[i] & bits.RotateLeft32(o.places[j], -behind); places != 0 {
				out.any, out.places = append(out.any, p.any[i]), append(out.places, places)
			}
			i, j = i+1, j+1
		}
	}
	for _, u := range p.head {
		_, a := slices.BinarySearch(out.any, u)
		_, b := slices.BinarySearch(o.head, u)
		if a && b {
			out.head = append(out.head, u)
		}
	}
	return out
}

// text loads what results show of a unit.
func (r *reader) text(u uint32) ([]any, error) {
	var block []any
	if err := r.load(fmt.Sprintf("t%d", int(u)/r.root.Block), &block); err != nil {
		return nil, err
	}
	row, ok := block[int(u)%r.root.Block].([]any)
	if !ok {
		return nil, errBroken
	}
	return row, nil
}

// has checks a candidate against its text.
func (r *reader) has(record, unit uint32, words [][]uint16) bool {
	var texts []string
	for _, u := range []uint32{record, unit} {
		row, err := r.text(u)
		if err != nil {
			return false
		}
		for _, i := range []int{1, 2, 3, 6} {
			s, _ := row[i].(string)
			texts = append(texts, s)
		}
	}
	for _, w := range words {
		if !slices.ContainsFunc(texts, func(t string) bool { return containsFolded(Fold(t), w) }) {
			return len(words) > 1 // another unit of the record may have it
		}
	}
	return true
}

func containsFolded(t, w []uint16) bool {
	for i := 0; i+len(w) <= len(t); i++ {
		if slices.Equal(t[i:i+len(w)], w) {
			return true
		}
	}
	return false
}
