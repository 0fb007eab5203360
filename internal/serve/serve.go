// Package serve is the preview: a site served from memory on this computer, made again whenever a file changes.
//
// It stands behind the pipeline and calls it through one function; what it gets is a tree of files and a list of
// problems. The last good tree is served as it would be published, except that HTML pages get one script tag on their
// way out: the script listens for server-sent events, loads the page again when the site has changed and shows problems
// over it. The package must not know how a site is made, what a kind is or what its pages hold. It writes nothing to
// disk, neither to public/ nor anywhere else.
//
// Three things protect drafts: the server listens where it is told (on this computer alone unless someone asks for
// more), answers only to host names it expects, and lets no other site read or frame its pages.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"xiangwei/internal/build"
)

// DefaultAddr is loopback only, on a port that the system picks.
const DefaultAddr = "127.0.0.1:0"

// Times of the server. Editors save in bursts of a few milliseconds; a large copy may take seconds and should show
// progress meanwhile.
const (
	quiet      = 20 * time.Millisecond  // no event for so long: the burst is over
	patience   = 500 * time.Millisecond // a burst is cut here
	pollEvery  = time.Second            // where events do not come
	pollLeast  = 2 * quiet              // more often, and no burst would ever be over
	probeEvery = 2 * time.Second        // until the first event has shown that events come
	farewell   = 2 * time.Second        // open requests get so long after the end
)

// Options are what a preview depends on.
type Options struct {
	Root string // the site's folder on disk

	// Build makes the site; it is never called twice at a time. It may hand out pages before it has made all of them, see
	// build.Options.Early.
	Build func(ctx context.Context, early func(page func(path string) ([]byte, bool))) (*build.Result, error)

	Addr       string           // host:port to listen on; DefaultAddr when empty
	AllowHosts []string         // host names answered besides those of this computer, with or without port
	Poll       time.Duration    // look for changes at this interval; 0: wait for events where they come
	Ignore     []string         // output and cache folders, absolute or relative to Root; never watched
	Log        func(Event)      // told what happens, one call at a time; may be nil
	Clock      func() time.Time // measures builds; nil measures nothing. No page depends on it
}

// Server is a preview. It listens from New on and answers from Run on.
type Server struct {
	o        Options
	rules    rules
	listener net.Listener
	state    atomic.Pointer[state]
	hub      hub
	logging  sync.Mutex
	probe    time.Duration
}

// New opens the address, so that it is known before the first build and a taken port is an error at once. Connections
// wait until Run answers them; Run also gives the address back.
func New(o Options) (*Server, error) {
	if o.Build == nil {
		return nil, errors.New("serving: no build function")
	}
	root, err := filepath.Abs(o.Root)
	if err != nil {
		return nil, fmt.Errorf("finding site folder: %w", err)
	}
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real // a walk does not follow a link it starts from
	}
	o.Root = root
	if o.Addr == "" {
		o.Addr = DefaultAddr
	}
	listener, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("opening address: %w", err)
	}
	s := &Server{o: o, rules: newRules(root, o.Ignore), listener: listener, probe: probeEvery}
	s.state.Store(&state{})
	return s, nil
}

// Addr returns the host:port the server listens on, with the port that was picked.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// URL returns the address for a browser.
func (s *Server) URL() string {
	host, port, err := net.SplitHostPort(s.Addr())
	if err != nil {
		return "http://" + s.Addr() + "/"
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// Run builds the site, serves it and builds again on every change, until ctx ends: then it returns nil. It can be called
// once. Problems of the site and a failed build are shown, not returned; an error means that serving itself broke off.
func (s *Server) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	defer s.listener.Close()

	pokes, batches := make(chan string), make(chan batch)
	group.Go(func() { settle(ctx, pokes, batches, quiet, patience) })
	// Watching begins before the first look and the first look before the first build: a change in between is seen.
	w := &watcher{root: s.o.Root, rules: s.rules, poll: s.o.Poll, probe: s.probe, pokes: pokes, note: s.note}
	w.open()
	group.Go(func() { w.run(ctx) })
	seen := &snapshot{root: s.o.Root, rules: s.rules}
	seen.refresh([]string{whole})
	s.rebuild(ctx, nil)
	if ctx.Err() != nil {
		return nil
	}
	broken := make(chan error, 1)
	group.Go(func() { broken <- s.listen(ctx) })
	s.welcome()
	for {
		select {
		case b := <-batches:
			start := s.now()
			changed := seen.refresh(b.names())
			w.cost.Store(int64(s.now().Sub(start)))
			if len(changed) > 0 {
				s.rebuild(ctx, changed)
			}
		case err := <-broken:
			return err
		case <-ctx.Done():
			return <-broken
		}
	}
}

// listen answers requests until ctx ends. It returns nil then, within a bounded time whatever clients do.
func (s *Server) listen(ctx context.Context) error {
	server := &http.Server{
		Handler:           s,
		ErrorLog:          log.New(io.Discard, "", 0), // what clients do wrong is no news for staff
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(s.listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	if server.Shutdown(bounded) != nil {
		_ = server.Close() // nobody could act on it any more
	}
	<-failed
	return nil
}

// welcome logs the address, and a warning where it can be reached from other computers.
func (s *Server) welcome() {
	s.log(Event{Kind: Listening, URL: s.URL()})
	if a, ok := s.listener.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		s.note("注意：同一网络里的其他电脑也能打开这个预览，看到草稿和未到发布时间的内容。")
	}
}
