package source

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestOverlayTakesTheUpperFileAsAWhole(t *testing.T) {
	under := fstest.MapFS{
		"penalty/kind.toml": {Data: []byte("under")}, "penalty/page.html": {Data: []byte("under")},
		"event/kind.toml": {Data: []byte("under")},
	}
	over := fstest.MapFS{"penalty/page.html": {Data: []byte("over")}, "own/kind.toml": {Data: []byte("over")}}
	both := Overlay(over, under)
	for name, want := range map[string]string{
		"penalty/page.html": "over", "penalty/kind.toml": "under", "event/kind.toml": "under", "own/kind.toml": "over",
	} {
		got, err := fs.ReadFile(both, name)
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
	if _, err := fs.ReadFile(both, "none.html"); err == nil {
		t.Error("a file of neither tree was opened")
	}
	var walked []string
	err := fs.WalkDir(both, ".", func(path string, d fs.DirEntry, err error) error {
		walked = append(walked, path)
		return err
	})
	want := []string{".", "event", "event/kind.toml", "own", "own/kind.toml", "penalty", "penalty/kind.toml", "penalty/page.html"}
	if diff := cmp.Diff(want, walked); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := fs.ReadDir(both, "nowhere"); err == nil {
		t.Error("a folder of neither tree was listed")
	}
}
