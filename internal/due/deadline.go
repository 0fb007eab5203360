package due

import (
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/workday"
)

// After returns the last day of a limit that begins after a day: the n-th working or calendar day, or the same date n
// months later. The starting day does not count (民法典第二百零一条). The error is that of the calendar.
func After(c *workday.Calendar, from date.Day, l schema.Limit) (date.Day, error) {
	if l.Unit == schema.Workdays {
		return c.Add(from, l.N)
	}
	day, _ := l.Calendar(from)
	return day, nil
}

// Deadline returns the day by which a record must be public, and false where its kind sets none or the record lacks the
// date it counts from. The error says that the holidays of a year are not known.
func Deadline(c *workday.Calendar, r *schema.Record) (date.Day, bool, error) {
	p := r.Kind.Publish
	if p.Within.IsZero() {
		return date.Day{}, false, nil
	}
	from := r.Get(p.From).Stamp()
	if from.IsZero() {
		return date.Day{}, false, nil
	}
	day, err := After(c, from.Day(), p.Within)
	return day, true, err
}

// records adds what is due for single records.
func (l *List) records(in Input) {
	for _, e := range in.Content.Entries {
		if e.Record.Envelope.Withdrawn != nil {
			continue
		}
		l.publication(in, e)
		if !e.Record.Envelope.Draft {
			l.display(in, e)
			l.validity(in, e)
			l.comments(in, e)
		}
	}
}

// publication adds a record that is not public yet.
func (l *List) publication(in Input, e *content.Entry) {
	r := e.Record
	published := r.Published()
	waits := r.Envelope.Draft || published.Time().After(in.Site.Now)
	if !waits {
		return
	}
	day, ok, err := Deadline(in.Calendar, r)
	if err != nil {
		l.missing(err)
	}
	if !ok || err != nil {
		return
	}
	note := "还是草稿"
	if !r.Envelope.Draft {
		note = "已定于" + published.Chinese() + "公开"
		if published.Day().After(day) {
			note += "，晚于期限"
		}
	}
	l.add(Item{Day: day, Task: Publish, What: l.name(in, e), Note: note, File: e.File, Section: l.section(in, e), Basis: r.Kind.Publish.Basis})
}

// display adds a public record that leaves by itself.
func (l *List) display(in Input, e *content.Entry) {
	page := in.Site.ByFile(e.File)
	until := e.Record.Until()
	if page == nil || page.Expired || page.Future || until.IsZero() {
		return
	}
	item := Item{Day: until.Day(), Task: End, What: l.name(in, e), File: e.File, Section: l.section(in, e)}
	if d := e.Record.Kind.Display; d != nil {
		item.Basis = d.Basis
	}
	item.Note = "次日起不再公示，届时须重新发布网站"
	if until.HasClock() {
		item.Note = "到" + until.Chinese() + "止，届时须重新发布网站"
	}
	l.add(item)
}

// validity adds a text whose validity, not its display, comes to an end.
func (l *List) validity(in Input, e *content.Entry) {
	ends, lapsed := Validity(in.Site.Today(), e.Record)
	if ends.IsZero() || in.Site.ByFile(e.File) == nil {
		return
	}
	item := Item{Day: ends, Task: Renew, What: l.name(in, e), Note: "有效期到这天为止", File: e.File, Section: l.section(in, e)}
	if !lapsed {
		l.add(item)
		return
	}
	if asks(e.Record.Kind, CheckValidity) && !Succeeded(in.Content, in.Site.Today(), e) {
		item.Note = "有效期已过，网站上标为“已失效”"
		l.add(item)
	}
}

// comments adds periods for comments that are open.
func (l *List) comments(in Input, e *content.Entry) {
	for _, p := range e.Record.Kind.Lastings {
		until := e.Record.Get(p.Until).Stamp()
		if until.IsZero() || until.Day().Before(in.Site.Today()) || in.Site.ByFile(e.File) == nil {
			continue
		}
		l.add(Item{Day: until.Day(), Task: Gather, What: l.name(in, e), Note: "征求意见到这天截止，之后公布采纳情况",
			File: e.File, Section: l.section(in, e), Basis: p.Basis})
	}
}

// CheckValidity is the check of kinds that must always have a text in force.
const CheckValidity = "validity"

func asks(k *schema.Kind, check string) bool {
	for _, c := range k.Checks {
		if c == check {
			return true
		}
	}
	return false
}

// Validity returns the last day on which a record is in force, and whether that day is over. The day is zero where the
// record has none, or where it is the end of its display, after which nobody sees it.
func Validity(today date.Day, r *schema.Record) (ends date.Day, lapsed bool) {
	f := r.Kind.FieldOf(schema.RoleExpires)
	if f == nil || f.Name == r.Kind.Publish.Until || !r.Role(schema.RoleRepealed).IsZero() {
		return date.Day{}, false
	}
	ends = r.Value(f).Stamp().Day()
	return ends, !ends.IsZero() && ends.Before(today)
}

// Succeeded reports whether another text of the same kind and category is in force today, so that one that has lapsed
// left no gap.
func Succeeded(set *content.Set, today date.Day, e *content.Entry) bool {
	r := e.Record
	for _, o := range set.Entries {
		if o == e || o.Record.Kind != r.Kind || o.Record.Envelope.Draft || o.Record.Envelope.Withdrawn != nil ||
			o.Record.Role(schema.RoleCategory).String() != r.Role(schema.RoleCategory).String() {
			continue
		}
		begins, repealed := o.Record.Role(schema.RoleEffective).Stamp().Day(), o.Record.Role(schema.RoleRepealed).Stamp().Day()
		_, lapsed := Validity(today, o.Record)
		if !begins.After(today) && !lapsed && (repealed.IsZero() || repealed.After(today)) {
			return true
		}
	}
	return false
}

func (l *List) name(in Input, e *content.Entry) string {
	if title := e.Record.Title(); title != "" {
		return title
	}
	return e.File
}

func (l *List) section(in Input, e *content.Entry) string {
	if s := in.Site.Section(e.Section); s != nil {
		return s.Label
	}
	return e.Section
}
