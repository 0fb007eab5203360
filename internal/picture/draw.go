package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"

	"golang.org/x/image/draw"
)

// profileRoom is how much of a colour profile one segment of JPEG holds.
const profileRoom = 65535 - 2 - len(iccMark) - 2

// variants unpacks a picture once and makes of it what is wanted: the main picture, where it has to be turned or shrunk, and
// the smaller ones.
func variants(clean []byte, info Info, profile []byte, redraw bool, widths []int, o Options, main Variant) (Result, error) {
	src, _, err := image.Decode(bytes.NewReader(clean))
	if err != nil {
		return Result{}, ErrFormat
	}
	e := encoder{quality: o.Quality, format: target(info.Format, src)}
	e.profile = profileFor(profile, info.Format, src)
	if p, ok := src.(*image.Paletted); ok && info.Format == PNG {
		e.palette = p.Palette
	}
	shown := &upright{src, info.stored, info.turn, info}
	if redraw {
		width := info.Width
		if o.Largest > 0 {
			width = min(width, o.Largest)
		}
		if main, err = e.variant(shown, width); err != nil {
			return Result{}, err
		}
	}
	r := Result{Main: main}
	for _, w := range slices.Backward(slices.Sorted(slices.Values(widths))) {
		if w >= main.Width {
			continue
		}
		v, err := e.variant(shown, w)
		if err != nil {
			return Result{}, err
		}
		r.Smaller = append(r.Smaller, v)
	}
	slices.Reverse(r.Smaller)
	return r, nil
}

// upright is a picture on its way to smaller forms: each is drawn from the one before, which costs a fraction of drawing
// it from the whole, and only the first needs to be turned.
type upright struct {
	image.Image
	stored image.Point
	turn   int
	info   Info
}

// at draws the picture at a width.
func (u *upright) at(width int) (*image.RGBA, int) {
	height := max(1, (u.info.Height*width+u.info.Width/2)/u.info.Width)
	w, h := width, height
	if u.turn > 4 {
		w, h = h, w
	}
	drawn := turn(resize(u.Image, u.stored, w, h), u.turn)
	u.Image, u.stored, u.turn = drawn, image.Pt(width, height), 1
	return drawn, height
}

// target returns the form variants are written in: JPEG for photographs, PNG for what is drawn or lets the ground through.
func target(f Format, src image.Image) Format {
	if f == PNG {
		return PNG
	}
	if o, ok := src.(interface{ Opaque() bool }); ok && f == WebP && !o.Opaque() {
		return PNG
	}
	return JPEG
}

// profileFor returns the colour profile for variants: one that fits the colours they are written in. Profiles of print
// colours do not fit, since those are turned into the colours of screens.
func profileFor(profile []byte, f Format, src image.Image) []byte {
	if _, deep := src.(*image.Gray16); f == PNG && deep {
		return nil
	}
	if f == PNG {
		return profile // a whole chunk, written back as it is
	}
	if _, cmyk := src.(*image.CMYK); cmyk || len(profile) < 20 {
		return nil
	}
	if space := string(profile[16:20]); space == "RGB " {
		return profile
	}
	return nil
}

// encoder writes variants of one picture.
type encoder struct {
	format  Format
	quality int
	profile []byte
	palette color.Palette // of a picture that has one: a drawing of few colours, several times smaller with them than without
}

func (e encoder) variant(u *upright, width int) (Variant, error) {
	drawn, height := u.at(width)
	var b bytes.Buffer
	var err error
	if e.format == PNG {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, e.withPalette(drawn))
	} else {
		err = jpeg.Encode(&b, drawn, &jpeg.Options{Quality: e.quality})
	}
	return Variant{width, height, e.format, e.withProfile(b.Bytes())}, err
}

// withPalette gives every point the nearest of the colours the picture came with.
func (e encoder) withPalette(drawn *image.RGBA) image.Image {
	if len(e.palette) == 0 {
		return drawn
	}
	out := image.NewPaletted(drawn.Rect, e.palette)
	known := map[color.RGBA]uint8{} // most points have the colour of many others
	for i := range out.Pix {
		p := drawn.Pix[4*i : 4*i+4 : 4*i+4]
		c := color.RGBA{p[0], p[1], p[2], p[3]}
		n, ok := known[c]
		if !ok {
			n = uint8(e.palette.Index(c))
			known[c] = n
		}
		out.Pix[i] = n
	}
	return out
}

// resize draws a picture at another size. RGBA is what the library draws fast.
func resize(src image.Image, stored image.Point, w, h int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if stored.X == w && stored.Y == h {
		draw.Draw(dst, dst.Bounds(), src, src.Bounds().Min, draw.Src)
		return dst
	}
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return dst
}

// turn sets a picture upright, by its orientation in Exif.
func turn(src *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if orientation > 4 {
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			from, to := src.PixOffset(sx, sy), dst.PixOffset(x, y)
			copy(dst.Pix[to:to+4], src.Pix[from:from+4])
		}
	}
	return dst
}

// withProfile puts the colour profile into a picture just written.
func (e encoder) withProfile(data []byte) []byte {
	if len(e.profile) == 0 {
		return data
	}
	if e.format == PNG {
		const head = len(pngMark) + 25 // IHDR; the profile must stand before all but it
		body := e.profile
		if string(body[4:8]) != "iCCP" {
			return data
		}
		return bytes.Join([][]byte{data[:head], body, data[head:]}, nil)
	}
	n := (len(e.profile) + profileRoom - 1) / profileRoom
	if n > 255 {
		return data
	}
	out := append(make([]byte, 0, len(data)+len(e.profile)+n*18), data[:2]...)
	for i := range n {
		part := e.profile[i*profileRoom : min(len(e.profile), (i+1)*profileRoom)]
		out = append(out, 0xFF, markerAPP2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(iccMark)+2+len(part)))
		out = append(append(append(out, iccMark...), byte(i+1), byte(n)), part...)
	}
	return append(out, data[2:]...)
}
