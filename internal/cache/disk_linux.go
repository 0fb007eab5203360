package cache

import (
	"io/fs"
	"syscall"
)

// largest is the size up to which a file is read in one go.
const largest = 64 << 20

// read returns the bytes of a plain file and what the system said of it before, in four calls of the system: package os
// asks to be told of changes, which files cannot tell, reads once more for the end, and keeps a finalizer. It is false
// for everything that is not as expected, which is then read in the usual way and fails in the usual words.
func (d Disk) read(name string) (data []byte, is identity, ok bool) {
	if !fs.ValidPath(name) {
		return nil, is, false
	}
	fd, err := again(func() (int, error) { return syscall.Open(string(d)+"/"+name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0) })
	if err != nil {
		return nil, is, false
	}
	defer syscall.Close(fd)
	var s syscall.Stat_t
	if syscall.Fstat(fd, &s) != nil || s.Mode&^0o777 != syscall.S_IFREG || s.Size > largest {
		return nil, is, false
	}
	data = make([]byte, s.Size)
	for n := 0; n < len(data); {
		more, err := again(func() (int, error) { return syscall.Read(fd, data[n:]) })
		if err != nil || more <= 0 {
			return nil, is, false
		}
		n += more
	}
	is = identity{mode: fs.FileMode(s.Mode & 0o777), size: s.Size, modified: s.Mtim.Nano(), changed: s.Ctim.Nano(), inode: s.Ino, device: uint64(s.Dev)}
	return data, is, true
}

// again repeats a call that a signal broke off.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
