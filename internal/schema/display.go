package schema

import (
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/date"
)

// Display is how long records of a kind may be shown, by their class (公示期限): what 《信用修复管理办法》 calls 轻微,
// 一般 and 严重失信信息. The periods are data of the kind, so that a new regulation is a new kind.toml.
type Display struct {
	By      string  // enum field that holds the class
	From    string  // date field the periods count from
	Of      string  // enum field whose values call for a class; empty: none do
	Basis   string  // the regulation that sets the periods
	Classes []Class // from the lightest to the heaviest
}

// Class is one class of a kind's display periods.
type Class struct {
	Name  string
	Min   Limit    // shown at least so long; zero: no minimum
	Max   Limit    // shown at most so long
	Needs string   // field that must be filled before such a record may be shown at all; empty: none
	Of    []string // values of Display.Of that belong to this class at least
	Large bool     // amounts from the site's display.large_fine up belong to this class at least
}

// Rank returns the place of the class with the name, counted from 0 for the lightest, or -1.
func (d *Display) Rank(name string) int {
	return slices.IndexFunc(d.Classes, func(c Class) bool { return c.Name == name })
}

// Least returns the heaviest class that one of the values calls for, and -1 where none of them calls for any.
func (d *Display) Least(values []string) int {
	for i := len(d.Classes) - 1; i >= 0; i-- {
		if slices.ContainsFunc(values, func(v string) bool { return slices.Contains(d.Classes[i].Of, v) }) {
			return i
		}
	}
	return -1
}

// Class returns the class of the record, and false where its kind has no classes or it names none.
func (r *Record) Class() (Class, bool) {
	d := r.Kind.Display
	if d == nil {
		return Class{}, false
	}
	if i := d.Rank(r.Get(d.By).String()); i >= 0 {
		return d.Classes[i], true
	}
	return Class{}, false
}

// DisplayFrom returns the day from which the record's display period counts, zero where its kind has no classes.
func (r *Record) DisplayFrom() date.Stamp {
	if r.Kind.Display == nil {
		return date.Stamp{}
	}
	return r.Get(r.Kind.Display.From).Stamp()
}

// DisplayEnd returns the last day on which the record may be shown by its class, zero where none applies. The period
// ends with the day of the same date (民法典第二百零二条).
func (r *Record) DisplayEnd() date.Stamp {
	from := r.DisplayFrom()
	class, ok := r.Class()
	if !ok || from.IsZero() {
		return date.Stamp{}
	}
	day, ok := class.Max.Calendar(from.Day())
	if !ok {
		return date.Stamp{}
	}
	return date.StampDay(day, from.Time().Location())
}

// Calendar returns the day the limit ends on when it counts calendar days or months from a day, and false for a limit
// of workdays or none: those need a calendar of holidays.
func (l Limit) Calendar(from date.Day) (date.Day, bool) {
	switch {
	case l.IsZero() || from.IsZero():
		return date.Day{}, false
	case l.Unit == Days:
		return from.AddDays(l.N), true
	case l.Unit == Months:
		return from.AddMonths(l.N), true
	}
	return date.Day{}, false
}

type displayFile struct {
	By    string               `toml:"by"`
	From  string               `toml:"from"`
	Of    string               `toml:"of"`
	Basis string               `toml:"basis"`
	Class map[string]classFile `toml:"class"`
}

type classFile struct {
	Min   string   `toml:"min"`
	Max   string   `toml:"max"`
	Needs string   `toml:"needs"`
	Of    []string `toml:"of"`
	Large bool     `toml:"large"`
}

// display reads the display periods. It comes after the fields, whose names it uses.
func (r *reader) display(file displayFile) {
	names := r.Keys("display", "class")
	if len(names) == 0 {
		if r.Keys("display") != nil {
			r.fail([]string{"display"}, "公示期限须有 [display.class.名称]，写明每一类的期限")
		}
		return
	}
	d := &Display{By: file.By, From: file.From, Of: file.Of, Basis: file.Basis}
	for _, use := range [][2]string{{"by", d.By}, {"from", d.From}} {
		if use[1] == "" {
			r.fail([]string{"display"}, "公示期限须用 %s 写明字段", use[0])
		}
		r.known(use[1], "display", use[0])
	}
	r.known(d.Of, "display", "of")
	for _, name := range names {
		d.Classes = append(d.Classes, r.class(d, file.Class[name], name))
	}
	r.kind.Display = d
}

func (r *reader) class(d *Display, file classFile, name string) Class {
	path := []string{"display", "class", name}
	at := func(key string) []string { return append(slices.Clone(path), key) }
	c := Class{Name: name, Needs: file.Needs, Of: file.Of, Large: file.Large, Min: r.period(file.Min, at("min")), Max: r.period(file.Max, at("max"))}
	if c.Max.IsZero() {
		r.fail(path, "“%s”须用 max 写明最长期限，例如 \"3 months\"", name)
	}
	r.known(c.Needs, at("needs")...)
	r.options(&Condition{Field: d.By, Has: []string{name}}, path...)
	if len(c.Of) > 0 && d.Of == "" {
		r.fail(at("of"), "写了 of，还须在 [display] 用 of 写明取自哪个字段")
	}
	if f := r.kind.Field(d.Of); f != nil {
		for _, v := range c.Of {
			if !slices.Contains(f.Values, v) {
				r.fail(at("of"), "%s没有“%s”这个选项", f.Label, v)
			}
		}
	}
	return c
}

// period reads a limit of calendar days or months.
func (r *reader) period(text string, path []string) Limit {
	limit, err := ParseLimit(text)
	if err != nil {
		r.fail(path, "%s", err)
	}
	if limit.Unit == Workdays {
		r.fail(path, "这里的期限按日历计算，写作 \"30 days\" 或 \"3 months\"，实为 %q", text)
		return Limit{}
	}
	return limit
}

// periodFacts are the sentences on withdrawal, display periods and least periods, for Describe.
func (k *Kind) periodFacts() []string {
	var facts []string
	if w := k.Publish.Withdraw; !w.IsZero() {
		facts = append(facts, fmt.Sprintf("原决定被变更、撤销、确认违法或者无效的，%s内撤回并公开说明理由", w))
	}
	if d := k.Display; d != nil {
		var words []string
		for _, c := range d.Classes {
			words = append(words, fmt.Sprintf("“%s”%s", c.Name, c.span()))
		}
		facts = append(facts, fmt.Sprintf("公示期限：从“%s”起算，%s（%s）", k.Field(d.From).Label, strings.Join(words, "，"), d.Basis))
	}
	for _, l := range k.Lastings {
		facts = append(facts, fmt.Sprintf("%s不少于%s（%s）", l.Label, l.Least, l.Basis))
	}
	return facts
}

func (c Class) span() string {
	if c.Min.IsZero() {
		return fmt.Sprintf("最长%s", c.Max)
	}
	return fmt.Sprintf("最短%s、最长%s", c.Min, c.Max)
}
