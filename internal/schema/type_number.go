package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"xiangwei/internal/source"
)

// integerType is a whole number.
type integerType struct{}

func (integerType) Name() string       { return "integer" }
func (integerType) Doc() string        { return "整数，直接写，不加引号" }
func (integerType) Example() string    { return "12" }
func (integerType) JSON(v Value) any   { return v.Int() }
func (integerType) CSV(v Value) string { return strconv.FormatInt(v.Int(), 10) }
func (integerType) Form() Form         { return Form{Label: "整数", JSON: "integer", Table: "integer"} }

func (integerType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	n, given, ok := wantNumber(raw, f.Unit)
	if !given {
		return Value{}, nil
	}
	if !ok || n != math.Trunc(n) || math.Abs(n) > 1<<53 {
		return Value{}, notNumber(raw, f, "整数")
	}
	text := group(strconv.FormatInt(int64(n), 10))
	if f.Role == RoleYear {
		text = strconv.FormatInt(int64(n), 10) // 2024, not 2,024
	}
	return Value{text + f.Unit, int64(n)}, nil
}

// numberType is a number that may have decimals.
type numberType struct{}

func (numberType) Name() string       { return "number" }
func (numberType) Doc() string        { return "数字，可带小数，直接写，不加引号" }
func (numberType) Example() string    { return "12.5" }
func (numberType) JSON(v Value) any   { n, _ := v.Number(); return n }
func (numberType) CSV(v Value) string { n, _ := v.Number(); return trimFloat(n) }
func (numberType) Form() Form         { return Form{Label: "数值", JSON: "number", Table: "number"} }

func (numberType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	n, given, ok := wantNumber(raw, f.Unit)
	if !given {
		return Value{}, nil
	}
	if !ok {
		return Value{}, notNumber(raw, f, "数字")
	}
	return Value{group(trimFloat(n)) + f.Unit, n}, nil
}

// percentType is a share in per cent: 98.5 or "98.5%".
type percentType struct{}

func (percentType) Name() string       { return "percent" }
func (percentType) Doc() string        { return `百分比，写作 98.5 或 "98.5%"` }
func (percentType) Example() string    { return "98.5" }
func (percentType) JSON(v Value) any   { n, _ := v.Number(); return n }
func (percentType) CSV(v Value) string { n, _ := v.Number(); return trimFloat(n) }
func (percentType) Form() Form         { return Form{Label: "百分数", JSON: "number", Table: "number"} }

func (percentType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	if s, ok := raw.(string); ok {
		raw = strings.TrimRight(strings.TrimSpace(s), "%％")
	}
	n, given, ok := wantNumber(raw, "")
	if !given {
		return Value{}, nil
	}
	if !ok {
		return Value{}, notNumber(raw, f, "百分比")
	}
	return Value{trimFloat(n) + "%", n}, nil
}

// wantNumber reads a TOML number, or a cell's text with thousands separators, full-width digits and the field's unit.
func wantNumber(raw any, unit string) (n float64, given, ok bool) {
	switch raw := raw.(type) {
	case int64:
		return float64(raw), true, true
	case float64:
		return raw, true, !math.IsNaN(raw) && !math.IsInf(raw, 0)
	case string:
		s := narrow(strings.TrimSpace(raw))
		if s == "" || s == "—" || s == "-" {
			return 0, false, true
		}
		s = strings.TrimSpace(strings.TrimSuffix(s, unit))
		n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
		return n, true, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, true, false
}

func notNumber(raw any, f *Field, what string) *Fault {
	return fault(RuleNumber, fmt.Sprintf("%s须是%s，实为 %s", f.Label, what, source.Show(raw)),
		fmt.Sprintf("写作 %s = %s", f.Name, f.Type.Example()))
}

// narrow turns full-width digits and punctuation, which input methods produce, into ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９', r == '．', r == '，', r == '－', r == '＋':
			return r - 0xFEE0
		}
		return r
	}, s)
}

// trimFloat writes a number without needless zeros.
func trimFloat(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// group puts a comma between thousands: 2,450.
func group(s string) string {
	whole, rest, found := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + rest
	}
	return sign + whole
}
