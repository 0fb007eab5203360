package statute

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const sample = `某某县示范管理条例
（2024年1月1日某某县通过）
目录
第一章　总则
第二章　罚则

第一章　总则

第一条　为了示范，制定本条例。
　　第二条  本条例适用于示范。
第二款的内容写在第二行。
第三条规定的情形除外。
第二章 罚则
第三条　有下列情形之一的，予以警告：
（一）未悬挂标志的；
（二）未登记的：
1.甲；
2.乙。
前款规定以外的，不予处罚。
第三条之一　插入的条文。
第四条没有空格的条文。
第五条 自公布之日起施行。
`

func TestParseArticles(t *testing.T) {
	got := ParseArticles(sample)
	want := []LawArticle{
		{No: ArticleNo{1, 0}, Heading: "第一章　总则", Text: "为了示范，制定本条例。", Gist: "为了示范，制定本条例。",
			Paragraphs: []Paragraph{{Text: "为了示范，制定本条例。"}}},
		{No: ArticleNo{2, 0}, Heading: "第一章　总则", Text: "本条例适用于示范。\n第二款的内容写在第二行。\n第三条规定的情形除外。",
			Gist:       "本条例适用于示范。第二款的内容写在第二行。第三条规定的情形除外。",
			Paragraphs: []Paragraph{{Text: "本条例适用于示范。"}, {Text: "第二款的内容写在第二行。"}, {Text: "第三条规定的情形除外。"}}},
		{No: ArticleNo{3, 0}, Heading: "第二章 罚则",
			Text: "有下列情形之一的，予以警告：\n（一）未悬挂标志的；\n（二）未登记的：\n1.甲；\n2.乙。\n前款规定以外的，不予处罚。",
			Gist: "有下列情形之一的，予以警告：（一）未悬挂标志的；（二）未登记的：1.甲；2.乙。前款规定以外的，不予处罚。",
			Paragraphs: []Paragraph{
				{Text: "有下列情形之一的，予以警告：", Items: []Item{{1, "未悬挂标志的；"}, {2, "未登记的：\n1.甲；\n2.乙。"}}},
				{Text: "前款规定以外的，不予处罚。"},
			}},
		{No: ArticleNo{3, 1}, Heading: "第二章 罚则", Text: "插入的条文。", Gist: "插入的条文。", Paragraphs: []Paragraph{{Text: "插入的条文。"}}},
		{No: ArticleNo{4, 0}, Heading: "第二章 罚则", Text: "没有空格的条文。", Gist: "没有空格的条文。", Paragraphs: []Paragraph{{Text: "没有空格的条文。"}}},
		{No: ArticleNo{5, 0}, Heading: "第二章 罚则", Text: "自公布之日起施行。", Gist: "自公布之日起施行。", Paragraphs: []Paragraph{{Text: "自公布之日起施行。"}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestParseArticlesOddities(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string // number: paragraphs/items of the first
	}{
		"Windows line ends":           {"第一条　甲。\r\n第二条　乙。\r\n", []string{"第一条", "第二条"}},
		"number on a line of its own": {"第一条\n甲。\n第二条\n乙。", []string{"第一条", "第二条"}},
		"Arabic numbers":              {"第1条 甲。\n第2条 乙。", []string{"第一条", "第二条"}},
		"an excerpt":                  {"第三十条 甲。\n第五十一条 乙。", []string{"第三十条", "第五十一条"}},
		"items at once":               {"第一条　\n（一）甲；\n（二）乙。", []string{"第一条"}},
		"no articles":                 {"关于示范的通知\n一、甲", nil},
		"a citation at a line's head": {"第一条　甲。\n第二条、第三条另有规定的除外。", []string{"第一条"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, a := range ParseArticles(tc.text) {
				got = append(got, a.No.Chinese())
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestGist(t *testing.T) {
	long := strings.Repeat("示", 100)
	for name, tc := range map[string]struct{ in, want string }{
		"short":                      {"甲。\n乙。", "甲。乙。"},
		"whole sentences that fit":   {long + "。" + long + "。", long + "。"},
		"a first sentence too long":  {strings.Repeat("示", 130) + "。", strings.Repeat("示", 119) + "…"},
		"exactly the limit":          {strings.Repeat("示", 119) + "。", strings.Repeat("示", 119) + "。"},
		"a clause where no sentence": {long + "；" + long, long + "；"},
		"empty":                      {" \n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := Gist(tc.in)
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			if n := utf8.RuneCountInString(got); n > GistLimit {
				t.Errorf("%d characters", n)
			}
		})
	}
}
