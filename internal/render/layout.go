package render

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/cache"
	"xiangwei/internal/diag"
	"xiangwei/internal/parallel"
	"xiangwei/internal/schema"
)

// views is the closed set of layouts a site needs, all of which layouts/default must have.
var views = []string{"home", "page", "list", "terms", "tombstone", "redirect", "sitemap", "senior", "withdrawn", "leave", "data", "search", "month", "404"}

// Layouts is the parsed and checked set of layouts.
type Layouts struct {
	byView map[string]*template.Template // "page" for the default, "penalty/page" for a kind's own
	items  map[string]*template.Template // list items: "" for the default, else by kind
	header *template.Template
	aside  *template.Template // nil where no layout has the piece
	foot   *template.Template // nil where no layout has the piece
	sum    string             // names the bytes of all layout files
}

// functions are what layouts may call beside Go's own. They are few on purpose: what needs logic belongs in Go.
var functions = template.FuncMap{
	"tel": func(number string) template.URL { // html/template would refuse the scheme
		return template.URL("tel:" + strings.Map(dialled, number))
	},
	"add":     func(a, b int) int { return a + b },
	"dict":    dict,
	"clauses": clauses,
}

func dialled(r rune) rune {
	if r >= '0' && r <= '9' || r == '-' || r == '+' {
		return r
	}
	return -1
}

// clauses cuts each line of a text where a reader pauses, behind its marks, so that a layout can keep a clause in one line where
// there is room: 维护 and 宪法权威 are not to be read apart.
func clauses(text string) [][]string {
	var lines [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		var cut []string
		for line != "" {
			end := strings.IndexAny(line, "，。；：！？")
			if end < 0 {
				cut = append(cut, line)
				break
			}
			rest := strings.TrimLeft(line[end:], "，。；：！？…”’）》」』")
			cut, line = append(cut, line[:len(line)-len(rest)]), rest
		}
		lines = append(lines, cut)
	}
	return lines
}

// dict makes a map of its arguments, to hand several values to a shared piece.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict needs pairs of a name and a value")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, errors.New("dict needs names that are strings")
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// LoadLayouts parses every layout once and checks it against the types it will be given and the fields of its kind.
// For kind K and view V the layout is K/V.html, else default/V.html.
func LoadLayouts(files fs.FS, kinds *schema.Set) (*Layouts, diag.List, error) {
	names, err := fs.Glob(files, "default/_*.html")
	if err != nil {
		return nil, nil, err
	}
	l := &Layouts{byView: map[string]*template.Template{}, items: map[string]*template.Template{}}
	sets := l.sets(files, kinds)
	shared := parseShared(files, names)
	made := make([]*template.Template, len(sets))
	problems := make([]diag.List, len(sets))
	parallel.Each(context.Background(), len(sets), 0, func(i int) { made[i], problems[i] = shared.parseSet(files, sets[i]) })
	for i, s := range sets {
		s.keep(made[i])
	}
	unused, err := unusedLayouts(files, kinds)
	if err == nil {
		l.sum, err = layoutSum(files)
	}
	return l, append(slices.Concat(problems...), unused...), err
}

// set is one layout to be parsed, with the shared pieces it may use.
type set struct {
	file  string // "" for a piece that is itself shared
	entry string // name of the template that is executed
	dot   dotType
	kind  *schema.Kind // nil for one of layouts/default
	keep  func(*template.Template)
}

// sets lists what there is to be parsed.
func (l *Layouts) sets(files fs.FS, kinds *schema.Set) []set {
	var sets []set
	view := func(name, file string, kind *schema.Kind) {
		sets = append(sets, set{file, path.Base(file), viewType, kind, func(t *template.Template) { l.byView[name] = t }})
	}
	item := func(name, file string, kind *schema.Kind) {
		sets = append(sets, set{file, "item", itemType, kind, func(t *template.Template) { l.items[name] = t }})
	}
	for _, v := range views {
		view(v, "default/"+v+".html", nil)
	}
	item("", "default/_item.html", nil)
	for _, k := range kinds.Kinds {
		for _, v := range []string{"page", "list", "month", "tombstone"} {
			if file := k.Name + "/" + v + ".html"; exists(files, file) {
				view(k.Name+"/"+v, file, k)
			}
		}
		if file := k.Name + "/_item.html"; exists(files, file) {
			item(k.Name, file, k)
		}
	}
	for _, piece := range []struct {
		name string
		to   **template.Template
	}{{"header", &l.header}, {"aside", &l.aside}, {"foot", &l.foot}} {
		if piece.name == "header" || exists(files, "default/_"+piece.name+".html") {
			sets = append(sets, set{"", piece.name, frameType, nil, func(t *template.Template) { *piece.to = t }})
		}
	}
	return sets
}

// layoutSum names the bytes of every layout file, used or not.
func layoutSum(files fs.FS) (string, error) {
	all, err := fs.Glob(files, "*/*.html")
	if err != nil {
		return "", err
	}
	slices.Sort(all)
	var e cache.Encoder
	for _, name := range all {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return "", err
		}
		e.String(name)
		e.String(string(raw))
	}
	return e.Sum(), nil
}

// kindViews are the layouts a kind's folder may have.
var kindViews = []string{"page", "list", "month", "tombstone", "_item", "slide"}

// unusedLayouts reports layouts no page is made with: misspelt names, and folders of kinds that are not there. They
// would be passed over in silence otherwise, and the built-in layout taken.
func unusedLayouts(files fs.FS, kinds *schema.Set) (diag.List, error) {
	all, err := fs.Glob(files, "*/*.html")
	if err != nil {
		return nil, err
	}
	var problems diag.List
	for _, file := range all {
		folder, name := path.Dir(file), strings.TrimSuffix(path.Base(file), ".html")
		known := kindViews
		switch {
		case folder == "default" && strings.HasPrefix(name, "_"):
			continue
		case folder == "default":
			known = views
		case kinds.Kind(folder) == nil:
			known = nil
		}
		if slices.Contains(known, name) {
			continue
		}
		p := RuleUnusedLayout.At(diag.Pos{File: "layouts/" + file}, "没有页面使用这个布局文件").WithHint("核对文件夹（类型名或 default）和文件名")
		if near, ok := diag.Nearest(name, known); ok {
			p = p.WithHint("是不是想写 %s.html？", near)
		} else if near, ok := diag.Nearest(folder, kinds.Names()); ok && known == nil {
			p = p.WithHint("文件夹名是不是 %s？", near)
		}
		problems = append(problems, p)
	}
	return problems, nil
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// layout returns the layout of a view for a kind.
func (l *Layouts) layout(view, kind string) *template.Template {
	if t := l.byView[kind+"/"+view]; t != nil {
		return t
	}
	return l.byView[view]
}

func (l *Layouts) item(kind string) *template.Template {
	if t := l.items[kind]; t != nil {
		return t
	}
	return l.items[""]
}

// shared is the pieces that every layout may use. They are parsed once and copied for each layout: html/template works
// out how to escape a piece by where it stands, and a layout may put pieces of its own in their places.
type shared struct {
	set          *template.Template
	paths, texts map[string]string // of the files, by their last names
	last         string            // path of the last file
	problems     diag.List
}

func parseShared(files fs.FS, names []string) *shared {
	s := &shared{set: template.New("").Funcs(functions).Option("missingkey=error"), paths: map[string]string{}, texts: map[string]string{}}
	for _, name := range names {
		if s.problems = s.parse(files, name); s.problems != nil {
			break
		}
	}
	return s
}

// parse adds a file to the set.
func (s *shared) parse(files fs.FS, name string) diag.List {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return diag.List{RuleLayout.At(diag.Pos{File: "layouts/" + name}, "缺少布局文件").WithHint("从内置布局复制一份再修改")}
	}
	if !utf8.Valid(raw) {
		return diag.List{RuleLayout.At(diag.Pos{File: "layouts/" + name}, "布局文件不是 UTF-8 编码").WithHint("用记事本“另存为”，编码选 UTF-8")}
	}
	short := path.Base(name)
	s.paths[short], s.texts[short], s.last = "layouts/"+name, string(raw), "layouts/"+name
	if _, err := s.set.New(short).Parse(string(raw)); err != nil {
		return diag.List{templateProblem(err, s.paths)}
	}
	for _, piece := range s.set.Templates() {
		if piece.Tree != nil && piece.Tree.ParseName == short {
			trimTree(piece.Tree)
		}
	}
	return nil
}

// parseSet returns a layout with its own copy of the shared pieces, checked.
func (s *shared) parseSet(files fs.FS, of set) (*template.Template, diag.List) {
	if s.problems != nil {
		return nil, s.problems
	}
	copied, err := s.set.Clone()
	if err != nil {
		return nil, diag.List{templateProblem(err, s.paths)}
	}
	own := shared{set: copied, paths: maps.Clone(s.paths), texts: maps.Clone(s.texts), last: s.last}
	if of.file != "" {
		if problems := own.parse(files, of.file); problems != nil {
			return nil, problems
		}
	}
	t := own.set.Lookup(of.entry)
	if t == nil {
		return nil, diag.List{RuleLayout.At(diag.Pos{File: own.last}, "布局里没有名为 %q 的片段", of.entry).
			WithHint(`写上 {{define %q}}…{{end}}`, of.entry)}
	}
	c := &checker{set: own.set, kind: of.kind, paths: own.paths, texts: own.texts, done: map[string]bool{}}
	c.template(of.entry, of.dot)
	return t, c.problems
}

var templatePosition = regexp.MustCompile(`template: ([^:]+):(\d+)(?::(\d+))?:?\s*(.*)`)

// templateProblem places an error of the template package, whose text has the only position there is.
func templateProblem(err error, paths map[string]string) diag.Problem {
	m := templatePosition.FindStringSubmatch(err.Error())
	if m == nil {
		return RuleLayout.At(diag.Pos{File: "layouts"}, "布局文件写法有误（%s）", err)
	}
	pos := diag.Pos{File: paths[m[1]]}
	if pos.File == "" {
		pos.File = "layouts/default/" + m[1]
	}
	pos.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		col, _ := strconv.Atoi(m[3])
		pos.Col = col + 1
	}
	return RuleLayout.At(pos, "布局写法有误（%s）", strings.TrimSpace(m[4])).WithHint("检查这一行的 {{ }}：是否配对、名称是否写对")
}

// execution explains an error met while a page was being made.
func execution(err error, page string) error { return fmt.Errorf("rendering %s: %w", page, err) }
