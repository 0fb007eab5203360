package render

import (
	"bytes"
	"cmp"
	"html/template"
	"sync"
)

// More than half of what a layout works out for a page is the same on all pages of its section at its depth: the way to
// the site's root before every address, the style sheet, the header, the menu of the section. html/template works each
// of it out anew, by reflection, with up to three escaping functions a value. So a layout of many pages is folded: a copy
// of it is made for each section and depth, in which what does not change is text. The copy is escaped by html/template
// before anything is folded, so what becomes text is exactly what would have come out in that place. What is left
// of it is then made by appends where that is known to come to the same, see direct.go.

// foldFrom is how many pages of one section and depth make folding pay: a copy costs about 2 ms, and saves 30 µs a page.
const foldFrom = 128

// foldKey is what decides what a layout always says.
type foldKey struct {
	layout *template.Template
	frame  frameKey
}

// foldedLayout is the copy of a layout for one key. It is made and folded when the first page is made with it: after a
// small change most have none.
type foldedLayout struct {
	once   sync.Once
	copy   *template.Template
	direct *direct // the same by appends; nil where nothing is known to come to the same
}

// folds are the layouts of a run that have many pages.
type folds struct {
	many map[foldKey]*foldedLayout
	few  map[*template.Template]func() *template.Template // copies for the other pages: a layout that ran cannot be copied again

	escapers func() escapers // known once a layout is folded
}

// viewFixed and itemFixed are the fields of a View and an ItemView that are the same for all pages of a key.
var (
	viewFixed = map[string]bool{"Site": true, "Base": true, "View": true, "Section": true, "SectionLabel": true, "SectionPath": true,
		"Header": true, "Aside": true, "Foot": true, "Preview": true}
	itemFixed = map[string]bool{"Site": true, "Base": true}
)

// newFolds returns the layouts that at least so many pages of a key are made with; 0 is where it pays.
func newFolds(counts map[foldKey]int, from int) folds {
	f := folds{map[foldKey]*foldedLayout{}, map[*template.Template]func() *template.Template{}, sync.OnceValue(newEscapers)}
	for key, n := range counts {
		if n < cmp.Or(from, foldFrom) {
			continue
		}
		if f.few[key.layout] == nil {
			f.few[key.layout] = sync.OnceValue(func() *template.Template { return copyOf(key.layout) })
		}
		f.many[key] = &foldedLayout{}
	}
	return f
}

// copyOf returns the layout itself where it cannot be copied, since it ran already.
func copyOf(t *template.Template) *template.Template {
	if c, err := t.Clone(); err == nil {
		return c
	}
	return t
}

// execute runs the layout of a page or an item, whose dot is given.
func (f folds) execute(b *bytes.Buffer, key foldKey, dot any, fixed map[string]bool) error {
	many := f.many[key]
	if many == nil {
		if few := f.few[key.layout]; few != nil {
			return few().Execute(b, dot)
		}
		return key.layout.Execute(b, dot)
	}
	many.once.Do(func() {
		many.copy = withSlots(copyOf(key.layout), key.layout)
		if many.copy != key.layout && fold(many.copy, dot, fixed) {
			many.direct = newDirect(many.copy, dot, f.escapers())
		}
	})
	if many.direct.execute(b, dot) {
		return nil
	}
	return many.copy.Execute(b, dot)
}
