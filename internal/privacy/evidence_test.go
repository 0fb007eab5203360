package privacy

import "testing"

// severity says what is made of the names in a text: "error", "warning" or "".
func severity(text string) string {
	said := ""
	for _, f := range hits(text) {
		switch {
		case f.Kind != Name && f.Kind != Minor:
		case f.Certain:
			return "error"
		default:
			said = "warning"
		}
	}
	return said
}

// Names that no label announces are errors where something tells of a private person, and warnings where nothing does
// but their place in the sentence.
func TestEvidenceDecidesBetweenErrorAndWarning(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"who was punished", "叶建设因无证摆摊被罚三百元。", "error"},
		{"who was sentenced, a name like words", "项明天因犯侵犯著作权罪被判处拘役四个月。", "error"},
		{"the title of a case", "王宏伟倒卖门票案", "error"},
		{"whom a petition is from", "关于项明天同志反映广场噪音问题的答复", "error"},
		{"whom a letter addresses", "您好，方子涵！您咨询的优惠政策问题现回复如下。", "error"},
		{"a certificate of service, by the name of its file", "送达回证-叶建设", "error"},
		{"who is from a village and gets aid", "拟补助人员公示：上坪村孙占奎，补助标准每年一千二百元。", "error"},
		{"who quarrelled", "检票员郑桂英与游客韦越发生推搡。", "error"},
		{"a word behind a label of persons", "投诉人：金秋；投诉事由：变更行程。", "error"},
		{"typeset apart in running text", "违法嫌疑人陈　思远已被传唤。", "error"},
		{"emphasis within the name", "当事人段**鹏**主动退缴违法所得。", "error"},
		{"a child in a column for children", "| 孩子 | 几岁 |\n|---|---|\n| 许可馨 | 7 |", "error"},
		{"a child by the column of ages", "| 组别 | 选手 | 年龄 |\n|---|---|---|\n| U10 | 王钰涵 | 9 |", "error"},
		{"an office and its work", "县图书馆读书会本月由黄静姝导读新书。", "warning"},
		{"a calling without a case", "全县文艺家代表柳青山在座谈会上发言。", "warning"},
		{"a role in a play", "老舍先生笔下的王利发再度登台。", "warning"},
		{"another paragraph tells of a case", "我局对三家网吧作出处罚，并通报批评违法经营者。\n\n市文旅局市场管理科蒋怀远介绍了暑期安全提示和出游建议，提醒大家合理安排行程。", "warning"},
		{"two masks", "王**和李**已到案。", ""},
		{"a reference number", "我局受理编号：（某）文许受〔2026〕第0023号。", ""},
		{"words across borders", "才会有人来，刚过清明，连家都回不去。", ""},
		{"those on a duty roster", "局领导分工：廖雪峰，主持全面工作；周牧之，分管市场管理。", ""},
		{"certificates of enforcement", "注销黄子安（证号99856871756）的行政执法证件。", ""},
	} {
		if got := severity(c.text); got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestCaseWords(t *testing.T) {
	for text, want := range map[string]bool{
		"图案、方案、档案、草案、教案": false, "王某倒卖门票案": true, "本案已结": true, "": false, "提案": false,
	} {
		if got := ofCase(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
