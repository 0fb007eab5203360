package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// site is the content of a tree or a folder by path.
type site map[string]string

func (s site) tree() *Tree { return s.fill(NewTree()) }

// spooled returns a tree whose pages all wait on the disk.
func (s site) spooled(root string) (*Tree, *Spool) {
	spool := NewSpool(root)
	spool.from = 0
	t := NewTree()
	t.SpoolTo(spool)
	return s.fill(t), spool
}

func (s site) fill(t *Tree) *Tree {
	for p, data := range s {
		g := Page
		switch {
		case strings.HasSuffix(p, ".css"):
			g = Asset
		case strings.HasSuffix(p, "index.html"):
			g = List
		case strings.HasSuffix(p, ".json"):
			g = Data
		}
		t.Add(File{Path: p, Data: []byte(data), Group: g})
	}
	return t
}

var edition = Edition{Program: "xiangwei test", AsOf: "2025-10-14", NextChange: "2025-12-01"}

func diffWith(t testing.TB, root string, tree *Tree, e Edition) *Plan {
	t.Helper()
	old, err := ReadManifest(root)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Diff(root, old, tree, e)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func plan(t testing.TB, root string, s site) *Plan {
	t.Helper()
	return diffWith(t, root, s.tree(), edition)
}

func publish(t testing.TB, root string, s site) *Plan {
	t.Helper()
	p := plan(t, root, s)
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func put(t testing.TB, root, name, data string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// onDisk returns all files but the manifest and the lock, and empty folders with a slash at the end.
func onDisk(t testing.TB, root string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			list, err := os.ReadDir(name)
			if len(list) == 0 && rel != "." {
				got[rel+"/"] = ""
			}
			return err
		case rel == manifestName || rel == lockName:
			return nil
		}
		data, err := os.ReadFile(name)
		got[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// age sets the modification time of files to a fixed past so that a rewrite shows.
func age(t *testing.T, root string, s site) {
	t.Helper()
	for p := range s {
		if err := os.Chtimes(filepath.Join(root, p), past, past); err != nil {
			t.Fatal(err)
		}
	}
}

var past = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// rewritten returns the files that are not as old as age made them.
func rewritten(t *testing.T, root string) []string {
	t.Helper()
	var list []string
	for p := range onDisk(t, root) {
		info, err := os.Stat(filepath.Join(root, p))
		if err != nil {
			t.Fatal(err)
		}
		if !info.ModTime().Equal(past) {
			list = append(list, p)
		}
	}
	return list
}

// failAt makes a plan fail at its n-th step, counted from 0.
func failAt(p *Plan, n int64, err error) {
	var count atomic.Int64
	p.hook = func(op, name string) error {
		if count.Add(1)-1 == n {
			return fmt.Errorf("%s %s: %w", op, name, err)
		}
		return nil
	}
}

// steps counts the steps of publishing a site over another.
func steps(t *testing.T, before, after site) int64 {
	t.Helper()
	root := t.TempDir()
	publish(t, root, before)
	p := plan(t, root, after)
	var count atomic.Int64
	p.hook = func(string, string) error { count.Add(1); return nil }
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	return count.Load()
}

var errDisk = errors.New("no space left on device")
