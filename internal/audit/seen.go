package audit

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// What a page shows is a function of its bytes, of the addresses of the site, of the ids of pages it leads to by id, of
// what its record says of publication, and of the configuration. So what was found on it is kept by all of these, and a
// page that is the same is neither read nor scanned.

// looks is what is remembered of pages that were looked at. Nil remembers nothing.
type looks struct {
	store   *cache.Store
	form    cache.Form[looked]
	base    string // names all but the page
	buffers sync.Pool
}

// looked is what a look at a page found.
type looked struct {
	Found     findings
	Consulted []consulted
}

// consulted is a page whose ids were asked for.
type consulted struct{ Path, Sum string }

// newLooks returns nil where nothing is remembered.
func newLooks(s *pageSet, files []*output.File) (*looks, error) {
	if s.in.Looks == nil || s.in.Context == "" {
		return nil, nil
	}
	rules := map[string]diag.Rule{}
	for _, r := range slices.Concat(foundRules, linkRules, metaRules) {
		rules[r.ID] = r
	}
	codec := cache.NewCodec(time.UTC)
	cache.Special(codec, func(e *cache.Encoder, r diag.Rule) {
		if e.String(r.ID); rules[r.ID].ID == "" {
			e.Fail() // its text would be lost
		}
	}, func(d *cache.Decoder) diag.Rule { return rules[d.String()] })
	cache.Special(codec, func(*cache.Encoder, *output.File) {}, func(*cache.Decoder) *output.File { return nil })
	form, err := cache.FormOf[looked](codec)
	if err != nil {
		return nil, fmt.Errorf("keeping what was found on pages: %w", err)
	}
	var e cache.Encoder
	e.String(s.in.Context)
	e.Bool(s.complete)
	e.Bool(s.in.Inspect)
	for _, f := range files {
		e.String(f.Path)
	}
	k := &looks{store: s.in.Looks, form: form, base: e.Sum()}
	k.buffers.New = func() any { return new(cache.Encoder) }
	return k, nil
}

// key names a page and all that a look at it depends on but the ids of others.
func (k *looks) key(l *pageLook) cache.Key {
	if k == nil {
		return cache.Key{}
	}
	sum := l.file.Sum()
	published := ""
	if l.entry != nil {
		published = fmt.Sprint(l.entry.Withdrawn(), l.entry.Published.Minute())
	}
	return cache.KeyOf(k.base, l.file.Path, l.file.Group.String(), string(sum[:]), published)
}

// recall adds what was found on the page in hand before, if all it depends on is the same.
func (l *pageLook) recall(key cache.Key) bool {
	if l.looks == nil {
		return false
	}
	data, ok := l.looks.store.Get(key)
	if !ok {
		return false
	}
	var was looked
	d := cache.NewDecoder(data)
	l.looks.form.Read(d, &was)
	if d.Failed() || d.Rest() > 0 {
		return false
	}
	for _, c := range was.Consulted {
		if f := l.paths[c.Path]; f == nil || f.Hex() != c.Sum {
			return false
		}
	}
	for i := range was.Found {
		was.Found[i].file = l.file
	}
	l.found = append(l.found, was.Found...)
	return true
}

// remember keeps what was found on the page in hand.
func (l *pageLook) remember(key cache.Key, found findings) {
	if l.looks == nil {
		return
	}
	e := l.looks.buffers.Get().(*cache.Encoder)
	defer l.looks.buffers.Put(e)
	e.Reset()
	now := looked{Found: found}
	for _, p := range l.asked {
		if f := l.paths[p]; f != nil {
			now.Consulted = append(now.Consulted, consulted{strings.Clone(p), f.Hex()})
		}
	}
	if l.looks.form.Write(e, &now); !e.Failed() {
		l.looks.store.Put(key, e.Bytes())
	}
}

// ask notes that the ids of a page count for the page in hand.
func (l *pageLook) ask(target string) {
	for _, p := range l.asked {
		if p == target {
			return
		}
	}
	l.asked = append(l.asked, target)
}
