package search

import (
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// A block has about so many bytes of text: larger ones are loaded in vain for the one result in them, smaller ones are many
// files. Beyond some thousand records files weigh more.
const (
	blockSize   = 2 << 10
	largeBlocks = 4 << 10
	largeSite   = 8 << 10 // units
)

// blockUnits returns how many units a block has: a power of two, so that it seldom changes as the site grows.
func blockUnits(units []unit) int {
	total, want := 0, blockSize
	for _, u := range units {
		total += len(u.text)
	}
	if len(units) > largeSite {
		want = largeBlocks
	}
	size := 1
	for size < 64 && total/max(1, len(units))*size*3 < want*2 {
		size *= 2
	}
	return size
}

// block writes the texts of some units: of each its address, title, number, party, day, section and text; 0 where the
// record was withdrawn.
func block(s *site.Site, number int, units []unit) output.File {
	size := 64
	for i := range units {
		size += len(units[i].text) + 400
	}
	out := fmt.Appendf(make([]byte, 0, size), `%s("t%d",[`, callback, number)
	for i, u := range units {
		if i > 0 {
			out = append(out, ',')
		}
		if u.page == nil {
			out = append(out, '0')
			continue
		}
		p := u.page
		out = append(out, '[')
		for _, text := range []string{site.EscapePath(p.Path), p.Title, p.Record.Role(schema.RoleNumber).String(), p.Record.Party().String(), p.Published.Day().String()} {
			out = append(quote(out, text), ',')
		}
		out = fmt.Appendf(out, "%d,", slices.Index(s.Sections, p.Section))
		out = append(quote(out, u.text), ']')
	}
	return output.File{Path: fmt.Sprintf("%s/t/%d.js", Folder, number), Data: append(out, "])\n"...)}
}

// quote appends text as a string of JavaScript. The two line ends of Unicode end a line in scripts of old browsers.
func quote(out []byte, text string) []byte {
	out = append(out, '"')
	from := 0
	put := func(at, n int, as string) {
		out = append(append(out, text[from:at]...), as...)
		from = at + n
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			put(i, 1, `\`+string(c))
		case c == '\n':
			put(i, 1, `\n`)
		case c < ' ':
			put(i, 1, fmt.Sprintf(`\u%04x`, c))
		case c == 0xE2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			put(i, 3, `\n`)
		}
	}
	return append(append(out, text[from:]...), '"')
}
