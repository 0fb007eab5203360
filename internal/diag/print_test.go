package diag_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
)

func text(t *testing.T, l diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := diag.Text(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	p := wrong.At(at("content/penalties/p-001.md", 6, 10), "罚款金额须为数字，实为 %q", "一万").
		WithExcerpt(`amount = "一万"`).WithHint("写作\namount = 10000.00").
		WithRelated(at("content/penalties/p-002.md", 3, 1), "首次使用").WithRelated(diag.Pos{}, "程序生成的网页")
	want := `content/penalties/p-001.md:6:10: 错误: 罚款金额须为数字，实为 "一万" [field/money]
    amount = "一万"
             ^
    改法：写作
    amount = 10000.00
    另见 content/penalties/p-002.md:3:1：首次使用
    另见：程序生成的网页
content/a.md: 提醒: 图片没有说明 [text/alt]
`
	got := text(t, diag.List{p, hint.At(at("content/a.md", 0, 0), "图片没有说明")})
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Text (-want +got):\n%s", d)
	}
}

func TestTextMarkerStandsUnderWideCharacters(t *testing.T) {
	for _, c := range []struct {
		name, excerpt string
		col           int
		marker        string
	}{
		{"after Chinese, each counts two cells", "甲乙丙 x", 5, "    \u3000\u3000\u3000 ^"},
		{"a tab is kept", "\tx", 2, "    \t^"},
		{"no column: the beginning", "abc", 0, "    ^"},
		{"beyond the end: just after it", "ab", 9, "      ^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := text(t, diag.List{wrong.At(at("a", 1, c.col), "x").WithExcerpt(c.excerpt)})
			if line := strings.Split(got, "\n")[2]; line != c.marker {
				t.Errorf("marker line = %q, want %q", line, c.marker)
			}
		})
	}
}

func TestTextStopsAtTheLimit(t *testing.T) {
	var l diag.List
	for i := range diag.TextLimit + 3 {
		l = append(l, wrong.At(at("a.md", i+1, 0), "x"))
	}
	got := text(t, l)
	if n := strings.Count(got, "[field/money]"); n != diag.TextLimit {
		t.Errorf("%d problems printed, want %d", n, diag.TextLimit)
	}
	if !strings.Contains(got, "另有 3 个问题未列出") || !strings.Contains(got, "--format json") {
		t.Errorf("the text does not say how many are left out and how to see them:\n%s", got[len(got)-200:])
	}
	if exact := text(t, l[:diag.TextLimit]); strings.Contains(exact, "未列出") {
		t.Errorf("a list of exactly %d claims that some are left out", diag.TextLimit)
	}
}

func TestJSONHoldsTheSameFacts(t *testing.T) {
	var b strings.Builder
	l := diag.List{wrong.At(at("a.md", 6, 10), "<金额> & 其他").WithHint("写作 1").WithRelated(at("b.md", 2, 0), "首次")}
	if err := diag.JSON(&b, l); err != nil {
		t.Fatal(err)
	}
	want := `{
  "version": 1,
  "problems": [
    {
      "severity": "error",
      "rule": "field/money",
      "file": "a.md",
      "line": 6,
      "col": 10,
      "message": "<金额> & 其他",
      "hint": "写作 1",
      "related": [
        {
          "file": "b.md",
          "line": 2,
          "col": 0,
          "message": "首次"
        }
      ]
    }
  ]
}
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("JSON (-want +got):\n%s", d)
	}
}

func TestJSONOfNothingIsAnEmptyList(t *testing.T) {
	var b strings.Builder
	if err := diag.JSON(&b, nil); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"version\": 1,\n  \"problems\": []\n}\n"; b.String() != want {
		t.Errorf("JSON(nil) = %s, want %s", b.String(), want)
	}
}

func TestSARIF(t *testing.T) {
	var b strings.Builder
	l := diag.List{
		wrong.At(at("a.md", 6, 10), "金额").WithHint("写作 1").WithRelated(at("b.md", 2, 0), "首次"),
		wrong.At(at("a.md", 7, 0), "金额"),
		hint.At(at("c.md", 0, 0), "说明"),
	}
	if err := diag.SARIF(&b, l, "0.1.0"); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Name, Version string
					Rules         []struct{ ID string }
				}
			}
			Results []struct {
				RuleID, Level string
				Message       struct{ Text string }
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn int }
					}
				}
				RelatedLocations []any
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" || run.Tool.Driver.Name != "xiangwei" || run.Tool.Driver.Version != "0.1.0" {
		t.Errorf("head of the log is wrong: %s", b.String())
	}
	if len(run.Tool.Driver.Rules) != 2 {
		t.Errorf("%d rules, want each of the 2 once", len(run.Tool.Driver.Rules))
	}
	var got []string
	for _, r := range run.Results {
		loc := r.Locations[0].PhysicalLocation
		s := fmt.Sprintf("%s %s %s %s", r.RuleID, r.Level, r.Message.Text, loc.ArtifactLocation.URI)
		if loc.Region != nil {
			s += fmt.Sprintf(" %d:%d", loc.Region.StartLine, loc.Region.StartColumn)
		}
		got = append(got, fmt.Sprintf("%s related=%d", s, len(r.RelatedLocations)))
	}
	want := []string{
		"field/money error 金额。改法：写作 1 a.md 6:10 related=1",
		"field/money error 金额 a.md 7:0 related=0",
		"text/alt warning 说明 c.md related=0",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("results (-want +got):\n%s", d)
	}
}

// SARIF asks for an array of rules, never null: readers reject the whole log otherwise.
func TestSARIFOfNothingHasArrays(t *testing.T) {
	var b strings.Builder
	if err := diag.SARIF(&b, nil, "0.1.0"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") {
		t.Errorf("an empty log has null where SARIF asks for an array:\n%s", b.String())
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPrintersReturnTheWritersError(t *testing.T) {
	l := diag.List{wrong.At(at("a", 1, 1), "x")}
	for name, err := range map[string]error{"text": diag.Text(full{}, l), "json": diag.JSON(full{}, l), "sarif": diag.SARIF(full{}, l, "")} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: error is %v, want the writer's", name, err)
		}
	}
}
