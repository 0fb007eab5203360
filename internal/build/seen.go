package build

import (
	"fmt"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/content"
	"xiangwei/internal/render"
)

// Seen is what a build keeps of texts and pages for a later one: which texts there were, by what names them whole and by
// what names all that others show of them, and what the views of pages noted.
//
// A build is a function of what it reads and of the clock. So where nothing that was read is another but some texts, and of
// these the faces are the same, everything is what it was that does not show their bodies.
type Seen struct {
	from, until int64 // the clock alone changes nothing from the one to the other, in nanoseconds since 1970
	texts       []seenText
	pages       map[string]render.Noted
}

// seenText is one text, in the order of entries.
type seenText struct{ file, sum, face string }

func seenForm() (cache.Form[Seen], error) {
	form, err := cache.FormOf[Seen](cache.NewCodec(time.UTC))
	if err != nil {
		return form, fmt.Errorf("keeping what was seen: %w", err)
	}
	return form, nil
}

// Seen returns what a later build may want to know of this one, nil where nothing can be said.
func (r *Result) Seen() *Seen {
	s := &Seen{from: r.Site.Now.UnixNano(), until: r.still().UnixNano(), texts: make([]seenText, len(r.Content.Entries)), pages: r.Pages.Noted}
	for i, e := range r.Content.Entries {
		if e.Face == "" {
			return nil
		}
		s.texts[i] = seenText{e.File, e.Sum, e.Face}
	}
	return s
}

// Encode writes what was seen; "" for nothing.
func (s *Seen) Encode() string {
	form, err := seenForm()
	if err != nil || s == nil {
		return ""
	}
	var e cache.Encoder
	const text, page = 96, 64 // bytes of one, about
	e.Grow(text*len(s.texts) + page*len(s.pages))
	if form.Write(&e, s); e.Failed() {
		return ""
	}
	return e.Take()
}

// DecodeSeen reads what was seen, nil where it cannot be read.
func DecodeSeen(data string) *Seen {
	form, err := seenForm()
	if err != nil || data == "" {
		return nil
	}
	s := new(Seen)
	d := cache.NewDecoder(data)
	if form.Read(d, s); d.Failed() || d.Rest() > 0 {
		return nil
	}
	return s
}

// Holds reports whether all that is read through a recorder is what it was, beside the texts.
func (s *Seen) Holds(files *cache.Recorder) bool {
	if s == nil {
		return false
	}
	texts := make(map[string]bool, len(s.texts))
	for _, t := range s.texts {
		texts[t.file] = true
	}
	return files.Unchanged(func(file string) bool { return texts[file] })
}

// known returns what is known of pages before they are made, nil where the site may be another than that of the build
// before in more than the bodies of some texts.
func (b *builder) known() *render.Known {
	if b.Cache == nil || b.Cache.Seen == nil || b.Earlier == nil {
		return nil
	}
	s := b.Cache.Seen
	entries, now := b.result.Content.Entries, b.Now.UnixNano()
	if len(entries) != len(s.texts) || now < s.from || now >= s.until {
		return nil
	}
	changed := map[string]bool{} // by file
	for i, e := range entries {
		if was := s.texts[i]; was.file != e.File || was.face != e.Face || e.Face == "" {
			return nil
		} else if was.sum != e.Sum {
			changed[e.File] = true
		}
	}
	if !s.Holds(b.Cache.Recorder) {
		return nil
	}
	return &render.Known{Changed: func(e *content.Entry) bool { return changed[e.File] }, Noted: s.pages}
}
