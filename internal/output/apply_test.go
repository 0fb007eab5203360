package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var (
	first = site{
		"theme/site.css": "p{}", "index.html": "home 1", "penalty/a.html": "a 1", "penalty/b.html": "b 1",
		"old/deep/gone.html": "gone", "kept.html": "kept", "data/all.json": "[1]", "swap": "a file", "turn/x.html": "in a folder",
	}
	second = site{
		"theme/site.css": "q{}", "index.html": "home 2", "penalty/a.html": "a 2", "penalty/c.html": "c 1",
		"new/deep/d.html": "d 1", "kept.html": "kept", "data/all.json": "[2]", "swap/y.html": "a folder now", "turn": "a file now",
	}
	third = site{"index.html": "home 3", "penalty/b.html": "b 3", "kept.html": "kept"}
)

func TestPublishMakesTheFolderTheTree(t *testing.T) {
	root := filepath.Join(t.TempDir(), "not", "yet", "there")
	for _, s := range []site{first, second, third, {}, first} {
		publish(t, root, s)
		if diff := cmp.Diff(s, onDisk(t, root)); diff != "" {
			t.Fatalf("folder (-want +got):\n%s", diff)
		}
		if diffs, err := Verify(root); err != nil || len(diffs) != 0 {
			t.Fatalf("Verify: %v, %v", diffs, err)
		}
	}
}

func TestPlanNamesWhatItDoes(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	p := plan(t, root, second)
	var got []string
	for _, f := range p.Write {
		got = append(got, f.Path)
	}
	want := []string{"theme/site.css", "new/deep/d.html", "penalty/a.html", "penalty/c.html", "swap/y.html", "turn", "index.html", "data/all.json"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files to write (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"old/deep/gone.html", "penalty/b.html", "swap", "turn/x.html"}, p.Delete); diff != "" {
		t.Errorf("files to delete (-want +got):\n%s", diff)
	}
	if p.Unchanged != 1 || p.Empty() {
		t.Errorf("unchanged %d, empty %v", p.Unchanged, p.Empty())
	}
}

func TestRenamesFollowGroupsAndDeletionsComeLast(t *testing.T) {
	root := t.TempDir()
	before := site{"z.css": "1", "gone.html": "x", "a.html": "1"}
	publish(t, root, before)
	p := plan(t, root, site{"z.css": "2", "a.html": "2", "b/index.html": "2", "c.json": "2"})
	var got []string
	p.hook = func(op, name string) error {
		if op == "rename" || op == "delete" || op == "sync" {
			got = append(got, op+" "+name)
		}
		return nil
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"rename .xiangwei/pending.json", "sync .", "rename z.css", "rename a.html", "rename b/index.html", "rename c.json",
		"delete gone.html", "rename manifest.json",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestOnlyChangedFilesAreWritten(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	age(t, root, first)
	next := site{}
	for p, data := range first {
		next[p] = data
	}
	next["penalty/a.html"] = "a 9" // same size
	if err := os.Remove(filepath.Join(root, "penalty/b.html")); err != nil {
		t.Fatal(err)
	}
	put(t, root, "kept.html", "longer than it was")
	publish(t, root, next)
	got := rewritten(t, root)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"kept.html", "penalty/a.html", "penalty/b.html"}, got); diff != "" {
		t.Errorf("rewritten (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(next, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
}

func TestNothingChangedTouchesNothing(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	if err := os.RemoveAll(filepath.Join(root, privateDir)); err != nil {
		t.Fatal(err)
	}
	age(t, root, site{manifestName: ""})
	tomorrow := edition
	tomorrow.AsOf = "2025-10-15"
	p := diffWith(t, root, first.tree(), tomorrow)
	if !p.Empty() {
		t.Fatalf("plan is not empty: %+v", p)
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(root, manifestName))
	if err != nil || !info.ModTime().Equal(past) {
		t.Errorf("the manifest was written again: %v, %v", info, err)
	}
	if _, err := os.Stat(filepath.Join(root, privateDir)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the private folder was made: %v", err)
	}
}

func TestNextChangeIsRecordedThoughNoFileChanged(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	age(t, root, first)
	later := edition
	later.NextChange = "2026-01-01"
	if err := diffWith(t, root, first.tree(), later).Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(root)
	if err != nil || m.NextChange != "2026-01-01" {
		t.Errorf("got %+v, %v", m, err)
	}
	if got := rewritten(t, root); len(got) != 0 {
		t.Errorf("rewritten: %v", got)
	}
}

func TestForeignFilesStay(t *testing.T) {
	root := t.TempDir()
	foreign := site{".git/config": "x", "old/deep/note.txt": "mine", "robots.txt": "mine", "empty.xw/.xw-1.tmp": "mine"}
	for p, data := range foreign {
		put(t, root, p, data)
	}
	publish(t, root, first)
	publish(t, root, third)
	want := site{}
	for _, s := range []site{foreign, third} {
		for p, data := range s {
			want[p] = data
		}
	}
	if diff := cmp.Diff(want, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
	got, err := Verify(root)
	if err != nil {
		t.Fatal(err)
	}
	var extra []string
	for _, d := range got {
		if d.Fault == Extra {
			extra = append(extra, d.Path)
		}
	}
	if diff := cmp.Diff([]string{".git/config", "empty.xw/.xw-1.tmp", "old/deep/note.txt", "robots.txt"}, extra); diff != "" || len(got) != 4 {
		t.Errorf("extra files (-want +got):\n%s", diff)
	}
}

func TestUnusableManifestCountsAsNone(t *testing.T) {
	good := `{"version":1,"files":[{"path":"robots.txt","sha256":"` + strings.Repeat("0", 64) + `","size":1,"group":"page"}`
	for _, c := range []struct{ name, data string }{
		{"empty", ""},
		{"cut off", good},
		{"of a web app", `{"name":"某某","icons":[]}`},
		{"other version", strings.Replace(good, ":1", ":99", 1) + "]}"},
		{"path that leads out", strings.Replace(good, "robots.txt", "../robots.txt", 1) + "]}"},
		{"twice the same path", good + "," + good[strings.Index(good, "[")+1:] + "]}"},
		{"broken hash", strings.Replace(good, "000", "xyz", 1) + "]}"},
		{"unknown group", strings.Replace(good, `"page"`, `"other"`, 1) + "]}"},
		{"no list", `{"version":1}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			publish(t, root, first)
			put(t, root, "robots.txt", "x")
			put(t, root, manifestName, c.data)
			if _, err := Verify(root); !errors.Is(err, ErrManifest) {
				t.Errorf("Verify: %v", err)
			}
			p := plan(t, root, third)
			if len(p.Write) != len(third) || len(p.Delete) != 0 {
				t.Errorf("writes %d, deletes %v; want all and none", len(p.Write), p.Delete)
			}
			if err := p.Apply(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := onDisk(t, root); got["robots.txt"] != "x" || got["old/deep/gone.html"] != "gone" || got["index.html"] != "home 3" {
				t.Errorf("got %v", got)
			}
		})
	}
	if m, err := ParseManifest([]byte(good + "]}")); err != nil || len(m.Files) != 1 {
		t.Errorf("the sound form is refused: %v", err)
	}
}

func TestManifestIsTheSameBytes(t *testing.T) {
	m := first.tree().Manifest(edition)
	one, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	two, err := first.tree().Manifest(edition).Encode()
	if err != nil || string(one) != string(two) {
		t.Errorf("two encodings differ (%v)", err)
	}
	back, err := ParseManifest(one)
	if diff := cmp.Diff(m, back, cmpopts.IgnoreUnexported(Manifest{})); err != nil || diff != "" {
		t.Errorf("error %v, manifest (-want +got):\n%s", err, diff)
	}
	const small = `{"version":1,"program":"p <1>","as_of":"2025-10-14","files":[
{"path":"a.css","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3,"group":"asset"}
]}
`
	got, err := site{"a.css": "abc"}.tree().Manifest(Edition{Program: "p <1>", AsOf: "2025-10-14"}).Encode()
	if diff := cmp.Diff(small, string(got)); err != nil || diff != "" {
		t.Errorf("error %v, bytes (-want +got):\n%s", err, diff)
	}
	empty, err := NewTree().Manifest(Edition{}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if m, err := ParseManifest(empty); err != nil || len(m.Files) != 0 {
		t.Errorf("empty manifest: %v, %v", m, err)
	}
}

func TestRespeltPathsSurviveDeletion(t *testing.T) {
	root := t.TempDir()
	publish(t, root, site{"Page.html": "1"})
	publish(t, root, site{"page.html": "2"})
	if diff := cmp.Diff(site{"page.html": "2"}, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
}

func TestSecondBuildIsLockedOut(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	p := plan(t, root, second)
	tried := false
	p.hook = func(op, _ string) error {
		if op == "sync" && !tried {
			tried = true
			if err := plan(t, root, third).Apply(t.Context()); !errors.Is(err, ErrLocked) {
				t.Errorf("second build: got %v, want ErrLocked", err)
			}
		}
		return nil
	}
	if err := p.Apply(t.Context()); err != nil || !tried {
		t.Fatalf("got %v, tried %v", err, tried)
	}
	publish(t, root, third) // the lock is free again
}

func TestPlanGoesStale(t *testing.T) {
	root := t.TempDir()
	p := plan(t, root, first)
	publish(t, root, second)
	if err := p.Apply(t.Context()); !errors.Is(err, ErrStale) {
		t.Fatalf("got %v, want ErrStale", err)
	}
	if diff := cmp.Diff(second, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
}

func TestTreeWithProblemsIsNotPublished(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	if err := plan(t, root, site{"a.html": "", "A.html": ""}).Apply(t.Context()); err == nil {
		t.Error("published a tree with a collision")
	}
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was touched: %v", err)
	}
}

func TestCancelBeforeTheFirstRenameLeavesTheFolderAsItWas(t *testing.T) {
	for _, at := range []string{"journal", "create", "sync"} {
		t.Run(at, func(t *testing.T) {
			root := t.TempDir()
			publish(t, root, first)
			ctx, cancel := context.WithCancel(t.Context())
			p := plan(t, root, second)
			p.hook = func(op, _ string) error {
				if op == at {
					cancel()
				}
				return nil
			}
			if err := p.Apply(ctx); !errors.Is(err, context.Canceled) {
				t.Fatalf("got %v", err)
			}
			if diff := cmp.Diff(first, onDisk(t, root)); diff != "" {
				t.Errorf("folder (-want +got):\n%s", diff)
			}
		})
	}
	root := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	p := plan(t, root, first)
	p.hook = func(op, name string) error {
		if op == "rename" && name == "theme/site.css" {
			cancel()
		}
		return nil
	}
	if err := p.Apply(ctx); err != nil {
		t.Errorf("cancelled after the first rename: %v", err)
	}
}

// TestFailureAtEveryStep stands for a full disk, a read-only folder and a file nobody may replace.
func TestFailureAtEveryStep(t *testing.T) {
	total := steps(t, first, second)
	if total < 40 {
		t.Fatalf("only %d steps", total)
	}
	for n := range total {
		for _, heal := range []site{first, second, third} {
			root := t.TempDir()
			publish(t, root, first)
			p := plan(t, root, second)
			var begun atomic.Bool
			failAt(p, n, errDisk)
			inner := p.hook
			p.hook = func(op, name string) error {
				if op == "rename" && name == "theme/site.css" {
					begun.Store(true)
				}
				return inner(op, name)
			}
			err := p.Apply(t.Context())
			if !errors.Is(err, errDisk) {
				t.Fatalf("step %d: got %v", n, err)
			}
			got := onDisk(t, root)
			for name := range got {
				if isTemp(filepath.Base(name)) || name == journalTemp {
					t.Errorf("step %d: %s was left (%v)", n, name, err)
				}
			}
			if !begun.Load() {
				if diff := cmp.Diff(first, got); diff != "" {
					t.Errorf("step %d (%v): folder (-want +got):\n%s", n, err, diff)
				}
			}
			wantWhole(t, got, fmt.Sprintf("step %d (%v)", n, err))
			publish(t, root, heal)
			wantHealed(t, root, heal, fmt.Sprintf("step %d (%v)", n, err))
		}
	}
}

// wantWhole checks that every published file has its first or second content.
func wantWhole(t *testing.T, got site, when string) {
	t.Helper()
	for name, data := range got {
		if strings.HasSuffix(name, "/") || strings.HasPrefix(name, privateDir) || isTemp(filepath.Base(name)) {
			continue
		}
		one, inOne := first[name]
		two, inTwo := second[name]
		if !(inOne && data == one) && !(inTwo && data == two) {
			t.Errorf("%s: %s holds %q", when, name, data)
		}
	}
	if got["kept.html"] != "kept" {
		t.Errorf("%s: an unchanged file is gone", when)
	}
}

func wantHealed(t *testing.T, root string, want site, when string) {
	t.Helper()
	if diff := cmp.Diff(want, onDisk(t, root), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: healed folder (-want +got):\n%s", when, diff)
	}
	if diffs, err := Verify(root); err != nil || len(diffs) != 0 {
		t.Errorf("%s: Verify after healing: %v, %v", when, diffs, err)
	}
	if p := plan(t, root, want); !p.Empty() {
		t.Errorf("%s: healed folder still needs %d writes, %v", when, len(p.Write), p.Delete)
	}
}

func TestInterruptedRunDoesNotOwnForeignFiles(t *testing.T) {
	root := t.TempDir()
	put(t, root, "robots.txt", "mine")
	p := plan(t, root, site{"a.css": "1", "robots.txt": "made"})
	p.hook = func(op, name string) error {
		if op == "rename" && name == "robots.txt" {
			return errDisk
		}
		return nil
	}
	if err := p.Apply(t.Context()); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	publish(t, root, site{"b.html": "1"})
	if diff := cmp.Diff(site{"b.html": "1", "robots.txt": "mine"}, onDisk(t, root)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
}

func TestDamagedJournalIsHealed(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	put(t, root, journalName, `{"version":1,"files":[{"pa`)
	put(t, root, tempName("penalty/x.html"), "orphan")
	put(t, root, "penalty/a.html", "a 7") // as long as before
	publish(t, root, first)
	wantHealed(t, root, first, "damaged journal")
}

func TestFilesInTheWayAreNamed(t *testing.T) {
	for _, c := range []struct{ name, foreign, path, want string }{
		{"file where a folder must be", "penalty", "penalty/a.html", "the folder penalty must be"},
		{"folder where a file must be", "penalty.html/note.txt", "penalty.html", "penalty.html/note.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			put(t, root, c.foreign, "mine")
			err := plan(t, root, site{"a.css": "1", c.path: "x"}).Apply(t.Context())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			if diff := cmp.Diff(site{c.foreign: "mine"}, onDisk(t, root)); diff != "" {
				t.Errorf("folder (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNothingLeavesTheFolder(t *testing.T) {
	outside, root := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(root, "penalty")); err != nil {
		t.Fatal(err)
	}
	if err := plan(t, root, site{"penalty/a.html": "x"}).Apply(t.Context()); err == nil {
		t.Error("wrote through a link out of the folder")
	}
	if got := onDisk(t, outside); len(got) != 0 {
		t.Errorf("outside: %v", got)
	}
	put(t, root, "y", "mine")
	put(t, root, "x/z", "")
	p, err := Diff(filepath.Join(root, "x"), &Manifest{Files: []Entry{{Path: "../y"}}}, NewTree(), edition)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(t.Context()); err == nil {
		t.Error("a manifest made by hand deletes outside of the folder")
	}
	if got, err := os.ReadFile(filepath.Join(root, "y")); err != nil || string(got) != "mine" {
		t.Errorf("the file outside holds %q, %v", got, err)
	}
}

func TestRootThatIsAFileIsAnError(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	if err := os.WriteFile(root, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Diff(root, nil, first.tree(), edition); err == nil {
		t.Error("compared with a file")
	}
}

func TestOpenFileIsTriedAgainThenNamed(t *testing.T) {
	errBusy := errors.New("the file is open in another program")
	for _, c := range []struct {
		name     string
		failures int
		healed   bool
	}{{"closed in time", attempts - 1, true}, {"never closed", 1000, false}} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			publish(t, root, first)
			p := plan(t, root, second)
			tries, pauses := 0, 0
			p.busy = func(err error) bool { return errors.Is(err, errBusy) }
			p.pause = func(int) { pauses++ }
			p.hook = func(op, name string) error {
				if op == "rename" && name == "index.html" {
					if tries++; tries <= c.failures {
						return errBusy
					}
				}
				return nil
			}
			err := p.Apply(t.Context())
			if pauses != attempts-1 {
				t.Errorf("%d pauses, want %d", pauses, attempts-1)
			}
			if c.healed {
				if err != nil {
					t.Fatal(err)
				}
				wantHealed(t, root, second, c.name)
				return
			}
			if !errors.Is(err, errBusy) || !strings.Contains(err.Error(), "index.html") {
				t.Errorf("got %v", err)
			}
			publish(t, root, second)
			wantHealed(t, root, second, c.name)
		})
	}
}

func TestVerifyFindsEveryDifference(t *testing.T) {
	root := t.TempDir()
	publish(t, root, first)
	put(t, root, "kept.html", "kepT")
	put(t, root, "index.html", "longer")
	put(t, root, "more/x.html", "x")
	if err := os.Remove(filepath.Join(root, "swap")); err != nil {
		t.Fatal(err)
	}
	got, err := Verify(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []Difference{{"index.html", Changed}, {"kept.html", Changed}, {"more/x.html", Extra}, {"swap", Missing}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s := fmt.Sprint(Missing, Changed, Extra); s != "missing changed extra" {
		t.Errorf("words: %s", s)
	}
	if _, err := Verify(t.TempDir()); !errors.Is(err, ErrManifest) {
		t.Errorf("folder without manifest: %v", err)
	}
}
