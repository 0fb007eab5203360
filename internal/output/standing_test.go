package output

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What a publish remembers of itself says the same as its manifest, also after a run that had nothing to do on a later day.
func TestStandingSaysWhatTheManifestSays(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	for _, day := range []string{"2026-01-01", "2026-01-02"} {
		tree := first.tree()
		plan, err := Diff(root, nil, tree, Edition{Program: "p", AsOf: "2026-01-01"})
		if day != "2026-01-01" {
			old, readErr := ReadManifest(root)
			if readErr != nil {
				t.Fatal(readErr)
			}
			plan, err = Diff(root, old, tree, Edition{Program: "p", AsOf: day})
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := plan.Apply(t.Context()); err != nil {
			t.Fatal(err)
		}
		standing := plan.Standing(tree)
		want, err := ReadManifest(root)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, standing.Said(root), cmpopts.IgnoreUnexported(Manifest{})); diff != "" {
			t.Errorf("on %s (-manifest +said):\n%s", day, diff)
		}
	}
}

func TestStandingOfAnotherPublishSaysNothing(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	tree := first.tree()
	plan := publish(t, root, first)
	standing := plan.Standing(tree)
	publish(t, root, site{"index.html": "another"})
	if m := standing.Said(root); m != nil {
		t.Errorf("it says %+v", m)
	}
}

// The manifest that is handed in may be out of date: another run published since. Then the one that is there counts.
func TestDiffReadsTheManifestAgainWhereAnotherRunPublished(t *testing.T) {
	root := filepath.Join(t.TempDir(), "public")
	publish(t, root, site{"a.html": "1", "b.html": "1"})
	old, err := ReadManifest(root)
	if err != nil {
		t.Fatal(err)
	}
	publish(t, root, site{"a.html": "2", "c.html": "1"})
	p, err := Diff(root, old, site{"a.html": "1", "b.html": "1"}.tree(), edition)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a.html": "1", "b.html": "1", "c.html": ""} {
		if got, _ := os.ReadFile(filepath.Join(root, name)); string(got) != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
}
