package search

import (
	"maps"
	"strings"
	"testing"
)

func TestKeyNamesWhatTheIndexIsMadeOf(t *testing.T) {
	notes := corpus(t, 20)
	maps.Copy(notes, hiding)
	key := Key(t.Context(), graph(t, notes), 1)
	files, err := Files(t.Context(), graph(t, notes), 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Key != key {
			t.Fatalf("%s has the key %x, want %x", f.Path, f.Key, key)
		}
	}
	hidden := maps.Clone(notes)
	for name, text := range hiding {
		hidden[name] = strings.ReplaceAll(text, "密密", "别的")
	}
	if Key(t.Context(), graph(t, hidden), 1) != key {
		t.Error("what hidden records say changes the key")
	}
	changed := maps.Clone(notes)
	for name := range notes {
		if strings.HasPrefix(name, "news/") {
			changed[name] += "\n另加一句。\n"
			break
		}
	}
	if Key(t.Context(), graph(t, changed), 1) == key {
		t.Error("a sentence more does not change the key")
	}
}
