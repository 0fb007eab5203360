package content

import (
	"xiangwei/internal/cache"
	"xiangwei/internal/markdown"
)

// far is where the text of a recalled entry waits until somebody wants it. After a small change that is hardly anybody, and
// texts are three quarters of what is kept.
type far struct {
	cache *Cache
	key   cache.Key
}

// bodyText is what is kept of a body by itself.
type bodyText struct {
	HTML []byte
	Text string
}

// read reads the text. Where it cannot be read the store says so in the end, and nothing that was made counts.
func (f *far) read() (b bodyText) {
	data, ok := f.cache.bodies.Get(f.key)
	d := cache.NewDecoder(data)
	if ok {
		f.cache.body.Read(d, &b)
	}
	if !ok || d.Failed() || d.Rest() > 0 {
		f.cache.bodies.Lose()
		return bodyText{}
	}
	return b
}

// Text returns the plain text of the body: blocks on lines of their own, cells of a row parted by tabs.
func (e *Entry) Text() string {
	if e.far != nil {
		return e.far.read().Text
	}
	return e.Body.Text
}

// Document returns the whole body.
func (e *Entry) Document() markdown.Document {
	doc := e.Body
	if e.far != nil {
		b := e.far.read()
		doc.HTML, doc.Text = b.HTML, b.Text
	}
	return doc
}

// LetGo forgets the HTML of the body.
func (e *Entry) LetGo() { e.Body.HTML = nil }
