package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzPlain holds what a body comes to with the parser of plain text against what it comes to without.
func FuzzPlain(f *testing.F) {
	for _, body := range []string{
		"一行\n两行  \n三行\\\n四行", "甲*乙*丙 丁**戊** 己", "甲 \\*乙 丙\\ *丁*", "a\\ b\n\\*x*", "a\\\\\\\nb", "　 　甲 乙*丙", "`码`  \n`码` \n尾",
		"见 www.example.cn。和 https://example.cn/a_b 或 a_b@example.cn", "甲！[乙](丙) 丁![戊](己.png) 庚", "~~删 去~~ 3.8% 10:30 // 甲",
		"| 甲 乙 | 丙\\|丁 |\n| --- | --- |\n| `a b` | **c d** e |", "[ ] 甲\n- [x] 乙 丙", "甲[^1] 乙\n\n[^1]: 说 明", "Table: a b\n\n| a |\n| - |", "a\r\nb c",
		"&amp; &#65; 甲 &lt;b&gt; <b> <!-- c --> d", "甲】(https://example.cn) （乙）[/a] ](（ #丙", "# 一 二 {#x}\n\n标 题\n===", ": 甲\n\n甲\n: 乙 丙",
	} {
		f.Add(body)
	}
	find := func(text string) []Span {
		if len(text) < 6 {
			return nil
		}
		return []Span{{0, 3, "#law--0"}}
	}
	with, without := New(Options{FindInText: find}), New(Options{FindInText: find})
	without.parser = newParser()
	f.Fuzz(func(t *testing.T, body string) {
		got, problems := with.Convert(Input{File: "a.md", Body: body})
		want, expected := without.Convert(Input{File: "a.md", Body: body})
		if d := cmp.Diff(want, got, cmp.AllowUnexported(Link{}, linkOffsets{}), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%q (-goldmark +plain):\n%s", body, d)
		}
		if d := cmp.Diff(expected, problems, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("problems of %q (-goldmark +plain):\n%s", body, d)
		}
	})
}
