package audit

import (
	"bytes"
	"slices"
)

// A third of the tags of a page, and half of its links, stand in its header, beside its text and in its footer, and are the
// same bytes on all pages of a folder. What a look sees in such an element follows from its bytes and the folder, unless it
// holds what its surroundings decide. So while pages are made it is kept, and where the next page has the very same bytes
// it is added up without another look at them.

const (
	elementsFrom  = 3  // of which page of a folder on elements are kept: most folders of small sites have no more
	elementsTries = 16 // how many are tried: those of two or three pages
	elementsSure  = 16 // at which page those go that no other page had

	leastElement = 128     // bytes; shorter ones are looked at as fast
	mostElement  = 8 << 10 // bytes
)

// isLandmark reports whether elements of a name may be the same on many pages.
func isLandmark(name []byte) bool {
	switch string(name) {
	case "header", "nav", "aside", "footer":
		return true
	}
	return false
}

// elements are those that pages of a folder had.
type elements struct {
	pages, tries int
	all          []element
}

// page counts a page.
func (s *elements) page() {
	if s.pages++; s.pages == elementsSure {
		s.all = slices.DeleteFunc(s.all, func(e element) bool { return e.times == 0 })
	}
}

// element is what a look saw in an element.
type element struct {
	bytes []byte
	times int // that it was met again
	leads []uint64
	local [][]byte
	marks []mark
	seen  sums
	named bool // the last region, where there is one
	doubt bool
}

// mark is an id, or the level of a heading.
type mark struct {
	id    []byte
	level int
}

// sums count what was seen of a page.
type sums struct {
	leads, local, marks, mains, regions int
	odd                                 int // what depends on what stands around it: findings, tags of the head, tables
}

func (l *pageLook) sums() sums {
	s := l.count.sums
	s.leads, s.local, s.marks = len(l.leads), len(l.local), len(l.marks)
	return s
}

// draft is an element whose end has not come yet.
type draft struct {
	name  string // "" where there is none
	start int
	seen  sums // before it
	doubt bool // before it
}

// again adds up the element that begins with a tag, if a page of the folder had the same, and returns its end; else 0.
func (l *pageLook) again(t *tag) int {
	if l.elements == nil || l.link.open || l.draft.name != "" || !isLandmark(t.name) {
		return 0
	}
	for i := range l.elements.all {
		if e := &l.elements.all[i]; bytes.HasPrefix(l.data[t.start:], e.bytes) {
			l.add(e)
			return t.start + len(e.bytes)
		}
	}
	if s := l.elements; s.pages >= elementsFrom && s.tries < elementsTries {
		s.tries++
		l.draft, l.doubt = draft{string(t.name), t.start, l.sums(), l.doubt}, false
	}
	return 0
}

// add adds up what was seen in an element.
func (l *pageLook) add(e *element) {
	e.times++
	l.leads, l.local = append(l.leads, e.leads...), append(l.local, e.local...)
	for _, m := range e.marks {
		if m.level > 0 {
			l.heading(m.level)
		} else {
			l.id(m.id)
		}
	}
	l.count.mains += e.seen.mains
	if l.count.regions += e.seen.regions; e.seen.regions > 0 {
		l.named = e.named
	}
	l.doubt = l.doubt || e.doubt
}

// drafting follows the tags of an element that may be kept.
func (l *pageLook) drafting(t *tag) {
	d := &l.draft
	if d.name == "" || t.start == d.start || string(t.name) != d.name {
		return
	}
	if t.close {
		l.keep(t.end)
	}
	l.undraft() // one in another of its name is left alone
}

// undraft ends a draft, kept or not.
func (l *pageLook) undraft() {
	if l.draft.name != "" {
		l.doubt, l.draft.name = l.doubt || l.draft.doubt, ""
	}
}

// keep keeps the element that ends at an offset, unless its surroundings decide what is seen in it.
func (l *pageLook) keep(end int) {
	d, now := &l.draft, l.sums()
	if n := end - d.start; n < leastElement || n > mostElement || l.link.open || now.odd > d.seen.odd {
		return
	}
	e := element{
		bytes: bytes.Clone(l.data[d.start:end]), leads: slices.Clone(l.leads[d.seen.leads:]),
		seen: sums{mains: now.mains - d.seen.mains, regions: now.regions - d.seen.regions}, named: l.named, doubt: l.doubt,
	}
	for _, id := range l.local[d.seen.local:] {
		e.local = append(e.local, bytes.Clone(id))
	}
	for _, m := range l.marks[d.seen.marks:] {
		e.marks = append(e.marks, mark{bytes.Clone(m.id), m.level})
	}
	l.elements.all = append(l.elements.all, e)
}
