package statute

import (
	"strings"
	"unicode/utf8"
)

const republic = "中华人民共和国"

// Fold returns the form in which two spellings of a law's name are equal: no white space, no leading 中华人民共和国, no
// edition such as （2021年修订） at the end, ASCII letters, digits and brackets instead of full-width ones, and one kind of
// inner title marks.
func Fold(name string) string { return foldWidth(clean(name)) }

// clean drops what does not belong to the name, but keeps the letters as written, since the result is shown.
func clean(name string) string {
	name = dropSpace(name)
	if head, ok := cutEdition(name); ok {
		name = head
	}
	if short := strings.TrimPrefix(name, republic); short != "" {
		name = short
	}
	return name
}

func dropSpace(s string) string {
	// Nearly all names are Chinese characters alone, and this runs on every lookup.
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xE4 && c <= 0xE9:
			i += 2
		case c >= '!' && c < 0x7F:
		default:
			return strings.Map(func(r rune) rune {
				if isSpace(r) {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u3000' || r == '\u00a0' || r == '\u200b' || r == '\ufeff'
}

func foldWidth(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xE4 && c <= 0xE9:
			i += 2
		case c >= '!' && c < 0x7F && c != '<' && c != '>':
		default:
			return strings.Map(foldRune, s)
		}
	}
	return s
}

func foldRune(r rune) rune {
	switch {
	case r == '《' || r == '〈' || r == '<' || r == '＜':
		return '〈'
	case r == '》' || r == '〉' || r == '>' || r == '＞':
		return '〉'
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	}
	return r
}

// cutEdition splits 治安管理处罚法（2025年修订） before the bracket; false when the last bracket is part of the name.
func cutEdition(name string) (string, bool) {
	width := 0
	switch {
	case strings.HasSuffix(name, "）"):
		width = len("）")
	case strings.HasSuffix(name, ")"):
		width = 1
	default:
		return name, false
	}
	open, size := strings.LastIndex(name, "（"), len("（")
	if ascii := strings.LastIndexByte(name, '('); ascii > open {
		open, size = ascii, 1
	}
	if open <= 0 || !isEdition(name[open+size:len(name)-width]) {
		return name, false
	}
	return name[:open], true
}

// isEdition reports whether the words in a bracket after a title name an edition: 2021年修订, 2021修正, 2025年版, 主席令第七十号.
func isEdition(s string) bool {
	if strings.HasSuffix(s, "号") || strings.HasSuffix(s, "号公布") {
		return strings.Contains(s, "令") || strings.Contains(s, "〔") || strings.Contains(s, "公告")
	}
	for _, w := range [...]string{"修订", "修正", "修改", "版", "通过", "公布", "施行", "版本", "修正本", "修订本", "年"} {
		if strings.HasSuffix(s, w) {
			return hasYear(s) || s == w
		}
	}
	return len(s) >= 4 && hasYear(s) && len(strings.Trim(s, "0123456789０１２３４５６７８９-.")) == 0
}

func hasYear(s string) bool {
	run := 0
	for i := 0; i < len(s); {
		if _, size := arabicDigit(s, i); size > 0 {
			if run++; run == 4 {
				return true
			}
			i += size
			continue
		}
		run = 0
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return strings.Contains(s, "二〇") || strings.Contains(s, "二○")
}

// lawWord returns the word at the end of s that names a form of legislation (行政法规制定程序条例第五条, 立法法第六十五条),
// "" when there is none.
func lawWord(s string) string {
	for _, w := range [...]string{"条例", "办法", "规定", "细则", "规则", "决定", "解释", "法典", "修正案", "法"} {
		if strings.HasSuffix(s, w) {
			return w
		}
	}
	return ""
}

// isLawName reports whether a title that is in no library reads like that of a law.
func isLawName(name string) bool {
	for _, tail := range [...]string{"（试行）", "(试行)", "（暂行）", "(暂行)"} {
		name = strings.TrimSuffix(name, tail)
	}
	// 刑法修正案（十一） carries its number in brackets.
	if i := strings.Index(name, "修正案"); i >= 0 && i+len("修正案") < len(name) {
		name = name[:i+len("修正案")]
	}
	if lawWord(name) == "" {
		return false
	}
	// Arts, ways and means that end like a law: book titles such as 《中国书法》.
	for _, w := range [...]string{"书法", "方法", "做法", "看法", "说法", "想法", "语法", "魔法", "兵法", "手法", "用法", "技法",
		"疗法", "教学法", "学习法", "针法", "刀法", "笔法", "句法", "佛法", "算法", "唱法", "指法", "剑法", "烹饪法"} {
		if strings.HasSuffix(name, w) {
			return false
		}
	}
	return name != "游戏规则"
}
