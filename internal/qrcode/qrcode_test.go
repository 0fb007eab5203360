package qrcode

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"
)

var (
	viewBox = regexp.MustCompile(`viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"`)
	strokes = regexp.MustCompile(`<path stroke="#000" d="([^"]+)"`)
	stroke  = regexp.MustCompile(`m(-?\d+) ?(-?\d+)h(\d+)`)
)

// drawn reads the dark modules back out of a picture.
func drawn(t *testing.T, svg string) (dark map[[2]int]bool, size int) {
	t.Helper()
	box, path := viewBox.FindStringSubmatch(svg), strokes.FindStringSubmatch(svg)
	if box == nil || path == nil || box[1] != "-4" || box[2] != "-4" || box[3] != box[4] {
		t.Fatalf("no square with a margin of four modules: %s", svg[:min(200, len(svg))])
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	dark = map[[2]int]bool{}
	x, y, rest := 0, 0, path[1]
	for _, m := range stroke.FindAllStringSubmatch(path[1], -1) {
		rest = strings.Replace(rest, m[0], "", 1)
		x, y = x+number(m[1]), y+number(m[2])
		for range number(m[3]) {
			dark[[2]int{x, y}] = true
			x++
		}
	}
	if rest != "" {
		t.Fatalf("the path holds more than strokes: %s", rest)
	}
	return dark, number(box[3]) - 2*Quiet
}

func TestSVGDrawsTheCode(t *testing.T) {
	for name, c := range map[string]struct {
		address string
		level   Level
		want    qr.Level
	}{
		"a wall":             {"https://www.example.gov.cn/exemptions/2026/no-penalty-list-2.html#item-4", Medium, qr.M},
		"paper":              {"https://www.example.gov.cn/a.html", Quartile, qr.Q},
		"an address of 1 kB": {"https://www.example.gov.cn/" + strings.Repeat("a", 1000), Medium, qr.M},
	} {
		t.Run(name, func(t *testing.T) {
			svg, err := SVG(c.address, Style{Class: "x", Label: "二维码", Level: c.level})
			if err != nil {
				t.Fatal(err)
			}
			want, err := qr.Encode(c.address, c.want)
			if err != nil {
				t.Fatal(err)
			}
			dark, size := drawn(t, svg)
			if size != want.Size {
				t.Fatalf("%d modules wide, want %d", size, want.Size)
			}
			for y := range size {
				for x := range size {
					if dark[[2]int{x, y}] != want.Black(x, y) {
						t.Fatalf("the module at %d, %d is wrong", x, y)
					}
				}
			}
		})
	}
}

func TestSVGSaysWhatTheStyleSays(t *testing.T) {
	svg, err := SVG("https://www.example.gov.cn/", Style{Class: "code", Label: `"<二维码>`, Ground: "#fff"})
	if err != nil {
		t.Fatal(err)
	}
	_, size := drawn(t, svg)
	ground := fmt.Sprintf(`<path fill="#fff" d="M-4 -4h%dv%[1]dh-%[1]dz"/>`, size+2*Quiet)
	for _, want := range []string{`class="code"`, `aria-label="&#34;&lt;二维码&gt;"`, ground} {
		if !strings.Contains(svg, want) {
			t.Errorf("lacks %s: %s", want, svg[:200])
		}
	}
}

func TestSVGRefusesWhatNoCodeHolds(t *testing.T) {
	if _, err := SVG(strings.Repeat("x", 5000), Style{}); err == nil {
		t.Error("an address too long for any code made one")
	}
}

func BenchmarkSVG(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := SVG("https://www.example.gov.cn/penalties/2026/2026-012.html", Style{Class: "qr", Label: "本页网址的二维码"}); err != nil {
			b.Fatal(err)
		}
	}
}
