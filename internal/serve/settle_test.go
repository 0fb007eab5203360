package serve

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// bench runs settle in a bubble of its own time.
type bench struct {
	in    chan string
	out   chan batch
	start time.Time
}

func inBubble(t *testing.T, test func(*testing.T, *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		b := &bench{make(chan string), make(chan batch), time.Now()}
		go settle(ctx, b.in, b.out, 40*time.Millisecond, 500*time.Millisecond)
		test(t, b)
		cancel()
	})
}

// take waits for a batch and returns its names and when it came.
func (b *bench) take() ([]string, time.Duration) {
	names := (<-b.out).names()
	slices.Sort(names)
	return names, time.Since(b.start)
}

func (b *bench) want(t *testing.T, names []string, at time.Duration) {
	t.Helper()
	got, when := b.take()
	if diff := cmp.Diff(names, got); diff != "" {
		t.Errorf("batch (-want +got):\n%s", diff)
	}
	if when != at {
		t.Errorf("batch after %v, want %v", when, at)
	}
}

func TestSettleWaitsForQuiet(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		for _, name := range []string{"a", "b", "a"} {
			b.in <- name
			time.Sleep(30 * time.Millisecond)
		}
		b.want(t, []string{"a", "b"}, 100*time.Millisecond) // the last came at 60 ms
	})
}

func TestSettleCutsALongBurst(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		stop := make(chan struct{})
		go func() {
			for {
				select {
				case b.in <- "copy":
				case <-stop:
					return
				}
				select {
				case <-time.After(10 * time.Millisecond):
				case <-stop:
					return
				}
			}
		}()
		b.want(t, []string{"copy"}, 500*time.Millisecond)
		close(stop)
	})
}

func TestSettleKeepsOneBatchPendingWhileBusy(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		for _, name := range []string{"a", "b", "c"} {
			b.in <- name
			time.Sleep(time.Second) // a build is under way
		}
		b.want(t, []string{"a", "b", "c"}, 3*time.Second)
		b.in <- "d"
		b.want(t, []string{"d"}, 3*time.Second+40*time.Millisecond)
	})
}

func TestSettleSaysNothingOfNothing(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.in <- "a"
		b.take()
		select {
		case got := <-b.out:
			t.Errorf("batch %v after everything was taken", got.names())
		case <-time.After(time.Hour):
		}
	})
}
