package serve

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watching returns an open watcher of a folder that holds content/a, with its pokes and notes.
func watching(t *testing.T) (w *watcher, pokes chan string, notes *[]string) {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	put(t, root, "content/a/x.md", "x")
	pokes, notes = make(chan string), new([]string)
	w = &watcher{root: root, rules: newRules(root, nil), probe: time.Hour, pokes: pokes, note: func(s string) { *notes = append(*notes, s) }}
	w.open()
	if w.events == nil {
		t.Fatalf("no events here: %v", *notes)
	}
	t.Cleanup(func() { _ = w.events.Close() })
	return w, pokes, notes
}

// running runs the watcher until the end of the test.
func running(t *testing.T, w *watcher) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

func await(t *testing.T, pokes <-chan string, want string) {
	t.Helper()
	deadline := time.After(generous)
	for {
		select {
		case got := <-pokes:
			if got == want {
				return
			}
		case <-deadline:
			t.Fatalf("no poke for %q", want)
		}
	}
}

func TestDiskThatNeverReportsIsLookedAt(t *testing.T) {
	w, pokes, _ := watching(t)
	for _, dir := range w.events.WatchList() {
		must(t, w.events.Remove(dir)) // what a silent disk amounts to
	}
	w.probe = time.Millisecond
	running(t, w)
	await(t, pokes, whole)
	await(t, pokes, whole)
}

func TestLostEventsLeadToALookAtEverything(t *testing.T) {
	w, pokes, notes := watching(t)
	for _, dir := range w.events.WatchList() {
		must(t, w.events.Remove(dir))
	}
	must(t, os.MkdirAll(filepath.Join(w.root, "content", "b", "c"), 0o755))
	if !w.recover(fsnotify.ErrEventOverflow) {
		t.Fatal("watching was given up")
	}
	if len(*notes) != 0 {
		t.Errorf("staff are told of what mends itself: %v", *notes)
	}
	running(t, w)
	put(t, w.root, "content/b/c/new.md", "x")
	await(t, pokes, "content/b/c/new.md")
}

func TestOtherErrorsAreTold(t *testing.T) {
	w, _, notes := watching(t)
	if !w.recover(errors.New("strange")) || len(*notes) != 1 || !strings.Contains((*notes)[0], "strange") {
		t.Errorf("notes %v", *notes)
	}
}

func TestRefusedWatchTurnsToPolling(t *testing.T) {
	w, pokes, notes := watching(t)
	put(t, w.root, "content/b/x.md", "x")
	must(t, w.events.Close()) // every further folder is refused
	if _, good := w.take(fsnotify.Event{Name: filepath.Join(w.root, "content", "b"), Op: fsnotify.Create}); good {
		t.Error("the refusal is not seen")
	}
	if w.events != nil || w.poll != pollEvery || len(*notes) != 1 || !strings.Contains((*notes)[0], "改为每秒查看一次") {
		t.Errorf("poll %v, notes %v", w.poll, *notes)
	}
	w.events, _ = fsnotify.NewWatcher() // for the cleanup
	w.poll = time.Millisecond
	go w.look(t.Context())
	await(t, pokes, whole)
}

func TestFolderOfTheSiteGoes(t *testing.T) {
	p := start(t, pages, nil).ready()
	must(t, os.RemoveAll(p.root))
	if got := p.next(Note); !strings.Contains(got.Text, "网站文件夹被移动或删除") {
		t.Errorf("note %q", got)
	}
	if got := p.get("/"); got == "" {
		t.Error("no page any more")
	}
}

func TestTake(t *testing.T) {
	w, _, _ := watching(t)
	for _, c := range []struct {
		name string
		op   fsnotify.Op
		want string
	}{
		{"content/a/x.md", fsnotify.Chmod, ""},
		{"content/a/x.md", fsnotify.Write, "content/a/x.md"},
		{"content/a/x.md", fsnotify.Write | fsnotify.Chmod, "content/a/x.md"},
		{"content/a/.x.md.swp", fsnotify.Create, ""},
		{"content/a/gone.md", fsnotify.Create, "content/a/gone.md"},
		{"public/index.html", fsnotify.Write, ""},
		{"../elsewhere", fsnotify.Write, ""},
		{"content/a", fsnotify.Remove, "content/a"},
	} {
		got, good := w.take(fsnotify.Event{Name: filepath.Join(w.root, filepath.FromSlash(c.name)), Op: c.op})
		if got != c.want || !good {
			t.Errorf("%s of %s: %q, %v, want %q", c.op, c.name, got, good, c.want)
		}
	}
	if w.dirs["content/a"] || !w.dirs["content"] {
		t.Errorf("watched folders after a removal: %v", w.dirs)
	}
}

func TestLinkToTheFolderIsFollowed(t *testing.T) {
	p := start(t, nil, func(p *preview, o *Options) {
		link := filepath.Join(t.TempDir(), "link")
		must(t, os.Symlink(p.root, link))
		o.Root = link
	}).ready()
	p.write("content/a.md", "x")
	p.until("content/a.md")
}
