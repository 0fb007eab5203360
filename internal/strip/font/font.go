// Package font holds a bitmap font for LED strips: every character of GBK at 16×16 dots or 8×16, drawn by hand for that size.
//
// Outline fonts are made for hundreds of dots; scaled to 16 they blur or lose strokes, and a strip knows only on and off.
// The glyphs come from GNU Unifont under the SIL Open Font License (OFL.txt). glyphs.bin is made from unifont.hex by
// `go generate`; the package knows nothing of texts or screens.
package font

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

//go:generate go run ./generate -out glyphs.bin

// Height is the height of every glyph in dots.
const Height = 16

// Magic begins the unpacked data, so that another file is not taken for it.
const Magic = "XWFONT1\n"

//go:embed glyphs.bin
var packed []byte

//go:embed OFL.txt
var license string

// License returns the licence of the glyphs, which has to go wherever they go.
func License() string { return license }

// Glyph is a character's picture: one row of dots a number, the leftmost dot in the highest bit of 16.
type Glyph struct {
	Rows [Height]uint16
	Wide bool // 16 dots wide, else 8
}

// Width returns the width in dots.
func (g *Glyph) Width() int {
	if g.Wide {
		return 16
	}
	return 8
}

// Dot reports whether a dot is lit; x counts from the left and y from the top.
func (g *Glyph) Dot(x, y int) bool { return g.Rows[y]&(0x8000>>x) != 0 }

// Face is the font, ready for use. It is read-only.
type Face struct {
	runes  []rune // sorted
	glyphs []Glyph
}

// Load unpacks the font: 700 KB, a few milliseconds.
func Load() (*Face, error) { return Read(packed) }

var errData = errors.New("not the data of a font")

// Read unpacks a font from the form in which Write packs it.
func Read(data []byte) (*Face, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading font: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("reading font: %w", err)
	}
	raw, ok := bytes.CutPrefix(raw, []byte(Magic))
	count, n := binary.Uvarint(raw)
	// Every glyph takes 17 bytes or more.
	if !ok || n <= 0 || count > uint64(len(raw)/17) {
		return nil, fmt.Errorf("reading font: %w", errData)
	}
	f := &Face{make([]rune, count), make([]Glyph, count)}
	if !f.unpack(raw[n:]) {
		return nil, fmt.Errorf("reading font: %w", errData)
	}
	return f, nil
}

// unpack reads the characters, each as its distance from the one before and its width, and then their rows.
func (f *Face) unpack(raw []byte) bool {
	last := uint64(0)
	for i := range f.runes {
		step, n := binary.Uvarint(raw)
		if n <= 0 || step>>1 > 0x10FFFF || step>>1 == 0 {
			return false
		}
		last += step >> 1
		f.runes[i], f.glyphs[i].Wide = rune(last), step&1 != 0
		raw = raw[n:]
	}
	for i := range f.glyphs {
		g := &f.glyphs[i]
		size := g.Width() / 8
		if len(raw) < size*Height {
			return false
		}
		for y := range Height {
			if g.Wide {
				g.Rows[y] = binary.BigEndian.Uint16(raw[y*2:])
			} else {
				g.Rows[y] = uint16(raw[y]) << 8
			}
		}
		raw = raw[size*Height:]
	}
	return len(raw) == 0 && last <= 0x10FFFF
}

// Write packs a font. The characters must be sorted; the same font gives the same bytes.
func Write(w io.Writer, runes []rune, glyphs []Glyph) error {
	raw := binary.AppendUvarint([]byte(Magic), uint64(len(runes)))
	last := rune(0)
	for i, r := range runes {
		step := uint64(r-last) << 1
		if glyphs[i].Wide {
			step |= 1
		}
		raw, last = binary.AppendUvarint(raw, step), r
	}
	for _, g := range glyphs {
		for _, row := range g.Rows {
			if g.Wide {
				raw = binary.BigEndian.AppendUint16(raw, row)
			} else {
				raw = append(raw, byte(row>>8))
			}
		}
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("writing font: %w", err)
	}
	if _, err := z.Write(raw); err != nil {
		return fmt.Errorf("writing font: %w", err)
	}
	return z.Close()
}

// Glyph returns the picture of a character, and false where the font lacks it.
func (f *Face) Glyph(r rune) (*Glyph, bool) {
	i, ok := slices.BinarySearch(f.runes, r)
	if !ok {
		return nil, false
	}
	return &f.glyphs[i], true
}
