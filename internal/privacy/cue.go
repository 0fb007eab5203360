package privacy

import (
	"strings"
	"unicode/utf8"
)

// clue is what a word beside a name says: how much likelier a name is there, in tenths of a natural logarithm, and how
// much it speaks for a private person.
type clue struct{ name, private int }

// clueTable holds words by their text; no word is longer than longest bytes.
type clueTable struct {
	words   map[string]clue
	longest int
}

func newClueTable(groups ...clueGroup) clueTable {
	t := clueTable{words: map[string]clue{}}
	for _, g := range groups {
		for _, w := range strings.Fields(g.words) {
			t.words[w] = g.clue
			t.longest = max(t.longest, len(w))
		}
	}
	return t
}

type clueGroup struct {
	clue  clue
	words string
}

// endOf returns what the longest word of the table says that ends the text, and its length; 0 when none does.
func (t *clueTable) endOf(text string) (clue, int) {
	for n := min(t.longest, len(text)); n > 0; n-- {
		if at := len(text) - n; utf8.RuneStart(text[at]) {
			if c, ok := t.words[text[at:]]; ok {
				return c, n
			}
		}
	}
	return clue{}, 0
}

// startOf is endOf for the word that begins the text.
func (t *clueTable) startOf(text string) (clue, int) {
	for n := min(t.longest, len(text)); n > 0; n-- {
		if n == len(text) || utf8.RuneStart(text[n]) {
			if c, ok := t.words[text[:n]]; ok {
				return c, n
			}
		}
	}
	return clue{}, 0
}

// roles are what private persons are called right before their names, an optional colon or verb between.
var roles = newClueTable(
	clueGroup{clue{55, 3}, `当事人 被处罚人 相对人 经营者 经营人 业主 举报人 投诉人 信访人 来访人 来信人 来电人 申请人 被申请人 答辩人 原告 被告 第三人 案外人
		证人 见证人 被询问人 询问对象 嫌疑人 违法人 行为人 受害人 被害人 死者 伤者 逝者 患者 家属 家长 监护人 法定监护人 代理人 委托人 受托人 受送达人 代收人 收件人 收货人
		寄件人 收款人 付款人 汇款人 持有人 持票人 持卡人 开户人 户主 房主 房东 租客 租户 承租人 出租人 转租人 产权人 所有人 住户 邻居 村民 居民 市民 网民 群众 游客 旅客 乘客 顾客
		消费者 购票人 报名人 联系人本人 紧急联系人 被监护人 老板 老板娘 店主 店员 店长 员工 雇员 雇工 雇主 职工 工人 网管 收银员 服务员 保安 保洁员 值班员 值班人员 业务员 销售员 导游
		领队 地陪 司机 驾驶员 驾驶人 车主 船主 机主 房客 商户 商贩 摊主 摊贩 个体户 个体工商户 合伙人 股东 投资人 实际控制人 实际经营者 法定代表人 法人代表 法人 负责人 妻子 丈夫 其妻 其夫 配偶
		爱人 父亲 母亲 父母 儿子 女儿 其子 其女 之子 之女 之妻 哥哥 弟弟 姐姐 妹妹 其兄 其弟 其姐 其妹 其父 其母 爷爷 奶奶 外公 外婆 祖父 祖母 孙子 孙女 外孙 外孙女 侄子 侄女 外甥 外甥女
		叔叔 伯父 舅舅 姑姑 姑父 姨妈 婆婆 公公 岳父 岳母 女婿 儿媳 媳妇 嫂子 姐夫 妹夫 妻弟 表弟 表哥 表姐 表妹 堂弟 堂哥 亲戚 亲属 朋友 好友 同伙 同事 同乡 老乡 室友 男友 女友 前妻 前夫
		同学 学生 小学生 中学生 初中生 高中生 小朋友 小选手 男童 女童 男孩 女孩 孩子 幼儿 儿童 未成年人 少年 少女 贫困户 脱贫户 低保户 五保户 特困户 监测户 残疾人 低保对象 帮扶对象 救助对象
		优抚对象 受助学生 留守儿童 老人 男子 女子 男青年 女青年 青年 妇女 老汉 老太 大爷 大妈 阿姨 中奖者 获奖者 被害者 受伤者 伤员 病人 捐赠人 捐款人 借款人 担保人 债务人 债权人 被执行人 申诉人 上访人
		房屋所有人 发帖人 爆料人 注册人 使用人 管理人 看管人 保管人 上网人员 上网者 上网消费者 消费人员 涉案人员 涉案人 涉事人员 违法行为人 盗掘者 盗窃者 拾得人 失主 寄信人 本人 受访人 受访者 姓名 名字 真名 本名
		原名 曾用名 签名 签字 签收人 领款人 领取人 经手人 交款人 缴款人 甲方 乙方 丙方 户籍 家人 之夫 之母 之父 之兄 之弟 离职员工 退休职工 退休教师 务工人员 农民 渔民 牧民 果农 农户 养殖户 种植户
		店老板 女店主 包工头 个人 自然人 病患 新郎 新娘 考生 毕业生 新生 返乡青年 大学生 主播 网红 博主 发布者 传播者 转发者 卖家 买家 跑腿 骑手 快递员 外卖员 保姆 护工 机动车驾驶人 受让人 转让人 出资人 出借人
		被投诉人 被举报人 被检查人 受处罚人 被罚人 被告人 被拘留人 被征收人 权利人 义务人 利害关系人 知情人 目击者 目击证人 在场人 在场人员 报案人 报警人 求助人 求助者 诉求人 反映人 提问人 留言人 咨询人 来电 来信 业主代表 保证人 受益人 家访对象 参赛者 参赛选手 选手 投稿人 队员 小队员 小志愿者 订票人 预订人 预约人 入住人 旅客姓名`},
	clueGroup{clue{40, 1}, `志愿者 代表 讲解员 网友 党员 退役军人 老兵 参与者 负责同志`},
)

// heads are words before a name that leave open whose it is, with what they say.
var heads = newClueTable(
	clueGroup{clue{45, 4}, `岁的 岁男孩 岁女孩 岁女 岁男 岁学生 岁少年 岁少女 岁儿童 岁女童 岁男童`},
	clueGroup{clue{35, 2}, `责令 要求 询问 传唤 查获 抓获 捕获 约谈 鉴于 名叫 自称 名为 叫做 真名叫 举报 投诉 送达 告知 处罚 转给 汇至 打入 转入 汇给 付给 交给 卖给 租给 借给 还给 退还 退给 赔付 赔偿
		发现 看见 见到 认识 雇佣 雇用 聘请 委托 授权 指使 教唆 伙同 会同 随同 与其 涉嫌人 登记 实名 名下 归 化名为 伙同 控制 扣押 打电话给 联系到 联系上 找到 接到 收到 接 据 催告 向 对 我是 我叫 本人 感谢 以及 证据 载明 系由 实为 同意 致`},
	clueGroup{clue{22, 1}, `由 与 被 给 让 将 把 令 据 经 系 和 叫 找 请 随 从 以 因 为 是 有 其中 及 如 令 使 等 称 由于 而 后 并 替 帮 跟 同 劝 在 到 得知 显示 说明 证明`},
)

// tails are words right behind a name.
var tails = newClueTable(
	clueGroup{clue{60, 3}, `（男 （女 (男 (女 ，男 ，女 ,男 ,女 男， 女， （身份证 ，身份证 （公民身份 ，公民身份 （以下 （电话 （手机 ，电话 ，联系电话 （联系 ，手机 ，住 （住 （监护人 （系 （未成年 （夫妻 （父 （母 （儿 （女儿 （代 （签 （捺 （本人 女士 先生
		女士， 小朋友 同学 老人 大爷 大妈 阿姨 （已 （户主 （家长 ，家住 （家住 ，现住 （现住 ，出生 （出生 （收 ，汉族 （汉族 （化名除外 ，系 ，文盲 ，初中文化 ，高中文化 ，小学文化 （业主 （店主 （经营者 （老板`},
	clueGroup{clue{32, 2}, `称 说 辩称 自称 自述 承认 供述 供认 供称 交代 坦白 陈述 申辩 证实 证言 认为 反映 投诉 举报 拒绝 拒不 擅自 未取得 未经 未按 未办 私自 涉嫌 签收 签字 签名 捺印 代收 代签 到案 到场 逃 坚称 诉称 否认 不服 不认可 表示异议
		的行为 的违法 的询问 的陈述 的笔录 的证言 的身份 的住 的银行 的账 的妻 的丈夫 的父 的母 的儿 的女 的哥 的弟 的姐 的妹 的家 的手机 的电话 的微信 的代理 的委托 的供述 的申请 的投诉 的举报 的信访 的申辩 的申诉 的赔偿 的医 的店 的房
		经营 从事 销售 购买 获利 获得 退还 退款 退赔 缴纳 缴清 支付 收取 赔偿 赔付 垫付 独自 伙同 雇 租 住院 受伤 死亡 身亡 病逝 报案 报警 来信 来电 来访 来我局 名下 案 本人 夫妇 夫妻 一家 二人 两人 等人 等三人 等二人 等两人 等四人 处以 作出 给予 警告 罚款 行政处罚 违反 违法 初次
		于20 收 处 经电话 因琐事 因患 见执法 见状 系 驾驶 组织 设立 开设 制作 私下 出售 转卖 转让 承租 租用 租住 租赁 携带 持 使用 通过 在笔录 在未 在没有 未出示 未到 未能 不在现场 下落不明 提出 提供 提交 申请 请求 要求 主动 自愿 积极 曾 供 送 立即 代为 委托 负责 承包 所有 认领 带着 带领 照看 接管 贩卖 盗 挖 损毁 殴打 辱骂 阻挠 上网 饮酒 进入 等六 等五 等十 一同 共同 合伙 均 不予 索要`},
	clueGroup{clue{14, 0}, `在 于 与 和 及 的 等 向 将 把 从 因 未 不 已 对 被 为 是 到 至 并 也 都 曾 还 就 又 以 由 自 让 给 同 再 即 则 此 仍 才 最 以 受 随 说`},
)

// openings may stand between a role and the name.
var openings = newClueTable(
	clueGroup{clue{0, 0}, `： : （ ( 为 是 系 叫 名叫 分别为 分别是 有 姓名 之一 “ 【 ， 、 ｜ | \u0020 　 ** * _ 均为 及其 即 姓名为 或其 甲 乙 一 二 1 2 3 1. 2. 1、 2、 （一） 本人 等 — - =`},
)
