// Package export writes what machines read: open data of each kind, feeds, the sitemap and robots.txt.
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
type writer func(s *site.Site) ([]output.File, error)

// writers is the table of exports.
var writers = []writer{openData, feeds, sitemap}

// Add adds every export to the tree. It may run while pages are added to the same tree.
func Add(ctx context.Context, s *site.Site, tree *output.Tree) error {
	for _, write := range writers {
		if err := ctx.Err(); err != nil {
			return err
		}
		files, err := write(s)
		if err != nil {
			return fmt.Errorf("exporting: %w", err)
		}
		for _, f := range files {
			f.Group = output.Data
			tree.Add(f)
		}
	}
	return nil
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

// DataPaths returns the addresses of a kind's open data, as label and path.
func DataPaths(k *schema.Kind) [][2]string {
	return [][2]string{{"CSV 表格", "data/" + k.Name + ".csv"}, {"JSON 数据", "data/" + k.Name + ".json"}}
}
