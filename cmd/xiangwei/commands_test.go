package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"xiangwei/internal/schema"
	"xiangwei/internal/source"
	"xiangwei/layouts"
)

// every returns a command and all below it.
func every(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			all = append(all, every(sub)...)
		}
	}
	return all
}

// TestHelpOfEveryCommand asks for Chinese help with an example, for each command that there is.
func TestHelpOfEveryCommand(t *testing.T) {
	english := regexp.MustCompile(`Usage|Flags|Aliases|Available|default|\b(string|int|duration|strings)\b`)
	for _, c := range every(newRoot()) {
		t.Run(c.CommandPath(), func(t *testing.T) {
			var out bytes.Buffer
			args := append(strings.Fields(c.CommandPath())[1:], "--help")
			if code := run(context.Background(), args, &out, &out); code != exitFine {
				t.Errorf("exit code %d", code)
			}
			if !strings.ContainsFunc(c.Short, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("the short text is %q", c.Short)
			}
			for _, want := range []string{"用法：", "示例：", c.CommandPath()} {
				if !strings.Contains(out.String(), want) {
					t.Errorf("the help lacks %q:\n%s", want, &out)
				}
			}
			if found := english.FindString(out.String()); found != "" {
				t.Errorf("the help has the word %q:\n%s", found, &out)
			}
		})
	}
}

// bareSite makes a site without content.
func bareSite(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if code := run(context.Background(), []string{"new", "site", "--bare", dir}, io.Discard, io.Discard); code != exitFine {
		t.Fatalf("new site: exit code %d", code)
	}
	return dir
}

// newRecordRules are what a record with empty fields may break.
var newRecordRules = []string{
	"field/required", "field/one-of", "table/missing", "table/cell", "table/row", "report/part", "review/missing", "exemption/ground", "deadline/report-missing",
}

// TestNewRecordOfEveryKind makes a record of each kind: check then names exactly the required fields that a machine
// cannot fill in.
func TestNewRecordOfEveryKind(t *testing.T) {
	t.Parallel()
	kinds, _, err := schema.Load(layouts.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			dir := bareSite(t)
			if code := run(context.Background(), []string{"new", k.Name, "2025-001", "--source", dir}, io.Discard, io.Discard); code != exitFine {
				t.Fatalf("new: exit code %d", code)
			}
			got, rules := requiredIn(t, dir)
			want := emptyRequired(t, k, filepath.Join(dir, "content", k.Section, "2025-001.md"))
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("fields (-want +got):\n%s", d)
			}
			// A kind may ask for more than fields: rows of a table, parts of a report, reviews.
			for _, r := range rules {
				if !slices.Contains(newRecordRules, r) {
					t.Errorf("a new record raises %s", r)
				}
			}
		})
	}
}

// requiredIn returns the names of missing required fields that check finds, and all rules it raises.
func requiredIn(t *testing.T, dir string) (fields, rules []string) {
	t.Helper()
	var out bytes.Buffer
	if code := run(context.Background(), []string{"check", "--source", dir, "--format", "json"}, &out, io.Discard); code != exitProblems {
		t.Fatalf("check: exit code %d", code)
	}
	var doc struct {
		Problems []struct{ Rule, Message string }
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`（([a-z_]+)）$`)
	for _, p := range doc.Problems {
		rules = append(rules, p.Rule)
		if m := name.FindStringSubmatch(p.Message); p.Rule == "field/required" && m != nil {
			fields = append(fields, m[1])
		}
	}
	slices.Sort(fields)
	return fields, rules
}

// emptyRequired returns the required fields that a file leaves empty.
func emptyRequired(t *testing.T, k *schema.Kind, file string) []string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, problems := source.ReadDocument(file, raw)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var names []string
	for _, f := range k.Fields {
		empty := false
		switch v := doc.Values[f.Name].(type) {
		case nil:
			empty = true
		case string:
			empty = v == ""
		case []any:
			empty = len(v) == 0
		}
		if f.Required && empty {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return names
}
