package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"strings"

	"xiangwei/internal/output"
)

// Between a save and the finished site lies the making of every list, data file and check that the change may concern. Who
// saved looks at one page. So as soon as texts are read, pages are made one by one as they are asked for, those first that
// are open in a browser, and the rest of the site is made behind them.

// early makes the page of a path; false for one that is not made alone.
type early = func(path string) ([]byte, bool)

// hurry serves pages of a site under way and tells browsers whose page has changed. After errors it waits for the whole
// site: as long as they are not mended, what is shown is the last good one.
func (s *Server) hurry(old *state, page early) {
	if old.tree == nil || old.problems.Errors() > 0 {
		return
	}
	next := *old
	next.early = page
	s.state.Store(&next)
	for _, address := range s.hub.addresses() {
		if next.shown(address) != old.shown(address) {
			s.hub.tell()
			return
		}
	}
}

// find looks a clean path up, exactly as it is published. The site is in memory, so nothing outside can be reached.
func (n *state) find(clean string) (*output.File, bool) {
	if strings.HasSuffix(clean, "/") {
		clean += "index.html"
	}
	name := clean[1:]
	if n.early != nil && isPage(name) {
		if data, ok := n.early(name); ok {
			return &output.File{Path: name, Data: data}, true
		}
	}
	return n.tree.Get(name)
}

// names is what a browser that shows a page compares: the page's bytes, and what it may use beside them.
func (n *state) names(page *output.File) string {
	sum := page.Sum()
	long := sha256.Sum256(append([]byte(n.assets), sum[:]...))
	return hex.EncodeToString(long[:8])
}

// shown names what a browser shows at an address, "" without a site.
func (n *state) shown(address string) string {
	if n.tree == nil {
		return ""
	}
	plain, err := url.PathUnescape(address)
	if err != nil {
		plain = address
	}
	clean := path.Clean("/" + plain)
	if clean != "/" && strings.HasSuffix(plain, "/") {
		clean += "/"
	}
	if f, ok := n.find(clean); ok {
		return n.names(f)
	}
	if f, ok := n.find("/404.html"); ok {
		return n.names(f)
	}
	return n.version
}
