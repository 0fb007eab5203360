package content

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

// Raw is an entry as its author wrote it, for the one inspection that must see everything: names of natural persons are
// not masked in it. It is handed to Options.Inspect and kept by no one.
type Raw struct {
	File    string // below the site folder
	Doc     *source.Document
	Record  *schema.Record
	Body    *markdown.Document
	Persons []Person

	Problems diag.List // what reading found before
}

// Person is a name of a natural person as it was written in a field, and what becomes of it.
type Person struct {
	Field  *schema.Field
	Name   string
	Masked string
}

// inspect lets the inspection look at the raw entry, and then hides the persons it names from all later stages.
func (e *Entry) inspect(doc *source.Document, o Options, problems diag.List) diag.List {
	persons := personsOf(doc, e.Record.Kind, o.Env)
	if o.Inspect != nil {
		problems = append(problems, o.Inspect(&Raw{e.File, doc, e.Record, &e.Body, persons, problems})...)
	}
	if len(persons) == 0 {
		return problems
	}
	hide := hiding(persons)
	for _, p := range persons {
		if !strings.Contains(e.Front, p.Name) {
			e.Front = blank(e.Front) // written with escapes: positions are given up rather than the name kept
		}
	}
	e.Front = hide.Replace(e.Front)
	for i, p := range problems {
		p.Message, p.Hint, p.Excerpt = hide.Replace(p.Message), hide.Replace(p.Hint), hide.Replace(p.Excerpt)
		p.Related = slices.Clone(p.Related)
		for j, r := range p.Related {
			p.Related[j].Message = hide.Replace(r.Message)
		}
		problems[i] = p
	}
	return problems
}

// personsOf returns the unmasked names of the person fields, the longest first.
func personsOf(doc *source.Document, kind *schema.Kind, env schema.Env) []Person {
	if env.MaskName == nil {
		return nil
	}
	var out []Person
	for _, f := range kind.Fields {
		if f.Type.Name() != schema.TypePerson {
			continue
		}
		for _, name := range namesIn(doc.Values[f.Name]) {
			if m := env.MaskName(name); m != name && utf8.RuneCountInString(name) > 1 {
				out = append(out, Person{f, name, m})
			}
		}
	}
	slices.SortFunc(out, func(a, b Person) int {
		return cmp.Or(cmp.Compare(len(b.Name), len(a.Name)), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// namesIn returns the names a value holds, however they are listed.
func namesIn(raw any) []string {
	switch raw := raw.(type) {
	case string:
		var names []string
		for n := range strings.FieldsFuncSeq(raw, func(r rune) bool { return strings.ContainsRune("、，,；;/\n", r) }) {
			if n = strings.TrimSpace(n); n != "" {
				names = append(names, n)
			}
		}
		return names
	case []any:
		var names []string
		for _, v := range raw {
			names = append(names, namesIn(v)...)
		}
		return names
	}
	return nil
}

func hiding(persons []Person) *strings.Replacer {
	var pairs []string
	for _, p := range persons {
		pairs = append(pairs, p.Name, p.Masked)
	}
	return strings.NewReplacer(pairs...)
}

// blank keeps the lines of a text and nothing on them.
func blank(text string) string { return strings.Repeat("\n", strings.Count(text, "\n")) }
