package figure

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFind(t *testing.T) {
	cases := map[string]struct {
		text string
		want []Figure
	}{
		"words before":      {"今年共开展执法检查917家次。", []Figure{{Name: "执法检查", Value: "917", Unit: "家次"}}},
		"several in a row":  {"检查娱乐场所343家次、电竞酒店164家次。", []Figure{{Name: "检查娱乐场所", Value: "343", Unit: "家次"}, {Name: "电竞酒店", Value: "164", Unit: "家次"}}},
		"noun after":        {"44名干部职工参加考试", []Figure{{Name: "干部职工", Value: "44", Unit: "名"}}},
		"thousands":         {"投入资金1,234.5万元。", []Figure{{Name: "投入资金", Value: "1234.5", Unit: "万元"}}},
		"about":             {"接待群众300余人。", []Figure{{Name: "接待群众", Value: "300余", Unit: "人"}}},
		"dates and numbers": {"2024年5月18日，依据第48条，某文旅发〔2025〕3号", nil},
		"in a title":        {"印发《关于做好100项工作的通知》", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := Find(c.text)
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Figure{}, "Start", "End")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, f := range got {
				if text := c.text[f.Start:f.End]; !strings.HasSuffix(text, strings.TrimPrefix(f.Unit, "万")) || !digit(rune(text[0])) {
					t.Errorf("%v stands at %q", f, text)
				}
			}
		})
	}
}

func TestNumeral(t *testing.T) {
	cases := map[string]int64{
		"五": 5, "十": 10, "十五": 15, "二十": 20, "一百零五": 105, "三百二十": 320, "一千零八": 1008, "两千": 2000, "一万五千": 15000,
		"壹万伍仟": 15000, "贰仟": 2000, "叁拾万": 300000, "一百二十万零五百": 1200500, "一亿三千万": 130000000, "壹佰贰拾叁万肆仟伍佰陆拾柒": 1234567,
		"零": 0, "一万零五": 10005,
	}
	for text, want := range cases {
		if got, end := Numeral(text+"元", 0); got != want || end != len(text) {
			t.Errorf("%s = %d, %d of %d bytes", text, got, end, len(text))
		}
	}
	for _, text := range []string{"", "元", "二〇二五年", "一万五", "三百五", "万元", "百元"} {
		if n, end := Numeral(text, 0); end != 0 {
			t.Errorf("%q was read as %d", text, n)
		}
	}
}

func TestAmountAt(t *testing.T) {
	cases := map[string]int64{
		"15,000元": 1500000, "15000.50元": 1500050, "1.5万元": 1500000, "0.2万元": 200000, "3亿元": 30000000000, "¥2000": 200000, "￥2000.00元": 200000,
		"人民币壹万伍仟元整": 1500000, "一万五千元": 1500000, "壹佰元伍角": 10050, "壹佰元零伍分": 10005, "人民币10000元": 1000000, "２０００元": 200000, "五百圆": 50000,
	}
	for text, want := range cases {
		a, ok := AmountAt(text, 0)
		if !ok || a.Fen != want || a.End != len(text) || a.Text != text {
			t.Errorf("%s = %+v, %v", text, a, ok)
		}
	}
	for _, text := range []string{"", "2000", "2000人", "人民", "人民币", "3元旦", "十五元宵", "2025年", "¥", "99999999999999元", "万元"} {
		if a, ok := AmountAt(text, 0); ok {
			t.Errorf("%q was read as %+v", text, a)
		}
	}
}

func TestRestatements(t *testing.T) {
	cases := map[string]struct {
		text  string
		pairs int
		agree bool
	}{
		"yuan behind wan":           {"处罚款1.5万元（15,000元）。", 1, true},
		"yuan behind wan, wrong":    {"处罚款1.5万元（1,500元）。", 1, false},
		"capitals":                  {"罚款人民币壹万元整（10000元）", 1, true},
		"capitals, wrong":           {"罚款人民币壹万元（1000元）", 1, false},
		"capitals behind":           {"罚款10000元（大写：壹万元整）", 1, true},
		"capitals behind, wrong":    {"罚款10000元（大写：人民币壹拾万元整）", 1, false},
		"currency sign":             {"贰仟元（¥2000.00）", 1, true},
		"that is":                   {"罚款一万五千元，即1.5万元", 1, true},
		"that is, wrong":            {"罚款一万五千元，即15万元", 1, false},
		"rounded":                   {"罚没47.32万元（473,215元）", 1, true},
		"rounded too far":           {"罚没47.32万元（478,215元）", 1, false},
		"one decimal is no excuse":  {"罚款1.5万元（15,400元）", 1, false},
		"about":                     {"约1.5万元（14,986元）", 1, true},
		"another amount":            {"罚款2万元（含加处罚款1万元）", 0, true},
		"price and measure":         {"500元（100元/次）", 0, true},
		"two amounts of a sentence": {"没收违法所得500元，并处罚款2000元", 0, true},
		"range of a law":            {"一万元以上五万元以下（五千元以上的除外）", 0, true},
		"years in numerals":         {"二〇二五年罚款一千元（1000元）", 1, true},
		"jiao and fen":              {"壹佰元伍角（100.50元）", 1, true},
		"in a later clause":         {"没收违法所得500元，并处罚款2,000元（贰仟元整）；合计2500元（2.5万元）", 2, false},
		"old measure":               {"罚款伍佰圆整（500元）", 1, true},
		"no money":                  {"2025年检查917家次（410家次）", 0, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := Restatements(c.text)
			if len(got) != c.pairs {
				t.Fatalf("%d pairs: %+v", len(got), got)
			}
			agree := true
			for _, r := range got {
				agree = agree && r.Agree()
			}
			if agree != c.agree {
				t.Errorf("agree = %v: %+v", agree, got)
			}
		})
	}
}

func FuzzRestatements(f *testing.F) {
	for _, s := range []string{"罚款人民币壹万元整（10000元）", "1.5万元（15,000元）", "¥", "一万五千元，即1.5万元", "二〇二五年", "\xff元", "99999999999999999999亿元", "亿亿亿元"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range Restatements(s) {
			for _, a := range []Amount{r.First, r.Second} {
				if a.Start < 0 || a.End > len(s) || a.Start >= a.End || s[a.Start:a.End] != a.Text || a.Fen < 0 || a.Grain < 1 {
					t.Errorf("%+v of %q", a, s)
				}
			}
		}
		for _, g := range Find(s) {
			if g.Start >= g.End || g.End > len(s) || g.Unit == "" || g.Value == "" {
				t.Errorf("%+v of %q", g, s)
			}
			if utf8.ValidString(s) && !utf8.ValidString(g.Name) {
				t.Errorf("name %q of %q", g.Name, s)
			}
		}
	})
}

// Looking only behind amounts finds what reading all of them finds.
func FuzzShortWay(f *testing.F) {
	for _, s := range []string{"罚款人民币壹万元整（10000元）", "15，000元（1.5万元）", "五元（5元）（5元）", "一元即1元即1元", "（1元）（1元）", "1元伍角（1.5元）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if diff := cmp.Diff(restated(s, 0, len(s)), Restatements(s)); diff != "" && !strings.ContainsAny(s, "即圓角分") {
			t.Errorf("%q (-all +short):\n%s", s, diff)
		}
	})
}

func BenchmarkRestatements(b *testing.B) {
	text := strings.Repeat("当事人于2025年9月在营业场所入口处未悬挂未成年人禁入标志，责令改正，没收违法所得500元，并处罚款人民币2000元。", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Restatements(text)
	}
}

// The short way through a number reads what the long one does.
func FuzzPlainQuantity(f *testing.F) {
	for _, s := range []string{"12件", "3.8%", "3.", "3.件", "1,000元", "1,00", "３.５", "3.5０", "3．5", "0.5.6", "12", "1.5，000", "7，000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end, ok := plainQuantity(s, 0)
		if !ok {
			return
		}
		long, longEnd := longQuantity(s, 0)
		if s[:end] != long || end != longEnd {
			t.Errorf("%q: %q to %d, want %q to %d", s, s[:end], end, long, longEnd)
		}
	})
}
