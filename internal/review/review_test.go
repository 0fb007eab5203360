package review

import (
	"strings"
	"testing"

	"xiangwei/internal/date"
	"xiangwei/internal/source"
)

func zone(t testing.TB) Zone {
	z, err := date.LoadZone("")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

const notice = `+++
title = "国家宪法日活动"
text = "12月4日9时，县人民广场举行国家宪法日宣传。"
published = 2026-11-20T09:00:00
+++

正文。
`

func approve(t *testing.T, text string, stage Stage, by string) string {
	t.Helper()
	doc, problems := source.ReadDocument("x.md", []byte(text))
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	at, err := date.ParseStamp("2026-11-17 09:00", zone(t))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Append(text, lines(doc), Review{Stage: stage, By: by, At: at, Sum: Sum(doc.Text(), doc.Body), Opinion: "同意"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func lines(doc *source.Document) []string {
	var out []string
	list, _ := doc.Values["reviews"].([]any)
	for _, l := range list {
		out = append(out, l.(string))
	}
	return out
}

func state(t *testing.T, text string, needed int) State {
	t.Helper()
	doc, problems := source.ReadDocument("x.md", []byte(text))
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return StateOf(lines(doc), Sum(doc.Text(), doc.Body), needed, zone(t))
}

func TestThreeStagesArePassedOneAfterAnother(t *testing.T) {
	text := notice
	for i, by := range []string{"张某某", "李某某", "王某某"} {
		text = approve(t, text, Stage(i), by)
		if s := state(t, text, 3); len(s.Passed) != i+1 || len(s.Missing) != 2-i || len(s.Stale)+len(s.Bad) != 0 {
			t.Fatalf("after %d stages: %+v", i+1, s)
		}
	}
	if !strings.Contains(text, `  "复审 李某某 2026-11-17 09:00 sha256:`) {
		t.Errorf("the line does not read well:\n%s", text)
	}
}

func TestAChangedTextNeedsApprovalAgain(t *testing.T) {
	text := approve(t, notice, First, "张某某")
	for name, changed := range map[string]string{
		"body":  strings.Replace(text, "正文。", "正文，改。", 1),
		"field": strings.Replace(text, "9时", "10时", 1),
		"added": strings.Replace(text, "published", "priority = 1\npublished", 1),
	} {
		if s := state(t, changed, 1); len(s.Stale) != 1 || len(s.Missing) != 1 {
			t.Errorf("%s: %+v", name, s)
		}
	}
	for name, same := range map[string]string{
		"blank at a line's end": strings.Replace(text, "正文。", "正文。  ", 1),
		"line at the end":       text + "\n\n",
		"draft mark":            strings.Replace(text, "published", "draft = true\npublished", 1),
		"CRLF":                  strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		if s := state(t, same, 1); len(s.Passed) != 1 {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestLinesStandBeforeTables(t *testing.T) {
	text := approve(t, "+++\ntitle = \"甲\"\n[withdrawn]\non = 2026-01-01\n+++\n", First, "张某某")
	doc, problems := source.ReadDocument("x.md", []byte(text))
	if problems.Errors() > 0 || len(lines(doc)) != 1 {
		t.Fatalf("%v in\n%s", problems, text)
	}
}

func TestBracketsInOpinionsDoNotEndTheList(t *testing.T) {
	text := strings.Replace(notice, "published", "reviews = [\n  \"见 ] 和 [\",\n]\npublished", 1)
	text = approve(t, text, First, "张某某")
	if s := state(t, text, 1); len(s.Bad) != 1 || len(s.Passed) != 1 {
		t.Fatalf("%+v in\n%s", s, text)
	}
}

func TestHowManyStagesAreNeeded(t *testing.T) {
	for needed, want := range []int{0, 1, 2, 3} {
		if s := state(t, notice, needed); len(s.Missing) != want {
			t.Errorf("needed %d: missing %v", needed, s.Missing)
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add(notice)
	f.Add("+++\nreviews = [\n\"a]\", # ]\n]\n[x]\ny = 1\n+++\n")
	f.Fuzz(func(t *testing.T, text string) {
		doc, problems := source.ReadDocument("x.md", []byte(text))
		if doc == nil || problems.Errors() > 0 || strings.ContainsRune(text, '\r') || strings.HasPrefix(text, "\uFEFF") {
			return
		}
		if _, odd := doc.Values["reviews"]; odd && len(linesOf(doc)) == 0 {
			return
		}
		at, _ := date.ParseStamp("2026-11-17 09:00", zone(t))
		sum := Sum(doc.Text(), doc.Body)
		out, err := Append(text, linesOf(doc), Review{Stage: First, By: "张某某", At: at, Sum: sum})
		if err != nil {
			return
		}
		again, problems := source.ReadDocument("x.md", []byte(out))
		if again == nil || problems.Errors() > 0 {
			t.Fatalf("no longer readable: %v\n%s", problems, out)
		}
		if got := Sum(again.Text(), again.Body); got != sum {
			t.Fatalf("the sum changed by approving:\n%s\n---\n%s", text, out)
		}
	})
}

func linesOf(doc *source.Document) []string {
	var out []string
	list, _ := doc.Values["reviews"].([]any)
	for _, l := range list {
		s, ok := l.(string)
		if !ok {
			return nil
		}
		out = append(out, s)
	}
	return out
}
