package statute

import (
	"slices"
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

// renumberings returns the table. It lists only articles whose new text of the old number is about something else
// altogether.
func renumberings() []renumbering {
	return slices.Concat(penaltyMoves(), reviewMoves(), relicsMoves())
}

// moves fills in what all rows of one revision share.
func moves(law string, since date.Day, rows []renumbering) []renumbering {
	for i := range rows {
		rows[i].law, rows[i].since = law, since
	}
	return rows
}

// penaltyMoves is 《行政处罚法》 as revised on 2021-01-22: nearly all its articles moved.
func penaltyMoves() []renumbering {
	// The new 第二十七条 is on handing over to the prosecution.
	prosecution := []string{"涉嫌犯罪", "移送", "司法机关"}
	return moves("行政处罚法", date.Day{Year: 2021, Month: time.July, Date: 15}, []renumbering{
		{old: 27, new: 33, note: "轻微违法、首次违法不予行政处罚", unless: prosecution, words: []string{"不予处罚", "不予行政处罚", "免罚", "免予处罚",
			"免予行政处罚", "免处罚", "首违", "首次违法", "初次违法", "违法行为轻微", "轻微违法"}},
		{old: 27, new: 32, note: "从轻或者减轻行政处罚", unless: prosecution, words: []string{"从轻", "减轻"}},
		{old: 24, new: 29, note: "一事不再罚", words: []string{"一事不再罚", "同一个违法行为"}},
		{old: 25, new: 30, note: "未成年人不予处罚或者从轻、减轻处罚", words: []string{"不满十四周岁", "十四周岁"}},
		{old: 29, new: 36, note: "追责时效", words: []string{"二年内未被发现", "两年内未被发现", "追责时效", "处罚时效"}},
		{old: 31, new: 44, note: "处罚前告知", words: []string{"处罚前告知", "事先告知", "陈述、申辩", "陈述申辩"}},
		{old: 33, new: 51, note: "当场作出行政处罚决定", words: []string{"简易程序", "当场作出", "当场处罚"}},
		{old: 42, new: 63, note: "听证", words: []string{"听证"}},
		{old: 51, new: 72, note: "逾期不履行的措施", words: []string{"加处罚款", "逾期不履行"}},
	})
}

// reviewMoves is 《行政复议法》 as revised on 2023-09-01. The old 第九条 lives on in the last lines of decisions; the new one
// is on commendations, the new 第十二条 on what cannot be reviewed, the new 第二十八条 on judicial administrations.
func reviewMoves() []renumbering {
	return moves("行政复议法", date.Day{Year: 2024, Month: time.January, Date: 1}, []renumbering{
		{old: 9, new: 20, note: "申请行政复议的期限", words: []string{"六十日", "60日", "申请期限"}},
		{old: 12, new: 24, note: "由谁管辖", words: []string{"本级人民政府", "上一级主管部门"}, unless: []string{"不属于"}},
		{old: 28, new: 64, note: "撤销行政行为", words: []string{"事实不清", "证据不足", "撤销"}, unless: []string{"司法行政部门"}},
	})
}

// relicsMoves is 《文物保护法》 as revised on 2024-11-08. The new 第十七条 is on research, 第十八条 on making use of relics,
// 第二十条 on exchange with other countries, 第二十一条 on complaints, 第三十二条 on repairs, 第六十六条 on collecting.
func relicsMoves() []renumbering {
	return moves("文物保护法", date.Day{Year: 2025, Month: time.March, Date: 1}, []renumbering{
		{old: 17, new: 28, note: "保护范围内的建设工程和作业", words: []string{"保护范围"}},
		{old: 18, new: 29, note: "建设控制地带", words: []string{"建设控制地带"}},
		{old: 20, new: 31, note: "建设工程选址和原址保护", words: []string{"原址保护", "异地保护"}},
		{old: 21, new: 32, note: "不可移动文物的修缮、保养", words: []string{"修缮", "保养"}},
		{old: 32, new: 46, note: "发现文物的保护和报告", words: []string{"发现文物", "保护现场"}},
		{old: 66, new: 83, note: "擅自施工、迁移、拆除、修缮的处罚", words: []string{"擅自", "保护范围", "建设控制地带"}},
	})
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
