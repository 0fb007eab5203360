package statute

import (
	"strings"
	"unicode/utf8"
)

// Names longer than this, in bytes, are not looked for before a number of an article.
const maxBareName = 120

// ordinal reads a 第 that does not directly follow a title in 《》: 该条例第五条, 条例第五条 after a definition, a further article
// of the sentence's law, 同条第二款. Everything else is left alone.
func (f *Finder) ordinal(i int) int {
	t, ok := f.token(i)
	if !ok {
		// One byte on is inside the rune; the scan goes on from there without harm.
		return i + 1
	}
	f.nums = f.nums[:t.first]
	from := max(f.floor, i-2*maxBareName)
	for from > 0 && from < i && !utf8.RuneStart(f.text[from]) {
		from++
	}
	before := strings.TrimRight(f.text[from:i], " \t\u3000\u00a0")
	c, ok := Citation{}, false
	if t.level == levelArticle {
		c, ok = f.articleOf(before, from, i, t)
	} else {
		c, ok = f.partOf(before, from, t.level)
	}
	if !ok {
		return t.end
	}
	end := f.refs(c, i, t.level)
	if end == i {
		return t.end
	}
	if t.level == levelArticle {
		f.remember(law{title: c.Title, name: c.Law, known: c.Known})
	}
	return end
}

// articleOf finds the law of 第…条 from the text before it.
func (f *Finder) articleOf(before string, from, i int, t token) (Citation, bool) {
	if l, at, ok := f.bare(before); ok {
		return citationOf(l, from+at), true
	}
	// 行政处罚法（2021年修订）第三十三条.
	if head, cut := cutEdition(before); cut {
		if l, at, ok := f.bare(head); ok {
			return citationOf(l, from+at), true
		}
	}
	if word := lawWord(before); word != "" {
		l, at, ok := f.pronoun(before, word)
		return citationOf(l, from+at), ok
	}
	if f.sentence.name == "" || !leadsIn(before) || !readsOn(f.text[t.end:]) {
		return Citation{}, false
	}
	return citationOf(f.sentence, i), true
}

func citationOf(l law, start int) Citation {
	return Citation{Ref: Ref{Law: l.name}, Title: l.title, Known: l.known, Start: start}
}

// bare finds a law's name without 《》 at the end of before: a short name the document defined, or one the index knows. The
// longer of the two wins.
func (f *Finder) bare(before string) (law, int, bool) {
	l, at, ok := f.bareAlias(before)
	if f.opts.Resolve == nil || lawWord(before) == "" {
		return l, at, ok
	}
	limit := len(before)
	if ok {
		limit = at
	}
	for i := nameStart(before); i < limit; {
		if name, known := f.opts.Resolve(before[i:]); known {
			return law{title: before[i:], name: name, known: true}, i, true
		}
		_, size := utf8.DecodeRuneInString(before[i:])
		i += size
	}
	return l, at, ok
}

func (f *Finder) bareAlias(before string) (law, int, bool) {
	best := alias{}
	for _, a := range f.aliases {
		if strings.HasSuffix(before, a.folded) && len(a.folded) > len(best.folded) && a.law.name != "" {
			best = a
		}
	}
	if best.folded == "" {
		return law{}, 0, false
	}
	at := len(before) - len(best.folded)
	if lawWord(best.folded) == best.folded {
		head := before[:at]
		// 条例 may be the end of another law's name: 某某管理条例第五条.
		if !leadsIn(head) && !hasAnySuffix(head, "该", "本", "同", "上述", "由", "以", "依", "因") {
			return law{}, 0, false
		}
		if hasAnySuffix(head, "该", "本", "同") {
			at -= len("该")
		}
	}
	return law{title: before[at:], name: best.law.name, known: best.law.known}, at, true
}

// nameStart returns where the run of letters at the end of s begins, at most maxBareName bytes back.
func nameStart(s string) int {
	at := len(s)
	for at > 0 && len(s)-at < maxBareName {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if r < 0x4E00 || r > 0x9FFF {
			break
		}
		at -= size
	}
	return at
}

// pronoun reads 本法, 该条例, 同办法 at the end of before. 本法 is the law whose own text is read, where there is one.
func (f *Finder) pronoun(before, word string) (law, int, bool) {
	head := strings.TrimSuffix(before, word)
	p := ""
	for _, w := range [...]string{"本", "该", "同", "此", "上述", "前述"} {
		if strings.HasSuffix(head, w) {
			p = w
		}
	}
	at := len(head) - len(p)
	// 合同法, 基本法, 日本法 only end like a pronoun.
	if p == "" || hasAnySuffix(head, "合同", "共同", "协同", "不同", "相同", "基本", "日本", "根本", "资本", "版本", "因此", "如此") {
		return law{}, 0, false
	}
	title := before[at:]
	if p == "本" && f.opts.Self != "" {
		return law{title: title, name: f.opts.Self, known: true}, at, true
	}
	l, ok := f.lastLaw(word)
	return law{title: l.title, name: l.name, known: l.known}, at, ok
}

// partOf finds the article (or paragraph) that 第…款 or 第…项 belongs to: 同条第二款, 该款第（一）项. In a law's own text
// 本条 is the article that is read, which this package does not know; there it is left alone.
func (f *Finder) partOf(before string, from, level int) (Citation, bool) {
	if f.last.Article.IsZero() {
		return Citation{}, false
	}
	c := Citation{Ref: Ref{Law: f.last.Law, Article: f.last.Article}, Title: f.last.Title, Known: f.last.Known}
	word := ""
	switch {
	case hasAnySuffix(before, "同条", "该条"), strings.HasSuffix(before, "本条") && f.opts.Self == "":
		word = "同条"
	case level > levelParagraph && f.last.Paragraph > 0 && hasAnySuffix(before, "同款", "该款"):
		word = "同款"
		c.Paragraph = f.last.Paragraph
	default:
		return Citation{}, false
	}
	c.Start = from + len(before) - len(word)
	return c, true
}

// preceding reads 前款 as the paragraph this text cited last. In a law's own text it is the paragraph before the one
// read, which this package does not know; there it is left alone.
func (f *Finder) preceding(i int) int {
	end := i + len("前款")
	if !strings.HasPrefix(f.text[i:], "前款") || f.opts.Self != "" || f.last.Article.IsZero() {
		return i + 1
	}
	next := f.text[skipSpace(f.text, end):]
	before, _ := utf8.DecodeLastRuneInString(f.text[f.floor:i])
	// 之前款项, 提前款待.
	if before == '之' || before == '提' || before == '以' || before == '目' || !hasAnyPrefix(next, "第", "规定", "所") {
		return i + 1
	}
	c := Citation{Ref: Ref{Law: f.last.Law, Article: f.last.Article, Paragraph: f.last.Paragraph}, Title: f.last.Title,
		Known: f.last.Known, Start: i, End: end}
	if q := skipSpace(f.text, end); strings.HasPrefix(f.text[q:], "第") {
		if p := f.refs(c, q, levelItem); p > q {
			return p
		}
	}
	f.emit(c)
	return end
}
