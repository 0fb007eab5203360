package privacy

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// field reads the field's own label as if it stood before the text, for the kinds whose label comes first.
func (s *scanner) field() {
	label := strings.Trim(s.ctx.Field, " \u3000：:*")
	start := skipAny(s.text, 0, " ", "\u3000", "*", "\n", "\t")
	if p, ok := partyField(label); ok && s.ctx.Names != NamesShown && (!p.representative || s.ctx.Names != RepresentativesShown) {
		s.names(start, Name, true)
	}
	if near(label, "住哪", "住在哪", "家在哪", "住什么地") {
		label = "住址"
	}
	last, _ := utf8.DecodeLastRuneInString(label)
	if near(label, "未成年", "学生", "儿童", "幼儿", "小朋友", "孩子", "小孩", "娃", "宝宝") && !near(label, "家长", "监护", "教师", "老师", "人数", "数量", "单位", "学校") {
		s.names(start, Minor, true)
	}
	if strings.Count(label, "QQ") > 1 { // parts of a number in cells of their own
		s.qq(0, start)
	}
	if !fieldEnds.has(last) {
		return
	}
	for _, h := range homeLabels {
		if len(h) <= len("住") || !strings.HasSuffix(label, h) || strings.HasPrefix(h, "住所") && s.ctx.Allow&AllowAddress != 0 {
			continue
		}
		stop := addressEnd(s.text, start)
		if _, ok := detail(s.text[start:stop]); ok {
			s.add(Address, start, stop, !strings.HasPrefix(h, "住所"))
		}
		break
	}
	switch {
	case strings.HasSuffix(label, "微信") || strings.HasSuffix(label, "微信号"):
		s.wechatName(start, start)
	case strings.HasSuffix(strings.ToUpper(label), "QQ") || label == "扣扣" || strings.HasSuffix(label, "QQ号") || strings.HasSuffix(label, "QQ号码") || strings.HasPrefix(label, "企鹅"):
		s.qq(0, start)
	}
}

// fieldEnds holds the last characters of the labels of homes and accounts.
var fieldEnds = func() *runeSet {
	set := newRuneSet("信号码Qq扣鹅")
	for _, h := range homeLabels {
		r, _ := utf8.DecodeLastRuneInString(h)
		set.add(r)
	}
	return set
}()

// partyField returns the party's label a field's label ends with, 姓名 and 名称 left aside.
func partyField(label string) (partyLabel, bool) {
	for _, suffix := range [...]string{"姓名", "名称", "（姓名）", "信息"} {
		if rest, ok := strings.CutSuffix(label, suffix); ok && rest != "" {
			label = rest
			break
		}
	}
	c, n := partyTable().endOf(label)
	if n == 0 {
		return partyLabel{}, false
	}
	return partyLabels[c.name], true
}

// partyTable holds the labels of parties by their ends; what each says is its place.
var partyTable = sync.OnceValue(func() *clueTable {
	t := newClueTable()
	for i, p := range partyLabels {
		t.put(clueWord{p.word, clue{name: i}})
	}
	return t
})
