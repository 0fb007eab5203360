package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape writes text so that Markdown (CommonMark 0.31 with the GFM extensions) shows every character of it, with as
// few backslashes as that needs: a clerk reads the source. It covers marks inside a line; see block for its start.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_~[<&") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	prev := ' '
	for i, r := range s {
		if r < utf8.RuneSelf && risky(prev, byte(r), s[i+1:]) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// risky reports whether Markdown may take c, standing between prev and rest, for a mark.
func risky(prev rune, c byte, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	if rest == "" {
		next = ' '
	}
	switch c {
	case '\\':
		return next < utf8.RuneSelf && punctuation(byte(next))
	case '`':
		return true
	case '*', '~':
		return !unicode.IsSpace(prev) || !unicode.IsSpace(next)
	case '_':
		return !(isWord(prev) && isWord(next)) && !(unicode.IsSpace(prev) && unicode.IsSpace(next))
	case '[':
		return strings.Contains(rest, "]")
	case '<':
		return latin(next) || next == '/' || next == '!' || next == '?'
	case '&':
		return (latin(next) || next == '#') && strings.Contains(rest, ";")
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// punctuation reports ASCII punctuation, what a backslash can escape.
func punctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// block escapes a text that starts a block, a paragraph or a list item: there a list mark, a heading mark, a quotation
// mark, a rule or the bar of a table must not stand either.
func block(s string) string {
	out := escape(s)
	if s == "" {
		return out
	}
	switch c := s[0]; {
	case c == '>' || c == '|':
		return `\` + out
	case c == '-' || c == '+' || c == '=' || c == ':' || c == '*' && out[0] != '\\':
		rest := strings.TrimLeft(s, "- =:|+")
		if len(s) == 1 || s[1] == ' ' || rest == "" {
			return `\` + out
		}
	case c == '#':
		rest := strings.TrimLeft(s, "#")
		if rest == "" || rest[0] == ' ' {
			return `\` + out
		}
	case c >= '0' && c <= '9':
		i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if i > 0 && i <= 9 && (s[i] == '.' || s[i] == ')') && (len(s) == i+1 || s[i+1] == ' ') {
			return s[:i] + `\` + out[i:]
		}
	}
	return out
}

// headline escapes a text for an ATX heading, whose end may hold a closing run of # or an attribute block.
func headline(s string) string {
	out := escape(s)
	if t := strings.TrimRight(out, "#"); len(t) < len(out) && (t == "" || ends(t, " ")) {
		return t + `\` + out[len(t):]
	}
	if i := strings.LastIndexByte(out, '{'); i >= 0 && ends(out, "}") {
		return out[:i] + `\` + out[i:]
	}
	return out
}
