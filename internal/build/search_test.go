package build

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"xiangwei/internal/search"
)

// TestHiddenRecordsOfTheDemoCannotBeFound looks for every line of the demo's records that are withdrawn, expired, not yet
// public or drafts in the texts of the search and in the index of titles. That the pairs of characters have nothing of them
// either is proved in package search, byte for byte.
func TestHiddenRecordsOfTheDemoCannotBeFound(t *testing.T) {
	r := builtDemo(t)
	var published bytes.Buffer
	for _, p := range r.Site.Pages {
		published.WriteString(p.Title + "\n" + p.Entry.Text() + "\n")
	}
	var searched bytes.Buffer
	for _, f := range r.Tree.Files() {
		if strings.HasPrefix(f.Path, search.Folder+"/") {
			searched.Write(f.Data)
		}
	}
	hidden, lines := 0, 0
	for _, e := range r.Content.Entries {
		if p := r.Site.ByFile(e.File); p != nil && !p.Withdrawn() {
			continue
		}
		hidden++
		for line := range strings.Lines(e.Record.Title() + "\n" + e.Text()) {
			line = strings.TrimSpace(line)
			if utf8.RuneCountInString(line) < 6 || bytes.Contains(published.Bytes(), []byte(line)) {
				continue
			}
			lines++
			if bytes.Contains(searched.Bytes(), []byte(line)) {
				t.Errorf("%s: the search knows %q", e.File, line)
			}
		}
	}
	if hidden < 5 || lines < 20 {
		t.Errorf("only %d records and %d lines were looked for", hidden, lines)
	}
}

func TestSearchCanBeSwitchedOff(t *testing.T) {
	for _, c := range []struct {
		config string
		want   bool
	}{{"", true}, {"[search]\nenabled = false\n", false}} {
		o := benchOptions(3)
		site := benchSite(3)
		site["config.toml"].Data = append(site["config.toml"].Data, c.config...)
		o.Site = site
		r, err := Build(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		made := false
		for _, f := range r.Tree.Files() {
			made = made || strings.HasPrefix(f.Path, search.Folder+"/") || strings.HasPrefix(f.Path, "theme/js/search.") || strings.HasSuffix(f.Path, ".html") && bytes.Contains(f.Data, []byte("site-search"))
		}
		if made != c.want {
			t.Errorf("with %q there is a search: %v", c.config, made)
		}
	}
}
