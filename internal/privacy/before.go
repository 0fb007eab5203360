package privacy

import "strings"

// before says what stands before the name at i: how strongly it speaks for a name, whether it is what private persons
// are called, and whether it is an office.
func (s *scanner) before(i int) (c clue, role, office bool) {
	before, extra := s.text[:i], 0
	if head, row := s.heading(i); head != "" {
		if ofOfficials(row) {
			return clue{30, 0}, false, true
		}
		before, extra = strings.TrimRight(head, " *"), afterColon
	}
	for range 5 {
		before = strings.TrimRight(before, " \u3000\u00a0")
		c, n := roles().endOf(before)
		if _, m := offices().endOf(before); m > n {
			return clue{30, 0}, false, true
		}
		if n > 0 && titled(before, n) {
			break
		}
		if n > 0 && praised(before, n) {
			return clue{30, 0}, false, true
		}
		if n > 0 && s.shownRole(before, n) {
			return clue{30, 0}, false, true
		}
		if n > 0 {
			c.name += extra
			return c, true, false
		}
		if officeByEnding(before) {
			return clue{30, 0}, false, true
		}
		if c := roleByEnding(before); c.name > 0 {
			c.name += extra
			return c, true, false
		}
		if _, n = openings().endOf(before); n == 0 {
			break
		}
		if word := before[len(before)-n:]; strings.ContainsAny(word, "：:为是叫有|") {
			extra = afterColon
		}
		before = before[:len(before)-n]
	}
	if c, role, office := s.listHead(i); role || office {
		return c, role, office
	}
	c, n := heads().endOf(s.text[:i])
	if n == 0 {
		c, _ = heads().endOf(strings.TrimRight(s.text[:i], "（(“ 你"))
	}
	return c, false, false
}

// praised reports whether the role that ends before is praised in public: 最美导游. Praised pupils are pupils.
func praised(before string, n int) bool {
	word, lead := before[len(before)-n:], before[:len(before)-n]
	return near(lead[max(0, len(lead)-24):], "最美", "金牌", "十佳", "模范", "明星", "标兵", "楷模", "优秀", "先进", "杰出") &&
		!near(word, "生", "童", "孩", "少", "同学", "小", "家长", "队员")
}

// titled reports whether the role that ends before is a title behind a family name: what follows 康师傅 is no name.
func titled(before string, n int) bool {
	if !titles.has(before[len(before)-n:]) {
		return false
	}
	two := lastTwo(before[:len(before)-n])
	return commonSet.has(two[0]) && (two[1] < firstLetter || two[1] == '对' || two[1] == '与' || two[1] == '和')
}

// listHead says what the words before the colon of a list call the name at i, when it is not the first of the list.
func (s *scanner) listHead(i int) (c clue, role, office bool) {
	if !endsAny(s.text[:i], "、", "，", "；") {
		return clue{}, false, false
	}
	from := max(0, i-90)
	part := s.text[from:i]
	colon := strings.LastIndex(part, "：")
	if colon < 0 || strings.ContainsAny(part[colon:], "。\n（") {
		return clue{}, false, false
	}
	before := s.text[:from+colon]
	for _, noun := range [...]string{"公布", "公示", "如下", "名单", "名录", "名册", "推荐", "候选", "人选", "分工"} {
		before = strings.TrimSuffix(before, noun)
	}
	c, n := roles().endOf(before)
	if _, m := offices().endOf(before); m > n {
		return clue{30, 0}, false, true
	}
	if strings.Contains(part[colon:], "；") {
		return clue{}, false, false
	}
	return c, n > 0, false
}

// heading returns what the head of the table, or the field, calls the cell that begins at i, and the head as a whole.
func (s *scanner) heading(i int) (cell, row string) {
	k := len(strings.TrimRight(s.text[:i], " *\u3000"))
	if k == 0 {
		return s.ctx.Field, ""
	}
	if s.text[k-1] != '|' {
		return "", ""
	}
	line := strings.LastIndexByte(s.text[:k], '\n') + 1
	head := line
	for head > 0 {
		above := strings.LastIndexByte(s.text[:head-1], '\n') + 1
		if s.text[above] != '|' {
			break
		}
		head = above
	}
	if head == line || s.text[line] != '|' {
		return "", ""
	}
	row, _, _ = strings.Cut(s.text[head:], "\n")
	return cellOf(row, strings.Count(s.text[line:k], "|")), row
}

// cellOf returns the cell behind the n-th border of a row.
func cellOf(row string, n int) string {
	for ; n > 0; n-- {
		k := strings.IndexByte(row, '|')
		if k < 0 {
			return ""
		}
		row = row[k+1:]
	}
	cell, _, _ := strings.Cut(row, "|")
	return strings.TrimSpace(cell)
}

// officeByEnding takes words such as 航海家 and 外交官, which no list holds.
func officeByEnding(before string) bool {
	word := before[max(0, len(before)-6):]
	switch {
	case strings.HasSuffix(word, "家"):
		return !near(word, "大家", "国家", "厂家", "商家", "卖家", "买家", "玩家", "人家", "全家", "一家", "回家", "在家", "其家", "自家", "住家", "酒家", "冤家", "东家", "管家", "亲家", "农家", "到家", "我家", "他家", "她家", "老家", "店家", "搬家", "你家", "的家")
	case strings.HasSuffix(word, "长"):
		return !near(word, "增长", "生长", "成长", "延长", "特长", "擅长", "较长", "全长", "家长", "店长", "班长", "长长", "太长", "更长", "漫长")
	}
	return strings.HasSuffix(word, "法官") || strings.HasSuffix(word, "军官") || strings.HasSuffix(word, "警官")
}

// roleByEnding takes words such as 放牧人 and 拾荒者, which no list holds.
func roleByEnding(before string) clue {
	if len(before) < 9 || !endsAny(before, "人", "者", "户", "员") {
		return clue{}
	}
	if endsAny(before, "门户", "开户", "账户", "帐户", "窗户", "落户", "入户", "每户", "户户", "一户", "党员", "团员", "队员", "官员", "委员", "成员", "动员", "全员", "社员", "组员", "议员", "球员", "演员", "运动员", "教练员", "通讯员", "裁判员") {
		return clue{}
	}
	if near(before[len(before)-9:], "等人", "作者", "学者", "记者", "编者", "译者", "二人", "两人", "三人", "名人", "每人", "他人", "别人", "或者", "个人", "某人", "工作人", "责任人", "主持人", "讲人", "传承人", "言人", "联系人") {
		return clue{}
	}
	return clue{30, 1}
}

// shownRole reports whether the role that ends before names someone the site may show: a firm's representative where its
// policy says so, the head of an office (局主要负责人).
func (s *scanner) shownRole(before string, n int) bool {
	for _, l := range partyLabels {
		if len(l.word) < n && l.word != "负责人" || !strings.HasSuffix(before, l.word) {
			continue
		}
		if l.representative && s.ctx.Names == RepresentativesShown {
			return true
		}
		if at := len(before) - len(l.word); strings.HasPrefix(s.text, before) && s.officer(at, l.word) {
			return true
		}
	}
	return false
}
