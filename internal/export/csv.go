package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"strings"
	"time"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// csvFile writes a dataset as CSV (RFC 4180): UTF-8 with a byte-order mark and CRLF, since without them Excel shows
// Chinese as rubbish.
func csvFile(s *site.Site, d *dataset) (output.File, error) {
	data := bytes.NewBufferString("\uFEFF")
	w := csv.NewWriter(data)
	w.UseCRLF = true
	err := w.Write(d.header())
	row := make([]string, len(d.lead)+len(d.fields))
	each := d.each(s, func(lead []string, values []schema.Value) error {
		for i, text := range lead {
			row[i] = inert(text)
		}
		for i, f := range d.fields {
			row[len(lead)+i] = cell(f, values[i])
		}
		return w.Write(row)
	})
	w.Flush()
	return output.File{Path: d.path(".csv"), Data: bytes.Clone(data.Bytes())}, cmp.Or(err, each, w.Error())
}

// cell returns what stands in the CSV for a value. Moments have their offset: they are read in other zones too.
func cell(f *schema.Field, v schema.Value) string {
	if v.IsZero() {
		return ""
	}
	switch f.Type.Form().Table {
	case tableNumber, tableInteger, tableDate:
		if !f.List {
			return f.CSV(v) // a sign before a number is no formula
		}
	case tableMoment:
		var moments []string
		for _, e := range v.List() {
			moments = append(moments, moment(e))
		}
		return strings.Join(moments, listMark)
	}
	return inert(f.CSV(v))
}

// listMark stands between several values of one cell.
const listMark = "；"

// moment writes a date with a clock as ISO 8601 has it, with the offset; a day without one begins at midnight.
func moment(v schema.Value) string { return v.Stamp().Time().Format(time.RFC3339) }

// formulaMarks are what a cell must not begin with: spreadsheets take it for a formula, or drop the white space and then
// do so. Those for Chinese also know the wide forms.
const formulaMarks = "=+-@\t\r\n＝＋－＠"

// inert keeps a spreadsheet from running a text as a formula: such a text gets an apostrophe before it, as spreadsheets
// themselves write it.
func inert(text string) string {
	for _, r := range text {
		if strings.ContainsRune(formulaMarks, r) {
			return "'" + text
		}
		break
	}
	return text
}
