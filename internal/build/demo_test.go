package build

import (
	"os"
	"strings"
	"testing"

	"xiangwei/layouts"
	"xiangwei/theme"
)

// TestDemoPassesTheInspection holds what inspectors look for in words, links and pages to the demo site, which has every
// kind of record: whatever is raised there is either a fault of the demo or a false alarm.
func TestDemoPassesTheInspection(t *testing.T) {
	r := builtDemo(t)
	if len(r.Site.Pages) < 50 {
		t.Fatalf("only %d records", len(r.Site.Pages))
	}
	for _, p := range r.Problems {
		for _, area := range []string{"link/", "page/", "text/", "site/"} {
			if strings.HasPrefix(p.Rule, area) {
				t.Errorf("%s: %s [%s]", p.Pos, p.Message, p.Rule)
			}
		}
	}
}

// builtDemo builds the demo site as on the day after the week of the constitution.
func builtDemo(t *testing.T) *Result {
	t.Helper()
	r, err := Build(t.Context(), Options{Site: os.DirFS("../.."), Layouts: layouts.Files, Theme: theme.Files, Program: "xiangwei",
		Now: endOf(t, "2026-12-08")})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
