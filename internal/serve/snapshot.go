package serve

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stamp tells one state of a file from the next. A folder has none of its own: its time changes with every file that
// comes or goes, also with those that are not looked at.
type stamp struct {
	modified int64 // nanoseconds since 1970
	size     int64 // bytes
	dir      bool
}

// snapshot is what was last seen below a folder. Events, polling and lost events all end here: only a difference counts.
type snapshot struct {
	root  string
	rules rules
	seen  map[string]stamp // by path relative to root, with slashes
}

// many paths cost more one by one than a look at everything.
const many = 500

// refresh looks at the paths and all below them, and returns what has changed, come or gone since the last look, sorted.
// What cannot be read counts as gone: the build will say why.
func (s *snapshot) refresh(names []string) []string {
	if s.seen == nil {
		s.seen = map[string]stamp{}
	}
	if len(names) > many || slices.Contains(names, whole) {
		names = []string{whole}
	}
	changed := map[string]struct{}{}
	for _, name := range names {
		s.compare(name, changed)
	}
	return slices.Sorted(maps.Keys(changed))
}

func (s *snapshot) compare(name string, changed map[string]struct{}) {
	was, known := s.seen[name]
	fresh := s.look(name)
	for p, now := range fresh {
		if was, ok := s.seen[p]; !ok || was != now {
			changed[p] = struct{}{}
			s.seen[p] = now
		}
	}
	gone := func(p string) {
		if _, ok := fresh[p]; !ok {
			changed[p] = struct{}{}
			delete(s.seen, p)
		}
	}
	if name == whole || known && was.dir {
		for p := range s.seen {
			if name == whole || p == name || strings.HasPrefix(p, name+"/") {
				gone(p)
			}
		}
	} else if known {
		gone(name)
	}
}

// look returns the files and folders at and below a path as they are now.
func (s *snapshot) look(name string) map[string]stamp {
	found := map[string]stamp{}
	start := filepath.Join(s.root, filepath.FromSlash(name))
	_ = filepath.WalkDir(start, func(file string, d fs.DirEntry, err error) error { // every error is handled inside
		p, ok := relative(s.root, file)
		if err != nil || !ok || s.rules.skip(p, d.IsDir()) {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if p == whole {
			return nil
		}
		if now, ok := stampOf(file, d); ok {
			found[p] = now
		}
		return nil
	})
	return found
}

// stampOf follows a link to a file, since the pipeline reads through it.
func stampOf(file string, d fs.DirEntry) (stamp, bool) {
	if d.IsDir() {
		return stamp{dir: true}, true
	}
	info, err := d.Info()
	if err == nil && d.Type()&fs.ModeSymlink != 0 {
		info, err = os.Stat(file)
	}
	if err != nil || info.IsDir() {
		return stamp{}, false
	}
	return stamp{modified: info.ModTime().UnixNano(), size: info.Size()}, true
}

// relative returns the slash path of a file below root, and false for one that is not below it.
func relative(root, file string) (string, bool) {
	rel, err := filepath.Rel(root, file)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
