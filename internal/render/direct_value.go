package render

import (
	"reflect"
	"text/template/parse"
)

// value gets what an operand stands for.
type value func(at dots) (reflect.Value, error)

// pipe returns how to get the value of a pipe of one operand, and its type.
func (d *director) pipe(p *parse.PipeNode, at dotTypes) (value, reflect.Type, bool) {
	if p == nil || len(p.Decl) > 0 || len(p.Cmds) != 1 {
		return nil, nil, false
	}
	return d.command(p.Cmds[0], at)
}

// command returns how to get the value of a field, of a method with its arguments, or a dict.
func (d *director) command(c *parse.CommandNode, at dotTypes) (value, reflect.Type, bool) {
	var names []string
	of, top := at.dot, false
	switch arg := c.Args[0].(type) {
	case *parse.IdentifierNode:
		if arg.Ident == "dict" {
			return d.dict(c.Args[1:], at)
		}
		return nil, nil, false
	case *parse.PipeNode:
		if len(c.Args) > 1 {
			return nil, nil, false
		}
		return d.pipe(arg, at)
	case *parse.DotNode:
	case *parse.FieldNode:
		names = arg.Ident
	case *parse.VariableNode:
		if arg.Ident[0] != "$" {
			return nil, nil, false
		}
		of, top, names = at.top, true, arg.Ident[1:]
	default:
		return nil, nil, false
	}
	args, ok := texts(c.Args[1:])
	if !ok || len(args) > 0 && len(names) == 0 {
		return nil, nil, false
	}
	way, of, ok := follow(of, names, args)
	return func(at dots) (reflect.Value, error) {
		v := at.dot
		if top {
			v = at.top
		}
		for _, next := range way {
			var err error
			if v, err = next(v); err != nil {
				return v, err
			}
		}
		return v, nil
	}, of, ok
}

// texts returns arguments that are constant texts.
func texts(args []parse.Node) ([]reflect.Value, bool) {
	var out []reflect.Value
	for _, a := range args {
		s, ok := a.(*parse.StringNode)
		if !ok {
			return nil, false
		}
		out = append(out, reflect.ValueOf(s.Text))
	}
	return out, true
}

// link gets a field or calls a method of a value.
type link func(reflect.Value) (reflect.Value, error)

// follow returns how to get from a value of a type to .A.B.C, and the type of what is there. Arguments go to the last.
func follow(of reflect.Type, names []string, args []reflect.Value) ([]link, reflect.Type, bool) {
	var way []link
	held := false // in memory that has an address: then methods of the pointer count as well
	for i, name := range names {
		inDict := isDict(of)
		if inDict {
			name = dictField + name
		}
		pointer := of.Kind() == reflect.Pointer
		if pointer {
			of, held = of.Elem(), true
		}
		if of.Kind() == reflect.Interface || of.Kind() == reflect.Pointer {
			return nil, nil, false
		}
		var given []reflect.Value
		if i == len(names)-1 {
			given = args
		}
		next, to, ok := call(of, held, name, given)
		if ok {
			held = false
		} else if next, to, ok = field(of, name); len(given) > 0 {
			ok = false
		}
		if !ok || next == nil || to.Kind() == reflect.Interface {
			return nil, nil, false
		}
		if of = to; inDict {
			held = false // a map's value has no address
		}
		if pointer {
			next = reached(next)
		}
		way = append(way, next)
	}
	return way, of, true
}

// reached looks through a pointer first.
func reached(next link) link {
	return func(v reflect.Value) (reflect.Value, error) {
		if v.IsNil() {
			return v, errUnsure
		}
		return next(v.Elem())
	}
}

func field(of reflect.Type, name string) (link, reflect.Type, bool) {
	if of.Kind() != reflect.Struct {
		return nil, nil, false
	}
	f, ok := of.FieldByName(name)
	if !ok || !f.IsExported() || len(f.Index) != 1 && !embedded(of, f.Index) {
		return nil, nil, false
	}
	if len(f.Index) == 1 {
		i := f.Index[0]
		return func(v reflect.Value) (reflect.Value, error) { return v.Field(i), nil }, f.Type, true
	}
	return func(v reflect.Value) (reflect.Value, error) { return v.FieldByIndex(f.Index), nil }, f.Type, true
}

// embedded reports whether a field is reached through structs that are there, and no pointers.
func embedded(of reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if of.Kind() != reflect.Struct {
			return false
		}
		of = of.Field(i).Type
	}
	return of.Kind() == reflect.Struct
}

// call returns how to call a method, and whether the type has it. The link is nil where it does not take as many texts as
// are given and return a value, or a value and an error.
func call(of reflect.Type, held bool, name string, args []reflect.Value) (link, reflect.Type, bool) {
	receiver := of
	if held {
		receiver = reflect.PointerTo(of)
	}
	m, ok := receiver.MethodByName(name)
	if !ok {
		return nil, nil, false
	}
	if m.Type.IsVariadic() || m.Type.NumIn() != len(args)+1 || m.Type.NumOut() == 0 || m.Type.NumOut() > 2 ||
		m.Type.NumOut() == 2 && m.Type.Out(1) != reflect.TypeFor[error]() {
		return nil, nil, true
	}
	for i := range args {
		if m.Type.In(i+1) != reflect.TypeFor[string]() {
			return nil, nil, true
		}
	}
	return func(v reflect.Value) (reflect.Value, error) {
		if held {
			if !v.CanAddr() {
				return v, errUnsure
			}
			v = v.Addr()
		}
		out := v.Method(m.Index).Call(args)
		if len(out) == 2 && !out[1].IsNil() {
			return v, errUnsure
		}
		return out[0], nil
	}, m.Type.Out(0), true
}
