//go:build browser

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"xiangwei/internal/search"
)

// searchHarness opens the search page with one query after the other and notes what it says.
const searchHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const queries = QUERIES, seen = [];
const wait = async (what, win) => { for (let i = 0; i < 400; i++) { if (what()) return true; await new Promise(d => win.setTimeout(d, 25)); } return false; };
async function ask(query) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;height:800px;width:400px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = "search/index.html?" + query;
  document.body.append(frame);
  await loaded;
  const doc = frame.contentDocument, win = frame.contentWindow, status = doc.querySelector("[data-search-status]");
  const answered = () => status.textContent && !status.textContent.includes("正在");
  await wait(answered, window);
  const links = [...doc.querySelectorAll(".item-title a")];
  const key = (target, name) => target.dispatchEvent(new win.KeyboardEvent("keydown", {key: name, bubbles: true}));
  const moves = [];
  key(doc.body, "/"); moves.push(doc.activeElement.id);
  key(doc.activeElement, "ArrowDown"); moves.push(links.indexOf(doc.activeElement));
  key(doc.activeElement, "ArrowDown"); moves.push(links.indexOf(doc.activeElement));
  key(doc.activeElement, "Escape"); moves.push(doc.activeElement.id);
  seen.push({query, status: status.textContent, titles: links.map(a => a.textContent), moves,
    places: links.map(a => decodeURIComponent(a.href.split("#:~:text=")[1] || "")),
    paths: links.map(a => new URL(a.href).href.split("#")[0].slice(new URL(".", location.href).href.length)),
    marks: [...doc.querySelectorAll("mark")].map(m => m.textContent), index: !doc.querySelector("[data-search-index]").hidden,
    facets: [...doc.querySelectorAll(".search-facets section")].map(s => [...s.querySelectorAll("a")].map(a => a.textContent)),
    empty: doc.querySelector(".empty") && !doc.querySelector("[data-search-results]").hidden ? doc.querySelector("[data-search-results]").textContent : "",
    wide: doc.documentElement.scrollWidth});
  frame.remove();
}
(async () => {
  for (const q of queries) await ask(q);
  document.getElementById("result").textContent = JSON.stringify(seen);
})();
</script>`

// asked is what the search page said to one query.
type asked struct {
	Query, Status, Empty string
	Titles, Paths, Marks []string
	Places               []string // in the page, to which the result leads
	Facets               [][]string
	Moves                []any
	Index                bool
	Wide                 int
}

// TestBrowserSearch asks the real script, from a server and from the disk, and compares with the texts themselves.
func TestBrowserSearch(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir := filepath.Join(t.TempDir(), "县局 站点")
	source := filepath.Join(t.TempDir(), "source")
	for _, args := range [][]string{{"new", "site", source}, {"build", "--source", source, "--out", dir}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	texts := publishedTexts(t, dir)
	queries := []string{"行政处罚", "某某县", "首违不罚", "文综罚字[2026]8号", "ＡＰＰ", "旅行社 罚款", "《未成年人保护法》", "依法公开", "没有这样的词"}
	for _, text := range texts[:min(12, len(texts))] { // stretches of texts, which must be found again
		if runes := []rune(text.body); len(runes) > 80 {
			words := strings.FieldsFunc(string(runes[60:66]), func(r rune) bool { return strings.ContainsRune(" \n\t　", r) })
			words = slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 2 }) // one character counts in titles only
			queries = append(queries, strings.Join(words, " "))
		}
	}
	t.Run("http", func(t *testing.T) {
		server := httptest.NewServer(http.FileServer(http.Dir(dir)))
		t.Cleanup(server.Close)
		checkAnswers(t, texts, ask(t, browser, dir, server.URL+"/", queries))
	})
	t.Run("below a path", func(t *testing.T) {
		const below = "/gov/县局/"
		server := httptest.NewServer(http.StripPrefix(below, http.FileServer(http.Dir(dir))))
		t.Cleanup(server.Close)
		checkAnswers(t, texts, ask(t, browser, dir, server.URL+(&url.URL{Path: below}).EscapedPath(), queries[:6]))
	})
	t.Run("file", func(t *testing.T) {
		address := url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}
		checkAnswers(t, texts, ask(t, browser, dir, address.String(), queries))
	})
	t.Run("filtered", func(t *testing.T) {
		address := url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}
		got := askAll(t, browser, dir, address.String(), []string{"q=" + url.QueryEscape("罚款") + "&kind=penalties&year=2026"})[0]
		if len(got.Paths) == 0 || slices.ContainsFunc(got.Paths, func(p string) bool { return !strings.HasPrefix(p, "penalties/") }) {
			t.Errorf("results are %q", got.Paths)
		}
	})
	t.Run("a shard is missing", func(t *testing.T) {
		if err := os.RemoveAll(filepath.Join(dir, "search", "i")); err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(http.FileServer(http.Dir(dir)))
		t.Cleanup(server.Close)
		got := askAll(t, browser, dir, server.URL+"/", []string{"q=" + url.QueryEscape("罚款")})[0]
		if !strings.Contains(got.Status, "没有查完") || !strings.Contains(got.Empty, "没有读到") || !got.Index {
			t.Errorf("the page says %q, %q; the index of titles is there: %v", got.Status, got.Empty, got.Index)
		}
	})
}

// publishedText is what a record shows.
type publishedText struct{ path, title, number, party, body string }

// publishedTexts reads the blocks of texts; parts of a long record are joined.
func publishedTexts(t *testing.T, dir string) []publishedText {
	t.Helper()
	var out []publishedText
	blocks, err := os.ReadDir(filepath.Join(dir, "search", "t"))
	if err != nil {
		t.Fatal(err)
	}
	number := func(e os.DirEntry) int { // parts of a record have numbers one behind the other
		n, _ := strconv.Atoi(strings.TrimSuffix(e.Name(), ".js"))
		return n
	}
	slices.SortFunc(blocks, func(a, b os.DirEntry) int { return number(a) - number(b) })
	for _, block := range blocks {
		raw, err := os.ReadFile(filepath.Join(dir, "search", "t", block.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var rows []any
		_, list, _ := strings.Cut(strings.TrimSuffix(string(raw), ")\n"), ",")
		if err := json.Unmarshal([]byte(list), &rows); err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			row, ok := r.([]any)
			if !ok { // of a withdrawn record
				continue
			}
			p := publishedText{row[0].(string), row[1].(string), row[2].(string), row[3].(string), row[6].(string)}
			if k := len(out) - 1; k >= 0 && out[k].path == p.path {
				out[k].body += "\n" + p.body
			} else {
				out = append(out, p)
			}
		}
	}
	if len(out) < 50 {
		t.Fatalf("only %d texts", len(out))
	}
	return out
}

// has reports whether a text shows every word of a query.
func (p publishedText) has(query string) bool {
	all := string16(search.AppendFolded(nil, strings.Join([]string{p.title, p.number, p.party, p.body}, "\n")))
	for word := range strings.FieldsSeq(query) {
		if !strings.Contains(all, string16(search.AppendFolded(nil, word))) {
			return false
		}
	}
	return true
}

// string16 writes units as a string in which they can be searched.
func string16(units []uint16) string {
	var b strings.Builder
	for _, u := range units {
		fmt.Fprintf(&b, "%04x ", u)
	}
	return b.String()
}

func checkAnswers(t *testing.T, texts []publishedText, answers []asked) {
	t.Helper()
	for _, a := range answers {
		values, _ := url.ParseQuery(a.Query)
		query := values.Get("q")
		right := map[string]publishedText{}
		for _, p := range texts {
			if p.has(query) {
				right[p.path] = p
			}
		}
		for _, p := range a.Paths {
			if right[p].path == "" {
				t.Errorf("%q: %s does not have it", query, p)
			}
		}
		if len(a.Paths) != min(10, len(right)) {
			t.Errorf("%q: %d results are shown of %d that have it (%s)", query, len(a.Paths), len(right), a.Status)
		}
		for i, place := range a.Places {
			folded := string16(search.AppendFolded(nil, place))
			if place != "" && !slices.ContainsFunc(strings.Fields(query), func(w string) bool { return string16(search.AppendFolded(nil, w)) == folded }) {
				t.Errorf("%q: the result %s leads to %q", query, a.Paths[i], place)
			}
			if place == "" && !right[a.Paths[i]].inFront(query) {
				t.Errorf("%q: the result %s leads to no place in the page", query, a.Paths[i])
			}
		}
		if a.Wide > 400 {
			t.Errorf("%q: the page is %d pixels wide in a window of 400", query, a.Wide)
		}
		if len(right) == 0 {
			if !strings.Contains(a.Status, "没有找到") || !strings.Contains(a.Empty, "标题目录") {
				t.Errorf("%q: without results the page says %q, %q", query, a.Status, a.Empty)
			}
			continue
		}
		// Candidates are checked page by page, so that a count of several pages may be larger by one or two; then it says 约.
		var n int
		more := 0
		if strings.HasPrefix(a.Status, "找到约") {
			more = len(right)/50 + 2
		}
		if _, err := fmt.Sscanf(strings.Replace(a.Status, "约", "", 1), "找到 %d 条", &n); err != nil || n < len(right) || n > len(right)+more {
			t.Errorf("%q: the page says %q, %d records have it", query, a.Status, len(right))
		}
		if len(a.Marks) == 0 || a.Index {
			t.Errorf("%q: nothing is marked, or the index of titles is still there", query)
		}
		if want := []any{"search-q", 0.0, float64(min(1, len(a.Paths)-1)), "search-q"}; !slices.Equal(a.Moves, want) && len(a.Paths) > 1 {
			t.Errorf("%q: the keys / ↓ ↓ Esc lead to %v, want %v", query, a.Moves, want)
		}
	}
}

func ask(t *testing.T, browser, dir, address string, queries []string) []asked {
	t.Helper()
	var all []string
	for _, q := range queries {
		all = append(all, "q="+url.QueryEscape(q))
	}
	return askAll(t, browser, dir, address, all)
}

// askAll lets the browser run the harness at an address.
func askAll(t *testing.T, browser, dir, address string, queries []string) []asked {
	t.Helper()
	list, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(strings.Replace(searchHarness, "QUERIES", string(list), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
		"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--user-data-dir="+t.TempDir(),
		"--enable-logging=stderr", "--virtual-time-budget=3600000", "--timeout=120000", "--dump-dom", address+harnessName)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	m := resultText.FindStringSubmatch(stdout.String())
	var answers []asked
	if m == nil || json.Unmarshal([]byte(html.UnescapeString(m[1])), &answers) != nil || len(answers) != len(queries) {
		t.Fatalf("the browser gives no result:\n%s\n%s", &stdout, &stderr)
	}
	for line := range strings.Lines(stderr.String()) {
		if strings.Contains(line, ":CONSOLE") && !strings.Contains(line, "/search/i/") { // but for the shard that is missing
			t.Errorf("console: %s", strings.TrimSpace(line))
		}
	}
	return answers
}

// inFront reports whether title, number and party show every word of a query.
func (p publishedText) inFront(query string) bool {
	p.body = ""
	return p.has(query)
}

// TestSearching uses the search page as readers do: by an input method, by filters and their addresses, without a script.
func TestSearching(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir := publishedDemo(t)
	script, err := os.ReadFile("testdata/searching.js")
	if err != nil {
		t.Fatal(err)
	}
	page := `<!DOCTYPE html><meta charset="utf-8"><title>searching</title><pre id="result"></pre><script>` + string(script) + `</script>`
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(withPlainCopy(dir))
	t.Cleanup(server.Close)
	open(t, browser, server.URL+"/"+harnessName, bytes.Count(script, []byte("\n  async \"")))
}
