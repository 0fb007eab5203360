package site

import "xiangwei/internal/schema"

// Status says in words whether a text is in force on the day the site shows. Kinds without those dates have none.
func (s *Site) Status(rec *schema.Record) string {
	if s := rec.Role(schema.RoleStatus).String(); s != "" {
		return s
	}
	effective, expires, repealed := rec.Role(schema.RoleEffective).Stamp(), rec.Role(schema.RoleExpires).Stamp(), rec.Role(schema.RoleRepealed).Stamp()
	switch now := s.Now; {
	case !repealed.IsZero() && !repealed.Time().After(now):
		return "已废止"
	case effective.IsZero():
		return ""
	case effective.Time().After(now):
		return "尚未生效"
	case !expires.IsZero() && !expires.End().After(now):
		return "已失效"
	}
	return "有效"
}
