package privacy

import (
	"slices"
	"strings"
)

// Thresholds of the search for names, in tenths of a natural logarithm and in degrees of privacy.
const (
	leastMargin    = -130 // what is dearer than this as a name is words
	sureScore      = 28
	labelledScore  = 22
	fairScore      = 40
	strongScore    = 52
	needPrivate    = 2
	atMark         = 9  // a mark or an end stands on one side
	listed         = 42 // the next of a list whose other names are known
	again          = 60 // the same name was found elsewhere in the text
	afterColon     = 15
	alone          = 14 // nothing but the name stands between two marks
	besideData     = 50
	preposition    = 30  // less for family names that are prepositions
	plainWord      = 130 // the cost of words that are common
	wordLike       = 40  // less for a stretch that is one of them
	rareFamily     = 85  // the cost of family names that few bear
	between        = 20  // between what private persons are called and what they do
	expected       = 30  // from what private persons are called to the next mark there is nothing else
	everydayMargin = -25 // family names that are everyday words must read well as names
	inProceeding   = 6   // the text speaks of a case
)

// person is a stretch that may be the name of a natural person.
type person struct {
	start, end int
	score      int
	private    int
	public     bool
	minor      bool
	rare       int  // added to what is asked, for a family name that few bear
	labelled   bool // what private persons are called stands before it
}

// persons looks for names no label announces: it weighs how likely the characters are a name rather than words, and what
// the words around them say.
func (s *scanner) persons() {
	if s.ctx.Names == NamesShown {
		return
	}
	all := s.foreigners(s.candidates())
	if len(all) == 0 {
		return
	}
	if s.proceeding() {
		for i := range all {
			all[i].score += inProceeding
			all[i].private += 2
		}
	}
	all = best(all)
	s.lists(all)
	s.repeats(all)
	for _, p := range all {
		if p.public || !p.sure() {
			continue
		}
		kind := Name
		if p.minor {
			kind = Minor
		}
		s.add(kind, p.start, p.end, true)
	}
}

// sure reports whether the stretch is a name, and a private person's.
func (p *person) sure() bool {
	switch {
	case p.labelled && p.private > needPrivate:
		return p.score >= labelledScore
	case p.private > needPrivate:
		return p.score >= sureScore
	case p.private == needPrivate:
		return p.score >= fairScore+p.rare
	}
	return p.private == 1 && p.score >= strongScore+2*p.rare
}

// candidates returns every stretch that reads well enough as a name.
func (s *scanner) candidates() []person {
	var out []person
	u := run{}
	for i := 0; i < len(s.text); {
		if s.text[i] < 0xE3 {
			i++
			continue
		}
		if _, w := hanzi(s.text, i); w == 0 {
			_, w = wide(s.text, i)
			i += max(w, 1)
			continue
		}
		if u.lex == nil {
			u.lex = lexicalData()
		}
		end := u.read(s.text, i)
		if end == i { // 某
			i += len("某")
			continue
		}
		if u.n > 1 {
			out = s.named(&u, out)
			for k := range u.n {
				out, _ = s.steppeAt(u.at[k], out)
			}
		}
		i = end
	}
	return out
}

// named appends the candidates of one run.
func (s *scanner) named(u *run, out []person) []person {
	weighed := false
	for a := 0; a < u.n-1; a++ {
		if u.lex.letters[u.place[a]].family == never && !u.lex.double(u.place[a], u.place[a+1]) || !u.hopeful(a) && !s.called(u.at[a]) {
			continue
		}
		if !weighed {
			u.weigh()
			weighed = true
		}
		out = s.namedAt(u, a, 1, out)
		if a+2 < u.n && double(s.text[u.at[a]:u.at[a+2]]) {
			out = s.namedAt(u, a, 2, out)
		}
	}
	return out
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
		if !ok || margin < leastMargin || !s.givenFits(u.at[a+family], u.at[b]) {
			continue
		}
		if p := s.consider(u.lex, u.at[a], u.at[b], u.at[a+family]-u.at[a], margin); p.score > sureScore-listed {
			out = append(out, p)
		}
	}
	return out
}

// Characters that never stand in a given name, and that never end one.
var (
	neverGiven = newRuneSet("某的了或在是无不局县省厅岁我你他她它们这那哪每各该此您咱啥吗呢把被让给您并但而且则")
	notLast    = newRuneSet("路河湖桥镇庙寺祠塔人员者市乡村部店厂司院校馆队所处科室站条款项号等及本与吧网街巷栋楼区组党委办股盟向从至到")
)

// everyday are family names that are far more often words.
var everyday = newRuneSet("员费玖柒捌肆须项台游顾向曲田万无向单多年才过代犹毕查教车家童党却候边双会何经于应都和从由时能管容言计终尚连及并全平须干任有相支符强施原信利公通国商农林路广房古文申解成明安常方高金马黄白江水石元未为是有其后银迟零壹贰叁伍陆拾佰仟")

// tailPrivate says how much the beginning of a text speaks for a private person before it.
func tailPrivate(text string) int {
	c, _ := tails().startOf(text)
	return c.private
}

// wordUpTo returns the length of the role or office that ends the text.
func wordUpTo(text string) int {
	_, a := roles().endOf(text)
	_, b := offices().endOf(text)
	return max(a, b)
}

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
	if _, title := titles[s.text[i:min(len(s.text), i+6)]]; title && j-i == 3 {
		return false
	}
	return !honorific(s.text[i:j]) && !endsInDate(s.text[:j]) && !masked(s.text, j) && !strings.HasSuffix(s.text[:i], "某")
}

// consider weighs a stretch together with its neighbours.
func (s *scanner) consider(lex *lexicon, i, j, family, margin int) person {
	p := person{start: i, end: j, score: margin}
	left, role, office := s.before(i)
	if cost := lex.wordCost(lex.key(s.text[i:j])); cost > 0 && cost <= plainWord {
		if _, n := roles().endOf(s.text[i:j]); n == j-i || !s.markAt(j, false) && tailPrivate(s.text[j:]) < 3 {
			return person{score: leastMargin}
		}
		p.score -= wordLike
	}
	if wordUpTo(s.text[:i+family]) > family || family > 3 && wordUpTo(s.text[:i+3]) > 3 {
		return person{score: leastMargin} // 执法人员 and a name, not a name that begins with 员
	}
	if strings.Contains("须应向和于由从与及同对因经能可有无为是都才时项游", s.text[i:i+3]) {
		if margin < 2*everydayMargin {
			return person{score: leastMargin}
		}
		p.score -= preposition
	}
	if !role && fromAbroad(s.text, i, j) {
		return person{score: leastMargin}
	}
	if lex.familyCost(s.text[i:]) >= rareFamily {
		p.rare = 15
	}
	right, n := tails().startOf(s.text[j:])
	if left.name == 0 {
		left.name = lex.beforeName(s.text[:i])
	}
	if n == 0 || right.private == 0 {
		right.name = max(right.name, lex.behindName(s.text[j:]))
	}
	if r, _ := hanzi(s.text, i); everyday.has(r) && margin < everydayLeast(role) && !(role && s.markAt(j, false)) {
		return person{score: leastMargin}
	}
	p.score += left.name + right.name
	p.private = left.private + right.private
	if (role || left.private > 0) && right.private >= 2 {
		p.score += between
	}
	if s.markAt(i, true) {
		p.score += atMark
	}
	if s.markAt(j, false) {
		p.score += atMark
		if s.markAt(i, true) {
			p.score += alone
			p.rare += 10
		}
	}
	if role && s.markAt(j, false) && lex.wordCost(lex.key(s.text[i:j])) == 0 {
		p.score += expected
	}
	if follows(s.text[j:], "，男", "，女", "（男", "（女", "(男", "(女", ",男", ",女") {
		p.private += 2
	}
	if s.dataBeside(i, j) {
		p.score += besideData
		p.private += 3
	}
	if p.score <= sureScore-listed {
		return p
	}
	p.labelled = role
	if placeholder(s.text[i:j]) {
		p.private = -9
		return p
	}
	if office && right.private >= 2 && endsAny(strings.TrimRight(s.text[:i], "：: "), softOffices[:]...) {
		office = false
	}
	p.public = office || right.private == 0 && firmAfter(lex, s.text, j) || publicAfter(s.text, j) || inTitle(s.text, i)
	s.weighPlace(&p, role)
	if _, known := lex.known[s.text[i:j]]; known && !role && p.private < 5 {
		p.public = true
	}
	return p
}

// softOffices are callings that make no one public who does what private persons do.
var softOffices = [...]string{"老师", "教师", "歌手", "演员", "医生", "护士", "教练", "艺人", "画家", "作家", "诗人", "编辑", "经理人", "干部", "冠军", "校友"}

// weighPlace adds what the surroundings say: data of the person beside the name, words for pupils, the sentence.
func (s *scanner) weighPlace(p *person, role bool) {
	i, j := p.start, p.end
	if !publicSentence(s.text, i) {
		p.private++
	}
	tail := s.text[j:min(len(s.text), j+45)]
	if k := strings.IndexAny(tail, "。；\n"); k >= 0 {
		tail = tail[:k]
	}
	p.minor = role && near(s.text[max(0, i-24):i], minorRoles[:]...) || follows(s.text[j:], "同学", "小朋友")
	if near(tail, "年级", "）班", "小学", "幼儿园", "初中", "中班", "大班", "小班") && !near(tail, "教师", "老师", "校长", "园长") {
		p.minor = true
		p.private += 2
		p.public = p.public && !near(tail, "年级", "小学", "幼儿园")
	}
	if school := remark(s.text, j); endsAny(school, "小", "小学", "中学", "一中", "二中", "三中", "四中", "幼儿园", "班") {
		p.minor = true
		p.score += 40
		p.private += 4
	}
}

var minorRoles = [...]string{"学生", "未成年", "儿童", "小朋友", "同学", "男孩", "女孩", "男童", "女童", "孩子", "少年", "少女", "小选手"}

func endsAny(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(s, e) })
}

// dataBeside reports whether a number or an account found in the text stands right beside the name.
func (s *scanner) dataBeside(i, j int) bool {
	for _, f := range s.found {
		if f.Kind != Name && f.Kind != Minor && (f.Start >= j && f.Start-j < 36 && !strings.Contains(s.text[j:f.Start], "。") || f.End <= i && i-f.End < 12) {
			return true
		}
	}
	return false
}

// inTitle reports whether i stands within the marks of a title: 《…》.
func inTitle(text string, i int) bool {
	from := max(0, i-60)
	return strings.LastIndex(text[from:i], "《") > strings.LastIndex(text[from:i], "》")
}

// before says what stands before the name at i: how strongly it speaks for a name, whether it is what private persons
// are called, and whether it is an office.
func (s *scanner) before(i int) (c clue, role, office bool) {
	before, extra := s.text[:i], 0
	if head, row := s.heading(i); head != "" {
		if ofOfficials(strings.Split(row, "|")) {
			return clue{30, 0}, false, true
		}
		before, extra = strings.TrimRight(head, " *"), afterColon
	}
	for range 5 {
		before = strings.TrimRight(before, " \u3000\u00a0")
		c, n := roles().endOf(before)
		if _, m := offices().endOf(before); m > n {
			return clue{30, 0}, false, true
		}
		if n > 0 {
			c.name += extra
			return c, true, false
		}
		if officeByEnding(before) {
			return clue{30, 0}, false, true
		}
		if c := roleByEnding(before); c.name > 0 {
			c.name += extra
			return c, true, false
		}
		if _, n = openings().endOf(before); n == 0 {
			break
		}
		if word := before[len(before)-n:]; strings.ContainsAny(word, "：:为是叫有|") {
			extra = afterColon
		}
		before = before[:len(before)-n]
	}
	if c, role, office := s.listHead(i); role || office {
		return c, role, office
	}
	c, n := heads().endOf(s.text[:i])
	if n == 0 {
		c, _ = heads().endOf(strings.TrimRight(s.text[:i], "（(“ 你"))
	}
	return c, false, false
}

// listHead says what the words before the colon of a list call the name at i, when it is not the first of the list.
func (s *scanner) listHead(i int) (c clue, role, office bool) {
	if !endsAny(s.text[:i], "、", "，") {
		return clue{}, false, false
	}
	from := max(0, i-90)
	part := s.text[from:i]
	colon := strings.LastIndex(part, "：")
	if colon < 0 || strings.ContainsAny(part[colon:], "。；\n（") {
		return clue{}, false, false
	}
	before := s.text[:from+colon]
	c, n := roles().endOf(before)
	if _, m := offices().endOf(before); m > n {
		return clue{30, 0}, false, true
	}
	return c, n > 0, false
}

// heading returns what the head of the table, or the field, calls the cell that begins at i, and the head as a whole.
func (s *scanner) heading(i int) (cell, row string) {
	k := len(strings.TrimRight(s.text[:i], " *\u3000"))
	if k == 0 {
		return s.ctx.Field, ""
	}
	if s.text[k-1] != '|' {
		return "", ""
	}
	line := strings.LastIndexByte(s.text[:k], '\n') + 1
	head := line
	for head > 0 {
		above := strings.LastIndexByte(s.text[:head-1], '\n') + 1
		if s.text[above] != '|' {
			break
		}
		head = above
	}
	if head == line || s.text[line] != '|' {
		return "", ""
	}
	row, _, _ = strings.Cut(s.text[head:], "\n")
	return cellOf(row, strings.Count(s.text[line:k], "|")), row
}

// cellOf returns the cell behind the n-th border of a row.
func cellOf(row string, n int) string {
	for ; n > 0; n-- {
		k := strings.IndexByte(row, '|')
		if k < 0 {
			return ""
		}
		row = row[k+1:]
	}
	cell, _, _ := strings.Cut(row, "|")
	return strings.TrimSpace(cell)
}

// officeByEnding takes words such as 航海家 and 外交官, which no list holds.
func officeByEnding(before string) bool {
	word := before[max(0, len(before)-6):]
	switch {
	case strings.HasSuffix(word, "家"):
		return !near(word, "大家", "国家", "厂家", "商家", "卖家", "买家", "玩家", "人家", "全家", "一家", "回家", "在家", "其家", "自家", "住家", "酒家", "冤家", "东家", "管家", "亲家", "农家", "到家", "我家", "他家", "她家", "老家", "店家", "搬家", "你家", "的家")
	case strings.HasSuffix(word, "长"):
		return !near(word, "增长", "生长", "成长", "延长", "特长", "擅长", "较长", "全长", "家长", "店长", "班长", "长长", "太长", "更长", "漫长")
	}
	return strings.HasSuffix(word, "法官") || strings.HasSuffix(word, "军官") || strings.HasSuffix(word, "警官")
}

// roleByEnding takes words such as 放牧人 and 拾荒者, which no list holds.
func roleByEnding(before string) clue {
	if len(before) < 9 || !endsAny(before, "人", "者", "户", "员") {
		return clue{}
	}
	if endsAny(before, "门户", "开户", "账户", "帐户", "窗户", "落户", "入户", "每户", "户户", "一户", "党员", "团员", "队员", "官员", "委员", "成员", "动员", "全员", "社员", "组员", "议员", "球员", "演员", "运动员", "教练员", "通讯员", "裁判员") {
		return clue{}
	}
	if near(before[len(before)-9:], "等人", "作者", "学者", "记者", "编者", "译者", "二人", "两人", "三人", "名人", "每人", "他人", "别人", "或者", "个人", "某人", "工作人", "责任人", "主持人", "讲人", "传承人", "言人", "联系人") {
		return clue{}
	}
	return clue{30, 1}
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

// best keeps of overlapping candidates the one with the highest score.
func best(all []person) []person {
	slices.SortStableFunc(all, func(a, b person) int { return a.start - b.start })
	out := all[:0]
	for _, p := range all {
		if n := len(out); n > 0 && p.start < out[n-1].end {
			if p.score > out[n-1].score {
				out[n-1] = p
			}
			continue
		}
		out = append(out, p)
	}
	return out
}

// lists hands on what is known of a name to the next of a list: 张三、李四和王五.
func (s *scanner) lists(all []person) {
	for i := 1; i < len(all); i++ {
		s.pair(&all[i-1], &all[i])
	}
	for i := len(all) - 1; i > 0; i-- {
		s.pair(&all[i-1], &all[i])
	}
}

// pair hands on what is known of one of two names of a list to the other.
func (s *scanner) pair(a, b *person) {
	k := skipAny(s.text, a.end, "、", "，", "和", "与", "及", "以及", " ", ",", "/", "；")
	if k != b.start || k == a.end {
		return
	}
	switch {
	case a.public && !b.labelled:
		b.public = true
	case a.sure() && !b.sure():
		b.score += listed
		b.private = max(b.private, a.private)
	case b.sure() && !b.public && !a.sure():
		a.score += listed
		a.private = max(a.private, b.private)
	}
}

// repeats hands on what is known of a name to its other places in the text.
func (s *scanner) repeats(all []person) {
	if len(all) < 2 {
		return
	}
	known := map[string]person{}
	for _, p := range all {
		name := s.text[p.start:p.end]
		k := known[name]
		k.public = k.public || p.public
		k.score = max(k.score, p.score)
		k.private = max(k.private, p.private)
		known[name] = k
	}
	for i := range all {
		p := &all[i]
		k := known[s.text[p.start:p.end]]
		if k.public && !p.labelled {
			p.public = true
		}
		if k.sure() {
			p.score += again
			p.private = max(p.private, k.private)
		}
	}
}

// proceedings are words of texts about cases and complaints.
var proceedings = [...]string{"当事人", "处罚", "违法", "执法人员", "笔录", "本机关", "我局", "立案", "送达", "听证", "投诉", "举报", "来信", "信访", "证据", "查获", "涉案", "调解", "案", "本院", "查明", "合同", "被执行", "原告", "被告", "赔偿", "退款", "退还", "报警", "医院", "网吧", "歌厅", "店面", "店内", "盗", "抓获", "落网", "同伙", "住处", "缴纳", "催告", "履行", "民警", "派出所", "报案", "留言", "门票", "退票", "投案", "供述", "交代", "欠薪", "训诫", "搬离", "劳动合同", "未经备案", "去向", "签收", "住院", "监护"}

// proceeding reports whether the text speaks of a case or a complaint, where private persons are named.
func (s *scanner) proceeding() bool { return near(s.text, proceedings[:]...) }
