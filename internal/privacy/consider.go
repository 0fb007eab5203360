package privacy

import (
	"slices"
	"strings"
)

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

// consider weighs a stretch together with its neighbours.
func (s *scanner) consider(i, j, family, margin int) person {
	p := person{start: i, end: j, score: margin, margin: margin}
	left, role, office := s.before(i)
	p.labelled = role
	p.occupied = role && s.calling(i)
	proven := s.proven(j) || left.private > needPrivate+1
	if !s.plausible(&p, family, margin, proven) {
		return person{score: leastMargin}
	}
	right, n := tails().startOf(s.text[skipAny(s.text, j, " ", "\u3000"):])
	if proven && left.private <= needPrivate+1 {
		p.score += proof
	}
	if left.private == 0 && margin >= plainName && !office && endsAny(s.text[:i], dwellings[:]...) {
		left = clue{between, needPrivate}
	}
	if left.name == 0 {
		left.name = lex.beforeName(s.text[:i])
	}
	if n == 0 || right.private == 0 {
		right.name = max(right.name, lex.behindName(s.text[j:]))
	}
	p.score += left.name + right.name
	p.private = left.private + right.private
	before, behind := s.markAt(i, true), s.markAt(j, false)
	p.placed = (before || left.name > 0) && (behind || right.name >= placing) || left.private > 0 && !strings.HasSuffix(s.text[:i], "的")
	p.acts = right.name >= acting
	if right.name >= placing && s.condemned(j) {
		p.private += needPrivate + 1
		p.score += between
		if strings.Contains(functionNames, s.text[i:i+3]) {
			p.score += preposition
		}
	}
	if right.private >= 2 && (role || left.private > 0 || before) {
		p.score += between
	}
	s.weighMarks(&p)
	switch {
	case p.score <= sureScore-listed && !placeholder(s.text[i:j]):
	case (placeholder(s.text[i:j]) || placeholder(s.text[i:i+6])) && s.supposed(i, j):
		p.private = -9
	case placeholder(s.text[i:j]):
		p.score += expected
		s.weighPublic(&p, right, office)
	default:
		s.weighPublic(&p, right, office)
	}
	return p
}

// proven reports whether what stands behind a mark at j says that a person is named before it: a birth, an age, a sex, an
// identity number.
func (s *scanner) proven(j int) bool {
	k := proofAt(s.text, j)
	if k < 0 {
		return false
	}
	digits := 0
	for k+digits < len(s.text) && isDigit(s.text[k+digits]) {
		digits++
	}
	rest := s.text[k+digits:]
	switch {
	case digits == 4:
		return strings.HasPrefix(rest, "年") && bornIn(s.text, j) > 0
	case digits > 0:
		return digits < 3 && follows(rest, "岁", "周岁") && !follows(s.text[skipAny(s.text, k+digits, "周", "岁"):], "以下", "以上", "以内", "至", "及", "-", "—", "～", "~", "到", "（含", "(含")
	case follows(rest, "出生", "生于", "男", "女") && bornIn(s.text, j) > 0:
		return true
	case follows(rest, "现年", "今年", "年龄", "时年", "年仅"):
		k = skipAny(s.text, k, "现年", "今年", "年龄", "时年", "年仅", "：", "约")
		return k+1 < len(s.text) && isDigit(s.text[k]) && near(s.text[k:min(len(s.text), k+len("00周岁"))], "岁")
	}
	return follows(rest, "男，", "女，", "男）", "女）", "男,", "女,", "男 ", "女 ", "男(", "女(", "男、", "女、", "男|", "女|", "男；", "女；", "汉族", "身份证", "公民身份", "男。", "女。")
}

// proofLetters begin what proves a person.
var proofLetters = newRuneSet("男女汉身公出生现今年时")

// proofAt returns where behind one to three marks at j a proof may begin, -1 for most places. 出生于 needs no mark.
func proofAt(text string, j int) int {
	for n := 0; n < 4 && j < len(text); n++ {
		if text[j] < 0xE3 {
			if isDigit(text[j]) {
				if n == 0 {
					return -1
				}
				return j
			}
			j++
			continue
		}
		r, w := wide(text, j)
		if r >= firstLetter && r < 0xA000 {
			if n > 0 && proofLetters.has(r) || follows(text[j:], "出生于", "生于") {
				return j
			}
			return -1
		}
		j += w
	}
	return -1
}

// supposed reports whether the sentence or the field is an example: there 张三 stands for anyone. Elsewhere a person may
// be called so, and who means no one writes 张某.
func (s *scanner) supposed(i, j int) bool {
	left, right := s.sentence(i, j)
	return near(left+right, "例如", "比如", "譬如", "假如", "假设", "假定", "如果", "假使", "示例", "样例", "例：", "例子", "填写", "设想", "虚构", "化名", "甲、乙", "示范文本", "范本", "模板", "虚构", "代称")
}

// plausible turns away stretches that are words after all, and makes those dearer that may be.
func (s *scanner) plausible(p *person, family, margin int, proven bool) bool {
	i, j := p.start, p.end
	borne := p.labelled && (j-i > 6 || bornWords.has(s.text[i:j]))
	if cost := lex.cost(s.text[i:j]); cost > 0 && cost <= plainWord {
		tail := tailPrivate(s.text[j:])
		if j-i == 6 && !bornWords.has(s.text[i:j]) && !proven && !s.markAt(i, true) {
			return false // 员工安康
		}
		if _, n := roles().endOf(s.text[i:j]); n == j-i || !s.markAt(j, false) && tail < 3 && !(borne && tail == 2) {
			return false
		}
		if !bornWords.has(s.text[i:j]) || !p.labelled {
			p.score -= wordLike
		}
	}
	if wordUpTo(s.text[:i+family]) > family || family > 3 && wordUpTo(s.text[:i+3]) > 3 {
		return false // 执法人员 and a name, not a name that begins with 员
	}
	if _, n := roles().startOf(s.text[i:]); n >= 6 && n <= j-i {
		return false // 车主为: what the person behind is called
	}
	if !p.labelled && !proven && s.acrossWords(i, j) {
		return false
	}
	if strings.Contains(functionNames, s.text[i:i+3]) {
		if margin < 2*everydayMargin || lex.known(s.text[i+3:j]) {
			return false
		}
		p.score -= preposition
	}
	if !p.labelled && fromAbroad(s.text, i, j) {
		return false
	}
	if lex.familyCost(s.text[i:]) >= rareFamily {
		p.rare = rareMore
	}
	r, _ := hanzi(s.text, i)
	if margin >= leastLabelled && (p.labelled || s.markAt(i, true)) && tailPrivate(s.text[j:]) >= 2 {
		return true
	}
	return !everyday.has(r) || proven || margin >= everydayLeast(p.labelled) || p.labelled && s.markAt(j, false)
}

// acrossWords reports whether a stretch begins or ends within the name of a place or a stretch of time: 白沙镇李家村, 下周连演.
func (s *scanner) acrossWords(i, j int) bool {
	if endsAny(s.text[:i], "小", "老", "阿") && s.markAt(i-len("小"), true) {
		return true // “小周理发”
	}
	if j-i == 9 && follows(s.text[i+3:], "镇", "乡", "县", "街") && i > 0 {
		return !s.markAt(i, true)
	}
	return strings.HasPrefix(s.text[i:], "周") && endsAny(s.text[:i], "下", "上", "本", "每", "这", "首", "双", "一", "二", "两", "三", "四", "六", "八", "几", "单", "近")
}

// bornWords are words that are borne as whole names by many, and never stand for how something is done: behind what a
// private person is called they are names.
var bornWords = newWordSet("方正 高超 高峰 高远 高洁 高歌 高翔 高明 高尚 高飞 高山 高原 白雪 白云 白露 白杨 白桦 白鹤 石磊 石岩 金星 金鑫 金山 江山 江河 江海 江涛 江波 江帆 黄河 黄山 黄海 黄莺 黄鹂 常青 常胜 田野 田园 田甜 杜鹃 文静 文雅 雷雨 雷鸣 雷霆 雷达 马力 马良 马跃 马骏 万里 程诚 方圆 方舟 甘露 甘泉 柳絮 柳青 苗条 苗壮 梅花 兰花 兰馨 余晖 余庆 余韵 余波 夏雨 夏至 秋水 秋实 米兰 钟情 钟声 钟灵 钱程 钱塘 花朵 花蕾 水仙 沙鸥 莫愁 莫言 史册 史诗 谢意 项链 路遥 路平 路明 牛郎 武林 武威 严明 乐天 明珠 明月 明媚 欧阳 司马 龙腾 龙飞 凤凰 乔木 古月 古风 卓识 于飞 华夏 海燕 楚歌 燕子 凌霄 凌云 易水 南山 北辰 洪亮 童真 童心 童谣 向阳 林立 林海 雪松 阳春 闻名 连城 谷雨 喻言 宣武 国强 国庆 建国")

// functionNames are family names that are prepositions and the like in nearly all places.
const functionNames = "须应向和于由从与及同对因经能可有无为是都才时项游"

// weighMarks adds what marks, ends and data beside the stretch say.
func (s *scanner) weighMarks(p *person) {
	i, j := p.start, p.end
	before, behind := s.markAt(i, true), s.markAt(j, false)
	if before {
		p.score += atMark
	}
	if behind {
		p.score += atMark
	}
	if before && behind {
		p.score += alone
		p.rare += aloneMore
	}
	if p.labelled && behind && lex.cost(s.text[i:j]) == 0 {
		p.score += expected
	}
	if follows(s.text[j:], "，男", "，女", "（男", "（女", "(男", "(女", ",男", ",女") {
		p.private += 2
	}
	if s.signed(j) {
		p.private += 2
	}
	if year := bornIn(s.text, j); year > 0 {
		p.score += expected
		p.private += 3
		p.minor = year >= s.ctx.bornFrom()
	}
	if s.dataBeside(i, j) {
		p.score += besideData
		p.private += 3
	} else if (behind || strings.HasPrefix(s.text[j:], "在")) && s.homeBehind(j) {
		p.score += expected
		p.private += 2
	}
}

// bornIn returns the year of birth that stands behind a name: ，2012年8月出生. 0 when there is none.
func bornIn(text string, j int) int {
	k := skipAny(text, j, "，", ",", "（", "(", " ", "男", "女", "生于", "出生于")
	if k == j || k+7 > len(text) || !allDigits(text[k:k+4]) || !strings.HasPrefix(text[k+4:], "年") || text[k] != '1' && text[k] != '2' {
		return 0
	}
	if near(text[j:k], "生于") || near(text[k:min(len(text), k+27)], "出生", "月生", "日生", "年生") {
		return number(text[k : k+4])
	}
	return 0
}

// signed reports whether a date stands behind the name, nothing but blanks between: it signs a letter.
func (s *scanner) signed(j int) bool {
	k := skipAny(s.text, j, " ", "\u3000", "\n")
	return k > j && k+4 <= len(s.text) && allDigits(s.text[k:k+4]) && follows(s.text[k+4:], "年")
}

// weighPublic decides whether the name is public, and adds what the place says of its bearer.
func (s *scanner) weighPublic(p *person, right clue, office bool) {
	i, j := p.start, p.end
	if office && right.private >= 2 && endsAny(strings.TrimRight(s.text[:i], "：: "), softOffices[:]...) {
		office, p.occupied = false, true
	}
	p.public = office || right.private == 0 && (firmAfter(s.text, j) || ofFirm(s.text, j)) || p.private < 4 && listedThing(s.text, i, j) || !p.labelled && p.private <= needPrivate && s.amongThings(i, j) || publicAfter(s.text, j) || inTitle(s.text, i)
	p.public = p.public || p.private == 0 && !p.labelled && (buildingEnds.has(lastTwo(s.text[i:j])[0]) || s.placeAt(j))
	if p.minor { // born too late to be shown, whatever they won
		p.public = false
	}
	if p.public && s.youthPrize(i, j) {
		p.public, p.minor = false, true
		p.private += 3
	}
	s.weighPlace(p, p.labelled)
	if p.minor && p.labelled && !office && follows(s.text[j:], "撰", "著", "画", "书写", "题", "作诗", "写") {
		p.public = false // 小学生某某撰写的征文
	}
	if !p.public && !p.labelled && p.private < 4 && s.known(i, j) {
		p.public = true
	}
}

// known reports whether everyone knows the name, or one that goes a character further: 徐霞 of 徐霞客.
func (s *scanner) known(i, j int) bool {
	_, w := hanzi(s.text, j)
	return lex.known(s.text[i:j]) || w > 0 && lex.known(s.text[i:j+w]) || j-i == 9 && strings.HasSuffix(s.text[:j], "战") && lex.known(s.text[i:j-3])
}

// placeAt reports whether the characters at i make what stands before them the name of a place or a people: 黄鹤楼, 景宁畲族.
func (s *scanner) placeAt(i int) bool {
	two := firstTwo(s.text[i:])
	return buildingEnds.has(two[0]) || hamletEnds.has(two[0]) || two[1] == '族' && two[0] != '汉'
}

// buildingEnds end the names of buildings, places, operas and shops that begin like a person's: 文昌阁, 黄梅戏, 李锦记.
var buildingEnds = newRuneSet("宫阁楼祠戏殿庵观斋榭坊剧腔庄记塔寨苑岛屿峡潭崖矶瀑窟陵岭厅沟冲坳塘")

// softOffices are callings that make no one public who does what private persons do.
var softOffices = [...]string{"老师", "教师", "歌手", "演员", "医生", "护士", "教练", "艺人", "画家", "作家", "诗人", "编辑", "经理人", "干部", "冠军", "校友"}

// dwellings end the names of places that people are from: 上坪村 and a name.
var dwellings = [...]string{"村", "社区", "组", "屯", "街道", "镇", "乡"}

// calling reports whether what stands before i is what people do for a living or in a club: 会员, 文保员.
func (s *scanner) calling(i int) bool {
	before := strings.TrimRight(s.text[:i], "：: ")
	return endsAny(before, "员", "师", "手", "工", "匠", "教练", "艺人", "代表", "领队", "导游", "演者") && !endsAny(before, "人员", "学员", "雇员", "伤员", "成员", "委托代表", "少先队员", "小队员", "小演员", "小讲解员", "小宣讲员", "小裁判员", "未成年演员", "小志愿讲解员", "职员")
}

// punished holds what befalls persons only: shops are fined and closed, persons are jailed.
var punished = lazyWords([]string{"判处", "拘留", "拘役", "徒刑", "被罚", "被拘", "被抓", "被捕", "逮捕", "获刑", "刑事", "治安处罚", "投案", "落网", "取保", "讯问", "被行政处罚", "训诫"})

// condemned reports whether the sentence that goes on at j ends in what befalls persons only, or in 案 as the titles of cases
// do: 项明天因…被判处拘役, 王宏伟倒卖门票案.
func (s *scanner) condemned(j int) bool {
	_, rest := s.sentence(j, j)
	return (punished().in(rest) || strings.HasSuffix(rest, "案")) && !firmAfter(s.text, j) && !ofFirm(s.text, j)
}

// placing is how much what stands behind a name must speak for one: verbs and prepositions do, the nouns of shops, dishes
// and titles do not.
const (
	placing = 5
	acting  = 20
)

// weighPlace adds what the surroundings say: data of the person beside the name, words for pupils, the sentence.
func (s *scanner) weighPlace(p *person, role bool) {
	i, j := p.start, p.end
	tail := s.text[j:min(len(s.text), j+45)]
	if k := strings.IndexAny(tail, "。；\n"); k >= 0 {
		tail = tail[:k]
	}
	p.minor = p.minor || role && near(s.text[max(0, i-24):i], minorRoles[:]...) || follows(s.text[j:], "同学", "小朋友")
	if near(tail, "年级", "）班", "小学", "幼儿园", "初中", "中班", "大班", "小班") && !near(tail, "教师", "老师", "校长", "园长") {
		p.minor = true
		p.private += 2
		p.public = p.public && (s.placeAt(j) || !near(tail, "年级", "小学", "幼儿园"))
	}
	if before := strings.TrimSuffix(strings.TrimSuffix(s.text[:i], "学生"), "的"); !role && endsAny(before, schools[:]...) && !near(tail, "教师", "老师", "校长", "园长", "馆") {
		p.minor, p.public = true, false
		p.private += 3
	}
	if s.childRow(i) {
		p.minor, p.public = true, false
		p.private += 3
	}
	if school := remark(s.text, j); endsAny(school, "小", "小学", "中学", "一中", "二中", "三中", "四中", "幼儿园", "班") {
		p.minor, p.public = true, false
		p.score += 40
		p.private += 4
	}
	p.told = p.private
	left, right := s.sentence(i, j)
	if !newsWords().in(left) && !newsWords().in(right) {
		p.private++
	}
}

// youthPrize reports whether a prize stands beside the name from i to j in a text about children: 低年级组一等奖 and a name.
func (s *scanner) youthPrize(i, j int) bool {
	beside := s.text[max(0, i-24):i] + "|" + s.text[j:min(len(s.text), j+24)]
	if !near(beside, "奖", "名次", "冠军", "亚军", "季军", "第一名", "第二名", "第三名") {
		return false
	}
	around := s.text[max(0, i-300):min(len(s.text), j+60)]
	return near(around, "少年", "儿童", "少儿", "小学", "年级", "初中", "幼儿", "小选手", "学生组", "童声", "童画", "小作者") &&
		!near(around, "教师", "老师", "教职工", "园长", "辅导员", "教练员", "馆员")
}

// schools end the words for where a pupil comes from.
var schools = [...]string{"小学", "县一小", "县二小", "县三小", "县四小", "一小", "二小", "三小", "四小", "五小", "实验小学", "中心小学", "完小", "附小", "初中", "一中", "二中", "三中", "四中", "五中", "六中", "附中", "实验中学", "中学", "幼儿园", "年级", "）班", "一班", "二班", "三班", "四班", "五班", "六班", "大班", "中班", "小班", "少年组", "青少年组", "青少组", "儿童组", "少儿组", "幼儿组", "小学组", "初中组", "学生组", "低年级组", "高年级组"}

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

// homeBehind reports whether a home stands right behind a mark at j: 李某，石桥乡上湾村3组.
func (s *scanner) homeBehind(j int) bool {
	door := -1
	for _, at := range s.doorAt[:s.doors] {
		if int(at) > j && int(at) < j+100 {
			door = int(at)
			break
		}
	}
	if door < 0 {
		return false
	}
	k := skipAny(s.text, j, " ", "\u3000", "，", "：", "（", "(", ",", ":", "|", "住", "在")
	stop := addressEnd(s.text, k)
	if k == j || stop <= door {
		return false
	}
	a := s.text[k:stop]
	from, ok := detail(a)
	return ok && from >= 6 && !near(a, organisations[:]...) && (near(a, homeWords[:]...) || near(a[:from], "村", "乡", "镇") || doorNumber(a[from:]))
}

// inTitle reports whether i stands within the marks of a title: 《…》.
func inTitle(text string, i int) bool {
	from := max(0, i-60)
	return strings.LastIndex(text[from:i], "《") > strings.LastIndex(text[from:i], "》")
}
