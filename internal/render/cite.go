package render

import (
	"fmt"
	"html/template"
	"strings"

	"xiangwei/internal/qrcode"
	"xiangwei/internal/statute"
)

// Article is a cited article of a law, opened in place.
type Article struct {
	Label  string // as the record cites it: 《…》第三十一条第五项
	Path   string // of the article on the law's page; empty: the site has no page of the law
	Text   string // of the article in the edition the library holds; empty: not in the library
	Status string // 有效, 已修改, 尚未生效, 废止: of the law on the day of the decision
	On     string // that day, in words
	Since  string // the day from which Text holds, in words, where another edition held on the day of the decision
}

// Articles returns the articles a field of citations names, with their text as the library holds it: where the law has
// been amended since the decision, Since says from when that text is the law.
func (p *Page) Articles(name string) []Article {
	var out []Article
	for _, v := range p.value(name).List() {
		out = append(out, p.article(v.String()))
	}
	return out
}

func (p *Page) article(label string) Article {
	a := Article{Label: label}
	laws := p.run.site.Laws
	for _, c := range statute.Find(label, statute.Options{Resolve: laws.Resolve}) {
		law, ok := laws.Law(c.Law)
		if !ok {
			continue
		}
		a.Path = law.Path
		day := p.Decided
		if day.IsZero() {
			day = p.Published
		}
		if !day.IsZero() {
			status := law.StatusOn(day.Day())
			a.Status, a.On = string(status), day.Day().Chinese()
			if status == statute.Amended && !law.Effective.IsZero() {
				a.Since = law.Effective.Chinese()
			}
		}
		if found, ok := laws.Article(c.Ref); ok {
			a.Path, a.Text = law.Path+"#"+c.Ref.Anchor(), found.Text
		}
		return a
	}
	return a
}

// Leaving returns what a link of a field says of leaving the site, "" for an address of the government.
func (p *Page) Leaving(name string) string { return p.noted.leaving(p.Text(name)) }

// Cite returns the line by which others cite the record: who published it, its title and number, when, and where.
func (v *View) Cite() string {
	p := v.Page
	by := p.Authority
	if by == "" {
		by = p.Source
	}
	if by == "" {
		by = v.Site.Bureau
	}
	var b strings.Builder
	b.WriteString(by + "：《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(p.Title) + "》")
	if p.Number != "" {
		b.WriteString("（" + p.Number + "）")
	}
	if !p.Published.IsZero() {
		b.WriteString("，" + p.Published.Day().Chinese() + "发布")
	}
	if u := p.Updated(); !u.IsZero() {
		b.WriteString("，" + u.Day().Chinese() + "更新")
	}
	if v.URL != "" {
		b.WriteString("，" + v.URL)
	}
	return b.String() + "。"
}

// QR returns the code of the page's address, "" where config.toml names no address for the site or wants no codes.
func (v *View) QR() (template.HTML, error) {
	if v.URL == "" || !v.codes {
		return "", nil
	}
	svg, err := qrcode.SVG(v.URL, qrcode.Style{Class: "qr", Label: "本页网址的二维码", Ground: "#fff"})
	if err != nil {
		return "", fmt.Errorf("drawing the code of %s: %w", v.Path, err)
	}
	return template.HTML(svg), nil
}
