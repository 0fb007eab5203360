//go:build browser

package main

import (
	"bytes"
	"context"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"xiangwei/internal/browser"
)

// onlyBrowser leaves nothing in PATH but what the browser needs, and names the browser.
func onlyBrowser(t *testing.T) {
	t.Helper()
	t.Setenv(browser.Variable, findBrowser(t))
	bin := t.TempDir()
	// Distributions start the browser by a shell script.
	for _, program := range strings.Fields("sh bash dirname basename readlink cat grep sed uname mkdir id env test expr lsb_release cut head find sort ls") {
		if found, err := exec.LookPath(program); err == nil {
			if err := os.Symlink(found, filepath.Join(bin, program)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("PATH", bin)
}

// Every slide is a picture of the screen's pixels, outside opening hours too; without ffmpeg the film is left out.
func TestExportFramesInBrowser(t *testing.T) {
	onlyBrowser(t)
	site, out := screenSite(t, "961x320"), filepath.Join(t.TempDir(), "大厅 画面")
	args := []string{"export", "frames", "hall", out, "--source", site, "--as-of", "2026-11-22 22:00"}
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), args, &stdout, &stderr); code != exitFine {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	for _, want := range []string{"1 页图片", "961×320 像素", "最早一页 2026-12-01 00:00 停播"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the output lacks %q: %s", want, &stdout)
		}
	}
	if !strings.Contains(stderr.String(), "没有生成视频：本机的 PATH 里找不到 ffmpeg") {
		t.Errorf("no word of the film: %s", &stderr)
	}
	f, err := os.Open(filepath.Join(out, "01.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 961 || size.Y != 320 {
		t.Errorf("%v", size)
	}
	colours := map[any]bool{}
	for y := range 320 {
		for x := range 961 {
			r, g, b, a := picture.At(x, y).RGBA()
			if a != 0xFFFF {
				t.Fatal("the picture is not opaque")
			}
			colours[[3]uint32{r, g, b}] = true
		}
	}
	if len(colours) < 20 {
		t.Errorf("the picture has %d colours: nothing is written on it", len(colours))
	}
	list, err := os.ReadFile(filepath.Join(out, "list.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "\uFEFF文件,秒数,标题,第几页,共几页,停播时间\r\n01.png,7,闭馆通知,1,1,2026-12-01 00:00\r\n"; string(list) != want {
		t.Errorf("%q, want %q", list, want)
	}
	if _, err := os.Stat(filepath.Join(out, "rotation.mp4")); err == nil {
		t.Error("there is a film")
	}

	// The same again writes nothing.
	stdout.Reset()
	if code := run(context.Background(), args, &stdout, io.Discard); code != exitFine || !strings.Contains(stdout.String(), "写入 0 个文件") {
		t.Errorf("exit code %d: %s", code, &stdout)
	}
}

// The document has the paper's size, one page, its title and language, and is tagged.
func TestExportPosterInBrowser(t *testing.T) {
	onlyBrowser(t)
	site := screenSite(t, "960x320")
	out := filepath.Join(t.TempDir(), "海报.pdf")
	var stderr bytes.Buffer
	args := []string{"export", "poster", "content/notices/2026/closing.md", "--paper", "A2", "--out", out, "--source", site, "--as-of", "2026-11-22 10:00"}
	if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	pdf, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`/MediaBox \[0 0 119[01](\.\d+)? 168[34](\.\d+)?\]`, `/Count 1\b`, `/Marked true`, `/Lang \(zh-CN\)`, `/Title`} {
		if !regexp.MustCompile(want).Match(pdf) {
			t.Errorf("the document lacks %s", want)
		}
	}
}
