package export

import (
	"context"
	"encoding/xml"
	"fmt"

	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// sitemapLimit is how many addresses one file may hold (sitemaps.org).
const sitemapLimit = 50000

type urlSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []sitemapURL `xml:"sitemap"`
}

// sitemap writes sitemap.xml, in several files where there are more addresses than one may hold, and robots.txt. A site
// that names no address has only robots.txt, since sitemaps need absolute addresses.
func sitemap(_ context.Context, s *site.Site, _ int) ([]output.File, error) {
	robots := "User-agent: *\nAllow: /\n"
	if s.Config.URL == "" {
		return []output.File{{Path: "robots.txt", Data: []byte(robots)}}, nil
	}
	robots += "Sitemap: " + address(s, "sitemap.xml") + "\n"
	files := []output.File{{Path: "robots.txt", Data: []byte(robots)}}
	maps, err := sitemapFiles(s, sitemapURLs(s), sitemapLimit)
	return append(files, maps...), err
}

// sitemapFiles writes the addresses as one file, or as several of at most limit addresses and an index of these.
func sitemapFiles(s *site.Site, urls []sitemapURL, limit int) ([]output.File, error) {
	if len(urls) <= limit {
		f, err := xmlFile("sitemap.xml", urlSet{URLs: urls})
		return []output.File{f}, err
	}
	var files []output.File
	var index sitemapIndex
	for i := 0; i*limit < len(urls); i++ {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		f, err := xmlFile(name, urlSet{URLs: urls[i*limit : min(len(urls), (i+1)*limit)]})
		if err != nil {
			return nil, err
		}
		files = append(files, f)
		index.Maps = append(index.Maps, sitemapURL{Loc: address(s, name)})
	}
	f, err := xmlFile("sitemap.xml", index)
	return append(files, f), err
}

func sitemapURLs(s *site.Site) []sitemapURL {
	urls := []sitemapURL{{Loc: address(s, "index.html")}}
	add := func(path string, day date.Day) { urls = append(urls, sitemapURL{address(s, path), day.String()}) }
	for _, section := range s.Sections {
		if section.Hidden {
			continue
		}
		for _, l := range s.Listings(section) {
			add(l.Path, date.Day{})
		}
		for _, y := range section.Years() {
			for _, l := range s.Archive(section, y.Year) {
				add(l.Path, date.Day{})
			}
		}
	}
	for _, t := range s.Taxonomies {
		add(t.IndexPath(), date.Day{})
		for _, term := range t.Terms {
			for _, l := range s.TermListings(term) {
				add(l.Path, date.Day{})
			}
		}
	}
	add("sitemap.html", date.Day{})
	if Described(s) {
		add(DataFolder+"/index.html", date.Day{})
	}
	for _, p := range s.Pages {
		add(p.Path, p.Published.Day())
	}
	return urls
}

func xmlFile(path string, v any) (output.File, error) {
	data, err := xml.Marshal(v)
	return output.File{Path: path, Data: append([]byte(xmlHead), data...)}, err
}
