package serve

import (
	"bytes"
	"html"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"xiangwei/internal/diag"
)

// keep lets a browser keep what never changes at its address: a page is loaded again at each save, and each of these would
// be another question between the save and the painted page.
const keep = "private, max-age=86400, immutable"

// own is the folder of addresses the preview keeps for itself, before any file of the site.
const own = "/_xiangwei/"

// ServeHTTP answers one request from the newest state.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	if !s.expected(r) {
		plain(w, r, http.StatusMisdirectedRequest, "预览只回答本机的地址。需要用别的主机名访问时，请在启动时允许这个名称。\n")
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		plain(w, r, http.StatusMethodNotAllowed, "预览只能查看。\n")
		return
	}
	if strings.HasPrefix(r.URL.Path, own) {
		s.serveOwn(w, r)
		return
	}
	now := s.state.Load()
	if now.tree == nil {
		writePage(w, r, http.StatusInternalServerError, inject(problemPage(now.problems), "", true))
		return
	}
	servePath(w, r, now)
}

// protect sets what every answer carries: drafts must not be framed, embedded, sniffed or indexed by others.
func protect(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "frame-ancestors 'self'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Robots-Tag", "noindex")
}

func servePath(w http.ResponseWriter, r *http.Request, now *state) {
	asked := r.URL.Path
	clean := path.Clean("/" + asked)
	if clean != "/" && strings.HasSuffix(asked, "/") {
		clean += "/"
	}
	f, ok := now.find(clean)
	if !ok && !strings.HasSuffix(clean, "/") {
		if _, folder := now.find(clean + "/"); folder {
			clean, ok = clean+"/", true // relative links of the page need the slash
		}
	}
	switch {
	case !ok:
		notFound(w, r, now)
	case clean != asked:
		// Temporary: browsers keep a permanent one for whatever listens on this port next. A cleaned path has one
		// leading slash, so it never names another host.
		target := url.URL{Path: clean, RawQuery: r.URL.RawQuery}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, target.String(), http.StatusTemporaryRedirect)
	case isPage(f.Path):
		writePage(w, r, http.StatusOK, inject(f.Data, now.names(f), false))
	default:
		w.Header().Set("Content-Type", contentType(f.Path))
		w.Header().Set("Cache-Control", "no-cache")
		if strings.Contains(path.Base(f.Path), "."+f.Hex()[:10]+".") { // see output.Fingerprint: the address is another after a change
			w.Header().Set("Cache-Control", keep)
		}
		w.Header().Set("ETag", `"`+f.Hex()[:32]+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Data))
	}
}

func notFound(w http.ResponseWriter, r *http.Request, now *state) {
	if f, ok := now.find("/404.html"); ok {
		writePage(w, r, http.StatusNotFound, inject(f.Data, now.names(f), false))
		return
	}
	plain(w, r, http.StatusNotFound, "没有这个网页。\n")
}

func writePage(w http.ResponseWriter, r *http.Request, status int, page []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	write(w, r, status, page)
}

func plain(w http.ResponseWriter, r *http.Request, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	write(w, r, status, []byte(text))
}

func write(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // an error means that the client has gone
	}
}

// playerMark is in the body tag of a venue screen's page, whose own policy allows no other script.
const playerMark = `" data-screen>`

// inject puts the script tag before the end of a page, in a copy. A fragment without an end is meant for pasting
// elsewhere and stays as it is. The tag carries what names the page, so that the script sees a change between this answer
// and its first event.
func inject(page []byte, version string, alone bool) []byte {
	at := lastIndexFold(page, "</body")
	if at < 0 || bytes.Contains(page, []byte(playerMark)) {
		return page
	}
	tag := `<script src="` + own + `live.js?` + liveName() + `" data-version="` + version + `"`
	if alone {
		tag += ` data-alone`
	}
	tag += " defer></script>"
	out := make([]byte, 0, len(page)+len(tag))
	return append(append(append(out, page[:at]...), tag...), page[at:]...)
}

// lastIndexFold is bytes.LastIndex for an ASCII needle in lower case, whatever the case of the text.
func lastIndexFold(text []byte, needle string) int {
	for i := len(text) - len(needle); i >= 0; i-- {
		if text[i] == needle[0] && strings.EqualFold(string(text[i:i+len(needle)]), needle) {
			return i
		}
	}
	return -1
}

// problemPage is shown while there is no good site yet. It works without the script, as text.
func problemPage(l diag.List) []byte {
	var text strings.Builder
	_ = diag.Text(&text, l) // a Builder takes everything
	var b bytes.Buffer
	io.WriteString(&b, `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>网站还不能预览</title>
<link rel="stylesheet" href="`+own+`live.css">
</head>
<body class="alone">
<main>
<h1>网站还不能预览</h1>
<p>改正下面的错误并保存，本页会自动换成网站。</p>
<div id="problems"><pre>`+html.EscapeString(text.String())+`</pre></div>
</main>
</body>
</html>
`)
	return b.Bytes()
}
