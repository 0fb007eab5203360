package main

import (
	"strings"
	"testing"

	"xiangwei/internal/strip/font"
)

func TestReadRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ hex, want string }{
		"a character missing":    {"0020:" + strings.Repeat("0", 32) + "\n", "no !"},
		"no picture":             {"0041:00\n", "0041 is not a picture"},
		"no digits":              {"0041:" + strings.Repeat("zz", 16) + "\n", "0041 is not a picture"},
		"no character":           {"x:00\n", "invalid syntax"},
		"a picture of 24 dots":   {"0041:" + strings.Repeat("000000", 16) + "\n", "0041 is not a picture"},
		"a number beyond a rune": {"FFFFFF:00\n", "value out of range"},
	} {
		if _, err := read([]byte(tt.hex)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestShiftMovesMarksToTheLeft(t *testing.T) {
	glyphs := map[rune]font.Glyph{'，': {Wide: true, Rows: [font.Height]uint16{12: 0x0180, 13: 0x0080}}, '甲': {Wide: true, Rows: [font.Height]uint16{0: 0x0180}}}
	shift(glyphs)
	if g := glyphs['，']; g.Rows[12] != 0x3000 || g.Rows[13] != 0x1000 {
		t.Errorf("the comma is %04X %04X", g.Rows[12], g.Rows[13])
	}
	if g := glyphs['甲']; g.Rows[0] != 0x0180 {
		t.Error("a character was moved")
	}
	if g := glyphs['！']; g.Rows != [font.Height]uint16{} {
		t.Error("a mark that is not there was drawn")
	}
}

func TestJoinSetsPartsSideBySide(t *testing.T) {
	glyphs := map[rune]font.Glyph{'°': {Rows: [font.Height]uint16{0: 0x3C00}}, 'C': {Rows: [font.Height]uint16{0: 0x7E00}}, 'F': {}}
	join(glyphs)
	if g := glyphs['℃']; !g.Wide || g.Rows[0] != 0xF0FC {
		t.Errorf("%04X", g.Rows[0])
	}
}
