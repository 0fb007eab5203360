package poster

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Run is a stretch of text; one that is kept is never broken across lines.
type Run struct {
	Text string
	Keep bool
}

// marks go with what stands before them.
const marks = "，。、；：！？）》〉」』】”’"

// runs cuts a text into stretches that may be broken and those that may not: the site's phrases, titles of laws that are
// not long, numbers with their units and dates.
func runs(text string, phrases []string) []Run {
	longest := slices.Clone(phrases)
	slices.SortStableFunc(longest, func(a, b string) int { return len(b) - len(a) })
	var out []Run
	plain := 0
	for i := 0; i < len(text); {
		n := kept(text[i:], longest)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		for i+n < len(text) {
			r, size := utf8.DecodeRuneInString(text[i+n:])
			if !strings.ContainsRune(marks, r) {
				break
			}
			n += size
		}
		if i > plain {
			out = append(out, Run{text[plain:i], false})
		}
		out = append(out, Run{text[i : i+n], true})
		i += n
		plain = i
	}
	if plain < len(text) {
		out = append(out, Run{text[plain:], false})
	}
	return out
}

const longTitle = 12 // characters of a law's title that may have a line of its own

// kept returns the bytes at the start of a text that stay together, 0 where nothing does.
func kept(text string, phrases []string) int {
	for _, p := range phrases {
		if p != "" && strings.HasPrefix(text, p) {
			return len(p)
		}
	}
	if strings.HasPrefix(text, "《") {
		if end := strings.Index(text, "》"); end > 0 && utf8.RuneCountInString(text[:end]) < longTitle && !strings.Contains(text[:end], "\n") {
			return end + len("》")
		}
		return 0
	}
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		switch {
		case r >= '0' && r <= '9':
		case n > 0 && strings.ContainsRune("年月日时点分秒号元人次个条项家场岁%.:-,", r) && (r > 0x7F || n+1 < len(text) && text[n+1] >= '0' && text[n+1] <= '9'):
		default:
			return n
		}
		n += size
	}
	return n
}

// clauses cuts a line after its punctuation and each clause into runs.
func clauses(line string, phrases []string) [][]Run {
	var out [][]Run
	for rest := line; rest != ""; {
		end := len(rest)
		if i := strings.IndexAny(rest, "，。；：！？"); i >= 0 {
			end = i
			for end < len(rest) {
				r, size := utf8.DecodeRuneInString(rest[end:])
				if !strings.ContainsRune(marks, r) {
					break
				}
				end += size
			}
		}
		out = append(out, runs(rest[:end], phrases))
		rest = rest[end:]
	}
	return out
}
