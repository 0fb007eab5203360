package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// idSet holds the ids of one page, each with the last number added to it: a
// heading repeated thousands of times would else be counted up each time anew.
type idSet map[string]int

// has tells whether an id is taken.
func (s idSet) has(id string) bool {
	_, ok := s[id]
	return ok
}

// reserve takes an id as it is.
func (s idSet) reserve(id string) {
	if !s.has(id) {
		s[id] = 1
	}
}

// take returns id, or id followed by sep and the first free number from 2.
func (s idSet) take(id, sep string) string {
	if !s.has(id) {
		s[id] = 1
		return id
	}
	for n := s[id] + 1; ; n++ {
		if free := id + sep + strconv.Itoa(n); !s.has(free) {
			s[id], s[free] = n, 1
			return free
		}
	}
}

// label is the ordinal a statute's heading or article begins with.
type label struct {
	unit   string // part, subpart, chapter, section, art
	n, sub int    // 第n条之sub; sub is 0 when absent
	size   int    // bytes
}

// units are the divisions of a statute, 立法法 Article 65: 编、章、节、条, with the
// 分编 of the Civil Code.
var units = [...]struct{ name, id string }{
	{"分编", "subpart"}, {"编", "part"}, {"章", "chapter"}, {"节", "section"}, {"条", "art"},
}

// parseLabel reads 第十二条, 第十二条之一, 第三章 at the start of s. What follows
// is left to the caller.
func parseLabel(s string) (label, bool) {
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return label{}, false
	}
	n, size := parseNumber(rest)
	if n == 0 {
		return label{}, false
	}
	rest = rest[size:]
	for _, u := range units {
		after, ok := strings.CutPrefix(rest, u.name)
		if !ok {
			continue
		}
		l := label{unit: u.id, n: n, size: len(s) - len(after)}
		if sub, ok := strings.CutPrefix(after, "之"); ok {
			if n, size := parseNumber(sub); n > 0 {
				l.sub, l.size = n, len(s)-len(sub)+size
			}
		}
		return l, true
	}
	return label{}, false
}

// id returns art-12 or art-12-1.
func (l label) id() string {
	id := l.unit + "-" + strconv.Itoa(l.n)
	if l.sub > 0 {
		id += "-" + strconv.Itoa(l.sub)
	}
	return id
}

// parted tells whether a label may end before s: 第十二条规定 is no label.
func parted(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || unicode.IsSpace(r) || strings.ContainsRune("【〔（(：:", r)
}

// parseNumber reads a Chinese numeral up to 99999 or digits, and returns it with
// its length in bytes; 0 if there is none.
func parseNumber(s string) (n, size int) {
	digit := 0
	for _, r := range s {
		d, unit := numeral(r)
		if d < 0 && unit == 0 {
			break
		}
		size += utf8.RuneLen(r)
		if unit > 0 {
			n += max(digit, 1) * unit
			digit = 0
		} else {
			digit = digit*10 + d
		}
		if n+digit > 99999 {
			return 0, 0
		}
	}
	return n + digit, size
}

// numeral returns the value of a digit, or of a unit (十, 百, 千) with digit -1.
func numeral(r rune) (digit, unit int) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), 0
	case r >= '０' && r <= '９':
		return int(r - '０'), 0
	}
	switch r {
	case '十':
		return -1, 10
	case '百':
		return -1, 100
	case '千':
		return -1, 1000
	case '〇', '零':
		return 0, 0
	case '两':
		return 2, 0
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/len("一") + 1, 0
	}
	return -1, 0
}

// outline remembers where in a statute the walk is, since chapters may restart
// in each part and sections do in each chapter.
type outline struct {
	part, chapter string
}

// headingID returns the id a heading asks for and the separator for repeats.
// Repeats of structural ids get two hyphens: art-12-2 is 第十二条之二.
func (o *outline) headingID(text string) (id, sep string) {
	l, ok := parseLabel(text)
	if !ok || !parted(text[l.size:]) {
		return slug(text), "-"
	}
	id = l.id()
	switch l.unit {
	case "part":
		o.part, o.chapter = id, ""
	case "subpart":
		id = join(o.part, id)
	case "chapter":
		id = join(o.part, id)
		o.chapter = id
	case "section":
		id = join(o.chapter, id)
	}
	return id, "--"
}

func join(parent, id string) string {
	if parent == "" {
		return id
	}
	return parent + "-" + id
}

// slug keeps letters, digits and marks of every script in lower case; spaces and
// hyphens become single hyphens.
func slug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r) || r == '-' || r == '_':
			gap = true
		}
	}
	return b.String()
}

// articleLabel returns the label a paragraph begins with, given its first source
// line: 第十二条 and a space, or **第十二条** in bold. size is that of the label's
// plain text.
func articleLabel(line string) (label, bool) {
	line = strings.TrimLeft(line, " \u3000")
	line, bold := strings.CutPrefix(line, "**")
	l, ok := parseLabel(line)
	if !ok || l.unit != "art" {
		return label{}, false
	}
	rest := line[l.size:]
	if bold && strings.HasPrefix(rest, "**") {
		return l, true
	}
	return l, rest != "" && parted(rest)
}
