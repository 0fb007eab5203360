package cache

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"unsafe"
)

// ErrDamaged says that something that was to be recalled cannot be read any more. What was made of a run is worth nothing
// then; the next one does without.
var ErrDamaged = errors.New("what was to be recalled is damaged")

// markSize is the length of the checksum after each value of a sparse store.
const markSize = 4

// sealed returns a value with its checksum.
func sealed(value []byte) []byte {
	out := make([]byte, 0, len(value)+markSize)
	return binary.LittleEndian.AppendUint32(append(out, value...), crc32.Checksum(value, castagnoli()))
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// valueAlone reads one value from the disk.
func (g *segment) valueAlone(at span) (string, bool) {
	n := at.end - at.start
	if n < markSize {
		return "", false
	}
	data := make([]byte, n)
	if _, err := g.disk.ReadAt(data, int64(at.start)); err != nil {
		return "", false
	}
	value := data[:n-markSize]
	if crc32.Checksum(value, castagnoli()) != binary.LittleEndian.Uint32(data[n-markSize:]) {
		return "", false
	}
	return unsafe.String(unsafe.SliceData(value), len(value)), true // nobody holds the bytes but through this string
}

// openDisk keeps the file open. Another run may replace it: the open one stays what the index says, but for an index that
// was read of the file before.
func (g *segment) openDisk() {
	f, err := os.Open(g.file)
	if err != nil {
		g.index = nil
		return
	}
	g.disk = f
}

// Has reports whether a value is there, which is then kept as if it had been asked for.
func (s *Store) Has(key Key) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.old {
		if _, ok := s.old[i].index[key]; ok {
			s.asked[key] = struct{}{}
			return true
		}
	}
	return false
}

// Lose says that a value that was there cannot be read.
func (s *Store) Lose() { s.damaged.Store(true) }

// Sound returns ErrDamaged where a value that is there could not be read. The files go, so that the next run does not meet
// them again.
func (s *Store) Sound() error {
	if s == nil || !s.damaged.Load() {
		return nil
	}
	s.Abandon()
	for i := range s.old {
		s.folder.Drop(s.file(i))
	}
	return ErrDamaged
}

// close closes the files of a sparse store: what is asked for from now on is not there.
func (s *Store) close() {
	for i := range s.old {
		if g := &s.old[i]; g.disk != nil {
			g.disk.Close()
			g.disk, g.index = nil, nil
		}
	}
}
