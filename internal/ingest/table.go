package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tableAt reads a table of at least two rows and two columns that starts at line i, and returns the index after it, or
// i when there is none. Columns are set apart by tabs, by runs of tabs, or by two or more spaces.
func tableAt(ls []line, i int) ([][]string, int) {
	for _, cut := range []func(string) []string{tabCells, tabRunCells, spaceCells} {
		// Two rows decide, so that a long text indented by tabs is not read to its end from every line of it.
		probe := rowsAt(ls[:min(i+2, len(ls))], i, cut)
		if len(probe) == 2 && len(dropEmptyColumns(probe)[0]) >= 2 {
			rows := dropEmptyColumns(rowsAt(ls, i, cut))
			return rows, i + len(rows)
		}
	}
	return nil, i
}

// rowsAt returns the rows of as many columns as the first has.
func rowsAt(ls []line, i int, cut func(string) []string) [][]string {
	var rows [][]string
	for ; i < len(ls) && ls[i].text != "" && !ls[i].sign; i++ {
		if r := markOf(ls[i].text).rank; r != plain && r != number {
			break
		}
		cells := cut(ls[i].raw)
		if len(cells) < 2 || len(rows) > 0 && len(cells) != len(rows[0]) {
			break
		}
		rows = append(rows, cells)
	}
	return rows
}

func tabCells(raw string) []string {
	if !strings.Contains(raw, "\t") {
		return nil
	}
	cells := strings.Split(raw, "\t")
	for i := range cells {
		cells[i] = spaced(strings.TrimSpace(cells[i]))
	}
	return cells
}

func tabRunCells(raw string) []string {
	return slices.DeleteFunc(tabCells(raw), func(s string) bool { return s == "" })
}

// cellRunes is how long a cell set apart by spaces may be: longer ones are sentences with stray spaces.
const cellRunes = 30

func spaceCells(raw string) []string {
	s := strings.TrimSpace(raw)
	if strings.Contains(s, "\t") || ends(s, "。；，：") {
		return nil
	}
	var cells []string
	for s != "" {
		end, next := gap(s)
		if utf8.RuneCountInString(s[:end]) > cellRunes {
			return nil
		}
		cells = append(cells, s[:end])
		s = s[next:]
	}
	return cells
}

// gap returns where the first run of two or more spaces starts and ends.
func gap(s string) (start, end int) {
	run := 0
	for i, r := range s {
		if unicode.IsSpace(r) {
			if run == 0 {
				start = i
			}
			run++
			continue
		}
		if run >= 2 {
			return start, i
		}
		run = 0
	}
	return len(s), len(s)
}

func dropEmptyColumns(rows [][]string) [][]string {
	var keep []int
	for c := range rows[0] {
		if slices.ContainsFunc(rows, func(row []string) bool { return row[c] != "" }) {
			keep = append(keep, c)
		}
	}
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, c := range keep {
			out[i] = append(out[i], row[c])
		}
	}
	return out
}

// tableMarkdown writes a GFM table whose first row is the head.
func tableMarkdown(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		for _, cell := range row {
			b.WriteString("| ")
			b.WriteString(strings.ReplaceAll(escape(cell), "|", `\|`))
			b.WriteByte(' ')
		}
		b.WriteString("|")
		if i == 0 {
			b.WriteByte('\n')
			b.WriteString(strings.Repeat("| --- ", len(row)))
			b.WriteString("|")
		}
		if i < len(rows)-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
