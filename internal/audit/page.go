package audit

import (
	"bytes"
	"hash/maphash"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

const (
	accessBasis = "GB/T 37668-2019；《无障碍环境建设法》第三十二条"
	tagBasis    = "国办发〔2017〕47号附件《网页设计规范》"
)

var (
	rulePageLang = diag.Rule{ID: "page/lang", Severity: diag.Warning, Title: "网页没有写明语言或标题", Basis: accessBasis,
		Doc: "读屏软件靠 html 的 lang 选择语音，靠 title 报出页面。自带的布局都有；改过布局的，照自带的 _base.html 补上。"}
	rulePageMain = diag.Rule{ID: "page/main", Severity: diag.Warning, Title: "网页没有主要内容区", Basis: accessBasis,
		Doc: "每页要有且只有一个 main，键盘和读屏用户靠它跳过导航。照自带的 _base.html 补上。"}
	rulePageHeading = diag.Rule{ID: "page/heading", Severity: diag.Warning, Title: "网页标题层级不当", Basis: accessBasis,
		Doc: "每页有且只有一个一级标题，标题逐级往下，不跳级。正文里的标题从 ## 写起；其余由布局决定。"}
	rulePageAlt = diag.Rule{ID: "page/alt", Severity: diag.Warning, Title: "图片没有 alt", Basis: accessBasis,
		Doc: "每张图片要有文字说明；只起装饰作用的写 alt=\"\"。"}
	rulePageTable = diag.Rule{ID: "page/table", Severity: diag.Warning, Title: "表格没有名称或表头", Basis: accessBasis,
		Doc: "表格要有 caption（或所在区域的名称），表头单元格要写 scope，读屏软件才能逐格报出它属于哪一列。正文里的表格由程序处理；其余由布局决定。"}
	rulePageID = diag.Rule{ID: "page/id", Severity: diag.Warning, Title: "同一页有重复的 id", Basis: accessBasis,
		Doc: "id 重复时，锚点和标签会指到别处。id 由布局写出的，改成各不相同。"}

	foundRules = []diag.Rule{rulePageLang, rulePageMain, rulePageHeading, rulePageAlt, rulePageTable, rulePageID}

	pageRules = []Rule{{Rule: rulePageTime, Run: withoutClock}, {
		Rule: rulePageLang, Run: inspectPages,
		Also: slices.Concat(foundRules[1:], linkRules, metaRules),
	}}
)

// inspectPages goes once through every page of the tree, with several workers.
func inspectPages(in *Input) diag.List {
	files := in.Tree.Files()
	shared := &pageSet{in: in, paths: make(map[string]*output.File, len(files)), complete: in.complete()}
	var pages []*output.File
	for _, f := range files {
		shared.paths[f.Path] = f
		if isPage(f.Path) && !isPlayer(in.Config, f.Path) {
			pages = append(pages, f)
		}
	}
	shared.prepare()
	var err error
	if shared.looks, err = newLooks(shared); err != nil {
		in.lost = err
		return nil
	}
	shared.there = shared.looks.names(files)
	unsound := in.Watch.unsound(shared)
	var all findings
	var mu sync.Mutex
	var next atomic.Int64
	var group sync.WaitGroup
	// Neighbours in the tree share their folder, and with it the addresses already looked up: a worker takes runs of them.
	const run = 64
	for range max(1, min(runtime.GOMAXPROCS(0), len(pages))) {
		group.Go(func() {
			look := newPageLook(shared)
			for at := int(next.Add(run)) - run; at < len(pages); at = int(next.Add(run)) - run {
				for _, f := range pages[at:min(at+run, len(pages))] {
					found, known := in.Watch.found(f)
					look.page(f, found, known && !unsound[path.Dir(f.Path)])
				}
			}
			mu.Lock()
			all = append(all, look.found...)
			mu.Unlock()
		})
	}
	group.Wait()
	if err := shared.lost.Load(); err != nil {
		in.lost = *err
		return nil
	}
	problems := append(all.settle(in), shared.site()...)
	if in.Config.Footer.IDCode == "" { // an inspection of a site that is none of the government's own must not fail it
		for i, p := range problems {
			if p.Rule == rulePageTag.ID || p.Rule == rulePageDate.ID {
				problems[i].Severity = diag.Warning
			}
		}
	}
	return problems
}

func isPage(p string) bool { return strings.HasSuffix(p, ".html") || strings.HasSuffix(p, ".htm") }

// pageSet is what all workers share.
type pageSet struct {
	in       *Input
	paths    map[string]*output.File
	off      map[string]bool // warnings that are switched off
	complete bool            // the site says it is a government site: what only those must have is asked for
	footer   [][]byte
	prefix   string   // path of the site's own address, "/" without one
	own      []string // the site's own address, https and http
	allow    []string // hosts pages may lead to
	looks    *looks
	there    map[uint64]struct{}     // names of all paths pages may lead to; only where looks are remembered
	planned  atomic.Pointer[planned] // pages that will be made, while they are; nil then or where nobody knows
	lost     atomic.Pointer[error]   // a page could not be read: nothing that was found counts
	ids      sync.Map                // path of a page to its ids, map[string]bool; only of pages that are linked to by id
}

// lose notes that a page that was kept of an earlier publish cannot be read.
func (s *pageSet) lose(err error) { s.lost.Store(&err) }

func (s *pageSet) prepare() {
	s.off = map[string]bool{}
	for _, r := range slices.Concat(foundRules, linkRules, metaRules) {
		if r.Severity == diag.Warning && slices.Contains(s.in.Config.Warnings.Off, r.ID) {
			s.off[r.ID] = true
		}
	}
	s.links()
	s.meta()
}

// pageLook is one worker's view of the page in hand. Its buffers are used again.
type pageLook struct {
	*pageSet
	found  findings
	seed   maphash.Seed
	seen   map[uint64]bool // ids of the page, hashed
	local  [][]byte        // fragments the page links to within itself
	good   map[string]lead // addresses of this folder that lead somewhere
	asked  []string        // pages whose ids the page in hand asked for
	leads  []uint64        // names of the paths the page in hand leads to, each as often as it does
	missed []uint64        // and of those that are not there
	dir    string
	tags   annexTags
	sound  map[string]string // contents of tags that nothing was found in, by their names

	early bool // other pages are not made yet, see Watch
	doubt bool // the page in hand has what only a later look can tell

	file  *output.File
	data  []byte     // of the file
	entry *site.Page // nil but for records
	level int        // of the last heading
	count struct {
		h1 int
		sums
	}
	named bool // the region around has a name
	lang  bool
	title bool

	forwards bool // the page only leads to another address

	link linkText

	elements *elements // nil: each is looked at
	draft    draft
	marks    []mark // ids and headings of the page
}

func newPageLook(s *pageSet) *pageLook {
	return &pageLook{pageSet: s, seed: maphash.MakeSeed(), seen: map[uint64]bool{}, good: map[string]lead{}, dir: "\x00", sound: map[string]string{}}
}

// raise notes what was found on the page in hand, unless config.toml has the rule switched off.
func (l *pageLook) raise(f finding) {
	l.count.odd++
	if !l.off[f.rule.ID] {
		l.found = append(l.found, f)
	}
}

func (l *pageLook) note(r diag.Rule, message string) {
	l.raise(finding{rule: r, message: message, file: l.file})
}

// begin takes a page in hand.
func (l *pageLook) begin(f *output.File) {
	l.file, l.entry, l.level = f, l.in.Site.ByPath(f.Path), 0
	l.count.h1, l.count.sums, l.named, l.lang, l.title, l.doubt, l.forwards = 0, sums{}, false, false, false, false, false
	l.link = linkText{}
	clear(l.seen)
	l.local, l.asked, l.leads, l.missed = l.local[:0], l.asked[:0], l.leads[:0], l.missed[:0]
	l.tags, l.marks = l.tags[:0], l.marks[:0]
}

// page looks at one page, unless it is known what is to be found on it.
func (l *pageLook) page(f *output.File, found findings, known bool) {
	l.begin(f)
	if dir := path.Dir(f.Path); dir != l.dir {
		l.dir = dir
		clear(l.good)
	}
	key := l.looks.key(l)
	if known {
		l.found = append(l.found, found...)
		return
	}
	if l.recall(key) {
		return
	}
	data, err := f.Content()
	if err != nil {
		l.lose(err)
		return
	}
	before := len(l.found)
	l.data = data
	l.scan()
	l.remember(key, l.found[before:])
}

// scan goes through the page in hand.
func (l *pageLook) scan() {
	s := tags{page: l.data}
	var t tag
	for s.next(&t) {
		if t.close {
			l.closing(&t)
		} else if end := l.again(&t); end > 0 {
			s.at = end
			continue
		} else {
			l.opening(&t)
		}
		l.drafting(&t)
	}
	l.undraft()
	if l.forwards {
		return // nobody reads a page that only leads to another
	}
	l.fragments()
	l.structure()
	l.head()
}

func (l *pageLook) structure() {
	if !l.lang || !l.title {
		l.note(rulePageLang, "网页缺少 "+missing(l.lang, l.title))
	}
	if l.count.mains != 1 {
		l.note(rulePageMain, "网页的主要内容区（main）须有且只有一个")
	}
	switch {
	case l.count.h1 == 0:
		l.note(rulePageHeading, "网页没有一级标题（h1）")
	case l.count.h1 > 1:
		l.note(rulePageHeading, "网页有几个一级标题（h1）")
	}
}

func missing(lang, title bool) string {
	switch {
	case !lang && !title:
		return "lang 和 title"
	case !lang:
		return "lang"
	}
	return "title"
}

// opening looks at a start tag. Names are told apart by their first letter before anything is compared: most tags of a
// page are of no interest but for their id.
func (l *pageLook) opening(t *tag) {
	if t.plain && t.count > 0 || !t.plain && bytes.Contains(t.attrs, []byte("id=")) {
		if id, ok := t.attr("id"); ok && len(id) > 0 {
			l.id(id)
		}
	}
	switch string(t.name) {
	case "a":
		l.startLink(t)
	case "link":
		l.linkTag(t)
	case "img":
		if _, ok := t.attr("alt"); !ok {
			l.note(rulePageAlt, "图片没有 alt")
		}
		l.link.picture(t)
		l.source(t, "src")
	case "script", "iframe", "source", "video", "audio", "embed":
		l.source(t, "src")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		l.heading(int(t.name[1] - '0'))
	case "main":
		l.count.mains++
	case "meta":
		l.count.odd++
		l.metaTag(t)
	case "html":
		l.count.odd++
		lang, _ := t.attr("lang")
		l.lang = len(lang) > 0
	case "title":
		l.count.odd++
		if !l.title { // a picture (svg) may have a title of its own
			l.title = len(bytes.TrimSpace(l.textAfter(t))) > 0
		}
	case "div", "section", "figure":
		l.region(t)
	case "table":
		l.table(t)
	case "th":
		if _, ok := t.attr("scope"); !ok {
			l.note(rulePageTable, "表头单元格没有 scope")
		}
	}
}

func (l *pageLook) closing(t *tag) {
	if len(t.name) == 1 && t.name[0] == 'a' {
		l.endLink(t)
	}
}

// textAfter returns the text from the end of a tag to the next "<".
func (l *pageLook) textAfter(t *tag) []byte {
	rest := l.data[t.end:]
	if k := bytes.IndexByte(rest, '<'); k >= 0 {
		return rest[:k]
	}
	return rest
}

// id notes ids that are there twice. Ids are compared by their hashes, so a likely repeat is looked at exactly.
func (l *pageLook) id(id []byte) {
	l.marks = append(l.marks, mark{id: id})
	sum := maphash.Bytes(l.seed, id)
	if l.seen[sum] && countID(l.data, id) > 1 {
		l.note(rulePageID, "id 重复："+string(id))
	}
	l.seen[sum] = true
}

// countID counts the elements of a page with an id.
func countID(page, id []byte) int {
	n := 0
	scanTags(page, func(t *tag) bool {
		if v, ok := t.attr("id"); ok && !t.close && bytes.Equal(v, id) {
			n++
		}
		return true
	})
	return n
}

// heading notes levels that are left out. The first heading may be of any level: navigation may stand before the title.
func (l *pageLook) heading(level int) {
	l.marks = append(l.marks, mark{level: level})
	if level == 1 {
		l.count.h1++
	}
	if l.level > 0 && level > l.level+1 {
		l.note(rulePageHeading, "标题从 h"+string(rune('0'+l.level))+" 跳到 h"+string(rune('0'+level)))
	}
	l.level = level
}

// region remembers whether the element just before a table names what it holds.
func (l *pageLook) region(t *tag) {
	_, label := t.attr("aria-label")
	_, labelled := t.attr("aria-labelledby")
	l.named = label || labelled
	l.count.regions++
}

// table notes tables without a name: a caption, a label of their own or of the region they scroll in.
func (l *pageLook) table(t *tag) {
	_, label := t.attr("aria-label")
	_, labelled := t.attr("aria-labelledby")
	if !l.named && !label && !labelled && !bytes.HasPrefix(bytes.TrimSpace(l.data[t.end:]), []byte("<caption")) {
		l.note(rulePageTable, "表格没有名称（caption）")
	}
	l.named = false
	l.count.odd++
}
