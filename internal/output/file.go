package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"xiangwei/internal/diag"
)

// File is one file to be published. After Tree.Add neither the file nor its data may be changed.
type File struct {
	Path  string   // slash-separated, relative to the output folder
	Data  []byte   // the whole content; nil where it is on the disk, see Content
	Group Group    // when it is written
	Owner diag.Pos // the author-written place that caused it, for messages; zero for files the program makes of itself

	Key Key // names everything the data was made of; zero where nobody says

	digest  *digest
	kept    *kept    // of a file that was published before and not made again: it has no Data
	waiting *waiting // of a file that waits on the disk: it has no Data
}

type digest struct {
	once sync.Once
	sum  [sha256.Size]byte
}

// known returns a digest that need not be computed.
func known(sum [sha256.Size]byte) *digest {
	d := &digest{sum: sum}
	d.once.Do(func() {})
	return d
}

// Sum returns the SHA-256 of the data. For a file of a tree it is computed once, whoever asks.
func (f *File) Sum() [sha256.Size]byte {
	if f.digest == nil {
		return sha256.Sum256(f.Data) // not kept: only a tree keeps
	}
	f.digest.once.Do(func() { f.digest.sum = sha256.Sum256(f.Data) })
	return f.digest.sum
}

// Hex returns Sum as 64 lower-case hexadecimal digits, as in the manifest.
func (f *File) Hex() string {
	sum := f.Sum()
	return hex.EncodeToString(sum[:])
}

// Size returns the number of bytes of the file.
func (f *File) Size() int64 {
	switch {
	case f.kept != nil:
		return f.kept.size
	case f.waiting != nil:
		return f.waiting.size
	}
	return int64(len(f.Data))
}

// Kept reports whether the file has no Data, since it was published before.
func (f *File) Kept() bool { return f.kept != nil }

// keptIn reports whether the file was kept since it is in the folder root.
func (f *File) keptIn(root string) bool { return f.kept != nil && f.kept.root == root }

// waits reports whether the file has no Data, since it waits on the disk.
func (f *File) waits() bool { return f.waiting != nil }

// Content returns the data of the file, also of one that is on the disk. That it is no longer what it was is ErrLost.
func (f *File) Content() ([]byte, error) {
	var name string
	switch {
	case f.kept != nil:
		name = filepath.Join(f.kept.root, filepath.FromSlash(f.Path))
	case f.waiting != nil:
		name = filepath.Join(f.waiting.root, filepath.FromSlash(f.Path))
	default:
		return f.Data, nil
	}
	data, err := os.ReadFile(name)
	if err == nil && sha256.Sum256(data) != f.Sum() {
		err = errors.New("it has other content")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrLost, f.Path, err)
	}
	return data, nil
}
