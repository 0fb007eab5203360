package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// stage does everything before the first rename: journal, folders, temporary files, sync.
func (r *run) stage() error {
	r.deletes = make(map[string]bool, len(r.Delete))
	for _, name := range r.Delete {
		r.deletes[name] = true
	}
	if err := r.writeJournal(); err != nil {
		return err
	}
	if err := r.makeFolders(); err != nil {
		return err
	}
	r.spool.release()
	if err := r.writeTemps(); err != nil {
		return err
	}
	if err := r.step("sync", "."); err != nil {
		return err
	}
	if err := syncAll(r.root); err != nil {
		return err
	}
	return r.ctx.Err()
}

// writeJournal makes the journal durable by itself: temporary files that no journal names could not be told apart later.
func (r *run) writeJournal() error {
	data, err := encodeJournal(r.claims)
	if err != nil {
		return err
	}
	if err := r.step("journal", journalTemp); err != nil {
		return err
	}
	if err := r.write(journalTemp, data); err != nil {
		return err
	}
	return r.rename(journalTemp, journalName)
}

// survey finds the folders at the top of the tree that can take their places as a whole, with all that is in them: nothing
// was published here yet, so nobody can come upon half a site, and nothing stands there.
func (r *run) survey() {
	r.whole = map[string]bool{}
	if !r.vacant || !r.spool.holds(r.Write) {
		return
	}
	for _, f := range r.Write {
		top, _, below := strings.Cut(f.Path, "/")
		if _, known := r.whole[top]; below && !known {
			_, err := r.root.Lstat(top)
			r.whole[top] = absent(err)
		}
	}
}

// entire reports whether a file takes its place with the folder at the top that holds it.
func (r *run) entire(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return r.whole[top]
}

// makeFolders makes the folders of the files to write and decides on the temporary names. Where one of our own old files
// stands in the place of a folder, the temporary file goes next to it, and the folder is made when the time has come.
func (r *run) makeFolders() error {
	r.survey()
	home := map[string]string{".": "."} // where temporary files of a folder go
	folders := map[string]bool{}
	for _, f := range r.Write {
		for dir := path.Dir(f.Path); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	r.fresh = map[string]bool{}
	for _, dir := range slices.Sorted(maps.Keys(folders)) { // parents come before children
		if r.entire(dir) {
			if err := r.root.MkdirAll(r.spool.place(dir), 0o755); err != nil {
				return err
			}
			r.fresh[dir] = true
			continue
		}
		if parent := path.Dir(dir); home[parent] != parent {
			home[dir] = home[parent]
			continue
		}
		ok, err := r.makeFolder(dir)
		if err != nil {
			return err
		}
		if home[dir] = dir; !ok {
			home[dir] = path.Dir(dir)
		}
	}
	r.temps, r.away = make([]string, len(r.Write)), make([]bool, len(r.Write))
	for i, f := range r.Write {
		dir := path.Dir(f.Path)
		if r.entire(f.Path) || f.waits() {
			r.temps[i] = r.spool.place(f.Path)
		} else {
			r.temps[i] = path.Join(home[dir], path.Base(tempName(f.Path)))
		}
		r.away[i] = !r.entire(f.Path) && home[dir] != dir
	}
	return nil
}

// makeFolder makes one folder, and returns false when one of our old files is in the way.
func (r *run) makeFolder(dir string) (bool, error) {
	if info, err := r.root.Stat(dir); err == nil && info.IsDir() {
		return true, nil
	}
	if err := r.step("mkdir", dir); err != nil {
		return false, err
	}
	err := r.root.Mkdir(dir, 0o755)
	switch {
	case err == nil:
		r.made = append(r.made, dir)
		r.fresh[dir] = true
		return true, nil
	case !errors.Is(err, fs.ErrExist):
		return false, err
	case r.deletes[dir]:
		return false, nil
	}
	return false, fmt.Errorf("a file this program did not make stands where the folder %s must be", dir)
}

// writeTemps writes the temporary files of those that do not wait on the disk already, a batch of one folder at a time.
func (r *run) writeTemps() error {
	r.onDir = make([]bool, len(r.Write))
	var files []int
	for i, f := range r.Write {
		if !r.fresh[path.Dir(f.Path)] {
			if err := r.inTheWay(i); err != nil {
				return err
			}
		}
		if !f.waits() {
			files = append(files, i)
		}
	}
	return r.inBatches(files, func(folder *folder, i int) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.create(folder, r.Write[i].Path, path.Base(r.temps[i]), r.Write[i].Data, syncEach); err != nil {
			return fmt.Errorf("writing %s: %w", r.Write[i].Path, err)
		}
		return nil
	})
}

// inTheWay notes that a folder stands where a file must be, and returns an error where it must stay.
func (r *run) inTheWay(i int) error {
	name := r.Write[i].Path
	info, err := os.Lstat(filepath.Join(r.Plan.root, filepath.FromSlash(name)))
	if err != nil || !info.IsDir() {
		return nil
	}
	r.onDir[i] = true
	return r.clearable(name)
}

// clearable returns an error unless a folder holds only files that this run deletes.
func (r *run) clearable(dir string) error {
	return fs.WalkDir(r.root.FS(), dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !r.deletes[name] && !isTemp(e.Name()) {
			err = fmt.Errorf("the folder %s stands where a file must be and holds %s, which this program did not make", dir, name)
		}
		return err
	})
}

// create writes the file that will be called name under a temporary name.
func (r *run) create(folder *folder, name, temp string, data []byte, durable bool) error {
	if err := r.step("create", name); err != nil {
		return err
	}
	opened := func() error { return r.step("write", temp) }
	err := folder.create(temp, data, durable, opened)
	if errors.Is(err, fs.ErrExist) { // left by a run whose journal a power cut took
		if err = folder.remove(temp); err == nil {
			err = folder.create(temp, data, durable, opened)
		}
	}
	return err
}

// write writes a temporary file of the program's own and makes it durable.
func (r *run) write(temp string, data []byte) error {
	folder, err := openFolder(r.root, path.Dir(temp))
	if err != nil {
		return err
	}
	defer folder.close()
	return r.create(folder, temp, path.Base(temp), data, true)
}
