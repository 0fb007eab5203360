package audit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const licence = `+++
title = "准予某某县某某歌舞厅从事娱乐场所经营活动"
document = "准予行政许可决定书"
docket = "某文旅许〔2026〕21号"
category = "普通"
content = "准予从事歌舞娱乐场所经营活动。"
party_kind = "法人及非法人组织"
party = "某某县某某歌舞厅"
credit_code = "91990000MA0000TE6W"
decided = DECIDED
valid_from = 2026-01-05
valid_until = 2028-01-04
authority = "某某县文化和旅游局"
authority_code = "11990000000000019A"
source = "某某县文化和旅游局"
source_code = "11990000000000019A"
published = 2026-01-06T09:00:00
+++

准予许可。
`

func TestTheYearOfALicencesNumber(t *testing.T) {
	for decided, want := range map[string][]string{"2026-01-05": nil, "2025-12-31": {"permits/a.md:4 field/docket-year"}} {
		in := inputAt(t, friday, map[string]string{"content/permits/a.md": strings.Replace(licence, "DECIDED", decided, 1)})
		if diff := cmp.Diff(want, about(timeProblems(in), "field")); diff != "" {
			t.Errorf("decided %s (-want +got):\n%s", decided, diff)
		}
	}
}

const officers = `+++
title = "某某县文化和旅游局行政执法人员名单"
authority = "某某县文化和旅游局"
phone = "0999-8000000"
as_of = 2026-10-14
published = 2026-10-20T09:00:00
+++

| 姓名 | 执法证号 | 工作单位 | 执法类别 | 有效期 | 证件状态 |
| --- | --- | --- | --- | --- | --- |
| 张某某 | 某执法990001 | 某某县某某大队 | 文化市场综合执法 | UNTIL | STATUS |
`

func TestCertificatesPastTheirValidity(t *testing.T) {
	for name, tc := range map[string]struct {
		until, status string
		want          []string
	}{
		"over yesterday, called valid": {"2026-11-19", "有效", []string{"officers/a.md:11 validity/row-status"}},
		"the last day is a valid one":  {"2026-11-20", "有效", nil},
		"over and withdrawn":           {"2026-11-19", "注销", nil},
		"no end is given":              {"", "有效", nil},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.NewReplacer("UNTIL", tc.until, "STATUS", tc.status).Replace(officers)
			in := inputAt(t, friday, map[string]string{"content/officers/a.md": text})
			if diff := cmp.Diff(tc.want, about(timeProblems(in), "validity")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
