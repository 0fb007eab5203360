package render

import (
	"reflect"
	"text/template/parse"
)

// condition is what an "if" asks.
type condition func(at dots) (bool, error)

// condition returns how to judge a pipe: a value, or one of the functions that compare.
func (d *director) condition(p *parse.PipeNode, at dotTypes) (condition, bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		return nil, false
	}
	c := p.Cmds[0]
	if name, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return d.function(name.Ident, c.Args[1:], at)
	}
	get, of, ok := d.command(c, at)
	if !ok || !judged(of) {
		return nil, false
	}
	return func(at dots) (bool, error) {
		v, err := get(at)
		return err == nil && truth(v), err
	}, true
}

func (d *director) function(name string, args []parse.Node, at dotTypes) (condition, bool) {
	switch {
	case name == "not" && len(args) == 1:
		holds, ok := d.argument(args[0], at)
		return func(at dots) (bool, error) {
			yes, err := holds(at)
			return !yes, err
		}, ok
	case name == "and" || name == "or":
		return d.several(name == "or", args, at)
	case len(args) == 2:
		return d.compared(name, args, at)
	}
	return nil, false
}

// argument judges what a function is given.
func (d *director) argument(n parse.Node, at dotTypes) (condition, bool) {
	p, ok := n.(*parse.PipeNode)
	if !ok {
		p = &parse.PipeNode{Cmds: []*parse.CommandNode{{Args: []parse.Node{n}}}}
	}
	return d.condition(p, at)
}

// several judges one after the other until one says what decides it.
func (d *director) several(decides bool, args []parse.Node, at dotTypes) (condition, bool) {
	var all []condition
	for _, a := range args {
		holds, ok := d.argument(a, at)
		if !ok {
			return nil, false
		}
		all = append(all, holds)
	}
	return func(at dots) (bool, error) {
		for _, holds := range all {
			if yes, err := holds(at); err != nil || yes == decides {
				return yes, err
			}
		}
		return !decides, nil
	}, true
}

// compared compares two texts, or two whole numbers.
func (d *director) compared(name string, args []parse.Node, at dotTypes) (condition, bool) {
	a, of, ok := d.operand(args[0], at)
	b, by, other := d.operand(args[1], at)
	if !ok || !other {
		return nil, false
	}
	var order func(a, b reflect.Value) int
	switch {
	case of.Kind() == reflect.String && by.Kind() == reflect.String && (name == "eq" || name == "ne"):
		order = func(a, b reflect.Value) int {
			if a.String() == b.String() {
				return 0
			}
			return 1
		}
	case of.Kind() == reflect.Int && by.Kind() == reflect.Int:
		order = func(a, b reflect.Value) int { return int(min(max(a.Int()-b.Int(), -1), 1)) }
	default:
		return nil, false
	}
	holds := orders[name]
	return func(at dots) (bool, error) {
		x, err := a(at)
		if err != nil {
			return false, err
		}
		y, err := b(at)
		return err == nil && holds(order(x, y)), err
	}, holds != nil
}

// orders are the functions that compare, by what the order of their arguments is.
var orders = map[string]func(int) bool{
	"eq": func(n int) bool { return n == 0 }, "ne": func(n int) bool { return n != 0 },
	"lt": func(n int) bool { return n < 0 }, "le": func(n int) bool { return n <= 0 },
	"gt": func(n int) bool { return n > 0 }, "ge": func(n int) bool { return n >= 0 },
}

// operand is what a function that compares is given.
func (d *director) operand(n parse.Node, at dotTypes) (value, reflect.Type, bool) {
	var constant reflect.Value
	switch n := n.(type) {
	case *parse.StringNode:
		constant = reflect.ValueOf(n.Text)
	case *parse.NumberNode:
		if !n.IsInt {
			return nil, nil, false
		}
		constant = reflect.ValueOf(int(n.Int64))
	case *parse.BoolNode:
		constant = reflect.ValueOf(n.True)
	default:
		return d.command(&parse.CommandNode{Args: []parse.Node{n}}, at)
	}
	return func(dots) (reflect.Value, error) { return constant, nil }, constant.Type(), true
}

// judged reports whether truth knows a type.
func judged(of reflect.Type) bool {
	switch of.Kind() {
	case reflect.Bool, reflect.String, reflect.Slice, reflect.Map, reflect.Pointer, reflect.Int, reflect.Struct:
		return true
	}
	return false
}

// truth is what the template package takes a value for.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.Int:
		return v.Int() != 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	return v.Len() > 0
}
