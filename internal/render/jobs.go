package render

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// jobs lists every page the site needs.
func (r *run) jobs() []job {
	jobs := make([]job, 0, len(r.site.Pages)*3/2) // and lists
	for _, p := range r.site.Pages {
		jobs = append(jobs, r.recordJob(p))
	}
	for _, p := range r.site.Tombstones {
		jobs = append(jobs, r.tombstoneJob(p))
	}
	for _, s := range r.site.Sections {
		if s.Hidden {
			continue
		}
		for _, l := range r.site.Listings(s) {
			jobs = append(jobs, r.listJob(l))
		}
		for _, y := range r.years[s] {
			for _, l := range r.site.Archive(s, y.Year) {
				jobs = append(jobs, r.listJob(l))
			}
		}
		for _, f := range s.Facets {
			for _, value := range f.Values {
				for _, l := range r.site.FacetListings(s, value) {
					jobs = append(jobs, r.listJob(l))
				}
			}
		}
	}
	for _, t := range r.site.Taxonomies {
		jobs = append(jobs, r.termsJob(t))
		for _, term := range t.Terms {
			for _, l := range r.site.TermListings(term) {
				jobs = append(jobs, r.listJob(l))
			}
		}
	}
	for _, redirect := range r.site.Redirects {
		jobs = append(jobs, redirectJob(redirect))
	}
	jobs = append(jobs, r.monthJobs()...)
	jobs = append(jobs, r.seniorJobs()...)
	jobs = append(jobs, r.withdrawnJobs()...)
	jobs = append(jobs, r.dataJobs()...)
	jobs = append(jobs, r.searchJobs()...)
	return append(jobs, r.homeJob(), r.sitemapJob(), r.lostJob())
}

func ownerOf(p *site.Page) diag.Pos { return diag.Pos{File: p.Entry.File, Line: 1} }

func (r *run) recordJob(p *site.Page) job {
	return job{path: p.Path, owner: ownerOf(p), group: output.Page, name: "page", kind: p.Record.Kind.Name, page: p, about: p.Section,
		view: func(v *View) {
			v.Title, v.Description = p.Title, p.Summary
			v.Crumbs = append(v.Crumbs, sectionCrumb(p.Section)...)
			v.Page = r.page(p, v.Base, v.noted)
		}, late: func(v *View) { r.fill(v.Page, p, v.Base) }}
}

func sectionCrumb(s *site.Section) []Link {
	if s.Hidden {
		return nil
	}
	return []Link{{s.Label, s.Path()}}
}

// tombstoneJob makes the page that stays at a withdrawn record's address. Nothing of the record itself is on it, not
// even its title: the title may be what had to go.
func (r *run) tombstoneJob(p *site.Page) job {
	return job{path: p.Path, owner: ownerOf(p), group: output.Page, name: "tombstone", kind: p.Record.Kind.Name, page: p, about: p.Section,
		view: func(v *View) {
			v.Title = "该" + p.Record.Kind.Label + "已撤回"
			v.Description = "撤回说明"
			v.Crumbs = append(v.Crumbs, sectionCrumb(p.Section)...)
			said := r.withdrawn(p)
			v.Page = &Page{Title: v.Title, KindName: p.Record.Kind.Name, KindLabel: p.Record.Kind.Label,
				Withdrawn: &said, record: &schema.Record{Kind: p.Record.Kind}, sum: p.Entry.Sum, laws: r.laws, run: r, noted: v.noted}
		}}
}

func (r *run) listJob(l *site.Listing) job {
	j := job{path: l.Path, group: output.List, name: "list", about: l.Section, faces: true}
	if l.Section != nil && l.Section.Kind != nil {
		j.kind = l.Section.Kind.Name
	}
	j.late = func(v *View) { v.List.Items = r.itemList(listed(l, v.List.Campaign)) }
	j.view = func(v *View) {
		v.Title = l.Title
		v.List = r.list(l)
		if l.Section != nil {
			v.Description = l.Section.Description
			if l.Year > 0 || l.Facet != nil {
				v.Crumbs = append(v.Crumbs, Link{l.Section.Label, l.Section.Path()})
			}
		} else {
			v.Description = "与“" + l.Title + "”有关的公开信息（按" + l.Term.Taxonomy.Label + "查看）"
			v.Crumbs = append(v.Crumbs, Link{l.Term.Taxonomy.Label, l.Term.Taxonomy.IndexPath()})
		}
	}
	return j
}

func (r *run) list(l *site.Listing) *List {
	v := &List{Count: l.Count, Number: l.Number, Total: len(l.Paths), Pages: window(l.Paths, l.Number), Year: l.Year, Empty: l.Count == 0, Kind: "term"}
	if l.Section != nil {
		v.Kind, v.Intro, v.Calendar = "section", l.Section.Description, r.calendars[l.Section]
		for _, y := range r.years[l.Section] {
			v.Years = append(v.Years, YearLink{y.Year, y.Count, y.Path, y.Year == l.Year})
		}
		v.Facets = facets(l)
		if combines(l.Section) {
			v.Filter = filterPath(l.Section)
		}
		if r.SectionCalendar != nil {
			v.Events = r.SectionCalendar(l.Section)
		}
		r.completeness(v, l)
		if r.Data != nil {
			v.Data = r.Data(l.Section)
		}
	}
	if l.Term != nil && l.Number == 1 {
		v.Campaign = r.campaignOf(l.Term)
	}
	switch {
	case l.Year > 0:
		v.Kind, v.Query = "year", fmt.Sprintf("year=%d", l.Year)
	case l.Facet != nil:
		v.Kind, v.Query = "facet", url.Values{l.Facet.Facet.Field.Name: {l.Facet.Label}}.Encode()
	}
	if l.Number > 1 {
		v.First, v.Prev = l.Paths[0], l.Paths[l.Number-2]
	}
	if l.Number < len(l.Paths) {
		v.Next, v.Last = l.Paths[l.Number], l.Paths[len(l.Paths)-1]
	}
	if l.Count > 0 {
		v.Newest, v.Oldest = l.Newest, l.Oldest
	}
	for _, p := range l.Pages {
		v.keys = append(v.keys, r.itemKey(p))
	}
	return v
}

// listed returns what a list shows: the events of a campaign stand in its programme, unless the list goes on, page by page.
func listed(l *site.Listing, c *Campaign) []*site.Page {
	if c == nil || len(l.Paths) > 1 {
		return l.Pages
	}
	return slices.DeleteFunc(slices.Clone(l.Pages), func(p *site.Page) bool { return inProgramme(p, l.Term) })
}

// itemList joins the list items of records.
func (r *run) itemList(pages []*site.Page) template.HTML {
	items := make([]string, 0, len(pages))
	for _, p := range pages {
		html, err := r.itemHTML(p)
		if err != nil {
			r.report(RuleLayout.At(ownerOf(p), "列表项无法生成（%s）", err).WithHint("检查 layouts 里的 _item.html"))
			continue
		}
		items = append(items, string(html))
	}
	return template.HTML(strings.Join(items, ""))
}

func (r *run) termsJob(t *site.Taxonomy) job {
	return job{path: t.IndexPath(), group: output.List, name: "terms", view: func(v *View) {
		v.Title, v.Description = t.Label, "按"+t.Label+"查看公开信息"
		terms := termsView(t)
		v.Terms = &terms
	}}
}

func termsView(t *site.Taxonomy) Terms {
	v := Terms{Label: t.Label, Path: t.IndexPath()}
	for _, term := range t.Terms {
		v.Terms = append(v.Terms, TermLink{term.Label, term.Path(), len(term.Pages)})
	}
	return v
}

func redirectJob(redirect site.Redirect) job {
	return job{path: redirect.From, owner: redirect.To.Entry.Pos("aliases"), group: output.List, name: "redirect", view: func(v *View) {
		v.Title, v.Redirect = "页面已移至新网址", redirect.To.Path
	}}
}

func (r *run) sitemapJob() job {
	return job{path: "sitemap.html", group: output.List, name: "sitemap", view: func(v *View) {
		v.Title, v.Description = "站点地图", "本站全部栏目与专题"
		v.Sitemap = &Sitemap{Sections: r.homeSections()}
		for _, t := range r.site.Taxonomies {
			v.Sitemap.Taxonomies = append(v.Sitemap.Taxonomies, termsView(t))
		}
	}}
}
