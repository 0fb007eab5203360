package figure

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sums tells of each breakdown the total, the sum of its parts, and whether they disagree; then the shares that are wrong.
func sums(s string) []string {
	var out []string
	for _, b := range Read(s).Breakdowns() {
		total, _ := b.Total.Number()
		sum, wrong := b.Sum()
		word := "agrees"
		if wrong {
			word = "wrong"
		}
		out = append(out, fmt.Sprintf("%g of %d parts %g %s", total, len(b.Parts), sum, word))
		for _, sh := range b.Shares {
			if want, wrong := b.Wrong(sh); wrong {
				out = append(out, fmt.Sprintf("%s%% is %.1f", sh.Percent.Value, want))
			}
		}
	}
	return out
}

func TestBreakdowns(t *testing.T) {
	cases := map[string]struct {
		text string
		want []string
	}{
		"agrees":                     {"共办结917件，其中投诉410件、举报343件、咨询164件。", []string{"917 of 3 parts 917 agrees"}},
		"turned digits in a part":    {"共办结917件，其中投诉410件、举报343件、咨询146件。", []string{"917 of 3 parts 899 wrong"}},
		"turned digits in the total": {"共办结971件，其中投诉410件、举报343件、咨询164件。", []string{"971 of 3 parts 917 wrong"}},
		"too much":                   {"共办结917件，其中投诉410件、举报343件、咨询264件。", []string{"917 of 3 parts 1017 wrong"}},
		"in brackets":                {"共办结917件（其中：投诉410件，举报343件，咨询163件），出动2450人次。", []string{"917 of 3 parts 916 wrong"}},
		"another measure ends it":    {"检查917家次，其中网吧410家次、歌厅343家次、酒店164家次,共出动执法人员2450人次。", []string{"917 of 3 parts 917 agrees"}},
		"in a new sentence":          {"共办结917件。其中，投诉410件；举报343件；咨询163件。", []string{"917 of 3 parts 916 wrong"}},
		"number before the noun":     {"处理来信20件，其中12件投诉、9件举报。", []string{"20 of 2 parts 21 wrong"}},
		"another figure between":     {"检查917家次，出动2450人次，其中网吧410家次、歌厅343家次、酒店163家次。", []string{"917 of 3 parts 916 wrong"}},
		"two parts, close":           {"受理10件，其中投诉4件、举报5件。", []string{"10 of 2 parts 9 wrong"}},
		"two parts as examples":      {"受理120件，其中投诉40件、举报35件。", []string{"120 of 2 parts 75 agrees"}},
		"examples":                   {"办结917件，其中投诉410件、举报343件等。", []string{"917 of 2 parts 753 agrees"}},
		"a part larger than all":     {"办结91件，其中投诉410件。", []string{"91 of 1 parts 410 wrong"}},
		"members of the party":       {"全局45人，其中党员20人、女性15人、本科以上30人。", []string{"45 of 3 parts 65 agrees"}},
		"men and women":              {"全局45人，其中男20人、女24人。", []string{"45 of 2 parts 44 wrong"}},
		"kinds of posts":             {"17名执法人员（其中2名差额6名自收自支）平均年龄46岁", []string{"17 of 2 parts 8 agrees"}},
		"parts of a part":            {"办结917件，其中投诉410件（其中网络200件、电话210件）、举报343件、咨询164件。", []string{"917 of 3 parts 917 agrees", "410 of 2 parts 410 agrees"}},
		"wrong parts of a part":      {"办结917件，其中投诉410件（其中网络200件、电话201件）、举报343件、咨询164件。", []string{"917 of 3 parts 917 agrees", "410 of 2 parts 401 wrong"}},
		"shares":                     {"办结917件，其中投诉410件（占44.7%）、举报343件（占37.4%）、咨询164件（占17.9%）。", []string{"917 of 3 parts 917 agrees"}},
		"a wrong share":              {"办结917件，其中投诉410件，占47.4%；举报343件，占37.4%；咨询164件，占17.9%。", []string{"917 of 3 parts 917 agrees", "47.4% is 44.7"}},
		"a share cut off":            {"办结40件，其中涉未成年人11件，占总数的27%。", []string{"40 of 1 parts 11 agrees"}},
		"a share of something else":  {"办结40件，其中涉未成年人11件，占全县同类案件的80%。", []string{"40 of 1 parts 11 agrees"}},
		"money in two measures":      {"罚没3.2万元，其中罚款20,150元、没收违法所得11,800元。", []string{"32000 of 2 parts 31950 agrees"}},
		"money, wrong":               {"罚没3.2万元，其中罚款2万元、没收违法所得1万元。", []string{"32000 of 2 parts 30000 wrong"}},
		"about":                      {"接待约900件，其中投诉410件、举报343件、咨询163件。", nil},
		"more than":                  {"接待900余件，其中投诉410件、举报343件、咨询163件。", nil},
		"the total behind":           {"投诉410件、举报343件和咨询164件，共计917件。", []string{"917 of 3 parts 917 agrees"}},
		"the total behind, wrong":    {"投诉410件、举报343件、咨询164件，合计971件。", []string{"971 of 3 parts 917 wrong"}},
		"no total behind":            {"投诉410件、举报343件，共检查971件。", nil},
		"a comparison is no total":   {"同比增加3件，其中投诉4件、举报5件。", nil},
		"another clause":             {"检查100家次，其中网吧60家次，发现问题12个，歌厅80家次。", []string{"100 of 1 parts 60 agrees"}},
		"no figures":                 {"其中，重点工作有序推进。", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, sums(c.text)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestChanges(t *testing.T) {
	cases := map[string]struct {
		text  string
		count int
		wrong bool
	}{
		"agrees":                    {"检查917家次，比上年的850家次增长7.9%。", 1, false},
		"wrong":                     {"检查917家次，比上年的850家次增长9.7%。", 1, true},
		"wrong direction":           {"检查850家次，比上年的917家次增长7.3%。", 1, true},
		"less":                      {"检查850家次，较去年917家次下降7.3%。", 1, false},
		"from and to":               {"检查由850家次增加到917家次，增长7.9%。", 1, false},
		"from and to, wrong":        {"检查从850家次增至917家次，增长17.9%。", 1, true},
		"by a number":               {"检查917家次，上年同期850家次，增加67家次。", 1, false},
		"by a number, wrong":        {"检查917家次，上年同期850家次，增加76家次。", 1, true},
		"the year":                  {"检查917家次，比2023年的850家次增长7.8%。", 1, false},
		"the year, wrong":           {"检查917家次，比2023年的850家次增长5%。", 1, true},
		"whole percent":             {"检查917家次，比上年的850家次增长8%。", 1, false},
		"of another indicator":      {"检查917家次，罚款850件，增长7%。", 0, false},
		"without the figure before": {"检查917家次，比上年增长7.9%。", 0, false},
		"money":                     {"罚没7.43万元，上年为6.2万元，增长19.8%。", 1, false},
		"money, wrong":              {"罚没7.43万元，上年为62,000元，增长12%。", 1, true},
		"about":                     {"检查917家次，比上年的850家次增长约8%。", 0, false},
		"of a total with parts":     {"检查917家次，其中甲753家次、乙164家次，比上年的850家次增长7.9%。", 1, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := Read(c.text).Changes()
			if len(got) != c.count {
				t.Fatalf("%+v", got)
			}
			for _, g := range got {
				if want, wrong := g.Wrong(); wrong != c.wrong {
					t.Errorf("wrong = %v, the change is %g: %+v", wrong, want, g)
				}
			}
		})
	}
}

func TestRates(t *testing.T) {
	cases := map[string]struct {
		text  string
		count int
		wrong bool
	}{
		"agrees":              {"受理12件，办结10件，办结率83.3%。", 1, false},
		"wrong":               {"受理12件，办结10件，办结率100%。", 1, true},
		"noun behind":         {"44名干部参加考试，43名合格，合格率达98%。", 1, false},
		"noun behind, wrong":  {"44名干部参加考试，43名合格，合格率100%。", 1, true},
		"two rates":           {"44名干部参加考试，43名合格，参考率和合格率均为100%。", 1, true},
		"no counts":           {"44名干部职工参加学法用法考试，参考率和合格率均为100%。", 0, false},
		"of another sentence": {"受理12件。办结10件，办结率100%。", 0, false},
		"a rate of change":    {"受理12件，办结10件，增长率20%。", 0, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := Read(c.text).Rates()
			if len(got) != c.count {
				t.Fatalf("%+v", got)
			}
			for _, r := range got {
				if want, wrong := r.Expected(); wrong != c.wrong {
					t.Errorf("wrong = %v, the rate is %g: %+v", wrong, want, r)
				}
			}
		})
	}
}

func TestSlip(t *testing.T) {
	for _, c := range []struct{ a, b float64 }{{962, 961}, {917, 971}, {917, 97}, {917, 9170}, {36, 63}, {8, 9}, {99, 100}, {7.43, 7.34}, {2450, 2540}} {
		if !Slip(c.a, c.b) || !Slip(c.b, c.a) {
			t.Errorf("%g and %g: no slip", c.a, c.b)
		}
	}
	for _, c := range []struct{ a, b float64 }{{962, 962}, {31, 11}, {2, 29}, {917, 343}, {8, 12}, {2450, 917}} {
		if Slip(c.a, c.b) {
			t.Errorf("%g and %g: a slip", c.a, c.b)
		}
	}
}

func FuzzProse(f *testing.F) {
	for _, s := range []string{
		"共办结917件，其中投诉410件（占44.7%）、举报343件、咨询164件。", "投诉410件、举报343件，合计753件", "检查917家次，比上年的850家次增长7.9%", "由850件增至917件，增加67件",
		"受理12件，办结10件，办结率83.3%", "其中", "（（其中1件", "1件，其中\xff1件", "9999999999999999999999亿元，其中1元", "率%", "0件，其中0件，占0%",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		inside := func(list ...Figure) {
			for _, g := range list {
				if g.Start >= g.End || g.End > len(s) {
					t.Errorf("%+v of %q", g, s)
				}
			}
		}
		for _, b := range Read(s).Breakdowns() {
			inside(append(b.Parts, b.Total)...)
			b.Sum()
			for _, sh := range b.Shares {
				inside(sh.Part, sh.Percent)
				b.Wrong(sh)
			}
		}
		for _, c := range Read(s).Changes() {
			inside(c.Now, c.Before, c.By)
			c.Wrong()
		}
		for _, r := range Read(s).Rates() {
			inside(r.Part, r.Whole, r.Percent)
			r.Expected()
		}
	})
}

func BenchmarkProse(b *testing.B) {
	text := "共办结917件，其中投诉410件（占44.7%）、举报343件、咨询164件，比上年的850件增长7.9%，办结率100%。"
	b.ReportAllocs()
	for b.Loop() {
		p := Read(text)
		p.Breakdowns()
		p.Changes()
		p.Rates()
	}
}
