package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// Record is one typed record: the values of its kind's fields, the rows of its tables, and what is common to all kinds.
type Record struct {
	Kind     *Kind
	Envelope Envelope
	Rows     map[string][]Row // by table name
	values   []Value
}

// Get returns the value of a field by name; the zero Value where it was not given.
func (r *Record) Get(name string) Value {
	if i, ok := r.Kind.byName[name]; ok {
		return r.values[i]
	}
	return Value{}
}

// Role returns the value of the field that plays a role.
func (r *Record) Role(role Role) Value {
	if i, ok := r.Kind.byRole[role]; ok {
		return r.values[i]
	}
	return Value{}
}

// Title returns the record's title.
func (r *Record) Title() string { return r.Role(RoleTitle).String() }

// Value returns the value of a field of the record's kind.
func (r *Record) Value(f *Field) Value { return r.Get(f.Name) }

// Published returns the moment from which the record is public: the published field, or the field publish.from names.
func (r *Record) Published() date.Stamp {
	if s := r.Role(RolePublished).Stamp(); !s.IsZero() {
		return s
	}
	return r.Get(r.Kind.Publish.From).Stamp()
}

// Until returns the last day or moment of the record's display, zero when it has none. A field named by publish.ended
// ends it the day before its own, where that is earlier.
func (r *Record) Until() date.Stamp {
	v := r.Get(r.Kind.Publish.Until)
	until := v.Stamp()
	if p := v.Period(); !p.Until.IsZero() {
		until = p.Until
	}
	if last := r.DisplayEnd(); !last.IsZero() && (until.IsZero() || last.Compare(until) < 0) {
		until = last // 期满自动停止公示, whatever was typed
	}
	ended := r.Get(r.Kind.Publish.Ended).Stamp()
	if ended.IsZero() {
		return until
	}
	last := date.StampDay(ended.Day().AddDays(-1), ended.Time().Location())
	if until.IsZero() || last.Compare(until) < 0 {
		return last
	}
	return until
}

// Party returns the name of the party as it may be shown: that of an organisation, or the masked one of a person.
func (r *Record) Party() Value {
	if v := r.Role(RoleParty); !v.IsZero() {
		return v
	}
	return r.Role(RolePerson)
}

// Year returns the year the record stands under in archives.
func (r *Record) Year() int {
	if y := r.Role(RoleYear).Int(); y > 0 && r.Kind.FieldOf(RolePublished) == nil {
		return int(y)
	}
	return yearOf(r.Published(), r.Role(RoleDecided).Stamp(), r.Role(RoleEffective).Stamp(), r.Role(RoleStarts).Stamp())
}

// Holds reports whether a condition is met by the record.
func (r *Record) Holds(c *Condition) bool {
	if c == nil {
		return true
	}
	v := r.Get(c.Field)
	return slices.ContainsFunc(c.Has, v.Has)
}

// Read turns front matter into a record of the kind. The record is returned even where fields are wrong, with those
// values missing, so that later stages can go on and find more.
func (k *Kind) Read(doc *source.Table, env Env) (*Record, diag.List) {
	env = env.complete()
	r := &Record{Kind: k, values: make([]Value, len(k.Fields))}
	var problems diag.List
	wrong := make([]bool, len(k.Fields)) // already reported, so that they are not also reported as missing
	for _, key := range doc.Keys() {
		i, ok := k.byName[key]
		switch {
		case ok:
			got := k.Fields[i].parse(doc.Values[key], env)
			r.values[i], wrong[i] = got.value, len(got.faults) > 0
			for _, bad := range append(got.faults, got.old...) {
				problems = append(problems, k.Fields[i].problem(doc, bad))
			}
		case !slices.Contains(envelopeNames, key):
			problems = append(problems, k.unknown(doc, key))
		}
	}
	envelope, more := k.readEnvelope(doc, env)
	r.Envelope = envelope
	problems = append(problems, more...)
	problems = append(problems, r.order(doc)...)
	return r, append(problems, r.missing(doc, wrong)...)
}

// order finds a validity that ends before it begins.
func (r *Record) order(doc *source.Table) diag.List {
	last := r.Kind.FieldOf(RoleExpires)
	if last == nil || r.Value(last).IsZero() {
		return nil
	}
	end := r.Value(last).Stamp().Day()
	for _, role := range [...]Role{RoleEffective, RoleDecided} {
		first := r.Kind.FieldOf(role)
		if first == nil || r.Value(first).IsZero() {
			continue
		}
		if begin := r.Value(first).Stamp().Day(); end.Before(begin) {
			wrong := fault(RuleOrder, fmt.Sprintf("%s（%s）早于%s（%s）", last.Label, end.Chinese(), first.Label, begin.Chinese()), "照原件核对两个日期")
			return diag.List{last.problem(doc, elementFault{Fault: wrong, element: -1})}
		}
	}
	return nil
}

// problem places a fault. The line of a private value is not shown.
func (f *Field) problem(doc *source.Table, bad elementFault) diag.Problem {
	pos := doc.Pos(f.Name)
	if bad.element >= 0 {
		pos = doc.ElementPos(bad.element, f.Name)
	}
	p := bad.Rule.At(pos, "%s", bad.Message).WithHint("%s", bad.Hint)
	// An identity card's number has the length of a credit code and gets into its place.
	if !f.private() && f.Type.Name() != "credit-code" {
		p = p.WithExcerpt(doc.Line(pos.Line))
	}
	return p
}

// MatchField returns the field an Excel header, a label or an alias means, or nil. Headers differ between offices in
// blanks and brackets, which do not count.
func (k *Kind) MatchField(header string) *Field {
	if i, ok := k.byHeader[foldHeader(header)]; ok {
		return k.Fields[i]
	}
	return k.Field(strings.TrimSpace(header))
}

// Forbids reports whether a header names something that must never be published (证件号码).
func (k *Kind) Forbids(header string) bool {
	fold := foldHeader(header)
	return slices.ContainsFunc(k.Never, func(n string) bool { return foldHeader(n) == fold })
}

func (k *Kind) unknown(doc *source.Table, key string) diag.Problem {
	pos := doc.KeyPos(key)
	if k.Forbids(key) {
		return RuleNever.At(pos, "%q 不得公开，没有对应的字段", key).WithHint("删去这一行")
	}
	if f := k.MatchField(key); f != nil {
		return source.RuleUnknownKey.At(pos, "没有名为 %q 的字段", key).WithHint("改写为 %s", f.Name).WithExcerpt(doc.KeyLine(pos.Line))
	}
	return doc.UnknownKey([]string{key}, append(k.FieldNames(), envelopeNames...))
}

// missing reports required fields that were not given.
func (r *Record) missing(doc *source.Table, wrong []bool) diag.List {
	var problems diag.List
	for i, f := range r.Kind.Fields {
		if !r.values[i].IsZero() || wrong[i] {
			continue
		}
		switch {
		case f.Required:
			problems = append(problems, RuleRequired.At(doc.Pos(f.Name), "缺少必填字段“%s”（%s）", f.Label, f.Name).WithHint("在信息栏写上 %s = %s", f.Name, f.example()))
		case f.RequiredWhen != nil && r.Holds(f.RequiredWhen):
			on := r.Kind.Field(f.RequiredWhen.Field)
			problems = append(problems, RuleRequired.At(doc.Pos(f.Name), "%s为“%s”时，须填写“%s”（%s）",
				on.Label, r.Get(on.Name), f.Label, f.Name).WithHint("在信息栏写上 %s = %s", f.Name, f.example()))
		}
	}
	for _, group := range r.Kind.OneOf {
		if !slices.ContainsFunc(group, func(name string) bool { return !r.Get(name).IsZero() || wrong[r.Kind.byName[name]] }) {
			problems = append(problems, RuleOneOf.At(doc.Pos(), "至少须填写一个：%s", strings.Join(r.Kind.labels(group), "、")).
				WithHint("在信息栏写上 %s = %s", group[0], r.Kind.Field(group[0]).example()))
		}
	}
	return problems
}

func (k *Kind) labels(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = k.Field(n).Label + "（" + n + "）"
	}
	return out
}

// example returns the field's example as TOML.
func (f *Field) example() string {
	text := f.sample()
	if f.List {
		return "[" + text + "]"
	}
	return text
}

func (f *Field) sample() string {
	switch {
	case f.Example == "" && len(f.Values) > 0:
		return strconv.Quote(f.Values[0])
	case f.Example == "":
		return f.Type.Example()
	}
	switch f.Type.Name() {
	case "date", "time", "money", "integer", "number", "percent", "boolean", "period":
		return f.Example
	}
	return strconv.Quote(f.Example)
}
