package source

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"xiangwei/internal/diag"
)

// Decode fills the struct that into points at from the table. Unknown keys and values of another type are problems with
// their positions, all of them in one go; the struct then keeps its defaults for those. Keys are the `toml` tags.
// Values of the types any and map[string]any are taken as they are.
func (t *Table) Decode(into any) diag.List {
	v := reflect.ValueOf(into).Elem()
	return t.decodeStruct(v, t.Values, nil)
}

func (t *Table) decodeStruct(v reflect.Value, values map[string]any, path []string) diag.List {
	var problems diag.List
	fields := map[string]reflect.Value{}
	var names []string
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("toml"); tag != "" {
			fields[tag] = v.Field(i)
			names = append(names, tag)
		}
	}
	for _, key := range t.Keys(path...) {
		value, ok := values[key]
		if !ok {
			continue
		}
		here := append(slices.Clone(path), key)
		if f, ok := fields[key]; ok {
			problems = append(problems, t.decodeValue(f, value, here)...)
			continue
		}
		problems = append(problems, t.UnknownKey(here, names))
	}
	return problems
}

// UnknownKey is the problem of a key that is none of the known ones.
func (t *Table) UnknownKey(path, known []string) diag.Problem {
	pos := t.KeyPos(path...)
	p := RuleUnknownKey.At(pos, "没有名为 %q 的字段", path[len(path)-1]).WithExcerpt(t.KeyLine(pos.Line))
	if near, ok := diag.Nearest(path[len(path)-1], known); ok {
		return p.WithHint("是不是想写 %s？", near)
	}
	return p.WithHint("可用的有：%s", strings.Join(known, "、"))
}

func (t *Table) decodeValue(f reflect.Value, value any, path []string) diag.List {
	switch f.Kind() {
	case reflect.Struct:
		if m, ok := value.(map[string]any); ok {
			return t.decodeStruct(f, m, path)
		}
		return t.mismatch(path, wantTable, value)
	case reflect.Map:
		return t.decodeMap(f, value, path)
	case reflect.Slice:
		return t.decodeSlice(f, value, path)
	case reflect.Interface:
		if value != nil {
			f.Set(reflect.ValueOf(value))
		}
		return nil
	}
	return t.decodeScalar(f, value, path)
}

func (t *Table) decodeScalar(f reflect.Value, value any, path []string) diag.List {
	switch want := f.Kind(); value := value.(type) {
	case string:
		if want == reflect.String {
			f.SetString(value)
			return nil
		}
	case bool:
		if want == reflect.Bool {
			f.SetBool(value)
			return nil
		}
	case int64:
		if want == reflect.Int || want == reflect.Int64 {
			f.SetInt(value)
			return nil
		}
		if want == reflect.Float64 {
			f.SetFloat(float64(value))
			return nil
		}
	case float64:
		if want == reflect.Float64 {
			f.SetFloat(value)
			return nil
		}
	}
	return t.mismatch(path, wanted[f.Kind()], value)
}

var wanted = map[reflect.Kind]string{
	reflect.String: `文字（加英文双引号）`, reflect.Bool: "true 或 false",
	reflect.Int: "整数（不加引号）", reflect.Int64: "整数（不加引号）", reflect.Float64: "数字（不加引号）",
}

func (t *Table) decodeMap(f reflect.Value, value any, path []string) diag.List {
	m, ok := value.(map[string]any)
	if !ok {
		return t.mismatch(path, wantTable, value)
	}
	if f.Type().Elem().Kind() == reflect.Interface {
		f.Set(reflect.ValueOf(m))
		return nil
	}
	var problems diag.List
	f.Set(reflect.MakeMap(f.Type()))
	for _, key := range t.Keys(path...) {
		element := reflect.New(f.Type().Elem()).Elem()
		problems = append(problems, t.decodeValue(element, m[key], append(slices.Clone(path), key))...)
		f.SetMapIndex(reflect.ValueOf(key), element)
	}
	return problems
}

func (t *Table) decodeSlice(f reflect.Value, value any, path []string) diag.List {
	list, ok := value.([]any)
	if !ok {
		return t.mismatch(path, wantList, value)
	}
	out := reflect.MakeSlice(f.Type(), 0, len(list))
	var problems diag.List
	for i, v := range list {
		element := reflect.New(f.Type().Elem()).Elem()
		found := t.decodeValue(element, v, path)
		for j := range found {
			if found[j].Rule == RuleValueType.ID {
				found[j].Pos = t.ElementPos(i, path...)
				found[j].Excerpt = t.Line(found[j].Pos.Line)
			}
		}
		problems = append(problems, found...)
		out = reflect.Append(out, element)
	}
	if problems == nil {
		f.Set(out)
	}
	return problems
}

func (t *Table) mismatch(path []string, want string, value any) diag.List {
	key := path[len(path)-1]
	return diag.List{t.Problem(RuleValueType, path, "%s 须是 %s，实为 %s", key, want, Show(value)).
		WithHint("写作 %s = %s", key, written[want])}
}

// written gives a value of each form, for hints.
var written = map[string]string{
	wanted[reflect.String]: `"文字"`, wanted[reflect.Bool]: "true", wanted[reflect.Int]: "12", wanted[reflect.Float64]: "1.5",
	wantTable: "{ 名称 = 值 }", wantList: `["甲", "乙"]`,
}

const (
	wantTable = "一张表"
	wantList  = `方括号里的一列值`
)

// Show writes a TOML value for a message, cut to 30 characters.
func Show(value any) string {
	var s string
	switch value := value.(type) {
	case string:
		s = fmt.Sprintf("%q", value)
	case map[string]any:
		return "一张表"
	case []any, []map[string]any:
		return "一列值"
	case time.Time:
		s = showTime(value)
	default:
		s = fmt.Sprint(value)
	}
	if r := []rune(s); len(r) > 30 {
		s = string(r[:30]) + "…"
	}
	return s
}

// showTime writes a date or time as the author did; the library tells the forms apart by the names of their zones.
func showTime(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format(time.DateOnly)
	case "time-local":
		return t.Format(time.TimeOnly)
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05")
	}
	return t.Format(time.RFC3339)
}

// Has reports whether one of the keys was written at the top level.
func (t *Table) Has(keys ...string) bool {
	for _, k := range keys {
		if _, ok := t.Values[k]; ok {
			return true
		}
	}
	return false
}

// DecodeKnown is Decode for a struct that describes only some of the keys: the others are not looked at.
func (t *Table) DecodeKnown(into any) diag.List {
	v := reflect.ValueOf(into).Elem()
	var problems diag.List
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag.Get("toml")
		if value, ok := t.Values[tag]; ok && tag != "" {
			problems = append(problems, t.decodeValue(v.Field(i), value, []string{tag})...)
		}
	}
	return problems
}
