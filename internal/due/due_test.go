package due_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/due"
	"xiangwei/internal/sitetest"
)

func TestWhatIsDue(t *testing.T) {
	const now = "2026-11-20 10:00" // a Friday
	title := "某某网咖未悬挂未成年人禁入标志案"
	for name, tc := range map[string]struct {
		files files
		want  []string
	}{
		"a decision made, public and shown for long": {files{"content/penalties/a.md": sitetest.Penalty()}, nil},
		"a decision made, still a draft": {
			files{"content/penalties/a.md": sitetest.Penalty("draft = true", "decided = 2026-11-16")},
			[]string{"2026-11-25 publish " + title + " 还是草稿"},
		},
		"a draft past its deadline": {
			files{"content/penalties/a.md": sitetest.Penalty("draft = true", "decided = 2026-11-02")},
			[]string{"2026-11-11 publish " + title + " 还是草稿"},
		},
		"a decision to be published in time": {
			files{"content/penalties/a.md": sitetest.Penalty("decided = 2026-11-16", "published = 2026-11-24T09:00:00")},
			[]string{"2026-11-25 publish " + title + " 已定于2026年11月24日 09:00公开"},
		},
		"a decision to be published too late": {
			files{"content/penalties/a.md": sitetest.Penalty("decided = 2026-11-16", "published = 2026-11-30")},
			[]string{"2026-11-25 publish " + title + " 已定于2026年11月30日公开，晚于期限"},
		},
		"a draft without a limit": {files{"content/events/a.md": strings.Replace(event("2026-11-25"), "+++", "+++\ndraft = true", 1)}, nil},
		"a withdrawn decision": {
			files{"content/penalties/a.md": sitetest.Penalty("draft = true", `withdrawn = {on = 2026-11-01, reason = "撤销", basis = "某法"}`)}, nil,
		},
		"a display that ends": {
			files{"content/penalties/a.md": sitetest.Penalty("displayed_until = 2026-12-01")},
			[]string{"2026-12-01 end " + title + " 次日起不再公示，届时须重新发布网站"},
		},
		"a display whose end was not typed": {
			files{"content/penalties/a.md": sitetest.Penalty("class = \"轻微\"", "publish_basis = \"某依据\"", "decided = 2026-09-01", "published = 2026-09-03", "displayed_until = ")},
			[]string{"2026-12-01 end " + title + " 次日起不再公示，届时须重新发布网站"},
		},
		"a display that ends by repair": {
			files{"content/penalties/a.md": sitetest.Penalty("repaired = 2026-11-26")},
			[]string{"2026-11-25 end " + title + " 次日起不再公示，届时须重新发布网站"},
		},
		"a display that has ended": {files{"content/penalties/a.md": sitetest.Penalty("displayed_until = 2026-11-19")}, nil},
		"a notice that stops at an hour": {
			files{"content/notices/a.md": "+++\ntitle = \"闭馆\"\ntext = \"今日闭馆。\"\nvalid_from = 2026-11-18\nvalid_until = 2026-11-20T20:00:00\nauthority = \"某馆\"\npublished = 2026-11-17\n+++\n", "config.toml": quiet + "[section.notices]\nkind = \"notice\"\nhidden = true\n"},
			[]string{"2026-11-20 end 闭馆 到2026年11月20日 20:00止，届时须重新发布网站"},
		},
		"a list whose validity is over": {
			files{"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-15")},
			[]string{"2026-11-15 renew 免罚清单（第一批） 有效期已过，网站上标为“已失效”"},
		},
		"a list whose validity is over, with a later one in force": {
			files{
				"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-15"),
				"content/exemptions/b.md": sitetest.Exemptions("", `title = "第二批"`, "effective = 2026-11-16", "valid_until = 2029-11-15"),
			}, nil,
		},
		"a list whose validity is over, with one of another type": {
			files{
				"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-15"),
				"content/exemptions/b.md": sitetest.Exemptions("", `title = "第二批"`, `list_type = "从轻处罚"`, "valid_until = 2029-11-15"),
			},
			[]string{"2026-11-15 renew 免罚清单（第一批） 有效期已过，网站上标为“已失效”"},
		},
		"an article that has lapsed is history": {
			files{"content/articles/a.md": sitetest.Article("effective = 2020-01-01", "valid_until = 2025-01-01")}, nil,
		},
		"an article whose validity ends": {
			files{"content/articles/a.md": sitetest.Article("effective = 2020-01-01", "valid_until = 2026-12-31")},
			[]string{"2026-12-31 renew 某某县开展检查 有效期到这天为止"},
		},
		"comments that are open": {
			files{"content/articles/a.md": sitetest.Article(`consultation = "重大行政决策草案"`, "comments_from = 2026-11-18", "comments_until = 2026-12-18")},
			[]string{"2026-12-18 gather 某某县开展检查 征求意见到这天截止，之后公布采纳情况"},
		},
		"comments that are closed": {
			files{"content/articles/a.md": sitetest.Article(`consultation = "其他事项"`, "comments_from = 2026-10-18", "comments_until = 2026-11-19")}, nil,
		},
		"a list whose validity ends": {
			files{"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-12-31")},
			[]string{"2026-12-31 renew 免罚清单（第一批） 有效期到这天为止"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := files{
				"config.toml":              quiet + "[freshness.section]\nexemptions = \"none\"\n",
				"content/penalties/old.md": sitetest.Penalty(`docket = "（某）文综罚字〔2026〕1号"`, "decided = 2026-08-03", "published = 2026-08-05"),
				"content/events/old.md":    event("2026-08-05"),
			}
			for n, text := range tc.files {
				fsys[n] = text
			}
			got := lines(due.New(input(t, now, fsys), 60).Items)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// aYearLater returns an example of a kind, moved from 2024 to 2025.
func aYearLater(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("2024", "2025", "2025", "2026").Replace(string(raw))
}

func TestYearlyReports(t *testing.T) {
	const law, open, figures = "法治政府建设年度报告", "政府信息公开工作年度报告", "行政执法统计年报"
	for name, tc := range map[string]struct {
		now   string
		days  int
		files files
		want  []string
	}{
		"nothing was written in January": {"2026-01-20 10:00", 90, nil, []string{
			"2026-01-31 report 2025年度《政府信息公开工作年度报告》",
			"2026-01-31 report 2025年度《行政执法统计年报》",
			"2026-03-01 submit 2025年度《法治政府建设年度报告》 报送本级党委、政府和上一级主管部门",
			"2026-04-01 report 2025年度《法治政府建设年度报告》",
		}},
		"one was published, one waits": {"2026-02-10 10:00", 10, files{
			"content/reports/2025/a.md": sitetest.Report(open, 2025, "2026-01-20"),
			"content/reports/2025/b.md": sitetest.Report(figures, 2025, "2026-02-28"),
		}, []string{"2026-01-31 report 2025年度《行政执法统计年报》 文稿已有，尚未公开"}},
		"the day for handing in is over": {"2026-03-02 10:00", 60, files{
			"content/reports/2025/a.md": sitetest.Report(open, 2025, "2026-01-20"),
			"content/reports/2025/b.md": sitetest.Report(figures, 2025, "2026-01-20"),
		}, []string{"2026-04-01 report 2025年度《法治政府建设年度报告》"}},
		"all are public": {"2026-06-01 10:00", 90, files{
			"content/reports/2025/a.md": sitetest.Report(open, 2025, "2026-01-20"),
			"content/reports/2025/b.md": sitetest.Report(figures, 2025, "2026-01-20"),
			"content/reports/2025/c.md": sitetest.Report(law, 2025, "2026-03-20"),
		}, nil},
		"a report of a kind of its own is owed once": {"2026-02-10 10:00", 10, files{
			"content/reports/2025/a.md":  sitetest.Report(open, 2025, "2026-01-20"),
			"content/statistics/2025.md": aYearLater(t, "../../layouts/statistics/examples/good-report.md"),
		}, nil},
		"next year's are announced": {"2026-11-20 10:00", 90, files{
			"content/reports/2025/a.md": sitetest.Report(open, 2025, "2026-01-20"),
			"content/reports/2025/b.md": sitetest.Report(figures, 2025, "2026-01-20"),
			"content/reports/2025/c.md": sitetest.Report(law, 2025, "2026-03-20"),
		}, []string{
			"2027-01-31 report 2026年度《政府信息公开工作年度报告》",
			"2027-01-31 report 2026年度《行政执法统计年报》",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := files{"config.toml": quiet + "[freshness.section]\nreports = \"none\"\n", "content/reports/2019/old.md": sitetest.Report("其他年度报告", 2019, "2020-01-05")}
			for n, text := range tc.files {
				fsys[n] = text
			}
			if diff := cmp.Diff(tc.want, lines(due.New(input(t, tc.now, fsys), tc.days).Items)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestASiteWithoutReportsOwesNone(t *testing.T) {
	in := input(t, "2026-01-20 10:00", files{"config.toml": quiet, "content/articles/a.md": sitetest.Article("published = 2026-01-01")})
	if got := due.New(in, 365).Items; len(got) > 0 {
		t.Errorf("got %v", lines(got))
	}
	if got := due.Obligations(in.Site, in.Content, 2025); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestItemsAreGroupedByUrgency(t *testing.T) {
	in := input(t, "2026-11-20 10:00", files{"config.toml": quiet}) // a Friday
	l := due.New(in, 90)
	for name, tc := range map[string]struct {
		day  string
		want due.State
		left int
	}{
		"last month":                  {"2026-10-30", due.Overdue, -15},
		"yesterday":                   {"2026-11-19", due.Overdue, -1},
		"today":                       {"2026-11-20", due.Week, 0},
		"Sunday":                      {"2026-11-22", due.Week, 0},
		"Monday":                      {"2026-11-23", due.Month, 1},
		"the last of the month":       {"2026-11-30", due.Month, 6},
		"the first of the next month": {"2026-12-01", due.Later, 7},
	} {
		t.Run(name, func(t *testing.T) {
			item := due.Item{Day: day(t, tc.day)}
			left, ok := l.Left(item)
			if got := l.State(item); got != tc.want || left != tc.left || !ok {
				t.Errorf("%s is %s with %d left (%v), want %s with %d", tc.day, got, left, ok, tc.want, tc.left)
			}
		})
	}
	if got := l.State(due.Item{}); got != due.Overdue {
		t.Errorf("an item without a day is %s", got)
	}
}

func TestTheWeekOfASundayEndsToday(t *testing.T) {
	l := due.New(input(t, "2026-11-22 10:00", files{"config.toml": quiet}), 90)
	if a, b := l.State(due.Item{Day: day(t, "2026-11-22")}), l.State(due.Item{Day: day(t, "2026-11-23")}); a != due.Week || b != due.Month {
		t.Errorf("Sunday is %s and Monday %s", a, b)
	}
}

func TestAYearWithoutHolidaysIsNamed(t *testing.T) {
	fsys := files{
		"config.toml":              quiet,
		"content/penalties/old.md": sitetest.Penalty(`docket = "（某）文综罚字〔2026〕1号"`, "decided = 2026-08-03", "published = 2026-08-05"),
		"content/penalties/a.md":   sitetest.Penalty("draft = true", "decided = 2026-12-28"),
	}
	l := due.New(input(t, "2026-12-28 10:00", fsys), 60)
	if diff := cmp.Diff([]int{2027}, l.Missing); diff != "" || len(l.Items) != 0 {
		t.Errorf("missing (-want +got):\n%s%v", diff, lines(l.Items))
	}
	fsys["config.toml"] = "[calendar]\noff = [\"2027-01-01/2027-01-03\"]\nyears = [2027]\n" + quiet
	l = due.New(input(t, "2026-12-28 10:00", fsys), 60)
	if got := lines(l.Items); len(l.Missing) != 0 || len(got) != 1 || !strings.HasPrefix(got[0], "2027-01-07 publish") {
		t.Errorf("with the year's holidays: missing %v, items %v", l.Missing, got)
	}
}

// The vectors of working days, through a kind's own limits.
func TestDeadlinesOfRecords(t *testing.T) {
	for _, tc := range [][3]string{
		{"2024-02-05", "2024-02-20", "2024-03-08"}, {"2024-02-08", "2024-02-23", "2024-03-13"}, {"2024-04-26", "2024-05-09", "2024-05-27"},
		{"2024-09-12", "2024-09-24", "2024-10-16"}, {"2024-09-30", "2024-10-15", "2024-11-01"}, {"2025-01-24", "2025-02-10", "2025-02-27"},
		{"2025-04-25", "2025-05-08", "2025-05-27"}, {"2025-09-26", "2025-10-13", "2025-10-30"}, {"2025-12-30", "2026-01-09", "2026-01-28"},
		{"2026-02-12", "2026-02-28", "2026-03-18"}, {"2026-04-30", "2026-05-13", "2026-06-01"}, {"2026-09-18", "2026-09-29", "2026-10-22"},
	} {
		in := input(t, "2026-11-20 10:00", files{
			"content/articles/a.md":  sitetest.Article("decided = " + tc[0]),
			"content/penalties/b.md": sitetest.Penalty("decided = "+tc[0], "displayed_until = "),
		})
		for i, want := range []string{tc[2], tc[1]} {
			e := in.Content.Entries[i]
			got, ok, err := due.Deadline(in.Calendar, e.Record)
			if got.String() != want || !ok || err != nil {
				t.Errorf("%s decided %s is due %s (%v, %v), want %s", e.File, tc[0], got, ok, err, want)
			}
		}
	}
}

func TestARecordWithoutTheDateHasNoDeadline(t *testing.T) {
	in := input(t, "2026-11-20 10:00", files{"content/articles/a.md": sitetest.Article(), "content/events/a.md": event("2026-11-18")})
	for _, e := range in.Content.Entries {
		if day, ok, err := due.Deadline(in.Calendar, e.Record); ok || err != nil {
			t.Errorf("%s is due %s (%v)", e.File, day, err)
		}
	}
}
