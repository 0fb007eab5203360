package audit

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/figure"
	"xiangwei/internal/schema"
)

// Figures of running text among themselves: what a sentence lists adds up to what it says before, a share is the share, a
// rise is the rise. All are warnings, since only the author knows what a sentence means.
var (
	ruleBreakdown = diag.Rule{ID: "figure/breakdown", Severity: diag.Warning, Title: "正文里的分项加起来不等于总数",
		Doc: "一句话里写了总数，又用“其中”“共计”列出各项（办结917件，其中投诉410件、举报343件、咨询164件），加起来却不是这个数。改正写错的一个；" +
			"没有列全的，末尾写“等”；各项有交叉的，写明“有交叉”。"}
	ruleShare = diag.Rule{ID: "figure/share", Severity: diag.Warning, Title: "百分比与数字不符",
		Doc: "同一句话里的百分比（占44.7%、办结率83.3%）按前面的两个数推算不是这个数。四舍五入和去尾都算相符。改正其中一个；分母是别的数的，写明“占某某的”。"}
	ruleChange = diag.Rule{ID: "figure/change", Severity: diag.Warning, Title: "增减幅度与两年的数字不符",
		Doc: "比上年增长（减少）多少，按本稿写的两个数，或者按本站上一年度的同类报告推算，不是这个数。改正写错的一个；上年的数经核实有调整的，在备注里写明“调整”。"}
)

// reckoned looks at the running text of a body and at the summary.
func reckoned(raw *content.Raw) diag.List {
	var problems diag.List
	for line := range prose(raw.Doc.Body) {
		if reckonable(line.text) {
			problems = append(problems, reckonLine(line.text, func(offset int) diag.Pos {
				pos := place(raw.Doc.Body, line.start+offset, raw.Doc.BodyLine)
				pos.File = raw.File
				return pos
			})...)
		}
	}
	if f := raw.Record.Kind.FieldOf(schema.RoleSummary); f != nil {
		if text, _ := raw.Doc.Values[f.Name].(string); reckonable(text) {
			problems = append(problems, reckonLine(text, func(int) diag.Pos { return raw.Doc.Pos(f.Name) })...)
		}
	}
	return problems
}

// reckonable reports whether a text may have anything to reckon: two numbers and words for a total or a share, or three
// and words for a change. Most have not, and are read no further. It goes through the text once, since it meets every
// line of a site, and lets too many through rather than too few.
func reckonable(s string) bool {
	var c clues
	before := rune(' ')
	for i := 0; i < len(s); {
		r, w := rune(s[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r >= 0xE3 && r <= 0xE9 && i+2 < len(s): // a Chinese character: the texts are valid
			r, w = r&0x0F<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
		default:
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		if r < 1<<16 && clueSet[r>>3]&(1<<(r&7)) != 0 {
			c.see(before, r)
		}
		before = r
		i += w
	}
	return c.numbers > 1 && (c.total || c.also && c.list || c.rate && c.percent) || c.numbers > 2 && c.year && c.past && c.change
}

// clues are what a text holds of figures that may be reckoned with.
type clues struct {
	numbers            int  // in full-width digits each digit
	total, also, list  bool // 其中, 共计; ，共; 、
	rate, percent      bool
	year, past, change bool // 年; 上年, 由, 比2; 增, 减
}

// clueSet holds a bit for each character that see acts on: nearly all others are turned away by it.
var clueSet = func() (t [1 << 13]uint8) {
	for _, r := range "0123456789０１２３４５６７８９中计共、率%％‰年期由从增升提多减降少" {
		t[r>>3] |= 1 << (r & 7)
	}
	return t
}()

func (c *clues) see(before, r rune) {
	switch r {
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if before < '0' || before > '9' {
			c.numbers++
		}
		c.past = c.past || r == '2' && (before == '比' || before == '较')
	case '中':
		c.total = c.total || before == '其'
	case '计':
		c.total = c.total || before == '共' || before == '合' || before == '总'
	case '共':
		c.also = c.also || before == '，'
	case '、':
		c.list = true
	case '率':
		c.rate = true
	case '%', '％', '‰':
		c.percent = true
	case '年':
		c.year = true
		c.past = c.past || before == '上' || before == '去' || before == '一'
	case '期', '由', '从':
		c.past = c.past || r != '期' || before == '同'
	case '增', '升', '提', '多', '减', '降', '少':
		c.change = true
	default:
		if r >= '０' && r <= '９' {
			c.numbers++
		}
	}
}

func reckonLine(s string, at func(offset int) diag.Pos) diag.List {
	var problems diag.List
	p := figure.Read(s)
	for _, b := range p.Breakdowns() {
		if sum, wrong := b.Sum(); wrong {
			problems = append(problems, breakdownProblem(b, sum, at))
		}
		for _, share := range b.Shares {
			if want, wrong := b.Wrong(share); wrong {
				problems = append(problems, shareProblem(share.Percent, want, share.Part, b.Total, at))
			}
		}
	}
	for _, r := range p.Rates() {
		if want, wrong := r.Expected(); wrong {
			problems = append(problems, shareProblem(r.Percent, want, r.Part, r.Whole, at))
		}
	}
	for _, c := range p.Changes() {
		if want, wrong := c.Wrong(); wrong {
			problems = append(problems, changeProblem(c, want, at))
		}
	}
	return problems
}

func breakdownProblem(b figure.Breakdown, sum float64, at func(offset int) diag.Pos) diag.Problem {
	total, _ := b.Total.Number()
	unit := b.Total.Measure()
	word := "超过"
	if sum < total {
		word = "少于"
	}
	p := ruleBreakdown.At(at(b.Total.Start), "总数写的是 %s%s，各项之和是 %s%s，%s总数 %s", show(total), unit, show(sum), unit, word, show(math.Abs(sum-total))).
		WithHint("核对总数和各项；没有列全的末尾写“等”，各项有交叉的写明“有交叉”")
	for _, part := range b.Parts {
		p = p.WithRelated(at(part.Start), "%s：%s%s", strings.ReplaceAll(part.Name, "*", ""), part.Value, part.Unit)
	}
	return p
}

func shareProblem(percent figure.Figure, want float64, part, whole figure.Figure, at func(offset int) diag.Pos) diag.Problem {
	return ruleShare.At(at(percent.Start), "写的是 %s%s，按 %s%s 占 %s%s 推算是 %s%s", percent.Value, percent.Unit, part.Value, part.Unit, whole.Value, whole.Unit, decimals(want, percent), percent.Unit).
		WithHint("核对两个数和百分比，改正写错的一个；分母是别的数的，写明“占某某的”").
		WithRelated(at(part.Start), "%s%s", part.Value, part.Unit).WithRelated(at(whole.Start), "%s%s", whole.Value, whole.Unit)
}

func changeProblem(c figure.Change, want float64, at func(offset int) diag.Pos) diag.Problem {
	word := "增加"
	if want < 0 {
		word, want = "减少", -want
	}
	return ruleChange.At(at(c.By.Start), "写的是%s %s%s，按 %s%s 与 %s%s 推算是%s %s%s", changeWord(c.Down), c.By.Value, c.By.Unit, c.Now.Value, c.Now.Unit, c.Before.Value, c.Before.Unit, word, decimals(want, c.By), c.By.Unit).
		WithHint("核对三个数，改正写错的一个").
		WithRelated(at(c.Now.Start), "%s%s", c.Now.Value, c.Now.Unit).WithRelated(at(c.Before.Start), "%s%s", c.Before.Value, c.Before.Unit)
}

func changeWord(down bool) string {
	if down {
		return "减少"
	}
	return "增加"
}

// decimals writes a number with as many decimals as a figure has, at least one for a share.
func decimals(n float64, like figure.Figure) string {
	_, after, _ := strings.Cut(like.Value, ".")
	digits := len(after)
	if digits == 0 && n != math.Trunc(n) {
		digits = 1
	}
	return strconv.FormatFloat(n, 'f', digits, 64)
}
