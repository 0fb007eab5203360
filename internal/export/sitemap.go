package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"

	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/search"
	"xiangwei/internal/site"
)

// sitemapLimit is how many addresses one file may hold (sitemaps.org).
const sitemapLimit = 50000

type sitemapURL struct{ loc, lastMod string }

// sitemap is sitemap.xml, in several files where there are more addresses than one may hold, and robots.txt. A site
// that names no address has only robots.txt, since sitemaps need absolute addresses.
func sitemap(r *run) []work {
	file := func(path string, data []byte) work {
		return work{path: path, make: func() (output.File, error) { return output.File{Data: data}, nil }}
	}
	robots := "User-agent: *\nAllow: /\n"
	if r.site.Config.URL == "" {
		return []work{file("robots.txt", []byte(robots))}
	}
	robots += "Sitemap: " + address(r.site, "sitemap.xml") + "\n"
	list := []work{file("robots.txt", []byte(robots))}
	for _, f := range sitemapFiles(r.site, sitemapURLs(r.site), sitemapLimit) {
		list = append(list, file(f.Path, f.Data))
	}
	return list
}

// sitemapFiles writes the addresses as one file, or as several of at most limit addresses and an index of these.
func sitemapFiles(s *site.Site, urls []sitemapURL, limit int) []output.File {
	if len(urls) <= limit {
		return []output.File{{Path: "sitemap.xml", Data: sitemapXML("urlset", "url", urls)}}
	}
	var files []output.File
	var index []sitemapURL
	for part := range slices.Chunk(urls, limit) {
		name := fmt.Sprintf("sitemap-%d.xml", len(files)+1)
		files = append(files, output.File{Path: name, Data: sitemapXML("urlset", "url", part)})
		index = append(index, sitemapURL{loc: address(s, name)})
	}
	return append(files, output.File{Path: "sitemap.xml", Data: sitemapXML("sitemapindex", "sitemap", index)})
}

// sitemapXML writes a list of addresses. It is written by hand: package xml takes a hundredth of a whole build for it.
func sitemapXML(list, item string, urls []sitemapURL) []byte {
	var b bytes.Buffer
	b.Grow(len(urls) * 128)
	b.WriteString(xmlHead + "<" + list + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, u := range urls {
		b.WriteString("<" + item + "><loc>")
		xml.EscapeText(&b, []byte(u.loc)) // a Buffer takes everything
		b.WriteString("</loc>")
		if u.lastMod != "" {
			b.WriteString("<lastmod>" + u.lastMod + "</lastmod>")
		}
		b.WriteString("</" + item + ">")
	}
	b.WriteString("</" + list + ">")
	return b.Bytes()
}

func sitemapURLs(s *site.Site) []sitemapURL {
	urls := []sitemapURL{{loc: address(s, "index.html")}}
	add := func(path string, day date.Day) { urls = append(urls, sitemapURL{address(s, path), day.String()}) }
	for _, section := range s.Sections {
		if section.Hidden {
			continue
		}
		for _, l := range s.Listings(section) {
			add(l.Path, date.Day{})
		}
		for _, y := range s.Years(section) {
			for _, l := range s.Archive(section, y.Year) {
				add(l.Path, date.Day{})
			}
		}
		months, _ := section.Months()
		for _, m := range months {
			add(section.MonthPath(m), date.Day{})
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
	if s.Config.Search.Enabled {
		add(search.Folder+"/index.html", date.Day{})
	}
	if len(s.Tombstones) > 0 {
		add(site.WithdrawnPath, date.Day{})
	}
	if Described(s) {
		add(DataFolder+"/index.html", date.Day{})
		kinds, _ := s.PublicKinds()
		for _, k := range kinds {
			add(site.FieldsPath(k.Name), date.Day{})
		}
	}
	for _, p := range s.Pages {
		add(p.Path, p.Published.Day())
	}
	return urls
}
