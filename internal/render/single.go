package render

import (
	"sync"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// Single makes pages one by one, as they are asked for. What it makes is what Render makes of them; what pages note on the
// way is not looked at. It may be used from many goroutines.
type Single struct {
	run  *run
	jobs map[string]job
	made sync.Map // path to *single
}

type single struct {
	once sync.Once
	data []byte
}

// NewSingle prepares the pages of a site.
func NewSingle(s *site.Site, o Options) (*Single, error) {
	o.Context, o.Clock = "", nil // nothing is kept
	r, err := newRun(s, output.NewTree(), o)
	if err != nil {
		return nil, err
	}
	list := r.listed()
	jobs := make(map[string]job, len(list))
	for _, j := range list {
		if j.name != dataView { // it tells the sizes of files that are not there yet
			jobs[j.path] = j
		}
	}
	return &Single{run: r, jobs: jobs}, nil
}

// Page returns the page of a path, and false for one that cannot be made alone.
func (s *Single) Page(path string) ([]byte, bool) {
	j, ok := s.jobs[path]
	if !ok {
		return nil, false
	}
	entry, _ := s.made.LoadOrStore(path, new(single))
	one := entry.(*single)
	one.once.Do(func() {
		if s.run.do(j) != nil {
			return
		}
		if f, ok := s.run.tree.Get(path); ok {
			one.data = f.Data
		}
	})
	return one.data, one.data != nil
}
