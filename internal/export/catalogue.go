package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Catalogue is what the field dictionary says of the open data.
type Catalogue struct {
	Sets  []Set
	Files []DataFile // of all datasets together: whose the tables are, and the package that describes them
}

// Set is the open data of one kind.
type Set struct {
	Name, Label, Description string
	Count                    int
	Newest                   date.Stamp // publication of the newest record
	Basis                    []string
	Files                    []DataFile
	Tables                   []Table
}

// Table is one table of a set: its records, or the rows of one of its tables.
type Table struct {
	Name, Label string
	Fields      []Field
	Files       []DataFile
}

// DataFile is a file to download.
type DataFile struct {
	Label, Path string
	Size        int64
}

// Field is a column of the data as the dictionary describes it.
type Field struct{ Name, Label, Type, Unit, Rule, Basis string }

// Labels of files, by their ending.
var fileLabels = []struct{ ending, label string }{
	{".csv", "CSV"}, {".xlsx", "Excel"}, {".json", "JSON"}, {schemaEnding, "JSON Schema"},
}

// catalogue describes the files of the open data, which are in the tree by now.
func (r *run) catalogue(sets [][]*dataset) *Catalogue {
	filesOf := func(d *dataset) (list []DataFile) {
		for _, l := range fileLabels {
			if f, ok := r.tree.Get(d.path(l.ending)); ok {
				list = append(list, DataFile{l.label, f.Path, f.Size()})
			}
		}
		return list
	}
	c := &Catalogue{}
	for _, d := range []DataFile{{"readme.txt", readmePath, 0}, {"datapackage.json", packagePath, 0}} {
		if f, ok := r.tree.Get(d.Path); ok {
			d.Size = f.Size()
			c.Files = append(c.Files, d)
		}
	}
	for _, list := range sets {
		k := list[0].kind
		newest, _ := site.Span(list[0].pages)
		set := Set{Name: k.Name, Label: k.Label, Description: k.Description, Count: len(list[0].pages), Newest: newest, Basis: k.Basis, Files: filesOf(list[0])}
		for _, d := range list {
			t := Table{Name: d.name, Label: d.label, Fields: d.entries()}
			if d.table != nil {
				t.Label, t.Files = d.table.Label, filesOf(d)
			}
			set.Tables = append(set.Tables, t)
		}
		c.Sets = append(c.Sets, set)
	}
	return c
}

// entries describes the fields of the dataset, in its order.
func (d *dataset) entries() []Field {
	fields := make([]Field, len(d.fields))
	for i, f := range d.fields {
		fields[i] = Field{f.Name, f.Label, typeLabel(f), unit(f), d.rule(f), f.Basis}
	}
	return fields
}

func typeLabel(f *schema.Field) string {
	if f.List {
		return f.Type.Form().Label + "，可多个"
	}
	return f.Type.Form().Label
}

func unit(f *schema.Field) string {
	switch f.Type.Name() {
	case "money":
		return cmp.Or(f.Unit, "元")
	case "percent":
		return cmp.Or(f.Unit, "%")
	}
	return f.Unit
}

// rule says what holds for the values of a field, for those who read the data.
func (d *dataset) rule(f *schema.Field) string {
	var words []string
	switch {
	case f.Required:
		words = append(words, "每条都有")
	case f.RequiredWhen != nil:
		words = append(words, fmt.Sprintf("%s为“%s”时必有", d.fieldLabel(f.RequiredWhen.Field), strings.Join(f.RequiredWhen.Has, "”或“")))
	default:
		words = append(words, "有则公开")
	}
	if len(f.Values) > 0 {
		words = append(words, "取值："+strings.Join(f.Values, "、"))
	}
	what := "字"
	if t := f.Type.Form().Table; t == tableNumber || t == tableInteger {
		what = unit(f)
	}
	if f.Min != nil {
		words = append(words, "不少于 "+number(*f.Min)+" "+what)
	}
	if f.Max != nil {
		words = append(words, "不多于 "+number(*f.Max)+" "+what)
	}
	if f.Unique {
		words = append(words, "不重复")
	}
	return strings.ReplaceAll(strings.Join(words, "；"), " ；", "；")
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (d *dataset) fieldLabel(name string) string {
	if i := slices.IndexFunc(d.fields, func(f *schema.Field) bool { return f.Name == name }); i >= 0 {
		return d.fields[i].Label
	}
	return name
}

// Described reports whether the site has a field dictionary.
func Described(s *site.Site) bool { return s.Config.Data.Dictionary && len(s.Pages) > 0 }
