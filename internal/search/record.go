package search

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"path"
	"slices"
	"strings"
	"sync"

	"xiangwei/internal/content"
	"xiangwei/internal/parallel"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// records returns all public records with their texts, and those that were withdrawn without.
func records(ctx context.Context, s *site.Site, workers int) []record {
	pages := slices.Concat(s.Pages, s.Tombstones)
	out := make([]record, len(pages))
	section := map[*site.Section]int{}
	for i, k := range s.Sections {
		section[k] = i
	}
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	parallel.Each(ctx, len(pages), workers, func(i int) {
		p := pages[i]
		r := record{page: p, period: periodOf(p), section: section[p.Section], hash: pathHash(p.Path)}
		room := buffers.Get().(*[]byte)
		*room = (*room)[:0]
		if !p.Withdrawn() {
			r.head, r.text = heads(p), shown(s, p)
			*room = r.text.append(*room)
			r.parts = spans(*room)
		}
		*room = r.said(*room)
		r.sum = sha256.Sum256(*room)
		buffers.Put(room)
		out[i] = r
	})
	return out
}

func (t text) append(out []byte) []byte {
	return append(append(append(out, t[0]...), t[1]...), t[2]...)
}

// said writes behind the text of a record what else the index says of it, but for its number: texts of one sum are cut alike.
func (r *record) said(out []byte) []byte {
	n := len(out)
	for _, text := range []string{r.page.Path, r.page.Published.Day().String(), r.head[0], r.head[1], r.head[2]} {
		out = append(out, text...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(text)))
	}
	out = binary.BigEndian.AppendUint32(out, uint32(r.section))
	out = binary.BigEndian.AppendUint32(out, uint32(len(r.parts)))
	return binary.BigEndian.AppendUint32(out, uint32(n))
}

// headRoles are the fields whose values are in the head. Where a record names both an organisation and a person, the head
// has the organisation.
var headRoles = []schema.Role{schema.RoleTitle, schema.RoleNumber, schema.RoleParty}

// heads returns what of a record ranks first.
func heads(p *site.Page) head {
	r := p.Record
	return head{p.Title, r.Role(schema.RoleNumber).String(), r.Party().String()}
}

// shown returns what a reader sees of a record beside its title, sentences first, as results quote what comes first: its
// summary, its body, its other fields as the page writes them.
func shown(s *site.Site, p *site.Page) text {
	t := text{"", p.Entry.Text(), fields(s, p)}
	if summary := p.Record.Role(schema.RoleSummary).String(); summary != "" {
		t[0] = summary + "\n"
	}
	if t[1] != "" && t[2] != "" {
		t[2] = "\n" + t[2]
	}
	for i := len(t) - 1; i >= 0; i-- {
		if t[i] = strings.TrimRight(t[i], "\n"); t[i] != "" {
			break
		}
	}
	return t
}

// fields returns the values of a record's fields that are neither in its head nor its summary, each on a line.
func fields(s *site.Site, p *site.Page) string {
	var b strings.Builder
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
	return b.String()
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
