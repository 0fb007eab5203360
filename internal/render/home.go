package render

import (
	"cmp"
	"slices"
	"strings"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

func (r *run) homeJob() job {
	return job{path: "index.html", group: output.List, name: "home", view: func(v *View) {
		v.Title, v.Description = r.site.Config.Title, r.site.Config.Description
		v.Crumbs = nil
		v.Home = r.home()
	}}
}

func (r *run) homeSections() []HomeSection {
	var out []HomeSection
	for _, s := range r.site.Sections {
		if s.Hidden {
			continue
		}
		h := HomeSection{Name: s.Name, Label: s.Label, Path: s.Path(), Description: s.Description, Count: len(s.Pages)}
		for _, p := range s.Pages[:min(5, len(s.Pages))] {
			h.Items = append(h.Items, r.item(p))
		}
		if len(s.Pages) > 0 {
			h.Latest, _ = site.Span(s.Pages)
		}
		for _, p := range s.Pages {
			for _, t := range p.Record.Kind.Tables {
				h.Rows += len(p.Record.Rows[t.Name])
			}
		}
		out = append(out, h)
	}
	return out
}

const homeNotices = 4

// home gathers the home page: sections, what is new, what is open for comments, what is to come, and the key figures of
// the newest report.
func (r *run) home() *Home {
	h := &Home{Sections: r.homeSections(), Campaign: r.campaign()}
	for _, p := range r.site.Pages {
		rec := p.Record
		switch starts, ends := rec.Role(schema.RoleStarts).Stamp(), rec.Role(schema.RoleEnds).Stamp(); {
		case rec.Kind.FieldOf(schema.RoleText) != nil:
			if len(h.Notices) < homeNotices {
				h.Notices = append(h.Notices, r.item(p))
			}
			continue
		case p.Section.Hidden:
			continue
		case p.IsEvent() && (starts.Time().After(r.site.Now) || !ends.IsZero() && ends.End().After(r.site.Now)):
			h.Upcoming = append(h.Upcoming, r.item(p))
		}
		h.Comments = append(h.Comments, r.comments(p)...)
		if len(h.Latest) < 10 {
			h.Latest = append(h.Latest, r.item(p))
		}
		if h.Report == nil && len(rec.Rows) > 0 {
			r.figures(h, p)
		}
	}
	slices.SortStableFunc(h.Comments, func(a, b Comment) int { return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Path, b.Path)) })
	slices.SortStableFunc(h.Upcoming, func(a, b Item) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.Path, b.Path)) })
	return h
}

// comments returns the periods of a record that are open now: kinds declare them as lasting.
func (r *run) comments(p *site.Page) []Comment {
	var open []Comment
	for _, l := range p.Record.Kind.Lastings {
		from, until := p.Record.Get(l.From).Stamp(), p.Record.Get(l.Until).Stamp()
		if !until.IsZero() && until.End().After(r.site.Now) && !from.Time().After(r.site.Now) {
			open = append(open, Comment{r.item(p), from, until})
		}
	}
	return open
}

// figures takes the key figures of a record that has a table of names, values and units.
func (r *run) figures(h *Home, p *site.Page) {
	for _, t := range p.Record.Kind.Tables {
		if !t.Figures() {
			continue
		}
		for _, row := range p.Record.Rows[t.Name] {
			if name := row.Get("name").String(); !strings.HasPrefix(name, "其中") && len(h.Figures) < 8 {
				h.Figures = append(h.Figures, Figure{Label: name, Value: row.Get("value").String(), Unit: row.Get("unit").String()})
			}
		}
		if len(h.Figures) > 0 {
			item := r.item(p)
			h.Report = &item
			return
		}
	}
}
