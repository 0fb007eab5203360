package output

import (
	"context"
	"path"
	"sync"
	"sync/atomic"

	"xiangwei/internal/parallel"
)

// batchSize is how many files of a folder are taken at a time. A batch opens its folder once, and not every part of the
// way to it for every file, as os.Root must.
const batchSize = 64

// batches cuts files of Plan.Write into runs whose temporary files lie in one folder and are to stand in one folder.
func (r *run) batches(files []int) [][]int {
	var out [][]int
	for n, i := range files {
		if n > 0 && len(out[len(out)-1]) < batchSize && r.together(files[n-1], i) {
			last := &out[len(out)-1]
			*last = append(*last, i)
			continue
		}
		out = append(out, []int{i})
	}
	return out
}

func (r *run) together(i, k int) bool {
	return path.Dir(r.temps[i]) == path.Dir(r.temps[k]) && path.Dir(r.Write[i].Path) == path.Dir(r.Write[k].Path)
}

// inBatches calls do for files of Plan.Write from several goroutines, with the folder of the temporary file, and returns
// the first error; no file is begun after one.
func (r *run) inBatches(files []int, do func(folder *folder, i int) error) error {
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
	batches := r.batches(files)
	parallel.Each(context.Background(), len(batches), r.workers, func(n int) {
		if failed.Load() {
			return
		}
		folder, err := openFolder(r.root, path.Dir(r.temps[batches[n][0]]))
		if err != nil {
			fail(err)
			return
		}
		defer folder.close()
		for _, i := range batches[n] {
			if failed.Load() {
				return
			}
			if err := do(folder, i); err != nil {
				fail(err)
			}
		}
	})
	return first
}
