package source

import "strings"

// element returns the offset of the nth element of the TOML array whose bracket stands at start or just before it. The
// text is known to be TOML, so only what can hide a comma has to be told apart: strings, comments, brackets.
func element(text string, start, n int) (int, bool) {
	i := start
	if i > 0 && i <= len(text) && text[i-1] == '[' {
		i--
	}
	if i >= len(text) || text[i] != '[' {
		return 0, false
	}
	for i++; ; n-- {
		i = skipBlank(text, i)
		if i >= len(text) || text[i] == ']' {
			return 0, false
		}
		if n == 0 {
			return i, true
		}
		i = skipBlank(text, skipValue(text, i))
		if i >= len(text) || text[i] != ',' {
			return 0, false
		}
		i++
	}
}

// skipBlank returns the offset of what follows blanks, line ends and comments.
func skipBlank(text string, i int) int {
	for i < len(text) {
		switch text[i] {
		case ' ', '\t', '\n', '\r':
			i++
		case '#':
			i = after(text, i, "\n")
		default:
			return i
		}
	}
	return i
}

// skipValue returns the offset behind a value: at the comma or bracket that ends it, at any depth.
func skipValue(text string, i int) int {
	for depth := 0; i < len(text); {
		switch c := text[i]; c {
		case '"', '\'':
			i = skipString(text, i)
		case '#':
			i = after(text, i, "\n")
		case '[', '{':
			depth++
			i++
		case ']', '}', ',':
			if depth == 0 {
				return i
			}
			if c != ',' {
				depth--
			}
			i++
		default:
			i++
		}
	}
	return i
}

// skipString returns the offset behind the string that opens at i, of one line or several.
func skipString(text string, i int) int {
	quote := text[i : i+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text[i:], triple) {
		return after(text, i+3, triple)
	}
	for i++; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == `"`:
			i++
		case text[i] == quote[0]:
			return i + 1
		}
	}
	return len(text)
}

// after returns the offset behind the next occurrence of mark, or the end.
func after(text string, i int, mark string) int {
	if i > len(text) {
		return len(text)
	}
	at := strings.Index(text[i:], mark)
	if at < 0 {
		return len(text)
	}
	return i + at + len(mark)
}
