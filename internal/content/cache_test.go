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
	"testing/fstest"
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
	store, bodies := folder.OpenStore("texts"), folder.OpenSparse("bodies")
	defer store.Save()
	c, err := content.NewCache(store, bodies, "x", kinds, cfg.Zone, now, func(string) ([sha256.Size]byte, bool) { return [sha256.Size]byte{}, false })
	if err != nil {
		t.Fatal(err)
	}
	set, problems, err := content.Load(context.Background(), site, content.Options{Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}),
		Env: schema.Env{Zone: cfg.Zone, MaskName: cfg.Privacy.MaskName, MaskNames: cfg.Privacy.MaskNames}, Cache: c})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range set.Entries { // as whole as when it was read
		if whole := e.Whole(); whole.Text() != e.Text() || len(whole.Document().HTML) != len(e.Document().HTML) {
			t.Errorf("%s: the whole entry has another text", e.File)
		} else {
			set.Entries[i] = whole
		}
	}
	if err := bodies.Sound(); err != nil {
		t.Error(err)
	}
	bodies.Save()
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
	body, err := os.ReadFile(filepath.Join(dir, cache.FolderName, "bodies"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), "公开的字样") {
		t.Error("the public record is not in the cache")
	}
	kept = append(kept, body...)
	if strings.Contains(string(kept), "机密") {
		t.Error("the cache holds what is not public")
	}
}

func TestFaceIsWhatOthersShow(t *testing.T) {
	kinds, _, err := schema.Load(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	cfg, _, err := config.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	const text = "+++\ntitle = \"新文章\"\npublished = 2025-10-01\nsource = \"某某局\"\n+++\n\n" +
		"第一段的文字说明这篇文章讲什么，它足够长，摘要到不了后面。第一段的文字说明这篇文章讲什么，它足够长，摘要到不了后面。第一段的文字说明这篇文章讲什么，它足够长，摘要到不了后面。第一段的文字说明这篇文章讲什么，它足够长，摘要到不了后面。\n\n" +
		"依据《中华人民共和国行政处罚法》第三十三条。\n"
	of := func(text string) string {
		site := fstest.MapFS{"content/articles/a.md": {Data: []byte(text)}}
		set, _ := cached(t, site, cache.In(t.TempDir()), time.Date(2030, 1, 1, 0, 0, 0, 0, cfg.Zone), kinds, cfg)
		return set.Entries[0].Face
	}
	was := of(text)
	for _, c := range []struct {
		name, old, new string
		same           bool
	}{
		{"a sentence more", "第三十三条。\n", "第三十三条。\n\n又一段。\n", true},
		{"another article of the same law", "第三十三条", "第三十二条", true},
		{"a link", "第三十三条。", "第三十三条，见[首页](/)。", true},
		{"another law", "行政处罚法", "行政许可法", false},
		{"another beginning", "第一段的文字说明", "这段文字说明", false},
		{"another title", "新文章", "旧文章", false},
		{"a line more in the front matter", "+++\n\n", "# 注\n+++\n\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := of(strings.Replace(text, c.old, c.new, 1)); (got == was) != c.same || was == "" {
				t.Errorf("the face is the same: %v, want %v", got == was, c.same)
			}
		})
	}
}
