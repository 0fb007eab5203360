package export

import (
	"context"

	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/parallel"
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
func openData(ctx context.Context, s *site.Site, workers int) ([]output.File, *Catalogue, error) {
	kinds, pages := kindsOf(s)
	var jobs []func() (output.File, error)
	var sets [][]*dataset
	for _, k := range kinds {
		list := datasets(k, pages[k])
		sets = append(sets, list)
		jobs = append(jobs, kindJobs(s, list)...)
	}
	files, errs := make([]output.File, len(jobs)), make([]error, len(jobs))
	parallel.Each(ctx, len(jobs), workers, func(i int) { files[i], errs[i] = jobs[i]() })
	for _, err := range errs {
		if err != nil {
			return nil, nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	if !s.Config.Data.Dictionary {
		return files, nil, nil
	}
	if s.Config.Data.Has(config.FormatCSV) && len(files) > 0 {
		f, err := dataPackage(s, sets, files)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, f)
	}
	return files, catalogue(s, sets, files), nil
}

// kindJobs returns what makes the files of a kind's open data; the first dataset is that of its records.
func kindJobs(s *site.Site, sets []*dataset) []func() (output.File, error) {
	var jobs []func() (output.File, error)
	add := func(do func() (output.File, error)) { jobs = append(jobs, do) }
	data := s.Config.Data
	if data.Has(config.FormatCSV) {
		for _, d := range sets {
			add(func() (output.File, error) { return csvFile(s, d) })
		}
	}
	if data.Has(config.FormatJSON) {
		add(func() (output.File, error) { return jsonFile(s, sets[0]) })
	}
	if data.Has(config.FormatXLSX) && len(sets[0].pages) < sheetRows {
		add(func() (output.File, error) { return workbook(s, sets) })
	}
	if data.Dictionary {
		add(func() (output.File, error) { return schemaFile(s, sets[0]) })
	}
	return jobs
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
