package privacy

import "strings"

// homeWords make an address a home: what firms and offices seldom have.
var homeWords = [...]string{"单元", "家属院", "家属楼", "家属区", "宿舍", "小区", "花园", "雅苑", "花苑", "家园", "新苑", "佳苑", "嘉苑", "苑", "公寓", "新村", "自建房", "安置房", "安置区", "廉租房", "公租房", "后院", "号院", "排", "自然村", "居委会", "村委会", "胡同", "里弄", "弄", "老屋", "老宅", "院内", "祖屋", "城中村", "楼上", "楼下", "社区"}

// dwellers are words beside an address that say who lives there.
var dwellers = [...]string{"家住", "家在", "其家位于", "家位于", "联系地址", "水表", "电表", "住哪", "住处", "落脚", "留的地址", "留下的地址", "妻子住", "丈夫住", "居所", "寓所", "租住", "现住", "居住", "住址", "住在", "住于", "暂住", "入住", "户籍", "老家", "家庭", "门牌", "安装地点", "上门", "用户", "安装地址", "报修", "无此人", "业主", "市民", "村民", "居民", "老人", "住户", "租户", "户主", "投诉人", "举报人", "来信人", "信访人", "代收人", "来件", "寄件", "取件", "收件", "收货", "送货", "派送", "邮寄", "寄送", "快递", "送达地点", "送达地址", "男，", "女，", "（男", "（女", "身份证", "家中", "家里", "家属", "自家", "我家", "他家", "她家", "其家", "家：", "家:", "房主", "房东", "租客", "您反映的", "收）", "收)", "亲启", "本人", "当事人", "被处罚人", "证人", "留守", "低保", "贫困户", "脱贫户", "监护人", "家长", "住"}

// organisations are words within an address of one, of a venue or of a public place.
var organisations = [...]string{"公司", "局", "馆", "中心", "旅行社", "网吧", "网咖", "歌厅", "歌舞厅", "KTV", "酒店", "宾馆", "影院", "影城", "学校", "中学", "小学", "幼儿园", "大学", "学院", "法院", "检察院", "政府", "大厅", "办公", "办事处", "服务区", "文物", "遗址", "碑", "古建", "祠", "寺", "庙", "医院", "银行", "营业部", "广场", "公园", "景区", "超市", "商场", "商铺", "门面", "门市", "经营部", "书店", "俱乐部", "会所", "文化站", "服务站", "民宿", "客栈", "饭店", "餐馆", "农家书屋", "行政"}

// seats are words beside an address that make it an organisation's or a place of an event.
var seats = [...]string{"公司", "单位住所", "企业住所", "机构住所", "注册地", "旅行社", "网吧", "网咖", "歌厅", "歌舞厅", "KTV", "酒店", "宾馆", "影院", "影城", "信用代码", "文物", "遗址", "办公地", "办公场所", "邮政编码", "邮编", "报名地点", "领取地点", "集合", "活动地点", "开放时间", "工作时间", "演出地点", "书店", "俱乐部", "会所", "门店", "文化站", "农家书屋", "项目", "改造", "工程", "施工", "停水", "停电", "办公", "馆", "中心", "超市", "餐馆", "饭店", "商行", "经营部", "工作室", "服务站", "合作社"}

// maxDoors is how many numbered parts of addresses are remembered of one text; the rest has labels or goes without.
const maxDoors = 128

// door remembers the numbered part of an address whose unit stands at i: 3栋, 二组. It reports whether there is one.
func (s *scanner) door(i int) bool {
	k := lastRune(s.text, i)
	if i == 0 || numeralWidth(s.text[:i], k) == 0 {
		return false
	}
	if s.doors < maxDoors {
		s.doorAt[s.doors] = int32(k)
		s.doors++
	}
	return true
}

// homes looks for addresses down to the door that words around them make a person's home, whatever label they have.
func (s *scanner) homes() {
	if s.ctx.Allow&AllowAddress != 0 {
		return
	}
	last := 0
	for _, at := range s.doorAt[:s.doors] {
		i := int(at)
		if i < last {
			continue
		}
		if start, end := s.place(i); end > i && s.livesAt(start, end) {
			s.add(Address, start, end, true)
			last = end
		}
	}
}

// sureHomes makes sure of the homes that stand in one sentence with a person found there.
func (s *scanner) sureHomes() {
	for i, f := range s.found {
		if f.Kind != Address || f.Certain {
			continue
		}
		if left, _ := s.sentence(f.Start, f.End); s.personIn(f.Start-len(left), f.Start) && !s.firmBefore(f.Start) {
			s.found[i].Certain, s.found[i].Rule = true, ruleOf(Address, true)
		}
	}
}

// place returns the stretch of Chinese characters, digits and hyphens around i.
func (s *scanner) place(i int) (start, end int) {
	start, end = i, i
	for start > 0 && i-start < 90 {
		k := lastRune(s.text, start)
		if !placeLetter(s.text, k) {
			break
		}
		start = k
	}
	for end < len(s.text) && end-i < 90 {
		_, w := wide(s.text, end)
		if !placeLetter(s.text, end) {
			break
		}
		end += max(w, 1)
	}
	for _, lead := range [...]string{"住址", "家住", "租住于", "租住在", "租住", "暂住", "现住", "居住在", "居住于", "居住", "住在", "住于", "地点在", "地址为", "户籍地", "位于", "即", "系", "是", "在", "住", "于", "为", "寄往", "送到", "送至", "前往", "到", "至"} {
		if k := strings.LastIndex(s.text[start:i], lead); k >= 0 {
			start += k + len(lead)
			break
		}
	}
	return start, lastPart(s.text, i, end)
}

// lastPart returns where the last numbered part of the address ends: what follows is no address any more.
func lastPart(text string, i, end int) int {
	last := i
	for k := i; k < end; {
		n := numeralWidth(text[:end], k)
		if n == 0 {
			_, w := wide(text, k)
			k += max(w, 1)
			continue
		}
		k += n
		last = k
		for _, part := range numbered {
			if strings.HasPrefix(text[k:end], part) {
				last = k + len(part)
				break
			}
		}
	}
	return last
}

func placeLetter(text string, i int) bool {
	if c := text[i]; c < 0x80 {
		return isDigit(c) || c == '-' || c == '#' || c == ' ' && i > 0 && i+1 < len(text) && isDigit(text[i+1])
	}
	_, w := hanzi(text, i)
	return w > 0
}

// livesAt reports whether the stretch is an address that goes down to the door, and a person's.
func (s *scanner) livesAt(start, end int) bool {
	a := s.text[start:end]
	from, ok := detail(a)
	if !ok || from < 6 || near(a, organisations[:]...) && !near(a, "家属", "宿舍") || near(a, "某某村", "第", "条", "年", "月", "公里", "米", "届", "民初", "行初", "刑初", "民终", "行终", "刑终") {
		return false
	}
	home := near(a, homeWords[:]...) || near(a, "家属", "宿舍") || near(a, "村", "屯", "寨", "湾", "乡") && near(a[from:], "组", "号", "队", "社") || doorNumber(a[from:])
	if !home && len(s.found) == 0 {
		return false // no one is named whose home it might be
	}
	left, right := s.sentence(start, end)
	if near(left, seats[:]...) && !near(left, "身份证", "家住", "租住", "现住") || near(right, "信用代码", "公司", "旅行社", "邮政编码", "邮编", "办公", "咨询") {
		return false
	}
	if s.firmBefore(start) && !near(left, "家住", "租住", "现住", "身份证") {
		return false
	}
	// 住所 is what the law calls the seat of a firm as well.
	dweller := near(strings.ReplaceAll(left, "住所", ""), dwellers[:]...) || near(a[:from], "反映的") || near(right[:min(len(right), 40)], dwellers[:]...)
	if head, _ := s.heading(start); near(head, "地址", "住址", "房号", "门牌", "住所") {
		line := strings.LastIndexByte(s.text[:start], '\n') + 1
		stop := strings.IndexByte(s.text[end:]+"\n", '\n') + end
		if s.personIn(line, stop) {
			return true
		}
	}
	above := strings.LastIndexByte(s.text[:start], '\n') + 1
	if home && near(left, "地址") && s.personIn(max(0, above-120), above) {
		return true
	}
	if home && near(left, "地址") && doorNumber(a[from:]) && s.contactBefore(start) {
		return true
	}
	return home && dweller || dweller && s.personIn(start-len(left), end+min(len(right), 60)) || home && s.personIn(start-min(len(left), 60), end+min(len(right), 40))
}

// contactBefore reports whether someone is named as a contact on the line before i: the flat is where they live.
func (s *scanner) contactBefore(i int) bool {
	line := s.text[strings.LastIndexByte(s.text[:i], '\n')+1 : i]
	k := strings.LastIndex(line, "联系人")
	return k >= 0 && len(line)-k < 60 && !near(line[k:], "办公室", "科", "股", "部", "大队")
}

// doorNumber reports whether an address ends in the number of a flat: 栋501, 6-2-1101, 2单元402室.
func doorNumber(a string) bool {
	digits := 0
	for i := 0; i < len(a); i++ {
		if isDigit(a[i]) {
			if digits++; digits >= 3 && (i+1 == len(a) || !isDigit(a[i+1])) {
				return near(a, "栋", "幢", "-", "楼", "室", "单元", "号")
			}
		} else {
			digits = 0
		}
	}
	return near(a, "室", "门")
}

// sentence returns what stands in the sentence before and behind a stretch.
func (s *scanner) sentence(start, end int) (left, right string) {
	left = s.text[max(0, start-150):start]
	if k := strings.LastIndexAny(left, "。；\n|"); k >= 0 {
		left = left[k+1:]
		for left != "" && left[0]&0xC0 == 0x80 {
			left = left[1:]
		}
	}
	right = s.text[end:min(len(s.text), end+120)]
	if k := strings.IndexAny(right, "。；\n|"); k >= 0 {
		right = right[:k]
	}
	return left, right
}

// personIn reports whether personal data was found between two places.
func (s *scanner) personIn(from, to int) bool {
	for _, f := range s.found {
		if f.Certain && f.Kind != Address && f.Start >= from && f.End <= to {
			return true
		}
	}
	return false
}
