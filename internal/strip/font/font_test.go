package font

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"xiangwei/internal/led"
)

func load(t testing.TB) *Face {
	t.Helper()
	f, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFontHasWhatCardsKnow(t *testing.T) {
	f := load(t)
	want := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		known := led.Of(r) != led.Outside
		if _, ok := f.Glyph(r); ok != known {
			t.Errorf("%s: in the font %v, known to cards %v", led.Name(r), ok, known)
		}
		if known {
			want++
		}
	}
	if len(f.runes) != want || want != 21791+95 {
		t.Errorf("%d glyphs for %d characters", len(f.runes), want)
	}
}

// A blank glyph would lose a character without a word.
func TestFontGlyphsShowSomething(t *testing.T) {
	f := load(t)
	pictures := map[Glyph]rune{}
	for i, r := range f.runes {
		g := f.glyphs[i]
		if blank := g.Rows == [Height]uint16{}; blank != (r == ' ' || r == '\u3000') {
			t.Errorf("%s is blank: %v", led.Name(r), blank)
		}
		if !g.Wide {
			for y, row := range g.Rows {
				if row&0xFF != 0 {
					t.Errorf("%s has dots outside its 8 columns in row %d", led.Name(r), y)
				}
			}
		}
		if r >= 0x4E00 && r <= 0x9FA5 {
			// Unifont draws the Chinese and the Japanese form of one character alike.
			if other, ok := pictures[g]; ok && string([]rune{other, r}) != "晚晩" {
				t.Errorf("%c and %c look the same", other, r)
			}
			pictures[g] = r
			if !g.Wide {
				t.Errorf("%c is half a cell wide", r)
			}
		}
	}
}

func picture(g *Glyph) string {
	var b strings.Builder
	b.WriteByte('\n')
	for y := range Height {
		var row strings.Builder
		for x := range g.Width() {
			row.WriteByte(" #"[map[bool]int{true: 1}[g.Dot(x, y)]])
		}
		b.WriteString(strings.TrimRight(row.String(), " ") + "\n")
	}
	return b.String()
}

func TestGlyphsGolden(t *testing.T) {
	f := load(t)
	for r, want := range golden {
		g, ok := f.Glyph(r)
		if !ok {
			t.Fatalf("no %c", r)
		}
		if got := picture(g); got != want {
			t.Errorf("%c is%s, want%s", r, got, want)
		}
	}
}

func TestReadRefusesWhatIsNoFont(t *testing.T) {
	pack := func(s string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, s)
		z.Close()
		return b.Bytes()
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "no gzip": []byte("XWFONT1\n"), "cut short": packed[:len(packed)/2], "other data": pack("hello"),
		"no count": pack(Magic), "more glyphs than bytes": pack(Magic + "\xff\xff\x7f"), "no rows": pack(Magic + "\x01\x82\x01" + strings.Repeat("\x00", 15)),
		"the same character twice": pack(Magic + "\x02\x02\x00" + strings.Repeat("\x00", 32)),
		"bytes left over":          pack(Magic + "\x01\x02" + strings.Repeat("\x00", 17)),
	} {
		if f, err := Read(data); err == nil {
			t.Errorf("%s: read as a font of %d glyphs", name, len(f.runes))
		}
	}
}

func TestWriteReadsBack(t *testing.T) {
	f := load(t)
	var a, b bytes.Buffer
	if err := Write(&a, f.runes, f.glyphs); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, f.runes, f.glyphs); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same font gives other bytes")
	}
	again, err := Read(a.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range f.runes {
		if again.runes[i] != r || again.glyphs[i] != f.glyphs[i] {
			t.Fatalf("%c does not read back", r)
		}
	}
}

func TestLicenseIsWithTheFont(t *testing.T) {
	for _, want := range []string{"Roman Czyborra", "Qianqian Fang", "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007", "OTHER DEALINGS IN THE FONT SOFTWARE."} {
		if !strings.Contains(License(), want) {
			t.Errorf("the licence does not say %q", want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(Magic + "\x01\x82\x01" + strings.Repeat("\x00", 32)))
	f.Add([]byte(Magic + "\x02\x42\x03" + strings.Repeat("\xff", 48)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(raw)
		z.Close()
		face, err := Read(b.Bytes())
		if err != nil {
			return
		}
		for i, r := range face.runes {
			if g, ok := face.Glyph(r); !ok || g != &face.glyphs[i] {
				t.Fatalf("glyph %d is not found under its character", i)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
