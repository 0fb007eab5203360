package search

import (
	"context"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/parallel"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

const (
	// longest is how many characters a unit may have. Longer ones make blocks heavy, shorter ones many.
	longest = 1200

	// window is how long a stretch is that is sure to lie within one unit; the script cuts longer queries into pieces of it.
	window = 24
)

// records returns all public records with their parts, and those that were withdrawn without.
func records(ctx context.Context, s *site.Site, workers int) []record {
	pages := slices.Concat(s.Pages, s.Tombstones)
	out := make([]record, len(pages))
	section := map[*site.Section]int{}
	for i, k := range s.Sections {
		section[k] = i
	}
	parallel.Each(ctx, len(pages), workers, func(i int) {
		p := pages[i]
		r := record{page: p, period: periodOf(p), section: section[p.Section], hash: pathHash(p.Path)}
		if !p.Withdrawn() {
			r.head, r.parts = heads(p), parts(shown(s, p))
		}
		out[i] = r
	})
	return out
}

// parts cuts a text.
func parts(text string) []string {
	var out []string
	for {
		n := part(text)
		out = append(out, text[:n])
		if n == len(text) {
			return out
		}
		text = text[resume(text, n):]
	}
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
