package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// plainParser reads text in which no other inline parser has anything to do, whole lines at once: goldmark looks at every
// byte for itself, and most paragraphs have no marks at all. The tree it leaves means the same; it holds fewer and longer
// texts, since goldmark parts a text wherever a mark might have been.
type plainParser struct{}

// Trigger implements parser.InlineParser. The blank stands for the first character of a line, too.
func (plainParser) Trigger() []byte { return []byte{' '} }

// Parse implements parser.InlineParser.
func (plainParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	src := block.Source()
	if seg.Padding != 0 || seg.Start > 0 && src[seg.Start-1] == '\\' {
		return nil
	}
	n, broken := plainLength(line)
	if n == 0 {
		return nil
	}
	seg = seg.WithStop(seg.Start + n)
	if n < len(line) && !broken {
		block.Advance(n)
	} else {
		seg = seg.TrimRightSpace(src)
		block.AdvanceLine()
	}
	if last, ok := parent.LastChild().(*ast.Text); ok && last.Segment.Stop == seg.Start && !last.SoftLineBreak() {
		seg = seg.WithStart(last.Segment.Start)
		parent.RemoveChild(parent, last)
	}
	t := textOf(pc)
	t.Segment = seg
	hard := broken && n > 1 && line[n-1] == ' ' && line[n-2] == ' '
	t.SetHardLineBreak(hard)
	t.SetSoftLineBreak(broken && !hard)
	return t
}

// plainLength returns how many bytes of a line come before the next that another parser may act on, and whether that is the
// line's end. A backslash that breaks the line is left to goldmark with it.
func plainLength(line []byte) (n int, broken bool) {
	for i := 0; i < len(line); i++ {
		switch markBytes[line[i]] {
		case noMark:
		case mark:
			return i, false
		case escapeMark:
			if !endsLine(line[i+1:]) {
				i++
			}
		case endMark:
			if !endsLine(line[i:]) {
				continue
			}
			if i > 0 && line[i-1] == '\\' && (i == 1 || line[i-2] != '\\') {
				return i - 1, false
			}
			return i, true
		case addressMark:
			if line[i] == ':' && i+2 < len(line) && line[i+1] == '/' && line[i+2] == '/' || line[i] == '.' && i > 0 && line[i-1]|0x20 == 'w' {
				return i, false
			}
		case pictureMark:
			if i+1 < len(line) && line[i+1] == '[' {
				return i, false
			}
		}
	}
	return len(line), false
}

// endsLine reports whether a line end is at the start of s.
func endsLine(s []byte) bool {
	return len(s) > 0 && s[0] == '\n' || len(s) > 1 && s[0] == '\r' && s[1] == '\n'
}

// textRoom holds texts of syntax trees one after the other, to be used again: apart they were a seventh of all memory that
// reading asked for.
type textRoom struct {
	texts []ast.Text
	used  int
}

// roomSize is how many texts are made at once; few bodies have more.
const roomSize = 128

// roomKey names the room in the context of a parse.
var roomKey = parser.NewContextKey()

// textOf returns a text without content, from the room of the parse if it has one.
func textOf(pc parser.Context) *ast.Text {
	r, ok := pc.Get(roomKey).(*textRoom)
	if !ok {
		return ast.NewText()
	}
	return r.next()
}

func (r *textRoom) next() *ast.Text {
	if r.used == len(r.texts) {
		r.texts, r.used = make([]ast.Text, roomSize), 0 // the ones before are kept by their tree as long as it is
	}
	r.used++
	return &r.texts[r.used-1]
}

// cleared returns the room with nothing in it.
func (r textRoom) cleared() textRoom {
	clear(r.texts[:r.used])
	return textRoom{texts: r.texts}
}

// What a byte may mean to the parsers of inline text.
const (
	noMark      = iota
	mark        // always stops
	escapeMark  // takes the next byte's meaning
	addressMark // stops within an address: ://, www.
	pictureMark // stops before a bracket
	endMark     // stops at a line's end
)

// markBytes says of each byte what it may mean.
var markBytes = func() (t [256]uint8) {
	for _, c := range []byte("*_~[]<`@") {
		t[c] = mark
	}
	t['\\'], t['!'] = escapeMark, pictureMark
	t[':'], t['.'] = addressMark, addressMark
	t['\n'], t['\r'] = endMark, endMark
	return t
}()
