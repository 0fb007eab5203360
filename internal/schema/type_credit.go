package schema

import (
	"fmt"
	"regexp"
	"strings"
)

// creditCodeType is a unified social credit code (统一社会信用代码, GB 32100—2015).
type creditCodeType struct{}

func (creditCodeType) Name() string       { return "credit-code" }
func (creditCodeType) Doc() string        { return "18 位统一社会信用代码，加英文双引号" }
func (creditCodeType) Example() string    { return `"91990000MA0000TE6W"` }
func (creditCodeType) JSON(v Value) any   { return v.text }
func (creditCodeType) CSV(v Value) string { return v.text }

var creditCodeForm = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$`)

func (creditCodeType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	if _, ok := raw.(int64); ok {
		return Value{}, fault(RuleCreditCode, f.Label+"须加英文双引号，否则末几位会丢失", f.Name+` = "……"`)
	}
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	s = strings.ToUpper(strings.ReplaceAll(narrow(s), " ", ""))
	if !creditCodeForm.MatchString(s) {
		return Value{}, fault(RuleCreditCode, fmt.Sprintf("%s须为 18 位，且不含 I、O、S、V、Z", f.Label), "核对营业执照上的统一社会信用代码")
	}
	return Text(s), nil
}
