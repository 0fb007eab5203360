package main

import (
	"slices"
	"strings"
	"testing"
)

const soundPage = `<!DOCTYPE html><html lang="zh-CN"><head><title>甲</title></head><body>
<header>头</header><nav aria-label="主导航"><ul><li><a href="a.html">甲</a></li></ul></nav>
<main><h1>甲</h1><h2 id="x">乙</h2><table><tr><th scope="col">丙</th></tr></table><img src="a.png" alt=""></main>
<footer>尾</footer></body></html>`

// The checks themselves find what they are for: each case breaks one thing in a sound page.
func TestPageProblems(t *testing.T) {
	if got := pageProblems([]byte(soundPage)); got != nil {
		t.Fatalf("the sound page has problems: %q", got)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"no document type", "<!DOCTYPE html>", "", "DOCTYPE"},
		{"another language", "zh-CN", "en", "lang"},
		{"two main headings", "<h2 id=\"x\">乙</h2>", "<h1>乙</h1>", "2 <h1>"},
		{"no main", "main>", "div>", "0 <main>"},
		{"a jump between headings", "<h2 id=\"x\">乙</h2>", "<h3>乙</h3>", "jumps from level 1 to 3"},
		{"an empty heading", "乙", "", "an empty h2"},
		{"a picture without alt", ` alt=""`, "", "has no alt"},
		{"a table head without scope", ` scope="col"`, "", "scope"},
		{"an id used twice", "<h1>", `<h1 id="x">`, "used 2 times"},
		{"a link without a name", ">甲</a>", "></a>", "has no name"},
		{"a navigation without a name", ` aria-label="主导航"`, "", "navigation has no name"},
		{"style in the page", "<h1>", `<h1 style="color:red">`, "style in the page"},
		{"a handler in the page", "<h1>", `<h1 onclick="x()">`, "onclick in the page"},
		{"a script in the page", "<h1>", "<script>x()</script><h1>", "script stands in the page"},
		{"a list that holds something else", "<ul>", "<ul><div></div>", "<ul> holds a <div>"},
		{"a name that is not there", "<h1>", `<h1 aria-labelledby="gone">`, "#gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := pageProblems([]byte(strings.ReplaceAll(soundPage, c.old, c.new)))
			if !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, c.want) }) {
				t.Errorf("problems are %q, want one with %q", got, c.want)
			}
		})
	}
}
