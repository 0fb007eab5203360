package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// commonSurnames are the family names of nearly everyone that are not also everyday words before another character.
const commonSurnames = "王李张刘陈杨赵黄吴周毛徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石" +
	"姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟龙段漕钱汤尹黎易武乔贺赖龚庞樊殷施陶洪翟颜倪牛温芦季俞章鲁葛伍韦申尤毕聂焦柳邢岳梅莫庄辛祁耿詹符" +
	"欧詹覃闫肖凌霍涂童卫盛裴蒙阮舒柯骆纪娄闵冉冀向麦靳蓝卓蔺甄褚倪窦苗俞闻鲍"

// otherSurnames are family names that are also everyday words, or rare; they are taken only in the place of a name.
const otherSurnames = "高马于金程袁余白江史方孙严安常齐雷万文管关古米成游路解应宗宣单杭左包丰全车班仰秋仲伊宫宁仇栾祖刘景束幸司印宿" +
	"怀蒲从索咸籍卓蔺屠池胥能苍双党谭贡劳姬冉宰郦雍璩桑桂濮寿通边扈燕郏浦尚农柴瞿充慕连茹习宦艾鱼容古慎戈终暨居衡步都满弘匡" +
	"国寇广禄阙东沃利蔚越夔隆师巩厍晁勾敖融冷訾那简饶空毋沙乜养鞠须巢蒯相查荆红游竺权逯盖益桓公水云平花元乐危明计时皮卞和穆" +
	"费廉岑滕乌项祝经房干缪支昝裘诸吉钮嵇滑荣翁荀羊於惠曲封芮羿储汲邴糜松井富巫焦巴弓牧隗山谷郗甘钭厉戎郁卜滕殷郜伏项屈" +
	"虞万柯莘翁鄂言福海阳佟帅苟付代候初覃原佘谌战智揭麻海鹿苑税逄由佴矫冼牟宓迟展门丛亓闵仝岩才修海迪臧宛晏蓬鲜楚凤俸蒿昌" +
	"华席隋商邝旷邸萨鄢奚庾尉辜郇郤粟丘亢" +
	"别麴谈贝狄湛南阚朴楼衣铁郗郄仵闪撒弋禚妫缑雒镡茅栗檀漆睢眭茆菅蓟虢谯庹弭恽殳渠沐爨禤粘缪腾褟颉骞况冶励呙岐佀稽凃邢佼逯銮亶麦苌昝洑笪" +
	"戚喻柏郎潭强酆贲邰吾厚赫兰禹汝钦刁咎斯邬薄仉信皇敬冒年线"

var compoundSurnames = [...]string{"欧阳", "司马", "诸葛", "上官", "司徒", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙",
	"宇文", "轩辕", "端木", "南宫", "独孤", "闻人", "万俟", "赫连", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离",
	"鲜于", "闾丘", "司空", "呼延", "百里", "东郭", "西门", "拓跋", "完颜", "第五", "段干", "左丘", "梁丘", "羊舌", "微生", "颛孙", "公西", "亓官", "纳兰"}

// doubleFirst and doubleSecond hold the characters of the family names of two.
var doubleFirst, doubleSecond = func() (first, second *runeSet) {
	first, second = &runeSet{}, &runeSet{}
	for _, c := range compoundSurnames {
		two := []rune(c)
		first.add(two[0])
		second.add(two[1])
	}
	return first, second
}()

// double reports whether s is a family name of two characters.
func double(s string) bool {
	if len(s) != 6 {
		return false
	}
	first, _ := hanzi(s, 0)
	second, _ := hanzi(s, 3)
	if !doubleFirst.has(first) || !doubleSecond.has(second) {
		return false
	}
	return slices.Contains(compoundSurnames[:], s)
}

var commonSet = newRuneSet(commonSurnames)
var surnameSet = newRuneSet(commonSurnames + otherSurnames)

// notGiven are characters that end organisations, offices and phrases, not given names.
var notGiven = newRuneSet("某的了等或及在是无不人员者局县市省镇乡村厅部店厂司院校馆队所处科室站社会法条款项号岁我你他她它们这那哪每各该本此与" +
	"吧网街路巷栋楼区组州府党委办股院庙寺桥河湖旗盟您咱啥吗呢把被让给向从至到并且但而则若即使")

// notNames are words that begin with a family name. A name of three characters that begins with one is no name.
var notNames = newWordSet("高级 高度 高中 高校 高温 高速 高新 高效 高于 高层 高空 周末 周围 周边 周期 周年 周岁 周一 周二 周三 周四 周五 周六 周日 周刊 周报 周全 周到 周密 周转 周知 周长 周休 周内 周五 毛遂 肖像 卢浮 卢沟 石场 石窟 石刻 石雕 石料 石碑 石桥 钱币 钱包 钱塘 宋代 宋词 宋朝 唐代 唐诗 唐宋 唐朝 梁柱 梁祝 田野 孔子 孔府 孔庙 韩国 韩语 秦代 秦朝 魏晋 汤圆 夏商 龙门 龙卷 龙王 熊猫 牛奶 牛羊 梅雨 柳树 莫名 向往 欧洲 欧盟 江河 毛巾 毛坯 毛发 毛绒 毛毯 毛笔 商标 商务 商场 商城 商事 商会 席位 席卷 华侨 华人 金额 金融 金属 成立 成员 成年 成功 " +
	"成本 成果 成品 安全 安排 安装 安置 方面 方案 方式 方法 方向 方便 方可 常年 常见 常规 常住 常委 明确 明显 明知 明示 连续 连锁 连带 连接 严重 严格 严厉 严禁 严肃 万元 万一 单独 单位 单一 单次 " +
	"任何 任意 任务 任职 任免 及时 关于 关键 关系 关注 关闭 全部 全体 全面 全县 全市 全省 全国 平时 平台 平均 平安 平等 时间 时限 时常 时任 左右 左侧 石材 石油 水果 水库 水平 水利 江边 " +
	"温泉 温度 田地 田间 毛利 黄金 黄河 黄山 龙舟 雷同 钱款 陈述 陈列 陈旧 许可 许多 施工 施行 施教 孔洞 金库 陶瓷 谢绝 章程 范围 费用 廉政 廉洁 毕业 顾客 顾问 元旦 和解 和谐 和平 支付 支持 " +
	"支队 支出 管理 管辖 管护 程序 程度 应当 应急 应于 应在 应予 应按 应有 应收 应缴 于是 从事 从业 从轻 从重 从严 经营 经查 经过 经济 经理 经办 经核 经审 经调 经催 能够 能力 能否 能源 能主 符合 " +
	"由于 申请 申辩 申报 申诉 强制 强行 强化 强调 强迫 有关 相关 相应 相对 相互 查处 查看 查获 查询 查验 查封 计算 计划 计量 都未 都有 满足 满意 充分 充足 容留 容量 容易 却未 终止 终结 " +
	"步骤 盖章 益阳 习惯 公司 公民 公布 公开 公告 公共 公安 公示 公章 公园 公众 公益 公正 公证 云南 云平 花费 乐器 乐园 齐全 危险 危害 宣传 宣布 宣读 印刷 印制 印章 印发 白天 白色 白酒 种类 党员 党委 " +
	"党组 党的 车辆 车主 车站 红色 红线 权利 权益 权限 言论 包括 包装 包庇 包厢 包间 毛重 班级 班主 商户 商品 商业 商铺 商家 东部 东侧 东西 东面 文化 文旅 文件 文书 文明 文物 文艺 文字 文综 文博 文体 国家 国有 国内 国务 国际 国道 " +
	"路段 路面 路边 游客 游戏 游艺 游泳 游览 游玩 广告 广场 广播 广电 广大 广东 广西 广州 利用 利益 利息 利润 房屋 房间 房东 房产 房主 房租 干部 干扰 干涉 那么 那些 解释 解除 解决 解散 " +
	"古城 古镇 古迹 古树 海报 海南 海关 海外 海洋 原因 原告 原件 原则 原审 代表 代理 代码 代办 代为 付款 付清 付费 候选 初次 初步 初中 初查 初犯 修改 修复 修理 修缮 展示 展览 展开 展厅 展出 门票 门店 门口 门前 " +
	"信用 信息 信访 信件 信誉 年龄 年级 年度 年审 年检 年满 线索 线上 线下 山区 山林 山东 山西 山庄 平方 平日 居民 居住 居委 居家 师资 师生 师傅 简称 简易 简要 简单 冷藏 空间 空气 养殖 养护 养老 须知 须在 须经 须按 " +
	"马上 马路 武术 武器 武装 石板 林业 林地 林场 林木 林权 江苏 江西 江南 夏季 夏天 夏令 秋季 冬季 温馨 景区 景点 景观 康复 康养 康乐 盛会 盛典 路政 路人 余额 余款 余下 余人 余元 龙头 牛肉 " +
	"季度 季节 章节 钟点 汪洋 何时 何种 何地 何人 何况 何处 曾经 曾因 曾在 曾于 曾有 曾被 曾受 曾任 张贴 张挂 张榜 张力 王牌 叶子 梅花 兰花 花园 花卉 苗木 苗圃 苗族 童话 童装 童年 蒙古 蒙受 蒙蔽 易燃 易爆 易制 易货 向其 " +
	"向本 向社 向有 向我 向市 向县 向人 向公 向法 向上 向下 向消 向未 向游 向顾 谈话 聚众 武警 段落 段内 尤其 尤为 施救 纪律 纪检 纪念 纪委 纪要 申领 申购 申办 项目 项下 项规 祖国 祖父 祖母 连同 双方 双随 双休 " +
	"家庭 柴油 石化 石膏 宁夏 宁波 甘肃 吉林 湖南 湖北 洪水 洪涝 温州 台州 郑州 苏州 杭州 徐州 常州 常德 岳阳 衡阳 桂林 柳州 惠州 海口 海淀 安徽 安庆 马鞍 石家 张家 王府 唐山 邢台 邯郸 沧州 江门 汤圆 汤池 井盖 " +
	"平原 通知 通过 通报 通告 通道 通行 通常 通信 通讯 通俗 通畅 通风 边界 边境 边远 农村 农民 农业 农产 农药 农户 农家 农贸 充值 充电 尚未 尚不 尚有 尚在 浦东 浦江 隆重 隆回 融资 融合 融入 融媒 " +
	"莫非 杜绝 杜撰 曲艺 曲目 曲谱 封存 封闭 封条 储存 储备 储值 富裕 富余 羊肉 惠民 惠及 惠农 荣誉 荣获 翁婿 松树 牧民 牧场 牧业 谷物 谷雨 弓箭 巴士 巴黎 明码 明令 明火 福利 福建 福州 言语 言行 战略 战争 智慧 智能 " +
	"麻将 麻醉 税务 税收 税款 税费 由本 由其 由此 由县 由市 由公 由当 由执 由办 才能 才艺 冒充 冒用 冒名 冒险 敬请 敬老 敬业 厚度 强度 强力 强拆 强烈 强光 薄弱 牟取 牟利 迟延 迟到 查明 查实 查清 查证 查扣 查阅 查办 " +
	"米线 米粉 米以 金牌 金银 金钱 金秋 江水 路灯 路线 路径 万人 万余 万达 万年 解答 解读 解聘 解说 严打 严查 严控 严防 方能 方式 白名 白条 史料 史实 史志 文献 文本 文创 文娱 文教 文保 文管 文创 古玩 古籍 古建 古墓 " +
	"池塘 燕窝 桑拿 索赔 索要 索引 索道 束缚 景德 司法 司机 司仪 司乘 管委 管控 全程 全年 全额 全责 全民 全员 全家 全新 全职 全镇 全区 全局 全系 全都 全力 全媒 平面 平板 平米 平凡 和公 和本 和其 和当 和社 和法 和有 和市 和经 时应 时未 时已 时有 时起 时止 时发 时擅 时需 时须 时提 时对 " +
	"于当 于本 于其 于同 于上 于下 于今 于次 于规 于收 于日 于年 于未 于我 于公 于法 于现 于非 于县 于市 于互 安保 安防 安检 安静 安心 安抚 安慰 广泛 广度 严谨 常用 常态 常务 常设 常识 车牌 车间 车票 车位 车内 车站 车险 别墅 房管")

// wordSet holds words of two characters.
type wordSet map[string]struct{}

func (s wordSet) has(word string) bool {
	_, ok := s[word]
	return ok
}

// newWordSet keeps words of two characters, separated by blanks.
func newWordSet(words string) wordSet {
	set := make(wordSet, len(words)/7)
	for i := 0; i+6 <= len(words); i += 7 {
		set[words[i:i+6]] = struct{}{}
	}
	return set
}

// surname returns how many bytes of the text at i are a family name: 0 when none. strict leaves out family names that
// are everyday words.
func surname(text string, i int, strict bool) int {
	if i+3 > len(text) {
		return 0
	}
	if i+9 <= len(text) {
		if double(text[i : i+6]) {
			return 6
		}
	}
	r, w := wide(text, i)
	if w == 3 && (commonSet.has(r) || !strict && surnameSet.has(r)) {
		return 3
	}
	return 0
}

// common returns the Chinese character at i if it is one of U+4E00 to U+9FFF, and 0 for anything else. It is small
// enough to become part of the loops over whole texts.
func common(text string, i int) rune {
	if i+2 >= len(text) || text[i]-0xE4 > 0xE9-0xE4 || (text[i+1]^0x80|text[i+2]^0x80)&0xC0 != 0 {
		return 0
	}
	if r := rune(text[i]&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F); r >= firstLetter {
		return r
	}
	return 0
}

// hanzi returns the Chinese character at i and its width, 0 for anything else.
func hanzi(text string, i int) (rune, int) {
	if i >= len(text) {
		return 0, 0
	}
	r, w := wide(text, i)
	if r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF {
		return r, w
	}
	if r >= 0x20000 && r <= 0x323AF {
		return r, w
	}
	return 0, 0
}

// titles stand behind a family name alone: that names no one. They are two characters each.
var titles = newWordSet("先生 女士 小姐 同志 师傅 老师 大爷 大妈 大姐 大哥 大伯 大婶 大娘 大叔 大嫂 阿姨 阿婆 阿公 奶奶 爷爷 妈妈 爸爸 老伯 老汉 婶子 嫂子 妹子 婆婆 公公 叔叔 伯伯 舅舅 姑姑 大姨 二姨 大舅 大姑 主任 经理 " +
	"局长 科长 队长 所长 馆长 教授 律师 医生 护士 法官 书记 县长 市长 省长 镇长 乡长 村长 区长 校长 院长 站长 股长 主席 部长 处长 厅长 司长 总监 老板 警官 班长 导演 " +
	"夫妇 夫妻 女婿 家人 一家 家属 工程 会计 导游 教练 编辑 记者 助理 秘书 组长 社长 社区 园长 支书 专家 检察 姑娘 小伙 同学 学生 某某 师长 团长 连长 总工 总裁 董事 店长 厂长 行长 小学 中学 大学 ")

// honorific reports whether what follows a family name is a title: 王女士, 李经理, 张氏.
func honorific(given string) bool {
	if titles.has(given) {
		return true
	}
	return strings.HasPrefix(given, "记") || given == "总" || given == "氏" || given == "姓" || given == "家"
}

// endsInDate reports 五月, 三十日 and the like: 月 and 日 are given names as well (李月).
func endsInDate(s string) bool {
	n := len(s)
	return n >= 6 && (s[n-3:] == "月" || s[n-3:] == "日") && strings.Contains("一二三四五六七八九十当本次每同上下年元某号工双休假生节终末隔前后近昨今翌", s[n-6:n-3])
}

// looksName reports whether the characters are a family name and one or two more that may be a given name.
func looksName(s string, strict bool) bool {
	if len(s) < 6 {
		return false
	}
	if notNames.has(s[:6]) {
		return false
	}
	w := surname(s, 0, strict)
	given := utf8.RuneCountInString(s[w:])
	if w == 0 || given < 1 || given > 2 {
		return false
	}
	for _, r := range s[w:] {
		if notGiven.has(r) {
			return false
		}
	}
	return !honorific(s[w:]) && !endsInDate(s)
}

// IsName reports whether s is built like the name of a natural person, nothing before or behind it.
func IsName(s string) bool { return looksName(s, false) && !placeName(s) }
