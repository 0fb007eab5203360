// Package chart draws the few charts a public report needs as SVG: the parts of a total as a divided bar or as lying bars, and one
// figure year on year as columns or, over many years, as a line.
//
// A picture is 320 units wide, so that its letters are those of the page on a phone. It has no style of its own: shapes
// carry class names (bar, past, track, line, dot) that the theme colours for light, dark, print and forced colours.
// Every shape has its value written beside it, so that nothing is told by colour alone. The package knows nothing of
// pages or records and holds no state.
package chart

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// Value is one shape: what it stands for, how large it is and how that is written.
type Value struct {
	Label  string
	Amount float64
	Text   string // as written beside the shape: 410 家次（44.7%）
}

// Frame is what a picture says to those who cannot see it. ID is unique on the page.
type Frame struct{ ID, Title, Desc string }

const (
	width     = 320
	letter    = 14 // size of letters
	barHigh   = 14
	rowHigh   = 48
	columnsH  = 96 // the highest column
	topGap    = 24
	bottom    = 24
	mostParts = 6 // shades that can be told apart
	stackHigh = 28
	keyGap    = 10
	keyHigh   = 26
	mostBars  = 6 // columns that fit with their figures; more years make a line
)

// Parts draws the parts of a whole: as one bar that is divided among them, or, where they overlap or are too many to be told
// apart by their shades, as lying bars, each measured against the whole.
func Parts(f Frame, values []Value, whole float64) string {
	var b strings.Builder
	if stackable(values, whole) {
		stack(&b, f, values, whole)
		return b.String()
	}
	open(&b, f, len(values)*rowHigh)
	for i, v := range values {
		y := i * rowHigh
		text(&b, 0, float64(y+15), "", clip(v.Label, width-letter*len([]rune(v.Text))*7/10))
		text(&b, width, float64(y+15), "end", v.Text)
		fmt.Fprintf(&b, `<rect class="track" y="%d" width="%d" height="%d" rx="2"/>`, y+23, width, barHigh)
		if w := share(v.Amount, whole) * width; w > 0 {
			fmt.Fprintf(&b, `<rect class="bar" y="%d" width="%s" height="%d" rx="2"/>`, y+23, number(max(w, 2)), barHigh)
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

// stackable reports whether the values are parts that stand beside each other: together no more than the whole, but for
// rounding.
func stackable(values []Value, whole float64) bool {
	sum := 0.0
	for _, v := range values {
		sum += v.Amount
	}
	return len(values) > 1 && len(values) <= mostParts && sum <= whole*1.001
}

// stack draws one bar, divided, and below it what each part is, with its shade (classes part-1, part-2 …).
func stack(b *strings.Builder, f Frame, values []Value, whole float64) {
	open(b, f, stackHigh+keyGap+len(values)*keyHigh)
	fmt.Fprintf(b, `<rect class="track" width="%d" height="%d" rx="3"/>`, width, stackHigh)
	x := 0.0
	for i, v := range values {
		w := share(v.Amount, whole) * width
		fmt.Fprintf(b, `<rect class="part part-%d" x="%s" width="%s" height="%d"/>`, i+1, number(x), number(max(w, 1)), stackHigh)
		x += w
		y := stackHigh + keyGap + i*keyHigh
		fmt.Fprintf(b, `<rect class="part part-%d" y="%d" width="%d" height="%d" rx="2"/>`, i+1, y+4, letter, letter)
		text(b, letter+8, float64(y+16), "", clip(v.Label, width-letter-8-letter*len([]rune(v.Text))*7/10))
		text(b, width, float64(y+16), "end", v.Text)
	}
	b.WriteString("</svg>")
}

// Years draws one value a year, oldest first. The last one is the year of the report.
func Years(f Frame, values []Value) string {
	var b strings.Builder
	open(&b, f, topGap+columnsH+bottom)
	most := 0.0
	for _, v := range values {
		most = max(most, v.Amount)
	}
	fmt.Fprintf(&b, `<path class="axis" d="M0 %d.5h%d"/>`, topGap+columnsH, width)
	if len(values) > mostBars {
		line(&b, values, most)
	} else {
		columns(&b, values, most)
	}
	b.WriteString("</svg>")
	return b.String()
}

func columns(b *strings.Builder, values []Value, most float64) {
	step := float64(width) / float64(max(len(values), 3))
	left := (width - step*float64(len(values))) / 2 // two columns stand in the middle
	wide := min(step*0.55, 64)
	for i, v := range values {
		high := share(v.Amount, most) * columnsH
		middle := left + step*(float64(i)+0.5)
		class := "bar past"
		if i == len(values)-1 {
			class = "bar"
		}
		if high > 0 {
			fmt.Fprintf(b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s" rx="2"/>`, class, number(middle-wide/2), number(topGap+columnsH-high), number(wide), number(high))
		}
		text(b, middle, topGap+columnsH-high-7, "middle", v.Text)
		text(b, middle, topGap+columnsH+17, "middle", v.Label)
	}
}

// line draws the values as a line. Only the first, the last and the highest are written out: more would overlap.
func line(b *strings.Builder, values []Value, most float64) {
	step := float64(width-40) / float64(len(values)-1)
	var path, dots strings.Builder
	best := 0
	for i, v := range values {
		if v.Amount > values[best].Amount {
			best = i
		}
		x, y := 20+step*float64(i), topGap+columnsH-share(v.Amount, most)*columnsH
		path.WriteString(string("ML"[min(i, 1)]) + number(x) + " " + number(y))
		fmt.Fprintf(&dots, `<circle class="dot" cx="%s" cy="%s" r="3"/>`, number(x), number(y))
	}
	fmt.Fprintf(b, `<path class="line" d="%s"/>%s`, path.String(), dots.String())
	for i, v := range values {
		x, y := 20+step*float64(i), topGap+columnsH-share(v.Amount, most)*columnsH
		if i == 0 || i == len(values)-1 || i == best {
			text(b, x, y-8, "middle", v.Text)
		}
		if i == 0 || i == len(values)-1 {
			text(b, x, topGap+columnsH+17, "middle", v.Label)
		}
	}
}

func open(b *strings.Builder, f Frame, high int) {
	id := html.EscapeString(f.ID)
	fmt.Fprintf(b, `<svg class="drawn" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>`,
		width, max(high, 1), id, id, id, html.EscapeString(f.Title), id, html.EscapeString(f.Desc))
}

func text(b *strings.Builder, x, y float64, anchor, s string) {
	if anchor != "" {
		anchor = ` text-anchor="` + anchor + `"`
	}
	fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%d"%s>%s</text>`, number(x), number(y), letter, anchor, html.EscapeString(s))
}

// clip cuts a label to the room there is beside its value; the table beside the picture has it whole.
func clip(s string, room int) string {
	r := []rune(s)
	if most := max(room/letter, 4); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// share is the part of a whole, between 0 and 1 whatever the numbers are.
func share(part, whole float64) float64 {
	switch {
	case !(whole > 0) || !(part > 0):
		return 0
	case part >= whole: // also where both are infinite
		return 1
	}
	return part / whole
}

// number writes a coordinate with at most one decimal.
func number(f float64) string { return strconv.FormatFloat(float64(int(f*10+0.5))/10, 'f', -1, 64) }
