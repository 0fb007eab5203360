package statute

import (
	"strings"
	"unicode/utf8"
)

// maxNumber is the largest number of an article, paragraph or item; the longest Chinese code has 1260 articles.
const maxNumber = 9999

// Chinese writes n from 1 to 9999 as laws do: 十, 三十三, 一百零二, 一千二百六十. Other values give "".
func Chinese(n int) string {
	if n < 1 || n > maxNumber {
		return ""
	}
	digits := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	units := []string{"千", "百", "十", ""}
	var b strings.Builder
	zero := false
	for i, div := 0, 1000; div > 0; i, div = i+1, div/10 {
		d := n / div % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		// 十五 rather than 一十五, but 一百一十五.
		if d != 1 || div != 10 || b.Len() > 0 {
			b.WriteString(digits[d])
		}
		b.WriteString(units[i])
	}
	return b.String()
}

// scanNumber reads the longest run of numerals at s[i:]: Chinese (三十三, 一百零二, 一百〇二, 廿一, 一〇二), ASCII or full-width
// digits. It returns 0 when there is none or the run is no number. Colloquial short forms such as 一百三 are refused, since
// they may stand for 103 or 130.
func scanNumber(s string, i int) (n, end int) {
	if _, size := arabicDigit(s, i); size > 0 {
		return scanArabic(s, i)
	}
	return scanChinese(s, i)
}

func scanArabic(s string, i int) (n, end int) {
	for {
		d, size := arabicDigit(s, i)
		if size == 0 {
			return n, i
		}
		if n = n*10 + d; n > maxNumber {
			return 0, i
		}
		i += size
	}
}

// arabicDigit returns the ASCII or full-width digit at s[i:] and its bytes, 0 bytes when there is none.
func arabicDigit(s string, i int) (d, size int) {
	if i >= len(s) {
		return 0, 0
	}
	if c := s[i]; c >= '0' && c <= '9' {
		return int(c - '0'), 1
	}
	// Full-width ０–９ are U+FF10–FF19, EF BC 90–99.
	if i+2 < len(s) && s[i] == 0xEF && s[i+1] == 0xBC && s[i+2] >= 0x90 && s[i+2] <= 0x99 {
		return int(s[i+2] - 0x90), 3
	}
	return 0, 0
}

// numeralValue returns the value of a Chinese numeral (0–9, 10, 100, 1000, and 20, 30 for 廿, 卅), -1 for other runes.
func numeralValue(r rune) int {
	switch r {
	case '零', '〇', '○':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	case '十':
		return 10
	case '廿':
		return 20
	case '卅':
		return 30
	case '百':
		return 100
	case '千':
		return 1000
	}
	return -1
}

func scanChinese(s string, i int) (n, end int) {
	// 九千九百九十九 is seven numerals; a longer run is no number of a law.
	var vals [8]int
	k, units := 0, false
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		v := numeralValue(r)
		if v < 0 {
			break
		}
		if k == len(vals) {
			return 0, i
		}
		vals[k] = v
		units = units || v >= 10
		k++
		i += size
	}
	if !units {
		return positional(vals[:k]), i
	}
	return withUnits(vals[:k]), i
}

// positional reads 一〇二 digit by digit; one digit alone is the same thing.
func positional(vals []int) int {
	if len(vals) == 0 || len(vals) > 4 || vals[0] == 0 {
		return 0
	}
	n := 0
	for _, v := range vals {
		n = n*10 + v
	}
	return n
}

// withUnits reads 一千二百零三; 0 when the units do not fall or a gap is not marked by 零.
func withUnits(vals []int) int {
	total, digit, last, zero := 0, -1, 10000, false
	for i, v := range vals {
		switch {
		case v == 0:
			if digit >= 0 || zero || last == 10000 {
				return 0
			}
			zero = true
		case v < 10:
			if digit >= 0 {
				return 0
			}
			digit = v
		default:
			unit, d := v, digit
			if v == 20 || v == 30 {
				if digit >= 0 {
					return 0
				}
				unit, d = 10, v/10
			}
			// 十五 and 一百十五 have no digit before 十; 百 and 千 always have one.
			if d < 0 && (unit != 10 || zero && i > 0 && vals[i-1] != 0) {
				return 0
			}
			if unit >= last || zero != (unit*10 < last && last != 10000) {
				return 0
			}
			total += max(d, 1) * unit
			digit, last, zero = -1, unit, false
		}
	}
	if digit < 0 {
		if zero {
			return 0
		}
		return total
	}
	if zero != (last > 10) {
		return 0
	}
	return total + digit
}
