package schema

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"xiangwei/internal/source"
)

// textType is one line of text.
type textType struct{}

func (textType) Name() string       { return "text" }
func (textType) Doc() string        { return "一行文字，加英文双引号" }
func (textType) Example() string    { return `"……"` }
func (textType) JSON(v Value) any   { return v.text }
func (textType) CSV(v Value) string { return v.text }
func (textType) Form() Form         { return Form{Label: "文字", JSON: "string", Table: "string"} }

func (textType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	if bad != nil {
		return Value{}, bad
	}
	if strings.Contains(s, "\n") {
		return Value{}, fault(RuleText, f.Label+"须写在一行之内", "去掉换行")
	}
	return Text(s), nil
}

// markdownType is a longer text that may have several paragraphs.
type markdownType struct{}

func (markdownType) Name() string { return "markdown" }
func (markdownType) Doc() string {
	return `一段或几段文字；多段时用三个英文双引号围起`
}
func (markdownType) Example() string    { return `"……"` }
func (markdownType) JSON(v Value) any   { return v.text }
func (markdownType) CSV(v Value) string { return v.text }
func (markdownType) Form() Form {
	return Form{Label: "文字（可分段）", JSON: "string", Table: "string"}
}

func (markdownType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	s, bad := wantString(raw, f)
	return Text(s), bad
}

// wantString returns the trimmed text of a string value, or what is wrong with another.
func wantString(raw any, f *Field) (string, *Fault) {
	s, ok := raw.(string)
	if ok {
		return strings.Trim(s, " \t\n\u3000"), nil
	}
	hint := fmt.Sprintf("写作 %s = %s", f.Name, f.example())
	switch raw.(type) {
	case int64, float64, bool, time.Time:
		if !f.private() {
			hint = fmt.Sprintf("写作 %s = %q", f.Name, source.Show(raw))
		}
	case []any:
		hint = "只填一个值，去掉方括号"
	}
	return "", fault(RuleText, fmt.Sprintf("%s须是文字（加英文双引号），实为 %s", f.Label, f.show(raw)), hint)
}

// check applies the constraints any field may declare: pattern, and least and most (of a number, or of characters).
func (f *Field) check(v Value) *Fault {
	if f.Pattern != nil && !f.Pattern.MatchString(v.text) {
		return fault(RuleText, fmt.Sprintf("%s的样式不符：%s", f.Label, f.show(v.text)), f.PatternHint)
	}
	n, number := v.Number()
	unit := f.Unit
	if !number {
		n, unit = float64(utf8.RuneCountInString(v.text)), "个字"
	}
	rule := RuleNumber
	if !number {
		rule = RuleText
	}
	if f.Min != nil && n < *f.Min {
		return fault(rule, fmt.Sprintf("%s不能少于 %s%s，实为 %s", f.Label, trimFloat(*f.Min), unit, trimFloat(n)), "请核对后修改")
	}
	if f.Max != nil && n > *f.Max {
		return fault(rule, fmt.Sprintf("%s不能多于 %s%s，实为 %s", f.Label, trimFloat(*f.Max), unit, trimFloat(n)), "请核对后修改")
	}
	return nil
}
