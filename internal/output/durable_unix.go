//go:build unix && !linux

package output

import (
	"os"
	"syscall"
)

// syncEach: one sync serves all files.
const syncEach = false

// syncAll makes everything written so far durable, on all disks: these systems have no syncfs.
func syncAll(*os.Root) error {
	syscall.Sync()
	return nil
}

// busy reports whether an error passes by itself; a rename on Unix does not mind who has the file open.
func busy(error) bool { return false }
