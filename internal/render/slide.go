package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// Slide layouts are layouts/K/slide.html. A kind without one never reaches a screen. What such a file defines says what
// a slide is made of: "slide" a record, "slide-row" a row of its data tables, "slide-article" an article of a law. The
// piece is a fragment; players look for four classes in it: tag (what it is), title, text (its children are blocks that
// may be split into parts) and meta (small print). A block with data-whole is never split.
var slideForms = []string{"slide", "slide-row", "slide-article"}

// Slides is the parsed and checked set of slide layouts.
type Slides struct {
	byForm map[string]*template.Template // "event slide"
	forms  map[string][]string
}

var slideType = reflect.TypeFor[*SlideView]()

// LoadSlides parses the slide layout of every kind that has one.
func LoadSlides(files fs.FS, kinds *schema.Set) (*Slides, diag.List) {
	s := &Slides{byForm: map[string]*template.Template{}, forms: map[string][]string{}}
	var problems diag.List
	alone := parseShared(files, nil)
	for _, k := range kinds.Kinds {
		name := k.Name + "/slide.html"
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			continue
		}
		found := false
		for _, form := range slideForms {
			if !bytes.Contains(raw, []byte(`define "`+form+`"`)) {
				continue
			}
			t, more := alone.parseSet(files, set{file: name, entry: form, dot: slideType, kind: k})
			problems, found = append(problems, more...), true
			if t != nil {
				s.byForm[k.Name+" "+form] = t
				s.forms[k.Name] = append(s.forms[k.Name], form)
			}
		}
		if !found {
			problems = append(problems, RuleLayout.At(diag.Pos{File: "layouts/" + name}, "屏幕布局没有定义 %s 中的任何一个", strings.Join(slideForms, "、")).
				WithHint(`写上 {{define "slide"}}…{{end}}`))
		}
	}
	return s, problems
}

// Forms returns the forms of slides each kind has.
func (s *Slides) Forms() map[string][]string { return s.forms }

// Slide is what one slide is made of; Row and Article belong to the forms of their names.
type Slide struct {
	Form    string
	Page    *site.Page
	Row     *schema.Row
	Article *statute.LawArticle
}

// Render makes the fragment of one slide.
func (s *Slides) Render(graph *site.Site, slide Slide) (string, error) {
	k := slide.Page.Record.Kind
	t := s.byForm[k.Name+" "+slide.Form]
	if t == nil {
		return "", fmt.Errorf("rendering slide: the layouts have no %s of %s", slide.Form, k.Name)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, newSlideView(graph, slide)); err != nil {
		return "", fmt.Errorf("rendering slide of %s: %w", slide.Page.Entry.File, err)
	}
	return strings.TrimSpace(b.String()), nil
}

// SlideView is the dot of a slide layout. It gives neither private fields nor names of persons and parties to a case,
// whatever a layout asks for.
type SlideView struct {
	Title, Number, KindLabel, Authority, Venue, Campaign, Summary string
	Year                                                          int
	When                                                          string   // of an event, for people: 12月4日（周五）9:00—11:30
	Lines                                                         []string // of the text for screens
	Law, No, Article                                              string   // short name of the law, 第三十三条, its text

	record, before *schema.Record
	row            *schema.Row
}

func newSlideView(graph *site.Site, slide Slide) *SlideView {
	r := slide.Page.Record
	v := &SlideView{
		Title: slide.Page.Title, Number: r.Role(schema.RoleNumber).String(), KindLabel: r.Kind.Label, Year: slide.Page.Year,
		Authority: r.Role(schema.RoleAuthority).String(), Venue: r.Role(schema.RoleVenue).String(), Campaign: r.Role(schema.RoleCampaign).String(),
		Summary: slide.Page.Summary, When: when(r.Role(schema.RoleStarts).Stamp(), r.Role(schema.RoleEnds).Stamp()),
		record: r, row: slide.Row,
	}
	if y := r.Role(schema.RoleYear).Int(); y > 0 {
		v.Year = int(y)
	}
	if r.Role(schema.RoleSummary).IsZero() {
		v.Summary = "" // the beginning of a body is no text for a screen
	}
	for line := range strings.Lines(r.Role(schema.RoleText).String()) {
		if line = strings.TrimSpace(line); line != "" {
			v.Lines = append(v.Lines, line)
		}
	}
	if a := slide.Article; a != nil {
		v.Law, v.No, v.Article = "《"+strings.TrimPrefix(slide.Page.Title, "中华人民共和国")+"》", a.No.Chinese(), a.Text
	}
	v.before = yearBefore(graph, slide.Page)
	return v
}

// yearBefore returns the record of the same sort about the year before, or nil.
func yearBefore(graph *site.Site, p *site.Page) *schema.Record {
	if p.Record.Kind.FieldOf(schema.RoleYear) == nil {
		return nil
	}
	sort := p.Record.Role(schema.RoleCategory).String()
	for _, q := range p.Section.Pages {
		if q.Year == p.Year-1 && q.Record.Kind == p.Record.Kind && q.Record.Role(schema.RoleCategory).String() == sort {
			return q.Record
		}
	}
	return nil
}

var weekdayNames = []string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// when writes the time of an event as short as it can be read.
func when(from, until date.Stamp) string {
	if from.IsZero() {
		return ""
	}
	d := from.Day()
	text := fmt.Sprintf("%d月%d日（%s）", int(d.Month), d.Date, weekdayNames[d.Weekday()])
	if from.HasClock() {
		text += from.Time().Format("15:04")
	}
	switch {
	case until.IsZero():
	case until.Day() == d && until.HasClock():
		text += "至" + until.Time().Format("15:04")
	case until.Day() != d:
		text += fmt.Sprintf("至%d月%d日", int(until.Day().Month), until.Day().Date)
		if until.HasClock() {
			text += until.Time().Format("15:04")
		}
	}
	return text
}

// Text returns a field's value as text, "" when it was not given or may not be shown.
func (v *SlideView) Text(name string) string { return v.value(name).String() }

// Has reports whether a field was given and may be shown.
func (v *SlideView) Has(name string) bool { return !v.value(name).IsZero() }

// List returns the values of a field that takes several.
func (v *SlideView) List(name string) []string { return v.value(name).Strings() }

// Cell returns the value of a column of the slide's row.
func (v *SlideView) Cell(column string) string {
	if v.row == nil {
		return ""
	}
	return v.row.Get(column).String()
}

func (v *SlideView) value(name string) schema.Value {
	f := v.record.Kind.Field(name)
	if f == nil || f.Private || f.Type.Name() == schema.TypePerson || f.Role == schema.RoleParty || f.Role == schema.RolePerson || f.Role == schema.RoleAuthor {
		return schema.Value{}
	}
	return v.record.Value(f)
}

// BigFigure is a key figure with its parts and that of the year before. Shares are of 100, for bars.
type BigFigure struct {
	Name, Value, Unit string
	Share             float64
	Last              string // of the year before; "" where it is not known
	LastShare         float64
	Parts             []FigurePart
}

// FigurePart is one part (其中) of a figure. From and Share are of 100, for a bar of all parts side by side.
type FigurePart struct {
	Name, Value string
	From, Share float64
}

const bigFigures = 8

// Figures returns the key figures of the record: rows of a table of names and values that are no parts of others.
func (v *SlideView) Figures() []BigFigure {
	var out []BigFigure
	for _, t := range v.record.Kind.Tables {
		if !t.Figures() {
			continue
		}
		for _, row := range v.record.Rows[t.Name] {
			name := row.Get("name").String()
			if part, ok := strings.CutPrefix(name, "其中"); ok && len(out) > 0 {
				out[len(out)-1].part(strings.TrimLeft(part, "：:"), row.Get("value"))
				continue
			}
			if len(out) == bigFigures {
				break
			}
			out = append(out, v.figure(t, row))
		}
	}
	return out
}

func (v *SlideView) figure(t *schema.Table, row schema.Row) BigFigure {
	f := BigFigure{Name: row.Get("name").String(), Value: row.Get("value").String(), Unit: row.Get("unit").String(), Share: 100}
	n, ok := row.Get("value").Number()
	if !ok || v.before == nil {
		return f
	}
	rows := v.before.Rows[t.Name]
	i := slices.IndexFunc(rows, func(r schema.Row) bool { return r.Get("name").String() == f.Name && r.Get("unit").String() == f.Unit })
	if i < 0 {
		return f
	}
	last, ok := rows[i].Get("value").Number()
	if most := max(n, last); ok && n >= 0 && last >= 0 && most > 0 {
		f.Last, f.Share, f.LastShare = rows[i].Get("value").String(), 100*n/most, 100*last/most
	}
	return f
}

func (f *BigFigure) part(name string, value schema.Value) {
	var whole, n float64
	if _, err := fmt.Sscan(f.Value, &whole); err != nil || whole <= 0 {
		return
	}
	n, _ = value.Number()
	p := FigurePart{Name: name, Value: value.String(), Share: 100 * n / whole}
	for _, q := range f.Parts {
		p.From += q.Share
	}
	if p.From+p.Share <= 100.5 {
		f.Parts = append(f.Parts, p)
	}
}
