package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// Theme is the files of the look, minified and named by their content, so that browsers may keep them for ever.
type Theme struct {
	files []output.File
	paths map[string]string // published path by path below theme/

	inline map[string][]byte // sheets that stand in a page and are not published
}

// playerFolder holds what goes into the pages of venue screens and is published with them alone.
const playerFolder = "screen"

// LoadTheme reads the theme. Style sheets come last: the addresses in them are turned into those of the named files.
func LoadTheme(files fs.FS, m *output.Minifier) (*Theme, diag.List, error) {
	t := &Theme{paths: map[string]string{}, inline: map[string][]byte{}}
	var sheets []string
	var problems diag.List
	err := fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && p == playerFolder {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || strings.HasSuffix(p, ".go") || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		if path.Ext(p) == ".css" {
			sheets = append(sheets, p)
			return nil
		}
		raw, err := fs.ReadFile(files, p)
		if err == nil {
			t.add(p, raw, m, &problems)
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading theme: %w", err)
	}
	joined, err := joinSheets(files, sheets, &problems)
	if err != nil {
		return nil, nil, fmt.Errorf("reading theme: %w", err)
	}
	for _, p := range slices.Sorted(maps.Keys(joined)) {
		t.add(p, joined[p], m, &problems)
	}
	return t, problems, nil
}

// unused reports whether a file of the theme belongs to something the site has switched off.
func unused(file string, c *config.Config) bool {
	switch file {
	case "theme/js/search.js":
		return !c.Search.Enabled
	case "theme/js/filter.js":
		return !c.Build.Filters
	}
	return false
}

// Files returns the published paths of the theme's files.
func (t *Theme) Files() []string { return slices.Sorted(maps.Values(t.paths)) }

func (t *Theme) add(p string, raw []byte, m *output.Minifier, problems *diag.List) {
	owner := diag.Pos{File: "theme/" + p}
	if path.Ext(p) == ".css" {
		raw = t.addresses(raw, p, owner, problems)
	}
	data, err := m.Minify(p, raw)
	if err != nil {
		*problems = append(*problems, output.MinifyProblem(owner, p, err))
		data = raw
	}
	if p == lostSheet {
		t.inline[p] = data
		return
	}
	named := output.Fingerprint("theme/"+p, data)
	t.paths[p] = named
	t.files = append(t.files, output.File{Path: named, Data: data, Group: output.Asset, Owner: owner})
}

// addresses replaces url(../img/x.svg) in a style sheet by the address of the named file.
func (t *Theme) addresses(css []byte, sheet string, owner diag.Pos, problems *diag.List) []byte {
	var out bytes.Buffer
	rest := css
	for {
		i := bytes.Index(rest, []byte("url("))
		if i < 0 {
			out.Write(rest)
			return out.Bytes()
		}
		end := bytes.IndexByte(rest[i:], ')')
		if end < 0 {
			out.Write(rest)
			return out.Bytes()
		}
		written := strings.Trim(string(rest[i+4:i+end]), ` "'`)
		out.Write(rest[:i])
		rest = rest[i+end+1:]
		if strings.HasPrefix(written, "data:") || strings.HasPrefix(written, "#") {
			out.WriteString("url(" + written + ")")
			continue
		}
		named, ok := t.paths[path.Join(path.Dir(sheet), written)]
		if !ok {
			*problems = append(*problems, RuleTheme.At(owner, "样式表引用的文件不存在：%q", written).WithHint("放进 theme 文件夹，并写相对路径"))
			continue
		}
		out.WriteString("url(" + relative(path.Dir("theme/"+sheet), named) + ")")
	}
}

// relative returns the way from a folder to a file, both below the same root.
func relative(folder, file string) string {
	up := ""
	for folder != "." && !strings.HasPrefix(file, folder+"/") {
		folder, up = path.Dir(folder), up+"../"
	}
	if folder == "." {
		return up + file
	}
	return up + strings.TrimPrefix(file, folder+"/")
}
