package site

import (
	"slices"

	"xiangwei/internal/cache"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/statute"
)

// makeLaws makes the library of the laws that have a page, and notes for each which records cite it.
func (s *Site) makeLaws() {
	var laws []statute.Law
	for _, p := range s.Pages {
		if law, ok := p.Entry.Law(p.Path); ok {
			laws = append(laws, law)
		}
	}
	s.Laws, _ = statute.NewLibrary(laws) // a title that is there twice is a problem of the unique field already
	if len(laws) == 0 {
		return
	}
	for _, p := range s.Pages {
		for _, name := range p.cites() {
			law, ok := s.Laws.Law(name)
			if !ok {
				continue
			}
			if target := s.byPath[law.Path]; target != p && !slices.Contains(target.CitedBy, p) {
				target.CitedBy = append(target.CitedBy, p)
			}
		}
	}
}

// LawsSum names the laws that have a page, and all that is in them; it says nothing without a cache.
func (s *Site) LawsSum() string {
	var e cache.Encoder
	for _, p := range s.Pages {
		if p.Record.Kind.FieldOf(schema.RoleShort) != nil {
			e.String(p.Path)
			e.String(p.Entry.Sum)
		}
	}
	return e.Sum()
}

// SpeaksOn is the day whose law a text goes by: that of the decision, else of publication.
func (p *Page) SpeaksOn() date.Day {
	if d := p.Record.Role(schema.RoleDecided).Stamp(); !d.IsZero() && p.Record.Kind.FieldOf(schema.RoleShort) == nil {
		return d.Day()
	}
	return p.Published.Day()
}

// cites returns the laws a record cites in its body and in its fields, by the names it uses.
func (p *Page) cites() []string {
	var names []string
	add := func(law string) {
		if law != "" && !slices.Contains(names, law) {
			names = append(names, law)
		}
	}
	for _, c := range p.Entry.Citations {
		add(c.Law)
	}
	for _, f := range p.Record.Kind.Fields {
		if f.Type.Name() != schema.TypeCitation || f.Private {
			continue
		}
		for _, v := range p.Record.Value(f).List() {
			for _, c := range statute.Find(v.String(), statute.Options{}) {
				add(c.Law)
			}
		}
	}
	return names
}
