package source

import (
	"errors"
	"slices"
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
	head   int // line a problem with no place of its own is reported on
	keys   []toml.Key
}

// ReadTable reads TOML text whose first line is the given line of the file. A text that is not TOML returns nil and a
// problem at the place the reader stopped.
func ReadTable(path, text string, line int) (*Table, diag.List) {
	t := &Table{Path: path, text: text, line: line, head: line}
	if p := t.tooDeep(); p != nil {
		return nil, diag.List{*p}
	}
	if values, keys, ok := readPlain(text); ok {
		t.Values, t.keys = values, keys
		return t, nil
	}
	// Decoding into an empty interface skips the library's tracking of decoded keys, which costs as much as the parsing.
	var values any
	meta, err := decodeTOML(text, &values)
	if err != nil {
		return nil, diag.List{t.syntaxProblem(err)}
	}
	t.Values, _ = values.(map[string]any)
	t.keys = meta.Keys()
	return t, nil
}

// maxNesting bounds brackets within brackets. The library reads them by recursion, and a stack that overflows ends the
// program; no form of ours nests more than a few deep.
const maxNesting = 200

// tooDeep counts brackets that are open at once, whether in strings or not: more than any honest text has.
func (t *Table) tooDeep() *diag.Problem {
	depth := 0
	for i := range len(t.text) {
		switch t.text[i] {
		case '[', '{':
			if depth++; depth > maxNesting {
				p := RuleTOML.At(t.place(i), "括号一层套一层，超过 %d 层", maxNesting).WithHint("检查方括号、花括号是否配对")
				return &p
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return nil
}

// errBroken stands for a panic of the library, which some malformed numbers (0x, 0b) raise.
var errBroken = errors.New("reader gave up")

func decodeTOML(text string, into any) (meta toml.MetaData, err error) {
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	return toml.Decode(text, into)
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
	if len(path) == 0 {
		keys = slices.Grow(keys, min(len(t.keys), 64))
	}
	var seen map[string]bool // only for long lists: a record has some twenty keys
	for _, k := range t.keys {
		if len(k) <= len(path) || !hasPrefix(k, path) {
			continue
		}
		name := k[len(path)]
		if seen[name] || seen == nil && slices.Contains(keys, name) {
			continue
		}
		keys = append(keys, name)
		switch {
		case seen != nil:
			seen[name] = true
		case len(keys) == 64:
			seen = make(map[string]bool, len(t.keys))
			for _, name := range keys {
				seen[name] = true
			}
		}
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
// nothing until there is a problem. A key that was not written gives the head of the text.
//
// Limits of the library: an element of an array has the array's position (see ElementPos), a multi-line string that of
// its last line, a table of [[name]] that of the last one.
func (t *Table) Pos(path ...string) diag.Pos {
	p := t.position(path)
	if p.Line == 0 {
		return diag.Pos{File: t.Path, Line: t.head}
	}
	p.Start += keyLength(t.text, p.Start, path)
	return t.at(p)
}

// keyLength returns what stands before the value where a position is that of the key, as the library gives it within an
// inline table.
func keyLength(text string, at int, path []string) int {
	if at < 0 || at > len(text) || len(path) == 0 {
		return 0
	}
	rest, ok := strings.CutPrefix(text[at:], path[len(path)-1])
	if !ok {
		return 0
	}
	value, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t"), "=")
	if !ok {
		return 0
	}
	value = strings.TrimLeft(value, " \t")
	return len(text) - at - len(strings.TrimPrefix(value, `"`)) // a text is at its first character
}

// ElementPos returns where the element of an array stands, counting from 0; the array's own place where there is no
// such element or the value is no array.
func (t *Table) ElementPos(i int, path ...string) diag.Pos {
	p := t.position(path)
	if p.Line == 0 {
		return t.Pos(path...)
	}
	if offset, ok := element(t.text, p.Start, i); ok {
		return t.place(offset)
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

// Line returns a line of the file, for the excerpt under a problem; "" for a line outside the text.
func (t *Table) Line(n int) string {
	if n < t.line {
		return ""
	}
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
	meta, err := decodeTOML(t.text, &level)
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

// KeyLine returns a line up to its equals sign, for a problem of the key: the value behind it may be private.
func (t *Table) KeyLine(n int) string {
	line := t.Line(n)
	if i := strings.IndexByte(line, '='); i >= 0 {
		return line[:i+1] + " …"
	}
	return line
}
