package audit

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"xiangwei/internal/diag"
	"xiangwei/internal/sitetest"
)

func TestRulesOnTimeAreExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range timeTables {
		for _, r := range table {
			for _, rule := range append([]diag.Rule{r.Rule}, r.Also...) {
				han := strings.IndexFunc(rule.Title, func(c rune) bool { return unicode.Is(unicode.Han, c) })
				if seen[rule.ID] || han < 0 || len([]rune(rule.Doc)) < 20 || !strings.Contains(rule.ID, "/") {
					t.Errorf("the rule is not explained, or stands twice: %+v", rule)
				}
				seen[rule.ID] = true
			}
		}
	}
	if len(seen) < 25 {
		t.Errorf("only %d rules", len(seen))
	}
}

// wrong is a site that breaks many rules at once, some of them only later.
func wrong() map[string]string {
	files := map[string]string{
		"config.toml":             "[calendar]\nyears = [2027, 2028, 2029, 2030]\n[section.plans]\nkind = \"article\"\n",
		"content/articles/a.md":   sitetest.Article("effective = 2020-01-01", "valid_until = 2027-01-01", `status = "有效"`, "published = 2027-03-01"),
		"content/articles/b.md":   sitetest.Article("decided = 2026-12-01", "published = 2026-11-25"),
		"content/exemptions/a.md": sitetest.Exemptions("| 未悬挂禁入标志 | 《行政处罚法》第三十三条第一款 | 首次被发现 | |", "published = 2027-06-01", "valid_until = 2027-12-31"),
		"content/reports/a.md":    sitetest.Report("法治政府建设年度报告", 2026, "2027-05-01"),
	}
	for i, changes := range [][]string{
		{"confiscated = 300"}, {"displayed_until = 2099-12-31"}, {`categories = ["警告"]`, "amount = ", `content = "警告。"`},
		{"published = 2027-02-01", "confiscated = 300", "displayed_until = "}, {"draft = true"}, {"repaired = 2026-12-01"},
	} {
		changes = append(changes, fmt.Sprintf(`docket = "（某）文综罚字〔2026〕%d号"`, i+1))
		files[fmt.Sprintf("content/penalties/p%d.md", i)] = sitetest.Penalty(changes...)
	}
	return files
}

// Publishing is the cure for what the clock does, so the clock must never be what stops it.
func TestTheClockAloneNeverMakesAnError(t *testing.T) {
	before := map[string]bool{}
	for i, now := range []string{"2026-10-01 10:00", "2026-11-20 10:00", "2027-01-31 23:59", "2027-02-01 00:00", "2027-04-02 10:00", "2027-07-01 10:00", "2028-01-01 10:00", "2030-12-31 10:00"} {
		found := 0
		for _, p := range timeProblems(inputAt(t, now, wrong())) {
			if p.Severity != diag.Error {
				continue
			}
			found++
			key := p.Rule + " " + p.Pos.String()
			if i > 0 && !before[key] {
				t.Errorf("at %s there is a new error: %s %s", now, key, p.Message)
			}
			before[key] = true
		}
		if i == 0 && found < 6 {
			t.Errorf("the site has only %d errors", found)
		}
	}
}

// What the site drops by itself, no page, list or rule may see after its day: on the earliest of the typed end, the longest
// period of its class, and its repair.
func TestNothingIsShownPastItsPeriod(t *testing.T) {
	for name, tc := range map[string]struct {
		changes []string
		last    string
	}{
		"the typed end":                 {[]string{"displayed_until = 2027-03-01"}, "2027-03-01"},
		"the longest period, not typed": {[]string{"displayed_until = "}, "2027-10-14"},
		"the longest period, overdrawn": {[]string{"displayed_until = 2099-12-31"}, "2027-10-14"},
		"a light one":                   {[]string{`class = "轻微"`, `publish_basis = "某依据"`, "displayed_until = "}, "2027-01-14"},
		"repair":                        {[]string{"repaired = 2027-02-01"}, "2027-01-31"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"content/penalties/a.md": sitetest.Penalty(tc.changes...)}
			if in := inputAt(t, tc.last+" 23:59", files); len(in.Site.Pages) != 1 || in.Site.NextChange.IsZero() {
				t.Fatalf("on its last day the record is gone")
			}
			next := inputAt(t, tc.last+" 23:59", files).Site.NextChange.Format("2006-01-02 15:04")
			if in := inputAt(t, next, files); len(in.Site.Pages) != 0 || in.Site.Skipped.Expired != 1 || in.Site.ByFile("content/penalties/a.md") != nil {
				t.Errorf("at %s, after its last day, the record is still there", next)
			}
		})
	}
}

// BenchmarkTimeRules measures these rules on 10,000 penalties that break none: they may take a small part of a build.
func BenchmarkTimeRules(b *testing.B) {
	files := map[string]string{}
	for i := range 10_000 {
		files[fmt.Sprintf("content/penalties/p%05d.md", i)] = sitetest.Penalty(fmt.Sprintf(`docket = "（某）文综罚字〔2026〕%d号"`, i+1), "published = 2026-10-16T09:00:00")
	}
	in := inputAt(b, friday, files)
	b.ReportAllocs()
	for b.Loop() {
		for _, table := range timeTables {
			for _, r := range table {
				if problems := r.Run(in); problems.Errors() > 0 {
					b.Fatal(problems)
				}
			}
		}
	}
}
