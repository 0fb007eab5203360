package audit

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// What a page shows is a function of its bytes, of which of the paths it leads to are there, of the ids of pages it leads to
// by id, of what its record says of publication, and of the configuration. So what was found on it is kept by all of these,
// and a page that is the same is neither read nor scanned; a page that is added has only those looked at again that lead
// to it. Paths are kept by a name of 64 bits, of which a page has some sixty.

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
	There     []byte // names of paths that must be there
	Missed    []byte // names of paths that must not
}

// lead is where an address within the site leads.
type lead struct {
	to     uint64 // names the path
	by     string // path of the page whose ids count
	inside bool   // it leads to a path at all
	doubt  bool   // what it leads to can be told only once all pages are made
}

// nameOf names a path.
func nameOf(path string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(path))
	return h.Sum64()
}

// names returns the names of all paths that an address may name and that lead to a file of the tree.
func (k *looks) names(files []*output.File) map[uint64]struct{} {
	if k == nil {
		return nil
	}
	there := make(map[uint64]struct{}, len(files))
	for _, f := range files {
		there[nameOf(f.Path)] = struct{}{}
		if folder, ok := strings.CutSuffix(f.Path, "index.html"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
			there[nameOf(path.Clean(folder))] = struct{}{}
		}
	}
	if _, ok := there[nameOf("index.html")]; ok {
		there[nameOf("")] = struct{}{}
	}
	there[nameOf(manifest)] = struct{}{}
	return there
}

// stands reports whether the paths a page leads to are there as they were when it was looked at.
func (s *pageSet) stands(was *looked) bool {
	holds := func(names []byte, want bool) bool {
		for ; len(names) >= 8; names = names[8:] {
			if _, ok := s.there[binary.LittleEndian.Uint64(names)]; ok != want {
				return false
			}
		}
		return len(names) == 0
	}
	return holds(was.There, true) && holds(was.Missed, false)
}

// packed returns names as bytes, each once.
func packed(names []uint64) []byte {
	slices.Sort(names)
	names = slices.Compact(names)
	out := make([]byte, 0, 8*len(names))
	for _, n := range names {
		out = binary.LittleEndian.AppendUint64(out, n)
	}
	return out
}

// consulted is a page whose ids were asked for.
type consulted struct{ Path, Sum string }

// newLooks returns nil where nothing is remembered.
func newLooks(s *pageSet) (*looks, error) {
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
	k := &looks{store: s.in.Looks, form: form, base: e.Sum()}
	k.buffers.New = func() any { return new(cache.Encoder) }
	return k, nil
}

// key names a page and all that a look at it depends on but other files.
func (k *looks) key(l *pageLook) cache.Key {
	if k == nil {
		return cache.Key{}
	}
	sum := l.file.Sum()
	published := ""
	if l.entry != nil {
		published = strconv.FormatBool(l.entry.Withdrawn()) + l.entry.Published.Minute()
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
	if d.Failed() || d.Rest() > 0 || !l.stands(&was) {
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
	now := looked{Found: found, There: packed(l.leads), Missed: packed(l.missed)}
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
