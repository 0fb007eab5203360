package browser

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func environment(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		name, goos string
		vars       map[string]string
		first      string
		has        []string
	}{
		{"on Windows Edge comes first", "windows", map[string]string{"ProgramFiles(x86)": `C:\Program Files (x86)`, "ProgramFiles": `C:\Program Files`, "LocalAppData": `C:\Users\某某\AppData\Local`},
			`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
			[]string{`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Users\某某\AppData\Local\Google\Chrome\Application\chrome.exe`, "msedge"}},
		{"Windows without variables", "windows", nil, "msedge", []string{"chrome"}},
		{"macOS", "darwin", nil, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", []string{"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"}},
		{"Linux", "linux", nil, "chromium", []string{"google-chrome", "microsoft-edge"}},
		{"the user's word", "linux", map[string]string{Variable: "/opt/some browser"}, "/opt/some browser", nil},
	} {
		got := Places(tt.goos, environment(tt.vars))
		if got[0] != tt.first {
			t.Errorf("%s: first %q, want %q", tt.name, got[0], tt.first)
		}
		for _, want := range tt.has {
			if !slices.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", tt.name, got, want)
			}
		}
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	_, err := Find("linux", environment(nil))
	var none *NotFoundError
	if !errors.As(err, &none) || !slices.Contains(none.Looked, "chromium") || !strings.Contains(err.Error(), "google-chrome") {
		t.Errorf("with an empty PATH: %v", err)
	}
	name := filepath.Join(dir, "google-chrome")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if err := os.WriteFile(name, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if b, err := Find("linux", environment(nil)); err != nil || b.path != name {
		t.Errorf("found %v, %v, want %s", b, err, name)
	}
}

func TestAddressesOfFiles(t *testing.T) {
	r := &room{filepath.FromSlash("/tmp/县局 站点#1")}
	if got, want := r.address("page.html"), "file:///tmp/%E5%8E%BF%E5%B1%80%20%E7%AB%99%E7%82%B9%231/page.html"; got != want && runtime.GOOS != "windows" {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestProgramThatFails(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("a shell script stands for the browser elsewhere")
	}
	name := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(name, []byte("#!/bin/sh\necho 'cannot open display' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	b := &Browser{name}
	if _, err := b.PDF(t.Context(), []byte("<p>")); err == nil {
		t.Error("a failing program printed")
	}
	if err := os.WriteFile(name, []byte("#!/bin/sh\nexit 0\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := b.PDF(t.Context(), []byte("<p>")); err == nil {
		t.Error("a program that does nothing printed")
	}
}
