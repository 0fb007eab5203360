package cache

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync"
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

	mu    sync.Mutex
	asked map[Key]struct{}
	fresh *writer // nil until something is put, and after that has failed
	given bool    // something was put
}

// storeForm is raised when the form of the files changes.
const storeForm = "xiangwei store 1"

// segment is one file: values one after the other, an index of them, and where that begins.
type segment struct {
	data  string
	index map[Key]span
}

type span struct{ start, end int }

// checksum is that of a file. It guards against damage, not against forgery, and must not cost more than reading.
func checksum() hash.Hash32 { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

const footSize = 8 + 4

// OpenStore opens the store of a name. One that is not there or not whole is empty.
func (f Folder) OpenStore(name string) *Store {
	s := &Store{folder: f, name: name, asked: map[Key]struct{}{}}
	for i := range s.old {
		s.old[i] = f.segment(s.file(i))
	}
	return s
}

func (s *Store) file(i int) string { return s.name + [...]string{"", "-new"}[i] }

func (f Folder) segment(name string) segment {
	raw, err := os.ReadFile(filepath.Join(f.dir, name))
	if err != nil || len(raw) < footSize {
		return segment{}
	}
	body, foot := raw[:len(raw)-footSize], raw[len(raw)-footSize:]
	sum := checksum()
	sum.Write(raw[:len(raw)-4])
	at := binary.LittleEndian.Uint64(foot)
	if sum.Sum32() != binary.LittleEndian.Uint32(foot[8:]) || at > uint64(len(body)) {
		return segment{}
	}
	data := unsafe.String(unsafe.SliceData(body), len(body)) // nobody holds the bytes but through this string
	d := NewDecoder(data[at:])
	if d.String() != storeForm {
		return segment{}
	}
	n := d.Count()
	index := make(map[Key]span, n)
	start := 0
	for range n {
		key := Key([]byte(d.Fixed(len(Key{}))))
		end := start + int(min(d.uint(), at))
		if end < start || uint64(end) > at {
			return segment{}
		}
		index[key] = span{start, end}
		start = end
	}
	if d.Failed() {
		return segment{}
	}
	return segment{data, index}
}

// Get returns the value of a key.
func (s *Store) Get(key Key) (string, bool) {
	if s == nil {
		return "", false
	}
	for i := range s.old {
		if at, ok := s.old[i].index[key]; ok {
			s.mu.Lock()
			s.asked[key] = struct{}{}
			s.mu.Unlock()
			return s.old[i].data[at.start:at.end], true
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
	if !s.given {
		s.given = true
		s.fresh = s.folder.writer(s.name)
	}
	if s.fresh != nil {
		s.fresh.add(key, value)
	}
}

// smallShare is how much of the large file the small one may reach before both are made one.
const smallShare = 4

// Save makes what was put last. It must be called once, when nothing is asked for or put any more.
func (s *Store) Save() {
	if s == nil || s.fresh == nil {
		return
	}
	large, small := &s.old[0], &s.old[1]
	if size := s.fresh.size + len(small.data); size*smallShare < len(large.data) {
		s.keep(small)
		s.fresh.finish(s.file(1))
		return
	}
	s.keep(large)
	s.keep(small)
	if s.fresh.finish(s.file(0)) {
		s.folder.Drop(s.file(1))
	}
}

// Abandon gives up what was put.
func (s *Store) Abandon() {
	if s != nil && s.fresh != nil {
		s.fresh.drop()
		s.fresh = nil
	}
}

// keep takes over what was asked for of an old file.
func (s *Store) keep(g *segment) {
	for key, at := range g.index {
		if _, ok := s.asked[key]; ok {
			s.fresh.add(key, []byte(g.data[at.start:at.end]))
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
	var head Encoder
	head.String(storeForm)
	head.Int(int64(len(w.keys)))
	w.write(head.data)
	w.write(w.index.data)
	w.write(binary.LittleEndian.AppendUint64(nil, uint64(w.size)))
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
