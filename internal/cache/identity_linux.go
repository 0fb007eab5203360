package cache

import (
	"io/fs"
	"syscall"
)

func (i *identity) system(info fs.FileInfo) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		i.changed, i.inode, i.device = s.Ctim.Nano(), s.Ino, uint64(s.Dev)
	}
}
