package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
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

// summaryOf returns a plain summary: the field with that role, the text for screens, else the beginning of the body.
func summaryOf(e *content.Entry) string {
	for _, role := range []schema.Role{schema.RoleSummary, schema.RoleText} {
		if s := e.Record.Role(role).String(); s != "" {
			return oneLine(s)
		}
	}
	return e.Summary
}

// oneLine makes every stretch of blanks one. Most texts are so already, and taking each apart was a seventh of New.
func oneLine(s string) string {
	blank := true // the character before
	for _, c := range s {
		space := unicode.IsSpace(c)
		if space && (blank || c != ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
		blank = space
	}
	if blank {
		return strings.TrimRight(s, " ")
	}
	return s
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
	for i, v := range p.Record.Value(f).List() {
		file := content.Folder + "/" + v.String()
		switch {
		case s.byFile[file] != nil:
		case s.hidden[file]:
			problems = append(problems, p.Entry.ElementProblem(RuleHiddenRef, f.Name, i, "%s指向的文稿现在不公开：%q", f.Label, v).
				WithHint("页面上不显示该项；文稿公开后自动恢复"))
		default:
			problems = append(problems, p.Entry.ElementProblem(schema.RuleRef, f.Name, i, "%s指向的文稿不存在：%q", f.Label, v).
				WithHint("写相对于 content 的路径，例如 penalties/2025/p-008.md"))
		}
	}
	return problems
}

func (s *Site) checkFiles(p *Page, f *schema.Field) diag.List {
	var problems diag.List
	for i, v := range p.Record.Value(f).List() {
		if _, ok := s.Files[s.Beside(p, v.String())]; !ok {
			problems = append(problems, p.Entry.ElementProblem(schema.RuleFile, f.Name, i, "%s指向的文件不存在：%q", f.Label, v).
				WithHint("把文件放在文稿同一文件夹里，写相对路径；注意大小写"))
		}
	}
	return problems
}

// Beside returns the path below content/ of a file written relative to a page's source.
func (s *Site) Beside(p *Page, name string) string {
	return path.Join(path.Dir(strings.TrimPrefix(p.Entry.File, content.Folder+"/")), name)
}

// makeRedirects collects former addresses. One that a record has now, or that another record claims too, is no former
// address: it is said where it is written, and dropped, so that the tree of outputs need not find it again.
func (s *Site) makeRedirects() diag.List {
	var problems diag.List
	claimed := map[string]*Page{}
	for _, pages := range [][]*Page{s.Pages, s.Tombstones} {
		for _, p := range pages {
			for i, from := range p.Record.Envelope.Aliases {
				other, taken := s.byPath[from]
				if !taken {
					other, taken = claimed[from]
				}
				if taken {
					problems = append(problems, aliasTaken(p, i, from, other))
					continue
				}
				claimed[from] = p
				s.Redirects = append(s.Redirects, Redirect{from, p})
			}
		}
	}
	slices.SortStableFunc(s.Redirects, func(a, b Redirect) int { return cmp.Compare(a.From, b.From) })
	return problems
}

func aliasTaken(p *Page, i int, from string, other *Page) diag.Problem {
	at := func(format string, args ...any) diag.Problem {
		return p.Entry.ElementProblem(RuleAddress, "aliases", i, format, args...)
	}
	switch {
	case other == p && p.Path == from:
		return at("曾用网址 %s 就是本篇现在的网址", from).WithHint("删去这一项")
	case other == p:
		return at("曾用网址 %s 写了两遍", from).WithHint("删去一项")
	case other.Path == from:
		return at("曾用网址 %s 现在是 %s 的网址", from, other.Entry.File).WithHint("核对是哪一篇的旧网址；网址已归另一篇的，删去这一项").
			WithRelated(diag.Pos{File: other.Entry.File, Line: 1}, "占用该网址的文稿")
	}
	return at("曾用网址 %s 在 %s 里也写了", from, other.Entry.File).WithHint("核对是哪一篇的旧网址，在另一篇里删去").
		WithRelated(diag.Pos{File: other.Entry.File, Line: 1}, "也写了该网址的文稿")
}

// relate finds related records: those that share terms, rarer terms counting more, newer first among equals. Terms with
// very many records say nothing about likeness and would make the work quadratic, so only their nearest are looked at.
func (s *Site) relate() {
	const nearest = 50
	n := s.Config.Build.Related
	if n == 0 {
		return
	}
	for i, p := range s.Pages {
		p.index = i
	}
	at := map[*Term]int{} // where in its records a term has come to: they stand in the order of all pages
	scores := make([]float64, len(s.Pages))
	var touched []int
	for _, p := range s.Pages {
		for _, term := range p.Terms {
			i := at[term]
			at[term] = i + 1
			for _, q := range term.Pages[max(0, i-nearest):min(len(term.Pages), i+nearest)] {
				if q == p {
					continue
				}
				j := q.index
				if scores[j] == 0 {
					touched = append(touched, j)
				}
				scores[j] += 1 / float64(len(term.Pages))
			}
		}
		p.Related = s.best(scores, touched, n)
		for _, j := range touched {
			scores[j] = 0
		}
		touched = touched[:0]
	}
}

// best returns the n pages of the highest scores, newer first among equals. Only n of some hundred are wanted, so they
// are picked and not sorted.
func (s *Site) best(scores []float64, candidates []int, n int) []*Page {
	if len(candidates) == 0 {
		return nil
	}
	better := func(a, b int) bool { return scores[a] > scores[b] || scores[a] == scores[b] && a < b }
	top := make([]int, 0, n+1)
	for _, c := range candidates {
		if len(top) == n && !better(c, top[n-1]) {
			continue
		}
		top = append(top, c)
		for i := len(top) - 1; i > 0 && better(top[i], top[i-1]); i-- {
			top[i], top[i-1] = top[i-1], top[i]
		}
		top = top[:min(len(top), n)]
	}
	pages := make([]*Page, len(top))
	for i, t := range top {
		pages[i] = s.Pages[t]
	}
	return pages
}

// Shown returns a field's value as the public sees it: without references to records that are not public now, whose
// very paths may not get out.
func (s *Site) Shown(r *schema.Record, f *schema.Field) schema.Value {
	v := r.Value(f)
	if f.Type.Name() != schema.TypeRef {
		return v
	}
	return v.Only(func(e schema.Value) bool {
		p := s.byFile[content.Folder+"/"+e.String()]
		return p != nil && !p.Withdrawn()
	})
}

// Referred returns the public page or tombstone a value of a reference names, or nil.
func (s *Site) Referred(v schema.Value) *Page { return s.byFile[content.Folder+"/"+v.String()] }
