package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// ManifestVersion is the version of the manifest's form; it grows when a field changes its meaning or goes away.
const ManifestVersion = 1

// Edition says what a publish was made from, for the manifest. The caller fills it; this package reads no clock.
type Edition struct {
	Program    string // name and version of the program
	AsOf       string // the day the site shows, 2006-01-02 in the site's zone
	NextChange string // the day its content changes next by itself (an expiry, an embargo), same form; empty for never
}

// Manifest lists every published file, so that a deployed copy can be verified and the next publish knows what is its own.
// It is published as manifest.json and does not list itself.
type Manifest struct {
	Version    int     `json:"version"`
	Program    string  `json:"program"`
	AsOf       string  `json:"as_of"`
	NextChange string  `json:"next_change,omitempty"`
	Files      []Entry `json:"files"` // sorted by path

	sum [sha256.Size]byte // of the bytes it was read from; zero where it was not
}

// Entry is one published file.
type Entry struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"` // 64 lower-case hexadecimal digits
	Size   int64  `json:"size"`   // bytes
	Group  Group  `json:"group"`
}

// ErrManifest says that a folder has no manifest, or one that is damaged or not made by this program.
var ErrManifest = errors.New("no usable manifest")

// Manifest returns the manifest of the tree.
func (t *Tree) Manifest(e Edition) *Manifest {
	files := t.Files()
	m := newManifest(e, len(files))
	for i, f := range files {
		m.Files[i] = Entry{f.Path, f.Hex(), f.Size(), f.Group}
	}
	return m
}

func newManifest(e Edition, files int) *Manifest {
	return &Manifest{Version: ManifestVersion, Program: e.Program, AsOf: e.AsOf, NextChange: e.NextChange, Files: make([]Entry, files)}
}

// Encode returns the bytes of manifest.json: one file a line, so that two manifests compare well; the same manifest gives
// the same bytes.
func (m *Manifest) Encode() ([]byte, error) {
	head := *m
	head.Files = []Entry{}
	var b bytes.Buffer
	if err := encodeLine(&b, head); err != nil {
		return nil, fmt.Errorf("encoding manifest: %w", err)
	}
	b.Truncate(b.Len() - len("]}\n"))
	entries := slices.SortedFunc(slices.Values(m.Files), func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		if err := encodeLine(&b, e); err != nil {
			return nil, fmt.Errorf("encoding manifest: %w", err)
		}
		b.Truncate(b.Len() - len("\n"))
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}

func encodeLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// ParseManifest reads the bytes of manifest.json. Anything this program cannot have written is an error that wraps
// ErrManifest: another version, a path that cannot be published, files out of order.
func ParseManifest(data []byte) (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrManifest, err)
	}
	if m.Version != ManifestVersion {
		return nil, fmt.Errorf("%w: version %d", ErrManifest, m.Version)
	}
	if m.Files == nil {
		return nil, fmt.Errorf("%w: no list of files", ErrManifest)
	}
	for i, e := range m.Files {
		if !validEntry(e) {
			return nil, fmt.Errorf("%w: entry %q", ErrManifest, e.Path)
		}
		if i > 0 && m.Files[i-1].Path >= e.Path {
			return nil, fmt.Errorf("%w: out of order at %q", ErrManifest, e.Path)
		}
	}
	m.sum = sha256.Sum256(data)
	return &m, nil
}

func validEntry(e Entry) bool {
	return pathTrouble(e.Path) == "" && len(e.SHA256) == 64 && strings.Trim(e.SHA256, "0123456789abcdef") == "" && e.Size >= 0
}

// ReadManifest returns the manifest of the folder root. A missing, damaged or foreign manifest counts as none: nil, and
// no error. An error means that the folder cannot be read.
func ReadManifest(root string) (*Manifest, error) {
	m, err := loadManifest(root)
	if errors.Is(err, ErrManifest) {
		return nil, nil
	}
	return m, err
}

func loadManifest(root string) (*Manifest, error) {
	data, err := readIn(root, manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", ErrManifest, err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading manifest: %w", err)
	}
	return ParseManifest(data)
}

// readIn reads a file of the folder root without following links out of it.
func readIn(root, name string) ([]byte, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.ReadFile(name)
}
