package privacy

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// lexiconData is made of letters.txt, words.txt, field.txt and beside.txt of the folder data by the test of this file: as
// tables that are looked into where they lie. To read the lists took every run of the program ten milliseconds.
//
//go:embed data/lexicon.bin
var lexiconData string

//go:embed data/known.txt
var knownList string

// Costs are ten times the negative natural logarithm of a frequency: what is rare is dear.
const (
	never       = 255 // letter that is not used so
	unknownCost = 170 // a character no text was counted with
)

// The tables of the lexicon, all little-endian and of fixed size:
//
//	index    2 bytes for each character from U+4E00 on: 14 bits of its place among the letters, 0 when it is unknown, then
//	         what it may begin
//	letters  8 bytes each, see the offsets below
//	hints    a bit for each word: small enough to stay near, it turns most questions away
//	pairs    words of two characters: 27 bits of key, 4 of class, 1 when longer words begin so; 0 is free
//	longs    words of three and four: 28 bits of hash, 4 of class. Of 100 million stretches that are no word
//	         one is taken for one, which tips no scale: costs are weights
//	beside   8 bytes for each word that stands beside names: 48 bits of hash, then what it says before and behind one
const (
	firstLetter = 0x4E00
	indexed     = 0x5200
	maxLetters  = 11000 // squared less than 2^27
	letterSize  = 8
	placeBits   = 14
	hintBits    = 20
	pairBits    = 17
	longBits    = 16
	besideBits  = 15
	noClass     = 5 // classes of cost are kept less this, so that 4 bits hold them
)

// classCost returns the cost that the low four bits stand for.
func classCost(class uint32) int {
	if class &= 15; class != 0 {
		return int(class+noClass) * 10
	}
	return 0
}

// Offsets in a letter: how dear the character is as a family name, as the first and the second of two given characters,
// as the only one, and as a word of its own.
const (
	asFamily = iota
	asFirst
	asSecond
	asOnly
	asWord
)

// What a character may begin.
const (
	beginsName   = 1 << (placeBits + iota) // with a family name of one or two characters
	beginsSteppe                           // of Tibetan or Mongolian parts
)

// lexicon is what is known of Chinese words and of the characters of names.
type lexicon struct{ index, letters, hints, pairs, longs, beside string }

var lex = openLexicon(lexiconData)

func openLexicon(data string) *lexicon {
	cut := func(size int) string {
		part := data[:size]
		data = data[size:]
		return part
	}
	return &lexicon{cut(indexed * 2), cut(maxLetters * letterSize), cut(1 << hintBits >> 3), cut(4 << pairBits), cut(4 << longBits), cut(8 << besideBits)}
}

// look returns the place of a character among the letters, and what it may begin.
func (l *lexicon) look(r rune) uint16 {
	i := uint(r-firstLetter) * 2
	if i+1 >= uint(len(l.index)) {
		return 0
	}
	return uint16(l.index[i]) | uint16(l.index[i+1])<<8
}

// place returns the place of a character among the letters.
func (l *lexicon) place(r rune) uint16 { return l.look(r) & (1<<placeBits - 1) }

// letter returns what the letters say of a character.
func (l *lexicon) letter(place uint16, as int) uint8 { return l.letters[int(place)*letterSize+as] }

// familyCost returns how dear the first character of the text is as a family name.
func (l *lexicon) familyCost(text string) int {
	r, _ := hanzi(text, 0)
	return int(l.letter(l.place(r), asFamily))
}

func pairKey(a, b uint16) uint32 { return uint32(a)*maxLetters + uint32(b) }

// pairHash spreads a key; its upper bits choose the slot, the lower the hint.
func pairHash(key uint32) uint64 { return uint64(key) * 0x9E3779B97F4A7C15 }

func longHash(first, second uint32) uint64 {
	h := uint64(first)*0x9E3779B97F4A7C15 ^ uint64(second)*0xC2B2AE3D27D4EB4F
	return (h ^ h>>29) * 0xBF58476D1CE4E5B9
}

func (l *lexicon) hinted(hash uint64) bool {
	k := hash >> 12 & (1<<hintBits - 1)
	return l.hints[k>>3]&(1<<(k&7)) != 0
}

func word32(table string, i uint64) uint32 {
	s := table[i*4 : i*4+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// pair returns how dear a word of two characters is, 0 when there is none, and whether longer words begin so.
func (l *lexicon) pair(a, b uint16) (cost int, longer bool) {
	key := pairKey(a, b)
	hash := pairHash(key)
	if !l.hinted(hash) {
		return 0, false
	}
	for i := hash >> (64 - pairBits); ; i = (i + 1) & (1<<pairBits - 1) {
		switch v := word32(l.pairs, i); {
		case v == 0:
			return 0, false
		case v>>5 == key:
			return classCost(v >> 1), v&1 != 0
		}
	}
}

// long returns how dear a word of three characters, or of four, is; d is 0 for one of three.
func (l *lexicon) long(a, b, c, d uint16) int {
	hash := longHash(pairKey(a, b), pairKey(c, d))
	for i := hash >> (64 - longBits); ; i = (i + 1) & (1<<longBits - 1) {
		switch v := word32(l.longs, i); {
		case v == 0:
			return 0
		case v>>4 == uint32(hash)>>4:
			return classCost(v)
		}
	}
}

// cost returns how dear a word of two to four characters is, 0 when there is no such word.
func (l *lexicon) cost(word string) int {
	var p [4]uint16
	n := 0
	for _, r := range word {
		if n == len(p) {
			return 0
		}
		if p[n] = l.place(r); p[n] == 0 {
			return 0
		}
		n++
	}
	if n < 2 {
		return 0
	}
	cost, longer := l.pair(p[0], p[1])
	switch {
	case n == 2:
		return cost
	case !longer:
		return 0
	}
	return l.long(p[0], p[1], p[2], p[3])
}

// besideHash spreads a word beside names (FNV-1a).
func besideHash(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h ^ h>>32
}

// besides returns how much likelier a word makes a name behind it, and before it.
func (l *lexicon) besides(word string) (before, behind int, ok bool) {
	hash := besideHash(word)
	for i := hash & (1<<besideBits - 1); ; i = (i + 1) & (1<<besideBits - 1) {
		low, high := word32(l.beside, 2*i), word32(l.beside, 2*i+1)
		switch {
		case low == 0 && high == 0:
			return 0, 0, false
		case low == uint32(hash>>16) && high&0xFFFF == uint32(hash>>48):
			return int(int8(high >> 16)), int(int8(high >> 24)), true
		}
	}
}

// hasLine reports whether a word stands in a sorted list of words, one a line.
func hasLine(list, word string) bool {
	for from, to := 0, len(list); from < to; {
		start := from + strings.LastIndexByte(list[from:from+(to-from)/2], '\n') + 1
		end := start + strings.IndexByte(list[start:], '\n')
		switch c := strings.Compare(word, list[start:end]); {
		case c == 0:
			return true
		case c < 0:
			to = start
		default:
			from = end + 1
		}
	}
	return false
}

// known reports whether everyone knows the name, or takes it for a word.
func (l *lexicon) known(name string) bool {
	return hasLine(knownList, name)
}

// longestBeside is the length of the longest word in the list of words beside names, in characters.
const longestBeside = 5

// beforeName says how much likelier the end of the text makes a name behind it.
func (l *lexicon) beforeName(text string) int {
	at := len(text)
	best := 0
	for range longestBeside {
		r, w := utf8.DecodeLastRuneInString(text[:at])
		if w < 3 || r < firstLetter {
			break
		}
		at -= w
		if before, _, ok := l.besides(text[at:]); ok {
			best = before
		}
	}
	return best
}

// behindName says how much likelier the beginning of the text makes a name before it.
func (l *lexicon) behindName(text string) int {
	at, best := 0, 0
	for range longestBeside {
		_, w := hanzi(text, at)
		if w == 0 {
			break
		}
		at += w
		if _, behind, ok := l.besides(text[:at]); ok {
			best = behind
		}
	}
	return best
}
