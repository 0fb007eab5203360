package audit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fillers are words in the names of indicators that do not tell one from another.
var fillers = strings.NewReplacer("其中", "", "各类", "", "各级", "", "全部", "", "累计", "", "全年", "", "本年度", "", "本年", "", "我局", "", "本局", "", "全县", "",
	"本县", "", "共计", "", "共", "", "的", "", "总", "", "数量", "", "：", "", " ", "", "*", "")

func fold(name string) string { return fillers.Replace(name) }

// neutral are verbs that may stand before an indicator or be left off: 检查娱乐场所 and 娱乐场所 are one.
var neutral = []string{"检查", "开展", "组织", "举办", "召开", "办理", "作出", "做出", "完成", "收到", "受理", "公布", "发布", "进行", "实施", "依法", "出动", "新收", "主动"}

// bare returns a folded name without the neutral verbs it begins with.
func bare(name string) string {
	for again := true; again && name != ""; {
		again = false
		for _, w := range neutral {
			if r, ok := strings.CutPrefix(name, w); ok {
				name, again = r, true
			}
		}
	}
	return name
}

// alike returns how well two folded names match, in bytes; 0 means not. A longer name with a word more that is not
// neutral is another indicator: 不予行政处罚决定 is not 行政处罚决定.
func alike(said, name string) int {
	long, short := said, name
	if len(long) < len(short) {
		long, short = short, long
	}
	rest, ok := strings.CutSuffix(long, short)
	if !ok || len(short) < len("许可") || bare(rest) != "" {
		return 0
	}
	return len(short)
}

// measures are measure words that count the same things.
var measures = [][]string{{"件", "起", "宗", "例"}, {"人", "名", "位"}, {"次", "场次", "场", "期"}, {"家次", "家", "户次"}, {"项", "个"}}

func sameMeasure(a, b string) bool {
	return a == b || slices.ContainsFunc(measures, func(m []string) bool { return slices.Contains(m, a) && slices.Contains(m, b) })
}

// synonyms bring words of one meaning into one form, for names that only resemble each other.
var synonyms = strings.NewReplacer("处罚案件", "处罚决定", "人员", "人", "人数", "人", "干部职工", "人", "工作人员", "人", "场次", "场", "网吧", "互联网上网服务营业场所")

// resembles reports whether the words around a figure likely are a longer or shorter way of saying an indicator's name:
// every word of one stands in the other in the same order, or most pairs of neighbouring characters of the name stand in
// the words. It is no proof; it counts only where the figures are alike too.
func resembles(words, said, name string) bool {
	if short := bare(said); shortened(short, name) || shortened(synonyms.Replace(short), synonyms.Replace(name)) {
		return true
	}
	name = synonyms.Replace(name)
	return utf8.RuneCountInString(name) >= 4 && covered(synonyms.Replace(words), bare(name)) >= 0.6
}

// shortened reports whether a name of three characters or more leaves out words of the other: 讨论案件 of 集体讨论行政处罚案件.
func shortened(short, name string) bool {
	return utf8.RuneCountInString(short) >= 3 && endsAlike(short, name) && within(short, name)
}

// endsAlike reports whether two names end with the same two characters.
func endsAlike(a, b string) bool {
	_, w := utf8.DecodeLastRuneInString(a)
	_, v := utf8.DecodeLastRuneInString(a[:len(a)-w])
	return strings.HasSuffix(b, a[len(a)-w-v:])
}

// within reports whether the characters of a stand in b in the same order.
func within(a, b string) bool {
	for _, r := range a {
		i := strings.IndexRune(b, r)
		if i < 0 {
			return false
		}
		b = b[i+utf8.RuneLen(r):]
	}
	return true
}

// covered returns the share of a name's pairs of neighbouring characters that stand in the words.
func covered(words, name string) float64 {
	pairs, found := 0, 0
	prev := -1
	for i, r := range name {
		if prev >= 0 {
			pairs++
			if strings.Contains(words, name[prev:i+utf8.RuneLen(r)]) {
				found++
			}
		}
		prev = i
	}
	if pairs == 0 {
		return 0
	}
	return float64(found) / float64(pairs)
}
