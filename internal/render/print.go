package render

import (
	"crypto/sha256"
	"fmt"
	"sync"

	"xiangwei/internal/cache"
	"xiangwei/internal/content"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// A page is a function of its view and its layout. So its key is the hash of both, taken when the view is handed over:
// field by field of whatever the types of views are today, so that no field can be forgotten. Three things are named
// instead of gone through, each by a hash of its own: what all pages share, the record (by the entry it was read from),
// and the library of laws, from which a layout may ask for links. What a view lacks when its key is taken (its late parts,
// see job) must follow from what it has then.

// prints takes the keys of pages. It is nil where nothing names the entries, and then no page has a key.
type prints struct {
	view    cache.Form[View]
	item    cache.Form[ItemView]
	shared  string // what every page depends on
	buffers sync.Pool
}

// newPrints returns nil without a context.
func (r *run) newPrints() (*prints, error) {
	if r.Context == "" {
		return nil, nil
	}
	codec := cache.NewCodec(r.site.Config.Zone)
	skip(codec, (*Site)(nil))
	skip(codec, (*schema.Record)(nil)) // see Page.sum and ItemView.sum
	skip(codec, (*content.Entry)(nil)) // likewise
	skip(codec, (*run)(nil))
	skip(codec, (*Noted)(nil))
	skip(codec, map[string]cut(nil)) // made from the body, which is a late part
	cache.Special(codec, func(e *cache.Encoder, l *laws) {
		if l != nil {
			e.String(l.sum)
		}
	}, nil)
	p := &prints{}
	p.buffers.New = func() any { return new(cache.Encoder) }
	var err error
	if p.view, err = cache.FormOf[View](codec); err != nil {
		return nil, fmt.Errorf("naming pages: %w", err)
	}
	if p.item, err = cache.FormOf[ItemView](codec); err != nil {
		return nil, fmt.Errorf("naming list items: %w", err)
	}
	whole, err := cache.FormOf[Site](cache.NewCodec(r.site.Config.Zone))
	if err != nil {
		return nil, fmt.Errorf("naming the site: %w", err)
	}
	var e cache.Encoder
	e.String(r.Context)
	e.String(r.Layouts.sum)
	e.Bool(r.Preview)
	whole.Write(&e, r.shared)
	p.shared = e.Sum()
	return p, nil
}

// skip leaves values of a type out.
func skip[T any](c *cache.Codec, _ T) { cache.Special(c, func(*cache.Encoder, T) {}, nil) }

// key returns the key of a page, zero where it can have none.
func (p *prints) key(j job, v *View, f frame) output.Key {
	if p == nil {
		return output.Key{}
	}
	e := p.buffers.Get().(*cache.Encoder)
	defer p.buffers.Put(e)
	e.Reset()
	e.String(p.shared)
	e.String(j.kind)
	e.String(f.sum)
	p.view.Write(e, v)
	return output.Key(hashed(e))
}

// hashed returns a short hash of what was written, zero where something could not be.
func hashed(e *cache.Encoder) (sum [16]byte) {
	if e.Failed() {
		return sum
	}
	long := sha256.Sum256(e.Bytes())
	return [16]byte(long[:16])
}

// itemKey names a list item; "" where nothing does.
func (r *run) itemKey(p *site.Page) string {
	if r.prints == nil {
		return ""
	}
	if key, ok := r.itemKeys.Load(p); ok {
		return key.(string)
	}
	e := r.prints.buffers.Get().(*cache.Encoder)
	defer r.prints.buffers.Put(e)
	e.Reset()
	r.prints.item.Write(e, r.itemView(p))
	sum := hashed(e)
	key := string(sum[:])
	r.itemKeys.Store(p, key)
	return key
}

// laws is the library of laws as layouts reach it, with a name for all that is in it.
type laws struct {
	library *statute.Library
	sum     string
}

func newLaws(s *site.Site) *laws { return &laws{s.Laws, s.LawsSum()} }

// way returns the way to the law a field cites, "" when the site has no page of it.
func (l *laws) way(text string) string {
	for _, c := range statute.Find(text, statute.Options{Resolve: l.library.Resolve}) {
		law, ok := l.library.Law(c.Law)
		if !ok {
			continue
		}
		if _, ok := l.library.Article(c.Ref); ok {
			return law.Path + "#" + c.Ref.Anchor()
		}
		return law.Path
	}
	return ""
}
