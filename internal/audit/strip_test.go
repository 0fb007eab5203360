package audit

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
)

func TestCharacterPos(t *testing.T) {
	for _, tt := range []struct {
		name, front string
		line, col   int
		excerpt     string
	}{
		{"on the line of the key", "title = \"✓\"\ntext = \"今日✓\"\n", 3, 11, `text = "今日✓"`},
		{"on a later line", "text = \"\"\"\n今日\n开放✓\n\"\"\"\ntitle = \"某某\"\n", 4, 3, "开放✓"},
		{"only the value counts, not the key", "\"✓\" = 1\ntext = \"今✓\"\n", 3, 10, `text = "今✓"`},
		{"written as an escape: the value's place", "text = \"今日\\u2713\"\n", 2, 9, `text = "今日\u2713"`},
		{"no such key: the head", "title = \"某某\"\n", 2, 0, `title = "某某"`},
	} {
		pos, line := characterPos(&content.Entry{File: "a.md", Front: tt.front}, "text", '✓')
		if diff := cmp.Diff(diag.Pos{File: "a.md", Line: tt.line, Col: tt.col}, pos); diff != "" || line != tt.excerpt {
			t.Errorf("%s: %s, %q", tt.name, diff, line)
		}
	}
}
