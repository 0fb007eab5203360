package build

import (
	"fmt"

	"xiangwei/internal/export"
	"xiangwei/internal/render"
	"xiangwei/internal/site"
)

// early hands out the pages of the site one by one, before all of them are made, unless something is wrong already.
func (b *builder) early(layouts *render.Layouts, theme *render.Theme) error {
	if b.Early == nil || b.problems.Errors() > 0 {
		return nil
	}
	single, err := render.NewSingle(b.result.Site, b.rendering(layouts, theme, func() *export.Catalogue { return nil }))
	if err != nil {
		return fmt.Errorf("making single pages: %w", err)
	}
	b.Early(single.Page)
	return nil
}

// rendering is what pages are made with. The function waits for the open data to be made.
func (b *builder) rendering(layouts *render.Layouts, theme *render.Theme, wait func() *export.Catalogue) render.Options {
	return render.Options{
		Layouts: layouts, Theme: theme, Preview: b.Preview, Workers: b.Workers, Data: b.dataLinks, Picture: b.pictures.view,
		Twin:            func(p *site.Page) string { return export.TwinPath(b.result.Site, p) },
		Calendar:        func(p *site.Page) string { return export.EventPath(b.result.Site, p) },
		SectionCalendar: func(s *site.Section) string { return export.SectionCalendar(b.result.Site, s) },
		TermCalendar:    func(t *site.Term) string { return export.TermCalendar(b.result.Site, t) },
		Context:         b.context, Clock: b.eachClock(),
		Catalogue: b.dictionary(wait),
		Workdays:  b.result.Calendar,
		Planned:   b.watch.Expect, LetGo: b.Spool != nil, FoldFrom: b.FoldFrom,
	}
}
