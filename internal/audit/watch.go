package audit

import (
	"path"
	"slices"
	"sync"

	"xiangwei/internal/output"
)

// Watch looks at pages while they are made, when their bytes are at hand and other pages are still to come. What it finds
// on a page holds if the addresses the page leads to within the site are there. Those of pages that are planned will be;
// the watch keeps the others, each once a folder. A page that asks for an id of another is left to a later look: such pages are few.
type Watch struct {
	set *pageSet

	mu    sync.Mutex
	idle  []*earlyLook
	looks []*earlyLook
	seen  map[*output.File]findings
}

// earlyLook is one worker's look, with the addresses it met by folder.
type earlyLook struct {
	*pageLook
	met map[string]*met
}

// met is what a worker met on the pages of a folder.
type met struct {
	leads    map[string]lead
	elements elements
}

// NewWatch returns a watch for the pages of a site. Of the input it needs the configuration, the site, and what is to be
// remembered how; the tree is still to be made.
func NewWatch(in *Input) (*Watch, error) {
	set := &pageSet{in: in, complete: in.complete()}
	set.prepare()
	var err error
	set.looks, err = newLooks(set)
	return &Watch{set: set, seen: map[*output.File]findings{}}, err
}

// commonLinks is how many addresses a folder's pages are remembered to lead to although they are planned: those of the
// menu, which every page has.
const commonLinks = 256

// Expect tells the watch what pages will be made.
func (w *Watch) Expect(paths map[string]bool) { w.set.expect(paths) }

// kept reports whether all pages were made that were planned.
func (w *Watch) kept(paths map[string]*output.File) bool {
	planned := w.set.planned.Load()
	if planned == nil {
		return true
	}
	for p := range planned.paths {
		if paths[p] == nil {
			return false
		}
	}
	return true
}

// See looks at a file that has just been made. It may be called from many goroutines.
func (w *Watch) See(f *output.File) {
	if !isPage(f.Path) || isPlayer(w.set.in.Config, f.Path) {
		return
	}
	l := w.take()
	l.begin(f)
	l.dir = path.Dir(f.Path)
	here := l.met[l.dir]
	if here == nil {
		here = &met{leads: map[string]lead{}}
		l.met[l.dir] = here
	}
	here.elements.page()
	l.good, l.elements = here.leads, &here.elements
	l.data = f.Data
	l.scan()
	if !l.doubt { // it holds if all it leads to is there, and that is looked up whenever it is recalled
		l.remember(l.looks.key(l.pageLook), l.found)
	}
	w.put(l, f)
}

func (w *Watch) take() *earlyLook {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.idle); n > 0 {
		l := w.idle[n-1]
		w.idle = w.idle[:n-1]
		return l
	}
	l := &earlyLook{newPageLook(w.set), map[string]*met{}}
	l.early = true
	w.looks = append(w.looks, l)
	return l
}

func (w *Watch) put(l *earlyLook, f *output.File) {
	found := slices.Clone(l.found)
	l.found, l.data = l.found[:0], nil
	w.mu.Lock()
	defer w.mu.Unlock()
	if !l.doubt {
		w.seen[f] = found
	}
	w.idle = append(w.idle, l)
}

// found returns what was found on a page, and whether all of it is known but where the page leads.
func (w *Watch) found(f *output.File) (findings, bool) {
	if w == nil {
		return nil, false
	}
	found, ok := w.seen[f]
	return found, ok
}

// unsound returns the folders with pages that may lead to an address that is not there.
func (w *Watch) unsound(all *pageSet) map[string]bool {
	out := map[string]bool{}
	if w == nil {
		return out
	}
	sound := w.kept(all.paths)
	look := newPageLook(all)
	for _, early := range w.looks {
		for dir, met := range early.met {
			out[dir] = out[dir] || !sound
			look.dir, look.file = dir, &output.File{Path: path.Join(dir, "index.html")}
			clear(look.good)
			for href := range met.leads {
				look.address([]byte(href))
				if len(look.found) > 0 {
					out[dir] = true
					look.found = look.found[:0]
				}
			}
		}
	}
	return out
}
