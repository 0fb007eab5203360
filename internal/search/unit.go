package search

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

const (
	// longest is how many characters a unit may have. Longer ones make blocks heavy, shorter ones many.
	longest = 1200

	// window is how long a stretch is that is sure to lie within one unit; the script cuts longer queries into pieces of it.
	window = 24
)

// unit is a record, or a part of a long one.
type unit struct {
	page  *site.Page // nil for the number of a withdrawn record
	head  []string   // what ranks first: title, number, party; only of a record's first unit
	text  string     // fields and body; stretches that do not belong together on lines of their own
	first bool       // of its record
}

// order returns what gets numbers, oldest first: public records and, so that the numbers behind them stay, withdrawn ones.
func order(s *site.Site) []*site.Page {
	all := slices.Concat(s.Pages, s.Tombstones)
	slices.SortFunc(all, func(a, b *site.Page) int {
		return cmp.Or(a.Year-b.Year, a.Published.Compare(b.Published), cmp.Compare(a.Path, b.Path))
	})
	return all
}

// cut makes the units of all records.
func cut(s *site.Site, pages []*site.Page) []unit {
	units := make([]unit, 0, len(pages))
	for _, p := range pages {
		if p.Withdrawn() {
			units = append(units, unit{first: true})
			continue
		}
		text := shown(s, p)
		u := unit{page: p, head: heads(p), first: true}
		for {
			n := part(text)
			u.text = text[:n]
			units = append(units, u)
			if n == len(text) {
				break
			}
			text = text[resume(text, n):]
			u = unit{page: p}
		}
	}
	return units
}

// headRoles are the fields whose values are in the head. Where a record names both an organisation and a person, the head
// has the organisation.
var headRoles = []schema.Role{schema.RoleTitle, schema.RoleNumber, schema.RoleParty}

// heads returns what of a record ranks first.
func heads(p *site.Page) []string {
	r := p.Record
	return []string{p.Title, r.Role(schema.RoleNumber).String(), r.Party().String()}
}

// shown returns what a reader sees of a record beside its title, sentences first, as results quote what comes first: its
// summary, its body, its other fields as the page writes them.
func shown(s *site.Site, p *site.Page) string {
	var b strings.Builder
	b.Grow(len(p.Entry.Body.Text) + 512)
	if summary := p.Record.Role(schema.RoleSummary).String(); summary != "" {
		b.WriteString(summary + "\n")
	}
	if body := p.Entry.Body.Text; body != "" {
		b.WriteString(body + "\n")
	}
	for _, f := range p.Record.Kind.Fields {
		if f.Private || slices.Contains(headRoles, f.Role) || f.Role == schema.RoleSummary {
			continue
		}
		for _, v := range s.Shown(p.Record, f).List() {
			if text := value(s, f, v); text != "" {
				b.WriteString(text)
				b.WriteByte('\n')
			}
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// value returns one value as the page shows it: another record by its title, a file by its name.
func value(s *site.Site, f *schema.Field, v schema.Value) string {
	switch f.Type.Name() {
	case schema.TypeRef:
		if p := s.ByFile(content.Folder + "/" + v.String()); p != nil {
			return p.Title
		}
		return ""
	case schema.TypeFile:
		return path.Base(v.String())
	}
	return v.String()
}

// part returns where the first unit of a text ends: behind a line where one ends in its second half, else anywhere.
func part(text string) int {
	if len(text) <= longest {
		return len(text)
	}
	n := 0
	for range longest {
		_, w := utf8.DecodeRuneInString(text[n:])
		if n += w; n == len(text) {
			return n
		}
	}
	if line := strings.LastIndexByte(text[:n], '\n'); line > n/2 {
		return line + 1
	}
	return n
}

// resume returns where the unit behind one of n bytes begins: so far before its end that whatever fits into the window
// lies within one of the two, and nothing before it where a line ended.
func resume(text string, n int) int {
	if text[n-1] == '\n' {
		return n
	}
	for kept := 0; kept < window && n > 0; {
		r, w := utf8.DecodeLastRuneInString(text[:n])
		if n -= w; r >= 1<<16 {
			kept += 2
		} else if folding[r] != gone {
			kept++
		}
	}
	return n
}
