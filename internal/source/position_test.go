package source

import (
	"strings"
	"testing"

	"xiangwei/internal/diag"
)

// TestPositions pins the behaviour of the TOML library that Pos leans on: a destination that refuses a value makes the
// library tell where the value stands.
func TestPositions(t *testing.T) {
	front := strings.Join([]string{
		`title = "某某县公告"`,                         // 2
		`decided = 2025-10-14`,                    // 3
		`amount = 2000.5`,                         // 4
		`draft = true`,                            // 5
		`from = {on = 2025-10-14, reason = "某某"}`, // 6
		`topics = ["甲", "乙，丙", 3]`,                // 7
		`lines = [`,                               // 8
		`  "一", # 注释 ] ,`,                         // 9
		`  """二`,                                  // 10
		`续""",`,                                   // 11
		`  '三',`,                                  // 12
		`]`,                                       // 13
		`"中文 键" = "值"`,                            // 14
		`dotted.key = 7`,                          // 15
		`nested = [[1, 2], [3], {a = "]"}, "四\", "]`, // 16
		`[table]`,      // 17
		`one = 1`,      // 18
		`[table.deep]`, // 19
		`two = "二"`,    // 20
	}, "\n")
	doc, problems := ReadDocument("a.md", []byte("+++\n"+front+"\n+++\n正文"))
	if problems != nil {
		t.Fatal(problems)
	}
	at := func(line, col int) diag.Pos { return diag.Pos{File: "a.md", Line: line, Col: col} }
	tests := []struct {
		name string
		got  diag.Pos
		want diag.Pos
	}{
		{"string, at its first character", doc.Pos("title"), at(2, 10)},
		{"date", doc.Pos("decided"), at(3, 11)},
		{"number", doc.Pos("amount"), at(4, 10)},
		{"boolean", doc.Pos("draft"), at(5, 9)},
		{"inline table", doc.Pos("from"), at(6, 9)},
		{"value in an inline table", doc.Pos("from", "on"), at(6, 14)},
		{"text in an inline table", doc.Pos("from", "reason"), at(6, 36)},
		{"array", doc.Pos("topics"), at(7, 11)},
		{"quoted Chinese key", doc.Pos("中文 键"), at(14, 11)},
		{"dotted key", doc.Pos("dotted", "key"), at(15, 14)},
		{"table", doc.Pos("table"), at(17, 1)},
		{"value in a table", doc.Pos("table", "one"), at(18, 7)},
		{"value in a nested table", doc.Pos("table", "deep", "two"), at(20, 8)},
		{"key not written", doc.Pos("missing"), at(1, 0)},
		{"key not written in a table", doc.Pos("table", "missing"), at(1, 0)},
		{"path through a value", doc.Pos("title", "x"), at(1, 0)},
		{"no path", doc.Pos(), at(1, 0)},
		{"key itself", doc.KeyPos("decided"), at(3, 1)},
		{"key itself, quoted", doc.KeyPos("中文 键"), at(14, 2)},
		{"first element", doc.ElementPos(0, "topics"), at(7, 11)},
		{"second element", doc.ElementPos(1, "topics"), at(7, 16)},
		{"third element", doc.ElementPos(2, "topics"), at(7, 23)},
		{"no such element", doc.ElementPos(3, "topics"), at(7, 11)},
		{"element of a long array", doc.ElementPos(0, "lines"), at(9, 3)},
		{"element after a comment", doc.ElementPos(1, "lines"), at(10, 3)},
		{"element after one of several lines", doc.ElementPos(2, "lines"), at(12, 3)},
		{"element after nested arrays", doc.ElementPos(2, "nested"), at(16, 24)},
		{"element after an inline table", doc.ElementPos(3, "nested"), at(16, 35)},
		{"element of what is no array", doc.ElementPos(0, "title"), at(2, 10)},
		{"element of nothing", doc.ElementPos(0, "missing"), at(1, 0)},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestPositionsDoNotDependOnLineEnds(t *testing.T) {
	text := "+++\ntitle = \"某某\"\ndecided = 2025-10-14\n+++\n"
	for name, raw := range map[string]string{
		"LF": text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "mark": "\xEF\xBB\xBF" + text,
		"mark and CRLF": "\xEF\xBB\xBF" + strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		doc, problems := ReadDocument("a.md", []byte(raw))
		if problems != nil {
			t.Fatalf("%s: %v", name, problems)
		}
		if got, want := doc.Pos("decided"), (diag.Pos{File: "a.md", Line: 3, Col: 11}); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestLinesForExcerpts(t *testing.T) {
	doc, problems := ReadDocument("a.md", []byte("+++\na = 1\nsecret = \"13000000000\"\n+++\n正文"))
	if problems != nil {
		t.Fatal(problems)
	}
	for n, want := range map[int]string{-1: "", 0: "", 1: "", 2: "a = 1", 3: `secret = "13000000000"`, 4: "", 99: ""} {
		if got := doc.Line(n); got != want {
			t.Errorf("line %d: %q, want %q", n, got, want)
		}
	}
	if got := doc.KeyLine(3); got != "secret = …" {
		t.Errorf("key line: %q", got)
	}
	if got := doc.Problem(RuleValueType, []string{"a"}, "坏").Excerpt; got != "a = 1" {
		t.Errorf("excerpt: %q", got)
	}
}
