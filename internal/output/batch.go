package output

import (
	"context"
	"os"
	"path"
	"sync"
	"sync/atomic"

	"xiangwei/internal/parallel"
)

// batchSize is how many files of a folder are taken at a time. A batch opens its folder once, and not every part of the
// way to it for every file, as os.Root must.
const batchSize = 64

// batch is a run of Plan.Write whose temporary files lie in one folder.
type batch struct{ start, end int }

func (r *run) batches(start, end int) []batch {
	var out []batch
	for i := start; i < end; i++ {
		if n := len(out); n > 0 && i-out[n-1].start < batchSize && path.Dir(r.temps[i]) == path.Dir(r.temps[i-1]) {
			out[n-1].end = i + 1
			continue
		}
		out = append(out, batch{i, i + 1})
	}
	return out
}

// inBatches calls do for the files start…end-1 of Plan.Write from several goroutines, with the folder of the temporary
// file, and returns the first error; no file is begun after one.
func (r *run) inBatches(start, end int, do func(folder *os.Root, i int) error) error {
	var mu sync.Mutex
	var first error
	var failed atomic.Bool
	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if failed.Store(true); first == nil {
			first = err
		}
	}
	batches := r.batches(start, end)
	parallel.Each(context.Background(), len(batches), r.workers, func(n int) {
		if failed.Load() {
			return
		}
		folder, err := r.root.OpenRoot(path.Dir(r.temps[batches[n].start]))
		if err != nil {
			fail(err)
			return
		}
		defer folder.Close()
		for i := batches[n].start; i < batches[n].end && !failed.Load(); i++ {
			if err := do(folder, i); err != nil {
				fail(err)
			}
		}
	})
	return first
}
