package attachment

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// workbook reads SpreadsheetML (ISO/IEC 29500-1, part 18): every sheet, hidden or not, then all that stands beside the
// cells.
func (p *pack) workbook() {
	before := len(p.r.Parts)
	shared := sharedStrings(p.loadNamed("xl/sharedStrings.xml"))
	names := p.sheetNames()
	for _, f := range p.matching("xl/worksheets/*.xml", "xl/chartsheets/*.xml") {
		name := names[strings.ToLower(path.Base(f.Name))]
		if name == "" {
			name = path.Base(f.Name)
		}
		p.sheet(f, "工作表“"+name+"”", shared)
	}
	var all []string
	for _, n := range names {
		all = append(all, n)
	}
	p.r.part(Part{Name: inside(p.at, "工作表名称"), Text: strings.Join(all, "\n")})
	for _, f := range p.matching("xl/comments*.xml", "xl/threadedComments/*.xml", "xl/comments/*.xml") {
		p.r.part(Part{Name: inside(p.at, "批注"), Text: allText(p.load(f))})
	}
	for _, f := range p.matching("xl/drawings/*.xml", "xl/charts/chart*.xml") {
		p.write(f, "图形和文本框", ooxml())
	}
	for _, f := range p.matching("xl/pivotCache/*.xml", "xl/externalLinks/*.xml") {
		p.r.part(Part{Name: inside(p.at, "透视表和外部链接的缓存"), Text: cached(p.load(f))})
	}
	p.targets("xl/worksheets/_rels/*.rels")
	p.pictures(before, "xl/media/*")
	p.properties()
	p.nested("xl/embeddings/*")
}

func (p *pack) loadNamed(name string) []byte {
	if f := p.file(name); f != nil {
		return p.load(f)
	}
	return nil
}

// sheetNames returns the names of sheets by their files.
func (p *pack) sheetNames() map[string]string {
	files := map[string]string{}
	for t := range tokens(p.loadNamed("xl/_rels/workbook.xml.rels")) {
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "Relationship" {
			files[attr(s, "Id")] = strings.ToLower(path.Base(attr(s, "Target")))
		}
	}
	names := map[string]string{}
	for t := range tokens(p.loadNamed("xl/workbook.xml")) {
		s, ok := t.(xml.StartElement)
		if !ok || s.Name.Local != "sheet" {
			continue
		}
		for _, a := range s.Attr {
			if a.Name.Local == "id" && a.Name.Space != "" {
				names[files[a.Value]] = attr(s, "name")
			}
		}
	}
	return names
}

// sharedStrings returns the texts that cells refer to by number, formatted runs joined.
func sharedStrings(data []byte) []string {
	var out []string
	var b strings.Builder
	inText := false
	for t := range tokens(data) {
		switch t := t.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
		case xml.EndElement:
			inText = false
			if t.Name.Local == "si" {
				out = append(out, b.String())
				b.Reset()
			}
		case xml.CharData:
			if inText {
				b.Write(t)
			}
		}
	}
	return out
}

// sheetReader reads the cells of one sheet.
type sheetReader struct {
	shared []string
	rows   []Row
	beside strings.Builder // headers, footers, formulas, hints of data validation

	row   Row
	col   int
	form  string // t of the cell
	value strings.Builder
	in    string // element whose text is read
}

func (p *pack) sheet(f *zip.File, name string, shared []string) {
	s := &sheetReader{shared: shared}
	for t := range tokens(p.load(f)) {
		switch t := t.(type) {
		case xml.StartElement:
			s.start(t)
		case xml.EndElement:
			s.end(t.Name.Local)
		case xml.CharData:
			s.text(string(t))
		}
	}
	p.r.part(Part{Name: inside(p.at, name), Rows: s.rows})
	p.r.part(Part{Name: inside(p.at, name+"的页眉页脚、公式和提示"), Text: s.beside.String()})
}

// maxColumn bounds how far apart cells are kept: beyond it they are put side by side.
const maxColumn = 256

func (s *sheetReader) start(t xml.StartElement) {
	s.in = t.Name.Local
	switch s.in {
	case "row":
		n, err := strconv.Atoi(attr(t, "r"))
		if err != nil {
			n = s.row.Number + 1
		}
		s.row = Row{Number: n}
	case "c":
		s.form = attr(t, "t")
		s.col = column(attr(t, "r"))
		s.value.Reset()
	case "dataValidation", "hyperlink":
		for _, a := range t.Attr {
			switch a.Name.Local {
			case "prompt", "promptTitle", "error", "display", "tooltip", "location":
				s.beside.WriteString(a.Value + "\n")
			}
		}
	}
}

func (s *sheetReader) text(text string) {
	switch s.in {
	case "v", "t":
		s.value.WriteString(text)
	case "f", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
		// A formula is of interest for the texts in it alone: its figures are references.
		if s.in != "f" || strings.Contains(text, `"`) {
			s.beside.WriteString(text + "\n")
		}
	}
}

func (s *sheetReader) end(name string) {
	s.in = ""
	switch name {
	case "c":
		if v := s.cell(); v != "" {
			for s.col > len(s.row.Cells) && len(s.row.Cells) < maxColumn {
				s.row.Cells = append(s.row.Cells, "")
			}
			s.row.Cells = append(s.row.Cells, v)
		}
	case "row":
		if len(s.row.Cells) > 0 {
			s.rows = append(s.rows, s.row)
		}
	}
}

// cell returns what the cell says. A long number is stored as 1.3E10: it is written out, since that is how it is read.
func (s *sheetReader) cell() string {
	v := s.value.String()
	switch s.form {
	case "s":
		if i, err := strconv.Atoi(v); err == nil && i >= 0 && i < len(s.shared) {
			return s.shared[i]
		}
		return ""
	case "", "n":
		if strings.ContainsAny(v, "eE") {
			if f, err := strconv.ParseFloat(v, 64); err == nil && f < 1e21 && f > -1e21 {
				return strconv.FormatFloat(f, 'f', -1, 64)
			}
		}
	case "b":
		return ""
	}
	return v
}

// column returns the column of a reference such as AB12, from 0; 0 where it has none.
func column(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z' && n < 1<<16; i++ {
		n = n*26 + int(ref[i]|0x20-'a') + 1
	}
	return max(n-1, 0)
}

// cached returns the values of caches, which stand in attributes: <s v="…"/>.
func cached(data []byte) string {
	var b strings.Builder
	for t := range tokens(data) {
		switch t := t.(type) {
		case xml.StartElement:
			if v := attr(t, "v"); v != "" {
				b.WriteString(v + "\n")
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); text != "" {
				b.WriteString(text + "\n")
			}
		}
	}
	return b.String()
}
