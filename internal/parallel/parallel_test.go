package parallel

import (
	"context"
	"sync/atomic"
	"testing"
)

func TestEachRunsEveryIndexOnce(t *testing.T) {
	for _, c := range []struct{ n, workers int }{{0, 4}, {1, 4}, {100, 1}, {100, 7}, {100, 0}} {
		got := make([]int32, c.n)
		Each(t.Context(), c.n, c.workers, func(i int) { atomic.AddInt32(&got[i], 1) })
		for i, times := range got {
			if times != 1 {
				t.Errorf("%+v: index %d ran %d times", c, i, times)
			}
		}
	}
}

func TestEachBeginsNothingAfterTheContextIsDone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ran := 0
	Each(ctx, 100, 1, func(i int) {
		ran++
		if i == 4 {
			cancel()
		}
	})
	if ran != 5 {
		t.Errorf("%d ran, want 5", ran)
	}
}
