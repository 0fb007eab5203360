package cache

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Key names a kept value by everything it depends on.
type Key [16]byte

// KeyOf returns the key of some parts.
func KeyOf(parts ...string) Key {
	var e Encoder
	for _, p := range parts {
		e.String(p)
	}
	sum := sha256.Sum256(e.data)
	return Key(sum[:16])
}

// Store keeps many values in two files: a large one that is rarely written, and a small one of what came after it. Values
// are found by their keys, which say all they depend on, so an entry is right or not asked for. What a run did not ask
// for goes when the large file is written anew. A store may be used from many goroutines.
type Store struct {
	folder Folder
	name   string
	old    [2]segment // large, small

	mu     sync.Mutex
	memory map[Key]string // of a store that has no files; else nil
	asked  map[Key]struct{}
	fresh  *writer // nil until something is put, and after that has failed
	given  bool    // something was put

	sparse  bool // values are read one by one
	damaged atomic.Bool
}

// storeForm is raised when the form of the files changes.
const storeForm = "xiangwei store 1"

// segment is one file: values one after the other, an index of them, and where that begins. The index is read at once,
// the values when the first is asked for: after a change that made all of them worthless, none is.
type segment struct {
	file  string
	disk  *os.File // of a sparse store: open, so that it is the same file to the end
	index map[Key]span
	size  int64  // of the values
	sum   uint32 // of the values
	once  sync.Once
	data  string // "" before it is asked for, and where it is damaged
}

type span struct{ start, end int }

// checksum is that of a file. It guards against damage, not against forgery, and must not cost more than reading.
func checksum() hash.Hash32 { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

// footSize is the length of the foot: where the index begins, the checksum of the values, and that of index and foot.
const footSize = 8 + 4 + 4

// OpenStore opens the store of a name. One that is not there or not whole is empty.
func (f Folder) OpenStore(name string) *Store {
	s := &Store{folder: f, name: name, asked: map[Key]struct{}{}}
	for i := range s.old {
		s.old[i].file = filepath.Join(f.dir, s.file(i))
		s.old[i].open()
	}
	return s
}

// OpenSparse is OpenStore for values of which a run asks for few: each is read by itself when it is asked for, and carries a
// checksum of its own. Has says whether there is one; that it is damaged shows when it is read. The store must be saved or
// abandoned.
func (f Folder) OpenSparse(name string) *Store {
	s := f.OpenStore(name)
	s.sparse = true
	for i := range s.old {
		if g := &s.old[i]; len(g.index) > 0 {
			g.openDisk()
		}
	}
	return s
}

// NewMemory returns a store for as long as the program runs. Save then only forgets what was not asked for since the last.
func NewMemory() *Store { return &Store{memory: map[Key]string{}, asked: map[Key]struct{}{}} }

func (s *Store) file(i int) string { return s.name + [...]string{"", "-new"}[i] }

// open reads the index; without a sound one the segment stays empty.
func (g *segment) open() {
	f, err := os.Open(g.file)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < footSize {
		return
	}
	foot := make([]byte, footSize)
	if _, err := f.ReadAt(foot, info.Size()-footSize); err != nil {
		return
	}
	at := binary.LittleEndian.Uint64(foot)
	if at > uint64(info.Size()-footSize) {
		return
	}
	tail := make([]byte, info.Size()-int64(at))
	if _, err := f.ReadAt(tail, int64(at)); err != nil {
		return
	}
	sum := checksum()
	sum.Write(tail[:len(tail)-4])
	if sum.Sum32() != binary.LittleEndian.Uint32(foot[12:]) {
		return
	}
	g.size, g.sum = int64(at), binary.LittleEndian.Uint32(foot[8:])
	g.index = readIndex(string(tail[:len(tail)-footSize]), at)
}

// readIndex returns nil for an index this program did not write.
func readIndex(data string, size uint64) map[Key]span {
	d := NewDecoder(data)
	if d.String() != storeForm {
		return nil
	}
	n := d.Count()
	index := make(map[Key]span, n)
	start := 0
	for range n {
		raw := d.Fixed(len(Key{}))
		if d.Failed() {
			return nil
		}
		key := Key([]byte(raw))
		end := start + int(min(d.uint(), size))
		if uint64(end) > size {
			return nil
		}
		index[key] = span{start, end}
		start = end
	}
	if d.Failed() {
		return nil
	}
	return index
}

// value returns a value of the index, and false where the file is damaged.
func (g *segment) value(at span) (string, bool) {
	if g.disk != nil {
		return g.valueAlone(at)
	}
	g.once.Do(g.read)
	if at.end > len(g.data) {
		return "", false
	}
	return g.data[at.start:at.end], true
}

func (g *segment) read() {
	f, err := os.Open(g.file)
	if err != nil {
		return
	}
	defer f.Close()
	data := make([]byte, g.size)
	if _, err := io.ReadFull(f, data); err != nil {
		return
	}
	sum := checksum()
	sum.Write(data)
	if sum.Sum32() == g.sum {
		g.data = unsafe.String(unsafe.SliceData(data), len(data)) // nobody holds the bytes but through this string
	}
}

// Get returns the value of a key.
func (s *Store) Get(key Key) (string, bool) {
	if s == nil {
		return "", false
	}
	if s.memory != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		value, ok := s.memory[key]
		s.asked[key] = struct{}{}
		return value, ok
	}
	for i := range s.old {
		if at, ok := s.old[i].index[key]; ok {
			value, sound := s.old[i].value(at)
			if !sound {
				s.damaged.Store(true)
				continue
			}
			s.mu.Lock()
			s.asked[key] = struct{}{}
			s.mu.Unlock()
			return value, true
		}
	}
	return "", false
}

// Put keeps a value. It goes to a file at once, since all of them together may be larger than what a run should hold.
func (s *Store) Put(key Key, value []byte) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.memory != nil {
		s.memory[key], s.asked[key] = string(value), struct{}{}
		return
	}
	if !s.given {
		s.given = true
		s.fresh = s.folder.writer(s.name)
	}
	if s.fresh != nil && s.sparse {
		s.fresh.add(key, sealed(value))
	} else if s.fresh != nil {
		s.fresh.add(key, value)
	}
}

// smallShare is how much of the large file the small one may reach before both are made one.
const smallShare = 4

// Save makes what was put last. It must be called once, when nothing is asked for or put any more.
func (s *Store) Save() {
	if s != nil && s.memory != nil {
		maps.DeleteFunc(s.memory, func(k Key, _ string) bool { _, ok := s.asked[k]; return !ok })
		clear(s.asked)
		return
	}
	if s == nil {
		return
	}
	defer s.close()
	if s.fresh == nil {
		return
	}
	large, small := &s.old[0], &s.old[1]
	if size := int64(s.fresh.size) + small.size; size*smallShare < large.size {
		s.keep(small)
		s.close()
		s.fresh.finish(s.file(1))
		return
	}
	s.keep(large)
	s.keep(small)
	s.close() // some systems replace no file that is open
	if s.fresh.finish(s.file(0)) {
		s.folder.Drop(s.file(1))
	}
}

// Abandon gives up what was put.
func (s *Store) Abandon() {
	if s != nil {
		s.close()
	}
	if s != nil && s.fresh != nil {
		s.fresh.drop()
		s.fresh = nil
	}
}

// keep takes over what was asked for of an old file.
func (s *Store) keep(g *segment) {
	for key, at := range g.index {
		if _, ok := s.asked[key]; !ok {
			continue
		}
		if value, sound := g.value(at); sound && s.sparse {
			s.fresh.add(key, sealed([]byte(value)))
		} else if sound {
			s.fresh.add(key, []byte(value))
		}
	}
}

// writer writes a segment under a temporary name.
type writer struct {
	folder Folder
	file   *os.File
	out    *bufio.Writer
	sum    hash.Hash32
	size   int
	keys   map[Key]struct{}
	index  Encoder
	err    error
}

// bufferSize is how much is written at a time: Put is called for some kilobytes.
const bufferSize = 256 << 10

func (f Folder) writer(name string) *writer {
	if f.prepare() != nil {
		return nil
	}
	file, err := os.CreateTemp(f.dir, name+".*"+tempSuffix)
	if err != nil {
		return nil
	}
	return &writer{folder: f, file: file, out: bufio.NewWriterSize(file, bufferSize), sum: checksum(), keys: map[Key]struct{}{}}
}

func (w *writer) write(data []byte) {
	if w.err != nil {
		return
	}
	w.sum.Write(data)
	_, w.err = w.out.Write(data)
}

func (w *writer) add(key Key, value []byte) {
	if _, ok := w.keys[key]; ok {
		return
	}
	w.keys[key] = struct{}{}
	w.write(value)
	w.size += len(value)
	w.index.Fixed(key[:])
	w.index.data = binary.AppendUvarint(w.index.data, uint64(len(value)))
}

// finish closes the file and gives it its name.
func (w *writer) finish(name string) bool {
	values := w.sum.Sum32()
	w.sum = checksum()
	var head Encoder
	head.String(storeForm)
	head.Int(int64(len(w.keys)))
	w.write(head.data)
	w.write(w.index.data)
	w.write(binary.LittleEndian.AppendUint64(nil, uint64(w.size)))
	w.write(binary.LittleEndian.AppendUint32(nil, values))
	w.write(binary.LittleEndian.AppendUint32(nil, w.sum.Sum32()))
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if err := w.file.Close(); w.err == nil {
		w.err = err
	}
	if w.err == nil {
		w.err = os.Rename(w.file.Name(), filepath.Join(w.folder.dir, name))
	}
	if w.err != nil {
		os.Remove(w.file.Name())
	}
	return w.err == nil
}

func (w *writer) drop() {
	w.file.Close()
	os.Remove(w.file.Name())
}
