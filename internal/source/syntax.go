package source

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"xiangwei/internal/diag"
)

// explanation turns one kind of the TOML reader's English into what a clerk should do. The first whose conditions all
// hold is taken; the reader's own words are never shown.
type explanation struct {
	words         string // in the reader's message, small letters
	at            string // the character it stopped at is one of these; empty: any
	value         string // the value on that line begins with one of these; empty: any
	message, hint string
}

const (
	digits    = "0123456789+-"
	wantQuote = `文字加英文双引号，例如 title = "标题"`
	wantDate  = "写作 2025-10-14 或 2025-10-14T09:00:00，不加引号"
	wantLine  = "写作 名称 = 值，中间是英文等号"
)

var explanations = []explanation{
	{"already been defined", "", "", "同一个名称写了两次", "删去其中一行"},
	{"already been created", "", "", "同一个名称写了两次", "删去其中一行"},
	{"was already created", "", "", "同一个名称写了两次", "删去其中一行"},

	{"strings cannot contain newlines", "", "", "文字没有写完：本行的引号没有配对", "在文字末尾补上英文双引号；多行文字用三个英文双引号围起"},
	{`expected '"""'`, "", "", "多行文字没有写完：缺少结尾的三个英文双引号", `在文字之后单独写一行 """`},
	{`expected "'''"`, "", "", "多行文字没有写完：缺少结尾的三个单引号", `在文字之后单独写一行 '''`},
	{`unexpected eof; expected '"'`, "", "", "文字没有写完：缺少右边的英文双引号", "在文字末尾补上英文双引号"},
	{`unexpected eof; expected "'"`, "", "", "文字没有写完：缺少右边的英文单引号", "在文字末尾补上英文单引号"},
	{"invalid escape", "", "", `双引号内的反斜线 \ 有特殊含义`, `改用单引号围起，例如 'C:\资料'`},
	{"hexadecimal digits after", "", "", `双引号内的反斜线 \ 有特殊含义`, `改用单引号围起，例如 'C:\资料'`},
	{"escape", "", "", `双引号内的反斜线 \ 有特殊含义`, `改用单引号围起，例如 'C:\资料'`},
	{`unexpected '""""""'`, "", "", "多行文字的引号写多了", "首尾各写三个英文双引号"},

	{"expected '.' or '='", "＝", "", "等号写成了全角的＝", "改为英文等号 ="},
	{"expected '.' or '='", ":：", "", "名称后面写了冒号，应当是等号", wantLine},
	{"expected '.' or '='", "＃", "", "注释的井号写成了全角的＃", "改为英文的 #"},
	{"expected '.' or '='", "\u3000\u00a0", "", "名称前后有全角空格", "删去全角空格，或改为英文空格"},
	{"expected '.' or '='", "\n", "", "这一行没有等号和值", wantLine},
	{"expected '.' or '='", `"'“‘`, "", "名称和值之间缺少等号", wantLine},
	{"expected '.' or '='", "【［｛{", "", "这一行不是“名称 = 值”", wantLine},
	{"expected '.' or '='", "", "", "名称只能用英文字母、数字、下划线，后面是英文等号", "运行 xiangwei kinds 查看字段的英文名称"},
	{"expected key separator", "", "", "这一行没有等号和值", wantLine},
	{"key name appears blank", "", "", "等号左边没有名称", wantLine},
	{"keys cannot start with", "", "", "名称不能以点开头", wantLine},
	{"table name", "", "", "方括号里的表名写法不对", "写作 [表名]，单独占一行"},
	{"table array name", "", "", "方括号里的表名写法不对", "写作 [表名]，单独占一行"},

	{"but got end of file", "", "", "写到一半就结束了：括号没有配对", "补上右边的方括号 ] 或花括号 }"},
	{"expected a comma", "，、；;", "", "多个值之间用了中文标点", `改为英文逗号，例如 ["未成年人保护", "旅游"]`},
	{"expected a comma", "”’“‘", "", "文字要用英文双引号，不能用中文引号“ ”", wantQuote},
	{"expected a comma", "", "", "多个值之间缺少英文逗号", `写作 ["未成年人保护", "旅游"]`},
	{"unexpected comma", "", "", "多写了一个逗号", "删去多余的逗号"},

	{"expected value", "“”‘’「」『』＂", "", "文字要用英文双引号，不能用中文引号“ ”", wantQuote},
	{"expected value", "０１２３４５６７８９", "", "数字写成了全角", "改为英文数字，例如 2025"},
	{"expected value", "【［", "", "方括号写成了中文的", `改为英文方括号，例如 ["未成年人保护", "旅游"]`},
	{"expected value", "￥¥$", "", "金额前不写货币符号", "只写数字，例如 amount = 2000.00"},
	{"expected value", "\n", "", "等号右边没有值", "补上值；没有内容的删去这一行"},
	{"expected value but found \"", "", "tTfFyYnN是否", "是否要写作 true 或 false，全部小写", "是写 true，否写 false，不加引号"},
	{"unexpected eof; expected value", "", "", "等号右边没有值", "补上值；没有内容的删去这一行"},
	{"expected value", "", "", "文字没有加引号", wantQuote},

	{"to end with a newline", "年月/.", digits, "日期写法不对", wantDate},
	{"to end with a newline", "元万亿件人次个％%", digits, "数字后面写了单位", "只写数字，不写单位"},
	{"to end with a newline", ",，", digits, "数字里不写千分位逗号", "写作 10000，不写 10,000"},
	{"to end with a newline", "；;。，,、", "", "行末多写了标点", "删去值后面的标点"},
	{"to end with a newline", "\u3000\u00a0", "", "值后面有全角空格", "删去全角空格"},
	{"to end with a newline", "”’", "", "引号没有配对：右边用了中文引号", wantQuote},
	{"to end with a newline", "", `"'`, "值写完之后又有内容：文字里的英文双引号把文字截断了", "文字里面的引号改用中文引号“ ”；一行只写一个“名称 = 值”"},
	{"to end with a newline", "", digits, "数字后面又有文字", `编号、代码、电话一类要加英文双引号，例如 "0999-8000000"`},
	{"to end with a newline", "", "", "一行里多写了内容", "一行只写一个“名称 = 值”"},

	{"leading zeroes", "", "", "数字不能以 0 开头", `编号、代码一类要加英文双引号，例如 "0012"`},
	{"out of range", "", "", "数字太长", "编号、代码、证照号一类要加英文双引号"},
	{"invalid float value", "", "12", "日期或数字写法不对", "日期写作 2025-10-14；数字只有一个小数点"},
	{"invalid datetime", "", "", "日期写法不对，或者没有这一天", wantDate + `；电话、编号要加英文双引号`},
	{"control characters", "", "", "含有看不见的控制字符", "删去该行重新输入"},
	{"float", "", "", "数字写法不对", "写作 2000 或 2000.50"},
	{"integer", "", "", "数字写法不对", "写作 2000 或 2000.50"},
	{"digit", "", "", "数字写法不对", "写作 2000 或 2000.50"},
	{"number", "", "", "数字写法不对", "写作 2000 或 2000.50"},
}

// syntaxProblem explains why a text is not TOML, at the place where reading stopped.
func (t *Table) syntaxProblem(err error) diag.Problem {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return RuleTOML.At(diag.Pos{File: t.Path, Line: t.head}, "有一个数字写法不对，无法读取").
			WithHint("检查以 0 开头的数字；编号、代码一类要加英文双引号")
	}
	pos := t.at(parse.Position)
	if lines := strings.Count(t.text, "\n") + 1; pos.Line > t.line+lines-1 {
		pos.Line, pos.Col = t.line+lines-1, 0
	}
	message, hint := t.explain(strings.ToLower(parse.Message), &pos, parse.Position.Start)
	return RuleTOML.At(pos, "%s", message).WithHint("%s", hint).WithExcerpt(t.Line(pos.Line))
}

// explain finds the explanation of the reader's message, and mends the place where the reader stopped far from the fault.
func (t *Table) explain(words string, pos *diag.Pos, offset int) (message, hint string) {
	line := t.Line(pos.Line)
	for _, quotes := range []string{`"""`, "'''"} {
		if strings.Contains(words, "expected '"+quotes+"'") || strings.Contains(words, `expected "`+quotes+`"`) {
			*pos = t.place(max(strings.LastIndex(t.text, quotes), 0))
		}
	}
	switch before, _, found := strings.Cut(line, "="); {
	case strings.HasPrefix(line, "---"):
		return "信息栏里有一行 ---", "信息栏用 +++ 围起，不用 ---"
	case found && strings.Contains(words, "expected a comma") && strings.TrimSpace(before) != "" && t.lineStarts(offset):
		return "上面的方括号没有写完", "在上一行末尾补上右边的方括号 ]"
	}
	at, value := t.runeAt(offset), valueOn(line)
	for _, e := range explanations {
		if e.fits(words, at, value) {
			return e.message, e.hint
		}
	}
	return "写法有误", "每行写作 名称 = 值；" + wantQuote
}

// lineStarts reports whether only blanks stand before an offset on its line.
func (t *Table) lineStarts(offset int) bool {
	if offset < 0 || offset > len(t.text) {
		return false
	}
	before := t.text[:offset]
	return strings.TrimSpace(before[strings.LastIndexByte(before, '\n')+1:]) == ""
}

func (e explanation) fits(message, at, value string) bool {
	return strings.Contains(message, e.words) &&
		(e.at == "" || at != "" && strings.Contains(e.at, at)) &&
		(e.value == "" || value != "" && strings.Contains(e.value, value))
}

// runeAt returns the character at an offset of the text, "" outside it.
func (t *Table) runeAt(offset int) string {
	if offset < 0 || offset >= len(t.text) {
		return ""
	}
	_, size := utf8.DecodeRuneInString(t.text[offset:])
	return t.text[offset : offset+size]
}

// valueOn returns the first character of the value a line gives.
func valueOn(line string) string {
	_, value, _ := strings.Cut(line, "=")
	value = strings.TrimLeft(value, " \t")
	_, size := utf8.DecodeRuneInString(value)
	return value[:size]
}
