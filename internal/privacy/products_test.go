package privacy

import (
	"fmt"
	"strings"
	"testing"
)

// product is one sort of number with the words that call it, and the places where it may be cut.
type product struct {
	kind   Kind
	values []string
	labels []string
	cuts   [][]int
}

var products = []product{
	{IDNumber, []string{"990000199003070013", "99000019900303002X"}, []string{"身份证号：%s", "身份证%s", "（身份证号码：%s）", "证件号码 %s", "| 姓名 | 身份证号 |\n|---|---|\n| 某某 | %s |"},
		[][]int{{6, 8}, {6, 4, 4}, {3, 3, 4, 4}, {6}, {14}}},
	{Mobile, []string{"13000000000", "19900001111"}, []string{"电话：%s", "手机%s", "（手机：%s）", "| 电话 |\n|---|\n| %s |", "致电%s", "Tel：%s"},
		[][]int{{3, 4}, {3}, {7}, {4, 4}, {4, 3}}},
	{BankCard, []string{"6200000000000005", "6212340000000000004"}, []string{"银行卡号：%s", "账号%s", "（工行卡%s）", "| 户名 | 账号 |\n|---|---|\n| 某某 | %s |"},
		[][]int{{4, 4, 4, 4}, {6}, {8}, {6, 4, 4}}},
	{Passport, []string{"G12345678", "EB1234567"}, []string{"护照号：%s", "护照 No. %s", "证件类型为护照，号码%s。", "持%s号护照入境", "| 护照号 |\n|---|\n| %s |", "出入境证件：%s"},
		[][]int{{2}, {4}, {5}, {2, 4}}},
	{Permit, []string{"M12345678", "C87654321"}, []string{"通行证号%s", "回乡证 %s", "持%s号通行证", "| 通行证号码 |\n|---|\n| %s |"}, [][]int{{1}, {5}, {1, 4}, {3}}},
	{Permit, []string{"51234567"}, []string{"台胞证：%s", "台胞证号%s", "持%s号台胞证", "| 台胞证号 |\n|---|\n| %s |"}, [][]int{{4}, {2, 4}, {3}}},
	{QQ, []string{"123456789", "3012345678"}, []string{"QQ：%s", "QQ%s", "加QQ %s", "QQ号为%s。", "| QQ号 |\n|---|\n| %s |", "扣扣：%s", "企鹅号%s"}, [][]int{{3}, {4}, {3, 3}, {3, 4}}},
	{Plate, []string{"湘AB1234", "苏FD0005"}, []string{"车牌号：%s", "驾驶%s小客车", "号牌为%s的轿车", "| 车牌 |\n|---|\n| %s |"}, [][]int{{4}, {3}, {5}, {6}}},
}

// joints stand where a number is cut. Tables have no line ends of their own.
var joints = []string{" ", "-", "—", ".", "·", "\u3000", "&nbsp;", "－", "  ", "\u200b", "_", "**", "\n"}

// TestNumbersSetApartAreFound tries every sort of number under every label, cut at every place by every joint.
func TestNumbersSetApartAreFound(t *testing.T) {
	for _, p := range products {
		for _, label := range p.labels {
			for _, joint := range joints {
				if joint == "\n" && strings.HasPrefix(label, "|") {
					continue
				}
				for _, cut := range p.cuts {
					for _, value := range p.values {
						text := fmt.Sprintf(label, apart(value, joint, cut))
						if !certain(hits(text), p.kind) {
							t.Errorf("%s is not found in %q", p.kind, text)
						}
					}
				}
			}
		}
	}
}

// apart cuts a value into parts of the given lengths and what is left. Of a plate the province counts as three bytes.
func apart(value, joint string, lengths []int) string {
	var parts []string
	for _, n := range lengths {
		parts = append(parts, value[:n])
		value = value[n:]
	}
	return strings.Join(append(parts, value), joint)
}

func certain(found []Finding, kind Kind) bool {
	for _, f := range found {
		if f.Kind == kind && f.Certain {
			return true
		}
	}
	return false
}
