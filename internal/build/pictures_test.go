package build_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"

	"xiangwei/internal/build"
	"xiangwei/internal/cache"
)

// snapshot is a photograph that tells where it was taken.
func snapshot(t *testing.T, w, h int) string {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, w, h))
	for x := range w {
		m.SetGray(x, x%h, color.Gray{uint8(x)})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()[:2] + "\xFF\xE1\x00\x10Exif\x00\x00SECRET!!" + b.String()[2:]
}

func TestPicturesOfAPage(t *testing.T) {
	r := made(t, options(site(map[string]string{
		"config.toml":                    "title = \"某某局\"\n[images]\nlargest = 800\nwidths = [400]\n",
		"content/articles/a.md":          record + "+++\n![现场](files/p.jpg)和[原图](files/q.jpeg)、[表](files/t.csv)。\n",
		"content/articles/files/p.jpg":   snapshot(t, 1000, 500),
		"content/articles/files/q.jpeg":  snapshot(t, 300, 200),
		"content/articles/files/no.jpg":  snapshot(t, 300, 200),
		"content/articles/files/t.csv":   "a,b\n1,2\n",
		"content/articles/files/bad.jpg": "x",
	})))
	f, ok := r.Tree.Get("articles/2025/a.html")
	if !ok {
		t.Fatal("no page")
	}
	page := string(f.Data)
	for _, want := range []string{
		`src="../../articles/files/p.jpg" width="800" height="400"`,
		`srcset="../../articles/files/p.400w.jpg 400w, ../../articles/files/p.jpg 800w"`,
		`>原图（JPEG，`, `>表（CSV，8 B）</a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	for path, there := range map[string]bool{"articles/files/p.jpg": true, "articles/files/p.400w.jpg": true, "articles/files/q.jpeg": true, "articles/files/no.jpg": false, "articles/files/bad.jpg": false} {
		if f, ok := r.Tree.Get(path); ok != there {
			t.Errorf("%s is published: %v, want %v", path, ok, there)
		} else if ok && bytes.Contains(f.Data, []byte("SECRET")) {
			t.Errorf("%s tells what the camera wrote", path)
		}
	}
	for _, p := range r.Problems {
		if strings.HasPrefix(p.Rule, "picture/") {
			t.Errorf("a picture nobody uses is a problem: %v", p)
		}
	}
}

func TestKeptPicturesAreTheSame(t *testing.T) {
	files := map[string]string{"content/articles/a.md": record + "+++\n![现场](p.jpg)\n", "content/articles/p.jpg": snapshot(t, 1200, 600)}
	plain, _ := made(t, options(site(files))).Tree.Get("articles/p.480w.jpg")
	folder := cache.In(t.TempDir())
	for _, run := range []string{"empty", "full"} {
		o := options(site(files))
		o.Cache = &build.Cache{Recorder: cache.NewRecorder(o.Site, folder, nil), Texts: folder.OpenStore("texts"), Bodies: folder.OpenSparse("bodies"), Folder: folder, Program: "test"}
		o.Site = o.Cache.Recorder
		if f, ok := made(t, o).Tree.Get("articles/p.480w.jpg"); !ok || !bytes.Equal(f.Data, plain.Data) {
			t.Errorf("with the %s cache the picture differs", run)
		}
	}
}
