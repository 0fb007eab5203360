package statute

import (
	"strings"
	"unicode/utf8"
)

// GistLimit is the longest gist of an article, in characters.
const GistLimit = 120

// LawArticle is one article of a law in the library.
type LawArticle struct {
	No         ArticleNo
	Heading    string      // the part, chapter or section the article stands in, as 第五章　行政处罚的决定; may be empty
	Text       string      // all lines, joined by line breaks, without the number
	Gist       string      // first sentences, at most GistLimit characters, for showing in place
	Paragraphs []Paragraph // nil when the text is not known; then paragraphs and items are not checked
}

// Paragraph is one 款 with its items.
type Paragraph struct {
	Text  string
	Items []Item
}

// Item is one 项.
type Item struct {
	N    int
	Text string
}

// ParseArticles splits the plain text of a law into its articles. An article begins with a line 第…条; each further line is
// a paragraph, a line that begins with （一） an item of the paragraph before it. Lines of chapters and sections are taken as
// headings; what stands before the first article (title, table of contents, history) is left out.
func ParseArticles(text string) []LawArticle {
	var all []LawArticle
	heading := ""
	for line := range strings.Lines(text) {
		line = strings.Trim(line, " \t\r\n\u3000\u00a0\u200b\ufeff")
		if line == "" {
			continue
		}
		if isHeading(line) {
			heading = line
			continue
		}
		if no, rest, ok := articleLine(line, all); ok {
			all = append(all, LawArticle{No: no, Heading: heading})
			line = rest
		}
		if len(all) > 0 && line != "" {
			all[len(all)-1].add(line)
		}
	}
	for i := range all {
		all[i].Gist = Gist(all[i].Text)
	}
	return all
}

func (a *LawArticle) add(line string) {
	if a.Text != "" {
		a.Text += "\n"
	}
	a.Text += line
	n, rest := itemLine(line)
	switch {
	case n == 0 && isSubItem(line) && a.lastItem() != nil:
		a.lastItem().Text += "\n" + line
	case n == 0 || len(a.Paragraphs) == 0:
		a.Paragraphs = append(a.Paragraphs, Paragraph{Text: line})
		if n > 0 {
			a.Paragraphs[0] = Paragraph{Items: []Item{{n, rest}}}
		}
	default:
		p := &a.Paragraphs[len(a.Paragraphs)-1]
		p.Items = append(p.Items, Item{n, rest})
	}
}

func (a *LawArticle) lastItem() *Item {
	if len(a.Paragraphs) == 0 {
		return nil
	}
	items := a.Paragraphs[len(a.Paragraphs)-1].Items
	if len(items) == 0 {
		return nil
	}
	return &items[len(items)-1]
}

// articleLine reads 第三十三条　违法行为轻微…. A line that begins with a citation (第三条规定的…) is none: either white space
// follows the number, or the number is the next one and the text does not read on.
func articleLine(line string, before []LawArticle) (no ArticleNo, rest string, ok bool) {
	f := Finder{scan: scan{text: line}}
	t, ok := f.token(0)
	if !ok || t.level != levelArticle || len(f.nums) != 1 {
		return ArticleNo{}, "", false
	}
	no = ArticleNo{f.nums[0].n, t.sub}
	rest = line[t.end:]
	if rest == "" || spaceAt(rest, 0) > 0 {
		return no, strings.TrimLeft(rest, " \t\u3000\u00a0"), true
	}
	last := ArticleNo{}
	if len(before) > 0 {
		last = before[len(before)-1].No
	}
	next := no == ArticleNo{last.N + 1, 0} || no == ArticleNo{last.N, last.Sub + 1}
	if !next || hasAnyPrefix(rest, "规定", "第", "、", "和", "及", "至", "的", "或", "所") {
		return ArticleNo{}, "", false
	}
	return no, rest, true
}

// isHeading reports whether the line is 第二章 总则, 第一节, 第一编, 第一分编.
func isHeading(line string) bool {
	rest, ok := strings.CutPrefix(line, "第")
	if !ok {
		return false
	}
	n, end := scanNumber(rest, 0)
	if n == 0 {
		return false
	}
	size := divisionWord(rest[end:])
	tail := rest[end+size:]
	return size > 0 && (tail == "" || spaceAt(tail, 0) > 0)
}

// itemLine reads the （五） that begins an item.
func itemLine(line string) (n int, rest string) {
	f := Finder{scan: scan{text: line}}
	n, end, bracketed := f.number(0)
	if !bracketed {
		return 0, line
	}
	// 1. or （1） below （一） is a sub-item.
	if _, size := arabicDigit(line, openBracket(line, 0)); size > 0 {
		return 0, line
	}
	return n, strings.TrimLeft(line[end:], " \t\u3000")
}

// isSubItem reports whether the line begins a 目: 1. or 1、 or （1）.
func isSubItem(line string) bool {
	open := openBracket(line, 0)
	n, end := scanArabic(line, open)
	if n == 0 {
		return false
	}
	return open > 0 && closeBracket(line, end) > 0 || open == 0 && hasAnyPrefix(line[end:], ".", "．", "、")
}

// Gist returns the first sentences of a text that fit into GistLimit characters; a first sentence that is longer is cut.
func Gist(text string) string {
	text = strings.TrimSpace(text)
	runes, fit := 0, 0
	for i, r := range text {
		if runes == GistLimit {
			if fit > 0 {
				return strings.ReplaceAll(strings.TrimSpace(text[:fit]), "\n", "")
			}
			_, last := utf8.DecodeLastRuneInString(text[:i])
			return strings.ReplaceAll(text[:i-last], "\n", "") + "…"
		}
		runes++
		if r == '。' || r == '；' && fit == 0 && runes > GistLimit/2 {
			fit = i + utf8.RuneLen(r)
		}
	}
	return strings.ReplaceAll(text, "\n", "")
}
