package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the name of the module; packages below internal are named without it here.
const module = "xiangwei"

// rows says which packages stand above which: a package imports only those of a smaller row.
var rows = map[string]int{
	"diag": 0, "date": 0, "parallel": 0,
	"source": 1, "privacy": 1, "statute": 1, "figure": 1, "workday": 1, "output": 1, "led": 1, "browser": 1, "qrcode": 1, "icalendar": 1, "csvfile": 1, "picture": 1, "cache": 1, "headers": 1,
	"markdown": 2, "config": 2, "schema": 2, "attachment": 2, "review": 2, "strip/font": 2,
	"content": 3, "strip/font/generate": 3,
	"chart":  1,
	"site":   4,
	"screen": 5, "due": 5, "search": 5, "sitetest": 5,
	"render": 6, "export": 6, "audit": 6, "strip": 6, "player": 6, "frames": 6, "poster": 6, "portal": 6,
	"build": 7,
	"serve": 8, "ingest": 8, "deploy": 8,
	"cmd": 9,
}

// leaves embed files and import nothing of the project; only commands and tests import them.
var leaves = []string{"xiangwei", "layouts", "theme"}

// testPackages hold what tests of several packages share, so only tests import them, from any row.
var testPackages = []string{"sitetest"}

// owners says which package alone may import a library outside its tests. A library's sub-packages go with it.
var owners = map[string][]string{
	"github.com/BurntSushi/toml":   {"source"},
	"golang.org/x/text":            {"source", "output", "led"},
	"github.com/yuin/goldmark":     {"markdown"},
	"github.com/tdewolff/minify":   {"output"},
	"github.com/gofrs/flock":       {"output"},
	"golang.org/x/sys":             {"output"},
	"golang.org/x/net/html":        {"audit", "portal"},
	"golang.org/x/image":           {"attachment", "picture"},
	"github.com/fsnotify/fsnotify": {"serve"},
	"rsc.io/qr":                    {"qrcode"},
	"github.com/xuri/excelize":     {"export"},
	"github.com/spf13":             {"cmd"},
	"html/template":                {"render", "strip", "poster"},
	"text/template":                {"render"},
}

// testLibraries may be imported by tests only.
var testLibraries = []string{"github.com/santhosh-tekuri/jsonschema/v6", "github.com/evanw/esbuild", "github.com/google/go-cmp", "github.com/makiuchi-d/gozxing", "github.com/rogpeppe/go-internal/testscript", "golang.org/x/net/html", "golang.org/x/text/encoding", "golang.org/x/tools/txtar", "testing"}

var forbiddenNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "base", "core", "misc", "types", "models"}

// clocks are the functions that read the clock, and who may call them.
var clocks = []string{"Now", "Since", "Until"}

var clockReaders = []string{"cmd", "serve"}

// goFile is one parsed Go file of the project.
type goFile struct {
	path    string // below the root
	pkg     string // "diag" for internal/diag, "cmd" for cmd/xiangwei, "layouts", "xiangwei" for the root
	test    bool
	tree    *ast.File
	imports []string
}

// goFiles parses every Go file of the project, whatever platform it is for.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	root := repository(t)
	var files []goFile
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && p != root && (name == "testdata" || strings.HasPrefix(name, ".") || name == "public") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(p) != ".go" {
			return nil
		}
		rel, _ := filepath.Rel(root, p)
		f := goFile{path: filepath.ToSlash(rel), test: strings.HasSuffix(p, "_test.go")}
		f.pkg = packageOf(path.Dir(f.path))
		f.test = f.test || slices.Contains(testPackages, f.pkg)
		if f.tree, err = parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments); err != nil {
			return err
		}
		for _, i := range f.tree.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, name)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func packageOf(dir string) string {
	switch {
	case dir == ".":
		return module
	case strings.HasPrefix(dir, "cmd/"):
		return "cmd"
	}
	return strings.TrimPrefix(dir, "internal/")
}

// repository returns the folder of the whole project.
func repository(t testing.TB) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return root
}

// below reports whether an import path is a library or one of its packages; major versions count as the library.
func below(name, library string) bool {
	return name == library || strings.HasPrefix(name, library+"/")
}

func TestArchitecturePackagesAreKnown(t *testing.T) {
	for _, f := range goFiles(t) {
		if _, ok := rows[f.pkg]; !ok && !slices.Contains(leaves, f.pkg) {
			t.Errorf("%s: package %s has no row: add it to the table of this test and to docs/architecture.md", f.path, f.pkg)
		}
		for _, part := range strings.Split(path.Dir(f.path), "/") {
			if slices.Contains(forbiddenNames, part) {
				t.Errorf("%s: %q says nothing about what a package is for", f.path, part)
			}
		}
	}
}

// The paper on the architecture names every package with its row.
func TestArchitectureIsWritten(t *testing.T) {
	paper, err := os.ReadFile(filepath.Join(repository(t), "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range goFiles(t) {
		row, ok := rows[f.pkg]
		if !ok || f.pkg == "cmd" || strings.Contains(f.pkg, "/") {
			continue
		}
		if line := fmt.Sprintf("| %d | `%s` |", row, f.pkg); !strings.Contains(string(paper), line) {
			t.Errorf("docs/architecture.md has no line %q", line)
		}
	}
}

func TestArchitectureImportsGoOneWay(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, i := range f.imports {
			if !below(i, module) {
				continue
			}
			to := packageOf(strings.TrimPrefix(strings.TrimPrefix(i, module), "/"))
			if i == module {
				to = module
			}
			if slices.Contains(leaves, to) {
				if f.pkg != "cmd" && !f.test {
					t.Errorf("%s imports %s: embedded files are handed in by the commands", f.path, i)
				}
				continue
			}
			if slices.Contains(testPackages, to) {
				if !f.test {
					t.Errorf("%s imports %s: it is for tests", f.path, i)
				}
				continue
			}
			if to == f.pkg && f.test && strings.HasSuffix(f.tree.Name.Name, "_test") {
				continue
			}
			if slices.Contains(leaves, f.pkg) {
				t.Errorf("%s imports %s: packages that embed files hold nothing else", f.path, i)
			} else if rows[to] >= rows[f.pkg] {
				t.Errorf("%s imports %s: row %d must not import row %d", f.path, to, rows[f.pkg], rows[to])
			}
		}
	}
}

func TestArchitectureLibrariesStayWithTheirOwner(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, i := range f.imports {
			if problem := libraryProblem(f, i); problem != "" {
				t.Errorf("%s imports %s: %s", f.path, i, problem)
			}
		}
	}
}

func libraryProblem(f goFile, name string) string {
	if f.test && slices.ContainsFunc(testLibraries, func(l string) bool { return below(name, l) }) {
		return ""
	}
	for library, packages := range owners {
		if below(name, library) && !slices.Contains(packages, f.pkg) {
			return "it belongs to " + strings.Join(packages, " and ")
		} else if below(name, library) {
			return ""
		}
	}
	host, _, _ := strings.Cut(name, "/")
	if !strings.Contains(host, ".") && name != "testing" {
		return "" // the project's own, or Go's library
	}
	return "the library has no owner in the table of this test"
}

func TestArchitectureNobodyReadsTheClock(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || slices.Contains(clockReaders, f.pkg) {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, s.Sel.Name) {
				t.Errorf("%s calls time.%s: the moment is an argument, only commands and serve read the clock", f.path, s.Sel.Name)
			}
			return true
		})
	}
}

// Kinds are data: code that names one would leave out those that do not exist yet.
func TestArchitectureNoCodeNamesAKind(t *testing.T) {
	kinds, err := filepath.Glob(filepath.Join(repository(t), "layouts", "*", "kind.toml"))
	if err != nil || len(kinds) == 0 {
		t.Fatalf("no kinds found: %v", err)
	}
	for i := range kinds {
		kinds[i] = filepath.Base(filepath.Dir(kinds[i]))
	}
	// Words that mean something else: a taxonomy, areas of rules, a task, an element of HTML, names in a kind's checks.
	others := map[string][]string{
		"internal/config/config.go": {"statute"}, "internal/build/rules.go": {"penalty", "exemption", "report"},
		"internal/due/due.go": {"report"}, "internal/render/trim.go": {"article"},
		"internal/audit/exemption.go": {"exemption"}, "internal/audit/penalty.go": {"penalty"},
	}
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			l, ok := n.(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			if s, _ := strconv.Unquote(l.Value); slices.Contains(kinds, s) && !slices.Contains(others[f.path], s) {
				t.Errorf("%s names the kind %q: reach fields by role, and rules by kind.toml's checks", f.path, s)
			}
			return true
		})
	}
}

func TestArchitectureHouseRules(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range goFiles(t) {
		dir := path.Dir(f.path)
		if !f.test {
			documented[dir] = documented[dir] || f.tree.Doc.Text() != ""
		}
		for _, d := range f.tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function: work done by being imported cannot be seen by the reader", f.path)
			}
		}
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s: the package has no comment that says what it does and what it must not know", dir)
		}
	}
}
