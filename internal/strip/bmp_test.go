package strip

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// bitmap is a Windows bitmap as another reader of the format sees it.
type bitmap struct {
	w, h, bits, colours int
	pixels              []color.RGBA // top row first
}

// readBMP reads a bitmap by the documentation of its headers, apart from the code that writes them.
func readBMP(t testing.TB, data []byte) bitmap {
	t.Helper()
	le := binary.LittleEndian
	if len(data) < 54 || string(data[:2]) != "BM" || int(le.Uint32(data[2:])) != len(data) {
		t.Fatalf("not a bitmap of %d bytes: % X", len(data), data[:min(len(data), 16)])
	}
	start := int(le.Uint32(data[10:]))
	b := bitmap{
		w: int(int32(le.Uint32(data[18:]))), h: int(int32(le.Uint32(data[22:]))),
		bits: int(le.Uint16(data[28:])), colours: int(le.Uint32(data[46:])),
	}
	if le.Uint32(data[14:]) != 40 || le.Uint16(data[26:]) != 1 || le.Uint32(data[30:]) != 0 {
		t.Fatalf("other headers than those of an uncompressed bitmap: % X", data[14:54])
	}
	palette := data[54:start]
	if len(palette) != 4*b.colours {
		t.Fatalf("palette of %d bytes for %d colours", len(palette), b.colours)
	}
	stride := (b.w*b.bits + 31) / 32 * 4
	if int(le.Uint32(data[34:])) != stride*b.h || len(data) != start+stride*b.h {
		t.Fatalf("%d bytes of pixels, want %d", len(data)-start, stride*b.h)
	}
	for y := range b.h {
		row := data[start+(b.h-1-y)*stride:]
		for x := range b.w {
			var p []byte
			if b.bits == 24 {
				p = row[3*x:]
			} else {
				i := int(row[x*b.bits/8]>>(8-b.bits-x*b.bits%8)) & (1<<b.bits - 1)
				p = palette[4*i:]
			}
			b.pixels = append(b.pixels, color.RGBA{p[2], p[1], p[0], 255})
		}
	}
	return b
}

func picture(w, h int, p color.Palette, at func(x, y int) uint8) *image.Paletted {
	m := image.NewPaletted(image.Rect(0, 0, w, h), p)
	for y := range h {
		for x := range w {
			m.SetColorIndex(x, y, at(x, y))
		}
	}
	return m
}

func TestEncodeBMP(t *testing.T) {
	tests := []struct {
		name       string
		w, h, bits int
		palette    color.Palette
		full       bool
		colours    int
	}{
		{"one colour, rows end on a word", 320, 16, 1, color.Palette{black, red}, false, 2},
		{"one colour, rows are filled up", 33, 3, 1, color.Palette{black, red}, false, 2},
		{"one pixel", 1, 1, 1, color.Palette{black, red}, false, 2},
		{"four colours", 320, 32, 4, color.Palette{black, red, green, yellow}, false, 4},
		{"four colours, odd width", 7, 5, 4, color.Palette{black, red, green, yellow}, false, 4},
		{"24 bits", 352, 80, 24, color.Palette{black, amber, red}, true, 0},
		{"24 bits, rows are filled up", 5, 2, 24, color.Palette{black, amber, red}, true, 0},
	}
	for _, tt := range tests {
		m := picture(tt.w, tt.h, tt.palette, func(x, y int) uint8 { return uint8((x*7 + y*3 + x*y) % len(tt.palette)) })
		var b bytes.Buffer
		if err := EncodeBMP(&b, m, tt.full); err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := readBMP(t, b.Bytes())
		if got.w != tt.w || got.h != tt.h || got.bits != tt.bits || got.colours != tt.colours {
			t.Errorf("%s: %d×%d, %d bits, %d colours", tt.name, got.w, got.h, got.bits, got.colours)
		}
		for i, p := range got.pixels {
			if want := color.RGBAModel.Convert(m.At(i%tt.w, i/tt.w)); p != want {
				t.Fatalf("%s: pixel %d,%d is %v, want %v", tt.name, i%tt.w, i/tt.w, p, want)
			}
		}
	}
}

func TestEncodeBMPExactBytes(t *testing.T) {
	m := picture(9, 2, color.Palette{black, red}, func(x, y int) uint8 { return uint8((x + y) % 2) })
	var b bytes.Buffer
	if err := EncodeBMP(&b, m, false); err != nil {
		t.Fatal(err)
	}
	want := "BM\x46\x00\x00\x00\x00\x00\x00\x00\x3e\x00\x00\x00" +
		"\x28\x00\x00\x00\x09\x00\x00\x00\x02\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x08\x00\x00\x00\x13\x0b\x00\x00\x13\x0b\x00\x00\x02\x00\x00\x00\x02\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\xff\x00" +
		"\xaa\x80\x00\x00" + "\x55\x00\x00\x00"
	if b.String() != want {
		t.Errorf("% X, want % X", b.String(), want)
	}
}

func TestEncodeBMPRefuses(t *testing.T) {
	two := color.Palette{black, red}
	seventeen := make(color.Palette, 17)
	for i := range seventeen {
		seventeen[i] = black
	}
	stray := image.NewPaletted(image.Rect(0, 0, 2, 1), two)
	stray.Pix[1] = 2
	for name, m := range map[string]*image.Paletted{
		"nothing":                  image.NewPaletted(image.Rectangle{}, two),
		"one colour":               image.NewPaletted(image.Rect(0, 0, 1, 1), two[:1]),
		"seventeen colours":        image.NewPaletted(image.Rect(0, 0, 1, 1), seventeen),
		"a pixel of no colour":     stray,
		"more rows than are sound": {Rect: image.Rect(0, 0, 1, maxSide+1), Stride: 0, Palette: two, Pix: []byte{0}},
	} {
		if err := EncodeBMP(&bytes.Buffer{}, m, false); !errors.Is(err, errBitmap) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEncodePNG(t *testing.T) {
	for name, tt := range map[string]struct {
		palette color.Palette
		full    bool
		depth   byte // bits a sample, byte 24 of the file
		kind    byte // 3 with palette, 2 true colour without alpha
	}{
		"one colour":   {color.Palette{black, red}, false, 1, 3},
		"four colours": {color.Palette{black, red, green, yellow}, false, 2, 3},
		"true colour":  {color.Palette{black, amber, red}, true, 8, 2},
	} {
		m := picture(20, 4, tt.palette, func(x, y int) uint8 { return uint8((x + y) % len(tt.palette)) })
		var b bytes.Buffer
		if err := encodePNG(&b, m, tt.full); err != nil {
			t.Fatal(err)
		}
		if head := b.Bytes(); head[24] != tt.depth || head[25] != tt.kind {
			t.Errorf("%s: %d bits, colour type %d", name, head[24], head[25])
		}
		back, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		for y := range 4 {
			for x := range 20 {
				if color.RGBAModel.Convert(back.At(x, y)) != color.RGBAModel.Convert(m.At(x, y)) {
					t.Fatalf("%s: pixel %d,%d differs", name, x, y)
				}
			}
		}
	}
}

// Whatever is encoded reads back pixel by pixel.
func FuzzEncodeBMP(f *testing.F) {
	f.Add(uint16(320), uint16(16), uint8(2), false, []byte("\x00\x01\x01"))
	f.Add(uint16(7), uint16(3), uint8(4), false, []byte("\x03\x02\x01\x00"))
	f.Add(uint16(5), uint16(2), uint8(3), true, []byte("\x02"))
	f.Fuzz(func(t *testing.T, w, h uint16, colours uint8, full bool, dots []byte) {
		if len(dots) == 0 {
			dots = []byte{0}
		}
		size := image.Pt(int(w)%400, int(h)%100)
		palette := color.Palette{black, red, green, yellow, amber}[:1+colours%5]
		m := picture(size.X, size.Y, palette, func(x, y int) uint8 { return dots[(x+y*size.X)%len(dots)] % uint8(len(palette)) })
		var b bytes.Buffer
		if err := EncodeBMP(&b, m, full); err != nil {
			if size.X > 0 && size.Y > 0 && len(palette) > 1 {
				t.Fatal(err)
			}
			return
		}
		for i, p := range readBMP(t, b.Bytes()).pixels {
			if p != color.RGBAModel.Convert(m.At(i%size.X, i/size.X)) {
				t.Fatalf("pixel %d is %v", i, p)
			}
		}
	})
}
