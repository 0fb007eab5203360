package cache

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestDiskRead holds the short way against package os.
func TestDiskRead(t *testing.T) {
	dir := t.TempDir()
	texts := map[string]string{"empty.md": "", "text.md": "甲\n", "long.md": string(bytes.Repeat([]byte("文"), 1<<20))}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	disk := Disk(dir)
	for name, text := range texts {
		data, is, ok := disk.read(name)
		info, err := disk.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if ok != (runtime.GOOS == "linux") || ok && (string(data) != text || is != identityOf(info)) {
			t.Errorf("%s: %d bytes, %+v, %v; the system says %+v", name, len(data), is, ok, identityOf(info))
		}
	}
	for _, name := range []string{"folder", "none.md", "../" + filepath.Base(dir) + "/text.md", "/etc/hostname", "folder/../text.md", ""} {
		if _, _, ok := disk.read(name); ok {
			t.Errorf("%q was read", name)
		}
	}
	var tree fs.FS = disk
	if list, err := fs.ReadDir(tree, "."); err != nil || len(list) != 4 {
		t.Errorf("%d entries, %v", len(list), err)
	}
}

func TestRecorderReadsDisksAlike(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("甲"), 0o644); err != nil {
		t.Fatal(err)
	}
	short, long := NewRecorderAt(Disk(dir), 1, nil), NewRecorderAt(os.DirFS(dir), 1, nil)
	for _, name := range []string{"a.md", "none.md", "."} {
		a, sumA, errA := short.ReadSum(name)
		b, sumB, errB := long.ReadSum(name)
		if !bytes.Equal(a, b) || sumA != sumB || (errA == nil) != (errB == nil) {
			t.Errorf("%s: %q %v, want %q %v", name, a, errA, b, errB)
		}
	}
	if short.Sum() != long.Sum() {
		t.Error("two recorders of the same files name them differently")
	}
}
