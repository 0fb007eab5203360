package audit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"xiangwei/internal/output"
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

// corrupted returns pages that are nearly right: whatever stands in them, the short way and the long way of a look must agree.
func corrupted(r *rand.Rand, n int) []string {
	parts := []string{"<p>", "</p>", `<p class="a">`, `<div class="b c">`, `<div class="d" aria-label="e">`, "<div>", "</div>", `<section aria-labelledby="x">`, "<table>", "<caption>",
		"<table aria-label='t'>", "</table>", "<tr><td>", `<th scope="col">`, "<th>", `<a href="a.html">`, `<a href="../x.html#y">`, `<a href="#z">`, "<a href=a.html>", `<a href="a&amp;b.html">`,
		`<a class="c" href="b.html">`, `<a href="b.html" >`, `<a href="b.html"id="q">`, "<a>", "</a>", "</a >", "</A>", "点击这里", "更多", "文字", " ", `<h2 id="z">`, "<h4>", "</h2>", "<H1>", "<main>", "<time datetime=\"2025\">",
		`<span class="x>y">`, `<p class="x"id="z">`, "<p class='z'>", `<img src="i.png">`, `<img alt="" src="i.png">`, "<script>", "</script>", "<!--", "-->", "<title>", "</title>", "<", ">", `"`, "'", "=", "/", "中", "<h1>",
		`<meta http-equiv="refresh">`, `<meta name="SiteName" content="x&amp;y">`, `<html lang="zh">`, `<br>`, `<style>`, `</style>`, "<textarea>", "<p1>", "<1p>", "</p1>", "</>", "<p\n>", `<p class="`, `<a href="`}
	var pages []string
	for range n {
		var b strings.Builder
		for range r.IntN(40) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		pages = append(pages, b.String())
	}
	return pages
}

func TestPlainTagsAreSeenAsAnyOther(t *testing.T) {
	in := pagesOf(t, map[string]string{"config.toml": "title = \"某某\"\nurl = \"https://www.example.gov.cn/\"\n[footer]\nid_code = \"9900000001\"\n"}, nil)
	set := &pageSet{in: in, complete: true}
	set.prepare()
	planned := map[string]bool{"a/a.html": true, "x.html": true}
	set.planned.Store(&planned)
	look := func(page string, short bool) string {
		l := newPageLook(set)
		l.early = true
		l.begin(&output.File{Path: "a/page.html"})
		l.dir, l.data = "a", []byte(page)
		pass := l.plain
		if !short {
			pass = nil
		}
		l.scan(pass)
		said := ""
		for _, f := range l.found {
			said += f.rule.ID + " " + f.message + " " + f.href + "\n"
		}
		return fmt.Sprintln(said, l.local, l.leads, len(l.seen), l.level, l.count, l.named, l.lang, l.title, l.forwards, l.doubt, l.link.open, l.link.href)
	}
	for _, page := range corrupted(rand.New(rand.NewPCG(1, 2)), 20000) {
		if diff := cmp.Diff(look(page, false), look(page, true)); diff != "" {
			t.Fatalf("%q is seen otherwise (-long +short):\n%s", page, diff)
		}
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
