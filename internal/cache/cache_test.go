package cache

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// settled makes the files of a trace as old as those a clerk has not touched today, so that their times are believed. The time of an inode cannot be set
// back, so the trace's moment is set forward instead.
func settled(trace *Trace) *Trace {
	trace.moment += int64(time.Hour)
	return trace
}

// look reads a small site as a build would.
func look(t *testing.T, root string) *Trace {
	t.Helper()
	r := NewRecorder(os.DirFS(root), In(root), nil)
	for _, name := range []string{"config.toml", "emergency.toml", "content/a.md"} {
		fs.ReadFile(r, name)
	}
	err := fs.WalkDir(r, "content", func(p string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(p) == ".pdf" {
			_, err = d.Info()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	trace, ok := r.Trace()
	if !ok {
		t.Fatal("the trace is torn")
	}
	var e Encoder
	trace.Encode(&e)
	d := NewDecoder(string(e.Bytes()))
	back := DecodeTrace(d)
	if d.Failed() || d.Rest() > 0 {
		t.Fatal("the trace does not survive being kept")
	}
	return back
}

func site(t *testing.T) string {
	root := t.TempDir()
	write(t, filepath.Join(root, "config.toml"), "title = 1")
	write(t, filepath.Join(root, "content/a.md"), "甲")
	write(t, filepath.Join(root, "content/b/c.pdf"), "乙")
	return root
}

func TestTraceSeesEveryChange(t *testing.T) {
	file := func(root string) string { return filepath.Join(root, "content/a.md") }
	for name, test := range map[string]struct {
		change func(t *testing.T, root string)
		want   verdict
	}{
		"nothing":                 {func(*testing.T, string) {}, same},
		"bytes":                   {func(t *testing.T, root string) { write(t, file(root), "丙丁") }, changed},
		"bytes of the same size":  {func(t *testing.T, root string) { write(t, file(root), "丙") }, changed},
		"a file gone":             {func(t *testing.T, root string) { os.Remove(file(root)) }, changed},
		"a file new":              {func(t *testing.T, root string) { write(t, filepath.Join(root, "content/b/d.md"), "") }, changed},
		"a missing file there":    {func(t *testing.T, root string) { write(t, filepath.Join(root, "emergency.toml"), "") }, changed},
		"a file renamed":          {func(t *testing.T, root string) { os.Rename(file(root), file(root)+"x") }, changed},
		"a folder for a file":     {func(t *testing.T, root string) { os.Remove(file(root)); os.Mkdir(file(root), 0o755) }, changed},
		"size of a file told of":  {func(t *testing.T, root string) { write(t, filepath.Join(root, "content/b/c.pdf"), "乙乙") }, changed},
		"a file nobody read":      {func(t *testing.T, root string) { write(t, filepath.Join(root, "README"), "") }, same},
		"the same bytes, touched": {func(t *testing.T, root string) { write(t, file(root), "甲") }, touched},
		"the same bytes, a new file": {func(t *testing.T, root string) {
			write(t, file(root)+".new", "甲")
			os.Rename(file(root)+".new", file(root))
		}, touched},
		"bytes, with size and time kept": {func(t *testing.T, root string) {
			info, _ := os.Stat(file(root))
			write(t, file(root), "丙")
			if err := os.Chtimes(file(root), info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}, changed},
		"the time set back": {func(t *testing.T, root string) {
			if err := os.Chtimes(file(root), time.Unix(0, 0), time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
		}, touched},
	} {
		t.Run(name, func(t *testing.T) {
			root := site(t)
			trace := settled(look(t, root))
			test.change(t, root)
			if got := trace.check(context.Background(), root); got != test.want {
				t.Errorf("verdict %d, want %d", got, test.want)
			}
		})
	}
}

// A file written again within the tick of the clock in which it was read has the same times. So recent times are not
// believed, and the bytes decide.
func TestRecentTimesAreNotBelieved(t *testing.T) {
	root := site(t)
	trace := look(t, root)
	if got := trace.check(context.Background(), root); got != touched {
		t.Errorf("verdict %d on files written just now, want that they were read", got)
	}
	for i, name := range trace.names {
		if name == "content/a.md" {
			write(t, filepath.Join(root, name), "丙")
			info, err := os.Stat(filepath.Join(root, name))
			if err != nil {
				t.Fatal(err)
			}
			trace.inputs[i].is = identityOf(info) // as if the tick were the same
		}
	}
	if got := trace.check(context.Background(), root); got != changed {
		t.Errorf("verdict %d, want a change seen though all times are the same", got)
	}
}

func TestRenewedTraceBelievesTimes(t *testing.T) {
	root := site(t)
	trace := look(t, root)
	if !trace.renew(context.Background(), root, trace.moment+int64(time.Hour)) {
		t.Fatal("an unchanged site cannot be renewed")
	}
	if got := trace.check(context.Background(), root); got != same {
		t.Errorf("verdict %d after renewing, want that times are believed", got)
	}
	write(t, filepath.Join(root, "content/a.md"), "丙")
	if trace.renew(context.Background(), root, trace.moment) {
		t.Error("a changed site was renewed")
	}
}

func TestFileThatChangesWhileItIsReadTearsTheTrace(t *testing.T) {
	root := site(t)
	r := NewRecorder(os.DirFS(root), In(root), nil)
	fs.ReadFile(r, "content/a.md")
	write(t, filepath.Join(root, "content/a.md"), "丙丁")
	fs.ReadFile(r, "content/a.md")
	if _, ok := r.Trace(); ok {
		t.Error("a file was read in two states and the trace is believed")
	}
}

func TestRecorderReadsWhatIsThere(t *testing.T) {
	root := site(t)
	r := NewRecorder(os.DirFS(root), In(root), nil)
	data, err := fs.ReadFile(r, "content/a.md")
	if err != nil || string(data) != "甲" {
		t.Errorf("read %q, %v", data, err)
	}
	f, err := r.Open("content/b/c.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(f); err != nil || b.String() != "乙" {
		t.Errorf("opened and read %q, %v", &b, err)
	}
	list, err := fs.Glob(r, "content/*")
	if err != nil || len(list) != 2 {
		t.Errorf("found %q, %v", list, err)
	}
}

func TestDamagedCacheIsNone(t *testing.T) {
	folder := In(t.TempDir())
	if _, ok := folder.Load("x"); ok {
		t.Error("found what was never kept")
	}
	folder.Save("x", []byte("甲乙"))
	if data, ok := folder.Load("x"); !ok || string(data) != "甲乙" {
		t.Fatalf("kept 甲乙, found %q", data)
	}
	file := filepath.Join(folder.dir, "x")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 1
		write(t, file, string(bad))
		if _, ok := folder.Load("x"); ok {
			t.Errorf("byte %d is wrong and the file is believed", i)
		}
		write(t, file, string(whole[:i]))
		if _, ok := folder.Load("x"); ok {
			t.Errorf("%d bytes are there and the file is believed", i)
		}
	}
}

func TestMemoHoldsForItsKeyAndTime(t *testing.T) {
	root := site(t)
	folder := In(root)
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	folder.Remember("m", Memo{Key: "k", From: noon, Until: noon.Add(time.Hour), Trace: look(t, root), Result: "果"})
	for name, test := range map[string]struct {
		key  string
		now  time.Time
		want bool
	}{
		"as it was":                {"k", noon, true},
		"a little later":           {"k", noon.Add(59 * time.Minute), true},
		"at the end of its window": {"k", noon.Add(time.Hour), false},
		"the clock set back":       {"k", noon.Add(-time.Second), false},
		"another key":              {"j", noon, false},
	} {
		m, ok := folder.Recall(context.Background(), "m", test.key, root, test.now)
		if ok != test.want || ok && m.Result != "果" {
			t.Errorf("%s: recalled %v %q, want %v", name, ok, m.Result, test.want)
		}
	}
}

func TestTidyKeepsTheNewest(t *testing.T) {
	folder := In(t.TempDir())
	for i, name := range []string{"build-1", "build-2", "build-3", "records", "old.tmp"} {
		folder.Save(name, nil)
		at := time.Unix(int64(i)*10_000, 0)
		if name == "old.tmp" {
			at = time.Unix(0, 0)
		}
		if err := os.Chtimes(filepath.Join(folder.dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	folder.Tidy("build-", 2)
	for name, want := range map[string]bool{"build-1": false, "build-2": true, "build-3": true, "records": true, "old.tmp": false, ".gitignore": true} {
		if _, err := os.Stat(filepath.Join(folder.dir, name)); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", name, err == nil, want)
		}
	}
}

func FuzzDecodeTrace(f *testing.F) {
	var e Encoder
	(&Trace{names: []string{"a"}, inputs: []input{{read: true}}, moment: 7}).Encode(&e)
	f.Add(string(e.Bytes()))
	f.Add("")
	f.Fuzz(func(t *testing.T, data string) {
		d := NewDecoder(data)
		trace := DecodeTrace(d)
		if len(trace.names) != len(trace.inputs) {
			t.Error("names and inputs differ in number")
		}
	})
}
