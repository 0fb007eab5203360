package output

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// commit makes the new files visible, takes the old ones away and records the new state.
func (r *run) commit() error {
	r.begun, r.revealed = true, map[string]bool{}
	for start := 0; start < len(r.Write); {
		end := start
		for end < len(r.Write) && r.Write[end].Group == r.Write[start].Group {
			end++
		}
		if err := r.reveal(start, end); err != nil {
			return err
		}
		start = end
	}
	for _, name := range r.Delete {
		if err := r.remove(name); err != nil {
			return err
		}
	}
	if err := r.prune(r.retired); err != nil {
		return err
	}
	if err := r.writeManifest(); err != nil {
		return err
	}
	if err := r.step("forget", journalName); err != nil {
		return err
	}
	return r.root.Remove(journalName)
}

// reveal gives the files of one group their names: first those that come with their whole folder or need their way
// cleared, one after the other, then all others at once, since within a group any order will do.
func (r *run) reveal(start, end int) error {
	var rest []int
	for i := start; i < end; i++ {
		name := r.Write[i].Path
		var err error
		switch {
		case r.entire(name):
			err = r.revealFolder(name)
		case r.onDir[i] || r.away[i]:
			if err = r.clearWay(i); err == nil {
				err = r.rename(r.temps[i], name)
			}
		default:
			rest = append(rest, i)
			continue
		}
		if err != nil {
			return err
		}
		r.temps[i] = ""
	}
	return r.inBatches(rest, r.revealFile)
}

// revealFolder gives the folder at the top that holds a file its place, with all that is in it. It is called for each
// file of the folder and does it for the first.
func (r *run) revealFolder(name string) error {
	top, _, _ := strings.Cut(name, "/")
	if r.revealed[top] {
		return nil
	}
	r.revealed[top] = true
	return r.rename(r.spool.place(top), top)
}

// revealFile gives a file its name, in the folder of its temporary name or, where it waited elsewhere, in its own.
func (r *run) revealFile(folder *folder, i int) error {
	name, to := r.Write[i].Path, folder
	if dir := path.Dir(name); dir != path.Dir(r.temps[i]) {
		var err error
		if to, err = openFolder(r.root, dir); err != nil {
			return err
		}
		defer to.close()
	}
	err := r.insist("rename", name, func() error { return folder.move(path.Base(r.temps[i]), to, path.Base(name)) })
	if err == nil {
		r.temps[i] = ""
	}
	return err
}

// clearWay removes our own old files where the site has turned a file into a folder or a folder into a file.
func (r *run) clearWay(i int) error {
	name := r.Write[i].Path
	if dir := path.Dir(name); r.away[i] {
		for at := range len(dir) + 1 {
			if at < len(dir) && dir[at] != '/' {
				continue
			}
			if err := r.remove(dir[:at]); err != nil {
				return err
			}
			if _, err := r.makeFolder(dir[:at]); err != nil {
				return err
			}
		}
	}
	if !r.onDir[i] {
		return nil
	}
	var old []string
	for _, p := range r.retired {
		if strings.HasPrefix(p, name+"/") {
			old = append(old, p)
			if err := r.remove(p); err != nil {
				return err
			}
		}
	}
	return r.prune(old)
}

// remove deletes one of our old files, if it is still there.
func (r *run) remove(name string) error {
	if !r.deletes[name] {
		return nil
	}
	info, err := r.root.Lstat(name)
	if absent(err) {
		return nil
	}
	if err != nil || info.IsDir() {
		return err
	}
	if kept, ok := r.respelt[name]; ok {
		if other, err := r.root.Lstat(kept); err == nil && os.SameFile(info, other) {
			return r.rename(name, kept)
		}
	}
	return r.insist("delete", name, func() error { return r.root.Remove(name) })
}

// prune removes the folders of old files that are empty now, deepest first.
func (r *run) prune(old []string) error {
	seen := map[string]bool{}
	var dirs []string
	for _, name := range old {
		for dir := path.Dir(name); dir != "." && !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	slices.SortFunc(dirs, func(a, b string) int { return strings.Compare(b, a) })
	for _, dir := range dirs {
		if info, err := r.root.Lstat(dir); err != nil || !info.IsDir() {
			continue
		}
		if err := r.step("prune", dir); err != nil {
			return err
		}
		// An error means that the folder still holds something, or that someone looks at it; an empty folder does no harm.
		r.root.Remove(dir)
	}
	return nil
}

// writeManifest replaces manifest.json. The sync makes the renames before it durable too: file systems with a journal
// keep the order of changes, so that the run's own journal never goes before they are safe.
func (r *run) writeManifest() error {
	temp := tempName(manifestName)
	if err := r.step("manifest", manifestName); err != nil {
		return err
	}
	if err := r.write(temp, r.manifest); err != nil {
		return fmt.Errorf("writing %s: %w", manifestName, err)
	}
	return r.rename(temp, manifestName)
}

func (r *run) rename(from, to string) error {
	return r.insist("rename", to, func() error { return r.root.Rename(from, to) })
}

// insist tries a change again while another program has the file open, as happens on Windows.
func (r *run) insist(op, name string, change func() error) error {
	for attempt := 0; ; attempt++ {
		err := r.step(op, name)
		if err == nil {
			err = change()
		}
		if err == nil {
			return nil
		}
		if !r.busy(err) || attempt+1 >= attempts {
			return &fs.PathError{Op: op, Path: name, Err: err}
		}
		r.pause(attempt)
	}
}
