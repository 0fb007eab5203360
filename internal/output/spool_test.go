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

	"github.com/google/go-cmp/cmp"
)

// publishSpooled publishes a site whose pages wait on the disk.
func publishSpooled(t *testing.T, root string, s site) *Plan {
	t.Helper()
	tree, spool := s.spooled(root)
	defer spool.Close()
	p := diffWith(t, root, tree, edition)
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSpooledPublishGivesTheSameFolder(t *testing.T) {
	plain, spooled := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "not", "yet")
	for _, s := range []site{first, second, third, {}, first} {
		publish(t, plain, s)
		publishSpooled(t, spooled, s)
		if diff := cmp.Diff(onDisk(t, plain), onDisk(t, spooled)); diff != "" {
			t.Fatalf("folder (-plain +spooled):\n%s", diff)
		}
		one, err := os.ReadFile(filepath.Join(plain, manifestName))
		two, err2 := os.ReadFile(filepath.Join(spooled, manifestName))
		if err := errors.Join(err, err2); err != nil || string(one) != string(two) {
			t.Fatalf("the manifests differ (%v):\n%s\n%s", err, one, two)
		}
	}
}

func TestPagesWaitWhereOnlyTheOwnerMayEnter(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	tree, spool := first.spooled(root)
	f, _ := tree.Get("penalty/a.html")
	if f.Data != nil || f.Size() != 3 || f.Kept() {
		t.Errorf("a waiting page has data %q and size %d", f.Data, f.Size())
	}
	if data, err := f.Content(); err != nil || string(data) != "a 1" {
		t.Errorf("content of a waiting page: %q, %v", data, err)
	}
	if css, _ := tree.Get("theme/site.css"); css.Data == nil {
		t.Error("a style sheet went to the disk")
	}
	info, err := os.Stat(filepath.Join(root, filepath.FromSlash(spool.name)))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of the spool: %v, %v", info.Mode(), err)
	}
	spool.Close()
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was not published left something: %v", err)
	}
	if _, err := f.Content(); !errors.Is(err, ErrLost) {
		t.Errorf("content of a page that is gone: %v", err)
	}
}

func TestNothingPublishedLeavesTheFolderAsItWas(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	_, spool := second.spooled(root)
	spool.Close()
	if diff := cmp.Diff(first, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
}

func TestSmallTreesStayInMemory(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	tree, spool := NewTree(), NewSpool(root)
	tree.SpoolTo(spool)
	first.fill(tree)
	if f, _ := tree.Get("penalty/a.html"); f.Data == nil {
		t.Error("a small page went to the disk")
	}
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder was made: %v", err)
	}
	spool.Close()
}

func TestWholeFoldersTakeTheirPlacesWhereNothingStands(t *testing.T) {
	root := t.TempDir()
	put(t, root, "penalty/notes.txt", "not ours") // stands there: its folder cannot come as a whole
	tree, spool := first.spooled(root)
	defer spool.Close()
	p := diffWith(t, root, tree, edition)
	renamed := map[string]bool{}
	p.hook = func(op, name string) error {
		if op == "rename" {
			renamed[name] = true
		}
		return nil
	}
	p.workers = 1
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"old", "turn", "penalty/a.html", "kept.html"} {
		if !renamed[name] {
			t.Errorf("%s was not renamed: %v", name, renamed)
		}
	}
	if renamed["old/deep/gone.html"] || renamed["penalty"] {
		t.Errorf("renamed: %v", renamed)
	}
	want := site{"penalty/notes.txt": "not ours"}
	for p, data := range first {
		want[p] = data
	}
	spool.Close()
	if diff := cmp.Diff(want, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
}

func TestRivalsOfAWaitingPageAreReported(t *testing.T) {
	root := t.TempDir()
	tree, spool := first.spooled(root)
	defer spool.Close()
	tree.Add(File{Path: "penalty/a.html", Data: []byte("another"), Group: Page})
	tree.Add(File{Path: "penalty/A.html", Data: []byte("another"), Group: Page})
	tree.Add(File{Path: "penalty/a.html/b.html", Data: []byte("in a file"), Group: Page})
	tree.Add(File{Path: "../out.html", Data: []byte("out"), Group: Page})
	if n := tree.Problems().Errors(); n != 4 {
		t.Errorf("%d problems: %v", n, tree.Problems())
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(root), "out.html")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something left the folder: %v", err)
	}
}

func TestSpoolsOfTheDeadAreCleared(t *testing.T) {
	root := t.TempDir()
	put(t, root, ".xiangwei/spool-1/files/a.html", "left")
	put(t, root, ".xiangwei/spool-1/lock", "")
	put(t, root, ".xiangwei/spool-2/half", "")
	_, alive := first.spooled(root)
	defer alive.Close()
	next := NewSpool(root)
	defer next.Close()
	found, err := filepath.Glob(filepath.Join(root, ".xiangwei", "spool-*"))
	if err != nil || len(found) != 1 || filepath.Base(found[0]) != filepath.Base(alive.name) {
		t.Errorf("left: %v, %v", found, err)
	}
}

// TestSpoolWithoutADisk stands for a folder nobody may write in: pages stay in memory, and Apply says what is wrong.
func TestSpoolWithoutADisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a-file")
	put(t, filepath.Dir(file), "a-file", "")
	tree, spool := first.spooled(filepath.Join(file, "public"))
	defer spool.Close()
	if f, _ := tree.Get("penalty/a.html"); string(f.Data) != "a 1" {
		t.Errorf("the page has no data: %q", f.Data)
	}
}

func TestFailureAtEveryStepOfASpooledPublish(t *testing.T) {
	for _, c := range []struct {
		name   string
		before site
	}{{"over a site", first}, {"into an empty place", site{}}} {
		t.Run(c.name, func(t *testing.T) {
			for n, failed := int64(0), true; failed; n++ {
				root := t.TempDir()
				if len(c.before) > 0 {
					publish(t, root, c.before)
				}
				tree, spool := second.spooled(root)
				p := diffWith(t, root, tree, edition)
				var begun atomic.Bool
				failAt(p, n, errDisk)
				inner := p.hook
				p.hook = func(op, name string) error {
					if op == "rename" && name != journalName {
						begun.Store(true)
					}
					return inner(op, name)
				}
				err := p.Apply(t.Context())
				spool.Close()
				if failed = err != nil; failed && !errors.Is(err, errDisk) {
					t.Fatalf("step %d: %v", n, err)
				}
				got := onDisk(t, root)
				for name := range got {
					if isTemp(filepath.Base(name)) || strings.HasPrefix(name, spoolPrefix) {
						t.Errorf("step %d: %s was left (%v)", n, name, err)
					}
				}
				if diff := cmp.Diff(c.before, got); failed && !begun.Load() && diff != "" {
					t.Errorf("step %d (%v): folder (-want +got):\n%s", n, err, diff)
				}
				publishSpooled(t, root, third)
				wantHealed(t, root, third, fmt.Sprintf("step %d (%v)", n, err))
			}
		})
	}
}

func TestKillAtEveryStepOfASpooledPublish(t *testing.T) {
	for _, before := range []site{first, {}} {
		for n := int64(0); ; n++ {
			root := t.TempDir()
			if len(before) > 0 {
				publish(t, root, before)
			}
			killed := killAt(t, root, n, crashFrom+"=1")
			when := fmt.Sprintf("over %d files, killed at step %d", len(before), n)
			got := onDisk(t, root)
			if _, ok := got["kept.html"]; !ok && len(before) == 0 {
				got["kept.html"] = "kept" // it was not there before either
			}
			wantWhole(t, got, when)
			publishSpooled(t, root, second)
			wantHealed(t, root, second, when)
			if !killed {
				break
			}
		}
	}
}
