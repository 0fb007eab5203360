package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/privacy"
	"xiangwei/internal/schema"
)

func TestTOMLIsCutIntoValuesKeysAndComments(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"a string", `title = "甲"`, []string{".: title ", "title.title: 甲"}},
		{"a comment line", "# 说明\na = 1", []string{"#.: # 说明", ".: a ", "a.a: 1"}},
		{"a comment behind a value", `a = "x" # 注`, []string{".: a ", "a.a: x", "#a.a: # 注"}},
		{"a list over lines", "a = [\n  \"x\", # 注\n  'y',\n]\nb = 2", []string{".: a ", "a.a: x", "#a.a: # 注", "a.a: y", ".: b ", "b.b: 2"}},
		{"several lines in quotes", "a = \"\"\"\n甲\n乙 \"引\" 丙\n\"\"\"\nb = 1", []string{".: a ", "a.a: \n甲\n乙 \"引\" 丙\n", ".: b ", "b.b: 1"}},
		{"escaped quotes", `a = "x\"y" # z`, []string{".: a ", `a.a: x\"y!`, "#a.a: # z"}},
		{"a backslash in single quotes", `a = 'x\'`, []string{".: a ", `a.a: x\`}},
		{"a table", "[bureau]\nphone = \"1\"", []string{".: [bureau]", ".: phone ", "bureau.phone: 1"}},
		{"a table of a table", "[term.topic.slugs]\n\"甲\" = \"a\"", []string{".: [term.topic.slugs]", `.: "甲" `, "term.甲: a"}},
		{"an inline table", `w = {on = 2025-10-14, reason = "乙"}`, []string{".: w ", "w.w: on = 2025-10-14", "w.w: reason = ", "w.w: 乙"}},
		{"a dotted key", `a.b = 1`, []string{".: a.b ", "a.a.b: 1"}},
		{"a string left open", "a = \"x\nb = 1", []string{".: a ", "a.a: x", ".: b ", "b.b: 1"}},
		{"no TOML at all", "甲乙丙", []string{".: 甲乙丙"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for p := range tomlParts(c.text) {
				s := fmt.Sprintf("%s.%s: %s", p.key, p.name, c.text[p.start:p.end])
				if p.comment {
					s = "#" + s
				}
				if p.escaped {
					s += "!"
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzTOMLParts(f *testing.F) {
	f.Add("a = \"x\" # y\n[b]\nc = [1, 'z']\n")
	f.Add("a = \"\"\"\n\\\n\"\"\"\n\"k\" = '''x'''")
	f.Fuzz(func(t *testing.T, text string) {
		seen, last := make([]bool, len(text)), 0
		for p := range tomlParts(text) {
			if p.start < last || p.end <= p.start || p.end > len(text) {
				t.Fatalf("%q: part %d:%d after %d", text, p.start, p.end, last)
			}
			last = p.end
			for i := p.start; i < p.end; i++ {
				seen[i] = true
			}
		}
		// Nothing that could be data may fall between the parts.
		for i, s := range seen {
			if !s && strings.IndexByte("\"'[]{},= \t\r\n", text[i]) < 0 {
				t.Fatalf("%q: byte %d (%q) is in no part", text, i, text[i])
			}
		}
	})
}

func TestWaiversTakeTheirFindingAlone(t *testing.T) {
	waiver := schema.Waiver{Key: "1", Finding: "mobile", Masked: "130****0000", Reason: "依法公开", By: "某某", On: date.Stamp{}}
	mobile := privacy.Rules[1]
	cases := []struct {
		name   string
		rule   diag.Rule
		masked string
		want   bool
	}{
		{"the same", mobile, "130****0000", true},
		{"another number", mobile, "131****0000", false},
		{"another kind", privacy.Rules[0], "130****0000", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWaivers([]schema.Waiver{waiver})
			p, ok := w.take(found{rule: c.rule, masked: c.masked, where: "正文", kind: privacy.Mobile})
			if ok != c.want || len(w.unused()) == 1 == c.want {
				t.Errorf("taken %v, unused %v", ok, w.unused())
			}
			if ok && (p.Rule != RuleWaived || p.Severity != diag.Warning || !strings.Contains(p.Message, "依法公开") || !strings.Contains(p.Message, "某某")) {
				t.Errorf("notice %+v", p)
			}
		})
	}
}

func TestCleanLeavesNothingPrivate(t *testing.T) {
	dirty := diag.List{
		{Rule: "a/b", Pos: diag.Pos{File: "content/13000000000.md"}, Message: "值 990000199003070013 不对", Hint: "写作 13000000000", Excerpt: "tel = 13000000000",
			Related: []diag.Related{{Pos: diag.Pos{File: "content/13000000000.md"}, Message: "见 13000000000"}}},
		{Rule: "a/d", Message: "引号没有配对", Excerpt: `person_party = "张晓明`},
		{Rule: "a/c", Message: "缺少必填字段“标题”（title）", Hint: "写作 2025-10-14", Excerpt: `title = "甲"`},
	}
	got := newBench(t).gate.Clean(dirty)
	if all := fmt.Sprint(got); strings.Contains(all, "13000000000") || strings.Contains(all, "19900307") || strings.Contains(all, "晓明") {
		t.Errorf("private values remain: %s", all)
	}
	if got[0].Excerpt != "" {
		t.Errorf("excerpt %q", got[0].Excerpt)
	}
	if diff := cmp.Diff(dirty[2], got[2]); diff != "" {
		t.Errorf("a clean problem was changed: %s", diff)
	}
	if !strings.Contains(fmt.Sprint(dirty[0]), "13000000000") {
		t.Error("the list handed in was changed")
	}
}

func BenchmarkInspect(b *testing.B) {
	bench := newBench(b)
	body := strings.Repeat("经查，当事人在2025年3月7日至3月9日期间，于其经营场所内未按规定公示信息，涉案金额共计13800元。\n\n| 时间 | 数值 | 结论 |\n|---|---|---|\n| 17:55 | 5.17 | 达标 |\n\n", 20)
	b.ReportAllocs()
	for b.Loop() {
		bench.inspect(b, body)
	}
}
