package render

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"html/template"

	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// dotType is the type of a template's dot; nil where it cannot be known, and then nothing is checked.
type dotType = reflect.Type

var (
	viewType  = reflect.TypeFor[*View]()
	itemType  = reflect.TypeFor[*ItemView]()
	frameType = reflect.TypeFor[*Frame]()
)

// checker follows the dot through a layout and reports every name that its type, or the kind's schema, does not have.
// What it cannot follow (results of functions, maps) is left to the run, where a missing name stops the page.
type checker struct {
	set      *template.Template
	kind     *schema.Kind
	paths    map[string]string
	texts    map[string]string // of the files, by the same names
	done     map[string]bool   // templates already checked with that dot
	tree     *parse.Tree
	vars     []variable
	problems diag.List
}

type variable struct {
	name string
	typ  dotType
}

func (c *checker) template(name string, dot dotType) {
	key := name + " "
	if dot != nil {
		key += dot.String()
	}
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil || c.done[key] {
		return
	}
	c.done[key] = true
	tree, vars := c.tree, c.vars
	c.tree, c.vars = t.Tree, []variable{{"$", dot}}
	c.list(t.Tree.Root, dot)
	c.tree, c.vars = tree, vars
}

func (c *checker) list(l *parse.ListNode, dot dotType) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		c.node(n, dot)
	}
}

func (c *checker) node(n parse.Node, dot dotType) {
	switch n := n.(type) {
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot)
	case *parse.IfNode:
		c.branch(&n.BranchNode, dot, dot)
	case *parse.WithNode:
		c.branch(&n.BranchNode, dot, c.pipeType(n.Pipe, dot))
	case *parse.RangeNode:
		c.branch(&n.BranchNode, dot, element(c.pipeType(n.Pipe, dot)))
	case *parse.TemplateNode:
		var arg dotType
		if n.Pipe != nil {
			arg = c.pipe(n.Pipe, dot)
		}
		if c.set.Lookup(n.Name) == nil {
			c.noTemplate(n)
		}
		c.template(n.Name, arg)
	}
}

// noTemplate reports the use of a piece that no file defines.
func (c *checker) noTemplate(n *parse.TemplateNode) {
	var known []string
	for _, t := range c.set.Templates() {
		if !strings.HasSuffix(t.Name(), ".html") {
			known = append(known, t.Name())
		}
	}
	slices.Sort(known)
	p := RuleLayout.At(c.position(n), "没有名为 %q 的片段", n.Name)
	if near, ok := diag.Nearest(n.Name, known); ok {
		p = p.WithHint("是不是 %s？", near)
	} else {
		p = p.WithHint("可用：%s", strings.Join(known, "、"))
	}
	c.problems = append(c.problems, p)
}

func (c *checker) branch(n *parse.BranchNode, dot, inner dotType) {
	mark := len(c.vars)
	t := c.pipe(n.Pipe, dot)
	if n.NodeType == parse.NodeRange && len(n.Pipe.Decl) > 0 {
		c.vars[len(c.vars)-1].typ = element(t)
		if len(n.Pipe.Decl) == 2 {
			c.vars[len(c.vars)-2].typ = nil
		}
	}
	c.list(n.List, inner)
	c.vars = c.vars[:mark]
	c.list(n.ElseList, dot)
}

func element(t dotType) dotType {
	if t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return t.Elem()
	}
	return nil
}

// pipeType is pipe without its declarations and reports: for a second look at the same pipe.
func (c *checker) pipeType(p *parse.PipeNode, dot dotType) dotType {
	mark, found := len(c.vars), len(c.problems)
	t := c.pipe(p, dot)
	c.vars, c.problems = c.vars[:mark], c.problems[:found]
	return t
}

func (c *checker) pipe(p *parse.PipeNode, dot dotType) dotType {
	var t dotType
	for _, cmd := range p.Cmds {
		t = c.command(cmd, dot)
	}
	for _, d := range p.Decl {
		c.vars = append(c.vars, variable{d.Ident[0], t})
	}
	return t
}

func (c *checker) command(cmd *parse.CommandNode, dot dotType) dotType {
	for _, arg := range cmd.Args[1:] {
		c.operand(arg, dot)
	}
	t := c.operand(cmd.Args[0], dot)
	if name, ok := lastName(cmd.Args[0]); ok && len(cmd.Args) > 1 {
		if s, ok := cmd.Args[1].(*parse.StringNode); ok {
			c.fieldName(cmd.Args[1], name, s.Text)
		}
	}
	return t
}

func (c *checker) operand(n parse.Node, dot dotType) dotType {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.chain(n, dot, n.Ident)
	case *parse.VariableNode:
		i := slices.IndexFunc(c.vars, func(v variable) bool { return v.name == n.Ident[0] })
		for j, v := range c.vars { // the innermost of that name
			if v.name == n.Ident[0] {
				i = j
			}
		}
		if i < 0 {
			return nil
		}
		return c.chain(n, c.vars[i].typ, n.Ident[1:])
	case *parse.ChainNode:
		return c.chain(n, c.operand(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, dot)
	}
	return nil
}

// chain follows .A.B.C from a type. A name after Fields is a field of the kind.
func (c *checker) chain(n parse.Node, t dotType, names []string) dotType {
	for i, name := range names {
		if t == nil {
			return nil
		}
		if i > 0 && names[i-1] == "Fields" {
			c.fieldName(n, "Fields", name)
			t = reflect.TypeFor[schema.Value]()
			continue
		}
		next, ok := member(t, name)
		if !ok {
			p := RuleLayout.At(c.position(n), "布局里用了没有的名称 .%s", name)
			if near, ok := diag.Nearest(name, members(t)); ok {
				p = p.WithHint("是不是 .%s？", near)
			} else {
				p = p.WithHint("可用：%s", strings.Join(members(t), "、"))
			}
			c.problems = append(c.problems, p)
			return nil
		}
		t = next
	}
	return t
}

// fieldName checks a name that layouts give to Fields, Text, Has, List, Links, Stamp, Label, Rows or Cell.
func (c *checker) fieldName(n parse.Node, how, name string) {
	var known []string
	what := "字段"
	switch how {
	case "Fields", "Text", "Has", "List", "Links", "Stamp", "Label", "Articles", "Leaving":
		if c.kind != nil {
			known = c.kind.FieldNames()
		}
	case "Rows", "Before", "After", "Groups":
		what = "数据表"
		if c.kind != nil {
			for _, t := range c.kind.Tables {
				known = append(known, t.Name)
			}
		}
	case "Cell", "HTML", "Sayings", "Filled":
		what = "列"
		if c.kind != nil {
			for _, t := range c.kind.Tables {
				for _, column := range t.Columns {
					known = append(known, column.Name)
				}
			}
		}
	default:
		return
	}
	if slices.Contains(known, name) {
		return
	}
	if c.kind == nil {
		c.problems = append(c.problems, RuleLayout.At(c.position(n), "共用布局不能用某一类型的%s %q", what, name).
			WithHint("改用所有类型都有的名称，例如 .Page.Number；或写成该类型自己的布局"))
		return
	}
	p := RuleLayout.At(c.position(n), "%s没有名为 %q 的%s", c.kind.Label, name, what)
	if near, ok := diag.Nearest(name, known); ok {
		p = p.WithHint("是不是 %s？", near)
	} else {
		p = p.WithHint("可用：%s", strings.Join(known, "、"))
	}
	c.problems = append(c.problems, p)
}

func lastName(n parse.Node) (string, bool) {
	switch n := n.(type) {
	case *parse.FieldNode:
		return n.Ident[len(n.Ident)-1], true
	case *parse.VariableNode:
		return n.Ident[len(n.Ident)-1], len(n.Ident) > 1
	case *parse.ChainNode:
		return n.Field[len(n.Field)-1], true
	}
	return "", false
}

// member returns the type of a field or a method's result.
func member(t dotType, name string) (dotType, bool) {
	if m, ok := t.MethodByName(name); ok {
		return m.Type.Out(0), true
	}
	if t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface {
		if m, ok := reflect.PointerTo(t).MethodByName(name); ok {
			return m.Type.Out(0), true
		}
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		if f, ok := t.FieldByName(name); ok && f.IsExported() {
			return f.Type, true
		}
		return nil, false
	case reflect.Map:
		return t.Elem(), true
	case reflect.Interface:
		return nil, true
	}
	return nil, false
}

func members(t dotType) []string {
	var names []string
	for i := range t.NumMethod() {
		names = append(names, t.Method(i).Name)
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

var nodePosition = regexp.MustCompile(`^(.+):(\d+):(\d+)$`)

func (c *checker) position(n parse.Node) diag.Pos {
	location, _ := c.tree.ErrorContext(n)
	m := nodePosition.FindStringSubmatch(location)
	if m == nil {
		return diag.Pos{File: "layouts"}
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	return diag.Pos{File: c.paths[m[1]], Line: line, Col: characters(c.texts[m[1]], line, col) + 1}
}

// characters turns a column in bytes, as the template package counts, into one in characters.
func characters(text string, line, col int) int {
	for range line - 1 {
		_, text, _ = strings.Cut(text, "\n")
	}
	return utf8.RuneCountInString(text[:min(col, len(text))])
}
