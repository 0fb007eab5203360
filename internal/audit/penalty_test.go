package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/sitetest"
)

func TestPenaltyRules(t *testing.T) {
	person := []string{`party_kind = "自然人"`, "party = ", "credit_code = ", "legal_representative = ", `person_party = "张某某"`}
	shop := []string{`party_kind = "个体工商户"`, `party = "某某县某某网吧"`, `credit_code = "92990000MA9T02128Y"`, "legal_representative = "}
	with := func(base []string, more ...string) []string { return append(append([]string{}, base...), more...) }
	for name, tc := range map[string]struct {
		config  string
		changes []string
		want    []string
	}{
		"nothing is wrong":                     {"", nil, nil},
		"a person":                             {"", person, nil},
		"a sole trader":                        {"", shop, nil},
		"a number of another kind of document": {"", []string{`docket = "某文旅发〔2026〕8号"`}, []string{"penalties/a.md:3 penalty/docket-form"}},
		"the number of an order":               {"", []string{`docket = "某某县文化和旅游局令第8号"`}, []string{"penalties/a.md:3 penalty/docket-form"}},
		"the number of another year":           {"", []string{`docket = "（某）文综罚字〔2025〕8号"`}, []string{"penalties/a.md:3 penalty/docket-year"}},
		"an amount without a fine":             {"", []string{`categories = ["没收违法所得"]`, "confiscated = 300"}, []string{"penalties/a.md:13 penalty/uncalled"}},
		"a confiscation without the category":  {"", []string{"confiscated = 300"}, []string{"penalties/a.md:23 penalty/uncalled"}},
		"a confiscation of nothing":            {"", []string{"confiscated = 0"}, nil},
		"a licence without the category":       {"", []string{`licence = "某证"`}, []string{"penalties/a.md:23 penalty/uncalled"}},
		"a licence with the category":          {"", []string{`licence = "某证"`, `categories = ["罚款", "吊销许可证件"]`, `class = "严重"`, "displayed_until = 2028-10-13"}, nil},
		"万元 typed as 元":                        {"", []string{"amount = 0.2", `content = "警告，罚款。"`}, []string{"penalties/a.md:13 penalty/unit"}},
		"a million":                            {"", []string{"amount = 1000000", `content = "罚款100万元。"`}, []string{"penalties/a.md:13 penalty/unit"}},
		"just below a million":                 {"", []string{"amount = 999999.99", `content = "罚款999999.99元。"`}, nil},
		"a fine in other words":                {"", []string{"amount = 15000", `content = "处罚款人民币壹万伍仟元整（1.5万元）。"`}, nil},
		"a fine in front of the word":          {"", []string{`content = "警告，并处2,000元罚款。"`}, nil},
		"another fine in the text":             {"", []string{`content = "警告，并处罚款人民币5000元。"`}, []string{"penalties/a.md:12 penalty/fine-text"}},
		"another fine in the summary":          {"", []string{`summary = "某某网咖被处200元罚款。"`}, []string{"penalties/a.md:23 penalty/fine-text"}},
		"what the law allows":                  {"", []string{`content = "依据第三十一条，可以并处15000元以下的罚款。决定罚款2000元。"`}, nil},
		"an earlier fine":                      {"", []string{`facts = "当事人2025年曾因同类行为被处罚款1000元。"`}, nil},
		"several fines that add up":            {"", []string{"amount = 3000", `content = "对甲行为罚款1000元；对乙行为罚款2000元。"`}, nil},
		"only an order to correct":             {"", []string{`categories = ["其他行政处罚"]`, "amount = ", `content = "责令当事人于三日内改正。"`, `publish_basis = "某依据"`}, []string{"penalties/a.md:11 penalty/correction"}},
		"another penalty with an order":        {"", []string{`content = "责令改正，警告，罚款2000元。"`}, nil},
		"a person in the place of a company":   {"", []string{`party = "张某某"`}, []string{"penalties/a.md:5 penalty/party"}},
		"the bureau's own code":                {"", []string{`credit_code = "11990000000000019A"`}, []string{"penalties/a.md:6 penalty/party"}},
		"a company with a trader's code":       {"", []string{`credit_code = "92990000MA9T02128Y"`}, []string{"penalties/a.md:6 penalty/party"}},
		"a trader with a company's code":       {"", with(shop, `credit_code = "91990000MA0000TE6W"`), []string{"penalties/a.md:6 penalty/party"}},

		"shown for a year to the day":              {"", []string{"displayed_until = 2027-10-14"}, nil},
		"shown a day too long":                     {"", []string{"displayed_until = 2027-10-15"}, []string{"penalties/a.md:17 display/max"}},
		"shown for ever":                           {"", []string{"displayed_until = 2099-12-31"}, []string{"penalties/a.md:17 display/max"}},
		"no end was typed":                         {"", []string{"displayed_until = "}, nil},
		"shown too short":                          {"", []string{"displayed_until = 2026-12-31"}, []string{"penalties/a.md:17 display/min"}},
		"shown three months":                       {"", []string{"displayed_until = 2027-01-13"}, nil},
		"ended by repair":                          {"", []string{"displayed_until = 2026-12-31", "repaired = 2027-01-14"}, nil},
		"repaired before the least period is over": {"", []string{"repaired = 2027-01-13"}, []string{"penalties/a.md:23 display/repair"}},
		"a heavy penalty as an ordinary one":       {"", []string{`categories = ["罚款", "责令停产停业"]`}, []string{"penalties/a.md:16 display/class"}},
		"a confiscation as a light one":            {"", []string{`categories = ["没收违法所得"]`, "amount = ", "confiscated = 300", `content = "没收违法所得300元。"`, `class = "轻微"`, `publish_basis = "某依据"`, "displayed_until = 2027-01-13"}, []string{"penalties/a.md:15 display/class"}},
		"only a warning, without a reason":         {"", []string{`categories = ["警告"]`, "amount = ", `content = "警告。"`}, []string{"penalties/a.md:15 display/minor"}},
		"only a warning, with a reason":            {"", []string{`categories = ["警告"]`, "amount = ", `content = "警告。"`, `publish_basis = "某依据"`}, nil},
		"a small fine is not known to be small":    {"", nil, nil},
		"a fine known to be small":                 {"[display.large_fine]\norganisation = 10000\n", nil, []string{"penalties/a.md:16 display/minor"}},
		"a fine known to be large":                 {"[display.large_fine]\norganisation = 2000\n", nil, nil},
		"a large fine as a light one":              {"[display.large_fine]\norganisation = 2000\n", []string{`class = "轻微"`, `publish_basis = "某依据"`, "displayed_until = 2027-01-13"}, []string{"penalties/a.md:16 display/class"}},
		"a person's fine has its own measure":      {"[display.large_fine]\norganisation = 10000\nperson = 2000\n", person, nil},
	} {
		t.Run(name, func(t *testing.T) {
			in := inputAt(t, friday, map[string]string{"config.toml": tc.config, "content/penalties/a.md": sitetest.Penalty(tc.changes...)})
			problems := timeProblems(in)
			if diff := cmp.Diff(tc.want, about(problems, "penalty", "display")); diff != "" {
				t.Errorf("(-want +got):\n%s%v", diff, problems)
			}
		})
	}
}

func TestANameThatMayBeAPersonsIsNotRepeated(t *testing.T) {
	in := inputAt(t, friday, map[string]string{"content/penalties/a.md": sitetest.Penalty(`party = "张某某"`)})
	for _, p := range timeProblems(in) {
		if strings.Contains(p.Message+p.Hint+p.Excerpt, "张某某") {
			t.Errorf("a name is shown: %+v", p)
		}
	}
}

func TestDraftsAndWithdrawnRecordsAreNotHeldToTheRulesOfTexts(t *testing.T) {
	for name, last := range map[string]string{"a draft": "draft = true", "withdrawn": `withdrawn = {on = 2026-11-01, reason = "撤销", basis = "某法"}`} {
		t.Run(name, func(t *testing.T) {
			in := inputAt(t, friday, map[string]string{"content/penalties/a.md": sitetest.Penalty("confiscated = 300", last)})
			if got := about(timeProblems(in), "penalty", "display"); got != nil {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestFinesInATextAreFound(t *testing.T) {
	for text, want := range map[string][]int64{
		"警告，并处罚款人民币2000元。":      {200000},
		"罚款：2,000.50元":          {200050},
		"处2万元罚款；没收违法所得300元。":    {2000000},
		"罚款人民币壹万伍仟元整":           {1500000},
		"罚款一万五千元":               {1500000},
		"处以人民币5000元的罚款":         {500000},
		"罚款金额为800元":             {80000},
		"可以并处15000元以下的罚款":       nil,
		"罚款15000元以下":            nil,
		"此前已罚款1000元，本次罚款3000元":  nil,
		"此前已罚款1000元。本次罚款3000元":  {300000},
		"没收违法所得300元":            nil,
		"罚款收缴分离":                nil,
		"":                      nil,
		"罚款":                    nil,
		"经查，12000元货款未付，罚款5000元": {500000},
	} {
		var got []int64
		for _, f := range fines(text) {
			got = append(got, f.Fen)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func FuzzFines(f *testing.F) {
	for _, s := range []string{"罚款2000元", "2000元罚款", "罚款壹万元整", "罚款\xff2元", "罚款0.元", "罚款９９９９元", "以下罚款元", "1,1,1元罚款"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, n := range fines(s) {
			if n.Fen < 0 || !strings.Contains(s, n.Text) {
				t.Errorf("%q gives %+v", s, n)
			}
		}
	})
}

func TestDisplayPeriodsThatEndedTooEarly(t *testing.T) {
	cases := map[string]struct {
		changes []string
		want    []string
	}{
		"shown as long as it must be": {[]string{"decided = 2026-11-12", `class = "一般"`}, nil},
		"repaired before its time":    {[]string{"decided = 2026-11-12", `class = "一般"`, "repaired = 2026-11-15"}, []string{"display/repair"}},
		"taken down before its time":  {[]string{"decided = 2026-11-12", `class = "一般"`, "displayed_until = 2026-11-15"}, []string{"display/min"}},
		"repaired in time":            {[]string{"decided = 2026-03-12", `class = "一般"`, "repaired = 2026-07-15"}, nil},
		"too heavy for its sanctions": {[]string{"decided = 2026-11-12", `class = "严重"`, "displayed_until = "}, []string{"display/class"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			in := inputAt(t, friday, map[string]string{"content/penalties/a.md": sitetest.Penalty(c.changes...)})
			var got []string
			for _, p := range timeProblems(in) {
				if strings.HasPrefix(p.Rule, "display/") {
					got = append(got, p.Rule)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestSumsBehindACategory(t *testing.T) {
	words := []string{"没收违法所得", "没收非法财物"}
	for text, want := range map[string][]int64{
		"没收违法所得人民币500元；罚款1000元。":   {50000},
		"没收违法所得伍佰元整，没收非法财物合计200元。": {50000, 20000},
		"没收违法所得共计1.5万元。":           {1500000},
		"没收违法所得，并处罚款1000元。":        nil,
		"此前曾被没收违法所得500元。":          nil,
		"没收违法所得500元以上的":            nil,
		"没收非法财物游戏机3台":              nil,
	} {
		var got []int64
		for _, f := range sumsAfter(text, words) {
			got = append(got, f.Fen)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v", text, got)
		}
	}
	in := inputAt(t, friday, map[string]string{"content/penalties/a.md": sitetest.Penalty(`categories = ["警告", "罚款", "没收违法所得"]`, `content = "警告，没收违法所得900元，并处罚款人民币2000元。"`, "confiscated = 500")})
	var rules []string
	for _, p := range timeProblems(in) {
		rules = append(rules, p.Rule)
	}
	if !slices.Contains(rules, ruleFineText.ID) {
		t.Errorf("%v", rules)
	}
}
