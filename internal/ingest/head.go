package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// genres are the words official titles end in (党政机关公文处理工作条例 article 8, and common internal papers). They tell
// where a title wrapped over several lines is complete.
var genres = []string{
	"报告", "年报", "通知", "通告", "公告", "公示", "公报", "决议", "决定", "命令", "意见", "通报", "议案", "请示", "批复", "函", "纪要",
	"办法", "规定", "条例", "细则", "规则", "规范", "方案", "总结", "计划", "要点", "清单", "制度", "说明", "情况", "汇报", "解读", "指南", "预案", "目录",
}

const (
	titleLines = 4  // a title is given at most so many lines
	titleRunes = 60 // and a line of it so many characters
)

// 文号: organ code, year in brackets, number (党政机关公文处理工作条例 article 9). Brackets of the wrong shape are met often.
var docketForm = regexp.MustCompile(`^[\p{Han}（）()]{2,20}([〔\[［【（(])\d{4}[〕\]］】）)]第?\d{1,5}号$`)

// readHead takes title and 文号 off the top and returns the lines of the body.
func readHead(ls []line, d *Draft, n *notes) []line {
	i := skipBlank(ls, 0)
	var kept []line
	if redHead(ls[i].text) && skipBlank(ls, i+1) < len(ls) {
		n.add(ls[i].no, "像是红头（发文机关标志），留在正文开头，一般可删去")
		kept = append(kept, ls[i])
		i = skipBlank(ls, i+1)
	}
	i = readDocket(ls, i, d, n)
	if k := titleEnd(ls, i, n); k > i {
		for _, l := range ls[i:k] {
			d.Title = joinText(d.Title, l.text)
		}
		i = readDocket(ls, k, d, n)
	}
	if j := skipBlank(ls, i); j < len(ls) {
		if day, ok := dayOf(strings.Trim(ls[j].text, "（）()")); ok {
			d.Date = day
			n.add(ls[j].no, "成文日期取自标题下的日期")
		}
	}
	return append(kept, ls[i:]...)
}

func redHead(s string) bool {
	return strings.HasSuffix(s, "文件") && utf8.RuneCountInString(s) <= 30 && !strings.Contains(s, "关于")
}

// readDocket takes a 文号 line at i, and returns where to go on.
func readDocket(ls []line, i int, d *Draft, n *notes) int {
	j := skipBlank(ls, i)
	if d.Docket != "" || j == len(ls) {
		return i
	}
	s := ls[j].text
	m := docketForm.FindStringSubmatch(s)
	if m == nil {
		return i
	}
	d.Docket = s
	if m[1] != "〔" {
		n.add(ls[j].no, "文号“%s”的括号不是六角括号〔〕", s)
	}
	return skipBlank(ls, j+1)
}

// titleEnd returns the index after the title that starts at i, or i when there is none. The title ends with the first
// line whose end is a genre; a further line 的通知 belongs to it still. Without a genre the title is one line.
func titleEnd(ls []line, i int, n *notes) int {
	if i == len(ls) || !titleLike(ls[i]) {
		return i
	}
	k := i
	for k < len(ls) && k < i+titleLines && titleLike(ls[k]) && !genre(ls[k].text) {
		k++
	}
	if k == len(ls) || k == i+titleLines || !titleLike(ls[k]) {
		n.add(ls[i].no, "第一行作标题，但不以“报告”“通知”等文种结尾")
		return i + 1
	}
	if k+1 < len(ls) && strings.HasPrefix(ls[k+1].text, "的") && titleLike(ls[k+1]) && genre(ls[k+1].text) {
		k++
	}
	if k > i {
		n.add(ls[i].no, "标题由 %d 行合成", k-i+1)
	}
	return k + 1
}

func titleLike(l line) bool {
	s := l.text
	if s == "" || utf8.RuneCountInString(s) > titleRunes || markOf(s).rank != plain || strings.ContainsAny(s, "。；！？\t") {
		return false
	}
	_, day := dayOf(strings.Trim(s, "（）()"))
	return !day && !ends(s, "，、：:,;") && !docketForm.MatchString(s) && strings.IndexFunc(s, isWord) >= 0
}

func genre(s string) bool {
	if i := strings.LastIndexAny(s, "（("); i > 0 && ends(s, "）)") {
		s = s[:i] // （试行）, （2024年）
	}
	for _, g := range genres {
		if strings.HasSuffix(s, g) {
			return true
		}
	}
	return false
}

var yearForm = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d{2})年(度?)`)

// reportYear finds the year the document is about: the first in the title, else the one year the text calls 年度.
func reportYear(title string, ls []line, n *notes) int {
	if m := yearForm.FindStringSubmatch(title); m != nil {
		y, _ := strconv.Atoi(m[1]) // four digits, by the expression
		return y
	}
	seen := 0
	for _, l := range ls {
		for _, m := range yearForm.FindAllStringSubmatch(l.text, -1) {
			y, _ := strconv.Atoi(m[1])
			switch {
			case m[2] == "" || y == seen:
			case seen != 0:
				n.add(0, "标题没有年份，正文提到不止一个年度，年份留空")
				return 0
			default:
				seen = y
			}
		}
	}
	if seen != 0 {
		n.add(0, "标题没有年份，%d 年取自正文", seen)
	}
	return seen
}
