package export

import (
	"cmp"
	"context"
	"encoding/xml"
	"slices"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// The Atom format (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
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
	Title     string   `xml:"title"`
	ID        string   `xml:"id"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Summary   string   `xml:"summary"`
}

// feeds writes an Atom feed of the whole site and one of each section. Atom needs absolute addresses, so a site that
// names none has no feeds.
func feeds(_ context.Context, s *site.Site, _ int) ([]output.File, error) {
	if s.Config.URL == "" || !s.Config.Data.HasFeed(config.FeedAtom) {
		return nil, nil
	}
	var public []*site.Page
	for _, p := range s.Pages {
		if !p.Section.Hidden {
			public = append(public, p)
		}
	}
	all, err := feed(s, s.Config.Title, "feed.xml", "index.html", public)
	if err != nil {
		return nil, err
	}
	files := []output.File{all}
	for _, section := range s.Sections {
		if section.Hidden || len(section.Pages) == 0 {
			continue
		}
		pages := slices.Clone(section.Pages)
		slices.SortStableFunc(pages, func(a, b *site.Page) int { return b.Published.Compare(a.Published) })
		f, err := feed(s, section.Label+"-"+s.Config.Title, section.Name+"/feed.xml", section.Path(), pages)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func feed(s *site.Site, title, path, page string, pages []*site.Page) (output.File, error) {
	f := atomFeed{
		Title: title, ID: address(s, path), Updated: s.AsOf().In(s.Config.Zone).Format(time.RFC3339), Author: atomAuthor{cmp.Or(s.Config.Bureau.Name, s.Config.Title)},
		Links: []atomLink{{"self", "application/atom+xml", address(s, path)}, {"alternate", "text/html", address(s, page)}},
	}
	pages = pages[:min(len(pages), s.Config.Build.FeedSize)]
	for i, p := range pages {
		at := p.Published.Time().Format(time.RFC3339)
		if i == 0 {
			f.Updated = at // the newest record's moment, so that a feed without news does not change
		}
		f.Entries = append(f.Entries, atomEntry{p.Title, address(s, p.Path), at, at, atomLink{"alternate", "text/html", address(s, p.Path)}, p.Summary})
	}
	data, err := xml.Marshal(f)
	return output.File{Path: path, Data: append([]byte(xmlHead), data...)}, err
}
