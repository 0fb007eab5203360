package serve

import (
	"strings"
	"testing"
)

// A page that is open follows a save while the rest of the site is still being made, and nothing is told twice.
func TestOpenPageComesBeforeTheRestOfTheSite(t *testing.T) {
	behind := make(chan struct{}, 100)
	behind <- struct{}{}
	p := start(t, pages, func(p *preview, _ *Options) { p.behind = behind }).ready()
	home, notices, whole := p.stream("/"), p.stream("/notices/"), p.stream()
	before, other := home.next(), notices.next()
	all := whole.next()
	p.write("content/index.md", "新的首页")
	after := home.next()
	if after.Version == before.Version {
		t.Error("the version is the same")
	}
	if body := p.get("/"); !strings.Contains(body, "新的首页") || !strings.Contains(body, `data-version="`+after.Version+`"`) {
		t.Errorf("the page is %s", body)
	}
	behind <- struct{}{}
	p.until("content/index.md")
	if now := whole.next(); now.Version == all.Version {
		t.Error("the site's version is the same")
	}
	p.write("content/index.md", "又一个首页 WARN")
	if now := home.next(); now.Version == after.Version || now.Warnings != 0 {
		t.Errorf("the next event of the page is %+v", now)
	}
	behind <- struct{}{} // not before: a reader that is slow is told the newest only
	if now := notices.next(); now.Version != other.Version || now.Warnings != 1 {
		t.Errorf("a page that is the same was told %+v", now)
	}
	if !strings.Contains(p.get("/"), "又一个首页") {
		t.Error("the finished site has the old page")
	}
}

// A page that is gone, or comes to be, is followed like one that changes.
func TestOpenPageThatComesAndGoes(t *testing.T) {
	p := start(t, pages, nil).ready()
	s := p.stream("/later.html")
	none := s.next()
	p.write("content/later.md", "来了")
	there := s.next()
	if there.Version == none.Version || !strings.Contains(p.get("/later.html"), "来了") {
		t.Error("a new page was not told")
	}
	p.rename("content/later.md", "content/moved.md")
	if gone := s.next(); gone.Version != none.Version || strings.Contains(p.get("/later.html"), "来了") {
		t.Error("a page that went was not told")
	}
}

// While there are errors the last good site stays, whatever the pages of the new one are.
func TestErrorsAreShownOverTheLastGoodSite(t *testing.T) {
	behind := make(chan struct{}, 100)
	behind <- struct{}{}
	p := start(t, pages, func(p *preview, _ *Options) { p.behind = behind }).ready()
	s := p.stream("/")
	good := s.next()
	behind <- struct{}{}
	p.write("content/index.md", "BAD 首页")
	p.until("content/index.md")
	for now := s.next(); now.Errors != 1 || now.Version != good.Version; now = s.next() {
		t.Logf("meanwhile %+v", now)
	}
	p.write("content/index.md", "BAD 仍旧")
	behind <- struct{}{}
	p.until("content/index.md")
	if body := p.get("/"); strings.Contains(body, "BAD") {
		t.Errorf("a site with errors is shown: %s", body)
	}
}
