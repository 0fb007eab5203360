package statute

import (
	"strings"
	"time"

	"xiangwei/internal/date"
)

// renumbering says that what an article said stands under another number since a revision.
type renumbering struct {
	law      string // folded
	old, new int    // articles
	since    date.Day
	words    []string // any of them in the text around tells that the old article is meant
	unless   []string // any of them tells that the new article of that number is meant
	note     string
}

// renumberings returns the table. 《行政处罚法》 was revised on 2021-01-22, in force from 2021-07-15, and nearly all its
// articles moved. Only those are listed whose new text of the old number is about something else altogether.
func renumberings() []renumbering {
	since := date.Day{Year: 2021, Month: time.July, Date: 15}
	penalty := func(old, now int, note string, words ...string) renumbering {
		return renumbering{law: "行政处罚法", old: old, new: now, since: since, words: words, note: note}
	}
	exempt := penalty(27, 33, "轻微违法、首次违法不予行政处罚", "不予处罚", "不予行政处罚", "免罚", "免予处罚", "免予行政处罚", "免处罚",
		"首违", "首次违法", "初次违法", "违法行为轻微", "轻微违法")
	milder := penalty(27, 32, "从轻或者减轻行政处罚", "从轻", "减轻")
	// The new 第二十七条 is on handing over to the prosecution.
	exempt.unless = []string{"涉嫌犯罪", "移送", "司法机关"}
	milder.unless = exempt.unless
	return []renumbering{
		exempt,
		milder,
		penalty(24, 29, "一事不再罚", "一事不再罚", "同一个违法行为"),
		penalty(25, 30, "未成年人不予处罚或者从轻、减轻处罚", "不满十四周岁", "十四周岁"),
		penalty(29, 36, "追责时效", "二年内未被发现", "两年内未被发现", "追责时效", "处罚时效"),
		penalty(31, 44, "处罚前告知", "处罚前告知", "事先告知", "陈述、申辩", "陈述申辩"),
		penalty(33, 51, "当场作出行政处罚决定", "简易程序", "当场作出", "当场处罚"),
		penalty(42, 63, "听证", "听证"),
		penalty(51, 72, "逾期不履行的措施", "加处罚款", "逾期不履行"),
	}
}

// moved returns the renumbering that the words around a citation give away.
func moved(table []renumbering, r Ref, on date.Day, context string) (renumbering, bool) {
	if on.IsZero() || r.Article.Sub != 0 {
		return renumbering{}, false
	}
	law := Fold(r.Law)
	for _, m := range table {
		if m.law == law && m.old == r.Article.N && !on.Before(m.since) && containsAny(context, m.words) && !containsAny(context, m.unless) {
			return m, true
		}
	}
	return renumbering{}, false
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
