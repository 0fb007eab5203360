package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Limits of a body. goldmark takes time quadratic in the delimiters of one
// paragraph and recurses once for each container a line opens; the longest real
// text, the Civil Code, has 330 KB and fewer than 100 delimiters in a paragraph.
const (
	maxBody       = 4 << 20 // bytes
	maxMarks      = 5000    // delimiters in a paragraph, table rows apart
	maxContainers = 50      // quote and list marks that open one line
)

// tooComplex returns the offset at which a body leaves the limits.
func tooComplex(src []byte) (off int, bad bool) {
	if len(src) > maxBody {
		return maxBody, true
	}
	marks := 0
	for off < len(src) {
		n := bytes.IndexByte(src[off:], '\n') + 1
		if n == 0 {
			n = len(src) - off
		}
		line := src[off : off+n]
		if containers(line) > maxContainers {
			return off, true
		}
		trimmed := bytes.TrimSpace(line)
		switch {
		case len(trimmed) == 0:
			marks = 0
		case trimmed[0] == '|':
			// The cells of a row are read one by one.
			if countMarks(trimmed) > maxMarks {
				return off, true
			}
		default:
			marks += countMarks(trimmed)
		}
		if marks > maxMarks {
			return off, true
		}
		off += n
	}
	return 0, false
}

func countMarks(line []byte) (n int) {
	for _, c := range line {
		n += int(delimiters[c])
	}
	return n
}

// delimiters is 1 for the bytes that may be delimiters.
var delimiters = func() (t [256]uint8) {
	for _, c := range []byte("*_~[]`<!@") {
		t[c] = 1
	}
	return t
}()

// containers counts the marks at the start of a line that may each open a
// container: quote, list item, definition, footnote.
func containers(line []byte) (n int) {
	for i := 0; i < len(line); i++ {
		c := line[i]
		spaced := i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t')
		switch {
		case c == ' ' || c == '\t' || c >= '0' && c <= '9':
		case c == '>', spaced && (c == '-' || c == '+' || c == '*' || c == ':' || c == '.' || c == ')'):
			n++
		case c == '[' && i+1 < len(line) && line[i+1] == '^':
			end := bytes.Index(line[i:], []byte("]:"))
			if end < 0 {
				return n
			}
			n++
			i += end + 1
		default:
			return n
		}
	}
	return n
}

// lintText looks in one stretch of running text, as in the source, for marks that
// did not work. start tells that it begins a line.
func (p *page) lintText(from, to int, start bool) {
	raw := p.src[from:to]
	if start {
		p.lintLineStart(from)
	}
	if !suspect(raw) {
		return
	}
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '*':
			n := p.asterisks(from + i)
			if n > 1 && n < 4 && !(n == 3 && p.betweenDigits(from+i, n)) && !(n == 2 && p.hidesName(from+i, n)) { // four and more hide something: 6200 **** **** 0000
				p.report(emphasisRule, from+i, "请检查 ** 是否成对；确要显示星号时写作 \\*\\*",
					"“%s”处的 ** 没有起作用", excerpt(p.src[from+i:]))
			}
			i += max(n, 1) - 1
		case ']', ')', '(', '[':
			p.lintBracket(from, from+i)
		case 0xEF: // （ and ） begin with this byte
			if bytes.HasPrefix(raw[i:], []byte("）[")) {
				p.lintBracket(from, from+i)
			}
		}
	}
}

// suspect reports whether a mark that lintText looks for can be in a text: the bracket behind ） is one of them, too.
func suspect(raw []byte) bool {
	for _, c := range raw {
		if suspects[c] {
			return true
		}
	}
	return false
}

var suspects = func() (t [256]bool) {
	for _, c := range []byte("*[]()") {
		t[c] = true
	}
	return t
}()

// asterisks counts the asterisks at off.
func (p *page) asterisks(off int) (n int) {
	for off+n < len(p.src) && p.src[off+n] == '*' {
		n++
	}
	return n
}

// hidesName reports whether the n asterisks at off hide a given name: 张**.
func (p *page) hidesName(off, n int) bool {
	after := rune('\n')
	if off+n < len(p.src) {
		after, _ = utf8.DecodeRune([]byte(p.src[off+n:]))
	}
	return maskedName([]byte(p.src[:off]), after)
}

// betweenDigits reports whether the n asterisks at off stand between digits.
func (p *page) betweenDigits(off, n int) bool {
	return off > 0 && off+n < len(p.src) && digit(rune(p.src[off-1])) && digit(rune(p.src[off+n]))
}

// lintLineStart reports a heading mark that is full-width or lacks its space, and
// the second line of a table that was not read as one.
func (p *page) lintLineStart(from int) {
	line := p.src[from:]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	if bytes.HasPrefix(line, []byte("＃")) {
		p.report(markdownRule, from, "改为半角：## 标题", "行首的“＃”是全角符号，不会成为标题")
		return
	}
	if rest := bytes.TrimLeft(line, "|-: \t\r"); len(rest) == 0 && bytes.Contains(line, []byte("|")) && bytes.Contains(line, []byte("---")) {
		p.report(markdownRule, from, "表头和分隔行的竖线数目须相同", "表格没有起作用：分隔行与表头的格数不同，或其上没有表头")
		return
	}
	n := 0
	for n < len(line) && line[n] == '#' {
		n++
	}
	// #话题# is a topic as written in social media.
	if n == 0 || n > 6 || n == len(line) || bytes.IndexByte(line[n:], '#') >= 0 {
		return
	}
	if r, _ := utf8.DecodeRune(line[n:]); joins(r) {
		p.report(markdownRule, from, strings.Repeat("#", n)+" 后加一个空格", "“%s”的 # 后面没有空格，不会成为标题", excerpt(line))
	}
}

// lintBracket reports links whose brackets are swapped or full-width, at the
// bracket at off, and footnotes without a note.
func (p *page) lintBracket(from, off int) {
	rest := p.src[off:]
	switch {
	case hasAddress(rest, ")["), hasAddress(rest, "）["):
		p.report(markdownRule, off, "写作 [文字](地址)", "链接的括号写反了：文字用方括号，地址用圆括号")
	case hasAddress(rest, "]（"):
		p.report(markdownRule, off, "写作 [文字](地址)", "链接地址两边是全角括号，链接不起作用")
	case off-from >= len("】") && bytes.HasPrefix(p.src[off-len("】"):], []byte("】(")) && hasAddress(rest, "("):
		p.report(markdownRule, off, "写作 [文字](地址)", "链接文字两边是全角方括号，链接不起作用")
	case bytes.HasPrefix(rest, []byte("](")) && !p.escapedOpening(off):
		p.report(markdownRule, off, "地址含空格时写作 [文字](<地址>)", "链接没有起作用：地址含有空格，或缺少右括号")
	case bytes.HasPrefix(rest, []byte("[^")) && footnoteMark(rest):
		p.report(markdownRule, off, "在正文末尾另起一段写 [^标记]: 说明", "脚注“%s”没有对应的说明", excerpt(rest))
	}
}

// escapedOpening tells whether the [ that the ] at off closes was written with a
// backslash: its author wants the brackets as they are.
func (p *page) escapedOpening(off int) bool {
	for i := off - 1; i >= 0 && p.src[i] != '\n' && p.src[i] != ']'; i-- {
		if p.src[i] == '[' {
			return i > 0 && p.src[i-1] == '\\'
		}
	}
	return false
}

func footnoteMark(s []byte) bool {
	end := bytes.IndexByte(s[:min(len(s), 100)], ']')
	return end > len("[^") && bytes.IndexByte(s[:end], '\n') < 0
}

// hasAddress tells whether s begins with the brackets and then with what looks
// like an address.
func hasAddress(s []byte, brackets string) bool {
	s, ok := bytes.CutPrefix(s, []byte(brackets))
	if !ok {
		return false
	}
	for _, start := range []string{"http://", "https://", "www.", "/", "./", "../", "#", "mailto:", "tel:"} {
		if bytes.HasPrefix(s, []byte(start)) {
			return true
		}
	}
	return false
}

// excerpt returns the first characters of a line, few enough to hold no whole
// ID number or phone.
func excerpt(s []byte) string {
	const limit = 8
	n := 0
	for i, r := range string(s[:min(len(s), 4*limit)]) {
		if r == '\n' {
			return string(s[:i])
		}
		if n == limit {
			return string(s[:i]) + "…"
		}
		n++
	}
	return string(s[:min(len(s), 4*limit)])
}
