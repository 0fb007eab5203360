package schema

import (
	"strings"
	"testing"

	"xiangwei/internal/source"
)

const countingKind = `
label = "年度报告"
section = "reports"
permalink = "{slug}"

[field.title]
label = "标题"
type = "text"
role = "title"

[field.reviews]
label = "复议（件）"
type = "integer"
`

func TestKindWithoutReviewStagesMayCountReviews(t *testing.T) {
	kind, problems := ReadKind("report", "layouts/report/kind.toml", []byte(countingKind))
	if len(problems) > 0 {
		t.Fatalf("reading the kind: %v", problems)
	}
	doc, problems := source.ReadTable("a.md", "title = \"某某\"\nreviews = 5\n", 2)
	if len(problems) > 0 {
		t.Fatalf("reading the front matter: %v", problems)
	}
	record, problems := kind.Read(doc, Env{})
	if len(problems) > 0 {
		t.Fatalf("reading the record: %v", problems)
	}
	if got := record.Get("reviews").Int(); got != 5 || len(record.Envelope.Reviews) != 0 {
		t.Errorf("reviews = %d and %q of the envelope, want 5 and none", got, record.Envelope.Reviews)
	}
}

func TestKindWithReviewStagesMayNotTakeTheirName(t *testing.T) {
	text := strings.Replace(countingKind, "permalink", "reviews = 3\npermalink", 1)
	kind, problems := ReadKind("report", "layouts/report/kind.toml", []byte(text))
	if kind != nil || problems.Errors() != 1 || !strings.Contains(problems[0].Message, "reviews") {
		t.Errorf("kind %v, problems %v; want one about reviews", kind, problems)
	}
}
