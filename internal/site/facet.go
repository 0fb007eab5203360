package site

import (
	"cmp"
	"slices"

	"xiangwei/internal/config"
	"xiangwei/internal/schema"
)

// Facet is one way to narrow a section's list: a field its kind marks with filter, and the values public records have.
type Facet struct {
	Field  *schema.Field
	Values []*FacetValue
}

// FacetValue is one value of a facet and the records that have it.
type FacetValue struct {
	Facet *Facet
	Label string
	Slug  string
	Pages []*Page // in the order of the section
}

// makeFacets gathers the facets of every section that has lists. A field all records agree on narrows nothing and is
// left out.
func (s *Site) makeFacets() {
	if !s.Config.Build.Filters {
		return
	}
	for _, section := range s.Sections {
		if section.Kind == nil || section.Hidden {
			continue
		}
		for _, f := range section.Kind.Fields {
			if !f.Filter {
				continue
			}
			if facet := s.facet(section, f); len(facet.Values) > 1 {
				section.Facets = append(section.Facets, facet)
			}
		}
	}
}

func (s *Site) facet(section *Section, f *schema.Field) *Facet {
	facet := &Facet{Field: f}
	taxonomy := s.taxonomyOf(f)
	values := map[string]*FacetValue{}
	for _, p := range section.Pages {
		if p.Record.Kind != section.Kind {
			continue
		}
		for _, label := range p.Record.Get(f.Name).Strings() {
			v := values[label]
			if v == nil {
				v = &FacetValue{Facet: facet, Label: label, Slug: termSlug(taxonomy, label)}
				values[label] = v
				facet.Values = append(facet.Values, v)
			}
			if n := len(v.Pages); n == 0 || v.Pages[n-1] != p {
				v.Pages = append(v.Pages, p)
			}
		}
	}
	slices.SortFunc(facet.Values, func(a, b *FacetValue) int {
		return cmp.Or(slices.Index(f.Values, a.Label)-slices.Index(f.Values, b.Label), len(b.Pages)-len(a.Pages), cmp.Compare(a.Label, b.Label))
	})
	return facet
}

// taxonomyOf returns the configured addresses of a field's values, if there are any.
func (s *Site) taxonomyOf(f *schema.Field) config.Term {
	for _, t := range s.Config.Terms {
		if t.Name == f.Term {
			return t
		}
	}
	return config.Term{}
}

// stem returns the address of a value's list without its ending.
func (v *FacetValue) stem(section *Section) string {
	return section.Name + "/" + v.Facet.Field.Name + "-" + v.Slug
}

// Path returns the address of the first list page of a value in its section.
func (v *FacetValue) Path(section *Section) string { return v.stem(section) + ".html" }

// FacetListings returns the list pages of one value of a section's facet.
func (s *Site) FacetListings(section *Section, v *FacetValue) []*Listing {
	return paginate(s.Config.Build.PageSize, v.Path(section), v.stem(section), v.Pages,
		Listing{Title: section.facetTitle(v), Section: section, Facet: v})
}

// facetTitle names the list of a value, and the field too where another field has the same value: no two pages may share
// a title.
func (s *Section) facetTitle(v *FacetValue) string {
	title := s.Label + "：" + v.Label
	for _, f := range s.Facets {
		if f != v.Facet && slices.ContainsFunc(f.Values, func(o *FacetValue) bool { return o.Label == v.Label }) {
			return title + "（" + v.Facet.Field.Label + "）"
		}
	}
	return title
}
