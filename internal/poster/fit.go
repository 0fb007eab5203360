package poster

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// All lengths are in units, hundredths of the paper's width, and follow poster.css.
const (
	inner    = 84.0              // width of the text
	frame    = 17.9 + 31.3 + 8.0 // head, foot, and what is above and below the text
	above    = 5.3 + 6.5         // label, and what is above and below the title
	leading  = 1.42
	gap      = 3.0 // between blocks
	factSize = 3.7
	dayRoom  = 22.5
	slack    = 2.0  // for what browsers round
	margin   = 1.03 // faces differ by as much in the width of their figures and marks

	titleLeading = 1.25
	leastTitle   = 4.4
	leastText    = 2.0
)

func css(n float64) template.CSS { return template.CSS(fmt.Sprintf("%.2f", n)) }

// titleSize returns the largest size at which a title of n characters takes one line of a width, two, or three. One line is
// best as long as it is not under the least size for one line, since no break then falls within a word.
func titleSize(n, width float64, least [3]float64) (size float64, lines int) {
	for lines = 1; lines < 4; lines++ {
		size = min(12, width/math.Ceil(n/float64(lines)+0.2*float64(lines)))
		if size >= least[lines-1] {
			return size, lines
		}
	}
	return max(3, width/math.Ceil(n/4+1)), 4
}

// fit chooses the sizes of title and text so that both fill the sheet and neither runs over. A title that would leave the
// text too little is set smaller.
func (s *sheet) fit(p Paper) {
	n := ems(s.Plain)
	title, lines := titleSize(n, inner, [3]float64{6.6, 5.4, 4.4})
	room := s.room(p) - title*float64(lines)*titleLeading
	width, most, enough := inner, 10.0, 4.0
	if s.Day != nil {
		width, most, enough = inner-3, 4.6, 3.4 // the day is what an event's poster is about
	}
	for title > leastTitle && s.height(enough, width) > room {
		room += title * float64(lines) * titleLeading
		title = max(title*0.95, leastTitle)
		lines = int(math.Ceil(n * title * margin / inner))
		room -= title * float64(lines) * titleLeading
	}
	s.Size.Title = css(title)
	size := min(most, s.unbroken(width, true))
	for size > leastText && s.height(size, width) > room {
		size = max(size-0.1, leastText)
	}
	if whole := s.unbroken(width, false); s.Day == nil && whole < size && whole >= 0.8*size {
		size = whole
	}
	s.Size.Text = css(size)
}

// room returns the height that is left for title and text.
func (s *sheet) room(p Paper) float64 {
	room := 100*float64(p.Height)/float64(p.Width) - frame - above - slack
	if s.Day != nil {
		room -= dayRoom + gap
	}
	if len(s.Facts) > 0 {
		room -= gap
	}
	for _, f := range s.Facts {
		room -= factSize * leading * math.Ceil(ems(join(f.Text))*factSize*margin/(inner-16))
	}
	return room
}

// unbroken returns the size at which the longest clause takes one line, or the longest run that is kept together. A text
// whose lines end where a reader pauses reads better for being a little smaller.
func (s *sheet) unbroken(width float64, kept bool) float64 {
	longest := 1.0
	for _, clauses := range s.Lines {
		for _, c := range clauses {
			if !kept {
				longest = max(longest, ems(join(c)))
				continue
			}
			for _, r := range c {
				if r.Keep {
					longest = max(longest, ems(r.Text))
				}
			}
		}
	}
	return math.Floor(10*width/(longest*margin)) / 10
}

// height estimates how high the text is in type of a size. Clauses are blocks within a line: one that does not fit what is
// left of a line begins the next, and one longer than a line has lines of its own.
func (s *sheet) height(size, width float64) float64 {
	lines := 0.0
	for _, clauses := range s.Lines {
		left := 0.0
		for _, c := range clauses {
			switch w := ems(join(c)) * size * margin; {
			case w <= left:
				left -= w
			case w <= width:
				lines++
				left = width - w
			default:
				// Breaks before what is kept together leave a part of each line unused.
				lines += math.Ceil(w * 1.08 / width)
				left = 0
			}
		}
	}
	return lines * size * leading
}

// ems returns the width of a text in squares of its size.
func ems(text string) float64 {
	n := 0.0
	for _, r := range text {
		if r < 0x2000 {
			n += 0.6
		} else {
			n++
		}
	}
	return n
}

func join(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
