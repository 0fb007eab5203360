package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// CommonMark lets ** open or close only where a word begins or ends, and finds
// words by spaces and punctuation. Chinese has no spaces, and its punctuation
// stands inside the emphasis as often as outside: **注意：**正文 stays literal.
// These parsers stand ahead of the built-in ones and add the missing permissions
// beside Chinese; they take none away, so all other text is read as before. `_`
// is left alone for the sake of names such as file_name.

// delimiterParser reads runs of one delimiter character.
type delimiterParser struct {
	char  byte
	limit int // longest run that counts, 0 for any
	node  func(consumed int) ast.Node
}

func newEmphasisParser() *delimiterParser {
	return &delimiterParser{char: '*', node: func(n int) ast.Node { return ast.NewEmphasis(n) }}
}

func newStrikeParser() *delimiterParser {
	return &delimiterParser{char: '~', limit: 2, node: func(int) ast.Node { return extast.NewStrikethrough() }}
}

// Trigger implements parser.InlineParser.
func (d *delimiterParser) Trigger() []byte { return []byte{d.char} }

// IsDelimiter implements parser.DelimiterProcessor.
func (d *delimiterParser) IsDelimiter(c byte) bool { return c == d.char }

// CanOpenCloser implements parser.DelimiterProcessor.
func (d *delimiterParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements parser.DelimiterProcessor.
func (d *delimiterParser) OnMatch(consumed int) ast.Node { return d.node(consumed) }

// Parse implements parser.InlineParser.
func (d *delimiterParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, d)
	if node == nil || d.limit > 0 && (node.OriginalLength > d.limit || before == rune(d.char)) {
		return nil
	}
	after := ' '
	if node.OriginalLength < len(line) {
		after = util.ToRune(line, node.OriginalLength)
	}
	if d.char == '*' && masking(before, after, node.OriginalLength) {
		block.Advance(node.OriginalLength)
		return ast.NewTextSegment(segment.WithStop(segment.Start + node.OriginalLength))
	}
	if wide(before) || wide(after) {
		relax(node, before, after)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// relax lets a run beside Chinese open or close. A run never opens before a
// closing mark nor closes after an opening bracket: （**甲**） keeps its pairs.
func relax(d *parser.Delimiter, before, after rune) {
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	if !spaceAfter && !closing(after) {
		d.CanOpen = d.CanOpen || !latinPunct(after) || spaceBefore || util.IsPunctRune(before) || wide(before)
	}
	if !spaceBefore && !opening(before) {
		d.CanClose = d.CanClose || !latinPunct(before) || spaceAfter || util.IsPunctRune(after) || wide(after)
	}
}

// masking reports whether a run of n asterisks hides part of a value (130****0000, 132***0000, 湘A*****) and is no mark: read as
// marks, two masked numbers in a paragraph would lose their asterisks.
func masking(before, after rune, n int) bool {
	return n == 3 && digit(before) && digit(after) || n >= 4 && (digit(before) || digit(after) || wide(before) || wide(after))
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func latinPunct(r rune) bool { return util.IsPunctRune(r) && !wide(r) }
