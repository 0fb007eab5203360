package privacy

// maxRun is how many characters without a mark between them are read in one go.
const maxRun = 64

// run is a stretch of Chinese characters: what it costs to read it as words, from either end to each place.
type run struct {
	n       int
	family  [maxRun]uint8      // where a family name may begin
	names   int                // how many of them there are
	steppes [maxRun]uint8      // where a Tibetan or Mongolian name may begin
	steppe  int                // how many of them there are
	at      [maxRun + 1]int32  // byte offsets, that of the end included
	place   [maxRun + 3]uint16 // of its characters, then of none
	cost    [maxRun][4]uint8   // of the words of one to four characters that begin there, 0 for no word
	worded  uint64             // a bit for each place whose costs are known
	pairs   [maxRun]uint16     // what the lexicon says of the two characters there, 0 before it is asked
	forward [maxRun + 1]int32
	back    [maxRun + 1]int32
}

// read takes the characters from i on and returns where it stopped.
func (u *run) read(text string, i int) int {
	u.n, u.names, u.steppe, u.worded = 0, 0, 0, 0
	for i < len(text) && u.n < maxRun {
		r, w := common(text, i), 3
		if r == 0 {
			r, w = hanzi(text, i)
		}
		if w == 0 || r == '某' {
			break
		}
		p := lex.look(r)
		u.at[u.n], u.place[u.n], u.pairs[u.n] = int32(i), p&(1<<placeBits-1), 0
		if p&beginsName != 0 {
			u.family[u.names] = uint8(u.n)
			u.names++
		}
		if p&beginsSteppe != 0 {
			u.steppes[u.steppe] = uint8(u.n)
			u.steppe++
		}
		u.n++
		i += w
	}
	u.at[u.n] = int32(i)
	u.place[u.n], u.place[u.n+1], u.place[u.n+2] = 0, 0, 0
	return i
}

// weigh finds the cheapest reading of the run as words, to and from every place.
func (u *run) weigh() {
	for i := range u.n {
		u.wordsAt(i)
	}
	u.forward[0], u.back[u.n] = 0, 0
	for i := 1; i <= u.n; i++ {
		best := u.forward[i-1] + int32(u.cost[i-1][0])
		for k := 1; k < min(4, i); k++ {
			if c := u.cost[i-k-1][k]; c > 0 {
				best = min(best, u.forward[i-k-1]+int32(c))
			}
		}
		u.forward[i] = best
	}
	for i := u.n - 1; i >= 0; i-- {
		best := u.back[i+1] + int32(u.cost[i][0])
		for k, c := range u.cost[i][1:] {
			if c > 0 {
				best = min(best, u.back[i+k+2]+int32(c))
			}
		}
		u.back[i] = best
	}
}

// What pairs hold beside a cost.
const (
	asked      = 1 << 15
	goesOn     = 1 << 14 // longer words begin so
	pairCostOf = 1<<14 - 1
)

// pair is lexicon.pair of the characters at i and i+1, looked up once: every reading of a run asks for them.
func (u *run) pair(i int) (cost int, longer bool) {
	v := u.pairs[i]
	if v == 0 {
		cost, longer = lex.pair(u.place[i], u.place[i+1])
		v = asked | uint16(cost)
		if longer {
			v |= goesOn
		}
		u.pairs[i] = v
	}
	return int(v & pairCostOf), v&goesOn != 0
}

// wordsAt returns the costs of the words that begin at i, which are looked up once.
func (u *run) wordsAt(i int) *[4]uint8 {
	if u.worded>>i&1 == 0 {
		u.worded |= 1 << i
		u.cost[i] = u.words(i)
	}
	return &u.cost[i]
}

// words returns how dear the words of one to four characters are that begin at i.
func (u *run) words(i int) (cost [4]uint8) {
	p := u.place[i : i+4]
	cost[0] = lex.letter(p[0], asWord)
	if p[0] == 0 || p[1] == 0 {
		return cost
	}
	pair, longer := u.pair(i)
	cost[1] = uint8(pair)
	if longer && p[2] != 0 {
		cost[2] = uint8(lex.long(p[0], p[1], p[2], 0))
		if p[3] != 0 {
			cost[3] = uint8(lex.long(p[0], p[1], p[2], p[3]))
		}
	}
	return cost
}

// Costs of words so common that a name hardly begins with one, or begins within one.
const (
	commonWord   = 110
	commonAcross = 100
)

// hopeful reports whether a name may begin at a: with a family name that is not part of a common word. Most characters
// end here, before the run is weighed.
func (u *run) hopeful(a int, double bool) bool {
	if c, _ := u.pair(a); c > 0 && c <= commonWord && !double && !u.thirdAlone(a) {
		return false
	}
	if a == 0 {
		return true
	}
	c, _ := u.pair(a - 1)
	return c == 0 || c > commonAcross
}

// thirdAlone reports whether the third character from a on is no part of a word with either neighbour: 黎明辉.
func (u *run) thirdAlone(a int) bool {
	if a+2 >= u.n || lex.letter(u.place[a+2], asSecond) > givenLetter {
		return false
	}
	before, _ := u.pair(a + 1)
	behind, _ := u.pair(a + 2)
	return (before == 0 || before >= rareWord) && behind == 0
}

// givenLetter is the most a character costs at the end of given names that is often met there, rareWord what a word costs
// that is seldom met.
const (
	givenLetter = 60
	rareWord    = 130
)

// Costs of a name beside those of its characters: that a name comes at all, and that it has one or two given characters.
const (
	nameCost   = 50
	oneGiven   = 12
	twoGiven   = 3
	doubleCost = 75 // of a family name of two characters
)

// margin returns by how much it is cheaper to read the characters from i to j as a name than as words; ok is false when
// they cannot be one.
func (u *run) margin(i, j, family int) (margin int, ok bool) {
	if family == 1 && lex.letter(u.place[i], asFamily) == never {
		return 0, false
	}
	return int(u.forward[u.n]) - (int(u.forward[i]) + u.asName(i, j, family) + int(u.back[j])), true
}

// asName returns how dear the characters from i to j are as a name.
func (u *run) asName(i, j, family int) int {
	sum := nameCost + doubleCost
	if family == 1 {
		sum = nameCost + int(lex.letter(u.place[i], asFamily))
	}
	return sum + u.asGiven(i+family, j)
}

// asGiven returns how dear the characters from i to j are as a given name.
func (u *run) asGiven(i, j int) int {
	if j-i == 1 {
		return oneGiven + int(lex.letter(u.place[i], asOnly))
	}
	return twoGiven + int(lex.letter(u.place[i], asFirst)) + int(lex.letter(u.place[i+1], asSecond))
}

// asWords returns how dear the two or three characters from i to j are as words.
func (u *run) asWords(i, j int) int {
	one, two := u.wordsAt(i), u.wordsAt(i+1)
	cheaper := func(a, b uint8, rest int) int {
		if b == 0 {
			return int(a) + rest
		}
		return min(int(a)+rest, int(b))
	}
	if j-i == 2 {
		return cheaper(one[0], one[1], int(two[0]))
	}
	last := int(lex.letter(u.place[j-1], asWord))
	all := int(one[0]) + cheaper(two[0], two[1], last)
	if one[1] > 0 {
		all = min(all, int(one[1])+last)
	}
	if one[2] > 0 {
		all = min(all, int(one[2]))
	}
	return all
}
