package site

import "xiangwei/internal/schema"

// PublicKinds returns the kinds that have public records, each with them, newest first.
func (s *Site) PublicKinds() ([]*schema.Kind, map[*schema.Kind][]*Page) {
	pages := map[*schema.Kind][]*Page{}
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

// FieldsPath returns the address of the page that describes the fields of a kind's open data.
func FieldsPath(kind string) string { return "data/fields-" + kind + ".html" }
