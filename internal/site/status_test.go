package site_test

import "testing"

func TestStatusFollowsTheDates(t *testing.T) {
	law := func(lines string) string {
		return "+++\ntitle = \"某某条例\"\nauthority = \"国务院\"\nrank = \"行政法规\"\npromulgated = 2020-01-01\npublished = 2020-02-01\n" + lines + "\n+++\n\n第一条　正文。\n"
	}
	for name, c := range map[string]struct{ front, want string }{
		"typed as in force":                     {"status = \"有效\"\neffective = 2020-03-01", "有效"},
		"typed as pending, and come into force": {"status = \"尚未生效\"\neffective = 2025-12-01", "有效"},
		"typed as in force too early":           {"status = \"有效\"\neffective = 2026-03-01", "尚未生效"},
		"typed as changed":                      {"status = \"已修改\"\neffective = 2020-03-01", "已修改"},
		"repealed":                              {"status = \"废止\"\neffective = 2020-03-01\nrepealed = 2025-06-01", "已废止"},
		"to be repealed":                        {"status = \"废止\"\neffective = 2020-03-01\nrepealed = 2026-06-01", "有效"},
	} {
		t.Run(name, func(t *testing.T) {
			s := siteAt(t, "2025-12-31 10:00", map[string]string{"statutes/a.md": law(c.front)})
			if got := s.Status(s.Pages[0].Record); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
