package schema

import (
	"fmt"
	"strings"
)

//go:generate go test -run TestKindsDocument -update

const intro = `# 信息类型

本文由程序根据 layouts/*/kind.toml 生成，请勿手改。改动类型后在 internal/schema 运行 go generate。

每篇文稿是一个 .md 文件：开头两行 +++ 之间是信息栏，之后是正文。信息栏每行写作“字段 = 值”，字段用英文名称，文字加英文双引号，
日期和数字直接写，多个值写在方括号里。运行 xiangwei new <类型> <名称> 新建文稿，每个字段都有说明；运行 xiangwei check 检查。
`

// Document returns the document of all kinds, in Chinese Markdown: every kind, the common fields, the field types and
// the roles.
func Document(set *Set) string {
	var b strings.Builder
	b.WriteString(intro)
	b.WriteString("\n| 类型 | 名称 | 栏目文件夹 | 用途 |\n| --- | --- | --- | --- |\n")
	for _, k := range set.Kinds {
		fmt.Fprintf(&b, "| `%s` | %s | content/%s/ | %s |\n", k.Name, k.Label, k.Section, k.Doc)
	}
	for _, k := range set.Kinds {
		fmt.Fprintf(&b, "\n%s", Describe(k))
	}
	b.WriteString("\n## 通用字段\n\n所有类型都可以使用。\n\n| 字段 | 名称 | 例 | 说明 |\n| --- | --- | --- | --- |\n")
	for _, f := range EnvelopeFields {
		fmt.Fprintf(&b, "| `%s` | %s | `%s = %s` | %s |\n", f.Name, f.Label, f.Name, f.Example, f.Doc)
	}
	b.WriteString("\n## 字段类型\n\n在 kind.toml 里用 type 指定。\n\n| 类型 | 写法 |\n| --- | --- |\n")
	for _, t := range types {
		fmt.Fprintf(&b, "| `%s` | %s |\n", t.Name(), t.Doc())
	}
	b.WriteString("\n## 角色\n\n在 kind.toml 里用 role 指定。程序只通过角色认识字段，新类型用了角色，排序、期限、订阅、屏幕就都可用。\n\n")
	b.WriteString("| 角色 | 用途 | 可用的类型 |\n| --- | --- | --- |\n")
	for _, r := range roles {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.role, r.doc, strings.Join(r.types, "、"))
	}
	return b.String()
}
