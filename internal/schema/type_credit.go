package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/privacy"
)

// creditCodeType is a unified social credit code (统一社会信用代码, GB 32100—2015).
type creditCodeType struct{}

func (creditCodeType) Name() string       { return "credit-code" }
func (creditCodeType) Doc() string        { return "18 位统一社会信用代码，加英文双引号" }
func (creditCodeType) Example() string    { return `"91990000MA0000TE6W"` }
func (creditCodeType) JSON(v Value) any   { return v.text }
func (creditCodeType) CSV(v Value) string { return v.text }
func (creditCodeType) Form() Form {
	return Form{Label: "统一社会信用代码", JSON: "string", Table: "string"}
}

func (creditCodeType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	if _, ok := raw.(int64); ok {
		return Value{}, fault(RuleCreditCode, f.Label+"须加英文双引号，否则末几位会丢失", f.Name+` = "……"`)
	}
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	s = strings.ToUpper(strings.ReplaceAll(narrow(s), " ", ""))
	if privacy.ValidCreditCode(s) {
		return Text(s), nil
	}
	why := privacy.CreditCodeFault(s)
	if why == privacy.CodeLength {
		return Value{}, fault(RuleCreditCode, fmt.Sprintf("%s应为 18 位，实为 %d 位", f.Label, utf8.RuneCountInString(s)), "照营业执照补全")
	}
	return Value{}, fault(RuleCreditCode, fmt.Sprintf("%s有误：%s", f.Label, why), "照营业执照逐位核对，多半是抄错了一位或两位颠倒")
}
