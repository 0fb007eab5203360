package cache

import (
	"io/fs"
	"os"
	"path/filepath"
)

// identity is what a file system says of a file without reading it. Two equal and sure ones are of the same bytes,
// unless the file was written again within a tick of the file system's clock.
type identity struct {
	mode     fs.FileMode
	size     int64
	modified int64 // nanoseconds since 1970
	changed  int64 // the same of the inode: no program can set it back
	inode    uint64
	device   uint64
}

// sure reports whether the file system said enough: a time of modification alone can be set back by any copying tool.
func (i identity) sure() bool { return i.changed != 0 }

func identityOf(info fs.FileInfo) identity {
	i := identity{mode: info.Mode(), size: info.Size(), modified: info.ModTime().UnixNano()}
	i.system(info)
	return i
}

// racyMargin is how much older than the look at it a file's last change must be. The coarsest times in use are those of
// FAT, two seconds.
const racyMargin = 2_000_000_000

// settledBefore reports whether the file was last changed long enough before a moment of its file system's clock: then
// every later change shows.
func (i identity) settledBefore(moment int64) bool {
	return i.sure() && max(i.modified, i.changed) < moment-racyMargin
}

// moment returns what time it is by the clock of the file system the cache is on, 0 where that cannot be known.
func (f Folder) moment() int64 {
	if f.prepare() != nil {
		return 0
	}
	probe, err := os.CreateTemp(f.dir, "probe.*"+tempSuffix)
	if err != nil {
		return 0
	}
	defer os.Remove(probe.Name())
	defer probe.Close()
	info, err := probe.Stat()
	if err != nil {
		return 0
	}
	return info.ModTime().UnixNano()
}

// Program names a program file by what the file system says of it, so that what another build of the program kept is
// never believed. It is "" where that is not enough; then nothing should be kept.
func Program(file string) string {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	info, err := os.Stat(file)
	if err != nil {
		return ""
	}
	if i := identityOf(info); i.sure() {
		var e Encoder
		e.String(file)
		e.identity(i)
		return e.Sum()
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	var e Encoder
	e.String(string(data))
	return e.Sum()
}
