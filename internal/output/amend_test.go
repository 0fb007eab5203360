package output

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func published(t *testing.T) (string, *Manifest) {
	t.Helper()
	root := filepath.Join(t.TempDir(), "public")
	tree := NewTree()
	for p, text := range map[string]string{"index.html": "home", "screens/a.html": "one", "screens/a.json": "1"} {
		tree.Add(File{Path: p, Data: []byte(text), Group: Page})
	}
	plan, err := Diff(root, nil, tree, Edition{Program: "p", AsOf: "2026-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(root)
	if err != nil || m == nil {
		t.Fatal(m, err)
	}
	return root, m
}

func TestAmendReplacesOnlyWhatItIsGiven(t *testing.T) {
	root, m := published(t)
	plan, err := Amend(root, m, []File{{Path: "screens/a.html", Data: []byte("two")}, {Path: "screens/a.json", Data: []byte("1")}})
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Write) != 1 || len(plan.Delete) != 0 || plan.Unchanged != 2 {
		t.Fatalf("writes %d, deletes %d, leaves %d", len(plan.Write), len(plan.Delete), plan.Unchanged)
	}
	if err := plan.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(root, "screens/a.html")); string(got) != "two" {
		t.Errorf("the file holds %q", got)
	}
	next, err := ReadManifest(root)
	if err != nil || next == nil || len(next.Files) != 3 || next.AsOf != m.AsOf {
		t.Fatalf("manifest is %+v, %v", next, err)
	}
	if got, err := ReadPublished(root, next, "screens/a.html"); err != nil || string(got) != "two" {
		t.Errorf("published is %q, %v", got, err)
	}
	again, err := Amend(root, next, []File{{Path: "screens/a.html", Data: []byte("two")}})
	if err != nil || !again.Empty() {
		t.Errorf("the same amendment again: %+v, %v", again, err)
	}
}

func TestAmendRefuses(t *testing.T) {
	root, m := published(t)
	if _, err := Amend(root, m, []File{{Path: "new.html", Data: []byte("x")}}); !errors.Is(err, ErrUnpublished) {
		t.Errorf("a file that was never published: %v", err)
	}
	if _, err := ReadPublished(root, m, "new.html"); !errors.Is(err, ErrUnpublished) {
		t.Errorf("reading a file that was never published: %v", err)
	}
	if err := os.WriteFile(filepath.Join(root, "screens/a.html"), []byte("forged"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadPublished(root, m, "screens/a.html"); !errors.Is(err, ErrAltered) {
		t.Errorf("a file that was changed by hand: %v", err)
	}
	if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(journalName)), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Amend(root, m, []File{{Path: "screens/a.json", Data: []byte("2")}}); !errors.Is(err, ErrUnfinished) {
		t.Errorf("over an unfinished publish: %v", err)
	}
}
