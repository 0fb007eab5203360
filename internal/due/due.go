// Package due says what a bureau must publish, renew or take down, and by when: deadlines counted in working days, yearly
// reports, ends of display, validity and comment periods, and sections that are about to count as not kept up.
//
// It stands beside the rules of package audit and serves them: they report what is already wrong, this package lays out
// what is to come. It reads the finished site and all entries, public or not, since a text that waits as a draft has its
// deadline too. It knows roles and kinds as data, no page, no HTML and no clock: "today" is the site's.
package due

import (
	"cmp"
	"errors"
	"slices"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/site"
	"xiangwei/internal/workday"
)

// Task is what is to be done.
type Task string

// The closed set of tasks.
const (
	Publish Task = "publish" // make a record public
	Report  Task = "report"  // make a yearly report public
	Submit  Task = "submit"  // hand a yearly report in to those above
	End     Task = "end"     // publish again, so that a record whose time is over leaves
	Renew   Task = "renew"   // prolong, revise or revoke a list before its validity ends
	Gather  Task = "gather"  // comments close: gather them and publish what became of them
	Update  Task = "update"  // publish something in a section, or on the site at all
	Fill    Task = "fill"    // put a first record into an empty section
	Rebuild Task = "rebuild" // publish again, since the clock has changed the site
)

var taskLabels = map[Task]string{
	Publish: "公开", Report: "公布年报", Submit: "报送年报", End: "到期撤下", Renew: "续期或修订", Gather: "汇总意见",
	Update: "更新栏目", Fill: "充实栏目", Rebuild: "重新发布",
}

// Label returns the Chinese name of the task.
func (t Task) Label() string { return taskLabels[t] }

// Item is one thing to be done.
type Item struct {
	Day     date.Day // the last day on which it is in time; zero: at once
	Task    Task
	What    string // Chinese: what, without the task's name
	Note    string // Chinese: how things stand, may be empty
	File    string // record it is about, or folder of the section
	Section string // label of the section
	Basis   string // what asks for it, may be empty
}

// Input is what the items are taken from. All of it is read-only.
type Input struct {
	Site     *site.Site
	Content  *content.Set
	Calendar *workday.Calendar
}

// List is what is to be done on a day, and up to which day it looks ahead.
type List struct {
	Today    date.Day
	Until    date.Day
	Items    []Item // by day, those without one first
	Missing  []int  // years whose holidays are not known, so that some deadlines could not be computed
	calendar *workday.Calendar
}

// New returns everything overdue, and everything due within the next days.
func New(in Input, days int) *List {
	today := in.Site.Today()
	l := &List{Today: today, Until: today.AddDays(max(days, 0)), calendar: in.Calendar}
	l.records(in)
	l.reports(in)
	l.sections(in)
	l.Items = slices.DeleteFunc(l.Items, func(i Item) bool { return i.Day.After(l.Until) })
	slices.SortFunc(l.Items, func(a, b Item) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Task, b.Task), cmp.Compare(a.File, b.File), cmp.Compare(a.What, b.What))
	})
	slices.Sort(l.Missing)
	l.Missing = slices.Compact(l.Missing)
	return l
}

func (l *List) add(i Item) { l.Items = append(l.Items, i) }

// missing takes down a year the calendar does not cover.
func (l *List) missing(err error) {
	var year *workday.MissingYearError
	if errors.As(err, &year) {
		l.Missing = append(l.Missing, year.Year)
	}
}

// State says how urgent an item is.
type State string

// The states, most urgent first.
const (
	Overdue State = "overdue" // its day is over, or it was due at once
	Week    State = "week"    // until Sunday
	Month   State = "month"   // until the end of the month
	Later   State = "later"
)

// States lists the states, most urgent first, with their Chinese names.
var States = []struct {
	State State
	Label string
}{{Overdue, "已逾期"}, {Week, "本周"}, {Month, "本月"}, {Later, "以后"}}

// State returns how urgent an item is today.
func (l *List) State(i Item) State {
	sunday := l.Today.AddDays((7 - int(l.Today.Weekday())) % 7)
	switch {
	case i.Day.Before(l.Today):
		return Overdue
	case !i.Day.After(sunday):
		return Week
	case i.Day.Year == l.Today.Year && i.Day.Month == l.Today.Month:
		return Month
	}
	return Later
}

// Left returns how many working days are left until the item's day, that day included and today not; negative when it is
// overdue; and false where the item has no day or a year's holidays are not known.
func (l *List) Left(i Item) (int, bool) {
	if i.Day.IsZero() || l.calendar == nil {
		return 0, false
	}
	n, err := l.calendar.Count(l.Today, i.Day)
	return n, err == nil
}

// Outdated adds that the published copy has been overtaken by the clock: the instant at which its content changed has
// passed and nobody has published since. When says that instant in Chinese.
func (l *List) Outdated(when string) {
	l.Items = slices.Insert(l.Items, 0, Item{Task: Rebuild, What: "网站", Note: "内容已在" + when + "随时间变化，还没有重新发布；运行 xiangwei build"})
}
