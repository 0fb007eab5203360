package schema

import "strings"

// TypePerson is the name of the field type whose values are names of natural persons.
const TypePerson = "person"

// personType is the name of a natural person. It is masked here, at load, by the site's policy, so that no later stage
// ever holds the raw name (个人信息保护法; standards of masking differ by place and are configured).
type personType struct{}

func (personType) Name() string { return TypePerson }
func (personType) Doc() string {
	return "自然人姓名，发布时自动按站点设置隐去，例如 张某某"
}
func (personType) Example() string    { return `"张某某"` }
func (personType) JSON(v Value) any   { return v.text }
func (personType) CSV(v Value) string { return v.text }
func (personType) Form() Form {
	return Form{Label: "姓名（已隐去）", JSON: "string", Table: "string"}
}

func (personType) Parse(raw any, f *Field, env Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	if strings.Contains(s, "\n") {
		return Value{}, fault(RuleText, f.Label+"须写在一行之内", "去掉换行")
	}
	if strings.ContainsAny(narrow(s), "0123456789") {
		// A number beside a name is mostly an identity card's; it must not be echoed.
		return Value{}, fault(RuleText, f.Label+"只填姓名，不得含有数字", "删去证件号码、电话等，只留姓名")
	}
	if env.MaskName != nil {
		s = env.MaskName(s)
	}
	return Text(s), nil
}

// maskTogether masks the names of a list as a whole: 张某甲、张某乙.
func maskTogether(values []Value, env Env) []Value {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.text
	}
	for i, n := range env.MaskNames(names) {
		values[i] = Text(n)
	}
	return values
}
