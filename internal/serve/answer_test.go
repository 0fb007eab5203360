package serve

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"xiangwei/internal/output"
)

var pages = map[string]string{
	"content/index.md":         "首页",
	"content/notices/index.md": "栏目",
	"content/notices/公告 一.md":  "公告",
}

func TestPathsAndTypes(t *testing.T) {
	p := start(t, pages, nil).ready()
	for _, c := range []struct {
		name, method, path string
		status             int
		kind, cache, holds string
	}{
		{"home", "GET", "/", 200, "text/html; charset=utf-8", "no-store", "首页"},
		{"home by name", "GET", "/index.html", 200, "text/html; charset=utf-8", "no-store", "首页"},
		{"folder", "GET", "/notices/", 200, "text/html; charset=utf-8", "no-store", "栏目"},
		{"Chinese and blank, escaped", "GET", "/notices/%E5%85%AC%E5%91%8A%20%E4%B8%80.html", 200, "text/html; charset=utf-8", "no-store", "公告"},
		{"style", "GET", "/theme/site.css", 200, "text/css; charset=utf-8", "no-cache", "body{}"},
		{"data with query", "GET", "/data/a.json?x=1", 200, "application/json; charset=utf-8", "no-cache", "{}"},
		{"nothing there", "GET", "/none.html", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"folder without page", "GET", "/theme/", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"other case", "GET", "/Index.html", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"out of the site", "GET", "/../config.toml", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"out of the site, escaped", "GET", "/%2e%2e/%2e%2e/config.toml", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"out of the site by backslash", "GET", "/..%5cconfig.toml", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"source of the site", "GET", "/content/index.md", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"zero byte", "GET", "/%00", 404, "text/html; charset=utf-8", "no-store", "找不到"},
		{"head of a page", "HEAD", "/", 200, "text/html; charset=utf-8", "no-store", ""},
		{"head of a file", "HEAD", "/theme/site.css", 200, "text/css; charset=utf-8", "no-cache", ""},
		{"script", "GET", "/_xiangwei/live.js", 200, "text/javascript; charset=utf-8", "no-store", "EventSource"},
		{"script by name", "GET", "/_xiangwei/live.js?" + liveName(), 200, "text/javascript; charset=utf-8", "private, max-age=86400, immutable", "EventSource"},
		{"script by an older name", "GET", "/_xiangwei/live.js?0000000000", 200, "text/javascript; charset=utf-8", "no-store", "EventSource"},
		{"style by its content", "GET", "/theme/site.806db22126.css", 200, "text/css; charset=utf-8", "private, max-age=86400, immutable", "p{}"},
		{"script's style", "GET", "/_xiangwei/live.css", 200, "text/css; charset=utf-8", "no-store", ".panel"},
		{"none of the preview's own", "GET", "/_xiangwei/other", 404, "text/plain; charset=utf-8", "no-store", ""},
		{"writing", "POST", "/", 405, "text/plain; charset=utf-8", "no-store", ""},
		{"writing events", "PUT", "/_xiangwei/events", 405, "text/plain; charset=utf-8", "no-store", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, body := p.ask(c.method, c.path, nil)
			if answer.StatusCode != c.status {
				t.Errorf("status %d, want %d", answer.StatusCode, c.status)
			}
			if got := answer.Header.Get("Content-Type"); got != c.kind {
				t.Errorf("type %q, want %q", got, c.kind)
			}
			if got := answer.Header.Get("Cache-Control"); got != c.cache {
				t.Errorf("cache %q, want %q", got, c.cache)
			}
			if !strings.Contains(body, c.holds) || c.method == "HEAD" && body != "" {
				t.Errorf("body %q, want it to hold %q", body, c.holds)
			}
			for name, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
				"Content-Security-Policy": "frame-ancestors 'self'", "Access-Control-Allow-Origin": "",
			} {
				if got := answer.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	p := start(t, pages, nil).ready()
	for path, want := range map[string]string{
		"/notices":             "/notices/",
		"/notices?a=1":         "/notices/?a=1",
		"//notices/":           "/notices/",
		"/x/../theme/site.css": "/theme/site.css",
		"/notices//index.html": "/notices/index.html",
	} {
		answer := p.raw(path)
		if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusTemporaryRedirect || got != want {
			t.Errorf("%s leads to %q (%d), want %q", path, got, answer.StatusCode, want)
		}
	}
	for _, path := range []string{"//evil.example/", "//evil.example/%2e%2e", "/\\evil.example", "//notices"} {
		answer := p.raw(path)
		if got := answer.Header.Get("Location"); strings.Contains(got, "evil") || strings.HasPrefix(got, "//") {
			t.Errorf("%s leads to another host: %q", path, got)
		}
	}
}

func TestUnchangedFileIsNotSentAgain(t *testing.T) {
	p := start(t, pages, nil).ready()
	first, _ := p.ask("GET", "/theme/site.css", nil)
	tag := first.Header.Get("ETag")
	if len(tag) != 34 {
		t.Fatalf("tag %q", tag)
	}
	again, body := p.ask("GET", "/theme/site.css", func(r *http.Request) { r.Header.Set("If-None-Match", tag) })
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("status %d, body %q", again.StatusCode, body)
	}
	other, _ := p.ask("GET", "/theme/site.css", func(r *http.Request) { r.Header.Set("If-None-Match", `"0"`) })
	if other.StatusCode != http.StatusOK {
		t.Errorf("status %d for another tag", other.StatusCode)
	}
	part, body := p.ask("GET", "/theme/site.css", func(r *http.Request) { r.Header.Set("Range", "bytes=0-3") })
	if part.StatusCode != http.StatusPartialContent || body != "body" {
		t.Errorf("status %d, body %q for a range", part.StatusCode, body)
	}
}

func TestHostHeader(t *testing.T) {
	p := start(t, pages, func(_ *preview, o *Options) { o.AllowHosts = []string{"preview.example", "Other.Example:8443"} }).ready()
	_, port := splitHost(p.server.Addr())
	for host, want := range map[string]int{
		"127.0.0.1:" + port:              200,
		"localhost:" + port:              200,
		"LocalHost:" + port:              200,
		"[::1]:" + port:                  200,
		"preview.example":                200,
		"preview.example:1":              200,
		"other.example:8443":             200,
		"other.example:" + port:          421,
		"localhost":                      421,
		"localhost:1":                    421,
		"evil.example:" + port:           421,
		"localhost.evil.example:" + port: 421,
		"127.0.0.1.evil.example:" + port: 421,
		"192.0.2.7:" + port:              421,
		"127.0.0.2:" + port:              421,
		"0.0.0.0:" + port:                421,
	} {
		for _, path := range []string{"/", "/_xiangwei/state.json"} {
			answer, body := p.ask("GET", path, func(r *http.Request) { r.Host = host })
			if answer.StatusCode != want {
				t.Errorf("%s for %q: status %d, want %d", path, host, answer.StatusCode, want)
			}
			if want == 421 && strings.Contains(body, "首页") {
				t.Errorf("%q got the page", host)
			}
		}
	}
}

func TestInject(t *testing.T) {
	tag := `<script src="/_xiangwei/live.js?` + liveName() + `" data-version="v1" defer></script>`
	for _, c := range []struct{ name, page, want string }{
		{"end of body", "<body>甲</body></html>", "<body>甲" + tag + "</body></html>"},
		{"the last of two", "<body>`</body>`</body>", "<body>`</body>`" + tag + "</body>"},
		{"other case and blank", "<BODY>甲</Body >", "<BODY>甲" + tag + "</Body >"},
		{"fragment", "<p>甲</p>", "<p>甲</p>"},
		{"empty", "", ""},
	} {
		page := []byte(c.page)
		if got := string(inject(page, "v1", false)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if string(page) != c.page {
			t.Errorf("%s: the file of the tree was changed", c.name)
		}
	}
}

func TestPageCarriesTheVersionItsStreamTells(t *testing.T) {
	p := start(t, pages, nil).ready()
	seen := map[string]bool{}
	for _, address := range []string{"/", "/index.html", "/notices/", "/notices/%E5%85%AC%E5%91%8A%20%E4%B8%80.html", "/none"} {
		now := p.stream(address).next()
		if now.Version == "" || !strings.Contains(p.get(address), `data-version="`+now.Version+`"`) {
			t.Errorf("%s: version %q is not in the page", address, now.Version)
		}
		seen[now.Version] = true
	}
	if len(seen) != 4 { // the first two are one page
		t.Errorf("%d versions of four pages", len(seen))
	}
}

func TestContentTypeNeverGuesses(t *testing.T) {
	for p, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "a.SVG": "image/svg+xml; charset=utf-8", "a.csv": "text/csv; charset=utf-8",
		"a.ics": "text/calendar; charset=utf-8", "feed.xml": "application/xml; charset=utf-8", "a.pdf": "application/pdf",
		"a.jpg": "image/jpeg", "a.png": "image/png", "a.woff2": "font/woff2", "a": "application/octet-stream",
		"a.unknown": "application/octet-stream", "名单.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	} {
		if got := contentType(p); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
}

func TestProblemsAreText(t *testing.T) {
	const evil = `BAD<script>alert("x")</script></pre>`
	p := start(t, map[string]string{"content/index.md": evil}, nil).ready()
	answer, page := p.ask("GET", "/any/address", nil)
	if answer.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d before there is a site", answer.StatusCode)
	}
	if strings.Contains(page, "<script>") || !strings.Contains(page, "BAD&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;") {
		t.Errorf("the problem is not escaped:\n%s", page)
	}
	if !strings.Contains(page, "data-alone") || strings.Count(page, "<script") != 1 {
		t.Errorf("the page does not follow the state:\n%s", page)
	}
	var state liveState
	must(t, json.Unmarshal([]byte(p.get("/_xiangwei/state.json")), &state))
	if got := state.Problems[0]; got.Excerpt != evil || got.Place != "content/index.md:1:2" || got.Hint != "删去" ||
		got.Severity != "error" || got.Rule != "test/bad" || got.Related[0].Place != "content/other.md:3" {
		t.Errorf("state holds %+v", got)
	}
	answer, text := p.ask("GET", "/_xiangwei/problems.json", nil)
	if answer.StatusCode != 200 || !strings.Contains(text, `"rule": "test/bad"`) || !strings.Contains(text, `"version": 1`) {
		t.Errorf("problems.json: %s", text)
	}
	for _, word := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("} {
		if strings.Contains(liveScript, word) {
			t.Errorf("the script uses %s", word)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"/", "/notices", "//x/", "/../a", "/a/../index.html", "/\\x", "", "a", "/%", "/\x00"} {
		f.Add(s)
	}
	tree := output.NewTree()
	tree.Add(output.File{Path: "index.html", Data: []byte("<body></body>")})
	tree.Add(output.File{Path: "notices/index.html", Data: []byte("<body></body>")})
	f.Fuzz(func(t *testing.T, asked string) {
		r := &http.Request{Method: "GET", URL: &url.URL{Path: asked}, Header: http.Header{}}
		w := httptest.NewRecorder()
		servePath(w, r, &state{tree: tree})
		if to := w.Header().Get("Location"); to != "" && (to[0] != '/' || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
			t.Errorf("%q leads to %q", asked, to)
		}
	})
}
