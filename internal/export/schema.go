package export

import (
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// schemaEnding is what the file of a kind's JSON Schema ends in.
const schemaEnding = ".schema.json"

const jsonSchemaDialect = "https://json-schema.org/draft/2020-12/schema"

// schemaFile writes the JSON Schema of a record of a kind, as it stands in the kind's JSON data and in twins.
func schemaFile(s *site.Site, d *dataset) (output.File, error) {
	w := newJSON()
	w.open("", '{')
	w.put("$schema", jsonSchemaDialect)
	path := d.path(schemaEnding)
	if s.Config.URL != "" {
		w.put("$id", address(s, path))
	}
	w.text("title", d.kind.Label)
	w.text("description", d.kind.Description)
	w.properties(s, d.fields, func() {
		for _, t := range d.kind.Tables {
			w.open(t.Name, '{')
			w.text("title", t.Label)
			w.put("type", "array")
			w.open("items", '{')
			w.properties(s, public(t.Columns), nil)
			w.close('}')
			w.close('}')
		}
	})
	w.close('}')
	return w.file()
}

// properties writes the members that describe an object of the fields.
func (w *jsonWriter) properties(s *site.Site, fields []*schema.Field, more func()) {
	w.put("type", "object")
	w.open("properties", '{')
	w.put("url", map[string]string{"title": columnURL, "type": "string", "format": "uri-reference"})
	required := []string{"url"}
	for _, f := range fields {
		w.property(f)
		if mustHave(f) {
			required = append(required, f.Name)
		}
	}
	if more != nil {
		more()
	}
	w.close('}')
	w.put("required", required)
	w.put("additionalProperties", false)
}

// mustHave reports whether every published record has the field. A reference that must be given may still be missing:
// what it leads to may not be public.
func mustHave(f *schema.Field) bool { return f.Required && f.Type.Name() != schema.TypeRef }

func (w *jsonWriter) property(f *schema.Field) {
	w.open(f.Name, '{')
	w.put("title", f.Label)
	if f.List {
		w.put("type", "array")
		w.open("items", '{')
	}
	w.constraints(f)
	if f.List {
		w.close('}')
	}
	w.text("unit", f.Unit)
	w.close('}')
}

// constraints writes what holds for each single value of the field.
func (w *jsonWriter) constraints(f *schema.Field) {
	form := f.Type.Form()
	w.put("type", form.JSON)
	w.text("format", form.Format)
	if form.JSON == "object" { // a period
		w.put("properties", map[string]any{"from": map[string]string{"type": "string"}, "until": map[string]string{"type": "string"}})
		w.put("required", []string{"from", "until"})
		return
	}
	if len(f.Values) > 0 {
		w.put("enum", f.Values)
	}
	if f.Pattern != nil && form.JSON == "string" {
		w.put("pattern", f.Pattern.String())
	}
	least, most := "minimum", "maximum"
	if form.JSON == "string" {
		least, most = "minLength", "maxLength"
	}
	if form.JSON == "boolean" || form.Format != "" {
		return // an address is longer than the path it was written as
	}
	if f.Min != nil {
		w.put(least, *f.Min)
	}
	if f.Max != nil {
		w.put(most, *f.Max)
	}
}
