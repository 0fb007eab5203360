package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What was made of files is made again when one of them, or a list of them, is another, and only then; what it read counts
// as read either way.
func TestMadeFollowsItsFiles(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "parts/a.txt"), "a")
	write(t, filepath.Join(root, "other.txt"), "1")
	times := 0
	var m Made[string]
	get := func() (string, []string) {
		t.Helper()
		r := NewRecorderAt(os.DirFS(root), time.Now().UnixNano(), nil)
		text, err := m.Get(r, func(files fs.FS) (string, error) {
			times++
			text := ""
			list, err := fs.ReadDir(files, "parts")
			for _, e := range list {
				data, _ := fs.ReadFile(files, "parts/"+e.Name())
				text += string(data)
			}
			if data, err := fs.ReadFile(files, "more.txt"); err == nil {
				text += string(data)
			}
			return text, err
		})
		if err != nil {
			t.Fatal(err)
		}
		trace, ok := r.Trace()
		if !ok {
			t.Fatal("the trace is torn")
		}
		return text, trace.names
	}
	_, first := get()
	for _, step := range []struct {
		name   string
		change func()
		want   string
		again  bool
	}{
		{"nothing", func() {}, "a", false},
		{"a file that was not read", func() { write(t, filepath.Join(root, "other.txt"), "2") }, "a", false},
		{"the same bytes", func() { write(t, filepath.Join(root, "parts/a.txt"), "a") }, "a", false},
		{"other bytes", func() { write(t, filepath.Join(root, "parts/a.txt"), "b") }, "b", true},
		{"a new file in the list", func() { write(t, filepath.Join(root, "parts/c.txt"), "c") }, "bc", true},
		{"a file that was missing", func() { write(t, filepath.Join(root, "more.txt"), "d") }, "bcd", true},
		{"a file that goes", func() { os.Remove(filepath.Join(root, "parts/a.txt")) }, "cd", true},
	} {
		step.change()
		before := times
		got, names := get()
		if got != step.want || times > before != step.again {
			t.Errorf("%s: made %q, want %q; made again: %v", step.name, got, step.want, times > before)
		}
		if step.name == "nothing" && len(names) != len(first) {
			t.Errorf("kept, it counts %q as read; made, %q", names, first)
		}
	}
}

func TestMadeThatFailsIsNotKept(t *testing.T) {
	var m Made[int]
	r := NewRecorderAt(os.DirFS(t.TempDir()), time.Now().UnixNano(), nil)
	failed := errors.New("no")
	if _, err := m.Get(r, func(fs.FS) (int, error) { return 1, failed }); !errors.Is(err, failed) {
		t.Errorf("error is %v", err)
	}
	if n, err := m.Get(r, func(fs.FS) (int, error) { return 2, nil }); n != 2 || err != nil {
		t.Errorf("made %d, %v", n, err)
	}
	m.Forget(func(n int) bool { return n == 2 })
	if n, _ := m.Get(r, func(fs.FS) (int, error) { return 3, nil }); n != 3 {
		t.Errorf("forgotten, it is still %d", n)
	}
}

// What one run found to be as it was is not asked for again; should it change meanwhile, the next run sees that.
func TestChangeBetweenLookAndReadingIsSeenByTheNextRun(t *testing.T) {
	root := t.TempDir()
	name := "content/a.md"
	file := filepath.Join(root, filepath.FromSlash(name))
	write(t, file, "one")
	r := NewRecorder(os.DirFS(root), In(root), nil)
	fs.ReadFile(r, name)
	trace, _ := r.Trace()
	settled(trace)
	if trace.check(t.Context(), root) != same {
		t.Fatal("a file that nobody touched has changed")
	}
	write(t, file, "two")
	next := NewRecorder(os.DirFS(root), In(root), trace)
	if _, ok := next.Known(name); !ok {
		t.Fatal("the file is not known")
	}
	after, ok := next.Trace()
	if !ok || settled(after).check(t.Context(), root) != changed {
		t.Error("the change is not seen")
	}
}

func TestHalfWrittenNoticeIsMended(t *testing.T) {
	root := t.TempDir()
	f := In(root)
	f.Save("x", []byte("1"))
	write(t, filepath.Join(root, FolderName, ".gitignore"), "")
	f.Save("x", []byte("2"))
	if data, err := os.ReadFile(filepath.Join(root, FolderName, ".gitignore")); err != nil || string(data) != "*\n" {
		t.Errorf("it holds %q, %v", data, err)
	}
}

func TestUnchangedIsAllThatWasReadButWhatIsLeftOut(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(root string)
		want   bool
	}{
		{"nothing", func(string) {}, true},
		{"a file that is left out", func(root string) { write(t, filepath.Join(root, "texts/a.md"), "another") }, true},
		{"another file", func(root string) { write(t, filepath.Join(root, "x.toml"), "another") }, false},
		{"the same written again", func(root string) { write(t, filepath.Join(root, "x.toml"), "x") }, true},
		{"a file that was not there", func(root string) { write(t, filepath.Join(root, "y.toml"), "y") }, false},
		{"a file more in a list", func(root string) { write(t, filepath.Join(root, "texts/c.md"), "c") }, false},
		{"a file that was only asked about", func(root string) { write(t, filepath.Join(root, "texts/b.pdf"), "longer") }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, filepath.Join(root, "texts/a.md"), "one")
			write(t, filepath.Join(root, "texts/b.pdf"), "pdf")
			write(t, filepath.Join(root, "x.toml"), "x")
			f := In(root)
			r := NewRecorder(Disk(root), f, nil)
			fs.ReadFile(r, "x.toml")
			fs.ReadFile(r, "y.toml")
			fs.ReadFile(r, "texts/a.md")
			list, _ := r.ReadDir("texts")
			for _, e := range list {
				e.Info()
			}
			trace, _ := r.Trace()
			now := time.Now()
			f.Remember("memo", Memo{Key: "k", From: now, Until: now, Trace: trace})
			c.change(root)
			memo, _ := f.Recall(t.Context(), "memo", "k", root, now)
			next := NewRecorder(Disk(root), f, memo.Trace)
			if got := next.Unchanged(func(name string) bool { return strings.TrimSuffix(name, linkMark) == "texts/a.md" }); got != c.want {
				t.Fatalf("unchanged: %v, want %v", got, c.want)
			}
			if !c.want {
				return
			}
			after, ok := next.Trace()
			if !ok || len(after.names) < len(trace.names)-2 {
				t.Errorf("of %d inputs %d count as read: %v", len(trace.names), len(after.names), after.names)
			}
		})
	}
}
