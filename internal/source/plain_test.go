package source

import (
	"reflect"
	"testing"
)

// unusual are texts that readPlain must leave to the library.
var unusual = map[string]string{
	"no text of its own":      `a = ""`,
	"several lines":           "a = \"\"\"\n甲\n\"\"\"",
	"an escape":               `a = "\u5f20"`,
	"single quotes":           `a = '甲'`,
	"controls in a comment":   "# \x00\na = 1",
	"a table":                 "[a]\nb = 1",
	"a dotted name":           "a.b = 1",
	"a quoted name":           `"a" = 1`,
	"a name written twice":    "a = 1\na = 2",
	"a list of numbers":       "a = [1, 2]",
	"a list over lines":       "a = [\n\"甲\",\n]",
	"a comma before the end":  `a = ["甲",]`,
	"an empty list":           "a = []",
	"a sign":                  "a = -1",
	"underscores":             "a = 1_000",
	"a leading zero":          "a = 01",
	"hexadecimal digits":      "a = 0x1F",
	"an exponent":             "a = 1e3",
	"no such day":             "a = 2025-02-30",
	"a blank within a moment": "a = 2025-02-03 04:05:06",
	"a time of day":           "a = 04:05:06",
	"seconds left off":        "a = 2025-02-03T04:05",
	"an inline table":         "a = {b = 1}",
	"a control character":     "a = \"\x01\"",
	"bytes that are no text":  "a = \"\xff\"",
	"no equals sign":          "a",
	"no value":                "a =",
	"two values":              `a = "甲" "乙"`,
}

func TestReadPlain(t *testing.T) {
	for name, text := range unusual {
		if _, _, ok := readPlain(text); ok {
			t.Errorf("%s was not left to the library: %q", name, text)
		}
	}
	front, _, _, _ := split("a.md", string(penaltyText))
	if _, _, ok := readPlain(front); !ok {
		t.Error("a record of the usual form was left to the library")
	}
	checkPlain(t, front)
}

// checkPlain holds what readPlain makes of a text against what the library does.
func checkPlain(t *testing.T, text string) {
	t.Helper()
	got, keys, ok := readPlain(text)
	if !ok {
		return
	}
	var values any
	meta, err := decodeTOML(text, &values)
	if err != nil {
		t.Fatalf("%q was read, and is no TOML: %v", text, err)
	}
	want, _ := values.(map[string]any)
	if !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%q gives %#v, want %#v", text, got, want)
	}
	if !reflect.DeepEqual(keys, meta.Keys()) && len(keys)+len(meta.Keys()) > 0 {
		t.Errorf("%q has the keys %q, want %q", text, keys, meta.Keys())
	}
}

func FuzzReadPlain(f *testing.F) {
	front, _, _, _ := split("a.md", string(penaltyText))
	f.Add(front)
	for _, text := range unusual {
		f.Add(text)
	}
	for _, text := range []string{"a = 0", "a = 0.5", "a = 1.50\t", "\ta=true", "b = false ", "a = [ \"甲\" , \"乙\" ]", "a = \"甲\t乙\"",
		"# 甲\na = 1 # 乙", "a = 1# \t", "a = 2018-02-05T09:19:00+08:00", "a = 2024-12-31T23:59:60", "a = 2024-01-01T24:00:00+00:00", "a = 0000-01-01", "-_1 = 999999999999999"} {
		f.Add(text)
	}
	f.Fuzz(checkPlain)
}
