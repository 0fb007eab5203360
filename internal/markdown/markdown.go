// Package markdown turns one author's Markdown body into safe HTML and reports
// everything found on the way: headings with stable anchors, tables with the
// position of every cell, links whose destinations can be rewritten later, the
// plain text, and the mistakes an author can mend.
//
// It stands between reading a content file and building the site graph. It must
// not know kinds, pages, permalinks or the law library: what a link leads to is
// decided by the caller at Resolve, what is a citation by the caller's
// FindInText, which table rows get anchors by the caller's TableRowAnchors.
//
// goldmark parses; this package adds inline parsers for Chinese emphasis and for
// web addresses beside Chinese text, and renders the syntax tree itself, in one
// walk. Raw HTML has no way into the output: the renderer has no case for it.
//
// Three conventions of bodies are this program's own:
//
//   - A paragraph directly above a table that begins with "表：", "表:" or
//     "Table:" is the table's caption.
//   - A top-level paragraph or a heading that begins with 第…条 carries the
//     anchor art-N (art-N-M for 第N条之M).
//   - U+3000 at the start of a paragraph or line is dropped: the style sheet
//     indents. No-break spaces are kept.
package markdown

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"xiangwei/internal/diag"
)

// Span is a stretch of running text, in byte offsets into the text handed to
// Options.FindInText, that becomes a link to Dest.
type Span struct {
	Start, End int
	Dest       string
}

// Options configure a Converter.
type Options struct {
	// FindInText finds spans to be turned into links, such as law citations. It
	// gets runs of running text without markup, never text inside links, code
	// or headings; a soft line break is one "\n". Spans must be in order and
	// must not overlap; others are left out. It must be safe for concurrent use.
	FindInText func(text string) []Span
}

// Converter converts bodies. It holds no state of a body and may be used by many
// goroutines at once.
type Converter struct {
	find   func(string) []Span
	parser parser.Parser
	pages  sync.Pool
}

// New returns a Converter.
func New(o Options) *Converter {
	c := &Converter{find: o.FindInText, parser: newParser(util.Prioritized(plainParser{}, 0))}
	c.pages.New = func() any { return new(page) }
	return c
}

// newParser returns a parser with more inline parsers than a body needs to be read as it is meant.
func newParser(more ...util.PrioritizedValue) parser.Parser {
	// extension.Linkify is left out: links beside Chinese need another rule, and
	// one parser for both is faster than two.
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.TaskList, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(
			parser.WithAttribute(),
			parser.WithInlineParsers(
				util.Prioritized(newEmphasisParser(), 499),
				util.Prioritized(newStrikeParser(), 499),
				util.Prioritized(linkifyParser{}, 999),
			),
			parser.WithInlineParsers(more...),
		),
	).Parser()
}

// Input is one body and where it comes from.
type Input struct {
	File      string // for positions of problems, relative to the site folder
	Body      string
	FirstLine int // line of the file on which Body begins, from 1; 0 means 1

	// TableRowAnchors tells whether the rows of a table with this header get
	// anchors, and their prefix: the N-th row becomes prefix-N. May be nil.
	TableRowAnchors func(header []string) (prefix string, ok bool)

	// FindInText is Options.FindInText for this body alone, for finders that
	// remember what stood before in the same body. It is called in reading order.
	FindInText func(text string) []Span

	// MayFind tells of a run whether it is worth handing to FindInText. May be nil.
	MayFind func(text []byte) bool

	Valid bool // Body is known to be valid UTF-8
}

// Convert turns a body into a Document. The problems are in no particular order.
// A body that fails the guard of rule text/complex yields an empty Document.
func (c *Converter) Convert(in Input) (Document, diag.List) {
	if in.FirstLine < 1 {
		in.FirstLine = 1
	}
	if !in.Valid && !utf8.ValidString(in.Body) {
		in.Body = strings.ToValidUTF8(in.Body, "\uFFFD")
	}
	p := c.pages.Get().(*page)
	defer c.pages.Put(p)
	p.begin(c, in)
	defer p.release()
	if off, ok := tooComplex(p.src); ok {
		p.report(complexRule, off, "请拆成多个段落，或减少引用、列表的层数", "正文此处的标记过多或嵌套过深，无法排版")
		return Document{}, p.problems
	}
	pc := parser.NewContext()
	pc.Set(roomKey, &p.texts)
	root := c.parser.Parse(text.NewReader(p.src), parser.WithContext(pc))
	p.reserveIDs(root)
	p.blocks(root)
	return p.finish(), p.problems
}
