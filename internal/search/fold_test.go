package search

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestThePageFoldsByTheSameTable(t *testing.T) {
	if _, r := indexed(t, nil); r.root.Table != Table {
		t.Errorf("root.js has the table %q", r.root.Table)
	}
}

func TestTableIsRead(t *testing.T) {
	entry := regexp.MustCompile(`^[0-9a-f]{1,4}(-[0-9a-f]{1,4})?:([0-9a-f]{1,4})?$`)
	for e := range strings.FieldsSeq(Table) {
		if !entry.MatchString(e) {
			t.Errorf("entry %q is of no use", e)
		}
	}
	for c, as := range folding {
		if as != gone && as != stop && folding[as] != as {
			t.Errorf("%04x folds to %04x, which folds to %04x", c, as, folding[as])
		}
	}
}

// What AppendFolded reads without the table is as the table leaves it, and anything else is read as Go reads it.
func TestFoldingWithoutTheTable(t *testing.T) {
	for r := rune(0x3f00); r < 0xa100; r++ {
		if got := folded("甲" + string(r)); folding[r] != gone && !slices.Equal(got, []uint16{'甲', folding[r]}) {
			t.Fatalf("%c folds to %x", r, got)
		}
	}
	for _, broken := range []string{"\xe5", "\xe5\x90", "\xe5\x90a", "\xe5aa", "\xe4\xb8", "甲\xe5\xff\x90"} {
		if got, want := folded(broken), folded(string([]rune(broken))); !slices.Equal(got, want) {
			t.Errorf("%q folds to %x, want %x", broken, got, want)
		}
	}
}

func TestFolding(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"brackets of a docket number", "某文综罚字〔2026〕8号", "某文综罚字[2026]8号"},
		{"brackets, full width", "（某）【2026】", "(某)〔2026〕"},
		{"width", "ＡＢＣ１２３，。！", "ABC123,.!"},
		{"case", "Hello WIFI Ａｂ", "hello wifi aB"},
		{"blanks", "第 二十　条", "第二十条"},
		{"what shows nothing", "行政\u200b处\u00ad罚\ufeff\ufe0f", "行政处罚"},
		{"quotation marks", "“首违不罚”「甲」『乙』", "\"首违不罚\"\"甲\"\"乙\""},
		{"quotation marks of Taiwan's books, upright", "﹁甲﹂", "「甲」"},
		{"book titles", "《行政处罚法》〈试行〉", "<行政处罚法><试行>"},
		{"dashes", "2026–2027—8－9", "2026-2027-8-9"},
		{"points of names", "阿依·古丽", "阿依・古丽"},
		{"zeros of years", "二○二六", "二〇二六"},
		{"other alphabets", "ΑΒΓ АБВ Ⅳ É", "αβγ абв ⅳ é"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := folded(c.a), folded(c.b); !slices.Equal(a, b) {
				t.Errorf("%q folds to %q, %q to %q", c.a, string(utf16.Decode(a)), c.b, string(utf16.Decode(b)))
			}
		})
	}
	for _, c := range []struct{ name, a, b string }{
		{"a comma is no full stop", "，", "。"},
		{"an opening bracket is no closing one", "〔", "〕"},
		{"a point is part of an amount", "1.5", "15"},
		{"a multiplication sign is no letter", "×", "÷"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if slices.Equal(folded(c.a), folded(c.b)) {
				t.Errorf("%q and %q fold to the same", c.a, c.b)
			}
		})
	}
}

func TestLinesAndCellsPartText(t *testing.T) {
	if got := folded("甲\n乙\t丙"); !slices.Equal(got, []uint16{'甲', stop, '乙', stop, '丙'}) {
		t.Errorf("got %x", got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "〔2026〕8号", "ＡＢ\u200b𠮷\xff", "\n\t\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := folded(s)
		if slices.Contains(once, gone) {
			t.Error("what does not count is still there")
		}
		if again := folded(string(utf16.Decode(slices.DeleteFunc(slices.Clone(once), func(c uint16) bool { return c == stop })))); len(again) > len(once) {
			t.Errorf("folding %q twice gives more than once", s)
		}
	})
}

func folded(text string) []uint16 { return AppendFolded(nil, text) }
