package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type settings struct {
	Name   string            `toml:"name"`
	Pages  int               `toml:"pages"`
	Rate   float64           `toml:"rate"`
	On     bool              `toml:"on"`
	Tags   []string          `toml:"tags"`
	Groups [][]string        `toml:"groups"`
	Any    any               `toml:"any"`
	Raw    map[string]any    `toml:"raw"`
	Words  map[string]string `toml:"words"`
	Sub    struct {
		Title string `toml:"title"`
	} `toml:"sub"`
	Named map[string]struct {
		Size int `toml:"size"`
	} `toml:"named"`
	Untagged string
}

func TestDecodeFillsAStruct(t *testing.T) {
	table, problems := ReadTable("c.toml", `
name = "某某"
pages = 20
rate = 2
on = true
tags = ["甲", "乙"]
groups = [["a", "b"], ["c"]]
any = 2025-10-14
raw = {x = 1}
words = {"旧" = "新"}
[sub]
title = "子"
[named.b]
size = 2
[named.a]
size = 1
`, 1)
	if problems != nil {
		t.Fatal(problems)
	}
	got := settings{Untagged: "kept"}
	if problems := table.Decode(&got); problems != nil {
		t.Fatal(problems)
	}
	if got.Name != "某某" || got.Pages != 20 || got.Rate != 2 || !got.On || got.Sub.Title != "子" || got.Untagged != "kept" ||
		got.Named["a"].Size != 1 || got.Named["b"].Size != 2 || got.Any == nil || got.Raw["x"] != int64(1) || got.Words["旧"] != "新" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff([]string{"甲", "乙"}, got.Tags); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"a", "b"}, {"c"}}, got.Groups); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"b", "a"}, table.Keys("named")); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeReportsEverythingAtOnce(t *testing.T) {
	table, problems := ReadTable("c.toml", strings.Join([]string{
		`nam = "某某"`,              // 1 misspelt
		`pages = "20"`,            // 2
		`rate = true`,             // 3
		`on = "yes"`,              // 4
		`tags = ["甲", 2, "乙", 4]`, // 5 two faulty elements
		`groups = "a"`,            // 6
		`raw = 1`,                 // 7
		`words = {"旧" = 1}`,       // 8
		`named = 3`,               // 9
		`zzzzzz = 1`,              // 10 nothing near
		`[sub]`,                   // 11
		`titel = "子"`,             // 12 misspelt
	}, "\n"), 1)
	if problems != nil {
		t.Fatal(problems)
	}
	got := settings{Pages: 7, Tags: []string{"default"}}
	var lines []string
	for _, p := range table.Decode(&got).Sorted() {
		lines = append(lines, p.Pos.String()+" "+p.Rule)
	}
	want := []string{
		"c.toml:1:1 field/unknown", "c.toml:2:10 field/type", "c.toml:3:8 field/type", "c.toml:4:7 field/type",
		"c.toml:5:14 field/type", "c.toml:5:22 field/type", "c.toml:6:11 field/type", "c.toml:7:7 field/type",
		"c.toml:8:10 field/type", "c.toml:9:9 field/type", "c.toml:10:1 field/unknown", "c.toml:12:1 field/unknown",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Pages != 7 || len(got.Tags) != 1 {
		t.Errorf("defaults were lost: %+v", got)
	}
}

func TestUnknownKeySaysWhichWasMeant(t *testing.T) {
	table, _ := ReadTable("c.toml", "pagse = \"13000000000\"\nelse = 1", 1)
	var got settings
	problems := table.Decode(&got)
	if len(problems) != 2 {
		t.Fatal(problems)
	}
	if !strings.Contains(problems[0].Hint, "pages") {
		t.Errorf("hint %q", problems[0].Hint)
	}
	if strings.Contains(problems[0].Excerpt+problems[0].Message+problems[0].Hint, "13000000000") {
		t.Errorf("the value of an unknown key is shown: %+v", problems[0])
	}
	if !strings.Contains(problems[1].Hint, "name、pages") {
		t.Errorf("hint %q", problems[1].Hint)
	}
}

func TestDecodeKnownLooksAtItsOwnKeysOnly(t *testing.T) {
	table, _ := ReadTable("c.toml", "name = 3\nother = 1\npages = 2", 1)
	var got settings
	problems := table.DecodeKnown(&got)
	if len(problems) != 1 || problems[0].Pos.Line != 1 || got.Pages != 2 {
		t.Errorf("%v %+v", problems, got)
	}
	if !table.Has("x", "other") || table.Has("x") || table.Has() {
		t.Error("Has")
	}
}

func TestShowWritesValuesAsAuthorsDo(t *testing.T) {
	table, problems := ReadTable("c.toml", `
s = "某某"
i = 12
f = 1.5
b = true
d = 2025-10-14
dt = 2025-10-14T09:30:00
z = 2025-10-14T09:30:00+08:00
tm = 09:30:00
l = [1]
m = {a = 1}
long = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"
[[tables]]
x = 1
`, 1)
	if problems != nil {
		t.Fatal(problems)
	}
	for key, want := range map[string]string{
		"s": `"某某"`, "i": "12", "f": "1.5", "b": "true", "d": "2025-10-14", "dt": "2025-10-14T09:30:00",
		"z": "2025-10-14T09:30:00+08:00", "tm": "09:30:00", "l": "一列值", "m": "一张表", "tables": "一列值",
		"long": `"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九…`,
	} {
		if got := Show(table.Values[key]); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}
