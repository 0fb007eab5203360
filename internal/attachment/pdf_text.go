package attachment

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"
)

// pdfText reads the text that a page shows, in the order in which it is drawn. Where the next glyph stands decides
// whether it goes on the word, comes after a gap, or on another line: producers place glyphs in every way there is.
type pdfText struct {
	strings.Builder
	file   *pdfFile
	lost   int    // glyphs without a character
	images int    // pictures shown
	failed string // why the page could not be read
	depth  int    // forms within forms
	steps  int

	fonts   pdfDict
	objects pdfDict
	font    *pdfFont
	size    float64
	leading float64
	spacing float64 // Tc
	line    matrix
	at      matrix
	endX    float64 // where the last glyph ended, on the page
	endY    float64
	drawn   bool
}

// matrix is a, b, c, d, e, f of the PDF reference (8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) move(x, y float64) matrix {
	m[4], m[5] = m[4]+x*m[0]+y*m[2], m[5]+x*m[1]+y*m[3]
	return m
}

// maxSteps bounds the operators of a page, forms included.
const maxSteps = 4 << 20

func (t *pdfText) page(page pdfDict) {
	resources := t.file.dict(t.file.inherited(page, "Resources"))
	var content []byte
	for _, part := range list(t.file.get(page["Contents"])) {
		s, ok := t.file.get(part).(pdfStream)
		if !ok {
			continue
		}
		data, err := t.file.inflate(s)
		if err != nil {
			t.fail(err)
			return
		}
		content = append(append(content, data...), '\n')
	}
	t.run(content, resources)
	for _, a := range list(t.file.get(page["Annots"])) {
		t.appearance(t.file.dict(a))
	}
}

// appearance reads what a stamp, a form field or a note shows on the page.
func (t *pdfText) appearance(annotation pdfDict) {
	shown := t.file.dict(annotation["AP"])
	if s, ok := t.file.get(shown["N"]).(pdfStream); ok {
		t.form(s)
	}
}

func (t *pdfText) fail(err error) {
	t.failed = "PDF 的压缩方式不认识"
	if err == errTooBig {
		t.failed = "展开后过大"
	}
}

// form reads a drawing that is used on the page like a stamp.
func (t *pdfText) form(s pdfStream) {
	if t.depth >= 8 || t.failed != "" {
		return
	}
	data, err := t.file.inflate(s)
	if err != nil {
		t.fail(err)
		return
	}
	outer := *t
	t.depth++
	resources := t.file.dict(s.dict["Resources"])
	if resources == nil {
		resources = pdfDict{"Font": t.fonts, "XObject": t.objects}
	}
	t.WriteByte('\n')
	t.run(data, resources)
	t.depth, t.fonts, t.objects, t.font = outer.depth, outer.fonts, outer.objects, outer.font
	t.size, t.leading, t.spacing, t.line, t.at = outer.size, outer.leading, outer.spacing, outer.line, outer.at
}

// run goes through the operators of a content stream.
func (t *pdfText) run(content []byte, resources pdfDict) {
	t.fonts, t.objects = t.file.dict(resources["Font"]), t.file.dict(resources["XObject"])
	t.line, t.at, t.drawn = identity, identity, false
	l := &pdfLexer{data: content}
	var args []any
	for {
		v, ok := l.next(0, false)
		if !ok || t.failed != "" {
			return
		}
		if t.steps++; t.steps > maxSteps {
			t.failed = "页面过于复杂"
			return
		}
		op, isOp := v.(pdfOp)
		if !isOp {
			if args = append(args, v); len(args) > 64 {
				args = args[1:]
			}
			continue
		}
		if op == "ID" {
			l.inlineImage()
			t.images++
		}
		t.operator(op, args)
		args = args[:0]
	}
}

// inlineImage passes over the bytes of a picture within the stream.
func (l *pdfLexer) inlineImage() {
	for i := l.i; i < len(l.data); {
		k := bytes.Index(l.data[i:], []byte("EI"))
		if k < 0 {
			break
		}
		at := i + k
		i = at + 2
		if at > 0 && pdfSpace(l.data[at-1]) && (i >= len(l.data) || pdfSpace(l.data[i])) {
			l.i = i
			return
		}
	}
	l.i = len(l.data)
}

func number(args []any, i int) float64 {
	if i < 0 || i >= len(args) {
		return 0
	}
	f, _ := args[i].(float64)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

func (t *pdfText) operator(op pdfOp, args []any) {
	switch op {
	case "BT":
		t.line, t.at = identity, identity
	case "Tf":
		if len(args) == 2 {
			name, _ := args[0].(pdfName)
			t.font, t.size = t.file.font(t.fonts[string(name)]), number(args, 1)
		}
	case "Tc":
		t.spacing = number(args, 0)
	case "TL":
		t.leading = number(args, 0)
	case "Td", "TD":
		if op == "TD" {
			t.leading = -number(args, 1)
		}
		t.line = t.line.move(number(args, 0), number(args, 1))
		t.at = t.line
	case "Tm":
		for i := range t.line {
			t.line[i] = number(args, i)
		}
		t.at = t.line
	case "T*":
		t.newLine()
	case "'", "\"":
		t.newLine()
		fallthrough
	case "Tj":
		if len(args) > 0 {
			t.show(args[len(args)-1])
		}
	case "TJ":
		if len(args) > 0 {
			for _, v := range list(args[len(args)-1]) {
				if shift, ok := v.(float64); ok {
					t.at = t.at.move(-shift/1000*t.size, 0)
					continue
				}
				t.show(v)
			}
		}
	case "Do":
		if len(args) > 0 {
			name, _ := args[0].(pdfName)
			t.object(t.file.get(t.objects[string(name)]))
		}
	}
}

func (t *pdfText) newLine() {
	t.line = t.line.move(0, -t.leading)
	t.at = t.line
}

func (t *pdfText) object(v any) {
	s, ok := v.(pdfStream)
	if !ok {
		return
	}
	switch s.dict["Subtype"] {
	case pdfName("Image"):
		t.images++
	case pdfName("Form"):
		t.form(s)
	}
}

// show writes a string, after whatever its place asks for.
func (t *pdfText) show(v any) {
	s, ok := v.(pdfString)
	if !ok || s == "" {
		return
	}
	text, lost := t.font.decode(string(s))
	t.lost += lost
	if text == "" {
		return
	}
	em := t.size * math.Hypot(t.at[0], t.at[1])
	if em == 0 {
		em = 1
	}
	if t.drawn {
		t.gap(em)
	}
	t.WriteString(text)
	t.at = t.at.move(t.width(text), 0)
	t.endX, t.endY, t.drawn = t.at[4], t.at[5], true
}

// gap writes what stands between the last glyph and the next: nothing, a blank, a tab, a new line.
func (t *pdfText) gap(em float64) {
	up, right := math.Abs(t.at[5]-t.endY), t.at[4]-t.endX
	switch {
	case up > em*0.6 || right < -em*1.2:
		t.WriteByte('\n')
	case right > em*1.6:
		t.WriteByte('\t')
	case right > em*0.4:
		t.WriteByte(' ')
	}
}

// width estimates how far a text reaches: Chinese characters take the font's size, Latin letters and digits half of it.
func (t *pdfText) width(text string) float64 {
	var w float64
	for _, r := range text {
		if r < 0x2000 {
			w += t.size * 0.52
		} else {
			w += t.size
		}
	}
	return w + t.spacing*float64(utf8.RuneCountInString(text))
}
