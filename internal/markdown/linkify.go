package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// linkifyParser turns bare web and mail addresses into links. GFM wants a space
// before an address; Chinese text writes 详见https://…。 without one. The parser
// starts at a character every address has (":", "." after www, "@") and takes
// the beginning back from the text read so far. An address ends at the last
// ASCII character that may stand in an address, less trailing punctuation.
type linkifyParser struct{}

// Trigger implements parser.InlineParser.
func (linkifyParser) Trigger() []byte { return []byte{':', '.', '@'} }

// Parse implements parser.InlineParser.
func (linkifyParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() {
		return nil
	}
	line, seg := block.PeekLine()
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.Segment.Stop != seg.Start || last.SoftLineBreak() {
		return nil
	}
	src := block.Source()
	if line[0] == '@' {
		return parseMail(parent, block, pc)
	}
	head := src[last.Segment.Start:last.Segment.Stop]
	start, protocol := webStart(head, line)
	if start < 0 {
		return nil
	}
	start += last.Segment.Start
	n := webEnd(src[start:seg.Start+len(line)], protocol != nil)
	if n <= seg.Start-start {
		return nil
	}
	link := takeBack(parent, start, start+n, ast.AutoLinkURL)
	link.Protocol = protocol
	block.Advance(start + n - seg.Start)
	return link
}

// webStart returns the offset in head at which an address begins whose next
// character is line[0], and the scheme it lacks.
func webStart(head, line []byte) (start int, protocol []byte) {
	var word string
	switch {
	case line[0] == '.':
		word, protocol = "www", []byte("http")
	case !bytes.HasPrefix(line, []byte("://")):
		return -1, nil
	case hasSuffixFold(head, "https"):
		word = "https"
	default:
		word = "http"
	}
	if !hasSuffixFold(head, word) {
		return -1, nil
	}
	start = len(head) - len(word)
	if start > 0 && !mayPrecede(head[start-1]) {
		return -1, nil
	}
	return start, protocol
}

// mayPrecede tells whether an address may follow the byte: a space, an opening
// or parting sign, or the last byte of a non-ASCII character.
func mayPrecede(c byte) bool {
	return c >= 0x80 || strings.IndexByte(" \t\n*_~(:,;\"'", c) >= 0
}

// webEnd returns the length of the address at the start of s, 0 if there is
// none: scheme, host with a dot, the rest.
func webEnd(s []byte, bare bool) int {
	host := 0
	if !bare {
		host = bytes.IndexByte(s, '/') + 2
	}
	i, dots := host, 0
	for i < len(s) && (alnum(s[i]) || s[i] == '-' || s[i] == '_' || s[i] == '.') {
		if s[i] == '.' {
			dots++
		}
		i++
	}
	trimmed := len(bytes.TrimRight(s[host:i], ".-_"))
	if i == host || !alnum(s[host]) || bytes.IndexByte(s[host:host+trimmed], '.') < 0 || bare && dots < 2 {
		return 0
	}
	if i < len(s) && strings.IndexByte("/?#:", s[i]) >= 0 {
		for i < len(s) && urlByte(s[i]) {
			i++
		}
	}
	return max(trimURL(s[:i]), host+trimmed)
}

// trimURL returns the length less what belongs to the sentence: marks and
// unmatched brackets at the end.
func trimURL(s []byte) int {
	unmatched := bytes.Count(s, []byte{')'}) - bytes.Count(s, []byte{'('})
	for n := len(s); ; n-- {
		if n == 0 {
			return 0
		}
		switch c := s[n-1]; c {
		case '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'':
		case ')':
			if unmatched <= 0 {
				return n
			}
			unmatched--
		default:
			return n
		}
	}
}

// parseMail reads a mail address around an @.
func parseMail(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	src := block.Source()
	start := seg.Start
	for start > 0 && (alnum(src[start-1]) || strings.IndexByte("._%+-", src[start-1]) >= 0) {
		start--
	}
	if start == seg.Start || !alnum(src[start]) || start > 0 && (src[start-1] == '/' || src[start-1] == '\\') {
		return nil
	}
	n := 1
	for n < len(line) && (alnum(line[n]) || line[n] == '-' || line[n] == '.' || line[n] == '_') {
		n++
	}
	for n > 1 && line[n-1] == '.' {
		n--
	}
	domain := line[1:n]
	if len(domain) == 0 || !alnum(domain[0]) || !alnum(domain[len(domain)-1]) || bytes.IndexByte(domain, '.') < 0 {
		return nil
	}
	// An underscore in the local part was read as a possible emphasis.
	for d, ok := parent.LastChild().PreviousSibling().(*parser.Delimiter); ok && d.Segment.Start >= start; d, ok = parent.LastChild().PreviousSibling().(*parser.Delimiter) {
		last := parent.LastChild()
		stop := last.(*ast.Text).Segment.Stop
		begin := d.Segment.Start
		pc.RemoveDelimiter(d)
		parent.RemoveChild(parent, last)
		if t, ok := parent.LastChild().(*ast.Text); ok {
			t.Segment = t.Segment.WithStop(stop)
		} else {
			parent.AppendChild(parent, ast.NewTextSegment(text.NewSegment(begin, stop)))
		}
	}
	if t, ok := parent.LastChild().(*ast.Text); !ok || t.Segment.Start > start {
		return nil
	}
	link := takeBack(parent, start, seg.Start+n, ast.AutoLinkEmail)
	block.Advance(n)
	return link
}

// takeBack cuts the parent's last text at start and returns a link over the
// source from start to stop.
func takeBack(parent ast.Node, start, stop int, typ ast.AutoLinkType) *ast.AutoLink {
	t := parent.LastChild().(*ast.Text)
	t.Segment = t.Segment.WithStop(start)
	if t.Segment.IsEmpty() {
		parent.RemoveChild(parent, t)
	}
	link := ast.NewAutoLink(typ, ast.NewTextSegment(text.NewSegment(start, stop)))
	link.SetPos(start)
	return link
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// urlByte tells whether a byte may stand in a bare address (RFC 3986 less the
// square brackets, which Markdown needs).
func urlByte(c byte) bool {
	return alnum(c) || c < 0x80 && strings.IndexByte("-._~:/?#@!$&'()*+,;=%", c) >= 0
}

func hasSuffixFold(s []byte, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(string(s[len(s)-len(suffix):]), suffix)
}
