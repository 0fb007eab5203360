package screen

import (
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Declined says why a screen does not take a record whatever the moment, "" when it does: its sections, kinds, campaigns
// and venues do not fit, or the record names other screens.
func Declined(s config.Screen, p *site.Page) (Why, string) {
	takes, r := s.Takes, p.Record
	if !takesKind(s, p) {
		return NotTaken, "这块屏幕不收这一类文稿"
	}
	if campaign := r.Role(schema.RoleCampaign); !allows(takes.Campaigns, campaign) {
		return NotTaken, "这块屏幕不收“" + campaign.String() + "”的内容"
	}
	if !spoken(r.Kind) {
		return "", "" // the venue of an event is where it takes place
	}
	if venue := r.Role(schema.RoleVenue); !allows(takes.Venues, venue) {
		return Elsewhere, "只在" + venue.String() + "播放"
	}
	if named := Named(r); len(named) > 0 && !slices.Contains(named, s.Name) {
		return Elsewhere, "只在屏幕 " + strings.Join(named, "、") + " 播放"
	}
	return "", ""
}

// takesKind: a screen that names neither sections nor kinds takes the texts written for screens.
func takesKind(s config.Screen, p *site.Page) bool {
	if len(s.Takes.Sections)+len(s.Takes.Kinds) == 0 {
		return spoken(p.Record.Kind)
	}
	return slices.Contains(s.Takes.Sections, p.Section.Name) || slices.Contains(s.Takes.Kinds, p.Record.Kind.Name)
}

// allows: no names allow every value, and a record without one is for all.
func allows(names []string, value schema.Value) bool {
	return len(names) == 0 || value.IsZero() || slices.ContainsFunc(names, value.Has)
}

// Named returns the screens a record names; none when it may be on all.
func Named(r *schema.Record) []string { return r.Role(schema.RoleScreen).Strings() }
