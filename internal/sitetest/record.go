package sitetest

import (
	"fmt"
	"slices"
	"strings"
)

// Record writes a text: its front matter with lines changed, and a body. A change "name = value" rewrites the line of that
// name or adds it; "name = " takes it out.
func Record(front, body string, changes ...string) string {
	lines := strings.Split(strings.TrimSpace(front), "\n")
	for _, c := range changes {
		name, value, _ := strings.Cut(c, " =")
		i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, name+" = ") })
		switch {
		case i < 0:
			lines = append(lines, c)
		case strings.TrimSpace(value) == "":
			lines = slices.Delete(lines, i, i+1)
		default:
			lines[i] = c
		}
	}
	return "+++\n" + strings.Join(lines, "\n") + "\n+++\n\n" + body + "\n"
}

// Penalty is a penalty that breaks no rule in November 2026, with lines changed.
func Penalty(changes ...string) string {
	return Record(`title = "某某网咖未悬挂未成年人禁入标志案"
docket = "（某）文综罚字〔2026〕8号"
party_kind = "法人及非法人组织"
party = "某某县某某网咖有限公司"
credit_code = "91990000MA0000TE6W"
legal_representative = "李某某"
conduct = "未悬挂未成年人禁入标志"
facts = "经查，当事人未悬挂未成年人禁入标志。"
basis = ["《互联网上网服务营业场所管理条例》第三十一条第五项"]
categories = ["警告", "罚款"]
content = "警告，并处罚款人民币2000元。"
amount = 2000.00
decided = 2026-10-14
valid_until = 2099-12-31
class = "一般"
displayed_until = 2027-10-13
authority = "某某县文化和旅游局"
authority_code = "11990000000000019A"
source = "某某县文化和旅游局"
source_code = "11990000000000019A"
published = 2026-10-20T09:00:00
`, "正文。", changes...)
}

// Article is an article that breaks no rule in November 2026, with lines changed.
func Article(changes ...string) string {
	return Record("title = \"某某县开展检查\"\nsource = \"某某局\"\npublished = 2026-11-18T09:00:00\n", "正文。", changes...)
}

// Report is a report of a year that breaks no rule, of a kind of report such as 法治政府建设年度报告.
func Report(kind string, year int, published string) string {
	return Record(fmt.Sprintf("title = \"某某局%d年度报告\"\nreport_type = %q\nyear = %d\nauthority = \"某某局\"\npublished = %s", year, kind, year, published), "正文。")
}

// Exemptions is a list of what is not punished with one row, "| 违法行为 | 罚则条款 | 适用条件 | 免罚依据 |", and lines changed; without a
// row, one that breaks no rule.
func Exemptions(row string, changes ...string) string {
	if row == "" {
		row = "| 未悬挂禁入标志 | 《互联网上网服务营业场所管理条例》第三十一条第五项 | 首次被发现 | |"
	}
	return Record(`title = "免罚清单（第一批）"
list_type = "首违不罚"
authority = "某某局"
basis = ["《行政处罚法》第三十三条第一款"]
issued = 2026-01-10
effective = 2026-02-01
valid_until = 2029-01-31
published = 2026-01-15
`, "| 违法行为 | 罚则条款 | 适用条件 | 免罚依据 |\n| --- | --- | --- | --- |\n"+row, changes...)
}
