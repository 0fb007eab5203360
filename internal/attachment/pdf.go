package attachment

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// pdfFile is a PDF whose objects have been gathered. The table of contents that a PDF has (xref) is not used: objects
// are found by going through the file, so that damaged files can be read, and so that pages of earlier versions, which
// are still in the file, are read as well.
type pdfFile struct {
	r        *reader
	objects  map[int]any // the last version of each
	pages    []pdfDict   // of all versions, in the order of the file
	dicts    []pdfDict   // all others
	locked   bool
	decoders map[int]*pdfFont
}

func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// pdf reads the text of the pages, of notes and forms, and the properties.
func (r *reader) pdf(at string, data []byte) {
	f := &pdfFile{r: r, objects: map[int]any{}, decoders: map[int]*pdfFont{}}
	f.gather(data)
	switch {
	case f.locked:
		r.gap(at, "加密的 PDF", "用原文件重新导出 PDF，不设密码和权限")
		return
	case len(f.pages) == 0:
		r.gap(at, "PDF 已损坏，找不到页面", "用原文件重新导出 PDF")
		return
	}
	f.beside(at)
	var empty []string
	for i, page := range f.pages {
		name := inside(at, fmt.Sprintf("第%d页", i+1))
		text := &pdfText{file: f}
		text.page(page)
		switch said := text.String(); {
		case text.failed != "":
			r.gap(name, text.failed, "用原文件重新导出 PDF")
		case text.lost > 0 && text.lost*5 > utf8.RuneCountInString(said):
			r.gap(name, "PDF 的文字没有编码对照，只能看不能查", "用原文件重新导出 PDF，嵌入字体时保留文字编码")
		case strings.TrimSpace(said) == "" && text.images > 0:
			empty = append(empty, fmt.Sprint(i+1))
		}
		r.part(Part{Name: name, Text: plainRadicals(text.String())})
	}
	if len(empty) > 0 {
		r.gap(at, "第"+strings.Join(empty[:min(len(empty), 5)], "、")+"页是图片，没有文字", "用原文件导出 PDF；只有纸质件的，先做文字识别或改为录入文字")
	}
}

// gather goes through the file and keeps every object.
func (f *pdfFile) gather(data []byte) {
	for i := 0; i < len(data) && f.take(); {
		k := bytes.Index(data[i:], []byte("obj"))
		if k < 0 {
			break
		}
		at := i + k
		i = at + 3
		id, ok := objectNumber(data[:at])
		if !ok {
			continue
		}
		l := &pdfLexer{data: data, i: i}
		v, ok := l.next(0, true)
		if !ok {
			continue
		}
		if d, isDict := v.(pdfDict); isDict {
			l.skip()
			if bytes.HasPrefix(data[l.i:], []byte("stream")) {
				raw, end := streamBody(data, l.i+len("stream"), d)
				v, l.i = pdfStream{d, raw}, end
			}
		}
		f.keep(id, v)
		i = max(i, l.i)
	}
	f.trailer(data)
}

// take counts an object or a part that is opened, and reports whether there may be more.
func (f *pdfFile) take() bool { return len(f.dicts) < 1<<20 && len(f.objects) < 1<<20 }

// trailer looks for the mark of encryption, which stands in the trailer of the old form.
func (f *pdfFile) trailer(data []byte) {
	for rest := data; ; {
		k := bytes.Index(rest, []byte("trailer"))
		if k < 0 {
			return
		}
		l := &pdfLexer{data: rest[k+len("trailer"):]}
		if d, ok := l.next(0, true); ok {
			f.encrypted(d)
		}
		rest = rest[k+len("trailer")+l.i:]
	}
}

func (f *pdfFile) encrypted(v any) {
	if d, ok := v.(pdfDict); ok && d["Encrypt"] != nil {
		f.locked = true
	}
}

// objectNumber reads "12 0 " right before obj.
func objectNumber(before []byte) (int, bool) {
	i := len(before)
	read := func() (n, digits int) {
		for i > 0 && pdfSpace(before[i-1]) {
			i--
		}
		for scale := 1; i > 0 && before[i-1] >= '0' && before[i-1] <= '9' && digits < 9; scale *= 10 {
			i--
			n += int(before[i]-'0') * scale
			digits++
		}
		return n, digits
	}
	_, first := read()
	id, second := read()
	return id, first > 0 && second > 0
}

// streamBody returns the bytes of a stream and where it ends: by its length where that is told and right, else up to
// endstream.
func streamBody(data []byte, i int, d pdfDict) ([]byte, int) {
	if i < len(data) && data[i] == '\r' {
		i++
	}
	if i < len(data) && data[i] == '\n' {
		i++
	}
	if n, ok := d["Length"].(float64); ok && n >= 0 && n <= float64(len(data)-i) {
		end := i + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(data[end:min(len(data), end+20)], "\r\n "), []byte("endstream")) {
			return data[i:end], end
		}
	}
	k := bytes.Index(data[i:], []byte("endstream"))
	if k < 0 {
		return data[i:], len(data)
	}
	return data[i : i+k], i + k
}

// keep files an object under its number, and opens streams of objects.
func (f *pdfFile) keep(id int, v any) {
	f.objects[id] = v
	switch v := v.(type) {
	case pdfDict:
		f.dictionary(v)
	case pdfStream:
		switch v.dict["Type"] {
		case pdfName("ObjStm"):
			f.objectStream(v)
		case pdfName("XRef"):
			f.encrypted(v.dict)
		}
		f.dicts = append(f.dicts, v.dict)
	}
}

func (f *pdfFile) dictionary(d pdfDict) {
	if d["Type"] == pdfName("Page") {
		f.pages = append(f.pages, d)
		return
	}
	f.dicts = append(f.dicts, d)
}

// objectStream reads objects that are packed together (7.5.7).
func (f *pdfFile) objectStream(s pdfStream) {
	data, _ := f.inflate(s)
	first, _ := s.dict["First"].(float64)
	count, _ := s.dict["N"].(float64)
	if first < 0 || int(first) > len(data) {
		return
	}
	head := &pdfLexer{data: data[:int(first)]}
	for range int(min(max(count, 0), 1<<16)) {
		id, ok1 := head.next(0, false)
		offset, ok2 := head.next(0, false)
		n, isNumber := id.(float64)
		at, isOffset := offset.(float64)
		if !ok1 || !ok2 || !isNumber || !isOffset || at < 0 || int(first)+int(at) > len(data) {
			return
		}
		l := &pdfLexer{data: data, i: int(first) + int(at)}
		if v, ok := l.next(0, true); ok {
			f.objects[int(n)] = v
			if d, isDict := v.(pdfDict); isDict {
				f.dictionary(d)
			}
		}
	}
}

// get follows a reference.
func (f *pdfFile) get(v any) any {
	for range 8 {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		v = f.objects[int(ref)]
	}
	return nil
}

func (f *pdfFile) dict(v any) pdfDict {
	switch v := f.get(v).(type) {
	case pdfDict:
		return v
	case pdfStream:
		return v.dict
	}
	return nil
}

// inherited looks a key up in a page and in the tree above it.
func (f *pdfFile) inherited(page pdfDict, key string) any {
	for range 32 {
		if v := f.get(page[key]); v != nil {
			return v
		}
		if page = f.dict(page["Parent"]); page == nil {
			return nil
		}
	}
	return nil
}

// besideKeys are the entries that hold words beside the pages: notes, where links lead, what was filled into forms, names
// of bookmarks.
var besideKeys = []string{"Contents", "URI", "V", "DV", "TU", "Title", "RC", "Subject", "Keywords"}

// beside reads what stands beside the pages.
func (f *pdfFile) beside(at string) {
	var b strings.Builder
	for _, d := range append(slices.Clone(f.dicts), f.pages...) {
		f.strings(&b, d, 0)
		if author, ok := f.get(d["Author"]).(pdfString); ok {
			f.r.note(at, LabelAuthor, textString(author))
		}
	}
	f.r.part(Part{Name: inside(at, "批注、链接、表单和属性"), Text: b.String()})
}

func (f *pdfFile) strings(b *strings.Builder, d pdfDict, depth int) {
	for _, key := range besideKeys {
		if s, ok := f.get(d[key]).(pdfString); ok {
			b.WriteString(textString(s) + "\n")
		}
	}
	if depth > 8 {
		return
	}
	for _, key := range [...]string{"A", "Annots", "Kids", "MK"} {
		switch v := d[key].(type) {
		case pdfDict:
			f.strings(b, v, depth+1)
		case pdfArray:
			for _, e := range v {
				if inner, ok := e.(pdfDict); ok {
					f.strings(b, inner, depth+1)
				}
			}
		}
	}
}

// textString decodes a text string (7.9.2.2): UTF-16 with a mark, UTF-8 with a mark, else Latin.
func textString(s pdfString) string {
	switch {
	case strings.HasPrefix(string(s), "\xFE\xFF"):
		return utf16BE(string(s[2:]))
	case strings.HasPrefix(string(s), "\xEF\xBB\xBF"):
		return string(s[3:])
	case utf8.ValidString(string(s)):
		return string(s)
	}
	return decoded(string(s))
}

func utf16BE(s string) string {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}
