package date

import "time"

// DefaultZone is the zone of a site that names none.
const DefaultZone = "Asia/Shanghai"

// LoadZone returns the zone by its IANA name. The program embeds the zone data, since Windows has none.
func LoadZone(name string) (*time.Location, error) {
	if name == "" {
		name = DefaultZone
	}
	return time.LoadLocation(name)
}
