package schema

import (
	"strings"
	"testing"

	"xiangwei/internal/source"
)

func TestWaiversNeedReasonNameAndDay(t *testing.T) {
	const whole = "[waive.1]\nfinding = \"privacy/mobile\"\nmasked = \"130****0000\"\nreason = \"依法公开\"\nby = \"某某\"\non = 2026-01-04\n"
	without := func(key string) string {
		var kept []string
		for line := range strings.Lines(whole) {
			if !strings.HasPrefix(line, key+" ") {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	}
	cases := []struct {
		name, text string
		waivers    int
		line       int // of the problem; 0: none
	}{
		{"whole", whole, 1, 0},
		{"two", whole + strings.Replace(whole, "waive.1", "waive.2", 1), 2, 0},
		{"none", "title = \"甲\"\n", 0, 0},
		{"without finding", without("finding"), 0, 2}, {"without the masked form", without("masked"), 0, 2},
		{"without a reason", without("reason"), 0, 2}, {"without a name", without("by"), 0, 2}, {"without a day", without("on"), 0, 2},
		{"a blank reason", strings.Replace(whole, "依法公开", "  ", 1), 0, 2},
		{"a day that does not exist", strings.Replace(whole, "2026-01-04", "\"2026-02-30\"", 1), 0, 2},
		{"an unknown key", whole + "who = \"某\"\n", 1, 8},
		{"not a table", "waive = \"mobile\"\n", 0, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc, problems := source.ReadTable("a.md", c.text, 2)
			if doc == nil {
				t.Fatal(problems)
			}
			got, problems := readWaivers(doc, Env{}.complete())
			if len(got) != c.waivers {
				t.Errorf("waivers %+v, want %d", got, c.waivers)
			}
			if len(got) > 0 && got[0].Finding != "mobile" {
				t.Errorf("finding %q", got[0].Finding)
			}
			if (problems.Errors() > 0) != (c.line > 0) {
				t.Fatalf("problems %v", problems)
			}
			if c.line > 0 && problems[0].Pos.Line != c.line {
				t.Errorf("problem on line %d, want %d: %s", problems[0].Pos.Line, c.line, problems[0].Message)
			}
		})
	}
}

func TestListsOfPersonsAreMaskedTogether(t *testing.T) {
	env := Env{MaskName: func(string) string { return "某" }, MaskNames: func(names []string) []string {
		for i := range names {
			names[i] = []string{"张某甲", "张某乙", "张某丙"}[i]
		}
		return names
	}}.complete()
	list := &Field{Name: "people", Label: "当事人", Type: personType{}, List: true}
	for _, raw := range []any{[]any{"张晓明", "张大力"}, "张晓明、张大力"} {
		if got := list.parse(raw, env).value.String(); got != "张某甲、张某乙" {
			t.Errorf("%v: got %s", raw, got)
		}
	}
	one := &Field{Name: "person", Label: "当事人", Type: personType{}}
	if got := one.parse("张晓明", env).value.String(); got != "某" {
		t.Errorf("one: got %s", got)
	}
}
