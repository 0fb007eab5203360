package export

import (
	"regexp"
	"strings"

	"xiangwei/internal/schema"
)

// Types of Table Schema that values are written by; see schema.Form.
const (
	tableString  = "string"
	tableNumber  = "number"
	tableInteger = "integer"
	tableDate    = "date"
	tableMoment  = "datetime"
	tableBoolean = "boolean"
)

// tableSchema is a Table Schema (Frictionless Data, version 2): what the columns of a CSV hold.
type tableSchema struct {
	Fields        []tableField      `json:"fields"`
	MissingValues []string          `json:"missingValues"`
	PrimaryKey    []string          `json:"primaryKey"`
	ForeignKeys   []tableForeignKey `json:"foreignKeys,omitempty"`
}

type tableField struct {
	Name        string            `json:"name"`          // the header
	Key         string            `json:"key,omitempty"` // name in the JSON data
	Type        string            `json:"type"`
	Format      string            `json:"format,omitempty"`
	Unit        string            `json:"unit,omitempty"`
	Description string            `json:"description,omitempty"`
	Separator   string            `json:"separator,omitempty"` // of several values in one cell
	TrueValues  []string          `json:"trueValues,omitempty"`
	FalseValues []string          `json:"falseValues,omitempty"`
	Constraints *tableConstraints `json:"constraints,omitempty"`
}

type tableConstraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Minimum  *float64 `json:"minimum,omitempty"`
	Maximum  *float64 `json:"maximum,omitempty"`
}

type tableForeignKey struct {
	Fields    []string       `json:"fields"`
	Reference tableReference `json:"reference"`
}

type tableReference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func tableSchemaOf(d *dataset) tableSchema {
	must := &tableConstraints{Required: true}
	t := tableSchema{MissingValues: []string{""}, PrimaryKey: []string{columnURL}}
	for i, name := range d.lead {
		f := tableField{Name: name, Type: tableString, Constraints: must}
		if i == 0 {
			f.Key = "url"
		}
		t.Fields = append(t.Fields, f)
	}
	for i, f := range d.fields {
		t.Fields = append(t.Fields, tableFieldOf(f, d.entries()[i].Rule))
	}
	return t
}

func tableFieldOf(f *schema.Field, rule string) tableField {
	form := f.Type.Form()
	t := tableField{Name: f.Label, Key: f.Name, Type: form.Table, Unit: f.Unit, Description: rule}
	c := tableConstraints{Required: mustHave(f), Unique: f.Unique}
	switch {
	case f.List: // the type list is in the specification, but not yet in the profile published with it
		t.Type, t.Separator = tableString, listMark
		c.Unique = false // of each single value, not of the cell
	case form.Table == tableBoolean:
		t.TrueValues, t.FalseValues = []string{"是"}, []string{"否"}
	case form.Table == tableNumber || form.Table == tableInteger:
		c.Minimum, c.Maximum = f.Min, f.Max
	case form.Table == tableString:
		c.Enum = f.Values
		if f.Pattern != nil {
			c.Pattern = whole(f.Pattern)
		}
	}
	if c.Required || c.Unique || c.Pattern != "" || c.Enum != nil || c.Minimum != nil || c.Maximum != nil {
		t.Constraints = &c
	}
	return t
}

// whole writes a pattern as Table Schema wants it: it has to match the whole value, and has no marks for its ends.
func whole(re *regexp.Regexp) string {
	p := re.String()
	if strings.Contains(p, "|") {
		return ".*(?:" + p + ").*"
	}
	before, after := ".*", ".*"
	if rest, ok := strings.CutPrefix(p, "^"); ok {
		p, before = rest, ""
	}
	if rest, ok := strings.CutSuffix(p, "$"); ok && !strings.HasSuffix(rest, `\`) {
		p, after = rest, ""
	}
	return before + p + after
}
