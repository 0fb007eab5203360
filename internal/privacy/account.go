package privacy

import "strings"

// skipAny passes over blanks, colons and the words given, as often as they come.
func skipAny(text string, i int, words ...string) int {
	for again := true; again; {
		again = false
		for _, w := range words {
			if strings.HasPrefix(text[i:], w) {
				i += len(w)
				again = true
			}
		}
	}
	return i
}

// skipBack passes over the words given that end before i, as often as they come, for less than limit bytes.
func skipBack(text string, i, limit int, words ...string) int {
	from := i
	for again := true; again && from-i < limit; {
		again = false
		for _, w := range words {
			if strings.HasSuffix(text[:i], w) {
				i -= len(w)
				again = true
			}
		}
	}
	return i
}

// account looks at 微信 and 扣扣.
func (s *scanner) account(i int) {
	s.chat = true
	switch rest := s.text[i:]; {
	case follows(rest, "微信", "薇信", "威信", "徽信", "徵信"):
		s.wechat(i + len("微信"))
	case spaced(s.text, i, "微信") > 0:
		s.wechat(spaced(s.text, i, "微信"))
	case strings.HasPrefix(rest, "企鹅"):
		s.qq(i, i+len("企鹅"))
	case follows(rest, "扣扣", "扣号"):
		s.qq(i, i+len("扣扣"))
	}
}

// wechat looks for an account name after its label. Public accounts are no one's own.
func (s *scanner) wechat(i int) {
	for _, p := range [...]string{"公众", "小程序", "支付", "群", "服务号", "视频号", "平台", "扫", "官"} {
		if strings.HasPrefix(s.text[i:], p) {
			return
		}
	}
	k := skipAny(s.text, i, "号码", "号", "账", "帐", "ID", "id", "：", ":", " ", "　", "为", "是", "（", "(", "*", "|", "=", "\t", "—", "【", "“", "「", "添加", "搜索", "加", "联系", "咨询", "方式")
	if strings.IndexByte(s.text[i:k], '|') >= 0 && !strings.ContainsAny(s.text[k:min(len(s.text), k+20)], "0123456789_") {
		return // the next head cell of a table
	}
	if rest := s.text[k:]; follows(rest, "，", ",") { // 加我微信，and the name
		k += len(rest) - len(strings.TrimLeft(rest, "，, "))
		i = k
	}
	s.wechatName(i, k)
}

// wechatName takes the account name at k; i is where its label ends, the same place when nothing stands between.
func (s *scanner) wechatName(i, k int) {
	if k >= len(s.text) || !isLetter(s.text[k]) {
		return
	}
	end := k
	digit := false
	for end < len(s.text) && (isAlnum(s.text[end]) || s.text[end] == '_' || s.text[end] == '-') {
		digit = digit || !isLetter(s.text[end])
		end++
	}
	word := s.text[k:end]
	if len(word) < 6 || len(word) > 20 || !digit && k == i && i > 0 || strings.HasPrefix(word, "http") || strings.HasPrefix(word, "gh_") ||
		strings.HasPrefix(s.text[end:], "@") || strings.EqualFold(word, "wechat") || near(s.clause(k), "公众号", "官方微信", "官微") {
		return
	}
	s.add(WeChat, k, end, true)
}

// qq looks for an account number after its label; groups are not one person's.
func (s *scanner) qq(start, i int) {
	if start > 0 && isAlnum(s.text[start-1]) {
		return
	}
	k := skipAny(s.text, i, "群主", "主", "联系", "好友", "小窗", "私聊", "私信", "咨询", "客服", "在线", "方式", "添加", "请加", "`", "“", "【", "号码", "号", "账", "帐", "/微信", "／微信", "、微信", "或微信", "：", ":", " ", "　", "为", "是", "（", "(", "*", "|", "=", "\t")
	end := k
	for end < len(s.text) && isDigit(s.text[end]) {
		end++
	}
	if n := end - k; n > 0 && n < 5 && s.text[k] != '0' {
		end = s.groupedQQ(k)
	}
	if n := end - k; n < 5 || s.text[k] == '0' || allDigits(s.text[k:end]) && n > 12 || end < len(s.text) && (isLetter(s.text[end]) || s.text[end] == '@') {
		return
	}
	s.add(QQ, k, end, true)
}

// groupedQQ returns where the account number ends whose digits stand in groups from k on: 6796 8739. k when there is none.
func (s *scanner) groupedQQ(k int) int {
	r := gather(s.text, k)
	for n := min(r.n, 11); n >= 6; n-- {
		if all, groups := r.cuts(0, n); r.ends(n) && all&sepOther == 0 && (all&(sepDot|sepLine) == 0 || n >= 8) && (groups <= 4 || groups == n) {
			return r.at[n-1] + 1
		}
	}
	return k
}

// privateMail are providers of mailboxes to anyone.
var privateMail = [...]string{"qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "139.com", "189.cn", "wo.cn", "sina.com",
	"sina.cn", "sohu.com", "gmail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "yahoo.com", "yahoo.com.cn",
	"aliyun.com", "tom.com", "21cn.com", "vip.qq.com", "vip.163.com", "example.com"}

// email looks for a personal mailbox around the @ at i: one at a public provider that no words call an office's.
func (s *scanner) email(i int) {
	from, to := i, i+1
	for from > 0 && i-from < 64 && (isAlnum(s.text[from-1]) || strings.IndexByte("._%+-", s.text[from-1]) >= 0) {
		from--
	}
	for to < len(s.text) && to-i < 128 && (isAlnum(s.text[to]) || s.text[to] == '.' || s.text[to] == '-') {
		to++
	}
	for to > i+1 && (s.text[to-1] == '.' || s.text[to-1] == '-') {
		to--
	}
	domain := strings.ToLower(s.text[i+1 : to])
	if from == i || !private(domain) || near(s.text[from:i], "**") {
		return
	}
	local := s.text[from:i]
	ownPhone := len(local) == 11 && allDigits(local) && local[0] == '1' && local[1] >= '3'
	person := s.someoneBefore(from) || s.nickBefore(from) || s.addressee(to) || near(s.clause(from), "个人邮箱", "私人邮箱", "本人邮箱")
	if !ownPhone && !person && (s.ctx.Allow&AllowContactMail != 0 || s.officeMail(from)) {
		return
	}
	s.add(Email, from, to, ownPhone || person)
}

// nickBefore reports whether a person is called by the family name right before i: [联系小王](mailto:…, 小王：….
func (s *scanner) nickBefore(i int) bool {
	before := strings.TrimRight(strings.TrimSuffix(s.text[:i], "mailto:"), "]( ：:，（")
	two := lastTwo(before)
	return (two[1] == '小' || two[1] == '老') && commonSet.has(two[0])
}

// addressee reports whether a remark behind the mailbox names the person it belongs to: （张某收）.
func (s *scanner) addressee(i int) bool {
	name, ok := strings.CutSuffix(strings.TrimSuffix(remark(s.text, i), "启"), "收")
	if !ok || len(name) < 6 || len(name) > 12 {
		return false
	}
	return looksName(name, false) || surname(name, 0, false) > 0 && strings.HasSuffix(name, "某")
}

func private(domain string) bool {
	for _, d := range privateMail {
		if domain == d {
			return true
		}
	}
	return false
}

func (s *scanner) officeMail(i int) bool {
	return s.label(i) == tagOffice || near(s.ctx.Field, "单位", "办公", "监督", "举报", "投诉") ||
		near(s.clause(i), "局", "委", "馆", "中心", "政府", "办公", "单位", "监督", "举报", "投诉", "咨询", "意见", "建议", "反馈", "投稿", "报名",
			"公开", "信箱", "申请", "大队", "公司", "发送至", "发至", "受理", "征集", "机关")
}

// ownMail makes sure of the mailboxes that stand in one sentence with a person found there, and of those whose name is
// a private account's number and no office's.
func (s *scanner) ownMail() {
	for i, f := range s.found {
		if f.Kind != Email || f.Certain {
			continue
		}
		left, right := s.sentence(f.Start, f.End)
		own := near(left, "我的", "本人", "个人", "私人")
		name, provider, _ := strings.Cut(s.text[f.Start:f.End], "@") // a number at qq.com is the number of a QQ account
		number := allDigits(name) && (strings.EqualFold(provider, "qq.com") || near(left, "QQ", "个人", "本人", "绑定"))
		if number || own || s.personIn(f.Start-len(left), f.End+len(right)) {
			s.found[i].Certain, s.found[i].Rule = true, ruleOf(Email, true)
		}
	}
}

// accountWords call what follows a private account, whatever stands between.
var accountWords = [...]string{"微信", "薇信", "威信", "徽信", "V信", "v信", "VX", "vx", "Vx", "wx", "WX", "加V", "加v", "主播V", "绿泡泡", "加我", "加微", "薇", "威❤", "微❤", "徽❤", "薇❤", "徵❤", "微我", "V我", "v我", "微聊", "加个微", "加个V", "＋V", "+V", "+v", "➕", "Wei Xin", "wei xin", "WeiXin", "weiXin", "加 V", "加 v", "v：", "V：", "v:", "V:", "加wx", "wechat", "WeChat", "weixin", "Weixin", "绿色软件"}

// chatting reports whether a run of Latin letters and digits speaks of private accounts: V, wx, QQ, WeChat, 加Vabc.
func (s *scanner) chatting(i, end int) bool {
	word := s.text[i:end]
	if strings.EqualFold(word, "wei") {
		return true
	}
	switch word[0] | 0x20 {
	case 'v', 'q':
		if len(word) == 1 || endsAny(s.text[:i], "加", "我", "播", "的") {
			return true
		}
	case 'w':
		if len(word) >= 6 && (strings.EqualFold(word[:6], "wechat") || strings.EqualFold(word[:6], "weixin")) {
			return true
		}
	}
	for k := 1; k < len(word); k++ {
		a, b := word[k-1]|0x20, word[k]|0x20
		if b == 'x' && (a == 'v' || a == 'w') || a == 'q' && b == 'q' {
			return true
		}
	}
	return false
}

// looseAccounts looks at every word in Latin letters once the text has spoken of private accounts.
func (s *scanner) looseAccounts() {
	if !s.chat {
		return
	}
	if s.leapt {
		s.looseAccountsIn(0, len(s.text))
		return
	}
	for _, at := range s.atoms {
		if i := int(at); !s.midWord(i) {
			s.looseAccountsIn(i, i+1)
		}
	}
}

// midWord reports whether the letter or digit at i goes on a word with hyphens or underscores in it.
func (s *scanner) midWord(i int) bool {
	before := strings.TrimRight(s.text[:i], "_-")
	return before != "" && len(before) < i && isAlnum(before[len(before)-1])
}

// looseAccountsIn looks at the words that begin from i on and before stop.
func (s *scanner) looseAccountsIn(i, stop int) {
	for i < stop {
		if !isAlnum(s.text[i]) {
			i++
			continue
		}
		end, digits := i, true
		for end < len(s.text) && (isAlnum(s.text[end]) || s.text[end] == '_' || s.text[end] == '-') {
			digits = digits && isDigit(s.text[end])
			end++
		}
		if digits {
			s.loosePenguin(i, end)
		} else {
			s.looseAccount(i, end)
		}
		i = end
	}
}

// looseAccount takes an account name in the sentence of a word for accounts: 微信报名请加abc_123.
func (s *scanner) looseAccount(i, end int) {
	word := s.text[i:end]
	if v := word[0] | 0x20; v == 'v' && len(word) > 7 && endsAny(s.text[:i], "加", "加我", "添加") && !allLetters(word) {
		s.add(WeChat, i+1, end, true) // 加vabc123
		return
	}
	if len(word) < 6 || len(word) > 20 || !isLetter(word[0]) || i > 0 && (isAlnum(s.text[i-1]) || strings.IndexByte("@.-_?=&#", s.text[i-1]) >= 0) || strings.HasSuffix(s.text[:i], "/") && !strings.HasSuffix(s.text[:i], "信/") ||
		end < len(s.text) && strings.IndexByte("@./:=%", s.text[end]) >= 0 || strings.HasPrefix(word, "http") || strings.HasPrefix(word, "gh_") {
		return
	}
	if !strings.ContainsAny(word, "0123456789_") {
		return
	}
	if strings.HasPrefix(word, "wxid_") {
		s.add(WeChat, i, end, true)
		return
	}
	part := s.text[max(0, i-48):i]
	stops := "。；，\n|"
	if trimmed := strings.TrimRight(part, "，,：: "); endsAny(trimmed, "微我", "V我", "v我", "加我", "私我", "扫我", "找我", "同名", "同号", "同步", "一样") {
		part = trimmed
	}
	if endsAny(strings.TrimRight(part, "：: "), "号为", "号是", "号码", "账号", "帐号", "号") {
		stops = "。；\n|" // what kind of number it is stands before the comma: 微信同步更新，号为…
	}
	if k := strings.LastIndexAny(part, stops); k >= 0 {
		part = part[k:]
	}
	called := near(part, accountWords[:]...) || accountAfter(s.text[end:])
	if called && !near(part, "公众", "小程序", "官方", "官微", "服务号", "视频号", "订阅号", "企业号", "平台") {
		s.add(WeChat, i, end, true)
	}
}

// accountAfter reports whether the words behind a name call it an account: abc_123（微信）, 添加abc_123为微信好友.
func accountAfter(rest string) bool {
	k := skipAny(rest, 0, " ", "（", "(", "，", "”", "\"", "」", "』", "】", "》", "的", "这个", "这一", "该", "是", "为", "我的", "本人", "个人", "私人")
	return follows(rest[k:], "微信", "VX", "vx", "V信", "v信", "wx", "WX", "WeChat", "wechat") && !follows(rest[k:], "微信公众", "微信群", "微信支付", "微信小程序", "微信平台")
}

func allLetters(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) {
			return false
		}
	}
	return true
}

// leastLoose is how many digits a number needs that is found without its label right before it.
const leastLoose = 6

// loosePenguin takes a number after 加Q or Q: and the like.
func (s *scanner) loosePenguin(i, end int) {
	if n := end - i; n < leastLoose || n > 12 || s.text[i] == '0' {
		return
	}
	part := strings.TrimRight(s.text[max(0, i-12):i], "：:是 ")
	clause := s.text[max(0, i-24):i]
	if k := strings.LastIndexAny(clause, "，。；,;\n|0123456789"); k >= 0 {
		clause = clause[k:]
	}
	if near(clause, "QQ", "qq", "企鹅", "扣扣", "球球", "Q号", "q号", "扣号", "Q Q", "q q") && (!near(clause, "群") || near(clause, "群主", "群管")) {
		s.add(QQ, i, end, true)
		return
	}
	if strings.HasSuffix(part, "加Q") || strings.HasSuffix(part, "加q") || endsAny(part, "加扣", "加企鹅", "扣我") || strings.HasPrefix(remark(s.text, end), "QQ") || strings.HasSuffix(part, "Q我") || strings.HasSuffix(part, "q我") || strings.HasSuffix(part, "的Q") || strings.HasSuffix(part, "球球") || strings.HasSuffix(part, "扣扣号码") {
		s.add(QQ, i, end, true)
	}
}
