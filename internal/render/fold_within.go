package render

import "text/template/parse"

// selfContained reports whether a node can be run alone: it uses no variable that stands outside of it and makes none for
// what follows it.
func selfContained(n parse.Node) bool {
	if a, ok := n.(*parse.ActionNode); ok && len(a.Pipe.Decl) > 0 {
		return false
	}
	own := map[string]bool{"$": true}
	return within(n, func(n parse.Node) bool {
		switch n := n.(type) {
		case *parse.VariableNode:
			return own[n.Ident[0]]
		case *parse.PipeNode:
			for _, v := range n.Decl {
				own[v.Ident[0]] = own[v.Ident[0]] || !n.IsAssign
			}
		case *parse.BreakNode, *parse.ContinueNode:
			return false
		}
		return true
	})
}

// within reports whether something holds for a node and all below it, in their order.
func within(n parse.Node, holds func(parse.Node) bool) bool {
	if !holds(n) {
		return false
	}
	for _, below := range children(n) {
		if !within(below, holds) {
			return false
		}
	}
	return true
}

// children returns the nodes that a node is made of.
func children(n parse.Node) []parse.Node {
	var out []parse.Node
	branch := func(n *parse.BranchNode) {
		out = append(out, n.Pipe, n.List)
		if n.ElseList != nil {
			out = append(out, n.ElseList)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		return n.Nodes
	case *parse.ActionNode:
		out = append(out, n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			out = append(out, n.Pipe)
		}
	case *parse.PipeNode:
		for _, v := range n.Decl {
			out = append(out, v)
		}
		for _, c := range n.Cmds {
			out = append(out, c)
		}
	case *parse.CommandNode:
		return n.Args
	case *parse.ChainNode:
		out = append(out, n.Node)
	}
	return out
}
