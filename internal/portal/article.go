package portal

import (
	"fmt"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// Folders of a pack.
const (
	articleFolder = "articles/"
	filesFolder   = "files/"
)

// articlePath returns where the fragment of a record is in a pack: one folder for all, as that is easier to upload.
func articlePath(id string) string {
	return articleFolder + strings.ReplaceAll(id, "/", "_") + ".html"
}

// article makes the row and the fragment of a record.
func (m *maker) article(p *site.Page) (row, error) {
	rec := p.Record
	r := row{id: identity(p), values: map[string]string{
		"title": p.Title, "section": p.Section.Label, "kind": rec.Kind.Label, "published": p.Published.Minute(), "summary": p.Summary,
		"status": m.site.Status(rec), "file": articlePath(identity(p)),
	}}
	for name, role := range map[string]schema.Role{"number": schema.RoleNumber, "index": schema.RoleIndex, "authority": schema.RoleAuthority,
		"source": schema.RoleSource, "author": schema.RoleAuthor} {
		r.values[name] = rec.Role(role).String()
	}
	if decided := rec.Role(schema.RoleDecided).Stamp(); !decided.IsZero() {
		r.values["decided"] = decided.Day().String()
	}
	var words []string
	for _, t := range p.Terms {
		words = append(words, t.Label)
	}
	r.values["keywords"] = strings.Join(words, ",")
	if m.cfg.URL != "" {
		r.values["url"] = m.cfg.URL + site.EscapePath(p.Path)
	}
	w := &writer{maker: m, page: p}
	fragment, err := clean(w.fragment(), m.cfg.Portal.Classes)
	if err != nil {
		return row{}, fmt.Errorf("making the article of %s: %w", p.Entry.File, err)
	}
	r.fragment, r.files = fragment, w.files
	for i, f := range w.files {
		if i > 0 {
			r.values["attachments"] += ";"
		}
		r.values["attachments"] += filesFolder + f
	}
	return r, nil
}

// writer writes one fragment and notes the files it uses.
type writer struct {
	*maker
	page  *site.Page
	files []string
}

// fragment returns the article: what the record's fields say, its text, and its attachments.
func (w *writer) fragment() string {
	var b strings.Builder
	w.fields(&b)
	doc := w.page.Entry.Document()
	b.Write(doc.Resolve(nil, w.target))
	w.attachments(&b)
	return b.String()
}

// headed are the roles whose values stand in the table of the pack and not in the article: the other portal shows them
// around it.
var headed = []schema.Role{
	schema.RoleTitle, schema.RolePublished, schema.RoleSource, schema.RoleAuthor, schema.RoleSummary, schema.RoleIndex, schema.RoleTopic,
	schema.RoleCampaign, schema.RoleImage, schema.RolePriority, schema.RoleText, schema.RoleScreen,
}

// fewFields are not worth a table above a text.
const fewFields = 3

// fields writes the record's fields as a table: of a decision they are the article. Before a text a line or two of them,
// as its genre, would only be in the way.
func (w *writer) fields(b *strings.Builder) {
	var rows strings.Builder
	count := 0
	for _, f := range w.page.Record.Kind.Fields {
		v := w.site.Shown(w.page.Record, f)
		skip := f.Hidden || f.Private || v.IsZero() || slices.Contains(headed, f.Role) || f.Type.Name() == schema.TypeFile ||
			f.Type.Name() == schema.TypeRef || f.Term != "" && f.Role != schema.RoleBasis && f.Role != schema.RoleVenue
		if skip {
			continue
		}
		count++
		fmt.Fprintf(&rows, "<tr><th>%s</th><td>%s</td></tr>\n", html.EscapeString(f.Label), strings.ReplaceAll(html.EscapeString(v.String()), "\n", "<br>"))
	}
	if count >= fewFields || count > 0 && len(w.page.Entry.Document().HTML) == 0 {
		fmt.Fprintf(b, "<table>\n<tbody>\n%s</tbody>\n</table>\n", rows.String())
	}
}

func (w *writer) attachments(b *strings.Builder) {
	var items strings.Builder
	for _, f := range w.page.Record.Kind.Fields {
		if f.Type.Name() != schema.TypeFile || f.Private || f.Role == schema.RoleImage {
			continue
		}
		for _, v := range w.page.Record.Value(f).List() {
			name, ok := w.use(w.site.Beside(w.page, v.String()))
			if ok {
				fmt.Fprintf(&items, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(w.href(name)), html.EscapeString(path.Base(name)))
			}
		}
	}
	if items.Len() > 0 {
		fmt.Fprintf(b, "<h2>附件</h2>\n<ul>\n%s</ul>\n", items.String())
	}
}

// use notes that the article needs a file, and returns its published path.
func (w *writer) use(name string) (string, bool) {
	for _, published := range []string{name, name + ".jpg", name + ".png"} { // a picture may have changed its form
		if _, ok := w.tree.Get(published); ok {
			if !slices.Contains(w.files, published) {
				w.files = append(w.files, published)
			}
			return published, true
		}
	}
	return "", false
}

// href returns how an article names a file of its pack.
func (w *writer) href(name string) string {
	if w.cfg.Portal.Files != "" {
		return w.cfg.Portal.Files + site.EscapePath(name)
	}
	return "../" + filesFolder + site.EscapePath(name)
}

// target decides where a link of the text leads. Links within the site need its public address; without one their text
// stays.
func (w *writer) target(l *markdown.Link) markdown.Target {
	if _, law := w.page.Entry.CitationOf(l); law {
		return markdown.Target{Drop: true}
	}
	if strings.HasPrefix(l.Dest, "#") {
		return markdown.Target{Href: l.Dest}
	}
	if u, err := url.Parse(l.Dest); err == nil && u.Scheme != "" {
		return markdown.Target{Href: l.Dest, Drop: l.Image}
	}
	name, fragment, _ := strings.Cut(l.Dest, "#")
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	for _, candidate := range w.candidates(name) {
		if _, ok := w.site.Files[candidate]; ok {
			if published, ok := w.use(candidate); ok {
				return markdown.Target{Href: w.href(published)}
			}
		}
		p := w.site.ByFile(content.Folder + "/" + candidate)
		if p == nil {
			p = w.site.ByPath(candidate)
		}
		if p != nil && w.cfg.URL != "" {
			return markdown.Target{Href: w.cfg.URL + site.EscapePath(p.Path) + fragment}
		}
	}
	return markdown.Target{Drop: true}
}

// candidates returns the paths below content/ a written path may mean.
func (w *writer) candidates(name string) []string {
	if rest, ok := strings.CutPrefix(name, "/"); ok {
		return []string{path.Clean(rest)}
	}
	return []string{w.site.Beside(w.page, name), path.Join(path.Dir(w.page.Path), name)}
}

// statement is what stands in the place of a withdrawn article (行政处罚法第四十八条第二款).
func statement(c *config.Config, p *site.Page) []byte {
	w := p.Record.Envelope.Withdrawn
	by := w.By
	if by == "" {
		by = c.Bureau.Name
	}
	return fmt.Appendf(nil, "<p>该%s已于%s撤回。</p>\n<p>撤回理由：%s</p>\n<p>依据：%s</p>\n<p>撤回机关：%s</p>\n", html.EscapeString(p.Record.Kind.Label),
		w.On.Day().Chinese(), html.EscapeString(w.Reason), html.EscapeString(w.Basis), html.EscapeString(by))
}
