package serve

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"path"
	"strings"
	"time"

	"xiangwei/internal/build"
	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/screen"
	"xiangwei/internal/strip"
)

// The wall shows every web screen side by side, at any moment of the coming days.
//
//go:embed wall.html
var wallPage string

//go:embed wall.js
var wallScript string

//go:embed wall.css
var wallStyle string

// wallDays is how far the wall looks ahead.
const wallDays = 14

type wallFile struct {
	Version  string        `json:"version"`
	Now      string        `json:"now"` // RFC 3339, in the site's zone: the moment the site was built for
	Days     int           `json:"days"`
	Screens  []wallScreen  `json:"screens"`
	Problems []wallProblem `json:"problems"`
}

type wallScreen struct {
	Name   string     `json:"name"`
	Label  string     `json:"label"`
	Place  string     `json:"place"`
	Size   [2]int     `json:"size"`
	Path   string     `json:"path"` // below the root; empty for strips
	Strip  []wallPart `json:"strip,omitempty"`
	Events []wallNote `json:"events"`
	Notes  []wallNote `json:"notes"`
	Held   []wallNote `json:"held"`
}

// wallNote is something that happens at a moment; Kind is starts, ends, gap, clash, crowded or emergency.
type wallNote struct {
	At   string `json:"at,omitempty"`
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// wallPart is a picture of a strip's, as the card gets it, and when it plays.
type wallPart struct {
	From    string `json:"from"`
	Until   string `json:"until,omitempty"`
	Title   string `json:"title"`
	Picture string `json:"picture"` // data URL
}

type wallProblem struct {
	Place   string `json:"place"`
	Message string `json:"message"`
}

// wallData gathers what the wall shows of a site.
func wallData(result *build.Result) []byte {
	if result.Site == nil {
		return nil
	}
	zone, now := result.Config.Zone, result.Site.Now
	form := func(t time.Time) string { return t.In(zone).Format(time.RFC3339) }
	file := wallFile{Now: form(now), Days: wallDays, Screens: []wallScreen{}, Problems: []wallProblem{}}
	for _, p := range result.Plans {
		s := p.Screen
		w := wallScreen{Name: s.Name, Label: s.Label, Place: s.Place, Size: [2]int{s.Width, s.Height}, Path: s.Path(), Events: []wallNote{}, Notes: []wallNote{}, Held: []wallNote{}}
		if s.Output == config.OutputStrip {
			w.Strip = stripParts(p, result.Config)
		}
		end := now.AddDate(0, 0, wallDays)
		for _, i := range p.Items {
			if i.From.After(now) && i.From.Before(end) {
				w.Events = append(w.Events, wallNote{form(i.From), "starts", i.Name()})
			}
			if i.Until.After(now) && i.Until.Before(end) {
				w.Events = append(w.Events, wallNote{form(i.Until), "ends", i.Name()})
			}
		}
		for _, stretch := range p.Timeline(now, wallDays) {
			for _, n := range stretch.Notes {
				w.Notes = append(w.Notes, wallNote{form(stretch.From), n.Kind, n.Text})
			}
		}
		for _, h := range p.Held {
			switch h.Why {
			case screen.Unreviewed, screen.Changed, screen.Private, screen.Draft:
				w.Held = append(w.Held, wallNote{Kind: string(h.Why), Text: h.Title + "：" + h.Text})
			}
		}
		file.Screens = append(file.Screens, w)
	}
	for _, p := range result.Problems {
		if strings.HasPrefix(p.Rule, "screen/") || strings.HasPrefix(p.Rule, "review/") || p.Pos.File == config.File {
			file.Problems = append(file.Problems, wallProblem{p.Pos.String(), p.Message})
		}
	}
	data, _ := json.Marshal(file) // strings and numbers always encode
	return data
}

// stripParts draws what a strip shows. A text no card can show is among the problems already, and leaves the rest undrawn.
func stripParts(p *screen.Plan, cfg *config.Config) []wallPart {
	tree := output.NewTree()
	made, err := strip.Add(tree, strip.Notices(p, cfg.Zone), strip.Options{
		Screen: p.Screen, NoBreak: cfg.Show.NoBreak, Format: strip.PNG, Scroll: p.Screen.Dwell == config.DwellScroll, Bureau: cfg.Bureau.Name, Now: p.Made,
	})
	if err != nil {
		return nil
	}
	var all []wallPart
	for _, m := range made {
		for _, name := range m.Files {
			f, ok := tree.Get(name)
			if !ok || path.Ext(name) != "."+strip.PNG {
				continue
			}
			part := wallPart{From: m.From.Time().Format(time.RFC3339), Title: m.Title, Picture: "data:image/png;base64," + base64.StdEncoding.EncodeToString(f.Data)}
			if end := m.Until.End(); !end.IsZero() {
				part.Until = end.Format(time.RFC3339)
			}
			all = append(all, part)
		}
	}
	return all
}

// wallJSON returns the data of the wall, with today's problems even where the site could not be made.
func (n *state) wallJSON() []byte {
	file := wallFile{Days: wallDays, Screens: []wallScreen{}, Problems: []wallProblem{}}
	if n.wall != nil {
		_ = json.Unmarshal(n.wall, &file) // what wallData wrote
	}
	file.Version = n.version
	if n.problems.Errors() > 0 {
		file.Problems = file.Problems[:0]
		for _, p := range n.problems {
			file.Problems = append(file.Problems, wallProblem{p.Pos.String(), p.Message})
		}
	}
	data, _ := json.Marshal(file)
	return data
}
