package serve

import "xiangwei/internal/diag"

// RuleBuild is raised when a build broke off for a reason outside the site's text.
var RuleBuild = diag.Rule{ID: "serve/build", Severity: diag.Error, Title: "未能生成网站",
	Doc: "预览时没能读取或生成网站，常见原因是 config.toml 不存在、文件没有读取权限或正被别的程序占用。处理后保存任一文稿，预览会自动重试；之前的网页一直保留。"}

// Rules of this package.
var Rules = []diag.Rule{RuleBuild}
