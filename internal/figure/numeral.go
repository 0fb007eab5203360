package figure

import (
	"strings"
	"unicode/utf8"
)

const (
	plainDigits   = "零一二三四五六七八九"
	capitalDigits = "零壹贰叁肆伍陆柒捌玖"
)

// numeralValue returns the digit a Chinese numeral stands for, in ordinary or in bank writing, or -1.
func numeralValue(r rune) int64 {
	switch r {
	case '〇':
		return 0
	case '两', '貳', '貮':
		return 2
	case '參', '叄':
		return 3
	case '陸':
		return 6
	}
	for _, digits := range []string{plainDigits, capitalDigits} {
		if i := strings.IndexRune(digits, r); i >= 0 {
			return int64(i / utf8.RuneLen('零'))
		}
	}
	return -1
}

// unitValue returns what a place word multiplies by, or 0.
func unitValue(r rune) int64 {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万', '萬':
		return 1e4
	case '亿', '億':
		return 1e8
	}
	return 0
}

// Numeral reads the Chinese numeral at s[i:], ordinary (一万五千) or as banks write it (壹万伍仟). It returns end == i
// where there is none, and for colloquial short forms (一万五, which may be 15000 or 10005) and digits in a row (二〇二五).
func Numeral(s string, i int) (n int64, end int) {
	var total, section, current int64 // of 亿 and 万; of the four places below; the last digit
	last, zero, pending := int64(0), false, false
	at := i
	for at < len(s) {
		r, w := utf8.DecodeRuneInString(s[at:])
		if d := numeralValue(r); d >= 0 {
			if pending {
				return 0, i // digits in a row
			}
			if d == 0 {
				zero = true
			} else {
				current, pending = d, true
			}
			at += w
			continue
		}
		u := unitValue(r)
		if u == 0 {
			break
		}
		if u >= 1e4 {
			section += current
			if section == 0 {
				return 0, i
			}
			total, section = total+section*u, 0
		} else {
			if !pending {
				if u != 10 || section != 0 {
					return 0, i
				}
				current = 1 // 十五
			}
			section += current * u
		}
		current, pending, zero, last = 0, false, false, u
		at += w
		if total > maxFen {
			return 0, i
		}
	}
	if pending && last > 10 && !zero {
		return 0, i // 一百五, 一万五
	}
	n = total + section + current
	if n == 0 && at > i && !zero {
		return 0, i
	}
	return n, at
}
