package build

import (
	"cmp"

	"xiangwei/internal/export"
	"xiangwei/internal/render"
	"xiangwei/internal/site"
)

// dataLinks returns the open data of a section's kind, for its list.
func (b *builder) dataLinks(section *site.Section) []render.Link {
	if section.Kind == nil || len(section.Pages) == 0 {
		return nil
	}
	var links []render.Link
	for _, d := range export.DataPaths(b.result.Site, section.Kind) {
		links = append(links, render.Link{Label: d[0], Path: d[1]})
	}
	if path := export.SectionCalendar(b.result.Site, section); path != "" {
		links = append(links, render.Link{Label: "活动日历（ICS）", Path: path})
	}
	return links
}

// dictionary returns what makes the field dictionary from the catalogue of the data, nil for a site without one. The
// function it is given waits until the data is made.
func (b *builder) dictionary(wait func() *export.Catalogue) func() *render.DataPage {
	if !export.Described(b.result.Site) {
		return nil
	}
	return func() *render.DataPage {
		c := b.result.Config
		page := &render.DataPage{Source: cmp.Or(c.Bureau.Name, c.Title), Licence: c.Data.Licence, LicenceURL: c.Data.LicenceURL}
		made := wait()
		if made == nil {
			return page // the data could not be made, and that error ends the build
		}
		page.Files = dataFiles(made.Files)
		for _, s := range made.Sets {
			set := render.DataSet{Name: s.Name, Label: s.Label, Description: s.Description, Count: s.Count, Newest: s.Newest,
				Basis: s.Basis, Files: dataFiles(s.Files), FieldsPath: site.FieldsPath(s.Name)}
			for _, t := range s.Tables {
				table := render.DataTable{Name: t.Name, Label: t.Label, Files: dataFiles(t.Files)}
				for _, f := range t.Fields {
					table.Fields = append(table.Fields, render.DataField(f))
				}
				set.Tables = append(set.Tables, table)
			}
			page.Sets = append(page.Sets, set)
		}
		return page
	}
}

func dataFiles(files []export.DataFile) []render.DataFile {
	out := make([]render.DataFile, len(files))
	for i, f := range files {
		out[i] = render.DataFile{Label: f.Label, Path: f.Path, Size: render.FileSize(f.Size)}
	}
	return out
}
