package export

import (
	"xiangwei/internal/cache"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// A file of the open data is a function of the context, the day the site states, and of each record its address, its
// values and where its references lead; a twin is one of its record in full, the words for its state, its section and the
// laws of the site; a calendar of its events in full. Entries name themselves by all that was read (content.Entry), so what
// is gone through here is how records stand to each other.

// key names a file by its path and what it is made of; write returns false where a part has no name, and then nothing of
// the file is kept.
func (r *run) key(path string, write func(*cache.Encoder) bool) output.Key {
	if r.Context == "" {
		return output.Key{}
	}
	var e cache.Encoder
	e.String(r.Context)
	e.String(path)
	if !write(&e) || e.Failed() {
		return output.Key{}
	}
	return output.Key([]byte(e.Short()))
}

// records names what open data says of some records.
func (r *run) records(e *cache.Encoder, pages []*site.Page) bool {
	for _, p := range pages {
		if p.Entry.RecordSum == "" {
			return false
		}
		e.String(p.Path)
		e.String(p.Entry.RecordSum)
		r.references(e, p)
	}
	return true
}

// references names where the fields of a record lead that name others or files beside it.
func (r *run) references(e *cache.Encoder, p *site.Page) {
	for _, f := range p.Record.Kind.Fields {
		if t := f.Type.Name(); f.Private || t != schema.TypeRef && t != schema.TypeFile {
			continue
		}
		for _, to := range published(r.site, p, f).List() {
			e.String(to.String())
		}
		e.Bool(true)
	}
}

// entry names all there is to say of a record by itself.
func (r *run) entry(e *cache.Encoder, p *site.Page) bool {
	e.String(p.Path)
	e.String(p.Entry.Sum)
	e.Bool(p.Withdrawn())
	return p.Entry.Sum != ""
}
