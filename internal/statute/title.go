package statute

import (
	"strings"
	"unicode/utf8"
)

// Titles and brackets longer than this, in bytes, are slips of the pen: the bound keeps the scan linear.
const maxTitle = 300

// title reads the title at 《, brackets after it, and the articles that follow.
func (f *Finder) title(i int) int {
	end := titleEnd(f.text, i)
	if end == 0 {
		return i + len("《")
	}
	l := f.lookup(f.text[i+len("《") : end-len("》")])
	edition, p := f.brackets(end, l)
	c := Citation{Ref: Ref{Law: l.name}, Title: l.title, Known: l.known, Edition: edition, Start: i}
	if q := skipDivisions(f.text, skipJoint(f.text, p)); strings.HasPrefix(f.text[q:], "第") {
		if next := f.refs(c, q, levelArticle); next > q {
			f.remember(l)
			return next
		}
	}
	c.Kind, c.End = Mention, end
	f.emit(c)
	f.remember(l)
	f.floor = p
	return p
}

// titleEnd returns the offset after the 》 that closes the 《 at i, over nested marks; 0 when it is not closed.
func titleEnd(s string, i int) int {
	depth := 0
	for p := i; p < len(s) && p-i < maxTitle; {
		switch {
		case s[p] == '\n':
			return 0
		case strings.HasPrefix(s[p:], "《"):
			depth++
		case strings.HasPrefix(s[p:], "》"):
			if depth--; depth == 0 {
				return p + len("》")
			}
		}
		_, size := utf8.DecodeRuneInString(s[p:])
		p += size
	}
	return 0
}

// lookup says which law a title names: a short name of this document, a name of the index, or 《条例》 for the last one cited.
func (f *Finder) lookup(title string) law {
	if l, ok := f.named(title); ok {
		return l
	}
	name := clean(title)
	l := law{title: title}
	if lawWord(name) == name {
		if back, ok := f.lastLaw(name); ok {
			return law{title: title, name: back.name, known: back.known}
		}
	}
	if isLawName(name) {
		l.name = name
	}
	return l
}

// named resolves a title by the document's own short names, then by the index.
func (f *Finder) named(title string) (law, bool) {
	if len(f.aliases) > 0 {
		folded := Fold(title)
		for _, a := range f.aliases {
			if a.folded == folded {
				return law{title: title, name: a.law.name, known: a.law.known}, true
			}
		}
	}
	if f.opts.Resolve == nil {
		return law{}, false
	}
	if name, ok := f.opts.Resolve(title); ok {
		return law{title: title, name: name, known: true}, true
	}
	if name, ok := f.opts.Resolve(clean(title)); ok {
		return law{title: title, name: name, known: true}, true
	}
	return law{}, false
}

// lastLaw returns the last law cited whose name ends in the word (法, 条例 …).
func (f *Finder) lastLaw(word string) (law, bool) {
	for i := len(f.laws) - 1; i >= 0; i-- {
		name := f.laws[i].name
		for _, tail := range [...]string{"（试行）", "(试行)", "（暂行）", "(暂行)"} {
			name = strings.TrimSuffix(name, tail)
		}
		if w := lawWord(name); w == word || word == "法" && w == "法典" {
			return f.laws[i], true
		}
	}
	return law{}, false
}

// brackets reads the brackets after a title: editions and definitions of short names. Other brackets are left.
func (f *Finder) brackets(i int, l law) (edition string, end int) {
	end = i
	for {
		q := skipSpace(f.text, end)
		inner, next := bracket(f.text, q)
		if next == 0 {
			return edition, end
		}
		short, defines := shortName(inner)
		switch {
		case defines:
			f.define(short, l)
		case isEdition(strings.TrimSpace(inner)):
			edition = strings.TrimSpace(inner)
		default:
			return edition, end
		}
		end = next
	}
}

// bracket returns the inside of the bracket at i and the offset after it, 0 when there is none.
func bracket(s string, i int) (inner string, end int) {
	open := openBracket(s, i)
	if open == 0 {
		return "", 0
	}
	depth := 0
	for p := i; p < len(s) && p-i < maxTitle && s[p] != '\n'; {
		if n := openBracket(s, p); n > 0 {
			depth++
			p += n
			continue
		}
		if n := closeBracket(s, p); n > 0 {
			if depth--; depth == 0 {
				return s[i+open : p], p + n
			}
			p += n
			continue
		}
		_, size := utf8.DecodeRuneInString(s[p:])
		p += size
	}
	return "", 0
}

// shortName reads 以下简称“条例” and its variants.
func shortName(inner string) (string, bool) {
	rest := ""
	for _, w := range [...]string{"简称", "下称", "统称"} {
		if i := strings.Index(inner, w); i >= 0 {
			rest = inner[i+len(w):]
			break
		}
	}
	if rest == "" {
		return "", false
	}
	rest = strings.TrimLeft(rest, " \t\u3000：:为")
	for _, q := range [...][2]string{{"《", "》"}, {"“", "”"}, {"\"", "\""}, {"‘", "’"}, {"「", "」"}, {"〈", "〉"}, {"'", "'"}} {
		if inside, ok := strings.CutPrefix(rest, q[0]); ok {
			if end := strings.Index(inside, q[1]); end > 0 {
				return strings.Trim(inside[:end], "《》"), true
			}
		}
	}
	if i := strings.IndexAny(rest, "，,；;。"); i >= 0 {
		rest = rest[:i]
	}
	rest = strings.TrimSpace(rest)
	return rest, rest != ""
}

// define notes a short name; a later definition of the same name wins.
func (f *Finder) define(short string, l law) {
	folded := Fold(short)
	for i := range f.aliases {
		if f.aliases[i].folded == folded {
			f.aliases[i].law = l
			return
		}
	}
	// More short names than this are no document; the bound keeps the search short.
	if folded != "" && len(f.aliases) < 64 {
		f.aliases = append(f.aliases, alias{folded, l})
	}
}
