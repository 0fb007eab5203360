package privacy

import "strings"

// candidates returns every stretch that reads well enough as a name.
func (s *scanner) candidates() []person {
	var out []person
	u := run{}
	for i := 0; i < len(s.text); {
		if s.text[i] < 0xE3 {
			i++
			continue
		}
		end := u.read(s.text, i)
		if end == i { // a mark, or 某
			_, w := wide(s.text, i)
			i += w
			continue
		}
		if u.n > 1 {
			out = s.named(&u, out)
			for _, k := range u.steppes[:u.steppe] {
				out, _ = s.steppeAt(int(u.at[k]), out)
			}
		}
		i = end
	}
	return out
}

// named appends the candidates of one run.
func (s *scanner) named(u *run, out []person) []person {
	weighed := false
	for _, at := range u.family[:u.names] {
		a := int(at)
		if a == u.n-1 {
			break
		}
		twice := double(s.text[u.at[a]:u.at[a+2]])
		if lex.letter(u.place[a], asFamily) == never && !twice || !u.hopeful(a, twice) && !(a+4 >= u.n && s.proven(int(u.at[u.n]))) && !s.called(int(u.at[a])) {
			continue
		}
		if !weighed {
			if !twice && !s.affordable(u, a) {
				continue
			}
			u.weigh()
			weighed = true
		}
		out = s.namedAt(u, a, 1, out)
		if a+2 < u.n && twice {
			out = s.namedAt(u, a, 2, out)
		}
	}
	return out
}

// affordable reports whether a name that begins at a, with a family name of one character, may be worth weighing: it
// cannot be cheaper than its own characters are as words.
func (s *scanner) affordable(u *run, a int) bool {
	r, _ := hanzi(s.text, int(u.at[a]))
	for b := a + 2; b <= a+3 && b <= u.n; b++ {
		most := u.asWords(a, b) - u.asName(a, b, 1)
		if most >= leastMargin && (most >= everydayLeast(true) || !everyday.has(r) || s.markAt(int(u.at[b]), false)) {
			return true
		}
	}
	return false
}

// called reports whether what private persons are called stands right before i.
func (s *scanner) called(i int) bool {
	_, n := roles().endOf(s.text[:i])
	return n > 0
}

// namedAt appends the candidates that begin at a with a family name of so many characters.
func (s *scanner) namedAt(u *run, a, family int, out []person) []person {
	for b := a + family + 1; b <= a+family+2 && b <= u.n; b++ {
		margin, ok := u.margin(a, b, family)
		if !ok || margin < leastMargin || !s.givenFits(int(u.at[a+family]), int(u.at[b])) {
			continue
		}
		if p := s.consider(int(u.at[a]), int(u.at[b]), int(u.at[a+family]-u.at[a]), margin); p.score > sureScore-listed {
			out = append(out, p)
		}
	}
	return out
}

// Characters that never stand in a given name, and that never end one.
var (
	neverGiven = newRuneSet("某的了或在是无不局县省厅岁我你他她它们这那哪每各该此您咱啥吗呢把被让给您并但而且则")
	notLast    = newRuneSet("以坝沟寨屯圩埠路河湖桥镇庙寺祠塔人员者市乡村部店厂司院校馆队所处科室站条款项号等及本与吧网街巷栋楼区组党委办股盟向从至到")
)

// everyday are family names that are far more often words.
var everyday = newRuneSet("员费玖柒捌肆须项台游顾向曲田万无向单多年才过代犹毕查教车家童党却候边双会何经于应都和从由时能管容言计终尚连及并全平须干任有相支符强施原信利公通国商农林路广房古文申解成明安常方高金马黄白江水石元未为是有其后银迟零壹贰叁伍陆拾佰仟")

// everydayLeast is the least margin of a name with such a family name.
func everydayLeast(role bool) int {
	if role {
		return 3 * everydayMargin
	}
	return everydayMargin
}

// placeholder reports names that stand for anyone.
func placeholder(name string) bool {
	switch name {
	case "张三", "李四", "王五", "赵六", "钱七", "孙七", "周八", "吴九", "郑十", "张小三":
		return true
	}
	return false
}

// givenFits reports whether the characters may be a given name: no title, no date, no mask behind them.
func (s *scanner) givenFits(i, j int) bool {
	for k, r := range s.text[i:j] {
		if neverGiven.has(r) || i+k+3 == j && notLast.has(r) {
			return false
		}
	}
	if s.inAmount(i, j) || s.shareAt(i, j) || s.text[i:j] == "家胡" && strings.HasPrefix(s.text[j:], "同") {
		return false
	}
	if j-i == 3 && titles.has(s.text[i:min(len(s.text), i+6)]) {
		return false
	}
	return !honorific(s.text[i:j]) && !ofFamily(s.text[i:j]) && !endsInDate(s.text[:j]) && !masked(s.text, j) && !strings.HasSuffix(s.text[:i], "某")
}

// shareAt reports whether a given name from i to j is a number with its measure: 占七成, 有三次.
func (s *scanner) shareAt(i, j int) bool {
	return j-i == 6 && strings.Contains("一二三四五六七八九十百千万两几半", s.text[i:i+3]) && strings.Contains("成分倍年次元米人个名只件条户岁点", s.text[i+3:j])
}

// capitals are the numerals of amounts in words.
var capitals = newRuneSet("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整")

// inAmount reports whether a given name from i to j begins with a numeral of an amount, and another stands right behind it
// or two before: 玖拾玖万零.
func (s *scanner) inAmount(i, j int) bool {
	first, _ := hanzi(s.text, i)
	behind, _ := hanzi(s.text, j)
	two := lastTwo(s.text[:i])
	return capitals.has(first) && capitals.has(two[0]) && (capitals.has(behind) || capitals.has(two[1]))
}

// hamletEnds end the names of places called after a family: 何家岩, 李家湾.
var hamletEnds = newRuneSet("船岩湾坡山河沟院庄村屯寨堡窑塘坪岭冲铺桥渡洞坳垭嘴坎槽园峪洼台集店营峡巷弄浜宅圩港墩墟岗埠堰沱川坝峰梁")

// ofFamily reports whether what follows a family name makes it a place's.
func ofFamily(given string) bool {
	rest, ok := strings.CutPrefix(given, "家")
	r, _ := hanzi(rest, 0)
	return ok && (hamletEnds.has(r) || r == '大') // 祝家大院
}

// markAt reports whether a mark, a line end or an end of the text stands before or behind i.
func (s *scanner) markAt(i int, before bool) bool {
	if before {
		if i == 0 {
			return true
		}
		i = lastRune(s.text, i)
	}
	if i >= len(s.text) {
		return true
	}
	if s.text[i] < 0x80 {
		return !isAlnum(s.text[i])
	}
	_, w := hanzi(s.text, i)
	return w == 0
}

func lastRune(text string, i int) int {
	for i--; i > 0 && text[i]&0xC0 == 0x80; {
		i--
	}
	return i
}
