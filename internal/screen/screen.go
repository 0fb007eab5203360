// Package screen decides what a venue's screen shows at which moment, and why not something else.
//
// It stands between the site's graph and the players: New turns the public records into a plan for one screen, from which
// the web player, the strips and the commands all take the same answer. It is pure: the moment is an argument, and the
// plan says for every later moment what shows. It must not know HTML, layouts or pixels beyond a screen's declaration.
//
// The order of precedence is written here and nowhere else:
//
//  1. An emergency shows alone, also outside opening hours.
//  2. Timed notices: a text for screens with an end less than sixty days after its beginning.
//  3. Campaign: texts and events of a 宣传周 or another campaign.
//  4. Standing: texts that stand longer, and what the layouts make of other records (items, articles, figures, events).
//  5. The safe page, bureau and clock, when nothing of the above is due, and outside opening hours.
//
// Ranks 2 to 4 share the screen: a round begins with the timed notices, goes on with the campaign and ends with what
// stands; within a rank the priority of the record decides, then the later beginning. Rank 1 and 5 are alone.
package screen

import (
	"cmp"
	"slices"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// Rank is the place of an item in the order of precedence; a smaller one comes first.
type Rank int

// The ranks in their order.
const (
	Emergencies Rank = iota + 1
	Timed
	Campaign
	Standing
	Safe
)

var rankNames = [...]string{"", "紧急通知", "限时通知", "宣传活动", "常设内容", "安全页"}

// String returns the Chinese name of the rank.
func (r Rank) String() string { return rankNames[r] }

// standingDays is how long a text must stand to count as standing: a season and not an occasion.
const standingDays = 60

// Form is what a slide is made of.
type Form string

// The forms a kind's slide.html may define; see package render.
const (
	Record  Form = "slide"         // one slide a record
	Row     Form = "slide-row"     // one slide a row of the kind's data tables
	Article Form = "slide-article" // one article of a law a day
)

// Item is something a screen may show.
type Item struct {
	ID       string // stable, unique on the screen: address of the record, and anchor of the row or article
	Rank     Rank
	Form     Form
	Spoken   bool // a text written for screens, which passed its reviews
	Priority int  // 1 first; 5 where none was given
	Title    string
	Text     string    // plain text; empty for what only a layout can say
	From     time.Time // zero: since ever
	Until    time.Time // first moment at which it is past; zero: no end
	Turn     Turn      // on which days it shows; zero: every day
	Page     *site.Page
	Row      *schema.Row
	Article  *statute.LawArticle
}

// Turn lets items of a pool take turns by the day: of Of items Take show each day, counted from 1970-01-01 in the site's
// zone. The player counts in the same way, so that no plan runs out.
type Turn struct{ Of, At, Take int }

// On reports whether it is the item's turn on a day, counted from 1970-01-01.
func (t Turn) On(day int) bool {
	if t.Of <= t.Take {
		return true
	}
	place := (t.At - day*t.Take) % t.Of
	if place < 0 {
		place += t.Of
	}
	return place < t.Take
}

// Input is what plans are made from. All of it is read-only.
type Input struct {
	Site        *site.Site
	Content     *content.Set
	Forms       map[string][]Form // forms the layouts have, by kind
	Emergencies []Emergency
	Ahead       bool // also records whose publication is still to come, from then on: for previews
}

// Plan is what one screen shows from now on.
type Plan struct {
	Screen      config.Screen
	Made        time.Time // see Edition
	Items       []Item    // in the order of a round
	Held        []Held    // records of kinds that can reach screens but are not on this one
	Emergencies []Emergency
	zone        *time.Location
}

// Plans makes the plan of every screen of the configuration, in its order. Names of parties are collected once.
func Plans(in Input) []*Plan {
	if len(in.Site.Config.Screens) == 0 {
		return nil
	}
	names := secrets(in.Content)
	var plans []*Plan
	for _, s := range in.Site.Config.Screens {
		plans = append(plans, plan(in, s, names))
	}
	return plans
}

func plan(in Input, s config.Screen, names secretNames) *Plan {
	p := &Plan{Screen: s, Made: Edition(in.Site), Emergencies: Running(in.Emergencies, s.Name, in.Site.Now), zone: in.Site.Config.Zone}
	g := gatherer{Input: in, plan: p, names: names, newest: newestYears(in.Site)}
	for _, e := range in.Content.Entries {
		g.entry(e)
	}
	p.Items = append(p.Items, g.turns()...)
	slices.SortStableFunc(p.Items, order)
	return p
}

// order is the order of a round.
func order(a, b Item) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Priority, b.Priority), b.From.Compare(a.From), cmp.Compare(a.ID, b.ID))
}

// Edition returns the moment a plan says it was made: the later of the day the site states and the Monday of this week.
// The players take a clock before it, or more than Fresh after it, for wrong. Were it the build's own second, each
// build would write every screen again.
func Edition(s *site.Site) time.Time {
	today := s.Today()
	monday := today.AddDays(-(int(today.Weekday()) + 6) % 7)
	if day := s.AsOf(); day.After(monday) && !day.After(today) {
		return day.In(s.Config.Zone)
	}
	return monday.In(s.Config.Zone)
}

// NextEdition returns the moment at which Edition changes by the clock alone.
func NextEdition(s *site.Site) time.Time {
	today := s.Today()
	return today.AddDays(7 - (int(today.Weekday())+6)%7).In(s.Config.Zone)
}

// Fresh is how long after Edition a player believes its clock.
const Fresh = 60 * 24 * time.Hour

// State is what a screen does at a moment.
type State int

// The states.
const (
	Rotating  State = iota // shows its round
	Alerting               // an emergency
	Resting                // outside opening hours: the safe page
	Empty                  // nothing is due: the safe page
	Doubting               // the clock is wrong: standing texts alone
	DoubtSafe              // the clock is wrong and there is no standing text: the safe page
)

// Now is what shows at a moment, in order.
type Now struct {
	State       State
	Items       []Item
	Emergencies []Emergency
}

// At returns what shows at a moment by the screen's clock.
func (p *Plan) At(t time.Time) Now {
	for _, e := range p.Emergencies {
		if e.At(t) {
			var all []Emergency
			for _, e := range p.Emergencies {
				if e.At(t) {
					all = append(all, e)
				}
			}
			return Now{State: Alerting, Emergencies: all}
		}
	}
	if p.Doubtful(t) {
		var items []Item
		for _, i := range p.Items {
			if i.Rank == Standing && i.Spoken && p.due(i, later(t, p.Made)) {
				items = append(items, i)
			}
		}
		if len(items) == 0 {
			return Now{State: DoubtSafe}
		}
		return Now{State: Doubting, Items: items}
	}
	if !p.Open(t) {
		return Now{State: Resting}
	}
	var items []Item
	for _, i := range p.Items {
		if p.due(i, t) {
			items = append(items, i)
		}
	}
	if len(items) == 0 {
		return Now{State: Empty}
	}
	return Now{Items: items}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// Doubtful reports whether a clock that shows t cannot be right.
func (p *Plan) Doubtful(t time.Time) bool {
	return t.Before(p.Made) || t.Sub(p.Made) > Fresh
}

// due reports whether an item may show at a moment.
func (p *Plan) due(i Item, t time.Time) bool {
	return !t.Before(i.From) && (i.Until.IsZero() || t.Before(i.Until)) && (i.Turn == Turn{} || i.Turn.On(p.day(t)))
}

// day counts days from 1970-01-01 in the site's zone.
func (p *Plan) day(t time.Time) int {
	y, m, d := t.In(p.zone).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Open reports whether the venue is open at a moment. A span over midnight belongs to the day it begins on.
func (p *Plan) Open(t time.Time) bool {
	local := t.In(p.zone)
	minute, today := local.Hour()*60+local.Minute(), int(local.Weekday())
	yesterday := (today + 6) % 7
	if len(p.Screen.Hours) == 0 {
		return !slices.Contains(p.Screen.Closed, today)
	}
	for _, h := range p.Screen.Hours {
		day := today
		if h.From >= h.To && minute < h.To {
			day = yesterday
		}
		if h.Has(minute) && !slices.Contains(p.Screen.Closed, day) {
			return true
		}
	}
	return false
}

// Dwell returns how long a slide with so many characters stands.
func Dwell(profile string, characters int) time.Duration {
	d := max(5*time.Second, 2*time.Second+time.Duration(characters)*time.Second/4)
	switch profile {
	case config.DwellStrip:
		return max(15*time.Second, d)
	case config.DwellScroll:
		return max(15*time.Second, time.Duration(characters)*time.Minute/ScrollPace)
	}
	return d
}

// ScrollPace is how many characters a minute scroll by; rules for strips ask for 60 to 80.
const ScrollPace = 70
