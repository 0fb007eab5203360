package build

import (
	"fmt"
	"io/fs"
	"sync"

	"xiangwei/internal/cache"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/render"
	"xiangwei/internal/schema"
)

// Warm is what a program that builds a site again and again keeps of it in memory, beside what Cache names: what was made
// of files stays as it is while they are the same. What it holds is only read by the builds that share it.
type Warm struct {
	settings cache.Made[settings]
	layouts  cache.Made[layoutSet]
	theme    cache.Made[themeSet]
	texts    *content.Memory
}

// NewWarm returns a Warm that holds nothing yet.
func NewWarm() *Warm { return &Warm{texts: content.NewMemory()} }

// settings are what a site is before its content.
type settings struct {
	config   *config.Config
	kinds    *schema.Set
	problems diag.List
}

type layoutSet struct {
	kinds    *schema.Set // the layouts are checked against
	all      *render.Layouts
	problems diag.List
}

type themeSet struct {
	*render.Theme
	problems diag.List
}

// warm returns nil where nothing stays in memory.
func (c *Cache) warm() *Warm {
	if c == nil {
		return nil
	}
	return c.Warm
}

// made returns what is made of the site's files, from memory where they are the same.
func made[T any](b *builder, kept func(*Warm) *cache.Made[T], do func(site fs.FS) (T, error)) (T, error) {
	if w := b.Cache.warm(); w != nil {
		return kept(w).Get(b.Cache.Recorder, do)
	}
	return do(b.Site)
}

// settings reads the configuration and the kinds.
func (b *builder) settings() (settings, error) {
	return made(b, func(w *Warm) *cache.Made[settings] { return &w.settings }, func(site fs.FS) (settings, error) {
		o := b.Options
		o.Site = site
		cfg, kinds, problems, err := Load(o)
		return settings{cfg, kinds, problems}, err
	})
}

// looks is what pages are made with.
type looks struct {
	layouts layoutSet
	theme   themeSet
	err     error
}

// readLooks reads layouts and theme while texts are read and the graph is made: neither needs the other.
func (b *builder) readLooks() (wait func() looks) {
	done := make(chan looks, 1)
	go func() {
		var l looks
		if l.layouts, l.err = b.layouts(); l.err == nil {
			l.theme, l.err = b.theme()
		}
		done <- l
	}()
	return sync.OnceValue(func() looks { return <-done })
}

// layouts reads the layouts, the site's own before the built-in ones.
func (b *builder) layouts() (layoutSet, error) {
	kinds := b.result.Kinds
	if w := b.Cache.warm(); w != nil {
		w.layouts.Forget(func(l layoutSet) bool { return l.kinds != kinds })
	}
	return made(b, func(w *Warm) *cache.Made[layoutSet] { return &w.layouts }, func(site fs.FS) (layoutSet, error) {
		all, problems, err := render.LoadLayouts(over(site, "layouts", b.Layouts), kinds)
		if err != nil {
			return layoutSet{}, fmt.Errorf("reading layouts: %w", err)
		}
		return layoutSet{kinds, all, problems}, nil
	})
}

// theme reads the theme, the site's own files before the built-in ones.
func (b *builder) theme() (themeSet, error) {
	return made(b, func(w *Warm) *cache.Made[themeSet] { return &w.theme }, func(site fs.FS) (themeSet, error) {
		all, problems, err := render.LoadTheme(over(site, "theme", b.Theme), output.NewMinifier())
		return themeSet{all, problems}, err
	})
}
