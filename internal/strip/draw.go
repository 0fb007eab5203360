package strip

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/led"
	"xiangwei/internal/strip/font"
)

// Light colours of strips: a lamp is on or off, so there is nothing between.
var (
	black  = color.RGBA{0, 0, 0, 255}
	red    = color.RGBA{255, 0, 0, 255}
	green  = color.RGBA{0, 255, 0, 255}
	yellow = color.RGBA{255, 255, 0, 255}
	amber  = color.RGBA{255, 191, 0, 255} // white lights the whole screen and dazzles at night
)

// paletteOf returns the colours of a kind of screen, the first the dark ground.
func paletteOf(colours string) color.Palette {
	switch colours {
	case config.ColoursSingle:
		return color.Palette{black, red}
	case config.ColoursDual:
		return color.Palette{black, red, green, yellow}
	}
	return color.Palette{black, amber, red}
}

// inkOf returns which colour a text has: what is urgent stands out where the screen can show it.
func inkOf(colours string, urgent bool) uint8 {
	switch {
	case colours == config.ColoursDual && urgent:
		return 3
	case colours == config.ColoursFull && urgent:
		return 2
	}
	return 1
}

// pen draws texts for one screen.
type pen struct {
	face    *font.Face
	screen  config.Screen
	noBreak []string
}

// cells returns the width of a character in cells of 8 dots. One the font lacks counts as a whole character; drawing it
// is an error.
func (p *pen) cells(r rune) int {
	if g, ok := p.face.Glyph(r); ok {
		return g.Width() / 8
	}
	return 2
}

// layout is a text cut for a screen: at which multiple of 16 dots, and the lines of each page.
type layout struct {
	scale int
	pages [][]string
}

// fit chooses the largest whole multiple of the font at which the text fits one page, and where there is none the one
// that needs the fewest pages. Whole multiples alone keep strokes crisp. Nothing is smaller than the screen's smallest
// glyph, as far as its height allows.
func (p *pen) fit(text string) layout {
	most := max(1, p.screen.Height/font.Height)
	least := min(most, max(1, (p.screen.Glyph+font.Height-1)/font.Height))
	var best layout
	for scale := most; scale >= least; scale-- {
		rows := max(1, p.screen.Height/(font.Height*scale))
		width := p.screen.Width / (8 * scale)
		if width < 2 && scale > least {
			continue
		}
		pages := slices.Collect(slices.Chunk(Split(text, width, rows, p.cells, p.noBreak), rows))
		if best.pages == nil || len(pages) < len(best.pages) {
			best = layout{scale, pages}
		}
		if len(best.pages) <= 1 {
			break
		}
	}
	return best
}

// pages draws a text as pictures of the screen's size, one a page.
func (p *pen) pages(text string, urgent bool) (layout, []*image.Paletted, error) {
	l := p.fit(text)
	var out []*image.Paletted
	for _, lines := range l.pages {
		m := p.blank(p.screen.Width)
		height := font.Height * l.scale
		// What the lines leave over goes in equal parts above, between and below them.
		spare := max(0, p.screen.Height-height*len(lines))
		for i, line := range lines {
			line = strings.TrimRight(line, " ")
			x := 0
			if width := widthOf(line, p.cells) * 8 * l.scale; len(lines) == 1 && width < p.screen.Width {
				x = (p.screen.Width - width) / 2
			}
			y := spare*(i+1)/(len(lines)+1) + i*height
			if err := p.write(m, line, image.Pt(x, y), l.scale, inkOf(p.screen.Colours, urgent)); err != nil {
				return l, nil, err
			}
		}
		out = append(out, m)
	}
	return l, out, nil
}

// scroll draws a text as one line of the screen's height, as long as it takes; the card moves it past.
func (p *pen) scroll(text string, urgent bool) (*image.Paletted, error) {
	text = strings.ReplaceAll(text, "\n", "  ")
	scale := max(1, p.screen.Height/font.Height)
	width := widthOf(text, p.cells) * 8 * scale
	m := p.blank(max(width, p.screen.Width))
	at := image.Pt((m.Rect.Dx()-width)/2, (p.screen.Height-font.Height*scale)/2)
	return m, p.write(m, text, at, scale, inkOf(p.screen.Colours, urgent))
}

func (p *pen) blank(width int) *image.Paletted {
	return image.NewPaletted(image.Rect(0, 0, width, p.screen.Height), paletteOf(p.screen.Colours))
}

// write draws a line whose top left corner is at a point.
func (p *pen) write(m *image.Paletted, line string, at image.Point, scale int, ink uint8) error {
	for _, r := range line {
		g, ok := p.face.Glyph(r)
		if !ok {
			return fmt.Errorf("drawing for screen %s: the font has no %s", p.screen.Name, led.Name(r))
		}
		for y := range font.Height * scale {
			for x := range g.Width() * scale {
				if g.Dot(x/scale, y/scale) {
					if pt := at.Add(image.Pt(x, y)); pt.In(m.Rect) {
						m.SetColorIndex(pt.X, pt.Y, ink)
					}
				}
			}
		}
		at.X += g.Width() * scale
	}
	return nil
}
