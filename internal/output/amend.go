package output

import (
	"errors"
	"fmt"
	"slices"
)

// ErrUnfinished says that a publish broke off and a whole one has to mend it first.
var ErrUnfinished = errors.New("an unfinished publish is to be mended first")

// ErrUnpublished says that a file to be amended is not among those published.
var ErrUnpublished = errors.New("not published")

// ErrAltered says that a published file is not what was published.
var ErrAltered = errors.New("changed since it was published")

// ReadPublished returns the content of a published file as the manifest vouches for it; a file that differs from it is
// ErrAltered, one the manifest does not list ErrUnpublished.
func ReadPublished(root string, m *Manifest, p string) ([]byte, error) {
	i := slices.IndexFunc(m.Files, func(e Entry) bool { return e.Path == p })
	if i < 0 {
		return nil, fmt.Errorf("%s: %w", p, ErrUnpublished)
	}
	data, err := readIn(root, p)
	if err != nil {
		return nil, err
	}
	if f := (File{Data: data}); f.Hex() != m.Files[i].SHA256 {
		return nil, fmt.Errorf("%s: %w", p, ErrAltered)
	}
	return data, nil
}

// Amend compares some files with the folder root and plans to replace them, and nothing else: all other files and their
// entries of the manifest stay. Each must have been published before. It is for what cannot wait for a whole publish.
func Amend(root string, old *Manifest, files []File) (*Plan, error) {
	tree := NewTree()
	next := *old
	next.Files = slices.Clone(old.Files)
	for _, f := range files {
		i := slices.IndexFunc(next.Files, func(e Entry) bool { return e.Path == f.Path })
		if i < 0 {
			return nil, fmt.Errorf("amending %s: %s: %w", root, f.Path, ErrUnpublished)
		}
		f.Group = next.Files[i].Group
		next.Files[i].SHA256, next.Files[i].Size = f.Hex(), int64(len(f.Data))
		tree.Add(f)
	}
	p := &Plan{root: root, problems: tree.Problems().Errors(), busy: busy, pause: backOff, workers: writers}
	d := differ{Plan: p, root: root, tree: tree}
	d.remember(old)
	if err := d.readState(); err != nil {
		return nil, fmt.Errorf("amending %s: %w", root, err)
	}
	if d.resume {
		return nil, fmt.Errorf("amending %s: %w", root, ErrUnfinished)
	}
	if err := d.compare(); err != nil {
		return nil, fmt.Errorf("amending %s: %w", root, err)
	}
	p.Unchanged = len(old.Files) - len(p.Write)
	if len(p.Write) > 0 {
		data, err := next.Encode()
		if err != nil {
			return nil, err
		}
		p.manifest = data
	}
	return p, nil
}
