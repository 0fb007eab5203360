// Package export writes what machines read: open data of each kind with its schemas, a twin of each record's page, feeds,
// calendars, the sitemap and robots.txt.
//
// It works from the finished site graph and adds files to the tree of outputs; each output is one file of this package
// and one entry of its table. It knows nothing of layouts. Records that are withdrawn, expired, future or drafts are not
// in the graph it is given, so they are in no export.
package export

import (
	"context"
	"fmt"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// xmlHead is xml.Header without its line end.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>`

// writer makes the files of one kind of export. What it writes is short from the start: nobody minifies it.
type writer func(ctx context.Context, s *site.Site, workers int) ([]output.File, error)

// writers is the table of exports beside open data.
var writers = []writer{twins, feeds, calendars, sitemap}

// Add adds every export to the tree, with as many workers as told (0: as many as there are processors), and returns the
// catalogue of the open data. It may run while pages are added to the same tree.
func Add(ctx context.Context, s *site.Site, tree *output.Tree, workers int) (*Catalogue, error) {
	data, catalogue, err := openData(ctx, s, workers)
	if err != nil {
		return nil, fmt.Errorf("exporting: %w", err)
	}
	addAll(tree, data)
	for _, write := range writers {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		files, err := write(ctx, s, workers)
		if err != nil {
			return nil, fmt.Errorf("exporting: %w", err)
		}
		addAll(tree, files)
	}
	return catalogue, ctx.Err()
}

func addAll(tree *output.Tree, files []output.File) {
	for _, f := range files {
		f.Group = output.Data
		tree.Add(f)
	}
}

// address returns the public address of a path; the path itself for a site that names none.
func address(s *site.Site, path string) string {
	return s.Config.URL + site.EscapePath(path)
}

// kindsOf returns the kinds that have public records, each with them, newest first.
func kindsOf(s *site.Site) ([]*schema.Kind, map[*schema.Kind][]*site.Page) {
	pages := map[*schema.Kind][]*site.Page{}
	for _, p := range s.Pages {
		pages[p.Record.Kind] = append(pages[p.Record.Kind], p)
	}
	var kinds []*schema.Kind
	for _, k := range s.Kinds.Kinds {
		if len(pages[k]) > 0 {
			kinds = append(kinds, k)
		}
	}
	return kinds, pages
}
