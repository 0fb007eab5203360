package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"xiangwei/internal/build"
)

const (
	patience = time.Second            // what takes no longer needs no progress
	redraw   = 250 * time.Millisecond // of the line
)

// progress shows on a terminal, and nowhere else, what a long build is doing. Tell is told each stage that has ended; end
// takes the line away and may be called more than once.
func progress(w io.Writer) (tell func(stage string), end func()) {
	if !isTerminal(w) {
		return func(string) {}, func() {}
	}
	l := &line{w: w, stages: append(build.Stages(), "写入文件"), started: time.Now(), done: make(chan struct{})}
	l.group.Go(l.run)
	var once sync.Once
	return l.tell, func() {
		once.Do(func() {
			close(l.done)
			l.group.Wait()
		})
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// line is the progress line.
type line struct {
	w       io.Writer
	stages  []string
	started time.Time
	done    chan struct{}
	group   sync.WaitGroup

	mu sync.Mutex
	at int // stage under way
}

func (l *line) tell(stage string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.Index(l.stages, stage); i >= 0 {
		l.at = i + 1
	}
}

func (l *line) run() {
	ticks := time.NewTicker(redraw)
	defer ticks.Stop()
	shown := false
	for {
		select {
		case <-l.done:
			if shown {
				fmt.Fprint(l.w, clearLine)
			}
			return
		case now := <-ticks.C:
			if took := now.Sub(l.started); took > patience {
				fmt.Fprint(l.w, clearLine, l.text(took))
				shown = true
			}
		}
	}
}

// clearLine goes back to the line's beginning and empties it.
const clearLine = "\r\x1b[K"

func (l *line) text(took time.Duration) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := min(l.at, len(l.stages)-1)
	return fmt.Sprintf("（%d/%d）%s……已用 %.0f 秒", at+1, len(l.stages), l.stages[at], took.Seconds())
}
