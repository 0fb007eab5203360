package source

import "xiangwei/internal/diag"

// Rules of this package: how an author's file is written down, whatever it says.
var (
	RuleEncoding = diag.Rule{ID: "text/encoding", Severity: diag.Error, Title: "文件编码无法识别",
		Doc: "文稿须是文本文件。UTF-8、GBK/GB18030、UTF-16 都能读取；其他字节无法可靠还原，不予发布。"}
	RuleForeignEncoding = diag.Rule{ID: "text/foreign-encoding", Severity: diag.Warning, Title: "文件不是 UTF-8 编码",
		Doc: "旧版记事本默认保存为 GBK（“ANSI”）或 UTF-16（“Unicode”）。程序能读，但换一台电脑可能显示乱码，建议另存为 UTF-8。"}
	RuleFrontMatter = diag.Rule{ID: "text/front-matter", Severity: diag.Error, Title: "缺少开头的信息栏",
		Doc: "每篇文稿以两行 +++ 围起的信息栏开头，写明标题、日期等，正文写在第二行 +++ 之后。"}
	RuleTOML = diag.Rule{ID: "text/toml", Severity: diag.Error, Title: "信息栏写法有误", Basis: "TOML 1.0",
		Doc: "信息栏每行写作“名称 = 值”：文字加英文双引号，日期写作 2025-10-14，数字直接写。"}
	RuleUnknownKey = diag.Rule{ID: "field/unknown", Severity: diag.Error, Title: "没有这个字段",
		Doc: "信息栏或配置里写了程序不认识的名称，多半是拼写有误。放过它，所填内容就会悄悄丢失，所以按错误处理。"}
	RuleValueType = diag.Rule{ID: "field/type", Severity: diag.Error, Title: "值的写法不符",
		Doc: "该字段需要另一种写法的值，例如数字不加引号、文字要加引号、多个值写在方括号里。"}

	Rules = []diag.Rule{RuleEncoding, RuleForeignEncoding, RuleFrontMatter, RuleTOML, RuleUnknownKey, RuleValueType}
)
