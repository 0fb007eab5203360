package audit

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// scanned lists the tags of a page as the scan sees them: name, attributes in order, "/name" for an end tag.
func scanned(page string) []string {
	var out []string
	scanTags([]byte(page), func(t *tag) bool {
		if t.close {
			out = append(out, "/"+string(t.name))
			return true
		}
		line := string(t.name)
		seen := map[string]bool{}
		for i := 0; ; {
			key, value, next, ok := nextAttr(t.attrs, i)
			if !ok {
				break
			}
			if name := string(bytes.ToLower(key)); !seen[name] { // the first of a name counts
				line += fmt.Sprintf(" %s=%q", name, html.UnescapeString(normal(string(value))))
				seen[name] = true
			}
			i = next
		}
		out = append(out, line)
		return true
	})
	return out
}

// tokens lists the same as the library sees it.
func tokens(page string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.EndTagToken:
			name, _ := z.TagName()
			out = append(out, "/"+string(name))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			line := string(name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if len(key) > 0 {
					line += fmt.Sprintf(" %s=%q", key, value)
				}
			}
			out = append(out, line)
		}
	}
}

// normal writes line ends as the library does.
func normal(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

var pagesToScan = []string{
	`<!DOCTYPE html><html lang="zh-CN"><head><title>甲 <b>乙</b></title></head><body><p id=a>文</p></body></html>`,
	`<a href="a.html" class='b' download>文</a><A HREF=b.html>文</A><img src=a.png/><br/>`,
	`<!-- <a href="x"> --><a href="y">文</a><!--><b><!---><i><!-- --!><u>`,
	`<script>if (a < b) document.write("<a href='x'>")</script><style>a > b {}</style><textarea><a href="z"></textarea><em>`,
	`<p title="a > b">1 < 2 </p><a href="?a=1&amp;b=2#c">文</a>< b><1><`,
	`<a href = "a" = b =c/d e="f"g>文</a><script>x</scripty></script >`,
	`<?xml version="1.0"?><![CDATA[ <a> ]]></ ><//><p`,
	"<p\n\tid\n=\n'a\nb'>文</p>", `<a href="never closed>文</a>`, `<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>`, ``,
}

func TestScanSeesWhatTheLibrarySees(t *testing.T) {
	for _, page := range pagesToScan {
		if diff := cmp.Diff(tokens(page), scanned(page)); diff != "" {
			t.Errorf("%s\n%s", page, diff)
		}
	}
}

func FuzzScanTags(f *testing.F) {
	for _, page := range pagesToScan {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		got := scanned(page)
		// Bytes the library replaces or drops, and an element no page of ours has, are not compared.
		if strings.ContainsAny(page, "\x00\r") || strings.Contains(strings.ToLower(page), "plaintext") || strings.Contains(strings.ToLower(page), "<script") ||
			!isASCII(page) {
			return
		}
		if diff := cmp.Diff(tokens(page), got); diff != "" {
			t.Errorf("%q\n%s", page, diff)
		}
	})
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func TestWhatIsPassedOverIsOfNoInterest(t *testing.T) {
	for name, page := range map[string]string{
		"tags without attributes": "<p>a<b>c</b><ul><li><h1>x</h1></ul><table><thead><tr><td><th></table>",
		"a link and its end":      `<a href="#x">y</a><article><p>z</article>`,
		"what only looks like it": "<p ><p/></p ><p\n></a><pp><6></6><p1></p>< p>",
		"raw text":                "<script>'<p>'</script><style><li></style><title><p></title><textarea><p></textarea>",
		"comments":                "<!-- <p> --><p><!doctype html><?p?>",
		"the end of a page":       "<p><p",
	} {
		t.Run(name, func(t *testing.T) {
			l := &pageLook{data: []byte(page)}
			var all, rest, passed []string
			scanTags(l.data, func(t *tag) bool { all = append(all, page[t.start:t.end]); return true })
			pass := func(i int) int {
				end := l.idle(i)
				if end > 0 {
					passed = append(passed, page[i:end])
					rest = append(rest, page[i:end])
				}
				return end
			}
			scanFrom(l.data, 0, pass, func(t *tag) bool { rest = append(rest, page[t.start:t.end]); return true })
			if diff := cmp.Diff(all, rest); diff != "" {
				t.Errorf("other tags (-all +with what is passed over):\n%s", diff)
			}
			for _, p := range passed {
				if strings.ContainsAny(p, " =") || p == "</a>" || strings.HasPrefix(p, "<h") && p != "<hr>" && p != "<head>" && p != "<header>" {
					t.Errorf("%s is passed over", p)
				}
			}
		})
	}
}

func TestWaysBesideAPage(t *testing.T) {
	for _, dir := range []string{".", "a", "a/b", "a/b/c"} {
		for _, name := range []string{"x.html", "../x.html", "../../x.html", "../../../x.html", "../../../../x.html", "b/", "../", "..", ".", "./x", "../b//x", "b/../x", "../.x", "b/./x",
			"../../a/b/x.html", "//x", "..x", "a..b", "b/.."} {
			if got, want := beside(dir, name), path.Join(dir, name); got != want {
				t.Errorf("%q beside %q: %q, want %q", name, dir, got, want)
			}
		}
	}
}
