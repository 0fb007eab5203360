package schema

import "regexp"

// Linked says what a record is in the words of schema.org, for machines that read pages (JSON-LD). Title, number, dates,
// authority and summary are taken by their roles; what else a type has is named here.
type Linked struct {
	Type       string // Report, Event, Legislation, GovernmentService
	Properties []LinkedProperty
}

// LinkedProperty is a property of schema.org and the field it is taken from.
type LinkedProperty struct{ Name, Field string }

type linkedFile struct {
	Type     string            `toml:"type"`
	Property map[string]string `toml:"property"`
}

var (
	linkedType     = regexp.MustCompile(`^[A-Z][A-Za-z]+$`)
	linkedProperty = regexp.MustCompile(`^[a-z][A-Za-z]+$`)
)

// linked reads [linked]. It comes after the fields, whose names it uses.
func (r *reader) linked(file linkedFile) {
	if file.Type == "" {
		if len(r.Keys("linked")) > 0 {
			r.fail([]string{"linked"}, "linked 须用 type 写明 schema.org 的类型，例如 Report")
		}
		return
	}
	if !linkedType.MatchString(file.Type) {
		r.fail([]string{"linked", "type"}, "type 须是 schema.org 的类型名，例如 Report，实为 %q", file.Type)
	}
	l := &Linked{Type: file.Type}
	for _, name := range r.Keys("linked", "property") {
		field := file.Property[name]
		path := []string{"linked", "property", name}
		if !linkedProperty.MatchString(name) {
			r.fail(path, "%q 不是 schema.org 的属性名，例如 legislationDate", name)
		}
		r.known(field, path...)
		if f := r.kind.Field(field); f != nil && (f.Private || f.Type.Name() == "person") {
			r.fail(path, "%s 含有个人信息，不能用作属性", field)
		}
		l.Properties = append(l.Properties, LinkedProperty{name, field})
	}
	r.kind.Linked = l
}
