package render

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/cache"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

// views is the closed set of layouts a site needs, all of which layouts/default must have.
var views = []string{"home", "page", "list", "terms", "tombstone", "redirect", "sitemap", "senior", "withdrawn", "leave", "data", "404"}

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
	"add":  func(a, b int) int { return a + b },
	"dict": dict,
}

func dialled(r rune) rune {
	if r >= '0' && r <= '9' || r == '-' || r == '+' {
		return r
	}
	return -1
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
	l := &Layouts{byView: map[string]*template.Template{}, items: map[string]*template.Template{}}
	shared, err := fs.Glob(files, "default/_*.html")
	if err != nil {
		return nil, nil, err
	}
	var problems diag.List
	for _, v := range views {
		problems = append(problems, l.add(files, v, "default/"+v+".html", shared, nil)...)
	}
	item := func(name, file string, kind *schema.Kind) {
		t, found := parseSet(files, append(slices.Clone(shared), file), "item", itemType, kind)
		problems = append(problems, found...)
		l.items[name] = t
	}
	item("", "default/_item.html", nil)
	for _, k := range kinds.Kinds {
		for _, v := range []string{"page", "list", "tombstone"} {
			if file := k.Name + "/" + v + ".html"; exists(files, file) {
				problems = append(problems, l.add(files, k.Name+"/"+v, file, shared, k)...)
			}
		}
		if file := k.Name + "/_item.html"; exists(files, file) {
			item(k.Name, file, k)
		}
	}
	var found diag.List
	l.header, found = parseSet(files, shared, "header", frameType, nil)
	problems = append(problems, found...)
	for _, piece := range []struct {
		name string
		to   **template.Template
	}{{"aside", &l.aside}, {"foot", &l.foot}} {
		if exists(files, "default/_"+piece.name+".html") {
			*piece.to, found = parseSet(files, shared, piece.name, frameType, nil)
			problems = append(problems, found...)
		}
	}
	unused, err := unusedLayouts(files, kinds)
	if err == nil {
		l.sum, err = layoutSum(files)
	}
	return l, append(problems, unused...), err
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
var kindViews = []string{"page", "list", "tombstone", "_item", "slide"}

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

func (l *Layouts) add(files fs.FS, name, file string, shared []string, kind *schema.Kind) diag.List {
	t, problems := parseSet(files, append(slices.Clone(shared), file), path.Base(file), viewType, kind)
	l.byView[name] = t
	return problems
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

// parseSet reads the files into one set and returns the template of the given name, checked.
func parseSet(files fs.FS, names []string, entry string, dot dotType, kind *schema.Kind) (*template.Template, diag.List) {
	set := template.New("").Funcs(functions).Option("missingkey=error")
	paths, texts := map[string]string{}, map[string]string{}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, diag.List{RuleLayout.At(diag.Pos{File: "layouts/" + name}, "缺少布局文件").WithHint("从内置布局复制一份再修改")}
		}
		if !utf8.Valid(raw) {
			return nil, diag.List{RuleLayout.At(diag.Pos{File: "layouts/" + name}, "布局文件不是 UTF-8 编码").WithHint("用记事本“另存为”，编码选 UTF-8")}
		}
		paths[path.Base(name)] = "layouts/" + name
		texts[path.Base(name)] = string(raw)
		if _, err := set.New(path.Base(name)).Parse(string(raw)); err != nil {
			return nil, diag.List{templateProblem(err, paths)}
		}
	}
	t := set.Lookup(entry)
	if t == nil {
		return nil, diag.List{RuleLayout.At(diag.Pos{File: paths[path.Base(names[len(names)-1])]}, "布局里没有名为 %q 的片段", entry).
			WithHint(`写上 {{define %q}}…{{end}}`, entry)}
	}
	c := &checker{set: set, kind: kind, paths: paths, texts: texts, done: map[string]bool{}}
	c.template(entry, dot)
	for _, piece := range set.Templates() {
		trimTree(piece.Tree)
	}
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
