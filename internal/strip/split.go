package strip

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cell is half the width of a Chinese character: 8 dots. Widths of lines are counted in cells.

// Marks that must not begin a line, and those that must not end one (禁则, GB/T 15834-2011 section 5).
const (
	closing = "，。、；：！？）》〉」』】〕〗］｝”’％‰℃°…—～·,.;:!?)]}%>"
	opening = "（《〈「『【〔〖［｛“‘￥＄([{<"
)

// units are characters a number is not parted from.
const units = "年月日时点分秒号路楼层室元角万亿人次个条款项部家场周岁届期米天折倍度名本"

// Costs of ending a line somewhere; the least sum wins among all ways with as few lines as possible.
const (
	costSentence = 0   // after 。！？；
	costClause   = 20  // after ，、：
	costPlain    = 120 // between two characters
	costQuoted   = 200 // between two characters within brackets or quotation marks
)

// piece is a stretch of text that stays together.
type piece struct {
	text   string
	width  int  // cells, without blanks at its end
	full   int  // cells, with them
	cost   int  // of ending a line after it
	forced bool // a line must end after it
}

// Split cuts a text into lines of at most width cells, as few as can be, and prefers to end them where a reader pauses.
// Measure gives the cells of a character. Numbers, Latin words and the phrases of noBreak stay whole unless they are
// longer than a line; no line begins with closing punctuation or ends with opening. Of every rows lines, which are shown
// together, the last weighs double. The lines joined are the text, apart from line feeds.
func Split(text string, width, rows int, measure func(rune) int, noBreak []string) []string {
	pieces := pieces(text, width, measure, noBreak)
	if len(pieces) == 0 || width < 1 {
		return nil
	}
	return lines(pieces, width, max(rows, 1))
}

// pieces cuts a text into what stays together.
func pieces(text string, width int, measure func(rune) int, noBreak []string) []piece {
	phrases := slices.Clone(noBreak)
	slices.SortStableFunc(phrases, func(a, b string) int { return len(b) - len(a) })
	var out []piece
	depth := 0
	for rest := text; rest != ""; {
		if next, ok := strings.CutPrefix(rest, "\n"); ok {
			if rest = next; len(out) > 0 {
				out[len(out)-1].forced = true
			}
			continue
		}
		n := take(rest, phrases)
		p := piece{text: rest[:n]}
		rest = rest[n:]
		depth = max(0, depth+depthOf(p.text))
		p.cost = costAfter(p.text, depth)
		out = append(out, measured(p, width, measure)...)
	}
	return out
}

// take returns how many bytes at the start of a text stay together: opening marks, a phrase, number or word, its unit,
// closing marks and blanks.
func take(text string, phrases []string) int {
	n := 0
	for n < len(text) && one(text[n:], opening) > 0 {
		n += one(text[n:], opening)
	}
	n += unit(text[n:], phrases)
	for n < len(text) {
		if size := one(text[n:], closing+" "); size > 0 {
			n += size
			continue
		}
		break
	}
	return max(n, 1)
}

// one returns the bytes of the first character where it is one of those given.
func one(text, chars string) int {
	r, size := utf8.DecodeRuneInString(text)
	if size > 0 && r != '\n' && strings.ContainsRune(chars, r) {
		return size
	}
	return 0
}

// unit returns the bytes of the first phrase, number with what belongs to it, Latin word, or character.
func unit(text string, phrases []string) int {
	for _, p := range phrases {
		if p != "" && strings.HasPrefix(text, p) && !strings.Contains(p, "\n") {
			return len(p)
		}
	}
	if text == "" || text[0] == '\n' {
		return 0
	}
	start := 0
	if rest, ok := strings.CutPrefix(text, "第"); ok && rest != "" && isDigit(rest[0]) {
		start = len("第")
	}
	n := start
	for n < len(text) && inWord(text, n) {
		n++
	}
	if n == start {
		_, size := utf8.DecodeRuneInString(text)
		return size
	}
	if isDigit(text[n-1]) {
		n += one(text[n:], units)
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// inWord reports whether a byte is part of a number or Latin word: 8:30-12:00, 0999-8000000, https://www.example.gov.cn/.
func inWord(text string, i int) bool {
	const joints = ".,:-/@_+#&=?~%'"
	switch {
	case isWord(text[i]):
		return true
	case strings.IndexByte(joints, text[i]) < 0:
		return false
	case text[i] == '/' && i > 0 && isWord(text[i-1]):
		return true
	}
	rest := strings.TrimLeft(text[i:], joints)
	return rest != "" && isWord(rest[0])
}

// depthOf returns by how much a text goes into brackets.
func depthOf(text string) int {
	depth := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("（《〈「『【〔〖［｛“‘([{", r):
			depth++
		case strings.ContainsRune("）》〉」』】〕〗］｝”’)]}", r):
			depth--
		}
	}
	return depth
}

func costAfter(text string, depth int) int {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("”’）》」』】", r)
	}))
	switch {
	case depth > 0:
		return costQuoted
	case strings.ContainsRune("。！？；!?;…", last):
		return costSentence
	case strings.ContainsRune("，、：,:", last) || strings.HasSuffix(text, " "):
		return costClause
	}
	return costPlain
}

// measured gives a piece its width. One that is longer than a line is cut into what fits, since it would be lost else.
func measured(p piece, width int, measure func(rune) int) []piece {
	p.full = widthOf(p.text, measure)
	p.width = widthOf(strings.TrimRight(p.text, " "), measure)
	if p.width <= width || width < 1 {
		return []piece{p}
	}
	var out []piece
	start, used := 0, 0
	for i, r := range p.text {
		w := measure(r)
		if i > start && used+w > width {
			out = append(out, piece{text: p.text[start:i], width: used, full: used, cost: costQuoted})
			start, used = i, 0
		}
		used += w
	}
	last := p
	last.text = p.text[start:]
	last.full, last.width = widthOf(last.text, measure), min(width, widthOf(strings.TrimRight(last.text, " "), measure))
	return append(out, last)
}

func widthOf(text string, measure func(rune) int) int {
	n := 0
	for _, r := range text {
		n += measure(r)
	}
	return n
}

// way is the best way to fill lines up to a piece.
type way struct {
	cost int
	from int // piece its last line begins with
	ok   bool
}

// lines chooses where lines end: best[n][i] is the best way to fill n lines with the first i pieces. A page that has room
// for another line takes it where the text then breaks better.
func lines(pieces []piece, width, rows int) []string {
	best := [][]way{make([]way, len(pieces)+1)}
	best[0][0].ok = true
	chosen := 0
	for n := 0; chosen == 0 || n < (chosen+rows-1)/rows*rows && n < len(pieces); {
		next := make([]way, len(pieces)+1)
		for i := range pieces {
			if best[n][i].ok {
				reach(next, pieces, i, best[n][i].cost, width, (n+1)%rows == 0)
			}
		}
		best = append(best, next)
		n++
		if end := next[len(pieces)]; end.ok && (chosen == 0 || end.cost < best[chosen][len(pieces)].cost) {
			chosen = n
		}
	}
	out := make([]string, chosen)
	for n, end := chosen, len(pieces); n > 0; n-- {
		from := best[n][end].from
		var b strings.Builder
		for _, p := range pieces[from:end] {
			b.WriteString(p.text)
		}
		out[n-1], end = b.String(), from
	}
	return out
}

// reach notes every line that can begin with piece i.
func reach(next []way, pieces []piece, i, cost, width int, turns bool) {
	used := 0
	for j := i; j < len(pieces); j++ {
		if j > i && used+pieces[j].width > width {
			return
		}
		end := used + pieces[j].width
		used += pieces[j].full
		c := cost + lineCost(pieces[j], (width-end)*(width-end)*4/width, turns, j+1 == len(pieces))
		if w := &next[j+1]; !w.ok || c < w.cost {
			*w = way{c, i, true}
		}
		if pieces[j].forced {
			return
		}
	}
}

// lineCost weighs a line that ends with a piece: what is cut at a turn of the page is cut twice, and lines of one length
// read better than a full one and a scrap, which is what room weighs.
func lineCost(p piece, room int, turns, last bool) int {
	switch {
	case last || p.forced:
		return room
	case turns:
		return room + 2*p.cost
	}
	return room + p.cost
}
