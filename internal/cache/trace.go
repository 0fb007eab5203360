package cache

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"xiangwei/internal/parallel"
)

// gone reports whether an error says that there is no such file, also when one of its folders is a file.
func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

// Trace is everything a run read, and what it was.
type Trace struct {
	names  []string
	inputs []input
	moment int64 // by the clock of the file system, when reading began; 0: no time is believed

	fresh []bool // inputs that this run found to be as they were; nil before check
}

// Trace returns what has been read so far; false where it was not the same from beginning to end, so that nothing may
// be concluded from it.
func (r *Recorder) Trace() (*Trace, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := &Trace{moment: r.moment}
	for name := range r.seen {
		t.names = append(t.names, name)
	}
	slices.Sort(t.names)
	for _, name := range t.names {
		t.inputs = append(t.inputs, *r.seen[name])
	}
	return t, !r.torn
}

// verdict is what a look at the disk says of a trace, the worse the lower.
type verdict int

const (
	changed verdict = iota
	touched         // everything is the same, but it took reading files to know
	same
)

// check compares the trace with the files below a folder, with several workers, and notes what is as it was: a run need
// not ask for that again. Once something has changed no more files are read for it.
func (t *Trace) check(ctx context.Context, root string) verdict {
	worst := atomic.Int32{}
	worst.Store(int32(same))
	t.fresh = make([]bool, len(t.names))
	parallel.Each(ctx, len(t.names), 0, func(i int) {
		v, _ := t.look(root, i, worst.Load() != int32(changed))
		t.fresh[i] = v == same
		for old := worst.Load(); int32(v) < old && !worst.CompareAndSwap(old, int32(v)); old = worst.Load() {
		}
	})
	if ctx.Err() != nil {
		return changed
	}
	return verdict(worst.Load())
}

// Differs reports whether a look at the disk found something that is not, or may not be, as it was.
func (t *Trace) Differs() bool { return t != nil && slices.Contains(t.fresh, false) }

// renew takes over what the file system says today of inputs that are the same. The moment was before it was asked; 0
// leaves everything as it is.
func (t *Trace) renew(ctx context.Context, root string, moment int64) bool {
	if moment == 0 {
		return false
	}
	now := make([]identity, len(t.inputs))
	verdicts := make([]verdict, len(t.inputs))
	parallel.Each(ctx, len(t.names), 0, func(i int) { verdicts[i], now[i] = t.look(root, i, true) })
	if ctx.Err() != nil || slices.Contains(verdicts, changed) {
		return false
	}
	t.moment = moment
	for i := range t.inputs {
		if !t.inputs[i].missing {
			t.inputs[i].is = now[i]
		}
	}
	return true
}

// look compares one input with the disk, and returns what the file system says of it. Where only reading can tell and may
// not be done, it counts as changed.
func (t *Trace) look(root string, i int, read bool) (verdict, identity) {
	was := t.inputs[i]
	name, link := strings.CutSuffix(t.names[i], linkMark)
	file := filepath.Join(root, filepath.FromSlash(name))
	stat := os.Stat
	if link {
		stat = os.Lstat
	}
	info, err := stat(file)
	switch {
	case err != nil && gone(err):
		return onlyIf(was.missing, same), identity{}
	case err != nil || was.missing:
		return changed, identity{}
	}
	now := identityOf(info)
	switch {
	case now == was.is && was.is.settledBefore(t.moment):
		return same, now
	case now.mode != was.is.mode || was.told && !now.mode.IsDir() && now != was.is:
		return changed, now
	case !read && (was.listed || was.read):
		return changed, now
	case was.listed:
		list, err := os.ReadDir(file)
		return onlyIf(err == nil && sumOf(list) == was.sum, touched), now
	case was.read:
		data, err := os.ReadFile(file)
		return onlyIf(err == nil && now.size == was.is.size && sha256.Sum256(data) == was.sum, touched), now
	}
	return same, now // told of, and told the same
}

func onlyIf(holds bool, v verdict) verdict {
	if holds {
		return v
	}
	return changed
}

const (
	isMissing = 1 << iota
	isRead
	isListed
	isTold
)

// Encode writes the trace.
func (t *Trace) Encode(e *Encoder) {
	e.Int(t.moment)
	e.Int(int64(len(t.names)))
	for i, name := range t.names {
		in := t.inputs[i]
		flags := int64(0)
		for bit, set := range [...]bool{in.missing, in.read, in.listed, in.told} {
			if set {
				flags |= 1 << bit
			}
		}
		e.String(name)
		e.Int(flags)
		if in.missing {
			continue
		}
		e.identity(in.is)
		if in.read || in.listed {
			e.Fixed(in.sum[:])
		}
	}
}

// DecodeTrace reads a trace; the decoder says whether that went well.
func DecodeTrace(d *Decoder) *Trace {
	t := &Trace{moment: d.Int()}
	n := d.Count()
	t.names, t.inputs = make([]string, n), make([]input, n)
	for i := range n {
		t.names[i] = d.String()
		flags := d.Int()
		in := input{missing: flags&isMissing != 0, read: flags&isRead != 0, listed: flags&isListed != 0, told: flags&isTold != 0}
		if !in.missing {
			in.is = d.identity()
			if in.read || in.listed {
				copy(in.sum[:], d.Fixed(sha256.Size))
			}
		}
		t.inputs[i] = in
	}
	return t
}
