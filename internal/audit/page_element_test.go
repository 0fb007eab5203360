package audit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/output"
)

// likePages returns pages of a folder that share elements, some of which are not what they should be.
func likePages(r *rand.Rand, n int) []string {
	var shared []string
	for i, inside := range corrupted(r, 24) {
		name := []string{"header", "nav", "aside", "footer"}[i%4]
		if i < 12 {
			inside = []string{"", `<h2 id="z">下文</h2>`, `<h3>下文</h3><section aria-label="丙">`, "<main><div>", `<a href="#z">下文</a>`, `<a href="b.html">丙页</a>`}[i%6]
		}
		shared = append(shared, fmt.Sprintf("<%s class=\"c%d\"><ul><li><a href=\"a.html\">甲页</a></li><li><a href=\"x.html#y\" aria-label=\"乙\">乙页</a></li></ul>"+
			"<p id=\"e%d\">一样的文字，一样的文字</p>%s</%s>", name, i, i, inside, name))
	}
	var pages []string
	for _, rest := range corrupted(r, n) {
		var b strings.Builder
		for i, part := range strings.SplitAfter(rest, ">") {
			b.WriteString(part)
			if i%4 == 0 {
				b.WriteString(shared[r.IntN(len(shared))])
			}
		}
		pages = append(pages, b.String())
	}
	return pages
}

func TestElementsThatPagesShareAreSeenAsAnyOther(t *testing.T) {
	in := pagesOf(t, map[string]string{"config.toml": "title = \"某某\"\nurl = \"https://www.example.gov.cn/\"\n[footer]\nid_code = \"9900000001\"\n"}, nil)
	set := &pageSet{in: in, complete: true}
	set.prepare()
	set.expect(map[string]bool{"a/a.html": true, "x.html": true})
	look := func(l *pageLook, page string) string {
		l.begin(&output.File{Path: "a/page.html"})
		l.found, l.dir, l.data = l.found[:0], "a", []byte(page)
		l.scan()
		said := ""
		for _, f := range l.found {
			said += f.rule.ID + " " + f.message + " " + f.href + "\n"
		}
		return fmt.Sprintln(said, fmt.Sprintf("%q", l.local), l.leads, len(l.seen), l.level, l.count.h1, l.count.mains, l.named, l.lang, l.title, l.forwards, l.doubt, l.link.open)
	}
	r, again := rand.New(rand.NewPCG(3, 4)), 0
	for range 100 {
		kept, other := newPageLook(set), newPageLook(set)
		kept.early, other.early = true, true
		kept.elements = &elements{}
		for _, page := range likePages(r, 40) {
			kept.elements.page()
			if diff := cmp.Diff(look(other, page), look(kept, page)); diff != "" {
				t.Fatalf("%q is seen otherwise (-anew +added up):\n%s", page, diff)
			}
		}
		for _, e := range kept.elements.all {
			again += e.times
		}
	}
	if again < 500 {
		t.Errorf("only %d elements were met again", again)
	}
}
