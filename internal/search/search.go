// Package search writes the index of the site's own full-text search: records in, small files out.
//
// Chinese has no blanks between words, and word lists miss docket numbers, names of shops and 首违不罚. So the index is one
// of grams: every two neighbouring characters of what a reader sees, in the form both sides fold text to (fold.go), three where two
// are frequent, and four where three are (gram.go). A query of two characters or more is found by its grams, all of it, wherever it stands; no
// dictionary is asked.
//
// What lies where:
//
//   - root.js tells how text is folded and the rest is cut: numbers, shards, regions, and which grams are frequent. It does not
//     grow with the site.
//   - i/N.js is a shard of the index: the grams of a range of hashes, each with the units that have it (shard.go).
//   - i/W-N.js is a window: what shards leave out of frequent grams on a large site, 8,192 numbers to a window.
//   - t/N.js is a block of texts: what results show, and what candidates are checked against (block.go).
//
// A unit is a record, or a part of a long one (text.go): parts keep a statute of a hundred articles from matching whatever
// is asked for, and its block from being as large as its page. Units are numbered by month, section and length (number.go),
// oldest first and with some room behind the newest, so that a changed or new record changes the shards of its own grams and
// one block alone; a withdrawn record keeps its number and has no text.
//
// Files are scripts that hand their data to a function of the page's script, because a page opened from a disk may load
// scripts but may not fetch. The bytes depend on the records alone.
package search

import (
	"context"
	"fmt"
	"slices"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// Folder is where all files of the index are.
const Folder = "search"

// filePath returns where the file of a name is: root, i/7, i/0-7, t/7.
func filePath(name string) string { return Folder + "/" + name + ".js" }

// callback is the function of the page's script that takes the data of a file.
const callback = "xwSearch"

// Add adds the index of all records that are public now to the tree. It may run while pages are added to the same tree. What
// is as it was before is not made again: blocks by their keys, and shards where few blocks have changed.
func Add(ctx context.Context, s *site.Site, tree *output.Tree, workers int) error {
	records := records(ctx, s, workers)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("indexing: %w", err)
	}
	regions, numbers := number(records)
	x := &indexer{tree: tree, key: keyOf(s, records), units: units(records), numbers: numbers, regions: regions, counts: newTally(), workers: workers}
	x.stems = findStems(records, x.counts)
	blocks := blocksOf(s, x.units, len(records))
	f := rootFile{Version: version(x.key), Numbers: numbers, Shift: blocks.shift, Page: blocks.results(),
		Table: Table, Stems: coded(x.stems.list(), 1<<prefixBits), Regions: codedRegions(regions)}
	l := x.shards(ctx, blocks, f)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("indexing: %w", err)
	}
	f.Shards, f.Window = l.shards, l.share
	x.file("root", root(s, f))
	return nil
}

// shards adds blocks, shards and windows, and returns how the index is cut.
func (x *indexer) shards(ctx context.Context, b blocks, f rootFile) layout {
	kept := b.add(ctx, x.tree, x.workers)
	if e, ok := before(x.tree, f); ok {
		if changed, ok := e.changed(b, kept, x.regions, x.stems); ok && x.update(ctx, e, changed) {
			return e.layout()
		}
	}
	x.collect(ctx, nil)
	l := x.layout()
	x.add(ctx, l, func(int) bool { return true })
	return l
}

// update makes the shards that have changed and keeps the others. It returns false, and has done nothing, where the index is to
// be cut in another way.
func (x *indexer) update(ctx context.Context, e earlier, changed []bool) bool {
	l := e.layout()
	if e.key != x.key {
		if x.collect(ctx, l.prefixes(changed)); x.layout() != l {
			return false
		}
		x.add(ctx, l, func(i int) bool { return changed[i] })
	}
	if lost := e.keepAll(x.key, changed); slices.Contains(lost, true) {
		x.collect(ctx, l.prefixes(lost))
		x.add(ctx, l, func(i int) bool { return lost[i] })
	}
	return true
}
