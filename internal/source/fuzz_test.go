package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"xiangwei/internal/diag"
)

func checkPlace(t *testing.T, problems diag.List, lines int) {
	t.Helper()
	for _, p := range problems {
		if p.Pos.Line < 0 || p.Pos.Line > lines || p.Pos.Col < 0 {
			t.Errorf("%s is outside the file of %d lines: %s", p.Pos, lines, p.Message)
		}
		if p.Message == "" || p.Rule == "" || !utf8.ValidString(p.Message+p.Hint+p.Excerpt) {
			t.Errorf("problem %+q", p)
		}
	}
}

func lineCount(raw []byte) int {
	text := bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	return bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r")) + 1
}

func FuzzReadDocument(f *testing.F) {
	for _, m := range mistakes {
		f.Add([]byte("+++\n" + m.text + "\n+++\n正文\n"))
	}
	f.Add([]byte(sample))
	f.Add([]byte("\xEF\xBB\xBF+++\r\na = [1, 'x']\r\n[b.c]\r\nd = {e = 1}\r\n+++\r\n"))
	f.Add([]byte("+++\na = \"\"\"\n甲\n\"\"\"\n+++\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, problems := ReadDocument("a.md", raw)
		if doc == nil {
			if problems.Errors() == 0 {
				t.Fatal("no document and no reason")
			}
			if utf8.Valid(raw) {
				checkPlace(t, problems, lineCount(raw))
			}
			return
		}
		if !utf8.ValidString(doc.Body) || strings.ContainsRune(doc.Body, '\r') {
			t.Errorf("body %q", doc.Body)
		}
		text, _ := Decode("a.md", raw)
		lines := strings.Split(text, "\n")
		if got := strings.Join(lines[min(doc.BodyLine-1, len(lines)):], "\n"); got != doc.Body {
			t.Errorf("body from line %d is %q, want %q", doc.BodyLine, doc.Body, got)
		}
		for _, key := range doc.Keys() {
			for _, pos := range []diag.Pos{doc.Pos(key), doc.KeyPos(key), doc.ElementPos(1, key)} {
				if pos.Line < 1 || pos.Line >= doc.BodyLine || pos.Col < 0 {
					t.Errorf("%q stands at %s, the body begins at %d", key, pos, doc.BodyLine)
				}
			}
			Show(doc.Values[key])
		}
		var into settings
		checkPlace(t, doc.Decode(&into), doc.BodyLine)
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("\xFF\xFE+\x00+\x00+\x00"))
	f.Add([]byte("\x00+\x00+\x00+\x00\n"))
	f.Add([]byte("\xb1\xea\xcc\xe2"))
	f.Add([]byte("\x81\x30\x81\x30"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, problems := Decode("a.md", raw)
		if !utf8.ValidString(text) {
			t.Errorf("not UTF-8: %q", text)
		}
		if strings.ContainsAny(text, "\r\x00") {
			t.Errorf("carriage return or NUL left: %q", text)
		}
		if problems.Errors() > 0 && text != "" {
			t.Errorf("text in spite of an error: %q", text)
		}
		if utf8.Valid(raw) && !bytes.ContainsAny(raw, "\r\x00") && !bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")) && text != string(raw) {
			t.Errorf("UTF-8 was changed: %q to %q", raw, text)
		}
		checkPlace(t, problems, lineCount(raw))
	})
}
