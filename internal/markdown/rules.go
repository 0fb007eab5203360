package markdown

import "xiangwei/internal/diag"

var (
	emphasisRule = diag.Rule{ID: "text/emphasis", Severity: diag.Warning, Title: "加粗符号未成对",
		Doc: "正文里留下了没有起作用的 **，读者会直接看到星号。请检查前后是否各有一对 **，且星号内侧没有空格；确要显示星号时写作 \\*\\*。"}
	headingOneRule = diag.Rule{ID: "text/heading-one", Severity: diag.Warning, Title: "正文使用了一级标题",
		Doc: "页面标题已经是一级标题，正文的标题从二级（##）起。已按二级标题显示，请把 # 改为 ##。"}
	headingJumpRule = diag.Rule{ID: "text/heading-jump", Severity: diag.Warning, Title: "标题跳级",
		Basis: "GB/T 37668—2019", Doc: "标题应逐级下降，如二级之下用三级。跳级会使读屏软件的用户误以为缺了一段。"}
	duplicateIDRule = diag.Rule{ID: "text/duplicate-id", Severity: diag.Warning, Title: "标题编号重复",
		Doc: "两个标题用 {#…} 写了同一个编号，链接只能到达第一个。请改用不同的编号。"}
	rawHTMLRule = diag.Rule{ID: "text/raw-html", Severity: diag.Error, Title: "正文含有 HTML 代码",
		Doc: "为保证安全，正文只接受 Markdown 写法，HTML 代码一律不发布。请改用相应的 Markdown 写法；确要显示尖括号时写作 \\<。"}
	schemeRule = diag.Rule{ID: "link/scheme", Severity: diag.Error, Title: "链接地址的类型不允许",
		Doc: "链接只允许网址（http、https）、邮箱（mailto）、电话（tel）、站内地址和页内位置（#…）。其他类型可能在读者的电脑上执行代码，不予发布。"}
	altRule = diag.Rule{ID: "text/alt", Severity: diag.Warning, Title: "图片缺少文字说明",
		Basis: "GB/T 37668—2019", Doc: "图片须有替代文字，供盲人和图片未能显示时阅读。写法：![图片内容的说明](图片地址)。"}
	markdownRule = diag.Rule{ID: "text/markdown", Severity: diag.Warning, Title: "疑似写错的 Markdown 标记",
		Doc: "全角符号、缺少空格或括号顺序颠倒，会使标题、链接、表格和脚注不起作用，原样显示给读者。"}
	indentCodeRule = diag.Rule{ID: "text/indent-code", Severity: diag.Warning, Title: "行首空格使正文变成代码",
		Doc: "行首有四个以上空格的段落会按程序代码显示。段首不必空格，页面样式会自动缩进。"}
	tableRule = diag.Rule{ID: "text/table", Severity: diag.Warning, Title: "表格行的格数多于表头",
		Doc: "一行的格数多于表头时，多出的内容不会显示。内容里的竖线须写作 \\|。"}
	complexRule = diag.Rule{ID: "text/complex", Severity: diag.Error, Title: "正文过于复杂",
		Doc: "嵌套层数、一段内的标记数或正文长度超出限度，无法在合理时间内排版。请拆分正文。"}
)

// Rules are all rules this package raises.
var Rules = []diag.Rule{
	emphasisRule, headingOneRule, headingJumpRule, duplicateIDRule, rawHTMLRule, schemeRule,
	altRule, markdownRule, indentCodeRule, tableRule, complexRule,
}
