package render

import (
	"fmt"
	"html/template"
	"strings"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// Pages below senior/ are the way through the site in senior mode (长者模式) for browsers without scripts: an entry and the
// lists, whose links end in #senior. That is the id of every page's root, so the record opens in senior mode by its style
// sheet alone. Only lists are made twice, never records.
const (
	seniorFolder   = "senior/"
	seniorHome     = seniorFolder + "index.html"
	seniorFragment = "#senior"
)

// Senior is a page below senior/.
type Senior struct {
	Home       *Home         // of the entry; nil on lists
	Sections   []Link        // of the entry: the lists
	Items      template.HTML // of a list
	Count      int
	Number     int
	Total      int
	Prev, Next string
	Full       string // the ordinary page
}

// SectionPath returns the address of a section's senior list, "" when the site has no such section.
func (s *Senior) SectionPath(name string) string {
	if s.Home == nil || s.Home.Section(name) == nil {
		return ""
	}
	return seniorPath(name, 1)
}

func seniorPath(section string, number int) string {
	if number == 1 {
		return seniorFolder + section + ".html"
	}
	return fmt.Sprintf("%s%s-%d.html", seniorFolder, section, number)
}

// seniorJobs lists the entry and the lists.
func (r *run) seniorJobs() []job {
	if !r.site.Config.Build.Senior {
		return nil
	}
	jobs := []job{{path: seniorHome, group: output.List, name: "senior", view: func(v *View) {
		v.Title, v.Description = "长者版", "大字、单列、高对比的本站入口"
		v.Senior = &Senior{Home: r.home(), Full: "index.html"}
		for _, s := range r.site.Sections {
			if !s.Hidden {
				v.Senior.Sections = append(v.Senior.Sections, Link{s.Label, seniorPath(s.Name, 1)})
			}
		}
	}}}
	for _, s := range r.site.Sections {
		if s.Hidden {
			continue
		}
		for _, l := range r.site.Listings(s) {
			jobs = append(jobs, r.seniorList(s, l))
		}
	}
	return jobs
}

func (r *run) seniorList(section *site.Section, l *site.Listing) job {
	return job{path: seniorPath(section.Name, l.Number), group: output.List, name: "senior", about: section, view: func(v *View) {
		v.Title, v.Description = l.Title+"（长者版）", section.Description
		v.Crumbs = []Link{{"长者版首页", seniorHome}}
		s := &Senior{Count: l.Count, Number: l.Number, Total: len(l.Paths), Items: seniorItems(l.Pages, v.Base), Full: l.Path}
		if l.Number > 1 {
			s.Prev = seniorPath(section.Name, l.Number-1)
		}
		if l.Number < len(l.Paths) {
			s.Next = seniorPath(section.Name, l.Number+1)
		}
		v.Senior = s
	}}
}

// seniorItems writes the records of a list, by appends like the other pieces of which there are many.
func seniorItems(pages []*site.Page, base string) template.HTML {
	var b strings.Builder
	b.Grow(192 * len(pages))
	for _, p := range pages {
		write(&b, `<li><a href="`, base, site.EscapePath(p.Path), seniorFragment, `">`, template.HTMLEscapeString(p.Title), "</a>")
		if !p.Published.IsZero() {
			write(&b, ` <time datetime="`, p.Published.ISO(), `">`, p.Published.Day().Chinese(), "</time>")
		}
		b.WriteString("</li>")
	}
	return template.HTML(b.String())
}
