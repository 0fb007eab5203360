package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"xiangwei/internal/headers"
)

// pageProblems returns what an assistive technology, or a person with an old phone, would stumble over in a page:
// landmarks, one main heading, no jump between headings, names for links, pictures and buttons, heads of tables, ids
// used once, the language, and no code or style in the page itself, which its own security policy forbids.
func pageProblems(page []byte) []string {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	c := &pageCheck{ids: map[string]int{}, counts: map[atom.Atom]int{}}
	if !bytes.HasPrefix(bytes.ToLower(page), []byte("<!doctype html>")) {
		c.fail("no <!DOCTYPE html>")
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			c.element(n)
		}
	}
	c.whole()
	return c.problems
}

type pageCheck struct {
	problems []string
	ids      map[string]int
	refs     []string // ids that aria attributes name
	counts   map[atom.Atom]int
	level    int // of the last heading
	navs     []string
	policy   string // what the page says of itself
}

func (c *pageCheck) fail(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

func (c *pageCheck) whole() {
	for _, one := range []atom.Atom{atom.Main, atom.H1, atom.Title, atom.Header, atom.Footer} {
		n := c.counts[one]
		if n == 0 || n > 1 && (one == atom.Main || one == atom.H1 || one == atom.Title) {
			c.fail("%d <%s>", n, one)
		}
	}
	for id, n := range c.ids {
		if n > 1 {
			c.fail("id %q is used %d times", id, n)
		}
	}
	for _, id := range c.refs {
		if c.ids[id] == 0 {
			c.fail("an aria attribute names #%s, which is not there", id)
		}
	}
	slices.Sort(c.navs)
	if len(slices.Compact(slices.Clone(c.navs))) != len(c.navs) {
		c.fail("two navigations with one name: %q", c.navs)
	}
	slices.Sort(c.problems)
}

func (c *pageCheck) element(n *html.Node) {
	if n.Namespace == "" { // a picture has a <title> of its own
		c.counts[n.DataAtom]++
	}
	if id := attr(n, "id"); id != "" {
		c.ids[id]++
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "aria-labelledby" || a.Key == "aria-describedby" || a.Key == "aria-controls":
			c.refs = append(c.refs, strings.Fields(a.Val)...)
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.fail("<%s> has %s in the page itself", n.Data, a.Key)
		}
	}
	switch n.DataAtom {
	case atom.Html:
		if attr(n, "lang") != "zh-CN" {
			c.fail("lang is %q", attr(n, "lang"))
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		c.heading(n)
	case atom.A:
		if attr(n, "href") != "" && name(n) == "" {
			c.fail("a link to %q has no name", attr(n, "href"))
		}
	case atom.Button:
		if name(n) == "" {
			c.fail("a button has no name")
		}
	case atom.Img:
		if !has(n, "alt") {
			c.fail("picture %q has no alt", attr(n, "src"))
		}
	case atom.Th:
		if s := attr(n, "scope"); s != "col" && s != "row" {
			c.fail("th %q has the scope %q", text(n), s)
		}
	case atom.Nav:
		if attr(n, "aria-label") == "" && attr(n, "aria-labelledby") == "" {
			c.fail("a navigation has no name")
		}
		c.navs = append(c.navs, attr(n, "aria-label")+attr(n, "aria-labelledby"))
	case atom.Input, atom.Select, atom.Textarea:
		if attr(n, "type") != "hidden" && attr(n, "aria-label") == "" && attr(n, "id") == "" {
			c.fail("<%s> has neither a label of its own nor an id for one", n.Data)
		}
	case atom.Script:
		if attr(n, "src") == "" && attr(n, "type") != "application/ld+json" && attr(n, "type") != "application/json" {
			c.fail("a script stands in the page itself")
		}
	case atom.Style:
		// 404.html stands at any address and can fetch none; its policy allows this very text.
		if !strings.Contains(c.policy, headers.Hash([]byte(n.FirstChild.Data))) {
			c.fail("a style stands in the page itself that its policy does not allow")
		}
	case atom.Meta:
		if attr(n, "http-equiv") == "Content-Security-Policy" {
			c.policy = attr(n, "content")
		}
	case atom.Ul, atom.Ol:
		c.listItems(n)
	}
}

func (c *pageCheck) heading(n *html.Node) {
	level := int(n.Data[1] - '0')
	if level > c.level+1 {
		c.fail("heading %q jumps from level %d to %d", text(n), c.level, level)
	}
	if text(n) == "" {
		c.fail("an empty h%d", level)
	}
	c.level = level
}

func (c *pageCheck) listItems(n *html.Node) {
	for child := range n.ChildNodes() {
		if child.Type == html.ElementNode && child.DataAtom != atom.Li {
			c.fail("<%s> holds a <%s>", n.Data, child.Data)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// text returns the visible text of an element.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// name returns the name assistive technology gives an element: its label, its text, or the text of a picture in it.
func name(n *html.Node) string {
	if label := attr(n, "aria-label") + attr(n, "aria-labelledby"); label != "" {
		return label
	}
	words := text(n)
	for d := range n.Descendants() {
		if d.DataAtom == atom.Img {
			words += attr(d, "alt")
		}
	}
	return strings.TrimSpace(words)
}
