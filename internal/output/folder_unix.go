//go:build unix

package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// folder is an open folder of the output, in which files are made and named without walking the way to it again. It asks
// the system directly: package os adds eight calls to the three that a new file needs, and they were a third of what
// 10,000 files cost.
type folder struct {
	dir *os.File
	fd  int
}

// openFolder opens a folder below the root, never through a link that leads out of it.
func openFolder(root *os.Root, name string) (*folder, error) {
	dir, err := root.OpenFile(name, os.O_RDONLY|unix.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return &folder{dir, int(dir.Fd())}, nil
}

func (f *folder) close() error { return f.dir.Close() }

// create writes a new file, never through a link or into a file that is there already. Opened is called when the file is
// there and empty; it may be nil.
func (f *folder) create(name string, data []byte, durable bool, opened func() error) error {
	fd, err := again(func() (int, error) {
		return unix.Openat(f.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC|unix.O_NOFOLLOW, 0o644)
	})
	if err != nil {
		return &os.PathError{Op: "open", Path: name, Err: err}
	}
	if opened != nil {
		err = opened()
	}
	for err == nil && len(data) > 0 {
		var n int
		n, err = again(func() (int, error) { return unix.Write(fd, data) })
		data = data[max(n, 0):]
	}
	if err == nil && durable {
		_, err = again(func() (int, error) { return 0, unix.Fsync(fd) })
	}
	return errors.Join(err, unix.Close(fd))
}

// move gives a file of this folder a name in another, which may be the same.
func (f *folder) move(name string, to *folder, as string) error {
	return unix.Renameat(f.fd, name, to.fd, as)
}

// remove deletes a file of the folder.
func (f *folder) remove(name string) error { return unix.Unlinkat(f.fd, name, 0) }

// again repeats a call that a signal broke off.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}
