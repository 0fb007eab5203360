package figure

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// unit is a measure word, and what must not follow it, since together they are another word (2024处罚, 5个月).
type unit struct {
	word   string
	unless []string
}

// units lists the measure words, longer ones before their beginnings.
var units = []unit{
	{"家次", nil}, {"人次", nil}, {"场次", nil}, {"件次", nil}, {"户次", nil}, {"台次", nil}, {"车次", nil}, {"班次", nil},
	{"个百分点", nil}, {"百分点", nil}, {"平方米", nil}, {"平方公里", nil}, {"公里", nil}, {"公斤", nil}, {"小时", nil},
	{"学时", nil}, {"课时", nil}, {"元", []string{"旦", "宵"}}, {"%", nil}, {"％", nil}, {"‰", nil},
	{"次", []string{"日", "要", "序"}}, {"起", []string{"施行", "实施", "执行"}}, {"件", nil}, {"宗", []string{"教", "旨"}},
	{"项", []string{"目"}}, {"个", []string{"月", "人", "体", "工作日", "自然日", "小时", "季度", "星期"}}, {"名", []string{"单", "称", "录"}}, {"人", []string{"民"}},
	{"家", []string{"庭"}}, {"户", []string{"籍", "外"}}, {"处", []string{"罚", "理", "置"}}, {"所", []string{"有", "在"}},
	{"场", []string{"所", "馆", "地"}}, {"期", []string{"间", "限"}}, {"份", nil}, {"册", nil}, {"本", []string{"单", "局", "县", "年", "市"}},
	{"部", []string{"门", "分", "署"}}, {"篇", nil}, {"条", []string{"例"}}, {"张", nil}, {"幅", nil}, {"套", nil}, {"台", []string{"账"}},
	{"辆", nil}, {"岁", nil}, {"天", nil}, {"支", []string{"持", "部"}}, {"队", []string{"伍"}}, {"批", []string{"准", "复", "评"}},
	{"座", []string{"谈"}}, {"间", nil}, {"块", nil}, {"组", []string{"织"}}, {"轮", nil}, {"类", []string{"别"}}, {"吨", nil},
}

// unitsBy holds the units by their first characters, in their order.
var unitsBy = func() map[string][]unit {
	by := map[string][]unit{}
	for _, u := range units {
		_, w := utf8.DecodeRuneInString(u.word)
		by[u.word[:w]] = append(by[u.word[:w]], u)
	}
	return by
}()

const nameRunes = 20

// Words that carry a figure but are no part of its name, before and behind it, and verbs that end the noun after a
// number (44名干部职工参与…).
var (
	openers = []string{
		"截至目前", "到目前为止", "今年以来", "今年来", "今年", "年度", "目前", "全年", "累计", "共计", "总共", "合计", "一共", "其中", "先后", "已有", "现有",
		"组织召开", "组织开展", "组织", "召开", "举办", "开展", "进行", "完成", "确保", "以来", "共对", "对", "共", "已", "有", "均", "我局", "年", "月", "日", "等", "的", "和", "及", "与", "了",
	}
	closers = []string{
		"不少于", "不低于", "均达到", "均达", "达到", "达", "超过", "共计", "累计", "合计", "约为", "约", "近", "共", "均为", "为", "已有", "有", "已", "了", "计", "仅", "各",
	}
	places = []string{"本单位", "我单位", "全局", "本局", "全县", "全市", "我县", "全区"}
	verbs  = []string{
		"参与", "参加", "进行", "通过", "开展", "取得", "覆盖", "接受", "获得", "予以", "给予", "组织", "得到", "发放", "完成", "均", "已", "对", "在",
	}
)

const stops = "，。；：、！？（）()《》“”‘’,;:!?【】〔〕 \t　"

// nameAt names the figure at s[start:end]: the words before it, or, where those say nothing, the noun after it. Text
// before used belongs to the figure before; the new used is returned.
func nameAt(s string, used, start, end int, unit string) (string, int) {
	before := s[used:start]
	if i := strings.LastIndexFunc(before, stop); i >= 0 {
		_, w := utf8.DecodeRuneInString(before[i:])
		before = before[i+w:]
	}
	name := trimName(before)
	if name != "" && !slices.Contains(places, name) {
		return lastRunes(name, nameRunes), end
	}
	if strings.ContainsAny(unit, "%％‰元岁天") {
		return name, end
	}
	noun := nounAt(s, end)
	return name + noun, end + len(noun)
}

func stop(r rune) bool {
	return r < 0x100 && asciiStops[r] || r >= 0x100 && (r < 0x3400 || r > 0x9FFF) && strings.ContainsRune(stops, r) || digit(r)
}

// asciiStops are those of the stops that are ASCII; none of them is a Chinese character.
var asciiStops = func() (t [0x100]bool) {
	for _, r := range stops {
		if r < utf8.RuneSelf {
			t[r] = true
		}
	}
	return t
}()

// trimName takes the words off both ends that are no part of a name.
func trimName(s string) string {
	for again := true; again; {
		again = false
		for _, w := range closers {
			if t, ok := strings.CutSuffix(s, w); ok {
				s, again = t, true
			}
		}
	}
	if m := numeralEnd(s); m > 0 && strings.HasPrefix(s[m:], "是") {
		s = s[m+len("是"):] // 一是……
	}
	for again := true; again; {
		again = false
		for _, w := range openers {
			if t, ok := strings.CutPrefix(s, w); ok {
				s, again = t, true
			}
		}
	}
	return s
}

// nounAt returns the noun at i: up to a stop or a verb, at most nine characters.
func nounAt(s string, i int) string {
	s = s[i:]
	if j := strings.IndexFunc(s, stop); j >= 0 {
		s = s[:j]
	}
	for _, v := range verbs {
		if j := strings.Index(s, v); j > 0 {
			s = s[:j]
		}
	}
	n := 0
	for j := range s {
		if n == 9 {
			return s[:j]
		}
		n++
	}
	return s
}

// lastRunes shortens a long name to its last member (……等重大事项审核), then to its last n characters.
func lastRunes(s string, n int) string {
	if i := strings.LastIndex(s, "等"); i > 0 && utf8.RuneCountInString(s) > n && i+len("等") < len(s) {
		s = s[i+len("等"):]
	}
	for k := utf8.RuneCountInString(s); k > n; k-- {
		_, w := utf8.DecodeRuneInString(s)
		s = s[w:]
	}
	return s
}

// numeralEnd returns the length of the Chinese numerals a text begins with.
func numeralEnd(s string) int {
	for i, r := range s {
		if !strings.ContainsRune("〇零一二三四五六七八九十百", r) {
			return i
		}
	}
	return len(s)
}

func latin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
