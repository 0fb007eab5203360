package serve

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func put(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSkip(t *testing.T) {
	root := t.TempDir()
	r := newRules(root, []string{"dist", filepath.Join(root, "content", "out"), filepath.Dir(root)})
	for _, c := range []struct {
		name string
		dir  bool
		want bool
	}{
		{".", true, false},
		{"config.toml", false, false},
		{"README.md", false, true},
		{"xiangwei", false, true},
		{"content", true, false},
		{"content/penalties/甲.md", false, false},
		{"content/public/a.md", false, false},
		{"public", true, true},
		{"public/index.html", false, true},
		{"dist/a.html", false, true},
		{"content/out/a.md", false, true},
		{".git/HEAD", false, true},
		{".cache/x", false, true},
		{"theme/node_modules/a.js", false, true},
		{"content/a.md~", false, true},
		{"content/.a.md.swp", false, true},
		{"content/a.swx", false, true},
		{"content/a.tmp", false, true},
		{"content/A.TMP", false, true},
		{"content/4913", false, true},
		{"content/.goutputstream-X1Y2Z3", false, true},
		{"content/a.md___jb_tmp___", false, true},
		{"content/a.md___jb_old___", false, true},
		{"content/.#a.md", false, true},
		{"content/#a.md#", false, true},
		{"content/#a.md", false, false},
		{"content/.DS_Store", false, true},
		{"content/~$名单.docx", false, true},
	} {
		if got := r.skip(c.name, c.dir); got != c.want {
			t.Errorf("skip(%q) = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRefresh(t *testing.T) {
	later := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		change func(t *testing.T, root string)
		look   []string
		want   []string
	}{
		{"nothing", func(*testing.T, string) {}, []string{whole}, nil},
		{"size", func(t *testing.T, root string) { put(t, root, "content/a.md", "longer") }, []string{"content/a.md"}, []string{"content/a.md"}},
		{"time", func(t *testing.T, root string) {
			must(t, os.Chtimes(filepath.Join(root, "content", "a.md"), later, later))
		}, []string{whole}, []string{"content/a.md"}},
		{"new file by its name", func(t *testing.T, root string) { put(t, root, "content/新.md", "x") }, []string{"content/新.md"}, []string{"content/新.md"}},
		{"new folders with a file by the folder", func(t *testing.T, root string) { put(t, root, "content/n/m/b.md", "x") },
			[]string{"content/n"}, []string{"content/n", "content/n/m", "content/n/m/b.md"}},
		{"deleted file", func(t *testing.T, root string) { must(t, os.Remove(filepath.Join(root, "content", "a.md"))) }, []string{"content/a.md"}, []string{"content/a.md"}},
		{"deleted folder takes all below it, and no namesake", func(t *testing.T, root string) {
			must(t, os.RemoveAll(filepath.Join(root, "content", "d")))
		}, []string{"content/d"}, []string{"content/d", "content/d/1.md", "content/d/e", "content/d/e/2.md"}},
		{"deletion found by a look at everything", func(t *testing.T, root string) {
			must(t, os.RemoveAll(filepath.Join(root, "content", "d", "e")))
		}, []string{whole}, []string{"content/d/e", "content/d/e/2.md"}},
		{"folder becomes a file", func(t *testing.T, root string) {
			must(t, os.RemoveAll(filepath.Join(root, "content", "d")))
			put(t, root, "content/d", "x")
		}, []string{"content/d"}, []string{"content/d", "content/d/1.md", "content/d/e", "content/d/e/2.md"}},
		{"litter and output", func(t *testing.T, root string) {
			put(t, root, "public/index.html", "x")
			put(t, root, "content/.a.md.swp", "x")
			put(t, root, "notes.txt", "x")
		}, []string{whole, "public/index.html", "content/.a.md.swp", "notes.txt"}, nil},
		{"outside", func(t *testing.T, root string) {}, []string{"../x"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			for _, name := range []string{"config.toml", "content/a.md", "content/d/1.md", "content/d/e/2.md", "content/d2/3.md"} {
				put(t, root, name, "x")
			}
			s := &snapshot{root: root, rules: newRules(root, nil)}
			if got := s.refresh([]string{whole}); len(got) != 9 {
				t.Fatalf("first look saw %v", got)
			}
			c.change(t, root)
			if diff := cmp.Diff(c.want, s.refresh(c.look)); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if again := s.refresh([]string{whole}); again != nil {
				t.Errorf("a second look still sees %v", again)
			}
		})
	}
}

func TestRefreshOfManyPathsLooksAtEverythingOnce(t *testing.T) {
	root := t.TempDir()
	s := &snapshot{root: root, rules: newRules(root, nil)}
	s.refresh([]string{whole})
	put(t, root, "content/unnamed.md", "x")
	names := make([]string, many+1)
	for i := range names {
		names[i] = "content/none.md"
	}
	if diff := cmp.Diff([]string{"content", "content/unnamed.md"}, s.refresh(names)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func BenchmarkRefreshEverything(b *testing.B) {
	root := b.TempDir()
	for i := range 50 {
		for j := range 20 {
			dir := filepath.Join(root, "content", string(rune('a'+i%26))+string(rune('a'+i/26)))
			if err := os.MkdirAll(dir, 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, string(rune('a'+j))+".md"), nil, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	s := &snapshot{root: root, rules: newRules(root, nil)}
	s.refresh([]string{whole})
	b.ReportAllocs()
	for b.Loop() {
		if changed := s.refresh([]string{whole}); changed != nil {
			b.Fatal(changed)
		}
	}
}
