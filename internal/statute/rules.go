package statute

import "xiangwei/internal/diag"

// The rules on citations. The caller knows where a citation stands and turns an Issue into a Problem.
var (
	ruleUnknown = diag.Rule{
		ID:       "citation/unknown",
		Severity: diag.Warning,
		Title:    "引用的法律法规不在库中",
		Doc: "引用的法律、法规、规章在本站法律法规库中没有找到，无法核对条文，也不能生成链接。" +
			"请核对名称是否写全、写对；名称无误的，请在法律法规库中补充该文件。",
	}
	ruleArticle = diag.Rule{
		ID:       "citation/article",
		Severity: diag.Error,
		Title:    "引用的条款不存在",
		Basis:    "《行政处罚法》第五十九条",
		Doc: "引用的条、款、项在法律法规库收录的文本中不存在。引错条文会使公开的法律依据失实。" +
			"请对照现行文本改正；库中文本有误或不全的，请改正库中文本，只收录部分条文的请注明节选。",
	}
	ruleNotInForce = diag.Rule{
		ID:       "citation/not-in-force",
		Severity: diag.Warning,
		Title:    "引用时尚未施行",
		Basis:    "《立法法》第一百零四条",
		Doc: "在作出决定或者发布之日，引用的法律法规尚未施行。法律原则上不溯及既往，作为依据引用时应当引用当时有效的文本。" +
			"宣传即将施行的新法时可以保留引用，并写明施行日期。",
	}
	ruleRepealed = diag.Rule{
		ID:       "citation/repealed",
		Severity: diag.Warning,
		Title:    "引用时已经废止",
		Doc: "在作出决定或者发布之日，引用的法律法规已经废止。请改引现行有效的规定；" +
			"确需说明旧法的，请在文中写明该文件已经废止。",
	}
	ruleRenumbered = diag.Rule{
		ID:       "citation/renumbered",
		Severity: diag.Warning,
		Title:    "条文序号已经调整",
		Basis:    "《行政处罚法》（2021年修订）、《行政复议法》（2023年修订）、《文物保护法》（2024年修订）",
		Doc: "法律修订后条文序号发生变化，引用的仍是修订前的序号。常见的如轻微违法不予处罚，" +
			"修订前为《行政处罚法》第二十七条，修订后为第三十三条；申请行政复议的期限，修订前为《行政复议法》第九条，修订后为第二十条。" +
			"请核对后改用现行序号。",
	}

	// Rules lists every rule this package raises, for the document of all rules.
	Rules = []diag.Rule{ruleUnknown, ruleArticle, ruleNotInForce, ruleRepealed, ruleRenumbered}
)
