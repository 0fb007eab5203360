package schema

import (
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// enumType is one of the words the field lists. Old names (field.old) are read as the new ones.
type enumType struct{}

func (enumType) Name() string       { return "enum" }
func (enumType) Doc() string        { return "规定选项中的一个，加英文双引号" }
func (enumType) Example() string    { return `"……"` }
func (enumType) JSON(v Value) any   { return v.text }
func (enumType) CSV(v Value) string { return v.text }
func (enumType) Form() Form         { return Form{Label: "选项", JSON: "string", Table: "string"} }

func (enumType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil || s == "" {
		return Value{}, bad
	}
	if now, ok := f.Old[s]; ok {
		s = now
	}
	if slices.Contains(f.Values, s) {
		return Text(s), nil
	}
	hint := "可填：" + strings.Join(f.Values, "、")
	if near, ok := diag.Nearest(s, f.Values); ok {
		hint = fmt.Sprintf("是不是“%s”？%s", near, hint)
	}
	return Value{}, fault(RuleEnum, fmt.Sprintf("%s没有“%s”这个选项", f.Label, s), hint)
}

// booleanType is yes or no.
type booleanType struct{}

func (booleanType) Name() string       { return "boolean" }
func (booleanType) Doc() string        { return "true（是）或 false（否），不加引号" }
func (booleanType) Example() string    { return "false" }
func (booleanType) JSON(v Value) any   { return v.Bool() }
func (booleanType) CSV(v Value) string { return v.text }
func (booleanType) Form() Form         { return Form{Label: "是或否", JSON: "boolean", Table: "boolean"} }

func (booleanType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	switch raw := raw.(type) {
	case bool:
		if raw {
			return Value{"是", true}, nil
		}
		return Value{"否", false}, nil
	case string:
		switch strings.TrimSpace(raw) {
		case "":
			return Value{}, nil
		case "是", "√", "有":
			return Value{"是", true}, nil
		case "否", "×", "无":
			return Value{"否", false}, nil
		}
	}
	return Value{}, fault(RuleBoolean, fmt.Sprintf("%s须是 true 或 false，实为 %s", f.Label, source.Show(raw)),
		fmt.Sprintf("写作 %s = true", f.Name))
}
