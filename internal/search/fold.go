package search

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Table says how text is folded before it is compared: which characters count as the same, and which do not count. Go
// reads it here and the page's script from root.js. Each entry is FROM-TO:AS in hexadecimal: the characters from FROM to TO
// stand for those from AS on; without AS they do not count; as 1 they part what is before from what is behind. Later entries win.
const Table = "0-8: 9:1 a:1 b:1 c:1 d:1 e-20: 7f-a0: ad: 34f: 61c: 180e: 2000-200f: 2010:2d 2011:2d 2012:2d 2013:2d 2014:2d 2015:2d 2028-202f: 205f-206f: 3000: fe00-fe0f: feff: " +
	"41-5a:61 c0-d6:e0 d8-de:f8 391-3a1:3b1 3a3-3a9:3c3 410-42f:430 2160-216f:2170 " +
	"ff01-ff20:21 ff21-ff3a:61 ff3b-ff5e:5b ffe5:a5 2212:2d 301c:7e 3002:2e ff61:2e ff64:3001 fe52:2e fe50:2c " +
	"5b:28 5d:29 7b:28 7d:29 3010:28 3011:29 3014:28 3015:29 3016:28 3017:29 3018:28 3019:29 fe59-fe5a:28 fe5d:28 fe5e:29 " +
	"ff3b:28 ff3d:29 ff5b:28 ff5d:29 " +
	"201c:22 201d:22 201e:22 201f:22 2018:27 2019:27 201a:27 201b:27 60:27 ff40:27 300c:22 300d:22 300e:22 300f:22 ff02:22 fe41:22 fe42:22 fe43:22 fe44:22 ff62:22 ff63:22 " +
	"300a:3c 300b:3e 3008:3c 3009:3e ab:3c bb:3e 2039:3c 203a:3e " +
	"2022:b7 2027:b7 2219:b7 22c5:b7 30fb:b7 ff65:b7 25cb:3007 25ef:3007"

// What a folded character may be beside itself.
const (
	gone = 0 // does not count: blanks, characters that show nothing
	stop = 1 // parts what is before from what is behind: the end of a line or cell
)

// folding is Table, by character. It is never changed.
var folding = parseTable(Table)

// parseTable reads a table. Entries it cannot read do nothing: the test of the table finds them.
func parseTable(text string) *[1 << 16]uint16 {
	t := new([1 << 16]uint16)
	for i := range t {
		t[i] = uint16(i)
	}
	for entry := range strings.FieldsSeq(text) {
		span, as, _ := strings.Cut(entry, ":")
		first, last, ok := strings.Cut(span, "-")
		if !ok {
			last = first
		}
		from, to, to0 := hex(first), hex(last), hex(as)
		for c := from; c <= to; c++ {
			t[c] = gone
			if as != "" {
				t[c] = uint16(to0 + c - from)
			}
		}
	}
	return t
}

func hex(s string) int {
	n, err := strconv.ParseUint(s, 16, 16)
	if err != nil {
		return 0
	}
	return int(n)
}

// AppendFolded appends text as it is compared: UTF-16 units, because the page's script has no others, with 1 for every stop.
func AppendFolded(out []uint16, text string) []uint16 {
	for len(text) > 0 {
		if r, ok := ideograph(text); ok {
			out, text = append(out, r), text[3:]
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		text = text[n:]
		if r < 1<<16 {
			if c := folding[r]; c != gone {
				out = append(out, c)
			}
			continue
		}
		a, b := utf16.EncodeRune(r)
		out = append(out, uint16(a), uint16(b))
	}
	return out
}

// ideograph reads a character from U+4E00 to U+9FFF, as most are. The table leaves them as they are.
func ideograph(text string) (uint16, bool) {
	if len(text) < 3 || text[0] < 0xE4 || text[0] > 0xE9 || text[1]&0xC0 != 0x80 || text[2]&0xC0 != 0x80 {
		return 0, false
	}
	r := uint16(text[0])<<12 | uint16(text[1]&0x3F)<<6 | uint16(text[2]&0x3F)
	return r, r >= 0x4E00
}

func appendFoldedText(out []uint16, t text) []uint16 {
	for _, piece := range t {
		out = AppendFolded(out, piece)
	}
	return out
}
