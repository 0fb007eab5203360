// Package poster makes print-ready posters of records: one self-contained HTML page whose own print rules set the paper.
//
// It stands beside render and takes a page of the finished site. What a poster shows is asked by role, never by kind: a text
// for screens fills the sheet, an event shows its day and place, a record with a data table becomes a list. All measures hang
// on one hundredth of the paper's width, so that A1 is A3 enlarged; sizes of type are worked out here, since a page that is
// printed without a person has nobody to run a script for. Printing is the caller's business. It must not know files,
// browsers or the clock.
package poster

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

//go:embed poster.html poster.css
var files embed.FS

// Paper is a size of paper, upright, in millimetres (ISO 216).
type Paper struct {
	Name          string
	Width, Height int
}

// papers are the sizes posters are made for.
var papers = []Paper{{"A3", 297, 420}, {"A2", 420, 594}, {"A1", 594, 841}}

// PaperNamed returns the paper of a name, in either case, and false for another name.
func PaperNamed(name string) (Paper, bool) {
	i := slices.IndexFunc(papers, func(p Paper) bool { return strings.EqualFold(p.Name, name) })
	if i < 0 {
		return Paper{}, false
	}
	return papers[i], true
}

// Options say how a poster is made.
type Options struct {
	Config *config.Config
	Paper  Paper
}

// Fact is a line of a poster: what, and how it is.
type Fact struct {
	Label string
	Text  []Run
}

// sheet is what poster.html shows.
type sheet struct {
	Paper    Paper
	Unit     template.CSS // a hundredth of the width
	Style    template.CSS
	Bureau   string
	Tag      string
	Campaign string
	Title    []Run
	Plain    string // the title as text
	Size     sizes
	Lines    [][][]Run // paragraphs of the text, clause by clause
	Day      *day
	Facts    []Fact
	Table    *table
	Code     template.HTML
	Address  string
	Site     string
	Issued   string
	Until    string
}

// sizes are heights of type in units of a hundredth of the width.
type sizes struct{ Title, Text, Cell template.CSS }

// Fits says in Chinese why a record has no poster, "" when it has.
func Fits(p *site.Page) string {
	k := p.Record.Kind
	switch {
	case k.FieldOf(schema.RoleParty) != nil || k.FieldOf(schema.RolePerson) != nil:
		return "“" + k.Label + "”有当事人，不做海报"
	case p.Withdrawn():
		return "这篇文稿已撤回，不做海报"
	case shapeOf(p) == "":
		return "“" + k.Label + "”没有海报样式；海报适合屏幕通知、活动和清单"
	}
	return ""
}

// Shapes of posters.
const (
	shapeText  = "announcing"
	shapeEvent = "inviting"
	shapeList  = "listing"
)

func shapeOf(p *site.Page) string {
	r := p.Record
	switch {
	case !r.Role(schema.RoleText).IsZero():
		return shapeText
	case !r.Role(schema.RoleStarts).IsZero():
		return shapeEvent
	case len(rowsOf(p)) > 0:
		return shapeList
	}
	return ""
}

// Page returns the poster of a record as one HTML file. Fits must have said that it has one.
func Page(p *site.Page, o Options) ([]byte, error) {
	s := sheet{
		Paper: o.Paper, Unit: template.CSS(fmt.Sprintf("%.3fmm", float64(o.Paper.Width)/100)), Bureau: o.Config.Bureau.Name, Plain: p.Title,
		Tag: p.Section.Label, Campaign: p.Record.Role(schema.RoleCampaign).String(), Title: runs(p.Title, o.phrases(p)), Site: o.Config.Title,
	}
	if s.Bureau == "" {
		s.Bureau = o.Config.Title
	}
	css, err := files.ReadFile("poster.css")
	if err != nil {
		return nil, fmt.Errorf("making a poster: %w", err)
	}
	s.Style = template.CSS(css)
	if o.Config.URL != "" {
		s.Address = o.Config.URL + p.Path
		if s.Code, err = code(s.Address); err != nil {
			return nil, err
		}
	}
	s.Issued = issued(p)
	switch shapeOf(p) {
	case shapeText:
		s.text(p, o)
	case shapeEvent:
		s.event(p, o)
	case shapeList:
		s.list(p, o)
	}
	t, err := template.ParseFS(files, "poster.html")
	if err != nil {
		return nil, fmt.Errorf("making a poster: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, s); err != nil {
		return nil, fmt.Errorf("making a poster: %w", err)
	}
	return b.Bytes(), nil
}

// phrases are what is never broken across lines: the site's own list, and the words its kinds, sections and terms are made
// of, since nothing else here knows where a Chinese word ends.
func (o Options) phrases(p *site.Page) []string {
	k := p.Record.Kind
	all := append(slices.Clone(o.Config.Show.NoBreak), k.Label, p.Section.Label)
	for _, t := range k.Tables {
		all = append(all, t.Label)
		for _, c := range t.Columns {
			all = append(all, c.Label)
		}
	}
	for _, t := range p.Terms {
		all = append(all, t.Label)
	}
	return slices.DeleteFunc(all, func(s string) bool { return utf8.RuneCountInString(s) < 2 || utf8.RuneCountInString(s) > longPhrase })
}

// longPhrase is how many characters may be kept together: more would leave half a line empty.
const longPhrase = 8

// issued says who published the record and when.
func issued(p *site.Page) string {
	who := p.Record.Role(schema.RoleAuthority).String()
	if p.Published.IsZero() {
		return who
	}
	return strings.TrimSpace(who + "　" + p.Published.Day().Chinese())
}

func (s *sheet) text(p *site.Page, o Options) {
	r := p.Record
	s.Tag = "通知"
	for _, line := range paragraphs(r.Role(schema.RoleText).String()) {
		s.Lines = append(s.Lines, clauses(line, append(o.phrases(p), p.Title)))
	}
	s.Until = until("张贴至", r.Until())
	s.fit(o.Paper)
}

func (s *sheet) event(p *site.Page, o Options) {
	r := p.Record
	s.Day = dayOf(r.Role(schema.RoleStarts).Stamp(), r.Role(schema.RoleEnds).Stamp())
	s.fact("地点", r.Role(schema.RoleVenue).String(), o)
	s.fact("主办", r.Role(schema.RoleAuthority).String(), o)
	if statutes := r.Role(schema.RoleStatutes).Strings(); len(statutes) > 0 {
		s.fact("宣传", strings.Join(statutes, ""), o)
	}
	for _, line := range paragraphs(r.Role(schema.RoleSummary).String()) {
		s.Lines = append(s.Lines, [][]Run{runs(line, o.phrases(p))})
	}
	end := r.Role(schema.RoleEnds).Stamp()
	if end.IsZero() {
		end = date.StampDay(r.Role(schema.RoleStarts).Stamp().Day(), o.Config.Zone)
	}
	s.Until = until("张贴至", end)
	s.fit(o.Paper)
}

func (s *sheet) fact(label, text string, o Options) {
	if text != "" {
		s.Facts = append(s.Facts, Fact{label, runs(text, o.Config.Show.NoBreak)})
	}
}

// paragraphs cuts a text at its line ends.
func paragraphs(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func until(label string, end date.Stamp) string {
	if end.IsZero() {
		return ""
	}
	return label + " " + end.Chinese()
}
