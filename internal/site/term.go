package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"xiangwei/internal/config"
	"xiangwei/internal/schema"
	"xiangwei/internal/statute"
)

// Taxonomy is a way of grouping records across sections: topic, campaign, venue, statute.
type Taxonomy struct {
	Name  string
	Label string
	Path  string  // folder of its pages
	Terms []*Term // by number of records, most first
}

// IndexPath returns the address of the page that lists its terms.
func (t *Taxonomy) IndexPath() string { return t.Path + "/index.html" }

// Term is one value of a taxonomy and the records that have it.
type Term struct {
	Taxonomy *Taxonomy
	Label    string
	Slug     string
	Pages    []*Page // newest first
}

// Path returns the address of the term's first list page.
func (t *Term) Path() string { return t.Taxonomy.Path + "/" + t.Slug + ".html" }

// makeTerms collects the terms of all public records. Taxonomies without terms are left out.
func (s *Site) makeTerms() {
	for _, c := range s.taxonomies() {
		t := &Taxonomy{Name: c.Name, Label: c.Label, Path: c.Path}
		terms := map[string]*Term{}
		fields := map[*schema.Kind][]*schema.Field{}
		for _, k := range s.Kinds.Kinds {
			fields[k] = slices.DeleteFunc(slices.Clone(k.Fields), func(f *schema.Field) bool { return f.Term != c.Name || f.Private })
		}
		for _, p := range s.Pages {
			for _, label := range s.termsOf(p.Record, fields[p.Record.Kind]) {
				term := terms[label]
				if term == nil {
					term = &Term{Taxonomy: t, Label: label, Slug: termSlug(c, label)}
					terms[label] = term
					t.Terms = append(t.Terms, term)
				}
				if !slices.Contains(p.Terms, term) {
					term.Pages = append(term.Pages, p)
					p.Terms = append(p.Terms, term)
				}
			}
		}
		slices.SortFunc(t.Terms, func(a, b *Term) int {
			return cmp.Or(len(b.Pages)-len(a.Pages), cmp.Compare(a.Label, b.Label))
		})
		if len(t.Terms) > 0 {
			s.Taxonomies = append(s.Taxonomies, t)
		}
	}
}

// taxonomies returns those of the configuration, then those only a kind names, which get its name as their folder.
func (s *Site) taxonomies() []config.Term {
	all := slices.Clone(s.Config.Terms)
	for _, k := range s.Kinds.Kinds {
		for _, f := range k.Fields {
			if f.Term != "" && !slices.ContainsFunc(all, func(t config.Term) bool { return t.Name == f.Term }) {
				all = append(all, config.Term{Name: f.Term, Label: f.Label, Path: f.Term})
			}
		}
	}
	return all
}

// termsOf returns the terms that fields of a record name.
func (s *Site) termsOf(r *schema.Record, fields []*schema.Field) []string {
	var labels []string
	for _, f := range fields {
		if f.Type.Name() == schema.TypeCitation {
			labels = append(labels, s.lawTerms(r.Value(f).Strings())...)
		} else {
			labels = append(labels, r.Value(f).Strings()...)
		}
	}
	return labels
}

// lawTerms returns the laws that citations are of, 《行政处罚法》 for 《中华人民共和国行政处罚法》第三十三条: records are
// grouped by law, not by article.
func (s *Site) lawTerms(citations []string) []string {
	var labels []string
	for _, text := range citations {
		for _, c := range statute.Find(text, statute.Options{Resolve: s.Laws.Resolve}) {
			if c.Law != "" {
				labels = append(labels, "《"+statute.Fold(c.Law)+"》")
			}
		}
	}
	return labels
}

// termSlug returns the address of a term: the one the configuration fixes, the label itself where it is a slug, else a
// code made from it, which stays the same whatever other terms come and go.
func termSlug(c config.Term, label string) string {
	if slug := c.Slugs[label]; slug != "" {
		return slug
	}
	if schema.IsSlug(label) && label != "index" {
		return label
	}
	sum := sha256.Sum256([]byte(label))
	return "t-" + hex.EncodeToString(sum[:4])
}

// TermListings returns the list pages of a term.
func (s *Site) TermListings(t *Term) []*Listing {
	return paginate(s.Config.Build.PageSize, t.Path(), t.Taxonomy.Path+"/"+t.Slug, t.Pages, Listing{Title: t.Label, Term: t})
}
