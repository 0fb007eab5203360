package serve

import (
	"context"
	"time"
)

// whole stands for the site's folder itself: everything may have changed.
const whole = "."

// batch is a set of paths that may have changed.
type batch map[string]struct{}

// names returns the paths, in no order.
func (b batch) names() []string {
	names := make([]string, 0, len(b))
	for name := range b {
		names = append(names, name)
	}
	return names
}

// settle gathers what comes in until nothing has come for quiet, or the first has waited for limit, and then offers it
// as one batch. While the receiver is busy it goes on gathering, so there is one build under way and one batch pending,
// however many changes there are. It ends with ctx.
func settle(ctx context.Context, in <-chan string, out chan<- batch, quiet, limit time.Duration) {
	pending := batch{}
	pause, deadline := time.NewTimer(quiet), time.NewTimer(limit)
	pause.Stop()
	deadline.Stop()
	due, late := false, false
	for {
		var ready chan<- batch
		if due || late {
			ready = out
		}
		select {
		case name := <-in:
			if len(pending) == 0 {
				deadline.Reset(limit)
			}
			pending[name] = struct{}{}
			due = false
			pause.Reset(quiet)
		case <-pause.C:
			due = true
		case <-deadline.C:
			late = true
		case ready <- pending:
			pending, due, late = batch{}, false, false
			pause.Stop()
			deadline.Stop()
		case <-ctx.Done():
			return
		}
	}
}
