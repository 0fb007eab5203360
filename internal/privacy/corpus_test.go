package privacy

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// corpusLines returns the cases of a testdata file, escapes undone.
func corpusLines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if l := sc.Text(); l != "" && !strings.HasPrefix(l, "# ") {
			out = append(out, l)
		}
	}
	return out
}

var escape = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\u200b`, "\u200b", `\u200c`, "\u200c", `\u200d`, "\u200d", `\u00b7`, "·", `\u00ad`, "\u00ad", `\u00a0`, "\u00a0")

func kindsOf(found []Finding) string {
	var k []string
	for _, f := range found {
		k = append(k, string(f.Kind))
	}
	slices.Sort(k)
	return strings.Join(k, ",")
}

// sentences put a case into running text.
var sentences = []struct{ before, after string }{
	{"", ""}, {"经查，", "。"}, {"有关情况如下：\n\n", "\n\n特此公告。"}, {"> ", ""}, {"- ", "；"},
}

func TestEveryKnownDisguiseIsFound(t *testing.T) {
	lines := corpusLines(t, "positive.txt")
	if len(lines) < 190 {
		t.Fatalf("corpus has only %d cases", len(lines))
	}
	for _, line := range lines {
		want, text, _ := strings.Cut(line, "\t")
		text = escape.Replace(text)
		for _, s := range sentences {
			if s.before == "> " && strings.HasPrefix(text, "|") || strings.HasPrefix(text, "|") && s.after == "；" {
				continue // a table row cannot stand inside a list item
			}
			found := Find(s.before+text+s.after, Context{})
			got := kindsOf(found)
			for _, k := range strings.Split(want, ",") {
				if !strings.Contains(got, k) {
					t.Errorf("%q in %q: got kinds %q, want %q", text, s.before, got, want)
				}
			}
			checkFindings(t, s.before+text+s.after, found)
		}
	}
}

func TestPublicTextHasNoFindings(t *testing.T) {
	lines := corpusLines(t, "negative.txt")
	if len(lines) < 190 {
		t.Fatalf("corpus has only %d cases", len(lines))
	}
	for _, line := range lines {
		text := escape.Replace(line)
		for _, s := range sentences {
			if strings.HasPrefix(text, "|") && s.before != "" && !strings.HasSuffix(s.before, "\n") {
				continue
			}
			for _, f := range Find(s.before+text+s.after, Context{}) {
				t.Errorf("%q: false %s %s (certain %v) from %q", s.before+text+s.after, f.Kind, f.Masked, f.Certain, (s.before + text + s.after)[f.Start:f.End])
			}
		}
	}
}

// checkFindings asserts what holds of any findings in any text.
func checkFindings(t testing.TB, text string, found []Finding) {
	t.Helper()
	last := 0
	for _, f := range found {
		if f.Start < last || f.End <= f.Start || f.End > len(text) {
			t.Fatalf("%q: bad range %d:%d after %d", text, f.Start, f.End, last)
		}
		last = f.End
		if utf8.ValidString(text) && (!utf8.RuneStart(text[f.Start]) || f.End < len(text) && !utf8.RuneStart(text[f.End])) {
			t.Fatalf("%q: range %d:%d cuts a character", text, f.Start, f.End)
		}
		if longDigits(f.Masked) {
			t.Fatalf("%q: mask %q shows six digits", text, f.Masked)
		}
		if f.Rule.ID == "" || (f.Rule.Severity == 0) != f.Certain {
			t.Fatalf("%q: rule %+v does not fit certain=%v", text, f.Rule, f.Certain)
		}
	}
}

func longDigits(s string) bool {
	n := 0
	for i := range len(s) {
		if n++; !isDigit(s[i]) {
			n = 0
		}
		if n >= 6 {
			return true
		}
	}
	return false
}

func TestRulesAreDocumented(t *testing.T) {
	for i, r := range Rules {
		if !strings.HasPrefix(r.ID, "privacy/") || r.Title == "" || r.Doc == "" || r.Basis == "" {
			t.Errorf("rule %d (%s) is incomplete", i, strconv.Quote(r.ID))
		}
	}
}
