package output

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// syncEach: one syncfs serves all files (measured: 0.1 to 0.2 s for 10,000 files of 6 KB).
const syncEach = false

// syncAll makes everything written to the disk of root durable.
func syncAll(root *os.Root) error {
	d, err := root.Open(".")
	if err != nil {
		return fmt.Errorf("syncing: %w", err)
	}
	defer d.Close()
	if err := unix.Syncfs(int(d.Fd())); err != nil {
		return fmt.Errorf("syncing %s: %w", root.Name(), err)
	}
	return nil
}

// busy reports whether an error passes by itself; a rename on Unix does not mind who has the file open.
func busy(error) bool { return false }
