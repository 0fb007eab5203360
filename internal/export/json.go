package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// jsonWriter writes JSON member by member, in the order it is told: the order of the fields is that of kind.toml, and
// what was written stays the same byte for byte. Objects of many records are never all in memory twice.
type jsonWriter struct {
	bytes.Buffer
	encoder *json.Encoder
	err     error
}

func newJSON() *jsonWriter {
	w := &jsonWriter{}
	w.encoder = json.NewEncoder(&w.Buffer)
	w.encoder.SetEscapeHTML(false)
	return w
}

// comma parts what follows from a member or element before it.
func (w *jsonWriter) comma() {
	if b := w.Bytes(); len(b) > 0 && !strings.ContainsRune("{[:", rune(b[len(b)-1])) {
		w.WriteByte(',')
	}
}

// open begins an object or an array, as member of the name or, without one, as an element.
func (w *jsonWriter) open(name string, bracket byte) {
	w.comma()
	w.key(name)
	w.WriteByte(bracket)
}

func (w *jsonWriter) close(bracket byte) { w.WriteByte(bracket) }

func (w *jsonWriter) key(name string) {
	if name != "" {
		w.value(name)
		w.WriteByte(':')
	}
}

func (w *jsonWriter) value(v any) {
	if text, ok := v.(string); ok && plain(text) {
		w.WriteByte('"')
		w.WriteString(text)
		w.WriteByte('"')
		return
	}
	if err := w.encoder.Encode(v); err != nil {
		if w.err == nil {
			w.err = err
		}
		return
	}
	w.Truncate(w.Len() - 1) // the encoder's line end
}

// plain reports whether a text stands in JSON as it is. Nearly all do, and the encoder takes its time over each.
func plain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ', c == '"', c == '\\', c == 0x7f:
			return false
		case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2]&^1 == 0xA8: // U+2028, U+2029
			return false
		}
	}
	return utf8.ValidString(text)
}

// put writes a member, or an element where it has no name.
func (w *jsonWriter) put(name string, v any) {
	w.comma()
	w.key(name)
	w.value(v)
}

// text writes a member unless it is empty.
func (w *jsonWriter) text(name, v string) {
	if v != "" {
		w.put(name, v)
	}
}

func (w *jsonWriter) file() (output.File, error) {
	return output.File{Data: bytes.Clone(w.Bytes())}, w.err
}

// licence is how JSON files state what readers may do.
type licence struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

func licenceOf(s *site.Site) licence { return licence{s.Config.Data.Licence, s.Config.Data.LicenceURL} }

type jsonField struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Type  string `json:"type"`
	Unit  string `json:"unit,omitempty"`
}

// jsonFile writes the records of a kind, with the rows of its tables inside them.
func jsonFile(s *site.Site, d *dataset) (output.File, error) {
	w := newJSON()
	w.open("", '{')
	if s.Config.Data.Dictionary {
		w.put("schema", d.name+schemaEnding)
	}
	w.put("kind", d.kind.Name)
	w.put("label", d.kind.Label)
	w.put("as_of", s.AsOf().String())
	w.put("source", s.Config.Bureau.Name)
	w.put("licence", licenceOf(s))
	w.put("count", len(d.pages))
	w.open("fields", '[')
	for _, f := range d.fields {
		w.put("", jsonField{f.Name, f.Label, f.Type.Name(), f.Unit})
	}
	w.close(']')
	w.open("records", '[')
	for _, p := range d.pages {
		w.record(s, "", p)
	}
	w.close(']')
	w.close('}')
	return w.file()
}

// record writes a record as the JSON Schema of its kind describes it.
func (w *jsonWriter) record(s *site.Site, name string, p *site.Page) {
	w.open(name, '{')
	url := address(s, p.Path)
	w.put("url", url)
	for _, f := range p.Record.Kind.Fields {
		if f.Private {
			continue
		}
		if v := published(s, p, f); !v.IsZero() {
			w.put(f.Name, jsonValue(f, v))
		}
	}
	for _, t := range p.Record.Kind.Tables {
		if rows := p.Record.Rows[t.Name]; len(rows) > 0 {
			w.open(t.Name, '[')
			for _, r := range rows {
				w.row(t, url, r)
			}
			w.close(']')
		}
	}
	w.close('}')
}

func (w *jsonWriter) row(t *schema.Table, url string, r schema.Row) {
	w.open("", '{')
	w.put("url", url+"#"+r.Anchor)
	for i, v := range r.Values() {
		if f := t.Columns[i]; !v.IsZero() && !f.Private {
			w.put(f.Name, jsonValue(f, v))
		}
	}
	w.close('}')
}

// jsonValue returns the machine form of a value; moments always have their clock and offset.
func jsonValue(f *schema.Field, v schema.Value) any {
	if f.Type.Form().Table != tableMoment {
		return f.JSON(v)
	}
	if !f.List {
		return moment(v)
	}
	moments := []string{}
	for _, e := range v.List() {
		moments = append(moments, moment(e))
	}
	return moments
}
