package output

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"xiangwei/internal/diag"
	"xiangwei/internal/parallel"
)

// Tree is the set of files to be published. All methods may be called from many goroutines; what they return depends
// only on the files added, never on the order of adding.
type Tree struct {
	mu     sync.Mutex
	before *Earlier // nil where nothing can be kept
	spool  *Spool   // nil where all data stays in memory
	watch  func(*File)
	byPath map[string]*File
	rivals map[string][]*File // all files of a path that was added more than once
	bad    []*File            // files whose path cannot be published
	bytes  int64
	view   *view // sorted files and problems; nil after a change
}

// view is what is derived from the finished tree.
type view struct {
	files    []*File
	problems diag.List
}

// NewTree returns an empty tree.
func NewTree() *Tree {
	return &Tree{byPath: map[string]*File{}, rivals: map[string][]*File{}}
}

// Watch calls look with every file that is added from now on with its data, from the goroutine that adds it, before the
// data can go to a spool: what has to be found out about it is found out while it is at hand.
func (t *Tree) Watch(look func(f *File)) { t.watch = look }

// Add puts a file into the tree, which owns its data from then on. It never fails and loses nothing silently: a path that
// cannot be published and a path that is taken are reported by Problems.
func (t *Tree) Add(f File) { t.take(f, false) }

// AddCopy is Add for data that stays the caller's, to be used again: it is copied unless it goes to the spool.
func (t *Tree) AddCopy(f File) { t.take(f, true) }

func (t *Tree) take(f File, borrowed bool) {
	f.digest, f.kept, f.waiting = new(digest), nil, nil
	if t.watch != nil {
		t.watch(&f)
	}
	bad := pathTrouble(f.Path) != ""
	if !bad {
		t.spool.take(&f)
	}
	if borrowed {
		f.Data = bytes.Clone(f.Data)
	}
	t.add(&f, bad)
}

func (t *Tree) add(f *File, bad bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.view = nil
	if bad {
		t.bad = append(t.bad, f)
		return
	}
	old, taken := t.byPath[f.Path]
	if !taken {
		t.byPath[f.Path] = f
		t.bytes += f.Size()
		return
	}
	if len(t.rivals[f.Path]) == 0 {
		t.rivals[f.Path] = []*File{old}
	}
	t.rivals[f.Path] = append(t.rivals[f.Path], f)
	if compareFiles(f, old) < 0 {
		t.byPath[f.Path] = f
		t.bytes += f.Size() - old.Size()
	}
}

// compareFiles orders files so that the order of workers does not show, even among files of one path and owner.
func compareFiles(a, b *File) int {
	return cmp.Or(
		strings.Compare(a.Path, b.Path),
		strings.Compare(a.Owner.File, b.Owner.File),
		cmp.Compare(a.Owner.Line, b.Owner.Line),
		cmp.Compare(a.Owner.Col, b.Owner.Col),
		cmp.Compare(a.Group, b.Group),
		strings.Compare(a.Hex(), b.Hex()),
	)
}

// Get returns the file of a path, and false when there is none. Where several were added it is the first by owner.
func (t *Tree) Get(p string) (*File, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, ok := t.byPath[p]
	return f, ok
}

// Len returns how many paths the tree holds.
func (t *Tree) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.byPath)
}

// Bytes returns how many bytes the tree holds.
func (t *Tree) Bytes() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

// Files returns all files sorted by path. The caller must not change the slice.
func (t *Tree) Files() []*File { return t.settled().files }

// Problems returns what is wrong with the paths, sorted. A tree with an error-level problem cannot be published.
func (t *Tree) Problems() diag.List { return slices.Clone(t.settled().problems) }

func (t *Tree) settled() *view {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.view == nil {
		files := make([]*File, 0, len(t.byPath))
		for _, f := range t.byPath {
			files = append(files, f)
		}
		slices.SortFunc(files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
		problems := slices.Concat(badPaths(t.bad), samePaths(t.rivals), mergedPaths(files))
		t.view = &view{files, problems.Sorted()}
	}
	return t.view
}

// Sum computes the SHA-256 of every file with the given number of workers, so that later calls of File.Sum cost nothing. 0
// workers means as many as there are processors.
func (t *Tree) Sum(workers int) {
	files := t.Files()
	parallel.Each(context.Background(), len(files), workers, func(i int) { files[i].Sum() })
}
