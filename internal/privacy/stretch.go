package privacy

// What is remembered of a stretch of Chinese characters between two marks. Each is a function of its characters alone.
const (
	nameless  = 1 << iota // no name begins in it, whatever stands around it
	proofless             // no name begins in it unless what stands behind it proves a person
	wordless              // no word the scan acts on begins between its first and its last character
)

// stretch reads the Chinese characters from i on up to a mark. It returns where to go on, and false when one of them is
// disguised. Of a stretch that is known only the ends are read, which may go on beyond it, and where names may be is noted
// for candidates.
func (s *scanner) stretch(i int) (end int, plain bool) {
	if end = stretchEnd(s.text, i); end-i <= 3 { // no name, or 某
		_, plain = s.letter(i, common(s.text, i))
		return i + 3, plain
	}
	if end-i > 3*maxRun {
		_, plain = s.characters(i, end)
		s.hopes = append(s.hopes, int32(i))
		return end, plain
	}
	key := s.reader.stretches.key(s.text[i:end])
	note, known := s.reader.stretches.recall(key)
	switch {
	case !known:
		if note, plain = s.characters(i, end); plain && !s.folded { // in folded text numbers in characters are left alone
			note |= namesIn(s.text[i:end])
			s.reader.stretches.put(key, note)
		}
	case note&wordless != 0:
		if _, plain = s.letter(i, common(s.text, i)); plain {
			_, plain = s.letter(end-3, common(s.text, end-3))
		}
	default:
		_, plain = s.characters(i, end)
	}
	if note&nameless == 0 && (note&proofless == 0 || s.proven(end)) {
		s.hopes = append(s.hopes, int32(i))
	}
	return end, plain
}

// stretchEnd returns where the common Chinese characters from i on end: at a mark, at a rare one or at 某.
func stretchEnd(text string, i int) int {
	for {
		if r := common(text, i); r == 0 || r == '某' {
			return i
		}
		i += 3
	}
}

// characters reads the characters from i to end one by one, and returns wordless if it may be told of them.
func (s *scanner) characters(i, end int) (note uint64, plain bool) {
	note = wordless
	if oddSet.has(common(s.text, end-3)) { // a number that may go on
		note = 0
	}
	for k := i; k < end; k += 3 {
		stirred, plain := s.letter(k, common(s.text, k))
		if !plain {
			return 0, false
		}
		if stirred && k > i && k < end-3 {
			note = 0
		}
	}
	return note, true
}

// letter looks at the Chinese character r at i. It reports whether it asked for more than the characters right before and
// behind it, and false when it is disguised.
func (s *scanner) letter(i int, r rune) (stirred, plain bool) {
	if !triggerSet.has(r) {
		return false, true
	}
	if !s.folded && oddSet.has(r) && oddNumber(s.text, i) {
		return true, false
	}
	return s.word(i, r), true
}

// namesIn returns what may be told of names in a stretch, whatever stands around it. It turns away no place that named and
// affordable would not.
func namesIn(text string) uint64 {
	var u run
	u.read(text, 0)
	for _, k := range u.steppes[:u.steppe] {
		if steppe.at(text, int(u.at[k])) > 0 {
			return 0
		}
	}
	note, weighed := uint64(nameless), false
	for _, at := range u.family[:u.names] {
		a := int(at)
		if a == u.n-1 {
			break
		}
		twice := double(text[u.at[a]:u.at[a+2]])
		if lex.letter(u.place[a], asFamily) == never && !twice {
			continue
		}
		_, role := roles().endOf(text[:u.at[a]])
		sure := role > 0 || u.hopeful(a, twice)
		if !sure && (a+4 < u.n || note == proofless) || !weighed && !twice && !u.affordable(a) {
			continue
		}
		if !weighed {
			u.weigh()
			weighed = true
		}
		if !u.nameAt(text, a, 1) && !(twice && u.nameAt(text, a, 2)) {
			continue
		}
		if sure {
			return 0
		}
		note = proofless
	}
	return note
}

// affordable reports whether a name that begins at a, with a family name of one character, may be worth weighing.
func (u *run) affordable(a int) bool {
	for b := a + 2; b <= a+3 && b <= u.n; b++ {
		if u.asWords(a, b)-u.asName(a, b, 1) >= leastMargin {
			return true
		}
	}
	return false
}

// nameAt reports whether one that begins at a, with a family name of so many characters, is cheap enough.
func (u *run) nameAt(text string, a, family int) bool {
	for b := a + family + 1; b <= a+family+2 && b <= u.n; b++ {
		if margin, ok := u.nameMargin(text, a, b, family); ok && margin >= leastMargin {
			return true
		}
	}
	return false
}
