//go:build browser

package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	codes "xiangwei/internal/qrcode"
)

// A telephone reads the codes on pictures of the slides, every second one at the night's brightness; they are large enough,
// and each leads to a page that was published.
func TestCodesOnSlidesCanBeRead(t *testing.T) {
	onlyBrowser(t)
	dir, source := t.TempDir(), filepath.Join(t.TempDir(), "source")
	for _, args := range [][]string{{"new", "site", source}, {"build", "--source", source, "--out", dir, "--as-of", "2026-11-28 10:00"}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	for _, screen := range []string{"hall", "totem"} {
		out := filepath.Join(t.TempDir(), screen)
		var stderr bytes.Buffer
		args := []string{"export", "frames", screen, out, "--source", source, "--as-of", "2026-11-28 10:00"}
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%s: exit code %d\n%s", screen, code, &stderr)
		}
		shots, err := filepath.Glob(filepath.Join(out, "*.png"))
		if err != nil || len(shots) < 8 {
			t.Fatalf("%s: %d pictures, %v", screen, len(shots), err)
		}
		for n, shot := range shots {
			picture := readPicture(t, shot)
			size := picture.Bounds().Size()
			seen := image.Image(corner{picture})
			if n%2 == 1 {
				seen = dimmed{seen}
			}
			address, side := readCode(t, shot, seen)
			page, ok := strings.CutPrefix(address, "https://www.example.gov.cn/")
			page, _, _ = strings.Cut(page, "#")
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(page))); !ok || err != nil {
				t.Errorf("%s leads to %q, which was not published: %v", shot, address, err)
			}
			if share := side / float64(min(size.X, size.Y)); share < 0.2 {
				t.Errorf("%s: the code takes %.1f %% of the short side, want 20", shot, 100*share)
			}
		}
	}
}

// dimmed is a picture at the night's brightness of the starter's darker screen.
type dimmed struct{ image.Image }

func (d dimmed) At(x, y int) color.Color {
	r, g, b, _ := d.Image.At(x, y).RGBA()
	return color.RGBA64{uint16(r * 35 / 100), uint16(g * 35 / 100), uint16(b * 35 / 100), 0xFFFF}
}

// corner is what a telephone that points at the code sees: the right part of a wide picture, the lower right of a tall one.
type corner struct{ image.Image }

func (c corner) origin() image.Point {
	size := c.Image.Bounds().Size()
	if size.Y > size.X {
		return image.Pt(size.X*4/10, size.Y*6/10)
	}
	return image.Pt(size.X*6/10, 0)
}

func (c corner) Bounds() image.Rectangle {
	return image.Rectangle{Max: c.Image.Bounds().Size().Sub(c.origin())}
}

func (c corner) At(x, y int) color.Color {
	o := c.origin()
	return c.Image.At(x+o.X, y+o.Y)
}

func readPicture(t *testing.T, name string) image.Image {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// readCode returns what a code on a picture says, and the side of its pattern in pixels.
func readCode(t *testing.T, what string, picture image.Image) (text string, side float64) {
	t.Helper()
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	found, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Errorf("%s: no code is found: %v", what, err)
		return "", math.Inf(1)
	}
	// The points are the middles of three corner marks, seven modules in from edge to edge.
	p := found.GetResultPoints()
	apart := math.Hypot(p[1].GetX()-p[2].GetX(), p[1].GetY()-p[2].GetY())
	svg, err := codes.SVG(found.GetText(), codes.Style{Level: codes.Medium})
	if err != nil {
		t.Fatal(err)
	}
	var modules float64
	if m := regexp.MustCompile(`viewBox="-\d+ -\d+ (\d+) `).FindStringSubmatch(svg); m != nil {
		fmt.Sscan(m[1], &modules)
	}
	modules -= 2 * codes.Quiet
	return found.GetText(), apart * modules / (modules - 7)
}
