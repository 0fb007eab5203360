package privacy

import "xiangwei/internal/diag"

const basisLaw = "个人信息保护法第十三条、第二十八条、第三十四条；政府信息公开条例第十五条"

// Rules lists what this package finds. A finding that is only shaped like personal data is raised under the same rule
// as a warning.
var Rules = []diag.Rule{
	ruleID, ruleMobile, ruleLandline, ruleBankCard, rulePassport, rulePlate, ruleAddress, RuleName, ruleMinor, ruleAccount,
}

var (
	ruleID = diag.Rule{ID: "privacy/id-number", Title: "出现公民身份号码", Basis: "GB 11643-1999；" + basisLaw,
		Doc: "文中出现身份证号或港澳台居民居住证号。公开前须删除或遮盖（如 9****************3）。校验码不符的，写明是身份证号的同样是错误，其余形似的作提醒：多为录入错误，也不应公开。"}
	ruleMobile = diag.Rule{ID: "privacy/mobile", Title: "出现手机号码", Basis: basisLaw,
		Doc: "文中出现手机号码。对外联系请改用办公电话；确需保留痕迹的写作 130****0000。"}
	ruleLandline = diag.Rule{ID: "privacy/landline", Title: "出现疑似私人固定电话", Basis: basisLaw,
		Doc: "固定电话跟在个人姓名之后，或标为住宅电话，或看不出属于哪个单位。属于办公电话的，请写明“咨询电话”“办公电话”等字样。"}
	ruleBankCard = diag.Rule{ID: "privacy/bank-card", Title: "出现银行卡号或账号", Basis: basisLaw,
		Doc: "文中出现银行卡号或银行账号。公开前须删除或遮盖，只留首尾各四位。"}
	rulePassport = diag.Rule{ID: "privacy/passport", Title: "出现护照或通行证号码", Basis: basisLaw,
		Doc: "文中出现护照、港澳台通行证或居留证件号码，公开前须删除或遮盖。"}
	rulePlate = diag.Rule{ID: "privacy/plate", Title: "出现车辆号牌", Basis: "GA 36-2018；" + basisLaw,
		Doc: "文中出现车辆号牌，可据以查到个人。公开前须遮盖，如 湘A*****。"}
	ruleAddress = diag.Rule{ID: "privacy/address", Title: "出现个人详细住址", Basis: basisLaw,
		Doc: "个人住址写到了乡镇、街道以下。公开时只写到乡镇或街道，其后以 XXXX 代替。"}

	// RuleName is raised for the name of a natural person that is not masked where it should be.
	RuleName = diag.Rule{ID: "privacy/name", Title: "自然人姓名未隐去", Basis: basisLaw,
		Doc: "当事人、经营者、证人等自然人的姓名没有隐去。请写作“张某某”；依法可以公开的，由栏目设置放行。没有称谓的姓名，上下文说到处罚、投诉、纠纷、伤病、救助等私人事情的是错误；此外形似人名的只作提醒。"}
	ruleMinor = diag.Rule{ID: "privacy/minor", Title: "可识别未成年人", Basis: "未成年人保护法第四条；个人信息保护法第二十八条",
		Doc: "未成年人的姓名与年龄或身份同时出现。请改写为“某未成年人”，不写姓名和年龄。"}
	ruleAccount = diag.Rule{ID: "privacy/account", Title: "出现个人网络账号", Basis: basisLaw,
		Doc: "文中出现个人微信号、QQ 号或私人邮箱。对外联系请改用单位公众号或政务邮箱。"}
)

func ruleOf(k Kind, certain bool) diag.Rule {
	var r diag.Rule
	switch k {
	case IDNumber, IDNumber15:
		r = ruleID
	case Mobile:
		r = ruleMobile
	case Landline:
		r = ruleLandline
	case BankCard:
		r = ruleBankCard
	case Passport, Permit:
		r = rulePassport
	case Plate:
		r = rulePlate
	case Address:
		r = ruleAddress
	case Name:
		r = RuleName
	case Minor:
		r = ruleMinor
	default:
		r = ruleAccount
	}
	if !certain {
		r.Severity = diag.Warning
	}
	return r
}
