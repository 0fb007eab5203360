package attachment

import (
	"bytes"
	"encoding/xml"
	"iter"
	"strings"
)

// tokens goes through an XML text; it ends at the first mistake, with what was read until then.
func tokens(data []byte) iter.Seq[xml.Token] {
	return func(yield func(xml.Token) bool) {
		d := xml.NewDecoder(bytes.NewReader(data))
		d.Strict = false
		for {
			t, err := d.RawToken()
			if err != nil || !yield(t) {
				return
			}
		}
	}
}

// elements yields the local name and the text of each element that holds text.
func elements(data []byte) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		var name string
		for t := range tokens(data) {
			switch t := t.(type) {
			case xml.StartElement:
				name = t.Name.Local
			case xml.EndElement:
				name = ""
			case xml.CharData:
				if text := strings.TrimSpace(string(t)); text != "" && name != "" && !yield(name, text) {
					return
				}
			}
		}
	}
}

// allText returns all text of an XML file, an element on each line.
func allText(data []byte) string {
	var b strings.Builder
	for _, text := range elements(data) {
		b.WriteString(text + "\n")
	}
	return b.String()
}

// externalTargets returns the addresses of a relationships file that lead out of the package.
func externalTargets(data []byte) []string {
	var out []string
	for t := range tokens(data) {
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "Relationship" && attr(s, "TargetMode") == "External" {
			out = append(out, attr(s, "Target"))
		}
	}
	return out
}

func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// vocabulary says what the elements of a text format mean, by local name.
type vocabulary struct {
	paragraph, row, cell, table, text map[string]bool
	everything                        bool // text stands in any element
}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// The vocabularies. WordprocessingML and DrawingML (ISO/IEC 29500-1) share theirs; deleted text that is still tracked
// and field codes count as text.
func ooxml() vocabulary {
	return vocabulary{set("p"), set("tr"), set("tc"), set("tbl"), set("t", "delText", "instrText", "delInstrText"), false}
}

func odf() vocabulary {
	return vocabulary{set("p", "h"), set("table-row"), set("table-cell", "covered-table-cell"), set("table"), nil, true}
}

// writer turns XML into running text and tables.
type writer struct {
	v      vocabulary
	text   strings.Builder
	tables [][]Row
	rows   []Row
	cells  []string
	cell   strings.Builder
	nested int // tables that are open
	inText int // text elements that are open
	inRow  bool
}

// write reads an XML text. Tables within tables become text of the outer cell.
func (v vocabulary) write(data []byte) *writer {
	w := &writer{v: v}
	for t := range tokens(data) {
		switch t := t.(type) {
		case xml.StartElement:
			w.start(t)
		case xml.EndElement:
			w.end(t.Name.Local)
		case xml.CharData:
			if v.everything || w.inText > 0 {
				w.put(string(t))
			}
		}
	}
	w.endTable()
	return w
}

func (w *writer) put(s string) {
	if w.nested > 0 && w.inRow {
		w.cell.WriteString(s)
		return
	}
	w.text.WriteString(s)
}

func (w *writer) start(t xml.StartElement) {
	switch name := t.Name.Local; {
	case w.v.text[name]:
		w.inText++
	case w.v.table[name]:
		w.nested++
	case w.v.row[name] && w.nested == 1:
		w.inRow, w.cells = true, nil
		w.cell.Reset()
	case name == "tab":
		w.put("\t")
	case name == "br" || name == "cr" || name == "line-break":
		w.put("\n")
	case name == "noBreakHyphen":
		w.put("-")
	case name == "s" && w.v.everything:
		w.put(" ")
	}
	for _, a := range t.Attr {
		// Alternative texts of pictures, titles of links, and where OpenDocument links lead.
		if n := a.Name.Local; (n == "descr" || n == "tooltip" || n == "href" && w.v.everything) && a.Value != "" {
			w.put("\n" + a.Value + "\n")
		}
	}
}

func (w *writer) end(name string) {
	switch {
	case w.v.text[name]:
		w.inText = max(w.inText-1, 0)
	case w.v.paragraph[name]:
		w.put("\n")
	case w.v.cell[name] && w.nested == 1:
		w.cells = append(w.cells, strings.TrimSpace(w.cell.String()))
		w.cell.Reset()
	case w.v.row[name] && w.nested == 1:
		w.rows = append(w.rows, Row{len(w.rows) + 1, w.cells})
		w.inRow = false
	case w.v.table[name]:
		if w.nested = max(w.nested-1, 0); w.nested == 0 {
			w.endTable()
		}
	}
}

func (w *writer) endTable() {
	if len(w.rows) > 0 {
		w.tables = append(w.tables, w.rows)
	}
	w.rows, w.inRow = nil, false
}

// parts returns what was written: the text, then the tables.
func (w *writer) parts(name string) []Part {
	out := []Part{{Name: name, Text: w.text.String()}}
	for _, rows := range w.tables {
		out = append(out, Part{Name: inside(name, "表格"), Rows: rows})
	}
	return out
}
