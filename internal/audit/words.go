package audit

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// builtinWords is the list every site is read with.
//
//go:embed data/words.toml
var builtinWords []byte

// Word is one wrong expression.
type Word struct {
	Wrong, Right string
	Except       []string // phrases in which Wrong is not wrong; each holds it
	Serious      bool     // an error, not a mere slip
	Source       string   // who says so
}

// Words finds wrong expressions. It is read-only and serves all workers.
type Words struct {
	pairs [1 << 16 / 64]uint64 // set of the first two characters, by pair
	again [1 << 16 / 64]uint64 // the same by another number: both are small enough to stay near, and few other pairs are in both
	by    map[rune][]Word      // by first character, longer words first
}

// Len returns how many expressions the list holds.
func (w *Words) Len() int {
	n := 0
	for _, list := range w.by {
		n += len(list)
	}
	return n
}

// BuiltinWords returns the list of the program.
func BuiltinWords() *Words {
	w, _ := ReadWords("", nil)
	return w
}

// ReadWords returns the list of the program with a site's own file laid over it: groups add expressions, except adds
// phrases in which an expression is right, and off takes slips away. Serious ones stay: errors cannot be switched off.
// The text of a site's file may be nil.
func ReadWords(file string, text []byte) (*Words, diag.List) {
	w := &Words{by: map[rune][]Word{}}
	own, _ := source.ReadTOML("words.toml", builtinWords)
	r := wordReader{words: w, Table: own}
	r.groups()
	var problems diag.List
	if text != nil {
		r.Table, problems = source.ReadTOML(file, text)
		if r.Table != nil {
			r.problems = problems
			r.site()
			problems = r.problems
		}
	}
	for _, list := range w.by {
		slices.SortStableFunc(list, func(a, b Word) int { return len(b.Wrong) - len(a.Wrong) })
	}
	return w, problems
}

type wordReader struct {
	*source.Table
	words    *Words
	problems diag.List
}

// wordFile is a list as it is written.
type wordFile struct {
	Off    []string             `toml:"off"`
	Except map[string][]string  `toml:"except"`
	Group  map[string]wordGroup `toml:"group"`
}

type wordGroup struct {
	Label  string         `toml:"label"`
	Rule   string         `toml:"rule"`
	Source string         `toml:"source"`
	Words  map[string]any `toml:"words"`
}

func (r *wordReader) fail(path []string, format string, args ...any) {
	r.problems = append(r.problems, r.Problem(config.RuleConfig, path, format, args...))
}

func (r *wordReader) groups() wordFile {
	var file wordFile
	r.problems = append(r.problems, r.Decode(&file)...)
	for _, name := range r.Keys("group") {
		g := file.Group[name]
		if g.Rule != "serious" && g.Rule != "typo" {
			r.fail([]string{"group", name, "rule"}, "[group.%s] 的 rule 只能是 serious（错误）或 typo（提醒），实为 %q", name, g.Rule)
			continue
		}
		for _, wrong := range r.Keys("group", name, "words") {
			r.word(g, g.Words[wrong], []string{"group", name, "words", wrong})
		}
	}
	return file
}

// word reads one entry: "错" = "对", or "错" = { right = "对", except = ["…"] }.
func (r *wordReader) word(g wordGroup, value any, path []string) {
	word := Word{Wrong: path[len(path)-1], Serious: g.Rule == "serious", Source: g.Source}
	switch value := value.(type) {
	case string:
		word.Right = value
	case map[string]any:
		word.Right, _ = value["right"].(string)
		list, _ := value["except"].([]any)
		for _, e := range list {
			phrase, _ := e.(string)
			word.Except = append(word.Except, phrase)
		}
	}
	switch {
	case word.Right == "" || word.Right == word.Wrong:
		r.fail(path, "词语写作 \"错\" = \"对\"，或 { right = \"对\", except = [\"不算错的词句\"] }")
	case utf8.RuneCountInString(word.Wrong) < 2:
		r.fail(path, "词语至少两个字，实为 %q", word.Wrong)
	case slices.ContainsFunc(word.Except, func(e string) bool { return !strings.Contains(e, word.Wrong) }):
		r.fail(path, "except 里的每一条都要含有 %q", word.Wrong)
	default:
		r.words.add(word)
	}
}

// site reads what only a site's own file may say.
func (r *wordReader) site() {
	file := r.groups()
	for i, wrong := range file.Off {
		word := r.words.find(wrong)
		switch {
		case word == nil:
			r.problems = append(r.problems, config.RuleConfig.At(r.ElementPos(i, "off"), "词表里没有 %q", wrong))
		case word.Serious:
			r.problems = append(r.problems, config.RuleConfig.At(r.ElementPos(i, "off"), "%q 属于严重表述错误，不能关闭", wrong).
				WithHint("在某些词句里不算错的，写在 [except] 里"))
		default:
			r.words.remove(wrong)
		}
	}
	for _, wrong := range r.Keys("except") {
		word := r.words.find(wrong)
		if word == nil || slices.ContainsFunc(file.Except[wrong], func(e string) bool { return !strings.Contains(e, wrong) || e == wrong }) {
			r.fail([]string{"except", wrong}, "[except] 写作 \"词表里的词\" = [\"含有这个词而不算错的词句\"]，实为 %q", wrong)
			continue
		}
		word.Except = append(word.Except, file.Except[wrong]...)
	}
}

// add puts an expression into the list; one that is there is replaced.
func (w *Words) add(word Word) {
	if old := w.find(word.Wrong); old != nil {
		*old = word
		return
	}
	first, size := utf8.DecodeRuneInString(word.Wrong)
	second, _ := utf8.DecodeRuneInString(word.Wrong[size:])
	w.by[first] = append(w.by[first], word)
	k := pair(first, second)
	w.pairs[k/64] |= 1 << (k % 64)
	k = pairAgain(first, second)
	w.again[k/64] |= 1 << (k % 64)
}

func (w *Words) find(wrong string) *Word {
	first, _ := utf8.DecodeRuneInString(wrong)
	for i := range w.by[first] {
		if w.by[first][i].Wrong == wrong {
			return &w.by[first][i]
		}
	}
	return nil
}

func (w *Words) remove(wrong string) {
	first, _ := utf8.DecodeRuneInString(wrong)
	w.by[first] = slices.DeleteFunc(w.by[first], func(o Word) bool { return o.Wrong == wrong })
}

// Hit is a wrong expression found in a text.
type Hit struct {
	Start int // in bytes
	Word  *Word
}

// Find returns the wrong expressions of a text in order. They do not overlap.
func (w *Words) Find(text string) []Hit {
	var hits []Hit
	before, start := rune(0), 0 // the character before, and where it stands
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		switch c := text[i]; {
		case c < utf8.RuneSelf:
		case c >= 0xE3 && c <= 0xE9 && i+2 < len(text):
			// A Chinese character has three bytes; decoding it here takes a third of the time.
			r, size = rune(c&0x0F)<<12|rune(text[i+1]&0x3F)<<6|rune(text[i+2]&0x3F), 3
		default:
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if k := pair(before, r); w.pairs[k/64]&(1<<(k%64)) != 0 && w.begins(before, r) {
			if word := w.at(text, start, before); word != nil {
				hits = append(hits, Hit{start, word})
				before, i = 0, start+len(word.Wrong)
				continue
			}
		}
		before, start = r, i
		i += size
	}
	return hits
}

// pair is the place of two characters in the set of beginnings: few texts get past it.
func pair(a, b rune) uint16 { return uint16(a)*31 ^ uint16(b) }

func pairAgain(a, b rune) uint16 { return uint16((uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> 16) }

// begins reports whether a word in the list may begin with a pair that is in the first set.
func (w *Words) begins(a, b rune) bool {
	k := pairAgain(a, b)
	return w.again[k/64]&(1<<(k%64)) != 0
}

func (w *Words) at(text string, i int, first rune) *Word {
	list := w.by[first]
	for k := range list {
		if word := &list[k]; strings.HasPrefix(text[i:], word.Wrong) && !excepted(text, i, word) {
			return word
		}
	}
	return nil
}

// excepted reports whether the expression at a place is part of a phrase in which it is right.
func excepted(text string, at int, word *Word) bool {
	for _, phrase := range word.Except {
		for from := 0; ; {
			k := strings.Index(phrase[from:], word.Wrong)
			if k < 0 {
				break
			}
			start := at - from - k
			if start >= 0 && strings.HasPrefix(text[start:], phrase) {
				return true
			}
			from += k + len(word.Wrong)
		}
	}
	return false
}
