package privacy

import "strings"

// candidates returns every stretch that reads well enough as a name.
func (s *scanner) candidates() []person {
	if s.reader == nil || s.whole {
		return s.candidatesIn(0, len(s.text), nil)
	}
	var out []person
	for _, at := range s.hopes {
		out = s.candidatesIn(int(at), stretchEnd(s.text, int(at)), out)
	}
	return out
}

// candidatesIn appends those that begin in the text from i to stop.
func (s *scanner) candidatesIn(i, stop int, out []person) []person {
	u := run{}
	for i < stop {
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
		margin, ok := u.nameMargin(s.text, a, b, family)
		if !ok || margin < leastMargin || !s.givenFits(int(u.at[a+family]), int(u.at[b])) {
			continue
		}
		if p := s.consider(int(u.at[a]), int(u.at[b]), int(u.at[a+family]-u.at[a]), margin); p.score > sureScore-listed {
			out = append(out, p)
		}
	}
	return out
}

// nameMargin is margin, with given names that are words made cheaper. It looks at nothing but the characters of the run:
// what is remembered of a stretch rests on that.
func (u *run) nameMargin(text string, a, b, family int) (margin int, ok bool) {
	margin, ok = u.margin(a, b, family)
	if ok && givenWords.has(text[u.at[a+family]:u.at[b]]) {
		margin += max(givenBonus, u.asGiven(a+family, b)-givenWord)
	}
	return margin, ok
}

// givenWords are given names of many that are words as well, or of characters seldom given otherwise.
var givenWords = newWordSet("长征 远征 团结 建业 建功 建国 建设 建军 建华 建平 建民 建新 国庆 国强 国富 国兴 国栋 国梁 国安 国平 国防 爱国 爱民 爱华 爱军 卫国 卫东 卫民 卫兵 卫星 保国 保卫 保平 和平 解放 援朝 抗美 跃进 红卫 文革 光明 光荣 光辉 光华 光耀 向阳 向前 向东 永福 永强 永胜 永久 永红 永生 长根 长生 长命 长河 长江 长城 长春 长青 长久 满仓 满囤 满堂 满意 有财 有福 有才 有余 来福 来喜 来娣 来弟 招弟 招娣 带弟 引弟 盼弟 想弟 得财 得宝 得胜 进宝 进财 旺财 兴旺 兴业 兴国 发财 富贵 富强 富裕 宝贵 金贵 金宝 金锁 银锁 铁锁 铁柱 铁蛋 铁牛 石头 栓柱 拴住 狗蛋 二妮 大妮 三妮 二丫 大勇 大军 大海 大川 大江 小满 立春 春分 谷雨 芒种 夏至 立秋 秋分 冬至 春生 春天 秋生 冬生 春花 秋菊 冬梅 腊梅 春梅 红梅 雪梅 牡丹 海棠 芙蓉 月季 桂花 兰花 荷花 莲花 菊花 梅花 桃花 杏花 翠花 金花 银花 玉兰 玉莲 金凤 彩凤 彩霞 彩云 朝霞 晚霞 明月 明珠 珍珠 珍宝 浩然 浩瀚 天佑 天赐 天明 天亮 天成 天宝 天骄 文博 文化 文明 文武 文斌 文静 文雅 婷婷 娜娜 丽丽 莉莉 芳芳 圆圆 方圆 甜甜 乐乐 欢欢 笑笑 多多 果果 豆豆 朵朵 点点 点滴 安康 安宁 安静 安心 平安 平凡 吉祥 如意 顺利 成功 成才 成材 成龙 成林 成长 自强 自立 自力 志强 志远 志气 志向 学文 学武 学习 学问 前程 前进 前途 思远 思源 思想 致远 静远 宁静 德才 德胜 德高 胜利 胜男 亚男 若男 若曦 一诺 一帆 一凡 一鸣 一心 万里 千里 百川 海洋 海涛 海燕 海鸥 海军 江山 江河 江南 泰山 昆仑 长白 天山 高山 青山 青松 松柏 白杨 杨柳 森林 树林 小草 晓东 东升 东风 东方 西北 南征 北战 南方 北方 中华 中国 中秋 端阳 元旦 新年 新春 新民 新华 新生 立新 立志 立功 树人 树立 子涵 诗涵 诗雨 诗意 雨桐 雨露 雨虹 雨婷 雪莲 雪花 雪峰 冰冰 冰洁 晶晶 晶莹 星星 星辰 星宇 宇航 宇宙 航天 神舟 奥运 世博 子轩 梓轩 梓涵 可欣 可馨 可爱 可儿 果儿 欣怡 欣然 欣喜 悠然 悠悠 自然 坦然 安然 超然 淡然 莫愁 无双 无忧 无限 传奇 传芳 流芳 流云 凌云 凌霄 腾飞 腾达 飞龙 飞虎 飞鹏 鹏程 鹏飞 展翅 展鹏 凯旋 凯歌 高歌 高飞 远航 远大 远志 耀祖 光宗 继承 继业 继先 敬业 敬德 守信 守义 守业 明亮 明白 明辉 响亮 洪亮 洪福 洪涛 宏伟 宏大 宏图 伟大 伟业 壮志 壮丽 美丽 美玲 美好 秀丽 秀英 清秀 清白 清泉 清风 清华 晨曦 晨光 晨星 曙光 阳光 朝阳 正阳 方正 正义 正直 正气 公正 严明 英明 英雄 英豪 豪杰 人杰 俊杰 俊才 精英 世杰 世豪 世界 玉龙 金龙 金虎 金山 银山 宝山 宝玉 宝珠 玲珑 翡翠 琥珀 玛瑙 琳琅 琉璃")

// Such a given name is cheaper than its characters, and never dearer than the second.
const (
	givenBonus = 35
	givenWord  = 100
)

// Characters that never stand in a given name, and that never end one.
var (
	neverGiven = newRuneSet("某姓的了或在是无不局县省厅岁我你他她它们这那哪每各该此您咱啥吗呢把被让给您并但而且则")
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
		if neverGiven.has(r) || i+k+3 == j && notLast.has(r) && !givenWords.has(s.text[i:j]) {
			return false
		}
	}
	if s.inAmount(i, j) || s.shareAt(i, j) || s.text[i:j] == "家胡" && strings.HasPrefix(s.text[j:], "同") {
		return false
	}
	if s.ofDocket(j) {
		return false
	}
	if j-i == 3 && titles.has(s.text[i:min(len(s.text), i+6)]) {
		return false
	}
	return !honorific(s.text[i:j]) && !ofFamily(s.text[i:j]) && !endsInDate(s.text[:j]) && !masked(s.text, j) && !strings.HasSuffix(s.text[:i], "某")
}

// ofDocket reports whether the year of a reference number stands at most two characters behind j: （某）文许受〔2026〕第…号.
func (s *scanner) ofDocket(j int) bool {
	for range 3 {
		if follows(s.text[j:], "〔", "［", "[20") {
			return true
		}
		_, w := hanzi(s.text, j)
		if w == 0 {
			break
		}
		j += w
	}
	return false
}

// shareAt reports whether a given name from i to j is a number with its measure: 占七成, 有三次.
func (s *scanner) shareAt(i, j int) bool {
	if !strings.Contains("一二三四五六七八九十百千万两几半", s.text[i:i+3]) {
		return false
	}
	r, _ := hanzi(s.text, i+3)
	return measures.has(r)
}

var measures = newRuneSet("成分倍年次元米人个名只件条户岁点")

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
