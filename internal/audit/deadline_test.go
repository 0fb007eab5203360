package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/sitetest"
)

const friday = "2026-11-20 10:00"

func TestDeadlineRules(t *testing.T) {
	const law, open = "法治政府建设年度报告", "政府信息公开工作年度报告"
	for name, tc := range map[string]struct {
		now   string
		files map[string]string
		want  []string
	}{
		"published on the seventh working day": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("published = 2026-10-23T23:00:00"),
		}, nil},
		"published on the eighth working day": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("published = 2026-10-26T09:00:00"),
		}, []string{"penalties/a.md:22 deadline/late"}},
		"to be published too late": {"2026-10-16 10:00", map[string]string{
			"content/penalties/a.md": sitetest.Penalty("published = 2026-10-26T09:00:00"),
		}, []string{"penalties/a.md:22 deadline/late"}},
		"late more than a year ago is history": {"2027-11-20 10:00", map[string]string{
			"content/articles/a.md": sitetest.Article("decided = 2026-01-05", "published = 2026-06-01"),
			"config.toml":           "[calendar]\nyears = [2027]\n",
		}, nil},
		"a paper on the twentieth working day": {friday, map[string]string{
			"content/articles/a.md": sitetest.Article("decided = 2026-09-18", "published = 2026-10-22"),
		}, nil},
		"a paper on the twenty-first": {friday, map[string]string{
			"content/articles/a.md": sitetest.Article("decided = 2026-09-18", "published = 2026-10-23"),
		}, []string{"articles/a.md:4 deadline/late"}},
		"a draft with time left": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-11-16", "draft = true"),
		}, nil},
		"a draft two working days before its deadline": {"2026-11-23 10:00", map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-11-16", "draft = true"),
		}, []string{"penalties/a.md:23 deadline/waiting"}},
		"a draft past its deadline": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-11-02", "draft = true"),
		}, []string{"penalties/a.md:23 deadline/waiting"}},
		"the site is told earlier": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-11-16", "draft = true"), "config.toml": "[deadline]\nsoon = 3\n",
		}, []string{"penalties/a.md:23 deadline/waiting"}},
		"published before the decision": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("published = 2026-10-13T09:00:00"),
		}, []string{"penalties/a.md:22 deadline/early"}},
		"published on the day of the decision": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty("published = 2026-10-14T09:00:00"),
		}, nil},
		"withdrawn on the third working day": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty(`withdrawn = {on = 2026-11-18, revoked = 2026-11-13, reason = "被撤销", basis = "某法"}`),
		}, nil},
		"withdrawn on the fourth": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty(`withdrawn = {on = 2026-11-19, revoked = 2026-11-13, reason = "被撤销", basis = "某法"}`),
		}, []string{"penalties/a.md:23 deadline/withdrawal"}},
		"withdrawn without a day of revocation": {friday, map[string]string{
			"content/penalties/a.md": sitetest.Penalty(`withdrawn = {on = 2026-11-19, reason = "被撤销", basis = "某法"}`),
		}, nil},
		"reports in time": {"2026-04-02 10:00", map[string]string{
			"content/reports/a.md": sitetest.Report(law, 2025, "2026-04-01T17:00:00"), "content/reports/b.md": sitetest.Report(open, 2025, "2026-01-31"),
			"content/reports/c.md": sitetest.Report("行政执法统计年报", 2025, "2026-01-31"),
		}, nil},
		"a report a day late": {"2026-04-03 10:00", map[string]string{
			"content/reports/a.md": sitetest.Report(law, 2025, "2026-04-02"), "content/reports/b.md": sitetest.Report(open, 2025, "2026-01-31"),
			"content/reports/c.md": sitetest.Report("行政执法统计年报", 2025, "2026-01-31"),
		}, []string{"reports/a.md:6 deadline/report-late"}},
		"no reports on the last day": {"2026-01-31 10:00", map[string]string{
			"content/reports/a.md": sitetest.Report("其他年度报告", 2024, "2025-04-02"),
		}, nil},
		"no reports the day after": {"2026-02-01 10:00", map[string]string{
			"content/reports/a.md": sitetest.Report("其他年度报告", 2024, "2025-04-02"),
		}, []string{"reports:0 deadline/report-missing", "reports:0 deadline/report-missing"}},
		"a report that waits": {"2026-04-02 10:00", map[string]string{
			"content/reports/a.md": sitetest.Report(law, 2025, "2026-04-09"), "content/reports/b.md": sitetest.Report(open, 2025, "2026-01-31"),
			"content/reports/c.md": sitetest.Report("行政执法统计年报", 2025, "2026-01-31"),
		}, []string{"reports/a.md:1 deadline/report-missing", "reports/a.md:6 deadline/report-late"}},
		"thirty days for comments": {friday, map[string]string{
			"content/articles/a.md": sitetest.Article(`consultation = "重大行政决策草案"`, "comments_from = 2026-11-18", "comments_until = 2026-12-18"),
		}, nil},
		"twenty-nine days": {friday, map[string]string{
			"content/articles/a.md": sitetest.Article(`consultation = "重大行政决策草案"`, "comments_from = 2026-11-18", "comments_until = 2026-12-17"),
		}, []string{"articles/a.md:7 deadline/comments"}},
		"fewer with a reason": {friday, map[string]string{
			"content/articles/a.md": sitetest.Article(`consultation = "重大行政决策草案"`, "comments_from = 2026-11-18", "comments_until = 2026-11-28", `comments_short = "汛期将至"`),
		}, nil},
		"fewer on another matter": {friday, map[string]string{
			"content/articles/a.md": sitetest.Article(`consultation = "其他事项"`, "comments_from = 2026-11-18", "comments_until = 2026-11-28"),
		}, nil},
		"a deadline in a year without holidays": {"2026-12-29 10:00", map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-12-28", "published = 2027-01-12"),
		}, []string{"config.toml:0 deadline/holidays"}},
		"in time whatever the holidays": {"2026-12-29 10:00", map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-12-28", "published = 2026-12-29"),
		}, nil},
		"the site knows the holidays": {"2026-12-29 10:00", map[string]string{
			"content/penalties/a.md": sitetest.Penalty("decided = 2026-12-28", "published = 2027-01-12"), "config.toml": "[calendar]\nyears = [2027]\noff = [2027-01-01]\n",
		}, []string{"penalties/a.md:22 deadline/late"}},
		"today is in a year without holidays": {"2027-02-01 10:00", map[string]string{
			"content/penalties/a.md": sitetest.Penalty(),
		}, []string{"config.toml:0 deadline/holidays"}},
	} {
		t.Run(name, func(t *testing.T) {
			problems := timeProblems(inputAt(t, tc.now, tc.files))
			if diff := cmp.Diff(tc.want, about(problems, "deadline")); diff != "" {
				t.Errorf("(-want +got):\n%s%v", diff, problems)
			}
		})
	}
}

func TestALateRecordIsToldInWorkingDays(t *testing.T) {
	problems := publicationDeadlines(inputAt(t, friday, map[string]string{"content/penalties/a.md": sitetest.Penalty("decided = 2026-09-18", "published = 2026-10-09T09:00:00")}))
	want := "处罚决定日期是2026年9月18日，公开期限是2026年9月29日（7个工作日），晚了 3 个工作日"
	if len(problems) != 1 || problems[0].Message != want {
		t.Errorf("got %v, want %q", problems, want)
	}
}

func TestMissingHolidaysAreToldOnceWithTheNumberOfRecords(t *testing.T) {
	files := map[string]string{}
	for i := range 5 {
		files[fmt.Sprintf("content/penalties/p%d.md", i)] = sitetest.Penalty(fmt.Sprintf(`docket = "（某）文综罚字〔2026〕%d号"`, i+1), "decided = 2026-12-28", "published = 2027-01-12")
	}
	problems := publicationDeadlines(inputAt(t, "2026-12-29 10:00", files))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "没有 2027 年的节假日安排") || !strings.Contains(problems[0].Message, "5 篇文稿") || !strings.Contains(problems[0].Hint, "years = [2027]") {
		t.Errorf("got %v", problems)
	}
}

func TestSectionRules(t *testing.T) {
	for name, tc := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"kept up": {map[string]string{"content/articles/a.md": sitetest.Article()}, nil},
		"near its limit, and the home page is not judged before it": {
			map[string]string{"content/articles/a.md": sitetest.Article("published = 2026-11-08")},
			[]string{"articles:0 section/near"},
		},
		"over its limit, with the home page": {
			map[string]string{"content/articles/a.md": sitetest.Article("published = 2026-11-01")},
			[]string{"content:0 section/home", "content:0 section/veto", "articles:0 section/stale"},
		},
		"over its limit, the home page is fresh": {
			map[string]string{"content/articles/a.md": sitetest.Article("published = 2026-11-01"), "content/penalties/a.md": sitetest.Penalty("decided = 2026-11-16", "published = 2026-11-18")},
			[]string{"articles:0 section/stale"},
		},
		"empty": {
			map[string]string{"content/articles/a.md": sitetest.Article(), "config.toml": "[section.plans]\nkind = \"article\"\n"},
			[]string{"plans:0 section/empty"},
		},
		"empty but hidden": {
			map[string]string{"content/articles/a.md": sitetest.Article(), "config.toml": "[section.plans]\nkind = \"article\"\nhidden = true\n"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			problems := timeProblems(inputAt(t, friday, tc.files))
			if diff := cmp.Diff(tc.want, about(problems, "section")); diff != "" {
				t.Errorf("(-want +got):\n%s%v", diff, problems)
			}
		})
	}
}

func TestARecordThatCameOnTheWeekendAfterItsDeadlineIsNotSaidToBeNoWorkingDaysLate(t *testing.T) {
	problems := publicationDeadlines(inputAt(t, friday, map[string]string{"content/penalties/a.md": sitetest.Penalty("decided = 2025-12-30", "published = 2026-01-10T09:00:00")}))
	want := "处罚决定日期是2025年12月30日，公开期限是2026年1月9日（7个工作日）"
	if len(problems) != 1 || problems[0].Message != want {
		t.Errorf("got %v, want %q", problems, want)
	}
}
