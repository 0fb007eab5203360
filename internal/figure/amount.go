package figure

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Amount is an amount of money in a text, however it is written: 15,000元, 1.5万元, ¥15000, 一万五千元, 壹万伍仟元整.
type Amount struct {
	Text       string
	Fen        int64 // 分, 1/100 yuan
	Grain      int64 // 分 that one unit of the last written digit stands for: 100000 (1000元) for 1.5万元
	Start, End int   // byte offsets
}

// maxFen is a hundred billion yuan; no amount of a bureau is larger.
const maxFen = 1e13

// AmountAt reads an amount that begins at s[i:].
func AmountAt(s string, i int) (Amount, bool) {
	start := i
	for _, p := range []string{"人民币", "¥", "￥"} {
		i += prefixLen(s[i:], p)
	}
	signed := strings.HasSuffix(s[start:i], "¥") || strings.HasSuffix(s[start:i], "￥")
	r, _ := utf8.DecodeRuneInString(s[i:])
	a, ok := Amount{}, false
	switch {
	case digit(r):
		a, ok = arabicAmount(s, i, signed)
	default:
		a, ok = chineseAmount(s, i)
	}
	a.Start, a.Text = start, ""
	if ok {
		a.Text = s[start:a.End]
	}
	return a, ok
}

func prefixLen(s, prefix string) int {
	if strings.HasPrefix(s, prefix) {
		return len(prefix)
	}
	return 0
}

// arabicAmount reads 15,000元 and 1.5万元; behind a currency sign the measure may be left off.
func arabicAmount(s string, i int, signed bool) (Amount, bool) {
	value, end := quantity(s, i)
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return Amount{}, false
	}
	scale := 100.0
	rest := s[end:]
	for _, m := range []struct {
		word  string
		scale float64
	}{{"万", 1e6}, {"亿", 1e10}} {
		if strings.HasPrefix(rest, m.word) {
			scale, end, rest = m.scale, end+len(m.word), rest[len(m.word):]
			break
		}
	}
	word := yuanLen(rest)
	if word == 0 && !signed {
		return Amount{}, false
	}
	end += word
	fen := math.Round(n * scale)
	if fen > maxFen {
		return Amount{}, false
	}
	grain := scale
	if dot := strings.IndexByte(value, '.'); dot >= 0 {
		grain /= math.Pow10(len(value) - dot - 1)
	}
	return Amount{Fen: int64(fen), Grain: int64(max(1, grain)), End: end + wholeLen(s[end:])}, true
}

// yuanLen returns the length of 元 or 圆 at the beginning of s, but not of 元旦 and 元宵.
func yuanLen(s string) int {
	for _, w := range []string{"元", "圆", "圓"} {
		if rest, ok := strings.CutPrefix(s, w); ok && !strings.HasPrefix(rest, "旦") && !strings.HasPrefix(rest, "宵") {
			return len(w)
		}
	}
	return 0
}

// wholeLen returns the length of 整 or 正, which closes an amount without 角 and 分.
func wholeLen(s string) int { return max(prefixLen(s, "整"), prefixLen(s, "正")) }

// chineseAmount reads 一万五千元 and 壹万伍仟元整, with 角 and 分 behind.
func chineseAmount(s string, i int) (Amount, bool) {
	n, end := Numeral(s, i)
	word := yuanLen(s[end:])
	if end == i || word == 0 || n > maxFen/100 {
		return Amount{}, false
	}
	a := Amount{Fen: n * 100, Grain: 1, End: end + word}
	for _, part := range []struct {
		word string
		fen  int64
	}{{"角", 10}, {"分", 1}} {
		d, after := Numeral(s, a.End)
		if after > a.End && d < 10 && strings.HasPrefix(s[after:], part.word) {
			a.Fen += d * part.fen
			a.End = after + len(part.word)
		}
	}
	a.End += wholeLen(s[a.End:])
	return a, true
}

// Restated is an amount and its repetition in other words, right behind it: 1.5万元（15,000元）, 壹万元，即10000元.
type Restated struct {
	First, Second Amount
	About         bool // 约, 近: the amounts need not be the same
}

// Restatements finds amounts that are said twice. It looks for what follows an amount, since few of them are repeated
// and every text of a site is read.
func Restatements(s string) []Restated {
	switch moneyIn(s) {
	case noMoney:
		return nil
	case rareMoney:
		return restated(s, 0, len(s))
	}
	var out []Restated
	for i := 0; ; {
		at := index(s[i:], "元")
		if at < 0 {
			return out
		}
		end := i + at + len("元")
		end += wholeLen(s[end:])
		if repeats(s[end:]) {
			found := restated(s, clauseStart(s, i, end), end)
			if out = append(out, found...); len(found) > 0 {
				end = found[len(found)-1].Second.End
			}
		}
		i = end
	}
}

// How a text writes money, if it does.
const (
	noMoney   = iota
	plainYuan // with 元 alone
	rareMoney // also with ¥ or 圆, or with 角 and 分 before a bracket
)

// moneyIn goes through a text once.
func moneyIn(s string) int {
	yuan, parts := false, false
	for i := 0; i+1 < len(s); {
		c := s[i]
		if c < 0xE3 || i+2 >= len(s) || (s[i+1]^0x80|s[i+2]^0x80)&0xC0 != 0 {
			if c == 0xC2 && strings.HasPrefix(s[i:], "¥") {
				return rareMoney
			}
			i++
			continue
		}
		r := rune(c&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
		i += 3
		switch r {
		case '￥', '圆':
			return rareMoney
		case '元':
			yuan = true
		case '角', '分':
			parts = parts || strings.HasPrefix(s[i:], "（")
		}
	}
	switch {
	case !yuan:
		return noMoney
	case parts:
		return rareMoney
	}
	return plainYuan
}

// index is strings.Index for Chinese words: it looks for the last byte, since the first is that of a fifth of all
// characters.
func index(s, word string) int {
	last := word[len(word)-1]
	for i := len(word) - 1; i < len(s); i++ {
		k := strings.IndexByte(s[i:], last)
		if k < 0 {
			return -1
		}
		if i += k; s[i+1-len(word):i+1] == word {
			return i + 1 - len(word)
		}
	}
	return -1
}

// repeats reports whether a text begins as what follows an amount that is said again.
func repeats(s string) bool {
	if strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(") {
		return true
	}
	for _, w := range bridges {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// bridges lead from an amount to its repetition without brackets.
var bridges = []string{"，即", "即", "，合", "，大写", "，小写"}

// clauseStart returns where the clause that ends at end begins, not before from. A comma may be one of thousands.
func clauseStart(s string, from, end int) int {
	start := from
	for _, stop := range []string{"。", "；", "：", "、", "）", "\n"} {
		if i := strings.LastIndex(s[from:end], stop); i >= 0 {
			start = max(start, from+i+len(stop))
		}
	}
	return start
}

// restated reads every amount from s[i:] on that ends at or before the last byte.
func restated(s string, i, last int) []Restated {
	var out []Restated
	for i < last {
		a, ok := amountFrom(s, i)
		if !ok || a.Start >= last {
			return out
		}
		i = a.End
		b, ok := repeated(s, a.End)
		if !ok {
			continue
		}
		about := hasAnySuffix(s[:a.Start], "约", "近", "超", "超过", "逾", "不足", "大约") || strings.Contains(s[a.End:b.Start], "约")
		out = append(out, Restated{a, b, about})
		i = b.End
	}
	return out
}

// amountFrom returns the next amount from s[i:] on.
func amountFrom(s string, i int) (Amount, bool) {
	prev := rune(0)
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		if digit(r) && !latin(prev) || numeralValue(r) >= 0 || unitValue(r) > 0 || r == '人' || r == '¥' || r == '￥' {
			if a, ok := AmountAt(s, i); ok {
				return a, true
			}
			switch {
			case digit(r):
				_, i = quantity(s, i)
				prev = '0'
				continue
			case numeralValue(r) >= 0 || unitValue(r) > 0:
				_, end := Numeral(s, i)
				if end > i {
					i, prev = end, r
					continue
				}
			}
		}
		prev, i = r, i+w
	}
	return Amount{}, false
}

// words between an amount and its repetition.
var repeatWords = []string{"大写", "小写", "人民币大写", "人民币小写", "即", "合", "折合", "计", "：", ":", " ", "为", "金额"}

// repeated reads the repetition of an amount that ends at i: in brackets of its own, or behind 即.
func repeated(s string, i int) (Amount, bool) {
	rest := s[i:]
	if open := max(prefixLen(rest, "（"), prefixLen(rest, "(")); open > 0 {
		at := i + open
		for again := true; again; {
			again = false
			for _, w := range repeatWords {
				if n := prefixLen(s[at:], w); n > 0 {
					at, again = at+n, true
				}
			}
		}
		b, ok := AmountAt(s, at)
		if !ok || !strings.HasPrefix(s[b.End:], "）") && !strings.HasPrefix(s[b.End:], ")") {
			return Amount{}, false
		}
		return b, true
	}
	for _, w := range bridges {
		if n := prefixLen(rest, w); n > 0 {
			at := i + n
			at += prefixLen(s[at:], "：")
			if b, ok := AmountAt(s, at); ok {
				return b, true
			}
		}
	}
	return Amount{}, false
}

// Agree reports whether the two amounts are the same, or the coarser one, written with at least two decimals, is the
// other rounded: 47.32万元（473,215元）.
func (r Restated) Agree() bool {
	a, b := r.First, r.Second
	if a.Fen == b.Fen || r.About {
		return true
	}
	coarse, fine := a, b
	if b.Grain > a.Grain {
		coarse, fine = b, a
	}
	diff := coarse.Fen - fine.Fen
	return strings.Count(afterDot(coarse.Text), "") > 2 && max(diff, -diff)*2 <= coarse.Grain
}

// afterDot returns the decimals of an amount in digits.
func afterDot(s string) string {
	dot := strings.IndexAny(s, ".．")
	if dot < 0 {
		return ""
	}
	value, _ := quantity("0"+s[dot:], 0)
	return strings.TrimPrefix(value, "0.")
}

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}
