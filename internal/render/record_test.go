package render

import (
	"encoding/json"
	htmltemplate "html/template"
	"strings"
	"testing"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/workday"
)

func TestTheLastDayOfARemedyIsNoDayOff(t *testing.T) {
	holidays, err := workday.New(workday.Override{})
	if err != nil {
		t.Fatal(err)
	}
	r := &run{Options: Options{Workdays: holidays}}
	for name, c := range map[string]struct {
		day, want string
		moved     bool
	}{
		"a working day":                  {"2025-10-14", "2025-10-14", false},
		"within the days off of October": {"2025-10-05", "2025-10-09", true},
		"a Saturday":                     {"2025-11-15", "2025-11-17", true},
		"a Sunday that is worked":        {"2025-09-28", "2025-09-28", false},
		"a year nobody knows":            {"2031-01-01", "2031-01-01", false},
		"days off that reach into it":    {"2026-12-31", "2026-12-31", false},
	} {
		t.Run(name, func(t *testing.T) {
			day, err := date.ParseDay(c.day)
			if err != nil {
				t.Fatal(err)
			}
			got, moved := r.workdayFrom(day)
			if got.String() != c.want || moved != c.moved {
				t.Errorf("%s, %t, want %s, %t", got, moved, c.want, c.moved)
			}
		})
	}
}

func TestSayings(t *testing.T) {
	for in, want := range map[string]string{
		"首次被发现，当场按规定悬挂":           "首次被发现|当场按规定悬挂",
		"首次被发现；且没有造成后果。":          "首次被发现|没有造成后果",
		"属于《条例，办法》规定的（甲，乙），并及时改正": "属于《条例，办法》规定的（甲，乙）|及时改正",
		"并处":        "并处",
		"，，；":       "",
		"（没有合上，的括号": "（没有合上，的括号",
	} {
		if got := strings.Join(sayings(in), "|"); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func FuzzSayings(f *testing.F) {
	f.Add("首次被发现，（甲；乙）且及时改正。")
	f.Fuzz(func(t *testing.T, s string) {
		for _, part := range sayings(s) {
			if part == "" || len(part) > len(s) {
				t.Errorf("%q of %q", part, s)
			}
		}
	})
}

func TestWeeksBeginOnMonday(t *testing.T) {
	for name, c := range map[string]struct {
		year        int
		month       time.Month
		weeks, lead int
		last        int
	}{
		"a month that begins on Tuesday": {2026, 12, 5, 1, 31},
		"four weeks and no day more":     {2027, 2, 4, 0, 28},
		"a leap February":                {2028, 2, 5, 1, 29},
		"a month over six weeks":         {2026, 8, 6, 5, 31},
	} {
		t.Run(name, func(t *testing.T) {
			got := weeks(site.MonthOf(date.Day{Year: c.year, Month: c.month, Date: 1}), nil)
			if len(got) != c.weeks {
				t.Fatalf("%d weeks, want %d", len(got), c.weeks)
			}
			lead, last := 0, 0
			for i, week := range got {
				if len(week) != 7 {
					t.Errorf("week %d has %d days", i, len(week))
				}
				for _, d := range week {
					if d.Number == 0 && i == 0 {
						lead++
					}
					last = max(last, d.Number)
				}
			}
			if lead != c.lead || last != c.last {
				t.Errorf("%d days before, the last is %d", lead, last)
			}
		})
	}
}

func TestLinkedDataCannotEndItsElement(t *testing.T) {
	got, err := encodeProperties([]property{{"name", `</script><script>alert("x")</script>&`}, {"by", named{"Place", "<!--"}}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(got), "<>&") {
		t.Errorf("%s", got)
	}
	var back map[string]any
	if err := json.Unmarshal(got, &back); err != nil || back["name"] != `</script><script>alert("x")</script>&` {
		t.Errorf("%v %v", err, back)
	}
}

func cardTable(t *testing.T) *schema.Table {
	t.Helper()
	kind, problems := schema.ReadKind("list", "kind.toml", []byte("label = \"清单\"\nsection = \"lists\"\n[field.title]\nlabel = \"标题\"\ntype = \"text\"\nrole = \"title\"\n"+
		"[table.items]\nlabel = \"事项\"\nanchor = \"item\"\n[table.items.column.name]\nlabel = \"名称\"\ntype = \"text\"\n[table.items.column.count]\nlabel = \"数量\"\ntype = \"integer\"\n"))
	if kind == nil {
		t.Fatal(problems)
	}
	return kind.Tables[0]
}

func TestABodyIsCutAtItsTables(t *testing.T) {
	const head = `<div class="table-scroll" role="region" tabindex="0" aria-label="表格"><table><thead><tr><th scope="col">名称</th></tr></thead><tbody>`
	row := func(n, cells string) string { return `<tr id="item-` + n + `">` + cells + `</tr>` }
	first := head + row("1", `<td data-label="名称">甲<a href="x">乙</a></td><td data-label="数量">1</td>`) + row("2", `<td data-label="名称">丙</td>`) + "</tbody>" + tableClose
	second := head + row("3", `<td data-label="名称">丁</td>`) + "</tbody>" + tableClose
	other := `<div class="table-scroll"><table><tbody><tr><td>别的表</td></tr></tbody></table></div>`
	rows := []schema.Row{{Anchor: "item-1"}, {Anchor: "item-2"}, {Anchor: "item-3"}, {Anchor: "gone"}, {}}
	c := cutBody("<p>前</p>"+other+first+"<p>中</p>"+second+"<p>后</p>", cardTable(t), rows)
	if c.before != htmltemplate.HTML("<p>前</p>"+other) || c.after != htmltemplate.HTML("<p>中</p><p>后</p>") {
		t.Errorf("before %s\nafter %s", c.before, c.after)
	}
	if got := c.rows["item-1"]["name"]; got != `甲<a href="x">乙</a>` {
		t.Errorf("a cell without its link: %s", got)
	}
	if c.rows["item-3"]["name"] != "丁" || c.rows["item-1"]["count"] != "1" {
		t.Errorf("%v", c.rows)
	}
	if c := cutBody("<p>没有表</p>", cardTable(t), nil); c.before != "<p>没有表</p>" || c.after != "" {
		t.Errorf("%v", c)
	}
}

func TestDifferencesInWords(t *testing.T) {
	for d, want := range map[float64]string{3: "比上年多3", -0.624: "比上年少0.624", 0: "与上年持平", 0.1 + 0.2: "比上年多0.3", 100: "比上年多100"} {
		if got := difference(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
