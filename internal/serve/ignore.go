package serve

import (
	"path"
	"path/filepath"
	"strings"
)

// rules say what is never looked at.
type rules struct{ folders map[string]bool }

// newRules reads Options.Ignore; folders outside root need no rule. The output folder is among them in any case: a site
// that watches what is made from it builds for ever.
func newRules(root string, ignore []string) rules {
	r := rules{map[string]bool{"public": true}}
	for _, name := range ignore {
		if !filepath.IsAbs(name) {
			name = filepath.Join(root, name)
		}
		rel, err := filepath.Rel(root, name)
		if err == nil && rel != "." && filepath.IsLocal(rel) {
			r.folders[filepath.ToSlash(rel)] = true
		}
	}
	return r
}

// skip reports whether a path below the site's folder, with slashes, is not looked at. Of the files in the folder itself
// only settings count: the rest is read by nobody.
func (r rules) skip(name string, dir bool) bool {
	if name == whole {
		return false
	}
	for p := name; p != whole; p = path.Dir(p) {
		if r.folders[p] || litter(path.Base(p)) {
			return true
		}
	}
	return !dir && !strings.Contains(name, "/") && path.Ext(name) != ".toml"
}

// litter reports whether a name is one that editors, office programs and systems leave behind for a moment: vim (4913,
// .swp), Emacs (#…#, .#…), JetBrains (…___jb_tmp___), GNOME (.goutputstream-…), Word, WPS and Excel (~$…), macOS
// (.DS_Store). What begins with a dot is never part of a site.
func litter(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"),
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"),
		strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"), strings.HasSuffix(name, "___jb_bak___"),
		name == "4913", name == "node_modules", name == "Thumbs.db", name == "desktop.ini":
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swx", ".swo", ".tmp", ".crdownload", ".part":
		return true
	}
	return false
}
