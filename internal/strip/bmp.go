package strip

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
)

// Windows bitmaps (BITMAPFILEHEADER and BITMAPINFOHEADER of the Win32 documentation) are the one form every card's
// software reads. They are written here since the libraries at hand know neither 1 nor 4 bits a pixel: cards for strips
// of one colour refuse anything else, or turn it grey.

const (
	fileHeader = 14
	infoHeader = 40
	dotsAMetre = 2835 // 72 dots an inch, what most programs write; cards do not look at it
)

// maxSide bounds what is encoded, so that no size overflows.
const maxSide = 1 << 20

var errBitmap = errors.New("a picture this format cannot hold")

// EncodeBMP writes a picture as an uncompressed Windows bitmap, bottom row first, without alpha: 1 bit a pixel for a
// palette of two colours, 4 bits for up to sixteen, and 24 bits where full is asked for.
func EncodeBMP(w io.Writer, m *image.Paletted, full bool) error {
	size := m.Bounds().Size()
	bits := bitsOf(len(m.Palette))
	if full {
		bits = 24
	}
	if size.X < 1 || size.Y < 1 || size.X > maxSide || size.Y > maxSide || bits == 0 {
		return fmt.Errorf("writing a bitmap of %d×%d pixels and %d colours: %w", size.X, size.Y, len(m.Palette), errBitmap)
	}
	colours := 0
	if !full {
		colours = len(m.Palette)
	}
	stride := (size.X*bits + 31) / 32 * 4
	start := fileHeader + infoHeader + 4*colours
	if start+stride*size.Y > 1<<31-1 {
		return fmt.Errorf("writing a bitmap of %d×%d pixels: %w", size.X, size.Y, errBitmap)
	}
	out := make([]byte, 0, start+stride*size.Y)
	out = appendHeaders(out, size, bits, colours, stride)
	if !full {
		for _, c := range m.Palette {
			r, g, b := rgb(c)
			out = append(out, b, g, r, 0)
		}
	}
	for y := size.Y - 1; y >= 0; y-- {
		line := m.Pix[y*m.Stride : y*m.Stride+size.X]
		row := len(out)
		out = append(out, make([]byte, stride)...)
		if full {
			fillTrue(out[row:], line, m.Palette)
		} else if err := fillIndexed(out[row:], line, bits, len(m.Palette)); err != nil {
			return err
		}
	}
	_, err := w.Write(out)
	return err
}

func bitsOf(colours int) int {
	switch {
	case colours == 2:
		return 1
	case colours > 2 && colours <= 16:
		return 4
	}
	return 0
}

func appendHeaders(out []byte, size image.Point, bits, colours, stride int) []byte {
	start := fileHeader + infoHeader + 4*colours
	le := binary.LittleEndian
	out = append(out, 'B', 'M')
	out = le.AppendUint32(out, uint32(start+stride*size.Y))
	out = le.AppendUint32(out, 0)
	out = le.AppendUint32(out, uint32(start))
	out = le.AppendUint32(out, infoHeader)
	out = le.AppendUint32(out, uint32(size.X))
	out = le.AppendUint32(out, uint32(size.Y))
	out = le.AppendUint16(out, 1) // planes
	out = le.AppendUint16(out, uint16(bits))
	out = le.AppendUint32(out, 0) // not compressed
	out = le.AppendUint32(out, uint32(stride*size.Y))
	out = le.AppendUint32(out, dotsAMetre)
	out = le.AppendUint32(out, dotsAMetre)
	out = le.AppendUint32(out, uint32(colours))
	return le.AppendUint32(out, uint32(colours))
}

// fillIndexed packs palette numbers, the leftmost pixel in the highest bits.
func fillIndexed(row, line []byte, bits, colours int) error {
	each := 8 / bits
	for x, p := range line {
		if int(p) >= colours {
			return fmt.Errorf("writing a bitmap: pixel of colour %d of %d: %w", p, colours, errBitmap)
		}
		row[x/each] |= p << (8 - bits*(x%each+1))
	}
	return nil
}

func fillTrue(row, line []byte, palette color.Palette) {
	for x, p := range line {
		r, g, b := rgb(palette[int(p)%len(palette)])
		row[3*x], row[3*x+1], row[3*x+2] = b, g, r
	}
}

func rgb(c color.Color) (r, g, b uint8) {
	r16, g16, b16, _ := c.RGBA()
	return uint8(r16 >> 8), uint8(g16 >> 8), uint8(b16 >> 8)
}

// encodePNG writes a picture as PNG: with its palette at 1 to 4 bits a pixel, or with 24 bits where full is asked for.
// Neither has an alpha channel.
func encodePNG(w io.Writer, m *image.Paletted, full bool) error {
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if !full {
		return e.Encode(w, m)
	}
	size := m.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			out.Set(x, y, m.Palette[m.Pix[y*m.Stride+x]])
		}
	}
	return e.Encode(w, out)
}
