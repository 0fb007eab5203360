package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"unsafe"
)

// Encoder writes values one after the other, without names or types: the reader must ask for the same in the same order.
// Strings carry their length, so that no two sequences of values have the same bytes.
type Encoder struct {
	data   []byte
	failed bool
}

// Reset makes the encoder empty and keeps its room.
func (e *Encoder) Reset() { e.data, e.failed = e.data[:0], false }

// Failed reports whether a value could not be written, as one in an interface of a type the codec was not told of.
func (e *Encoder) Failed() bool { return e.failed }

// Fail says that a value cannot be written.
func (e *Encoder) Fail() { e.failed = true }

// Bytes returns what was written.
func (e *Encoder) Bytes() []byte { return e.data }

// Take returns what was written, and makes the encoder empty: it gives its room away and nothing is copied.
func (e *Encoder) Take() string {
	s := unsafe.String(unsafe.SliceData(e.data), len(e.data))
	e.data = nil
	return s
}

// Grow makes room for n bytes more: what is large is then not moved while it is written.
func (e *Encoder) Grow(n int) { e.data = slices.Grow(e.data, n) }

// Sum returns the SHA-256 of what was written, in hexadecimal digits.
func (e *Encoder) Sum() string {
	sum := sha256.Sum256(e.data)
	return hex.EncodeToString(sum[:])
}

// Short returns a short name of what was written: the first bytes of its SHA-256.
func (e *Encoder) Short() string {
	sum := sha256.Sum256(e.data)
	return string(sum[:len(Key{})])
}

// String writes a string.
func (e *Encoder) String(s string) {
	e.data = binary.AppendUvarint(e.data, uint64(len(s)))
	e.data = append(e.data, s...)
}

// Int writes a whole number.
func (e *Encoder) Int(n int64) { e.data = binary.AppendVarint(e.data, n) }

// Bool writes a boolean.
func (e *Encoder) Bool(b bool) {
	if b {
		e.data = append(e.data, 1)
	} else {
		e.data = append(e.data, 0)
	}
}

// Fixed writes bytes whose number the reader knows.
func (e *Encoder) Fixed(b []byte) { e.data = append(e.data, b...) }

func (e *Encoder) identity(i identity) {
	e.Int(int64(i.mode))
	for _, n := range [...]int64{i.size, i.modified, i.changed, int64(i.inode), int64(i.device)} {
		e.Int(n)
	}
}

// Decoder reads what an Encoder wrote. After the first value that is not there, Failed is true and all values are zero:
// callers ask once, at the end.
type Decoder struct {
	rest   string
	failed bool
}

// NewDecoder reads from data, which must not be changed afterwards: strings that are read are parts of it.
func NewDecoder(data string) *Decoder { return &Decoder{rest: data} }

// Failed reports whether something was asked for that is not there.
func (d *Decoder) Failed() bool { return d.failed }

// Rest returns how many bytes are left.
func (d *Decoder) Rest() int { return len(d.rest) }

// Int reads a whole number.
func (d *Decoder) Int() int64 {
	u := d.uint()
	n := int64(u >> 1)
	if u&1 != 0 {
		n = ^n
	}
	return n
}

func (d *Decoder) uint() uint64 {
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		c := d.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.fail()
	return 0
}

// Count reads how many values follow, each of at least one byte: a damaged number never asks for more memory than there
// is data.
func (d *Decoder) Count() int {
	n := d.Int()
	if n < 0 || n > int64(len(d.rest)) {
		d.fail()
		return 0
	}
	return int(n)
}

// String reads a string.
func (d *Decoder) String() string {
	n := d.uint()
	if n > uint64(len(d.rest)) {
		d.fail()
		return ""
	}
	return d.take(int(n))
}

// Fixed reads n bytes.
func (d *Decoder) Fixed(n int) string {
	if n > len(d.rest) {
		d.fail()
		return ""
	}
	return d.take(n)
}

// Bool reads a boolean.
func (d *Decoder) Bool() bool { return d.Fixed(1) == "\x01" }

func (d *Decoder) take(n int) string {
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *Decoder) fail() { d.failed, d.rest = true, "" }

func (d *Decoder) identity() identity {
	i := identity{mode: fileMode(d.Int())}
	i.size, i.modified, i.changed = d.Int(), d.Int(), d.Int()
	i.inode, i.device = uint64(d.Int()), uint64(d.Int())
	return i
}
