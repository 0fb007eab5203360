//go:build browser

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// mostElements is how many elements a page may have before old phones take their time.
const mostElements = 1500

// TestDataPages reads the field dictionary of the demo: no page of it is long, and what was once a part of its one page still has
// its address there, with a link to where it is now.
func TestDataPages(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(publishedDemo(t), "data")
	pages, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(pages) < 10 {
		t.Fatal(pages, err)
	}
	ids := map[string]map[string]bool{}
	var links []string
	for _, p := range pages {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		name, n := filepath.Base(p), 0
		ids[name] = map[string]bool{}
		for e := range doc.Descendants() {
			if e.Type != html.ElementNode {
				continue
			}
			n++
			for _, a := range e.Attr {
				if a.Key == "id" {
					ids[name][a.Val] = true
				}
				if a.Key == "href" && name == "index.html" && strings.Contains(a.Val, "fields-") {
					links = append(links, strings.TrimPrefix(a.Val, "../data/"))
				}
			}
		}
		if n > mostElements {
			t.Errorf("%s has %d elements, want %d at most", name, n, mostElements)
		}
	}
	if len(links) < len(pages)-1 {
		t.Errorf("the page of all data leads to %q alone", links)
	}
	for _, l := range links {
		page, id, _ := strings.Cut(l, "#")
		if !ids[page][id] || !ids["index.html"][id] {
			t.Errorf("%s is not there, or was not before", l)
		}
	}
}
