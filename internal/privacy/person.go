package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Thresholds of the search for names, in tenths of a natural logarithm and in degrees of privacy.
const (
	leastMargin    = -130 // what is dearer than this as a name is words
	sureScore      = 18
	labelledScore  = 16
	toldScore      = 5 // where both sides of a name speak of a private person
	certainlyTold  = 6
	fairScore      = 40
	strongScore    = 48
	needPrivate    = 2
	atMark         = 9  // a mark or an end stands on one side
	listed         = 42 // the next of a list whose other names are known
	again          = 60 // the same name was found elsewhere in the text
	afterColon     = 15
	alone          = 14 // nothing but the name stands between two marks
	besideData     = 50
	proof          = 60  // birth, age, sex or identity number stand behind the mark that ends the name
	rareMore       = 15  // asked more of a family name that few bear
	aloneMore      = 10  // asked more of a stretch that stands alone
	preposition    = 30  // less for family names that are prepositions
	plainWord      = 130 // the cost of words that are common
	wordLike       = 40  // less for a stretch that is one of them
	rareFamily     = 85  // the cost of family names that few bear
	between        = 20  // between what private persons are called and what they do
	expected       = 30  // from what private persons are called to the next mark there is nothing else
	leastLabelled  = -95 // between what private persons are called and what they do, everyday words may be names
	everydayMargin = -25 // family names that are everyday words must read well as names
	inProceeding   = 6   // the text speaks of a case
)

// person is a stretch that may be the name of a natural person.
type person struct {
	start, end int
	score      int
	private    int
	told       int  // of that, what the words right beside it say
	margin     int  // by how much it reads better as a name than as words
	placed     bool // the words and marks on both sides are such as stand beside persons
	acts       bool // what stands behind it hardly stands behind anything but persons
	occupied   bool // what stands before it is a calling
	honoured   bool // the sentence praises someone
	life       bool // the text speaks of what befalls private persons
	setting    bool // the text speaks of a case or a complaint
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
	proceeding := s.proceeding()
	if proceeding {
		for i := range all {
			all[i].score += inProceeding
			all[i].private += 2
		}
	}
	all = best(all)
	s.lists(all)
	s.repeats(all)
	for _, p := range all {
		if p.public || !p.sure() || counted(s.text[p.start:p.end]) {
			continue
		}
		p.setting = proceeding && s.inProceeding(p.start)
		if s.cues(&p); p.idle() {
			continue
		}
		kind := Name
		if p.minor {
			kind = Minor
		}
		s.add(kind, p.start, p.end, p.minor || p.meant())
	}
}

// meant reports whether what is said beside a name leaves no doubt that it is one, and a private person's. A name among
// words that stand beside names of things as well is only likely to be one.
func (p *person) meant() bool {
	switch {
	case p.honoured && !p.setting, p.occupied && !p.setting && !p.life:
		return false
	case p.told > needPrivate:
		return true
	case p.told == needPrivate:
		return p.setting || p.labelled || p.life || p.margin >= 0
	case p.setting:
		return p.placed && (p.told > 0 || p.margin >= leastPlaced) || (p.acts || p.told > 0) && p.margin >= plainName
	}
	if !p.life {
		return false
	}
	if p.told > 0 {
		return p.placed && p.private > p.told && (p.labelled || p.margin >= fairName)
	}
	return p.placed && (p.margin >= plainName || p.acts && p.margin >= fairName)
}

// idle reports whether nothing in the words around a name gives cause even to ask whose it is.
func (p *person) idle() bool {
	return p.told == 0 && !p.minor && !p.setting && !p.life && (!p.placed || p.honoured || p.margin < fairName)
}

// Margins of a stretch that hardly is anything but a name, and of one that is likely to be one.
const (
	plainName = 50
	fairName  = 30
	// where the text is about a case and words stand beside it that stand beside persons
	leastPlaced = -10
)

// sure reports whether the stretch is a name, and a private person's.
func (p *person) sure() bool {
	switch {
	case p.told >= certainlyTold:
		return p.score >= toldScore
	case p.labelled && p.private > needPrivate:
		return p.score >= labelledScore
	case p.private > needPrivate:
		return p.score >= sureScore
	case p.private == needPrivate:
		return p.score >= fairScore+p.rare
	}
	return p.private == 1 && p.score >= strongScore+2*p.rare
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
	for i := range all {
		if s.knownBefore(all[i].start) {
			all[i].score += listed
			all[i].private = max(all[i].private, needPrivate+1)
			all[i].told = max(all[i].told, needPrivate)
		}
	}
	for i := 1; i < len(all); i++ {
		s.pair(&all[i-1], &all[i])
	}
	for i := len(all) - 1; i > 0; i-- {
		s.pair(&all[i-1], &all[i])
	}
}

// knownBefore reports whether a name found by its label stands before i, nothing but the mark of a list between.
func (s *scanner) knownBefore(i int) bool {
	if !strings.HasSuffix(s.text[:i], "、") {
		return false
	}
	end := i - len("、")
	for _, f := range s.found {
		if f.End == end && f.Certain && (f.Kind == Name || f.Kind == Minor) {
			return true
		}
	}
	return false
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
	case a.sure() && b.sure() && !b.public:
		a.told, b.told = max(a.told, b.told), max(a.told, b.told)
	case a.sure() && !b.sure():
		b.score += listed
		b.private, b.told = max(b.private, a.private), max(b.told, a.told)
	case b.sure() && !b.public:
		a.score += listed
		a.private, a.told = max(a.private, b.private), max(a.told, b.told)
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
		k.told = max(k.told, p.told)
		k.placed = k.placed || p.placed
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
			p.told, p.placed = k.told, k.placed
		}
	}
}

// proceedings are words of texts about cases and complaints.
var proceedings = lazyWords([]string{"当事人", "处罚", "罚款", "违法", "执法人员", "笔录", "本机关", "我局", "立案", "送达", "听证", "投诉", "举报", "来信", "信访", "证据", "查获", "涉案", "调解", "本院", "查明", "合同", "被执行", "原告", "被告", "赔偿", "退款", "退还", "报警", "医院", "网吧", "歌厅", "店面", "店内", "盗", "抓获", "落网", "同伙", "住处", "缴纳", "催告", "履行", "民警", "派出所", "报案", "留言", "门票", "退票", "投案", "供述", "交代", "欠薪", "训诫", "搬离", "劳动合同", "未经备案", "去向", "签收", "住院", "监护", "到局", "本局", "接受调查", "申辩", "涉嫌", "逮捕", "拘留", "判处", "伪造", "匿名", "联名", "责令", "查处", "取缔", "清理", "强占", "擅自", "骗", "欠", "逾期", "复议", "申请执行", "聊天记录", "身份证", "争执", "殴打", "纠纷", "失联", "逃", "诊断", "借条", "今借", "现金", "转账", "退费", "停业", "整顿", "黑名单", "没收", "低保", "救助", "走访", "承诺书", "合伙", "扣押", "厮打", "雇", "复印件", "年检", "工资", "欺凌", "传唤", "夫妻", "进货", "申诉", "租给", "看守", "摆摊", "占道", "公示如下", "骨折", "抑郁", "后悔", "认错", "走失"})

// proceeding reports whether the text speaks of a case or a complaint, where private persons are named.
func (s *scanner) proceeding() bool { return proceedings().in(s.text) || ofCase(s.text) }

// cues notes what the words around a name that is sure to be one tell of its bearer.
func (s *scanner) cues(p *person) {
	p.life = s.privateLife(p)
	left, right := s.sentence(p.start, p.end)
	p.honoured = (honours().in(left) || honours().in(right)) && !youths().in(left) && !youths().in(right)
}

// privateLife reports whether the sentence around a name, the head of its column or, of a line in a list, the text tells of
// what private persons do and suffer.
func (s *scanner) privateLife(p *person) bool {
	left, right := s.sentence(p.start, p.end)
	if lifeWords().in(left) || lifeWords().in(right) {
		return true
	}
	if _, row := s.heading(p.start); row != "" {
		return lifeWords().in(row)
	}
	return len(left)+len(right) < shortLine && lifeWords().in(s.text[:min(len(s.text), listReach)])
}

const (
	shortLine = 30  // of a list, beside the name
	listReach = 600 // of the text before such a line that says what the list is of
)

// lifeWords are words of what private persons do and suffer, in texts that are about no case.
var lifeWords = lazyWords([]string{"报了警", "警察", "尸体", "作证", "冒用", "监管名", "清欠", "检讨", "检查人", "体罚", "道歉", "致歉", "留守", "少儿", "儿童", "小小", "中考", "高考", "录取", "家就", "户口", "上网", "网管", "送医", "高原反应", "疾病", "生病", "患病", "重病", "癌", "住院", "遗失", "丢失", "钱包", "窗口", "手续", "电动车", "摩托", "虚假", "不实", "谣", "院子", "家中", "家里", "家（", "黑导", "散客", "无证", "导游证", "到此一游", "包厢", "醉", "酒", "招徕", "直播间", "群里", "兜售", "演出费", "工钱", "未亮证", "店名", "业户", "承租", "租住", "房租", "领款", "收件", "来件", "寄", "派单", "报修", "上门", "五保", "残疾", "医保", "参保", "特困", "敬老院", "岁", "年级", "初一", "初二", "初三", "高一", "高二", "高三", "小学", "幼儿园", "班级", "妻", "丈夫", "儿子", "女儿", "母亲", "父亲", "爷爷", "奶奶", "邻居", "房东", "老伴", "婆婆", "儿媳", "孙子", "喇叭", "噪音", "扰民", "吵", "骂", "打人", "打架", "撕", "砸", "偷", "赌", "揽客", "拉客", "逃票", "摊", "贴小广告", "涂鸦", "刻画", "罚", "退票", "退还", "退到", "赔", "住址", "地址", "门牌", "单元", "号楼", "手机", "联系", "领奖人", "证明人", "接龙", "补助", "慰问", "困难", "低收入", "拆除", "违建", "迁坟", "搬", "前往贵处", "出生", "名下", "通话", "银行", "卖给", "买来", "倒卖", "冒领", "举报", "投诉", "承认", "否认", "拒", "强迫", "诱导", "推倒", "推搡", "口角", "报酬", "超速", "驾驶", "多收", "反映", "受伤", "死亡", "受骗", "黄牛", "陈述", "登记", "顾客", "让我", "脚踝", "回执", "咨询", "电话", "未悬挂", "注销", "住宅", "麻将", "尿毒症", "瘫痪", "孤儿", "走丢", "溺水", "摔", "咬伤", "烫伤", "坠", "遗体", "去世", "车祸", "肇事", "霸占", "侵占", "威胁", "恐吓", "勒索", "骚扰", "持刀", "羁押", "服刑", "前科", "吸毒", "精神病", "病史", "确诊", "手术", "怀孕", "离婚", "丧偶", "欠条", "贷款", "还款", "抵押", "保证书", "悔过", "罚没", "暂扣", "查封", "吊销", "撤销", "处分", "辞退", "讨薪", "工伤", "索赔", "补贴", "抚恤", "帮扶", "致困", "致贫", "失信", "签领", "救助", "孤寡", "独居", "危房", "宅基地", "冒名", "冒充", "谎称", "逃逸", "违停", "猥亵", "霸凌", "弄丢", "被警"})

// inProceeding reports whether the paragraph around i speaks of a case, in a text that does: paragraphs of their own tell of
// other matters. Lines of lists and rows of tables belong to all of the text.
func (s *scanner) inProceeding(i int) bool {
	from := strings.LastIndexByte(s.text[:i], '\n') + 1
	line, _, _ := strings.Cut(s.text[from:], "\n")
	return len(line) < shortLine*2 || line[0] == '|' || proceedings().in(line) || ofCase(line)
}

// ofCase reports whether 案 stands in the text as the word for a case: not in 方案, 图案, 档案 and the like.
func ofCase(text string) bool {
	for i := 0; ; {
		k := strings.Index(text[i:], "案")
		if k < 0 {
			return false
		}
		i += k
		if r, _ := utf8.DecodeLastRuneInString(text[:i]); !noCase.has(r) {
			return true
		}
		i += len("案")
	}
}

// noCase are characters that make words with 案 that speak of no case.
var noCase = newRuneSet("方图档备提草教预答文法定个议")

// counted reports whether what looks like a name is the short word for an office (消防、卫健等部门) or a placeholder that
// counts in the ten heavenly stems: 某某（丁丁）公司.
func counted(name string) bool {
	return name == "卫健" || strings.Trim(name, "甲乙丙丁戊己庚辛壬癸") == ""
}
