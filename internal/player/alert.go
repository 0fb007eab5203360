package player

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"xiangwei/internal/config"
	"xiangwei/internal/screen"
)

// alertsFile is what a page and a news file say of emergencies. Of two the one with the later revision counts.
type alertsFile struct {
	Revised int64       `json:"revised"` // milliseconds since 1970
	List    []alertFile `json:"list"`
}

type alertFile struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	From  int64  `json:"from"`
	Until int64  `json:"until"`
	Drill bool   `json:"drill,omitempty"`
}

type news struct {
	Screen  string     `json:"screen"`
	Version string     `json:"version"`
	Built   string     `json:"built"`
	Alerts  alertsFile `json:"alerts"`
}

func alertsOf(plan *screen.Plan, revised int64) alertsFile {
	return alertsFor(plan.Emergencies, revised)
}

func alertsFor(all []screen.Emergency, revised int64) alertsFile {
	f := alertsFile{Revised: revised, List: []alertFile{}}
	for _, e := range all {
		f.List = append(f.List, alertFile{e.ID(), e.Text, e.From.UnixMilli(), e.Until.UnixMilli(), e.Drill})
	}
	return f
}

const (
	alertsOpen  = `<script type="application/json" id="alerts">`
	alertsClose = `</script>`
)

func alertsBlock(f alertsFile) string {
	data, _ := json.Marshal(f) // strings and numbers always encode; < and > come out escaped
	return alertsOpen + string(data) + alertsClose
}

func newsFile(name string, s Stamp, alerts alertsFile) []byte {
	data, _ := json.Marshal(news{name, s.Version, s.Built, alerts})
	return append(data, '\n')
}

// ErrForeign says that published files are not those of a screen's player.
var ErrForeign = errors.New("not a page of this player")

// Replace returns the published page and news file of a screen with other emergencies in them. Nothing else changes, so
// that an emergency publishes no other change along with it.
func Replace(s config.Screen, page, newsJSON []byte, alerts screen.Alerts) (newPage, newNews []byte, err error) {
	start := bytes.Index(page, []byte(alertsOpen))
	if start < 0 {
		return nil, nil, fmt.Errorf("%s: %w", s.Path(), ErrForeign)
	}
	length := bytes.Index(page[start:], []byte(alertsClose))
	if length < 0 {
		return nil, nil, fmt.Errorf("%s: %w", s.Path(), ErrForeign)
	}
	var old news
	if err := json.Unmarshal(newsJSON, &old); err != nil || old.Screen != s.Name {
		return nil, nil, fmt.Errorf("%s: %w", s.News(), ErrForeign)
	}
	var here []screen.Emergency
	for _, e := range alerts.List {
		if e.On(s.Name) {
			here = append(here, e)
		}
	}
	file := alertsFor(here, alerts.Revised)
	var b bytes.Buffer
	b.Write(page[:start])
	b.WriteString(alertsBlock(file))
	b.Write(page[start+length+len(alertsClose):])
	return b.Bytes(), newsFile(s.Name, Stamp{old.Version, old.Built}, file), nil
}
