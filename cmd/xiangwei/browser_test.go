//go:build browser

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// harness is put beside the pages of a site. It opens them one after another in frames, in a narrow and a wide window,
// and writes what it saw into the page, which the browser then prints.
const harness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
// Pages for venue screens are made for large screens alone.
const pages = PAGES, widthsOf = page => page.startsWith("screens/") ? [1280] : [320, 1280], found = [];
async function look(page, width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;height:800px;width:" + width + "px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = page;
  document.body.append(frame);
  await loaded;
  const doc = frame.contentDocument, win = frame.contentWindow;
  if (!doc || !doc.querySelector("h1")) { found.push({page, problem: "the page did not open"}); frame.remove(); return; }
  await doc.fonts.ready;
  const wide = Math.max(doc.documentElement.scrollWidth, doc.body.scrollWidth);
  if (wide > width) {
    const out = [...doc.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 1)
      .slice(0, 3).map(e => e.tagName + "." + e.className);
    found.push({page, problem: "at " + width + " px the page is " + wide + " px wide: " + out.join(", ")});
  }
  for (const i of doc.images) if (!i.complete || !i.naturalWidth) found.push({page, problem: "picture " + i.src + " did not load"});
  if (!doc.styleSheets.length || ![...doc.styleSheets].every(s => { try { return s.cssRules.length > 0 } catch { return true } }))
    found.push({page, problem: "the style sheets did not load"});
  for (const e of win.performance.getEntriesByType("resource"))
    if (new URL(e.name).origin !== new URL(location.href).origin) found.push({page, problem: "fetched " + e.name});
  frame.remove();
}
(async () => {
  for (const page of pages) for (const width of widthsOf(page)) await look(page, width);
  document.getElementById("result").textContent = JSON.stringify({seen: pages.length, found});
})();
</script>`

const harnessName = "browser-harness.html"

type harnessResult struct {
	Seen  int
	Found []struct{ Page, Problem string }
}

// TestBrowser opens the pages of the starter site in a real browser, from a server and from the disk: nothing overflows
// a phone of 320 px, nothing is missing or fetched from elsewhere, and the console stays silent.
func TestBrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir := filepath.Join(t.TempDir(), "县局 站点") // blanks and Chinese in the way, as on a USB stick
	site := filepath.Join(t.TempDir(), "source")
	for _, args := range [][]string{{"new", "site", site}, {"build", "--source", site, "--out", dir}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	pages := choosePages(t, dir)
	list, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(strings.Replace(harness, "PAGES", string(list), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Run("http", func(t *testing.T) {
		var mu sync.Mutex
		var missing []string
		files := http.FileServer(http.Dir(dir))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil && name != "favicon.ico" {
				mu.Lock()
				missing = append(missing, r.URL.Path)
				mu.Unlock()
			}
			files.ServeHTTP(w, r)
		}))
		t.Cleanup(server.Close)
		open(t, browser, server.URL+"/"+harnessName, len(pages))
		mu.Lock()
		defer mu.Unlock()
		if len(missing) > 0 {
			t.Errorf("asked for what is not there: %q", missing)
		}
	})
	t.Run("file", func(t *testing.T) {
		address := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, harnessName))}
		open(t, browser, address.String(), len(pages))
	})
}

// findBrowser returns the browser. Its absence is a failure, not a reason to look away.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	t.Fatal("no browser: install the packages chromium and fonts-noto-cjk (make test does it where it may)")
	return ""
}

// choosePages takes the first pages of every folder and those at the top: every view and every kind is among them.
func choosePages(t *testing.T, dir string) []string {
	t.Helper()
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	byFolder := map[string][]string{}
	for p := range files {
		if path.Ext(p) == ".html" {
			byFolder[path.Dir(p)] = append(byFolder[path.Dir(p)], p)
		}
	}
	var pages []string
	for folder, all := range byFolder {
		slices.Sort(all)
		if folder != "." {
			all = all[:min(2, len(all))]
		}
		pages = append(pages, all...)
	}
	slices.Sort(pages)
	if len(pages) < 20 {
		t.Fatalf("only %d pages: %q", len(pages), pages)
	}
	return pages
}

var resultText = regexp.MustCompile(`(?s)<pre id="result">(.*?)</pre>`)

// openHarness opens a page in dir that tries what is listed; the list stands in place of a word of it.
func openHarness[T any](t *testing.T, browser, dir, harness, word string, looks []T) {
	t.Helper()
	list, err := json.Marshal(looks)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(strings.Replace(harness, word, string(list), 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, harnessName))}
	open(t, browser, address.String(), len(looks))
}

// open lets the browser run the harness at an address and reports what the harness and the console say.
func open(t *testing.T, browser, address string, pages int) {
	t.Helper()
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
		"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--user-data-dir="+t.TempDir(),
		"--enable-logging=stderr", "--enable-precise-memory-info", "--js-flags=--expose-gc", "--virtual-time-budget=3600000", "--timeout=120000", "--dump-dom", address)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	m := resultText.FindStringSubmatch(stdout.String())
	var result harnessResult
	if m == nil || json.Unmarshal([]byte(html.UnescapeString(m[1])), &result) != nil {
		t.Fatalf("the browser gives no result:\n%s\n%s", &stdout, &stderr)
	}
	if result.Seen != pages {
		t.Errorf("the browser saw %d pages, want %d", result.Seen, pages)
	}
	for _, f := range result.Found {
		t.Errorf("%s: %s", f.Page, f.Problem)
	}
	for line := range strings.Lines(stderr.String()) {
		if strings.Contains(line, ":CONSOLE") {
			t.Errorf("console: %s", strings.TrimSpace(line))
		}
	}
}
