package render

import (
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/headers"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// head collects the tags of one page.
type head struct{ strings.Builder }

// meta writes a tag, and nothing for an empty value: an empty or "null" tag is worse than none (国办秘函〔2019〕19号).
func (h *head) meta(name, content string) {
	if content == "" {
		return
	}
	write(&h.Builder, `<meta name="`, name, `" content="`, escaped(content), `">`)
}

// column writes the four tags of a column page.
func (h *head) column(name, description, keywords, kind string) {
	h.meta("ColumnName", name)
	h.meta("ColumnDescription", description)
	h.meta("ColumnKeywords", keywords)
	h.meta("ColumnType", kind)
}

// feeds writes the feeds whose files are of the stem, in every form the site has.
func (h *head) feeds(d config.Data, title, stem string) {
	if d.HasFeed(config.FeedAtom) {
		h.alternate("application/atom+xml", title, stem+".xml")
	}
	if d.HasFeed(config.FeedJSON) {
		h.alternate("application/feed+json", title, stem+".json")
	}
}

func (h *head) alternate(kind, title, href string) {
	h.WriteString(`<link rel="alternate" type="` + kind + `"`)
	if title != "" {
		h.WriteString(` title="` + escaped(title) + `"`)
	}
	h.WriteString(` href="` + href + `">`)
}

// twin links the record's own data.
func (r *run) twin(h *head, v *View, p *site.Page) {
	for _, t := range []struct {
		path func(*site.Page) string
		kind string
	}{{r.Twin, "application/json"}, {r.Calendar, "text/calendar"}} {
		if t.path == nil {
			continue
		}
		if file := t.path(p); file != "" {
			h.alternate(t.kind, "", site.EscapePath(path.Base(file))) // both stand beside the page
		}
	}
}

// heading is what the tags of a page take from its section and its record beyond what the rest of the view holds. The tags
// follow from the view with it, so a page that is kept needs none.
type heading struct {
	label, description, keywords, kind string
	fed                                bool // the section has feeds
	summary                            string
	terms                              []string
}

func headingOf(section *site.Section, p *site.Page) heading {
	var h heading
	if section != nil {
		h.label, h.description, h.keywords, h.kind = section.Label, section.Description, section.Keywords, section.ColumnType
		h.fed = !section.Hidden && len(section.Pages) > 0
	}
	if p != nil && !p.Withdrawn() {
		h.summary = p.Summary
		for _, t := range p.Terms {
			h.terms = append(h.terms, t.Label)
		}
	}
	return h
}

// fixedTags are the tags that all pages of a section at one depth share.
type fixedTags struct{ policy, site, column, feeds string }

// fixed makes them. The names are those head gives.
func (r *run) fixed(base string, section *site.Section) fixedTags {
	c := r.site.Config
	part := func(write func(h *head)) string {
		h := &head{}
		write(h)
		return h.String()
	}
	of := headingOf(section, nil)
	return fixedTags{
		policy: policyTag(headers.Policy{}),
		site: part(func(h *head) {
			h.meta("SiteName", c.Title)
			h.meta("SiteDomain", r.domain)
			h.meta("SiteIDCode", c.Footer.IDCode)
		}),
		column: part(func(h *head) { h.column(of.label, of.description, of.keywords, of.kind) }),
		feeds: part(func(h *head) {
			if c.URL == "" { // feeds need absolute addresses
				return
			}
			h.feeds(c.Data, c.Title, base+"feed")
			if of.fed {
				h.feeds(c.Data, of.label, base+section.Name+"/feed")
			}
		}),
	}
}

// policyTag is obeyed by every page. It stands in the page so that it also holds where the server cannot be configured.
func policyTag(p headers.Policy) string {
	return `<meta http-equiv="Content-Security-Policy" content="` + p.Meta() + `">`
}

// head returns the tags 国办发〔2017〕47号 asks for: three of the site on every page, four more of the column on lists
// and records, and those of the article on records. Names are spelt exactly as in its annex: checkers match the case.
func (r *run) head(v *View, section *site.Section, p *site.Page, fixed fixedTags) template.HTML {
	h := &head{}
	h.Grow(4096) // that of a record has about 2 KB
	if v.View == lostView {
		fixed.policy = policyTag(headers.Policy{Styles: []string{r.Theme.LostHash()}})
	}
	h.WriteString(fixed.policy)
	h.meta("description", v.Description)
	h.WriteString(fixed.site)
	switch {
	case section != nil:
		h.WriteString(fixed.column)
	case slices.Contains([]string{"list", "terms", "senior", "withdrawn", "data", "search", "sitemap"}, v.View):
		h.column(v.Title, v.Description, v.Title, "信息公开目录")
	}
	if p != nil && !p.Withdrawn() {
		r.article(h, v, p)
	}
	canonical := v.URL
	if v.Redirect != "" {
		canonical = r.absolute(v.Redirect)
	}
	if v.View != "404" && canonical != "" {
		h.WriteString(`<link rel="canonical" href="` + escaped(canonical) + `">`)
	}
	if slices.Contains([]string{"tombstone", "404", "senior", "leave"}, v.View) ||
		v.List != nil && v.List.Kind == "facet" || v.Search != nil && v.Search.Number > 1 {
		h.meta("robots", "noindex")
	}
	h.WriteString(fixed.feeds)
	if p != nil && (v.View == "page" || v.View == "tombstone") {
		r.twin(h, v, p)
	}
	return template.HTML(h.String())
}

func (r *run) article(h *head, v *View, p *site.Page) {
	rec := p.Record
	source := rec.Role(schema.RoleSource).String()
	if source == "" {
		source = rec.Role(schema.RoleAuthority).String()
	}
	if source == "" {
		source = r.site.Config.Bureau.Name
	}
	h.meta("ArticleTitle", p.Title)
	h.meta("PubDate", p.Published.Minute())
	h.meta("ContentSource", source)
	h.meta("Keywords", strings.Join(v.heading.terms, ","))
	h.meta("Author", rec.Role(schema.RoleAuthor).String())
	h.meta("Description", v.heading.summary)
	h.meta("Url", v.URL)
}

// absolute returns the public address of a path, "" when the configuration names no address.
func (r *run) absolute(path string) string {
	if r.site.Config.URL == "" {
		return ""
	}
	return r.site.Config.URL + site.EscapePath(path)
}

// reportURL returns the 我为政府网站找错 link of a page. It needs the page's public address.
func (r *run) reportURL(page string) string {
	f := r.site.Config.Footer
	if !f.FindErrors || f.IDCode == "" || page == "" {
		return ""
	}
	return "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=" + f.IDCode + "&url=" + url.QueryEscape(page)
}
