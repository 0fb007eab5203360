package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadDocumentSplitsAtTheFences(t *testing.T) {
	tests := []struct {
		name, text, body string
		line             int
		keys             []string
	}{
		{"usual", "+++\na = 1\nb = 2\n+++\n正文\n", "正文\n", 5, []string{"a", "b"}},
		{"no body", "+++\na = 1\n+++", "", 4, []string{"a"}},
		{"no body but a line end", "+++\na = 1\n+++\n", "", 4, []string{"a"}},
		{"empty front matter", "+++\n+++\n正文", "正文", 3, nil},
		{"blanks behind the fences", "+++ \t\na = 1\n+++  \n正文", "正文", 4, []string{"a"}},
		{"blank line before the text", "+++\na = 1\n+++\n\n正文", "\n正文", 4, []string{"a"}},
		{"a fence in the body", "+++\na = 1\n+++\n一\n+++\n二\n", "一\n+++\n二\n", 4, []string{"a"}},
		{"plus signs inside a value", "+++\na = \"+++\"\n+++\n正文", "正文", 4, []string{"a"}},
		{"CRLF and a mark", "\xEF\xBB\xBF+++\r\na = 1\r\n+++\r\n正文\r\n", "正文\n", 4, []string{"a"}},
		{"keys in the order written", "+++\nz = 1\na = 2\nm = {y = 1, x = 2}\nb = 3\n+++\n", "", 7, []string{"z", "a", "m", "b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, problems := ReadDocument("a.md", []byte(tt.text))
			if doc == nil || problems != nil {
				t.Fatalf("problems: %v", problems)
			}
			if doc.Body != tt.body || doc.BodyLine != tt.line {
				t.Errorf("body %q from line %d, want %q from line %d", doc.Body, doc.BodyLine, tt.body, tt.line)
			}
			if diff := cmp.Diff(tt.keys, doc.Keys()); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadDocumentNamesWhatIsMissing(t *testing.T) {
	tests := []struct{ name, text, says, hint string }{
		{"empty file", "", "空行", "+++"},
		{"plain text", "某某县公告\n正文", "某某县公告", "title"},
		{"YAML fences", "---\ntitle: x\n---\n", "---", "而不是 ---"},
		{"no second fence", "+++\na = 1\n正文", "没有结尾", "+++"},
		{"only a fence", "+++", "没有结尾", "+++"},
		{"long first line is cut", strings.Repeat("长", 50), strings.Repeat("长", 20) + "…", "+++"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, problems := ReadDocument("a.md", []byte(tt.text))
			if doc != nil || len(problems) != 1 {
				t.Fatalf("document %v, problems %v", doc, problems)
			}
			p := problems[0]
			if p.Rule != "text/front-matter" || p.Pos.Line != 1 || !strings.Contains(p.Message, tt.says) || !strings.Contains(p.Hint, tt.hint) {
				t.Errorf("problem: %+v", p)
			}
		})
	}
}

// Line n of the body is line BodyLine+n-1 of the file, whatever the line ends.
func TestBodyLinesAreFileLines(t *testing.T) {
	text := "+++\na = 1\n\n# 注释\nb = 2\n+++\n\n第一\n\n第二\n"
	for _, ends := range []string{"\n", "\r\n", "\r"} {
		raw := strings.ReplaceAll(text, "\n", ends)
		doc, problems := ReadDocument("a.md", []byte(raw))
		if problems != nil {
			t.Fatal(problems)
		}
		file := strings.Split(text, "\n")
		for i, line := range strings.Split(doc.Body, "\n") {
			if file[doc.BodyLine+i-1] != line {
				t.Errorf("%q: body line %d is %q, the file has %q", ends, i, line, file[doc.BodyLine+i-1])
			}
		}
	}
}

func TestKeysOfManyAreInOrderWithoutRepeats(t *testing.T) {
	var b strings.Builder
	var want []string
	for i := range 200 {
		name := "k" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		want = append(want, name)
		b.WriteString(name + ".one = 1\n" + name + ".two = 2\n")
	}
	table, problems := ReadTable("a.toml", b.String(), 1)
	if problems != nil {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(want, table.Keys()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
