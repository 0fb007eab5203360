package site_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/site"
)

// tallyConfig says what the register holds and what an empty month means.
const tallyConfig = `
[section.notes]
none = "本机关没有记录"
made = { 2024 = 3, 2025 = 9 }
[term.topic]
label = "专题"
[term.topic.slugs]
"法律" = "law"
`

func TestFacets(t *testing.T) {
	b := build(t, "2025-06-01", tallyConfig, false, map[string]string{
		"notes/a.md": note("甲", "2025-01-01", `topics = ["法律", "旅游"]`, "weight = 2"),
		"notes/b.md": note("乙", "2025-01-02", `topics = ["法律"]`, "weight = 1"),
		"notes/c.md": note("丙", "2025-01-03"),
		"notes/d.md": note("没有公开", "2025-12-01", `topics = ["体育"]`),
	})
	section := b.Section("notes")
	if len(section.Facets) != 1 {
		t.Fatalf("%d facets, want that of topics: a field all agree on, or nobody has, narrows nothing", len(section.Facets))
	}
	var got []string
	for _, v := range section.Facets[0].Values {
		got = append(got, fmt.Sprint(v.Label, " ", v.Path(section), " ", titles(v.Pages)))
	}
	if d := cmp.Diff([]string{"法律 notes/topics-law.html [甲 乙]", "旅游 notes/topics-t-c8bf3f87.html [甲]"}, got); d != "" {
		t.Errorf("values (-want +got):\n%s", d)
	}
	lists := b.FacetListings(section, section.Facets[0].Values[0])
	if len(lists) != 1 || lists[0].Title != "记录栏目：法律" || lists[0].Count != 2 {
		t.Errorf("lists: %+v", lists)
	}
}

func TestTallies(t *testing.T) {
	b := build(t, "2025-06-01", tallyConfig, false, map[string]string{
		"notes/shown.md":     note("在", "2025-01-01"),
		"notes/ended.md":     note("期满", "2025-01-02", "until = 2025-03-01"),
		"notes/withdrawn.md": note("撤回", "2025-01-03", `withdrawn = {on = 2025-02-01, reason = "错", basis = "法"}`),
		"notes/draft.md":     note("草稿", "2025-01-04", "draft = true"),
		"notes/future.md":    note("将来", "2025-09-04"),
		"notes/old.md":       note("去年的", "2024-03-04"),
	})
	want := []site.Tally{{Year: 2025, Made: 9, Shown: 1, Ended: 1, Withdrawn: 1}, {Year: 2024, Made: 3, Shown: 1}}
	if d := cmp.Diff(want, b.Section("notes").Tallies); d != "" {
		t.Errorf("tallies (-want +got):\n%s", d)
	}
}

func TestSilentMonths(t *testing.T) {
	texts := map[string]string{
		"notes/jan.md":   note("一月", "2025-01-31"),
		"notes/mar.md":   note("三月，草稿", "2025-03-05", "draft = true"),
		"notes/apr.md":   note("四月，撤回", "2025-04-05", `withdrawn = {on = 2025-04-06, reason = "错", basis = "法"}`),
		"notes/may.md":   note("五月，期满", "2025-05-05", "until = 2025-05-06"),
		"notes/first.md": note("第一条", "2024-11-05"),
	}
	for _, c := range []struct {
		name, now, config string
		year              int
		of                int
		months            []int
		next              string
	}{
		{"a draft, a withdrawn and an expired record are records", "2025-06-10", tallyConfig, 2025, 2025, []int{2}, "2025-07-21"},
		{"nothing before the first record", "2025-06-10", tallyConfig, 2024, 2024, []int{12}, "2025-07-21"},
		{"the month under way", "2025-07-20", tallyConfig, 2025, 2025, []int{2}, "2025-07-21"},
		{"twenty days after its end", "2025-07-21", tallyConfig, 2025, 2025, []int{2, 6}, "2025-08-21"},
		{"the newest year that has one", "2025-06-10", tallyConfig, 0, 2025, []int{2}, "2025-07-21"},
		{"a section that does not declare it", "2025-07-21", "", 0, 0, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := build(t, c.now, c.config, false, texts)
			of, months := b.Section("notes").Silent(c.year)
			if d := cmp.Diff(c.months, months); d != "" || of != c.of {
				t.Errorf("year %d, want %d; months (-want +got):\n%s", of, c.of, d)
			}
			next := ""
			if !b.NextChange.IsZero() {
				next = b.NextChange.Format(time.DateOnly)
			}
			if next != c.next {
				t.Errorf("the site changes on %q, want %q", next, c.next)
			}
		})
	}
}
