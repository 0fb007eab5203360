package content

// Whole returns the entry with its text at hand.
func (e *Entry) Whole() *Entry {
	whole := *e
	whole.Body, whole.far = e.Document(), nil
	return &whole
}
