package content

import (
	"slices"

	"xiangwei/internal/cache"
	"xiangwei/internal/markdown"
)

// face is an entry without what only its own page shows. It is the whole entry less a few fields, so that a field that is
// added tomorrow is part of it.
type face struct {
	Entry
	Cited []string // laws, in the order in which they are first cited
}

// faceOf names the face of an entry, "" where it cannot be named. Laws show all they say: others cite their articles.
func (c *Cache) faceOf(e *Entry, b *cache.Encoder) string {
	f := face{Entry: *e}
	f.Body, f.Citations, f.Face, f.RecordSum = markdown.Document{}, nil, "", "" // the record is in it by itself
	if !isLaw(e.Record.Kind) {
		f.Sum = ""
	}
	for _, c := range e.Citations {
		if !slices.Contains(f.Cited, c.Law) {
			f.Cited = append(f.Cited, c.Law)
		}
	}
	b.Reset()
	if c.face.Write(b, &f); b.Failed() {
		return ""
	}
	return b.Short()
}
