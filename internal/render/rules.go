package render

import (
	"fmt"

	"xiangwei/internal/diag"
)

// Rules of this package.
var (
	RuleLayout = diag.Rule{ID: "layout/template", Severity: diag.Error, Title: "布局文件有误",
		Doc: "layouts 里的布局文件不能用：写法有误，或用了该类型没有的字段。布局出错时所有页面都不可靠，所以不予发布。"}
	RuleUnusedLayout = diag.Rule{ID: "layout/unused", Severity: diag.Warning, Title: "布局文件没有用到",
		Doc: "文件夹须是类型名或 default，文件名须是规定的几种（page、list、tombstone、_item 等）。拼错的布局不会生效，页面仍用内置的布局。"}
	RuleBrokenLink = diag.Rule{ID: "link/broken", Severity: diag.Error, Title: "站内链接失效", Basis: "国办秘函〔2019〕19号",
		Doc: "正文里的站内链接、附件、图片必须存在。链接可写另一篇文稿的文件路径，发布时自动换成它的网址。"}
	RuleForeignImage = diag.Rule{ID: "link/image", Severity: diag.Error, Title: "图片取自别的网站", Basis: "国办发〔2017〕47号",
		Doc: "图片要和文稿放在一起发布。取自别的网站的图片会把访问者的情况告诉对方，对方一改动就打不开，离线的屏幕和 U 盘上也看不到，所以页面不允许。"}
	RuleHiddenLink = diag.Rule{ID: "link/hidden", Severity: diag.Warning, Title: "链接指向未公开的文稿",
		Doc: "所指文稿是草稿、未到发布时间或已过公示期。页面上保留文字、去掉链接，不会出现死链。"}
	RuleTheme = diag.Rule{ID: "layout/theme", Severity: diag.Error, Title: "外观文件有误",
		Doc: "theme 里的样式、脚本或图片不能用。"}

	Rules = []diag.Rule{RuleLayout, RuleUnusedLayout, RuleBrokenLink, RuleForeignImage, RuleHiddenLink, RuleTheme}
)

func missingAsset(name string) error { return fmt.Errorf("the theme has no file %q", name) }
