package build

import (
	"slices"
	"strings"
	"time"

	"xiangwei/internal/audit"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
)

// Steady says until when a result stays what it is, problems included, when nothing but the clock changes: the moment
// itself is out of it. It errs on the short side, since what is not made again is shown as it was. Rules count in days of
// the site's zone, or compare with a moment some record or screen names; the site itself knows when its content changes.
func (r *Result) Steady() time.Time {
	now := r.Site.Now
	if quotes(r, now) || slices.ContainsFunc(r.Plans, func(p *screen.Plan) bool { return audit.Gap(p, now) }) { // the report of a gap names the moment
		return now
	}
	return r.still()
}

// still is Steady for pages and data alone.
func (r *Result) still() time.Time {
	now := r.Site.Now
	until := r.Site.Today().AddDays(1).In(r.Site.Config.Zone)
	nearer := func(t time.Time) {
		if t.After(now) && t.Before(until) {
			until = t
		}
	}
	if next := r.Site.NextChange; !next.IsZero() {
		nearer(next)
	}
	for _, e := range r.Content.Entries {
		for _, f := range e.Record.Kind.Fields {
			eachMoment(e.Record.Value(f), nearer)
		}
		for _, rows := range e.Record.Rows {
			for _, row := range rows {
				for _, v := range row.Values() {
					eachMoment(v, nearer)
				}
			}
		}
		if w := e.Record.Envelope.Withdrawn; w != nil {
			nearer(w.On.Time())
			nearer(w.Revoked.Time())
		}
	}
	for _, p := range r.Plans {
		p.EachEdge(func(t time.Time) {
			nearer(t)
			nearer(t.AddDate(0, 0, -audit.GapDays)) // from then on it is looked at
		})
	}
	return until
}

// eachMoment calls do for every moment a value holds.
func eachMoment(v schema.Value, do func(time.Time)) {
	for _, e := range v.List() {
		for _, t := range [...]time.Time{e.Stamp().Time(), e.Stamp().End(), e.Period().Until.End()} {
			if !t.IsZero() {
				do(t)
			}
		}
	}
}

// quotes reports whether a problem tells the time of day: then it would read differently a minute later.
func quotes(r *Result, now time.Time) bool {
	clock := now.Format("15:04")
	for _, p := range r.Problems {
		if strings.Contains(p.Message, clock) || strings.Contains(p.Hint, clock) {
			return true
		}
	}
	return false
}
