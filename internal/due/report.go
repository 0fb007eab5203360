package due

import (
	"fmt"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Obligation is a yearly report a bureau owes: of one year, by one date of the next.
type Obligation struct {
	Kind    *schema.Kind
	Due     schema.Due
	Section *site.Section
	Year    int            // the year the report is about
	By      date.Day       // last day in time
	Submit  date.Day       // last day for handing it in, zero where there is none
	Entry   *content.Entry // the report, public or not; nil where there is none
}

// Name returns what is owed: 2025年度法治政府建设年度报告.
func (o Obligation) Name() string {
	label := o.Due.Label
	if label == "" && o.Due.When != nil {
		label = strings.Join(o.Due.When.Has, "或")
	}
	if label == "" {
		label = o.Kind.Label
	}
	return fmt.Sprintf("%d年度《%s》", o.Year, label)
}

// Public reports whether the report is public on the site.
func (o Obligation) Public(s *site.Site) bool {
	if o.Entry == nil {
		return false
	}
	p := s.ByFile(o.Entry.File)
	return p != nil && !p.Draft && !p.Future
}

// Obligations returns the yearly reports about a year that the site's kinds ask for. Kinds without a section are not in
// use: a site that only feeds screens owes no report.
func Obligations(s *site.Site, set *content.Set, year int) []Obligation {
	var all []Obligation
	for _, k := range s.Kinds.Kinds {
		section := sectionOf(s, k)
		if section == nil {
			continue
		}
		for _, d := range k.Dues {
			o := Obligation{Kind: k, Due: d, Section: section, Year: year}
			var err error
			if o.By, err = date.NewDay(year+1, d.Month, d.Date); err != nil {
				continue
			}
			if d.SubmitDate > 0 {
				o.Submit, _ = date.NewDay(year+1, d.SubmitMonth, d.SubmitDate)
			}
			o.Entry = reportOf(s, set, o)
			all = owe(all, o, s)
		}
	}
	return all
}

// owe adds an obligation. Two kinds may hold the same report, a simple one and one with all its tables: it is owed once,
// and met by either.
func owe(all []Obligation, o Obligation, s *site.Site) []Obligation {
	for i, other := range all {
		if other.Name() != o.Name() {
			continue
		}
		if !other.Public(s) && (o.Public(s) || other.Entry == nil && (o.Entry != nil || o.Due.When == nil)) {
			all[i] = o
		}
		return all
	}
	return append(all, o)
}

func sectionOf(s *site.Site, k *schema.Kind) *site.Section {
	for _, section := range s.Sections {
		if section.Kind == k {
			return section
		}
	}
	return nil
}

// reportOf finds the report; a public one before a draft of it.
func reportOf(s *site.Site, set *content.Set, o Obligation) *content.Entry {
	var found *content.Entry
	for _, e := range set.Entries {
		r := e.Record
		if r.Kind != o.Kind || r.Envelope.Withdrawn != nil || int(r.Role(schema.RoleYear).Int()) != o.Year || !r.Holds(o.Due.When) {
			continue
		}
		if found == nil || s.ByFile(found.File) == nil {
			found = e
		}
	}
	return found
}

// reports adds the yearly reports of last year, which are owed now, and of this year, which will be.
func (l *List) reports(in Input) {
	for _, year := range []int{l.Today.Year - 1, l.Today.Year} {
		for _, o := range Obligations(in.Site, in.Content, year) {
			if o.Public(in.Site) {
				continue
			}
			item := Item{Day: o.By, Task: Report, What: o.Name(), File: content.Folder + "/" + o.Section.Name, Section: o.Section.Label, Basis: o.Due.Basis}
			if o.Entry != nil {
				item.File, item.Note = o.Entry.File, "文稿已有，尚未公开"
			}
			l.add(item)
			// Whether it was handed in cannot be seen, so a past day is not held against anyone.
			if !o.Submit.IsZero() && !o.Submit.Before(l.Today) {
				item.Day, item.Task = o.Submit, Submit
				item.Note = "报送本级党委、政府和上一级主管部门"
				l.add(item)
			}
		}
	}
}
