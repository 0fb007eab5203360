package schema

import "xiangwei/internal/diag"

// Rules of this package: what a record's fields must be.
var (
	RuleKind = diag.Rule{ID: "kind/definition", Severity: diag.Error, Title: "类型定义有误",
		Doc: "layouts/<类型>/kind.toml 写明一类信息的字段和要求。定义有误时，该类型的文稿无法检查，所以不予发布。"}
	RuleRequired = diag.Rule{ID: "field/required", Severity: diag.Error, Title: "缺少必填字段",
		Doc: "每类信息都有法律或标准要求必须公开的内容，漏填即不符合公开要求。运行 xiangwei kinds <类型> 可查看全部字段和依据。"}
	RuleOneOf = diag.Rule{ID: "field/one-of", Severity: diag.Error, Title: "几个字段至少填一个",
		Doc: "这几个字段中至少要填一个，否则内容不完整。"}
	RuleUnique = diag.Rule{ID: "field/unique", Severity: diag.Error, Title: "编号重复",
		Doc: "文号一类的字段在全站只能出现一次。重复多半是复制旧稿后忘了改，或同一件事发了两遍。"}
	RuleText = diag.Rule{ID: "field/text", Severity: diag.Error, Title: "文字不符合要求",
		Doc: "该字段须是一段文字（加英文双引号），并符合规定的样式。"}
	RuleDate = diag.Rule{ID: "field/date", Severity: diag.Error, Title: "日期写法不符",
		Doc: "日期写作 2025-10-14（也可写 2025年10月14日），带时刻写作 2025-10-14 09:00。日期一律按站点所在时区理解。"}
	RuleOrder = diag.Rule{ID: "field/order", Severity: diag.Error, Title: "有效期的起止颠倒",
		Doc: "有效期的最后一天早于施行日期或作出日期，多半是年份写错了。照原件核对两个日期。"}
	RuleMoney = diag.Rule{ID: "field/money", Severity: diag.Error, Title: "金额写法不符",
		Doc: "金额以元为单位，写作 2000 或 2000.50，最多两位小数。"}
	RuleNumber = diag.Rule{ID: "field/number", Severity: diag.Error, Title: "数字写法不符或超出范围",
		Doc: "该字段须是数字，直接写，不加引号，并在规定范围之内。"}
	RuleEnum = diag.Rule{ID: "field/enum", Severity: diag.Error, Title: "不是规定的选项",
		Doc: "该字段只能填规定的几个词，统计和筛选都依赖它们。"}
	RuleOldName = diag.Rule{ID: "field/old-name", Severity: diag.Warning, Title: "用了旧名称",
		Doc: "法律修订后，一些类别换了名称。程序按新名称理解，建议改写。"}
	RuleBoolean = diag.Rule{ID: "field/boolean", Severity: diag.Error, Title: "须是“是”或“否”",
		Doc: "该字段写 true（是）或 false（否），不加引号。"}
	RuleDocNumber = diag.Rule{ID: "field/doc-number", Severity: diag.Error, Title: "文号写法不符", Basis: "GB/T 9704—2012",
		Doc: "文号由机关代字、年份、序号组成，年份用六角括号〔〕，序号不加“第”、不补零，例如 （某）文综罚字〔2025〕8号。"}
	RuleCreditCode = diag.Rule{ID: "field/credit-code", Severity: diag.Error, Title: "统一社会信用代码有误", Basis: "GB 32100—2015",
		Doc: "统一社会信用代码为 18 位，末位是校验位。核对营业执照后重新填写。"}
	RulePhone = diag.Rule{ID: "field/phone", Severity: diag.Error, Title: "电话写法不符",
		Doc: "填写办公电话或服务热线，例如 0999-8000000、12345。个人手机号不得公开。"}
	RuleURL = diag.Rule{ID: "field/url", Severity: diag.Error, Title: "网址写法不符",
		Doc: "网址以 https:// 或 http:// 开头。"}
	RuleFile = diag.Rule{ID: "field/file", Severity: diag.Error, Title: "附件不存在或路径不符",
		Doc: "附件放在文稿旁边的文件夹里，这里写它相对于文稿的路径。"}
	RuleRef = diag.Rule{ID: "field/ref", Severity: diag.Error, Title: "指向的文稿不存在",
		Doc: "这里写另一篇文稿相对于 content 的路径，例如 penalties/2025/p-008.md。"}
	RuleNever = diag.Rule{ID: "field/never", Severity: diag.Error, Title: "不得公开的内容", Basis: "《行政处罚法》第五十条；《个人信息保护法》",
		Doc: "身份证号、住址、银行账号一类的内容不得公开，所以没有对应的字段。从表格导入时也不会带入。"}
	RuleEnvelope = diag.Rule{ID: "field/envelope", Severity: diag.Error, Title: "通用字段写法不符",
		Doc: "draft、slug、permalink、aliases、withdrawn 等字段对所有类型通用，各有固定写法，见 xiangwei kinds。"}
	RuleTable = diag.Rule{ID: "table/missing", Severity: diag.Error, Title: "缺少数据表",
		Doc: "清单、统计一类的文稿，正文里的表格就是数据，须按规定的表头列出。"}
	RuleColumn = diag.Rule{ID: "table/column", Severity: diag.Error, Title: "数据表缺少必需的列",
		Doc: "数据表的表头须含规定的各列，列名可用规定的别名。"}
	RuleHeader = diag.Rule{ID: "table/header", Severity: diag.Warning, Title: "表头不认识",
		Doc: "该列不在规定之内，内容会照常显示，但不会进入开放数据。"}
	RuleCell = diag.Rule{ID: "table/cell", Severity: diag.Error, Title: "单元格不能为空",
		Doc: "该列每一行都必须填写。"}
	RuleTwice = diag.Rule{ID: "table/twice", Severity: diag.Error, Title: "一张表里两行的编号相同",
		Doc: "执法证号一类的编号一行一个，两行相同的多半是复制后忘了改，群众据以核对会认错人。"}
	RuleRow = diag.Rule{ID: "table/row", Severity: diag.Error, Title: "数据表缺少规定的行，或者有重复的行",
		Doc: "格式固定的统计表，各行由上级规定，一行也不能少，没有的填 0。行以名称识别，序号和标点不计。"}
	RuleRowLabel = diag.Rule{ID: "table/row-label", Severity: diag.Warning, Title: "行的名称不认识",
		Doc: "格式固定的统计表里出现了规定以外的行。该行照常显示，但不参加核对。核对名称有没有写错。"}
	RulePart = diag.Rule{ID: "report/part", Severity: diag.Warning, Title: "缺少规定的部分", Basis: "厅字〔2019〕28号第二十五条；《政府信息公开条例》第五十条",
		Doc: "年度报告、以案释法等文稿有规定的组成部分，以标题识别。缺少的部分应补上，没有内容也要写明。"}

	Rules = []diag.Rule{RuleKind, RuleRequired, RuleOneOf, RuleUnique, RuleText, RuleDate, RuleOrder, RuleMoney, RuleNumber, RuleEnum,
		RuleOldName, RuleBoolean, RuleDocNumber, RuleCreditCode, RulePhone, RuleURL, RuleFile, RuleRef, RuleNever, RuleEnvelope, RuleTable,
		RuleColumn, RuleHeader, RuleCell, RuleTwice, RuleRow, RuleRowLabel, RulePart}
)

func fault(r diag.Rule, message, hint string) *Fault { return &Fault{r, message, hint} }
