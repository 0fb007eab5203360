package audit

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// layoutFolder stands for what an author cannot mend in a text: the layouts, the theme and the menu.
const layoutFolder = "layouts"

// finding is something a page has, before it is known where that comes from.
type finding struct {
	rule    diag.Rule
	message string
	hint    string
	href    string // as in the page; empty where no address is at fault
	target  string // published path that is not there
	id      string // fragment that is not there, decoded
	own     bool   // the record's author can mend it, not only the layout
	file    *output.File
}

type findings []finding

// settle turns findings into problems at the places where they can be mended. What a record's author wrote is reported
// in that file, each once; what stands on page after page comes from a layout and is said once with the number of pages.
func (all findings) settle(in *Input) diag.List {
	if len(all) == 0 {
		return nil
	}
	var problems diag.List
	written := map[string]bool{} // addresses that authors wrote
	groups := map[string]findings{}
	elsewhere := map[string]diag.List{} // own addresses of other systems, by folder
	files := directoryOf(in.Tree.Files())
	for _, f := range all {
		if pos, ok := f.author(in); ok {
			written[f.rule.ID+f.href] = true
			if f.rule.ID == ruleLinkOwn.ID {
				elsewhere[folderOf(f.href)] = append(elsewhere[folderOf(f.href)], f.at(pos))
				continue
			}
			problems = append(problems, f.suggest(files).at(pos))
			continue
		}
		key := f.rule.ID + "\x00" + f.message
		groups[key] = append(groups[key], f)
	}
	for _, group := range groups {
		if group[0].own && len(group) <= few {
			for _, f := range group {
				problems = append(problems, f.at(f.file.Owner))
			}
			continue
		}
		if f := group[0]; f.href == "" || !written[f.rule.ID+f.href] {
			group[0] = f.suggest(files)
			problems = append(problems, group.problem())
		}
	}
	for folder, l := range elsewhere {
		problems = append(problems, together(folder, l)...)
	}
	return problems
}

// together makes one problem of many addresses of one folder: they are likely those of another system on the same host.
func together(folder string, l diag.List) diag.List {
	if l = l.Sorted(); len(l) <= few {
		return l
	}
	p := l[0]
	p.Message = fmt.Sprintf("%s，同在 %s 之下的共 %d 处", p.Message, folder, len(l))
	p.Hint = "由别的系统提供的，抽查几个能否打开；本站的网页改写相对路径"
	for _, other := range l[1 : few+1] {
		p = p.WithRelated(other.Pos, "%s", other.Message)
	}
	return diag.List{p}
}

// folderOf returns an address up to its first folder.
func folderOf(href string) string {
	start := strings.Index(href, "://") + len("://")
	for range 2 {
		k := strings.IndexByte(href[start:], '/')
		if k < 0 {
			break
		}
		start += k + 1
	}
	return href[:start]
}

func (f finding) at(pos diag.Pos) diag.Problem {
	p := f.rule.At(pos, "%s", f.message)
	p.Hint = f.hint
	return p
}

// suggest fills in the hint of an address that leads nowhere.
func (f finding) suggest(files *directory) finding {
	if f.hint == "" && f.target != "" {
		f.hint = files.nearest(f.target)
	}
	return f
}

// few is how many pages may show a problem before it is taken for one of the layout.
const few = 3

// problem makes one problem of all findings of one message.
func (group findings) problem() diag.Problem {
	hint := group[0].hint
	slices.SortFunc(group, func(a, b finding) int { return cmp.Compare(a.file.Path, b.file.Path) })
	pages := slices.CompactFunc(slices.Clone(group), func(a, b finding) bool { return a.file == b.file })
	first := pages[0]
	first.hint = hint
	p := first.at(diag.Pos{File: layoutFolder})
	p.Message = fmt.Sprintf("%s（网页 %s", p.Message, first.file.Path)
	if len(pages) > 1 {
		p.Message += fmt.Sprintf(" 等 %d 页", len(pages))
	}
	p.Message += "）"
	if first.own {
		for _, f := range pages[:few] {
			if f.file.Owner.File != "" {
				p = p.WithRelated(f.file.Owner, "网页 %s", f.file.Path)
			}
		}
	}
	return p
}

// author returns where an author wrote the address of a finding.
func (f finding) author(in *Input) (diag.Pos, bool) {
	p := in.Site.ByPath(f.file.Path)
	if p == nil || f.href == "" {
		return diag.Pos{}, false
	}
	e := p.Entry
	plain := f.href
	if u, err := url.PathUnescape(plain); err == nil {
		plain = u
	}
	_, fragment, _ := strings.Cut(f.href, "#")
	for i := range e.Body.Links {
		l := &e.Body.Links[i]
		_, own, has := strings.Cut(l.Dest, "#")
		if l.Found {
			continue
		}
		if l.Dest == f.href || l.Dest == plain || f.id != "" && has && (own == fragment || own == f.id) {
			return diag.Pos{File: e.File, Line: l.Line, Col: l.Col}, true
		}
	}
	return inFront(e, f.href, plain)
}

// inFront finds an address in the front matter.
func inFront(e *content.Entry, hrefs ...string) (diag.Pos, bool) {
	for _, href := range hrefs {
		if k := strings.Index(e.Front, href); k >= 0 && len(href) > 1 {
			pos := place(e.Front, k, frontLine)
			pos.File = e.File
			return pos, true
		}
	}
	return diag.Pos{}, false
}
