package cache

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Disk is the file tree below a folder of the disk: os.DirFS, of which a Recorder reads files in fewer calls.
type Disk string

func (d Disk) tree() fs.FS { return os.DirFS(string(d)) }

// Open opens a file or folder.
func (d Disk) Open(name string) (fs.File, error) { return d.tree().Open(name) }

// ReadFile returns the bytes of a file.
func (d Disk) ReadFile(name string) ([]byte, error) { return fs.ReadFile(d.tree(), name) }

// ReadDir lists a folder.
func (d Disk) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(d.tree(), name) }

// Stat says what the system knows of a file.
func (d Disk) Stat(name string) (fs.FileInfo, error) { return fs.Stat(d.tree(), name) }

// Lstat says what the system knows of a file, and of a link what it knows of the link.
func (d Disk) Lstat(name string) (fs.FileInfo, error) {
	return os.Lstat(filepath.Join(string(d), filepath.FromSlash(name)))
}
