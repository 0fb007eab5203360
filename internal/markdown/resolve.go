package markdown

import "strings"

// Attr is one extra attribute of a start tag.
type Attr struct {
	Name, Value string
}

// Target is what a link becomes in a page.
type Target struct {
	Href   string
	Attrs  []Attr // names other than those of extraAttrs, data-* and aria-* are left out; values are escaped
	Suffix string // plain text put at the end of the link's own text; "" for none
	Note   string // plain text put after the link in a span of class "gist", to be shown in place; "" for none
	Drop   bool   // the link is unwrapped: its text stays, of an image its alternative text
}

// Resolve appends the HTML to dst with every destination replaced by what
// resolve returns for its link. A returned address with a scheme that authors
// may not use drops the link. It is a copy with substitutions and parses
// nothing, since it runs once for each page.
func (d *Document) Resolve(dst []byte, resolve func(l *Link) Target) []byte {
	html, pos, drop := d.HTML, 0, -1
	var more []byte // to be put in at moreAt: a suffix, a note
	moreAt := -1
	for i := range d.Links {
		l := &d.Links[i]
		if moreAt >= 0 && moreAt <= l.at.open {
			dst = append(append(dst, html[pos:moreAt]...), more...)
			pos, moreAt = moreAt, -1
		}
		// Links do not nest; only an image can stand inside a link, so one
		// pending end tag is enough.
		if drop >= 0 && drop <= l.at.open {
			dst = append(dst, html[pos:drop]...)
			pos, drop = drop+len("</a>"), -1
		}
		t := resolve(l)
		if !t.Drop && t.Href != l.Dest && !safeDest(t.Href) {
			t.Drop = true
		}
		dst = append(dst, html[pos:l.at.open]...)
		pos = l.at.inner
		if t.Drop {
			if l.Image {
				dst = appendText(dst, l.Alt)
			} else {
				drop = l.at.end
			}
			continue
		}
		dst = append(dst, html[l.at.open:l.at.dest]...)
		dst = appendURL(dst, t.Href)
		dst = append(dst, '"')
		dst = appendAttrs(dst, t.Attrs, l.Title != "")
		dst = append(dst, html[l.at.destEnd+1:l.at.inner]...)
		if (t.Note != "" || t.Suffix != "") && !l.Image {
			more, moreAt = t.after(), l.at.end+len("</a>")
			if t.Suffix != "" {
				moreAt = l.at.end
			}
		}
	}
	if moreAt >= 0 {
		dst = append(append(dst, html[pos:moreAt]...), more...)
		pos = moreAt
	}
	if drop >= 0 {
		dst = append(dst, html[pos:drop]...)
		pos = drop + len("</a>")
	}
	return append(dst, html[pos:]...)
}

// after returns what a target puts in at the end of its link. With a suffix that is before the end tag, and a note would
// have to come after it: no target has both.
func (t Target) after() []byte {
	if t.Suffix != "" {
		return appendText(nil, t.Suffix)
	}
	return appendNote(nil, t.Note)
}

func appendNote(dst []byte, note string) []byte {
	dst = append(dst, `<span class="gist">`...)
	dst = appendText(dst, note)
	return append(dst, "</span>"...)
}

func appendAttrs(dst []byte, attrs []Attr, hasTitle bool) []byte {
	for _, a := range attrs {
		if !extraAttr(a.Name) || hasTitle && a.Name == "title" {
			continue
		}
		dst = append(dst, ' ')
		dst = append(dst, a.Name...)
		dst = append(dst, '=', '"')
		dst = appendAttr(dst, a.Value)
		dst = append(dst, '"')
	}
	return dst
}

// extraAttr tells whether a Target may add the attribute: a closed list, so that
// no event handler and no style gets in this way.
func extraAttr(name string) bool {
	switch name {
	case "rel", "class", "title", "target", "download", "hreflang", "lang", "type", "width", "height", "srcset", "sizes", "id":
		return true
	}
	if !strings.HasPrefix(name, "data-") && !strings.HasPrefix(name, "aria-") {
		return false
	}
	for i := range len(name) {
		if c := name[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
