package export

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// entry is a record as feeds tell of it. A withdrawn record keeps its identifier, so that readers who have it see the
// withdrawal in its place.
type entry struct {
	title, url, summary string
	published, updated  time.Time
	tags                []string
}

// news is a feed before it takes a form.
type news struct {
	title, home string // of the page it belongs to
	stem        string // address of its files without the ending
	entries     []entry
	updated     time.Time
}

// feedForms are the forms of feeds, in the order of their files.
var feedForms = []struct {
	format, ending string
	write          func(*site.Site, news, string) (output.File, error)
}{
	{config.FeedAtom, ".xml", atom},
	{config.FeedJSON, ".json", jsonFeed},
}

// feeds are those of the whole site and of each section. They need absolute addresses, so a site that names none has
// no feeds.
func feeds(r *run) []work {
	s := r.site
	if s.Config.URL == "" {
		return nil
	}
	var list []work
	add := func(title, home, stem string, in func(*site.Page) bool) {
		n := newsOf(s, title, home, stem, in)
		for _, form := range feedForms {
			if path := stem + form.ending; s.Config.Data.HasFeed(form.format) {
				list = append(list, work{path: path, make: func() (output.File, error) { return form.write(s, n, path) }})
			}
		}
	}
	add(s.Config.Title, "index.html", "feed", func(p *site.Page) bool { return !p.Section.Hidden })
	for _, section := range s.Sections {
		if section.Hidden || len(section.Pages) == 0 {
			continue
		}
		add(section.Label+"-"+s.Config.Title, section.Path(), section.Name+"/feed", func(p *site.Page) bool { return p.Section == section })
	}
	return list
}

// newsOf gathers the newest records of a feed, and withdrawals among them. Both lists are newest first.
func newsOf(s *site.Site, title, home, stem string, in func(*site.Page) bool) news {
	n := news{title: title, home: home, stem: stem}
	size := s.Config.Build.FeedSize
	for _, list := range [][]*site.Page{s.Pages, s.Tombstones} {
		taken := 0
		for _, p := range list {
			if taken == size {
				break
			}
			if in(p) {
				n.entries, taken = append(n.entries, entryOf(s, p)), taken+1
			}
		}
	}
	slices.SortStableFunc(n.entries, func(a, b entry) int { return b.updated.Compare(a.updated) })
	n.entries = n.entries[:min(len(n.entries), size)]
	n.updated = s.AsOf().In(s.Config.Zone)
	if len(n.entries) > 0 {
		n.updated = n.entries[0].updated // so that a feed without news does not change
	}
	return n
}

func entryOf(s *site.Site, p *site.Page) entry {
	if w := p.Record.Envelope.Withdrawn; w != nil {
		return entry{title: "该" + p.Record.Kind.Label + "已撤回", url: address(s, p.Path), summary: w.Reason, published: w.On.Time(), updated: w.On.Time()}
	}
	e := entry{title: p.Title, url: address(s, p.Path), summary: p.Summary, published: p.Published.Time(), updated: p.Published.Time()}
	for _, t := range p.Terms {
		e.tags = append(e.tags, t.Label)
	}
	return e
}

// The Atom format (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Rights  string      `xml:"rights"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title      string         `xml:"title"`
	ID         string         `xml:"id"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Link       atomLink       `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func atom(s *site.Site, n news, path string) (output.File, error) {
	f := atomFeed{
		Title: n.title, ID: address(s, path), Updated: n.updated.Format(time.RFC3339), Author: atomAuthor{publisher(s)}, Rights: s.Config.Data.Licence,
		Links: []atomLink{{"self", "application/atom+xml", address(s, path)}, {"alternate", "text/html", address(s, n.home)}},
	}
	for _, e := range n.entries {
		a := atomEntry{Title: e.title, ID: e.url, Published: e.published.Format(time.RFC3339), Updated: e.updated.Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", e.url}, Summary: e.summary}
		for _, tag := range e.tags {
			a.Categories = append(a.Categories, atomCategory{tag})
		}
		f.Entries = append(f.Entries, a)
	}
	data, err := xml.Marshal(f)
	return output.File{Data: append([]byte(xmlHead), data...)}, err
}

// publisher returns who answers for what the site publishes.
func publisher(s *site.Site) string { return cmp.Or(s.Config.Bureau.Name, s.Config.Title) }

// JSON Feed 1.1 (jsonfeed.org).
type feedFile struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Authors     []feedAuthor `json:"authors"`
	Licence     licence      `json:"_licence"` // an extension, as the format wants its name
	Items       []feedItem   `json:"items"`
}

type feedAuthor struct {
	Name string `json:"name"`
}

type feedItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Content   string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

func jsonFeed(s *site.Site, n news, path string) (output.File, error) {
	f := feedFile{
		Version: "https://jsonfeed.org/version/1.1", Title: n.title, HomePage: address(s, n.home), FeedURL: address(s, path),
		Language: "zh-CN", Authors: []feedAuthor{{publisher(s)}}, Licence: licenceOf(s), Items: []feedItem{},
	}
	if !strings.Contains(n.stem, "/") {
		f.Description = s.Config.Description
	}
	for _, e := range n.entries {
		f.Items = append(f.Items, feedItem{ID: e.url, URL: e.url, Title: e.title, Content: cmp.Or(e.summary, e.title),
			Published: e.published.Format(time.RFC3339), Modified: e.updated.Format(time.RFC3339), Tags: e.tags})
	}
	w := newJSON()
	w.value(f)
	return w.file()
}
