package cache

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

func fileMode(n int64) fs.FileMode { return fs.FileMode(n) }

// Recorder is a file tree that notes everything that is read from it: bytes of files, lists of folders, what is said of
// a file, and what was looked for and is not there. It may be used from many goroutines.
type Recorder struct {
	files  fs.FS
	moment int64
	before map[string]known // files of an earlier trace whose times were believed
	trace  *Trace           // that trace; nil for none

	mu   sync.Mutex
	seen map[string]*input
	torn bool // something was read twice and differed
}

// NewRecorder returns a recorder of the files below a folder of the disk. What an earlier trace knows of them need not be
// found out again; it may be nil.
func NewRecorder(files fs.FS, f Folder, earlier *Trace) *Recorder {
	return NewRecorderAt(files, f.moment(), earlier)
}

// NewRecorderAt is NewRecorder where nothing may be written to learn the time of the file system: the moment is the
// clock's, in nanoseconds since 1970.
func NewRecorderAt(files fs.FS, moment int64, earlier *Trace) *Recorder {
	r := &Recorder{files: files, moment: moment, before: map[string]known{}, seen: map[string]*input{}}
	if earlier == nil || r.moment == 0 {
		return r
	}
	r.trace = earlier
	for i, name := range earlier.names {
		if in := earlier.inputs[i]; in.read && in.is.settledBefore(earlier.moment) {
			r.before[name] = known{in, earlier.fresh != nil && earlier.fresh[i]}
		}
	}
	return r
}

// known is what an earlier trace knows of a file; fresh: this run has found that it still is so.
type known struct {
	input
	fresh bool
}

// Known returns the SHA-256 of a file's bytes without reading it, where that is certain. The file counts as read.
func (r *Recorder) Known(name string) (sum [sha256.Size]byte, ok bool) {
	was, ok := r.before[name]
	if !ok {
		return sum, false
	}
	if !was.fresh {
		info, err := fs.Stat(r.files, name)
		if err != nil || identityOf(info) != was.is {
			return sum, false
		}
	}
	r.note(name, was.input)
	return was.sum, true
}

// Unchanged reports whether everything that the earlier run read is what it was, but for the files that are left out. All
// of it then counts as read: who concludes from it that something need not be done depends on it.
func (r *Recorder) Unchanged(but func(name string) bool) bool {
	t := r.trace
	if t == nil {
		return false
	}
	fresh := func(i int) bool { return t.fresh != nil && t.fresh[i] }
	for i, name := range t.names {
		if !fresh(i) && !but(name) && !r.sameLink(name, &t.inputs[i]) && !t.inputs[i].holds(r, name) {
			return false
		}
	}
	for i, name := range t.names {
		if fresh(i) && !but(name) {
			r.note(name, t.inputs[i])
		}
	}
	return true
}

// sameLink reports whether what was asked about is an entry of a list, and still what it was.
func (r *Recorder) sameLink(name string, was *input) bool {
	disk, ok := r.files.(Disk)
	link, marked := strings.CutSuffix(name, linkMark)
	if !ok || !marked {
		return false
	}
	info, err := disk.Lstat(link)
	if err != nil || identityOf(info) != was.is {
		return false
	}
	r.note(name, *was)
	return true
}

// Sum names everything that has been read so far.
func (r *Recorder) Sum() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var e Encoder
	for _, name := range slices.Sorted(maps.Keys(r.seen)) {
		in := r.seen[name]
		e.String(name)
		e.Bool(in.missing)
		if in.told && !in.is.mode.IsDir() {
			e.identity(in.is)
		}
		e.Fixed(in.sum[:])
	}
	return e.Sum()
}

// input is what was found out about one path.
type input struct {
	missing bool
	read    bool // its bytes count
	listed  bool // the names in it count
	told    bool // its size and times count, beyond what it holds
	is      identity
	sum     [sha256.Size]byte // of the bytes, or of the list
}

// note adds what was found out. Whatever differs from what was found before makes the whole trace worthless.
func (r *Recorder) note(name string, now input) {
	r.mu.Lock()
	defer r.mu.Unlock()
	old, ok := r.seen[name]
	if !ok {
		r.seen[name] = &now
		return
	}
	if old.missing != now.missing || old.is != now.is && !old.is.mode.IsDir() || (old.read || old.listed) && (now.read || now.listed) && old.sum != now.sum {
		r.torn = true
	}
	if now.read || now.listed {
		old.sum = now.sum
	}
	old.read, old.listed, old.told = old.read || now.read, old.listed || now.listed, old.told || now.told
}

func (r *Recorder) failed(name string, err error) error {
	if err != nil && gone(err) {
		r.note(name, input{missing: true})
	} else if err != nil {
		r.mu.Lock()
		r.torn = true // what cannot be read today may be tomorrow
		r.mu.Unlock()
	}
	return err
}

// Open opens a file or folder. A file is read at once: whoever opens one reads it.
func (r *Recorder) Open(name string) (fs.File, error) {
	f, err := r.files.Open(name)
	if err != nil {
		return nil, r.failed(name, err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, r.failed(name, err)
	}
	if info.IsDir() {
		f.Close()
		list, err := r.ReadDir(name)
		return &openFile{info: info, list: list}, err
	}
	defer f.Close()
	data, _, err := r.readAll(name, f, info)
	if err != nil {
		return nil, err
	}
	return &openFile{info: info, Reader: bytes.NewReader(data)}, nil
}

// ReadFile returns the bytes of a file.
func (r *Recorder) ReadFile(name string) ([]byte, error) {
	data, _, err := r.ReadSum(name)
	return data, err
}

// ReadSum returns the bytes of a file and their SHA-256.
func (r *Recorder) ReadSum(name string) (data []byte, sum [sha256.Size]byte, err error) {
	if disk, ok := r.files.(Disk); ok {
		if data, is, ok := disk.read(name); ok {
			sum = sha256.Sum256(data)
			r.note(name, input{read: true, is: is, sum: sum})
			return data, sum, nil
		}
	}
	f, err := r.files.Open(name)
	if err != nil {
		return nil, sum, r.failed(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, sum, r.failed(name, err)
	}
	return r.readAll(name, f, info)
}

// readAll reads an open file. What the system says of it is asked before: should it change meanwhile, that shows later.
func (r *Recorder) readAll(name string, f fs.File, info fs.FileInfo) (data []byte, sum [sha256.Size]byte, err error) {
	data = make([]byte, 0, max(512, info.Size()+1))
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, sum, r.failed(name, err)
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
	sum = sha256.Sum256(data)
	r.note(name, input{read: true, is: identityOf(info), sum: sum})
	return data, sum, nil
}

// ReadDir lists a folder.
func (r *Recorder) ReadDir(name string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(r.files, name)
	if err != nil {
		return nil, r.failed(name, err)
	}
	list, err := fs.ReadDir(r.files, name)
	if err != nil {
		return list, r.failed(name, err)
	}
	r.note(name, input{listed: true, is: identityOf(info), sum: sumOf(list)})
	out := make([]fs.DirEntry, len(list))
	for i, e := range list {
		out[i] = entry{e, r, path.Join(name, e.Name())}
	}
	return out, nil
}

// Stat says what the system knows of a file.
func (r *Recorder) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(r.files, name)
	if err != nil {
		return nil, r.failed(name, err)
	}
	r.note(name, input{told: true, is: identityOf(info)})
	return info, nil
}

// sumOf names the names and types of a folder's entries.
func sumOf(list []fs.DirEntry) [sha256.Size]byte {
	var e Encoder
	for _, d := range list {
		e.String(d.Name())
		e.Int(int64(d.Type()))
	}
	return sha256.Sum256(e.data)
}

// entry is an entry of a list that notes when more than its name is asked for.
type entry struct {
	fs.DirEntry
	recorder *Recorder
	name     string
}

// Info says what the system knows of the entry. A link itself is not what counts: the file it leads to is read.
func (e entry) Info() (fs.FileInfo, error) {
	info, err := e.DirEntry.Info()
	if err != nil {
		return info, e.recorder.failed(e.name, err)
	}
	e.recorder.note(e.name+linkMark, input{told: true, is: identityOf(info)})
	return info, nil
}

// linkMark stands after names of which the link itself, and not what it leads to, was asked about. No path holds it.
const linkMark = "\x00"

// openFile is a file that was read, or a folder that was listed.
type openFile struct {
	*bytes.Reader
	info fs.FileInfo
	list []fs.DirEntry
	at   int
}

// Stat returns what the system said when the file was opened.
func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close does nothing.
func (f *openFile) Close() error { return nil }

// Read reads on; a folder has nothing to read.
func (f *openFile) Read(b []byte) (int, error) {
	if f.Reader == nil {
		return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errors.New("is a directory")}
	}
	return f.Reader.Read(b)
}

// ReadDir lists the folder.
func (f *openFile) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.list[f.at:]
	if n <= 0 {
		f.at = len(f.list)
		return rest, nil
	}
	if len(rest) == 0 {
		return nil, io.EOF
	}
	rest = rest[:min(n, len(rest))]
	f.at += len(rest)
	return rest, nil
}
