package export

import (
	"encoding/xml"
	"fmt"
	"testing"

	"xiangwei/internal/config"
	"xiangwei/internal/site"
)

func TestSitemapIsSplit(t *testing.T) {
	s := &site.Site{Config: &config.Config{URL: "https://www.example.gov.cn/"}}
	var urls []sitemapURL
	for i := range 7 {
		urls = append(urls, sitemapURL{loc: fmt.Sprintf("https://www.example.gov.cn/%d.html", i)})
	}
	for name, c := range map[string]struct {
		limit int
		files []string
	}{
		"as many as one file may hold": {7, []string{"sitemap.xml"}},
		"one more":                     {6, []string{"sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"}},
		"three files":                  {3, []string{"sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := sitemapFiles(s, urls, c.limit)
			if len(files) != len(c.files) {
				t.Fatalf("%d files; want %v", len(files), c.files)
			}
			var listed, indexed []string
			for i, f := range files {
				if f.Path != c.files[i] {
					t.Errorf("file %d is %s, want %s", i, f.Path, c.files[i])
				}
				type place struct {
					Loc string `xml:"loc"`
				}
				var doc struct {
					XMLName xml.Name
					URLs    []place `xml:"url"`
					Maps    []place `xml:"sitemap"`
				}
				if err := xml.Unmarshal(f.Data, &doc); err != nil {
					t.Fatal(err)
				}
				if len(doc.URLs) > c.limit {
					t.Errorf("%s has %d addresses", f.Path, len(doc.URLs))
				}
				for _, u := range doc.URLs {
					listed = append(listed, u.Loc)
				}
				for _, m := range doc.Maps {
					indexed = append(indexed, m.Loc)
				}
			}
			if len(listed) != len(urls) || len(indexed) != len(c.files)-1 {
				t.Errorf("%d addresses are listed, %d files indexed", len(listed), len(indexed))
			}
			for i, u := range urls {
				if listed[i] != u.loc {
					t.Errorf("address %d is %s", i, listed[i])
				}
			}
		})
	}
}
