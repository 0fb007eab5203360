package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

const lockName = privateDir + "/lock"

var (
	// ErrLocked says that another build is publishing to the same folder right now.
	ErrLocked = errors.New("another build is publishing to this folder")
	// ErrStale says that the folder was published to after the plan was made: make a new plan.
	ErrStale = errors.New("the folder has changed since the plan was made")
)

// acquire takes the exclusive lock of a folder, without waiting. The system frees it when the process dies, so a killed
// build never locks the next one out.
func acquire(root *os.Root) (*flock.Flock, error) {
	if err := root.MkdirAll(privateDir, 0o755); err != nil {
		return nil, fmt.Errorf("locking: %w", err)
	}
	lock, free, err := tryLock(root, lockName)
	if err != nil {
		return nil, fmt.Errorf("locking: %w", err)
	}
	if !free {
		return nil, ErrLocked
	}
	return lock, nil
}

// tryLock takes the lock of a file below the root, which is made where it is missing; false where another has it.
func tryLock(root *os.Root, name string) (*flock.Flock, bool, error) {
	// Opened through the root once, so that a link planted as lock file cannot lead out of the folder.
	f, err := root.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, false, err
	}
	if err := f.Close(); err != nil {
		return nil, false, err
	}
	lock := flock.New(filepath.Join(root.Name(), filepath.FromSlash(name)))
	free, err := lock.TryLock()
	return lock, free, err
}
