package output

import (
	"errors"
	"os"
	"path/filepath"
)

// Key names everything a file was made of. Two files of one path and key have the same data.
type Key [16]byte

// ErrLost says that a file of an earlier publish, which was not made again, is no longer there as it was.
var ErrLost = errors.New("a published file that was to be kept is not there any more")

// Earlier is what was made before, by path: files that need not be made again where their keys are the same.
type Earlier struct {
	root  string // folder they were published to; "" where their data is at hand
	files map[string]*File
}

// kept is where the data of a file is that was not made again.
type kept struct {
	root string
	size int64
}

// EarlierTree returns the files of a tree that is at hand, with their data.
func EarlierTree(t *Tree) *Earlier {
	e := &Earlier{files: map[string]*File{}}
	for _, f := range t.Files() {
		if f.Key != (Key{}) {
			e.files[f.Path] = f
		}
	}
	return e
}

// After returns an empty tree that may keep what was made before; nil is nothing.
func After(e *Earlier) *Tree {
	t := NewTree()
	t.before = e
	return t
}

// Before returns what was made before at a path, with its data or without, and false where that was nothing.
func (t *Tree) Before(p string) (*File, bool) {
	if t.before == nil {
		return nil, false
	}
	f, ok := t.before.files[p]
	return f, ok
}

// Keep puts a file into the tree without its data, if what was made before has one of its path and key that still
// stands. The data of f is not looked at; where Keep returns false, nothing has happened.
func (t *Tree) Keep(f File) bool { return t.KeepAs(f, f.Key) }

// KeepAs is Keep for a file that had another key: the caller knows that its data is the same nevertheless.
func (t *Tree) KeepAs(f File, was Key) bool {
	if f.Key == (Key{}) {
		return false
	}
	old, ok := t.Before(f.Path)
	return ok && old.Key == was && t.keep(f, old)
}

// KeepAsWas is Keep for a file that is known to have been made of what it would be made of today: it has the key it had.
func (t *Tree) KeepAsWas(f File) bool {
	old, ok := t.Before(f.Path)
	if !ok {
		return false
	}
	f.Key = old.Key
	return t.keep(f, old)
}

func (t *Tree) keep(f File, old *File) bool {
	if old.kept != nil {
		info, err := os.Lstat(filepath.Join(old.kept.root, filepath.FromSlash(f.Path)))
		if err != nil || !info.Mode().IsRegular() || info.Size() != old.kept.size {
			return false
		}
	}
	f.Data, f.digest, f.kept = old.Data, old.digest, old.kept
	t.add(&f, pathTrouble(f.Path) != "")
	return true
}
