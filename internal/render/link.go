package render

import (
	"net/url"
	"path"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/site"
	"xiangwei/internal/statute"
)

// target decides where a link of a body leads in the page. Authors write the path of another record's file, an address
// of the site, or the path of a file beside the record; in the page every internal link is relative and ends in a file
// name, so that the site works below any path and from a disk.
func (r *run) target(p *site.Page, base string, l *markdown.Link, n *Noted) markdown.Target {
	dest := l.Dest
	if c, ok := p.Entry.CitationOf(l); ok {
		return r.law(p, base, c)
	}
	switch {
	case strings.HasPrefix(dest, "#") || strings.HasPrefix(dest, "mailto:") || strings.HasPrefix(dest, "tel:"):
		return markdown.Target{Href: dest}
	case strings.HasPrefix(dest, "http://") || strings.HasPrefix(dest, "https://"):
		if l.Image {
			n.report(RuleForeignImage.At(diag.Pos{File: p.Entry.File, Line: l.Line, Col: l.Col}, "图片不在本站：%q", dest).
				WithHint("把图片存到文稿旁边，写它的文件名"))
			return markdown.Target{Drop: true}
		}
		return r.external(base, dest, n)
	}
	name, fragment := dest, ""
	if i := strings.IndexAny(dest, "#?"); i >= 0 {
		name, fragment = dest[:i], dest[i:]
	}
	if strings.HasPrefix(fragment, "?") { // a query means nothing to files
		_, after, found := strings.Cut(fragment, "#")
		fragment = ""
		if found {
			fragment = "#" + after
		}
	}
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	found, hidden := r.find(p, name, n)
	if _, beside := r.site.Files[found]; found != "" && beside {
		return r.beside(base, found, l)
	}
	if found != "" {
		return markdown.Target{Href: base + site.EscapePath(found) + fragment}
	}
	pos := diag.Pos{File: p.Entry.File, Line: l.Line, Col: l.Col}
	if hidden {
		n.report(RuleHiddenLink.At(pos, "链接指向的文稿现在不公开：%q", dest).WithHint("页面上只保留文字；文稿公开后链接自动恢复"))
	} else {
		n.report(RuleBrokenLink.At(pos, "链接指向的页面或文件不存在：%q", dest).
			WithHint("写另一篇文稿的路径（例如 ../penalties/p-008.md）或旁边文件的路径；注意大小写"))
	}
	return markdown.Target{Drop: true}
}

// beside decides where a link to a file beside the records leads. A link to a file to download says what it is and how
// large, as people on slow lines must know before they follow it.
func (r *run) beside(base, file string, l *markdown.Link) markdown.Target {
	if l.Image {
		return r.picture(base, file)
	}
	published := r.published(file)
	if published == "" {
		return markdown.Target{Drop: true}
	}
	t := markdown.Target{Href: base + site.EscapePath(published)}
	kind, size := fileType(file), size(r.site.Files[file].Size)
	if !strings.Contains(l.Text, size) && !strings.HasSuffix(l.Text, "B）") {
		t.Suffix = "（" + kind + "，" + size + "）"
	}
	return t
}

// fileType returns how people call the form of a file: PDF, XLSX.
func fileType(name string) string { return strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")) }

// law decides where a citation leads: to the article on the law's page, with its gist shown in place. A law that has no
// page stays plain text, and so does a mention of a law on its own page.
func (r *run) law(p *site.Page, base string, c *content.Citation) markdown.Target {
	law, ok := r.site.Laws.Law(c.Law)
	if !ok {
		return markdown.Target{Drop: true}
	}
	t := markdown.Target{Href: base + site.EscapePath(law.Path), Attrs: []markdown.Attr{{Name: "class", Value: "cite"}}}
	if law.Path == p.Path {
		t.Href = ""
	}
	if a, ok := r.site.Laws.Article(c.Ref); ok {
		t.Href += "#" + c.Ref.Anchor()
		if law.Path != p.Path {
			t.Note = a.Gist
			if t.Note != "" && law.StatusOn(p.SpeaksOn()) == statute.Amended {
				t.Note = "现行条文：" + t.Note // the text may have cited other words: the library holds the newest
			}
		}
	}
	if t.Href == "" {
		return markdown.Target{Drop: true}
	}
	return t
}

// external marks a link that leaves the site; an absolute link to this very site becomes relative.
func (r *run) external(base, dest string, n *Noted) markdown.Target {
	if u := r.site.Config.URL; u != "" && strings.HasPrefix(dest, u) {
		name, fragment, _ := strings.Cut(strings.TrimPrefix(dest, u), "#")
		if fragment != "" {
			fragment = "#" + fragment
		}
		if found, _ := r.address(name); found != "" {
			return markdown.Target{Href: base + site.EscapePath(found) + fragment}
		}
	}
	attrs := []markdown.Attr{{Name: "class", Value: "external"}, {Name: "rel", Value: "noopener"}}
	if said := n.leaving(dest); said != "" {
		attrs = append(attrs, markdown.Attr{Name: "title", Value: said})
	}
	return markdown.Target{Href: dest, Attrs: attrs}
}

// find returns the published path a written path means; hidden tells that it names a record that is not public.
func (r *run) find(p *site.Page, name string, n *Noted) (found string, hidden bool) {
	below := strings.TrimPrefix(p.Entry.File, content.Folder+"/")
	var candidates []string
	if strings.HasPrefix(name, "/") {
		candidates = []string{path.Clean(strings.TrimPrefix(name, "/"))}
	} else {
		candidates = []string{path.Join(path.Dir(below), name), path.Join(path.Dir(p.Path), name)}
	}
	for _, c := range candidates {
		if target := r.site.ByFile(content.Folder + "/" + c); target != nil {
			return target.Path, false
		}
		if _, ok := r.site.Files[c]; ok {
			n.use(c)
			return c, false
		}
		if found, _ := r.address(c); found != "" {
			return found, false
		}
		hidden = hidden || r.site.Hidden(content.Folder+"/"+c) || r.site.Hidden(content.Folder+"/"+c+".md")
	}
	return "", hidden
}

// address returns the page of the site at an address, written with or without .html or a last slash.
func (r *run) address(name string) (string, bool) {
	name = strings.TrimSuffix(name, "/")
	if name == "" || name == "." {
		return "index.html", true
	}
	for _, c := range []string{name, name + ".html", name + "/index.html"} {
		if r.known[c] {
			return c, true
		}
	}
	return "", false
}

func (r *run) report(p diag.Problem) {
	r.mu.Lock()
	r.problems = append(r.problems, p)
	r.mu.Unlock()
}
