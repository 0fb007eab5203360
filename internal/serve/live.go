package serve

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"xiangwei/internal/diag"
)

//go:embed live.js
var liveScript string

//go:embed live.css
var liveStyle string

// liveName names what the script and its style are.
func liveName() string {
	sum := sha256.Sum256([]byte(liveScript + "\x00" + liveStyle))
	return hex.EncodeToString(sum[:5])
}

// heartbeat is how often a silent stream says something, so that a client that vanished without a word is noticed.
const heartbeat = 20 * time.Second

// hub knows the streams that are open.
type hub struct {
	mu      sync.Mutex
	streams map[chan struct{}]string // with the address each looks at, "" for the whole site
}

// join returns a channel that holds one item while there is news, and what to call in the end.
func (h *hub) join(address string) (news <-chan struct{}, leave func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.streams == nil {
		h.streams = map[chan struct{}]string{}
	}
	h.streams[c] = address
	return c, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.streams, c)
	}
}

// tell marks that there is news. It never waits for a slow client: one mark stands for any number of builds.
func (h *hub) tell() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.streams {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// addresses returns what is looked at, each address once.
func (h *hub) addresses() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []string
	for _, address := range h.streams {
		if address != "" && !slices.Contains(list, address) {
			list = append(list, address)
		}
	}
	slices.Sort(list)
	return list
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	now := s.state.Load()
	switch strings.TrimPrefix(r.URL.Path, own) {
	case "live.js":
		keepNamed(h, r)
		h.Set("Content-Type", contentType("live.js"))
		write(w, r, http.StatusOK, []byte(liveScript))
	case "live.css":
		keepNamed(h, r)
		h.Set("Content-Type", contentType("live.css"))
		write(w, r, http.StatusOK, []byte(liveStyle))
	case "events":
		s.serveEvents(w, r)
	case "problems.json":
		var b strings.Builder
		_ = diag.JSON(&b, now.problems) // a Builder takes everything
		h.Set("Content-Type", contentType("problems.json"))
		write(w, r, http.StatusOK, []byte(b.String()))
	case "state.json":
		h.Set("Content-Type", contentType("state.json"))
		write(w, r, http.StatusOK, now.encode(now.version, true))
	case "wall", "wall/":
		h.Set("Content-Type", contentType("wall.html"))
		write(w, r, http.StatusOK, []byte(wallPage))
	case "wall.js":
		h.Set("Content-Type", contentType("wall.js"))
		write(w, r, http.StatusOK, []byte(wallScript))
	case "wall.css":
		h.Set("Content-Type", contentType("wall.css"))
		write(w, r, http.StatusOK, []byte(wallStyle))
	case "wall.json":
		h.Set("Content-Type", contentType("wall.json"))
		write(w, r, http.StatusOK, now.wallJSON())
	default:
		plain(w, r, http.StatusNotFound, "没有这个网页。\n")
	}
}

// keepNamed lets a browser keep what was asked for by its name.
func keepNamed(h http.Header, r *http.Request) {
	if r.URL.RawQuery == liveName() {
		h.Set("Cache-Control", keep)
	}
}

// serveEvents sends the state at once and again whenever it has changed, until the client or the server goes. That the
// first event comes at once lets a page that was hidden for a while see what it has missed.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	address := r.URL.Query().Get("page")
	news, leave := s.hub.join(address)
	defer leave()
	flush := http.NewResponseController(w).Flush
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	told := s.state.Load().event(address)
	text := "retry: 1000\n" + told
	for {
		if _, err := fmt.Fprint(w, text); err != nil || flush() != nil {
			return
		}
		for text = ""; text == ""; {
			select {
			case <-news:
				if now := s.state.Load().event(address); now != told {
					told, text = now, now
				}
			case <-beat.C:
				text = ":\n\n"
			case <-r.Context().Done():
				return
			}
		}
	}
}

// event returns the state as a server-sent event (HTML standard, 9.2), as it concerns a browser that shows an address, ""
// for the whole site. JSON has no raw line break, so one line does.
func (n *state) event(address string) string {
	version := n.version
	if address != "" {
		version = n.shown(address)
	}
	return "event: state\ndata: " + string(n.encode(version, false)) + "\n\n"
}

// liveState is what the script knows: version names what it shows, list the problems.
type liveState struct {
	Version  string        `json:"version"`
	List     string        `json:"list"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Problems []liveProblem `json:"problems,omitempty"`
}

// liveProblem is a problem as the panel shows it, with the source line that problems.json leaves out.
type liveProblem struct {
	Severity string        `json:"severity"`
	Rule     string        `json:"rule"`
	Place    string        `json:"place"` // file:line:col
	Line     int           `json:"line"`
	Col      int           `json:"col"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	Excerpt  string        `json:"excerpt,omitempty"`
	Related  []liveRelated `json:"related,omitempty"`
}

type liveRelated struct {
	Place   string `json:"place"`
	Message string `json:"message"`
}

// encode returns the state as JSON on one line, with the problems where they are wanted.
func (n *state) encode(version string, full bool) []byte {
	doc := liveState{Version: version, List: n.list, Errors: n.problems.Errors(), Warnings: n.problems.Warnings()}
	if full {
		for _, p := range n.problems {
			l := liveProblem{p.Severity.String(), p.Rule, p.Pos.String(), p.Pos.Line, p.Pos.Col, p.Message, p.Hint, p.Excerpt, nil}
			for _, r := range p.Related {
				l.Related = append(l.Related, liveRelated{r.Pos.String(), r.Message})
			}
			doc.Problems = append(doc.Problems, l)
		}
	}
	data, _ := json.Marshal(doc) // strings and numbers always encode
	return data
}
