package search

import (
	"maps"
	"strings"
	"testing"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

func TestKeyNamesWhatTheIndexIsMadeOf(t *testing.T) {
	notes := corpus(t, 20)
	maps.Copy(notes, hiding)
	key := keyOfSite(t, graph(t, notes))
	files := filesOf(t, graph(t, notes), 2)
	for _, f := range files {
		if f.Key != key {
			t.Fatalf("%s has the key %x, want %x", f.Path, f.Key, key)
		}
	}
	hidden := maps.Clone(notes)
	for name, text := range hiding {
		hidden[name] = strings.ReplaceAll(text, "密密", "别的")
	}
	if keyOfSite(t, graph(t, hidden)) != key {
		t.Error("what hidden records say changes the key")
	}
	changed := maps.Clone(notes)
	for name := range notes {
		if strings.HasPrefix(name, "news/") {
			changed[name] += "\n另加一句。\n"
			break
		}
	}
	if keyOfSite(t, graph(t, changed)) == key {
		t.Error("a sentence more does not change the key")
	}
}

func keyOfSite(t *testing.T, s *site.Site) output.Key {
	t.Helper()
	list := records(t.Context(), s, 1)
	number(list)
	return keyOf(s, list)
}
