package schema

import (
	"regexp"
	"slices"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// kindFile is kind.toml as it is written; ReadKind turns it into a Kind.
type kindFile struct {
	Label        string                 `toml:"label"`
	Doc          string                 `toml:"doc"`
	Section      string                 `toml:"section"`
	SectionLabel string                 `toml:"section_label"`
	Description  string                 `toml:"description"`
	Keywords     string                 `toml:"keywords"`
	ColumnType   string                 `toml:"column_type"`
	Permalink    string                 `toml:"permalink"`
	Order        string                 `toml:"order"`
	Basis        []string               `toml:"basis"`
	Checks       []string               `toml:"checks"`
	Reviews      int                    `toml:"reviews"`
	Never        []string               `toml:"never"`
	OneOf        [][]string             `toml:"one_of"`
	Publish      publishFile            `toml:"publish"`
	Due          map[string]dueFile     `toml:"due"`
	Display      displayFile            `toml:"display"`
	Lasting      map[string]lastingFile `toml:"lasting"`
	Fresh        string                 `toml:"fresh"`
	Field        map[string]fieldFile   `toml:"field"`
	Table        map[string]tableFile   `toml:"table"`
	Part         map[string]partFile    `toml:"part"`
	Derive       map[string]deriveFile  `toml:"derive"`
	Remedy       map[string]remedyFile  `toml:"remedy"`
	Linked       linkedFile             `toml:"linked"`
	Chart        map[string]chartFile   `toml:"chart"`
	Origin       map[string]originFile  `toml:"origin"`
	Calendar     bool                   `toml:"calendar"`
}

type publishFile struct {
	From     string `toml:"from"`
	Within   string `toml:"within"`
	Until    string `toml:"until"`
	Ended    string `toml:"ended"`
	Basis    string `toml:"basis"`
	Withdraw string `toml:"withdraw"`
}

type dueFile struct {
	By     string        `toml:"by"`
	Submit string        `toml:"submit"`
	Label  string        `toml:"label"`
	When   conditionFile `toml:"when"`
	Basis  string        `toml:"basis"`
}

type fieldFile struct {
	Label        string            `toml:"label"`
	Help         string            `toml:"help"`
	Example      string            `toml:"example"`
	Type         string            `toml:"type"`
	Role         string            `toml:"role"`
	Required     bool              `toml:"required"`
	RequiredWhen conditionFile     `toml:"required_when"`
	Unique       bool              `toml:"unique"`
	List         bool              `toml:"list"`
	Column       bool              `toml:"column"`
	Filter       bool              `toml:"filter"`
	Hidden       bool              `toml:"hidden"`
	Private      bool              `toml:"private"`
	Term         string            `toml:"term"`
	Aliases      []string          `toml:"aliases"`
	Values       []string          `toml:"values"`
	Old          map[string]string `toml:"old"`
	Pattern      string            `toml:"pattern"`
	PatternHint  string            `toml:"pattern_hint"`
	Min          any               `toml:"min"`
	Max          any               `toml:"max"`
	Unit         string            `toml:"unit"`
	Basis        string            `toml:"basis"`
	Said         []string          `toml:"said"`
	Kinds        []string          `toml:"kinds"`
}

type conditionFile struct {
	Field string `toml:"field"`
	Has   any    `toml:"has"`
}

type tableFile struct {
	Label    string               `toml:"label"`
	Help     string               `toml:"help"`
	Required bool                 `toml:"required"`
	When     conditionFile        `toml:"required_when"`
	Anchor   string               `toml:"anchor"`
	Column   map[string]fieldFile `toml:"column"`
	Part     string               `toml:"part"`
	Unique   []string             `toml:"unique"`
	Key      string               `toml:"key"`
	Said     string               `toml:"said"`
	Row      map[string]rowFile   `toml:"row"`
	Sum      map[string]sumFile   `toml:"sum"`
	Carry    map[string]carryFile `toml:"carry"`
}

type partFile struct {
	Label string        `toml:"label"`
	Match []string      `toml:"match"`
	When  conditionFile `toml:"when"`
}

// reader turns one kind.toml into a Kind, collecting what is wrong with it.
type reader struct {
	*source.Table
	kind     *Kind
	problems diag.List
}

// ReadKind reads a kind.toml. A kind with an error is nil.
func ReadKind(name, path string, raw []byte) (*Kind, diag.List) {
	table, problems := source.ReadTOML(path, raw)
	if table == nil {
		return nil, problems
	}
	var file kindFile
	problems = append(problems, table.Decode(&file)...)
	r := &reader{Table: table, kind: &Kind{Name: name, byName: map[string]int{}, byRole: map[Role]int{}, byHeader: map[string]int{}}}
	r.head(file)
	for _, key := range table.Keys("field") {
		r.field(file.Field[key], key, "field", key)
	}
	for _, key := range table.Keys("table") {
		r.table(file.Table[key], key)
	}
	for _, key := range table.Keys("part") {
		r.part(file.Part[key], key)
	}
	for _, key := range table.Keys("due") {
		r.due(file.Due[key], key)
	}
	for _, key := range table.Keys("derive") {
		r.derive(file.Derive[key], key)
	}
	for _, key := range table.Keys("remedy") {
		r.remedy(file.Remedy[key], key)
	}
	for _, key := range table.Keys("chart") {
		r.chart(file.Chart[key], key)
	}
	for _, key := range table.Keys("origin") {
		r.origin(file.Origin[key], key)
	}
	r.linked(file.Linked)
	r.calendar(file.Calendar)
	r.finish(file)
	problems = append(problems, r.problems...)
	if problems.Errors() > 0 {
		return nil, problems
	}
	return r.kind, problems
}

func (r *reader) fail(path []string, format string, args ...any) {
	r.problems = append(r.problems, r.Problem(RuleKind, path, format, args...))
}

func (r *reader) head(file kindFile) {
	k := r.kind
	if !IsSlug(k.Name) {
		r.fail(nil, "类型的文件夹名须是小写英文：%q", k.Name)
	}
	if file.Label == "" {
		r.fail([]string{"label"}, "缺少 label（类型的中文名称）")
	}
	if !IsSlug(file.Section) {
		r.fail([]string{"section"}, "section 须是小写英文，实为 %q", file.Section)
	}
	k.Label, k.Doc, k.Section, k.SectionLabel = file.Label, file.Doc, file.Section, file.SectionLabel
	k.Description, k.Keywords, k.ColumnType = file.Description, file.Keywords, file.ColumnType
	k.Basis, k.Checks, k.Reviews, k.Never, k.OneOf = file.Basis, file.Checks, file.Reviews, file.Never, file.OneOf
	if k.SectionLabel == "" {
		k.SectionLabel = k.Label
	}
}

// field reads one field or column, and files it under the kind unless it is a column.
func (r *reader) field(file fieldFile, name string, path ...string) *Field {
	at := func(key string) []string { return append(slices.Clone(path), key) }
	f := &Field{Name: name, Label: file.Label, Help: file.Help, Example: file.Example, Type: typeOf(file.Type), Role: Role(file.Role),
		Required: file.Required, Unique: file.Unique, List: file.List, Column: file.Column, Filter: file.Filter, Hidden: file.Hidden,
		Private: file.Private, Term: file.Term, Aliases: file.Aliases, Values: file.Values, Old: file.Old,
		PatternHint: file.PatternHint, Unit: file.Unit, Basis: file.Basis, Said: file.Said, Kinds: file.Kinds}
	if f.Label == "" {
		r.fail(path, "字段 %s 缺少 label（中文名称）", name)
	}
	if f.Type == nil {
		r.fail(at("type"), "没有名为 %q 的字段类型；可用：%s", file.Type, strings.Join(typeNames(), "、"))
		f.Type = textType{}
	}
	if f.Filter && (f.Type.Name() != "enum" && f.Type.Name() != "text" || f.Private) {
		r.fail(at("filter"), "字段 %s 不能用来筛选：只有公开的 enum 和 text 字段可以", name)
	}
	if !isFieldName(name) {
		r.fail(path, "字段名 %q 只能用小写英文字母、数字和下划线，以字母开头", name)
	}
	r.role(f, at("role"))
	if f.Type.Name() == "enum" && len(f.Values) == 0 {
		r.fail(path, "字段 %s 是 enum，须用 values 列出选项", name)
	}
	for _, old := range r.Keys(at("old")...) {
		if now := f.Old[old]; !slices.Contains(f.Values, now) {
			r.fail(append(at("old"), old), "旧名称 %q 对应的 %q 不在 values 里", old, now)
		}
	}
	if file.Pattern != "" {
		re, err := regexp.Compile(file.Pattern)
		if err != nil {
			r.fail(at("pattern"), "pattern 不是正则表达式：%q", file.Pattern)
		}
		f.Pattern = re
	}
	f.Min, f.Max = r.bound(file.Min, at("min")), r.bound(file.Max, at("max"))
	f.RequiredWhen = r.condition(file.RequiredWhen, at("required_when"))
	r.example(f, at("example"))
	if path[0] == "field" {
		r.add(f, path)
	}
	return f
}

func (r *reader) add(f *Field, path []string) {
	k := r.kind
	if slices.Contains(envelopeNames, f.Name) && (f.Name != reviewsName || k.Reviews > 0) {
		r.fail(path, "%s 是所有类型通用的字段，不能再定义", f.Name)
	}
	i := len(k.Fields)
	k.Fields = append(k.Fields, f)
	k.byName[f.Name] = i
	if f.Role == "" {
		return
	}
	if other, ok := k.byRole[f.Role]; ok {
		r.fail(path, "角色 %s 已由字段 %s 担任", f.Role, k.Fields[other].Name)
		return
	}
	k.byRole[f.Role] = i
}

func (r *reader) bound(raw any, path []string) *float64 {
	if raw == nil {
		return nil
	}
	n, _, ok := wantNumber(raw, "")
	if !ok {
		r.fail(path, "须是数字，实为 %s", source.Show(raw))
		return nil
	}
	return &n
}

func (r *reader) condition(file conditionFile, path []string) *Condition {
	if file.Field == "" {
		return nil
	}
	c := &Condition{Field: file.Field}
	switch has := file.Has.(type) {
	case string:
		c.Has = []string{has}
	case []any:
		for _, v := range has {
			if s, ok := v.(string); ok {
				c.Has = append(c.Has, s)
			}
		}
	}
	if len(c.Has) == 0 {
		r.fail(path, `条件写作 {field = "category", has = "罚款"}`)
	}
	return c
}

func (r *reader) table(file tableFile, name string) {
	t := &Table{Name: name, Label: file.Label, Help: file.Help, Required: file.Required, Part: file.Part, Anchor: file.Anchor, Unique: file.Unique}
	t.When = r.condition(file.When, []string{"table", name, "required_when"})
	if t.Anchor == "" {
		t.Anchor = "row"
	}
	for _, key := range r.Keys("table", name, "column") {
		t.Columns = append(t.Columns, r.field(file.Column[key], key, "table", name, "column", key))
	}
	if len(t.Columns) == 0 {
		r.fail([]string{"table", name}, "数据表 %s 没有列", name)
	}
	if twice := t.index(); twice != "" {
		r.fail([]string{"table", name}, "两列都叫“%s”（label 和 aliases 不得重复）", twice)
	}
	for _, c := range t.Columns {
		if on := c.RequiredWhen; on != nil && !slices.ContainsFunc(t.Columns, func(o *Field) bool { return o.Name == on.Field }) {
			r.fail([]string{"table", name, "column", c.Name, "required_when", "field"}, "没有列 %q", on.Field)
		}
	}
	for _, column := range t.Unique {
		if t.Column(column) == nil {
			r.fail([]string{"table", name, "unique"}, "没有列 %q", column)
		}
	}
	r.rowSpecs(t, file)
	r.sums(t, file)
	r.kind.Tables = append(r.kind.Tables, t)
}

func (r *reader) part(file partFile, name string) {
	p := Part{Name: name, Label: file.Label, Match: file.Match, When: r.condition(file.When, []string{"part", name, "when"})}
	if p.Label == "" || len(p.Match) == 0 {
		r.fail([]string{"part", name}, "部分 %s 须有 label 和 match", name)
	}
	r.kind.Parts = append(r.kind.Parts, p)
}
