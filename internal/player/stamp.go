package player

import (
	"encoding/json"
)

// Stamp is what the corner of a screen says of its page: the version of what it shows, and when the build was that first
// had this version. A later build that changes nothing on the screen keeps the stamp of the page published last, so that
// it writes the same bytes.
type Stamp struct {
	Version string
	Built   string // 2026-11-22 09:30, in the site's zone
}

const builtLayout = "2006-01-02 15:04"

// stampOf returns the stamp of a page of a version: the last one's if that is of the same version, else of this build.
func stampOf(screen, version string, o Options) Stamp {
	if last := o.Last[screen]; last.Version == version && last.Built != "" {
		return last
	}
	return Stamp{version, o.Now.In(o.Config.Zone).Format(builtLayout)}
}

// ReadStamp returns the screen a published news file is of, and the stamp in it; an empty name for any other file.
func ReadStamp(newsJSON []byte) (screen string, s Stamp) {
	var n news
	if json.Unmarshal(newsJSON, &n) != nil {
		return "", Stamp{}
	}
	return n.Screen, Stamp{n.Version, n.Built}
}
