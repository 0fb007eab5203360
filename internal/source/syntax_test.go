package source

import (
	"regexp"
	"strings"
	"testing"
)

// What clerks write, the line it is on (the fence is line 1) and words the explanation must have.
var mistakes = []struct {
	name, text string
	line       int
	says       string
}{
	{"Chinese quotes", "a = 1\ntitle = “标题”", 3, "中文引号"},
	{"Chinese quote on the left only", `title = “标题"`, 2, "中文引号"},
	{"Chinese quote on the right only", "title = \"标题”\na = 1", 2, "没有写完"},
	{"corner brackets", "title = 「标题」", 2, "中文引号"},
	{"single Chinese quotes", "title = ‘标题’", 2, "中文引号"},
	{"no quotes", "title = 某某局公告", 2, "没有加引号"},
	{"book title marks without quotes", "basis = 《行政处罚法》", 2, "没有加引号"},
	{"no closing quote", "title = \"标题\na = 1", 2, "没有写完"},
	{"no closing quote at the end", `title = "标题`, 2, "没有写完"},
	{"no closing single quote", "title = '标题", 2, "没有写完"},
	{"quotes inside quotes", `title = "关于"某某"的通知"`, 2, "截断"},
	{"no equals sign", `title "标题"`, 2, "缺少等号"},
	{"name alone", "a = 1\ntitle\nb = 2", 3, "没有等号和值"},
	{"full-width equals sign", `title ＝ "标题"`, 2, "全角的＝"},
	{"colon", `title: "标题"`, 2, "冒号"},
	{"full-width colon", `title："标题"`, 2, "冒号"},
	{"same name twice", "a = 1\nb = 2\na = 3", 4, "写了两次"},
	{"bare Chinese name", `标题 = "某某"`, 2, "名称只能用英文"},
	{"full-width comment", "＃说明\na = 1", 2, "井号"},
	{"full-width blank before the name", "\u3000a = 1", 2, "全角空格"},
	{"full-width blank after the value", "a = \"x\"\u3000", 2, "全角空格"},
	{"no value", "title =\na = 1", 2, "没有值"},
	{"no value at the end", "a = 1\ntitle =", 3, "没有值"},
	{"leading zero", "no = 0012", 2, "0 开头"},
	{"short date", "decided = 2025-1-5", 2, "日期"},
	{"date with slashes", "decided = 2025/10/14", 2, "日期"},
	{"date with dots", "decided = 2025.10.14", 2, "日期"},
	{"Chinese date", "decided = 2025年10月14日", 2, "日期"},
	{"day that does not exist", "decided = 2025-02-30", 2, "没有这一天"},
	{"full-width digits", "year = ２０２５", 2, "全角"},
	{"unit behind a number", "amount = 2000元", 2, "单位"},
	{"per cent sign", "share = 98.5%", 2, "单位"},
	{"thousands separator", "amount = 10,000", 2, "千分位"},
	{"currency sign", "amount = ￥2000", 2, "货币符号"},
	{"number too long", "code = 99999999999999999999", 2, "太长"},
	{"code without quotes", "code = 91990000MA0000TE6W", 2, "加英文双引号"},
	{"telephone without quotes", "phone = 0999-8000000", 2, "电话"},
	{"yes", "draft = yes", 2, "true"},
	{"capital True", "draft = True", 2, "true"},
	{"Chinese yes", "draft = 是", 2, "true"},
	{"full-width comma in a list", `a = ["甲"，"乙"]`, 2, "中文标点"},
	{"enumeration comma in a list", `a = ["甲"、"乙"]`, 2, "中文标点"},
	{"no comma in a list", `a = ["甲" "乙"]`, 2, "缺少英文逗号"},
	{"list not closed", `a = ["甲", "乙"`, 2, "没有配对"},
	{"two commas", "a = [1,,2]", 2, "逗号"},
	{"Chinese brackets", `a = 【"甲"】`, 2, "方括号"},
	{"Chinese quotes in a list", "a = [“甲”]", 2, "中文引号"},
	{"punctuation at the end", `a = "甲"；`, 2, "标点"},
	{"two on a line", `a = "甲" b = 2`, 2, "一行只写一个"},
	{"backslash", `a = "C:\资料"`, 2, "反斜线"},
	{"list not closed before the next name", "a = [\"甲\",\n \"乙\"\nb = 2", 4, "方括号"},
	{"several lines not closed", "a = 1\nb = \"\"\"甲\n乙\n", 3, "多行文字"},
	{"table not closed", "[withdrawn\non = 2025-10-14", 2, "表名"},
	{"YAML fence inside", "a = 1\n---\nb = 2", 3, "---"},
	{"broken hexadecimal", "a = 0x", 2, "数字"},
	{"control character", "a = \"\x01\"", 2, "控制字符"},
	{"inline table not closed", "a = {from = 1", 2, "没有配对"},
	{"deep brackets", "a = " + strings.Repeat("[", 5000), 2, "括号"},
}

var libraryWords = regexp.MustCompile(`(?i)expected|unexpected|invalid|toml|cannot|found|instead|eof`)

func TestSyntaxMistakesAreExplained(t *testing.T) {
	for _, tt := range mistakes {
		t.Run(tt.name, func(t *testing.T) {
			doc, problems := ReadDocument("a.md", []byte("+++\n"+tt.text+"\n+++\n正文\n"))
			if doc != nil || len(problems) != 1 {
				t.Fatalf("document %v, problems %v", doc, problems)
			}
			p := problems[0]
			if p.Rule != "text/toml" || p.Pos.Line != tt.line {
				t.Errorf("%s at %s, want text/toml at line %d", p.Rule, p.Pos, tt.line)
			}
			if !strings.Contains(p.Message+p.Hint, tt.says) || p.Message == "写法有误" {
				t.Errorf("message %q, hint %q: want %q", p.Message, p.Hint, tt.says)
			}
			if p.Hint == "" || libraryWords.MatchString(p.Message+p.Hint) {
				t.Errorf("message %q, hint %q: the library's words, or no hint", p.Message, p.Hint)
			}
		})
	}
}

// Every explanation is for a mistake that can be made: one that is never given is dead data.
func TestMistakesCoverTheExplanations(t *testing.T) {
	given := map[string]bool{}
	for _, tt := range mistakes {
		_, problems := ReadDocument("a.md", []byte("+++\n"+tt.text+"\n+++\n"))
		for _, p := range problems {
			given[p.Message] = true
		}
	}
	for _, text := range []string{
		"= 1", ".a = 1", "[]", "[[a", "a = 1\n[[a]]", "a = '''甲", "a = \"\\u12\"", "a = \"\"\"甲\"\"\"\"\"\"", "a = 1x", "{}", "a = \"甲", "a = '甲",
		"a = [1\nb = 2]", "a = .5", "a = 1__0", "a = +", "【a】", "a = '甲' 乙", "a = true 1", "a = 1e", "a = ['甲”]",
		"a = \"甲\"”",
	} {
		_, problems := ReadTable("a.toml", text, 1)
		if len(problems) != 1 || problems[0].Message == "写法有误" {
			t.Errorf("%q: %v", text, problems)
			continue
		}
		given[problems[0].Message] = true
	}
	for _, e := range explanations {
		if !given[e.message] {
			t.Errorf("never given: %q (%q)", e.message, e.words)
		}
	}
}
