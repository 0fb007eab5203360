package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"runtime"
	"strings"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// state is what is served now. It is never changed, only replaced as a whole.
type state struct {
	tree     *output.Tree // last good site; nil before there was one
	pages    int          // HTML pages of tree
	version  string       // names the bytes of tree; empty without one
	assets   string       // names what of tree pages may use beside their own bytes
	early    early        // pages that are newer than tree, while the rest of the site is made; nil for none
	problems diag.List    // of the newest build
	list     string       // names the problems
	wall     []byte       // what the wall of screens shows, as JSON; of the last good site
}

// rebuild makes the site once and tells browsers if anything they show has changed: an output byte or a problem. A build
// that changes nothing else is no news, so a program that writes into the watched folders cannot keep pages reloading.
func (s *Server) rebuild(ctx context.Context, changed []string) {
	start := s.now()
	old := s.state.Load()
	tree, wall, problems := s.make(ctx, func(page early) { s.hurry(old, page) })
	if ctx.Err() != nil {
		return // what broke off with the program is not a finding
	}
	next := &state{tree: old.tree, pages: old.pages, version: old.version, assets: old.assets, wall: old.wall, problems: problems, list: listName(problems)}
	good := problems.Errors() == 0
	if good {
		next.tree, next.wall = tree, wall
		next.measure()
	}
	s.state.Store(next)
	if next.version != old.version || next.list != old.list {
		s.hub.tell()
	}
	s.log(Event{Kind: Built, Changed: changed, Problems: problems, Pages: next.pages, Took: s.now().Sub(start), Kept: !good && next.tree != nil})
}

// make calls the build; a failure becomes a problem, so that there is one way to show what is wrong.
func (s *Server) make(ctx context.Context, hurry func(early)) (*output.Tree, []byte, diag.List) {
	result, err := s.o.Build(ctx, hurry)
	if err == nil && (result == nil || result.Tree == nil) {
		err = errors.New("the build made nothing")
	}
	if err != nil {
		p := RuleBuild.At(diag.Pos{File: config.File}, "没能读取或生成网站（%v）", err)
		return nil, nil, diag.List{p.WithHint("检查文件是否存在、能否读取；处理后保存任一文稿，会自动重试")}
	}
	return result.Tree, wallData(result), result.Problems
}

// now returns the zero time without a clock.
func (s *Server) now() time.Time {
	if s.o.Clock == nil {
		return time.Time{}
	}
	return s.o.Clock()
}

// measure names the bytes of the tree and counts its pages.
func (n *state) measure() {
	n.tree.Sum(runtime.GOMAXPROCS(0))
	n.pages = 0
	all, assets := sha256.New(), sha256.New()
	for _, f := range n.tree.Files() {
		sum := f.Sum()
		line := append(append([]byte(f.Path), 0), sum[:]...)
		all.Write(line)
		switch {
		case isPage(f.Path):
			n.pages++
		case f.Group == output.Asset:
			assets.Write(line)
		}
	}
	n.version, n.assets = hex.EncodeToString(all.Sum(nil)[:8]), hex.EncodeToString(assets.Sum(nil)[:8])
}

// listName names a list of problems; the empty list has the empty name.
func listName(l diag.List) string {
	if len(l) == 0 {
		return ""
	}
	h := sha256.New()
	for _, p := range l {
		for _, s := range []string{p.Severity.String(), p.Rule, p.Pos.String(), p.Message, p.Hint, p.Excerpt} {
			h.Write([]byte(s))
			h.Write([]byte{0})
		}
		for _, r := range p.Related {
			h.Write([]byte(r.Pos.String() + "\x00" + r.Message + "\x00"))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// isPage reports whether a path is served as an HTML page.
func isPage(p string) bool { return strings.HasSuffix(p, ".html") || strings.HasSuffix(p, ".htm") }
