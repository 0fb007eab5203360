package main

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"xiangwei/internal/build"
	"xiangwei/internal/output"
)

// lastBuild is the file of a site's cache that names the folder that was published to last.
const lastBuild = "last"

// checkMemory is what a check can go by: what a check before it came to, and the build that published last. Both find the
// same problems in the same files, and the check can keep the pages that were published.
type checkMemory struct {
	own       *memory // nil: nothing is remembered
	build     *memory // nil: no build is known
	published string  // names what is published in the site's own folder, "" for nothing
}

// rememberChecks prepares to remember what checks come to. Published names what is published in the site's own folder,
// which they compare the site with.
func rememberChecks(root, published string, off bool) *checkMemory {
	c := &checkMemory{own: remember(root, "check", "", published, off), published: published}
	if c.own != nil {
		if out, ok := c.own.folder.Load(lastBuild); ok {
			c.build = remember(root, "build", string(out), "", false)
		}
	}
	return c
}

// recall returns what a check now would come to, where that is known. A build knows it too, unless the pages that are
// published in the site's own folder are others than it made: then a check says which are gone.
func (c *checkMemory) recall(ctx context.Context, now time.Time) (outcome, bool) {
	memories := []*memory{c.own}
	if c.build != nil {
		memories = append(memories, c.build)
		if c.own.folder.Newer(c.build.name, c.own.name) {
			slices.Reverse(memories)
		}
	}
	for _, m := range memories {
		told, standing, ok := m.recall(ctx, now)
		if ok && (m == c.own || c.published == "" || c.isOf(standing)) {
			return told, true
		}
		if m != nil && m.before.Differs() {
			break // and from what was remembered before it
		}
	}
	return outcome{}, false
}

// isOf reports whether it is of a publish that the site's own folder holds what it does.
func (c *checkMemory) isOf(s output.Standing) bool {
	return c.published == hex.EncodeToString(s.Manifest[:])
}

// record makes a build's reading of the site known to the memory, and what the last build published known to it.
func (c *checkMemory) record(ctx context.Context, o *build.Options) {
	if c.build == nil {
		c.own.record(o, "")
		return
	}
	if c.build.before == nil {
		c.build.recall(ctx, o.Now)
	}
	if c.build.before != nil {
		c.own.before, c.own.stood, c.own.seen = c.build.before, c.build.stood, c.build.seen
	}
	c.own.record(o, c.build.place)
}

// pages returns the pages of records published last in the site's own folder.
func (c *checkMemory) pages(s *settings) ([]string, error) {
	if c.build == nil || !c.isOf(c.build.stood) {
		return s.publishedIn()
	}
	var paths []string
	for _, f := range c.build.stood.Files {
		if f.Group == output.Page {
			paths = append(paths, f.Path)
		}
	}
	return paths, nil
}
