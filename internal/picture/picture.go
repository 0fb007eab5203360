// Package picture prepares pictures for pages: it reads their size, takes out what cameras and editors wrote beside the
// picture, turns it upright, and makes smaller ones for small screens.
//
// A photograph holds where it was taken, when and by whom, and often a small copy of itself from before it was cropped.
// None of that may be published (个人信息保护法), so what is known to be needed to show the picture is kept and all else
// goes, not the other way round. Pictures that need no turning and no shrinking keep their pixels bit for bit. Colour
// profiles are kept. The package knows bytes and sizes; it knows nothing of pages, addresses or where pictures lie.
//
// Pictures come from outside: sizes are read from the head before anything is unpacked, and every reader is a loop over
// its input.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // their heads are read
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/webp"
)

// Format is a form of pictures that browsers show.
type Format string

// The forms of pictures.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	GIF  Format = "gif"
	WebP Format = "webp"
)

// ErrFormat is returned for data that is no picture of a known form, and for one that is damaged.
var ErrFormat = errors.New("not a picture browsers show")

// TooLargeError is returned for a picture of more pixels than are unpacked.
type TooLargeError struct{ Width, Height int }

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("a picture of %d by %d pixels is too large", e.Width, e.Height)
}

// MaxPixels is the most a picture may have. A camera of today has some 50 million; unpacked those are 200 MB.
const MaxPixels = 64 << 20

// Info is what the head of a picture says.
type Info struct {
	Format        Format
	Width, Height int // as it is shown, upright
	turn          int // orientation of Exif, 1 to 8
	stored        image.Point
}

// Read reads the head of a picture.
func Read(data []byte) (Info, error) {
	c, name, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return Info{}, ErrFormat
	}
	i := Info{Format: Format(name), Width: c.Width, Height: c.Height, turn: 1, stored: image.Pt(c.Width, c.Height)}
	switch i.Format {
	case JPEG, PNG, WebP:
		i.turn = orientation(i.Format, data)
	case GIF:
	default:
		return Info{}, ErrFormat
	}
	if i.turn > 4 {
		i.Width, i.Height = i.Height, i.Width
	}
	if int64(c.Width)*int64(c.Height) > MaxPixels {
		return i, &TooLargeError{c.Width, c.Height}
	}
	return i, nil
}

// Variant is one form of a picture.
type Variant struct {
	Width, Height int
	Format        Format
	Data          []byte
}

// Options say which variants are made.
type Options struct {
	Largest int   // no published picture is wider
	Widths  []int // of smaller variants
	Quality int   // of JPEG, 1 to 100
}

// Result is a picture as it is published.
type Result struct {
	Main    Variant
	Smaller []Variant // narrower first
}

// Process cleans a picture and makes its smaller variants. Animations stay as they are but for their comments: made
// smaller they would stand still.
func Process(data []byte, o Options) (Result, error) {
	info, err := Read(data)
	if err != nil {
		return Result{}, err
	}
	clean, profile, err := strip(info.Format, data)
	if err != nil {
		return Result{}, err
	}
	main := Variant{info.Width, info.Height, info.Format, clean}
	var widths []int
	for _, w := range o.Widths {
		if w*10 < info.Width*9 { // hardly smaller is not worth a file
			widths = append(widths, w)
		}
	}
	redraw := info.turn != 1 || o.Largest > 0 && info.Width > o.Largest
	if info.Format == GIF || animated(info.Format, clean) || !redraw && len(widths) == 0 {
		return Result{Main: main}, nil
	}
	return variants(clean, info, profile, redraw, widths, o, main)
}
