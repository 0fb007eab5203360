package audit

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
	"xiangwei/layouts"
)

// bench is a gate with what it takes to read one record.
type bench struct {
	gate  *Gate
	kind  *schema.Kind
	cfg   config.Config
	html  *markdown.Converter
	kinds *schema.Set
}

func newBench(t testing.TB) *bench {
	t.Helper()
	kinds, problems, err := schema.Load(layouts.Files)
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	cfg := config.Default()
	return &bench{NewGate(&cfg, kinds), kinds.Kind("article"), cfg, markdown.New(markdown.Options{}), kinds}
}

// inspect reads a body as that of an article and returns what the gate finds in it.
func (b *bench) inspect(t testing.TB, body string) diag.List {
	t.Helper()
	text := "+++\ntitle = \"某某县公告\"\npublished = 2026-01-05T09:00:00\nsource = \"某某县文化和旅游局\"\n+++\n\n" + body + "\n"
	doc, _ := source.ReadDocument("content/articles/2026/a.md", []byte(text))
	if doc == nil {
		t.Fatalf("cannot read %q", text)
	}
	record, _ := b.kind.Read(doc.Table, schema.Env{MaskName: b.cfg.Privacy.MaskName})
	converted, _ := b.html.Convert(markdown.Input{File: doc.Path, Body: doc.Body, FirstLine: doc.BodyLine})
	return b.gate.Inspect(&content.Raw{File: doc.Path, Doc: doc, Record: record, Body: &converted})
}

// disguise writes a number as people do who hurry, or who want it not to be found.
type disguise struct {
	name string
	make func(string) string
}

func each(join string) func(string) string {
	return func(s string) string { return strings.Join(strings.Split(s, ""), join) }
}

func grouped(join string, sizes ...int) func(string) string {
	return func(s string) string {
		var out []string
		for _, n := range sizes {
			n = min(n, len(s))
			out = append(out, s[:n])
			s = s[n:]
		}
		return strings.Join(append(out, s), join)
	}
}

func swap(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

func entities(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

var plainly = disguise{"plain", func(s string) string { return s }}

// disguises of a value, by how many digits it has.
var (
	general = []disguise{
		plainly, {"full-width", wide}, {"character references", entities}, {"hexadecimal references", func(s string) string {
			return strings.Replace(s, s[:1], fmt.Sprintf("&#x%X;", s[0]), 1)
		}},
		{"zero-width blanks", each("\u200b")}, {"zero-width joiners", grouped("\u200d", 4, 4)}, {"blanks between all", each(" ")},
		{"soft hyphens", grouped("\u00ad", 6)}, {"no-break blanks", each("\u00a0")}, {"emphasis in the middle", func(s string) string {
			return s[:4] + "**" + s[4:8] + "**" + s[8:]
		}},
		{"code in the middle", func(s string) string { return s[:4] + "`" + s[4:8] + "`" + s[8:] }},
		{"a comment in the middle", func(s string) string { return s[:5] + "<!-- -->" + s[5:] }},
		{"Chinese digits", swap("0", "〇", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")},
		{"capital digits", swap("0", "零", "1", "壹", "2", "贰", "3", "叁", "4", "肆", "5", "伍", "6", "陆", "7", "柒", "8", "捌", "9", "玖")},
		{"a byte-order mark", grouped("\ufeff", 3)}, {"mathematical digits", swap("0", "𝟎", "1", "𝟏", "2", "𝟐", "3", "𝟑", "4", "𝟒", "5", "𝟓", "6", "𝟔", "7", "𝟕", "8", "𝟖", "9", "𝟗")},
	}
	forID = append([]disguise{
		{"6-8-4 in blanks", grouped(" ", 6, 8)}, {"6-8-4 in hyphens", grouped("-", 6, 8)}, {"6-8-4 in dashes", grouped("—", 6, 8)},
		{"6-4-4-4", grouped(" ", 6, 4, 4)}, {"6-8-4 in dots", grouped(".", 6, 8)}, {"a small x", swap("X", "x")}, {"the sign ×", swap("X", "×")},
		{"the letter O", func(s string) string { return s[:2] + swap("0", "O")(s[2:6]) + s[6:] }},
	}, general...)
	forMobile = append([]disguise{
		{"3-4-4 in blanks", grouped(" ", 3, 4)}, {"3-4-4 in hyphens", grouped("-", 3, 4)}, {"3-4-4 in dots", grouped(".", 3, 4)},
		{"a country code", func(s string) string { return "+86 " + s }}, {"a country code in brackets", func(s string) string { return "(+86)" + s }},
		{"the letter O", swap("0", "O")}, {"the letter o at the end", func(s string) string { return s[:7] + swap("0", "o")(s[7:]) }},
		{"hyphens and the letter O", func(s string) string { return s[:3] + "-" + s[3:7] + "-" + swap("0", "O")(s[7:]) }},
		{"the letter l", func(s string) string { return "l" + s[1:] }}, {"Chinese digits in groups", func(s string) string {
			c := swap("0", "零", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")
			return c(s[:3]) + "，" + c(s[3:7]) + "，" + c(s[7:])
		}},
		{"underscores", grouped("_", 3, 4)}, {"brackets", func(s string) string { return "(" + s[:3] + ")" + s[3:] }}, {"middle dots", grouped("·", 3, 4)},
		{"the digit one as 幺", func(s string) string { return "幺" + swap("0", "零", "1", "一", "3", "三", "9", "九")(s[1:]) }},
	}, general...)
	forCard = append([]disguise{{"fours", grouped(" ", 4, 4, 4)}, {"fours in hyphens", grouped("-", 4, 4, 4)}}, general...)
)

var values = map[string]struct {
	samples   []string
	disguises []disguise
}{
	"{id}":   {[]string{"990000199003070013", "99000019900303002X"}, forID},
	"{tel}":  {[]string{"13000000000", "19999999999"}, forMobile},
	"{card}": {[]string{"6200000000000005", "6212340000000000004"}, forCard},
}

func corpus(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return out
}

// written yields the texts of a frame, a value in every disguise.
func written(frame string, yield func(how, text string)) {
	for token, v := range values {
		if !strings.Contains(frame, token) {
			continue
		}
		for _, sample := range v.samples {
			for _, d := range v.disguises {
				if text := d.make(sample); text != sample || d.name == plainly.name {
					yield(d.name, strings.ReplaceAll(frame, token, text))
				}
			}
		}
		return
	}
	yield(plainly.name, frame)
}

// rulesOf names the rule that a kind of the corpus is reported under.
var rulesOf = map[string]string{
	"id-number-15": "id-number", "travel-permit": "passport", "wechat": "account", "qq": "account", "email": "account",
}

// TestRecallOnFrames measures how much of the data in realistic texts is found: at least 99 in a hundred, whatever the
// disguise.
func TestRecallOnFrames(t *testing.T) {
	b := newBench(t)
	total, missed, weak := 0, 0, 0
	for _, line := range corpus(t, "gate_positive.txt") {
		kind, frame, _ := strings.Cut(line, "\t")
		rule := kind
		if r, ok := rulesOf[kind]; ok {
			rule = r
		}
		written(frame, func(how, text string) {
			total++
			found, certain := false, false
			for _, p := range b.inspect(t, text) {
				if p.Rule == "privacy/"+rule {
					found, certain = true, certain || p.Severity == diag.Error
				}
			}
			if !found {
				missed++
				t.Logf("missed: %s (%s): %q", kind, how, text)
			} else if !certain {
				weak++
				if testing.Verbose() {
					t.Logf("warned only: %s (%s): %q", kind, how, text)
				}
			}
		})
	}
	t.Logf("%d texts, %d missed, %d warned of only", total, missed, weak)
	if total < 1500 || missed*100 > total {
		t.Errorf("recall is %.2f %% of %d", 100-float64(missed)*100/float64(total), total)
	}
}

// TestNoFalseFindingsInCleanTexts reads texts that a county publishes every day and in which nothing is private.
func TestNoFalseFindingsInCleanTexts(t *testing.T) {
	b := newBench(t)
	lines := corpus(t, "gate_negative.txt")
	errors := 0
	for _, line := range lines {
		for _, p := range b.inspect(t, line) {
			t.Logf("%s: %s in %q", p.Severity, p.Message, line)
			if p.Severity == diag.Error {
				errors++
			}
		}
	}
	if len(lines) < 140 || errors*100 > len(lines) {
		t.Errorf("%d false errors in %d texts", errors, len(lines))
	}
}
