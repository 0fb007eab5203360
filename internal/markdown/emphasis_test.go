package markdown

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark"
)

// TestLatinEmphasisIsCommonMark compares every short text of a small alphabet
// with plain goldmark: beside Latin letters nothing may change.
func TestLatinEmphasisIsCommonMark(t *testing.T) {
	const alphabet, length = "*_a (", 6
	plain, c := goldmark.New(), New(Options{})
	text := make([]byte, length)
	total := 1
	for range length {
		total *= len(alphabet)
	}
	for n := range total {
		for i := range text {
			text[i] = alphabet[n%len(alphabet)]
			n /= len(alphabet)
		}
		body := "x " + string(text) + "z"
		var want bytes.Buffer
		if err := plain.Convert([]byte(body), &want); err != nil {
			t.Fatal(err)
		}
		doc, _ := c.Convert(Input{Body: body})
		if !bytes.Equal(doc.HTML, want.Bytes()) {
			t.Fatalf("%q: got %q, CommonMark has %q", body, doc.HTML, want.Bytes())
		}
	}
}
