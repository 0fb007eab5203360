package export

import (
	"cmp"
	"strings"
	"time"

	"xiangwei/internal/csvfile"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// csvFile writes a dataset as CSV.
func csvFile(s *site.Site, d *dataset) (output.File, error) {
	w := csvfile.New(d.header())
	row := make([]string, len(d.lead)+len(d.fields))
	each := d.each(s, func(lead []string, values []schema.Value) error {
		for i, text := range lead {
			row[i] = csvfile.Inert(text)
		}
		for i, f := range d.fields {
			row[len(lead)+i] = cell(f, values[i])
		}
		w.Row(row)
		return nil
	})
	data, err := w.Bytes()
	return output.File{Data: data}, cmp.Or(each, err)
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
	return csvfile.Inert(f.CSV(v))
}

// listMark stands between several values of one cell.
const listMark = "；"

// moment writes a date with a clock as ISO 8601 has it, with the offset; a day without one begins at midnight.
func moment(v schema.Value) string { return v.Stamp().Time().Format(time.RFC3339) }
