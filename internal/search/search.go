// Package search writes the index of the site's own full-text search: records in, small files out.
//
// Chinese has no blanks between words, and word lists miss docket numbers, names of shops and 首违不罚. So the index is one
// of pairs: every two neighbouring characters of what a reader sees, in the form both sides fold text to (fold.go). A query
// of two characters or more is found by its pairs, all of it, wherever it stands; no dictionary is asked.
//
// What lies where:
//
//   - root.js tells how the rest is cut: number of shards, of units, years, sections, and which record a unit is of.
//   - i/N.js is a shard of the index: the pairs whose hash begins with N, each with the units that have it (shard.go).
//   - t/N.js is a block of texts: what results show, and what candidates are checked against (block.go).
//
// A unit is a record, or a part of a long one (unit.go): parts keep a statute of a hundred articles from matching whatever
// is asked for, and its block from being as large as its page. Units are numbered oldest first, so that a new record
// changes the shards of its own pairs and the last block alone; a withdrawn record keeps its number and has no text.
//
// Files are scripts that hand their data to a function of the page's script, because a page opened from a disk may load
// scripts but may not fetch. The bytes depend on the records alone.
package search

import (
	"context"
	"fmt"

	"xiangwei/internal/output"
	"xiangwei/internal/parallel"
	"xiangwei/internal/site"
)

// Folder is where all files of the index are.
const Folder = "search"

// callback is the function of the page's script that takes the data of a file.
const callback = "xwSearch"

// Add adds the index to the tree. It may run while pages are added to the same tree.
func Add(ctx context.Context, s *site.Site, tree *output.Tree, workers int) error {
	files, err := Files(ctx, s, workers)
	for _, f := range files {
		tree.Add(f)
	}
	return err
}

// Files makes the index of all records that are public now.
func Files(ctx context.Context, s *site.Site, workers int) ([]output.File, error) {
	pages := order(s)
	units := cut(s, pages)
	shards := index(ctx, units, workers, batch)
	size := blockUnits(units)
	n := (len(units) + size - 1) / size
	files := make([]output.File, len(shards)+n, len(shards)+n+1)
	parallel.Each(ctx, n, workers, func(i int) {
		files[len(shards)+i] = block(s, i, units[i*size:min(len(units), (i+1)*size)])
	})
	for i, data := range shards {
		files[i] = output.File{Path: fmt.Sprintf("%s/i/%d.js", Folder, i), Data: data}
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("indexing: %w", err)
	}
	for i := range files {
		files[i].Group = output.Data
	}
	return append(files, root(s, units, len(shards), size, files)), nil
}
