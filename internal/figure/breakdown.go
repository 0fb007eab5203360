package figure

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Breakdown is a total of running text and the parts that are listed of it: 办结917件，其中投诉410件、举报343件、咨询164件.
type Breakdown struct {
	Total  Figure
	Parts  []Figure
	Shares []Share
	Whole  bool // the text says that the parts are all there is: 投诉410件、举报343件，共计753件
	Open   bool // the text says that there are more, or that they overlap: 等, 主要, 交叉
}

// Share is the percentage a text gives for a part: 投诉410件（占44.7%）.
type Share struct {
	Part    Figure
	Percent Figure
}

// Prose is a paragraph with its figures, to be reckoned with.
type Prose struct {
	text    string
	figures []Figure
}

// Read finds the figures of a paragraph. They have no names before a breakdown is found: nothing else asks for them.
func Read(s string) Prose { return Prose{s, figures(s)} }

// Breakdowns finds totals with their parts.
func (p Prose) Breakdowns() []Breakdown {
	if len(p.breakdowns()) == 0 {
		return nil
	}
	name(p.text, p.figures)
	return p.breakdowns()
}

func (p Prose) breakdowns() []Breakdown {
	s, figures := p.text, p.figures
	if len(figures) < 2 || !strings.Contains(s, "其中") && !strings.Contains(s, "计") && !strings.Contains(s, "共") {
		return nil
	}
	var out []Breakdown
	depths := depthsOf(s, figures)
	for at := 0; ; {
		i := strings.Index(s[at:], "其中")
		if i < 0 {
			break
		}
		at += i + len("其中")
		if b, ok := partsAfter(s, figures, depths, at); ok {
			out = append(out, b)
		}
	}
	return append(out, totalsBehind(s, figures, depths)...)
}

// depthsOf tells how many brackets each figure stands in.
func depthsOf(s string, figures []Figure) []int {
	out := make([]int, len(figures))
	depth, k := 0, 0
	for i, r := range s {
		for k < len(figures) && figures[k].Start <= i {
			out[k] = depth
			k++
		}
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth = max(0, depth-1)
		}
	}
	return out
}

// partsAfter reads the list that begins at s[at:], behind 其中, and finds its total before.
func partsAfter(s string, figures []Figure, depths []int, at int) (Breakdown, bool) {
	first := len(figures)
	for i, f := range figures {
		if f.Start >= at {
			first = i
			break
		}
	}
	if first == len(figures) || figures[first].percent() || ends(s[at:figures[first].Start]) {
		return Breakdown{}, false
	}
	b := Breakdown{Parts: []Figure{figures[first]}}
	last := first
	for i := first + 1; i < len(figures); i++ {
		if depths[i] > depths[first] || figures[i].percent() {
			b.share(s, figures[last], figures[i])
			continue
		}
		gap := s[figures[last].End:figures[i].Start]
		if depths[i] < depths[first] || figures[i].Measure() != figures[first].Measure() || !lists(gap) {
			break
		}
		b.Parts = append(b.Parts, figures[i])
		last = i
	}
	total, ok := totalBefore(s, figures[:first], at-len("其中"), figures[first].Measure())
	if !ok {
		return Breakdown{}, false
	}
	b.Total = total
	b.Open = open(s[b.Total.End:tail(s, figures[last].End)])
	return b, b.exact(s)
}

// tail returns where the words right behind a list end, which may say that it is not whole: ……等.
func tail(s string, i int) int {
	if j := strings.IndexAny(s[i:], "。！？\n"); j >= 0 {
		return i + j
	}
	return len(s)
}

// ends reports whether a sentence ends in a text.
func ends(s string) bool { return strings.ContainsAny(s, "。！？\n") }

// leaders begin a clause that lists no further part.
var leaders = []string{"共", "总", "合计", "累计", "另", "还", "同时", "其中", "比", "较", "同比", "全年", "增", "减", "人均", "平均", "其他指标", "目前", "并", "出动", "发现"}

// lists reports whether the text between two figures only leads from one part to the next.
func lists(gap string) bool {
	if ends(gap) {
		return false
	}
	cut := strings.LastIndexAny(gap, "，,；;、）)")
	if cut < 0 {
		return !strings.Contains(gap, "增") && !strings.Contains(gap, "共")
	}
	_, w := utf8.DecodeRuneInString(gap[cut:])
	words := strings.TrimSpace(gap[cut+w:])
	for _, lead := range leaders {
		if strings.HasPrefix(words, lead) {
			return false
		}
	}
	// "，检查发现问题12个" is no part of a list of names parted by 、.
	return strings.Count(gap, "，")+strings.Count(gap, ",") <= 1
}

// totalBefore returns the figure that 其中 at s[at:] is about: the nearest of the same measure, in the same sentence, or at
// the end of the one before.
func totalBefore(s string, figures []Figure, at int, measure string) (Figure, bool) {
	for i := len(figures) - 1; i >= 0; i-- {
		f := figures[i]
		if f.Measure() != measure {
			continue
		}
		between := s[f.End:at]
		if n := strings.Count(between, "。"); n > 1 || n == 1 && !strings.HasSuffix(strings.TrimRight(between, " "), "。") || strings.Contains(between, "\n") {
			return Figure{}, false
		}
		clause := s[clauseStart(s, 0, f.Start):f.Start]
		if i := strings.LastIndexAny(clause, "，,"); i >= 0 {
			clause = clause[i:]
		}
		for _, w := range []string{"比", "较", "增加", "减少", "增长", "上年", "去年", "平均"} {
			if strings.Contains(clause, w) {
				return Figure{}, false
			}
		}
		return f, true
	}
	return Figure{}, false
}

// openWords say that a list is not whole or that its members overlap.
var openWords = []string{"等", "主要", "交叉", "重复", "重叠", "兼", "包括", "不完全", "部分", "其余", "另", "剩余", "其他"}

func open(s string) bool {
	for _, w := range openWords {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// share notes a percentage that stands right behind a part.
func (b *Breakdown) share(s string, part, percent Figure) {
	if !percent.percent() {
		return
	}
	words := strings.TrimLeft(s[part.End:percent.Start], "（(，,、 ")
	words = strings.TrimPrefix(words, "占")
	for _, w := range []string{"比", "总数", "总量", "总", "全部", "其", "的", "为", "率"} {
		words = strings.TrimPrefix(words, w)
	}
	if words == "" {
		b.Shares = append(b.Shares, Share{part, percent})
	}
}

// totalWords stand alone before a total that follows its parts.
var totalWords = []string{"共计", "合计", "总计", "总共", "一共", "共"}

// totalsBehind finds totals that follow their parts: 投诉410件、举报343件，共计753件.
func totalsBehind(s string, figures []Figure, depths []int) []Breakdown {
	var out []Breakdown
	for i := 2; i < len(figures); i++ {
		total := figures[i]
		gap := s[figures[i-1].End:total.Start]
		comma := strings.LastIndexAny(gap, "，,；;（(")
		if comma < 0 || ends(gap) {
			continue
		}
		_, w := utf8.DecodeRuneInString(gap[comma:])
		if !isTotalWord(strings.TrimSpace(gap[comma+w:])) || strings.TrimSpace(gap[:comma]) != "" {
			continue
		}
		b := Breakdown{Total: total, Whole: true}
		for k := i - 1; k >= 0 && figures[k].Measure() == total.Measure() && depths[k] == depths[i-1]; k-- {
			if k < i-1 && !joined(s[figures[k].End:figures[k+1].Start]) {
				break
			}
			b.Parts = append([]Figure{figures[k]}, b.Parts...)
		}
		if len(b.Parts) < 2 {
			continue
		}
		b.Open = open(s[b.Parts[0].End:total.Start])
		if b.exact(s) {
			out = append(out, b)
		}
	}
	return out
}

func isTotalWord(s string) bool {
	for _, w := range totalWords {
		if s == w {
			return true
		}
	}
	return false
}

// joined reports whether two figures stand in one list whose members 、 or 和 part.
func joined(gap string) bool {
	return !ends(gap) && !strings.ContainsAny(gap, "，,；;") && (strings.Contains(gap, "、") || strings.Contains(gap, "和") || strings.Contains(gap, "及"))
}

func (b *Breakdown) exact(s string) bool {
	for _, f := range append([]Figure{b.Total}, b.Parts...) {
		if !f.Exact(s) || f.percent() {
			return false
		}
	}
	return true
}

// attributes are properties of people that do not part them: a member of the party may be a woman.
var attributes = []string{"党员", "女", "以上", "以下", "岁", "学历", "本科", "大专", "研究生", "硕士", "博士", "持证", "民族", "职称", "高级", "中级", "编制", "骨干", "志愿者"}

// overlap reports whether the parts of a number of people may overlap.
func (b *Breakdown) overlap() bool {
	switch b.Total.Measure() {
	case "人", "名", "位", "户", "个":
	default:
		return false
	}
	names := ""
	for _, p := range b.Parts {
		names += p.Name + " "
	}
	if strings.Contains(names, "男") && strings.Contains(names, "女") {
		return false
	}
	for _, a := range attributes {
		if strings.Contains(names, a) {
			return true
		}
	}
	return false
}

// Sum returns the sum of the parts and whether it contradicts the total. More than the total always does, unless the
// members overlap. Less does where the parts are said to be all, or come close: 其中 may also begin a list of examples.
func (b *Breakdown) Sum() (sum float64, wrong bool) {
	most := 0.0
	for _, p := range b.Parts {
		n, _ := p.Number()
		sum += n
		most = max(most, n)
	}
	total, _ := b.Total.Number()
	diff := math.Abs(sum - total)
	switch {
	case diff <= b.slack():
		return sum, false
	case most > total+b.slack():
		return sum, true
	case b.Open || b.overlap():
		return sum, false
	case sum > total || b.Whole:
		return sum, true
	case len(b.Parts) >= 3:
		return sum, diff <= 0.4*total
	}
	return sum, len(b.Parts) == 2 && diff <= 0.1*total
}

// slack is what rounding may come to: 3.2万元 is made of 20,150元 and 11,800元.
func (b *Breakdown) slack() float64 {
	for _, p := range b.Parts {
		if p.Unit != b.Total.Unit && strings.Contains(b.Total.Value, ".") {
			return b.Total.grain()/2 + 1e-6
		}
	}
	return 1e-6
}

// Wrong reports whether a percentage is not what the part is of the total, rounded or cut off as it was written.
func (b *Breakdown) Wrong(s Share) (want float64, wrong bool) {
	total, _ := b.Total.Number()
	part, _ := s.Part.Number()
	percent, ok := s.Percent.Number()
	if !ok || total <= 0 || part > total {
		return 0, false
	}
	want = part / total * 100
	if strings.Contains(s.Percent.Unit, "‰") {
		want *= 10
	}
	return want, math.Abs(want-percent) >= s.Percent.grain()
}
