package export

import (
	"context"

	"xiangwei/internal/cache"
	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// DataFolder is the folder of the open data below the site's root.
const DataFolder = "data"

// dataset is one table of the open data: the records of a kind, or the rows of one of its tables.
type dataset struct {
	name   string // of its files, without ending
	label  string
	kind   *schema.Kind
	table  *schema.Table // nil for the records
	lead   []string      // headers of the columns before the fields: the address, and of rows the record's title
	fields []*schema.Field
	pages  []*site.Page
}

// Headers of the columns that every dataset begins with.
const (
	columnURL   = "网址"
	columnTitle = "所在信息的标题"
)

// datasets returns the tables of a kind's open data: its records, then the rows of each of its tables.
func datasets(k *schema.Kind, pages []*site.Page) []*dataset {
	list := []*dataset{{name: k.Name, label: k.Label, kind: k, lead: []string{columnURL}, fields: public(k.Fields), pages: pages}}
	for _, t := range k.Tables {
		list = append(list, &dataset{name: k.Name + "-" + t.Name, label: k.Label + "：" + t.Label, kind: k, table: t,
			lead: []string{columnURL, columnTitle}, fields: public(t.Columns), pages: pages})
	}
	return list
}

// public returns the fields that may be published.
func public(fields []*schema.Field) []*schema.Field {
	var out []*schema.Field
	for _, f := range fields {
		if !f.Private {
			out = append(out, f)
		}
	}
	return out
}

// path returns the address of a file of the dataset.
func (d *dataset) path(ending string) string { return DataFolder + "/" + d.name + ending }

// header returns the headers of the columns.
func (d *dataset) header() []string {
	header := append([]string(nil), d.lead...)
	for _, f := range d.fields {
		header = append(header, f.Label)
	}
	return header
}

// each calls do for every row: what stands in the leading columns, and the values of the fields. Both slices are used
// again for the next row.
func (d *dataset) each(s *site.Site, do func(lead []string, values []schema.Value) error) error {
	lead, values := make([]string, len(d.lead)), make([]schema.Value, len(d.fields))
	for _, p := range d.pages {
		lead[0] = address(s, p.Path)
		if d.table == nil {
			for i, f := range d.fields {
				values[i] = published(s, p, f)
			}
			if err := do(lead, values); err != nil {
				return err
			}
			continue
		}
		lead[1] = p.Title
		for _, r := range p.Record.Rows[d.table.Name] {
			lead[0] = address(s, p.Path) + "#" + r.Anchor
			for i, f := range d.fields {
				values[i] = r.Get(f.Name)
			}
			if err := do(lead, values); err != nil {
				return err
			}
		}
	}
	return nil
}

// published returns a field's value as data publishes it: records and attachments by their addresses, since where their
// sources lie means nothing to the public.
func published(s *site.Site, p *site.Page, f *schema.Field) schema.Value {
	switch v := s.Shown(p.Record, f); f.Type.Name() {
	case schema.TypeRef:
		return v.Map(func(e schema.Value) schema.Value { return schema.Text(address(s, s.Referred(e).Path)) })
	case schema.TypeFile:
		return v.Map(func(e schema.Value) schema.Value { return schema.Text(address(s, s.Beside(p, e.String()))) })
	default:
		return v
	}
}

// openData writes the public records of each kind and the rows of each of its tables, in the formats the site wants,
// with their schemas.
func (r *run) openData(ctx context.Context) (*Catalogue, error) {
	kinds, pages := r.site.PublicKinds()
	var list []work
	var sets [][]*dataset
	for _, k := range kinds {
		set := datasets(k, pages[k])
		sets = append(sets, set)
		list = append(list, r.kindFiles(set)...)
	}
	if err := r.all(ctx, list); err != nil {
		return nil, err
	}
	tables := r.site.Config.Data.Has(config.FormatCSV) && len(list) > 0
	if tables {
		if err := r.add(work{path: readmePath, make: func() (output.File, error) { return readme(r.site, sets), nil }}); err != nil {
			return nil, err
		}
	}
	if !r.site.Config.Data.Dictionary {
		return nil, nil
	}
	if tables {
		if err := r.add(work{path: packagePath, make: func() (output.File, error) { return r.dataPackage(sets) }}); err != nil {
			return nil, err
		}
	}
	return r.catalogue(sets), nil
}

// kindFiles returns the files of a kind's open data; the first dataset is that of its records. They share what they are
// made of: of a kind either all are kept or none.
func (r *run) kindFiles(sets []*dataset) []work {
	s, first := r.site, sets[0]
	var list []work
	add := func(path string, do func() (output.File, error)) { list = append(list, work{path: path, make: do}) }
	data := s.Config.Data
	if data.Has(config.FormatCSV) {
		for _, d := range sets {
			add(d.path(".csv"), func() (output.File, error) { return csvFile(s, d) })
		}
	}
	if data.Has(config.FormatJSON) {
		add(first.path(".json"), func() (output.File, error) { return jsonFile(s, first) })
	}
	if data.Has(config.FormatXLSX) && len(first.pages) < sheetRows {
		add(first.path(".xlsx"), func() (output.File, error) { return workbook(s, sets) })
	}
	if data.Dictionary {
		add(first.path(schemaEnding), func() (output.File, error) { return schemaFile(s, first) })
	}
	key := r.key("", func(e *cache.Encoder) bool {
		e.String(s.AsOf().String())
		e.String(first.kind.Name)
		return r.records(e, first.pages)
	})
	for i := range list {
		list[i].key = key // a path and a key name a file
	}
	return list
}

// DataPaths returns the addresses of a kind's open data, as label and path.
func DataPaths(s *site.Site, k *schema.Kind) [][2]string {
	var paths [][2]string
	for _, f := range []struct{ format, label, ending string }{
		{config.FormatCSV, "CSV 表格", ".csv"}, {config.FormatXLSX, "Excel 表格", ".xlsx"}, {config.FormatJSON, "JSON 数据", ".json"},
	} {
		if s.Config.Data.Has(f.format) {
			paths = append(paths, [2]string{f.label, DataFolder + "/" + k.Name + f.ending})
		}
	}
	return paths
}
