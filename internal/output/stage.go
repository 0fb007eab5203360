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
	if err := r.write(r.root, journalTemp, data, true); err != nil {
		return err
	}
	return r.rename(journalTemp, journalName)
}

// makeFolders makes the folders of the files to write and decides on the temporary names. Where one of our own old files
// stands in the place of a folder, the temporary file goes next to it, and the folder is made when the time has come.
func (r *run) makeFolders() error {
	home := map[string]string{".": "."} // where temporary files of a folder go
	folders := map[string]bool{}
	for _, f := range r.Write {
		for dir := path.Dir(f.Path); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(folders)) { // parents come before children
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
	r.temps = make([]string, len(r.Write))
	for i, f := range r.Write {
		r.temps[i] = path.Join(home[path.Dir(f.Path)], path.Base(tempName(f.Path)))
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
		return true, nil
	case !errors.Is(err, fs.ErrExist):
		return false, err
	case r.deletes[dir]:
		return false, nil
	}
	return false, fmt.Errorf("a file this program did not make stands where the folder %s must be", dir)
}

// writeTemps writes the temporary files, a batch of one folder at a time.
func (r *run) writeTemps() error {
	r.onDir = make([]bool, len(r.Write))
	return r.inBatches(0, len(r.Write), func(folder *os.Root, i int) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		return r.writeTemp(folder, i)
	})
}

func (r *run) writeTemp(folder *os.Root, i int) error {
	f := r.Write[i]
	info, err := os.Lstat(filepath.Join(r.Plan.root, filepath.FromSlash(f.Path)))
	if err == nil && info.IsDir() {
		r.onDir[i] = true
		if err := r.clearable(f.Path); err != nil {
			return err
		}
	}
	if err := r.step("create", f.Path); err != nil {
		return fmt.Errorf("writing %s: %w", f.Path, err)
	}
	if err := r.write(folder, path.Base(r.temps[i]), f.Data, syncEach); err != nil {
		return fmt.Errorf("writing %s: %w", f.Path, err)
	}
	return nil
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

// write writes a new file of a folder, never through a link or into a file that is there already.
func (r *run) write(folder *os.Root, name string, data []byte, durable bool) error {
	const mode = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := folder.OpenFile(name, mode, 0o644)
	if errors.Is(err, fs.ErrExist) { // left by a run whose journal a power cut took
		if err = folder.Remove(name); err == nil {
			f, err = folder.OpenFile(name, mode, 0o644)
		}
	}
	if err != nil {
		return err
	}
	if err = r.step("write", name); err == nil {
		_, err = f.Write(data)
	}
	if err == nil && durable {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
