package content

import (
	"fmt"
	"strconv"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/statute"
)

// Citation is a law cited in the running text of a body.
type Citation struct {
	statute.Citation
	Context string // the text it stands in, for what only the words around show
}

// lawLink is how a citation stands in a converted body until pages are made: a fragment with its index into
// Entry.Citations. No heading can have such an id.
const lawLink = "#law--"

// CitationOf returns the citation a found link stands for.
func (e *Entry) CitationOf(l *markdown.Link) (*Citation, bool) {
	rest, ok := strings.CutPrefix(l.Dest, lawLink)
	if !ok || !l.Found {
		return nil, false
	}
	i, err := strconv.Atoi(rest)
	if err != nil || i < 0 || i >= len(e.Citations) {
		return nil, false
	}
	return &e.Citations[i], true
}

// finder returns the hook that turns citations in the entry's body into links, and keeps them.
func (e *Entry) finder(names *statute.Library) func(text string) []markdown.Span {
	o := statute.Options{Resolve: names.Resolve}
	if isLaw(e.Record.Kind) {
		o.Self = e.Record.Title()
	}
	f := statute.NewFinder(o)
	return func(text string) []markdown.Span {
		var spans []markdown.Span
		// A line break ends a sentence for the finder, but not for Markdown.
		text = strings.ReplaceAll(text, "\n", " ")
		for _, c := range f.Find(text) {
			if c.Law == "" {
				continue
			}
			spans = append(spans, markdown.Span{Start: c.Start, End: c.End, Dest: fmt.Sprint(lawLink, len(e.Citations))})
			e.Citations = append(e.Citations, Citation{c, text})
		}
		return spans
	}
}

// isLaw reports whether records of a kind are laws: it has a field for their short titles.
func isLaw(k *schema.Kind) bool { return k.FieldOf(schema.RoleShort) != nil }

// Law returns the law an entry is, for the library; false for other records, and for drafts and withdrawn ones.
func (e *Entry) Law(path string) (statute.Law, bool) {
	law, ok := e.lawItself(path)
	if ok {
		law.Articles = statute.ParseArticles(e.Text())
		law.Excerpt = len(law.Articles) < law.Last || law.Last == 0
	}
	return law, ok
}

// lawItself is Law without the articles.
func (e *Entry) lawItself(path string) (statute.Law, bool) {
	r := e.Record
	if !isLaw(r.Kind) || r.Envelope.Draft || r.Envelope.Withdrawn != nil {
		return statute.Law{}, false
	}
	day := func(role schema.Role) date.Day { return r.Role(role).Stamp().Day() }
	law := statute.Law{
		Title: r.Title(), ShortTitles: r.Role(schema.RoleShort).Strings(), Issuer: r.Role(schema.RoleAuthority).String(),
		Rank: statute.Rank(r.Role(schema.RoleCategory).String()), Number: r.Role(schema.RoleNumber).String(),
		Promulgated: day(schema.RoleDecided), Effective: day(schema.RoleEffective), Repealed: day(schema.RoleRepealed),
		ReplacedBy: r.Role(schema.RoleReplacedBy).String(), Status: statute.Status(r.Role(schema.RoleStatus).String()),
		Last: int(r.Role(schema.RoleArticles).Int()), Path: path,
	}
	for _, v := range r.Role(schema.RoleRevised).List() {
		if d := v.Stamp().Day(); d.After(law.Revised) {
			law.Revised = d
		}
	}
	return law, true
}

// lawsOf returns the laws among the entries without their articles, so that bodies can be read before their addresses are
// known.
func lawsOf(entries []*Entry) []statute.Law {
	var laws []statute.Law
	for _, e := range entries {
		if law, ok := e.lawItself(""); ok {
			laws = append(laws, law)
		}
	}
	return laws
}
