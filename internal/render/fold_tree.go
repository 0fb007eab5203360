package render

import (
	"bytes"
	"html/template"
	"io"
	"text/template/parse"
)

// dotKind is what is known of a dot.
type dotKind int

const (
	varies dotKind = iota
	whole          // the dot the layout was given
	fixed          // the same for all pages
)

// folder folds one layout.
type folder struct {
	layout *template.Template
	dot    any
	fixed  map[string]bool
	given  map[string]bool // pieces that get the dot of the layout
	other  map[string]bool // pieces that get something else, here or there
	done   map[string]bool
}

// fold replaces what is fixed in a layout by the text it gives. A layout that fails is left as it is: it fails again
// where the page is made, and false is returned.
func fold(t *template.Template, dot any, fixed map[string]bool) bool {
	if t.Execute(io.Discard, dot) != nil { // also escapes it
		return false
	}
	f := &folder{t, dot, fixed, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	f.piece(t.Name(), whole)
	f.fold(t.Name())
	return true
}

// piece finds out which pieces get the dot of the layout.
func (f *folder) piece(name string, dot dotKind) {
	seen := f.other
	if dot == whole {
		seen = f.given
	}
	t := f.layout.Lookup(name)
	if seen[name] || t == nil || t.Tree == nil {
		return
	}
	seen[name] = true
	f.calls(t.Tree.Root, dot, dot)
}

// calls goes through the calls of a list. Top is the dot of the piece, which "$" stands for.
func (f *folder) calls(l *parse.ListNode, dot, top dotKind) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			f.calls(n.List, dot, top)
			f.calls(n.ElseList, dot, top)
		case *parse.WithNode:
			f.calls(n.List, varies, top)
			f.calls(n.ElseList, dot, top)
		case *parse.RangeNode:
			f.calls(n.List, varies, top)
			f.calls(n.ElseList, dot, top)
		case *parse.TemplateNode:
			f.piece(n.Name, handed(n.Pipe, dot, top))
		}
	}
}

// handed returns what is known of the dot a piece gets.
func handed(p *parse.PipeNode, dot, top dotKind) dotKind {
	if p == nil || len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return varies
	}
	switch arg := p.Cmds[0].Args[0].(type) {
	case *parse.DotNode:
		return dot
	case *parse.VariableNode:
		if len(arg.Ident) == 1 && arg.Ident[0] == "$" {
			return top
		}
	}
	return varies
}

// fold folds a piece that gets the dot of the layout wherever it is used.
func (f *folder) fold(name string) {
	t := f.layout.Lookup(name)
	if f.done[name] || !f.given[name] || f.other[name] || t == nil {
		return
	}
	f.done[name] = true
	f.list(t.Tree.Root, whole)
}

func (f *folder) list(l *parse.ListNode, dot dotKind) {
	if l == nil {
		return
	}
	var out []parse.Node
	for _, n := range l.Nodes {
		for _, n := range f.node(n, dot) {
			out = joined(out, n)
		}
	}
	l.Nodes = out
}

// joined appends a node, texts to texts.
func joined(out []parse.Node, n parse.Node) []parse.Node {
	text, ok := n.(*parse.TextNode)
	if !ok || len(out) == 0 {
		return append(out, n)
	}
	last, ok := out[len(out)-1].(*parse.TextNode)
	if !ok {
		return append(out, n)
	}
	out[len(out)-1] = textNode(last.Pos, append(bytes.Clone(last.Text), text.Text...))
	return out
}

func textNode(pos parse.Pos, text []byte) *parse.TextNode {
	return &parse.TextNode{NodeType: parse.NodeText, Pos: pos, Text: text}
}

// node returns what stands in the place of a node.
func (f *folder) node(n parse.Node, dot dotKind) []parse.Node {
	if f.isFixed(n, dot) {
		if text, ok := f.evaluate(n); ok {
			return []parse.Node{textNode(n.Position(), text)}
		}
		return []parse.Node{n}
	}
	switch n := n.(type) {
	case *parse.IfNode:
		f.list(n.List, dot)
		f.list(n.ElseList, dot)
	case *parse.WithNode:
		f.list(n.List, varies)
		f.list(n.ElseList, dot)
	case *parse.RangeNode:
		f.list(n.List, varies)
		f.list(n.ElseList, dot)
	case *parse.TemplateNode:
		f.fold(n.Name)
		if text, ok := f.textOf(n.Name); ok {
			return []parse.Node{text}
		}
	}
	return []parse.Node{n}
}

// textOf returns the text of a piece of which nothing else is left.
func (f *folder) textOf(name string) (*parse.TextNode, bool) {
	t := f.layout.Lookup(name)
	if !f.done[name] || t == nil || len(t.Tree.Root.Nodes) != 1 {
		return nil, false
	}
	text, ok := t.Tree.Root.Nodes[0].(*parse.TextNode)
	return text, ok
}

// evaluate returns what a node gives. It is run in the place of the whole layout, whose escaping is worked out already.
func (f *folder) evaluate(n parse.Node) ([]byte, bool) {
	root := f.layout.Tree.Root
	defer func() { f.layout.Tree.Root = root }()
	f.layout.Tree.Root = &parse.ListNode{NodeType: parse.NodeList, Nodes: []parse.Node{n}}
	var b bytes.Buffer
	if f.layout.Execute(&b, f.dot) != nil {
		return nil, false
	}
	return b.Bytes(), true
}
