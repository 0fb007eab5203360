package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFigures(t *testing.T) {
	one := func(name, value, unit string) []Figure { return []Figure{{name, value, unit, 1}} }
	cases := map[string]struct {
		text string
		want []Figure
	}{
		"words before":         {"今年共开展执法检查917家次。", one("执法检查", "917", "家次")},
		"openers cut":          {"截至目前，共开展执法检查917家次。", one("执法检查", "917", "家次")},
		"noun after":           {"目前，17名执法人员到岗", one("执法人员到岗", "17", "名")},
		"place and noun":       {"组织本单位44名干部职工参与考试", one("本单位干部职工", "44", "名")},
		"first, second":        {"二是召开案件审理专题会3次", one("案件审理专题会", "3", "次")},
		"long name":            {"行政规范性文件和重大行政合同等重大行政事项合法性审核100%覆盖", one("重大行政事项合法性审核", "100", "%")},
		"percent":              {"合格率均达100%。", one("合格率", "100", "%")},
		"about":                {"接待群众300余人。", one("接待群众", "300余", "人")},
		"scale":                {"投入资金1,234.5万元。", one("投入资金", "1234.5", "万元")},
		"full-width digits":    {"办理案件１２件。", one("办理案件", "12", "件")},
		"year and date":        {"2024年5月18日，自2024年起，为期3个月", nil},
		"quoted days":          {"“5.18”国际博物馆日、“12.4”宪法宣传周", nil},
		"ordinal":              {"依据第48条、第3项、第2次会议", nil},
		"docket":               {"某文旅发〔2025〕3号、主席令第44号", nil},
		"title of a paper":     {"印发《关于做好100项工作的通知》", nil},
		"code":                 {"A4张、G20人、1-3人", nil},
		"other word":           {"2024处罚决定、3部门、5场所", nil},
		"number of a list":     {"1.个人学习", nil},
		"two in one clause":    {"其中2名差额6名自收自支", []Figure{{"差额", "2", "名", 1}, {"自收自支", "6", "名", 1}}},
		"repeats once":         {"合格率达100%。合格率达100%。", one("合格率", "100", "%")},
		"comma before a count": {"办案5件，300人参加", []Figure{{"办案", "5", "件", 1}, {"参加", "300", "人", 1}}},
		"line is of the text":  {"关于某事\n\n共办理案件5件。", []Figure{{"办理案件", "5", "件", 3}}},
		"binary":               {"\x00办案5件", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Figures(c.text)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestFigureTable(t *testing.T) {
	want := "| 指标 | 数值 | 单位 |\n| --- | --- | --- |\n| 执法检查 | 917 | 家次 |\n| （待填） | 5 | % |"
	got := FigureTable([]Figure{{"执法检查", "917", "家次", 3}, {"", "5", "%", 4}})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := FigureTable(nil); got != "" {
		t.Errorf("no figures gave %q", got)
	}
}
