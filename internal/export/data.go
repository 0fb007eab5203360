package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"strings"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// openData writes the public records of each kind as CSV and JSON, and the rows of each of its tables as CSV.
func openData(s *site.Site) ([]output.File, error) {
	var files []output.File
	kinds, pages := kindsOf(s)
	for _, k := range kinds {
		for _, build := range []func(*site.Site, *schema.Kind, []*site.Page) (output.File, error){recordsCSV, recordsJSON} {
			f, err := build(s, k, pages[k])
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
		for _, t := range k.Tables {
			f, err := rowsCSV(s, k, t, pages[k])
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	return files, nil
}

// public returns the fields of a kind that may be published.
func public(k *schema.Kind) []*schema.Field {
	var fields []*schema.Field
	for _, f := range k.Fields {
		if !f.Private {
			fields = append(fields, f)
		}
	}
	return fields
}

func recordsCSV(s *site.Site, k *schema.Kind, pages []*site.Page) (output.File, error) {
	fields := public(k)
	f := newCSV("网址")
	for _, field := range fields {
		f.row = append(f.row, field.Label)
	}
	f.end()
	for _, p := range pages {
		f.row = append(f.row, address(s, p.Path))
		for _, field := range fields {
			f.row = append(f.row, cell(field, field.CSV(s.Shown(p.Record, field))))
		}
		f.end()
	}
	return f.file("data/" + k.Name + ".csv")
}

// rowsCSV writes the rows of one table of all records of a kind, each with the record it is from.
func rowsCSV(s *site.Site, k *schema.Kind, t *schema.Table, pages []*site.Page) (output.File, error) {
	f := newCSV("网址", "标题")
	for _, c := range t.Columns {
		f.row = append(f.row, c.Label)
	}
	f.end()
	for _, p := range pages {
		for _, r := range p.Record.Rows[t.Name] {
			f.row = append(f.row, address(s, p.Path)+"#"+r.Anchor, cell(nil, p.Title))
			for i, v := range r.Values() {
				f.row = append(f.row, cell(t.Columns[i], t.Columns[i].CSV(v)))
			}
			f.end()
		}
	}
	return f.file("data/" + k.Name + "-" + t.Name + ".csv")
}

// cell keeps a spreadsheet from running a text as a formula: such a text gets an apostrophe, as spreadsheets themselves
// write it. Numbers and dates are left as they are.
func cell(f *schema.Field, s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if f != nil {
		switch f.Type.Name() {
		case "money", "integer", "number", "percent":
			return s
		}
	}
	return "'" + s
}

// csvFile is a table that grows row by row: UTF-8 with a byte-order mark and CRLF, since without them Excel shows Chinese
// as rubbish.
type csvFile struct {
	data *bytes.Buffer
	w    *csv.Writer
	row  []string // the row under way
	err  error
}

func newCSV(header ...string) *csvFile {
	data := bytes.NewBufferString("\uFEFF")
	f := &csvFile{data: data, w: csv.NewWriter(data), row: header}
	f.w.UseCRLF = true
	return f
}

// end writes the row and begins the next.
func (f *csvFile) end() {
	f.err = cmp.Or(f.err, f.w.Write(f.row))
	f.row = f.row[:0]
}

func (f *csvFile) file(path string) (output.File, error) {
	f.w.Flush()
	return output.File{Path: path, Data: bytes.Clone(f.data.Bytes())}, cmp.Or(f.err, f.w.Error())
}

// jsonData is all of a JSON file but its last member, records.
type jsonData struct {
	Kind   string      `json:"kind"`
	Label  string      `json:"label"`
	AsOf   string      `json:"as_of"`
	Source string      `json:"source"`
	Count  int         `json:"count"`
	Fields []jsonField `json:"fields"`
}

type jsonField struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Type  string `json:"type"`
}

func recordsJSON(s *site.Site, k *schema.Kind, pages []*site.Page) (output.File, error) {
	doc := jsonData{Kind: k.Name, Label: k.Label, AsOf: s.AsOf().String(), Source: s.Config.Bureau.Name, Count: len(pages)}
	fields := public(k)
	for _, f := range fields {
		doc.Fields = append(doc.Fields, jsonField{f.Name, f.Label, f.Type.Name()})
	}
	head, err := json.Marshal(doc)
	if err != nil {
		return output.File{}, err
	}
	var b bytes.Buffer
	b.Write(head[:len(head)-1]) // open: the records follow, one by one, so that they are never all in memory twice
	b.WriteString(`,"records":[`)
	encoder := json.NewEncoder(&b)
	for i, p := range pages {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encoder.Encode(jsonRecord(s, p, fields)); err != nil {
			return output.File{}, err
		}
		b.Truncate(b.Len() - 1) // the encoder's line end
	}
	b.WriteString("]}")
	return output.File{Path: "data/" + k.Name + ".json", Data: bytes.Clone(b.Bytes())}, nil
}

func jsonRecord(s *site.Site, p *site.Page, fields []*schema.Field) map[string]any {
	m := map[string]any{"url": address(s, p.Path)}
	for _, f := range fields {
		if v := s.Shown(p.Record, f); !v.IsZero() {
			m[f.Name] = f.JSON(v)
		}
	}
	for _, t := range p.Record.Kind.Tables {
		rows := []map[string]any{}
		for _, r := range p.Record.Rows[t.Name] {
			row := map[string]any{"url": address(s, p.Path) + "#" + r.Anchor}
			for i, v := range r.Values() {
				if !v.IsZero() {
					row[t.Columns[i].Name] = t.Columns[i].JSON(v)
				}
			}
			rows = append(rows, row)
		}
		if len(rows) > 0 {
			m[t.Name] = rows
		}
	}
	return m
}
