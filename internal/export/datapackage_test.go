package export_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// descriptor is a Data Package as its specification (Frictionless Data, version 2) names the properties.
type descriptor struct {
	Profile  string `json:"$schema"`
	Name     string
	Created  time.Time
	Licenses []struct{ Name, Path, Title string }
	Sources  []struct{ Title, Path string }

	Resources []resource
}

type resource struct {
	Name, Type, Path, Format, Encoding, Hash string
	Bytes                                    int
	Dialect                                  struct{ Delimiter, LineTerminator string }
	Schema                                   struct {
		Fields        []column
		MissingValues []string
		PrimaryKey    []string
	}
}

type column struct {
	Name, Type, Separator   string
	TrueValues, FalseValues []string
	Constraints             map[string]any
}

// constraintsOf are the constraints the specification knows for a type, beside required and unique.
var constraintsOf = map[string][]string{
	"string":   {"pattern", "enum", "minLength", "maxLength"},
	"number":   {"enum", "minimum", "maximum"},
	"integer":  {"enum", "minimum", "maximum"},
	"date":     {"enum", "minimum", "maximum"},
	"datetime": {"enum", "minimum", "maximum"},
	"boolean":  {"enum"},
}

// checkPackage reports what breaks the rules of Data Package and Table Schema, and every cell that is not what its column
// says it is.
func checkPackage(files map[string]string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	var p descriptor
	if err := json.Unmarshal([]byte(files["data/datapackage.json"]), &p); err != nil {
		return []string{err.Error()}
	}
	if p.Profile != "https://datapackage.org/profiles/2.0/datapackage.json" || p.Created.IsZero() || len(p.Resources) == 0 {
		fault("the package has profile %q, created %v, %d resources", p.Profile, p.Created, len(p.Resources))
	}
	if !regexp.MustCompile(`^[a-z0-9._/-]+$`).MatchString(p.Name) {
		fault("name %q", p.Name)
	}
	for _, l := range p.Licenses {
		if l.Name == "" && l.Path == "" {
			fault("a licence needs a name or a path")
		}
	}
	if len(p.Licenses) == 0 || len(p.Sources) == 0 || p.Sources[0].Title == "" {
		fault("licences %v, sources %v", p.Licenses, p.Sources)
	}
	seen := map[string]bool{}
	for _, r := range p.Resources {
		if seen[r.Name] || !regexp.MustCompile(`^[a-z0-9._-]+$`).MatchString(r.Name) {
			fault("resource name %q is bad or there twice", r.Name)
		}
		seen[r.Name] = true
		data, ok := files["data/"+r.Path]
		sum := sha256.Sum256([]byte(data))
		if !ok || r.Bytes != len(data) || r.Hash != "sha256:"+hex.EncodeToString(sum[:]) || strings.Contains(r.Path, "..") || strings.HasPrefix(r.Path, "/") {
			fault("%s: path %s, %d bytes, %s", r.Name, r.Path, r.Bytes, r.Hash)
		}
		if r.Type != "table" || r.Encoding != "utf-8" || r.Dialect.Delimiter != "," || r.Dialect.LineTerminator != "\r\n" {
			fault("%s: %+v", r.Name, r)
		}
		for _, f := range checkTable(r, data) {
			fault("%s: %s", r.Name, f)
		}
	}
	return faults
}

func checkTable(r resource, data string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, "\uFEFF"))).ReadAll()
	if err != nil {
		return []string{err.Error()}
	}
	if len(rows[0]) != len(r.Schema.Fields) {
		return []string{fmt.Sprintf("%d headers, %d fields", len(rows[0]), len(r.Schema.Fields))}
	}
	for i, f := range r.Schema.Fields {
		if rows[0][i] != f.Name || slices.Contains(rows[0][:i], f.Name) {
			fault("column %d is %q, the field %q", i, rows[0][i], f.Name)
		}
		for _, name := range f.badConstraints() {
			fault("field %s of type %s has the constraint %s", f.Name, f.Type, name)
		}
		values := map[string]bool{}
		for n, row := range rows[1:] {
			if why := f.check(row[i]); why != "" {
				fault("row %d, %s: %q %s", n+1, f.Name, row[i], why)
			}
			if f.Constraints["unique"] == true && row[i] != "" && values[row[i]] {
				fault("row %d, %s: %q is there twice", n+1, f.Name, row[i])
			}
			values[row[i]] = true
		}
	}
	for _, key := range r.Schema.PrimaryKey {
		if !slices.Contains(rows[0], key) {
			fault("no column for the key %s", key)
		}
	}
	return faults
}

func (f column) badConstraints() (bad []string) {
	for name := range f.Constraints {
		if name != "required" && name != "unique" && !slices.Contains(constraintsOf[f.Type], name) {
			bad = append(bad, name)
		}
	}
	if _, ok := constraintsOf[f.Type]; !ok {
		bad = append(bad, "(no such type)")
	}
	return bad
}

// check says what is wrong with a cell, "" for nothing.
func (f column) check(cell string) string {
	if cell == "" {
		if f.Constraints["required"] == true {
			return "is required"
		}
		return ""
	}
	if enum, ok := f.Constraints["enum"].([]any); ok && !slices.Contains(enum, any(cell)) {
		return "is none of the values"
	}
	if p, ok := f.Constraints["pattern"].(string); ok && !regexp.MustCompile("^(?:"+p+")$").MatchString(cell) {
		return "does not match"
	}
	if f.Separator != "" && slices.Contains(strings.Split(cell, f.Separator), "") {
		return "has an empty value"
	}
	return f.form(f.Type, cell)
}

func (f column) form(typ, cell string) string {
	var err error
	switch typ {
	case "string":
	case "number", "integer":
		var n float64
		if n, err = strconv.ParseFloat(cell, 64); typ == "integer" && strings.Contains(cell, ".") {
			return "is no whole number"
		}
		if least, ok := f.Constraints["minimum"].(float64); ok && n < least {
			return "is too small"
		}
		if most, ok := f.Constraints["maximum"].(float64); ok && n > most {
			return "is too great"
		}
	case "date":
		_, err = time.Parse("2006-01-02", cell)
	case "datetime":
		_, err = time.Parse("2006-01-02T15:04:05-07:00", cell)
	case "boolean":
		if !slices.Contains(f.TrueValues, cell) && !slices.Contains(f.FalseValues, cell) {
			return "is neither true nor false"
		}
	default:
		return "has no type " + typ
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestDataPackage(t *testing.T) {
	for name, cfg := range map[string]string{"with an address": address, "without an address": "[bureau]\nname = \"某某局\"\n"} {
		t.Run(name, func(t *testing.T) {
			for _, f := range checkPackage(exported(t, entries(t, cfg))) {
				t.Error(f)
			}
		})
	}
}

func TestDataPackageCheckFindsFaults(t *testing.T) {
	good := exported(t, entries(t, address))
	for name, change := range map[string][3]string{
		"a cell of another type":   {"data/entry.csv", "1200", "viele"},
		"a value of no list":       {"data/entry.csv", "乙类", "丙类"},
		"a date of another form":   {"data/entry.csv", "2025-02-27", "27.2.2025"},
		"a code too short":         {"data/entry.csv", "913301270000012345", "9133"},
		"a required cell is empty": {"data/entry.csv", "甲类", ""},
		"a constraint of no type":  {"data/datapackage.json", `"minimum":0`, `"maxLength":0`},
		"a column of another name": {"data/datapackage.json", `"name":"金额"`, `"name":"数额"`},
	} {
		files := map[string]string{}
		for path, data := range good {
			files[path] = data
		}
		if files[change[0]] = strings.Replace(files[change[0]], change[1], change[2], 1); files[change[0]] == good[change[0]] {
			t.Fatalf("%s: nothing was changed", name)
		}
		if len(checkPackage(files)) < 1 {
			t.Errorf("%s is not found", name)
		}
	}
}
