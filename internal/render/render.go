// Package render turns the finished site graph into pages, through layouts.
//
// It is also the manual of a layout's author. A layout is a html/template file; for kind K and view V it is
// layouts/K/V.html, else layouts/default/V.html, and a site's own file of the same path replaces the built-in one as a
// whole. There is no other lookup. Files of layouts/default whose names begin with an underscore are shared pieces that
// every layout may use by their define names: base, header, footer, item and so on.
//
// The dot of a layout is a View; that of a list item ("_item.html", once per record and depth) an ItemView; that of the
// header ("_header.html", once per section and depth) a Frame. Every address is written {{$.Base}}{{path}}: Base is the
// way from the page to the site's root, and paths end in a file name, so that the output works below any address and
// from a disk. A record's fields are reached by name: {{.Page.Text "docket"}}, {{.Page.Has "amount"}},
// {{range .Page.List "venues"}}, {{.Page.Fields.docket}}, rows of its tables by {{range .Page.Rows "items"}} and
// {{.Cell "conduct"}}. A name that the view or the kind does not have is a problem when layouts are loaded, with its line
// and a suggestion. Functions beside Go's own: tel (a telephone link), add, dict.
//
// Escaping stays on everywhere; the only trusted HTML is what package markdown made and the pieces written here. The
// package adds files to a tree of outputs and writes nothing to disk.
package render

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/parallel"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/workday"
)

// Options are what rendering depends on beside the site.
type Options struct {
	Layouts  *Layouts
	Theme    *Theme
	Data     func(section *site.Section) []Link
	Picture  func(file string) (Picture, bool) // how a picture below content/ is published; false: as it is
	Twin     func(p *site.Page) string         // path of the record as JSON, "" for none
	Calendar func(p *site.Page) string         // path of the event as a calendar file, "" for none

	// Paths of all events of a section and of a campaign as calendar files, "" for none.
	SectionCalendar func(section *site.Section) string
	TermCalendar    func(term *site.Term) string

	// Catalogue returns what the field dictionary says; nil: the site has none. It may wait for those who make the data.
	Catalogue func() *DataPage

	Preview bool
	Workers int              // 0: as many as there are processors
	Clock   func() time.Time // measures each page for Result.Spent; nil measures nothing. No page depends on it

	// Context names what pages depend on beside the site, the layouts and the theme: the program, configuration and kinds.
	// With it, a page that is in the tree's earlier one with the same key is kept; "" makes every page.
	Context string

	Workdays *workday.Calendar // nil: days off are not known

	Planned  func(paths map[string]bool) // told the paths of all pages before the first is made; nil tells nobody
	Known    *Known                      // what an earlier rendering noted; nil: nothing. No page depends on it
	FoldFrom int                         // how many pages of one section and depth have their layout folded; 0: where it pays. No page depends on it

	LetGo bool // nobody needs the HTML of a body once its page is made
}

// run is one rendering under way.
type run struct {
	Options
	site      *site.Site
	tree      *output.Tree
	shared    *Site
	domain    string
	known     map[string]bool // all addresses of the site
	years     map[*site.Section][]site.YearCount
	calendars map[*site.Section]string // path of the month that comes next
	frames    sync.Map                 // frameKey to frame
	items     sync.Map                 // *site.Page to template.HTML, one folder deep
	laws      *laws
	prints    *prints
	folds     folds

	itemKeys sync.Map // *site.Page to string
	buffers  sync.Pool

	mu        sync.Mutex
	keptPages int
	knownOnes int // of those
	spent     []Spent
	problems  diag.List
	noted     map[string]Noted // by path of a page
	hosts     map[string]bool  // outside the site, that pages link to
	used      map[string]bool  // files beside the records that pages link to
}

// Result is what rendering found beside the files it added.
type Result struct {
	Made, Kept int     // pages that were made, and those that were kept of an earlier run
	Known      int     // of those kept, pages that were known to be what they were before their views were made
	Spent      []Spent // of each page that was made, with Options.Clock

	Problems diag.List
	Used     []string         // files below content/ that pages link to, and which must be published
	Noted    map[string]Noted // what views of pages noted, by path; pages that noted nothing are not in it
}

// Spent is how long a page took.
type Spent struct {
	Path, View, Kind string
	Took             time.Duration
}

// job makes one page.
type job struct {
	path  string
	owner diag.Pos
	group output.Group
	view  func(*View)
	late  func(*View) // adds what follows from the view and takes long; nil for nothing. It may note nothing in the run
	name  string      // view
	kind  string
	page  *site.Page
	about *site.Section
	faces bool // the page shows of records nothing that stands in their bodies alone, see content.Entry.Face
}

// Render adds every page of the site to the tree. The error is for a layout that fails on a page: it names both.
func Render(ctx context.Context, s *site.Site, tree *output.Tree, o Options) (Result, error) {
	r, err := newRun(s, tree, o)
	if err != nil {
		return Result{}, err
	}
	for _, f := range o.Theme.files {
		if !unused(f.Owner.File, s.Config) {
			tree.Add(f)
		}
	}
	jobs := r.listed()
	if o.Planned != nil {
		o.Planned(r.known)
	}
	r.folds = newFolds(r.counts(jobs), r.FoldFrom)
	err = cmp.Or(r.all(ctx, jobs), r.filters())
	if err == nil {
		err = r.all(ctx, r.leaveJobs())
	}
	result := Result{Made: len(jobs) - r.keptPages, Kept: r.keptPages, Known: r.knownOnes, Spent: r.spent}
	result.Problems, result.Noted = r.problems, r.noted
	for file := range r.used {
		result.Used = append(result.Used, file)
	}
	return result, err
}

// newRun prepares what all pages share.
func newRun(s *site.Site, tree *output.Tree, o Options) (*run, error) {
	r := &run{Options: o, site: s, tree: tree, known: map[string]bool{}, used: map[string]bool{}, hosts: map[string]bool{}, noted: map[string]Noted{}, years: map[*site.Section][]site.YearCount{}, calendars: map[*site.Section]string{}}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	r.shared = newSite(s, o.Theme.paths)
	if o.Catalogue != nil {
		r.shared.DataPath = DataPath
	}
	r.domain = s.Config.Domain()
	r.laws = newLaws(s)
	var err error
	if r.prints, err = r.newPrints(); err != nil {
		return nil, err
	}
	for _, section := range s.Sections {
		r.years[section] = s.Years(section)
	}
	return r, nil
}

// listed returns every page the site needs; from then on their addresses are known.
func (r *run) listed() []job {
	jobs := r.jobs()
	for _, j := range jobs {
		r.known[j.path] = true
	}
	return jobs
}

// all runs the jobs with several workers. The first error in the order of the jobs is returned, so that the message
// does not depend on the workers.
func (r *run) all(ctx context.Context, jobs []job) error {
	errs := make([]error, len(jobs))
	parallel.Each(ctx, len(jobs), r.Workers, func(i int) {
		k := spread(i, len(jobs))
		errs[k] = r.do(jobs[k])
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// stripes is how far apart the jobs are that run at a time.
const stripes = 8

// spread returns the job that is begun as the i-th of n, each once. Neighbours stand in one folder, and a system lets one
// file after the other be made in a folder: two workers there spend half their time waiting.
func spread(i, n int) int {
	stripe, at := i%stripes, i/stripes
	return stripe*(n/stripes) + min(stripe, n%stripes) + at
}

// counts returns how many pages and items are made of each layout, by what it always says on them.
func (r *run) counts(jobs []job) map[foldKey]int {
	counts := map[foldKey]int{}
	for _, j := range jobs {
		counts[foldKey{r.Layouts.layout(j.name, j.kind), frameKey{j.base(), j.about}}]++
	}
	for _, p := range r.site.Pages {
		counts[foldKey{layout: r.Layouts.item(p.Record.Kind.Name)}]++
	}
	return counts
}

// base returns the way from the page to the site's root.
func (j job) base() string { return strings.Repeat("../", strings.Count(j.path, "/")) }

func (r *run) do(j job) error {
	if r.stands(j) {
		return nil
	}
	base := j.base()
	v := &View{Site: r.shared, Base: base, Path: j.path, URL: r.absolute(j.path), View: j.name, Preview: r.Preview, codes: r.site.Config.Page.QR, noted: &Noted{}}
	if j.about != nil {
		v.Section, v.SectionLabel, v.SectionPath = j.about.Name, j.about.Label, j.about.Path()
	}
	v.Crumbs = []Link{{"首页", "index.html"}}
	j.view(v)
	base = v.Base
	v.DocTitle = docTitle(v)
	v.ReportURL = r.reportURL(v.URL)
	v.heading = headingOf(j.about, j.page)
	frame, err := r.frame(base, j.about)
	if err != nil {
		return execution(err, j.path)
	}
	file := output.File{Path: j.path, Group: j.group, Owner: j.owner, Key: r.prints.key(j, v, frame)}
	if r.tree.Keep(file) {
		r.note(j.path, v.noted)
		r.kept(false)
		return nil
	}
	defer r.measure(j)()
	if j.late != nil {
		j.late(v)
	}
	v.Head = r.head(v, j.about, j.page, frame.tags)
	v.Header, v.Aside, v.Foot = frame.header, frame.aside, frame.foot
	b := r.buffer()
	defer r.buffers.Put(b)
	key := foldKey{r.Layouts.layout(j.name, j.kind), frameKey{base, j.about}}
	if err := r.folds.execute(b, key, v, viewFixed); err != nil {
		return execution(err, j.path)
	}
	r.note(j.path, v.noted)
	file.Data = b.Bytes()
	r.tree.AddCopy(file)
	return nil
}

// kept counts a page that is not made again.
func (r *run) kept(known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keptPages++
	if known {
		r.knownOnes++
	}
}

// measure returns what is called when a page is made.
func (r *run) measure(j job) func() {
	if r.Clock == nil {
		return func() {}
	}
	start := r.Clock()
	return func() {
		spent := Spent{j.path, j.name, j.kind, r.Clock().Sub(start)}
		r.mu.Lock()
		r.spent = append(r.spent, spent)
		r.mu.Unlock()
	}
}

// docTitle returns 文章-栏目-站名, so that bookmarks and search results read well.
func docTitle(v *View) string {
	parts := []string{v.Title}
	if v.List != nil && v.List.Number > 1 { // titles tell pages apart, in search engines and among open tabs
		parts[0] += fmt.Sprintf("（第%d页）", v.List.Number)
	}
	if v.SectionLabel != "" && v.SectionLabel != v.Title {
		parts = append(parts, v.SectionLabel)
	}
	if v.Site.Title != v.Title {
		parts = append(parts, v.Site.Title)
	}
	return strings.Join(parts, "-")
}

// execute runs a layout into a buffer of its own: on an error nothing half-made is left behind.
func (r *run) execute(t *template.Template, dot any) ([]byte, error) {
	b := r.buffer()
	defer r.buffers.Put(b)
	if err := t.Execute(b, dot); err != nil {
		return nil, err
	}
	return bytes.Clone(b.Bytes()), nil
}

// buffer returns an empty buffer, to be put back.
func (r *run) buffer() *bytes.Buffer {
	b := r.buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// frame holds what all pages of a section at one depth share.
type frame struct {
	header, aside, foot template.HTML
	sum                 string // names the three
	tags                fixedTags
}

type frameKey struct {
	base    string
	section *site.Section
}

// frame renders the shared pieces once for all pages of a section at one depth.
func (r *run) frame(base string, section *site.Section) (frame, error) {
	key := frameKey{base, section}
	if f, ok := r.frames.Load(key); ok {
		return f.(frame), nil
	}
	dot := &Frame{Site: r.shared, Base: base}
	if section != nil {
		dot.Section, dot.SectionLabel = section.Name, section.Label
		for _, p := range newestFirst(section)[:min(5, len(section.Pages))] {
			dot.Newest = append(dot.Newest, r.item(p))
		}
	}
	made := frame{tags: r.fixed(base, section)}
	for _, piece := range []struct {
		layout *template.Template
		to     *template.HTML
	}{{r.Layouts.header, &made.header}, {r.Layouts.aside, &made.aside}, {r.Layouts.foot, &made.foot}} {
		if piece.layout == nil {
			continue
		}
		html, err := r.execute(piece.layout, dot)
		if err != nil {
			return frame{}, err
		}
		*piece.to = template.HTML(html)
	}
	var e cache.Encoder
	e.String(string(made.header))
	e.String(string(made.aside))
	e.String(string(made.foot))
	made.sum = e.Sum()
	r.frames.Store(key, made)
	return made, nil
}

// newestFirst returns the records of a section by the moment of their publication, whatever the order of its lists.
func newestFirst(section *site.Section) []*site.Page {
	pages := slices.Clone(section.Pages)
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return b.Published.Compare(a.Published) })
	return pages
}

// ItemView is the dot of "_item.html": a record as lists show it.
type ItemView struct {
	Site *Site
	Base string
	Item
	Published              date.Stamp
	Party, Authority       string
	Amount, Category       string
	KindName               string
	record                 *schema.Record
	sum                    string // names the record
	Draft, Future, Expired bool
}

// Marks returns what a preview says beside the title of a record the public cannot see yet, or no longer.
func (i *ItemView) Marks() template.HTML {
	switch {
	case i.Draft:
		return ` <span class="status status-soon">草稿</span>`
	case i.Future:
		return ` <span class="status status-soon">未到发布时间</span>`
	case i.Expired:
		return ` <span class="status status-over">已过公示期</span>`
	}
	return ""
}

// Text returns a field's value as text.
func (i *ItemView) Text(name string) string {
	if f := i.record.Kind.Field(name); f == nil || f.Private {
		return ""
	}
	return i.record.Get(name).String()
}

// Has reports whether a field was given.
func (i *ItemView) Has(name string) bool { return i.Text(name) != "" }

// itemHTML renders a record as a list item, once for all lists, which all lie one folder deep.
func (r *run) itemHTML(p *site.Page) (template.HTML, error) {
	if h, ok := r.items.Load(p); ok {
		return h.(template.HTML), nil
	}
	view := r.itemView(p)
	b := r.buffer()
	defer r.buffers.Put(b)
	if err := r.folds.execute(b, foldKey{layout: r.Layouts.item(p.Record.Kind.Name)}, view, itemFixed); err != nil {
		return "", err
	}
	html := template.HTML(b.String())
	r.items.Store(p, html)
	return html, nil
}

func (r *run) itemView(p *site.Page) *ItemView {
	rec := p.Record
	return &ItemView{
		Site: r.shared, Base: "../", Item: r.item(p), Published: p.Published, KindName: rec.Kind.Name, record: rec, sum: p.Entry.RecordSum,
		Party: rec.Party().String(), Authority: rec.Role(schema.RoleAuthority).String(),
		Amount: rec.Role(schema.RoleAmount).String(), Category: rec.Role(schema.RoleCategory).String(),
		Draft: p.Draft, Future: p.Future, Expired: p.Expired,
	}
}
