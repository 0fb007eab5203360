package render

import (
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

// Remedy is a way to contest a decision, as its page states it.
type Remedy struct {
	Label, To, Within, Basis string
	Since                    date.Stamp // the day of service; zero where it was not given, and then Last is too
	Last                     date.Day
	Moved                    bool // the last day by the calendar is one off, so that Last is the next workday
}

// Remedies returns the remedies of the record's kind with their last days.
func (p *Page) Remedies() []Remedy {
	var out []Remedy
	for _, m := range p.record.Kind.Remedies {
		v := Remedy{Label: m.Label, To: m.To, Within: m.Within.String(), Basis: m.Basis}
		if last, ok := p.record.Last(m); ok {
			v.Since = p.record.Get(m.From).Stamp()
			v.Last, v.Moved = p.run.workdayFrom(last)
		}
		out = append(out, v)
	}
	return out
}

// workdayFrom returns the day itself or the first workday after it: a period that would end on a day off ends when the
// days off are over (民法典第二百零三条). In a year whose holidays are not known the day stays, which is the safe side for
// who has to keep it.
func (r *run) workdayFrom(d date.Day) (date.Day, bool) {
	if r.Workdays == nil {
		return d, false
	}
	const longest = 30 // no holiday is longer
	for n := range longest {
		day := d.AddDays(n)
		switch works, err := r.Workdays.IsWorkday(day); {
		case err != nil:
			return d, false
		case works:
			return day, n > 0
		}
	}
	return d, false
}

// Change is one line of a record's public history.
type Change struct {
	On   date.Stamp
	What string
}

// Changes returns what was changed after publication, newest first.
func (p *Page) Changes() []Change {
	var out []Change
	for _, c := range p.record.Envelope.Changes {
		out = append(out, Change{c.On, c.What})
	}
	return out
}

// Updated returns the day of the newest change, zero for a record that was never changed.
func (p *Page) Updated() date.Stamp { return p.record.Envelope.Updated() }

// Until returns the last day the record is shown, zero for kinds whose records stay.
func (p *Page) Until() date.Stamp { return p.record.Until() }

// repaired reports whether the record's display was ended before its time, by the field publish.ended names. Only a
// preview shows such a record.
func (r *run) repaired(rec *schema.Record) bool {
	ended := rec.Get(rec.Kind.Publish.Ended).Stamp()
	return !ended.IsZero() && !ended.Time().After(r.site.Now)
}

// state says where an event stands on the day the site shows: coming, now or over; "" for a record without a beginning.
func (r *run) state(rec *schema.Record) string {
	starts, ends := rec.Role(schema.RoleStarts).Stamp(), rec.Role(schema.RoleEnds).Stamp()
	switch now := r.site.Now; {
	case starts.IsZero():
		return ""
	case starts.Time().After(now):
		return "coming"
	case !ends.IsZero() && ends.End().After(now), ends.IsZero() && !starts.HasClock() && starts.End().After(now):
		return "now"
	}
	return "over"
}
