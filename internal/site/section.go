package site

import (
	"fmt"
	"slices"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

// Section is a column (栏目) of the site: a folder below content/ and its lists.
type Section struct {
	Name        string
	Label       string
	Description string
	Keywords    string
	ColumnType  string
	Kind        *schema.Kind // kind of its records; nil for a section that was only declared
	Hidden      bool
	Pages       []*Page // in the order of the kind
	Facets      []*Facet
	Tallies     []Tally // by year, newest first
	None        string  // what a month without a record means; empty where the configuration does not say

	filled map[month]bool // months something came into being in, where None is set
	silent []month        // months nothing did, oldest first
}

// Path returns the address of the section's first list page.
func (s *Section) Path() string { return s.Name + "/index.html" }

// makeSections makes a section of every folder with entries and of every one the configuration declares: first those of
// config.toml in its order, then the others by name.
func (s *Site) makeSections(set *content.Set) {
	add := func(name string) *Section {
		if found := s.Section(name); found != nil {
			return found
		}
		section := &Section{Name: name, filled: map[month]bool{}}
		for _, k := range s.Kinds.Kinds {
			if k.Section == name {
				section.take(k)
			}
		}
		s.Sections = append(s.Sections, section)
		return section
	}
	for _, c := range s.Config.Sections {
		section := add(c.Name)
		if k := s.Kinds.Kind(c.Kind); k != nil {
			section.take(k)
		}
		section.Hidden, section.None = c.Hidden, c.None
		for _, o := range []struct {
			to   *string
			from string
		}{{&section.Label, c.Label}, {&section.Description, c.Description}, {&section.Keywords, c.Keywords}, {&section.ColumnType, c.ColumnType}} {
			if o.from != "" {
				*o.to = o.from
			}
		}
	}
	for _, name := range set.Names() {
		add(name)
	}
	for _, e := range set.Entries {
		if section := s.Section(e.Section); section.Kind == nil {
			section.take(e.Record.Kind)
		}
	}
	for _, section := range s.Sections {
		section.fill()
	}
}

func (s *Section) take(k *schema.Kind) {
	s.Kind = k
	s.Label, s.Description, s.Keywords, s.ColumnType = k.SectionLabel, k.Description, k.Keywords, k.ColumnType
}

// fill gives the section what pages need and nobody said: tags of 国办发〔2017〕47号 may not be empty.
func (s *Section) fill() {
	if s.Label == "" {
		s.Label = s.Name
	}
	if s.Description == "" {
		s.Description = "公开" + s.Label + "相关信息"
	}
	if s.Keywords == "" {
		s.Keywords = s.Label
	}
	if s.ColumnType == "" {
		s.ColumnType = "工作动态"
	}
}

// Section returns a section by name, or nil.
func (s *Site) Section(name string) *Section {
	i := slices.IndexFunc(s.Sections, func(x *Section) bool { return x.Name == name })
	if i < 0 {
		return nil
	}
	return s.Sections[i]
}

// Menu returns the sections of the main menu: those config.toml names in nav, else all that are not hidden.
func (s *Site) Menu() []*Section {
	var menu []*Section
	for _, name := range s.Config.Nav {
		if section := s.Section(name); section != nil && !section.Hidden {
			menu = append(menu, section)
		}
	}
	if len(s.Config.Nav) > 0 {
		return menu
	}
	for _, section := range s.Sections {
		if !section.Hidden {
			menu = append(menu, section)
		}
	}
	return menu
}

// Group is a group of sections in the menu of all sections; the label is empty where the configuration makes none.
type Group struct {
	Label    string
	Sections []*Section
}

// Groups returns every section that is not hidden, in the groups of config.toml; those it does not name come last.
func (s *Site) Groups() []Group {
	var groups []Group
	placed := map[*Section]bool{}
	take := func(label string, sections []*Section) {
		g := Group{Label: label}
		for _, section := range sections {
			if section != nil && !section.Hidden && !placed[section] {
				placed[section] = true
				g.Sections = append(g.Sections, section)
			}
		}
		if len(g.Sections) > 0 {
			groups = append(groups, g)
		}
	}
	for _, g := range s.Config.Menu {
		var sections []*Section
		for _, name := range g.Sections {
			sections = append(sections, s.Section(name))
		}
		take(g.Label, sections)
	}
	rest := ""
	if len(groups) > 0 {
		rest = "其他栏目"
	}
	take(rest, s.Sections)
	return groups
}

// Listing is one page of a list: of a section, of a year or a facet of it, or of a term.
type Listing struct {
	Title   string
	Path    string
	Section *Section    // nil for a term
	Term    *Term       // nil for a section
	Facet   *FacetValue // nil unless the list is narrowed by a facet
	Year    int         // 0 unless the list is a year's archive
	Count   int         // records of the whole list
	Number  int         // this page, from 1
	Paths   []string    // addresses of all pages of the list
	Pages   []*Page     // records on this page
	All     []*Page     // records of the whole list

	Newest, Oldest date.Stamp // publication, of the whole list
}

// Span returns when the newest and the oldest of some records were published.
func Span(pages []*Page) (newest, oldest date.Stamp) {
	for i, p := range pages {
		if i == 0 || p.Published.Compare(newest) > 0 {
			newest = p.Published
		}
		if i == 0 || p.Published.Compare(oldest) < 0 {
			oldest = p.Published
		}
	}
	return newest, oldest
}

// paginate cuts a list into pages. An empty list has one empty page. The first page's path is given; others add -2, -3.
func paginate(size int, first, stem string, pages []*Page, l Listing) []*Listing {
	n := max(1, (len(pages)+size-1)/size)
	paths := make([]string, n)
	for i := range paths {
		paths[i] = first
		if i > 0 {
			paths[i] = fmt.Sprintf("%s-%d.html", stem, i+1)
		}
	}
	l.Newest, l.Oldest = Span(pages)
	out := make([]*Listing, n)
	for i := range out {
		page := l
		page.Path, page.Paths, page.Number, page.Count, page.All = paths[i], paths, i+1, len(pages), pages
		page.Pages = pages[i*size : min(len(pages), (i+1)*size)]
		out[i] = &page
	}
	return out
}

// Listings returns the pages of the section's list.
func (s *Site) Listings(section *Section) []*Listing {
	return paginate(s.Config.Build.PageSize, section.Path(), section.Name+"/page", section.Pages, Listing{Title: section.Label, Section: section})
}

// YearCount is a year of a section's archive.
type YearCount struct {
	Year, Count int
	Path        string
}

// Years returns the years a section has records of, newest first; none where a site has no archives.
func (s *Site) Years(section *Section) []YearCount {
	if !s.Config.Build.Archives {
		return nil
	}
	counts := map[int]int{}
	for _, p := range section.Pages {
		counts[p.Year]++
	}
	var years []YearCount
	for year, n := range counts {
		if year > 0 {
			years = append(years, YearCount{year, n, section.yearStem(year) + ".html"})
		}
	}
	slices.SortFunc(years, func(a, b YearCount) int { return b.Year - a.Year })
	return years
}

func (s *Section) yearStem(year int) string { return fmt.Sprintf("%s/year-%d", s.Name, year) }

// Archive returns the list pages of one year of a section.
func (s *Site) Archive(section *Section, year int) []*Listing {
	var pages []*Page
	for _, p := range section.Pages {
		if p.Year == year {
			pages = append(pages, p)
		}
	}
	stem := section.yearStem(year)
	title := fmt.Sprintf("%s（%d年）", section.Label, year)
	return paginate(s.Config.Build.PageSize, stem+".html", stem, pages, Listing{Title: title, Section: section, Year: year})
}
