package export

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"xiangwei/internal/cache"
	"xiangwei/internal/icalendar"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// EventPath returns the address of the calendar file of one event, "" for a record that is none.
func EventPath(s *site.Site, p *site.Page) string {
	if !s.Config.Data.Calendar || p.Withdrawn() || !p.IsEvent() {
		return ""
	}
	return identity(p) + ".ics"
}

// SectionCalendar returns the address of the calendar of a section's events, "" for a section without any.
func SectionCalendar(s *site.Site, section *site.Section) string {
	if !s.Config.Data.Calendar || !slices.ContainsFunc(section.Pages, (*site.Page).IsEvent) {
		return ""
	}
	return section.Name + "/all.ics"
}

// TermCalendar returns the address of the calendar of a campaign's events, "" for other terms and for campaigns without
// any.
func TermCalendar(s *site.Site, term *site.Term) string {
	campaign := func(p *site.Page) bool {
		f := p.Record.Kind.FieldOf(schema.RoleCampaign)
		return f != nil && f.Term == term.Taxonomy.Name && p.IsEvent()
	}
	if !s.Config.Data.Calendar || !slices.ContainsFunc(term.Pages, campaign) {
		return ""
	}
	return strings.TrimSuffix(term.Path(), ".html") + ".ics"
}

// calendarLength is how many events a calendar holds, those that begin last: programs fetch it again and again.
const calendarLength = 500

// calendars are the calendar files: one for each event, for each campaign, and for all events of a section.
func calendars(r *run) []work {
	s := r.site
	var list []work
	add := func(path, name string, pages []*site.Page) {
		key := r.key(path, func(e *cache.Encoder) bool {
			e.String(name)
			for _, p := range pages {
				if !r.entry(e, p) {
					return false
				}
			}
			return true
		})
		list = append(list, work{path, key, func() (output.File, error) { return output.File{Data: calendar(s, name, pages)}, nil }})
	}
	for _, p := range s.Pages {
		if path := EventPath(s, p); path != "" {
			add(path, p.Title, []*site.Page{p})
		}
	}
	for _, section := range s.Sections {
		if path := SectionCalendar(s, section); path != "" {
			add(path, section.Label+"-"+s.Config.Title, section.Pages)
		}
	}
	for _, t := range s.Taxonomies {
		for _, term := range t.Terms {
			if path := TermCalendar(s, term); path != "" {
				add(path, term.Label, term.Pages)
			}
		}
	}
	return list
}

func calendar(s *site.Site, name string, pages []*site.Page) []byte {
	events := slices.DeleteFunc(slices.Clone(pages), func(p *site.Page) bool { return !p.IsEvent() })
	slices.SortStableFunc(events, func(a, b *site.Page) int {
		return cmp.Or(b.Record.Role(schema.RoleStarts).Stamp().Compare(a.Record.Role(schema.RoleStarts).Stamp()), cmp.Compare(a.Path, b.Path))
	})
	c := icalendar.New("-//xiangwei//events//ZH", name, s.Config.Zone)
	for _, p := range events[:min(len(events), calendarLength)] {
		event(s, c, p)
	}
	return bytes.Clone(c.Bytes())
}

// event writes one event. Its stamp is the moment of publication and not that of the build: an event that did not change
// is not written anew.
func event(s *site.Site, c *icalendar.Calendar, p *site.Page) {
	rec := p.Record
	c.Line("BEGIN", "VEVENT")
	c.Line("UID", identity(p)+"@"+cmp.Or(s.Config.Domain(), "xiangwei.invalid"))
	c.Stamp("DTSTAMP", p.Published.Time())
	span(c, rec)
	c.Text("SUMMARY", p.Title)
	c.Text("LOCATION", rec.Role(schema.RoleVenue).String())
	c.Text("DESCRIPTION", p.Summary)
	c.Text("CATEGORIES", rec.Role(schema.RoleCampaign).String())
	c.Text("CONTACT", rec.Role(schema.RoleAuthority).String())
	if s.Config.URL != "" {
		c.Line("URL", address(s, p.Path))
	}
	c.Line("END", "VEVENT")
}

// span writes when an event begins and ends. A day without a clock is a whole day, and the end of one is the day after
// (section 3.6.1); an event that begins at a clock time and ends on a day without one ends with that day.
func span(c *icalendar.Calendar, rec *schema.Record) {
	starts, ends := rec.Role(schema.RoleStarts).Stamp(), rec.Role(schema.RoleEnds).Stamp()
	var end time.Time
	if !ends.IsZero() && ends.End().After(starts.Time()) {
		end = ends.End()
	}
	if starts.HasClock() {
		c.Time("DTSTART", starts.Time())
		if !end.IsZero() {
			c.Time("DTEND", end)
		}
		return
	}
	c.Day("DTSTART", starts.Day())
	last := starts.Day()
	if !end.IsZero() && ends.Day().After(last) {
		last = ends.Day()
	}
	c.Day("DTEND", last.AddDays(1))
}
