package cache

import (
	"crypto/sha256"
	"io/fs"
	"strings"
)

// Made is something that was made of files, kept as long as the program runs and made again when one of them is another.
// It is for one goroutine at a time.
type Made[T any] struct {
	trace *Trace
	value T
}

// Get returns what is made of files. Everything that making it reads counts as read through the recorder, also where it
// is not made again.
func (m *Made[T]) Get(files *Recorder, make func(files fs.FS) (T, error)) (T, error) {
	if m.trace != nil && m.trace.holds(files) {
		return m.value, nil
	}
	m.trace = nil
	own := NewRecorderAt(files, 0, nil)
	value, err := make(own)
	if trace, ok := own.Trace(); ok && err == nil {
		m.trace, m.value = trace, value
	}
	return value, err
}

// Forget forgets what was made where it is not wanted any more for a reason beside files.
func (m *Made[T]) Forget(unwanted func(T) bool) {
	if m.trace != nil && unwanted(m.value) {
		*m = Made[T]{}
	}
}

// holds reports whether files are what they were, as far as the trace knows them.
func (t *Trace) holds(files *Recorder) bool {
	for i, name := range t.names {
		if !t.inputs[i].holds(files, name) {
			return false
		}
	}
	return true
}

// holds reports whether one input is what it was. Of links themselves it cannot tell.
func (in *input) holds(files *Recorder, name string) bool {
	if strings.HasSuffix(name, linkMark) {
		return false
	}
	if in.missing {
		_, err := files.Stat(name)
		return err != nil && gone(err)
	}
	if in.told {
		info, err := files.Stat(name)
		if err != nil || !info.IsDir() && identityOf(info) != in.is {
			return false
		}
	}
	switch {
	case in.listed:
		list, err := files.ReadDir(name)
		return err == nil && sumOf(list) == in.sum
	case in.read:
		if sum, ok := files.Known(name); ok {
			return sum == in.sum
		}
		data, err := files.ReadFile(name)
		return err == nil && sha256.Sum256(data) == in.sum
	}
	return true
}
