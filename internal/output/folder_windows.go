package output

import (
	"errors"
	"os"
	"path/filepath"
)

// folder is an open folder of the output, in which files are made and named without walking the way to it again.
type folder struct{ root *os.Root }

// openFolder opens a folder below the root, never through a link that leads out of it.
func openFolder(root *os.Root, name string) (*folder, error) {
	sub, err := root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folder{sub}, nil
}

func (f *folder) close() error { return f.root.Close() }

// create writes a new file, never through a link or into a file that is there already. Opened is called when the file is
// there and empty; it may be nil.
func (f *folder) create(name string, data []byte, durable bool, opened func() error) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if opened != nil {
		err = opened()
	}
	if err == nil {
		_, err = file.Write(data)
	}
	if err == nil && durable {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// move gives a file of this folder a name in another, which may be the same.
func (f *folder) move(name string, to *folder, as string) error {
	if f == to {
		return f.root.Rename(name, as)
	}
	return os.Rename(filepath.Join(f.root.Name(), name), filepath.Join(to.root.Name(), as))
}

// remove deletes a file of the folder.
func (f *folder) remove(name string) error { return f.root.Remove(name) }
