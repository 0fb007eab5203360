package content_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
)

// noteKind is a kind with one field of each sort these tests need.
const noteKind = `
label = "记录"
section = "notes"
permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.number]
label = "编号"
type = "text"
unique = true
[table.items]
label = "事项"
required = true
[table.items.column.name]
label = "名称"
type = "text"
required = true
[table.items.column.count]
label = "数量"
type = "integer"
[part.summary]
label = "总结"
match = ["总结", "概况"]
`

const plainKind = `
label = "短文"
section = "plain"
permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
`

func options(t *testing.T, cfg string) content.Options {
	t.Helper()
	kinds, problems, err := schema.Load(fstest.MapFS{"note/kind.toml": {Data: []byte(noteKind)}, "plain/kind.toml": {Data: []byte(plainKind)}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	c, problems := config.Read([]byte(cfg))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return content.Options{Config: c, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: c.Zone}}
}

func load(t *testing.T, o content.Options, files map[string]string) (*content.Set, diag.List) {
	t.Helper()
	site := fstest.MapFS{}
	for name, text := range files {
		site["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, problems, err := content.Load(context.Background(), site, o)
	if err != nil {
		t.Fatal(err)
	}
	return set, problems.Sorted()
}

// told writes problems as "place rule".
func told(l diag.List) []string {
	var out []string
	for _, p := range l {
		out = append(out, fmt.Sprintf("%s %s", p.Pos, p.Rule))
	}
	return out
}

func text(title string) string { return "+++\ntitle = \"" + title + "\"\n+++\n\n正文。\n" }

func TestLoadSortsFilesIntoSections(t *testing.T) {
	set, problems := load(t, options(t, "[section.news]\nkind = \"plain\"\n"), map[string]string{
		"plain/b.md": text("乙"), "plain/2025/a.md": text("甲"), "news/c.MD": text("丙"),
		"plain/photo.jpg": "x", "plain/2025/files/a.pdf": "12345",
		"plain/.hidden.md": "x", "plain/.git/d.md": "x", "plain/~$b.md": "x", "plain/b.md~": "x", "plain/Thumbs.db": "x", "plain/x.tmp": "x",
	})
	if len(problems) > 0 {
		t.Fatalf("problems: %v", told(problems))
	}
	var got []string
	for _, e := range set.Entries {
		got = append(got, fmt.Sprintf("%s section=%s slug=%s kind=%s title=%s", e.File, e.Section, e.Slug, e.Record.Kind.Name, e.Record.Title()))
	}
	want := []string{
		"content/news/c.MD section=news slug=c kind=plain title=丙",
		"content/plain/2025/a.md section=plain slug=a kind=plain title=甲",
		"content/plain/b.md section=plain slug=b kind=plain title=乙",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("entries (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"plain/2025/files/a.pdf", "plain/photo.jpg"}, slices.Sorted(maps.Keys(set.Files))); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
	if size := set.Files["plain/2025/files/a.pdf"].Size; size != 5 {
		t.Errorf("size is %d, want 5", size)
	}
	if d := cmp.Diff([]string{"news", "plain"}, set.Names()); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
}

func TestLoadProblems(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a file of no section", map[string]string{"stray.md": text("甲")}, []string{"content/stray.md content/ignored"}},
		{"a section nobody declared", map[string]string{"other/a.md": text("甲")}, []string{"content/other/a.md:1 content/section"}},
		{"a kind that does not exist", map[string]string{"plain/a.md": "+++\nkind = \"plane\"\ntitle = \"甲\"\n+++\n"}, []string{"content/plain/a.md:2:9 content/section"}},
		{"a name that is no address", map[string]string{"plain/公告.md": text("甲")}, []string{"content/plain/公告.md content/file-name"}},
		{"a missing title", map[string]string{"plain/a.md": "+++\n+++\n正文\n"}, []string{"content/plain/a.md:1 field/required"}},
		{"no front matter", map[string]string{"plain/a.md": "# 标题\n"}, []string{"content/plain/a.md:1 text/front-matter"}},
		{"no table and no part", map[string]string{"notes/a.md": text("甲")},
			[]string{"content/notes/a.md:1 report/part", "content/notes/a.md:1 table/missing"}},
		{"a wrong cell", map[string]string{"notes/a.md": "+++\ntitle = \"甲\"\n+++\n\n## 总结\n\n| 名称 | 数量 |\n|---|---|\n| 甲 | 三 |\n|  | 4 |\n"},
			[]string{"content/notes/a.md:9:7 field/number", "content/notes/a.md:10:4 table/cell"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := load(t, options(t, ""), c.files)
			if d := cmp.Diff(c.want, told(problems)); d != "" {
				t.Errorf("problems (-want +got):\n%s\n%v", d, problems)
			}
			for _, p := range problems {
				if p.Hint == "" && p.Rule != "table/cell" {
					t.Errorf("%s has no hint", p.Rule)
				}
			}
		})
	}
}

func TestFilesWithoutAnEntryAreNamed(t *testing.T) {
	set, _ := load(t, options(t, ""), map[string]string{
		"plain/c.md": "+++\ntitle = \"丙\n+++\n", "plain/b.md": text("乙"), "plain/a.md": "没有信息栏\n", "plain/d.md": "+++\n+++\n",
	})
	if d := cmp.Diff([]string{"content/plain/a.md", "content/plain/c.md"}, set.Unread); d != "" {
		t.Errorf("unread (-want +got):\n%s", d)
	}
	if len(set.Entries) != 2 {
		t.Errorf("%d entries, want 2", len(set.Entries))
	}
}

func TestNearestKindIsSuggested(t *testing.T) {
	_, problems := load(t, options(t, ""), map[string]string{"plain/a.md": "+++\nkind = \"plane\"\ntitle = \"甲\"\n+++\n"})
	if len(problems) != 1 || !strings.Contains(problems[0].Hint, "plain") {
		t.Errorf("problems are %v, want a hint with plain", problems)
	}
}

// The problem of a faulty kind is not buried under one problem for each of its records.
func TestRecordsOfAFaultyKindAreLeftAlone(t *testing.T) {
	cfg := "[section.news]\nkind = \"gone\"\n"
	files := map[string]string{"gone/a.md": text("甲"), "plain/b.md": strings.Replace(text("乙"), "title", "kind = \"gone\"\ntitle", 1)}
	o := options(t, cfg)
	if _, problems := load(t, o, files); len(problems) != 3 {
		t.Fatalf("with sound kinds there are %v, want the section of config.toml and both records", told(problems))
	}
	o.Kinds.Faulty = true
	if _, problems := load(t, o, files); len(problems) > 0 {
		t.Errorf("problems: %v", told(problems))
	}
}

// A misspelt kind in config.toml would leave the section with another kind, or with none, without a word.
func TestSectionOfUnknownKind(t *testing.T) {
	cfg := "title = \"某某局\"\n\n[section.plain]\nkind = \"plane\"\n\n[section.news]\nlabel = \"动态\"\n"
	for _, c := range []struct{ name, kind, hint string }{{"near", "plane", "plain"}, {"far", "zzzzzzzz", "note"}} {
		t.Run(c.name, func(t *testing.T) {
			cfg := strings.Replace(cfg, "plane", c.kind, 1)
			set, problems, err := content.Load(context.Background(), fstest.MapFS{"config.toml": {Data: []byte(cfg)}}, options(t, cfg))
			if err != nil || len(set.Entries) > 0 {
				t.Fatal(err, set.Entries)
			}
			if d := cmp.Diff([]string{"config.toml:4:9 content/section"}, told(problems)); d != "" {
				t.Fatalf("problems (-want +got):\n%s", d)
			}
			if p := problems[0]; !strings.Contains(p.Message, c.kind) || !strings.Contains(p.Hint, c.hint) {
				t.Errorf("problem is %q, hint %q", p.Message, p.Hint)
			}
		})
	}
}

func TestTablesBecomeRows(t *testing.T) {
	set, problems := load(t, options(t, ""), map[string]string{
		"notes/a.md": "+++\ntitle = \"甲\"\n+++\n\n## 工作概况\n\n| 名称 | 数量 |\n|---|---|\n| 一 | 3 |\n| 二 | 4 |\n\n| 别的 | 表 |\n|---|---|\n| 不是 | 数据 |\n",
	})
	if len(problems) > 0 {
		t.Fatalf("problems: %v", told(problems))
	}
	var got []string
	for _, r := range set.Entries[0].Record.Rows["items"] {
		got = append(got, r.Get("name").String()+"="+r.Get("count").String()+" #"+r.Anchor)
	}
	if len(got) != 2 || !strings.HasPrefix(got[0], "一=3 #") || !strings.HasPrefix(got[1], "二=4 #") {
		t.Errorf("rows are %q", got)
	}
}

func TestUniqueFields(t *testing.T) {
	record := func(number string) string {
		return "+++\ntitle = \"甲\"\nnumber = \"" + number + "\"\n+++\n\n## 总结\n\n| 名称 | 数量 |\n|---|---|\n| 一 | 1 |\n"
	}
	_, problems := load(t, options(t, ""), map[string]string{"notes/b.md": record("7"), "notes/a.md": record("7"), "notes/c.md": record("8")})
	if d := cmp.Diff([]string{"content/notes/b.md:3:11 field/unique"}, told(problems)); d != "" {
		t.Fatalf("problems (-want +got):\n%s", d)
	}
	if r := problems[0].Related; len(r) != 1 || r[0].Pos.String() != "content/notes/a.md:3:11" {
		t.Errorf("the first use is %v", r)
	}
}

func TestSlugs(t *testing.T) {
	set, _ := load(t, options(t, ""), map[string]string{
		"plain/Upper-Case.md": text("甲"), "plain/own.md": "+++\ntitle = \"乙\"\nslug = \"chosen\"\n+++\n", "plain/公告.md": text("丙"), "plain/x/公告.md": text("丁"),
	})
	got := map[string]string{}
	for _, e := range set.Entries {
		got[e.File] = e.Slug
	}
	if got["content/plain/Upper-Case.md"] != "upper-case" || got["content/plain/own.md"] != "chosen" {
		t.Errorf("slugs are %v", got)
	}
	// The code stands for the name alone, so that it stays when the title or the folder changes.
	if code := got["content/plain/公告.md"]; code != got["content/plain/x/公告.md"] || !schema.IsSlug(code) {
		t.Errorf("codes are %v", got)
	}
}

func TestEntryPositions(t *testing.T) {
	set, _ := load(t, options(t, ""), map[string]string{"plain/a.md": "+++\n# 说明\ntitle = \"甲\"\n+++\n"})
	e := set.Entries[0]
	if got := e.Pos("title").String(); got != "content/plain/a.md:3:10" {
		t.Errorf("Pos(title) = %s", got)
	}
	p := e.Problem(diag.Rule{ID: "x/y"}, []string{"title"}, "不对")
	if p.Pos.String() != "content/plain/a.md:3:10" || p.Rule != "x/y" {
		t.Errorf("Problem = %v", p)
	}
}

func TestWorkersDoNotChangeTheResult(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("plain/a%02d.md", i)] = text(fmt.Sprint("第", i))
		files[fmt.Sprintf("plain/bad%02d.md", i)] = "+++\ntitel = 1\n+++\n"
	}
	var want []string
	for _, workers := range []int{1, 2, 16} {
		o := options(t, "")
		o.Workers = workers
		set, problems := load(t, o, files)
		got := told(problems)
		for _, e := range set.Entries {
			got = append(got, e.File+e.Record.Title())
		}
		if want == nil {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d workers (-want +got):\n%s", workers, d)
		}
	}
}

func TestLoadWithoutContent(t *testing.T) {
	set, problems, err := content.Load(context.Background(), fstest.MapFS{"config.toml": {}}, options(t, ""))
	if err != nil || len(problems) > 0 || len(set.Entries) > 0 {
		t.Errorf("Load = %v, %v, %v", set, problems, err)
	}
}

func TestLoadStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := content.Load(ctx, fstest.MapFS{"content/plain/a.md": {Data: []byte(text("甲"))}}, options(t, ""))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
}

// unreadable fails for one file, as a disk does.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "a.md") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) ReadFile(name string) ([]byte, error) {
	if strings.HasSuffix(name, "a.md") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.ReadFile(name)
}

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	site := unreadable{fstest.MapFS{"content/plain/a.md": {Data: []byte(text("甲"))}, "content/plain/b.md": {Data: []byte(text("乙"))}}}
	if _, _, err := content.Load(context.Background(), site, options(t, "")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error is %v, want fs.ErrPermission", err)
	}
}
