package audit

import (
	"slices"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// Rules on a text look at every record that is public or will be: a record under an embargo is checked when it is
// written. Otherwise it would turn into an error at the hour of its publication, and a site that nobody touched would
// no longer publish.

// entries returns the records that are or will be public, of the kinds that ask for the check; of all kinds when it is "".
func (in *Input) entries(check string) []*content.Entry {
	return in.entriesOf(func(k *schema.Kind) bool { return check == "" || slices.Contains(k.Checks, check) })
}

// entriesOf returns the records that are or will be public, of the kinds that are wanted.
func (in *Input) entriesOf(wanted func(k *schema.Kind) bool) []*content.Entry {
	want := map[*schema.Kind]bool{}
	for _, k := range in.Site.Kinds.Kinds {
		want[k] = wanted(k)
	}
	var out []*content.Entry
	for _, e := range in.Content.Entries {
		r := e.Record
		if !want[r.Kind] || r.Envelope.Draft || r.Envelope.Withdrawn != nil {
			continue
		}
		if until := r.Until(); !until.IsZero() && !until.End().After(in.Site.Now) {
			continue
		}
		out = append(out, e)
	}
	return out
}

// look finds what is wrong with one record.
type look func(in *Input, e *content.Entry) diag.List

// eachEntry makes one rule of several looks at the same records, which are gone through once: at 10,000 records finding
// them costs as much as looking.
func eachEntry(check string, looks ...look) func(in *Input) diag.List {
	return func(in *Input) diag.List {
		var problems diag.List
		for _, e := range in.entries(check) {
			for _, look := range looks {
				problems = append(problems, look(in, e)...)
			}
		}
		return problems
	}
}

// roleField returns the name of the field that plays a role, for positions, and "" where there is none.
func roleField(r *schema.Record, role schema.Role) string {
	if f := r.Kind.FieldOf(role); f != nil {
		return f.Name
	}
	return ""
}
