package site

import (
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

// Between two instants at which the clock alone changes something – a record appears or leaves, a text comes into force
// or loses it, an event is over – the same files give the same bytes. So the day pages state as 数据截至 is that of the
// last such instant and not today: a build on a quiet day rewrites nothing, and a scheduled one need not even start.

// Today returns the day that counts as today, in the site's zone.
func (s *Site) Today() date.Day { return date.DayOf(s.Now) }

// AsOf returns the day the pages state: that of the last instant at which the clock changed the site. A site where
// nothing has happened yet states today.
func (s *Site) AsOf() date.Day {
	if s.lastChange.IsZero() {
		return s.Today()
	}
	return date.DayOf(s.lastChange.In(s.Now.Location()))
}

// changesAt notes an instant at which the clock alone changes the site.
func (s *Site) changesAt(t time.Time) {
	switch {
	case t.IsZero():
	case t.After(s.Now):
		if s.NextChange.IsZero() || t.Before(s.NextChange) {
			s.NextChange = t
		}
	case t.After(s.lastChange):
		s.lastChange = t
	}
}

// noteInstants notes the instants of a record that is or will be public: when it appears and leaves, and what changes
// on its page and on the home page in between.
func (s *Site) noteInstants(p *Page) {
	from, until := p.Published.Time(), p.Record.Until().End()
	if !from.IsZero() && !until.IsZero() && !until.After(from) {
		return // never public
	}
	s.changesAt(from)
	s.changesAt(until)
	for _, t := range within(p.Record) {
		if !t.IsZero() && t.After(from) && (until.IsZero() || t.Before(until)) {
			s.changesAt(t)
		}
	}
}

// within returns the instants at which a public record shows something else: its status word changes, its event begins or
// ends, or its period for comments opens or closes. Those it has not are zero.
func within(r *schema.Record) []time.Time {
	instants := make([]time.Time, 5, 7)
	if datesDecide(r) {
		instants[0] = r.Role(schema.RoleEffective).Stamp().Time()
		instants[1] = r.Role(schema.RoleRepealed).Stamp().Time()
		instants[2] = r.Role(schema.RoleExpires).Stamp().End()
	}
	if r.Kind.FieldOf(schema.RoleText) == nil {
		starts, ends := r.Role(schema.RoleStarts).Stamp(), r.Role(schema.RoleEnds).Stamp()
		instants[3] = starts.Time()
		switch {
		case !ends.IsZero():
			instants[4] = ends.End()
		case !starts.HasClock():
			instants[4] = starts.End()
		}
	}
	for _, l := range r.Kind.Lastings {
		instants = append(instants, r.Get(l.From).Stamp().Time(), r.Get(l.Until).Stamp().End())
	}
	return instants
}

// settle makes a site without instants honest: it states today, so the next midnight changes it.
func (s *Site) settle() {
	if s.lastChange.IsZero() {
		s.changesAt(s.Today().AddDays(1).In(s.Now.Location()))
	}
}
