package audit

import (
	"bytes"
	"fmt"
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
