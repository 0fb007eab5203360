package source

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"xiangwei/internal/diag"
)

// Table is a TOML text that has been read: its values, the order in which they were written, and where they stand.
type Table struct {
	Path   string
	Values map[string]any
	text   string
	line   int // line of the file on which text begins
	meta   toml.MetaData
}

// ReadTable reads TOML text whose first line is the given line of the file. A text that is not TOML returns nil and a
// problem at the place the reader stopped.
func ReadTable(path, text string, line int) (*Table, diag.List) {
	t := &Table{Path: path, text: text, line: line}
	meta, err := toml.Decode(text, &t.Values)
	if err != nil {
		return nil, diag.List{t.syntaxProblem(err)}
	}
	t.meta = meta
	return t, nil
}

// ReadTOML decodes a whole TOML file.
func ReadTOML(path string, raw []byte) (*Table, diag.List) {
	text, problems := Decode(path, raw)
	if problems.Errors() > 0 {
		return nil, problems
	}
	t, more := ReadTable(path, text, 1)
	return t, append(problems, more...)
}

// Keys returns the keys directly below the path, in the order in which they were written.
func (t *Table) Keys(path ...string) []string {
	var keys []string
	seen := map[string]bool{}
	for _, k := range t.meta.Keys() {
		if len(k) <= len(path) || !hasPrefix(k, path) || seen[k[len(path)]] {
			continue
		}
		seen[k[len(path)]] = true
		keys = append(keys, k[len(path)])
	}
	return keys
}

func hasPrefix(key toml.Key, path []string) bool {
	for i, p := range path {
		if key[i] != p {
			return false
		}
	}
	return true
}

// failing is a destination that refuses every value: the library then wraps the refusal with the value's position,
// which it does not tell otherwise. Pinned by TestPositions.
type failing struct{}

var errRefused = errors.New("refused")

func (*failing) UnmarshalTOML(any) error { return errRefused }

// Pos returns where the value of a key stands in the file. It is worked out by reading the text again, so it costs
// nothing until there is a problem. A key that was not written gives the first line of the text.
//
// Limits of the library: an element of an array has the array's position (see PosIn), a multi-line string that of its
// last line, a table of [[name]] that of the last one.
func (t *Table) Pos(path ...string) diag.Pos {
	p := t.position(path)
	if p.Line == 0 {
		return diag.Pos{File: t.Path, Line: t.line}
	}
	return t.at(p)
}

// PosIn returns where needle stands within the value of a key: an element of an array, a word of a string.
func (t *Table) PosIn(needle string, path ...string) diag.Pos {
	p := t.position(path)
	if p.Line == 0 || needle == "" || p.Start > len(t.text) {
		return t.Pos(path...)
	}
	if i := strings.Index(t.text[p.Start:], needle); i >= 0 {
		return t.place(p.Start + i)
	}
	return t.at(p)
}

// KeyPos returns where a key is written, for a key that is itself at fault.
func (t *Table) KeyPos(path ...string) diag.Pos {
	p := t.Pos(path...)
	if line := t.Line(p.Line); p.Line > 0 && len(path) > 0 {
		if i := strings.Index(line, path[len(path)-1]); i >= 0 {
			p.Col = utf8.RuneCountInString(line[:i]) + 1
		}
	}
	return p
}

// Line returns a line of the file, for the excerpt under a problem.
func (t *Table) Line(n int) string {
	rest := t.text
	for i := t.line; i < n; i++ {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return ""
		}
		rest = after
	}
	line, _, _ := strings.Cut(rest, "\n")
	return line
}

// Problem raises a rule at the value of a key, with the source line under it.
func (t *Table) Problem(r diag.Rule, path []string, format string, args ...any) diag.Problem {
	pos := t.Pos(path...)
	return r.At(pos, format, args...).WithExcerpt(t.Line(pos.Line))
}

func (t *Table) position(path []string) toml.Position {
	if len(path) == 0 {
		return toml.Position{}
	}
	var level map[string]toml.Primitive
	meta, err := toml.Decode(t.text, &level)
	if err != nil {
		return toml.Position{}
	}
	for i, key := range path {
		value, ok := level[key]
		if !ok {
			return toml.Position{}
		}
		if i == len(path)-1 {
			return refusal(meta, value)
		}
		level = nil
		if err := meta.PrimitiveDecode(value, &level); err != nil {
			return refusal(meta, value)
		}
	}
	return toml.Position{}
}

func refusal(meta toml.MetaData, value toml.Primitive) toml.Position {
	var parse toml.ParseError
	if err := meta.PrimitiveDecode(value, &failing{}); errors.As(err, &parse) {
		return parse.Position
	}
	return toml.Position{}
}

// at turns the library's byte position into a line of the file and a column in characters.
func (t *Table) at(p toml.Position) diag.Pos {
	if p.Start < 0 || p.Start > len(t.text) {
		return diag.Pos{File: t.Path, Line: t.line + p.Line - 1}
	}
	return t.place(p.Start)
}

func (t *Table) place(offset int) diag.Pos {
	before := t.text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return diag.Pos{
		File: t.Path,
		Line: t.line + strings.Count(before, "\n"),
		Col:  utf8.RuneCountInString(before[start:]) + 1,
	}
}

// Text returns the TOML text as it was written.
func (t *Table) Text() string { return t.text }
