// Command generate makes the data of package font from GNU Unifont's unifont.hex (Debian package unifont, 15.0.01): it keeps
// the characters LED cards know, ASCII and GBK, and sets Chinese punctuation as Chinese texts do.
//
// It runs by `go generate ./internal/strip/font` on a machine that has the file, and never when the program is built.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/led"
	"xiangwei/internal/strip/font"
)

func main() {
	source := flag.String("hex", "/usr/share/unifont/unifont.hex", "GNU Unifont's glyphs, one a line")
	out := flag.String("out", "glyphs.bin", "the file to write")
	flag.Parse()
	if err := run(*source, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(source, out string) error {
	raw, err := os.ReadFile(source)
	if err != nil {
		return fmt.Errorf("reading glyphs: %w", err)
	}
	glyphs, err := read(raw)
	if err != nil {
		return err
	}
	join(glyphs)
	shift(glyphs)
	runes := slices.Sorted(maps.Keys(glyphs))
	list := make([]font.Glyph, len(runes))
	for i, r := range runes {
		list[i] = glyphs[r]
	}
	var b bytes.Buffer
	if err := font.Write(&b, runes, list); err != nil {
		return err
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// read reads lines of the form 4E00:00…00, whose digits are sixteen rows of 8 or 16 dots. A character that cards know and
// the file lacks is an error: a text must never lose one.
func read(raw []byte) (map[rune]font.Glyph, error) {
	glyphs := map[rune]font.Glyph{}
	for lines := bufio.NewScanner(bytes.NewReader(raw)); lines.Scan(); {
		code, dots, _ := strings.Cut(lines.Text(), ":")
		n, err := strconv.ParseUint(code, 16, 21)
		if err != nil {
			return nil, fmt.Errorf("reading glyphs: %w", err)
		}
		if led.Of(rune(n)) == led.Outside {
			continue
		}
		rows, err := hex.DecodeString(dots)
		if err != nil || len(rows) != font.Height && len(rows) != 2*font.Height {
			return nil, fmt.Errorf("reading glyphs: %s is not a picture of 8×16 or 16×16 dots", code)
		}
		g := font.Glyph{Wide: len(rows) == 2*font.Height}
		for y := range font.Height {
			if g.Wide {
				g.Rows[y] = uint16(rows[2*y])<<8 | uint16(rows[2*y+1])
			} else {
				g.Rows[y] = uint16(rows[y]) << 8
			}
		}
		glyphs[rune(n)] = g
	}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if _, ok := glyphs[r]; !ok && led.Of(r) != led.Outside {
			return nil, fmt.Errorf("reading glyphs: no %s", led.Name(r))
		}
	}
	return glyphs, nil
}

// join draws signs that are squeezed into half a cell in a whole one, from their parts.
func join(glyphs map[rune]font.Glyph) {
	for r, parts := range map[rune][2]rune{'℃': {'°', 'C'}, '℉': {'°', 'F'}} {
		left, right := glyphs[parts[0]], glyphs[parts[1]]
		g := font.Glyph{Wide: true}
		for y := range g.Rows {
			g.Rows[y] = left.Rows[y]<<2 | right.Rows[y]>>7
		}
		glyphs[r] = g
	}
}

// shift moves marks that Unifont sets in the middle of their cell to its left, where Chinese texts have them: two dots from
// the edge.
func shift(glyphs map[rune]font.Glyph) {
	for _, r := range "，；：！？" {
		g := glyphs[r]
		var ink uint16
		for _, row := range g.Rows {
			ink |= row
		}
		for ink != 0 && ink&0xE000 == 0 {
			ink <<= 1
			for y := range g.Rows {
				g.Rows[y] <<= 1
			}
		}
		glyphs[r] = g
	}
}
