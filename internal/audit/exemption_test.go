package audit

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/layouts"

	"xiangwei/internal/sitetest"
)

func TestExemptionRules(t *testing.T) {
	for name, tc := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"nothing is wrong": {map[string]string{"content/exemptions/a.md": sitetest.Exemptions("")}, nil},
		"the ground in the place of the penalty": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("| 未悬挂禁入标志 | 《行政处罚法》第三十三条第一款 | 首次被发现 | |"),
		}, []string{"exemptions/a.md:14 exemption/ground", "exemptions/a.md:14 exemption/sanction"}},
		"the full name of the law": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("| 未悬挂禁入标志 | 《中华人民共和国行政处罚法》第三十三条 | 首次被发现 | |"),
		}, []string{"exemptions/a.md:14 exemption/sanction"}},
		"a penalty clause beside the ground": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("| 未悬挂禁入标志 | 《娱乐场所管理条例》第五十一条；《行政处罚法》第三十三条 | 首次被发现 | |"),
		}, nil},
		"the penalty in the place of the ground": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("| 未悬挂禁入标志 | 《娱乐场所管理条例》第五十一条 | 首次被发现 | 《娱乐场所管理条例》第五十一条 |"),
		}, []string{"exemptions/a.md:14 exemption/ground"}},
		"a ground of its own": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("| 未悬挂禁入标志 | 《娱乐场所管理条例》第五十一条 | 首次被发现 | 《行政处罚法》第三十三条第二款 |"),
		}, nil},
		"in force for long": {map[string]string{"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2027-02-21")}, nil},
		"three months before its end": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2027-02-20"),
		}, []string{"exemptions/a.md:8 validity/lapsing"}},
		"on its last day": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-20"),
		}, []string{"exemptions/a.md:8 validity/lapsing"}},
		"lapsed": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-19"),
		}, []string{"exemptions/a.md:8 validity/lapsed"}},
		"lapsed, with a successor": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-19"), "content/exemptions/b.md": sitetest.Exemptions("", `title = "第二批"`),
		}, nil},
		"lapsed, with a successor to come": {map[string]string{
			"content/exemptions/a.md": sitetest.Exemptions("", "valid_until = 2026-11-19"), "content/exemptions/b.md": sitetest.Exemptions("", `title = "第二批"`, "effective = 2026-12-01"),
		}, []string{"exemptions/a.md:8 validity/lapsed"}},
		"an article that has lapsed": {map[string]string{
			"content/articles/a.md": sitetest.Article("effective = 2020-01-01", "valid_until = 2025-01-01"),
		}, nil},
		"an article that has lapsed and is called valid": {map[string]string{
			"content/articles/a.md": sitetest.Article("effective = 2020-01-01", "valid_until = 2025-01-01", `status = "有效"`),
		}, []string{"articles/a.md:7 validity/status"}},
		"a law in force": {map[string]string{"content/statutes/a.md": aLaw()}, nil},
		"a law called valid before its day": {map[string]string{
			"content/statutes/a.md": aLaw("effective = 2027-01-01"),
		}, []string{"statutes/a.md:7 validity/status"}},
		"a law whose day has come": {map[string]string{
			"content/statutes/a.md": aLaw(`status = "尚未生效"`),
		}, []string{"statutes/a.md:7 validity/status"}},
		"a law called valid after its repeal": {map[string]string{
			"content/statutes/a.md": aLaw("repealed = 2026-04-01"),
		}, []string{"statutes/a.md:7 validity/status"}},
		"a law to be repealed, called repealed": {map[string]string{
			"content/statutes/a.md": aLaw("repealed = 2027-04-01", `status = "废止"`),
		}, []string{"statutes/a.md:7 validity/status"}},
	} {
		t.Run(name, func(t *testing.T) {
			problems := timeProblems(inputAt(t, friday, tc.files))
			if diff := cmp.Diff(tc.want, about(problems, "exemption", "validity")); diff != "" {
				t.Errorf("(-want +got):\n%s%v", diff, problems)
			}
		})
	}
}

func TestARowWithoutAnyGround(t *testing.T) {
	raw, err := fs.ReadFile(layouts.Files, "exemption/kind.toml")
	if err != nil {
		t.Fatal(err)
	}
	const required = "role = \"basis\"\nterm = \"statute\"\nlist = true\nrequired = true\n"
	if !strings.Contains(string(raw), required) {
		t.Fatal("the kind's basis is not as this test expects")
	}
	files := map[string]string{
		"layouts/exemption/kind.toml": strings.Replace(string(raw), required, strings.TrimSuffix(required, "required = true\n"), 1),
		"content/exemptions/a.md":     sitetest.Exemptions("", "basis = "),
	}
	if diff := cmp.Diff([]string{"exemptions/a.md:13 exemption/ground"}, about(timeProblems(inputAt(t, friday, files)), "exemption")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestASuccessorNeedsNoEnd(t *testing.T) {
	raw, err := fs.ReadFile(layouts.Files, "exemption/kind.toml")
	if err != nil {
		t.Fatal(err)
	}
	const required = "role = \"expires\"\nrequired = true\n"
	if !strings.Contains(string(raw), required) {
		t.Fatal("the kind's end of validity is not as this test expects")
	}
	files := map[string]string{
		"layouts/exemption/kind.toml": strings.Replace(string(raw), required, "role = \"expires\"\n", 1),
		"content/exemptions/a.md":     sitetest.Exemptions("", "valid_until = 2026-11-19"),
		"content/exemptions/b.md":     sitetest.Exemptions("", `title = "第二批"`, "valid_until = "),
	}
	if got := about(timeProblems(inputAt(t, friday, files)), "validity"); got != nil {
		t.Errorf("got %v", got)
	}
}
