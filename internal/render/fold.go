package render

import (
	"bytes"
	"html/template"
	"io"
	"sync"
	"text/template/parse"
)

// More than half of what a layout works out for a page is the same on all pages of its section at its depth: the way to
// the site's root before every address, the style sheet, the header, the menu of the section. html/template works each
// of it out anew, by reflection, with up to three escaping functions a value. So a layout of many pages is folded: a copy
// of it is made for each section and depth, in which what does not change is text. The copy is escaped by html/template
// before anything is folded, so what becomes text is exactly what would have come out in that place.

// foldFrom is how many pages of one section and depth make folding pay: a copy costs about 2 ms, and saves 30 µs a page.
const foldFrom = 128

// foldKey is what decides what a layout always says.
type foldKey struct {
	layout *template.Template
	frame  frameKey
}

// foldedLayout is the copy of a layout for one key. It is folded when the first page is made with it.
type foldedLayout struct {
	once sync.Once
	copy *template.Template
}

// folds are the layouts of a run that have many pages.
type folds struct {
	many map[foldKey]*foldedLayout
	few  map[*template.Template]*template.Template // copies for the other pages: a layout that ran cannot be copied again
}

// viewFixed and itemFixed are the fields of a View and an ItemView that are the same for all pages of a key.
var (
	viewFixed = map[string]bool{"Site": true, "Base": true, "View": true, "Section": true, "SectionLabel": true, "SectionPath": true,
		"Header": true, "Aside": true, "Foot": true, "Preview": true}
	itemFixed = map[string]bool{"Site": true, "Base": true}
)

// newFolds makes copies of the layouts that many keys are counted for.
func newFolds(counts map[foldKey]int) folds {
	f := folds{map[foldKey]*foldedLayout{}, map[*template.Template]*template.Template{}}
	for key, n := range counts {
		if n < foldFrom {
			continue
		}
		if f.few[key.layout] == nil {
			f.few[key.layout] = copyOf(key.layout)
		}
		f.many[key] = &foldedLayout{copy: copyOf(key.layout)}
	}
	return f
}

// copyOf returns the layout itself where it cannot be copied, since it ran already.
func copyOf(t *template.Template) *template.Template {
	if c, err := t.Clone(); err == nil {
		return c
	}
	return t
}

// layout returns what the page or item of a dot is made with.
func (f folds) layout(key foldKey, dot any, fixed map[string]bool) *template.Template {
	if many := f.many[key]; many != nil {
		many.once.Do(func() {
			if many.copy != key.layout {
				fold(many.copy, dot, fixed)
			}
		})
		return many.copy
	}
	if few := f.few[key.layout]; few != nil {
		return few
	}
	return key.layout
}

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
// where the page is made.
func fold(t *template.Template, dot any, fixed map[string]bool) {
	if t.Execute(io.Discard, dot) != nil { // also escapes it
		return
	}
	f := &folder{t, dot, fixed, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	f.piece(t.Name(), whole)
	f.fold(t.Name())
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

// isFixed reports whether a node that is more than text gives the same for all pages.
func (f *folder) isFixed(n parse.Node, dot dotKind) bool {
	switch n := n.(type) {
	case *parse.ActionNode:
		return f.fixedPipe(n.Pipe, dot)
	case *parse.IfNode:
		return f.fixedPipe(n.Pipe, dot) && f.fixedList(n.List, dot) && f.fixedList(n.ElseList, dot)
	case *parse.WithNode:
		return f.fixedPipe(n.Pipe, dot) && f.fixedList(n.List, fixed) && f.fixedList(n.ElseList, dot)
	case *parse.RangeNode:
		return f.fixedPipe(n.Pipe, dot) && f.fixedList(n.List, fixed) && f.fixedList(n.ElseList, dot)
	}
	return false
}

func (f *folder) fixedList(l *parse.ListNode, dot dotKind) bool {
	if l == nil {
		return true
	}
	for _, n := range l.Nodes {
		if n.Type() != parse.NodeText && !f.isFixed(n, dot) {
			return false
		}
	}
	return true
}

func (f *folder) fixedPipe(p *parse.PipeNode, dot dotKind) bool {
	if len(p.Decl) > 0 {
		return false
	}
	for _, c := range p.Cmds {
		for _, arg := range c.Args {
			if !f.fixedValue(arg, dot) {
				return false
			}
		}
	}
	return true
}

// fixedValue reports whether a value is the same for all pages. Functions are: what layouts may call depends on its
// arguments alone. Variables a layout makes for itself are not looked into.
func (f *folder) fixedValue(n parse.Node, dot dotKind) bool {
	switch n := n.(type) {
	case *parse.StringNode, *parse.NumberNode, *parse.BoolNode, *parse.NilNode, *parse.IdentifierNode:
		return true
	case *parse.DotNode:
		return dot == fixed
	case *parse.FieldNode:
		return dot == fixed || dot == whole && f.fixed[n.Ident[0]]
	case *parse.VariableNode:
		return n.Ident[0] == "$" && len(n.Ident) > 1 && f.fixed[n.Ident[1]]
	case *parse.PipeNode:
		return f.fixedPipe(n, dot)
	}
	return false
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
