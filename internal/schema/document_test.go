package schema_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

var update = flag.Bool("update", false, "rewrite docs/kinds.md")

func TestKindsDocument(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "kinds.md")
	got := schema.Document(builtin(t))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("docs/kinds.md is stale; run go generate in internal/schema (-want +got):\n%s", diff)
	}
}

// A description leaves nothing out that a clerk can write or must know.
func TestDescribeIsComplete(t *testing.T) {
	for _, k := range builtin(t).Kinds {
		text := schema.Describe(k)
		var words []string
		for _, f := range k.Fields {
			words = append(words, "`"+f.Name+"`", f.Label, f.Help)
			words = append(words, f.Values...)
			words = append(words, f.Aliases...)
		}
		for _, table := range k.Tables {
			words = append(words, table.Label)
			for _, c := range table.Columns {
				words = append(words, "`"+c.Name+"`", c.Help)
			}
		}
		for _, p := range k.Parts {
			words = append(words, p.Label)
		}
		for _, w := range append(words, k.Basis...) {
			if !strings.Contains(text, w) {
				t.Errorf("%s: the description lacks %q", k.Name, w)
			}
		}
	}
	penalty := schema.Describe(builtin(t).Kind("penalty"))
	for _, w := range []string{"7个工作日", "公示截止期", "处罚类别为“罚款”时必填", "全站不得重复", "身份证号"} {
		if !strings.Contains(penalty, w) {
			t.Errorf("penalty: the description lacks %q", w)
		}
	}
	if report := schema.Describe(builtin(t).Kind("report")); !strings.Contains(report, "次年4月1日前") || !strings.Contains(report, "第一责任人") {
		t.Error("report: the description lacks its due date or parts")
	}
	if !strings.Contains(schema.Describe(builtin(t).Kind("notice")), "3 道审核") {
		t.Error("notice: the description lacks the review stages")
	}
}

// Every built-in field is explained: label, help and, unless options or the type say enough, an example.
func TestEveryFieldIsExplained(t *testing.T) {
	for _, k := range builtin(t).Kinds {
		if k.Doc == "" || k.Description == "" || k.Keywords == "" || k.ColumnType == "" || len(k.Basis) == 0 {
			t.Errorf("%s: doc, description, keywords, column type or basis is empty", k.Name)
		}
		if strings.TrimRight(k.Description, "。") == k.SectionLabel || strings.Contains(k.Keywords, k.SectionLabel) {
			t.Errorf("%s: description or keywords repeat the name", k.Name)
		}
		fields := slices.Clone(k.Fields)
		for _, table := range k.Tables {
			fields = append(fields, table.Columns...)
		}
		for _, f := range fields {
			if f.Help == "" || !strings.HasSuffix(f.Help, "。") {
				t.Errorf("%s.%s: help %q is no sentence", k.Name, f.Name, f.Help)
			}
			if f.Example == "" && len(f.Values) == 0 {
				t.Errorf("%s.%s: no example", k.Name, f.Name)
			}
		}
		if k.FieldOf(schema.RolePublished) == nil || !k.FieldOf(schema.RolePublished).Required {
			t.Errorf("%s: published is not required", k.Name)
		}
	}
}

var today = date.Day{Year: 2025, Month: 10, Date: 20}

// A new record raises nothing but what is still to be filled in, and validates once that has been done.
func TestScaffoldOfEveryKind(t *testing.T) {
	for _, k := range builtin(t).Kinds {
		t.Run(k.Name, func(t *testing.T) {
			text := schema.Scaffold(k, today)
			for round := 0; ; round++ {
				doc, problems := source.ReadDocument("new.md", []byte(text))
				if doc == nil {
					t.Fatal(problems)
				}
				r, more := k.Read(doc.Table, schema.Env{})
				if len(more) == 0 {
					if round == 0 {
						t.Error("nothing was left to fill in")
					}
					if got := r.Published().Day(); got != today {
						t.Errorf("published on %s", got)
					}
					break
				}
				if round > 5 {
					t.Fatalf("not done after %d rounds: %v", round, more)
				}
				for _, p := range more {
					if p.Rule != "field/required" {
						t.Fatalf("%s %s: %s", p.Pos, p.Rule, p.Message)
					}
					text = fill(t, k, text, p.Message)
				}
			}
		})
	}
}

var namedField = regexp.MustCompile(`（([a-z_]+)）$`)

// fill puts the example the scaffold shows for the field a problem names into its place.
func fill(t *testing.T, k *schema.Kind, text, message string) string {
	t.Helper()
	m := namedField.FindStringSubmatch(message)
	if m == nil || k.Field(m[1]) == nil {
		t.Fatalf("names no field: %q", message)
	}
	name := regexp.QuoteMeta(m[1])
	example := regexp.MustCompile(`(?m)^# (?:例：)?` + name + ` = (.*)$`).FindStringSubmatch(text)
	if example == nil {
		t.Fatalf("no example for %s in:\n%s", m[1], text)
	}
	empty := regexp.MustCompile(`(?m)^` + name + ` = (?:""|\[\])$`)
	value := m[1] + " = " + example[1]
	if empty.MatchString(text) {
		return empty.ReplaceAllLiteralString(text, value)
	}
	return strings.Replace(text, "# "+value, value, 1)
}

func TestScaffoldExplainsEveryField(t *testing.T) {
	for _, k := range builtin(t).Kinds {
		text := schema.Scaffold(k, today)
		for _, f := range k.Fields {
			for _, w := range append([]string{f.Label, f.Help, f.Name + " = "}, f.Values...) {
				if !strings.Contains(text, w) {
					t.Errorf("%s: the new record lacks %q", k.Name, w)
				}
			}
		}
		for _, f := range schema.EnvelopeFields {
			if !strings.Contains(text, "# "+f.Name+" = ") {
				t.Errorf("%s: the new record lacks %s", k.Name, f.Name)
			}
		}
		for _, p := range k.Parts {
			if !strings.Contains(text, "## "+p.Label) {
				t.Errorf("%s: the new record lacks the heading %q", k.Name, p.Label)
			}
		}
		for _, table := range k.Tables {
			if !strings.Contains(text, "| "+table.Columns[0].Label+" |") {
				t.Errorf("%s: the new record lacks the table %s", k.Name, table.Name)
			}
		}
	}
}
