package statute

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// known resolves the laws of the tests; all others are unknown to it.
func known(name string) (string, bool) {
	switch Fold(name) {
	case "行政处罚法", "娱乐场所管理条例", "互联网上网服务营业场所管理条例", "旅行社条例", "民法典", "文物保护法", "治安管理处罚法":
		return Fold(name), true
	case "处罚法":
		return "行政处罚法", true
	}
	return "", false
}

// show writes citations as "span = key"; a mention as "span ~ title"; a range end gets "..".
func show(cs []Citation) []string {
	var out []string
	for _, c := range cs {
		sign := " = "
		if c.Kind == Mention {
			sign = " ~ "
		}
		if c.Range {
			sign = " .." + sign[1:]
		}
		out = append(out, c.Text+sign+c.Key())
	}
	return out
}

type findCase struct {
	name, text string
	want       []string
}

func runFind(t *testing.T, o Options, cases []findCase) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := Find(tc.text, o)
			if d := cmp.Diff(tc.want, show(got)); d != "" {
				t.Errorf("%s\n(-want +got):\n%s", tc.text, d)
			}
			checkSpans(t, tc.text, got)
		})
	}
}

func TestFindDirect(t *testing.T) {
	runFind(t, Options{Resolve: known}, []findCase{
		{"article, paragraph and item", "依据《行政处罚法》第三十三条第一款第（二）项，决定不予处罚。",
			[]string{"《行政处罚法》第三十三条第一款第（二）项 = 行政处罚法#33.1.2"}},
		{"article only", "《娱乐场所管理条例》第三十条", []string{"《娱乐场所管理条例》第三十条 = 娱乐场所管理条例#30"}},
		{"with the republic", "根据《中华人民共和国行政处罚法》第五条的规定", []string{"《中华人民共和国行政处罚法》第五条 = 行政处罚法#5"}},
		{"inserted article", "《治安管理处罚法》第五十一条之一第二款", []string{"《治安管理处罚法》第五十一条之一第二款 = 治安管理处罚法#51-1.2"}},
		{"之 before another word is no inserted article", "《行政处罚法》第三十三条之规定", []string{"《行政处罚法》第三十三条 = 行政处罚法#33"}},
		{"之一般 is no inserted article", "《行政处罚法》第三十三条之一般规定", []string{"《行政处罚法》第三十三条 = 行政处罚法#33"}},
		{"ASCII digits", "违反《旅行社条例》第33条第2款", []string{"《旅行社条例》第33条第2款 = 旅行社条例#33.2"}},
		{"full-width digits", "违反《旅行社条例》第３３条", []string{"《旅行社条例》第３３条 = 旅行社条例#33"}},
		{"three digits", "《民法典》第一千二百零二条", []string{"《民法典》第一千二百零二条 = 民法典#1202"}},
		{"item with ASCII brackets", "《行政处罚法》第九条第(五)项", []string{"《行政处罚法》第九条第(五)项 = 行政处罚法#9.0.5"}},
		{"item without brackets", "《行政处罚法》第九条第五项", []string{"《行政处罚法》第九条第五项 = 行政处罚法#9.0.5"}},
		{"item as one sign", "《行政处罚法》第九条第㈤项", []string{"《行政处罚法》第九条第㈤项 = 行政处罚法#9.0.5"}},
		{"item of a task in brackets", "《行政处罚法》第九条第（五）项工作", []string{"《行政处罚法》第九条第（五）项 = 行政处罚法#9.0.5"}},
		{"sub-item", "《行政处罚法》第九条第一款第（五）项第3目", []string{"《行政处罚法》第九条第一款第（五）项第3目 = 行政处罚法#9.1.5.3"}},
		{"sub-item in Chinese", "《行政处罚法》第九条第五项第五目规定", []string{"《行政处罚法》第九条第五项第五目 = 行政处罚法#9.0.5.5"}},
		{"white space everywhere", "《 行政处罚法 》　第 三十三 条 第一款　第（ 二 ）项",
			[]string{"《 行政处罚法 》　第 三十三 条 第一款　第（ 二 ）项 = 行政处罚法#33.1.2"}},
		{"edition after the title", "《治安管理处罚法》（2025年修订）第十条", []string{"《治安管理处罚法》（2025年修订）第十条 = 治安管理处罚法#10"}},
		{"short edition", "《行政处罚法》(2021修订)第三十三条", []string{"《行政处罚法》(2021修订)第三十三条 = 行政处罚法#33"}},
		{"number after the title", "《娱乐场所管理条例》（国务院令第458号）第十四条", []string{"《娱乐场所管理条例》（国务院令第458号）第十四条 = 娱乐场所管理条例#14"}},
		{"edition inside the title", "《行政处罚法（2021年修订）》第三十三条", []string{"《行政处罚法（2021年修订）》第三十三条 = 行政处罚法#33"}},
		{"的 between", "《行政处罚法》的第三十三条", []string{"《行政处罚法》的第三十三条 = 行政处罚法#33"}},
		{"unknown law", "《某某市文明行为促进条例》第六条", []string{"《某某市文明行为促进条例》第六条 = 某某市文明行为促进条例#6"}},
		{"rules on trial", "《某某管理办法（试行）》第六条", []string{"《某某管理办法（试行）》第六条 = 某某管理办法(试行)#6"}},
		{"amendment", "《中华人民共和国刑法修正案（十一）》第三十条", []string{"《中华人民共和国刑法修正案（十一）》第三十条 = 刑法修正案(十一)#30"}},
		{"nested title", "《关于执行〈行政处罚法〉若干问题的规定》第二条", []string{"《关于执行〈行政处罚法〉若干问题的规定》第二条 = 关于执行〈行政处罚法〉若干问题的规定#2"}},
		{"nested double marks", "《关于修改《旅行社条例》的决定》第二条", []string{"《关于修改《旅行社条例》的决定》第二条 = 关于修改〈旅行社条例〉的决定#2"}},
		{"a contract has articles, but no law", "《委托管理合同》第三条", []string{"《委托管理合同》第三条 = #3"}},
		{"parts of a code before the article", "《民法典》第一编第三章第五十七条", []string{"《民法典》第一编第三章第五十七条 = 民法典#57"}},
		{"a chapter alone is a mention", "《民法典》第三章", []string{"《民法典》 ~ 民法典"}},
		{"a long history in the bracket", "《导游人员管理条例》（1999年5月14日国务院令第263号发布，根据2017年10月7日《国务院关于修改部分行政法规的决定》修订）第八条",
			[]string{"《导游人员管理条例》（1999年5月14日国务院令第263号发布，根据2017年10月7日《国务院关于修改部分行政法规的决定》修订）第八条 = 导游人员管理条例#8"}},
		{"an interpretation", "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第九十七条的规定",
			[]string{"《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第九十七条 = 最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释#97"}},
		{"item without an article is a mention", "《行政处罚法》第（二）项", []string{"《行政处罚法》 ~ 行政处罚法"}},
	})
}

func TestFindLists(t *testing.T) {
	runFind(t, Options{Resolve: known}, []findCase{
		{"three articles", "《旅行社条例》第九条、第十条和第十二条",
			[]string{"《旅行社条例》第九条 = 旅行社条例#9", "第十条 = 旅行社条例#10", "第十二条 = 旅行社条例#12"}},
		{"two items", "《旅行社条例》第三十一条第（五）项、第（六）项",
			[]string{"《旅行社条例》第三十一条第（五）项 = 旅行社条例#31.0.5", "第（六）项 = 旅行社条例#31.0.6"}},
		{"two items after a comma", "《旅行社条例》第三十一条第（五）项，第（六）项的规定",
			[]string{"《旅行社条例》第三十一条第（五）项 = 旅行社条例#31.0.5", "第（六）项 = 旅行社条例#31.0.6"}},
		{"items in one 第", "《旅行社条例》第三十一条第（五）、（六）项",
			[]string{"《旅行社条例》第三十一条第（五） = 旅行社条例#31.0.5", "（六）项 = 旅行社条例#31.0.6"}},
		{"items without a mark", "《旅行社条例》第三十一条第（五）（六）项",
			[]string{"《旅行社条例》第三十一条第（五） = 旅行社条例#31.0.5", "（六）项 = 旅行社条例#31.0.6"}},
		{"articles in one 第", "《旅行社条例》第九、十、十二条第二款",
			[]string{"《旅行社条例》第九 = 旅行社条例#9", "十 = 旅行社条例#10", "十二条第二款 = 旅行社条例#12.2"}},
		{"range", "《旅行社条例》第四条至第六条", []string{"《旅行社条例》第四条 = 旅行社条例#4", "第六条 ..= 旅行社条例#6"}},
		{"range in one 第", "《旅行社条例》第4-6条", []string{"《旅行社条例》第4 = 旅行社条例#4", "6条 ..= 旅行社条例#6"}},
		{"range of items", "《旅行社条例》第九条第（一）项至第（三）项",
			[]string{"《旅行社条例》第九条第（一）项 = 旅行社条例#9.0.1", "第（三）项 ..= 旅行社条例#9.0.3"}},
		{"paragraphs, then an article", "《行政处罚法》第二十七条第一款、第二款及第三十三条",
			[]string{"《行政处罚法》第二十七条第一款 = 行政处罚法#27.1", "第二款 = 行政处罚法#27.2", "第三十三条 = 行政处罚法#33"}},
		{"item, then paragraph", "《行政处罚法》第九条第一款第（二）项和第二款",
			[]string{"《行政处罚法》第九条第一款第（二）项 = 行政处罚法#9.1.2", "第二款 = 行政处罚法#9.2"}},
		{"several laws in a sentence", "违反了《娱乐场所管理条例》第三十条，依据《行政处罚法》第三十三条第一款、《旅行社条例》第五条处理",
			[]string{"《娱乐场所管理条例》第三十条 = 娱乐场所管理条例#30", "《行政处罚法》第三十三条第一款 = 行政处罚法#33.1", "《旅行社条例》第五条 = 旅行社条例#5"}},
		{"two laws, one article", "《行政处罚法》和《旅行社条例》第五条", []string{"《行政处罚法》 ~ 行政处罚法", "《旅行社条例》第五条 = 旅行社条例#5"}},
		{"a smaller part after 和 is not joined", "《旅行社条例》第三条和第二项工作", []string{"《旅行社条例》第三条 = 旅行社条例#3"}},
	})
}

func TestFindRelative(t *testing.T) {
	runFind(t, Options{Resolve: known}, []findCase{
		{"further article of the sentence", "《行政处罚法》第三十二条规定从轻情形，第三十三条规定不予处罚。",
			[]string{"《行政处罚法》第三十二条 = 行政处罚法#32", "第三十三条 = 行政处罚法#33"}},
		{"further article after a verb", "违反《娱乐场所管理条例》第三十条的规定，依据第五十一条予以警告",
			[]string{"《娱乐场所管理条例》第三十条 = 娱乐场所管理条例#30", "第五十一条 = 娱乐场所管理条例#51"}},
		{"not over a full stop", "《行政处罚法》第三十二条规定从轻情形。第三十三条规定不予处罚。",
			[]string{"《行政处罚法》第三十二条 = 行政处罚法#32"}},
		{"not over a line break", "《行政处罚法》\n第一条 为了规范行政处罚", []string{"《行政处罚法》 ~ 行政处罚法"}},
		{"该法 over a full stop", "依据《行政处罚法》第三十二条。该法第三十三条第一款另有规定。",
			[]string{"《行政处罚法》第三十二条 = 行政处罚法#32", "该法第三十三条第一款 = 行政处罚法#33.1"}},
		{"同条例 goes back to the last 条例", "《娱乐场所管理条例》第二十七条、《行政处罚法》第五条。同条例第四十九条第（三）项",
			[]string{"《娱乐场所管理条例》第二十七条 = 娱乐场所管理条例#27", "《行政处罚法》第五条 = 行政处罚法#5", "同条例第四十九条第（三）项 = 娱乐场所管理条例#49.0.3"}},
		{"本条例", "《旅行社条例》是行政法规。本条例第五条和第六条",
			[]string{"《旅行社条例》 ~ 旅行社条例", "本条例第五条 = 旅行社条例#5", "第六条 = 旅行社条例#6"}},
		{"该法 after 民法典", "《民法典》第二百零一条；该法第二百零二条", []string{"《民法典》第二百零一条 = 民法典#201", "该法第二百零二条 = 民法典#202"}},
		{"同条", "《行政处罚法》第三十三条第一款；同条第三款规定教育", []string{"《行政处罚法》第三十三条第一款 = 行政处罚法#33.1", "同条第三款 = 行政处罚法#33.3"}},
		{"该款", "《行政处罚法》第九条第一款，该款第（二）项", []string{"《行政处罚法》第九条第一款 = 行政处罚法#9.1", "该款第（二）项 = 行政处罚法#9.1.2"}},
		{"前款", "《行政处罚法》第九条第二款规定……，有前款第（一）项情形的", []string{"《行政处罚法》第九条第二款 = 行政处罚法#9.2", "前款第（一）项 = 行政处罚法#9.2.1"}},
		{"前款规定", "《行政处罚法》第九条第二款。前款规定的情形", []string{"《行政处罚法》第九条第二款 = 行政处罚法#9.2", "前款 = 行政处罚法#9.2"}},
		{"之前款项 is money", "《行政处罚法》第九条第二款。之前款项已退", []string{"《行政处罚法》第九条第二款 = 行政处罚法#9.2"}},
		{"generic title in marks", "《旅行社条例》已修订，《条例》第五条规定", []string{"《旅行社条例》 ~ 旅行社条例", "《条例》第五条 = 旅行社条例#5"}},
		{"name without marks", "依据中华人民共和国行政处罚法第三十三条", []string{"中华人民共和国行政处罚法第三十三条 = 行政处罚法#33"}},
		{"name without marks, with an edition", "依据行政处罚法（2021修订）第三十三条", []string{"行政处罚法（2021修订）第三十三条 = 行政处罚法#33"}},
		{"numbered clauses of one sentence", "（一）违反《旅行社条例》第二十八条；（二）违反第三十条规定的；",
			[]string{"《旅行社条例》第二十八条 = 旅行社条例#28", "第三十条 = 旅行社条例#30"}},
		{"in brackets", "违法行为（《旅行社条例》第三十条）：未登记；处罚依据（第五十一条）：警告",
			[]string{"《旅行社条例》第三十条 = 旅行社条例#30", "第五十一条 = 旅行社条例#51"}},
		{"short title without marks", "依据处罚法第三十三条", []string{"处罚法第三十三条 = 行政处罚法#33"}},
		{"本法 without a law before", "违反本法第五条", nil},
		{"合同法 is no 同法", "《行政处罚法》第五条，原合同法第六条", []string{"《行政处罚法》第五条 = 行政处罚法#5"}},
		{"another text's articles", "依据《行政处罚法》第五条和合同第三条", []string{"《行政处罚法》第五条 = 行政处罚法#5"}},
		{"an unknown name without marks stands apart", "依据《行政处罚法》第五条和某省文明条例第三条", []string{"《行政处罚法》第五条 = 行政处罚法#5"}},
	})
}

func TestFindInALawsOwnText(t *testing.T) {
	runFind(t, Options{Resolve: known, Self: "行政处罚法"}, []findCase{
		{"本法", "第八十四条　外国人在领域内有违法行为的，适用本法第三条、第四条。", []string{"本法第三条 = 行政处罚法#3", "第四条 = 行政处罚法#4"}},
		{"本法 beats the last law cited", "《民法典》第五条。依照本法第六条", []string{"《民法典》第五条 = 民法典#5", "本法第六条 = 行政处罚法#6"}},
		{"an article's own number", "第三十三条　违法行为轻微", nil},
		{"前款 and 本条 depend on the place", "依照本法第三十条处理，有前款规定、本条第二款情形的", []string{"本法第三十条 = 行政处罚法#30"}},
	})
}

func TestFindLeavesLookalikesAlone(t *testing.T) {
	for name, text := range map[string]string{
		"a street":               "位于第三十条街",
		"a route":                "第三条路线已开通",
		"experience":             "第一条经验是依靠群众",
		"a telephone":            "第五款手机",
		"a task":                 "第二项工作要抓紧",
		"news":                   "第12条新闻",
		"an article of nothing":  "按照第三条的规定",
		"an item of nothing":     "第（二）项所列",
		"a paragraph of nothing": "第二款规定",
		"the first time":         "第一次、第二届、第三方",
		"an unclosed title":      "《某某法第三十三条",
		"a closing mark alone":   "行政处罚》第",
		"no number":              "《",
		"number zero":            "违反第零条、第0条",
		"a huge number":          "第99999条、第一二三四五条",
		"前款 alone":               "前款规定的情形",
		"broken number":          "本法第十百条",
	} {
		t.Run(name, func(t *testing.T) {
			if got := Find(text, Options{Resolve: known}); got != nil {
				t.Errorf("%s: %v", text, show(got))
			}
		})
	}
	runFind(t, Options{Resolve: known}, []findCase{
		{"a route in a sentence with a law", "依据《行政处罚法》第五条，第三条路线", []string{"《行政处罚法》第五条 = 行政处罚法#5"}},
		{"experience in a sentence with a law", "学习《行政处罚法》，第一条经验是", []string{"《行政处罚法》 ~ 行政处罚法"}},
		{"a street after the title of a law", "《行政处罚法》第三十条街", []string{"《行政处罚法》 ~ 行政处罚法"}},
		{"a telephone in a list", "《行政处罚法》第五条第一款、第五款手机", []string{"《行政处罚法》第五条第一款 = 行政处罚法#5.1"}},
		{"a sentence after a book", "依据《行政处罚法》第五条，参见《普法手册》，第三条的规定",
			[]string{"《行政处罚法》第五条 = 行政处罚法#5", "《普法手册》 ~ "}},
	})
}

func TestFindMentions(t *testing.T) {
	runFind(t, Options{Resolve: known}, []findCase{
		{"a book", "阅读《红楼梦》", []string{"《红楼梦》 ~ "}},
		{"a plan", "印发《法治宣传教育工作计划》", []string{"《法治宣传教育工作计划》 ~ "}},
		{"a form", "填写《行政处罚决定书》", []string{"《行政处罚决定书》 ~ "}},
		{"a known law", "宣传《文物保护法》", []string{"《文物保护法》 ~ 文物保护法"}},
		{"a law by its ending", "宣传《中华人民共和国法治宣传教育法》", []string{"《中华人民共和国法治宣传教育法》 ~ 法治宣传教育法"}},
		{"implementing rules", "《旅行社条例实施细则》", []string{"《旅行社条例实施细则》 ~ 旅行社条例实施细则"}},
		{"an art is no law", "展览《中国书法》《孙子兵法》", []string{"《中国书法》 ~ ", "《孙子兵法》 ~ "}},
		{"a bracket that is no edition stays", "《行政处罚法》（见附件）第三十三条的规定",
			[]string{"《行政处罚法》 ~ 行政处罚法", "第三十三条 = 行政处罚法#33"}},
	})
}

func TestFinderRemembersShortNames(t *testing.T) {
	for name, tc := range map[string]struct {
		paragraphs []string
		want       []string
	}{
		"in title marks, with the article behind": {
			[]string{"根据《中华人民共和国行政处罚法》（以下简称《行政处罚法》）第三十三条，", "《行政处罚法》第五条"},
			[]string{"《中华人民共和国行政处罚法》（以下简称《行政处罚法》）第三十三条 = 行政处罚法#33", "《行政处罚法》第五条 = 行政处罚法#5"},
		},
		"in quotation marks, used without": {
			[]string{"为实施《娱乐场所管理条例》（以下简称“条例”），制定本清单。", "违反条例第三十条，依据《条例》第五十一条、该条例第五十二条"},
			[]string{"《娱乐场所管理条例》 ~ 娱乐场所管理条例", "条例第三十条 = 娱乐场所管理条例#30", "《条例》第五十一条 = 娱乐场所管理条例#51", "该条例第五十二条 = 娱乐场所管理条例#52"},
		},
		"the short name beats the last law": {
			[]string{"《娱乐场所管理条例》（以下简称《条例》）", "《旅行社条例》第九条", "《条例》第十条"},
			[]string{"《娱乐场所管理条例》 ~ 娱乐场所管理条例", "《旅行社条例》第九条 = 旅行社条例#9", "《条例》第十条 = 娱乐场所管理条例#10"},
		},
		"edition and short name in one bracket": {
			[]string{"《治安管理处罚法》（2025年修订，以下简称“新法”）", "新法第十条"},
			[]string{"《治安管理处罚法》 ~ 治安管理处罚法", "新法第十条 = 治安管理处罚法#10"},
		},
		"two brackets": {
			[]string{"《治安管理处罚法》（2025年修订）（下称《治罚法》）第一条", "《治罚法》第二条"},
			[]string{"《治安管理处罚法》（2025年修订）（下称《治罚法》）第一条 = 治安管理处罚法#1", "《治罚法》第二条 = 治安管理处罚法#2"},
		},
		"without quotation marks": {
			[]string{"《旅行社条例》（以下简称条例）", "按照条例第六条"},
			[]string{"《旅行社条例》 ~ 旅行社条例", "条例第六条 = 旅行社条例#6"},
		},
		"a generic short name is not the end of another law": {
			[]string{"《旅行社条例》（以下简称“条例”）", "按照某某管理条例第六条"},
			[]string{"《旅行社条例》 ~ 旅行社条例"},
		},
		"two generic short names": {
			[]string{"《旅行社条例》（以下称条例）第三十条，《某某管理办法》（以下称办法）第33条。条例第五十一条和办法第三十四条"},
			[]string{"《旅行社条例》（以下称条例）第三十条 = 旅行社条例#30", "《某某管理办法》（以下称办法）第33条 = 某某管理办法#33",
				"条例第五十一条 = 旅行社条例#51", "办法第三十四条 = 某某管理办法#34"},
		},
		"a short name for a text that is no law": {
			[]string{"《关于开展专项行动的通知》（以下简称《通知》）", "《通知》第三条"},
			[]string{"《关于开展专项行动的通知》 ~ ", "《通知》第三条 = #3"},
		},
		"该法 in the next paragraph": {
			[]string{"《行政处罚法》第三十二条", "该法第三十三条"},
			[]string{"《行政处罚法》第三十二条 = 行政处罚法#32", "该法第三十三条 = 行政处罚法#33"},
		},
		"同条 does not reach into the next paragraph": {
			[]string{"《行政处罚法》第三十二条", "同条第二款，第三十四条的规定"},
			[]string{"《行政处罚法》第三十二条 = 行政处罚法#32"},
		},
		"a later definition wins": {
			[]string{"《旅行社条例》（以下简称《条例》）", "《娱乐场所管理条例》（以下简称《条例》）", "《条例》第一条"},
			[]string{"《旅行社条例》 ~ 旅行社条例", "《娱乐场所管理条例》 ~ 娱乐场所管理条例", "《条例》第一条 = 娱乐场所管理条例#1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFinder(Options{Resolve: known})
			var got []string
			for _, p := range tc.paragraphs {
				cs := f.Find(p)
				checkSpans(t, p, cs)
				got = append(got, show(cs)...)
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestCitationFields(t *testing.T) {
	text := "依据《中华人民共和国行政处罚法》（2021年修订）第三十三条第一款、第二款和《某某办法》。"
	got := Find(text, Options{Resolve: known})
	first, second := "《中华人民共和国行政处罚法》（2021年修订）第三十三条第一款", "第二款"
	at := func(s string) (int, int) { i := strings.Index(text, s); return i, i + len(s) }
	ref := Ref{Law: "行政处罚法", Article: ArticleNo{33, 0}, Paragraph: 1}
	want := []Citation{
		{Ref: ref, Title: "中华人民共和国行政处罚法", Known: true, Edition: "2021年修订", Text: first},
		{Ref: ref.with(levelParagraph, 2, 0), Title: "中华人民共和国行政处罚法", Known: true, Edition: "2021年修订", Text: second},
		{Kind: Mention, Ref: Ref{Law: "某某办法"}, Title: "某某办法", Text: "《某某办法》"},
	}
	for i := range want {
		want[i].Start, want[i].End = at(want[i].Text)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestFindWithoutAnIndex(t *testing.T) {
	got := Find("《行政处罚法》第五条，行政处罚法第六条，《红楼梦》", Options{})
	want := []string{"《行政处罚法》第五条 = 行政处罚法#5", "《红楼梦》 ~ "}
	if d := cmp.Diff(want, show(got)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got[0].Known {
		t.Error("known without an index")
	}
}
