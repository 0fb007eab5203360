package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
)

// Rules of this package.
var (
	RuleAddress = diag.Rule{ID: "site/address", Severity: diag.Error, Title: "两篇文稿争用一个网址",
		Doc: "一个网址只能有一篇文稿。网址取自文件名（或 slug），与标题无关。"}

	RuleHiddenRef = diag.Rule{ID: "site/hidden-ref", Severity: diag.Warning, Title: "指向的文稿未公开",
		Doc: "所指文稿是草稿、未到发布时间或已过公示期。这是时间造成的，不妨碍发布。"}

	Rules = []diag.Rule{RuleAddress, RuleHiddenRef}
)

const summaryLength = 120

// summaryOf returns a plain summary: the field with that role, the text for screens, else the beginning of the body.
func summaryOf(e *content.Entry) string {
	for _, role := range []schema.Role{schema.RoleSummary, schema.RoleText} {
		if s := e.Record.Role(role).String(); s != "" {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return markdown.Summary(e.Body.Text, summaryLength)
}

// references reports fields that name a record or an attachment that does not exist.
func (s *Site) references() diag.List {
	var problems diag.List
	for _, p := range s.Pages {
		for _, f := range p.Record.Kind.Fields {
			switch f.Type.Name() {
			case "ref":
				problems = append(problems, s.checkRefs(p, f)...)
			case "file":
				problems = append(problems, s.checkFiles(p, f)...)
			}
		}
	}
	return problems
}

func (s *Site) checkRefs(p *Page, f *schema.Field) diag.List {
	var problems diag.List
	for _, v := range p.Record.Value(f).List() {
		file := content.Folder + "/" + v.String()
		switch {
		case s.byFile[file] != nil:
		case s.hidden[file]:
			problems = append(problems, p.Entry.Problem(RuleHiddenRef, []string{f.Name}, "%s指向的文稿现在不公开：%q", f.Label, v).
				WithHint("页面上不显示该项；文稿公开后自动恢复"))
		default:
			problems = append(problems, p.Entry.Problem(schema.RuleRef, []string{f.Name}, "%s指向的文稿不存在：%q", f.Label, v).
				WithHint("写相对于 content 的路径，例如 penalties/2025/p-008.md"))
		}
	}
	return problems
}

func (s *Site) checkFiles(p *Page, f *schema.Field) diag.List {
	var problems diag.List
	for _, v := range p.Record.Value(f).List() {
		if _, ok := s.Files[s.Beside(p, v.String())]; !ok {
			problems = append(problems, p.Entry.Problem(schema.RuleFile, []string{f.Name}, "%s指向的文件不存在：%q", f.Label, v).
				WithHint("把文件放在文稿同一文件夹里，写相对路径；注意大小写"))
		}
	}
	return problems
}

// Beside returns the path below content/ of a file written relative to a page's source.
func (s *Site) Beside(p *Page, name string) string {
	return path.Join(path.Dir(strings.TrimPrefix(p.Entry.File, content.Folder+"/")), name)
}

// makeRedirects collects former addresses. One that is taken is left to the tree of outputs, which names both owners.
func (s *Site) makeRedirects() {
	for _, pages := range [][]*Page{s.Pages, s.Tombstones} {
		for _, p := range pages {
			for _, from := range p.Record.Envelope.Aliases {
				s.Redirects = append(s.Redirects, Redirect{from, p})
			}
		}
	}
	slices.SortStableFunc(s.Redirects, func(a, b Redirect) int { return cmp.Compare(a.From, b.From) })
}

// relate finds related records: those that share terms, rarer terms counting more, newer first among equals. Terms with
// very many records say nothing about likeness and would make the work quadratic, so only their nearest are looked at.
func (s *Site) relate() {
	const nearest = 50
	n := s.Config.Build.Related
	if n == 0 {
		return
	}
	place := map[*Page]int{}
	for i, p := range s.Pages {
		place[p] = i
	}
	positions := map[*Term]map[*Page]int{}
	for _, t := range s.Taxonomies {
		for _, term := range t.Terms {
			at := make(map[*Page]int, len(term.Pages))
			for i, p := range term.Pages {
				at[p] = i
			}
			positions[term] = at
		}
	}
	for _, p := range s.Pages {
		scores := map[*Page]float64{}
		for _, term := range p.Terms {
			i := positions[term][p]
			for _, q := range term.Pages[max(0, i-nearest):min(len(term.Pages), i+nearest)] {
				if q != p {
					scores[q] += 1 / float64(len(term.Pages))
				}
			}
		}
		p.Related = best(scores, place, n)
	}
}

func best(scores map[*Page]float64, place map[*Page]int, n int) []*Page {
	if len(scores) == 0 {
		return nil
	}
	all := make([]*Page, 0, len(scores))
	for p := range scores {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), place[a]-place[b])
	})
	return slices.Clone(all[:min(n, len(all))])
}
