package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"xiangwei/internal/picture"
)

const secret = "GPSLatitude-SECRET"

// scene is a picture whose corners differ: red above left, green above right, blue below left, white below right.
func scene(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{255, 255, 255, 255}
			switch {
			case x < w/2 && y < h/2:
				c = color.NRGBA{255, 0, 0, 255}
			case y < h/2:
				c = color.NRGBA{0, 255, 0, 255}
			case x < w/2:
				c = color.NRGBA{0, 0, 255, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

// tiff makes Exif data with an orientation and a secret behind it.
func tiff(orientation int) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	b = append(b, byte(orientation), 0, 0, 0, 0, 0, 0)
	return append(b, secret...)
}

func segment(marker byte, body string) []byte {
	out := []byte{0xFF, marker}
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(out, body...)
}

// profile is a colour profile as far as its head matters here.
var profile = strings.Repeat("p", 16) + "RGB " + strings.Repeat("q", 100)

func photo(t testing.TB, w, h, orientation int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(w, h), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	var head []byte
	for _, s := range [][]byte{
		segment(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01"+"\x01\x02\x03"), segment(0xE0, "JFXX\x00"+secret),
		segment(0xE1, "Exif\x00\x00"+string(tiff(orientation))), segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00<x>"+secret),
		segment(0xE2, "ICC_PROFILE\x00\x01\x01"+profile), segment(0xE2, "MPF\x00"+secret), segment(0xED, "Photoshop 3.0\x00"+secret), segment(0xFE, secret),
	} {
		head = append(head, s...)
	}
	data := append(append(b.Bytes()[:2:2], head...), b.Bytes()[2:]...)
	return append(data, "\xFF\xD8"+secret...)
}

func chunk(name, body string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

func drawn(t testing.TB, w, h, orientation int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, scene(w, h)); err != nil {
		t.Fatal(err)
	}
	data := append([]byte(nil), b.Bytes()[:33]...)
	for _, c := range [][]byte{chunk("tEXt", "Author\x00"+secret), chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret),
		chunk("zTXt", "Comment\x00\x00"+secret), chunk("tIME", "\x07\xE9\x01\x01\x01\x01\x01"), chunk("eXIf", string(tiff(orientation))), chunk("prVt", secret)} {
		data = append(data, c...)
	}
	return append(append(data, b.Bytes()[33:]...), secret...)
}

// webp is a lossless picture of one pixel in an extended container with Exif and XMP.
func webp() []byte {
	vp8l := "\x2f\x00\x00\x00\x00\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01\x00"
	var body []byte
	for _, c := range [][2]string{{"VP8X", "\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00"}, {"VP8L", vp8l}, {"EXIF", string(tiff(1))}, {"XMP ", secret + "x"}} {
		body = append(body, c[0]...)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(c[1])))
		body = append(body, c[1]...)
		if len(c[1])%2 == 1 {
			body = append(body, 0)
		}
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(out, "WEBP"...), body...)
}

func moving(t testing.TB) []byte {
	t.Helper()
	frame := image.NewPaletted(image.Rect(0, 0, 800, 4), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	comment := "\x21\xFE" + string(rune(len(secret))) + secret + "\x00"
	xmp := "\x21\xFF\x0BXMP DataXMP" + string(rune(len(secret))) + secret + "\x00"
	data := b.Bytes()
	return append(append(append([]byte(nil), data[:len(data)-1]...), comment+xmp...), ';')
}

var options = picture.Options{Largest: 1000, Widths: []int{200, 500}, Quality: 82}

func TestNothingPrivateIsLeft(t *testing.T) {
	for name, data := range map[string][]byte{
		"photograph": photo(t, 300, 200, 1), "photograph on its side": photo(t, 300, 200, 6), "large photograph": photo(t, 2000, 100, 1),
		"drawing": drawn(t, 300, 200, 1), "drawing on its side": drawn(t, 300, 200, 8), "webp": webp(), "animation": moving(t),
	} {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(data, []byte(secret)) {
				t.Fatal("the picture holds no secret to begin with")
			}
			r, err := picture.Process(data, options)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range append(r.Smaller, r.Main) {
				for _, trace := range []string{"SECRET", "Exif", "eXIf", "EXIF", "XMP", "Photoshop", "tIME", "MPF"} {
					if bytes.Contains(v.Data, []byte(trace)) {
						t.Errorf("a variant of %d pixels holds %s", v.Width, trace)
					}
				}
				if c, _, err := image.DecodeConfig(bytes.NewReader(v.Data)); err != nil || c.Width != v.Width || c.Height != v.Height {
					t.Errorf("a variant said to be %d×%d is %d×%d: %v", v.Width, v.Height, c.Width, c.Height, err)
				}
			}
		})
	}
}

func TestPixelsStayWhereNothingIsTurned(t *testing.T) {
	data := photo(t, 160, 120, 1)
	r, err := picture.Process(data, options)
	if err != nil || len(r.Smaller) != 0 {
		t.Fatal(err, len(r.Smaller))
	}
	before, _ := jpeg.Decode(bytes.NewReader(data))
	after, err := jpeg.Decode(bytes.NewReader(r.Main.Data))
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(before.(*image.YCbCr).Y) != fmt.Sprint(after.(*image.YCbCr).Y) {
		t.Error("the picture was encoded again")
	}
	if !bytes.Contains(r.Main.Data, []byte(profile)) {
		t.Error("the colour profile is lost")
	}
}

func TestPicturesStandUpright(t *testing.T) {
	// Where the corners of the scene are after turning: above left, above right, below left.
	red, green, blue, white := "red", "green", "blue", "white"
	for orientation, want := range map[int][3]string{
		1: {red, green, blue}, 2: {green, red, white}, 3: {white, blue, green}, 4: {blue, white, red},
		5: {red, blue, green}, 6: {blue, red, white}, 7: {white, green, blue}, 8: {green, white, red},
	} {
		for form, data := range map[string][]byte{"jpeg": photo(t, 640, 320, orientation), "png": drawn(t, 640, 320, orientation)} {
			r, err := picture.Process(data, options)
			if err != nil {
				t.Fatal(err)
			}
			w, h := 640, 320
			if orientation > 4 {
				w, h = h, w
			}
			if r.Main.Width != w || r.Main.Height != h {
				t.Errorf("%s, orientation %d: %d×%d, want %d×%d", form, orientation, r.Main.Width, r.Main.Height, w, h)
			}
			for _, v := range append(r.Smaller, r.Main) {
				m, _, err := image.Decode(bytes.NewReader(v.Data))
				if err != nil {
					t.Fatal(err)
				}
				x, y := v.Width/4, v.Height/4
				got := [3]string{name(m.At(x, y)), name(m.At(v.Width-x, y)), name(m.At(x, v.Height-y))}
				if got != want {
					t.Errorf("%s of %d pixels, orientation %d: %v, want %v", form, v.Width, orientation, got, want)
				}
			}
		}
	}
}

func name(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return map[[3]bool]string{{true, false, false}: "red", {false, true, false}: "green", {false, false, true}: "blue", {true, true, true}: "white"}[[3]bool{r > 0x8000, g > 0x8000, b > 0x8000}]
}

func TestVariants(t *testing.T) {
	for what, c := range map[string]struct {
		data   []byte
		main   int
		widths []int
		format picture.Format
	}{
		"larger than the largest": {photo(t, 1600, 100, 1), 1000, []int{200, 500}, picture.JPEG},
		"in between":              {photo(t, 540, 100, 1), 540, []int{200}, picture.JPEG},
		"small":                   {photo(t, 100, 100, 1), 100, nil, picture.JPEG},
		"a drawing stays PNG":     {drawn(t, 700, 70, 1), 700, []int{200, 500}, picture.PNG},
		"animations are not cut":  {moving(t), 800, nil, picture.GIF},
	} {
		r, err := picture.Process(c.data, options)
		if err != nil {
			t.Fatal(what, err)
		}
		var widths []int
		for _, v := range r.Smaller {
			widths = append(widths, v.Width)
			if v.Format != c.format || len(profile) > 0 && c.format == picture.JPEG && !bytes.Contains(v.Data, []byte(profile)) {
				t.Errorf("%s: a variant is %s, or has lost its profile", what, v.Format)
			}
		}
		if r.Main.Width != c.main || fmt.Sprint(widths) != fmt.Sprint(c.widths) || r.Main.Format != c.format {
			t.Errorf("%s: main %d, smaller %v, want %d and %v", what, r.Main.Width, widths, c.main, c.widths)
		}
		again, err := picture.Process(c.data, options)
		if err != nil || !bytes.Equal(again.Main.Data, r.Main.Data) {
			t.Errorf("%s: other bytes the second time", what)
		}
	}
}

// A drawing of few colours keeps them, and with them its small size.
func TestPaletteStays(t *testing.T) {
	palette := color.Palette{color.RGBA{250, 240, 220, 255}, color.RGBA{143, 36, 26, 255}}
	disc := image.NewPaletted(image.Rect(0, 0, 900, 900), palette)
	for i := range disc.Pix {
		if x, y := i%900-450, i/900-450; x*x+y*y < 160000 {
			disc.Pix[i] = 1
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, disc); err != nil {
		t.Fatal(err)
	}
	r, err := picture.Process(b.Bytes(), options)
	if err != nil || len(r.Smaller) == 0 {
		t.Fatal(err, len(r.Smaller))
	}
	for _, v := range r.Smaller {
		m, err := png.Decode(bytes.NewReader(v.Data))
		if err != nil {
			t.Fatal(err)
		}
		small, ok := m.(*image.Paletted)
		if !ok || len(small.Palette) != len(palette) || len(v.Data) >= b.Len() {
			t.Fatalf("%d wide: %T of %d bytes, from %d", v.Width, m, len(v.Data), b.Len())
		}
		if small.ColorIndexAt(v.Width/2, v.Width/2) != 1 || small.ColorIndexAt(1, 1) != 0 {
			t.Errorf("%d wide: the colours have moved", v.Width)
		}
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	huge := append([]byte(nil), drawn(t, 2, 2, 1)...)
	binary.BigEndian.PutUint32(huge[16:], 60000)
	binary.BigEndian.PutUint32(huge[20:], 60000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	var large *picture.TooLargeError
	if _, err := picture.Process(huge, options); !errors.As(err, &large) || large.Width != 60000 {
		t.Errorf("a picture of 60000×60000 pixels: %v", err)
	}
	good := photo(t, 640, 200, 6)
	for what, data := range map[string][]byte{"text": []byte("no picture"), "nothing": nil, "half a photograph": good[:len(good)/2], "a head alone": good[:40]} {
		if _, err := picture.Process(data, options); !errors.Is(err, picture.ErrFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func FuzzProcess(f *testing.F) {
	for _, data := range [][]byte{photo(f, 8, 6, 6), drawn(f, 8, 6, 3), webp(), moving(f)} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if info, err := picture.Read(data); err != nil || info.Width*info.Height > 1<<16 {
			return // heads that ask for much memory cost time and find nothing
		}
		r, err := picture.Process(data, picture.Options{Largest: 6, Widths: []int{4}, Quality: 80})
		if err != nil {
			return
		}
		for _, v := range append(r.Smaller, r.Main) {
			if info, err := picture.Read(v.Data); err != nil || info.Width != v.Width || info.Height != v.Height {
				t.Errorf("a variant said to be %d×%d is %d×%d: %v", v.Width, v.Height, info.Width, info.Height, err)
			}
		}
	})
}

func BenchmarkProcess(b *testing.B) {
	data := photo(b, 2400, 1600, 6)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := picture.Process(data, picture.Options{Largest: 1600, Widths: []int{480, 960}, Quality: 82}); err != nil {
			b.Fatal(err)
		}
	}
}
