package attachment

import (
	"encoding/csv"
	"strings"

	"xiangwei/internal/source"
)

// plain reads text in any encoding that authors' files may have, tables as rows.
func (r *reader) plain(ext, at string, data []byte) {
	text, _ := source.Decode("", data)
	comma := rune(0)
	switch ext {
	case ".csv":
		comma = separatorOf(text)
	case ".tsv":
		comma = '\t'
	}
	if comma != 0 {
		if rows := table(text, comma); rows != nil {
			r.part(Part{Name: at, Rows: rows})
			return
		}
	}
	r.part(Part{Name: at, Text: text})
}

// separatorOf guesses what parts the cells: the mark that is commonest in the first line.
func separatorOf(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', strings.Count(line, ",")
	for _, c := range []rune{'\t', ';'} {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// table reads rows of cells; nil for a text that is no table after all.
func table(text string, comma rune) []Row {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = comma, -1, true
	var rows []Row
	for {
		cells, err := in.Read()
		if cells == nil {
			if err != nil && err.Error() != "EOF" {
				return nil
			}
			return rows
		}
		line, _ := in.FieldPos(0)
		rows = append(rows, Row{line, cells})
	}
}
