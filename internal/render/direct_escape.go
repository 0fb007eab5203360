package render

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// What protects pages is not written a second time: html/template is asked what it makes of each single character, in each
// place where a value may stand, and of a text is appended what it said of its characters. That holds for the escaping of
// HTML, which goes character by character; in addresses only for the characters that need no look at others. Anything else
// – other characters, other types – html/template escapes itself, as a template that holds nothing but the value.

// escaper is what html/template does with a value in one place.
type escaper struct {
	exact    *template.Template
	from, to int // what stands before and after the value
	said     [256]string
	unsure   [256]bool
	trusted  bool // HTML passes as it is
}

// escapers are known by the names of html/template's functions in a pipe.
type escapers map[string]*escaper

// places are where values stand in layouts.
var places = []struct {
	before, after string
	address       bool // what a character becomes may depend on its neighbours
}{
	{before: "", after: ""},
	{before: `<p title="`, after: `">`},
	{before: "<title>", after: "</title>"},
	{before: `<a href="`, after: `">`, address: true},
	{before: `<a href="/`, after: `">`, address: true},
}

func newEscapers() escapers {
	all := escapers{}
	for _, p := range places {
		e := &escaper{from: len(p.before), to: len(p.after), trusted: p.before == ""}
		t, err := template.New("").Parse(p.before + "{{.}}" + p.after)
		if err != nil || t.Execute(io.Discard, "") != nil {
			continue
		}
		e.exact = t
		for c := range 256 {
			e.unsure[c] = p.address && (c >= 0x80 || c == '%' || c == ':')
			if e.said[c] = string([]byte{byte(c)}); c < 0x80 {
				said, err := e.whole(e.said[c])
				e.said[c], e.unsure[c] = string(said), e.unsure[c] || err != nil
			}
		}
		for _, n := range t.Tree.Root.Nodes {
			if a, ok := n.(*parse.ActionNode); ok {
				all[chainOf(a.Pipe)] = e
			}
		}
	}
	return all
}

// chainOf names what a value goes through in a pipe.
func chainOf(p *parse.PipeNode) string {
	var names []string
	for _, c := range p.Cmds[1:] {
		names = append(names, c.String())
	}
	return strings.Join(names, "|")
}

// whole has html/template escape a value.
func (e *escaper) whole(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := e.exact.Execute(&b, v); err != nil {
		return nil, err
	}
	return b.Bytes()[e.from : b.Len()-e.to], nil
}

// text appends a text.
func (e *escaper) text(b *bytes.Buffer, s string) error {
	start, size := 0, b.Len()
	for i := range len(s) {
		c := s[i]
		if e.unsure[c] {
			b.Truncate(size)
			said, err := e.whole(s)
			b.Write(said)
			return err
		}
		if said := e.said[c]; len(said) != 1 || said[0] != c {
			b.WriteString(s[start:i])
			b.WriteString(said)
			start = i + 1
		}
	}
	b.WriteString(s[start:])
	return nil
}

// action makes the step of a value that is shown.
func (d *director) action(p *parse.PipeNode, at dotTypes) (step, bool) {
	if len(p.Decl) > 0 {
		return nil, false
	}
	e := d.escapers[chainOf(p)]
	get, of, ok := d.command(p.Cmds[0], at)
	if e == nil || !ok || isDict(of) {
		return nil, false
	}
	return func(b *bytes.Buffer, at dots) error {
		v, err := get(at)
		if err != nil {
			return err
		}
		return e.show(b, of, v)
	}, true
}

// show appends a value of a type.
func (e *escaper) show(b *bytes.Buffer, of reflect.Type, v reflect.Value) error {
	switch {
	case of == reflect.TypeFor[string]():
		return e.text(b, v.String())
	case of == reflect.TypeFor[int]():
		return e.text(b, strconv.FormatInt(v.Int(), 10))
	case e.trusted && of == reflect.TypeFor[template.HTML]():
		b.WriteString(v.String())
		return nil
	}
	said, err := e.whole(v.Interface())
	b.Write(said)
	return err
}
