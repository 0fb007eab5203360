package search

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/markdown"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

const noteKind = `
label = "记录"
section = "notes"
section_label = "记录栏目"
permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.published]
label = "发布时间"
type = "time"
role = "published"
required = true
[field.number]
label = "文号"
type = "text"
role = "number"
[field.party]
label = "当事人"
type = "text"
role = "party"
[field.until]
label = "公示至"
type = "date"
[field.other]
label = "相关"
type = "ref"
[field.file]
label = "附件"
type = "file"
[field.secret]
label = "内部"
type = "text"
private = true
[publish]
until = "until"
`

// graph makes the site of some notes, by name below content/, as of 2026.
func graph(t testing.TB, notes map[string]string) *site.Site {
	t.Helper()
	kinds, problems, err := schema.Load(fstest.MapFS{"note/kind.toml": {Data: []byte(noteKind)}})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	c, problems := config.Read([]byte("[section.news]\nkind = \"note\"\nlabel = \"动态\"\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	files := fstest.MapFS{}
	for name, text := range notes {
		files["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, problems, err := content.Load(t.Context(), files,
		content.Options{Config: c, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: c.Zone}})
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	moment, err := date.ParseStamp("2026-06-30", c.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := site.New(c, kinds, set, site.Options{Now: moment.Time()})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return s
}

func note(title, published, more, body string) string {
	return fmt.Sprintf("+++\ntitle = %q\npublished = %s\n%s\n+++\n\n%s\n", title, published, more, body)
}

// filesOf returns the files of the index of a site.
func filesOf(t testing.TB, s *site.Site, workers int) []output.File {
	t.Helper()
	tree := output.NewTree()
	if err := Add(t.Context(), s, tree, workers); err != nil {
		t.Fatal(err)
	}
	var out []output.File
	for _, f := range tree.Files() {
		out = append(out, *f)
	}
	return out
}

// indexed returns the files of the index of some notes, and who reads them.
func indexed(t testing.TB, notes map[string]string) ([]output.File, *reader) {
	t.Helper()
	files := filesOf(t, graph(t, notes), 0)
	r, err := newReader(files)
	if err != nil {
		t.Fatal(err)
	}
	return files, r
}

// clauses returns what stood between the stops of the starter site's texts, each once: Chinese as bureaus write it. It is a
// copy, so that the measures change with the index alone.
func clauses(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/clauses.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

// corpus makes n notes of some 650 characters each, the same ones every time: clauses put together at random, with names
// and figures of their own.
func corpus(t testing.TB, n int) map[string]string {
	all := clauses(t)
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() string { return all[random.IntN(len(all))] }
	name := func() string { // characters without sense, as in names of shops and persons
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteRune(rune(0x4e00 + random.IntN(3000)))
		}
		return b.String()
	}
	day := time.Date(2020, 1, 2, 9, 0, 0, 0, time.UTC)
	notes := map[string]string{}
	for i := range n {
		at := day.Add(time.Duration(i) * 6 * 365 * 24 * time.Hour / time.Duration(n))
		section := []string{"notes", "news"}[i%2]
		var body strings.Builder
		for body.Len() < 3*580 {
			fmt.Fprintf(&body, "%s，%s%s，%s；%s%d。\n\n", pick(), pick(), name(), pick(), pick(), random.IntN(1000))
		}
		notes[fmt.Sprintf("%s/%d/n-%05d.md", section, at.Year(), i)] = note(
			fmt.Sprintf("某某%s%s一案", name(), pick()), at.Format("2006-01-02T15:04:05"),
			fmt.Sprintf("number = \"某文综罚字〔%d〕%d号\"\nparty = \"某某县%s经营部\"", at.Year(), i, name()), body.String())
	}
	return notes
}
