package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"

	"xiangwei/internal/output"
)

// earlier is the index that was made before. A shard is kept where no unit that was, is or is no longer in a changed block
// had or has other grams in it.
type earlier struct {
	tree *output.Tree
	key  output.Key // of all its files but the blocks
	root rootFile
}

// mostChanged is how many blocks may have changed for shards to be kept, as a part of all. With more, hardly a shard is as it was.
const mostChanged = 16

// before returns the index that was made before a tree, and false where there is none that numbers and cuts its units as a root says.
func before(tree *output.Tree, now rootFile) (earlier, bool) {
	e := earlier{tree: tree}
	f, ok := tree.Before(filePath("root"))
	if !ok || !read(f, "root", &e.root) {
		return e, false
	}
	e.key = f.Key
	was := &e.root
	return e, was.Numbers == now.Numbers && was.Shift == now.Shift && was.Table == now.Table && was.Stems == now.Stems && was.Regions == now.Regions
}

// read reads what a file hands to the page's script.
func read(f *output.File, name string, v any) bool {
	data, err := f.Content()
	if err != nil {
		return false
	}
	text, ok := strings.CutPrefix(strings.TrimSuffix(string(data), ")\n"), fmt.Sprintf("%s(%q,", callback, name))
	return ok && json.Unmarshal([]byte(text), v) == nil
}

func (e earlier) layout() layout {
	l := layoutOf(e.root.Numbers, 0)
	l.shards, l.share = e.root.Shards, e.root.Window
	return l
}

// keep keeps a file of the index under its new key.
func (e earlier) keep(name string, key output.Key) bool {
	return e.tree.KeepAs(output.File{Path: filePath(name), Group: output.Data, Key: key}, e.key)
}

// keepAll keeps shards and windows but for those that have changed, and returns what else is to be made since it is lost.
func (e earlier) keepAll(key output.Key, changed []bool) []bool {
	l, lost := e.layout(), make([]bool, len(changed))
	for i := range changed {
		if changed[i] {
			continue
		}
		ok := e.keep(fmt.Sprintf("i/%d", i), key)
		for w := 0; i%l.share == 0 && w < l.cut>>windowBits; w++ {
			ok = e.keep(fmt.Sprintf("i/%d-%d", w, i/l.share), key) && ok
		}
		lost[i] = !ok
	}
	return l.together(lost)
}

// together adds to some shards those that share files of windows with them.
func (l layout) together(shards []bool) []bool {
	for i := 0; i < len(shards); i += l.share {
		group := shards[i:min(len(shards), i+l.share)]
		if slices.Contains(group, true) {
			for k := range group {
				group[k] = true
			}
		}
	}
	return shards
}

// changed returns the shards that say something else since blocks have changed; kept says which blocks have not. It is false where
// that is not known, or more than a few have.
func (e earlier) changed(b blocks, kept []bool, regions []region, stems *prefixes) ([]bool, bool) {
	l := e.layout()
	c, d := scanner{stems: stems}, scanner{stems: stems} // each sees a unit once
	out := make([]bool, l.shards)
	left := len(b.starts)/mostChanged + 8
	for n, i := 0, 0; n<<b.shift < l.numbers; n++ {
		var now []unit
		if i < len(b.starts) && b.number(i) == n {
			now = b.of(i)
			if i++; kept[i-1] {
				continue
			}
		}
		was, ok := e.block(n, b.shift, regions)
		if len(was)+len(now) > 0 {
			left--
		}
		if !ok || left < 0 {
			return nil, false
		}
		var old, fresh []posting
		for _, u := range was {
			old = append(old, c.unit(u.number, u.heads, text{u.text})...)
		}
		for _, u := range now {
			fresh = append(fresh, d.unit(u.number(), u.heads(), u.shown())...)
		}
		l.differ(out, old, fresh)
	}
	return l.together(out), true
}

// differ marks the shards of the postings that are only in one of two lists.
func (l layout) differ(shards []bool, a, b []posting) {
	slices.Sort(a)
	slices.Sort(b)
	a, b = slices.Compact(a), slices.Compact(b)
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			shards[l.shardOf(a[0].hash())] = true
			a = a[1:]
		case len(a) == 0 || b[0] < a[0]:
			shards[l.shardOf(b[0].hash())] = true
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
}

// oldUnit is a unit as its block had it.
type oldUnit struct {
	number int
	heads  []string
	text   string
}

// block returns the units of a block; none where there was no such block.
func (e earlier) block(n, shift int, regions []region) ([]oldUnit, bool) {
	f, ok := e.tree.Before(filePath(fmt.Sprintf("t/%d", n)))
	if !ok {
		return nil, true
	}
	var rows []any
	if !read(f, fmt.Sprintf("t%d", n), &rows) {
		return nil, false
	}
	var out []oldUnit
	for i, row := range rows {
		row, ok := row.([]any)
		if !ok {
			continue // a number without a unit
		}
		u := oldUnit{number: n<<shift + i}
		var texts [4]string
		for k, at := range []int{1, 2, 3, 6} {
			if at >= len(row) {
				return nil, false
			}
			if texts[k], ok = row[at].(string); !ok {
				return nil, false
			}
		}
		u.text = texts[3]
		if begins(regions, u.number) {
			u.heads = texts[:3]
		}
		out = append(out, u)
	}
	return out, true
}

// begins reports whether a number is that of the first part of a record.
func begins(regions []region, number int) bool {
	i := sort.Search(len(regions), func(i int) bool { return regions[i].first > number }) - 1
	return i >= 0 && (number-regions[i].first)&(1<<regions[i].class-1) == 0
}
