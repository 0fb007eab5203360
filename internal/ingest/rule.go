package ingest

import "xiangwei/internal/diag"

var (
	ruleEmpty = diag.Rule{
		ID: "import/empty", Severity: diag.Error, Title: "导入的文件没有文字",
		Doc: "文件是空的，或者只有空格、空行和页码。请确认选对了文件；扫描件要先作文字识别，再导入识别后的文字。",
	}
	ruleBinary = diag.Rule{
		ID: "import/binary", Severity: diag.Error, Title: "导入的文件不是纯文本",
		Doc: "文件里有大量不能显示的字符，多半是 Word、PDF 或压缩文件改了扩展名，或者编码没有认对。" +
			"请在原来的软件里另存为“纯文本（UTF-8）”再导入。",
	}
	ruleTitle = diag.Rule{
		ID: "import/title", Severity: diag.Warning, Title: "没有认出标题",
		Doc: "标题应在文件最前面单独成行，可以分成两三行。文件一开头就是正文时，标题留空，由导入的人补写。",
	}
)

// Rules lists what an import may report.
var Rules = []diag.Rule{ruleEmpty, ruleBinary, ruleTitle}
