package audit

import (
	"iter"
	"strings"
)

// tomlPart is a piece of TOML text: the inside of a string, a run of bare values, a comment, or a key that is written
// out (key is then empty). It cuts without judging: the text was read as TOML before, or is reported as none.
type tomlPart struct {
	key        string // top-level key it belongs to
	name       string // its own key: phone, where key is bureau
	start, end int
	comment    bool
	escaped    bool // a string with backslashes
}

// tomlParts goes through a TOML text from start to end. Every byte but quotes and brackets is in one of the parts.
func tomlParts(text string) iter.Seq[tomlPart] {
	return func(yield func(tomlPart) bool) {
		s := tomlScan{text: text, yield: yield}
		for s.i < len(text) && !s.stop {
			s.line()
		}
	}
}

type tomlScan struct {
	text  string
	yield func(tomlPart) bool
	i     int
	table string // first part of the last [table]
	key   string // of the value that is read
	name  string
	stop  bool
}

func (s *tomlScan) emit(p tomlPart) {
	p.key, p.name = s.key, s.name
	if p.start < p.end && !s.stop && !s.yield(p) {
		s.stop = true
	}
}

// line reads a key with its value, a table's head, or a comment.
func (s *tomlScan) line() {
	for s.i < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.i]) >= 0 {
		s.i++
	}
	if s.i >= len(s.text) {
		return
	}
	end := s.eol(s.i)
	switch s.text[s.i] {
	case '#':
		s.emit(tomlPart{start: s.i, end: end, comment: true})
		s.i = end
	case '[':
		head := strings.Trim(s.text[s.i:end], "[] \t\r")
		s.table, _, _ = strings.Cut(head, ".")
		s.table = strings.Trim(s.table, `"' `)
		s.emit(tomlPart{start: s.i, end: end, comment: strings.Contains(head, "#")})
		s.i = end
	default:
		s.pair(end)
	}
}

func (s *tomlScan) eol(i int) int {
	if k := strings.IndexByte(s.text[i:], '\n'); k >= 0 {
		return i + k
	}
	return len(s.text)
}

// pair reads a key and its value, which may run over lines.
func (s *tomlScan) pair(end int) {
	k := strings.IndexByte(s.text[s.i:end], '=')
	if k < 0 {
		s.emit(tomlPart{start: s.i, end: end})
		s.i = end
		return
	}
	key := strings.Trim(s.text[s.i:s.i+k], " \t\"'")
	s.emit(tomlPart{start: s.i, end: s.i + k})
	s.key, s.name = key, key
	if s.table != "" {
		s.key = s.table
	} else if first, _, dotted := strings.Cut(key, "."); dotted {
		s.key = first
	}
	s.i += k + 1
	s.value()
	s.key, s.name = "", ""
}

// value reads up to the end of the value: the line's end outside brackets and strings.
func (s *tomlScan) value() {
	depth, bare := 0, -1
	flush := func() {
		if bare >= 0 {
			s.emit(tomlPart{start: bare, end: s.i})
		}
		bare = -1
	}
	for s.i < len(s.text) && !s.stop {
		switch c := s.text[s.i]; c {
		case '"', '\'':
			flush()
			s.quoted(c)
		case '#':
			flush()
			end := s.eol(s.i)
			s.emit(tomlPart{start: s.i, end: end, comment: true})
			s.i = end
		case '[', '{', ']', '}', ',':
			flush()
			if c == '[' || c == '{' {
				depth++
			} else if c != ',' {
				depth--
			}
			s.i++
		case '\n':
			flush()
			s.i++
			if depth <= 0 {
				return
			}
		default:
			if bare < 0 && c != ' ' && c != '\t' && c != '\r' {
				bare = s.i
			}
			s.i++
		}
	}
	flush()
}

// quoted reads one string of any of the four kinds.
func (s *tomlScan) quoted(quote byte) {
	mark := s.text[s.i : s.i+1]
	for _, triple := range [...]string{`"""`, "'''"} {
		if triple[0] == quote && strings.HasPrefix(s.text[s.i:], triple) {
			mark = triple
		}
	}
	start := s.i + len(mark)
	p := tomlPart{start: start, end: len(s.text)}
	for k := start; k < len(s.text); k++ {
		if quote == '"' && s.text[k] == '\\' {
			p.escaped = true
			k++
			continue
		}
		if len(mark) == 1 && s.text[k] == '\n' {
			p.end, mark = k, "" // left open
			break
		}
		if s.text[k] == quote && strings.HasPrefix(s.text[k:], mark) {
			p.end = k
			break
		}
	}
	s.emit(p)
	s.i = min(p.end+len(mark), len(s.text))
}
