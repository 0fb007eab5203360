package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/player"
	"xiangwei/internal/render"
	"xiangwei/internal/screen"
)

// alerts reads emergency.toml of the site's folder; there need not be one.
func alerts(site fs.FS, cfg *config.Config) (screen.Alerts, diag.List, error) {
	raw, err := fs.ReadFile(site, screen.EmergencyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return screen.Alerts{}, nil, nil
	}
	if err != nil {
		return screen.Alerts{}, nil, fmt.Errorf("reading %s: %w", screen.EmergencyFile, err)
	}
	a, problems := screen.ReadEmergencies(raw, cfg)
	return a, problems, nil
}

// plan makes the plans of all screens, and notes when the clock alone will change their pages: a week's end and an
// emergency's. Ends of records are instants of the site already.
func (b *builder) plan() error {
	s := b.result.Site
	if len(s.Config.Screens) == 0 {
		return nil
	}
	slides, problems := render.LoadSlides(over(b.Site, "layouts", b.Layouts), b.result.Kinds)
	b.problems = append(b.problems, problems...)
	b.slides = slides
	list, problems, err := alerts(b.Site, s.Config)
	if err != nil {
		return err
	}
	b.problems = append(b.problems, problems...)
	b.result.Alerts = list
	forms := map[string][]screen.Form{}
	for kind, names := range slides.Forms() {
		for _, name := range names {
			forms[kind] = append(forms[kind], screen.Form(name))
		}
	}
	b.result.Plans = screen.Plans(screen.Input{Site: s, Content: b.result.Content, Forms: forms, Emergencies: list.List, Ahead: b.Preview})
	next := screen.NextEdition(s)
	for _, e := range list.List {
		if e.Until.After(s.Now) && e.Until.Before(next) {
			next = e.Until
		}
	}
	if s.NextChange.IsZero() || next.Before(s.NextChange) {
		s.NextChange = next
	}
	return nil
}

// screens adds the players' pages.
func (b *builder) screens(ctx context.Context, minifier *output.Minifier) error {
	if len(b.result.Plans) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	parts, problems, err := player.LoadParts(over(b.Site, "theme", b.Theme), minifier)
	if err != nil {
		return err
	}
	b.problems = append(b.problems, problems...)
	script, style := parts.Hashes()
	p := &b.result.Policy
	p.Scripts, p.Styles = append(p.Scripts, script), append(p.Styles, style)
	s := b.result.Site
	return parts.Add(b.result.Plans, b.result.Tree, player.Options{
		Config: s.Config, Now: b.Now, Last: b.Stamps, Alerts: b.result.Alerts,
		Slide: func(i screen.Item) (string, error) {
			return b.slides.Render(s, render.Slide{Form: string(i.Form), Page: i.Page, Row: i.Row, Article: i.Article})
		},
	})
}
