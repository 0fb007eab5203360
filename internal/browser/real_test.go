//go:build browser

package browser

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"runtime"
	"testing"
	"time"
)

func installed(t *testing.T) *Browser {
	t.Helper()
	b, err := Find(runtime.GOOS, os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRealPDF(t *testing.T) {
	got, err := installed(t).PDF(t.Context(), []byte(`<!DOCTYPE html><html lang="zh-CN"><title>通知</title><style>@page{size:100mm 50mm}</style><h1>闭馆通知</h1>`))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/MarkInfo <</Type /MarkInfo\n/Marked true>>", "/Lang (zh-CN)"} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("the document lacks %q", want)
		}
	}
}

// The four corners of each page are the four corners of its picture, and nothing of the window is in it.
func TestRealPictures(t *testing.T) {
	size := image.Pt(320, 3000) // three of them do not go into one window
	page := func(colour string) []byte {
		return []byte(`<!DOCTYPE html><style>html{background:` + colour + `}body{margin:0}i{position:fixed;width:4px;height:4px;background:#00f}</style>
<i style="left:0;top:0"></i><i style="right:0;top:0"></i><i style="left:0;bottom:0"></i><i style="right:0;bottom:0"></i>`)
	}
	got, err := installed(t).Pictures(t.Context(), [][]byte{page("#f00"), page("#0f0"), page("#ff0")}, size)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("%d pictures", len(got))
	}
	blue := color.RGBA{0, 0, 255, 255}
	for n, want := range []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {255, 255, 0, 255}} {
		if got[n].Rect.Size() != size {
			t.Errorf("picture %d has %v", n, got[n].Rect)
		}
		for _, p := range []image.Point{{0, 0}, {319, 0}, {0, 2999}, {319, 2999}} {
			if c := got[n].RGBAAt(p.X, p.Y); c != blue {
				t.Errorf("corner %v of picture %d is %v", p, n, c)
			}
		}
		if c := got[n].RGBAAt(160, 8); c != want {
			t.Errorf("the ground of picture %d is %v", n, c)
		}
	}
}

func TestRealAsk(t *testing.T) {
	got, err := installed(t).Ask(t.Context(), []byte(`<!DOCTYPE html><script>setTimeout(function () {
parent.postMessage(JSON.stringify([innerWidth, innerHeight, location.search, "<\/script>".length, "<a>"]), "*") }, 60000)</script>`), "at=1", image.Pt(960, 320), 2*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if want := `[960,320,"?at=1",9,"\u003ca>"]`; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}
