package render

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"reflect"
	"strconv"
	"text/template/parse"
)

// What is left of a folded layout is mostly fields of a view, and html/template takes a call by reflection for each, and
// one for each of its escaping functions. Here it is a list of steps that append: text as it is, and fields whose types are
// known when the layout is folded, through tables that html/template itself filled in (direct_escape.go). Any other node is
// run by html/template in a slot, and a page on which anything unexpected is met – a nil pointer, an error, a panic of a
// method – is made by html/template as a whole, which then says what is wrong. So nothing is told here that it would not say.

// direct is a layout as a list of steps. A nil one makes nothing.
type direct struct{ steps steps }

// step appends what a node gives.
type step func(b *bytes.Buffer, at dots) error

type steps []step

// dots are the dot of a node and that of its piece, which "$" stands for.
type dots struct{ dot, top reflect.Value }

// dotTypes are their types, and whether both are the same value.
type dotTypes struct {
	dot, top reflect.Type
	same     bool
}

// errUnsure says that the page is to be made by html/template.
var errUnsure = errors.New("not known to come to the same")

// slots is how many nodes of a layout can be left to html/template one by one.
const slots = 48

func slotName(i int) string { return "slot " + strconv.Itoa(i) }

// withSlots adds slots to the copy of a layout. They must be there before anything of it runs.
func withSlots(t, original *template.Template) *template.Template {
	if t == original {
		return t
	}
	for i := range slots {
		if _, err := t.New(slotName(i)).Parse(" "); err != nil {
			break // then there are fewer of them
		}
	}
	return t
}

// execute makes a page; false, with nothing appended, where html/template must.
func (d *direct) execute(b *bytes.Buffer, dot any) (ok bool) {
	if d == nil {
		return false
	}
	start := b.Len()
	defer func() {
		if recover() != nil { // html/template makes an error of the panic of a method
			ok = false
		}
		if !ok {
			b.Truncate(start)
		}
	}()
	v := reflect.ValueOf(dot)
	return d.steps.run(b, dots{v, v}) == nil
}

func (l steps) run(b *bytes.Buffer, at dots) error {
	for _, s := range l {
		if err := s(b, at); err != nil {
			return err
		}
	}
	return nil
}

// director makes the steps of one layout.
type director struct {
	layout   *template.Template
	escapers escapers
	slots    int             // that are taken
	ready    int             // that ran while they were empty: what ran is not escaped again
	within   map[string]bool // pieces under way: one that uses itself is left to html/template
}

// newDirect returns nil where the layout has to be left to html/template as a whole. The layout must have run.
func newDirect(t *template.Template, dot any, e escapers) *direct {
	d := &director{layout: t, escapers: e, within: map[string]bool{}}
	of := reflect.TypeOf(dot)
	steps, ok := d.list(t.Tree.Root, dotTypes{of, of, true})
	if !ok {
		return nil
	}
	return &direct{steps}
}

// list makes the steps of a list; false where one of its nodes can be made neither here nor in a slot.
func (d *director) list(l *parse.ListNode, at dotTypes) (steps, bool) {
	if l == nil {
		return nil, true
	}
	var all steps
	for _, n := range l.Nodes {
		taken := d.slots
		s, ok := d.node(n, at)
		if !ok {
			d.slots = taken
			s, ok = d.slot(n, at)
		}
		if !ok {
			return nil, false
		}
		all = append(all, s)
	}
	return all, true
}

func (d *director) node(n parse.Node, at dotTypes) (step, bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(b *bytes.Buffer, _ dots) error { b.Write(text); return nil }, true
	case *parse.ActionNode:
		return d.action(n.Pipe, at)
	case *parse.IfNode:
		return d.ifNode(n, at)
	case *parse.WithNode:
		return d.withNode(n, at)
	case *parse.RangeNode:
		return d.rangeNode(n, at)
	case *parse.TemplateNode:
		return d.piece(n, at)
	}
	return nil, false
}

// slot leaves a node to html/template, whose escaping of it is worked out already. In a slot the dot and "$" are one, and
// there are no variables.
func (d *director) slot(n parse.Node, at dotTypes) (step, bool) {
	t := d.layout.Lookup(slotName(d.slots))
	if !at.same || t == nil || isDict(at.top) || !selfContained(n) {
		return nil, false
	}
	if d.slots == d.ready {
		if t.Execute(io.Discard, nil) != nil {
			return nil, false
		}
		d.ready++
	}
	d.slots++
	t.Tree.Root.Nodes = []parse.Node{n}
	return func(b *bytes.Buffer, at dots) error { return t.Execute(b, at.dot.Interface()) }, true
}

func (d *director) ifNode(n *parse.IfNode, at dotTypes) (step, bool) {
	holds, ok := d.condition(n.Pipe, at)
	if !ok {
		return nil, false
	}
	then, ok := d.list(n.List, at)
	if !ok {
		return nil, false
	}
	other, ok := d.list(n.ElseList, at)
	return func(b *bytes.Buffer, at dots) error {
		yes, err := holds(at)
		if err != nil {
			return err
		}
		if yes {
			return then.run(b, at)
		}
		return other.run(b, at)
	}, ok
}

func (d *director) withNode(n *parse.WithNode, at dotTypes) (step, bool) {
	get, of, ok := d.pipe(n.Pipe, at)
	if !ok || !judged(of) {
		return nil, false
	}
	then, ok := d.list(n.List, dotTypes{of, at.top, false})
	if !ok {
		return nil, false
	}
	other, ok := d.list(n.ElseList, at)
	return func(b *bytes.Buffer, at dots) error {
		v, err := get(at)
		if err != nil {
			return err
		}
		if truth(v) {
			return then.run(b, dots{v, at.top})
		}
		return other.run(b, at)
	}, ok
}

func (d *director) rangeNode(n *parse.RangeNode, at dotTypes) (step, bool) {
	get, of, ok := d.pipe(n.Pipe, at)
	if !ok || of.Kind() != reflect.Slice {
		return nil, false
	}
	each, ok := d.list(n.List, dotTypes{of.Elem(), at.top, false})
	if !ok {
		return nil, false
	}
	none, ok := d.list(n.ElseList, at)
	return func(b *bytes.Buffer, at dots) error {
		v, err := get(at)
		if err != nil {
			return err
		}
		if v.Len() == 0 {
			return none.run(b, at)
		}
		for i := range v.Len() {
			if err := each.run(b, dots{v.Index(i), at.top}); err != nil {
				return err
			}
		}
		return nil
	}, ok
}

// piece makes the steps of a piece where it is used.
func (d *director) piece(n *parse.TemplateNode, at dotTypes) (step, bool) {
	t := d.layout.Lookup(n.Name)
	if t == nil || t.Tree == nil || n.Pipe == nil || d.within[n.Name] {
		return nil, false
	}
	get, of, ok := d.pipe(n.Pipe, at)
	if !ok {
		return nil, false
	}
	d.within[n.Name] = true
	defer delete(d.within, n.Name)
	steps, ok := d.list(t.Tree.Root, dotTypes{of, of, true})
	return func(b *bytes.Buffer, at dots) error {
		v, err := get(at)
		if err != nil {
			return err
		}
		return steps.run(b, dots{v, v})
	}, ok
}
