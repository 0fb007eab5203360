package privacy

import (
	"strings"
	"unicode/utf8"
)

// partyLabel is a word after which the name of a natural person may follow.
type partyLabel struct {
	word           string
	representative bool // of a firm: the county may choose to show it
	loose          bool // the name may follow without a colon
}

var partyLabels = [...]partyLabel{
	{"当事人", false, true}, {"被处罚人", false, true}, {"被处罚者", false, true}, {"被罚人", false, true}, {"行政相对人", false, true},
	{"相对人", false, true}, {"违法行为人", false, true}, {"违法嫌疑人", false, true}, {"犯罪嫌疑人", false, true}, {"嫌疑人", false, true},
	{"违法人", false, true}, {"经营者", true, true}, {"经营人", true, true}, {"业主", true, true}, {"法定代表人", true, true}, {"法人代表", true, true},
	{"法人", true, false}, {"负责人", true, true}, {"个体工商户", false, true}, {"投资人", true, true}, {"实际控制人", true, true}, {"姓名", false, false}, {"户主", false, true},
	{"家长", false, true}, {"监护人", false, true}, {"证人", false, true}, {"受害人", false, true}, {"被害人", false, true}, {"举报人", false, true},
	{"投诉人", false, true}, {"投诉方", false, false}, {"申请人", false, true}, {"被申请人", false, true}, {"原告", false, true}, {"被告", false, true}, {"第三人", false, true},
	{"患者", false, true}, {"乘客", false, true}, {"游客", false, true}, {"消费者", false, true}, {"委托代理人", false, true}, {"代理人", false, true},
	{"债务人", false, true}, {"被执行人", false, true}, {"被投诉人", false, true}, {"被举报人", false, true}, {"被监护人", false, true}, {"被询问人", false, true},
	{"询问对象", false, false}, {"被检查人", false, true}, {"受处罚人", false, true}, {"受罚人", false, true}, {"在场人", false, false}, {"被告人", false, true}, {"当事人代表", false, true}, {"受助人", false, false}, {"领款人", false, false}, {"收款人", false, false},
	{"被处罚单位", false, false}, {"证明人", false, false}, {"受送达人", false, false}, {"委托人", false, false}, {"受托人", false, false}, {"行为人", false, false},
	{"处罚对象", false, false}, {"罚款对象", false, false}, {"违法主体", false, false}, {"违法当事人", false, true}, {"涉案人员", false, true}, {"涉案人", false, true},
	{"涉事人员", false, true}, {"贫困户", false, true}, {"脱贫户", false, true}, {"低保户", false, true}, {"五保户", false, true}, {"特困户", false, true},
	{"受益人", false, false}, {"救助对象", false, true}, {"补助对象", false, true}, {"保障对象", false, true}, {"帮扶对象", false, true}, {"残疾人", false, false}, {"优抚对象", false, true},
	{"老板", false, true}, {"店主", false, true}, {"村民", false, true}, {"居民", false, true}, {"市民", false, true}, {"群众", false, true}, {"妻子", false, true}, {"丈夫", false, true},
	{"儿子", false, true}, {"女儿", false, true}, {"父亲", false, true}, {"母亲", false, true}, {"之子", false, true}, {"之女", false, true},
	{"见证人", false, false}, {"报案人", false, true}, {"报警人", false, true}, {"死者", false, true}, {"伤者", false, true}, {"逝者", false, true},
	{"借款人", false, true}, {"担保人", false, true}, {"房主", false, true}, {"房东", false, true}, {"车主", false, true}, {"驾驶人", false, true}, {"驾驶员", false, true},
	{"司机", false, true}, {"顾客", false, true}, {"收银员", false, true}, {"服务员", false, true}, {"网管", false, true}, {"保安", false, true}, {"店员", false, true}, {"值班员", false, true},
	{"租客", false, true}, {"承租人", false, true}, {"出租人", false, true}, {"收件人", false, false}, {"寄件人", false, false}, {"当事人本人", false, true},
}

// longestLabel is the length of the longest label of a party, two blanks of three bytes included.
const longestLabel = 27

// partyIndex holds the labels by their first character.
var partyIndex = func() map[string][]partyLabel {
	m := map[string][]partyLabel{}
	for _, l := range partyLabels {
		m[l.word[:3]] = append(m[l.word[:3]], l)
	}
	return m
}()

// party looks for a party's label at i and for the names that follow it.
func (s *scanner) party(i int) {
	best, end := partyLabel{}, 0
	window := s.text[i:min(len(s.text), i+longestLabel)]
	apart := strings.IndexByte(window, ' ') >= 0 || strings.Contains(window, "\u3000")
	for _, l := range partyIndex[s.text[i:i+3]] {
		e := i + len(l.word)
		if !strings.HasPrefix(window, l.word) {
			if e = 0; apart {
				e = spaced(s.text, i, l.word)
			}
		}
		if e > end {
			best, end = l, e
		}
	}
	if end == 0 || s.ctx.Names == NamesShown || best.representative && s.ctx.Names == RepresentativesShown || s.officer(i, best.word) {
		return
	}
	if best.word == "女儿" && strings.HasSuffix(s.text[:i], "妇") {
		return // 妇女儿童工作 speaks of no daughter
	}
	k, firm := nameStart(s.text, end)
	if k == end {
		k = ownLine(s.text, end)
	}
	switch {
	case firm:
		s.names(k, Name, true)
	case k > end:
		s.looseName(k, Name, false)
	case best.loose:
		s.looseName(k, Name, true)
	}
}

// ownLine passes over what stands between a label and a name where each has a line of its own, or where a semicolon was
// typed for a colon.
func ownLine(text string, i int) int {
	if k := skipAny(text, i, "；", ";"); k > i {
		return skipAny(text, k, " ", "\u3000")
	}
	if i < len(text) && text[i] == '\n' {
		return skipAny(text, i, "\n", "\r", " ", "\u3000", ">", "*")
	}
	return i
}

// verdicts follow the name of the person a decision is about.
var verdicts = [...]string{"作出", "做出", "处以", "处罚", "给予", "予以", "不予", "罚款", "进行处罚", "进行行政处罚", "实施行政处罚", "实施处罚", "立案", "从轻", "减轻", "从重", "依法", "涉嫌", "擅自", "未经", "进行了", "采取", "送达", "行政处罚", "的行政处罚", "的处罚", "实施了"}

// salutation looks for a name that stands alone on the line at i before a colon, as papers address the one they are for:
// the text goes on with 你 or 您.
func (s *scanner) salutation(i int) {
	i = skipAny(s.text, i, " ", "\u3000", "*", ">")
	if s.ctx.Names == NamesShown || i+6 > len(s.text) || s.text[i] < 0xE4 || surname(s.text, i, false) == 0 {
		return
	}
	end := i
	for end-i <= 12 {
		_, w := hanzi(s.text, end)
		if w == 0 {
			break
		}
		end += w
	}
	k := skipAny(s.text, end, "同志", "先生", "女士", " ", "*", "：", ":")
	if k == end || k < len(s.text) && s.text[k] != '\n' || end-i < 6 || end-i > 12 || notNames.has(s.text[i:i+6]) || honorific(s.text[i+3:end]) || placeName(s.text[i:end]) {
		return
	}
	letter := s.text[k:min(len(s.text), k+400)]
	if near(letter, "你", "您") && (lex.cost(s.text[i:end]) == 0 || near(letter[:min(len(letter), 30)], "你", "您", "本局", "我局", "本机关")) {
		s.add(Name, i, end, true)
	}
}

// summons follow the name of a person who was called or served.
var summons = [...]string{"本人", "签收", "到案", "到局", "到场", "进行", "其", "的"}

// decided looks for the name of a person behind 对 and verbs: 对张三作出罚款的决定.
func (s *scanner) decided(i int, followers []string) {
	if s.ctx.Names == NamesShown {
		return
	}
	w := surname(s.text, i, true)
	if w == 0 {
		return
	}
	for _, given := range [...]int{6, 3} {
		end := i + w + given
		if end < len(s.text) && looksName(s.text[i:end], true) && !placeName(s.text[i:end]) && follows(s.text[end:], followers...) {
			s.add(Name, i, end, given == 6 || follows(s.text[end:], sureFollowers[:]...))
			return
		}
	}
}

// deeds stand right behind the name of who did or suffered them, papers behind that of whom they are about.
var (
	deeds  = [...]string{"擅自", "涉嫌", "未经许可", "未经批准", "无证经营", "无照经营", "被处", "被罚", "被行政", "被警告", "被给予", "被吊销"}
	papers = [...]string{"询问笔录", "身份证复印", "身份证明", "证人证言", "证言"}
)

// evidencePairs holds their beginnings.
var evidencePairs = func() *pairSet {
	var s pairSet
	for _, d := range deeds {
		s.put(d)
	}
	for _, p := range papers {
		s.put(p)
	}
	return &s
}()

// evidence looks at 询问笔录 and the like: the person who was heard is named right before it.
func (s *scanner) evidence(i int) {
	if s.ctx.Names == NamesShown {
		return
	}
	if follows(s.text[i:], deeds[:]...) {
		if from, to := s.nameBefore(i, false); to == i && surname(s.text, from, true) > 0 {
			s.add(Name, from, to, to-from > 6)
		}
		return
	}
	if !follows(s.text[i:], papers[:]...) {
		return
	}
	if from, to := s.nameBefore(i, false); to > from {
		s.add(Name, from, to, false)
	}
}

// spaced matches a word whose characters may be set apart by blanks (姓　　名) and returns where it ends, 0 if not there.
func spaced(text string, i int, word string) int {
	for n, r := range word {
		if n > 0 {
			i = skipAny(text, i, " ", "\u3000")
		}
		if got, w := hanzi(text, i); got != r {
			return 0
		} else {
			i += w
		}
	}
	return i
}

// officer reports whether the label speaks of public servants: their names are public by duty.
func (s *scanner) officer(i int, word string) bool {
	before := s.text[max(0, i-30):i]
	switch word {
	case "姓名":
		return near(before[max(0, len(before)-18):], "执法", "工作人员", "联系人", "领导", "检查员", "职务", "导游", "律师", "传承人", "专家") ||
			s.header >= 0 && near(s.text[s.header:min(len(s.text), s.header+200)], "执法证", "职务", "证件编号")
	case "负责人":
		return near(before[max(0, len(before)-18):], "局", "科", "股", "室", "部门", "大队", "单位", "牵头", "分管", "项目", "机关", "中心", "委", "政府", "主管", "馆", "相关", "有关")
	case "法定代表人":
		return near(before, "人民政府", "文化和旅游局", "管理局")
	}
	return false
}

// nameStart passes over what may stand between label and name: 姓名, a remark in brackets, a colon or cell border.
// firm is true after such a mark: then a name is expected.
func nameStart(text string, i int) (at int, firm bool) {
	i = skipAny(text, i, "姓名", "或者名称", "或名称", "名称", "基本情况", "信息", "甲", "乙", "丙", "丁", "/个人", "及个人", "一", "二", "**")
	for _, b := range [...][2]string{{"（", "）"}, {"(", ")"}} {
		if strings.HasPrefix(text[i:], b[0]) {
			k := strings.Index(text[i:min(len(text), i+60)], b[1])
			if k > 0 && looksName(text[i+len(b[0]):i+k], false) {
				return i + len(b[0]), true
			}
			if k > 0 {
				i += k + len(b[1])
			}
		}
	}
	k := skipAny(text, i, " ", "\u3000", "：", ":", "∶", "﹕", "——", "—", "【", "[", "「", "|", "\t", "*", "_", "=", "\"", "“", "\u00a0", "<td>", "</td>", "<strong>", "</strong>", "<b>", "</b>")
	if strings.ContainsAny(text[i:k], "：:∶﹕|\t=>") {
		k = skipAny(text, k, "\n", "\r", " ", "\u3000")
		return k, true
	}
	if k > i {
		return k, true
	}
	if k = skipAny(text, i, "分别为", "分别是", "为", "是", "系", "叫", "名叫"); k > i {
		return k, false
	}
	return i, false
}

// names notes the names of a list that starts at i: 张三、李四.
func (s *scanner) names(i int, kind Kind, certain bool) {
	for n := 0; n < 50; n++ {
		end := s.nameAt(i)
		if end == 0 {
			end = s.latinName(i)
		}
		if end > 0 {
			s.add(kind, i, end, certain)
		} else if end = maskedAt(s.text, i); end == 0 {
			return
		}
		k := skipAny(s.text, end, "、", "，", ",", "和", "与", "及", " ", "/", "；", ";")
		if k == end {
			return
		}
		i = k
	}
}

// maskedAt returns where the masked name that stands at i ends, 0 when there is none: the next of a list may be unmasked.
func maskedAt(text string, i int) int {
	end, seen := i, false
	for n := 0; n < 8; n++ {
		r, w := hanzi(text, end)
		if w == 0 {
			if end == len(text) || !masked(text, end) {
				break
			}
			r, w = utf8.DecodeRuneInString(text[end:])
			seen = true
		}
		seen = seen || r == '某'
		end += w
	}
	if !seen {
		return 0
	}
	return end
}

// nameAt returns where the name that stands at i ends, in a place where a name is expected; 0 when there is none.
func (s *scanner) nameAt(i int) int {
	var ends [8]int
	n, k := 0, i
	for n < len(ends) {
		r, w := hanzi(s.text, k)
		if w == 0 || r == '某' {
			break
		}
		k += w
		ends[n] = k
		n++
	}
	if n == 0 || masked(s.text, k) && n < 4 {
		return 0
	}
	if end := s.foreign(k, n); end > 0 {
		return end
	}
	if n == 1 {
		return s.gapped(i, k)
	}
	w := surname(s.text, i, false)
	if w == 0 {
		return 0
	}
	first := w / 3
	if n > first && n <= first+2 {
		if (looksName(s.text[i:k], false) || s.wordAsName(i, k)) && !placeName(s.text[i:k]) {
			return k
		}
	}
	for _, m := range [...]int{first + 2, first + 1} {
		if m < n && looksName(s.text[i:ends[m-1]], false) && followed(s.text[ends[m-1]:]) {
			return ends[m-1]
		}
	}
	return 0
}

// wordAsName reports whether what stands alone where a name is expected is one though it is a word, 金秋, or begins with
// one, 许可馨: neither an organisation nor what people are called.
func (s *scanner) wordAsName(i, j int) bool {
	name := s.text[i:j]
	last := lastTwo(name)[0]
	if len(name) < 6 || !notNames.has(name[:6]) && !bornWords.has(name) || notGiven.has(last) || endsInDate(name) {
		return false
	}
	if len(name) == 6 {
		label := strings.TrimRight(s.text[:i], "： \u3000*:")
		return len(label) < i && endsAny(label, humans[:]...) && !honorific(name[3:]) && !neverAlone.has(last) && wordUpTo(name) == 0
	}
	return len(name) == 9 && lex.cost(name) == 0 && (lex.letter(lex.place(last), asSecond) <= givenLetter || givenWords.has(name[3:]))
}

// humans are labels that no organisation stands behind.
var humans = [...]string{"投诉人", "投诉方", "举报人", "证人", "信访人", "来访人", "来信人", "报案人", "嫌疑人", "受害人", "被害人", "患者", "家长", "监护人", "见证人", "死者", "伤者"}

// neverAlone end words that stand behind labels of parties and are no names: 单位, 高管, 商家.
var neverAlone = newRuneSet("位管侨家体方主户客友事名号无由定知型类项内外下中间元分")

// latinName reads a name in Latin letters: two to four words of letters, each with a capital.
func (s *scanner) latinName(i int) int {
	end, words := i, 0
	for k := i; words < 4; {
		from := k
		for k < len(s.text) && isLetter(s.text[k]) {
			k++
		}
		if notLatinName(s.text[from:k]) {
			return 0
		}
		if k-from < 2 || s.text[from] > 'Z' {
			break
		}
		words, end = words+1, k
		next := skipAny(s.text, k, " ", "·", ".")
		if next == k || next-k > 2 {
			break
		}
		k = next
	}
	if words < 2 || end < len(s.text) && (isAlnum(s.text[end]) || masked(s.text, end)) {
		return 0
	}
	return end
}

// notLatinName reports words of firms and labels.
func notLatinName(word string) bool {
	switch strings.ToUpper(word) {
	case "LTD", "CO", "INC", "LLC", "LIMITED", "CORP", "COMPANY", "GROUP", "KTV", "ID", "NO", "TEL", "CLUB", "BAR", "HOTEL", "XX", "XXX", "ABC":
		return true
	}
	return false
}

// gapped reads a name of two characters set apart by a blank: 张　三.
func (s *scanner) gapped(i, k int) int {
	j := skipAny(s.text, k, " ", "\u3000", "\u00a0")
	if j == k || j-k > 6 || surname(s.text, i, false) == 0 {
		return 0
	}
	end := j
	for n := 0; n < 3; n++ {
		_, w := hanzi(s.text, end)
		if w == 0 {
			break
		}
		end += w
	}
	for _, given := range [...]int{6, 3} { // 陈　思远已被传唤
		if end-j == 9 && followed(s.text[j+given:]) && lex.cost(s.text[j:j+given+3]) == 0 {
			end = j + given
		}
	}
	if name := s.text[i:k] + s.text[j:end]; (end-j == 3 || end-j == 6 && j-k <= 3) && looksName(name, false) && !masked(s.text, end) {
		return end
	}
	return 0
}

// foreign reads the rest of a name written with a middle dot: 某某·某某.
func (s *scanner) foreign(k, n int) int {
	for _, dot := range [...]string{"·", "•", "・"} {
		if !strings.HasPrefix(s.text[k:], dot) {
			continue
		}
		end, m := k+len(dot), 0
		for m < 8 {
			r, w := hanzi(s.text, end)
			if w == 0 || r == '某' {
				break
			}
			end += w
			m++
		}
		if n >= 2 && m >= 2 && !masked(s.text, end) {
			return end
		}
	}
	return 0
}

// withinName reports whether the ** at i opens or closes an emphasis of a given name alone, the family name before it:
// 段**鹏**. It is read as it is shown. 王**和李** are two masks.
func withinName(text string, i int) bool {
	if !strings.HasPrefix(text[i:], "**") {
		return false
	}
	if opensGiven(text, i) {
		return true
	}
	for _, w := range [...]int{3, 6} {
		if k := i - w - len("**"); k >= 0 && strings.HasPrefix(text[k:], "**") && opensGiven(text, k) {
			return true
		}
	}
	return false
}

// opensGiven reports whether an emphasis that opens at i, right behind a family name, holds what may be a given name.
func opensGiven(text string, i int) bool {
	k := i + len("**")
	end := k
	for end-k < 9 {
		r, w := hanzi(text, end)
		if w == 0 || neverGiven.has(r) || end == k && strings.ContainsRune("和与及同跟", r) {
			break
		}
		end += w
	}
	if i < 3 || end == k || end-k > 6 || !strings.HasPrefix(text[end:], "**") || strings.HasPrefix(text[end:], "***") {
		return false
	}
	return surname(text, lastRune(text, i), false) > 0 && !commonSet.has(lastTwo(text[:end])[0])
}

// masked reports whether a mask stands at i: 某, asterisks, crosses.
func masked(text string, i int) bool {
	for _, m := range [...]string{"某", "*", "＊", "×", "X", "x", "○", "Ｘ", "\\*", "□", "█"} {
		if strings.HasPrefix(text[i:], m) {
			// Emphasis that ends is followed by something else than one more mark.
			return m != "*" || !strings.HasPrefix(text[i:], "**") || i < 2 || strings.HasPrefix(text[i:], "***") || !emphasised(text, i)
		}
	}
	return false
}

// emphasised reports whether the ** at i closes an emphasis that was opened shortly before.
func emphasised(text string, i int) bool {
	line := text[strings.LastIndexByte(text[:i], '\n')+1 : i]
	return strings.Count(line, "**")%2 == 1
}

// placeName reports names of places and firms that are built like a person's.
func placeName(s string) bool {
	switch s {
	case "张家界", "王府井", "张家口", "马家窑", "高家堡", "金银滩", "石河子", "乌鲁木", "秦皇岛", "葛洲坝", "黄鹤楼", "岳阳楼", "雷锋网", "汤显祖", "关汉卿", "屈原":
		return true
	}
	for _, f := range firmEndings {
		if strings.HasSuffix(s, f) {
			return true
		}
	}
	return false
}

// firmEndings end the names of small firms that begin like a person's.
var firmEndings = [...]string{"书城", "影城", "书屋", "网络", "科技", "文化", "传媒", "娱乐", "广告", "印务", "商贸", "超市", "酒楼", "茶楼", "客栈",
	"民宿", "农庄", "山庄", "旅游", "会所", "书苑", "网咖", "电竞", "影视", "文具", "图文", "打印", "音像", "乐园", "家园", "公寓", "国际", "时代"}

// nameFollowers are what may stand right after a name within a run of characters.
var nameFollowers = [...]string{"于", "在", "的", "经", "因", "未", "违", "当日", "当天", "当晚", "当场", "当时", "为", "是", "系", "以", "擅", "将", "等", "与", "和", "及", "涉", "提", "从",
	"持", "无", "到", "向", "存", "没", "所", "自", "住", "男", "女", "驾", "通", "利", "私", "非", "被", "对", "进", "购", "销", "开", "出", "签", "电",
	"同", "已", "曾", "身份证", "性别", "联系", "手机", "先生", "女士", "称", "表示", "承认", "拒", "有", "不", "经营", "发布", "使用", "明知", "共", "分别", "现年", "今年", "年龄", "伙同", "携带", "设立", "组织", "接待", "允许", "接纳", "雇", "租", "伪造", "收", "给", "本人", "陈述", "申请", "户籍", "出生", "家住", "现住", "由", "证", "反映", "说", "述", "至", "打", "举报", "投诉", "之", "尚", "应", "须", "需", "可", "来", "去", "前往", "负责", "认", "作", "制", "播", "演", "吸", "酒", "案", "走", "受", "遭", "骗", "报", "参", "获", "担", "任", "完", "离", "逃", "上网", "供", "当场", "并", "一家", "夫妇", "一同", "如实", "确认", "随"}

// followed reports whether the text begins with what may stand after a name.
func followed(rest string) bool {
	for _, f := range nameFollowers {
		if strings.HasPrefix(rest, f) {
			return true
		}
	}
	return false
}

// looseName looks for a name directly after a label. Ordinary words follow labels more often than names do, so
// only plain family names count, and what stands after the name must fit. It reports whether it found one.
func (s *scanner) looseName(i int, kind Kind, strict bool) bool {
	var ends [5]int
	n, k := 0, i
	for n < len(ends) {
		r, w := hanzi(s.text, k)
		if w == 0 || r == '某' {
			break
		}
		k += w
		ends[n] = k
		n++
	}
	if n == 1 {
		if end := s.gapped(i, k); end > 0 {
			s.add(kind, i, end, true)
			return true
		}
	}
	w := surname(s.text, i, strict)
	if w == 0 && strict {
		return s.rareName(i, kind, n)
	}
	if w == 0 || n < 2 {
		return false
	}
	for _, m := range [...]int{w/3 + 2, w/3 + 1} {
		if m > n {
			continue
		}
		end := ends[m-1]
		rest := s.text[end:]
		if m == n && masked(s.text, end) || !looksName(s.text[i:end], strict) || placeName(s.text[i:end]) {
			continue
		}
		if r, _ := hanzi(s.text, end); r == 0 || followed(rest) {
			s.add(kind, i, end, m == w/3+2 || follows(rest, sureFollowers[:]...))
			if next := skipAny(s.text, end, "、", "和", "与", "及"); next > end {
				s.looseName(next, kind, strict)
			}
			return true
		}
	}
	return false
}

// sureFollowers stand behind names of persons and of nothing else.
var sureFollowers = [...]string{"，男", "，女", "（男", "（女", "(男", "(女", "男，", "女，", "，汉族", "，身份证", "，公民身份", "（身份证", "（公民身份", "身份证", "先生", "女士", ",男", ",女",
	"（以下", "，系", "涉嫌", "擅自", "无证", "未取得", "未经许可", "未经批准"}

// functionWords are family names that are far more often words a sentence is built with.
var functionWords = newRuneSet("经于应都和从由向时能管容言计查终尚连及并单双全平须无干任有相支符强施原代信利公通党国家商农林路广房古文申解候")

// rareName looks for a name of three characters whose family name is also an everyday word: what stands behind it must
// leave no doubt.
func (s *scanner) rareName(i int, kind Kind, n int) bool {
	w := surname(s.text, i, false)
	if w == 0 || n < w/3+1 {
		return false
	}
	r, _ := hanzi(s.text, i)
	for _, given := range [...]int{6, 3} {
		end := i + w + given
		if functionWords.has(r) && !(end <= len(s.text) && follows(s.text[end:], sureFollowers[:]...)) {
			continue
		}
		if end <= len(s.text) && looksName(s.text[i:end], false) && !placeName(s.text[i:end]) &&
			(follows(s.text[end:], sureFollowers[:]...) || (given == 6 || kind == Minor) && followed(s.text[end:]) || given == 3 && follows(s.text[end:], "未到", "称其", "已获", "反映", "不服", "于20")) {
			s.add(kind, i, end, follows(s.text[end:], sureFollowers[:]...) || given == 6 && follows(s.text[end:], "反映", "投诉", "举报"))
			return true
		}
	}
	return false
}

// bearers are words right before a person's name.
var bearers = [...]string{"当事人", "被处罚人", "经营者", "业主", "代表人", "法人", "负责人", "姓名", "户主", "家长", "监护人", "证人", "受害人", "举报人", "投诉人",
	"申请人", "原告", "被告", "患者", "乘客", "游客", "消费者", "代理人", "联系人", "学生", "儿童", "未成年人", "未成年", "人员", "导游", "领队", "演员", "讲解员", "上网者", "男子", "女子", "青年", "少年",
	"同学", "顾客", "村民", "居民", "市民", "群众", "男童", "女童", "幼儿", "司机", "住户", "职工", "员工", "老师", "嫌疑人", "相对人", "人", "中学生", "小学生", "男孩", "女孩", "对", "向", "给", "找", "联系", "有", "了", "达"}

// personBefore reports whether the last thing before i, labels and marks aside, is a person's name.
func (s *scanner) personBefore(i int) bool {
	start, end := s.nameBefore(i, false)
	return end > start
}

// beforeMarks stand between a name and what belongs to it.
var beforeMarks = [...]string{"联系电话", "联系方式", "电话号码", "手机号码", "手机号", "电话", "手机", "座机", "邮箱", "电子邮箱", "Tel", "TEL", "tel", "身份证号", "住址", "住",
	"性别", "男", "女", "汉族", "今年", "现年", "年仅", "时年", "年龄", "年", "：", ":", "，", ",", "（", "(", "、", " ", "\u3000", "|", "\t", "-", "—", "：", "*", "的", "系", "是", "为", "均"}

// nameBefore returns the name that ends right before i. Without a word that bears a name before it, a run of more
// than four characters is searched only if guess is set.
func (s *scanner) nameBefore(i int, guess bool) (start, end int) {
	end = skipBack(s.text, i, 60, beforeMarks[:]...)
	from := end
	for from > 0 && end-from < 60 {
		r, w := utf8.DecodeLastRuneInString(s.text[:from])
		if h, _ := hanzi(s.text, from-w); h == 0 || r == utf8.RuneError {
			break
		}
		from -= w
	}
	run := s.text[from:end]
	for _, b := range bearers {
		if k := strings.LastIndex(run, b); k >= 0 && len(run)-k-len(b) >= 6 {
			from += k + len(b)
			run = s.text[from:end]
		}
	}
	if len(run) <= 12 && looksName(run, false) && !placeName(run) {
		return from, end
	}
	if guess && len(run) > 9 {
		for _, n := range [...]int{9, 6} {
			if looksName(run[len(run)-n:], true) {
				return end - n, end
			}
		}
	}
	return 0, 0
}
