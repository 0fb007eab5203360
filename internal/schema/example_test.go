package schema_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

var (
	expectation      = regexp.MustCompile(`(?m)^<!-- expect: (.*) -->$`)
	buildExpectation = regexp.MustCompile(`(?m)^<!-- expect-build: (.*) -->$`)
)

func readExample(t *testing.T, k *schema.Kind, path string) (*source.Document, diag.List) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, problems := source.ReadDocument(filepath.Base(path), raw)
	if doc == nil {
		t.Fatal(problems)
	}
	_, more := k.Read(doc.Table, schema.Env{})
	return doc, append(problems, more...)
}

func ruleLines(problems diag.List) []string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Rule+":"+strconv.Itoa(p.Pos.Line))
	}
	slices.Sort(out)
	return out
}

// Every kind ships records that are right and records that are wrong; the latter name the problems they raise.
func TestExamplesOfEveryKind(t *testing.T) {
	for _, k := range builtin(t).Kinds {
		good, err := filepath.Glob("../../layouts/" + k.Name + "/examples/good-*.md")
		if err != nil || len(good) == 0 {
			t.Errorf("%s has no good examples: %v", k.Name, err)
		}
		bad, err := filepath.Glob("../../layouts/" + k.Name + "/examples/bad-*.md")
		if err != nil || len(bad) == 0 {
			t.Errorf("%s has no bad examples: %v", k.Name, err)
		}
		for _, path := range good {
			t.Run(k.Name+"/"+filepath.Base(path), func(t *testing.T) {
				if _, problems := readExample(t, k, path); problems != nil {
					t.Errorf("%v", problems)
				}
			})
		}
		for _, path := range bad {
			t.Run(k.Name+"/"+filepath.Base(path), func(t *testing.T) { checkBad(t, k, path) })
		}
	}
}

func checkBad(t *testing.T, k *schema.Kind, path string) {
	doc, problems := readExample(t, k, path)
	var want []string
	m := expectation.FindStringSubmatch(doc.Body)
	if m != nil {
		want = strings.Fields(m[1])
	}
	if m == nil && !buildExpectation.MatchString(doc.Body) {
		t.Error("names no problem it raises")
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, ruleLines(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s\n%v", diff, problems)
	}
	for _, p := range problems {
		if p.Hint == "" || p.Pos.File == "" {
			t.Errorf("no hint or place: %+v", p)
		}
		if text := p.Message + p.Hint + p.Excerpt; strings.Contains(text, "13000000000") || strings.Contains(text, "990000199003070013") && p.Rule != "field/text" {
			t.Errorf("private value shown: %+v", p)
		}
	}
}

// Every rule a record's fields can break is broken by an example, here or in the whole build.
func TestExamplesBreakEveryRule(t *testing.T) {
	paths, err := filepath.Glob("../../layouts/*/examples/bad-*.md")
	if err != nil {
		t.Fatal(err)
	}
	broken := map[string]bool{}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range append(expectation.FindAllStringSubmatch(string(raw), -1), buildExpectation.FindAllStringSubmatch(string(raw), -1)...) {
			for _, want := range strings.Fields(m[1]) {
				rule, _, _ := strings.Cut(want, ":")
				broken[rule] = true
			}
		}
	}
	elsewhere := []string{"kind/definition", "field/one-of"} // of kind.toml itself, and of no built-in kind
	for _, r := range schema.Rules {
		if !broken[r.ID] && !slices.Contains(elsewhere, r.ID) {
			t.Errorf("no example breaks %s", r.ID)
		}
	}
}
