package schema

import (
	"regexp"
	"time"

	"xiangwei/internal/diag"
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
	Hidden       bool     // not in the page's metadata block (shown elsewhere, or only machine-readable)
	Private      bool     // never published in any form
	Term         string   // taxonomy its values belong to
	Aliases      []string // headers met in Excel files and Markdown tables
	Values       []string // an enum's values
	Old          map[string]string
	Pattern      *regexp.Regexp
	PatternHint  string
	Min, Max     *float64
	Unit         string // shown after a number
	Kinds        []string
}

// Condition holds when another field of the record has one of the values.
type Condition struct {
	Field string
	Has   []string
}

// Env is what parsing a value depends on beside the value.
type Env struct {
	Zone     *time.Location
	MaskName func(string) string // the site's policy for names of natural persons; nil leaves them
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
}

// types is the closed set, in the order of the documentation.
var types = []Type{
	textType{}, markdownType{}, dateType{}, timeType{}, periodType{}, moneyType{}, integerType{}, numberType{}, percentType{},
	enumType{}, booleanType{}, docNumberType{}, creditCodeType{}, personType{}, phoneType{}, urlType{}, fileType{}, refType{},
	citationType{},
}

// Types returns the closed set of field types, for documentation.
func Types() []Type { return types }

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

// parse reads a value of the field, element by element where it takes several.
func (f *Field) parse(raw any, env Env) (Value, *Fault) {
	if !f.List {
		return f.parseOne(raw, env)
	}
	elements, ok := raw.([]any)
	if !ok {
		elements = splitList(raw)
	}
	var values []Value
	for _, e := range elements {
		v, fault := f.parseOne(e, env)
		if fault != nil {
			return Value{}, fault
		}
		if !v.IsZero() {
			values = append(values, v)
		}
	}
	return listOf(values), nil
}

func (f *Field) parseOne(raw any, env Env) (Value, *Fault) {
	v, fault := f.Type.Parse(raw, f, env)
	if fault != nil || v.IsZero() {
		return v, fault
	}
	return v, f.check(v)
}

// JSON returns the machine form of a value: a string, number, boolean, object or list.
func (f *Field) JSON(v Value) any {
	if !f.List {
		return f.Type.JSON(v)
	}
	out := []any{}
	for _, e := range v.List() {
		out = append(out, f.Type.JSON(e))
	}
	return out
}

// CSV returns the cell of a value; several values are joined by ；.
func (f *Field) CSV(v Value) string {
	if !f.List {
		return f.Type.CSV(v)
	}
	s := ""
	for i, e := range v.List() {
		if i > 0 {
			s += "；"
		}
		s += f.Type.CSV(e)
	}
	return s
}
