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
}

// scanTags calls visit for every tag of a page until it returns false. The tag is only valid during the call.
func scanTags(page []byte, visit func(t *tag) bool) { scanBut(page, nil, visit) }

// scanBut does so but for what pass returns the end of: it is asked at each "<" that something follows, and says 0 where
// the tag is to be visited.
func scanBut(page []byte, pass func(i int) int, visit func(t *tag) bool) {
	var t tag
	var lower [32]byte
	for i := 0; i < len(page); {
		k := bytes.IndexByte(page[i:], '<')
		if k < 0 || i+k+1 >= len(page) {
			return
		}
		i += k
		if pass != nil {
			if end := pass(i); end > 0 {
				i = end
				continue
			}
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
		if !readTag(page, i, &t) {
			return
		}
		t.name = lowered(t.name, lower[:0])
		i = t.end
		if !visit(&t) {
			return
		}
		if !t.close && isRaw(t.name) {
			i = rawEnd(page, i, t.name)
		}
	}
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

// readTag reads the tag at an offset; false when the page ends within it.
func readTag(page []byte, i int, t *tag) bool {
	t.start = i
	i++
	if t.close {
		i++
	}
	from := i
	for i < len(page) && !space(page[i]) && page[i] != '/' && page[i] != '>' {
		i++
	}
	t.name = page[from:i]
	attrs := i
	if end := plainEnd(page, i); end >= 0 {
		t.attrs, t.end = page[attrs:end], end+1
		return true
	}
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

// plainEnd returns the offset of the ">" that ends a tag all of whose values, if any, are written ="value" without blanks,
// as layouts and Markdown write them; -1 for any other tag, which must be read attribute by attribute. It jumps from
// quote to quote: pages are half tags, and this halves the time of a scan.
func plainEnd(page []byte, i int) int {
	for {
		end := bytes.IndexByte(page[i:], '>')
		if end < 0 {
			return -1
		}
		piece := page[i : i+end]
		quote := bytes.IndexByte(piece, '"')
		if quote >= 0 {
			piece = piece[:quote]
		}
		if bytes.IndexByte(piece, '\'') >= 0 {
			return -1
		}
		if quote < 0 {
			return i + end
		}
		// The one "=" stands before the quote, and a name before it.
		if n := len(piece); n < 2 || bytes.IndexByte(piece, '=') != n-1 || !letter(piece[n-2]) {
			return -1
		}
		i += quote + 1
		if end = bytes.IndexByte(page[i:], '"'); end < 0 {
			return -1
		}
		i += end + 1
	}
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
	for i := 0; ; {
		key, value, next, ok := nextAttr(t.attrs, i)
		if !ok {
			return nil, false
		}
		if len(key) == len(name) && bytes.EqualFold(key, []byte(name)) {
			if bytes.IndexByte(value, '&') >= 0 {
				value = []byte(html.UnescapeString(string(value)))
			}
			return value, true
		}
		i = next
	}
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
