package privacy

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/words.txt
var wordList string

//go:embed data/field.txt
var fieldList string

//go:embed data/beside.txt
var besideList string

//go:embed data/known.txt
var knownList string

//go:embed data/letters.txt
var letterList string

// Costs are ten times the negative natural logarithm of a frequency: what is rare is dear.
const (
	never       = 255 // letter that is not used so
	seldomAlone = 25  // more for a family name as a word: counts of words hold names as well
	unknownCost = 170 // a character no text was counted with
)

// letter says how dear one character is: as a family name, as the first and the second of two given characters, as the
// only one, and as a word of its own.
type letter struct {
	family, first, second, only, word uint8
	doubles                           bool // begins a family name of two characters
}

// lexicon is what is known of Chinese words and of the characters of names.
type lexicon struct {
	index   [0x5200]uint16 // by character from U+4E00 on: its place in letters, 0 when it is unknown
	letters []letter
	slots   []uint64        // words: four places of 14 bits each, then the cost
	hints   [1 << 14]uint64 // a bit for each word: small enough to stay near, it turns most questions away
	beside  map[string][2]int8
	known   map[string]struct{}
	doubles map[uint64]struct{}
}

// lexicalData is read when the first text is looked at that may hold a name: a few milliseconds.
var lexicalData = sync.OnceValue(func() *lexicon {
	l := readLexicon(letterList, wordList, fieldList)
	l.readBeside(besideList)
	l.readKnown(knownList)
	l.doubles = map[uint64]struct{}{}
	for _, d := range compoundSurnames {
		l.doubles[l.key(d)] = struct{}{}
	}
	return l
})

func readLexicon(letters string, lists ...string) *lexicon {
	l := &lexicon{letters: make([]letter, 1, 11000), slots: make([]uint64, 1<<18)}
	l.letters[0] = letter{family: never, first: never, second: never, only: never, word: unknownCost}
	for line := range strings.Lines(letters) {
		if r, w := hanzi(line, 0); w > 0 && r >= 0x4E00 && r <= 0x9FFF {
			l.index[r-0x4E00] = uint16(len(l.letters))
			one := readLetter(line[w:])
			if one.family < rareFamily && !everyday.has(r) {
				one.word += seldomAlone
			}
			one.doubles = doubleFirst.has(r)
			l.letters = append(l.letters, one)
		}
	}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if isDigit(line[0]) {
				l.readClass(strings.TrimSuffix(line, "\n"))
			}
		}
	}
	return l
}

// readClass reads a line of words of one cost.
func (l *lexicon) readClass(line string) {
	class, list, _ := strings.Cut(line, " ")
	for word := range strings.SplitSeq(list, " ") {
		l.put(l.key(word), number(class)*10)
	}
}

func readLetter(s string) letter {
	var n [5]uint8
	for i, field := range strings.Fields(s) {
		if i < len(n) {
			n[i] = uint8(min(number(field), never))
		}
	}
	return letter{family: n[0], first: n[1], second: n[2], only: n[3], word: n[4]}
}

// place returns the place of a character in letters.
func (l *lexicon) place(r rune) uint16 {
	if r < 0x4E00 || r > 0x9FFF {
		return 0
	}
	return l.index[r-0x4E00]
}

// key packs a word of up to four known characters; 0 for anything else.
func (l *lexicon) key(word string) uint64 {
	key, n := uint64(0), 0
	for _, r := range word {
		p := l.place(r)
		if n++; p == 0 || n > 4 {
			return 0
		}
		key = key<<14 | uint64(p)
	}
	return key
}

// double reports whether two characters are a family name.
func (l *lexicon) double(a, b uint16) bool {
	if !l.letters[a].doubles {
		return false
	}
	_, ok := l.doubles[uint64(a)<<14|uint64(b)]
	return ok
}

// familyCost returns how dear the first character of the text is as a family name.
func (l *lexicon) familyCost(text string) int {
	r, _ := hanzi(text, 0)
	return int(l.letters[l.place(r)].family)
}

func slot(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> 46 }

func hint(key uint64) uint64 { return key * 0xC2B2AE3D27D4EB4F >> 44 }

func (l *lexicon) put(key uint64, cost int) {
	if key == 0 {
		return
	}
	h := hint(key)
	l.hints[h>>6] |= 1 << (h & 63)
	i := slot(key)
	for l.slots[i] != 0 && l.slots[i]>>8 != key {
		i = (i + 1) & uint64(len(l.slots)-1)
	}
	l.slots[i] = key<<8 | uint64(cost)
}

// wordCost returns how dear a packed word of two to four characters is, 0 when there is no such word.
func (l *lexicon) wordCost(key uint64) int {
	if h := hint(key); l.hints[h>>6]&(1<<(h&63)) == 0 {
		return 0
	}
	for i := slot(key); ; i = (i + 1) & uint64(len(l.slots)-1) {
		switch v := l.slots[i]; {
		case v == 0:
			return 0
		case v>>8 == key:
			return int(v & 0xFF)
		}
	}
}

// readBeside reads how much oftener than elsewhere words stand before and behind names.
func (l *lexicon) readBeside(list string) {
	l.beside = make(map[string][2]int8, 6500)
	for line := range strings.Lines(list) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		before, behind, ok := strings.Cut(rest, " ")
		if ok && word != "#" {
			l.beside[word] = [2]int8{signed(before), signed(behind)}
		}
	}
}

func signed(s string) int8 {
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		return -int8(min(number(rest), 100))
	}
	return int8(min(number(s), 100))
}

func (l *lexicon) readKnown(list string) {
	l.known = make(map[string]struct{}, 7000)
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), " ") {
			l.known[word] = struct{}{}
		}
	}
}

// longestBeside is the length of the longest word in the list of words beside names, in characters.
const longestBeside = 5

// beforeName says how much likelier the end of the text makes a name behind it.
func (l *lexicon) beforeName(text string) int {
	at := len(text)
	best := 0
	for range longestBeside {
		r, w := utf8.DecodeLastRuneInString(text[:at])
		if w < 3 || r < 0x4E00 {
			break
		}
		at -= w
		if v, ok := l.beside[text[at:]]; ok {
			best = int(v[0])
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
		if v, ok := l.beside[text[:at]]; ok {
			best = int(v[1])
		}
	}
	return best
}
