package review

import (
	"strconv"
	"strings"
	"testing"
)

// The text is approved by three people; then somebody touches the lines.
func TestASealTellsWhatWasTouched(t *testing.T) {
	text := notice
	for i, by := range []string{"张某某", "李某某", "王某某"} {
		text = approve(t, text, Stage(i), by)
	}
	cases := map[string]struct {
		text              string
		altered, bad, got int
	}{
		"nothing":                {text, 0, 0, 3},
		"a name":                 {strings.Replace(text, "李某某", "李某甲", 1), 1, 0, 2},
		"a stage":                {strings.Replace(text, "复审", "终审", 1), 1, 0, 2},
		"a time":                 {strings.Replace(text, "2026-11-17 09:00", "2026-11-18 09:00", 1), 1, 0, 2},
		"an opinion":             {strings.Replace(text, "同意", "不同意", 1), 1, 0, 2},
		"an opinion left out":    {strings.Replace(text, " 同意\"", "\"", 1), 1, 0, 2},
		"the first line is gone": {without(text, "初审"), 1, 0, 1},
		"a middle line is gone":  {without(text, "复审"), 1, 0, 1},
		"the last line is gone":  {without(text, "终审"), 0, 0, 2},
		"a seal is gone":         {strings.Replace(text, " seal:", " ", 1), 1, 1, 1},
		"a line by hand":         {strings.Replace(text, "  \"复审", "  \"已阅\",\n  \"复审", 1), 0, 1, 3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := state(t, c.text, 3)
			if len(s.Altered) != c.altered || len(s.Bad) != c.bad || len(s.Passed) != c.got {
				t.Errorf("altered %v, bad %v, passed %v", s.Altered, s.Bad, s.Passed)
			}
		})
	}
}

func without(text, stage string) string {
	start := strings.Index(text, "  \""+stage)
	end := start + strings.IndexByte(text[start:], '\n') + 1
	return text[:start] + text[end:]
}

// Sixteen digits alone would be taken for the number of a bank card, and the notice could not be published.
func TestASealIsNoNumber(t *testing.T) {
	numbers := 0
	for i := range 20_000 {
		r := Review{By: strconv.Itoa(i)}.sealed("")
		if strings.Trim(r.Seal, "0123456789") == "" {
			t.Fatalf("%s", r.Seal)
		}
		if strings.HasPrefix(r.Seal, "x") {
			numbers++
		}
	}
	if numbers == 0 {
		t.Error("no seal of digits was met: look at more")
	}
}

func TestStagesWaitForTheirTurn(t *testing.T) {
	at := func(s string) (r Review) {
		r, _ = Parse("初审 张某某 "+s+" sha256:"+strings.Repeat("a", 64)+" seal:"+strings.Repeat("b", 16), zone(t))
		return r
	}("2026-11-17 08:00").At
	first := approve(t, notice, First, "张某某")
	cases := map[string]struct {
		text   string
		stage  Stage
		needed int
		want   string
	}{
		"the first":              {notice, First, 3, ""},
		"the last before all":    {notice, Final, 3, "尚未初审"},
		"the second before all":  {notice, Second, 3, "尚未初审"},
		"the last before second": {first, Final, 3, "尚未复审"},
		"a clock gone back":      {first, Second, 3, "早于初审"},
		"again":                  {first, First, 3, ""},
		"of two stages":          {first, Second, 2, "没有复审这一道"},
		"of none":                {notice, First, 0, "没有初审这一道"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := state(t, c.text, c.needed)
			if got := s.Next(c.stage, c.needed, at); c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("%q", got)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("初审 张某某 2026-11-17 09:00 sha256:" + strings.Repeat("a", 64) + " seal:" + strings.Repeat("b", 16) + " 同意")
	f.Add("终审 王 2026-11-17 09:00 sha256: seal:")
	f.Add("复审  \t 李某某 2026-02-30 24:00 sha256:x")
	f.Fuzz(func(t *testing.T, line string) {
		r, err := Parse(line, zone(t))
		if err != nil {
			return
		}
		again, err := Parse(r.String(), zone(t))
		if err != nil || again.By != r.By || again.Seal != r.Seal || again.Opinion != r.Opinion {
			t.Errorf("%q was read as %+v, then as %+v, %v", line, r, again, err)
		}
		StateOf([]string{line, line}, r.Sum, 3, zone(t))
	})
}
