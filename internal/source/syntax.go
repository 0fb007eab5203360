package source

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"xiangwei/internal/diag"
)

// explanations turns the TOML reader's English into what a clerk should do. The first entry whose words occur in the
// reader's message is taken; the reader's own words are never shown.
var explanations = []struct{ words, message, hint string }{
	{"has already been defined", "同一个名称写了两次", "删去其中一行"},
	{"already been created", "同一个名称写了两次", "删去其中一行"},
	{"was already created", "同一个名称写了两次", "删去其中一行"},
	{"strings cannot contain newlines", "文字没有写完：引号要在同一行内配对", "在行末补上英文双引号；多行文字用三个双引号围起"},
	{`expected '"'`, "文字没有写完：缺少右边的英文双引号", "在文字末尾补上英文双引号"},
	{"expected value but found '“'", "文字要用英文双引号，不能用中文引号“ ”", `例如 title = "标题"`},
	{"expected value but found '”'", "文字要用英文双引号，不能用中文引号“ ”", `例如 title = "标题"`},
	{"expected value", "等号右边的值写法不对", `文字加英文双引号，日期写作 2025-10-14，数字直接写`},
	{"invalid escape", "双引号内的反斜线 \\ 有特殊含义", `改用单引号围起，例如 'C:\资料'`},
	{"expected '.' or '='", "名称后面须是英文等号 =", `写作 名称 = 值；名称只能用英文字母、数字、下划线`},
	{"bare keys cannot contain", "名称只能用英文字母、数字、下划线", `运行 xiangwei kinds 查看字段的英文名称`},
	{"expected a comma", "方括号里的多个值之间须用英文逗号隔开", `例如 topics = ["未成年人保护", "旅游"]`},
	{"to end with a newline", "一行里多写了内容", "一行只写一个“名称 = 值”，值写完即换行"},
	{"leading zeroes", "数字不能以 0 开头", `编号一类的数字请加英文双引号，例如 "0012"`},
	{"invalid datetime", "日期写法不对", "写作 2025-10-14 或 2025-10-14T09:00:00"},
	{"date", "日期写法不对", "写作 2025-10-14 或 2025-10-14T09:00:00"},
	{"unexpected eof", "写到一半就结束了", "检查引号、方括号是否配对"},
	{"control characters", "含有看不见的控制字符", "删去该行重新输入"},
	{"utf-8", "含有无法识别的字符", "删去该行重新输入"},
}

// syntaxProblem explains why a text is not TOML, at the place where reading stopped.
func (t *Table) syntaxProblem(err error) diag.Problem {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return RuleTOML.At(diag.Pos{File: t.Path, Line: t.line}, "信息栏无法读取").
			WithHint("每行写作 名称 = 值")
	}
	message, hint := "写法有误", "每行写作 名称 = 值；文字加英文双引号，日期写作 2025-10-14"
	lower := strings.ToLower(parse.Message + " " + parse.Error())
	for _, e := range explanations {
		if strings.Contains(lower, strings.ToLower(e.words)) {
			message, hint = e.message, e.hint
			break
		}
	}
	pos := t.at(parse.Position)
	if lines := strings.Count(t.text, "\n") + 1; pos.Line > t.line+lines-1 {
		pos.Line, pos.Col = t.line+lines-1, 0
	}
	return RuleTOML.At(pos, "%s", message).WithHint("%s", hint).WithExcerpt(t.Line(pos.Line))
}
