package privacy

import "strings"

// offices are titles of public servants, of those who speak in public, and of those whose names belong to their work:
// beside one of them a name is public by duty or by choice.
var offices = lazyTable(clueGroup{clue{}, `词人 邑人 乡贤 贡生 秀才 探花 榜眼 高僧 名士 名相 宰相 丞相 主人公 八仙之一的 大使 领导人 总裁 分析师 经济学家 艺人 明星 军事专家 评论员 设计师 导师 影星 主教练 行长 国务委员 工程师 咨询师 总编辑 表演艺术家 理事 慈善家 总指挥 企业家 规划师 预报员 演奏家 歌唱家 台长 作曲家 钢琴家 作家 女作家 评论家 漫画家 收藏家 技师学院 会计师 物理学家 书画家 雕塑家 美食家 民族英雄 文物专家 播音员 外交官 小说家 剧作家 策展人 校友 冠军 亚军 季军 金牌 官员 议员 县领导 村官 村干部 局长 副局长 县长 副县长 市长 副市长 省长 镇长 副镇长 乡长 区长 州长 盟长 旗长 书记 副书记 部长 副部长 主任 副主任 科长 副科长 股长 副股长 处长 副处长 厅长 司长 主席 副主席
	队长 大队长 中队长 副大队长 支队长 副队长 所长 副所长 站长 副站长 馆长 副馆长 院长 副院长 校长 副校长 园长 社长 副社长 会长 副会长 理事长 秘书长 董事长 庭长 法官 检察官 检察长 审判员 审判长 陪审员 书记员
	律师 教授 副教授 研究员 副研究员 讲师 博士 院士 专家 学者 作家 诗人 画家 书法家 艺术家 歌手 演员 导演 编剧 编导 作曲 作词 作者 编者 译者 主编 副主编 编辑 责编 责任编辑 记者 通讯员 特约记者 摄影 摄影师 上传 录入 排版 发布 校稿 一审 二审 三审 签批 审签 责审 编审 美编 供稿 撰稿 撰文 文/图 图/文 审核 初审 复审 终审 校对 责任校对 值班编辑 监制 制作 统筹 策划
	主持人 主持 听证主持人 听证员 记录人 记录员 主讲人 主讲 授课人 宣讲员 讲师 评委 裁判 传承人 获得者 得主 代表性传承人 非遗传承人 发言人 新闻发言人 代言人 联系人 联络员 经办人 承办人 签发人 签发 审批人 审核人 复核人 批准人 发布人 值班领导 带班领导 分管领导 领导 负责同志 执法人员 执法员 检查人员 检查员 工作人员 办案人员 承办人员 送达人 送达人员
	执法队员 稽查员 监督员 委员 常委 组长 副组长 成员 巡视员 调研员 四级调研员 一级主任科员 主任科员 科员 干部 民警 辅警 警官 警察 消防员 医生 医师 护士 教师 老师 教练 班主任 辅导员 支书 村支书 第一书记 村主任 网格员 社工 人大代表 政协委员 烈士 英雄 将军 元帅 司令 总统 总理 首相 国王 皇帝 诗圣 诗仙 先生故居 劳模 道德模范 楷模 模范 院士 馆员 调解员 人民调解员 公证员 鉴定人 译员 翻译 副馆员 文学家 史学家 思想家 政治家 军事家 革命家 科学家 教育家 音乐家
	讲解员 解说员 文/ 图/ 摄/ 图文/ 文图/ 编辑/ 审核/ 校对/ 责编/ 供图/ 供稿/ 一等奖 二等奖 三等奖 优秀奖 特等奖 优胜奖 金奖 银奖 铜奖 第一名 第二名 第三名 词 曲 词： 曲： 编曲 填词 谱曲 词作者 曲作者 词曲 原唱 演唱者 演奏者 舞美 灯光 音响 服装 化妆 道具 伴奏 领舞 伴舞 配乐 配音 剪辑 后期 摄像 报幕 司仪 领诵 撰稿人 美术 舞台监督 艺术总监 策展 出品人 制片人 制片 总监 创始人 带头人 领衔 主演 饰 扮演 指挥 独唱 领唱 朗诵 表演 表演者 演唱 演出 县委 董事 团长 指导员 教导员 政委 参谋 法制审核 法律顾问 调研 督导 出庭 受委托 局党组成员 党组成员 班长 段长 河长 林长 路长 点位长 楼长 包联领导 带班人员 值班人员： 整理 摄 报道 总书记 同志们 先烈 名医 药圣 医圣 茶圣 清代 明代 宋代 唐代 元代 汉代 民国 著名 已故 化名 历史名人 文化名人 先贤 儒学大师 状元 进士 举人 知县 知府 太守 刺史 将领 名将 大将 抗日英雄 抗战英雄 革命烈士 任命 免去 聘任 提名`})

// ranks stand right behind a name: 张明远局长.
var ranks = lazyTable(clueGroup{clue{}, `为化名 系化名 均为化名 （化名 局长 副局长 县长 副县长 市长 镇长 乡长 区长 书记 副书记 部长 主任 副主任 科长 股长 处长 厅长 主席 队长 大队长 所长 站长 馆长 副馆长 院长 校长 园长 社长 会长 秘书长 董事长 庭长 法官 检察官 律师 教授 研究员 博士 院士 专家 老师 记者 将军 总理 总统 元帅 烈士 故居 纪念馆 故里 精神 主持 出席 讲话 致辞 作报告 授课 主讲 饰演 饰
	陪同 带队 调研 指出 强调 宣布 摄 报道 文/图 著 编著 主编 译 画 书 题 撰 先生故居 墓 祠 陵 庙 像 奖 传 诗 词 文集 全集 选集 故事 纪念 广场 大道 学院 大学 中学 小学 研究会 工作室 劳模 大师 名医 等烈士 等革命 等先烈 等作家 等诗人 等文学 等名家 等艺术家 等领导 等县领导 等专家 等同志 县委 副县 出示执法证 出示行政执法证 出示证件 亮证 亮明身份 均设有 坐落于 始建于 建于 占地 海拔 地处 下辖 境内 沿线 沿岸 两岸 一带 出土 盛产 供图 制图 配图 绘图 （饰 （摄 摄影 撰稿 作词 谱曲 编曲 填词 事迹 先进事迹 事迹报告 为某某县 为县 为局 为党 为副 任 同志为 同志任 的画 的诗 的作品 的小说 的书法 的歌 创作 作词 作曲 演唱 领衔 主演 执导 导演 一级`})

// firmTails follow the name of a firm, a place or a work that begins like a person's.
var firmTails = [...]string{"公司", "有限", "集团", "大药房", "药房", "酒楼", "饭店", "服务部", "餐饮", "文具", "服装", "百货", "副食", "水果", "建材", "五金", "装饰", "电脑", "婚庆", "美容", "理发", "烟酒", "粮油", "农资", "药店", "早餐", "米粉", "火锅", "烧烤", "奶茶", "图书店", "电玩", "棋牌", "网络科技", "家电", "家具", "汽修", "通讯", "眼镜", "面馆", "饭馆", "餐馆", "餐厅", "超市", "商行", "商店", "书店", "网吧", "网咖", "歌厅", "歌舞厅", "KTV", "影城", "影院", "旅行社", "工作室", "专卖店", "食府", "茶楼", "茶馆", "宾馆",
	"酒店", "客栈", "民宿", "农庄", "山庄", "诊所", "医院", "学校", "中学", "小学", "幼儿园", "文化传媒", "传媒", "文化用品", "文具店", "打印", "图文", "经营部", "合作社", "加工厂", "村", "古镇", "古城", "古道", "古寨", "古街", "老街", "渡口", "码头", "歌舞", "娱乐城", "影视", "影业", "剧本杀", "密室", "音乐餐吧", "台球", "汉墓", "古墓", "印刷", "彩印", "演艺", "电竞", "会展", "装修", "足浴", "洗浴", "美发", "养生", "推拿", "健身", "量贩", "广场舞", "族", "戏", "娱乐厅", "石刻", "壁画", "石窟", "公园", "景区", "文化园", "精神", "馆", "书城", "书屋", "娱乐", "网络", "科技", "文化", "广告", "商贸", "镇", "乡", "县", "市", "区", "街", "路", "巷", "社区", "小区", "花园", "家园", "新村", "公寓", "大厦", "商城", "市集", "集市", "大桥", "水库", "祠堂", "宗祠", "故居", "大院", "墓", "遗址", "庄", "湾", "组", "屯", "寨", "坪", "塘", "岭", "冲", "铺", "桥", "庙", "寺", "塔", "河", "湖", "山", "印务", "印务部", "批发", "零售", "门市", "数码", "图书", "音像", "租赁", "维修", "影像", "摄影", "照相", "婚纱", "家政", "物流", "花店", "茶行", "酒行", "打字", "复印", "杂货店", "小吃店", "副食店", "音像店", "印刷厂", "游戏厅", "游艺厅", "棋牌室", "俱乐部", "会所", "培训", "店"}

// publicAfter reports whether the words from i on say that the name before i is public: a title, at once or after a mark.
func publicAfter(text string, i int) bool {
	if follows(text[i:], "拍摄", "提供", "摄制", "绘制", "撰写", "整理") && near(text[max(0, i-45):i], "图片由", "照片由", "图由", "视频由", "文图由", "文章由", "海报由", "图文由") {
		return true
	}
	if _, n := ranks().startOf(text[i:]); n > 0 || strings.HasPrefix(text[i:], "《") {
		return true
	}
	k := skipAny(text, i, "，", "（", "(", "：", ":", " ", "\u3000", "|", "系", "是", "为", "现任", "时任", "、")
	if k == i {
		return false
	}
	rest := text[k:min(len(text), k+48)]
	if cut := strings.IndexAny(rest, "，。；）)|\n"); cut >= 0 {
		rest = rest[:cut]
	}
	if near(rest, "执法证") || follows(rest, "主持", "分管", "主管", "协管", "兼任", "担任", "负责全面") || follows(rest, "证号", "工号", "警号") && near(text[max(0, i-90):min(len(text), i+150)], "执法证件", "执法证", "执法人员", "执法资格") {
		return true
	}
	_, n := offices().endOf(rest)
	if _, m := roles().endOf(rest); m >= n {
		return false
	}
	return n > 0
}

// linkWords end the part of a name that might go on as a firm's.
const linkWords = "来去跑看听学赴诉与和在到的等向对将把从为被说称是系于因由给让及、，。"

// furtherTails end the names of firms and of places up to five characters behind the name of their founder: 杨国福麻辣烫加盟店.
var furtherTails = [...]string{"有限", "门诊", "口腔", "公司", "集团", "药业", "药厂", "药房", "药铺", "药店", "加盟店", "便利店", "专卖店", "连锁店", "甜品店", "包子铺", "烧饼店", "饼店", "饼铺", "面馆", "粉馆", "粉店", "面店", "菜馆", "饭馆", "茶庄", "茶馆", "茶楼", "茶饮", "茶行", "酒厂", "酒楼", "酒庄", "酒坊", "糖坊", "油坊", "豆腐坊", "门店", "终端", "手机店", "剪刀", "菜刀", "珠宝", "金店", "银楼", "眼镜店", "超市", "商场", "商行", "商店", "书店", "书局", "印刷厂", "工厂", "木业", "实业", "置业", "地产", "食品", "饮料", "凉茶", "麻辣烫", "烤鸭", "火锅", "烧烤", "臭豆腐", "豆腐", "酱菜", "牛肉面", "拉面", "米线", "胡同", "里弄", "小区", "社区", "大院", "山庄", "庄园", "客栈", "酒店", "宾馆", "影城", "影院", "剧院", "剧场", "剧社", "剧团", "戏班", "武馆", "镖局", "钱庄", "票号", "牌坊", "祠堂", "墓园", "陵园", "纪念馆", "美术馆", "艺术馆", "博物馆", "旅行社", "网吧", "网咖", "会所", "歌厅", "工作室", "事务所", "幼儿园", "学校", "中学", "小学", "医院", "诊所", "门诊部", "合作社", "农家乐", "蛋糕房", "蛋糕店", "培训中心", "培训班", "培训学校", "艺术中心", "俱乐部", "经营部", "服务部", "门市部", "印务部", "厂", "店", "铺", "坊"}

// deedLetters stand in what a person does, and in no name of a firm.
const deedLetters = "与和在到的等向对将把从为被说称是系于因由给让及、，。了去来有没无未不擅私开办租承卖买经营设立投资入股管理负责拥持诉告举求状赔骂吃喝骗抢追送接载拉驾驶骑坠跌摔受遭用偷盗砸闯进出擅打骂欠付收退报写携带见名家同其乘坐参观"

// ofFirm reports whether the characters from i on go on to the end of a firm's name, with nothing done between.
func ofFirm(text string, i int) bool {
	for k, n := i, 0; n < 6; n++ {
		for _, f := range furtherTails {
			if strings.HasPrefix(text[k:], f) && (len(f) > 3 || n > 0) {
				return true
			}
		}
		r, w := hanzi(text, k)
		if w == 0 || r == '某' || strings.ContainsRune(deedLetters, r) {
			return false
		}
		k += w
	}
	return false
}

// listedThing reports whether the name from i to j stands in a list that ends in words that call its members things,
// places or famous persons: 雷州、雷山、雷波三地, 毛血旺等小吃.
func listedThing(text string, i, j int) bool {
	if !strings.HasPrefix(text[j:], "、") && !strings.HasSuffix(text[:i], "、") {
		return false
	}
	list := text[j:min(len(text), j+150)]
	if k := strings.IndexAny(list, "，。；\n|"); k >= 0 {
		list = list[:k]
	}
	list = list[strings.LastIndex(list, "、")+1:]
	for k := 0; k < len(list); {
		_, w := wide(list, k)
		rest := list[k:]
		if n := numeralWidth(list, k); n > 0 || follows(rest, "等", "两") {
			n = max(n, w)
			n += numeralWidth(rest, n)
			if follows(rest[n:], "个", "大", "名") && !follows(rest[n:], "名单") {
				n += len("个")
			}
			if follows(rest[n:], listNouns[:]...) {
				return true
			}
			w = n
		}
		k += max(w, 1)
	}
	return false
}

// amongThings reports whether the name from i to j stands in a list with a word that is no name: 孔明锁、九连环、拼图.
func (s *scanner) amongThings(i, j int) bool {
	from, to := i, j
	for n := 0; n < 4; n++ {
		if strings.HasPrefix(s.text[to:], "、") {
			start := to + len("、")
			if to = s.letters(start); s.isThing(start, to) {
				return true
			}
		}
		if strings.HasSuffix(s.text[:from], "、") {
			end := from - len("、")
			if from = s.lettersBack(end); s.isThing(from, end) {
				return true
			}
		}
	}
	return false
}

// isThing reports whether a member of a list, with marks on both sides, is a word and cannot be a name.
func (s *scanner) isThing(i, j int) bool {
	if j-i < 6 || j-i > 12 || !s.markAt(i, true) || !s.markAt(j, false) {
		return false
	}
	return surname(s.text, i, false) == 0 && lex.cost(s.text[i:j]) > 0 && wordUpTo(s.text[:j]) == 0
}

// letters returns where the run of Chinese characters from i on ends, lettersBack where the one before i begins.
func (s *scanner) letters(i int) int {
	for end := min(len(s.text), i+36); i < end; {
		_, w := hanzi(s.text, i)
		if w == 0 {
			break
		}
		i += w
	}
	return i
}

func (s *scanner) lettersBack(i int) int {
	for least := max(0, i-36); i > least; {
		k := lastRune(s.text, i)
		if _, w := hanzi(s.text, k); w == 0 {
			break
		}
		i = k
	}
	return i
}

// listNouns call what a list holds things or places.
var listNouns = [...]string{"地", "县", "镇", "乡", "村", "区", "市", "省", "州", "景区", "景点", "景观", "古镇", "社区", "小区", "街道", "处", "所", "家企业", "家店", "品牌", "老字号", "商家", "企业", "单位", "调味品", "小吃", "名菜", "菜", "美食", "特产", "食品", "产品", "商品", "饮品", "点心", "糕点", "茶", "酒", "药", "剧目", "曲目", "节目", "剧", "戏", "歌", "歌曲", "作品", "名著", "影片", "电影", "图书", "故事", "传说", "项目", "技艺", "民俗", "节", "姓", "姓氏", "大姓", "字", "词", "成语", "形象", "人物", "角色", "英雄", "先烈", "烈士", "名人", "名家", "大师", "诗人", "作家", "歌手", "歌星", "明星", "艺人", "演员", "历史人物", "科学家", "家庙", "庙", "寺", "桥", "路", "街", "巷", "山", "河", "湖", "岛", "门派", "流派", "派", "行业", "领域", "活动", "内容", "方面", "问题", "类", "种", "款", "项", "道", "部", "首", "幅", "件", "样", "味"}

// honours stand in sentences that praise people in public.
var honours = lazyWords([]string{"荣誉", "榜样", "表彰", "榜上有名", "模范", "先进", "楷模", "标兵", "称号", "获评", "优秀", "十佳", "颁奖", "当选", "入选", "好人榜", "工匠", "英名录", "工艺美术大师", "代表性传承人"})

// youths stand in sentences about children: praise makes none of them public.
var youths = lazyWords([]string{"小学", "中学", "班", "学生", "同学", "儿童", "少年", "少儿", "幼儿", "小读者", "小朋友", "孩子"})

// firmAfter reports whether what follows makes the name part of an organisation's, a place's or a work's: 张三面馆. Two
// characters may stand between that are no word of their own.
func firmAfter(text string, i int) bool {
	for k, n := i, 0; n < 3; n++ {
		for _, f := range firmTails {
			if (k == i || len(f) > 3) && strings.HasPrefix(text[k:], f) {
				return n < 2 || lex.cost(text[i:k]) == 0
			}
		}
		r, w := hanzi(text, k)
		if w == 0 || r == '某' || strings.ContainsRune(linkWords, r) {
			break
		}
		k += w
	}
	return false
}

// newsWords stand in sentences about what public persons do.
var newsWords = lazyWords([]string{"主持", "出席", "讲话", "指出", "强调", "调研", "致辞", "作品", "诗", "小说", "著", "文学", "传承", "局长", "县长", "书记", "主任", "任命", "领导", "教授", "专家", "导演", "主演", "烈士", "革命", "历史", "纪念", "文化名人", "演唱", "饰", "编剧", "时期", "故居", "党组", "队长", "馆长", "所长", "站长", "中国", "国家", "世界", "国际", "中央", "全国", "奥运", "冠军", "将军", "总统", "总理", "部长", "主席", "战争", "球", "队员", "艺术", "电影", "音乐", "摄", "话剧", "剧目", "戏曲", "唱段", "登台", "上演", "笔下", "角色", "塑造", "扮相", "题写", "题词", "诵读", "朗诵", "讲述", "授牌", "分管", "典故", "传说", "神话", "名著", "原著", "连环画", "雕像", "塑像", "壁画", "年画", "生平", "诞辰", "遗址", "祠", "帝", "王朝", "名医", "词牌", "诗词", "巡演", "折子戏", "皮影", "评书", "相声"})
