package output

import "xiangwei/internal/diag"

var (
	ruleCollision = diag.Rule{
		ID: "output/collision", Severity: diag.Error, Title: "两个文件争用同一网址",
		Doc: "两份内容要发布到同一个路径，或者两个路径只有字母大小写、Unicode 写法不同，或者一个路径既是文件又是文件夹。" +
			"Windows 和 macOS 的磁盘会把这样的文件并成一个，后写的盖掉先写的，因此一律不发布。请给其中一份换一个文件名（slug）。",
	}
	rulePath = diag.Rule{
		ID: "output/path", Severity: diag.Error, Title: "发布路径不合规",
		Doc: "要发布的路径在某些系统上无法保存，或者会跑出发布文件夹，或者占用了程序自用的文件名。" +
			"路径须为相对路径，用“/”分隔，不超过 240 字节，不含 \\ : * ? \" < > | 和控制字符，各级名称不以点或空格结尾，" +
			"也不能是 con、nul、com1 等 Windows 保留名。请改用字母、数字、汉字和连字符组成的文件名。",
	}
	ruleMinify = diag.Rule{
		ID: "output/minify", Severity: diag.Warning, Title: "文件未能压缩",
		Doc: "文件或页面内嵌的脚本、样式、JSON 有语法错误，程序无法压缩，已按原样发布。页面仍可阅读，但出错的脚本可能不起作用。" +
			"请检查所指位置的语法。",
	}
)

// Rules lists what this package can find wrong.
var Rules = []diag.Rule{ruleCollision, rulePath, ruleMinify}
