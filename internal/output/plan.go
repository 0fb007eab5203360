package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"
)

// Plan is the difference between a folder and a tree: what Apply will do.
type Plan struct {
	Write     []*File  // in the order in which they appear: by group, then path
	Delete    []string // sorted
	Unchanged int      // files that are in place already

	problems int // error-level problems of the tree
	root     string
	edition  Edition // of the manifest that will be there
	manifest []byte  // what manifest.json will hold; nil when it stays
	claims   []claim
	retired  []string          // paths of earlier runs that the tree lacks: their empty folders go too
	respelt  map[string]string // deletions that are the tree's file on a disk that ignores case, by path
	litter   []string          // temporary files of an unfinished run that may be there
	search   bool              // look for temporary files everywhere
	resume   bool              // there is a journal
	vacant   bool              // neither a publish nor the rest of one is here
	spool    *Spool            // where files of the tree wait; nil where none does
	seen     state

	hook    func(op, path string) error // tests fail or kill the run here
	busy    func(error) bool            // whether an error passes by itself; tests replace it
	pause   func(attempt int)           // waits before the next attempt; tests replace it
	workers int
}

// Empty reports whether there is nothing to do: Apply will not touch the folder.
func (p *Plan) Empty() bool {
	return len(p.Write) == 0 && len(p.Delete) == 0 && p.manifest == nil && !p.resume
}

// state is what a plan was made from; when it has changed by the time the lock is held, another build was faster.
type state struct {
	manifest, journal [sha256.Size]byte
}

// Diff compares the tree with the folder root, which need not exist. Old is the manifest of the last publish (see
// ReadManifest), nil to write everything. A file is written if the old manifest has another content for it, or if it is
// missing or of another size on disk; it is deleted if the old manifest or the journal of an unfinished run lists it and
// the tree lacks it. Other files in the folder are none of its business. The manifest's own AsOf does not count as a
// change: a site that is the same today as yesterday is not written again. Diff changes nothing on disk. Should the folder
// have another manifest by now than the old one, the old one is read again.
func Diff(root string, old *Manifest, tree *Tree, edition Edition) (*Plan, error) {
	p := &Plan{root: root, edition: edition, problems: tree.Problems().Errors(), busy: busy, pause: backOff, workers: writers, spool: tree.spool}
	d := differ{Plan: p, root: root, tree: tree}
	if err := d.readState(); err != nil {
		return nil, fmt.Errorf("comparing with %s: %w", root, err)
	}
	if old != nil && old.sum != ([sha256.Size]byte{}) && old.sum != d.seen.manifest {
		var err error
		if old, err = ReadManifest(root); err != nil {
			return nil, fmt.Errorf("comparing with %s: %w", root, err)
		}
	}
	d.remember(old)
	if err := d.compare(); err != nil {
		return nil, fmt.Errorf("comparing with %s: %w", root, err)
	}
	if err := d.retire(); err != nil {
		return nil, fmt.Errorf("comparing with %s: %w", root, err)
	}
	next := tree.Manifest(edition)
	if d.same(old, next) {
		p.edition = Edition{old.Program, old.AsOf, old.NextChange}
		return p, nil
	}
	var err error
	if p.manifest, err = next.Encode(); err != nil {
		return nil, err
	}
	return p, nil
}

// differ collects a plan.
type differ struct {
	*Plan
	root    string
	tree    *Tree
	old     map[string]Entry
	pending pending
	onDisk  bool // manifest.json is there
}

func (d *differ) remember(old *Manifest) {
	if old == nil {
		return
	}
	d.old = make(map[string]Entry, len(old.Files))
	for _, e := range old.Files {
		d.old[e.Path] = e
	}
}

func (d *differ) readState() error {
	data, err := readIn(d.root, journalName)
	d.seen.journal = sha256.Sum256(data)
	if d.pending, err = readPending(data, err); err != nil {
		return err
	}
	data, err = readIn(d.root, manifestName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	d.onDisk = err == nil
	d.seen.manifest = sha256.Sum256(data)
	_, err = os.Lstat(filepath.Join(d.root, filepath.FromSlash(journalTemp)))
	d.resume = d.pending.found || err == nil
	d.vacant = !d.onDisk && !d.resume
	d.search = d.pending.broken
	return nil
}

// compare finds the files to write.
func (d *differ) compare() error {
	for _, f := range d.tree.Files() {
		same, err := d.inPlace(f)
		if err != nil {
			return err
		}
		if same {
			d.Unchanged++
			continue
		}
		if f.Kept() {
			return fmt.Errorf("%w: %s", ErrLost, f.Path)
		}
		d.Write = append(d.Write, f)
		d.claims = append(d.claims, claim{f.Path, f.Hex()})
	}
	slices.SortStableFunc(d.Write, func(a, b *File) int { return int(a.Group) - int(b.Group) })
	return nil
}

// inPlace reports whether the folder holds the file. The manifest is believed, since asking 10,000 files for their sizes
// takes 50 ms (measured) and reading them far longer, except for what an unfinished run may have touched. A file that was
// kept was looked at when it was.
func (d *differ) inPlace(f *File) (bool, error) {
	e, listed := d.old[f.Path]
	doubtful := d.pending.broken || d.pending.claims[f.Path] != nil
	if !doubtful && (!listed || e.SHA256 != f.Hex()) {
		return false, nil
	}
	if !doubtful && f.keptIn(d.root) {
		return true, nil
	}
	name := filepath.Join(d.root, filepath.FromSlash(f.Path))
	info, err := os.Lstat(name)
	if absent(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() || info.Size() != f.Size() {
		return false, nil
	}
	if !doubtful {
		return true, nil
	}
	sum, err := hashFile(name)
	return sum == f.Hex(), err
}

// absent reports whether an error means that there is no such file: also when one of its folders is a file.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

func hashFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// retire finds the files to delete, and what else an unfinished run left.
func (d *differ) retire() error {
	for p := range d.old {
		if _, keep := d.tree.Get(p); !keep {
			d.retired = append(d.retired, p)
		}
	}
	for p, claims := range d.pending.claims {
		d.claims = append(d.claims, claims...)
		d.litter = append(d.litter, tempName(p))
		_, listed := d.old[p]
		if _, keep := d.tree.Get(p); !keep && !listed {
			d.retired = append(d.retired, p)
		}
	}
	slices.Sort(d.retired)
	slices.Sort(d.litter)
	for _, p := range d.retired {
		ours, err := d.isOurs(p)
		if err != nil {
			return err
		}
		if ours {
			d.Delete = append(d.Delete, p)
			d.claims = append(d.claims, claim{Path: p})
		}
	}
	d.respell()
	return nil
}

// respell finds deletions that differ from a file of the tree only in case or normalisation. On Windows and macOS both
// are one file, and deleting the old spelling would delete the new file.
func (d *differ) respell() {
	if len(d.Delete) == 0 {
		return
	}
	folded := make(map[string]string, len(d.Delete))
	for _, p := range d.Delete {
		folded[fold(p)] = p
	}
	d.respelt = map[string]string{}
	for _, f := range d.tree.Files() {
		if p, ok := folded[fold(f.Path)]; ok {
			d.respelt[p] = f.Path
		}
	}
}

// isOurs reports whether a file that is to go is there and was made by this program.
func (d *differ) isOurs(p string) (bool, error) {
	name := filepath.Join(d.root, filepath.FromSlash(p))
	info, err := os.Lstat(name)
	if absent(err) {
		return false, nil
	}
	if err != nil || info.IsDir() {
		return false, err
	}
	if _, listed := d.old[p]; listed {
		return true, nil
	}
	if !info.Mode().IsRegular() {
		return false, nil
	}
	sum, err := hashFile(name)
	return slices.ContainsFunc(d.pending.claims[p], func(c claim) bool { return c.SHA256 == sum }), err
}

// same reports whether the old manifest says the same as the next, apart from the day, and is the one on disk.
func (d *differ) same(old, next *Manifest) bool {
	return d.onDisk && !d.resume && len(d.Write)+len(d.Delete) == 0 && old != nil && old.Version == next.Version && old.Program == next.Program &&
		old.NextChange == next.NextChange && slices.Equal(old.Files, next.Files)
}

// tempDigits is the length of the part of a temporary name that tells files apart: 64 bits.
const tempDigits = 16

// tempName returns the name under which the file p is written before it takes its place: in the same folder, since a
// rename is atomic only within one disk, and a function of the path, so that the next run knows what to clear away.
func tempName(p string) string {
	sum := sha256.Sum256([]byte(p))
	return path.Join(path.Dir(p), tempPrefix+hex.EncodeToString(sum[:tempDigits/2])+tempSuffix)
}

// refuse keeps a tree with a collision from being published, even if the caller forgot to look, and a path no manifest of
// ours can hold from being deleted.
func (p *Plan) refuse() error {
	if p.problems > 0 {
		return fmt.Errorf("publishing: the tree has %d problems that stop publication", p.problems)
	}
	for _, name := range p.Delete {
		if pathTrouble(name) != "" {
			return fmt.Errorf("publishing: refusing to delete %q", name)
		}
	}
	return nil
}
