package privacy

import "strings"

// scanner goes through folded text once, from left to right, and looks closer where a number, a Latin word or one of
// a few Chinese characters begins.
type scanner struct {
	text     string
	ctx      Context
	reader   *Reader // what was read before; may be nil
	folded   bool    // disguised characters are undone
	found    []Finding
	labelAt  int // where label was asked last, and what it said: the kinds of numbers ask one after the other
	labelTag tag
	chat     bool // the text speaks of private accounts
	doors    int  // numbered parts of addresses, and where they begin
	doorAt   [maxDoors]int32
	header   int     // start of the table the scan is in, -1 outside tables
	hopes    []int32 // where stretches begin in which names may be, with a reader
	whole    bool    // names may be anywhere
	atoms    []int32 // where runs of letters and digits begin that accounts may begin with
	leapt    bool    // numbers were taken with what stands within them, so that atoms lacks some
}

// triggerSet holds the first characters of all Chinese words the scan acts on.
var triggerSet = newRuneSet(firstLetters() + oddDigits + "栋幢室排单门组号擅涉无送约传当被行相违犯嫌经业法负姓投实户家监证受举申原第患乘游消委代债学未儿男女幼婴小中初高询身绿球加在对个岁周住居现邮通微薇威徽徵企扣镇乡街")

// firstLetters returns the first characters of the labels of parties.
func firstLetters() string {
	var all string
	for _, l := range partyLabels {
		all += l.word[:3]
	}
	return all
}

// run returns what it finds, and false as soon as it meets a disguised character: then the text is to be folded.
func (s *scanner) run() (found []Finding, plain bool) {
	s.header = -1
	if strings.HasPrefix(s.text, "|") {
		s.header = 0
	}
	if s.ctx.Field != "" {
		s.field()
	}
	for i := 0; i < len(s.text); {
		switch c := s.text[i]; {
		case c >= 0x80:
			if r := common(s.text, i); r != 0 {
				next, plain := i+3, true
				if s.reader != nil {
					next, plain = s.stretch(i)
				} else {
					_, plain = s.letter(i, r)
				}
				if !plain {
					return nil, false
				}
				i = next
				continue
			}
			if s.disguised(i) {
				return nil, false
			}
			_, w := wide(s.text, i)
			if w > 2 {
				_, rare := hanzi(s.text, i)
				s.whole = s.whole || rare > 0
			}
			i += w
		case isDigit(c) || isLetter(c):
			next := s.atom(i)
			if !s.folded && needsFold(s.text[i:next]) {
				return nil, false
			}
			s.whole = s.whole || holdsLetters(s.text[i:next]) // a number with words within
			i = next
		case c == '*':
			if !s.folded && withinName(s.text, i) {
				return nil, false
			}
			i++
		case c == '&' || c == '%':
			if s.disguised(i) {
				return nil, false
			}
			i++
		case c == '\n':
			s.line(i + 1)
			i++
		case c == '@':
			s.email(i)
			i++
		default:
			i++
		}
	}
	s.looseAccounts()
	s.persons()
	s.homes()
	s.sureHomes()
	s.ownMail()
	return settle(s.found), true
}

// disguised reports whether the character at i, not one of the common Chinese ones, is to be folded.
func (s *scanner) disguised(i int) bool {
	if s.folded || !specialByte[s.text[i]] && s.text[i] != 0xE3 || fullMark(s.text, i) {
		return false
	}
	if _, _, ok := foldAt(s.text, i); ok {
		return true
	}
	r, _ := wide(s.text, i)
	return r != 0 && oddSet.has(r) && oddNumber(s.text, i)
}

// line notes whether a table begins, goes on or ends at the line that starts at i.
func (s *scanner) line(i int) {
	inTable := i < len(s.text) && s.text[i] == '|'
	switch {
	case !inTable:
		s.header = -1
	case s.header < 0:
		s.header = i
	}
	if !inTable {
		s.salutation(i)
	}
}

// atom looks at the run of letters and digits that starts at i and returns where to go on.
func (s *scanner) atom(i int) int {
	end := i
	digits, letters := 0, 0
	for end < len(s.text) && isAlnum(s.text[end]) {
		if isDigit(s.text[end]) {
			digits++
		} else {
			letters++
		}
		end++
	}
	if letters > 0 || digits >= leastLoose {
		s.atoms = append(s.atoms, int32(i))
	}
	if letters > 0 && !s.chat {
		s.chat = s.chatting(i, end)
	}
	switch {
	case letters == 0:
		if end+1 < len(s.text) && s.text[end] == '-' && isDigit(s.text[end+1]) {
			s.door(end)
		}
		if next := s.digits(i, end); next > end {
			s.leapt = true
			return next
		}
	case digits == 0:
		s.latin(i, end)
	default:
		if next := s.mixed(i, end, digits); next > end {
			s.leapt = true
			return next
		}
	}
	return end
}

// word looks at a Chinese word that may be a label or a mark. It reports whether anything but the characters right before
// and behind it had a say: what is remembered of a stretch rests on that.
func (s *scanner) word(i int, r rune) (stirred bool) {
	switch r {
	case '栋', '幢', '室', '排', '单', '门', '组', '号', '弄', '院', '户':
		stirred = s.door(i)
	}
	switch r {
	case '岁', '周':
		if r == '周' && !strings.HasPrefix(s.text[i:], "周岁") {
			return false
		}
		s.age(i)
	case '微', '扣', '薇', '威', '徽', '徵', '企':
		s.account(i)
	case '绿', '球', '加':
		if !follows(s.text[i:], "绿泡泡", "绿色软件", "球球", "加我", "加微") {
			return false
		}
		s.chat = true
	case '镇', '乡', '街':
		s.township(i)
	case '住', '居', '现':
		if r != '住' && !homePairs.has(r, s.second(i+3)) {
			return false
		}
		s.residence(i)
	case '对':
		if surname(s.text, i+3, true) == 0 {
			return false
		}
		s.decided(i+3, verdicts[:])
	case '送', '约', '传':
		summoned := follows(s.text[i:], "送达", "约谈", "传唤")
		if !summoned && !postPairs.has(r, s.second(i+3)) {
			return false
		}
		s.post(i)
		if summoned {
			s.decided(i+6, summons[:])
		}
	default:
		return s.labelled(i, r) || stirred
	}
	return true
}

// labelled looks at a character that may begin one of many labels.
func (s *scanner) labelled(i int, r rune) (stirred bool) {
	next := s.second(i + 3)
	if evidenceFirst.has(r) && evidencePairs.has(r, next) {
		s.evidence(i)
		stirred = true
	}
	if (r == '家' || r == '户') && homePairs.has(r, next) {
		s.residence(i)
		stirred = true
	}
	if postPairs.has(r, next) {
		s.post(i)
		stirred = true
	}
	if partyPairs.has(r, next) {
		s.party(i)
		stirred = true
	}
	if minorPairs.has(r, next) {
		s.minor(i)
		stirred = true
	}
	return stirred
}

// evidenceFirst holds the characters at which evidence is looked for.
var evidenceFirst = newRuneSet("询身证擅涉未无被")

// pairSet holds pairs of characters, and a few that are not in it: it turns most texts away before words are compared.
type pairSet [1 << 9]uint64

func (s *pairSet) slot(a, b rune) (word int, bit uint64) {
	h := uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B
	return int(h >> 23), 1 << (h >> 17 & 63)
}

func (s *pairSet) has(a, b rune) bool {
	word, bit := s.slot(a, b)
	return s[word]&bit != 0
}

// put enters the first two characters of a word; a word of one character goes with every other.
func (s *pairSet) put(word string) {
	two := firstTwo(word)
	k, bit := s.slot(two[0], two[1])
	s[k] |= bit
}

// The beginnings of the labels of parties, minors, homes and addresses for letters.
var partyPairs, minorPairs, homePairs, postPairs = func() (party, minor, home, post pairSet) {
	for _, l := range partyLabels {
		party.put(l.word)
	}
	for _, m := range minorWords {
		minor.put(m.word)
	}
	for _, h := range homeLabels {
		home.put(h)
	}
	for _, l := range postLabels {
		post.put(l)
	}
	return party, minor, home, post
}()

// second returns the second character of a label, blanks before it passed over; 0 when there is none.
func (s *scanner) second(i int) rune {
	if r := common(s.text, i); r != 0 {
		return r
	}
	i = skipAny(s.text, i, " ", "\u3000")
	r, _ := hanzi(s.text, i)
	return r
}

// add notes a finding unless the place allows it.
func (s *scanner) add(k Kind, start, end int, certain bool) {
	s.found = append(s.found, Finding{
		Kind: k, Start: start, End: end, Certain: certain, Rule: ruleOf(k, certain),
		Masked: safe(Mask(k, s.text[start:end], Policy{})),
	})
}

// near reports whether any of the words stands in the part of the text.
func near(part string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(part, w) {
			return true
		}
	}
	return false
}
