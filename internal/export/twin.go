package export

import (
	"path"
	"strings"

	"xiangwei/internal/cache"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// TwinPath returns the address of the JSON file beside a record's page, "" for a site without them.
func TwinPath(s *site.Site, p *site.Page) string {
	if !s.Config.Data.Twins {
		return ""
	}
	return identity(p) + ".json"
}

// identity returns what names a record for good: its address below the site without the ending. Addresses never change,
// and the host may.
func identity(p *site.Page) string { return strings.TrimSuffix(p.Path, path.Ext(p.Path)) }

// twins are a JSON file beside the page of every record, and of a withdrawn one what its tombstone says. Nothing in
// it depends on the day: a twin is written anew only when its record changes.
func twins(r *run) []work {
	if !r.site.Config.Data.Twins {
		return nil
	}
	list := make([]work, 0, len(r.site.Pages)+len(r.site.Tombstones))
	add := func(p *site.Page, do func(*site.Site, *site.Page) (output.File, error)) {
		path := TwinPath(r.site, p)
		list = append(list, work{path, r.twinKey(path, p), func() (output.File, error) { return do(r.site, p) }})
	}
	for _, p := range r.site.Pages {
		add(p, twin)
	}
	for _, p := range r.site.Tombstones {
		add(p, tombstone)
	}
	return list
}

func (r *run) twinKey(path string, p *site.Page) output.Key {
	return r.key(path, func(e *cache.Encoder) bool {
		e.String(r.laws)
		e.String(p.Section.Name)
		e.String(p.Section.Label)
		e.String(r.site.Status(p.Record))
		r.references(e, p)
		return r.entry(e, p)
	})
}

func twin(s *site.Site, p *site.Page) (output.File, error) {
	w := newJSON()
	w.identify(s, p)
	rec := p.Record
	w.put("title", p.Title)
	w.text("number", rec.Role(schema.RoleNumber).String())
	w.text("published", p.Published.ISO())
	for _, date := range []struct {
		name string
		role schema.Role
	}{{"decided", schema.RoleDecided}, {"effective", schema.RoleEffective}, {"repealed", schema.RoleRepealed}, {"starts", schema.RoleStarts}, {"ends", schema.RoleEnds}} {
		w.text(date.name, rec.Role(date.role).Stamp().ISO())
	}
	w.text("until", rec.Until().ISO())
	w.text("status", s.Status(rec))
	w.record(s, "record", p)
	if cited := citations(s, p); len(cited) > 0 {
		w.put("citations", cited)
	}
	if s.Config.Data.Dictionary {
		w.put("schema", strings.Repeat("../", strings.Count(p.Path, "/"))+DataFolder+"/"+rec.Kind.Name+schemaEnding)
	}
	return w.sign(s)
}

// tombstone says that a record was withdrawn, when, why and by whom, and nothing else of it.
func tombstone(s *site.Site, p *site.Page) (output.File, error) {
	w := newJSON()
	w.identify(s, p)
	gone := p.Record.Envelope.Withdrawn
	w.put("status", "已撤回")
	w.open("withdrawn", '{')
	w.text("on", gone.On.ISO())
	w.text("reason", gone.Reason)
	w.text("basis", gone.Basis)
	by := gone.By
	if by == "" {
		by = s.Config.Bureau.Name
	}
	w.text("by", by)
	w.close('}')
	return w.sign(s)
}

func (w *jsonWriter) identify(s *site.Site, p *site.Page) {
	w.open("", '{')
	w.put("id", identity(p))
	w.put("url", address(s, p.Path))
	w.put("kind", p.Record.Kind.Name)
	w.put("kind_label", p.Record.Kind.Label)
	w.put("section", p.Section.Name)
	w.put("section_label", p.Section.Label)
}

func (w *jsonWriter) sign(s *site.Site) (output.File, error) {
	w.put("source", s.Config.Bureau.Name)
	w.put("licence", licenceOf(s))
	w.close('}')
	return w.file()
}

type citation struct {
	Law     string `json:"law"`
	Article string `json:"article,omitempty"`
	URL     string `json:"url,omitempty"`
}

// citations returns the laws a record cites in its fields and its text, each place once, in reading order.
func citations(s *site.Site, p *site.Page) []citation {
	var list []citation
	seen := map[string]bool{}
	add := func(c statute.Citation) {
		if c.Law == "" || seen[c.Key()] {
			return
		}
		seen[c.Key()] = true
		list = append(list, cited(s, c.Ref))
	}
	for _, f := range p.Record.Kind.Fields {
		if f.Type.Name() != schema.TypeCitation || f.Private {
			continue
		}
		for _, v := range p.Record.Value(f).List() {
			for _, c := range statute.Find(v.String(), statute.Options{Resolve: s.Laws.Resolve}) {
				add(c)
			}
		}
	}
	for _, c := range p.Entry.Citations {
		add(c.Citation)
	}
	return list
}

func cited(s *site.Site, ref statute.Ref) citation {
	law := ref.Law
	ref.Law = ""
	c := citation{Law: law, Article: ref.Chinese()}
	ref.Law = law
	found, ok := s.Laws.Law(law)
	if !ok {
		return c
	}
	c.URL = address(s, found.Path)
	if _, ok := s.Laws.Article(ref); ok {
		c.URL += "#" + ref.Anchor()
	}
	return c
}
