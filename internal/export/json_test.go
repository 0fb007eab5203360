package export

import (
	"bytes"
	"encoding/json"
	"testing"
)

func FuzzJSONText(f *testing.F) {
	for _, s := range []string{"", "甲“乙”", "a\"b\\c", "\x00\n\t", "\u2028\u2029", "\xff", "<b>&", "\x7f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := newJSON()
		w.open("", '{')
		w.put(s, s)
		w.close('}')
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		if s == "" { // a member without a name is an element
			return
		}
		quoted := string(bytes.TrimSuffix(want.Bytes(), []byte("\n")))
		if got := w.String(); got != "{"+quoted+":"+quoted+"}" {
			t.Errorf("%q is written %s, want %s", s, got, quoted)
		}
	})
}
