package site_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/layouts"
)

const clockForm = "2006-01-02 15:04"

// siteAt makes the site of the files at a moment of Beijing time.
func siteAt(t *testing.T, now string, files map[string]string) *site.Site {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, problems := config.Read(nil)
	if problems != nil {
		t.Fatal(problems)
	}
	kinds, _, err := schema.Load(layouts.Files)
	if err != nil {
		t.Fatal(err)
	}
	set, problems, err := content.Load(context.Background(), tree, content.Options{
		Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: cfg.Zone},
	})
	if err != nil || problems.Errors() > 0 {
		t.Fatal(problems, err)
	}
	at, err := time.ParseInLocation(clockForm, now, cfg.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := site.New(cfg, kinds, set, site.Options{Now: at})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return s
}

func front(lines ...string) string {
	return "+++\n" + strings.Join(lines, "\n") + "\n+++\n\n正文。\n"
}

func clockArticle(lines ...string) string {
	return front(append([]string{`title = "文章"`, `source = "某局"`}, lines...)...)
}

func clockEvent(lines ...string) string {
	return front(append([]string{`title = "讲座"`, `venue = "某馆"`, `organiser = "某局"`}, lines...)...)
}

func clockNotice(lines ...string) string {
	return front(append([]string{`title = "通知"`, `text = "内容。"`, `authority = "某局"`}, lines...)...)
}

func TestNextChangeAndTheDayPagesState(t *testing.T) {
	old := clockArticle("published = 2026-11-01T09:00:00")
	for name, tc := range map[string]struct {
		now        string
		file, text string
		next, asOf string
	}{
		"only what is past":                       {"2026-11-20 10:00", "", "", "", "2026-11-01"},
		"a record to appear":                      {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-11-23T09:00:00"), "2026-11-23 09:00", "2026-11-01"},
		"a record that has appeared":              {"2026-11-23 09:00", "articles/b.md", clockArticle("published = 2026-11-23T09:00:00"), "", "2026-11-23"},
		"a draft changes nothing":                 {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-11-23T09:00:00", "draft = true"), "", "2026-11-01"},
		"a text comes into force":                 {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-11-02", "effective = 2026-12-01", "valid_until = 2030-11-30"), "2026-12-01 00:00", "2026-11-02"},
		"a text is in force":                      {"2026-12-01 00:00", "articles/b.md", clockArticle("published = 2026-11-02", "effective = 2026-12-01", "valid_until = 2030-11-30"), "2030-12-01 00:00", "2026-12-01"},
		"a text has lapsed":                       {"2030-12-01 00:00", "articles/b.md", clockArticle("published = 2026-11-02", "effective = 2026-12-01", "valid_until = 2030-11-30"), "", "2030-12-01"},
		"a status that was typed does not change": {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-11-02", "effective = 2026-12-01", `status = "已修改"`), "", "2026-11-02"},
		"what was typed as in force too early":    {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-11-02", "effective = 2026-12-01", `status = "有效"`), "2026-12-01 00:00", "2026-11-02"},
		"in force before anyone can see it":       {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-12-05", "effective = 2026-12-01"), "2026-12-05 00:00", "2026-11-01"},
		"an event to come":                        {"2026-11-20 10:00", "events/b.md", clockEvent("published = 2026-11-02", "starts = 2026-12-04T09:00:00", "ends = 2026-12-04T11:30:00"), "2026-12-04 09:00", "2026-11-02"},
		"an event going on":                       {"2026-12-04 10:00", "events/b.md", clockEvent("published = 2026-11-02", "starts = 2026-12-04T09:00:00", "ends = 2026-12-04T11:30:00"), "2026-12-04 11:30", "2026-12-04"},
		"an event without an end":                 {"2026-11-20 10:00", "events/b.md", clockEvent("published = 2026-11-02", "starts = 2026-12-04T09:00:00"), "2026-12-04 09:00", "2026-11-02"},
		"an event that is over":                   {"2026-12-04 11:30", "events/b.md", clockEvent("published = 2026-11-02", "starts = 2026-12-04T09:00:00", "ends = 2026-12-04T11:30:00"), "", "2026-12-04"},
		"a notice that ends at an hour":           {"2026-11-20 10:00", "notices/b.md", clockNotice("published = 2026-11-02", "valid_from = 2026-11-03", "valid_until = 2026-11-25T20:00:00"), "2026-11-25 20:00", "2026-11-02"},
		"a notice that ends with a day":           {"2026-11-25 23:59", "notices/b.md", clockNotice("published = 2026-11-02", "valid_from = 2026-11-03", "valid_until = 2026-11-25"), "2026-11-26 00:00", "2026-11-02"},
		"a notice that has ended":                 {"2026-11-26 00:00", "notices/b.md", clockNotice("published = 2026-11-02", "valid_from = 2026-11-03", "valid_until = 2026-11-25"), "", "2026-11-26"},
		"a notice that was over before it began":  {"2026-11-20 10:00", "notices/b.md", clockNotice("published = 2026-12-02", "valid_from = 2026-12-01", "valid_until = 2026-11-30"), "", "2026-11-01"},
		"a withdrawal":                            {"2026-11-20 10:00", "articles/b.md", clockArticle("published = 2026-11-02", `withdrawn = {on = 2026-11-15, reason = "撤销", basis = "某法"}`), "", "2026-11-15"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"articles/old.md": old}
			if tc.file != "" {
				files[tc.file] = tc.text
			}
			s := siteAt(t, tc.now, files)
			next := ""
			if !s.NextChange.IsZero() {
				next = s.NextChange.Format(clockForm)
			}
			if next != tc.next || s.AsOf().String() != tc.asOf {
				t.Errorf("next change is %q and pages state %s, want %q and %s", next, s.AsOf(), tc.next, tc.asOf)
			}
			if got := s.Today().String(); !strings.HasPrefix(tc.now, got) {
				t.Errorf("today is %s at %s", got, tc.now)
			}
		})
	}
}

func TestASiteWhereNothingHappenedStatesToday(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"empty":               {},
		"everything is to be": {"articles/a.md": clockArticle("published = 2026-12-24")},
		"only drafts":         {"articles/a.md": clockArticle("published = 2026-11-01", "draft = true")},
	} {
		t.Run(name, func(t *testing.T) {
			s := siteAt(t, "2026-11-20 10:00", files)
			if got := s.NextChange.Format(clockForm); s.AsOf().String() != "2026-11-20" || got != "2026-11-21 00:00" {
				t.Errorf("pages state %s until %s", s.AsOf(), got)
			}
		})
	}
}
