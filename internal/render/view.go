package render

import (
	"html/template"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/site"
)

// Site is what every page may say about the site as a whole.
type Site struct {
	Title, Description, URL, Lang string
	Bureau                        string
	AsOf                          date.Day
	Nav                           []NavItem
	Menu                          []MenuGroup // every section, in groups
	Contact                       Contact
	Footer                        Footer
	Terms                         []Link
	Feeds                         string
	SitemapPath                   string
	SeniorPath                    string
	WithdrawnPath                 string // list of withdrawn records; "" where there are none
	DataPath                      string // of the field dictionary; empty where there is none
	SearchPath                    string // "" where search is off

	assets map[string]string
}

// Asset returns the published path of a theme file: theme/css/site.1a2b3c4d5e.css for css/site.css. A file the theme
// lacks is an error that names it.
func (s *Site) Asset(name string) (string, error) {
	if p, ok := s.assets[name]; ok {
		return p, nil
	}
	return "", missingAsset(name)
}

// NavItem is one entry of the main menu.
type NavItem struct{ Label, Path, Section string }

// MenuGroup is a group of the menu of all sections; without groups there is one, without a label.
type MenuGroup struct {
	Label string
	Items []NavItem
}

// Link is a text and where it leads, below the site's root.
type Link struct{ Label, Path string }

// Contact is how to reach the bureau.
type Contact struct{ Address, Phone, Email, Postcode, Hours string }

// Footer holds the items 国办发〔2017〕47号 asks of the bottom zone.
type Footer struct {
	Host, Undertaker, IDCode, ICP, Police, PoliceCode, Conac string
	IPv6                                                     bool
}

// View is the dot of a layout.
type View struct {
	Site         *Site
	Base         string // way to the site's root: "", "../", "../../"
	Path         string // of this page below the root
	URL          string // absolute address; empty when config.toml names none
	View         string // home, page, list, terms, tombstone, redirect, sitemap, senior, withdrawn, leave, data, search, 404
	Section      string
	SectionLabel string
	SectionPath  string
	Title        string // heading of the page
	DocTitle     string // whole title: 文章-栏目-站名
	Description  string
	Head         template.HTML // meta tags, canonical address, feeds
	Style        template.CSS  // of 404.html, which can fetch none
	Header       template.HTML // _header.html, rendered once for all pages of a section
	Aside        template.HTML // _aside.html where there is one, rendered once like Header
	Foot         template.HTML // _foot.html where there is one, rendered once like Header
	Crumbs       []Link
	ReportURL    string // 我为政府网站找错, for this page
	Preview      bool

	Page     *Page
	List     *List
	Terms    *Terms
	Month    *Month
	Home     *Home
	Sitemap  *Sitemap
	Senior   *Senior
	Log      *Log
	Data     *DataPage
	Search   *Search
	Leave    []string // hosts outside the site that pages link to
	Redirect string   // target below the root

	codes   bool // QR codes are wanted
	heading heading
	noted   *Noted // what making the view came upon
}

// Frame is the dot of _header.html, _aside.html and _foot.html, which all pages of a section share.
type Frame struct {
	Site         *Site
	Base         string
	Section      string // "" on pages of no section
	SectionLabel string
	Newest       []Item // at most five records of the section, newest first
}

// Item is a record as lists and links show it.
type Item struct {
	Title, Path, Number, SectionLabel, KindLabel string
	Date                                         date.Stamp // published
	Year                                         int        // the record is about, where it says so
	Starts, Ends                                 date.Stamp
	Venue, Summary, Status                       string
	State                                        string // of an event: coming, now, over; else ""
}

// PageLink is a numbered page of a list.
type PageLink struct {
	Number  int
	Path    string
	Current bool
}

// YearLink is a year of an archive.
type YearLink struct {
	Year, Count int
	Path        string
	Current     bool
}

// List is a section's list, a year of it, or the records of a term.
type List struct {
	Items                   template.HTML // the records of this page, each through _item.html
	Count, Number, Total    int
	Pages                   []PageLink
	First, Prev, Next, Last string
	Years                   []YearLink
	Year                    int
	Kind                    string // section, year, facet, term
	Facets                  []FacetView
	Filter                  string // file the script of combined filters reads; "" where there are none
	Query                   string // filter of the whole list that gives this one; "" for the whole list
	Tallies                 []site.Tally
	Decided                 bool   // tallies are by the year of decision, which may be before that of publication
	Register                bool   // the register's counts are known for one of the years
	Silence                 string // months without a record, in words; only where the section declares what they mean
	Intro                   string
	Empty                   bool
	Newest, Oldest          date.Stamp
	Data                    []Link

	Calendar string    // of the month that comes next; empty: the section has none
	Events   string    // path of the section's events as a calendar file; empty: none
	Campaign *Campaign // of a term that is one, on its first page

	keys []string // name the items
}

// FacetView is one way to narrow a list.
type FacetView struct {
	Name, Label string
	Values      []FacetLink
}

// FacetLink is one value of a facet.
type FacetLink struct {
	Label, Path string
	Count       int
	Current     bool
}

// Terms is the index of a taxonomy.
type Terms struct {
	Label string
	Path  string
	Terms []TermLink
}

// TermLink is one term with the number of its records.
type TermLink struct {
	Label, Path string
	Count       int
}

// HomeSection is a section as the home page and the site map show it.
type HomeSection struct {
	Name, Label, Path, Description string
	Count                          int
	Rows                           int // of all tables of its records: items of lists
	Items                          []Item
	Latest                         date.Stamp
}

// Home is the home page.
type Home struct {
	Sections []HomeSection
	Latest   []Item
	Upcoming []Item
	Notices  []Item
	Comments []Comment
	Campaign *Campaign // on now, or the next to come
	Figures  []Figure
	Report   *Item // the report the figures are from
}

// Comment is a draft open for comments: the day it closes is the last on which one may still write.
type Comment struct {
	Item
	From, Until date.Stamp
}

// Section returns a section of the site that is not hidden, or nil.
func (h *Home) Section(name string) *HomeSection {
	for i := range h.Sections {
		if h.Sections[i].Name == name {
			return &h.Sections[i]
		}
	}
	return nil
}

// SectionPath returns the address of a section's list, or "" when the site has no such section.
func (h *Home) SectionPath(name string) string {
	for _, s := range h.Sections {
		if s.Name == name {
			return s.Path
		}
	}
	return ""
}

// Sitemap is the site map for people.
type Sitemap struct {
	Sections   []HomeSection
	Taxonomies []Terms
}

// newSite gathers what all pages share.
func newSite(s *site.Site, assets map[string]string) *Site {
	c := s.Config
	v := &Site{
		Title: c.Title, Description: c.Description, URL: c.URL, Lang: "zh-CN", Bureau: c.Bureau.Name, AsOf: s.AsOf(),
		Contact:     Contact{c.Bureau.Address, c.Bureau.Phone, c.Bureau.Email, c.Bureau.Postcode, c.Bureau.Hours},
		Footer:      footer(c.Footer),
		SitemapPath: "sitemap.html", assets: assets,
	}
	if c.Build.Senior {
		v.SeniorPath = seniorHome
	}
	if len(s.Tombstones) > 0 {
		v.WithdrawnPath = site.WithdrawnPath
	}
	if c.Search.Enabled {
		v.SearchPath = SearchPath
	}
	if c.URL != "" && c.Data.HasFeed(config.FeedAtom) { // Atom needs absolute addresses
		v.Feeds = "feed.xml"
	}
	if v.Footer.Host == "" {
		v.Footer.Host = c.Bureau.Name
	}
	for _, section := range s.Menu() {
		v.Nav = append(v.Nav, NavItem{section.Label, section.Path(), section.Name})
	}
	for _, g := range s.Groups() {
		group := MenuGroup{Label: g.Label}
		for _, section := range g.Sections {
			group.Items = append(group.Items, NavItem{section.Label, section.Path(), section.Name})
		}
		v.Menu = append(v.Menu, group)
	}
	for _, t := range s.Taxonomies {
		v.Terms = append(v.Terms, Link{t.Label, t.IndexPath()})
	}
	return v
}

func footer(c config.Footer) Footer {
	return Footer{Host: c.Host, Undertaker: c.Undertaker, IDCode: c.IDCode, ICP: c.ICP, Police: c.Police,
		PoliceCode: digits(c.Police), Conac: conac(c.Conac), IPv6: c.IPv6}
}

// conac returns the address behind the 党政机关网站标识.
func conac(id string) string {
	if id == "" {
		return ""
	}
	return "https://bszs.conac.cn/sitename?method=show&id=" + id
}

func digits(s string) string {
	var out []byte
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			out = append(out, s[i])
		}
	}
	return string(out)
}
