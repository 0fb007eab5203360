package render

import "text/template/parse"

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
