package schema

import (
	"slices"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// What a kind.toml says about itself is checked here, so that a mistake is named when the kind is loaded and not when
// the first record happens to touch it.

func isFieldName(s string) bool {
	for i, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z':
		case i > 0 && (c >= '0' && c <= '9' || c == '_'):
		default:
			return false
		}
	}
	return s != ""
}

// role checks that the role exists and that its field is of a type the program can use for it.
func (r *reader) role(f *Field, path []string) {
	if f.Role == "" {
		return
	}
	info, ok := f.Role.info()
	if !ok {
		r.fail(path, "没有名为 %q 的角色；可用：%s", string(f.Role), strings.Join(roleNames(), "、"))
		return
	}
	if !slices.Contains(info.types, f.Type.Name()) {
		r.fail(path, "角色 %s 的字段须是 %s 类型，实为 %s", string(f.Role), strings.Join(info.types, " 或 "), f.Type.Name())
	}
}

// example checks that the example would pass: it is shown in hints and in new records.
func (r *reader) example(f *Field, path []string) {
	if f.Example == "" {
		return
	}
	for _, bad := range f.parse(f.exampleValue(), Env{}.complete()).faults {
		r.fail(path, "example 不符合本字段的要求：%s", bad.Message)
	}
}

// exampleValue returns the example as the front matter would hand it over.
func (f *Field) exampleValue() any {
	if f.Type.Name() == "period" || f.Type.Name() == "boolean" {
		if t, _ := source.ReadTable("", "v = "+f.Example, 1); t != nil {
			return t.Values["v"]
		}
	}
	if f.List {
		return []any{f.Example}
	}
	return f.Example
}

// finish checks what needs all fields: names used elsewhere in the file, the permalink, the order.
func (r *reader) finish(file kindFile) {
	k := r.kind
	if k.FieldOf(RoleTitle) == nil {
		r.fail(nil, `须有一个 role = "title" 的字段`)
	}
	r.publish(file.Publish)
	k.Order = Order{strings.TrimPrefix(file.Order, "-"), strings.HasPrefix(file.Order, "-")}
	r.known(k.Order.Field, "order")
	for _, f := range k.Fields {
		r.options(f.RequiredWhen, "field", f.Name, "required_when")
		if f.Column && !f.Private {
			k.columns = append(k.columns, f)
		}
	}
	for _, t := range k.Tables {
		r.options(t.When, "table", t.Name, "required_when")
		if t.Part != "" && !slices.ContainsFunc(k.Parts, func(p Part) bool { return p.Name == t.Part }) {
			r.fail([]string{"table", t.Name, "part"}, "没有部分 %q", t.Part)
		}
	}
	for _, p := range k.Parts {
		r.options(p.When, "part", p.Name, "when")
	}
	for _, d := range k.Dues {
		r.options(d.When, "due", d.Name, "when")
	}
	if len(k.Dues) > 0 && k.FieldOf(RoleYear) == nil {
		r.fail([]string{"due", k.Dues[0].Name}, `年度期限须有一个 role = "year" 的字段`)
	}
	for _, group := range k.OneOf {
		for _, name := range group {
			r.known(name, "one_of")
		}
	}
	r.headers()
	r.display(file.Display)
	for _, name := range r.Keys("lasting") {
		r.lasting(file.Lasting[name], name)
	}
	if file.Fresh != FreshNone {
		k.Fresh = r.period(file.Fresh, []string{"fresh"})
	}
	k.Timeless = file.Fresh == FreshNone
	if file.Permalink == "" {
		file.Permalink = "{slug}"
	}
	var err error
	if k.Permalink, err = parsePattern(file.Permalink, k); err != nil {
		r.fail([]string{"permalink"}, "permalink 不可用：%s", err)
	}
}

func (r *reader) known(name string, path ...string) {
	if name == "" || r.kind.Field(name) != nil {
		return
	}
	p := r.Problem(RuleKind, path, "没有字段 %q", name)
	if near, ok := diag.Nearest(name, r.kind.FieldNames()); ok {
		p = p.WithHint("是不是想写 %s？", near)
	}
	r.problems = append(r.problems, p)
}

// options checks a condition: the field, and that an enum can have the values.
func (r *reader) options(c *Condition, path ...string) {
	if c == nil {
		return
	}
	r.known(c.Field, append(slices.Clone(path), "field")...)
	f := r.kind.Field(c.Field)
	if f == nil || len(f.Values) == 0 {
		return
	}
	for _, v := range c.Has {
		if !slices.Contains(f.Values, v) {
			r.fail(append(slices.Clone(path), "has"), "%s没有“%s”这个选项", f.Label, v)
		}
	}
}

func (r *reader) publish(file publishFile) {
	k := r.kind
	k.Publish.From, k.Publish.Until, k.Publish.Ended = file.From, file.Until, file.Ended
	for _, use := range [][2]string{{"from", file.From}, {"until", file.Until}, {"ended", file.Ended}} {
		key, name := use[0], use[1]
		r.known(name, "publish", key)
		if f := k.Field(name); f != nil && !slices.Contains([]string{"date", "time", "period"}, f.Type.Name()) {
			r.fail([]string{"publish", key}, "%s 须是日期", name)
		}
	}
	var err error
	if k.Publish.Within, err = ParseLimit(file.Within); err != nil {
		r.fail([]string{"publish", "within"}, "%s", err)
	}
	if k.Publish.Withdraw, err = ParseLimit(file.Withdraw); err != nil {
		r.fail([]string{"publish", "withdraw"}, "%s", err)
	}
	k.Publish.Basis = file.Basis
	if file.Within != "" && file.From == "" {
		r.fail([]string{"publish", "within"}, "写了 within，还须用 from 写明从哪个日期起算")
	}
}

// headers files labels and aliases, which must not be claimed twice: an import could not tell the columns apart.
func (r *reader) headers() {
	k := r.kind
	for i, f := range k.Fields {
		for _, h := range f.headers() {
			if other, ok := k.byHeader[h]; ok && other != i {
				r.fail([]string{"field", f.Name}, "“%s”已是字段 %s 的名称或别名", h, k.Fields[other].Name)
			}
			k.byHeader[h] = i
			if k.Forbids(h) {
				r.fail([]string{"field", f.Name}, "“%s”列在 never 里，不得有字段", h)
			}
		}
	}
}
