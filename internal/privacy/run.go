package privacy

// maxRun is how many characters without a mark between them are read in one go.
const maxRun = 64

// run is a stretch of Chinese characters: what it costs to read it as words, from either end to each place.
type run struct {
	lex     *lexicon
	n       int
	at      [maxRun + 1]int // byte offsets, that of the end included
	place   [maxRun]uint16
	forward [maxRun + 1]int32
	back    [maxRun + 1]int32
}

// read takes the characters from i on and returns where it stopped.
func (u *run) read(text string, i int) int {
	u.n = 0
	for i < len(text) && u.n < maxRun {
		r, w := hanzi(text, i)
		if w == 0 || r == '某' {
			break
		}
		u.at[u.n], u.place[u.n] = i, u.lex.place(r)
		u.n++
		i += w
	}
	u.at[u.n] = i
	return i
}

// weigh finds the cheapest reading of the run as words, to and from every place.
func (u *run) weigh() {
	var cost [maxRun][4]int32
	for i := range u.n {
		key := uint64(u.place[i])
		cost[i][0] = int32(u.lex.letters[u.place[i]].word)
		for k := 1; k < 4 && i+k < u.n && u.place[i+k] != 0; k++ {
			key = key<<14 | uint64(u.place[i+k])
			cost[i][k] = int32(u.lex.wordCost(key))
		}
	}
	u.forward[0], u.back[u.n] = 0, 0
	for i := 1; i <= u.n; i++ {
		best := int32(1 << 30)
		for k := 0; k < 4 && k < i; k++ {
			if c := cost[i-k-1][k]; c > 0 {
				best = min(best, u.forward[i-k-1]+c)
			}
		}
		u.forward[i] = best
	}
	for i := u.n - 1; i >= 0; i-- {
		best := int32(1 << 30)
		for k := 0; k < 4 && i+k < u.n; k++ {
			if c := cost[i][k]; c > 0 {
				best = min(best, u.back[i+k+1]+c)
			}
		}
		u.back[i] = best
	}
}

// Costs of words so common that a name hardly begins with one, or begins within one.
const (
	commonWord   = 110
	commonAcross = 100
)

// hopeful reports whether a name may begin at a: with a family name that is not part of a common word. Most characters
// end here, before the run is weighed.
func (u *run) hopeful(a int) bool {
	one := u.place[a]
	if c := u.lex.wordCost(uint64(one)<<14 | uint64(u.place[a+1])); c > 0 && c <= commonWord && !u.lex.double(one, u.place[a+1]) {
		return false
	}
	if a == 0 {
		return true
	}
	c := u.lex.wordCost(uint64(u.place[a-1])<<14 | uint64(one))
	return c == 0 || c > commonAcross
}

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
	sum := nameCost + doubleCost
	if family == 1 {
		f := u.lex.letters[u.place[i]].family
		if f == never {
			return 0, false
		}
		sum = nameCost + int(f)
	}
	switch given := u.place[i+family : j]; len(given) {
	case 1:
		sum += oneGiven + int(u.lex.letters[given[0]].only)
	case 2:
		sum += twoGiven + int(u.lex.letters[given[0]].first) + int(u.lex.letters[given[1]].second)
	default:
		return 0, false
	}
	return int(u.forward[u.n]) - (int(u.forward[i]) + sum + int(u.back[j])), true
}
