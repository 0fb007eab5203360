package schema

import (
	"slices"
	"strings"

	"xiangwei/internal/date"
)

// Value is one parsed value: what people read, and what the program computes with. The zero Value means "not given".
type Value struct {
	text string
	raw  any // nil for text; int64, float64, bool, Money, date.Stamp, Period, []Value
}

// Text returns a value that is its text.
func Text(s string) Value { return Value{text: s} }

// String returns the value as people read it; several values are joined by 、.
func (v Value) String() string { return v.text }

// IsZero reports whether nothing was given.
func (v Value) IsZero() bool { return v.text == "" && v.raw == nil }

// Stamp returns the moment of a date or time, and of a period its beginning; else the zero Stamp.
func (v Value) Stamp() date.Stamp {
	switch raw := v.raw.(type) {
	case date.Stamp:
		return raw
	case Period:
		return raw.From
	}
	return date.Stamp{}
}

// Period returns the two ends of a period.
func (v Value) Period() Period {
	p, _ := v.raw.(Period)
	return p
}

// Int returns a whole number.
func (v Value) Int() int64 {
	switch raw := v.raw.(type) {
	case int64:
		return raw
	case float64:
		return int64(raw)
	}
	return 0
}

// Number returns a number of any numeric type; money in yuan.
func (v Value) Number() (float64, bool) {
	switch raw := v.raw.(type) {
	case int64:
		return float64(raw), true
	case float64:
		return raw, true
	case Money:
		return raw.Yuan(), true
	}
	return 0, false
}

// Bool returns a boolean.
func (v Value) Bool() bool {
	b, _ := v.raw.(bool)
	return b
}

// Money returns an amount.
func (v Value) Money() Money {
	m, _ := v.raw.(Money)
	return m
}

// List returns the elements of a value that holds several, or the value itself as the only one.
func (v Value) List() []Value {
	if l, ok := v.raw.([]Value); ok {
		return l
	}
	if v.IsZero() {
		return nil
	}
	return []Value{v}
}

// Strings returns the elements as people read them.
func (v Value) Strings() []string {
	var out []string
	for _, e := range v.List() {
		out = append(out, e.text)
	}
	return out
}

// Has reports whether one of the elements reads as s.
func (v Value) Has(s string) bool {
	for _, e := range v.List() {
		if e.text == s {
			return true
		}
	}
	return false
}

// Only returns the value with those of its elements that keep holds for.
func (v Value) Only(keep func(Value) bool) Value {
	var kept []Value
	for _, e := range v.List() {
		if keep(e) {
			kept = append(kept, e)
		}
	}
	return listOf(kept)
}

// Map returns the value with each of its elements replaced.
func (v Value) Map(to func(Value) Value) Value {
	list, ok := v.raw.([]Value)
	switch {
	case v.IsZero():
		return v
	case !ok:
		return to(v)
	}
	mapped := make([]Value, len(list))
	for i, e := range list {
		mapped[i] = to(e)
	}
	return listOf(mapped)
}

func listOf(values []Value) Value {
	if len(values) == 0 {
		return Value{}
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.text
	}
	return Value{strings.Join(texts, "、"), values}
}

// split reads several values from one string, as a table's cell or a hurried clerk writes them. A semicolon or a new
// line always separates. 、 separates words, but not what may hold it: 第二十条、第二十一条 of one law, a file's name, an
// enum's old value 暂扣许可证、执照.
func (f *Field) split(raw any) []any {
	s, ok := raw.(string)
	if !ok {
		return []any{raw}
	}
	var out []any
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '；' || r == ';' || r == '\n' }) {
		for _, word := range f.words(strings.TrimSpace(part)) {
			if word = strings.TrimSpace(word); word != "" {
				out = append(out, word)
			}
		}
	}
	return out
}

func (f *Field) words(s string) []string {
	switch f.Type.Name() {
	case "enum":
		if slices.Contains(f.Values, s) || f.Old[s] != "" {
			return []string{s}
		}
		return strings.FieldsFunc(s, func(r rune) bool { return r == '、' || r == '，' || r == ',' })
	case "citation":
		return strings.Split(strings.ReplaceAll(s, "、《", "；《"), "；")
	case "text", "person", "phone", "doc-number", "credit-code", "date":
		return strings.Split(s, "、")
	}
	return []string{s}
}
