package content_test

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
)

// cached loads a site with the cache of a folder.
func cached(t *testing.T, site fs.FS, folder cache.Folder, now time.Time, kinds *schema.Set, cfg *config.Config) (*content.Set, diag.List) {
	t.Helper()
	store := folder.OpenStore("texts")
	defer store.Save()
	c, err := content.NewCache(store, "x", kinds, cfg.Zone, now, func(string) ([sha256.Size]byte, bool) { return [sha256.Size]byte{}, false })
	if err != nil {
		t.Fatal(err)
	}
	set, problems, err := content.Load(context.Background(), site, content.Options{Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}),
		Env: schema.Env{Zone: cfg.Zone, MaskName: cfg.Privacy.MaskName, MaskNames: cfg.Privacy.MaskNames}, Cache: c})
	if err != nil {
		t.Fatal(err)
	}
	return set, problems
}

// What comes out of the cache is what went in, to the last unexported field: of every record of the demo site, and of
// every good and bad example of every kind.
func TestCachedEntriesAreTheSame(t *testing.T) {
	site := os.DirFS("../..")
	kinds, _, err := schema.Load(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	cfg, _, err := config.Load(site)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, cfg.Zone)
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds.Kinds {
		examples, err := fs.Glob(os.DirFS("../../layouts"), k.Name+"/examples/*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range examples {
			raw, err := os.ReadFile(filepath.Join("../../layouts", name))
			if err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(dir, "content", k.Section, "examples", filepath.Base(name))
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	site = os.DirFS(dir)
	folder := cache.In(dir)
	first, problems := cached(t, site, folder, now, kinds, cfg)
	second, again := cached(t, site, folder, now, kinds, cfg)
	if len(first.Entries) < 100 {
		t.Fatalf("only %d entries were read", len(first.Entries))
	}
	same := 0
	for i, e := range first.Entries {
		if !reflect.DeepEqual(e, second.Entries[i]) {
			t.Errorf("%s: the entry changed in the cache:\n%+v\n%+v", e.File, e, second.Entries[i])
		}
		if e.Record.Envelope.Withdrawn == nil && !e.Record.Envelope.Draft {
			same++
		}
	}
	if same == 0 {
		t.Error("no entry can have come from the cache")
	}
	if !reflect.DeepEqual(problems, again) {
		t.Error("the problems changed in the cache")
	}
}

// What must not leave a text is not in the cache: drafts, withdrawn records, those that are not public yet, names that
// are shown masked.
func TestCacheHoldsNothingSecret(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	front := "+++\ntitle = \"题\"\nsource = \"某某局\"\n"
	write("content/articles/public.md", front+"published = 2025-01-01\n+++\n\n公开的字样。\n")
	write("content/articles/draft.md", front+"published = 2025-01-01\ndraft = true\n+++\n\n机密甲。\n")
	write("content/articles/future.md", front+"published = 2026-01-01\n+++\n\n机密乙。\n")
	write("content/articles/gone.md", front+"published = 2025-01-01\nwithdrawn = {on = 2025-02-01, reason = \"错\", basis = \"法\"}\n+++\n\n机密丙。\n")
	kinds, _, err := schema.Load(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	cfg, _ := config.Read(nil)
	now := time.Date(2025, 6, 1, 0, 0, 0, 0, cfg.Zone)
	cached(t, os.DirFS(dir), cache.In(dir), now, kinds, cfg)
	kept, err := os.ReadFile(filepath.Join(dir, cache.FolderName, "texts"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(kept), "公开的字样") {
		t.Error("the public record is not in the cache")
	}
	if strings.Contains(string(kept), "机密") {
		t.Error("the cache holds what is not public")
	}
}
