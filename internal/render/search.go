package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// SearchPath is the page for searching. Package search puts its index beside it.
const SearchPath = "search/index.html"

// How many titles a page of the index of titles has: with more, it weighs more than a home page. The first has the contents and the
// script beside them, and is for most readers a place to type: with 200 titles it weighed more than a record may.
const (
	titlesPerPage = 200
	titlesOnFirst = 80
)

// Search is the search page and, for readers without a script, the index of all titles on it and on the pages behind it.
type Search struct {
	Count    int
	Contents []SearchColumn // the whole index; on the first page
	Groups   []SearchGroup  // of this page
	Number   int            // this page, from 1
	Total    int
	Pages    []PageLink
	Prev     string
	Next     string
}

// SearchColumn is a section in the contents of the index of titles.
type SearchColumn struct {
	Label string
	Count int
	Years []YearLink
}

// SearchGroup is the titles of one section and year.
type SearchGroup struct {
	ID, Label string
	Items     template.HTML
}

// titles is the records of one section and year.
type titles struct {
	section *site.Section
	year    int
	pages   []*site.Page
	path    string // of the page on which they begin
}

// groupTitles groups all public records: sections in their order, newer years first, newer records first.
func groupTitles(s *site.Site) []*titles {
	var groups []*titles
	for _, section := range s.Sections {
		byYear := map[int]*titles{}
		var here []*titles
		for _, p := range newestFirst(section) {
			g := byYear[p.Year]
			if g == nil {
				g = &titles{section: section, year: p.Year}
				byYear[p.Year] = g
				here = append(here, g)
			}
			g.pages = append(g.pages, p)
		}
		slices.SortFunc(here, func(a, b *titles) int { return b.year - a.year })
		groups = append(groups, here...)
	}
	return groups
}

func titlesPath(n int) string {
	if n == 1 {
		return SearchPath
	}
	return fmt.Sprintf("search/titles-%d.html", n)
}

// id is the anchor of the group.
func (t *titles) id() string { return fmt.Sprintf("%s-%d", t.section.Name, t.year) }

func (t *titles) label() string {
	if t.year == 0 {
		return t.section.Label
	}
	return fmt.Sprintf("%s（%d 年）", t.section.Label, t.year)
}

// searchJobs makes the search page and the further pages of the index of titles.
func (r *run) searchJobs() []job {
	if !r.site.Config.Search.Enabled {
		return nil
	}
	groups := groupTitles(r.site)
	var pages [][]*titles // pieces of groups, page by page
	room := 0
	for _, g := range groups {
		for rest := g.pages; len(rest) > 0; {
			if room == 0 {
				if pages, room = append(pages, nil), titlesPerPage; len(pages) == 1 {
					room = titlesOnFirst
				}
			}
			n := min(room, len(rest))
			last := len(pages) - 1
			if g.path == "" {
				g.path = titlesPath(last + 1)
			}
			pages[last] = append(pages[last], &titles{g.section, g.year, rest[:n], g.path})
			rest, room = rest[n:], room-n
		}
	}
	if len(pages) == 0 {
		pages = [][]*titles{nil}
	}
	paths := make([]string, len(pages))
	for i := range paths {
		paths[i] = titlesPath(i + 1)
	}
	jobs := make([]job, len(pages))
	for i := range pages {
		jobs[i] = r.searchJob(groups, pages[i], paths, i+1)
	}
	return jobs
}

func (r *run) searchJob(groups, here []*titles, paths []string, number int) job {
	return job{path: paths[number-1], group: output.List, name: "search", view: func(v *View) {
		v.Title, v.Description = "站内搜索", "在本站公开的全部内容里查找，或者按栏目和年份查看标题"
		s := &Search{Count: len(r.site.Pages), Number: number, Total: len(paths), Pages: window(paths, number)}
		if number == 1 {
			s.Contents = titleContents(groups)
		} else {
			v.Title = fmt.Sprintf("标题目录（第 %d 页）", number)
			v.Crumbs = append(v.Crumbs, Link{"站内搜索", SearchPath})
			s.Prev = paths[number-2]
		}
		if number < len(paths) {
			s.Next = paths[number]
		}
		for _, g := range here {
			s.Groups = append(s.Groups, SearchGroup{g.id(), g.label(), titleList(g.pages, v.Base)})
		}
		v.Search = s
	}}
}

// titleContents returns sections and years with the places where their titles begin.
func titleContents(groups []*titles) []SearchColumn {
	var columns []SearchColumn
	var section *site.Section
	for _, g := range groups {
		if g.section != section {
			section = g.section
			columns = append(columns, SearchColumn{Label: section.Label, Count: len(section.Pages)})
		}
		c := &columns[len(columns)-1]
		c.Years = append(c.Years, YearLink{g.year, len(g.pages), g.path + "#" + g.id(), false})
	}
	return columns
}

// titleList writes titles as links, by appends: a large site has very many.
func titleList(pages []*site.Page, base string) template.HTML {
	var b strings.Builder
	b.Grow(160 * len(pages))
	for _, p := range pages {
		write(&b, `<li><a href="`, base, site.EscapePath(p.Path), `">`, template.HTMLEscapeString(p.Title), "</a>")
		if day := p.Published.Day(); !p.Published.IsZero() {
			write(&b, ` <time class="line-meta">`, day.String(), "</time>")
		}
		b.WriteString("</li>")
	}
	return template.HTML(b.String())
}
