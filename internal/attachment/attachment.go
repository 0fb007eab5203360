// Package attachment draws the text out of files beside the records, so that it can be inspected before they are
// published: spreadsheets, documents, slides, PDF, plain text, and archives of these.
//
// It looks for everything a file says, not for how it looks: hidden sheets and rows, comments, notes, deletions that are
// still tracked, link targets, names of authors in the properties, the place where a photograph was taken. What it
// cannot read it names, with the reason; the caller decides what that means. It knows nothing of records, kinds or
// personal data.
//
// Files come from outside, so nothing in them is trusted: expansion, nesting and the number of parts are bounded, and
// every reader is a loop over its input. The Office and OFD formats are zip archives of XML, read with the standard
// library. For PDF there is a reader of its own here: see docs/decisions/0011-pdf-text.md.
package attachment

import (
	"bytes"
	"path"
	"strings"

	"xiangwei/internal/source"
)

// Result is what a file says.
type Result struct {
	Parts    []Part
	Gaps     []Gap  // what could not be read
	Notes    []Note // what the file says about its makers
	IsPhoto  bool   // a picture: whatever is written in it cannot be read
	Pictures int    // pictures inside, for a document that has nothing else
}

// Part is a stretch of a file: a sheet, a slide, a page, a file inside an archive. It holds running text, or rows of
// cells.
type Part struct {
	Name string // for messages: 工作表“名单”, 第3页; empty for a file of one part
	Text string
	Rows []Row
}

// Row is a row of cells.
type Row struct {
	Number int // as a person counts, from 1
	Cells  []string
}

// Gap is something that could not be read.
type Gap struct {
	Name   string // the part; empty for the whole file
	Reason string // Chinese, a few words: 加密的 PDF
	Hint   string // Chinese: how to mend it
}

// Note is what a file says about its makers, or about the place it was made at.
type Note struct {
	Name  string // the part; empty for the whole file
	Label string // Chinese: 作者, 拍摄位置
	Value string // as it stands in the file; empty where only its presence matters
}

// Limits of what is read. A public notice is far below all of them.
const (
	maxExpanded = 96 << 20 // bytes, of all parts of a file together
	maxParts    = 5000     // files inside archives, all together
	maxNesting  = 3        // archives within archives
)

// reader gathers the result of one file.
type reader struct {
	Result
	left  int64 // bytes that may still be expanded
	parts int   // parts that may still be opened
}

// Read draws the text out of a file. The name serves only where the content does not tell its form. It does not fail:
// what cannot be read is a Gap.
func Read(name string, data []byte) Result {
	r := &reader{left: maxExpanded, parts: maxParts}
	r.read(name, "", data, 0)
	return r.Result
}

// read reads one file; at is its name for messages, empty for the outermost.
func (r *reader) read(name, at string, data []byte, depth int) {
	ext := strings.ToLower(path.Ext(name))
	switch {
	case len(data) == 0:
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		r.archive(name, at, data, depth)
	case isPDF(data):
		r.pdf(at, data)
	case isPicture(data):
		r.picture(at, data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		r.gap(at, "旧格式或加密的 Office 文件", "用 Word、Excel 或 WPS 打开，另存为 .docx、.xlsx、.pptx（不加密码）")
	case bytes.HasPrefix(data, []byte("Rar!")), bytes.HasPrefix(data, []byte("7z\xBC\xAF\x27\x1C")), bytes.HasPrefix(data, []byte("\x1F\x8B")):
		r.gap(at, "这种压缩包打不开", "改用 ZIP 压缩，或直接放原文件")
	case isMedia(data):
		r.gap(at, "音频或视频的内容无法检查", "请人工核对，再按放行的写法登记")
	case isBinary(data):
		r.gap(at, "不认识的文件格式", "改用 XLSX、DOCX、PPTX、PDF、CSV、TXT 或这些文件的 ZIP")
	default:
		r.plain(ext, at, data)
	}
}

func (r *reader) gap(at, reason, hint string) { r.Gaps = append(r.Gaps, Gap{at, reason, hint}) }

func (r *reader) note(at, label, value string) {
	if value = strings.TrimSpace(value); value != "" {
		r.Notes = append(r.Notes, Note{at, label, value})
	}
}

func (r *reader) part(p Part) {
	if strings.TrimSpace(p.Text) != "" || len(p.Rows) > 0 {
		r.Parts = append(r.Parts, p)
	}
}

// inside names a part within another.
func inside(at, name string) string {
	if at == "" {
		return name
	}
	if name == "" {
		return at
	}
	return at + " 里的" + name
}

// isBinary reports bytes that no text has.
func isBinary(data []byte) bool {
	_, problems := source.Decode("", data)
	return problems.Errors() > 0
}

func isMedia(data []byte) bool {
	head := data[:min(len(data), 12)]
	return len(head) == 12 && string(head[4:8]) == "ftyp" || bytes.HasPrefix(head, []byte("ID3")) ||
		bytes.HasPrefix(head, []byte("RIFF")) && !bytes.HasSuffix(head, []byte("WEBP")) || bytes.HasPrefix(head, []byte("\x1A\x45\xDF\xA3")) ||
		bytes.HasPrefix(head, []byte("OggS")) || isAudioFrame(head)
}

// isAudioFrame reports whether data begin with a frame of MPEG audio of layer 2 or 3 (ISO/IEC 11172-3, 2.4.2.3). The mark
// of UTF-16 text would be one of layer 1.
func isAudioFrame(head []byte) bool {
	if len(head) < 2 || head[0] != 0xFF || head[1]&0xE0 != 0xE0 {
		return false
	}
	layer := head[1] >> 1 & 3
	return layer == 1 || layer == 2
}
