package render

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"xiangwei/internal/diag"
)

// importLine is how a style sheet takes in another of the theme: one request instead of many, and parts small enough to
// be replaced one by one.
var importLine = regexp.MustCompile(`(?m)^@import "([^":/][^":]*)";[ \t]*\n?`)

// sheet is a style sheet of the theme with those it imports put in their places.
type sheet struct {
	data    []byte
	imports []string // paths below theme/ of all it took in
}

// joinSheet reads a style sheet and what it imports. An import that is not there, or that leads back to a sheet on the
// way in, is a problem of the sheet that names it and left out.
func joinSheet(files fs.FS, p string, way []string, problems *diag.List) (sheet, error) {
	raw, err := fs.ReadFile(files, p)
	if err != nil {
		return sheet{}, fmt.Errorf("reading style sheet: %w", err)
	}
	var s sheet
	var failed error
	first := len(way) == 0 // every sheet is joined on its own once: that is when its faults are told
	way = append(slices.Clone(way), p)
	s.data = importLine.ReplaceAllFunc(raw, func(line []byte) []byte {
		name := path.Join(path.Dir(p), string(importLine.FindSubmatch(line)[1]))
		if _, err := fs.Stat(files, name); err != nil || slices.Contains(way, name) {
			if first || name == way[0] {
				*problems = append(*problems, importProblem(p, name, err == nil))
			}
			return nil
		}
		part, err := joinSheet(files, name, way, problems)
		if err != nil {
			failed = err
			return nil
		}
		s.imports = append(append(s.imports, name), part.imports...)
		return part.data
	})
	return s, failed
}

func importProblem(p, name string, circle bool) diag.Problem {
	at := diag.Pos{File: "theme/" + p}
	if circle {
		return RuleTheme.At(at, "样式表引用了自己：%q", name).WithHint("去掉这一行 @import")
	}
	return RuleTheme.At(at, "样式表引用的文件不存在：%q", name).WithHint("放进 theme 文件夹，并写相对路径")
}

// joinSheets joins every style sheet and returns those that no other takes in, by path.
func joinSheets(files fs.FS, paths []string, problems *diag.List) (map[string][]byte, error) {
	all, taken := map[string][]byte{}, map[string]bool{}
	for _, p := range paths {
		s, err := joinSheet(files, p, nil, problems)
		if err != nil {
			return nil, err
		}
		all[p] = s.data
		for _, name := range s.imports {
			taken[name] = true
		}
	}
	for name := range taken {
		delete(all, name)
	}
	return all, nil
}
