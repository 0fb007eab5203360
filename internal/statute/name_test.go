package statute

import "testing"

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"中华人民共和国行政处罚法":           "行政处罚法",
		" 行政 处罚法　":               "行政处罚法",
		"行政处罚法（2021年修订）":         "行政处罚法",
		"行政处罚法(2021年1月22日修订)":    "行政处罚法",
		"中华人民共和国治安管理处罚法（2025修正）": "治安管理处罚法",
		"治安管理处罚法（二〇二五年修订）":       "治安管理处罚法",
		"某某办法（试行）":               "某某办法(试行)",
		"某某办法(试行)":               "某某办法(试行)",
		"刑法修正案（十一）":              "刑法修正案(十一)",
		"关于执行<行政处罚法>的规定":         "关于执行〈行政处罚法〉的规定",
		"关于执行《行政处罚法》的规定":         "关于执行〈行政处罚法〉的规定",
		"ＧＢ标准管理办法":               "GB标准管理办法",
		"中华人民共和国":                "中华人民共和国",
		"某某目录（第三批）":              "某某目录(第三批)",
		"（2021年修订）":              "(2021年修订)",
		"娱乐场所管理条例（国务院令第458号）":    "娱乐场所管理条例",
		"": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsLawName(t *testing.T) {
	for name, want := range map[string]bool{
		"行政处罚法": true, "旅行社条例": true, "旅行社条例实施细则": true, "娱乐场所管理办法": true, "某某暂行规定": true, "民法典": true,
		"关于修改某法的决定": true, "关于适用某法的解释": true, "议事规则": true, "刑法修正案（十一）": true, "某某办法（试行）": true,
		"红楼梦": false, "中国书法": false, "孙子兵法": false, "学习方法": false, "行政处罚决定书": false, "工作计划": false,
		"关于做好工作的通知": false, "游戏规则": false, "": false,
	} {
		if got := isLawName(name); got != want {
			t.Errorf("isLawName(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestRefForms(t *testing.T) {
	for name, tc := range map[string]struct {
		ref                  Ref
		key, anchor, chinese string
	}{
		"article":        {Ref{Law: "行政处罚法", Article: ArticleNo{33, 0}}, "行政处罚法#33", "art-33", "《行政处罚法》第三十三条"},
		"inserted":       {Ref{Law: "某法", Article: ArticleNo{33, 1}}, "某法#33-1", "art-33-1", "《某法》第三十三条之一"},
		"all levels":     {Ref{"中华人民共和国行政处罚法", ArticleNo{33, 0}, 1, 2, 3}, "行政处罚法#33.1.2.3", "art-33", "《中华人民共和国行政处罚法》第三十三条第一款第（二）项第3目"},
		"item alone":     {Ref{Law: "某条例", Article: ArticleNo{31, 0}, Item: 5}, "某条例#31.0.5", "art-31", "《某条例》第三十一条第（五）项"},
		"law as a whole": {Ref{Law: "某条例"}, "某条例", "", "《某条例》"},
		"nothing":        {Ref{}, "", "", ""},
		"no law":         {Ref{Article: ArticleNo{3, 0}}, "#3", "art-3", "第三条"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tc.ref.Key(); got != tc.key {
				t.Errorf("key %q, want %q", got, tc.key)
			}
			if got := tc.ref.Anchor(); got != tc.anchor {
				t.Errorf("anchor %q, want %q", got, tc.anchor)
			}
			if got := tc.ref.Chinese(); got != tc.chinese {
				t.Errorf("chinese %q, want %q", got, tc.chinese)
			}
		})
	}
}

func TestArticlesCompareAsPrinted(t *testing.T) {
	order := []ArticleNo{{50, 0}, {51, 0}, {51, 1}, {51, 2}, {52, 0}}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%v compared with %v = %d, want %d", a, b, got, want)
			}
		}
	}
}

// What Chinese writes, Find reads.
func TestChineseIsFoundAgain(t *testing.T) {
	for _, r := range []Ref{
		{Law: "某某条例", Article: ArticleNo{1202, 0}},
		{"某某条例", ArticleNo{51, 1}, 2, 10, 3},
		{Law: "某某条例", Article: ArticleNo{9, 0}, Item: 11},
	} {
		got := Find("依据"+r.Chinese()+"。", Options{})
		if len(got) != 1 || got[0].Ref != r {
			t.Errorf("%s is read as %v", r.Chinese(), show(got))
		}
	}
}
