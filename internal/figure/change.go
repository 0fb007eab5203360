package figure

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Change is a comparison whose two figures both stand in the text: 检查917家次，比上年的850家次增长7.9%.
type Change struct {
	Now, Before Figure
	By          Figure // how much: a percentage, or a number of the same measure
	Down        bool   // the text says that it became less
}

var (
	upWords   = []string{"增长", "增加", "上升", "提高", "提升", "增幅", "多"}
	downWords = []string{"减少", "下降", "降低", "降幅", "下滑", "少"}
	pastWords = []string{"上年", "去年", "上一年", "前一年", "同期"}
)

// Changes finds comparisons. Both figures and the change must stand in one sentence.
func (p Prose) Changes() []Change {
	s, figures := p.text, p.figures
	if len(figures) < 3 || !containsAny(s, upWords) && !containsAny(s, downWords) {
		return nil
	}
	var out []Change
	for i := 2; i < len(figures); i++ {
		if c, ok := changeAt(s, figures[i-2], figures[i-1], figures[i]); ok {
			out = append(out, c.ofTotal(s, figures[:i-2]))
		}
	}
	return out
}

// ofTotal returns the comparison with the figure it fits: behind a list of parts it may be about their total.
func (c Change) ofTotal(s string, before []Figure) Change {
	if _, wrong := c.Wrong(); !wrong || c.Before.Start < c.Now.Start {
		return c
	}
	for _, f := range before {
		other := c
		other.Now = f
		if _, wrong := other.Wrong(); !wrong && f.Measure() == c.Now.Measure() && !ends(s[f.End:c.Now.Start]) {
			return other
		}
	}
	return c
}

// changeAt reads three figures in a row as a comparison.
func changeAt(s string, a, b, by Figure) (Change, bool) {
	first, second := s[a.End:b.Start], s[b.End:by.Start]
	if ends(first) || ends(second) || a.Measure() != b.Measure() || a.percent() || !a.Exact(s) || !b.Exact(s) || !by.Exact(s) {
		return Change{}, false
	}
	down, ok := direction(second)
	if !ok || !by.percent() && by.Measure() != a.Measure() || strings.Contains(by.Unit, "百分点") {
		return Change{}, false
	}
	clause := first[strings.LastIndexAny(first, "，,；;")+1:]
	c := Change{Now: a, Before: b, By: by, Down: down}
	switch lead := s[clauseStart(s, 0, a.Start):a.Start]; {
	case past(first) && pure(first):
	case reaches(clause, first) && fromWord(lead):
		c.Now, c.Before = b, a
	default:
		return Change{}, false
	}
	return c, true
}

// direction reads the words between the second figure and the change: ，增长了.
func direction(words string) (down, ok bool) {
	words = strings.TrimLeft(words, "，,（( 、。")
	for _, w := range []string{"同比", "相比", "比上年", "比去年", "较上年", "较去年", "年均", "总体", "约", "共"} {
		words = strings.TrimPrefix(words, w)
	}
	words = strings.TrimRight(words, "了为约：: ")
	for _, w := range upWords {
		if words == w {
			return false, true
		}
	}
	for _, w := range downWords {
		if words == w {
			return true, true
		}
	}
	return false, false
}

// past reports whether what stands between two figures makes the second one of the time before.
func past(words string) bool { return containsAny(words, pastWords) || beforeYear(words) }

func beforeYear(words string) bool {
	i := strings.Index(words, "年")
	return i >= 4 && digitsAt(words, i-4) == 4 && (strings.Contains(words, "比") || strings.Contains(words, "较"))
}

// pure reports whether the words name nothing but the time before, so that the second figure is of the same indicator.
func pure(words string) bool {
	for _, w := range []string{"比", "较", "与", "上年度", "上年", "去年", "上一年", "前一年", "同期", "年", "的", "为", "是", "相比", "，", ",", "（", "(", " ", "同比", "度", "数"} {
		words = strings.ReplaceAll(words, w, "")
	}
	return strings.TrimFunc(words, digit) == ""
}

// reaches reports whether the second figure is what the first became: 由850家次增加到917家次.
func reaches(clause, first string) bool {
	if strings.ContainsAny(first, "、") {
		return false
	}
	for _, w := range []string{"增加到", "增长到", "提高到", "上升到", "增至", "升至", "提高至", "增加至", "减少到", "下降到", "降到", "降至", "减至", "减少至", "下降至", "上升至", "增长至"} {
		if strings.HasSuffix(strings.TrimSpace(clause), w) {
			return true
		}
	}
	return false
}

func fromWord(lead string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(lead, "的 "))
	return r == '由' || r == '从' || strings.Contains(lead, "从") || strings.Contains(lead, "由") || strings.Contains(lead, "上年") || strings.Contains(lead, "去年")
}

// Wrong reports whether the change is not what the two figures make it, rounded or cut off as it was written. It returns
// the change in the measure of the text, negative where it became less.
func (c Change) Wrong() (want float64, wrong bool) {
	now, _ := c.Now.Number()
	before, _ := c.Before.Number()
	by, _ := c.By.Number()
	want = now - before
	if c.By.percent() {
		if before == 0 {
			return 0, false
		}
		want = want / before * 100
		if strings.Contains(c.By.Unit, "‰") {
			want *= 10
		}
	}
	said := by
	if c.Down {
		said = -by
	}
	if c.By.percent() || strings.Contains(c.By.Value, ".") {
		return want, math.Abs(want-said) >= c.By.grain()
	}
	return want, !Same(want, said)
}

// Rate is a rate of running text whose two counts stand before it in the sentence: 受理12件，办结10件，办结率83.3%.
type Rate struct {
	Name        string
	Percent     Figure
	Part, Whole Figure
}

// Rates finds rates with their counts.
func (p Prose) Rates() []Rate {
	s, figures := p.text, p.figures
	if len(figures) < 3 || !strings.Contains(s, "率") {
		return nil
	}
	var out []Rate
	for i, f := range figures {
		if !f.percent() || !f.Exact(s) {
			continue
		}
		if r, ok := rateAt(s, figures[:i], f); ok {
			out = append(out, r)
		}
	}
	return out
}

func rateAt(s string, before []Figure, percent Figure) (Rate, bool) {
	words := strings.TrimRight(s[:percent.Start], "均都达到了为是：: ")
	name, ok := strings.CutSuffix(words, "率")
	if !ok {
		return Rate{}, false
	}
	if i := strings.LastIndexFunc(name, stop); i >= 0 {
		_, w := utf8.DecodeRuneInString(name[i:])
		name = name[i+w:]
	}
	for _, w := range []string{"和", "及", "与"} {
		if i := strings.LastIndex(name, w); i >= 0 {
			name = name[i+len(w):]
		}
	}
	if utf8.RuneCountInString(name) < 2 {
		return Rate{}, false
	}
	for i := len(before) - 1; i > 0; i-- {
		part := before[i]
		if ends(s[part.End:percent.Start]) {
			return Rate{}, false
		}
		if !part.is(s, name) || !part.Exact(s) || part.percent() {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			whole := before[k]
			if ends(s[whole.End:part.Start]) {
				break
			}
			if whole.Unit == part.Unit && whole.Exact(s) {
				return Rate{name, percent, part, whole}, true
			}
		}
		return Rate{}, false
	}
	return Rate{}, false
}

// is reports whether a figure counts what a word says, right before or behind it: 办结10件, 10件已办结.
func (f Figure) is(s, word string) bool {
	before := strings.TrimRight(s[:f.Start], "了为共已 ")
	if strings.HasSuffix(before, word) {
		return true
	}
	after := s[f.End:]
	for _, w := range []string{"已", "均", "全部", "考试", "测试"} {
		after = strings.TrimPrefix(after, w)
	}
	return strings.HasPrefix(after, word)
}

// Expected returns the rate the two counts make, and whether the text says another.
func (r Rate) Expected() (want float64, wrong bool) {
	part, _ := r.Part.Number()
	whole, _ := r.Whole.Number()
	percent, ok := r.Percent.Number()
	if !ok || whole <= 0 || part > whole {
		return 0, false
	}
	want = part / whole * 100
	if strings.Contains(r.Percent.Unit, "‰") {
		want *= 10
	}
	return want, math.Abs(want-percent) >= r.Percent.grain()
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
