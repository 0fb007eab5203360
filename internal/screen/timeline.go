package screen

import (
	"fmt"
	"slices"
	"time"
)

// Others says of every record that can reach screens but does not show at a moment why it does not: those the screen
// never takes, and those whose time it is not.
func (p *Plan) Others(t time.Time) []Held {
	now := p.At(t)
	out := slices.Clone(p.Held)
	for _, i := range p.Items {
		if slices.ContainsFunc(now.Items, func(o Item) bool { return o.ID == i.ID }) {
			continue
		}
		h := Held{File: i.Page.Entry.File, Title: i.Name()}
		switch {
		case t.Before(i.From):
			h.Why, h.Text = NotYet, "起播时间 "+i.From.In(p.zone).Format(minuteForm)
		case !i.Until.IsZero() && !t.Before(i.Until):
			h.Why, h.Text = Past, "停播时间 "+i.Until.In(p.zone).Format(minuteForm)
		case !p.due(i, t):
			h.Why, h.Text = NotToday, "今天不轮到"
		default:
			h.Why, h.Text = Outranked, now.State.reason()
		}
		out = append(out, h)
	}
	return out
}

const minuteForm = "2006-01-02 15:04"

// reason says why a state keeps due records from the screen.
func (s State) reason() string {
	switch s {
	case Alerting:
		return "正在播放紧急通知"
	case Resting:
		return "不在开放时间"
	}
	return "屏幕时钟不可信，只播放常设文字"
}

// Name returns the item's title, with the row's or article's own words where it has them.
func (i Item) Name() string {
	switch {
	case i.Article != nil:
		return i.Title + " " + i.Article.No.Chinese()
	case i.Row != nil:
		return i.Title + "（" + i.Row.Anchor + "）"
	}
	return i.Title
}

// Characters returns about how many characters the slide has, for the time it stands.
func (i Item) Characters() int {
	switch {
	case i.Article != nil:
		return len([]rune(i.Title)) + len([]rune(i.Article.Text))
	case i.Text != "":
		return len([]rune(i.Title)) + len([]rune(i.Text))
	}
	return len([]rune(i.Title)) + 40
}

// Round returns how long a round of the items takes, about.
func (p *Plan) Round(items []Item) time.Duration {
	var sum time.Duration
	for _, i := range items {
		sum += Dwell(p.Screen.Dwell, i.Characters())
	}
	return sum
}

// Stretch is a time in which the same texts for screens are due.
type Stretch struct {
	From, Until time.Time
	Items       []Item // spoken texts and campaign items, in order
	Notes       []Note
}

// Note is something staff should look at.
type Note struct {
	Kind string // gap, clash or crowded
	Text string // Chinese
}

// longRound is how long a visitor may have to wait for a text to come again.
const longRound = 5 * time.Minute

// Timeline cuts the time from a moment into stretches in which the same texts are due, with gaps (no text at all),
// clashes (two texts of first priority, or two of one title) and rounds that take too long.
func (p *Plan) Timeline(from time.Time, days int) []Stretch {
	end := from.AddDate(0, 0, days)
	edges := []time.Time{from, end}
	for _, i := range p.Items {
		if i.timely() {
			edges = append(edges, i.From, i.Until)
		}
	}
	for _, e := range p.Emergencies {
		edges = append(edges, e.From, e.Until)
	}
	edges = slices.DeleteFunc(edges, func(t time.Time) bool { return t.Before(from) || t.After(end) })
	slices.SortFunc(edges, time.Time.Compare)
	edges = slices.CompactFunc(edges, time.Time.Equal)
	var out []Stretch
	for n := 1; n < len(edges); n++ {
		s := Stretch{From: edges[n-1], Until: edges[n]}
		for _, i := range p.Items {
			if i.timely() && p.due(i, s.From) {
				s.Items = append(s.Items, i)
			}
		}
		s.Notes = p.notes(s)
		out = append(out, s)
	}
	return out
}

// EachEdge calls do for every moment at which something begins or ceases to be due.
func (p *Plan) EachEdge(do func(time.Time)) {
	for _, i := range p.Items {
		do(i.From)
		do(i.Until)
	}
	for _, e := range p.Emergencies {
		do(e.From)
		do(e.Until)
	}
}

// timely reports whether an item is a text for screens or part of a campaign: what stands for other records fills.
func (i Item) timely() bool { return i.Spoken || i.Rank == Campaign }

func (p *Plan) notes(s Stretch) []Note {
	var notes []Note
	for _, e := range p.Emergencies {
		if e.At(s.From) {
			notes = append(notes, Note{"emergency", "紧急通知独占屏幕：" + e.Text})
		}
	}
	if len(s.Items) == 0 {
		notes = append(notes, Note{"gap", "没有到期播放的通知"})
	}
	var first []string
	for n, i := range s.Items {
		if i.Priority == 1 {
			first = append(first, "“"+i.Title+"”")
		}
		for _, o := range s.Items[:n] {
			if o.Title == i.Title {
				notes = append(notes, Note{"clash", "两条通知同名：“" + i.Title + "”"})
			}
		}
	}
	if len(first) > 1 {
		notes = append(notes, Note{"clash", fmt.Sprintf("%d 条通知都是优先级 1：%s", len(first), join(first))})
	}
	if round := p.Round(s.Items); round > longRound {
		notes = append(notes, Note{"crowded", fmt.Sprintf("轮播一遍约 %d 分钟，每条通知要等很久才再出现", int(round.Minutes()))})
	}
	return notes
}

func join(words []string) string {
	text := ""
	for n, w := range words {
		if n > 0 {
			text += "、"
		}
		text += w
	}
	return text
}
