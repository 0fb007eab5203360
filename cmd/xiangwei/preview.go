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
	o.Cache = &build.Cache{Recorder: recorder, Warm: p.warm, Pages: p.pages, Program: program()}
	result, err := build.Build(ctx, o)
	if err != nil {
		return nil, err
	}
	if trace, ok := recorder.Trace(); ok {
		p.trace = trace
	}
	p.before = output.EarlierTree(result.Tree)
	return result, nil
}
