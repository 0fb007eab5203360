package output

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"xiangwei/internal/parallel"
)

// Fault is what is wrong with a file of a verified folder.
type Fault uint8

const (
	// Missing means that the manifest lists the file and the folder lacks it.
	Missing Fault = iota
	// Changed means that the file is not the one that was published.
	Changed
	// Extra means that the manifest does not list the file.
	Extra
)

// String returns "missing", "changed" or "extra".
func (f Fault) String() string {
	return [...]string{Missing: "missing", Changed: "changed", Extra: "extra"}[min(f, Extra)]
}

// Difference is one file in which a folder differs from its manifest.
type Difference struct {
	Path  string
	Fault Fault
}

// Verify reads every file of the folder root and compares it with the folder's manifest. It returns the differences sorted
// by path, and an error that wraps ErrManifest when there is no usable manifest. The program's own folder (.xiangwei) does
// not count; any other file the manifest does not list is Extra.
func Verify(root string) ([]Difference, error) {
	m, err := loadManifest(root)
	if err != nil {
		return nil, fmt.Errorf("verifying %s: %w", root, err)
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("verifying: %w", err)
	}
	defer r.Close()
	list, err := extras(r.FS(), m)
	if err != nil {
		return nil, fmt.Errorf("verifying %s: %w", root, err)
	}
	found := make([]*Difference, len(m.Files))
	failed := make([]error, len(m.Files))
	parallel.Each(context.Background(), len(m.Files), 0, func(i int) { found[i], failed[i] = check(r, m.Files[i]) })
	if err := errors.Join(failed...); err != nil {
		return nil, fmt.Errorf("verifying %s: %w", root, err)
	}
	for _, d := range found {
		if d != nil {
			list = append(list, *d)
		}
	}
	slices.SortFunc(list, func(a, b Difference) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Fault, b.Fault))
	})
	return list, nil
}

// check compares one file with its entry.
func check(r *os.Root, e Entry) (*Difference, error) {
	info, err := r.Lstat(e.Path)
	switch {
	case absent(err):
		return &Difference{e.Path, Missing}, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() != e.Size:
		return &Difference{e.Path, Changed}, nil
	}
	f, err := r.Open(e.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	if hex.EncodeToString(h.Sum(nil)) != e.SHA256 {
		return &Difference{e.Path, Changed}, nil
	}
	return nil, nil
}

func extras(fsys fs.FS, m *Manifest) ([]Difference, error) {
	listed := make(map[string]bool, len(m.Files)+1)
	listed[manifestName] = true
	for _, e := range m.Files {
		listed[e.Path] = true
	}
	var list []Difference
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name == privateDir:
			return fs.SkipDir
		case !e.IsDir() && !listed[name]:
			list = append(list, Difference{name, Extra})
		}
		return nil
	})
	return list, err
}
