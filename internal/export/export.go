// Package export writes what machines read: open data of each kind with its schemas, a twin of each record's page, feeds,
// calendars, the sitemap and robots.txt.
//
// It works from the finished site graph and adds files to the tree of outputs; each output is one file of this package
// and one entry of its table. It knows nothing of layouts. Records that are withdrawn, expired, future or drafts are not
// in the graph it is given, so they are in no export. A file whose key is that of the file published last is kept and not
// made again (key.go).
package export

import (
	"context"
	"fmt"

	"xiangwei/internal/output"
	"xiangwei/internal/parallel"
	"xiangwei/internal/site"
)

// xmlHead is xml.Header without its line end.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>`

// Options are what the exports depend on beside the site.
type Options struct {
	Workers int // 0: as many as there are processors

	// Context names what files depend on beside the site's records: the program, configuration and kinds. With it, files
	// that are in the tree's earlier one with the same key are kept; "" makes every file.
	Context string
}

// work is one file, and how it is made. What is made is short from the start: nobody minifies it.
type work struct {
	path string
	key  output.Key // zero: it is made always
	make func() (output.File, error)
}

// writers is the table of exports beside open data.
var writers = []func(*run) []work{twins, feeds, calendars, sitemap}

// run is one export under way.
type run struct {
	Options
	site *site.Site
	tree *output.Tree
	laws string // names the laws of the site
}

// Add adds every export to the tree and returns the catalogue of the open data. It may run while pages are added to the
// same tree.
func Add(ctx context.Context, s *site.Site, tree *output.Tree, o Options) (*Catalogue, error) {
	r := &run{Options: o, site: s, tree: tree, laws: s.LawsSum()}
	catalogue, err := r.openData(ctx)
	for _, list := range writers {
		if err != nil {
			break
		}
		err = r.all(ctx, list(r))
	}
	if err != nil {
		return nil, fmt.Errorf("exporting: %w", err)
	}
	return catalogue, nil
}

// all adds files to the tree with several workers. The first error in their order is returned.
func (r *run) all(ctx context.Context, list []work) error {
	errs := make([]error, len(list))
	parallel.Each(ctx, len(list), r.Workers, func(i int) { errs[i] = r.add(list[i]) })
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *run) add(w work) error {
	if r.tree.Keep(output.File{Path: w.path, Group: output.Data, Key: w.key}) {
		return nil
	}
	f, err := w.make()
	if err != nil {
		return err
	}
	f.Path, f.Group, f.Key = w.path, output.Data, w.key
	r.tree.Add(f)
	return nil
}

// address returns the public address of a path; the path itself for a site that names none.
func address(s *site.Site, path string) string {
	return s.Config.URL + site.EscapePath(path)
}
