// Package qrcode draws the QR code of an address as SVG.
//
// It stands beside the pipeline: players of venue screens and posters ask it for a picture. It must know nothing of pages,
// screens and papers; what a code is printed on is said by its Style.
package qrcode

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"rsc.io/qr"
)

// Quiet is the margin a code needs, in modules (GB/T 18284: 4 on each side).
const Quiet = 4

// Level is how much of a code may be unreadable.
type Level int

const (
	// Medium mends 15 % of a code, which is what reflections on a wall cost.
	Medium Level = iota
	// Quartile mends a quarter of a code: paper is creased and written on.
	Quartile
)

// Style says how a code is drawn.
type Style struct {
	Class  string // of the svg element
	Label  string // for those who cannot see it
	Level  Level
	Ground string // colour below the modules, in the picture itself; empty for none
}

// SVG draws the code of an address with its quiet margin, one unit a module. The error is for an address too long for any code.
func SVG(address string, s Style) (string, error) {
	level := qr.M
	if s.Level == Quartile {
		level = qr.Q
	}
	code, err := qr.Encode(address, level)
	if err != nil {
		return "", fmt.Errorf("encoding an address of %d bytes: %w", len(address), err)
	}
	size := code.Size + 2*Quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="%s" viewBox="%d %d %d %d" role="img" aria-label="%s" shape-rendering="crispEdges">`,
		html.EscapeString(s.Class), -Quiet, -Quiet, size, size, html.EscapeString(s.Label))
	if s.Ground != "" {
		fmt.Fprintf(&b, `<path fill="%s" d="M%d %dh%dv%dh-%dz"/>`, html.EscapeString(s.Ground), -Quiet, -Quiet, size, size, size)
	}
	b.WriteString(`<path stroke="#000" d="`)
	writeRuns(&b, code)
	b.WriteString(`" transform="translate(0 .5)"/></svg>`)
	return b.String(), nil
}

// writeRuns writes each run of dark modules as a stroke of one module's width, from where the last one ended: half the
// bytes of outlines, which counts on a page with dozens of codes.
func writeRuns(b *strings.Builder, code *qr.Code) {
	var room [16]byte
	number := func(before byte, n int) { b.Write(strconv.AppendInt(append(room[:0], before), int64(n), 10)) }
	atX, atY := 0, 0
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			start := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			number('m', start-atX)
			number(' ', y-atY) // never up, so never a sign in the place of the blank
			number('h', x-start)
			atX, atY = x, y
		}
	}
}
