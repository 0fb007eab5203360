package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"xiangwei/layouts"
)

var (
	cacheSteps = flag.Int("cache.steps", 40, "changes in the series of TestCachedBuildIsTheSame")
	cacheSeed  = flag.Uint64("cache.seed", 1, "seed of that series")
)

// TestCachedBuildIsTheSame changes a site at random, over and over, and builds it after each change twice: with what is
// remembered of all builds before, and without. Trees, reports and exit codes must be the same to the byte. Each of the
// two publishes to a folder of its own, of the same history.
func TestCachedBuildIsTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, *cacheSeed)
	for step := range *cacheSteps {
		done := w.change()
		w.log = append(w.log, done)
		cached, plain := w.build("cached"), w.build("plain", "--no-cache")
		if cached != plain {
			t.Fatalf("step %d (%s), after %q:\nwith the cache\n%s\nwithout\n%s", step, done, w.recent(), cached, plain)
		}
		w.compareTrees(step, done)
	}
}

// TestEditedTextsAreTheSame does what clerks do all day: it changes a word in a text, builds, mends what is wrong, builds.
// Of most pages not even a view is made then, which TestCachedBuildIsTheSame meets too seldom.
func TestEditedTextsAreTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, *cacheSeed+40)
	known := 0
	for step := range *cacheSteps * 3 / 4 {
		before := map[string]string{}
		for _, name := range w.texts() {
			before[name] = w.read(name)
		}
		changes := []func() string{w.nothing, w.body, w.body, w.body, w.body, w.sameSize, w.touch, w.title, w.attachment, w.damageOutput, w.draft, w.hour}
		done := changes[w.r.IntN(len(changes))]()
		w.log = append(w.log, done)
		cached, plain := w.build("cached", "--stats"), w.build("plain", "--no-cache", "--stats")
		if _, n, ok := strings.Cut(cached, "其中 "); ok {
			var pages int
			fmt.Sscanf(n, "%d 页不必核对", &pages)
			known += pages
		}
		if cached, plain = stats.ReplaceAllString(cached, ""), stats.ReplaceAllString(plain, ""); cached != plain {
			t.Fatalf("step %d (%s), after %q:\nwith the cache\n%s\nwithout\n%s", step, done, w.recent(), cached, plain)
		}
		w.compareTrees(step, done)
		if strings.HasPrefix(cached, "exit 3") {
			for name, text := range before {
				if w.read(name) != text {
					w.write(name, text)
				}
			}
		}
	}
	if known == 0 {
		t.Error("no page was known to be what it was: the series tests nothing")
	}
}

// stats are the lines of --stats.
var stats = regexp.MustCompile(`(?m)^  .*\t.*\n`)

// hour lets an hour pass.
func (w *world) hour() string {
	w.now = w.now.Add(time.Hour)
	return "clock " + w.now.Format("2006-01-02 15:04")
}

// TestCheckIsTheSame changes a site at random, builds it now and then to its own folder, and holds every check, which keeps
// the pages that were published and have not changed, to one that remembers nothing.
func TestCheckIsTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, *cacheSeed+20)
	for step := range *cacheSteps / 2 {
		done := w.change()
		w.log = append(w.log, done)
		if n := w.r.IntN(6); n < 3 {
			w.build([]string{"site/public", "site/public", "elsewhere"}[n])
		}
		format := "--format=" + w.any([]string{"text", "text", "json", "sarif"})
		if cached, plain := w.check(format), w.check("--no-cache", format); cached != plain {
			t.Fatalf("step %d (%s), after %q:\nwith the cache\n%s\nwithout\n%s", step, done, w.recent(), cached, plain)
		}
	}
}

// world is a site under change.
type world struct {
	t     *testing.T
	dir   string
	r     *rand.Rand
	now   time.Time
	log   []string
	files map[string]string // given away by a change, to be put back
	n     int
}

func newWorld(t *testing.T, seed uint64) *world {
	w := &world{t: t, dir: t.TempDir(), r: rand.New(rand.NewPCG(seed, 7)), files: map[string]string{}}
	w.now = time.Date(2025, 12, 1, 8, 0, 0, 0, time.FixedZone("", 8*3600))
	if err := os.CopyFS(w.site(), os.DirFS("testdata/sites/everything")); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) site() string            { return filepath.Join(w.dir, "site") }
func (w *world) path(name string) string { return filepath.Join(w.site(), filepath.FromSlash(name)) }

func (w *world) recent() []string { return w.log[max(0, len(w.log)-8):] }

// took is what differs between two runs that do the same.
var took = regexp.MustCompile(`用时 [0-9.]+ 秒|已发布到 [^：]*：`)

// build runs one build and returns what it told.
func (w *world) build(out string, flags ...string) string {
	return w.run("build", append([]string{"--out", filepath.Join(w.dir, filepath.FromSlash(out))}, flags...)...)
}

// check runs one check and returns what it told.
func (w *world) check(flags ...string) string { return w.run("check", flags...) }

func (w *world) run(command string, flags ...string) string {
	var stdout, stderr bytes.Buffer
	args := append([]string{command, "--source", w.site(), "--as-of", w.now.Format("2006-01-02T15:04:05")}, flags...)
	code := run(context.Background(), args, &stdout, &stderr)
	return fmt.Sprintf("exit %d\n%s%s", code, took.ReplaceAllString(stdout.String(), ""), &stderr)
}

func (w *world) compareTrees(step int, done string) {
	w.t.Helper()
	published := func(name string) map[string][]byte {
		tree, err := readTree(filepath.Join(w.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // nothing was published yet where all builds till now had errors
			w.t.Fatal(err)
		}
		return tree
	}
	cached, plain := published("cached"), published("plain")
	if differ := diffTrees(plain, cached); len(differ) > 0 {
		w.t.Fatalf("step %d (%s), after %q: with the cache the site is another\n%s", step, done, w.recent(), strings.Join(differ[:min(5, len(differ))], "\n"))
	}
}

// texts returns the site's texts.
func (w *world) texts() []string {
	var found []string
	err := fs.WalkDir(os.DirFS(w.site()), "content", func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".md") {
			found = append(found, p)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

func (w *world) read(name string) string {
	data, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

func (w *world) write(name, text string) {
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) remove(name string) {
	if err := os.RemoveAll(w.path(name)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) any(list []string) string { return list[w.r.IntN(len(list))] }

// edit rewrites a random text and says what was done.
func (w *world) edit(what string, change func(text string) string) string {
	name := w.any(w.texts())
	w.write(name, change(w.read(name)))
	return what + " " + name
}

// front adds a line to the front matter, or takes it away where it is.
func toggled(text, line string) string {
	if without := strings.Replace(text, line+"\n", "", 1); without != text {
		return without
	}
	return strings.Replace(text, "+++\n", "+++\n"+line+"\n", 1)
}

var (
	titleLine     = regexp.MustCompile(`(?m)^title = "(.*)"$`)
	publishedLine = regexp.MustCompile(`(?m)^published = .*$`)
)

// change changes something, and says what.
func (w *world) change() string {
	w.n++
	changes := []func() string{
		w.nothing, w.body, w.body, w.title, w.title, w.sameSize, w.touch, w.rename, w.delete, w.restore, w.restore, w.add,
		w.draft, w.withdraw, w.publish, w.alias, w.config, w.config, w.layout, w.kind, w.theme, w.attachment, w.clock, w.clock,
		w.damageCache, w.damageOutput, w.words,
	}
	return changes[w.r.IntN(len(changes))]()
}

func (w *world) nothing() string { return "nothing" }

func (w *world) body() string {
	lines := []string{"补充一段文字。", "见[另一篇](opening.md)。", "依据《中华人民共和国行政处罚法》第三十三条办理。", "## 新的一节", "依据《中华人民共和国未成年人保护法》第十条办理。", "依据《某某县旅游民宿管理规定》办理。", "数额为 100 元。", "详见 <https://www.example.com/>。"}
	return w.edit("body", func(text string) string { return text + "\n" + w.any(lines) + "\n" })
}

func (w *world) title() string {
	return w.edit("title", func(text string) string {
		return titleLine.ReplaceAllString(text, fmt.Sprintf(`title = "$1之%d"`, w.n%10))
	})
}

// sameSize changes bytes and keeps size and time, as a tool might that wants to hide it.
func (w *world) sameSize() string {
	name := w.any(w.texts())
	info, err := os.Stat(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	text := []rune(w.read(name))
	for i := len(text) - 1; i > 0; i-- {
		if text[i] > 0x4E00 && text[i] < 0x9000 {
			text[i]++
			break
		}
	}
	w.write(name, string(text))
	if err := os.Chtimes(w.path(name), info.ModTime(), info.ModTime()); err != nil {
		w.t.Fatal(err)
	}
	return "same size " + name
}

func (w *world) touch() string { return w.edit("touch", func(text string) string { return text }) }

func (w *world) rename() string {
	name := w.any(w.texts())
	to := strings.TrimSuffix(name, ".md") + fmt.Sprintf("-%d.md", w.n)
	if err := os.Rename(w.path(name), w.path(to)); err != nil {
		w.t.Fatal(err)
	}
	w.files[name] = ""
	return "rename " + name
}

// delete takes a text away; restore puts one back.
func (w *world) delete() string {
	if len(w.files) > 3 {
		return w.restore()
	}
	name := w.any(w.texts())
	w.files[name] = w.read(name)
	w.remove(name)
	return "delete " + name
}

func (w *world) restore() string {
	if len(w.files) == 0 {
		return "restore nothing"
	}
	name := slices.Min(slices.Collect(maps.Keys(w.files)))
	if w.files[name] == "" { // it was renamed: the old name leads to the new one
		for _, other := range w.texts() {
			if strings.HasPrefix(other, strings.TrimSuffix(name, ".md")+"-") {
				os.Rename(w.path(other), w.path(name))
			}
		}
	} else {
		w.write(name, w.files[name])
	}
	delete(w.files, name)
	return "restore " + name
}

func (w *world) add() string {
	name := fmt.Sprintf("content/articles/2025/new-%d.md", w.n)
	w.write(name, fmt.Sprintf("+++\ntitle = \"新文章%d\"\npublished = %s\nsource = \"某某局\"\n+++\n\n正文依据《中华人民共和国行政处罚法》第三十三条。\n",
		w.n, w.now.AddDate(0, 0, w.r.IntN(20)-15).Format("2006-01-02T15:04:05")))
	return "add " + name
}

func (w *world) draft() string {
	return w.edit("draft", func(text string) string { return toggled(text, "draft = true") })
}

func (w *world) withdraw() string {
	return w.edit("withdraw", func(text string) string {
		return toggled(text, `withdrawn = {on = 2025-11-20, reason = "原决定被撤销", basis = "《中华人民共和国行政处罚法》第四十八条"}`)
	})
}

func (w *world) publish() string {
	return w.edit("published", func(text string) string {
		return publishedLine.ReplaceAllString(text, "published = "+w.now.Add(time.Duration(w.r.IntN(200)-150)*time.Hour).Format("2006-01-02T15:04:05"))
	})
}

func (w *world) alias() string {
	return w.edit("alias", func(text string) string { return toggled(text, fmt.Sprintf(`aliases = ["old/%d.html"]`, w.n%5)) })
}

func (w *world) config() string {
	const file = "config.toml"
	text := w.read(file)
	pairs := [][2]string{
		{"page_size = 2", "page_size = 3"}, {"related = 2", "related = 0"}, {"# 开", "# 关"},
		{"某某", "某某某"}, {"某某某", "某某"},
	}
	p := pairs[w.r.IntN(len(pairs))]
	changed := strings.Replace(text, p[0], p[1], 1)
	if changed == text {
		changed = strings.Replace(text, p[1], p[0], 1)
	}
	if changed == text {
		changed += fmt.Sprintf("\n# %d\n", w.n)
	}
	w.write(file, changed)
	return "config " + p[1]
}

// overlaid puts a built-in file into the site with a change, or takes it away again.
func (w *world) overlaid(name string, change func(string) string) string {
	if _, err := os.Stat(w.path("layouts/" + name)); err == nil {
		w.remove("layouts/" + name)
		return "without layouts/" + name
	}
	raw, err := layouts.Files.ReadFile(name)
	if err != nil {
		w.t.Fatal(err)
	}
	w.write("layouts/"+name, change(string(raw)))
	return "layouts/" + name
}

func (w *world) layout() string {
	return w.overlaid(w.any([]string{"default/_item.html", "default/page.html", "default/list.html", "default/_base.html", "default/404.html", "penalty/page.html"}),
		func(text string) string {
			return strings.Replace(text, "</", fmt.Sprintf("<!-- %d --></", w.n), 1) + strings.Repeat("\n", w.n%3)
		})
}

func (w *world) kind() string {
	return w.overlaid(w.any([]string{"article/kind.toml", "penalty/kind.toml", "event/kind.toml"}), func(text string) string {
		return strings.Replace(text, "label = \"", fmt.Sprintf("label = \"改%d", w.n%7), 3)
	})
}

func (w *world) theme() string {
	if _, err := os.Stat(w.path("theme/css/extra.css")); err == nil {
		w.remove("theme/css/extra.css")
		return "without theme"
	}
	w.write("theme/css/extra.css", fmt.Sprintf("a{color:#%06d}", w.n))
	return "theme"
}

// attachment adds a file beside a text, changes it, or takes it away.
func (w *world) attachment() string {
	name := w.any(w.texts())
	beside := filepath.ToSlash(filepath.Join(filepath.Dir(name), "files.csv"))
	if w.r.IntN(3) == 0 {
		w.remove(beside)
		return "without " + beside
	}
	w.write(beside, strings.Repeat("项目,数量\n", 1+w.n%3))
	w.write(name, w.read(name)+"\n[附件](files.csv)\n")
	return "attachment " + beside
}

// clock lets time pass, or sets it back.
func (w *world) clock() string {
	hours := []int{1, 5, 24, 24 * 7, 24 * 30, 24 * 400, -24 * 30, -24, -2, -24 * 400}
	w.now = w.now.Add(time.Duration(hours[w.r.IntN(len(hours))]) * time.Hour)
	return "clock " + w.now.Format("2006-01-02 15:04")
}

// damageCache cuts a file of the cache short, changes a byte of it, or takes it away.
func (w *world) damageCache() string {
	entries, err := os.ReadDir(w.path(".xiangwei"))
	if err != nil || len(entries) == 0 {
		return "no cache"
	}
	file := filepath.Join(w.path(".xiangwei"), entries[w.r.IntN(len(entries))].Name())
	data, err := os.ReadFile(file)
	if err != nil {
		w.t.Fatal(err)
	}
	switch w.r.IntN(3) {
	case 0:
		os.Remove(file)
	case 1:
		os.WriteFile(file, data[:w.r.IntN(len(data)+1)], 0o600)
	default:
		if len(data) > 0 {
			data[w.r.IntN(len(data))] ^= 0x55
			os.WriteFile(file, data, 0o600)
		}
	}
	return "damage " + filepath.Base(file)
}

// damageOutput takes a published file away in both folders, or makes it longer.
func (w *world) damageOutput() string {
	tree, err := readTree(filepath.Join(w.dir, "plain"))
	if err != nil || len(tree) == 0 {
		return "nothing published"
	}
	name := w.any(slices.Sorted(maps.Keys(tree)))
	longer := w.r.IntN(2) == 0
	for _, out := range []string{"plain", "cached"} {
		file := filepath.Join(w.dir, out, filepath.FromSlash(name))
		if longer && name != "manifest.json" {
			os.WriteFile(file, append(tree[name], 'x'), 0o644)
		} else {
			os.Remove(file)
		}
	}
	return "output " + name
}

// words changes the site's own list of wrong expressions.
func (w *world) words() string {
	w.write("words.txt", fmt.Sprintf("补充%d 增加\n", w.n%3))
	text := w.read("config.toml")
	if !strings.Contains(text, "[words]") {
		w.write("config.toml", text+"\n[words]\nfile = \"words.txt\"\n")
	}
	return "words"
}

// Two builds at once share a cache, each writing it as a whole: neither is in the other's way.
func TestTwoBuildsAtOnceShareTheCache(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	var group sync.WaitGroup
	told := make([]string, 4)
	for round := range 3 {
		w.body()
		for i := range told {
			group.Go(func() { told[i] = w.build(fmt.Sprintf("cached-%d", i)) })
		}
		group.Wait()
		plain := w.build("plain", "--no-cache")
		want, err := readTree(filepath.Join(w.dir, "plain"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range told {
			got, err := readTree(filepath.Join(w.dir, fmt.Sprintf("cached-%d", i)))
			if err != nil {
				t.Fatal(err)
			}
			if differ := diffTrees(want, got); told[i] != plain || len(differ) > 0 {
				t.Errorf("round %d, build %d: %s\nwant\n%s\n%s", round, i, told[i], plain, strings.Join(differ, "\n"))
			}
		}
	}
}

// What one text shows of another follows when that other changes, and so does what follows from the clock. Each change is
// built with all that is remembered; the page that must follow is named.
func TestEveryDependentPageFollows(t *testing.T) {
	t.Parallel()
	const a, b, c = "content/articles/2025/a.md", "content/articles/2025/b.md", "content/articles/2025/c.md"
	text := func(title, day, more, body string) string {
		return fmt.Sprintf("+++\ntitle = %q\npublished = %s\nsource = \"某某局\"\ntopics = [\"题目\"]\n%s+++\n\n%s\n", title, day, more, body)
	}
	w := newWorld(t, 3)
	w.remove("content")
	w.remove("layouts")
	w.remove("theme")
	w.write("config.toml", "title = \"某某局\"\n[bureau]\nname = \"某某局\"\n[build]\npage_size = 2\nrelated = 3\n[links]\ngone = [\"articles/2025/c.html\"]\n")
	w.write(a, text("第一篇", "2025-01-03", "", "见[乙](b.md)。"))
	w.write(b, text("第二篇", "2025-01-02", "", "正文。"))
	w.write(c, text("第三篇", "2025-01-01", "", "正文。"))
	for _, step := range []struct {
		name   string
		change func()
		page   string // of the published site
		has    string
		lacks  string
	}{
		{"the first build", func() {}, "articles/2025/a.html", "第二篇", ""},
		{"the title of a neighbour and a related record", func() { w.write(b, text("新题", "2025-01-02", "", "正文。")) }, "articles/2025/a.html", "新题", "第二篇"},
		{"the same on the list", func() {}, "articles/index.html", "新题", "第二篇"},
		{"a new record before", func() { w.write("content/articles/2025/d.md", text("第四篇", "2025-01-04", "", "正文。")) }, "articles/2025/a.html", "第四篇", ""},
		{"it pushes others to the next page of the list", func() {}, "articles/page-2.html", "新题", ""},
		{"the target of a link becomes a draft", func() { w.write(b, text("新题", "2025-01-02", "draft = true\n", "正文。")) }, "articles/2025/a.html", "", "b.html"},
		{"and comes back", func() { w.write(b, text("新题", "2025-01-02", "", "正文。")) }, "articles/2025/a.html", "b.html", ""},
		{"a former address", func() { w.write(c, text("第三篇", "2025-01-01", "aliases = [\"old/c.html\"]\n", "正文。")) }, "old/c.html", "articles/2025/c.html", ""},
		{"the name of the bureau", func() {
			w.write("config.toml", strings.Replace(w.read("config.toml"), "title = \"某某局\"", "title = \"新站名\"", 1))
		}, "articles/2025/c.html", "新站名", ""},
		{"a record is withdrawn", func() {
			w.write(c, text("第三篇", "2025-01-01", "withdrawn = {on = 2025-11-20, reason = \"有误\", basis = \"法\"}\n", "正文。"))
		}, "articles/2025/c.html", "有误", "第三篇"},
		{"and is in no list", func() {}, "articles/page-2.html", "", "第三篇"},
		{"a topic loses a record", func() { w.remove("content/articles/2025/d.md") }, "articles/2025/a.html", "", "第四篇"},
	} {
		w.now = w.now.Add(time.Minute)
		if step.name == "a topic loses a record" {
			w.write("config.toml", strings.Replace(w.read("config.toml"), "gone = [", "gone = [\"articles/2025/d.html\", ", 1))
		}
		step.change()
		told := w.build("cached")
		data, err := os.ReadFile(filepath.Join(w.dir, "cached", filepath.FromSlash(step.page)))
		if err != nil {
			t.Fatalf("%s: %v\n%s", step.name, err, told)
		}
		if !strings.Contains(string(data), step.has) || step.lacks != "" && strings.Contains(string(data), step.lacks) {
			t.Errorf("%s: %s has not %q or still has %q\n%s", step.name, step.page, step.has, step.lacks, told)
		}
		if plain := w.build("plain", "--no-cache"); plain != told {
			t.Errorf("%s: with the cache\n%s\nwithout\n%s", step.name, told, plain)
		}
	}
}
