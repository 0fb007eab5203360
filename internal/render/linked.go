package render

import (
	"bytes"
	"encoding/json"
	"html/template"

	"xiangwei/internal/schema"
)

// property is one line of linked data. The order is kept, so that pages do not change by themselves.
type property struct {
	name  string
	value any
}

// named is a thing of which only its name is known.
type named struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// LinkedData returns what the record is in the words of schema.org, as a block of data that browsers do not run. It is ""
// for a kind that does not say what it is.
func (v *View) LinkedData() (template.HTML, error) {
	rec := v.Page.record
	l := rec.Kind.Linked
	if l == nil {
		return "", nil
	}
	props := []property{{"@context", "https://schema.org"}, {"@type", l.Type}, {"name", v.Page.Title}}
	add := func(name string, value string) {
		if value != "" {
			props = append(props, property{name, value})
		}
	}
	add("@id", v.URL)
	add("url", v.URL)
	add("identifier", v.Page.Number)
	add("description", v.Description)
	if isWork(l.Type) {
		add("inLanguage", v.Site.Lang)
		add("datePublished", v.Page.Published.ISO())
		add("dateModified", v.Page.Updated().ISO())
		by := v.Page.Authority
		if by == "" {
			by = v.Site.Bureau
		}
		props = append(props, property{"publisher", named{"GovernmentOrganization", by}})
	}
	for _, p := range l.Properties {
		if value := linkedValue(rec, p.Field); value != nil {
			props = append(props, property{p.Name, value})
		}
	}
	data, err := encodeProperties(props)
	if err != nil {
		return "", err
	}
	return template.HTML(`<script type="application/ld+json">` + string(data) + "</script>"), nil
}

// isWork reports whether things of a type are published: schema.org gives a language, dates and a publisher to works alone.
func isWork(name string) bool {
	switch name {
	case "Event", "Service", "GovernmentService", "Permit", "GovernmentPermit", "Place", "Organization", "GovernmentOrganization":
		return false
	}
	return true
}

// linkedValue returns a field as linked data wants it: days in ISO form, places and organisations as things with a name.
func linkedValue(rec *schema.Record, field string) any {
	f, v := rec.Kind.Field(field), rec.Get(field)
	if f == nil || f.Private || v.IsZero() {
		return nil
	}
	switch {
	case f.Role == schema.RoleVenue:
		return named{"Place", v.String()}
	case f.Role == schema.RoleAuthority:
		return named{"GovernmentOrganization", v.String()}
	case !v.Stamp().IsZero():
		return v.Stamp().ISO()
	}
	if all := v.Strings(); len(all) > 1 {
		return all
	}
	return v.String()
}

// encodeProperties writes an object with its members in order. The encoder writes <, > and & as escapes, so that no value
// can end the element.
func encodeProperties(props []property) ([]byte, error) {
	var b bytes.Buffer
	for i, p := range props {
		if i == 0 {
			b.WriteByte('{')
		} else {
			b.WriteByte(',')
		}
		name, err := json.Marshal(p.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
