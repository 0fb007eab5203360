package due_test

import (
	"fmt"
	"strings"
	"testing"

	"xiangwei/internal/date"
	"xiangwei/internal/due"
	"xiangwei/internal/sitetest"
	"xiangwei/internal/workday"
)

// quiet switches off what a small site always breaks: its sections need no news.
const quiet = "[freshness]\nhome = \"none\"\n[freshness.column]\n\"工作动态\" = \"none\"\n\"政策文件\" = \"none\"\n"

// files are a site's files below its folder.
type files map[string]string

func event(published string) string {
	return "+++\ntitle = \"讲座\"\nstarts = 2026-08-20\nvenue = \"某馆\"\norganiser = \"某局\"\npublished = " + published + "\n+++\n\n正文。\n"
}

// input makes the site of the files at a moment of Beijing time.
func input(t testing.TB, now string, fsys files) due.Input {
	t.Helper()
	made := sitetest.Site{Config: fsys["config.toml"], Files: fsys, Now: now}.Sound(t)
	calendar, err := workday.New(workday.Override(made.Config.Calendar))
	if err != nil {
		t.Fatal(err)
	}
	return due.Input{Site: made.Graph, Content: made.Content, Calendar: calendar}
}

// lines writes items as "day task what note" for comparison.
func lines(items []due.Item) []string {
	var out []string
	for _, i := range items {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", i.Day, i.Task, i.What, i.Note)))
	}
	return out
}

func day(t testing.TB, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
