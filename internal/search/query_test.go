package search

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"sort"
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

// posted is what an index says of a gram. Below a number it may not know which units have it.
type posted struct {
	any, head []uint32
	places    []uint32 // of each of any, a bit for each place
	from      uint32
}

// readGrams returns the grams of a shard, or of a part of one in a window, by their hash.
func readGrams(data []byte, from, to, placed int, flags bool, cut uint32) (map[uint32]posted, error) {
	r := &bitReader{data: data}
	n := r.gamma() - 1
	if n > 1<<fpBits || int(n) > len(data)*8 {
		return nil, errBroken
	}
	hashes := make([]uint32, n)
	r.list(hashes, 0, 1<<fpBits-1)
	out := map[uint32]posted{}
	for _, h := range hashes {
		p, err := readPosted(r, from, to, placed, flags, cut)
		if err != nil {
			return nil, err
		}
		out[h] = p
	}
	return out, nil
}

func readPosted(r *bitReader, from, to, placed int, flags bool, cut uint32) (posted, error) {
	var p posted
	if flags && r.bit() == 1 {
		p.from = cut
	}
	n := r.gamma() - 1
	if int(n) > to-from || r.at > len(r.data)*8 {
		return p, errBroken
	}
	p.any, p.places = make([]uint32, n), make([]uint32, n)
	for i := range p.places {
		p.places[i] = math.MaxUint32
	}
	r.list(p.any, uint32(from), uint32(to-1))
	if n == 0 {
		return p, nil
	}
	k := r.gamma() - 1
	if k > n {
		return p, errBroken
	}
	heads := make([]uint32, k)
	r.list(heads, 0, n-1)
	for _, at := range heads {
		if at >= n {
			return p, errBroken
		}
		p.head = append(p.head, p.any[at])
	}
	told := int(n) >= placed && r.bit() == 1
	for i := 0; told && i < len(p.places); i++ {
		n := r.gamma()
		if n > beat {
			return p, errBroken
		}
		var places [beat]uint32
		r.list(places[:n], 0, beat-1)
		p.places[i] = 0
		for _, at := range places[:n] {
			p.places[i] |= 1 << (at % beat)
		}
	}
	return p, nil
}

// reader answers queries from the files of an index.
type reader struct {
	root    rootFile
	stems   *prefixes
	regions []region
	files   map[string][]byte
	shards  map[string][]map[uint32]posted
	fetched map[string]bool // by the last query
}

func newReader(files []output.File) (*reader, error) {
	r := &reader{files: map[string][]byte{}, shards: map[string][]map[uint32]posted{}, stems: new(prefixes), fetched: map[string]bool{}}
	for _, f := range files {
		r.files[f.Path] = f.Data
	}
	if err := r.load("root", &r.root); err != nil {
		return nil, err
	}
	b := bitsOf(r.root.Stems)
	list := make([]uint32, b.gamma()-1)
	b.list(list, 0, 1<<prefixBits-1)
	for _, stem := range list {
		r.stems.add(stem)
	}
	b = bitsOf(r.root.Regions)
	n := b.gamma() - 1
	period, next := 0, 0
	for i := range n {
		if i == 0 {
			period = int(b.get(32))
		}
		g := region{first: next}
		period += int(b.gamma() - 1)
		g.period, g.section, g.class, g.slots = period, int(b.gamma()-1), int(b.gamma()-1), int(b.gamma()-1)
		next += g.slots << g.class
		r.regions = append(r.regions, g)
	}
	return r, nil
}

func bitsOf(text string) *bitReader {
	data, _ := base64.RawStdEncoding.DecodeString(text)
	return &bitReader{data: data}
}

// regionOf returns the region of a number.
func (r *reader) regionOf(u uint32) region {
	i := sort.Search(len(r.regions), func(i int) bool { return r.regions[i].first > int(u) })
	return r.regions[max(0, i-1)]
}

// first returns the number of the first part of a record.
func (r *reader) first(u uint32) uint32 {
	g := r.regionOf(u)
	return u - (u-uint32(g.first))&(1<<g.class-1)
}

// load reads the value of a file: root, i0, i3-1, t0.
func (r *reader) load(name string, v any) error {
	file := Folder + "/root.js"
	if name != "root" {
		file = fmt.Sprintf("%s/%s/%s.js", Folder, name[:1], name[1:])
	}
	data, ok := r.files[file]
	if !ok {
		return fmt.Errorf("no file %s", file)
	}
	r.fetched[file] = true
	prefix := fmt.Sprintf("%s(%q,", callback, name)
	text, ok := strings.CutPrefix(strings.TrimSuffix(string(data), ")\n"), prefix)
	if !ok {
		return errBroken
	}
	return json.Unmarshal([]byte(text), v)
}

func (r *reader) layout() layout {
	n := r.root.Numbers
	return layout{numbers: n, shards: r.root.Shards, cut: max(0, n>>windowBits-1) << windowBits}
}

// gram returns what the index says of a gram, with so many windows before the cut.
func (r *reader) gram(h uint32, back int) posted {
	l := r.layout()
	n := l.shardOf(h)
	p := r.grams(fmt.Sprintf("i%d", n), 0, 0, l.numbers)[h&(1<<fpBits-1)]
	for w := l.cut>>windowBits - 1; w >= 0 && back > 0 && p.from > 0; w, back = w-1, back-1 {
		from := w << windowBits
		older := r.grams(fmt.Sprintf("i%d-%d", w, n/r.root.Window), n%r.root.Window, from, from+1<<windowBits)[h&(1<<fpBits-1)]
		p = posted{slices.Concat(older.any, p.any), slices.Concat(older.head, p.head), slices.Concat(older.places, p.places), uint32(from)}
	}
	return p
}

// grams returns the grams of a shard, or of one of those of a window's file.
func (r *reader) grams(name string, at, from, to int) map[uint32]posted {
	r.fetched[fmt.Sprintf("%s/i/%s.js", Folder, name[1:])] = true
	if r.shards[name] == nil {
		var texts []string
		if window := strings.Contains(name, "-"); window {
			r.load(name, &texts)
		} else {
			texts = make([]string, 1)
			r.load(name, &texts[0])
		}
		cut := r.layout().cut
		for _, text := range texts {
			got, _ := readGrams(bitsOf(text).data, from, to, placed(r.root.Numbers), cut > 0 && len(texts) == 1 && from == 0 && to == r.root.Numbers, uint32(cut))
			r.shards[name] = append(r.shards[name], got)
		}
	}
	if at >= len(r.shards[name]) {
		return nil
	}
	return r.shards[name][at]
}

// found is the answer to a query: numbers of records, in the order they are shown.
type found struct {
	records []uint32
	units   map[uint32]uint32 // of a record: the part that has the first word that is not in its head
	heads   int               // how many of the records, the first ones, have every word in their heads
	from    uint32            // below it there may be more
}

// terms cuts a query into what is looked for: its words, folded, and long ones in pieces.
func terms(query string) [][]uint16 {
	var out [][]uint16
	all := folded(query)
	for _, word := range strings.Fields(query) {
		for _, w := range split(folded(word), stop) {
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

// asked is a gram of a word that may be asked for: where in it, how long, and how much it is likely to tell.
type asked struct {
	at, length int
	hash       uint32
	worth      int
}

// plan returns the grams of a word in the order in which they are asked for: the next one is that which tells most of what
// those before do not.
func (r *reader) plan(w []uint16) []asked {
	if len(w) == 1 {
		return []asked{{0, 1, hash(stop, w[0]), 1}}
	}
	var all []asked
	for i := range w[:len(w)-1] {
		h, n := hash(w[i], w[i+1]), 2
		for ; n < longestGram && i+n < len(w) && r.stems.has(h); n++ {
			h = longer(h, w[i+n])
		}
		a := asked{i, n, h, 3}
		if r.stems.has(h) {
			a.worth = 1
		} else if n == longestGram {
			a.worth = 2
		}
		all = append(all, a)
		if i+n == len(w) { // the grams behind it are within it
			break
		}
	}
	return ordered(all, len(w))
}

// ordered puts first the last of the grams that are known to be rare, and the first of them; then always the one that has most
// pairs that none before it has, a rare one if it can be.
func ordered(all []asked, n int) []asked {
	covered := make([]bool, n)
	var out []asked
	for len(all) > 0 {
		best, most := 0, -1
		for i, a := range all {
			value := a.value(covered, len(out))
			if value > most {
				best, most = i, value
			}
		}
		for k := range all[best].length - 1 {
			covered[all[best].at+k] = true
		}
		out, all = append(out, all[best]), slices.Delete(all, best, best+1)
	}
	return out
}

// value says how much a gram is likely to tell beside those before it.
func (a asked) value(covered []bool, before int) int {
	fresh := 0
	for k := range a.length - 1 {
		if !covered[a.at+k] {
			fresh++
		}
	}
	n := len(covered)
	switch {
	case before < 2 && fresh == 0:
		return 0
	case before == 0:
		return a.worth*100 + a.at
	case before == 1:
		return a.worth*100 - a.at
	case a.at+a.length == n && !covered[n-2]:
		return fresh*a.worth + 3
	}
	return fresh * a.worth
}

const (
	mostWords  = 4  // of a query that the index is asked for; the others are looked for in texts
	firstGrams = 3  // of a query that are asked for at once, at least one of each word
	probe      = 3  // candidates that are looked at first
	mostCost   = 21 // of a first page in KB, guessed
)

// query is a query under way.
type query struct {
	*reader
	words [][]uint16
	plans [][]asked // what is still to ask for, word by word
	got   []*posted
	base  []int // where in a word the first gram stood that was asked for
	turn  int
	back  int
	found
}

func (r *reader) find(text string) found { return r.query(text, 0).found }

// query asks the index, with so many windows before the cut.
func (r *reader) query(text string, back int) *query {
	r.fetched = map[string]bool{Folder + "/root.js": true}
	q := &query{reader: r, words: terms(text), back: back}
	for _, w := range q.words[:min(len(q.words), mostWords)] {
		q.plans = append(q.plans, r.plan(w))
	}
	q.got, q.base = make([]*posted, len(q.plans)), make([]int, len(q.plans))
	q.ask(max(firstGrams, len(q.plans)))
	if len(q.records) > r.root.Page && q.spent(0)+12 < mostCost {
		q.ask(2) // so that the count is right
	}
	return q
}

// ask asks for so many grams more, of the words in turn, as long as there are some.
func (q *query) ask(n int) {
	count := 0
	for count < n && slices.ContainsFunc(q.plans, func(p []asked) bool { return len(p) > 0 }) {
		i := q.turn % len(q.plans)
		q.turn++
		if len(q.plans[i]) == 0 {
			continue
		}
		a := q.plans[i][0]
		q.plans[i] = q.plans[i][1:]
		count++
		p := q.gram(a.hash, q.back)
		if q.got[i] == nil {
			q.base[i] = a.at
		} else {
			p = q.got[i].and(p, a.at-q.base[i])
		}
		q.got[i] = &p
	}
	q.found = q.join(q.got)
}

// page checks candidates until a page is full of good ones, and drops the others. A few are looked at first: if some of them
// are wrong, it is cheaper to ask for more grams than to look at more texts.
func (q *query) page() []uint32 {
	known := map[uint32]bool{}
	for look := probe; ; {
		wrong, fresh := 0, 0
		rows := q.records[:min(len(q.records), q.root.Page)]
		for _, record := range rows {
			if _, seen := known[record]; !seen && fresh < look && q.spent(len(known)) < mostCost {
				known[record] = q.has(record, q.units[record], q.words)
				fresh++
				if !known[record] {
					wrong++
				}
			}
		}
		if fresh == 0 {
			return slices.DeleteFunc(slices.Clone(rows), func(r uint32) bool { return !known[r] })
		}
		if wrong > 0 && len(q.records) > probe && q.spent(len(known))+4 < mostCost {
			q.ask(2)
		}
		q.records = slices.DeleteFunc(q.records, func(record uint32) bool { good, seen := known[record]; return seen && !good })
		look = q.root.Page
		if wrong > 0 {
			look = probe
		}
	}
}

// spent guesses what was read so far, in KB over the wire: texts by their mean.
func (q *query) spent(texts int) float64 {
	kb := float64(texts) * 12 / float64(q.root.Page)
	for path := range q.fetched {
		if strings.HasPrefix(path, Folder+"/i/") {
			kb += float64(len(q.files[path])) * 3 / 4096
		}
	}
	return kb
}

// join returns the records that have all words.
func (r *reader) join(got []*posted) found {
	f := found{units: map[uint32]uint32{}}
	var any, head map[uint32]uint32
	for i, p := range got {
		if p == nil {
			continue
		}
		f.from = max(f.from, p.from)
		a, h := r.recordsOf(p.any), r.recordsOf(p.head)
		for record, u := range a {
			if v, ok := f.units[record]; !ok || v == record {
				f.units[record] = u
			}
		}
		if i > 0 {
			maps.DeleteFunc(any, func(u, _ uint32) bool { _, ok := a[u]; return !ok })
			maps.DeleteFunc(head, func(u, _ uint32) bool { _, ok := h[u]; return !ok })
			continue
		}
		any, head = a, h
	}
	f.records = slices.SortedFunc(maps.Keys(any), func(a, b uint32) int {
		_, x := head[a]
		_, y := head[b]
		if x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(b, a)
	})
	f.heads = len(head)
	return f
}

// recordsOf maps units to their records, each with the first of its units that was given.
func (r *reader) recordsOf(units []uint32) map[uint32]uint32 {
	m := map[uint32]uint32{}
	for _, u := range units {
		first := r.first(u)
		if _, ok := m[first]; !ok {
			m[first] = u
		}
	}
	return m
}

// and leaves what another gram has as well, so far behind the first. Where one of both does not know, the other is believed.
func (p posted) and(o posted, behind int) posted {
	out := posted{from: min(p.from, o.from)}
	for i, j := 0, 0; i < len(p.any) || j < len(o.any); {
		switch {
		case j == len(o.any) || i < len(p.any) && p.any[i] < o.any[j]:
			if p.any[i] < o.from {
				out.any, out.places = append(out.any, p.any[i]), append(out.places, p.places[i])
			}
			i++
		case i == len(p.any) || p.any[i] > o.any[j]:
			if o.any[j] < p.from {
				out.any, out.places = append(out.any, o.any[j]), append(out.places, bits.RotateLeft32(o.places[j], -behind))
			}
			j++
		default:
			if places := p.places[i] & bits.RotateLeft32(o.places[j], -behind); places != 0 {
				out.any, out.places = append(out.any, p.any[i]), append(out.places, places)
			}
			i, j = i+1, j+1
		}
	}
	for _, u := range out.any {
		_, a := slices.BinarySearch(p.head, u)
		_, b := slices.BinarySearch(o.head, u)
		if (a || u < p.from) && (b || u < o.from) && (a || b) {
			out.head = append(out.head, u)
		}
	}
	return out
}

// text loads what results show of a unit.
func (r *reader) text(u uint32) ([]any, error) {
	var block []any
	n := int(u)
	if err := r.load(fmt.Sprintf("t%d", n>>r.root.Shift), &block); err != nil {
		return nil, err
	}
	at := n & (1<<r.root.Shift - 1)
	if at >= len(block) {
		return nil, errBroken
	}
	row, ok := block[at].([]any)
	if !ok {
		return nil, errBroken
	}
	return row, nil
}

// has checks a candidate against its text.
func (r *reader) has(record, unit uint32, words [][]uint16) bool {
	row, err := r.text(unit)
	if err != nil {
		return false
	}
	for _, w := range words {
		if !slices.ContainsFunc([]int{1, 2, 3, 6}, func(i int) bool { s, _ := row[i].(string); return containsFolded(folded(s), w) }) {
			return len(words) > 1 && r.regionOf(record).class > 0 // another part of the record may have it
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
