package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
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

// Keep puts a file into the tree without its data, if what was made before has one of its path and key that still
// stands. The data of f is not looked at; where Keep returns false, nothing has happened.
func (t *Tree) Keep(f File) bool {
	if t.before == nil || f.Key == (Key{}) {
		return false
	}
	old, ok := t.before.files[f.Path]
	if !ok || old.Key != f.Key {
		return false
	}
	if old.kept != nil {
		info, err := os.Lstat(filepath.Join(old.kept.root, filepath.FromSlash(f.Path)))
		if err != nil || !info.Mode().IsRegular() || info.Size() != old.kept.size {
			return false
		}
	}
	f.Data, f.digest, f.kept = old.Data, old.digest, old.kept
	t.add(f)
	return true
}

// Size returns the number of bytes of the file.
func (f *File) Size() int64 {
	if f.kept != nil {
		return f.kept.size
	}
	return int64(len(f.Data))
}

// Kept reports whether the file has no Data, since it was published before.
func (f *File) Kept() bool { return f.kept != nil }

// keptIn reports whether the file was kept since it is in the folder root.
func (f *File) keptIn(root string) bool { return f.kept != nil && f.kept.root == root }

// Content returns the data of the file, also of one that was kept. That it is no longer what was published is ErrLost.
func (f *File) Content() ([]byte, error) {
	if f.kept == nil {
		return f.Data, nil
	}
	data, err := os.ReadFile(filepath.Join(f.kept.root, filepath.FromSlash(f.Path)))
	if err == nil && sha256.Sum256(data) != f.digest.sum {
		err = errors.New("it has other content")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrLost, f.Path, err)
	}
	return data, nil
}

// known returns a digest that need not be computed.
func known(sum [sha256.Size]byte) *digest {
	d := &digest{sum: sum}
	d.once.Do(func() {})
	return d
}
