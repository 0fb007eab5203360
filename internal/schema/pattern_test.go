package schema

import (
	"strings"
	"testing"
	"time"

	"xiangwei/internal/date"
)

func TestIsSlug(t *testing.T) {
	for _, s := range []string{"a", "2025-008", "p_1", "a.b", "-", "console", "com10", strings.Repeat("a", 100)} {
		if !IsSlug(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{"", ".", "..", "a..b", ".a", "a.", "A", "处罚", "a b", "a/b", `a\b`, "a%20b", "con", "con.x", "nul", "lpt1", strings.Repeat("a", 101), "a\n"} {
		if IsSlug(s) {
			t.Errorf("%q is accepted", s)
		}
	}
}

func TestExpand(t *testing.T) {
	fields := `[field.decided]
label = "日期"
type = "date"
[field.span]
label = "期间"
type = "period"
[field.year]
label = "年度"
type = "integer"
`
	front := "title = \"某\"\ndecided = 2025-10-04\nspan = \"2024-01-02/2025-01-01\"\nyear = 2023"
	for pattern, want := range map[string]string{
		"{slug}": "x", "{decided:2006}/{slug}": "2025/x", "{decided:2006/01}/{slug}": "2025/10/x", "{decided}/{slug}": "2025-10-04/x",
		"{year}/{slug}": "2023/x", "{span:2006}-{slug}": "2024-x", "a/{slug}-b": "a/x-b", "{decided:Jan}/{slug}": "oct/x",
	} {
		k, problems := ReadKind("sample", "kind.toml", []byte("permalink = \""+pattern+"\"\n"+smallest+fields))
		if k == nil {
			t.Errorf("%s: %v", pattern, problems)
			continue
		}
		r, _ := read(t, k, front)
		if got := k.Permalink.Expand(r, "x"); got != want || k.Permalink.String() != pattern {
			t.Errorf("%s: %s, want %s", pattern, got, want)
		}
		empty, _ := read(t, k, "title = \"某\"")
		if got := k.Permalink.Expand(empty, "x"); !isAddress(got + ".html") {
			t.Errorf("%s without dates: %s", pattern, got)
		}
	}
}

// A permalink that is accepted gives an address for every record.
func FuzzExpand(f *testing.F) {
	for _, p := range []string{"{slug}", "{decided:2006}/{slug}", "{year}/{decided:2006/01}/{slug}", "a/./{slug}", "{slug}{slug}", "{decided:Jan 2}/{slug}", "{}{slug}", "}{slug}{"} {
		f.Add(p, "2025-008", int64(2024), int64(20000))
	}
	f.Fuzz(func(t *testing.T, pattern, slug string, year, days int64) {
		k := mustKind(t, "[field.decided]\nlabel = \"日期\"\ntype = \"date\"\n[field.year]\nlabel = \"年度\"\ntype = \"integer\"\n")
		p, err := parsePattern(pattern, k)
		if err != nil || !IsSlug(slug) {
			return
		}
		r := &Record{Kind: k, values: make([]Value, len(k.Fields))}
		r.values[k.byName["year"]] = Value{raw: year}
		r.values[k.byName["decided"]] = Value{raw: date.StampDay(date.Day{Year: 1970, Month: 1, Date: 1}.AddDays(int(days%700000)), time.UTC)}
		for _, part := range strings.Split(p.Expand(r, slug), "/") {
			if part == "" || part == "." || part == ".." || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
				t.Errorf("%q with %q, %d: %q", pattern, slug, year, p.Expand(r, slug))
			}
		}
	})
}

func FuzzIsSlug(f *testing.F) {
	f.Add("2025-008")
	f.Add("a..b")
	f.Fuzz(func(t *testing.T, s string) {
		if !IsSlug(s) {
			return
		}
		if strings.ToLower(s) != s || strings.ContainsAny(s, "/\\ %?#:*\"<>|\x00") || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") || len(s) > 100 {
			t.Errorf("%q is accepted", s)
		}
		if !isAddress(s + ".html") {
			t.Errorf("%q is no address", s)
		}
	})
}

// Whatever a clerk writes, a type gives a value or says what is wrong, and never panics.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "2025-10-14", "2025-01-01/2025-01-02", "0.2万元", "（某）文〔2025〕8号", "91990000MA0000TE6W", "12345", "《法》", "甲、乙；丙", "-", "１，０００"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, typ := range types {
			for _, many := range []bool{false, true} {
				field := typed(typ.Name(), options("甲", "乙"), func(f *Field) { f.List = many })
				got := field.parse(s, testEnv(t))
				for _, bad := range append(got.faults, got.old...) {
					if bad.Message == "" || bad.Hint == "" {
						t.Errorf("%s of %q: %+v", typ.Name(), s, bad.Fault)
					}
				}
				field.JSON(got.value)
				field.CSV(got.value)
				if len(got.faults) == 0 && !many && !got.value.IsZero() && typ.Name() != "person" {
					again := field.parse(field.CSV(got.value), testEnv(t))
					if len(again.faults) > 0 || again.value.String() != got.value.String() && typ.Name() != "time" {
						t.Errorf("%s: %q is written %q, which reads as %q (%v)", typ.Name(), s, field.CSV(got.value), again.value, again.faults)
					}
				}
			}
		}
	})
}
