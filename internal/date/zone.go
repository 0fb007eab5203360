package date

import (
	"sync"
	"time"
)

// DefaultZone is the zone of a site that names none.
const DefaultZone = "Asia/Shanghai"

// LoadZone returns the zone by its IANA name. The program embeds the zone data, since Windows has none.
func LoadZone(name string) (*time.Location, error) {
	if name == "" || name == DefaultZone {
		return defaultZone()
	}
	return time.LoadLocation(name)
}

// defaultZone reads the zone's file once: it is asked for with every kind that is loaded.
var defaultZone = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(DefaultZone) })
