package ingest

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// rank orders the numbering of official documents from the outside in (GB/T 9704 7.3.3: 一、（一）1.（1）); laws have 章
// and 节 above it. The zero rank is a line without numbering.
type rank int

const (
	plain rank = iota
	chapter
	section
	part    // 一、
	subpart // （一）
	number  // 1.
	article // 第一条: never a heading
)

const numerals = "〇零一二三四五六七八九十百"

// mark is the numbering at the start of a line.
type mark struct {
	rank rank
	end  int  // bytes of the numbering
	n    int  // the number of rank number; 0 when it has leading zeros
	dot  bool // rank number with an ASCII full stop
}

func markOf(s string) mark {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '第':
		return ordinal(s, size)
	case r == '（' || r == '(':
		if i := numeralEnd(s, size); i > size {
			if c, w := utf8.DecodeRuneInString(s[i:]); c == '）' || c == ')' {
				return mark{rank: subpart, end: i + w}
			}
		}
	case r >= '0' && r <= '9':
		return arabic(s)
	case strings.ContainsRune(numerals, r):
		i := numeralEnd(s, 0)
		if c, w := utf8.DecodeRuneInString(s[i:]); (c == '、' || c == '．' || c == '.') && !enumeration(s[i+w:]) {
			return mark{rank: part, end: i + w}
		}
	}
	return mark{}
}

// enumeration reports that what follows 一、 shows it to be one of several numbers (一、二等奖), not the number of a part.
func enumeration(rest string) bool {
	i := numeralEnd(rest, 0)
	return i > 0 && (strings.HasPrefix(rest[i:], "、") || strings.HasPrefix(rest[i:], "等"))
}

func numeralEnd(s string, i int) int {
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(numerals, r) {
			break
		}
		i += w
	}
	return i
}

// ordinal reads 第一章, 第一节 and 第一条 (also 第1条); 第一条 must not be a mere mention (第一条规定).
func ordinal(s string, i int) mark {
	j := numeralEnd(s, i)
	for j == i || j < len(s) && s[j] >= '0' && s[j] <= '9' {
		if j >= len(s) || s[j] < '0' || s[j] > '9' {
			return mark{}
		}
		j++
		i = 0
	}
	c, w := utf8.DecodeRuneInString(s[j:])
	end := j + w
	spaced := end == len(s) || strings.IndexAny(s[end:], " \t\u3000\u00a0") == 0
	switch {
	case c == '章' && spaced:
		return mark{rank: chapter, end: end}
	case c == '节' && spaced:
		return mark{rank: section, end: end}
	case c == '条' && spaced:
		return mark{rank: article, end: end}
	}
	return mark{}
}

// arabic reads 1. 1． and 1、; a full stop before a digit is a decimal point or a date (12.4).
func arabic(s string) mark {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i > 3 {
		return mark{}
	}
	c, w := utf8.DecodeRuneInString(s[i:])
	if c != '.' && c != '．' && c != '、' {
		return mark{}
	}
	end := i + w
	if end < len(s) && s[end] >= '0' && s[end] <= '9' {
		return mark{}
	}
	n, _ := strconv.Atoi(s[:i]) // at most three digits
	if s[0] == '0' {
		n = 0
	}
	return mark{rank: number, end: end, n: n, dot: c == '.'}
}

// ends reports whether the text ends in one of the characters of set.
func ends(s, set string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(set, r)
}

// closed reports the end of a sentence or clause, where a paragraph may end.
func closed(s string) bool { return ends(s, "。；：！？;:!?…”）") }
