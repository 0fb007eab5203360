package privacy

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// clue is what a word beside a name says: how much likelier a name is there, in tenths of a natural logarithm, and how
// much it speaks for a private person.
type clue struct{ name, private int }

// clueTable holds words with what they say, to be looked up at the end and at the beginning of a text: by two
// characters, so that most texts are turned away at once.
type clueTable struct {
	byLast, byFirst map[[2]rune][]clueWord
	last, first     runeSet
}

type clueWord struct {
	word string
	clue clue
}

// lazyTable makes a table when it is first asked: texts without Chinese names need none.
func lazyTable(groups ...clueGroup) func() *clueTable {
	return sync.OnceValue(func() *clueTable { return newClueTable(groups...) })
}

func newClueTable(groups ...clueGroup) *clueTable {
	t := &clueTable{byLast: map[[2]rune][]clueWord{}, byFirst: map[[2]rune][]clueWord{}}
	for _, g := range groups {
		for _, w := range strings.Fields(g.words) {
			t.put(clueWord{w, g.clue})
		}
	}
	return t
}

// put adds a word behind the longer ones. A word of one character stands under itself and nothing.
func (t *clueTable) put(w clueWord) {
	first, last := firstTwo(w.word), lastTwo(w.word)
	t.first.add(first[0])
	t.last.add(last[0])
	t.byFirst[first] = longestFirst(append(t.byFirst[first], w))
	t.byLast[last] = longestFirst(append(t.byLast[last], w))
}

func longestFirst(list []clueWord) []clueWord {
	slices.SortStableFunc(list, func(a, b clueWord) int { return len(b.word) - len(a.word) })
	return list
}

// firstTwo returns the first two characters of a text, lastTwo the last and the one before; 0 for one that is missing.
func firstTwo(text string) (two [2]rune) {
	r, w := utf8.DecodeRuneInString(text)
	two[0] = r
	if w < len(text) {
		two[1], _ = utf8.DecodeRuneInString(text[w:])
	}
	return two
}

func lastTwo(text string) (two [2]rune) {
	r, w := utf8.DecodeLastRuneInString(text)
	two[0] = r
	if w < len(text) {
		two[1], _ = utf8.DecodeLastRuneInString(text[:len(text)-w])
	}
	return two
}

// endOf returns what the longest word of the table says that ends the text, and its length; 0 when none does.
func (t *clueTable) endOf(text string) (clue, int) {
	if r, _ := utf8.DecodeLastRuneInString(text); text == "" || !t.last.has(r) {
		return clue{}, 0
	}
	two := lastTwo(text)
	for _, key := range [...][2]rune{two, {two[0], 0}} {
		for _, w := range t.byLast[key] {
			if strings.HasSuffix(text, w.word) {
				return w.clue, len(w.word)
			}
		}
	}
	return clue{}, 0
}

// startOf is endOf for the word that begins the text.
func (t *clueTable) startOf(text string) (clue, int) {
	if r, _ := utf8.DecodeRuneInString(text); text == "" || !t.first.has(r) {
		return clue{}, 0
	}
	two := firstTwo(text)
	for _, key := range [...][2]rune{two, {two[0], 0}} {
		for _, w := range t.byFirst[key] {
			if strings.HasPrefix(text, w.word) {
				return w.clue, len(w.word)
			}
		}
	}
	return clue{}, 0
}

// lazyWords is lazyTable for a list of words that say nothing but that they are there.
func lazyWords(words []string) func() *clueTable {
	return lazyTable(clueGroup{words: strings.Join(words, " ")})
}

// in reports whether any of the words, all of them Chinese, stands in the text. It looks at the text once, however many
// words there are.
func (t *clueTable) in(text string) bool {
	for i := 0; i < len(text); {
		r := common(text, i)
		if r == 0 {
			i++
			continue
		}
		if t.first.has(r) {
			if _, n := t.startOf(text[i:]); n > 0 {
				return true
			}
		}
		i += 3
	}
	return false
}

type clueGroup struct {
	clue  clue
	words string
}

// roles are what private persons are called right before their names, an optional colon or verb between.
var roles = lazyTable(
	clueGroup{clue{76, 3}, `家庭成员 户内人员 七旬翁 八旬翁 老翁 老妪 下家 上家 上线 下线 群主 门卫 好心人 黄牛 黑导游 野导游 黑车司机 代签 签到 申请复议人 具结人 立据人 检讨人 保证人 失主 物主 拾金者 献血者 志愿者代表 网名 昵称 微信名 户名 机主 卡主 寄存人 取件人 顾客代表 家属代表 村民代表 业主代表 居民代表 群众代表 职工代表 水表户名 电表户名 燃气户名 缴费人 欠费人 欠款人 欠费用户 逾期读者 小馆员 小管理员 小志愿者 小讲解 小书虫 小交警 小裁判 小队长 小标兵 小达人 小读者 小助手 小先生 小老师 小画手 小棋手 小球员 小游客 小居民 小公民 小学员 小传人 小工匠 未成年演员 未成年歌手 未成年模特 未成年主播 未成年艺人 少儿演员 儿童演员 童星 中队长 小记者 小主持人 小讲解员 小演员 小歌手 小作者 小画家 小宣讲员 小法官 小导游 小诗人 屋主 宅主 院主 栋长 牵线人 贩子 文物贩子 头目 同案犯 同案人员 嫌疑人员 当事人 被处罚人 被处罚对象 处罚对象 违法对象 查处对象 询问对象 约谈对象 调查对象 检查对象 送达对象 告知对象 奖励对象 慰问对象 资助对象 补贴对象 援助对象 服务对象 信访对象 相对人 经营者 经营人 业主 举报人 投诉人 信访人 来访人 来信人 来电人 申请人 被申请人 答辩人 原告 被告 第三人 案外人
		证人 见证人 被询问人 询问对象 嫌疑人 违法人 行为人 受害人 被害人 死者 伤者 逝者 患者 家属 家长 监护人 法定监护人 代理人 委托人 受托人 受送达人 代收人 收件人 收货人
		寄件人 收款人 付款人 汇款人 持有人 持票人 持卡人 开户人 户主 房主 房东 租客 租户 承租人 出租人 转租人 产权人 所有人 住户 邻居 村民 居民 市民 网民 群众 游客 旅客 乘客 顾客
		消费者 购票人 报名人 妈妈 爸爸 老公 老婆 太太 夫人 女生 男生 罪犯 小伙 农民工 长子 次子 三子 大儿子 小儿子 大女儿 小女儿 二儿子 二女儿 爱妻 兄长 老伴 闺蜜 嫌犯 疑犯 主犯 从犯 承包人 承包商 承包户 货主 厨师 友人 男朋友 女朋友 大叔 遗孀 未婚妻 未婚夫 新娘子 好朋友 工友 恋人 清洁工 环卫工 股民 继父 继母 养父 养母 生父 生母 小男孩 小女孩 男婴 女婴 农妇 内弟 养女 养子 胞弟 胞兄 嫖客 债主 门卫 赌客 单身汉 姥爷 姥姥 女乘客 男乘客 幸存者 弟媳 同窗 堂兄 堂妹 堂姐 表兄 表嫂 孕妇 产妇 孤儿 大伯 二伯 大婶 大娘 大嫂 驴友 读者 爱好者 用户 群众演员 管理员 库管 仓管 学徒 徒弟 师傅 钟点工 月嫂 发小 客人 食客 茶客 香客 信众 观众 听众 学员 乡亲 村妇 女村民 女顾客 男顾客 少妇 老太太 老奶奶 老爷爷 老大爷 老大娘 阿婆 阿公 伯伯 婶婶 小姨 小舅 舅妈 姨父 姑妈 侄儿 侄媳 甥女 亲家 儿媳妇 孙媳妇 遗属 烈属 军属 退伍军人 复员军人 矫正对象 社区矫正对象 服刑人员 刑满释放人员 吸毒人员 戒毒人员 康复人员 精神病人 流浪人员 失联人员 被困人员 溺亡者 遇难者 逃犯 在逃人员 重点人员 打工者 打工妹 打工仔 临时工 搬运工 装修工 电工 焊工 木匠 泥瓦匠 裁缝 工头 监工 伙计 帮工 帮厨 洗碗工 服务生 前台 技师 按摩师 陪侍人员 驻唱歌手 领班 大堂经理 值班经理 经理 总经理 售票员 检票员 代办员 代理商 经销商 供货人 供货商 送货人 送货员 排版员 书商 书贩 举办者 组织者 承办者 演职人员 被骗老人 被骗者 受骗者 购买者 买受人 出卖人 使用者 操作员 安装工 安装人员 维修工 维修师傅 施工人员 寝室长 被扣押人 扣押对象 反映人 中奖人 获奖人 捐赠者 捐献者 收藏者 承诺人 保证人 声明人 委托方 受托方 买方 卖方 借款方 甲 乙 嫌疑人 线人 中间人 介绍人 联络人 常客 老顾客 会员 车手 骑友 钓友 球友 票友 戏迷 歌迷 书友 网购者 失业人员 待业青年 下岗职工 下岗工人 残疾青年 盲人 聋哑人 孤寡老人 独居老人 空巢老人 高龄老人 百岁老人 脱贫群众 搬迁户 拆迁户 移民户 边缘户 困难户 困难群众 示范户 中心户 党员中心户 受捐学生 贫困学生 特困学生 三胞胎 双胞胎 被监护对象 委托代理 特别授权代理人 诉讼代理人 法定代理人 辩护人 翻译人员 租车人 出租方 承租方 使用权人 共有人 继承人 遗产继承人 赠与人 受赠人 立遗嘱人 监护对象 联系家属 家属代表 涉案人员 涉案当事人 直接责任人 直接责任人员 主要责任人 实际负责人 现场负责人 店铺负责人 门店负责人 场所负责人 经营负责人 单位负责人 企业负责人 值守人员 看店人员 看守人员 守店人 帮忙人员 联系人本人 紧急联系人 被监护人 老板 老板娘 店主 店员 店长 员工 雇员 雇工 雇主 职工 工人 网管 收银员 服务员 保安 保洁员 值班员 值班人员 业务员 销售员 导游
		领队 地陪 司机 驾驶员 驾驶人 车主 船主 机主 房客 商户 商贩 小贩 票务员 导购员 摊主 摊贩 个体户 个体工商户 合伙人 股东 投资人 实际控制人 实际经营者 法定代表人 法人代表 法人 负责人 妻子 丈夫 其妻 其夫 配偶
		爱人 父亲 母亲 父母 儿子 女儿 其子 其女 之子 之女 之妻 哥哥 弟弟 姐姐 妹妹 其兄 其弟 其姐 其妹 其父 其母 爷爷 奶奶 外公 外婆 祖父 祖母 孙子 孙女 外孙 外孙女 侄子 侄女 外甥 外甥女
		叔叔 伯父 舅舅 姑姑 姑父 姨妈 婆婆 公公 岳父 岳母 女婿 儿媳 媳妇 嫂子 姐夫 妹夫 妻弟 表弟 表哥 表姐 表妹 堂弟 堂哥 亲戚 亲属 朋友 好友 同伙 同事 同乡 老乡 室友 男友 女友 前妻 前夫
		同学 学生 小学生 中学生 初中生 高中生 小朋友 小选手 男童 女童 男孩 女孩 孩子 幼儿 儿童 未成年人 少年 少女 贫困户 脱贫户 低保户 五保户 特困户 监测户 残疾人 低保对象 帮扶对象 救助对象
		优抚对象 受助学生 留守儿童 老人 男子 女子 男青年 女青年 青年 妇女 老汉 老太 大爷 大妈 阿姨 中奖者 获奖者 被害者 受伤者 伤员 病人 捐赠人 捐款人 借款人 担保人 债务人 债权人 被执行人 申诉人 上访人
		房屋所有人 发帖人 爆料人 上网人 经营户 加盟商 参赛人 申报人 填报人 注册人 使用人 管理人 看管人 保管人 上网人员 上网者 上网消费者 消费人员 涉案人员 涉案人 涉事人员 违法行为人 盗掘者 盗窃者 拾得人 失主 寄信人 本人 受访人 受访者 姓名 名字 真名 本名
		原名 曾用名 签名 签字 签收人 领款人 领取人 经手人 交款人 缴款人 甲方 乙方 丙方 甲方为 乙方为 户籍 家人 之夫 之母 之父 之兄 之弟 离职员工 退休职工 务工人员 农民 渔民 牧民 果农 农户 养殖户 种植户
		店老板 女店主 包工头 个人 自然人 病患 新郎 新娘 考生 毕业生 新生 返乡青年 大学生 主播 网红 博主 发布者 传播者 转发者 卖家 买家 跑腿 骑手 快递员 外卖员 保姆 护工 机动车驾驶人 受让人 转让人 出资人 出借人
		被投诉人 被举报人 被检查人 受处罚人 被罚人 被告人 被拘留人 被征收人 权利人 义务人 利害关系人 知情人 目击者 目击证人 在场人 在场人员 报案人 报警人 求助人 求助者 诉求人 反映人 提问人 留言人 咨询人 来电 来信 业主代表 保证人 受益人 家访对象 参赛者 投稿人 队员 小队员 小志愿者 订票人 预订人 预约人 入住人 旅客姓名`},
	clueGroup{clue{45, 2}, `责任人 民宿主 保洁人员 住客 来件人 寄送人 承揽人 承做人 加工人 委托加工人 演职员 演职人员 被吊销证件人员 死亡人员 送医人员 失信人 失信被执行人 前员工 原员工`},
	clueGroup{clue{40, 1}, `退休教师 参赛选手 选手 志愿者 代表 网友 党员 退役军人 老兵 参与者 负责同志`},
)

// heads are words before a name that leave open whose it is, with what they say.
var heads = lazyTable(
	clueGroup{clue{45, 4}, `您好， 你好， 您好, ）班 级1班 级2班 级3班 级4班 班的 年级的 刑满释放的 取保候审的 缓刑的 戒毒的 失业的 下岗的 退休的 返乡的 没毕业的 未毕业的 辍学的 休学的 转学的 租下的 承租的 转租的 欠钱的 欠款的 欠薪的 报案的 报警的 求助的 投诉的 举报的 上访的 信访的 来访的 来电的 的叫 的是 身亡的 受伤的 死亡的 遇难的 失踪的 失联的 走失的 落水的 溺水的 醉酒的 酒驾的 患病的 被困的 被骗的 被抓的 落网的 在逃的 外逃的 涉案的 肇事的 无证的 名叫的 残疾的 瘫痪的 住院的 蛰伤的 摔伤的 烫伤的 打伤的 撞伤的 咬伤的 砸伤的 ”的 考完的 中考的 放学的 小学的 读小学的 上小学的 念初中的 读初中的 上初中的 上幼儿园的 读初一的 读初二的 读初三的 岁的 岁男孩 岁女孩 岁女 岁男 岁学生 岁少年 岁少女 岁儿童 岁女童 岁男童`},
	clueGroup{clue{38, 2}, `答： 约谈了 询问了 传唤了 处罚了 查获了 抓住了 冻结 限制 准予 准许 驳回 抓住 控制了 救起 救出 劝离 劝返 补偿 给予 赔给 借用 冒用 怀疑 疑似 指认 雇请 帮助 寻找 走访 探望 登记 查明 通知 租赁 购自 责令 要求 询问 传唤 查获 抓获 捕获 约谈 鉴于 名叫 自称 名为 叫做 真名叫 举报 投诉 送达 告知 处罚 转给 汇至 打入 转入 汇给 付给 交给 卖给 租给 借给 还给 退还 退给 赔付 赔偿
		发现 看见 见到 认识 雇佣 雇用 聘请 委托 授权 指使 教唆 伙同 会同 随同 与其 涉嫌人 登记 实名 名下 归 化名为 伙同 控制 扣押 打电话给 联系到 联系上 找到 接到 收到 接 据 催告 向 对 我是 我叫 本人 感谢 以及 证据 载明 系由 实为 同意 致`},
	clueGroup{clue{22, 1}, `的 由 与 被 给 让 将 把 令 据 经 系 和 叫 找 请 随 从 以 因 为 是 有 其中 及 如 令 使 等 称 由于 而 后 并 替 帮 跟 同 劝 在 到 得知 显示 说明 证明`},
)

// tails are words right behind a name.
var tails = lazyTable(
	clueGroup{clue{90, 3}, `（甲方 （乙方 （丙方 同志反映 同志来信 同志信访 同志投诉 同志举报 同志咨询 同志提出 同志留言 同志的来信 同志的信访 同志的投诉 网友： 网友: 您好 你好 同志： 同志: （男 （女 (男 (女 ，男 ，女 ,男 ,女 男， 女， （身份证 ，身份证 （公民身份 ，公民身份 （以下 （电话 （手机 ，电话 ，联系电话 （联系 ，手机 ，住 （住 （监护人 （系 （未成年 （夫妻 （父 （母 （儿 （女儿 （代 （签 （捺 （本人 女士 先生
		女士， 小朋友 同学 老人 老汉 老太 大爷 大妈 阿姨 （已 （户主 （家长 ，家住 （家住 ，现住 （现住 ，出生 （出生 （收 ，汉族 （汉族 （化名除外 ，系 ，文盲 ，初中文化 ，高中文化 ，小学文化 三名同学 两名同学 等同学 户、 户的 两户 （二小 （一小 （城关 （业主 （店主 （经营者 （老板 （另案 （在逃`},
	clueGroup{clue{40, 2}, `之母 之父 与同伙 伙同 趁 已搬 逾期 未履行 未签订 未支付 未缴纳 演唱 夫妇经营 于当日 于次日 于同日 的住处 的住所 的同伙 的朋友 的邻居 的亲属 自公告之日 自本公告 自送达 自收到 自即日 于本公告 到本局 到我局 来本局 前来 于接到 于收到 私设 私装 私接 私拉 私印 私刻 私卖 私营 偷拍 偷录 偷盗 冒充 无证 无照 无导游 赔了 已外逃 现已外逃 外逃 潜逃 送医 已经改 改了 改正 腾了 揽客 拉客 拉人 两口子 一家三口 老两口 生前 去世 过世 遗体 涉赌 涉黄 涉毒 涉酒 涉嫌 印制 滋事 闹事 闹访 缠访 越级 高龄 患有 患 撤诉 攀爬 翻越 翻墙 翻窗 溺水 领取 领到 报名 打架 斗殴 互殴 厮打 争吵 走失 失踪 失联 走丢 遗失 丢失 捡到 拾得 拾到 所开 所办 开的 开办的 经营的 搭建 私搭 占道 摆摊 张贴 散发 涂画 刻画 刻字 乱刻 乱涂 踩踏 焚烧 燃放 垂钓 捕捞 采挖 砍伐 倾倒 堆放 停放 拖欠 欠缴 欠款 欠薪 骗取 套取 冒领 虚报 伪报 刷单 诱导 诱骗 兜售 叫卖 尾随 猥亵 骚扰 谩骂 侮辱 诽谤 造谣 传谣 恶意 故意 酒后 醉酒 无理 自行 当场 多次 先后 再次 至今 仍未 仍在 已于 曾于 曾因 曾在 诉 讲， 来访 写了 偷偷 连夜 连夜跑 与前夫 与前妻 与丈夫 与妻子 与邻居 的话 受到处理 受到处罚 被处理 被曝光 被劝离 被带走 转手 欠 支支吾吾 吞吞吐吐 东躲西藏 躲避 推脱 推诿 抵赖 承诺 答应 反悔 后悔 悔改 道歉 哀求 抱怨 埋怨 唠叨 打赏 充值 给人 帮人 替人 为人 从邻 从外 从网上 搬去 搬到 搬进 搬走 搬家 回老家 那里 那儿 家里 家中 的腰包 的手印 的指印 的签名 的字迹 的笔迹 的户头 的名义 的身份 的遗体 的遗物 的尸体 的病 的伤 的腿 的胳膊 的孩子 的爱人 的老伴 的对象 速来 尽快 请到 请于 请携 高消费 银行存款 存款 带至 推倒 打伤 打电话 哭 跪 喝 醉 的班主任 的家长 的同学 的父母 的监护 的老师 上交 上缴 认错 左腿 右腿 左手 右手 头部 并非 发现后 确有 的有关情况 到本局 沉迷 长期 强迫 赔礼 对处理 于1日 于3日 于5日 于7日 于十日 受雇 雇佣 的出租屋 雇请 始终 辨认 等住客 家属 家的 家门 分别系 均系 借用 按件 替 所为 一致。 未如实 分别 签字 突发 送医 报名 支付 统一支付 被送 被带 被抓 被查 被处 被罚 被骗 被打 被盗 被 送达 公告送达 信访 的信访 一案 到局 到我局 到本机关 在询问 在接受 在调查 的证人 带来 等1 等2 等3 等4 等5 等6 等7 等8 等9 等十 签订 称 说 辩称 自述 承认 供述 供认 供称 交代 坦白 陈述 申辩 证实 证言 认为 反映 投诉 举报 拒绝 拒不 擅自 未取得 未经 未按 未办 私自 涉嫌 签收 签字 签名 捺印 代收 代签 到案 到场 逃 坚称 诉称 否认 不服 不认可 表示异议
		的行为 的违法 的询问 的陈述 的笔录 的证言 的身份 的住 的银行 的账 的父 的母 的儿 的女 的哥 的弟 的姐 的妹 的家 的手机 的电话 的微信 的代理 的委托 的健康 的暂住 的残疾 的户口 的摩托 的三轮 的车 的手 的行李 的作文 的供述 的申请 的投诉 的举报 的信访 的申辩 的申诉 的赔偿 的医 的店 的房
		经营 从事 销售 购买 获利 获得 退还 退款 退赔 缴纳 缴清 支付 收取 赔偿 赔付 垫付 独自 伙同 雇 租 住院 受伤 死亡 身亡 病逝 报案 报警 来信 来电 来访 来我局 名下 案 本人 一家 二人 两人 三人 四人 五人 几人 两位 等人 等三人 等二人 等两人 等四人 处以 作出 给予 警告 罚款 行政处罚 违反 违法 初次
		于20 收 处 经电话 因琐事 因患 见执法 见状 系 驾驶 签订 组织 设立 开设 制作 私下 出售 转卖 转让 承租 租用 租住 租赁 携带 持 使用 通过 在笔录 在未 在没有 未出示 未到 未能 不在现场 下落不明 提出 提供 提交 申请 请求 要求 主动 自愿 积极 曾 供 送 立即 代为 委托 负责 承包 所有 认领 带着 带领 照看 接管 贩卖 盗 挖 损毁 殴打 辱骂 阻挠 上网 饮酒 进入 等六 等五 等十 一同 共同 合伙 均 不予 索要 是该 系该 是本案 系本案 是涉案 系涉案 为本案 的租房 的住宅 的出租 来局 到馆反映 来电反映 缴清 未缴 已缴`},
	clueGroup{clue{40, 3}, `的妻 的妻子 的母 的父 的儿 的女 的哥 的弟 的姐 的妹 的丈夫 的父亲 的母亲 的儿子 的女儿 的哥哥 的弟弟 的姐姐 的妹妹 夫妇 夫妻 自称 之妻 之夫 之子 之女 让我`},
	clueGroup{clue{65, 3}, `身份证复印 身份证明 身份证件 户口簿 户口本 病历 ，罚 ，罚款 ：罚款 ：警告 ，警告 ：没收 ，没收 ：责令 ，责令 ，行政拘留 ：行政拘留 ，被罚 ，被拘留 妈妈 爸爸 奶奶说 爷爷说 外婆 外公 的妈妈 的爸爸 ，现已 无证经营 无证从事 无照经营 补办了 补办手续 申请法律援助 尚未成年 已缴纳罚款 已缴清罚款 已缴纳全部 已履行完毕 逾期未履行 逾期未缴 未履行处罚 未履行行政 履行义务 讨回 表示认罚 认罚 不服处罚 不服行政处罚 有期徒刑 无罪 缓刑`},
	clueGroup{clue{5, 0}, `被评 被列 被授 被誉 被称 被命名 被认定 被选 被收录 被纳入 被写入 被改编 被搬上 被确定`},
	clueGroup{clue{40, 2}, `已缴纳 已缴清 已履行 已支付 已退还 已整改 已到案 已被 已送医 已签收`},
	clueGroup{clue{14, 0}, `及其 在 于 与 和 及 的 等 向 将 把 从 因 未 不 已 对 被 为 是 到 至 并 也 都 曾 还 就 又 以 由 自 让 给 同 再 即 则 此 仍 才 最 以 受 随 说`},
)

// openings may stand between a role and the name.
var openings = lazyTable(
	clueGroup{clue{0, 0}, `： : （ ( ” 为 是 系 叫 名叫 分别为 分别是 有 姓名 之一 “ 【 ， 、 ** * _ 均为 及其 即 姓名为 或其 甲 乙 一 二 1 2 3 1. 2. 1、 2、 （一） 名单 情况 信息 签字 签名 签章 （签字） （签名） （签章） 真实姓名 一家 老两口 夫妇 父子 母女 母子 父女 兄弟 姐妹 本人 等 — - =`},
)
