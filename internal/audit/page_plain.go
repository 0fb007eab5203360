package audit

import "bytes"

// Four of five tags of a page are as layouts and Markdown write them: without attributes, with a class, or a link that has an
// address alone. They are told apart by their bytes and need no reading of attributes; what is not exactly so is left to
// the scan.

// plain returns the end of such a tag, after doing what a look at it does, and 0 for any other.
func (l *pageLook) plain(i int) int {
	rest := l.data[i:]
	if rest[1] == 'a' {
		return l.plainLink(i)
	}
	if rest[1] == '/' {
		if bytes.HasPrefix(rest, []byte("</a>")) {
			l.endLink(&tag{start: i})
			return i + len("</a>")
		}
		if n := nameEnd(rest, len("</")); n > 0 && rest[n] == '>' {
			return i + n + 1
		}
		return 0
	}
	n := nameEnd(rest, 1)
	if n == 0 {
		return 0
	}
	region := false
	switch string(rest[1:n]) {
	case "p", "li", "td", "tr", "ul", "ol", "dl", "dt", "dd", "b", "i", "em", "strong", "small", "span", "time", "br", "hr", "nav", "thead", "tbody", "header", "footer",
		"head", "body", "blockquote", "code", "sup", "sub":
	case "div", "section", "figure":
		region = true
	default:
		return 0
	}
	end := classEnd(rest, n)
	if end > 0 && region {
		l.named = false
	}
	if end > 0 {
		return i + end
	}
	return 0
}

// nameEnd returns the offset after the name of a tag that begins at from, 0 where there is no name in small letters that
// something follows.
func nameEnd(b []byte, from int) int {
	k := from
	for k < len(b) && ('a' <= b[k] && b[k] <= 'z' || k > from && '1' <= b[k] && b[k] <= '6') {
		k++
	}
	if k == from || k == len(b) {
		return 0
	}
	return k
}

// classEnd returns the offset after a tag that has nothing after its name, or a class or a moment; 0 for any other.
func classEnd(b []byte, k int) int {
	if b[k] == '>' {
		return k + 1
	}
	for _, start := range [...]string{` class="`, ` datetime="`} {
		if value, ok := bytes.CutPrefix(b[k:], []byte(start)); ok {
			if q := bytes.IndexByte(value, '"'); q >= 0 && q+1 < len(value) && value[q+1] == '>' {
				return k + len(start) + q + 2
			}
		}
	}
	return 0
}

// plainLink looks at a link that has nothing but an address without entities.
func (l *pageLook) plainLink(i int) int {
	const start = `<a href="`
	value, ok := bytes.CutPrefix(l.data[i:], []byte(start))
	if !ok {
		return 0
	}
	q := bytes.IndexByte(value, '"')
	if q < 0 || q+1 >= len(value) || value[q+1] != '>' || bytes.IndexByte(value[:q], '&') >= 0 {
		return 0
	}
	end := i + len(start) + q + 2
	l.link = linkText{open: true, at: end, href: l.address(value[:q])}
	return end
}
