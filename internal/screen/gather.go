package screen

import (
	"slices"
	"strings"
	"time"

	"xiangwei/internal/content"
	"xiangwei/internal/review"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// Limits of what other records add to a round, so that notices come back soon.
const (
	rowsADay     = 3  // of each record's rows
	articlePool  = 40 // articles that take turns, one a day
	articleLimit = 160
	normal       = 5 // priority where none was given
)

// gatherer collects the items of one plan.
type gatherer struct {
	Input
	plan     *Plan
	names    secretNames
	newest   map[string]int // newest year of a kind's records with figures
	articles []Item
}

// entry decides on one record. Kinds without a slide layout are not spoken of: no screen can show them.
func (g *gatherer) entry(e *content.Entry) {
	k := e.Record.Kind
	forms := g.Forms[k.Name]
	if len(forms) == 0 {
		return
	}
	if why, text := g.reason(e); why != "" {
		g.plan.Held = append(g.plan.Held, Held{e.File, e.Record.Title(), why, text})
		return
	}
	p := g.Site.ByFile(e.File)
	spoken := spoken(k)
	for _, form := range forms {
		switch form {
		case Record:
			g.record(p, spoken)
		case Row:
			g.rows(p)
		case Article:
			g.law(p)
		}
	}
}

// spoken reports whether records of a kind are texts for screens.
func spoken(k *schema.Kind) bool { return k.FieldOf(schema.RoleText) != nil }

// reason says why a record is not on the screen at any time, "" when it is.
func (g *gatherer) reason(e *content.Entry) (Why, string) {
	r := e.Record
	p := g.Site.ByFile(e.File)
	switch {
	case r.Envelope.Draft:
		return Draft, "是草稿"
	case r.Envelope.Withdrawn != nil:
		return Withdrawn, "已撤回"
	case p == nil && !r.Until().IsZero() && !r.Until().End().After(g.Site.Now), p != nil && p.Expired:
		return Expired, "已过停播时间 " + r.Until().Minute()
	case p == nil, p.Future && !g.Ahead:
		return Unpublished, "还没有到发布时间 " + r.Published().Minute()
	case private(r.Kind):
		return Private, "这一类文稿有当事人，不上屏"
	}
	if why, text := g.reviewed(e); why != "" {
		return why, text
	}
	if why, text := Declined(g.plan.Screen, p); why != "" {
		return why, text
	}
	if spoken(r.Kind) {
		if word, ok := g.names.in(r.Title() + "\n" + r.Role(schema.RoleText).String()); ok {
			return Private, "文字里有" + word + "，不上屏"
		}
	}
	return "", ""
}

// private reports whether records of a kind name a party to a case.
func private(k *schema.Kind) bool {
	return k.FieldOf(schema.RoleParty) != nil || k.FieldOf(schema.RolePerson) != nil
}

// reviewed asks for all stages on the very text, and for at least one of a text written for screens.
func (g *gatherer) reviewed(e *content.Entry) (Why, string) {
	k := e.Record.Kind
	if k.Reviews == 0 {
		if spoken(k) {
			return Unreviewed, "这一类文稿没有规定审核，不上屏"
		}
		return "", ""
	}
	s := review.StateOf(e.Record.Envelope.Reviews, e.TextSum, k.Reviews, g.Site.Config.Zone)
	if len(s.Missing) == 0 {
		return "", ""
	}
	for _, stage := range s.Missing {
		if slices.ContainsFunc(s.Stale, func(r review.Review) bool { return r.Stage == stage }) {
			return Changed, stage.String() + "之后文字有改动，须重新审核"
		}
	}
	return Unreviewed, "尚未" + s.Missing[0].String()
}

// record adds a record as one item.
func (g *gatherer) record(p *site.Page, spoken bool) {
	r := p.Record
	if hasFigures(r.Kind) && (!withFigures(r) || r.Year() != g.newest[r.Kind.Name]) {
		g.hold(p, Older, "不是最近一年的数字，或正文里没有数字表")
		return
	}
	from, until := span(r)
	i := Item{
		ID: strings.TrimSuffix(p.Path, ".html"), Rank: Standing, Form: Record, Spoken: spoken, Priority: normal, Title: p.Title,
		Text: r.Role(schema.RoleText).String(), From: from, Until: until, Page: p,
	}
	if n := r.Role(schema.RolePriority); !n.IsZero() {
		i.Priority = int(n.Int())
	}
	switch {
	case !r.Role(schema.RoleCampaign).IsZero():
		i.Rank = Campaign
	case spoken && until.Sub(from) < standingDays*24*time.Hour && !until.IsZero():
		i.Rank = Timed
	}
	g.add(p, i)
}

// rows adds the rows of a record's data tables, which take turns.
func (g *gatherer) rows(p *site.Page) {
	from, until := span(p.Record)
	var items []Item
	for _, t := range p.Record.Kind.Tables {
		for n := range p.Record.Rows[t.Name] {
			row := &p.Record.Rows[t.Name][n]
			items = append(items, Item{
				ID: strings.TrimSuffix(p.Path, ".html") + "#" + row.Anchor, Rank: Standing, Form: Row, Priority: normal, Title: p.Title,
				From: from, Until: until, Page: p, Row: row,
			})
		}
	}
	for n := range items {
		items[n].Turn = Turn{len(items), n, rowsADay}
		g.add(p, items[n])
	}
}

// law adds the articles of a law in force that are short enough for a slide to the pool of the day.
func (g *gatherer) law(p *site.Page) {
	law, ok := p.Entry.Law(p.Path)
	if status := law.StatusOn(g.Site.Today()); !ok || status == statute.Repealed || status == statute.Pending {
		g.hold(p, NotInForce, "不是现行有效的法律")
		return
	}
	from, until := span(p.Record)
	for n := range law.Articles {
		a := &law.Articles[n]
		if size := len([]rune(a.Text)); size < 12 || size > articleLimit || strings.Contains(a.Text, "\n") {
			continue
		}
		g.articles = append(g.articles, Item{
			ID: strings.TrimSuffix(p.Path, ".html") + "#" + a.No.Anchor(), Rank: Standing, Form: Article, Priority: normal, Title: p.Title,
			From: from, Until: until, Page: p, Article: a,
		})
	}
}

// turns chooses the articles of the pool, evenly from all that are there, and lets them take turns.
func (g *gatherer) turns() []Item {
	n := min(articlePool, len(g.articles))
	out := make([]Item, 0, n)
	for k := range n {
		i := g.articles[k*len(g.articles)/n]
		// Neighbours are of one law; a stride through the pool brings another law each day.
		i.Turn = Turn{n, k * stride(n) % n, 1}
		out = append(out, i)
	}
	return out
}

// stride returns a step that has no factor in common with n, near its golden section, so that every place is met once.
func stride(n int) int {
	for s := max(1, n*618/1000); s < n; s++ {
		if gcd(s, n) == 1 {
			return s
		}
	}
	return 1
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// add keeps an item unless its time is over already.
func (g *gatherer) add(p *site.Page, i Item) {
	if !i.Until.IsZero() && !i.Until.After(g.Site.Now) {
		g.hold(p, Expired, "已过期")
		return
	}
	g.plan.Items = append(g.plan.Items, i)
}

func (g *gatherer) hold(p *site.Page, why Why, text string) {
	g.plan.Held = append(g.plan.Held, Held{p.Entry.File, p.Title, why, text})
}

// span returns when a record may be on screens: from its publication, its beginning as a text for screens or the day it
// comes into force, whatever is last; until the first of its ends.
func span(r *schema.Record) (from, until time.Time) {
	from = later(r.Published().Time(), r.Role(schema.RoleEffective).Stamp().Time())
	ends := []time.Time{r.Until().End(), r.Role(schema.RoleExpires).Stamp().End(), r.Role(schema.RoleRepealed).Stamp().Time()}
	starts := r.Role(schema.RoleStarts).Stamp()
	switch over := r.Role(schema.RoleEnds).Stamp(); {
	case spoken(r.Kind):
		from = later(from, starts.Time())
	case !over.IsZero():
		ends = append(ends, over.End())
	case !starts.IsZero(): // an event without an end lasts that day
		ends = append(ends, starts.Day().AddDays(1).In(starts.Time().Location()))
	}
	for _, t := range ends {
		if !t.IsZero() && (until.IsZero() || t.Before(until)) {
			until = t
		}
	}
	return from, until
}

func hasFigures(k *schema.Kind) bool { return slices.ContainsFunc(k.Tables, (*schema.Table).Figures) }

func withFigures(r *schema.Record) bool {
	return slices.ContainsFunc(r.Kind.Tables, func(t *schema.Table) bool { return t.Figures() && len(r.Rows[t.Name]) > 0 })
}

// newestYears returns, by kind, the newest year that has figures.
func newestYears(s *site.Site) map[string]int {
	years := map[string]int{}
	for _, p := range s.Pages {
		if k := p.Record.Kind; hasFigures(k) && withFigures(p.Record) && !p.Draft && !p.Future {
			years[k.Name] = max(years[k.Name], p.Record.Year())
		}
	}
	return years
}
