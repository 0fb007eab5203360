package render

import (
	"strconv"
	"strings"

	"xiangwei/internal/markdown"
	"xiangwei/internal/site"
)

// Picture is how a picture beside the records is published.
type Picture struct {
	Path          string // below the site's root; empty: it cannot be published, which is a problem of its own
	Width, Height int    // pixels; 0 for a form whose size is not known
	Smaller       []Narrow
}

// Narrow is a smaller variant of a picture.
type Narrow struct {
	Path  string
	Width int
}

// sizes tells browsers how wide a picture of a body is shown: the measure of the text, or the whole screen less the
// margins.
const sizes = "(min-width: 45rem) 41.5rem, calc(100vw - 2rem)"

// picture makes the attributes of a picture of a body. With its size in the page nothing moves while it loads.
func (r *run) picture(base, file string) markdown.Target {
	t := markdown.Target{Href: base + site.EscapePath(file)}
	if r.Picture == nil {
		return t
	}
	p, ok := r.Picture(file)
	if !ok {
		return t
	}
	if p.Path == "" {
		return markdown.Target{Drop: true}
	}
	t.Href = base + site.EscapePath(p.Path)
	if p.Width > 0 {
		t.Attrs = []markdown.Attr{{Name: "width", Value: strconv.Itoa(p.Width)}, {Name: "height", Value: strconv.Itoa(p.Height)}}
	}
	if len(p.Smaller) > 0 {
		var set []string
		for _, s := range p.Smaller {
			set = append(set, base+site.EscapePath(s.Path)+" "+strconv.Itoa(s.Width)+"w")
		}
		set = append(set, t.Href+" "+strconv.Itoa(p.Width)+"w")
		t.Attrs = append(t.Attrs, markdown.Attr{Name: "srcset", Value: strings.Join(set, ", ")}, markdown.Attr{Name: "sizes", Value: sizes})
	}
	return t
}

// published returns where a file beside the records is published: a picture may have changed its form.
func (r *run) published(file string) string {
	if r.Picture != nil {
		if p, ok := r.Picture(file); ok {
			return p.Path
		}
	}
	return file
}
