package due_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/config"
	"xiangwei/internal/due"
	"xiangwei/internal/sitetest"
)

func TestHowSectionsStand(t *testing.T) {
	const now = "2026-11-20 10:00"
	section := func(column, extra string) string {
		return "[section.news]\nlabel = \"动态\"\nkind = \"article\"\ncolumn_type = \"" + column + "\"\n" + extra
	}
	for name, tc := range map[string]struct {
		config, published string
		want              due.Condition
		due               string
	}{
		"news of today":                        {section("工作动态", ""), "2026-11-20", due.Fresh, "2026-12-04"},
		"news nine days old":                   {section("工作动态", ""), "2026-11-11", due.Fresh, "2026-11-25"},
		"news ten days old":                    {section("工作动态", ""), "2026-11-10", due.Near, "2026-11-24"},
		"news fourteen days old":               {section("工作动态", ""), "2026-11-06", due.Near, "2026-11-20"},
		"news fifteen days old":                {section("工作动态", ""), "2026-11-05", due.Stale, "2026-11-19"},
		"announcements of spring":              {section("政策文件", ""), "2026-06-19", due.Near, "2026-12-19"},
		"announcements of summer":              {section("政策文件", ""), "2026-06-21", due.Fresh, "2026-12-21"},
		"announcements of last year":           {section("政策文件", ""), "2026-05-19", due.Stale, "2026-11-19"},
		"plans of last year":                   {section("规划计划", ""), "2025-12-25", due.Fresh, "2026-12-25"},
		"plans of the year before":             {section("规划计划", ""), "2025-11-19", due.Stale, "2026-11-19"},
		"the strictest of two types counts":    {section("政策文件,工作动态", ""), "2026-11-05", due.Stale, "2026-11-19"},
		"a type without a limit":               {section("数据发布", ""), "2020-01-01", due.Fresh, ""},
		"the site's own limit for the section": {section("数据发布", "[freshness.section]\nnews = \"3 days\"\n"), "2026-11-16", due.Stale, "2026-11-19"},
		"the site lifts the limit":             {section("工作动态", "[freshness.section]\nnews = \"none\"\n"), "2020-01-01", due.Fresh, ""},
		"the site's limit for the type":        {section("工作动态", "[freshness.column]\n\"工作动态\" = \"30 days\"\n"), "2026-11-05", due.Fresh, "2026-12-05"},
		"only something to come":               {section("工作动态", ""), "2026-12-01", due.Empty, ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, now, files{"config.toml": tc.config, "content/news/a.md": sitetest.Article("published = " + tc.published)})
			columns := due.Columns(in.Site)
			if len(columns) != 1 || columns[0].Condition != tc.want || columns[0].Due.String() != tc.due {
				t.Errorf("got %+v, want condition %d and %q", columns, tc.want, tc.due)
			}
		})
	}
}

func TestAKindsOwnLimitComesBeforeItsColumnType(t *testing.T) {
	in := input(t, "2026-11-20 10:00", files{
		"content/penalties/a.md":  sitetest.Penalty("decided = 2026-08-03", "published = 2026-08-05"),
		"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-12-31"),
		"content/exemptions/b.md": sitetest.Exemptions("", `title = "第二批"`, "published = 2026-01-05"),
	})
	limits := map[string]config.Span{}
	for _, c := range due.Columns(in.Site) {
		limits[c.Section.Name] = c.Limit
	}
	if diff := cmp.Diff(map[string]config.Span{"penalties": {}, "exemptions": {Months: 12}}, limits); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHiddenSectionsAreNotJudged(t *testing.T) {
	in := input(t, "2026-11-20 10:00", files{
		"config.toml":       "[section.news]\nkind = \"article\"\nhidden = true\n",
		"content/news/a.md": sitetest.Article("published = 2020-01-01"),
	})
	if got := due.Columns(in.Site); len(got) > 0 {
		t.Errorf("got %+v", got)
	}
	if got := due.Home(in.Site); got.Condition != due.Empty {
		t.Errorf("a home page without visible records is %+v", got)
	}
}

func TestTheHomePageIsAsNewAsTheNewestRecord(t *testing.T) {
	for name, tc := range map[string]struct {
		config, published string
		want              due.Condition
	}{
		"this week":            {"", "2026-11-18", due.Fresh},
		"ten days ago":         {"", "2026-11-10", due.Near},
		"fifteen days ago":     {"", "2026-11-05", due.Stale},
		"the site's own limit": {"[freshness]\nhome = \"20 days\"\n", "2026-11-05", due.Fresh},
		"no limit":             {"[freshness]\nhome = \"none\"\n", "2020-01-01", due.Fresh},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, "2026-11-20 10:00", files{"config.toml": tc.config, "content/articles/a.md": sitetest.Article("published = " + tc.published),
				"content/articles/b.md": sitetest.Article("published = 2019-01-01"), "content/articles/c.md": sitetest.Article("published = 2027-01-01")})
			if got := due.Home(in.Site); got.Condition != tc.want {
				t.Errorf("got %+v, want %d", got, tc.want)
			}
		})
	}
}

// manySections makes sections of a type, stale where the day is long ago, empty where there is none.
func manySections(n int, column, published string) files {
	var cfg strings.Builder
	fsys := files{}
	for i := range n {
		fmt.Fprintf(&cfg, "[section.s%d]\nlabel = \"栏目\"\nkind = \"article\"\ncolumn_type = %q\n", i, column)
		if published != "" {
			fsys[fmt.Sprintf("content/s%d/a.md", i)] = sitetest.Article("published = " + published)
		}
	}
	fsys["config.toml"] = cfg.String()
	return fsys
}

func TestWhatWouldVetoASite(t *testing.T) {
	for name, tc := range map[string]struct {
		files files
		want  []string
	}{
		"everything is kept up":            {manySections(12, "工作动态", "2026-11-18"), nil},
		"four columns of news are stale":   {manySections(4, "政策文件", "2025-01-01"), []string{"首页超过期限没有更新"}},
		"five columns are stale":           {manySections(5, "工作动态", "2025-01-01"), []string{"首页超过期限没有更新", "动态要闻、通知公告、政策文件类栏目有 5 个超过期限没有更新（达到 5 个）"}},
		"nine yearly columns are stale":    {manySections(9, "规划计划", "2025-01-01"), []string{"首页超过期限没有更新"}},
		"ten yearly columns are stale":     {manySections(10, "规划计划", "2025-01-01"), []string{"首页超过期限没有更新", "应更新而没有更新的栏目有 10 个（达到 10 个）"}},
		"four empty columns and no home":   {manySections(4, "工作动态", ""), []string{"首页超过期限没有更新"}},
		"five empty columns and no home":   {manySections(5, "工作动态", ""), []string{"首页超过期限没有更新", "空白栏目有 5 个（达到 5 个）"}},
		"a column without limit is no ill": {manySections(12, "数据发布", "2026-11-18"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, "2026-11-20 10:00", tc.files)
			got := due.Count(due.Home(in.Site), due.Columns(in.Site)).Vetoes()
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSectionsAreDue(t *testing.T) {
	fsys := manySections(1, "工作动态", "2026-11-01")
	fsys["config.toml"] += "[section.plans]\nlabel = \"规划\"\nkind = \"article\"\n"
	got := lines(due.New(input(t, "2026-11-20 10:00", fsys), 60).Items)
	want := []string{
		"fill “规划”栏目 没有公开的内容；确实没有的，发一篇写明日期的说明",
		"2026-11-15 update 首页（任一栏目发布新内容） 最近更新于2026年11月1日，更新期限14日",
		"2026-11-15 update “栏目”栏目 最近更新于2026年11月1日，更新期限14日",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
