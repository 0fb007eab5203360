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
		if diff := readOtherwise(page); diff != "" {
			t.Errorf("%q (-long +short):\n%s", page, diff)
		}
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

// corrupted returns pages that are nearly right: whatever stands in them, the short way and the long way of reading must agree.
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

// readOtherwise tells the first tag of a page that is read at once otherwise than attribute by attribute.
func readOtherwise(page string) string {
	s := tags{page: []byte(page)}
	var short tag
	for s.next(&short) {
		if !short.plain {
			continue
		}
		long := tag{start: short.start, close: short.close}
		if !s.read(&long) {
			return fmt.Sprintf("%q is a tag, which it is not", short.name)
		}
		got := []string{string(short.name), string(short.attrs), fmt.Sprint(short.end)}
		want := []string{string(long.name), string(long.attrs), fmt.Sprint(long.end)}
		for _, a := range short.list[:short.count] {
			got = append(got, fmt.Sprintf("%s=%q", a.name, a.value))
		}
		for i := 0; ; {
			key, value, next, ok := nextAttr(long.attrs, i)
			if !ok {
				break
			}
			want, i = append(want, fmt.Sprintf("%s=%q", key, value)), next
		}
		if diff := cmp.Diff(want, got); diff != "" {
			return diff
		}
	}
	return ""
}

func TestPlainTagsAreReadAsAnyOther(t *testing.T) {
	for _, page := range corrupted(rand.New(rand.NewPCG(1, 2)), 20000) {
		if diff := readOtherwise(page); diff != "" {
			t.Fatalf("%q (-long +short):\n%s", page, diff)
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
