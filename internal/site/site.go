// Package site makes the finished graph of a site from its entries: which records are public now, at which addresses,
// in which sections, archives and terms, and how they stand to each other.
//
// It is the hand-over between reading and writing: after New nothing in it changes, and everything that renders, exports
// or audits reads from it at once and without locks. The moment "now" is an argument. It knows nothing of HTML, layouts
// or files on disk.
package site

import (
	"cmp"
	"context"
	"slices"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/parallel"
	"xiangwei/internal/schema"
	"xiangwei/internal/statute"
)

// Options say which records take part.
type Options struct {
	Now     time.Time
	Preview bool // show drafts, future and expired records, marked
}

// Site is the finished, read-only graph.
type Site struct {
	Config     *config.Config
	Kinds      *schema.Set
	Now        time.Time // in the site's zone
	Pages      []*Page   // public records, newest first
	Tombstones []*Page   // withdrawn records, newest withdrawal first
	Sections   []*Section
	Taxonomies []*Taxonomy
	Redirects  []Redirect
	Skipped    Skipped
	NextChange time.Time // next moment at which the site changes by the clock alone; zero for never
	Files      map[string]content.File
	Laws       *statute.Library // laws that have a page

	hidden     map[string]bool // source files of records that exist but are not public, or could not be read
	byFile     map[string]*Page
	byPath     map[string]*Page
	lastChange time.Time // last instant at which the clock changed the site
}

// Skipped counts records that are not public, by reason; the build's summary tells them, since silence was what users
// of other generators complained of.
type Skipped struct {
	Draft, Future, Expired int
}

// Page is one record at its address.
type Page struct {
	Entry     *content.Entry
	Record    *schema.Record
	Section   *Section
	Path      string // below the site's root, ends in .html
	Title     string
	Summary   string // plain text, at most 120 characters
	Published date.Stamp
	Year      int
	Terms     []*Term
	Prev      *Page // the next older of the section
	Next      *Page // the next newer of the section
	Related   []*Page
	CitedBy   []*Page // records that cite this law, newest first

	Draft, Future, Expired bool // only ever true in a preview

	index int // among Site.Pages
}

// Withdrawn reports whether the page is a tombstone.
func (p *Page) Withdrawn() bool { return p.Record.Envelope.Withdrawn != nil }

// IsEvent reports whether a record says where and when something takes place. A kind with a text for screens has the time
// of its showing in that place.
func (p *Page) IsEvent() bool {
	k := p.Record.Kind
	return k.FieldOf(schema.RoleVenue) != nil && k.FieldOf(schema.RoleText) == nil && !p.Record.Role(schema.RoleStarts).IsZero()
}

// Redirect is a former address and where it leads.
type Redirect struct {
	From string
	To   *Page
}

// New makes the graph. Problems are those of the graph: two records with one address, references that lead nowhere.
func New(cfg *config.Config, kinds *schema.Set, set *content.Set, o Options) (*Site, diag.List) {
	s := &Site{Config: cfg, Kinds: kinds, Now: o.Now.In(cfg.Zone), Files: set.Files, byFile: make(map[string]*Page, len(set.Entries)), byPath: make(map[string]*Page, len(set.Entries)), hidden: map[string]bool{}}
	s.makeSections(set)
	for _, file := range set.Unread { // what points there is right, once that file is mended
		s.hidden[file] = true
	}
	var problems diag.List
	for _, p := range s.pages(set.Entries) {
		p.Section.fillMonth(p.Record)
		if w := p.Record.Envelope.Withdrawn; w != nil && !p.Record.Envelope.Draft {
			if found := s.place(p); found != nil {
				problems = append(problems, found...)
				continue
			}
			s.Tombstones = append(s.Tombstones, p)
			p.Section.tally(p)
			s.changesAt(w.On.Time())
			continue
		}
		visible := s.visible(p, o.Preview)
		p.Section.tally(p)
		if !visible {
			s.hidden[p.Entry.File] = true
			continue
		}
		if found := s.place(p); found != nil { // said once, here: the tree of outputs need not find it again
			problems = append(problems, found...)
			continue
		}
		s.Pages = append(s.Pages, p)
	}
	s.makeSilence()
	s.settleTallies()
	s.settle()
	s.sort()
	s.link()
	s.makeLaws()
	s.makeTerms()
	s.makeFacets()
	problems = append(problems, s.references()...)
	problems = append(problems, s.makeRedirects()...)
	s.relate()
	return s, problems
}

// pages makes the pages of entries, not yet placed, with several workers: each looks at its own entry alone.
func (s *Site) pages(entries []*content.Entry) []*Page {
	seen := make([]*content.Entry, len(entries))
	for i, e := range entries {
		seen[i] = s.beforeWithdrawal(e)
	}
	pages := make([]*Page, len(entries))
	parallel.Each(context.Background(), len(entries), 0, func(i int) { pages[i] = s.page(seen[i]) })
	return pages
}

// beforeWithdrawal returns the entry as it is until the day of its withdrawal, and notes that day.
func (s *Site) beforeWithdrawal(e *content.Entry) *content.Entry {
	w := e.Record.Envelope.Withdrawn
	if w == nil || e.Record.Envelope.Draft || !w.On.Time().After(s.Now) {
		return e
	}
	s.changesAt(w.On.Time())
	record, entry := *e.Record, *e
	record.Envelope.Withdrawn = nil
	entry.Record = &record
	return &entry
}

// untitled stands for a title that is missing, which is an error: a preview still needs something to click on.
const untitled = "（无标题）"

// page makes the page of an entry, not yet placed.
func (s *Site) page(e *content.Entry) *Page {
	r := e.Record
	p := &Page{Entry: e, Record: r, Section: s.Section(e.Section), Title: cmp.Or(r.Title(), untitled), Published: r.Published(), Year: r.Year()}
	p.Path = e.Record.Envelope.Permalink
	if p.Path == "" {
		p.Path = e.Section + "/" + r.Kind.Permalink.Expand(r, e.Slug) + ".html"
	}
	if !p.Withdrawn() {
		p.Summary = summaryOf(e)
	}
	return p
}

// visible decides whether a record is public now, counts those that are not, and notes when the clock alone will
// change the answer.
func (s *Site) visible(p *Page, preview bool) bool {
	p.Draft = p.Record.Envelope.Draft
	p.Future = !p.Published.IsZero() && p.Published.Time().After(s.Now)
	until := p.Record.Until()
	p.Expired = !until.IsZero() && !until.End().After(s.Now)
	if !p.Draft {
		s.noteInstants(p)
	}
	switch {
	case p.Draft:
		s.Skipped.Draft++
	case p.Expired:
		s.Skipped.Expired++
	case p.Future:
		s.Skipped.Future++
	default:
		return true
	}
	return preview
}

// place files a page under its address and its source.
func (s *Site) place(p *Page) diag.List {
	s.byFile[p.Entry.File] = p
	if other, ok := s.byPath[p.Path]; ok {
		return diag.List{RuleAddress.At(diag.Pos{File: p.Entry.File, Line: 1}, "网址 %s 已被 %s 占用", p.Path, other.Entry.File).
			WithHint("改文件名，或在信息栏写上不同的 slug").WithRelated(diag.Pos{File: other.Entry.File, Line: 1}, "先占用该网址")}
	}
	s.byPath[p.Path] = p
	return nil
}

// sort puts pages in the order of their kinds within each section, and all pages newest first. Equal pages stand by
// their path, so that the order never depends on the workers.
func (s *Site) sort() {
	newest := func(a, b *Page) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.Path, b.Path))
	}
	slices.SortFunc(s.Pages, newest)
	slices.SortFunc(s.Tombstones, func(a, b *Page) int {
		return cmp.Or(b.Record.Envelope.Withdrawn.On.Compare(a.Record.Envelope.Withdrawn.On), cmp.Compare(a.Path, b.Path))
	})
	for _, p := range s.Pages {
		p.Section.Pages = append(p.Section.Pages, p)
	}
	for _, section := range s.Sections {
		if k := section.Kind; k != nil && k.Order.Field != "" {
			slices.SortStableFunc(section.Pages, byField(k.Order))
		}
	}
}

// byField orders pages by a field of their kind: its moment, its number, or its text.
func byField(o schema.Order) func(a, b *Page) int {
	return func(a, b *Page) int {
		if o.Descending {
			a, b = b, a
		}
		x, y := a.Record.Get(o.Field), b.Record.Get(o.Field)
		if c := x.Stamp().Compare(y.Stamp()); c != 0 {
			return c
		}
		m, okM := x.Number()
		n, okN := y.Number()
		if okM && okN {
			return cmp.Compare(m, n)
		}
		return cmp.Compare(x.String(), y.String())
	}
}

// link joins neighbours within each section.
func (s *Site) link() {
	for _, section := range s.Sections {
		for i, p := range section.Pages {
			if i > 0 {
				p.Next = section.Pages[i-1]
			}
			if i+1 < len(section.Pages) {
				p.Prev = section.Pages[i+1]
			}
		}
	}
}

// ByFile returns the public page or tombstone of a source file, or nil.
func (s *Site) ByFile(file string) *Page { return s.byFile[file] }

// Hidden reports whether a source file is that of a record that exists but is not public now.
func (s *Site) Hidden(file string) bool { return s.hidden[file] }

// ByPath returns the public page or tombstone at an address, or nil.
func (s *Site) ByPath(path string) *Page { return s.byPath[path] }
