package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected output of testdata/*.txt")

// textCase is one case of a data file: "number: title", the line "//- in", the
// input, the line "//= out", the expected HTML, and the problems, one a line
// after "!".
type textCase struct {
	title, input, want string
}

func readCases(t testing.TB, path string) []textCase {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []textCase
	rest := string(data)
	for rest != "" {
		title, after, ok := strings.Cut(rest, "\n//- in\n")
		if !ok {
			t.Fatalf("%s: case without input: %q", path, rest)
		}
		input, after, ok := strings.Cut(after, "\n//= out\n")
		if !ok {
			t.Fatalf("%s: case without output: %q", path, title)
		}
		want := after
		rest = ""
		next := fmt.Sprintf("\n%d: ", len(cases)+2)
		if i := strings.Index("\n"+after, next); i >= 0 {
			want, rest = after[:max(i-1, 0)], after[i:]
		}
		cases = append(cases, textCase{title, input, strings.TrimRight(want, "\n")})
	}
	return cases
}

func outcome(doc Document, problems []string) string {
	out := strings.TrimRight(string(doc.HTML), "\n")
	for _, p := range problems {
		out += "\n! " + p
	}
	return strings.TrimLeft(out, "\n")
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 4 {
		t.Fatalf("data files: %v, %v", files, err)
	}
	c := New(Options{})
	for _, file := range files {
		cases := readCases(t, file)
		var b strings.Builder
		for _, tc := range cases {
			doc, list := c.Convert(Input{File: "a.md", Body: tc.input, FirstLine: 1})
			var problems []string
			for _, p := range list.Sorted() {
				problems = append(problems, fmt.Sprintf("%d:%d %s %s", p.Pos.Line, p.Pos.Col, p.Rule, p.Message))
			}
			got := outcome(doc, problems)
			fmt.Fprintf(&b, "%s\n//- in\n%s\n//= out\n%s\n\n", tc.title, tc.input, got)
			if *update {
				continue
			}
			t.Run(filepath.Base(file)+"/"+tc.title, func(t *testing.T) {
				if diff := cmp.Diff(tc.want, got); diff != "" {
					t.Errorf("output (-want +got):\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.TrimRight(b.String(), "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
