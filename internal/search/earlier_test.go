package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// after adds the index of a site to a tree that comes after another.
func after(t testing.TB, s *site.Site, e *output.Earlier) *output.Tree {
	t.Helper()
	tree := output.After(e)
	if err := Add(t.Context(), s, tree, 2); err != nil {
		t.Fatal(err)
	}
	return tree
}

func plainFiles(tree *output.Tree) []output.File {
	var out []output.File
	for _, f := range tree.Files() {
		out = append(out, *f)
	}
	return out
}

// keptOf returns how many files have the very data of an earlier tree.
func keptOf(before, now *output.Tree) (kept, shards int) {
	for _, f := range now.Files() {
		old, ok := before.Get(f.Path)
		if strings.HasPrefix(f.Path, Folder+"/i/") {
			shards++
			if ok && &old.Data[0] == &f.Data[0] {
				kept++
			}
		}
	}
	return kept, shards
}

var draft = strings.NewReplacer("\n+++\n\n", "\ndraft = true\n+++\n\n")

// edits change some notes in a way.
var edits = []struct {
	name string
	edit func(notes map[string]string, name string, random *rand.Rand)
	kept bool // most shards are as they were
}{
	{"a sentence more", func(n map[string]string, name string, r *rand.Rand) {
		n[name] += fmt.Sprintf("\n另加第%d句。\n", r.IntN(99))
	}, true},
	{"a word less", func(n map[string]string, name string, _ *rand.Rand) { n[name] = strings.Replace(n[name], "，", "", 1) }, true},
	{"another title", func(n map[string]string, name string, _ *rand.Rand) {
		n[name] = strings.Replace(n[name], "title = \"某某", "title = \"新的某", 1)
	}, true},
	{"characters that show nothing, and ends of lines", func(n map[string]string, name string, _ *rand.Rand) {
		n[name] = strings.Replace(n[name], "，", "\u2028，\u200b", 3)
	}, true},
	{"a note withdrawn", func(n map[string]string, name string, _ *rand.Rand) {
		n[name] = strings.Replace(n[name], "\n+++\n\n", "\nwithdrawn = {on = 2026-05-14, reason = \"有误\", basis = \"本局规定\"}\n+++\n\n", 1)
	}, false},
	{"a note gone", func(n map[string]string, name string, _ *rand.Rand) { delete(n, name) }, false},
	{"a draft", func(n map[string]string, name string, _ *rand.Rand) { n[name] = draft.Replace(n[name]) }, false},
	{"a note more", func(n map[string]string, name string, r *rand.Rand) {
		n[fmt.Sprintf("notes/new-%d.md", r.IntN(1e6))] = n[name]
	}, false},
	{"a long note", func(n map[string]string, name string, _ *rand.Rand) {
		n[name] += strings.Repeat("这一条变长了，分成几个部分。", 200)
	}, false},
	{"nothing", func(map[string]string, string, *rand.Rand) {}, true},
}

// However a site came to be what it is, its index is the one that is made of it at once.
func TestKeptShardsAreTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	for _, c := range []struct {
		name  string
		notes map[string]string
		edits int
	}{
		{"a small site", corpus(t, 300), len(edits)},
		{"a site with windows", manyNotes(16600), 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			notes := c.notes
			last := after(t, graph(t, notes), nil)
			for _, e := range edits[:c.edits] {
				names := slices.Sorted(maps.Keys(notes))
				e.edit(notes, names[random.IntN(len(names))], random)
				s := graph(t, notes)
				now := after(t, s, output.EarlierTree(last))
				if differ := difference(plainFiles(after(t, s, nil)), plainFiles(now)); len(differ) > 0 {
					t.Fatalf("%s: %q differ", e.name, differ)
				}
				if kept, shards := keptOf(last, now); e.kept && kept < shards*2/3 {
					t.Errorf("%s: %d of %d shards were kept", e.name, kept, shards)
				}
				last = now
			}
		})
	}
}

// What vanished from the folder it was published to is made again: a shard alone, and all of them where it cannot be known what a block had.
func TestLostFilesAreMadeAgain(t *testing.T) {
	notes := corpus(t, 200)
	name := slices.Sorted(maps.Keys(notes))[100]
	for _, c := range []struct {
		name string
		lost string // files
		edit bool
		kept bool // some files
	}{
		{"nothing", "", false, true},
		{"a shard", "i/3.js", false, true},
		{"two shards, and a sentence more", "i/[37].js", true, true},
		{"a block", "t/3*.js", false, true},
		{"all blocks, and a sentence more", "t/*.js", true, false},
		{"what says how the index is cut", "root.js", true, true}, // blocks are
	} {
		t.Run(c.name, func(t *testing.T) {
			earlier, folder := published(t, after(t, graph(t, notes), nil))
			gone, err := filepath.Glob(filepath.Join(folder, Folder, filepath.FromSlash(c.lost)))
			if err != nil || c.lost != "" && len(gone) == 0 {
				t.Fatalf("%q: %d files", c.lost, len(gone))
			}
			for _, f := range gone {
				if info, err := os.Stat(f); err == nil && !info.IsDir() {
					if err := os.Remove(f); err != nil {
						t.Fatal(err)
					}
				}
			}
			now := maps.Clone(notes)
			if c.edit {
				now[name] += "\n另加一句。\n"
			}
			s := graph(t, now)
			tree := after(t, s, earlier)
			if problems := tree.Problems(); len(problems) > 0 {
				t.Error(problems)
			}
			kept := 0
			for _, f := range plainFiles(after(t, s, nil)) {
				got, ok := tree.Get(f.Path)
				if !ok || got.Sum() != f.Sum() {
					t.Errorf("%s differs", f.Path)
				} else if got.Kept() {
					kept++
				}
			}
			if kept > 0 != c.kept {
				t.Errorf("%d files were kept", kept)
			}
		})
	}
}

// published publishes a tree.
func published(t testing.TB, tree *output.Tree) (*output.Earlier, string) {
	t.Helper()
	folder := t.TempDir()
	plan, err := output.Diff(folder, nil, tree, output.Edition{})
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	return plan.Standing(tree).Earlier(folder), folder
}

// BenchmarkUpdate3000 makes the index again after one note has changed.
func BenchmarkUpdate3000(b *testing.B) {
	notes := corpus(b, 3000)
	before := after(b, graph(b, notes), nil)
	name := slices.Sorted(maps.Keys(notes))[1000]
	notes[name] += "\n另加一句。\n"
	s := graph(b, notes)
	b.ReportAllocs()
	for b.Loop() {
		after(b, s, output.EarlierTree(before))
	}
}
