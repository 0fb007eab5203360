package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/content"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
	"xiangwei/layouts"
)

// words returns the built-in list as one slice.
func (w *Words) words() []Word {
	var all []Word
	for _, list := range w.by {
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b Word) int { return strings.Compare(a.Wrong, b.Wrong) })
	return all
}

func TestBuiltinWordsAreSound(t *testing.T) {
	w := BuiltinWords()
	own, problems := source.ReadTOML("words.toml", builtinWords)
	r := wordReader{words: &Words{by: map[rune][]Word{}}, Table: own}
	r.groups()
	if len(problems)+len(r.problems) > 0 {
		t.Fatal(problems, r.problems)
	}
	if w.Len() < 200 {
		t.Errorf("only %d expressions", w.Len())
	}
	for _, word := range w.words() {
		if word.Source == "" {
			t.Errorf("%s has no source", word.Wrong)
		}
		if hits := w.Find(word.Right); len(hits) > 0 {
			t.Errorf("%s: the right form %s is itself on the list as %s", word.Wrong, word.Right, hits[0].Word.Wrong)
		}
		if hits := w.Find("本县" + word.Wrong + "。"); len(hits) != 1 || hits[0].Start != len("本县") {
			t.Errorf("%s is not found: %v", word.Wrong, hits)
		}
		for _, phrase := range word.Except {
			if hits := w.Find("本县" + phrase + "。"); slices.ContainsFunc(hits, func(h Hit) bool { return h.Word.Wrong == word.Wrong }) {
				t.Errorf("%s is found in %s, in which it is right", word.Wrong, phrase)
			}
		}
	}
}

// rightSentences hold what looks like a wrong expression and is none.
var rightSentences = []string{
	"中华人民共和国文化和旅游部", "习近平新时代中国特色社会主义思想", "中国共产党第二十次全国代表大会", "第二十届三中全会", "社会主义核心价值观",
	"国务院办公厅", "人民检察院和公安机关", "经某某县人民政府同意", "行政处罚决定书", "法治政府建设", "《全国法制宣传日活动》",
	"12月4日是国家宪法日暨全国法制宣传日", "台湾等国家和地区", "一个中国和台湾是中国的一部分", "台风在浙江登陆", "登陆舰", "登录网站查询",
	"一座落成的图书馆", "搭一座帐篷，登记帐篷数量", "蚊帐单价", "恢复盖章手续", "提供献血服务", "选拔款式", "公布署名文章", "大幅射门",
	"一家俱乐部", "博物管理办法", "撤消防通道障碍", "财政拨款", "截至2025年年底", "报名截止时间", "责令改正", "尤其它们", "提出建意向书",
	"安排部署", "反映情况", "账号和密码", "坐落于某某路", "再接再厉", "既便民又利企", "其中其他支出",
}

func TestRightSentencesAreLeftAlone(t *testing.T) {
	w := BuiltinWords()
	for _, s := range rightSentences {
		for _, hit := range w.Find(s) {
			if !inTitle(s, hit.Start) {
				t.Errorf("%s: %s is taken for a mistake", s, hit.Word.Wrong)
			}
		}
	}
}

func TestSiteWords(t *testing.T) {
	w, problems := ReadWords("words.toml", []byte(`off = ["其它"]
[except]
"攻府" = ["攻府山"]
[group.local]
rule = "typo"
source = "本局"
[group.local.words]
"文广新局" = "文化旅游广电体育局"
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for text, want := range map[string]int{"其它": 0, "攻府山": 0, "县攻府": 1, "文广新局": 1, "帐号": 1} {
		if got := len(w.Find(text)); got != want {
			t.Errorf("%s: %d hits, want %d", text, got, want)
		}
	}
	if n := len(BuiltinWords().Find("其它")); n != 1 {
		t.Error("a site's file changed the built-in list")
	}
}

func TestSiteWordsThatCannotBeUsed(t *testing.T) {
	tests := []struct {
		name, text string
		line       int
	}{
		{"a serious expression is switched off", `off = ["攻府"]`, 1},
		{"an unknown expression is switched off", `off = ["没有的词"]`, 1},
		{"an exception to an unknown expression", "[except]\n\"没有的词\" = [\"没有的词语\"]", 2},
		{"an exception without the expression", "[except]\n\"攻府\" = [\"政府\"]", 2},
		{"an exception that is the expression itself", "[except]\n\"攻府\" = [\"攻府\"]", 2},
		{"no rule", "[group.a]\nlabel = \"甲\"", 1},
		{"right equals wrong", "[group.a]\nrule = \"typo\"\n[group.a.words]\n\"甲乙\" = \"甲乙\"", 4},
		{"one character", "[group.a]\nrule = \"typo\"\n[group.a.words]\n\"甲\" = \"乙\"", 4},
		{"an exception elsewhere", "[group.a]\nrule = \"typo\"\n[group.a.words]\n\"甲乙\" = { right = \"丙\", except = [\"丁\"] }", 4},
		{"not TOML", "off = [", 1},
		{"an unknown key", "offf = []", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w, problems := ReadWords("words.toml", []byte(test.text))
			if len(problems) != 1 || problems[0].Pos.File != "words.toml" || problems[0].Pos.Line != test.line {
				t.Errorf("problems = %v, want one on line %d", problems, test.line)
			}
			if len(w.Find("县攻府")) != 1 {
				t.Error("a serious expression is lost")
			}
		})
	}
}

// rawOf reads a record as content hands it to its inspections.
func rawOf(t *testing.T, kind, text string) *content.Raw {
	t.Helper()
	doc, problems := source.ReadDocument("content/x/a.md", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	kinds, problems, err := schema.Load(layouts.Files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	record, _ := kinds.Kind(kind).Read(doc.Table, schema.Env{})
	body, _ := markdown.New(markdown.Options{}).Convert(markdown.Input{File: doc.Path, Body: doc.Body, FirstLine: doc.BodyLine})
	return &content.Raw{File: doc.Path, Doc: doc, Record: record, Body: &body}
}

func TestWordingIsFoundWithItsPlace(t *testing.T) {
	tests := []struct {
		name, kind, text string
		want             []string
	}{
		{"title and body", "article", "+++\ntitle = \"关于其它事项的通知\"\n+++\n\n第一行。\n请登记帐号。\n", []string{"2:12 text/typo", "6:4 text/typo"}},
		{"a serious one in a field", "article", "+++\ntitle = \"通知\"\nsource = \"某某县攻府\"\n+++\n\n正文。\n", []string{"3:14 text/serious"}},
		{"a comment of the front matter", "article", "+++\n# 其它\ntitle = \"通知\"\n+++\n\n正文。\n", nil},
		{"a table", "article", "+++\ntitle = \"通知\"\n+++\n\n| 项目 | 数 |\n| --- | --- |\n| 帐户 | 1 |\n", []string{"7:3 text/typo"}},
		{"marks within the expression", "article", "+++\ntitle = \"通知\"\n+++\n\n第一行。\n\n某某县**攻**府。\n", []string{"7:0 text/serious"}},
		{"a line break within the expression", "article", "+++\ntitle = \"通知\"\n+++\n\n某某县攻\n府同意。\n", []string{"5:0 text/serious"}},
		{"a title in its marks", "article", "+++\ntitle = \"通知\"\n+++\n\n依据《其它事项管理办法》。\n", nil},
		{"a serious one in a title", "article", "+++\ntitle = \"通知\"\n+++\n\n依据《某某县攻府公告》。\n", []string{"5:7 text/serious"}},
		{"a draft", "article", "+++\ntitle = \"其它\"\ndraft = true\n+++\n\n县攻府。\n", nil},
		{"a law's own words", "statute", "+++\ntitle = \"某某法\"\n+++\n\n设置会计帐户。\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range BuiltinWords().Inspect(rawOf(t, test.kind, test.text)) {
				got = append(got, fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Rule))
				if p.Hint == "" {
					t.Errorf("%s has no hint", p.Message)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWordsOfTheConfiguration(t *testing.T) {
	in := inputAt(t, "2026-11-17 09:00", map[string]string{"config.toml": "title = \"某某县攻府\"\n[section.news]\nkind = \"article\"\nlabel = \"其它动态\"\n"})
	in.Words = BuiltinWords()
	var got []string
	for _, p := range configWording(in) {
		got = append(got, p.Pos.String()+" "+p.Rule)
	}
	if diff := cmp.Diff([]string{"config.toml text/serious", "config.toml text/typo"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzReadWords(f *testing.F) {
	f.Add(string(builtinWords[:2000]), "某某县攻府")
	f.Add("off = [\"其它\"]\n[except]\n\"攻府\" = [\"攻府山\"]", "其它攻府山")
	f.Add("[group.a]\nrule = \"typo\"\n[group.a.words]\n\"甲乙\" = 3", "甲乙")
	f.Add("[group.a.words]\n\"\\u0000乙\" = \"\"", "\x00乙\xff")
	f.Fuzz(func(t *testing.T, file, text string) {
		w, problems := ReadWords("words.toml", []byte(file))
		for _, p := range problems {
			if p.Pos.File != "words.toml" || p.Message == "" {
				t.Errorf("%+v", p)
			}
		}
		end := 0
		for _, hit := range w.Find(text) {
			if hit.Start < end || !strings.HasPrefix(text[hit.Start:], hit.Word.Wrong) || hit.Word.Right == "" {
				t.Errorf("%+v in %q", hit, text)
			}
			end = hit.Start + len(hit.Word.Wrong)
			_ = surrounding(text, hit)
		}
	})
}

func BenchmarkWords(b *testing.B) {
	w := BuiltinWords()
	text := strings.Repeat("某某县文化旅游广电体育局依法开展执法检查，督促经营场所落实安全生产责任，方便群众办事。", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if len(w.Find(text)) > 0 {
			b.Fatal("a right text has hits")
		}
	}
}

func BenchmarkBuiltinWords(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		BuiltinWords()
	}
}
