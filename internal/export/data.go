package export

import (
	"bytes"
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
	header := []string{"网址"}
	for _, f := range fields {
		header = append(header, f.Label)
	}
	rows := [][]string{header}
	for _, p := range pages {
		row := []string{address(s, p.Path)}
		for _, f := range fields {
			row = append(row, cell(f, f.CSV(p.Record.Value(f))))
		}
		rows = append(rows, row)
	}
	return csvFile("data/"+k.Name+".csv", rows)
}

// rowsCSV writes the rows of one table of all records of a kind, each with the record it is from.
func rowsCSV(s *site.Site, k *schema.Kind, t *schema.Table, pages []*site.Page) (output.File, error) {
	header := []string{"网址", "标题"}
	for _, c := range t.Columns {
		header = append(header, c.Label)
	}
	rows := [][]string{header}
	for _, p := range pages {
		for _, r := range p.Record.Rows[t.Name] {
			row := []string{address(s, p.Path) + "#" + r.Anchor, cell(nil, p.Title)}
			for i, v := range r.Values() {
				row = append(row, cell(t.Columns[i], t.Columns[i].CSV(v)))
			}
			rows = append(rows, row)
		}
	}
	return csvFile("data/"+k.Name+"-"+t.Name+".csv", rows)
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

// csvFile writes UTF-8 with a byte-order mark and CRLF: without them Excel shows Chinese as rubbish.
func csvFile(path string, rows [][]string) (output.File, error) {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return output.File{}, err
	}
	return output.File{Path: path, Data: b.Bytes()}, nil
}

type jsonData struct {
	Kind    string           `json:"kind"`
	Label   string           `json:"label"`
	AsOf    string           `json:"as_of"`
	Source  string           `json:"source"`
	Count   int              `json:"count"`
	Fields  []jsonField      `json:"fields"`
	Records []map[string]any `json:"records"`
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
	for _, p := range pages {
		doc.Records = append(doc.Records, jsonRecord(s, p, fields))
	}
	data, err := json.Marshal(doc)
	return output.File{Path: "data/" + k.Name + ".json", Data: data}, err
}

func jsonRecord(s *site.Site, p *site.Page, fields []*schema.Field) map[string]any {
	m := map[string]any{"url": address(s, p.Path)}
	for _, f := range fields {
		if v := p.Record.Value(f); !v.IsZero() {
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
