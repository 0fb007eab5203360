package content

import (
	"sync"

	"xiangwei/internal/cache"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// Memory keeps entries as they are, for as long as the program runs: what is read again and again need not be taken apart
// each time. Entries are shared by all sites made of them, which only read them.
type Memory struct {
	mu      sync.Mutex
	kinds   *schema.Set // whose kinds the records are of
	entries map[cache.Key]remembered
	asked   map[cache.Key]struct{}
}

type remembered struct {
	entry    *Entry
	problems diag.List
}

// NewMemory returns an empty memory.
func NewMemory() *Memory { return &Memory{} }

// In makes the cache keep entries in the memory and not in its store.
func (c *Cache) In(m *Memory, kinds *schema.Set) *Cache {
	c.memory = m
	if m.kinds != kinds {
		m.kinds, m.entries = kinds, map[cache.Key]remembered{}
	}
	m.asked = map[cache.Key]struct{}{}
	return c
}

func (m *Memory) get(key cache.Key) (*Entry, diag.List, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked[key] = struct{}{}
	r, ok := m.entries[key]
	return r.entry, r.problems, ok
}

func (m *Memory) put(key cache.Key, e *Entry, problems diag.List) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries[key] = remembered{e, problems}
}

// Tidy forgets what was not asked for since the last cache that keeps entries here was made.
func (m *Memory) Tidy() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key := range m.entries {
		if _, ok := m.asked[key]; !ok {
			delete(m.entries, key)
		}
	}
}
