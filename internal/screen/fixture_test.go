package screen_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/review"
	"xiangwei/internal/screen"
	"xiangwei/internal/sitetest"
	"xiangwei/internal/source"
)

func zone(t testing.TB) *time.Location {
	t.Helper()
	z, err := date.LoadZone("")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	s, err := date.ParseStamp(text, zone(t))
	if err != nil {
		t.Fatal(err)
	}
	return s.Time()
}

const kindHead = "label = \"类型\"\ndoc = \"说明\"\nsection = \"%s\"\nsection_label = \"栏目\"\ndescription = \"说明\"\nkeywords = \"词\"\ncolumn_type = \"工作动态\"\n"

// kinds are small ones of their own, so that the plan is seen to go by roles alone.
var kinds = map[string]string{
	"word": fmt.Sprintf(kindHead, "words") + `permalink = "{slug}"
reviews = 3
[publish]
until = "until"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.text]
label = "文字"
type = "markdown"
role = "text"
[field.from]
label = "起"
type = "time"
role = "starts"
[field.until]
label = "止"
type = "time"
role = "expires"
[field.place]
label = "场馆"
type = "text"
role = "venue"
list = true
[field.only]
label = "屏幕"
type = "text"
role = "screen"
list = true
[field.urgency]
label = "先后"
type = "integer"
role = "priority"
[field.week]
label = "活动"
type = "text"
role = "campaign"
[field.published]
label = "发布时间"
type = "time"
role = "published"
`,
	"fete": fmt.Sprintf(kindHead, "fetes") + `permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.begins]
label = "开始"
type = "time"
role = "starts"
[field.ends]
label = "结束"
type = "time"
role = "ends"
[field.where]
label = "地点"
type = "text"
role = "venue"
[field.week]
label = "活动"
type = "text"
role = "campaign"
[field.published]
label = "发布时间"
type = "time"
role = "published"
`,
	"fine": fmt.Sprintf(kindHead, "fines") + `permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.docket]
label = "文号"
type = "text"
role = "number"
[field.firm]
label = "当事人"
type = "text"
role = "party"
[field.published]
label = "发布时间"
type = "time"
role = "published"
`,
	"rows": fmt.Sprintf(kindHead, "rows") + `permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.published]
label = "发布时间"
type = "time"
role = "published"
[table.items]
label = "事项"
anchor = "item"
[table.items.column.matter]
label = "事项"
type = "text"
[table.items.column.terms]
label = "条件"
type = "text"
`,
}

var forms = map[string][]screen.Form{
	"word": {screen.Record}, "fete": {screen.Record}, "fine": {screen.Record}, "rows": {screen.Row},
}

const hall = "[screen.hall]\nsize = \"1920x1080\"\n"

// world is a site in the making: files by path, of which words are approved unless they say otherwise.
type world struct {
	config string
	files  map[string]string
	now    string
	ahead  bool
	alerts []screen.Emergency
}

// word writes a text for screens.
func word(title, from, until, more string) string {
	return fmt.Sprintf("+++\ntitle = %q\ntext = \"%s的文字。\"\nfrom = %s\nuntil = %s\npublished = 2026-01-01T00:00:00\n%s\n+++\n", title, title, from, until, more)
}

// approved adds the lines of all three stages.
func approved(t testing.TB, text string) string {
	t.Helper()
	for stage := review.First; stage <= review.Final; stage++ {
		doc, problems := source.ReadDocument("x.md", []byte(text))
		if problems.Errors() > 0 {
			t.Fatal(problems)
		}
		var lines []string
		list, _ := doc.Values["reviews"].([]any)
		for _, l := range list {
			lines = append(lines, l.(string))
		}
		var err error
		text, err = review.Append(text, lines, review.Review{Stage: stage, By: "某某某", At: date.StampOf(at(t, "2026-01-01 09:00"), zone(t)), Sum: review.Sum(doc.Text(), doc.Body)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return text
}

// plans builds the site and plans its screens.
func (w world) plans(t testing.TB) []*screen.Plan {
	t.Helper()
	text := w.config
	if text == "" {
		text = hall + "[screen.hall.takes]\nkinds = [\"word\", \"fete\", \"fine\", \"rows\"]\n"
	}
	now := w.now
	if now == "" {
		now = "2026-12-01 10:00"
	}
	made := sitetest.Site{
		Config: "title = \"某某局\"\n" + text, Kinds: kinds, Files: sitetest.Below("content", w.files), Now: now, Preview: w.ahead,
	}.Sound(t)
	return screen.Plans(screen.Input{Site: made.Graph, Content: made.Content, Forms: forms, Emergencies: w.alerts, Ahead: w.ahead})
}

// titles returns what shows at a moment, in order.
func titles(p *screen.Plan, t time.Time) string {
	now := p.At(t)
	var out []string
	for _, e := range now.Emergencies {
		out = append(out, "!"+e.Text)
	}
	for _, i := range now.Items {
		out = append(out, i.Title)
	}
	return strings.Join(out, " ")
}
