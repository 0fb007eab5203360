package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"xiangwei/internal/build"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// generous bounds waiting for what must come; it is never waited out when all is well.
const generous = 30 * time.Second

// preview is a running server over a real folder. Its build is a small one: every content file becomes a page, and a
// file that says BAD is an error, one that says WARN a warning, one that says FAIL breaks the build off.
type preview struct {
	t      *testing.T
	root   string
	server *Server
	url    string
	cancel context.CancelFunc
	done   chan error
	events chan Event
	gate   chan struct{} // when set, every build waits for an item
	behind chan struct{} // when set, every build hands out its pages and then waits for an item

	mu     sync.Mutex
	builds int
	busy   bool
}

func start(t *testing.T, files map[string]string, change func(*preview, *Options)) *preview {
	t.Helper()
	p := &preview{t: t, root: t.TempDir(), done: make(chan error, 1), events: make(chan Event, 1000)}
	put(t, p.root, "config.toml", "title = \"某某局\"\n")
	for name, text := range files {
		put(t, p.root, name, text)
	}
	o := Options{Root: p.root, Build: p.build, Log: func(e Event) { p.events <- e }, Clock: time.Now}
	if change != nil {
		change(p, &o)
	}
	s, err := New(o)
	must(t, err)
	s.probe = time.Hour // events alone, unless a test says otherwise
	p.server, p.url = s, strings.TrimSuffix(s.URL(), "/")
	ctx, cancel := context.WithCancel(t.Context())
	p.cancel = cancel
	t.Cleanup(p.stop)
	go func() { p.done <- s.Run(ctx) }()
	return p
}

// stop ends the server and checks that it ends in time and without error.
func (p *preview) stop() {
	p.cancel()
	select {
	case err, ok := <-p.done:
		if ok {
			close(p.done)
		}
		if err != nil {
			p.t.Errorf("Run: %v", err)
		}
	case <-time.After(generous):
		p.t.Fatal("Run did not end")
	}
}

func (p *preview) build(ctx context.Context, early func(func(string) ([]byte, bool))) (*build.Result, error) {
	p.mu.Lock()
	if p.busy {
		p.t.Error("two builds at a time")
	}
	p.busy = true
	p.builds++
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.busy = false
	}()
	if p.gate != nil {
		select {
		case <-p.gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	made, err := makeSite(p.root)
	if err == nil && p.behind != nil {
		early(func(path string) ([]byte, bool) {
			f, ok := made.Tree.Get(path)
			if !ok {
				return nil, false
			}
			return f.Data, true
		})
		select {
		case <-p.behind:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return made, err
}

func makeSite(root string) (*build.Result, error) {
	r := &build.Result{Tree: output.NewTree()}
	add := func(path, text string) { r.Tree.Add(output.File{Path: path, Data: []byte(text)}) }
	add("404.html", "<html><body>找不到</body></html>")
	add("theme/site.css", "body{}")
	add("theme/site.806db22126.css", "p{}")
	add("data/a.json", "{}")
	files, err := filepath.Glob(filepath.Join(root, "content", "*", "*.md"))
	if err != nil {
		return nil, err
	}
	more, err := filepath.Glob(filepath.Join(root, "content", "*.md"))
	if err != nil {
		return nil, err
	}
	for _, file := range append(files, more...) {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		name, _ := relative(root, file)
		page := strings.TrimSuffix(strings.TrimPrefix(name, "content/"), ".md") + ".html"
		add(page, "<html><body>"+string(data)+"</BODY></html>")
		pos := diag.Pos{File: name, Line: 1, Col: 2}
		switch {
		case strings.Contains(string(data), "FAIL"):
			return nil, os.ErrPermission
		case strings.Contains(string(data), "BAD"):
			rule := diag.Rule{ID: "test/bad", Severity: diag.Error}
			r.Problems = append(r.Problems, rule.At(pos, "这里不对：%s", data).WithHint("删去").WithExcerpt(string(data)).WithRelated(diag.Pos{File: "content/other.md", Line: 3}, "先前的一处"))
		case strings.Contains(string(data), "WARN"):
			r.Problems = append(r.Problems, diag.Rule{ID: "test/warn", Severity: diag.Warning}.At(pos, "请留意"))
		}
	}
	return r, nil
}

func (p *preview) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.builds
}

// next returns the next event of a kind.
func (p *preview) next(k Kind) Event {
	p.t.Helper()
	deadline := time.After(generous)
	for {
		select {
		case e := <-p.events:
			if e.Kind == k {
				return e
			}
		case <-deadline:
			p.t.Fatalf("no event of kind %d", k)
		}
	}
}

// ready waits for the first build and the address.
func (p *preview) ready() *preview {
	p.t.Helper()
	p.next(Built)
	p.next(Listening)
	return p
}

// until waits for builds until one was caused by the path.
func (p *preview) until(path string) Event {
	p.t.Helper()
	for {
		if e := p.next(Built); slices.Contains(e.Changed, path) {
			return e
		}
	}
}

// write puts a file in place with one rename, so that no build can see half of it.
func (p *preview) write(name, text string) {
	p.t.Helper()
	put(p.t, p.root, name+".tmp", text)
	p.rename(name+".tmp", name)
}

func (p *preview) rename(from, to string) {
	p.t.Helper()
	must(p.t, os.Rename(filepath.Join(p.root, filepath.FromSlash(from)), filepath.Join(p.root, filepath.FromSlash(to))))
}

// ask sends one request and returns the answer with its whole body.
func (p *preview) ask(method, path string, change func(*http.Request)) (*http.Response, string) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, nil)
	must(p.t, err)
	if change != nil {
		change(r)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	must(p.t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(p.t, err)
	return answer, string(body)
}

func (p *preview) get(path string) string {
	p.t.Helper()
	_, body := p.ask(http.MethodGet, path, nil)
	return body
}

// raw asks for a path exactly as it is, which a client would tidy.
func (p *preview) raw(path string) *http.Response {
	p.t.Helper()
	c, err := net.Dial("tcp", p.server.Addr())
	must(p.t, err)
	defer c.Close()
	_, err = io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: "+p.server.Addr()+"\r\nConnection: close\r\n\r\n")
	must(p.t, err)
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	must(p.t, err)
	return answer
}

// stream is an open stream of server-sent events.
type stream struct {
	t      *testing.T
	states chan liveState
	close  context.CancelFunc
}

// stream opens the stream of the whole site, or that of a browser that shows an address.
func (p *preview) stream(address ...string) *stream {
	p.t.Helper()
	ctx, cancel := context.WithCancel(p.t.Context())
	from := "/_xiangwei/events"
	for _, a := range address {
		from += "?page=" + url.QueryEscape(a)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+from, nil)
	must(p.t, err)
	answer, err := http.DefaultClient.Do(r)
	must(p.t, err)
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream; charset=utf-8" {
		p.t.Errorf("type of the stream is %q", got)
	}
	s := &stream{p.t, make(chan liveState, 100), cancel}
	p.t.Cleanup(cancel)
	go func() {
		defer close(s.states)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var state liveState
				if json.Unmarshal([]byte(data), &state) == nil {
					s.states <- state
				}
			}
		}
	}()
	return s
}

func (s *stream) next() liveState {
	s.t.Helper()
	select {
	case state, ok := <-s.states:
		if !ok {
			s.t.Fatal("the stream ended")
		}
		return state
	case <-time.After(generous):
		s.t.Fatal("no event")
	}
	return liveState{}
}
