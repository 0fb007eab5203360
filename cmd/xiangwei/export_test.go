package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// screenSite makes a site with a web screen and one standing notice whose reviews are complete.
func screenSite(t *testing.T, size string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "站点")
	name := filepath.Join(dir, "content", "notices", "2026", "closing.md")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{
		filepath.Join(dir, "config.toml"): "title = \"某某县法治公开\"\nurl = \"https://www.example.gov.cn/\"\n[bureau]\nname = \"某某局\"\n[screen.hall]\nlabel = \"大厅屏\"\nsize = \"" + size + "\"\nhours = [\"8:00-9:00\"]\n",
		name:                              "+++\ntitle = \"闭馆通知\"\ntext = \"今日18时闭馆，请有序离场。\"\nvalid_from = 2026-11-20\nvalid_until = 2026-11-30\nauthority = \"某某局\"\npublished = 2026-11-19\n+++\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, by := range [][2]string{{"first", "张某某"}, {"second", "李某某"}, {"final", "王某某"}} {
		args := []string{"approve", name, "--source", dir, "--stage", by[0], "--by", by[1], "--as-of", "2026-11-18 09:00"}
		if code := run(context.Background(), args, io.Discard, os.Stderr); code != exitFine {
			t.Fatalf("approve: exit code %d", code)
		}
	}
	return dir
}

func TestExportFramesWithoutBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("XIANGWEI_BROWSER", "")
	for _, name := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
		t.Setenv(name, "")
	}
	out := filepath.Join(t.TempDir(), "out")
	var stderr bytes.Buffer
	if code := run(context.Background(), []string{"export", "frames", "hall", out, "--source", screenSite(t, "960x320"), "--as-of", "2026-11-22 22:00"}, io.Discard, &stderr); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"没有找到可用的浏览器", "chromium", "edge"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("the message lacks %q: %s", want, &stderr)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a folder was made")
	}
}

// The starter's strip gets what its card can take: pictures of its pixels with one bit each, and texts of one code page.
func TestExportStripOfStarter(t *testing.T) {
	site, out := filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "door")
	for _, args := range [][]string{{"new", "site", site}, {"export", "strip", "door", out, "--source", site, "--as-of", "2026-11-22 14:00"}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine || stderr.Len() > 0 {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	files, err := readTree(out)
	if err != nil {
		t.Fatal(err)
	}
	pictures, texts := 0, 0
	for name, data := range files {
		switch filepath.Ext(name) {
		case ".bmp":
			pictures++
			if !bytes.HasPrefix(data, []byte("BM")) || data[18] != 64 || data[19] != 1 || data[22] != 16 || data[28] != 1 || len(data) != 62+40*16 {
				t.Errorf("%s is not 320×16 pixels of one bit", name)
			}
			if bytes.Count(data[62:], []byte{0}) == len(data)-62 {
				t.Errorf("%s is dark", name)
			}
		case ".txt":
			texts++
			text, err := simplifiedchinese.GBK.NewDecoder().Bytes(data)
			if err != nil || !bytes.HasSuffix(data, []byte("\r\n")) || bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) || len(bytes.TrimSpace(text)) == 0 {
				t.Errorf("%s: %q, %v", name, text, err)
			}
		}
		for _, r := range name {
			if r > '~' {
				t.Errorf("%s is not ASCII", name)
			}
		}
	}
	if texts < 3 || pictures < texts {
		t.Errorf("%d texts, %d pictures", texts, pictures)
	}
}
