package site

import "xiangwei/internal/schema"

// Words for whether a text is in force.
const (
	inForce = "有效"
	pending = "尚未生效"
)

// Status says in words whether a text is in force on the day the site shows. Kinds without those dates have none. What was
// typed holds, unless it is a word that the dates make out of date by themselves: a text typed as not yet in force comes
// into force, one typed as in force ends.
func (s *Site) Status(rec *schema.Record) string {
	typed := rec.Role(schema.RoleStatus).String()
	effective, expires, repealed := rec.Role(schema.RoleEffective).Stamp(), rec.Role(schema.RoleExpires).Stamp(), rec.Role(schema.RoleRepealed).Stamp()
	if !datesDecide(rec) {
		return typed
	}
	switch now := s.Now; {
	case !repealed.IsZero() && !repealed.Time().After(now):
		return "已废止"
	case effective.IsZero():
		return typed
	case effective.Time().After(now):
		return pending
	case !expires.IsZero() && !expires.End().After(now):
		return "已失效"
	}
	return inForce
}

// datesDecide reports whether the dates of a record say what its status is. A text typed as repealed from a day on is in
// force until then.
func datesDecide(rec *schema.Record) bool {
	typed := rec.Role(schema.RoleStatus).String()
	return typed == "" || typed == inForce || typed == pending || !rec.Role(schema.RoleRepealed).IsZero()
}
