package serve

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestChangeReachesTheBrowser(t *testing.T) {
	p := start(t, pages, nil).ready()
	s := p.stream()
	before := s.next()
	p.write("content/index.md", "新的首页")
	e := p.until("content/index.md")
	after := s.next()
	if after.Version == before.Version {
		t.Error("the version is the same")
	}
	if !strings.Contains(p.get("/"), "新的首页") {
		t.Error("the page is the old one")
	}
	if e.Pages != 4 || e.Problems.Errors() != 0 || !strings.Contains(e.String(), "已重新生成：4 页，0 个问题，用时") {
		t.Errorf("event %q", e)
	}
}

func TestChangesOnDisk(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *preview)
		cause  string // path that must be among the causes
		path   string // address to look at
		want   string
	}{
		{"save in place", func(p *preview) { put(p.t, p.root, "content/index.md", "原处保存的首页") }, "content/index.md", "/", "首页"},
		{"save by rename", func(p *preview) {
			p.write("content/.index.md.swp", "改名保存")
			p.rename("content/.index.md.swp", "content/index.md")
		}, "content/index.md", "/", "改名保存"},
		{"save by moving away first", func(p *preview) {
			p.rename("content/index.md", "content/index.md~")
			p.write("content/index.md", "移开再写")
		}, "content/index.md", "/", "移开再写"},
		{"new folder with a file", func(p *preview) { p.write("content/new/a.md", "新栏目") }, "content/new/a.md", "/new/a.html", "新栏目"},
		{"folder moved in from elsewhere", func(p *preview) {
			p.write(".cache/x/a.md", "移入")
			p.rename(".cache/x", "content/x")
		}, "content/x/a.md", "/x/a.html", "移入"},
		{"deleted file", func(p *preview) { must(p.t, os.Remove(filepath.Join(p.root, "content", "notices", "公告 一.md"))) },
			"content/notices/公告 一.md", "/notices/%E5%85%AC%E5%91%8A%20%E4%B8%80.html", "找不到"},
		{"deleted folder", func(p *preview) { must(p.t, os.RemoveAll(filepath.Join(p.root, "content", "notices"))) },
			"content/notices/index.md", "/notices/", "找不到"},
		{"renamed folder", func(p *preview) { p.rename("content/notices", "content/news") }, "content/news/index.md", "/news/", "栏目"},
		{"theme", func(p *preview) { p.write("theme/css/site.css", "body{}") }, "theme/css/site.css", "/", "首页"},
		{"settings", func(p *preview) { p.write("config.toml", "title = \"另一个局\"\n") }, "config.toml", "/", "首页"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := start(t, pages, nil).ready()
			c.change(p)
			p.until(c.cause)
			if got := p.get(c.path); !strings.Contains(got, c.want) {
				t.Errorf("%s is %q, want it to hold %q", c.path, got, c.want)
			}
		})
	}
}

func TestFolderIsFollowedThroughARename(t *testing.T) {
	p := start(t, map[string]string{"content/a/deep/one.md": "一", "content/index.md": "首页"}, nil).ready()
	p.rename("content/a", "content/b")
	p.until("content/b/deep/one.md")
	p.write("content/b/deep/two.md", "二")
	p.until("content/b/deep/two.md")
	p.write("content/a/deep/three.md", "三")
	p.until("content/a/deep/three.md")
}

// TestWhatIsNoChange proves by a last real change that nothing before it led to a build.
func TestWhatIsNoChange(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *preview)
	}{
		{"touch", func(p *preview) {
			later := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
			must(p.t, os.Chtimes(filepath.Join(p.root, "content", "index.md"), later, later))
		}},
		{"attributes", func(p *preview) { must(p.t, os.Chmod(filepath.Join(p.root, "content", "index.md"), 0o600)) }},
		{"litter of editors", func(p *preview) {
			for _, name := range []string{"4913", ".index.md.swp", "index.md~", "#index.md#", "~$名单.docx", "index.md___jb_tmp___"} {
				p.write("content/"+name, "x")
			}
		}},
		{"output and caches", func(p *preview) {
			p.write("public/index.html", "x")
			p.write("dist/index.html", "x")
			p.write(".git/index", "x")
			p.write("node_modules/a/b.js", "x")
		}},
		{"other files of the folder", func(p *preview) { p.write("说明.txt", "x") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := start(t, pages, func(_ *preview, o *Options) { o.Ignore = []string{"dist"} }).ready()
			c.change(p)
			p.write("content/last.md", "末")
			if e := p.next(Built); len(e.Changed) != 1 || e.Changed[0] != "content/last.md" || p.count() != 2 {
				t.Errorf("build %d was made for %v", p.count(), e.Changed)
			}
		})
	}
}

// TestBurst holds a build while 300 files are written, so that the number of builds does not depend on the speed of the
// machine: one for the first file, one for the rest, and one more where events were still under way between the two.
func TestBurst(t *testing.T) {
	gate := make(chan struct{}, 1000)
	gate <- struct{}{}
	p := startGated(t, gate).ready()
	p.write("content/notices/first.md", "x")
	for p.count() < 2 {
		runtime.Gosched()
	}
	for i := range 300 {
		p.write("content/notices/"+strconv.Itoa(i)+".md", "x")
	}
	for range 100 {
		gate <- struct{}{}
	}
	for made := 0; made < 305; {
		made = p.next(Built).Pages
	}
	if n := p.count(); n > 4 {
		t.Errorf("%d builds for one burst", n)
	}
}

func TestBuildsWaitTheirTurn(t *testing.T) {
	gate := make(chan struct{}, 100)
	gate <- struct{}{}
	p := startGated(t, gate).ready()
	p.write("content/a.md", "一")
	for p.count() < 2 { // the second build is under way and held
		runtime.Gosched()
	}
	p.write("content/b.md", "二")
	p.write("content/c.md", "三")
	gate <- struct{}{}
	p.until("content/a.md")
	gate <- struct{}{}
	gate <- struct{}{}
	p.until("content/c.md")
	if n := p.count(); n > 4 {
		t.Errorf("%d builds", n)
	}
}

func startGated(t *testing.T, gate chan struct{}) *preview {
	t.Helper()
	return start(t, pages, func(p *preview, _ *Options) { p.gate = gate })
}

func TestLastGoodSiteStays(t *testing.T) {
	p := start(t, pages, nil).ready()
	s := p.stream()
	good := s.next()
	p.write("content/notices/x.md", "BAD 文稿")
	e := p.until("content/notices/x.md")
	bad := s.next()
	if bad.Version != good.Version || bad.Errors != 1 || bad.List == "" {
		t.Errorf("state %+v after an error, was %+v", bad, good)
	}
	if !e.Kept || !strings.HasPrefix(e.String(), "改动有错误，仍显示上一次的网站：") {
		t.Errorf("event %q", e)
	}
	if got := p.get("/"); !strings.Contains(got, "首页") {
		t.Errorf("the good page is gone: %s", got)
	}
	if answer, _ := p.ask("GET", "/notices/x.html", nil); answer.StatusCode != http.StatusNotFound {
		t.Error("a page of the bad build is served")
	}
	p.write("content/notices/x.md", "FAIL")
	failed := s.next()
	if failed.Version != good.Version || failed.Errors != 1 || failed.List == bad.List {
		t.Errorf("state %+v after a failure", failed)
	}
	if got := p.get("/_xiangwei/problems.json"); !strings.Contains(got, RuleBuild.ID) {
		t.Errorf("the failure is not among the problems: %s", got)
	}
	must(t, os.Remove(filepath.Join(p.root, "content", "notices", "x.md")))
	mended := s.next()
	if mended.Version != good.Version || mended.List != "" || mended.Errors != 0 {
		t.Errorf("state %+v after mending, was %+v", mended, good)
	}
}

func TestFirstBuildFailsAndIsMended(t *testing.T) {
	for _, text := range []string{"BAD", "FAIL"} {
		p := start(t, map[string]string{"content/index.md": text}, nil)
		e := p.next(Built)
		if e.Kept || !strings.HasPrefix(e.String(), "未能生成：1 个问题") {
			t.Errorf("event %q", e)
		}
		s := p.stream()
		if first := s.next(); first.Version != "" || first.Errors != 1 {
			t.Errorf("state %+v", first)
		}
		if answer, page := p.ask("GET", "/", nil); answer.StatusCode != 500 || !strings.Contains(page, "content/index.md:1:2") && text == "BAD" {
			t.Errorf("status %d: %s", answer.StatusCode, page)
		}
		p.write("content/index.md", "好了")
		if mended := s.next(); mended.Version == "" || mended.Errors != 0 {
			t.Errorf("state %+v after mending", mended)
		}
		if got := p.get("/"); !strings.Contains(got, "好了") {
			t.Errorf("page %q", got)
		}
	}
}

func TestSameOutputIsNoNews(t *testing.T) {
	p := start(t, pages, nil).ready()
	s := p.stream()
	first := s.next()
	p.write("theme/unused.css", "a{}") // a build, but not one byte of output
	p.until("theme/unused.css")
	p.write("content/warned.md", "WARN")
	p.until("content/warned.md")
	if second := s.next(); second.Version == first.Version || second.Warnings != 1 {
		t.Errorf("the event is for the build without news: %+v", second)
	}
	if len(s.states) > 0 {
		t.Error("there is one event too many")
	}
}

func TestPolling(t *testing.T) {
	p := start(t, pages, func(_ *preview, o *Options) { o.Poll = time.Millisecond }).ready()
	p.write("content/polled.md", "查看")
	p.until("content/polled.md")
	must(t, os.RemoveAll(filepath.Join(p.root, "content", "notices")))
	p.until("content/notices/index.md")
	before := p.count()
	p.write("public/x.html", "x")
	p.write("content/polled2.md", "查看")
	p.until("content/polled2.md")
	if n := p.count() - before; n != 1 {
		t.Errorf("%d builds for one change", n)
	}
}

func TestShutdownWithOpenStreams(t *testing.T) {
	p := start(t, pages, nil).ready()
	var streams []*stream
	for range 5 {
		s := p.stream()
		s.next()
		streams = append(streams, s)
	}
	p.stop()
	for _, s := range streams {
		for range s.states { // ends when the stream does
		}
	}
	if n := p.server.hub.count(); n != 0 {
		t.Errorf("%d streams left", n)
	}
	if c, err := net.Dial("tcp", p.server.Addr()); err == nil {
		c.Close()
		t.Error("the address is still open")
	}
}

func TestClientThatGoesLeavesNothing(t *testing.T) {
	p := start(t, pages, nil).ready()
	s := p.stream()
	s.next()
	if n := p.server.hub.count(); n != 1 {
		t.Fatalf("%d streams", n)
	}
	s.close()
	deadline := time.Now().Add(generous)
	for p.server.hub.count() > 0 {
		if time.Now().After(deadline) {
			t.Fatal("the stream is still known")
		}
		runtime.Gosched()
	}
}

func TestShutdownDuringTheFirstBuild(t *testing.T) {
	p := startGated(t, make(chan struct{}))
	for p.count() == 0 {
		runtime.Gosched()
	}
	p.stop()
	if len(p.events) != 0 {
		t.Errorf("a build that was broken off is reported: %q", <-p.events)
	}
}

func TestNothingIsWritten(t *testing.T) {
	p := start(t, pages, nil).ready()
	p.get("/")
	p.write("content/index.md", "改")
	p.until("content/index.md")
	s := &snapshot{root: p.root, rules: rules{}}
	for name := range s.look(whole) {
		if !strings.HasPrefix(name, "content") && name != "config.toml" {
			t.Errorf("%s was made", name)
		}
	}
	entries, err := os.ReadDir(p.root)
	must(t, err)
	if len(entries) != 2 {
		t.Errorf("the folder holds %v", entries)
	}
}

func TestNew(t *testing.T) {
	if _, err := New(Options{}); err == nil {
		t.Error("a server without a build")
	}
	p := start(t, pages, nil)
	if host, port := splitHost(p.server.Addr()); host != "127.0.0.1" || port == "0" || port == "" {
		t.Errorf("address %s", p.server.Addr())
	}
	if _, err := New(Options{Root: p.root, Build: p.build, Addr: p.server.Addr()}); err == nil {
		t.Error("an address can be taken twice")
	}
}

func TestOtherComputersAreMentioned(t *testing.T) {
	p := start(t, pages, func(_ *preview, o *Options) { o.Addr = "0.0.0.0:0" }).ready()
	if got := p.next(Note); !strings.Contains(got.String(), "其他电脑") {
		t.Errorf("note %q", got)
	}
}

// count returns how many streams there are.
func (h *hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.streams)
}
