package markdown

// Document is a converted body. It is read-only and may be shared.
type Document struct {
	HTML     []byte
	Headings []Heading // in reading order
	Tables   []Table   // in reading order
	Links    []Link    // links and images in the order of their start tags
	Text     string    // plain text: blocks on lines of their own, cells of a row parted by tabs
}

// Heading is one heading of a body.
type Heading struct {
	Level int    // as rendered: 2 to 6
	Text  string // plain
	ID    string // unique in the body
	Line  int    // in the file
}

// Table is one table of a body.
type Table struct {
	Line    int    // of the header row
	Caption string // plain, empty when there is none
	Header  []Cell
	Rows    []Row
}

// Row is one body row of a table; it has as many cells as the header.
type Row struct {
	Line   int
	Anchor string // id of the row in the page, empty when the table has no row anchors
	Cells  []Cell
}

// Cell is one cell of a table.
type Cell struct {
	Text string // plain, trimmed
	Line int
	Col  int // of the first character, from 1, in characters; 0 for a cell the row leaves off
}

// Link is a link or an image of a body.
type Link struct {
	Dest  string // as written, escapes resolved; a bare www. address has http:// and a mail address mailto: before it
	Title string
	Text  string // plain text of the link; for an image the same as Alt
	Line  int    // in the file; of a found link that is broken over lines, where its run of text begins
	Col   int    // of its first character, from 1, in characters; 0 where it is not known
	Image bool
	Alt   string
	Found bool // made by Options.FindInText, not by the author

	at linkOffsets
}

// linkOffsets are byte offsets into Document.HTML: of the start tag, of the
// destination's value and its end, of the end of the start tag, and of the end
// tag </a>. An image has no end tag: end equals inner.
type linkOffsets struct {
	open, dest, destEnd, inner, end int
}
