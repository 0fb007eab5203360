package schema

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// Field is one field of a kind, or one column of a table.
type Field struct {
	Name         string
	Label        string
	Help         string // one sentence for staff
	Example      string // as it is written in the front matter, without quotes
	Type         Type
	Role         Role
	Required     bool
	RequiredWhen *Condition
	Unique       bool
	List         bool     // several values
	Column       bool     // shown in lists
	Filter       bool     // lists can be narrowed by it
	Hidden       bool     // not in the page's metadata block (shown elsewhere, or only machine-readable)
	Private      bool     // never published in any form
	Term         string   // taxonomy its values belong to
	Aliases      []string // headers met in Excel files and Markdown tables
	Values       []string // an enum's values
	Old          map[string]string
	Pattern      *regexp.Regexp
	PatternHint  string
	Min, Max     *float64
	Unit         string   // shown after a number
	Said         []string // of a column: what running text calls its figure
	Basis        string   // the article or standard that asks for the field; empty: those of the kind
	Kinds        []string // of a ref: kinds the other record may be of; empty: any
}

// Condition holds when another field of the record has one of the values.
type Condition struct {
	Field string
	Has   []string
}

// Env is what parsing a value depends on beside the value.
type Env struct {
	Zone      *time.Location          // nil: that of date.DefaultZone
	MaskName  func(string) string     // the site's policy for names of natural persons; nil leaves them
	MaskNames func([]string) []string // the same for several names, which must stay apart; nil: each on its own
}

func (e Env) complete() Env {
	if e.Zone != nil {
		return e
	}
	e.Zone = time.UTC
	if zone, err := date.LoadZone(""); err == nil {
		e.Zone = zone
	}
	return e
}

// Fault is what is wrong with one value, without its position.
type Fault struct {
	Rule    diag.Rule
	Message string
	Hint    string
}

// Type is one of the closed set of field types. A type parses the value a clerk wrote, shows it, and writes it for
// machines. It gets TOML values (string, int64, float64, bool, time.Time, []any, map[string]any) or, from a table's
// cell, a string.
type Type interface {
	Name() string
	Doc() string                                      // Chinese: what is written, for help and docs
	Example() string                                  // as TOML
	Parse(raw any, f *Field, env Env) (Value, *Fault) // a zero Value with no fault means "not given"
	JSON(v Value) any
	CSV(v Value) string
	Form() Form
}

// Form is what the values of a type are for those who read open data.
type Form struct {
	Label  string // Chinese, for the field dictionary
	JSON   string // type of JSON Schema
	Format string // format of JSON Schema; empty: none
	Table  string // type of Frictionless Table Schema v2
}

// types is the closed set, in the order of the documentation.
var types = []Type{
	textType{}, markdownType{}, dateType{}, timeType{}, periodType{}, moneyType{}, integerType{}, numberType{}, percentType{},
	enumType{}, booleanType{}, docNumberType{}, creditCodeType{}, personType{}, phoneType{}, urlType{}, fileType{}, refType{},
	citationType{},
}

func typeOf(name string) Type {
	for _, t := range types {
		if t.Name() == name {
			return t
		}
	}
	return nil
}

func typeNames() []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Name()
	}
	return names
}

// reading is what parsing the value of a field gave. Faults of several elements are all kept.
type reading struct {
	value  Value
	faults []elementFault
	old    []elementFault // old names met, read as the new ones
}

// elementFault is a fault of one element of a list, counted from 0, or of the value as a whole (-1).
type elementFault struct {
	*Fault
	element int
}

// parse reads a value of the field, element by element where it takes several.
func (f *Field) parse(raw any, env Env) reading {
	var r reading
	if !f.List {
		r.value = r.one(f, raw, env, -1)
		return r
	}
	elements, ok := raw.([]any)
	if !ok {
		elements = f.split(raw)
	}
	together := env.MaskNames != nil && f.Type.Name() == TypePerson
	if together {
		env.MaskName = nil
	}
	values := make([]Value, 0, len(elements))
	for i, e := range elements {
		if !ok {
			i = -1
		}
		if v := r.one(f, e, env, i); !v.IsZero() {
			values = append(values, v)
		}
	}
	if together {
		values = maskTogether(values, env)
	}
	r.value = listOf(values)
	return r
}

func (r *reading) one(f *Field, raw any, env Env, element int) Value {
	v, bad := f.Type.Parse(raw, f, env)
	if bad == nil && !v.IsZero() {
		bad = f.check(v)
	}
	if bad != nil {
		r.faults = append(r.faults, elementFault{bad, element})
		return Value{}
	}
	if old := f.oldName(raw); old != "" {
		r.old = append(r.old, elementFault{fault(RuleOldName, fmt.Sprintf("%s“%s”是旧名称，已按“%s”理解", f.Label, old, f.Old[old]),
			fmt.Sprintf("改写为“%s”", f.Old[old])), element})
	}
	return v
}

func (f *Field) oldName(raw any) string {
	if len(f.Old) == 0 {
		return ""
	}
	s, _ := raw.(string)
	if s = strings.TrimSpace(s); f.Old[s] != "" {
		return s
	}
	return ""
}

// private reports whether a value of the field must not be shown in a message.
func (f *Field) private() bool {
	return f.Private || f.Type.Name() == "person" || f.Type.Name() == "phone"
}

// show writes a value for a message; a private one is not shown.
func (f *Field) show(raw any) string {
	if f.private() {
		return "（不显示）"
	}
	return source.Show(raw)
}

// JSON returns the machine form of a value: a string, number, boolean, object or list; nil for a value that was not
// given.
func (f *Field) JSON(v Value) any {
	if f.List {
		out := []any{}
		for _, e := range v.List() {
			out = append(out, f.Type.JSON(e))
		}
		return out
	}
	if v.IsZero() {
		return nil
	}
	return f.Type.JSON(v)
}

// CSV returns the cell of a value, "" for one that was not given; several values are joined by ；.
func (f *Field) CSV(v Value) string {
	if v.IsZero() {
		return ""
	}
	if !f.List {
		return f.Type.CSV(v)
	}
	var cells []string
	for _, e := range v.List() {
		cells = append(cells, f.Type.CSV(e))
	}
	return strings.Join(cells, "；")
}
