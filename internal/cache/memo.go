package cache

import (
	"context"
	"time"
	"unsafe"
)

// memoForm is raised when the form of what is kept changes.
const memoForm = "xiangwei memo 1"

// Memo is what a run read and what came of it. While the inputs are the same and the clock is in its window, a run would
// come to the same.
type Memo struct {
	Key         string // the program and everything a run depends on beside files and the clock
	From, Until time.Time
	Trace       *Trace
	Result      string // in whatever form the caller keeps it
}

// Remember keeps a memo under a name.
func (f Folder) Remember(name string, m Memo) {
	var e Encoder
	const input = 160 // bytes of one, about
	e.Grow(len(m.Result) + len(m.Key) + input*len(m.Trace.names))
	e.String(memoForm)
	e.String(m.Key)
	e.Int(m.From.UnixNano())
	e.Int(m.Until.UnixNano())
	m.Trace.Encode(&e)
	e.String(m.Result)
	f.Save(name, e.Bytes())
}

// Recall returns what a run at a moment with a key would come to, and false where that must be found out by running. The
// files are those below root. The trace of a memo that does not hold any more still tells what most files were, and has been
// compared with them; it is nil where there is none.
func (f Folder) Recall(ctx context.Context, name, key, root string, now time.Time) (Memo, bool) {
	m, ok := f.memo(name, key)
	if !ok {
		return Memo{}, false
	}
	// A clock that was set back may show a moment at which the same files had another meaning.
	known := !now.Before(m.From) && now.Before(m.Until)
	switch m.Trace.check(ctx, root) {
	case changed:
		return m, false
	case touched: // it took reading files to know; with the times of today, the next look will not
		if m.Trace.renew(ctx, root, f.moment()) {
			f.Remember(name, m)
		}
	}
	return m, known
}

// memo reads a memo of a key.
func (f Folder) memo(name, key string) (m Memo, ok bool) {
	data, ok := f.Load(name)
	if !ok {
		return Memo{}, false
	}
	d := NewDecoder(unsafe.String(unsafe.SliceData(data), len(data))) // nobody else has the bytes
	if d.String() != memoForm || d.String() != key {
		return Memo{}, false
	}
	m = Memo{Key: key, From: time.Unix(0, d.Int()), Until: time.Unix(0, d.Int())}
	m.Trace = DecodeTrace(d)
	m.Result = d.String()
	if d.Failed() || d.Rest() > 0 {
		return Memo{}, false
	}
	return m, true
}
