// Package output holds the tree of files to be published and is the only code that writes to public/.
//
// It stands at the end of the pipeline: render and export add files to a Tree, audit reads it, Diff compares it with what
// was published last, and Plan.Apply carries the difference out so that a reader, a crash or a power cut at any moment
// finds every published file whole: its old or its new content, never half. It knows paths, bytes and hashes; it must not
// know kinds, pages, layouts or the clock.
//
// How a publish runs, and why in this order:
//
//  1. The lock keeps a second build out.
//  2. The journal (.xiangwei/pending.json) names every path the run may touch, with the hash it will have.
//  3. Every changed file is written under a temporary name next to its place, unless it waits in the Spool already; one sync
//     makes all of them durable, since after a power cut a new name may otherwise point at an empty file.
//  4. Renames in the order of Group, so that a page never appears before its assets; then deletions.
//  5. The manifest (manifest.json), last of all published files. Until then the old manifest disagrees with the folder,
//     but only for paths the journal names, and those are never believed without reading them. Were the manifest written
//     before the deletions, a kill in between would leave it silent about files that are still readable.
//  6. The journal is removed: from here on the manifest alone speaks for the folder.
package output

import "fmt"

// Group is when a file is written relative to others: a lower group is in place before a higher one.
type Group uint8

const (
	// Asset is what pages need to look and work: style sheets, scripts, images, attachments.
	Asset Group = iota
	// Page is one record's own page.
	Page
	// List points at pages: section lists, terms, home, 404, redirects.
	List
	// Data is read by machines and points at everything else: open data, feeds, sitemap, search index.
	Data
)

// Words for groups in the manifest, by value.
var groupWords = [...]string{Asset: "asset", Page: "page", List: "list", Data: "data"}

// String returns the word used in the manifest: "asset", "page", "list" or "data".
func (g Group) String() string {
	if int(g) < len(groupWords) {
		return groupWords[g]
	}
	return fmt.Sprintf("group%d", g)
}

// MarshalText returns the word of the group, and an error for a value that is none of the constants.
func (g Group) MarshalText() ([]byte, error) {
	if int(g) >= len(groupWords) {
		return nil, fmt.Errorf("no such group: %d", g)
	}
	return []byte(groupWords[g]), nil
}

// UnmarshalText reads the word of a group, and returns an error for any other word.
func (g *Group) UnmarshalText(text []byte) error {
	for i, word := range groupWords {
		if word == string(text) {
			*g = Group(i)
			return nil
		}
	}
	return fmt.Errorf("no such group: %q", text)
}
