package audit

import (
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// citationRules look at every law cited in public texts and in fields, on the day the text speaks. The rules themselves
// are package statute's, which knows what a citation may be; one look raises all of them.
var citationRules = []Rule{{Rule: statute.Rules[0], Also: statute.Rules[1:], Run: citations}}

func citations(in *Input) diag.List {
	var problems diag.List
	for _, p := range in.Site.Pages {
		c := citationCheck{library: in.Site.Laws, page: p, on: p.SpeaksOn(), unknown: map[string]bool{}}
		c.body()
		c.fields()
		problems = append(problems, c.problems...)
	}
	return problems
}

// citationCheck looks at one record. A law the library lacks is reported once a record: the mend is one entry.
type citationCheck struct {
	library  *statute.Library
	page     *site.Page
	on       date.Day
	unknown  map[string]bool
	problems diag.List
}

func (c *citationCheck) body() {
	e := c.page.Entry
	for i := range e.Body.Links {
		l := &e.Body.Links[i]
		if cited, ok := e.CitationOf(l); ok && cited.Kind == statute.Article {
			c.check(cited.Citation, cited.Context, func() diag.Pos { return diag.Pos{File: e.File, Line: l.Line, Col: l.Col} })
		}
	}
}

func (c *citationCheck) fields() {
	e := c.page.Entry
	for _, f := range e.Record.Kind.Fields {
		if f.Type.Name() != schema.TypeCitation || f.Private {
			continue
		}
		for _, v := range e.Record.Value(f).List() {
			for _, cited := range statute.Find(v.String(), statute.Options{Resolve: c.library.Resolve}) {
				c.check(cited, v.String()+e.Record.Title(), func() diag.Pos { return e.Pos(f.Name) })
			}
		}
	}
}

func (c *citationCheck) check(cited statute.Citation, context string, pos func() diag.Pos) {
	issues := c.library.Check(cited, c.on, context)
	if len(issues) == 0 {
		return
	}
	if _, known := c.library.Law(cited.Law); !known {
		if c.unknown[cited.Law] {
			return
		}
		c.unknown[cited.Law] = true
	}
	for _, issue := range issues {
		c.problems = append(c.problems, issue.At(pos()))
	}
}
