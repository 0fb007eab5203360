package portal

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kept are the elements content management systems commonly keep when a text is pasted or imported. What others hold
// stays, without them.
var kept = map[atom.Atom][]string{
	atom.H2: nil, atom.H3: nil, atom.H4: nil, atom.H5: nil, atom.H6: nil, atom.P: nil, atom.Br: nil, atom.Hr: nil, atom.Blockquote: nil,
	atom.Ul: nil, atom.Ol: {"start"}, atom.Li: nil, atom.Dl: nil, atom.Dt: nil, atom.Dd: nil, atom.Pre: nil, atom.Code: nil,
	atom.Table: nil, atom.Caption: nil, atom.Thead: nil, atom.Tbody: nil, atom.Tr: nil,
	atom.Th: {"colspan", "rowspan", "scope"}, atom.Td: {"colspan", "rowspan"},
	atom.A: {"href"}, atom.Img: {"src", "alt", "width", "height"}, atom.Strong: nil, atom.Em: nil, atom.Sup: nil, atom.Sub: nil, atom.Del: nil,
}

// dropped are elements that go with what they hold.
var dropped = []atom.Atom{atom.Script, atom.Style, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Input, atom.Button}

// clean makes a fragment of HTML of the elements that are kept, without styles, and without classes unless told. Of ids
// only those stay that a link of the fragment leads to.
func clean(text string, classes bool) ([]byte, error) {
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return nil, err
	}
	c := &cleaner{classes: classes, targets: map[string]bool{}}
	for _, n := range nodes {
		c.note(n)
	}
	for _, n := range nodes {
		c.node(n)
	}
	return append(bytes.TrimSpace(c.out.Bytes()), '\n'), nil
}

type cleaner struct {
	out     bytes.Buffer
	classes bool
	targets map[string]bool // ids links lead to
}

func (c *cleaner) note(n *html.Node) {
	for _, a := range n.Attr {
		if id, ok := strings.CutPrefix(a.Val, "#"); ok && a.Key == "href" {
			c.targets[id] = true
		}
	}
	for child := range n.ChildNodes() {
		c.note(child)
	}
}

func (c *cleaner) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		c.out.WriteString(html.EscapeString(n.Data))
		return
	case n.Type != html.ElementNode || slices.Contains(dropped, n.DataAtom):
		return
	}
	attributes, keep := kept[n.DataAtom]
	if keep {
		c.open(n, attributes)
	}
	for child := range n.ChildNodes() {
		c.node(child)
	}
	if keep && n.DataAtom != atom.Br && n.DataAtom != atom.Hr && n.DataAtom != atom.Img {
		c.out.WriteString("</" + n.Data + ">")
	}
}

func (c *cleaner) open(n *html.Node, attributes []string) {
	c.out.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		if slices.Contains(attributes, a.Key) || a.Key == "id" && c.targets[a.Val] || a.Key == "class" && c.classes {
			c.out.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
		}
	}
	c.out.WriteByte('>')
}
