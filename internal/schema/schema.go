// Package schema owns the kinds of disclosure: a kind is one folder of data (layouts/<kind>/kind.toml) that says which
// fields a record has, what they mean, which law asks for them and by when. Validation, scaffolding, help, lists, open
// data and layouts are all derived from it, so a new kind needs no Go.
//
// The package turns positioned values into typed records. It owns the closed set of field types, one file each, and the
// closed set of roles, which are the only way other Go code reaches a field. No Go code names a kind. It knows nothing
// of pages, addresses on disk or the clock.
package schema

import (
	"cmp"
	"context"
	"io/fs"
	"slices"

	"xiangwei/internal/diag"
	"xiangwei/internal/parallel"
	"xiangwei/internal/source"
)

// Kind is one kind of disclosure, as its folder describes it.
type Kind struct {
	Name         string // folder name, ASCII: "penalty"
	Label        string // Chinese name: 行政处罚决定
	Doc          string // what it is for, for staff
	Section      string // folder below content/ and address of its list: "penalties"
	SectionLabel string // Chinese name of the section
	Description  string // purpose of the section (ColumnDescription)
	Keywords     string // ColumnKeywords
	ColumnType   string // ColumnType, of the list of 国办发〔2017〕47号
	Permalink    Pattern
	Order        Order
	Basis        []string // legal basis, shown and printed
	Checks       []string // names of rules in package audit
	Reviews      int      // review stages a text needs before it may be shown (三审三校: 3)
	Publish      Publish
	Dues         []Due
	Display      *Display // display periods by class; nil for none
	Lastings     []Lasting
	Derives      []Derive
	Remedies     []Remedy
	Linked       *Linked // what records are in the words of schema.org; nil: told by no one
	Charts       []Chart
	Origins      []Origin
	Calendar     bool     // records have a day: lists get calendars of the months
	Fresh        Limit    // how long a section of the kind may go without a new record; zero: by its ColumnType
	Timeless     bool     // fresh = "none": records come when they come
	Fields       []*Field // in the order of kind.toml
	Tables       []*Table
	Parts        []Part
	Never        []string   // headers of what must never be published, for a clear refusal
	OneOf        [][]string // groups of fields of which at least one is required

	byName   map[string]int
	byRole   map[Role]int
	byHeader map[string]int
	columns  []*Field
}

// Order says how a list of the kind is sorted.
type Order struct {
	Field      string
	Descending bool
}

// Publish holds the deadline and the display period of a kind.
type Publish struct {
	From     string // field whose date starts the clock
	Within   Limit  // how soon after that the record must be public
	Until    string // field whose day is the last day of display; empty: no end
	Ended    string // field whose day, where it was given, is the first day of display no more (信用修复日期)
	Basis    string // what sets the deadline, for messages
	Withdraw Limit  // how soon a decision that was changed, revoked or found unlawful must be withdrawn
}

// FreshNone is the value of fresh in kind.toml for kinds whose sections need no regular news.
const FreshNone = "none"

// Part is a part a document's body must have, recognised by words in a heading.
type Part struct {
	Name  string
	Label string
	Match []string // any of these words in a heading of the body
	When  *Condition
}

// Set is all kinds of a site, sorted by name.
type Set struct {
	Kinds  []*Kind
	Faulty bool // a kind was left out for its faults: whatever is missed may be that one
	byName map[string]*Kind
}

// Load reads every folder of layouts that has a kind.toml. A kind whose file is faulty is left out and its problems are
// returned; the error is for a tree that cannot be read.
func Load(layouts fs.FS) (*Set, diag.List, error) {
	entries, err := fs.ReadDir(layouts, ".")
	if err != nil {
		return nil, nil, err
	}
	kinds, found := make([]*Kind, len(entries)), make([]diag.List, len(entries))
	parallel.Each(context.Background(), len(entries), 0, func(i int) {
		file := entries[i].Name() + "/kind.toml"
		if raw, err := fs.ReadFile(layouts, file); err == nil { // a folder without one holds shared layouts
			kinds[i], found[i] = ReadKind(entries[i].Name(), "layouts/"+file, raw)
		}
	})
	set := &Set{byName: map[string]*Kind{}}
	var problems diag.List
	for i, kind := range kinds {
		problems = append(problems, found[i]...)
		if kind == nil {
			set.Faulty = set.Faulty || len(found[i]) > 0
			continue
		}
		set.Kinds = append(set.Kinds, kind)
		set.byName[kind.Name] = kind
	}
	slices.SortFunc(set.Kinds, func(a, b *Kind) int { return cmp.Compare(a.Name, b.Name) })
	problems = append(problems, set.checkSections(layouts)...)
	problems = append(problems, set.checkDerives()...)
	return set, append(problems, set.checkOrigins()...), nil
}

// checkSections reports kinds that claim the section of another: the records there would change their kind without a
// word. The file is read again for the place: only a problem costs anything.
func (s *Set) checkSections(layouts fs.FS) diag.List {
	var problems diag.List
	first := map[string]*Kind{}
	for _, k := range s.Kinds {
		other := first[k.Section]
		if other == nil {
			first[k.Section] = k
			continue
		}
		file := k.Name + "/kind.toml"
		p := RuleKind.At(diag.Pos{File: "layouts/" + file}, "栏目 %s 已是类型 %s 的，类型 %s 不能再用", k.Section, other.Name, k.Name)
		if raw, err := fs.ReadFile(layouts, file); err == nil {
			if t, _ := source.ReadTOML("layouts/"+file, raw); t != nil {
				p = t.Problem(RuleKind, []string{"section"}, "%s", p.Message)
			}
		}
		problems = append(problems, p.WithHint("给其中一个类型换一个 section；同一栏目里个别文稿用别的类型的，在文稿的信息栏写 kind"))
	}
	return problems
}

// Kind returns the kind of a name, or nil.
func (s *Set) Kind(name string) *Kind { return s.byName[name] }

// Names returns the names of all kinds, sorted.
func (s *Set) Names() []string {
	var names []string
	for _, k := range s.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// Field returns a field by name, or nil.
func (k *Kind) Field(name string) *Field {
	if i, ok := k.byName[name]; ok {
		return k.Fields[i]
	}
	return nil
}

// FieldOf returns the field that plays a role, or nil.
func (k *Kind) FieldOf(r Role) *Field {
	if i, ok := k.byRole[r]; ok {
		return k.Fields[i]
	}
	return nil
}

// FieldNames returns the names of all fields in order.
func (k *Kind) FieldNames() []string {
	names := make([]string, len(k.Fields))
	for i, f := range k.Fields {
		names[i] = f.Name
	}
	return names
}

// Columns returns the fields a list shows beside the title.
func (k *Kind) Columns() []*Field { return k.columns }

// Table returns a table by name, or nil.
func (k *Kind) Table(name string) *Table {
	for _, t := range k.Tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}
