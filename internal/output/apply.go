package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"
)

const (
	writers  = 4  // helps where a disk answers slowly (a file share); on a local disk one does as well
	attempts = 10 // to move a file another program has open; with backOff about three seconds
)

// backOff waits 10 ms before the second attempt, then twice as long each time, at most a second.
func backOff(attempt int) { time.Sleep(min(10*time.Millisecond<<attempt, time.Second)) }

// Apply brings the folder to the state of the tree; the package comment tells how. An empty plan touches nothing. It
// returns ErrLocked at once when another build is publishing, ErrStale when one has since the plan was made, and otherwise
// an error that names the file. The context is heeded until the first file is renamed; from then on it runs to the end.
// After any error, and after a kill, every published file is whole, and the next Diff and Apply mend the rest.
func (p *Plan) Apply(ctx context.Context) error {
	if p.Empty() {
		return nil
	}
	if err := p.refuse(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	if err := os.MkdirAll(p.root, 0o755); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	root, err := os.OpenRoot(p.root)
	if err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	defer root.Close()
	lock, err := acquire(root)
	if err != nil {
		return fmt.Errorf("publishing to %s: %w", p.root, err)
	}
	defer lock.Unlock()
	r := &run{Plan: p, ctx: ctx, root: root}
	if err := r.publish(); err != nil {
		return fmt.Errorf("publishing to %s: %w", p.root, err)
	}
	return nil
}

// run is one Apply under way.
type run struct {
	*Plan
	ctx     context.Context
	root    *os.Root
	deletes map[string]bool // Plan.Delete
	temps   []string        // temporary name of each file of Plan.Write; "" once it has its own
	onDir   []bool          // whether a folder stands in the place of the file
	away    []bool          // whether the folder of the file is still to be made
	whole   map[string]bool // by folder at the top: whether it takes its place as a whole
	fresh   map[string]bool // folders made by this run: nothing can stand in them
	made    []string        // folders made, parents first

	revealed map[string]bool // folders of whole that have their places
	begun    bool            // the first rename may have happened
}

func (r *run) publish() error {
	if err := r.current(); err != nil {
		return err
	}
	if err := r.sweep(); err != nil {
		return err
	}
	err := r.stage()
	if err == nil {
		err = r.commit()
	}
	if err != nil {
		r.abandon()
	}
	return err
}

// step is called before each change of the disk; tests fail or kill the run there.
func (r *run) step(op, name string) error {
	if r.hook == nil {
		return nil
	}
	return r.hook(op, name)
}

// current compares the folder with the one the plan was made from.
func (r *run) current() error {
	var now state
	for _, part := range []struct {
		name string
		sum  *[sha256.Size]byte
	}{{manifestName, &now.manifest}, {journalName, &now.journal}} {
		data, err := r.root.ReadFile(part.name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		*part.sum = sha256.Sum256(data)
	}
	if now != r.seen {
		return ErrStale
	}
	return nil
}

// sweep removes the temporary files of unfinished runs.
func (r *run) sweep() error {
	if !r.resume {
		return nil
	}
	litter := []string{journalTemp, tempName(manifestName)}
	for _, name := range r.litter {
		// Where a file stood in the place of a folder, the temporary file went further up: see makeFolders.
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			litter = append(litter, path.Join(dir, path.Base(name)))
			if dir == "." {
				break
			}
		}
	}
	if r.search {
		found, err := findTemps(r.root.FS())
		if err != nil {
			return err
		}
		litter = append(litter, found...)
	}
	for _, name := range litter {
		if err := r.step("sweep", name); err != nil {
			return err
		}
		if err := r.root.Remove(name); err != nil && !absent(err) {
			return err
		}
	}
	return nil
}

func findTemps(fsys fs.FS) ([]string, error) {
	var found []string
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && isTemp(e.Name()) {
			found = append(found, name)
		}
		return err
	})
	return found, err
}

// abandon clears away what a failed run wrote, as far as that goes. It keeps the journal if files may have been renamed
// or an earlier run is still to be mended: the next run needs it.
func (r *run) abandon() {
	for i, name := range r.temps {
		if name != "" && !r.Write[i].waits() {
			r.root.Remove(name)
		}
	}
	r.root.Remove(journalTemp)
	r.root.Remove(tempName(manifestName))
	for i := len(r.made) - 1; i >= 0; i-- {
		r.root.Remove(r.made[i])
	}
	if !r.begun && !r.resume {
		r.root.Remove(journalName)
	}
}
