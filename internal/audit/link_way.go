package audit

import (
	"path"
	"strings"
)

// candidate returns the path an address within the site names from the page in hand: of a file, or of a folder with an
// index.html.
func (l *pageLook) candidate(name, root string) string {
	if rest, ok := strings.CutPrefix(name, "/"); ok {
		target := strings.TrimPrefix(name, root)
		if target == name {
			target = rest
		}
		return path.Clean("/" + target)[1:]
	}
	if name != "" {
		return beside(l.dir, name)
	}
	return l.file.Path
}

// beside is path.Join of the folder of a page and an address from there. Most addresses climb to the root and name a file,
// and need no more than that.
func beside(dir, name string) string {
	way, rest := dir, name
	for strings.HasPrefix(rest, "../") && way != "." && way != "" && way != "/" {
		rest = rest[len("../"):]
		way = way[:max(0, strings.LastIndexByte(way, '/'))]
	}
	if way == "." {
		way = ""
	}
	if rest == "" || rest[0] == '.' || rest[0] == '/' || strings.Contains(rest, "//") || strings.Contains(rest, "/.") || rest[len(rest)-1] == '/' {
		return path.Join(dir, name)
	}
	if way == "" {
		return rest
	}
	return way + "/" + rest
}

// resolve returns the published file of a candidate. Names are compared exactly: servers do.
func (s *pageSet) resolve(target string) (string, bool) {
	if s.comes(target) {
		return target, true
	}
	if index := path.Join(target, "index.html"); s.comes(index) {
		return index, true
	}
	return target, target == manifest
}

// comes reports whether a file is published or will be, as far as is known.
func (s *pageSet) comes(p string) bool {
	if planned := s.planned.Load(); planned != nil {
		return planned.paths[p]
	}
	return s.paths[p] != nil
}

// planned are the paths of pages that will be made.
type planned struct {
	paths map[string]bool
	names map[uint64]struct{} // the same by what names them: found faster by far where there are thousands
}

// expect says what pages will be made.
func (s *pageSet) expect(paths map[string]bool) {
	p := &planned{paths, make(map[uint64]struct{}, len(paths))}
	for path := range paths {
		p.names[nameOf(path)] = struct{}{}
	}
	s.planned.Store(p)
}

// willCome reports whether a path, of which the name is given, leads to a page that will be made.
func (s *pageSet) willCome(name uint64, path string) bool {
	if planned := s.planned.Load(); planned != nil {
		if _, ok := planned.names[name]; ok {
			return true
		}
	}
	_, ok := s.resolve(path)
	return ok
}
