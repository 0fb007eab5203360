package schema

import (
	"fmt"
	"strings"
)

// personType is the name of a natural person. It is masked here, at load, by the site's policy, so that no later stage
// ever holds the raw name (个人信息保护法; standards of masking differ by place and are configured).
type personType struct{}

func (personType) Name() string { return "person" }
func (personType) Doc() string {
	return "自然人姓名，发布时自动按站点设置隐去，例如 张某某"
}
func (personType) Example() string    { return `"张某某"` }
func (personType) JSON(v Value) any   { return v.text }
func (personType) CSV(v Value) string { return v.text }

func (personType) Parse(raw any, f *Field, env Env) (Value, *Fault) {
	s, ok := raw.(string)
	if !ok {
		return Value{}, fault(RuleText, f.Label+"须是文字", fmt.Sprintf("写作 %s = \"张某某\"", f.Name))
	}
	s = strings.TrimSpace(s)
	if env.MaskName != nil && s != "" {
		s = env.MaskName(s)
	}
	return Text(s), nil
}
