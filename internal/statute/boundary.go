package statute

import (
	"strings"
	"unicode/utf8"
)

func hasAnyPrefix(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// spaceAt returns the bytes of the white space at s[i:], 0 when there is none. A line break is not white space here: it
// ends a sentence.
func spaceAt(s string, i int) int {
	switch {
	case i >= len(s):
		return 0
	case s[i] == ' ' || s[i] == '\t':
		return 1
	case s[i] < 0x80:
		return 0
	case hasAnyPrefix(s[i:], "\u3000", "\u200b", "\ufeff"):
		return 3
	case strings.HasPrefix(s[i:], "\u00a0"):
		return 2
	}
	return 0
}

func skipSpace(s string, i int) int {
	for {
		n := spaceAt(s, i)
		if n == 0 {
			return i
		}
		i += n
	}
}

// skipJoint skips white space and one word that may stand between a law and its article: 《…》的第三十条, 《…》中第三十条.
func skipJoint(s string, i int) int {
	p := skipSpace(s, i)
	if p < len(s) && hasAnyPrefix(s[p:], "的", "中", "之") {
		if q := skipSpace(s, p+3); strings.HasPrefix(s[q:], "第") {
			return q
		}
	}
	return p
}

// skipDivisions skips the parts of a code that some writers name before the article: 《民法典》第一编第三章第五十七条.
func skipDivisions(s string, i int) int {
	for {
		rest, ok := strings.CutPrefix(s[i:], "第")
		if !ok {
			return i
		}
		n, end := scanNumber(rest, 0)
		if n == 0 {
			return i
		}
		size := divisionWord(rest[end:])
		if size == 0 {
			return i
		}
		i = skipSpace(s, i+len("第")+end+size)
	}
}

// divisionWord returns the bytes of 编, 分编, 章 or 节 at the head of s.
func divisionWord(s string) int {
	for _, w := range [...]string{"章", "节", "分编", "编"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

func openBracket(s string, i int) int {
	switch {
	case i >= len(s):
		return 0
	case s[i] == '(':
		return 1
	case strings.HasPrefix(s[i:], "（"), strings.HasPrefix(s[i:], "〔"):
		return 3
	}
	return 0
}

func closeBracket(s string, i int) int {
	switch {
	case i >= len(s):
		return 0
	case s[i] == ')':
		return 1
	case strings.HasPrefix(s[i:], "）"), strings.HasPrefix(s[i:], "〕"):
		return 3
	}
	return 0
}

// enclosed reads the single signs ㈠–㈩, ⑴–⒇ and ①–⑳ that older texts use for items.
func enclosed(s string, i int) (n, end int) {
	if i >= len(s) || s[i] != 0xE2 && s[i] != 0xE3 {
		return 0, i
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case r >= '㈠' && r <= '㈩':
		return int(r-'㈠') + 1, i + size
	case r >= '⑴' && r <= '⒇':
		return int(r-'⑴') + 1, i + size
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1, i + size
	}
	return 0, i
}

// unit returns the level of the 条, 款, 项 or 目 at i.
func unit(s string, i int) (level, size int) {
	switch {
	case strings.HasPrefix(s[i:], "条"):
		return levelArticle, len("条")
	case strings.HasPrefix(s[i:], "款"):
		return levelParagraph, len("款")
	case strings.HasPrefix(s[i:], "项"):
		return levelItem, len("项")
	case strings.HasPrefix(s[i:], "目"):
		return levelSubItem, len("目")
	}
	return 0, 0
}

// separator skips a word that joins two numbers and says whether it makes a range.
func separator(s string, i int) (end int, ranged bool) {
	for _, w := range [...]string{"至", "到", "—", "～", "~", "-", "－", "–"} {
		if strings.HasPrefix(s[i:], w) {
			i += len(w)
			// —— is written as one dash.
			if w == "—" && strings.HasPrefix(s[i:], w) {
				i += len(w)
			}
			return i, true
		}
	}
	for _, w := range [...]string{"、", "以及", "和", "及", "或者", "或", "与", "并"} {
		if strings.HasPrefix(s[i:], w) {
			return i + len(w), false
		}
	}
	return i, false
}

// lookalike reports whether the words after 第…条 (款, 项, 目) show that it counts things and cites no article.
func lookalike(level int, next string) bool {
	switch level {
	case levelArticle:
		return hasAnyPrefix(next, "街", "路", "线", "经验", "新闻", "消息", "战线", "道路", "评论", "留言", "短信", "微博", "跑道",
			"生产线", "河", "船", "鱼", "标语", "口号", "弹幕")
	case levelParagraph:
		return hasAnyPrefix(next, "手机", "车", "产品", "游戏", "软件", "机", "鞋", "包", "式", "项")
	case levelItem:
		return hasAnyPrefix(next, "目", "工作", "任务", "改革", "议程", "议题")
	}
	return hasAnyPrefix(next, "标", "录", "前", "的地")
}

// readsOn reports whether the text after a number of an article that stands away from its law reads like a citation.
// Here the rule is the other way about: only what is known to follow a citation counts.
func readsOn(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if next == "" || isSpace(r) {
		return true
	}
	if r < 0x80 {
		return !('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9')
	}
	// Punctuation of CJK blocks, quotation marks, dashes.
	if r >= 0x3000 && r <= 0x303F && r != '〇' || r >= 0xFF00 && r <= 0xFF0F || r >= 0xFF1A && r <= 0xFF20 || r >= 0x2010 && r <= 0x203F {
		return true
	}
	return hasAnyPrefix(next, "规定", "的", "之", "第", "和", "及", "与", "或", "至", "到", "以", "等", "中", "所", "对", "明确",
		"作出", "要求", "是", "也", "还", "则", "予以", "给予", "处", "进行", "关于", "有关", "为", "已", "均", "都", "同", "可", "应",
		"不", "将", "依", "并", "且", "被", "在", "由", "修改", "款", "项", "禁止", "适用", "写明", "列", "罚")
}

// leadsIn reports whether the text before a number of an article that stands away from its law leads to a citation:
// punctuation, a preposition, a verb of applying. 合同第三条 and 附件第二条 belong to other texts.
func leadsIn(before string) bool {
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	if isSpace(r) {
		return true
	}
	switch r {
	case '。', '！', '？', '，', '、', '；', '：', '（', '）', ')', '”', '“', '‘', ',', ';', ':', '(', '》', '—', '据', '照', '按', '反', '用', '和', '及', '与',
		'或', '犯', '了', '为', '见', '从', '其', '在', '于', '是', '至', '到', '的', '中', '并', '对':
		return true
	}
	return strings.HasSuffix(before, "符合") || strings.HasSuffix(before, "违背")
}
