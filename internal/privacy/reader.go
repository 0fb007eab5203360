package privacy

// Reader finds what Find and FindCells find, text after text, and remembers what held nothing: papers of one site are full
// of the same sentences, and offices, laws, tags and cells of tables come by the thousand. What it returns is a function of
// what it is asked alone. One Reader serves all workers; the nil Reader remembers nothing.
type Reader struct {
	texts     memo // short texts in which nothing was found, each with its context
	stretches memo // Chinese characters between two marks, and what is in them
}

// NewReader returns a Reader that has read nothing.
func NewReader() *Reader { return &Reader{texts: newMemo(), stretches: newMemo()} }

// maxKept is the length of the longest text that is remembered: longer ones hardly come twice.
const maxKept = 160

// Find is the function Find.
func (r *Reader) Find(text string, ctx Context) []Finding {
	if short(text) {
		return nil
	}
	if r == nil || len(text) > maxKept {
		return r.find(text, ctx)
	}
	key := r.texts.keyIn(text, ctx)
	if _, ok := r.texts.recall(key); ok {
		return nil
	}
	found := r.find(text, ctx)
	if len(found) == 0 {
		r.texts.put(key, 0)
	}
	return found
}
