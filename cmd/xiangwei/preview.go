package main

import (
	"context"
	"time"

	"xiangwei/internal/build"
	"xiangwei/internal/cache"
	"xiangwei/internal/output"
)

// preview is what serve remembers between two builds, in memory alone: it writes nothing to disk.
type preview struct {
	off    bool
	warm   *build.Warm
	pages  *cache.Store
	trace  *cache.Trace
	before *output.Earlier
	seen   *build.Seen // by the build of before
}

func newPreview(off bool) *preview {
	return &preview{off: off, warm: build.NewWarm(), pages: cache.NewMemory()}
}

// build builds the site, and makes nothing again that would come out the same. It is not called twice at a time.
func (p *preview) build(ctx context.Context, o build.Options) (*build.Result, error) {
	if p.off {
		return build.Build(ctx, o)
	}
	recorder := cache.NewRecorderAt(o.Site, time.Now().UnixNano(), p.trace)
	o.Site, o.Earlier = recorder, p.before
	o.Cache = &build.Cache{Recorder: recorder, Warm: p.warm, Pages: p.pages, Seen: p.seen, Program: program()}
	result, err := build.Build(ctx, o)
	if err != nil {
		return nil, err
	}
	p.before, p.seen = output.EarlierTree(result.Tree), nil
	if trace, ok := recorder.Trace(); ok {
		p.trace = trace
		if result.Problems.Errors() == 0 { // a page that could not be made as it should is made again
			p.seen = result.Seen()
		}
	}
	return result, nil
}
