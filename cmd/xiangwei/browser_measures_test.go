//go:build browser

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// grownFiles gives a site of 2,000 records that are shown; the others are drafts, over, to come or withdrawn.
const grownFiles = 2700

// TestMeasures builds the demo and a site of 2,000 records and looks at all of both: the HTML checker of the W3C has nothing
// against any page, style sheet or picture, no page is heavy, and each is sound for whoever reads it with other means.
func TestMeasures(t *testing.T) {
	t.Parallel()
	grown := filepath.Join(t.TempDir(), "grown")
	growSite(t, grown, grownFiles)
	for _, site := range []struct{ name, source string }{{"the demo", repositoryRoot(t)}, {"2,000 records", grown}} {
		t.Run(site.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			var stderr bytes.Buffer
			if code := run(context.Background(), []string{"build", "--source", site.source, "--out", dir, "--as-of", "2026-11-22"}, io.Discard, &stderr); code != exitFine {
				t.Fatalf("exit code %d\n%s", code, &stderr)
			}
			files, err := readTree(dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Run("HTML checker", func(t *testing.T) { checkHTML(t, dir) })
			t.Run("weight", func(t *testing.T) { checkWeights(t, files) })
			// A law may be cited by every record of a decade: its page names the newest 112 and counts the rest.
			if law := files["statutes/tourism-law.html"]; bytes.Count(law, []byte(`class="line-meta"`)) > 200 {
				t.Errorf("the page of a law lists %d lines", bytes.Count(law, []byte(`class="line-meta"`)))
			}
			t.Run("pages", func(t *testing.T) {
				titles := map[string]string{}
				for _, p := range portalPages(files) {
					if title := pageTitle.FindString(string(files[p])); !bytes.Contains(files[p], []byte(`content="noindex"`)) && !bytes.Contains(files[p], []byte(`http-equiv="refresh"`)) {
						if other := titles[title]; other != "" {
							t.Errorf("%s and %s have one title: %s", other, p, title)
						}
						titles[title] = p
					}
					for _, problem := range pageProblems(files[p]) {
						t.Errorf("%s: %s", p, problem)
					}
				}
			})
		})
	}
}

var pageTitle = regexp.MustCompile(`<title>[^<]*</title>`)

// portalPages are the pages for readers: all but those of venue screens.
func portalPages(files map[string][]byte) []string {
	var pages []string
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(p) == ".html" && !strings.HasPrefix(p, "screens/") {
			pages = append(pages, p)
		}
	}
	return pages
}

// checkHTML lets the checker read every HTML, CSS and SVG file below a folder.
func checkHTML(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("java", "-Xss2m", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-jar", findChecker(t), "--errors-only", "--stdout",
		"--exit-zero-always", "--skip-non-html", "--also-check-css", "--also-check-svg", "--format", "json", dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	var answer struct {
		Messages *[]struct {
			URL, Message string
			LastLine     int
		}
	}
	if err := json.Unmarshal(stdout.Bytes(), &answer); err != nil || answer.Messages == nil {
		t.Fatalf("the checker does not answer: %v\n%s\n%s", err, &stdout, &stderr)
	}
	for _, m := range *answer.Messages {
		t.Errorf("%s:%d: %s", m.URL[strings.LastIndex(m.URL, "/public/")+1:], m.LastLine, m.Message)
	}
}

// findChecker returns the checker that .ci/tools fetched. Its absence is a failure, not a reason to look away.
func findChecker(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	found, _ := filepath.Glob(filepath.Join(cache, "xiangwei-tools", "vnu-*.jar"))
	if len(found) == 0 {
		t.Fatal("no HTML checker: run .ci/tools (make test does it)")
	}
	return slices.Max(found)
}

// Bounds in bytes over the wire, with all a page needs to be drawn.
const (
	homeBound    = 60 << 10
	recordBound  = 30 << 10
	scriptsBound = 12 << 10
	requestBound = 5
)

// checkWeights adds up what a browser fetches for each page, as a server sends it: packed, but for pictures.
func checkWeights(t *testing.T, files map[string][]byte) {
	t.Helper()
	packed := map[string]int{}
	weight := func(p string) int {
		if _, ok := packed[p]; !ok {
			packed[p] = wireBytes(t, p, files[p])
		}
		return packed[p]
	}
	var heavy []string
	for _, p := range portalPages(files) {
		total, needs := weight(p), pageNeeds(t, files[p])
		for _, address := range needs {
			target := path.Join(path.Dir(p), address)
			if files[target] == nil {
				t.Fatalf("%s needs %s, which is not there", p, target)
			}
			total += weight(target)
		}
		bound := homeBound
		if slices.ContainsFunc(needs, func(a string) bool { return strings.Contains(a, "js/record.") }) {
			bound = recordBound
		}
		if total > bound || 1+len(needs) > requestBound {
			heavy = append(heavy, fmt.Sprintf("%s: %d bytes in %d requests: %q", p, total, 1+len(needs), needs))
		}
	}
	if len(heavy) > 0 {
		t.Errorf("%d pages are too heavy, among them\n%s", len(heavy), strings.Join(heavy[:min(5, len(heavy))], "\n"))
	}
	scripts := 0
	for p := range files {
		if strings.HasPrefix(p, "theme/js/") {
			scripts += weight(p)
		}
	}
	if scripts == 0 || scripts > scriptsBound {
		t.Errorf("all scripts together are %d bytes, want at most %d", scripts, scriptsBound)
	}
}

func wireBytes(t *testing.T, name string, data []byte) int {
	t.Helper()
	if slices.Contains([]string{".png", ".jpg", ".webp"}, path.Ext(name)) {
		return len(data)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// pageNeeds returns the addresses of what a page fetches to be drawn.
func pageNeeds(t *testing.T, page []byte) []string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	needs := map[string]bool{}
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Link && attr(n, "rel") == "stylesheet":
			needs[attr(n, "href")] = true
		case n.DataAtom == atom.Script || n.DataAtom == atom.Img:
			needs[attr(n, "src")] = true
		}
	}
	delete(needs, "") // data in the page itself
	return slices.Sorted(maps.Keys(needs))
}
