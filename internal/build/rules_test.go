package build

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite generated documents")

const problemsFile = "../../docs/problems.md"

func TestProblemsDocumentIsFresh(t *testing.T) {
	want := Problems()
	if *update {
		if err := os.WriteFile(problemsFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(problemsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, strings.ReplaceAll(string(got), "\r\n", "\n")); diff != "" {
		t.Errorf("docs/problems.md is stale; run go test ./internal/build -run TestProblems -update\n%s", diff)
	}
}

func TestEveryRuleIsExplained(t *testing.T) {
	for _, r := range Rules() {
		area, name, ok := strings.Cut(r.ID, "/")
		if !ok || name == "" || areas[area] == "" {
			t.Errorf("%s: the ID must be area/what, with a known area", r.ID)
		}
		if r.Title == "" || r.Doc == "" {
			t.Errorf("%s lacks a title or an explanation", r.ID)
		}
	}
}
