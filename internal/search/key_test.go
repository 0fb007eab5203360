package search

import (
	"bytes"
	"maps"
	"slices"
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
		if !strings.HasPrefix(f.Path, Folder+"/t/") && f.Key != key {
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

// A block has a key of its own: it is the same where its bytes are, and another where they are not.
func TestKeysOfBlocksNameTheirTexts(t *testing.T) {
	notes := corpus(t, 60)
	names := slices.Sorted(maps.Keys(notes))
	before := filesOf(t, graph(t, notes), 2)
	for _, c := range []struct {
		name, from, to string
		blocks         int
	}{
		{"a sentence more", "\n+++\n\n", "\n+++\n\n另加一句。", 1},
		{"another title", "title = \"某某", "title = \"某", 1},
		{"another number", "number = \"某文", "number = \"某某文", 1},
		{"another party", "party = \"某某县", "party = \"某某市", 1},
		{"blanks", "\n+++\n\n", "\n+++\n\n\n", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := maps.Clone(notes)
			after[names[30]] = strings.Replace(after[names[30]], c.from, c.to, 1)
			keys, bytes := blockChanges(before, filesOf(t, graph(t, after), 2))
			if !slices.Equal(keys, bytes) || len(bytes) != c.blocks {
				t.Errorf("the bytes of %q changed, the keys of %q", bytes, keys)
			}
		})
	}
}

// blockChanges returns the blocks of which the keys differ, and those of which the bytes do.
func blockChanges(a, b []output.File) (keys, data []string) {
	by := map[string]output.File{}
	for _, f := range a {
		by[f.Path] = f
	}
	for _, f := range b {
		old := by[f.Path]
		if !strings.HasPrefix(f.Path, Folder+"/t/") {
			continue
		}
		if f.Key != old.Key {
			keys = append(keys, f.Path)
		}
		if !bytes.Equal(f.Data, old.Data) {
			data = append(data, f.Path)
		}
	}
	return keys, data
}

func keyOfSite(t *testing.T, s *site.Site) output.Key {
	t.Helper()
	list := records(t.Context(), s, 1)
	number(list)
	return keyOf(s, list)
}
