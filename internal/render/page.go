package render

import (
	"fmt"
	"html/template"
	"path"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Page is a record on its own page. Fields are reached by their names in kind.toml; a name the kind lacks is found when
// layouts are loaded, not when a page is made.
type Page struct {
	Title, Number, Summary, Source, Author, Authority, Party string
	KindName, KindLabel                                      string
	Year                                                     int
	Published, Decided, Effective, Expires, Starts, Ends     date.Stamp
	Status                                                   string // 有效, 尚未生效, 已失效, 已废止, or ""
	Meta, Body, Contents, Tags                               template.HTML
	Prev, Next                                               *Item
	Related                                                  []Item
	CitedBy                                                  []Item
	Attachments                                              []Attachment
	Withdrawn                                                *Withdrawn
	Draft, Future, Expired                                   bool

	record   *schema.Record
	sum      string // names the record and all of its entry
	laws     *laws
	entry    *content.Entry    // for its text, which the sum names
	targets  []markdown.Target // of the links of the body
	refs     []Link            // records that fields name
	State    string            // of an event: coming, now, over; "" for a record without a beginning
	Repaired bool              // its display was ended before its time; only a preview shows such a record
	Charts   []Chart           // what depends on records of other years is here and not found by layouts: the view then holds it all
	Figures  []Figure
	Calendar string // path of its .ics; empty: none
	Twin     string // path of its .json; empty: none

	run   *run // what a layout asks it for follows from the record, the laws and the configuration
	noted *Noted
	cuts  map[string]cut
}

// Attachment is a file beside the record.
type Attachment struct{ Name, Path, Size, Type string }

// Withdrawn is what a tombstone says.
type Withdrawn struct {
	On                date.Stamp
	Reason, Basis, By string
}

// Fields returns the values of all fields by name.
func (p *Page) Fields() map[string]schema.Value {
	m := make(map[string]schema.Value, len(p.record.Kind.Fields))
	for _, f := range p.record.Kind.Fields {
		if !f.Private {
			m[f.Name] = p.record.Value(f)
		}
	}
	return m
}

// Text returns a field's value as text, "" when it was not given.
func (p *Page) Text(name string) string { return p.value(name).String() }

// Has reports whether a field was given.
func (p *Page) Has(name string) bool { return !p.value(name).IsZero() }

// List returns the values of a field that takes several.
func (p *Page) List(name string) []string { return p.value(name).Strings() }

// Links returns the citations of a field, each with the way to its article; a law the site has no page of has no path.
func (p *Page) Links(name string) []Link {
	var links []Link
	for _, v := range p.value(name).List() {
		links = append(links, Link{v.String(), p.laws.way(v.String())})
	}
	return links
}

// Minutes returns the reading time: 500 characters or 213 words a minute.
func (p *Page) Minutes() int {
	han, words := markdown.Count(p.text())
	return (han*213+words*500)/(500*213) + 1
}

func (p *Page) text() string {
	if p.entry == nil { // of a tombstone
		return ""
	}
	return p.entry.Text()
}

// Stamp returns a field's date.
func (p *Page) Stamp(name string) date.Stamp { return p.value(name).Stamp() }

// Label returns a field's Chinese name.
func (p *Page) Label(name string) string {
	if f := p.record.Kind.Field(name); f != nil {
		return p.run.label(f)
	}
	return ""
}

func (p *Page) value(name string) schema.Value {
	if f := p.record.Kind.Field(name); f == nil || f.Private {
		return schema.Value{}
	}
	return p.record.Get(name)
}

// Rows returns the typed rows of a table of the kind.
func (p *Page) Rows(table string) []Row {
	var rows []Row
	for _, r := range p.record.Rows[table] {
		rows = append(rows, Row{r.Anchor, r, p})
	}
	return rows
}

// Row is one row of a table.
type Row struct {
	Anchor string
	row    schema.Row
	page   *Page
}

// Cell returns the value of a column as text.
func (r Row) Cell(column string) string { return r.row.Get(column).String() }

// page makes the view of a record's page, but for what fill adds.
func (r *run) page(p *site.Page, base string, n *Noted) *Page {
	rec := p.Record
	v := &Page{
		Title: p.Title, Summary: rec.Role(schema.RoleSummary).String(), KindName: rec.Kind.Name, KindLabel: rec.Kind.Label, Year: p.Year,
		Published: p.Published, Draft: p.Draft, Future: p.Future, Expired: p.Expired, record: rec, sum: p.Entry.Sum, laws: r.laws, run: r, noted: n, entry: p.Entry,
	}
	for _, o := range []struct {
		to   *string
		role schema.Role
	}{{&v.Number, schema.RoleNumber}, {&v.Source, schema.RoleSource}, {&v.Author, schema.RoleAuthor}, {&v.Authority, schema.RoleAuthority}} {
		*o.to = rec.Role(o.role).String()
	}
	for _, o := range []struct {
		to   *date.Stamp
		role schema.Role
	}{{&v.Decided, schema.RoleDecided}, {&v.Effective, schema.RoleEffective}, {&v.Expires, schema.RoleExpires}, {&v.Starts, schema.RoleStarts}, {&v.Ends, schema.RoleEnds}} {
		*o.to = rec.Role(o.role).Stamp()
	}
	v.Party = rec.Party().String()
	v.Status = r.status(rec)
	v.targets = r.targets(p, base, n)
	v.refs = r.refs(rec, n)
	v.Tags = tags(p.Terms, base)
	v.Prev, v.Next = r.neighbour(p.Prev), r.neighbour(p.Next)
	for _, q := range p.Related {
		v.Related = append(v.Related, r.item(q))
	}
	for _, q := range p.CitedBy {
		v.CitedBy = append(v.CitedBy, r.item(q))
	}
	v.Attachments = r.attachments(p, n)
	v.State, v.Repaired = r.state(rec), r.repaired(rec)
	if len(rec.Kind.Charts) > 0 {
		v.Charts, v.Figures = v.charts(), v.figures()
	}
	if r.Options.Twin != nil {
		v.Twin = r.Options.Twin(p)
	}
	if r.Options.Calendar != nil {
		v.Calendar = r.Options.Calendar(p)
	}
	return v
}

// fill adds what takes long and follows from the rest: the record, the targets of links and the records that fields name.
func (r *run) fill(v *Page, p *site.Page, base string) {
	v.Meta = r.metaList(p.Record, base)
	v.Body = r.body(p, v.targets)
	v.Contents = contents(p.Entry.Body.Headings)
	if r.LetGo {
		p.Entry.LetGo() // a quarter of what a record holds
	}
}

// refs returns the records that are named by fields, as the metadata block shows them, and notes where its links leave
// the site.
func (r *run) refs(rec *schema.Record, n *Noted) []Link {
	var out []Link
	for _, f := range rec.Kind.Fields {
		if f.Type.Name() == "url" && !f.Private { // a layout may show what the block of fields does not
			for _, e := range rec.Value(f).List() {
				n.leaving(e.String())
			}
		}
		if f.Type.Name() != schema.TypeRef {
			continue
		}
		for _, e := range r.site.Shown(rec, f).List() {
			if p := r.site.ByFile(content.Folder + "/" + e.String()); p != nil {
				out = append(out, Link{p.Title, p.Path})
			}
		}
	}
	return out
}

// targets decides where the links of a body lead.
func (r *run) targets(p *site.Page, base string, n *Noted) []markdown.Target {
	links := p.Entry.Body.Links
	if len(links) == 0 {
		return nil
	}
	out := make([]markdown.Target, len(links))
	for i := range links {
		out[i] = r.target(p, base, &links[i], n)
	}
	return out
}

// body returns the body with its links resolved.
func (r *run) body(p *site.Page, targets []markdown.Target) template.HTML {
	b := r.buffer()
	defer r.buffers.Put(b)
	doc := p.Entry.Document()
	b.Grow(len(doc.HTML) + 64*len(doc.Links))
	next := 0 // links are resolved in their order
	html := doc.Resolve(b.AvailableBuffer(), func(*markdown.Link) markdown.Target {
		next++
		return targets[next-1]
	})
	return template.HTML(html)
}

func (r *run) status(rec *schema.Record) string { return r.site.Status(rec) }

func (r *run) neighbour(p *site.Page) *Item {
	if p == nil {
		return nil
	}
	i := r.item(p)
	return &i
}

// item makes the short view of a record.
func (r *run) item(p *site.Page) Item {
	rec := p.Record
	year, _ := rec.Role(schema.RoleYear).Number()
	return Item{
		Title: p.Title, Path: p.Path, Year: int(year), Number: rec.Role(schema.RoleNumber).String(), SectionLabel: p.Section.Label,
		KindLabel: rec.Kind.Label, Date: p.Published, Starts: rec.Role(schema.RoleStarts).Stamp(), Ends: rec.Role(schema.RoleEnds).Stamp(),
		Venue: rec.Role(schema.RoleVenue).String(), Summary: p.Summary, Status: r.status(rec), State: r.state(rec),
	}
}

// attachments lists the files a record names in its fields.
func (r *run) attachments(p *site.Page, n *Noted) []Attachment {
	var out []Attachment
	for _, f := range p.Record.Kind.Fields {
		if f.Type.Name() != "file" || f.Private {
			continue
		}
		for _, v := range p.Record.Value(f).List() {
			if file, ok := r.site.Files[r.site.Beside(p, v.String())]; ok {
				n.use(file.Path)
				published := r.published(file.Path)
				if published == "" {
					continue
				}
				out = append(out, Attachment{path.Base(file.Path), site.EscapePath(published), size(file.Size), fileType(file.Path)})
			}
		}
	}
	return out
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1024:
		return fmt.Sprintf("%d B", n)
	case n < 1024*1024:
		return fmt.Sprintf("%d KB", (n+512)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1024*1024))
}
