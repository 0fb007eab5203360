package output

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/gofrs/flock"
)

const (
	spoolPrefix = privateDir + "/spool-" // and the number of the process
	spoolFiles  = "files"                // the folder in it that holds the tree
	spoolLock   = "lock"                 // held as long as the process lives

	// spoolFrom is how many bytes of pages and data a tree holds in memory before more of them wait on the disk. What a small
	// change makes stays below it, and no folder is made for it.
	spoolFrom = 1 << 20

	// spoolFolders is how many folders are kept open.
	spoolFolders = 128
)

// Spool is where pages and data wait on the disk, below the output folder and under their own names, until it is known that the
// site may be published: memory holds their hashes alone, and they are written while others are made. Nobody but the
// owner may enter the folder, and nothing is published before Plan.Apply. A process that dies leaves it to the next one,
// which takes it away. Where the disk refuses anything, data stays in memory.
//
// All methods may be called on a nil Spool, which takes nothing.
type Spool struct {
	out  string
	from int64

	mu      sync.Mutex
	size    int64 // of what could have been taken
	begun   bool
	taken   int
	made    []string // folders made for it above, outermost first
	name    string   // below out, slash-separated; "" before it is there
	root    *os.Root // of out; nil where there is no spool
	lock    *flock.Flock
	folders map[string]*folder
}

// waiting is where the data of a file waits.
type waiting struct {
	root string // the folder that holds the tree
	size int64
}

// NewSpool returns a spool for what is to be published to a folder, and clears away what processes that died left there.
// It makes nothing yet.
func NewSpool(out string) *Spool {
	sweepSpools(out)
	return &Spool{out: out, from: spoolFrom, folders: map[string]*folder{}}
}

// SpoolTo makes a tree hand what is added from now on to a spool.
func (t *Tree) SpoolTo(s *Spool) { t.spool = s }

// sweepSpools removes the spools of processes that are no more. What cannot be removed is tried again next time.
func sweepSpools(out string) {
	found, err := filepath.Glob(filepath.Join(escapeGlob(out), filepath.FromSlash(spoolPrefix+"*")))
	if err != nil || len(found) == 0 {
		return
	}
	root, err := os.OpenRoot(out)
	if err != nil {
		return
	}
	defer root.Close()
	for _, full := range found {
		name := path.Join(privateDir, filepath.Base(full))
		if lock, free, err := tryLock(root, path.Join(name, spoolLock)); err == nil && free {
			lock.Unlock()
			root.RemoveAll(name)
		}
	}
}

// escapeGlob takes their meaning from the characters of a path that a pattern reads.
func escapeGlob(name string) string {
	return strings.NewReplacer(`[`, `[[]`, `*`, `[*]`, `?`, `[?]`).Replace(name)
}

// take moves the data of a file to the disk, once there is more of it than is to be held in memory. Assets are left: they
// are few, or were read from the disk a moment ago.
func (s *Spool) take(f *File) {
	if s == nil || f.Group == Asset || len(f.Data) == 0 || !s.due(len(f.Data)) {
		return
	}
	dir, opened, err := s.folder(path.Dir(f.Path))
	if err != nil {
		return
	}
	if opened {
		defer dir.close()
	}
	f.Sum()
	if err := dir.create(path.Base(f.Path), f.Data, syncEach, nil); err != nil {
		return // also where another file has the name: that is a problem of the tree, and nothing is published
	}
	f.waiting = &waiting{filepath.Join(s.out, filepath.FromSlash(s.place("."))), int64(len(f.Data))}
	f.Data = nil
	s.mu.Lock()
	s.taken++
	s.mu.Unlock()
}

// due reports whether so many bytes more are to go to the disk, which is made ready for the first.
func (s *Spool) due(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.size += int64(n); s.size <= s.from {
		return false
	}
	if !s.begun {
		s.begun = true
		if err := s.open(); err != nil {
			s.remove()
		}
	}
	return s.root != nil
}

// open makes the folder of the spool and locks it.
func (s *Spool) open() (err error) {
	for dir := s.out; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		s.made = append([]string{dir}, s.made...)
	}
	if err := os.MkdirAll(s.out, 0o755); err != nil {
		return err
	}
	if s.root, err = os.OpenRoot(s.out); err != nil {
		return err
	}
	if err := s.root.Mkdir(privateDir, 0o755); err == nil {
		s.made = append(s.made, filepath.Join(s.out, privateDir))
	}
	name := spoolPrefix + strconv.Itoa(os.Getpid())
	if err := s.root.Mkdir(name, 0o700); err != nil {
		return err
	}
	s.name = name
	lock, free, err := tryLock(s.root, path.Join(name, spoolLock))
	if err != nil || !free {
		return fmt.Errorf("locking %s: %w", name, cmp.Or(err, ErrLocked))
	}
	s.lock = lock
	return s.root.Mkdir(path.Join(name, spoolFiles), 0o755)
}

// folder returns an open folder of the spool, and whether the caller must close it.
func (s *Spool) folder(dir string) (f *folder, once bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.folders[dir]; ok {
		return f, false, nil
	}
	if err := s.root.MkdirAll(s.place(dir), 0o755); err != nil {
		return nil, false, err
	}
	if f, err = openFolder(s.root, s.place(dir)); err != nil {
		return nil, false, err
	}
	if len(s.folders) >= spoolFolders {
		return f, true, nil
	}
	s.folders[dir] = f
	return f, false, nil
}

// place returns where a file or folder of the tree waits, below the output folder.
func (s *Spool) place(name string) string { return path.Join(s.name, spoolFiles, name) }

// holds reports whether what waits is all among some files, so that whole folders of it can be taken.
func (s *Spool) holds(files []*File) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, f := range files {
		if f.waits() {
			n++
		}
	}
	return n > 0 && n == s.taken
}

// release closes the folders that are open, so that systems that insist on it let them be renamed.
func (s *Spool) release() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for dir, f := range s.folders {
		f.close()
		delete(s.folders, dir)
	}
}

// Close removes what was not published, and the folders made for it where they hold nothing else. Errors are left to the
// next NewSpool of the folder.
func (s *Spool) Close() {
	if s == nil {
		return
	}
	s.release()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove()
}

func (s *Spool) remove() {
	if s.lock != nil {
		s.lock.Unlock()
		s.lock = nil
	}
	if s.root != nil {
		if s.name != "" {
			s.root.RemoveAll(s.name)
		}
		s.root.Close()
		s.root = nil
	}
	for i := len(s.made) - 1; i >= 0; i-- {
		os.Remove(s.made[i]) // refused where it holds anything
	}
	s.made = nil
}
