package audit

import (
	"bytes"

	"golang.org/x/net/html"
)

// The pages are scanned, not parsed: what rules ask of a page – its tags, addresses, headings and ids – stands in start
// tags, and a scan that jumps from "<" to "<" takes a tenth of the time of a tree. It sees start tags as the HTML
// standard's tokenizer does (13.2.5); TestScanSeesWhatTheLibrarySees holds it to that.

// tag is one tag of a page. Its slices point into the page.
type tag struct {
	name  []byte // in lower case
	attrs []byte // what stands between the name and ">"
	close bool
	start int // offset of "<"
	end   int // offset after ">"

	plain bool // the attributes are all in list
	count int
	list  [maxPlain]attribute
}

// maxPlain is how many attributes a tag has at most whose attributes are listed when it is read.
const maxPlain = 12

// attribute is an attribute of a tag. An attribute without a value has an empty one.
type attribute struct{ name, value []byte }

// tags goes through the tags of a page.
type tags struct {
	page  []byte
	at    int
	lower [32]byte
}

// scanTags calls visit for every tag of a page until it returns false. The tag is only valid during the call.
func scanTags(page []byte, visit func(t *tag) bool) {
	s := tags{page: page}
	var t tag
	for s.next(&t) && visit(&t) {
	}
}

// next reads the next tag; false when there is none.
func (s *tags) next(t *tag) bool {
	page := s.page
	for i := s.at; i+1 < len(page); {
		if page[i] != '<' {
			k := bytes.IndexByte(page[i:], '<')
			if k < 0 || i+k+1 >= len(page) {
				break
			}
			i += k
		}
		switch c := page[i+1]; {
		case letter(c):
			t.close = false
		case c == '/' && i+2 < len(page) && letter(page[i+2]):
			t.close = true
		case c == '!' || c == '?' || c == '/':
			i = skipMarkup(page, i)
			continue
		default:
			i++
			continue
		}
		t.start = i
		if !t.readPlain(page) && !s.read(t) {
			break
		}
		if s.at = t.end; !t.close && isRaw(t.name) {
			s.at = rawEnd(page, t.end, t.name)
		}
		return true
	}
	s.at = len(page)
	return false
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// skipMarkup returns the offset after a comment, a doctype or what browsers take for a comment.
func skipMarkup(page []byte, i int) int {
	if rest := page[i:]; bytes.HasPrefix(rest, []byte("<!--")) {
		if bytes.HasPrefix(rest, []byte("<!-->")) {
			return i + len("<!-->")
		}
		if bytes.HasPrefix(rest, []byte("<!--->")) {
			return i + len("<!--->")
		}
		body := rest[len("<!--"):]
		end, width := bytes.Index(body, []byte("-->")), len("-->")
		if bang := bytes.Index(body, []byte("--!>")); bang >= 0 && (end < 0 || bang < end) {
			end, width = bang, len("--!>")
		}
		if end < 0 {
			return len(page)
		}
		return i + len("<!--") + end + width
	}
	end := bytes.IndexByte(page[i:], '>')
	if end < 0 {
		return len(page)
	}
	return i + end + 1
}

// readPlain reads a tag that is written as layouts and Markdown write tags: a name in small letters, and attributes with one
// blank before each, in small letters, with no value or with one in double quotes. It jumps from quote to quote. False for any
// other tag, which is left to read.
func (t *tag) readPlain(page []byte) bool {
	i := t.start + 1
	if t.close {
		i++
	}
	from := i
	for i < len(page) && ('a' <= page[i] && page[i] <= 'z' || '1' <= page[i] && page[i] <= '6') {
		i++
	}
	t.name, t.count, t.plain = page[from:i], 0, true
	attrs := i
	for i < len(page) && page[i] == ' ' && t.count < maxPlain {
		i++
		from := i
		for i < len(page) && ('a' <= page[i] && page[i] <= 'z' || page[i] == '-' && i > from) {
			i++
		}
		if i == from || i+1 >= len(page) {
			return false
		}
		a := &t.list[t.count]
		a.name, a.value = page[from:i], nil
		t.count++
		if page[i] != '=' {
			continue
		}
		if page[i+1] != '"' {
			return false
		}
		from = i + 2
		k := bytes.IndexByte(page[from:], '"')
		if k < 0 {
			return false
		}
		i = from + k + 1
		a.value = page[from : i-1]
	}
	if i >= len(page) || page[i] != '>' {
		return false
	}
	t.attrs, t.end = page[attrs:i], i+1
	return true
}

// read reads any tag; false when the page ends within it.
func (s *tags) read(t *tag) bool {
	page, i := s.page, t.start+1
	if t.close {
		i++
	}
	from := i
	for i < len(page) && !space(page[i]) && page[i] != '/' && page[i] != '>' {
		i++
	}
	t.name, t.plain = lowered(page[from:i], s.lower[:0]), false
	attrs := i
	for i < len(page) && page[i] != '>' {
		var ok bool
		if _, _, i, ok = nextAttr(page, i); !ok {
			break
		}
	}
	if i >= len(page) {
		return false
	}
	t.attrs, t.end = page[attrs:i], i+1
	return true
}

// nextAttr reads the attribute at or after an offset. ok is false at ">" or the end.
func nextAttr(b []byte, i int) (name, value []byte, next int, ok bool) {
	for i < len(b) && (space(b[i]) || b[i] == '/') {
		i++
	}
	if i >= len(b) || b[i] == '>' {
		return nil, nil, i, false
	}
	from := i
	for i++; i < len(b) && !space(b[i]) && b[i] != '/' && b[i] != '>' && b[i] != '='; { // a first "=" is part of the name
		i++
	}
	name = b[from:i]
	k := i
	for k < len(b) && space(b[k]) {
		k++
	}
	if k >= len(b) || b[k] != '=' {
		return name, nil, i, true
	}
	for k++; k < len(b) && space(b[k]); {
		k++
	}
	if k >= len(b) {
		return name, nil, k, true
	}
	if q := b[k]; q == '"' || q == '\'' {
		end := bytes.IndexByte(b[k+1:], q)
		if end < 0 {
			return name, nil, len(b), true
		}
		return name, b[k+1 : k+1+end], k + end + 2, true
	}
	from = k
	for k < len(b) && !space(b[k]) && b[k] != '>' {
		k++
	}
	return name, b[from:k], k, true
}

// lowered returns a name in lower case, written into room when it is not yet.
func lowered(name, room []byte) []byte {
	for _, c := range name {
		if 'A' <= c && c <= 'Z' {
			return append(room, bytes.ToLower(name)...)
		}
	}
	return name
}

// attr returns the value of an attribute, entities decoded; false when the tag has none.
func (t *tag) attr(name string) ([]byte, bool) {
	value, ok := t.raw(name)
	return decoded(value), ok
}

// raw returns the value of an attribute as it is written; false when the tag has none.
func (t *tag) raw(name string) ([]byte, bool) {
	if t.plain {
		for i := range t.list[:t.count] {
			if string(t.list[i].name) == name {
				return t.list[i].value, true
			}
		}
		return nil, false
	}
	for i := 0; ; {
		key, value, next, ok := nextAttr(t.attrs, i)
		if !ok {
			return nil, false
		}
		if len(key) == len(name) && bytes.EqualFold(key, []byte(name)) {
			return value, true
		}
		i = next
	}
}

// decoded returns the value of an attribute with its entities decoded.
func decoded(value []byte) []byte {
	if bytes.IndexByte(value, '&') >= 0 {
		return []byte(html.UnescapeString(string(value)))
	}
	return value
}

// isRaw reports whether the content of an element is text up to its own end tag.
func isRaw(name []byte) bool {
	switch string(name) {
	case "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp":
		return true
	}
	return false
}

// rawEnd returns the offset of the end tag of an element of raw text.
func rawEnd(page []byte, i int, name []byte) int {
	for {
		k := bytes.Index(page[i:], []byte("</"))
		if k < 0 {
			return len(page)
		}
		i += k
		after := i + 2 + len(name)
		if after < len(page) && bytes.EqualFold(page[i+2:after], name) && (space(page[after]) || page[after] == '/' || page[after] == '>') {
			return i
		}
		i += 2
	}
}
