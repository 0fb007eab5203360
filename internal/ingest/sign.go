package ingest

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"xiangwei/internal/date"
)

// organs are the words names of offices end in.
var organs = []string{
	"局", "委", "府", "办", "厅", "部", "院", "会", "所", "站", "队", "中心", "室", "馆", "处", "科", "党组", "小组", "公司", "学校", "办公室",
}

// signatureReach is how many lines before the end a lone date still counts as that of the document, when no organ
// stands above it.
const signatureReach = 6

// readSignature finds organ and date at the end and marks their lines, so that they are not joined to the text. They
// stay in the body.
func readSignature(ls []line, d *Draft, n *notes) {
	filled := 0
	for i := len(ls) - 1; i >= 0; i-- {
		if ls[i].text == "" {
			continue
		}
		filled++
		day, organ, ok := signedLine(ls[i].text)
		if !ok {
			continue
		}
		var above []string
		if organ == "" {
			above = organsAbove(ls, i)
		} else {
			above = []string{organ}
		}
		if len(above) == 0 && filled > signatureReach || d.Date == day && len(above) == 0 {
			continue
		}
		ls[i].sign = true
		d.Date, d.Issuer = day, strings.Join(above, "、")
		switch {
		case len(above) > 1:
			n.add(ls[i].no, "落款有 %d 个机关，按联合发文处理", len(above))
		case len(above) == 0:
			n.add(ls[i].no, "落款只有日期，没有认出机关")
		}
		return
	}
	lastOrgan(ls, d, n)
}

// lastOrgan takes an organ that ends the document without a date.
func lastOrgan(ls []line, d *Draft, n *notes) {
	for i := len(ls) - 1; i > 0; i-- {
		if ls[i].text == "" {
			continue
		}
		if organName(ls[i].text) && indent(ls[i].raw) >= 2 {
			ls[i].sign = true
			d.Issuer = tight(ls[i].text)
			n.add(ls[i].no, "落款有机关，没有日期")
		}
		return
	}
}

// organsAbove collects the organ names in the lines above i, in their order, and marks the lines.
func organsAbove(ls []line, i int) []string {
	var out []string
	for j := i - 1; j >= 0 && len(out) < 5; j-- {
		if ls[j].text == "" && len(out) == 0 {
			continue
		}
		if !organName(ls[j].text) {
			break
		}
		ls[j].sign = true
		out = append(out, tight(ls[j].text))
	}
	slices.Reverse(out)
	return out
}

// signedLine reads a line that is a date, or an organ and a date.
func signedLine(s string) (day date.Day, organ string, ok bool) {
	if utf8.RuneCountInString(s) > 60 {
		return date.Day{}, "", false
	}
	for i := range s {
		day, ok = dayOf(s[i:])
		if !ok {
			continue
		}
		organ = strings.TrimSpace(s[:i])
		return day, tight(organ), organ == "" || organName(organ)
	}
	return date.Day{}, "", false
}

func organName(s string) bool {
	s = tight(s)
	if n := utf8.RuneCountInString(s); n < 4 || n > 30 {
		return false
	}
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && r != '（' && r != '）' {
			return false
		}
	}
	for _, o := range organs {
		if strings.HasSuffix(s, o) {
			return markOf(s).rank == plain
		}
	}
	return false
}

// tight removes all spaces.
func tight(s string) string { return strings.Join(strings.Fields(s), "") }

// dayOf reads 2025年1月10日 and 二〇二五年一月十日, with spaces anywhere.
func dayOf(s string) (date.Day, bool) {
	if !strings.HasSuffix(s, "日") || len(s) > 80 {
		return date.Day{}, false
	}
	y, rest, ok1 := strings.Cut(tight(s), "年")
	m, d, ok2 := strings.Cut(rest, "月")
	d, ok3 := strings.CutSuffix(d, "日")
	if !ok1 || !ok2 || !ok3 || utf8.RuneCountInString(y) != 4 {
		return date.Day{}, false
	}
	day, err := date.NewDay(numeral(y), time.Month(numeral(m)), numeral(d))
	return day, err == nil
}

// numeral returns the number written in Arabic digits (also full-width) or Chinese numerals below 100, or digit by
// digit (二〇二五); -1 when it is none. The zero is met as 〇, 零, and as the circles ○ and Ｏ.
func numeral(s string) int {
	if before, after, ok := strings.Cut(s, "十"); ok {
		tens, ones := 1, 0
		if before != "" {
			tens = numeral(before)
		}
		if after != "" {
			ones = numeral(after)
		}
		if tens < 1 || tens > 9 || ones < 0 || ones > 9 {
			return -1
		}
		return tens*10 + ones
	}
	var b strings.Builder
	for _, r := range s {
		switch i := slices.Index(digitRunes, r); {
		case i >= 0:
			b.WriteByte(byte('0' + i))
		case r >= '０' && r <= '９':
			b.WriteByte(byte('0' + r - '０'))
		case strings.ContainsRune("零○Ｏ", r):
			b.WriteByte('0')
		default:
			b.WriteRune(r)
		}
	}
	n, err := strconv.ParseUint(b.String(), 10, 16)
	if err != nil {
		return -1
	}
	return int(n)
}

var digitRunes = []rune("〇一二三四五六七八九")
