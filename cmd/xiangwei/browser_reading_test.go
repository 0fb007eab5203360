//go:build browser

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReading opens a page of every template as readers with different choices do: light and dark, wide and narrow, large
// text, senior mode by choice and by a link without a script. Contrast is at least 7:1; in senior mode text is at least
// 24 px and controls 48 px high; the focus is seen and the choices are kept. Filters, sorting and the notice before leaving
// do what they say.
func TestReading(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir := publishedDemo(t)
	pages := oneOfEach(t, dir)
	list, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("testdata/reading.js")
	if err != nil {
		t.Fatal(err)
	}
	page := `<!DOCTYPE html><meta charset="utf-8"><title>reading</title><pre id="result"></pre><script>const PAGES = ` + string(list) + ";\n" + string(script) + `</script>`
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(withPlainCopy(dir))
	t.Cleanup(server.Close)
	open(t, browser, server.URL+"/"+harnessName, len(pages))
}

var scriptElement = regexp.MustCompile(`<script src=[^>]*></script>`)

// withPlainCopy serves a folder, and below plain/ the same pages as a browser without scripts has them.
func withPlainCopy(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, plain := strings.CutPrefix(r.URL.Path, "/plain/")
		if !plain {
			files.ServeHTTP(w, r)
			return
		}
		page, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean("/"+name))))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		w.Write(scriptElement.ReplaceAll(page, nil))
	})
}

// publishedDemo publishes the demo site and returns the folder.
func publishedDemo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	var stderr bytes.Buffer
	if code := run(context.Background(), []string{"build", "--source", repositoryRoot(t), "--out", dir, "--as-of", "2026-11-22"}, io.Discard, &stderr); code != exitFine {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	return dir
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// oneOfEach takes the pages at the top, and of every folder of the first depth a list and a record.
func oneOfEach(t *testing.T, dir string) []string {
	t.Helper()
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]bool{}
	var pages []string
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(p) != ".html" || strings.HasPrefix(p, "screens/") || strings.HasPrefix(p, "old/") {
			continue
		}
		folder, rest, below := strings.Cut(p, "/")
		kind := p // at the top every page is its own template
		switch {
		case below && rest == "index.html":
			kind = folder + " list"
		case below && strings.Contains(rest, "/"), below && folder == "statutes", below && folder == "guides":
			kind = folder + " record"
		case below:
			kind = folder + " other"
		}
		if !taken[kind] {
			taken[kind] = true
			pages = append(pages, p)
		}
	}
	if len(pages) < 30 {
		t.Fatalf("only %d pages: %q", len(pages), pages)
	}
	return pages
}
