// Package parallel runs one piece of work for each index, on several workers.
//
// Results go to the caller's slice by index, so that what comes out never depends on the number of workers or their
// speed. It sits at the bottom of the program and knows nothing of what it runs.
package parallel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls do for every index from 0 to n-1 and returns when all have returned. Workers is how many run at a time; 0
// means as many as there are processors. Once the context is done no further index is begun; the caller looks at
// ctx.Err.
func Each(ctx context.Context, n, workers int, do func(i int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(workers, n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
}
