// Package source reads author-written text with positions: it recognises encodings, splits front matter from the body,
// and reads TOML in such a way that every problem can name the line and column of the value at fault.
//
// It stands first in the pipeline: bytes in, text and plain values out. It knows nothing of kinds, fields or pages; what
// a value means is for the packages above to say. It alone knows the TOML library.
package source

import (
	"strings"

	"xiangwei/internal/diag"
)

const fence = "+++"

// Document is a text whose TOML front matter has been read: a record, or the front of one.
type Document struct {
	*Table
	Body     string // text after the closing fence
	BodyLine int    // line of the file on which Body begins
	Unread   []Unread
}

// Unread is a part of a front matter that is not TOML; of documents that can be published there is none.
type Unread struct {
	Text string
	Line int // of the file, on which it begins
}

// ReadDocument decodes a file and splits it into front matter and body. The returned document is usable even where
// problems were found; it is nil when the file could not be read at all.
func ReadDocument(path string, raw []byte) (*Document, diag.List) {
	text, problems := Decode(path, raw)
	if problems.Errors() > 0 {
		return nil, problems
	}
	front, body, bodyLine, problem := split(path, text)
	if problem != nil {
		return nil, append(problems, *problem)
	}
	// Values are parts of the text they are read from: of a copy, they do not keep the body in memory.
	table, more := ReadTable(path, strings.Clone(front), 2) // the first line is the fence
	if table == nil {
		return nil, append(problems, more...)
	}
	table.head = 1
	return &Document{Table: table, Body: body, BodyLine: bodyLine}, append(problems, more...)
}

// Salvage returns a document of a text whose front matter is not TOML, without the lines at which reading stopped, so that
// the rest of the text can be inspected in the same run. Nothing may be published of it. It is nil where the text cannot
// be cut into front matter and body.
func Salvage(path string, raw []byte) *Document {
	text, problems := Decode(path, raw)
	if problems.Errors() > 0 {
		return nil
	}
	front, body, bodyLine, problem := split(path, text)
	if problem != nil {
		return nil
	}
	doc := &Document{Body: body, BodyLine: bodyLine}
	lines := strings.Split(front, "\n")
	for range maxSalvage {
		table, problems := ReadTable(path, strings.Join(lines, "\n"), 2)
		if table != nil {
			table.head = 1
			doc.Table = table
			return doc
		}
		at := problems[0].Pos.Line - 2
		if at < 0 || at >= len(lines) || lines[at] == "" {
			break
		}
		doc.Unread = append(doc.Unread, Unread{Line: at + 2, Text: lines[at]})
		lines[at] = ""
	}
	doc.Table, _ = ReadTable(path, "", 2)
	doc.Unread = []Unread{{Line: 2, Text: front}}
	return doc
}

// maxSalvage is how many lines of a front matter may be left out before it is given up.
const maxSalvage = 8

// split cuts the text at its two fences. Lines of the body keep the numbers they have in the file.
func split(path, text string) (front, body string, bodyLine int, problem *diag.Problem) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != fence {
		p := RuleFrontMatter.At(diag.Pos{File: path, Line: 1}, "文件第一行须是 +++，实为%s", quoteLine(first))
		if strings.TrimSpace(first) == "---" {
			p = p.WithHint("信息栏用 +++ 而不是 ---，各行写作 名称 = 值")
		} else {
			p = p.WithHint("在文件开头加上：\n+++\ntitle = \"标题\"\n+++")
		}
		return "", "", 0, &p
	}
	line, start := 2, 0
	for start <= len(rest) {
		end := strings.IndexByte(rest[start:], '\n')
		current := rest[start:]
		if end >= 0 {
			current = rest[start : start+end]
		}
		if strings.TrimRight(current, " \t") == fence {
			if end < 0 {
				return rest[:start], "", line + 1, nil
			}
			return rest[:start], rest[start+end+1:], line + 1, nil
		}
		if end < 0 {
			break
		}
		start, line = start+end+1, line+1
	}
	p := RuleFrontMatter.At(diag.Pos{File: path, Line: 1}, "信息栏没有结尾：找不到第二行 +++").
		WithHint("在信息栏最后一行之后单独写一行 +++")
	return "", "", 0, &p
}

// quoteLine shows the start of a line in a message, at most 20 characters of it.
func quoteLine(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return "空行"
	}
	if r := []rune(s); len(r) > 20 {
		s = string(r[:20]) + "…"
	}
	return "“" + s + "”"
}
