package statute

import (
	"bytes"
	"strings"
)

// Kind tells a citation of an article from the mere mention of a title.
type Kind uint8

const (
	// Article is a citation of an article or a part of one.
	Article Kind = iota
	// Mention is a title in 《》 without an article: a law as a whole, or a book, a plan, a form.
	Mention
)

// Citation is one place in a text where a law is cited.
type Citation struct {
	Kind    Kind
	Ref            // what is cited; Law is "" when the title is not that of a law
	Title   string // the law as written, without 《》: a full or short title; for 该法, 前款 and further articles of a list, that of the law they go back to
	Known   bool   // Options.Resolve knew the law
	Edition string // the words of a bracket after the title, as 2021年修订; "" when there is none
	Range   bool   // end of a range (至) that the citation before begins
	Start   int    // byte offsets of the text to be linked
	End     int
	Text    string // text[Start:End]
}

// Options say what a Finder knows beside the text.
type Options struct {
	// Resolve maps a name of a law to its canonical title, as Library.Resolve does. Nil knows no law.
	Resolve func(name string) (canonical string, ok bool)
	// Self is the canonical title of the law whose own text is read, for 本法; "" in all other texts.
	Self string
}

// Find returns the citations of one text, sorted, not overlapping. Use a Finder for a document of several paragraphs.
func Find(text string, o Options) []Citation {
	if !mayCite(text) {
		return nil
	}
	return NewFinder(o).Find(text)
}

// MayCite reports whether a text may cite a law: it keeps the many paragraphs without any from costing anything. Both
// characters looked for are found by their last byte, which is rarer than the first.
func MayCite(text []byte) bool {
	return holds(text, "《") || holds(text, "第")
}

func holds(text []byte, word string) bool {
	last := word[len(word)-1]
	for i := len(word) - 1; i < len(text); i++ {
		k := bytes.IndexByte(text[i:], last)
		if k < 0 {
			return false
		}
		if i += k; string(text[i+1-len(word):i+1]) == word {
			return true
		}
	}
	return false
}

// mayCite is MayCite of a string.
func mayCite(text string) bool { return strings.Contains(text, "《") || strings.Contains(text, "第") }

// Finder finds the citations of one document, paragraph by paragraph: short names defined by （以下简称“条例”） and the law
// 该法 goes back to carry over from one paragraph to the next, unfinished sentences do not. It is not safe for concurrent
// use; a document takes one Finder.
type Finder struct {
	opts    Options
	aliases []alias
	laws    []law // laws cited so far, the last one last
	scan
}

// scan is the state of one paragraph.
type scan struct {
	text     string
	out      []Citation
	floor    int // end of what has been taken; nothing before it may be part of a further span
	sentence law // the law whose further articles this sentence may cite; zero for none
	last     Citation
	nums     []numeral // scratch of token
}

// law is a title as the document wrote it and what it resolves to.
type law struct {
	title string
	name  string // canonical; "" when it is not a law
	known bool
}

// alias is a short name the document defined.
type alias struct {
	folded string
	law    law
}

// NewFinder returns a Finder for one document.
func NewFinder(o Options) *Finder { return &Finder{opts: o} }

// Find returns the citations of the document's next paragraph, sorted, not overlapping. A line break ends a sentence.
func (f *Finder) Find(text string) []Citation {
	if !mayCite(text) {
		return nil
	}
	f.scan = scan{text: text, nums: f.nums[:0]}
	for i := 0; i < len(text); {
		switch text[i] {
		case '\n', '!', '?':
			f.sentence = law{}
			i++
		case 0xE3: // 《 。
			i = f.mark(i)
		case 0xE5: // 前
			i = f.preceding(i)
		case 0xE7: // 第
			i = f.ordinal(i)
		case 0xEF: // ！ ？
			if strings.HasPrefix(text[i:], "！") || strings.HasPrefix(text[i:], "？") {
				f.sentence = law{}
			}
			i++
		default:
			i++
		}
	}
	out := f.out
	f.scan = scan{nums: f.nums}
	return out
}

func (f *Finder) mark(i int) int {
	switch {
	case strings.HasPrefix(f.text[i:], "《"):
		return f.title(i)
	case strings.HasPrefix(f.text[i:], "。"):
		f.sentence = law{}
	}
	return i + 1
}

func (f *Finder) emit(c Citation) {
	c.Text = f.text[c.Start:c.End]
	f.out = append(f.out, c)
	f.floor = c.End
	if c.Kind == Article {
		f.last = c
	}
}

// remember notes the law for 该法 and for further articles of the sentence.
func (f *Finder) remember(l law) {
	f.sentence = law{}
	if l.name == "" {
		return
	}
	f.sentence = l
	if n := len(f.laws); n > 0 && f.laws[n-1].name == l.name {
		return
	}
	// Only the last few can be meant; the bound keeps a long document linear.
	if len(f.laws) == 16 {
		f.laws = append(f.laws[:0], f.laws[1:]...)
	}
	f.laws = append(f.laws, l)
}
