// Package export writes what machines read: open data of each kind, feeds, the sitemap and robots.txt.
//
// It works from the finished site graph and adds files to the tree of outputs; each output is one file of this package
// and one entry of its table. It knows nothing of layouts. Records that are withdrawn, expired, future or drafts are not
// in the graph it is given, so they are in no export.
package export

import (
	"context"
	"fmt"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// writer makes the files of one kind of export.
type writer func(s *site.Site) ([]output.File, error)

// writers is the table of exports.
var writers = []writer{openData, feeds, sitemap}

// Add adds every export to the tree. Files the minifier cannot read are published as they are, with a warning.
func Add(ctx context.Context, s *site.Site, tree *output.Tree, m *output.Minifier) (diag.List, error) {
	var problems diag.List
	for _, write := range writers {
		if err := ctx.Err(); err != nil {
			return problems, err
		}
		files, err := write(s)
		if err != nil {
			return problems, fmt.Errorf("exporting: %w", err)
		}
		for _, f := range files {
			small, err := m.Minify(f.Path, f.Data)
			if err != nil {
				problems = append(problems, output.MinifyProblem(diag.Pos{}, f.Path, err))
				small = f.Data
			}
			f.Data, f.Group = small, output.Data
			tree.Add(f)
		}
	}
	return problems, nil
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
