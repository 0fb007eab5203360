package output

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// syncEach: Windows flushes single files only, unless the process may open the volume.
const syncEach = true

func syncAll(*os.Root) error { return nil }

// busy reports whether an error may pass by itself: a player, a virus scanner or an indexer has the file open.
func busy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED)
}
