package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"xiangwei/internal/diag"
	"xiangwei/internal/sitetest"
	"xiangwei/internal/workday"
)

// inputAt makes the site of the files, by name below the site's folder, at a moment of Beijing time.
func inputAt(t testing.TB, now string, files map[string]string) *Input {
	t.Helper()
	made := sitetest.Site{Config: files["config.toml"], Files: files, Now: now}.Sound(t)
	calendar, err := workday.New(workday.Override(made.Config.Calendar))
	if err != nil {
		t.Fatal(err)
	}
	return &Input{Config: made.Config, Content: made.Content, Site: made.Graph, Calendar: calendar}
}

// timeTables are the tables of rules on time, penalties and lists.
var timeTables = [][]Rule{deadlineRules, sectionRules, docketRules, penaltyRules, displayRules, exemptionRules}

// timeProblems runs those rules.
func timeProblems(in *Input) diag.List {
	var problems diag.List
	for _, table := range timeTables {
		for _, r := range table {
			problems = append(problems, r.Run(in)...)
		}
	}
	return problems.Sorted()
}

// about keeps the problems of areas: "penalty", "deadline".
func about(problems diag.List, areas ...string) []string {
	var out []string
	for _, p := range problems {
		if area, _, _ := strings.Cut(p.Rule, "/"); slices.Contains(areas, area) {
			out = append(out, fmt.Sprintf("%s:%d %s", strings.TrimPrefix(p.Pos.File, "content/"), p.Pos.Line, p.Rule))
		}
	}
	return out
}

func aLaw(changes ...string) string {
	return sitetest.Record(`title = "某某条例"
authority = "国务院"
rank = "行政法规"
promulgated = 2020-01-01
effective = 2020-03-01
status = "有效"
published = 2025-01-02
`, "第一条　正文。", changes...)
}
