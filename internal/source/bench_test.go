package source

import (
	"strings"
	"testing"
)

// penaltyText is a record of the usual size.
var penaltyText = []byte(`+++
title = "某某网咖未悬挂未成年人禁入标志案"
docket = "（某）文综罚字〔2025〕8号"
party_kind = "法人及非法人组织"
party = "某某县某某网咖"
credit_code = "91990000MA0000TE6W"
conduct = "未悬挂未成年人禁入标志"
facts = "经查，当事人于2025年9月在营业场所入口处未悬挂未成年人禁入标志。"
basis = ["《互联网上网服务营业场所管理条例》第三十一条第五项"]
categories = ["警告", "罚款"]
content = "警告，并处罚款人民币2000元。"
amount = 2000.00
decided = 2025-10-14
valid_until = 2099-12-31
displayed_until = 2026-10-13
class = "一般"
authority = "某某县文化和旅游局"
published = 2025-10-20T09:00:00
+++

` + strings.Repeat("当事人在案发后积极配合调查，已经改正。\n\n", 10))

func BenchmarkReadDocument(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(penaltyText)))
	for b.Loop() {
		if doc, _ := ReadDocument("a.md", penaltyText); doc == nil {
			b.Fatal("not read")
		}
	}
}

func BenchmarkKeys(b *testing.B) {
	doc, _ := ReadDocument("a.md", penaltyText)
	b.ReportAllocs()
	for b.Loop() {
		doc.Keys()
	}
}
