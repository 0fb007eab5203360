package render

import (
	"cmp"
	"slices"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Campaign is a 宣传周 or 宣传月 with its programme.
type Campaign struct {
	Label, Path string
	From, Until date.Stamp // from the first event to the last
	State       string     // of the whole: coming, now, over
	Items       []Item     // its events, by their beginning
	Calendar    string     // path of all of them as a calendar file; empty: none
}

// Coming returns the events that are not over.
func (c *Campaign) Coming() []Item {
	var out []Item
	for _, i := range c.Items {
		if i.State != "over" {
			out = append(out, i)
		}
	}
	return out
}

// campaign returns the campaign that is on now, else the next one, nil where none is to come.
func (r *run) campaign() *Campaign {
	var best *Campaign
	for _, t := range r.site.Taxonomies {
		for _, term := range t.Terms {
			c := r.campaignOf(term)
			if c == nil || c.State == "over" {
				continue
			}
			if best == nil || cmp.Or(compareBool(c.State == "now", best.State == "now"), c.From.Compare(best.From), cmp.Compare(c.Path, best.Path)) < 0 {
				best = c
			}
		}
	}
	return best
}

// compareBool puts what is true first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// campaignOf returns the campaign of a term, nil for a term that is none or has no event.
func (r *run) campaignOf(term *site.Term) *Campaign {
	c := &Campaign{Label: term.Label, Path: term.Path(), State: "over"}
	for _, p := range term.Pages {
		if !inProgramme(p, term) {
			continue
		}
		starts, ends := p.Record.Role(schema.RoleStarts).Stamp(), p.Record.Role(schema.RoleEnds).Stamp()
		if ends.IsZero() {
			ends = starts
		}
		if c.From.IsZero() || starts.Compare(c.From) < 0 {
			c.From = starts
		}
		if ends.Compare(c.Until) > 0 {
			c.Until = ends
		}
		c.Items = append(c.Items, r.item(p))
	}
	if len(c.Items) == 0 {
		return nil
	}
	slices.SortStableFunc(c.Items, func(a, b Item) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.Path, b.Path)) })
	switch {
	case c.From.Time().After(r.site.Now):
		c.State = "coming"
	case len(c.Coming()) > 0:
		c.State = "now"
	}
	if r.TermCalendar != nil {
		c.Calendar = r.TermCalendar(term)
	}
	return c
}

// inProgramme reports whether a record is an event of a campaign.
func inProgramme(p *site.Page, term *site.Term) bool {
	return p.IsEvent() && !p.Section.Hidden && slices.Contains(p.Record.Role(schema.RoleCampaign).Strings(), term.Label)
}
