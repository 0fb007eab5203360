package privacy

import (
	"bytes"
	"encoding/binary"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "make data/lexicon.bin anew of the lists beside it")

// seldomAlone is added to the cost of a family name as a word: counts of words hold names as well.
const seldomAlone = 25

// lexiconTables are the tables of the lexicon while they are made.
type lexiconTables struct {
	index   [indexed]uint16
	letters [maxLetters * letterSize]byte
	n       int
	hints   [1 << hintBits >> 3]byte
	pairs   [1 << pairBits]uint32
	longs   [1 << longBits]uint32
	beside  [1 << besideBits]uint64
}

func (t *lexiconTables) bytes(tb testing.TB) []byte {
	var b bytes.Buffer
	for _, part := range []any{t.index[:], t.letters[:], t.hints[:], t.pairs[:], t.longs[:], t.beside[:]} {
		if err := binary.Write(&b, binary.LittleEndian, part); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes()
}

func (t *lexiconTables) letter(line string) {
	r, w := hanzi(line, 0)
	if w == 0 || r < firstLetter || r >= firstLetter+indexed {
		return
	}
	t.n++
	t.index[r-firstLetter] = uint16(t.n)
	at := t.letters[t.n*letterSize:]
	for i, field := range strings.Fields(line[w:]) {
		at[i] = byte(min(number(field), never))
	}
	if at[asFamily] < rareFamily && !everyday.has(r) {
		at[asWord] += seldomAlone
	}
	if at[asFamily] != never || doubleFirst.has(r) {
		t.index[r-firstLetter] |= beginsName
	}
	if steppeFirst.has(r) {
		t.index[r-firstLetter] |= beginsSteppe
	}
}

// word enters a word unless it is too long or holds a character without a place.
func (t *lexiconTables) word(word string, class int) bool {
	var p [4]uint16
	runes := []rune(word)
	if len(runes) < 2 || len(runes) > 4 {
		return false
	}
	for i, r := range runes {
		if r < firstLetter || r >= firstLetter+indexed || t.index[r-firstLetter] == 0 {
			return false
		}
		p[i] = t.index[r-firstLetter] & (1<<placeBits - 1)
	}
	key := pairKey(p[0], p[1])
	if len(runes) == 2 {
		t.pair(key, uint32(class-noClass)<<1)
		return true
	}
	t.pair(key, 1)
	hash := longHash(key, pairKey(p[2], p[3]))
	i := hash >> (64 - longBits)
	for ; t.longs[i] != 0 && t.longs[i]>>4 != uint32(hash)>>4; i = (i + 1) % uint64(len(t.longs)) {
	}
	t.longs[i] = uint32(hash)&^15 | uint32(class-noClass)
	return true
}

// pair enters a cost or the mark that longer words begin so; a later cost takes the place of an earlier one.
func (t *lexiconTables) pair(key, value uint32) {
	hash := pairHash(key)
	k := hash >> 12 & (1<<hintBits - 1)
	t.hints[k>>3] |= 1 << (k & 7)
	i := hash >> (64 - pairBits)
	for ; t.pairs[i] != 0 && t.pairs[i]>>5 != key; i = (i + 1) % uint64(len(t.pairs)) {
	}
	if value == 1 {
		t.pairs[i] |= key<<5 | 1
	} else {
		t.pairs[i] = t.pairs[i]&1 | key<<5 | value
	}
}

// besides enters a line of the list of words beside names.
func (t *lexiconTables) besides(tb testing.TB, line string) (word string, said [2]int) {
	fields := strings.Fields(line)
	for i, field := range fields[1:] {
		n, err := strconv.Atoi(field)
		if err != nil || n < -128 || n > 127 {
			tb.Fatalf("%q: %v", line, err)
		}
		said[i] = n
	}
	hash := besideHash(fields[0])
	i := hash % uint64(len(t.beside))
	for t.beside[i] != 0 {
		i = (i + 1) % uint64(len(t.beside))
	}
	t.beside[i] = hash>>16 | uint64(uint8(int8(said[0])))<<48 | uint64(uint8(int8(said[1])))<<56
	return fields[0], said
}

func readList(tb testing.TB, name string) string {
	text, err := os.ReadFile("data/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// eachWord goes through the lists of words; of a word that comes twice the last cost counts.
func eachWord(tb testing.TB, do func(word string, class int)) {
	for _, list := range []string{"words.txt", "field.txt"} {
		for line := range strings.Lines(readList(tb, list)) {
			if class, words, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok && isDigit(class[0]) {
				for word := range strings.SplitSeq(words, " ") {
					do(word, number(class))
				}
			}
		}
	}
}

func TestLexiconIsMadeOfTheLists(t *testing.T) {
	tables := &lexiconTables{}
	copy(tables.letters[:], []byte{never, never, never, never, unknownCost})
	for line := range strings.Lines(readList(t, "letters.txt")) {
		tables.letter(line)
	}
	costs := map[string]int{}
	eachWord(t, func(word string, class int) {
		if tables.word(word, class) {
			costs[word] = class * 10
		}
	})
	beside := map[string][2]int{}
	for line := range strings.Lines(readList(t, "beside.txt")) {
		if !strings.HasPrefix(line, "#") {
			word, said := tables.besides(t, line)
			beside[word] = said
		}
	}
	made := tables.bytes(t)
	if *update {
		if err := os.WriteFile("data/lexicon.bin", made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if string(made) != lexiconData && !*update {
		t.Error("data/lexicon.bin is not what the lists make: run go test ./internal/privacy -run Lexicon -update")
	}
	l := openLexicon(string(made))
	for word, cost := range costs {
		if l.cost(word) != cost {
			t.Errorf("%s costs %d, want %d", word, l.cost(word), cost)
		}
	}
	for word, said := range beside {
		if before, behind, _ := l.besides(word); before != said[0] || behind != said[1] {
			t.Errorf("%s says %d and %d, want %v", word, before, behind, said)
		}
	}
	for _, no := range []string{"某某", "晓明", "镕镕镕", "甲乙丙丁戊", ""} {
		if c := l.cost(no); c != 0 && costs[no] == 0 {
			t.Errorf("%s costs %d, but is no word", no, c)
		}
	}
}

func TestHasLine(t *testing.T) {
	const list = "# head\n一\n一下\n丁\n"
	for word, want := range map[string]bool{"一": true, "一下": true, "丁": true, "七": false, "一一": false, "": false} {
		if got := hasLine(list, word); got != want {
			t.Errorf("%q: %v, want %v", word, got, want)
		}
	}
}
