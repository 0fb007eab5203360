package output

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync/atomic"

	"xiangwei/internal/parallel"
)

// Standing is what a publish left in its folder, to find out later, without reading the files, whether it still stands.
type Standing struct {
	Manifest [sha256.Size]byte // SHA-256 of manifest.json
	Paths    []string
	Sizes    []int64 // bytes, of the file of the same index
}

// Standing returns what the folder holds once the plan, made of the tree, has been applied.
func (p *Plan) Standing(t *Tree) Standing {
	s := Standing{Manifest: p.seen.manifest}
	if p.manifest != nil {
		s.Manifest = sha256.Sum256(p.manifest)
	}
	for _, f := range t.Files() {
		s.Paths = append(s.Paths, f.Path)
		s.Sizes = append(s.Sizes, int64(len(f.Data)))
	}
	return s
}

// Stands reports whether the folder root is as the publish left it, as far as can be told without reading its files: the
// same manifest, every file there and of its size, and no publish begun since.
func (s Standing) Stands(ctx context.Context, root string, workers int) bool {
	for _, name := range []string{journalName, journalTemp} {
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); !absent(err) {
			return false
		}
	}
	data, err := readIn(root, manifestName)
	if err != nil || sha256.Sum256(data) != s.Manifest || len(s.Paths) != len(s.Sizes) {
		return false
	}
	var lost atomic.Bool
	parallel.Each(ctx, len(s.Paths), workers, func(i int) {
		if lost.Load() {
			return
		}
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(s.Paths[i])))
		if err != nil || !info.Mode().IsRegular() || info.Size() != s.Sizes[i] {
			lost.Store(true)
		}
	})
	return !lost.Load() && ctx.Err() == nil
}
