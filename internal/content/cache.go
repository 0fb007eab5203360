package content

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/statute"
)

// Cache keeps what the reading of a text came to, by everything it depends on: the text's bytes and path, and the context,
// which names the program, the configuration, the kinds and the lists of words. The names of the site's laws, which decide
// what is a citation, are added here.
type Cache struct {
	store   *cache.Store
	bodies  *cache.Store // HTML and text of bodies
	context string
	sum     func(file string) (sum [sha256.Size]byte, ok bool)
	now     time.Time
	form    cache.Form[kept]
	record  cache.Form[schema.Record]
	face    cache.Form[face]
	body    cache.Form[bodyText]
	buffers sync.Pool
	memory  *Memory // instead of the store; nil for none
}

// kept is what is kept of one text.
type kept struct {
	Entry    Entry
	Problems diag.List
}

// NewCache returns a cache of what was read in a context. The text of bodies is kept in a store of its own. Sum tells the SHA-256 of a file's bytes where that is known
// without reading it.
func NewCache(store, bodies *cache.Store, context string, kinds *schema.Set, zone *time.Location, now time.Time,
	sum func(file string) ([sha256.Size]byte, bool)) (*Cache, error) {
	codec := cache.NewCodec(zone, int64(0), float64(0), false, schema.Money(0), date.Stamp{}, schema.Period{}, []schema.Value(nil))
	tables := map[*schema.Table]string{}
	byName := map[string]*schema.Table{}
	for _, k := range kinds.Kinds {
		for _, t := range k.Tables {
			name := k.Name + "/" + t.Name
			tables[t], byName[name] = name, t
		}
	}
	cache.Special(codec, func(e *cache.Encoder, k *schema.Kind) { e.String(k.Name) },
		func(d *cache.Decoder) *schema.Kind { return kinds.Kind(d.String()) })
	cache.Special(codec, func(e *cache.Encoder, t *schema.Table) { e.String(tables[t]) },
		func(d *cache.Decoder) *schema.Table { return byName[d.String()] })
	cache.Special(codec, func(*cache.Encoder, *far) {}, func(*cache.Decoder) *far { return nil })
	form, err := cache.FormOf[kept](codec)
	if err != nil {
		return nil, fmt.Errorf("keeping texts: %w", err)
	}
	record, err := cache.FormOf[schema.Record](codec)
	if err != nil {
		return nil, fmt.Errorf("naming records: %w", err)
	}
	outside, err := cache.FormOf[face](codec)
	if err != nil {
		return nil, fmt.Errorf("naming entries: %w", err)
	}
	body, err := cache.FormOf[bodyText](codec)
	if err != nil {
		return nil, fmt.Errorf("keeping bodies: %w", err)
	}
	c := &Cache{store: store, bodies: bodies, body: body, context: context, sum: sum, now: now, form: form, record: record, face: outside}
	c.buffers.New = func() any { return new(cache.Encoder) }
	return c, nil
}

// known returns the key of a text that need not be read to know its bytes.
func (c *Cache) known(file, laws string) (cache.Key, bool) {
	if c == nil || c.sum == nil {
		return cache.Key{}, false
	}
	sum, ok := c.sum(file)
	if !ok {
		return cache.Key{}, false
	}
	return c.key(file, laws, sum), true
}

// read reads a text, and names its bytes where there is a cache. A recorder has named what it read: nothing is hashed twice.
func (c *Cache) read(site fs.FS, file string) (raw []byte, sum [sha256.Size]byte, err error) {
	if r, ok := site.(*cache.Recorder); ok {
		return r.ReadSum(file)
	}
	if raw, err = fs.ReadFile(site, file); c != nil {
		sum = sha256.Sum256(raw)
	}
	return raw, sum, err
}

func (c *Cache) key(file, laws string, sum [sha256.Size]byte) cache.Key {
	if c == nil {
		return cache.Key{}
	}
	return cache.KeyOf(c.context, laws, file, string(sum[:]))
}

// get returns what the reading of a text came to.
func (c *Cache) get(key cache.Key) (*Entry, diag.List, bool) {
	if c == nil {
		return nil, nil, false
	}
	if c.memory != nil {
		return c.memory.get(key)
	}
	data, ok := c.store.Get(key)
	if !ok || !c.bodies.Has(key) {
		return nil, nil, false
	}
	k := new(kept)
	d := cache.NewDecoder(data)
	c.form.Read(d, k)
	if d.Failed() || d.Rest() > 0 || k.Entry.Record == nil || k.Entry.Record.Kind == nil {
		return nil, nil, false
	}
	k.Entry.Sum, k.Entry.far = string(key[:]), &far{c, key}
	return &k.Entry, k.Problems, true
}

// put keeps what the reading of a text came to, unless it must not leave the text: a draft, a withdrawn record, one that
// is not public yet, and one in which the privacy gate found anything.
func (c *Cache) put(key cache.Key, e *Entry, problems diag.List) {
	if c == nil || e == nil {
		return
	}
	e.Sum = string(key[:])
	b := c.buffers.Get().(*cache.Encoder)
	defer c.buffers.Put(b)
	b.Reset()
	if c.record.Write(b, e.Record); b.Failed() {
		return
	}
	e.RecordSum = b.Short()
	if e.Face = c.faceOf(e, b); e.Face == "" {
		return
	}
	if c.memory != nil {
		c.memory.put(key, e, problems)
		return
	}
	if c.secret(e) || slices.ContainsFunc(problems, private) {
		return
	}
	b.Reset()
	if c.body.Write(b, &bodyText{e.Body.HTML, e.Body.Text}); b.Failed() {
		return
	}
	c.bodies.Put(key, b.Bytes())
	k := &kept{*e, problems}
	k.Entry.Body.HTML, k.Entry.Body.Text = nil, ""
	b.Reset()
	if c.form.Write(b, k); !b.Failed() {
		c.store.Put(key, b.Bytes())
	}
}

func (c *Cache) secret(e *Entry) bool {
	env := e.Record.Envelope
	return env.Draft || env.Withdrawn != nil || e.Record.Published().Time().After(c.now)
}

func private(p diag.Problem) bool { return strings.HasPrefix(p.Rule, "privacy/") }

// lawsSum names what the finder of citations knows of the site's laws.
func lawsSum(laws []statute.Law) string {
	var e cache.Encoder
	for _, l := range laws {
		l.Articles = nil
		e.String(fmt.Sprintf("%#v", l))
	}
	return e.Sum()
}
