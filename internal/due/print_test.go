package due_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/due"
	"xiangwei/internal/sitetest"
)

var update = flag.Bool("update", false, "rewrite testdata")

// golden compares with a file of testdata, or rewrites it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// everything is a site with something of each group.
func everything() files {
	return files{
		"config.toml":              "title = \"某某局\"\nurl = \"https://www.example.gov.cn/\"\n[section.plans]\nlabel = \"规划\"\nkind = \"article\"\n",
		"content/penalties/old.md": sitetest.Penalty(`docket = "（某）文综罚字〔2026〕1号"`, "decided = 2026-08-03", "published = 2026-08-05", "displayed_until = 2026-11-30"),
		"content/penalties/a.md":   sitetest.Penalty("draft = true", "decided = 2026-11-02"),
		"content/penalties/b.md":   sitetest.Penalty(`docket = "（某）文综罚字〔2026〕9号"`, `title = "某某案；含逗号,分号;和反斜线\\\\"`, "decided = 2026-11-16", "published = 2026-11-24"),
		"content/exemptions/a.md":  sitetest.Exemptions("", "valid_until = 2026-12-31", "published = 2026-05-05"),
		"content/articles/a.md":    sitetest.Article("published = 2026-11-12"),
		"content/reports/a.md":     sitetest.Report("政府信息公开工作年度报告", 2025, "2026-01-20"),
	}
}

func TestPrinted(t *testing.T) {
	l := due.New(input(t, "2026-11-20 10:00", everything()), 90)
	l.Outdated("2026年11月19日 09:00")
	for name, print := range map[string]func(*bytes.Buffer) error{
		"due.txt":  func(b *bytes.Buffer) error { return l.Text(b) },
		"due.json": func(b *bytes.Buffer) error { return l.JSON(b) },
		"due.ics":  func(b *bytes.Buffer) error { return l.ICS(b, "某某局·公开事项", "www.example.gov.cn") },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := print(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.Bytes())
		})
	}
}

func TestPrintedWithoutItems(t *testing.T) {
	l := due.New(input(t, "2026-11-20 10:00", files{"config.toml": quiet}), 30)
	var text, doc, ics bytes.Buffer
	if l.Text(&text) != nil || l.JSON(&doc) != nil || l.ICS(&ics, "某局", "") != nil {
		t.Fatal("printing failed")
	}
	if got := text.String(); got != "截至2026年11月20日，到2026年12月20日为止没有要办的事项。\n" {
		t.Errorf("text is %q", got)
	}
	if !strings.Contains(doc.String(), `"items": []`) || !strings.Contains(doc.String(), `"missing_years": []`) {
		t.Errorf("JSON is %s", doc.String())
	}
	if events := parseICS(t, ics.Bytes()); len(events) > 0 {
		t.Errorf("the calendar has %d events", len(events))
	}
}

func TestPrintedWhereHolidaysAreNotKnown(t *testing.T) {
	fsys := files{
		"config.toml":              quiet,
		"content/penalties/old.md": sitetest.Penalty(`docket = "（某）文综罚字〔2027〕1号"`, "decided = 2027-01-04", "published = 2027-01-05", "displayed_until = 2027-03-01"),
		"content/penalties/a.md":   sitetest.Penalty("draft = true", "decided = 2027-01-18"),
	}
	l := due.New(input(t, "2027-02-01 10:00", fsys), 60)
	var text, doc bytes.Buffer
	if l.Text(&text) != nil || l.JSON(&doc) != nil {
		t.Fatal("printing failed")
	}
	for _, want := range []string{"（还有 28 天）", "没有 2027 年的节假日安排"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
	var got struct {
		Items []struct {
			Workdays *int `json:"workdays_left"`
		}
		Missing []int `json:"missing_years"`
	}
	if err := json.Unmarshal(doc.Bytes(), &got); err != nil || len(got.Items) != 1 || got.Items[0].Workdays != nil || !cmp.Equal(got.Missing, []int{2027}) {
		t.Errorf("JSON is %s (%v)", doc.String(), err)
	}
}

// The identifier of an event stays when its day moves, so that a calendar moves the event and shows no second one.
func TestAnEventKeepsItsIdentifier(t *testing.T) {
	uid := func(until string) string {
		fsys := files{"config.toml": quiet, "content/penalties/a.md": sitetest.Penalty("displayed_until = " + until)}
		var b bytes.Buffer
		if err := due.New(input(t, "2026-11-20 10:00", fsys), 90).ICS(&b, "某局", "example.gov.cn"); err != nil {
			t.Fatal(err)
		}
		events := parseICS(t, b.Bytes())
		if len(events) != 1 {
			t.Fatalf("%d events", len(events))
		}
		return events[0]["UID"]
	}
	if a, b := uid("2026-12-01"), uid("2026-12-08"); a != b || !strings.HasSuffix(a, "@example.gov.cn") {
		t.Errorf("identifiers are %q and %q", a, b)
	}
}

func TestCalendarText(t *testing.T) {
	l := due.New(input(t, "2026-11-20 10:00", everything()), 90)
	l.Items = append(l.Items, due.Item{Day: day(t, "2026-12-01"), Task: due.Publish, What: "一,二;三\\四\n五\x07\xff", File: "a.md"})
	var b bytes.Buffer
	if err := l.ICS(&b, "某局,某科", "example.gov.cn"); err != nil {
		t.Fatal(err)
	}
	events := parseICS(t, b.Bytes())
	if len(events) != len(l.Items) {
		t.Fatalf("%d events of %d items", len(events), len(l.Items))
	}
	if got := unescape(events[len(events)-1]["SUMMARY"]); got != "公开：一,二;三\\四\n五\uFFFD" {
		t.Errorf("the summary is %q", got)
	}
	ids := map[string]bool{}
	for _, e := range events {
		ids[e["UID"]] = true
	}
	if len(ids) != len(events) {
		t.Errorf("%d identifiers for %d events", len(ids), len(events))
	}
}

// parseICS reads a calendar as RFC 5545 has it and fails on what it forbids.
func parseICS(t *testing.T, raw []byte) []map[string]string {
	t.Helper()
	if bytes.Contains(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\n")) || !bytes.HasSuffix(raw, []byte("\r\n")) {
		t.Fatal("a line does not end in CRLF")
	}
	physical := strings.Split(strings.TrimSuffix(string(raw), "\r\n"), "\r\n")
	for _, line := range physical {
		if len(line) > 75 || !utf8.ValidString(line) || line == "" {
			t.Fatalf("a line of %d octets: %q", len(line), line)
		}
	}
	lines := strings.Split(strings.ReplaceAll(strings.TrimSuffix(string(raw), "\r\n"), "\r\n ", ""), "\r\n")
	if lines[0] != "BEGIN:VCALENDAR" || lines[len(lines)-1] != "END:VCALENDAR" || lines[1] != "VERSION:2.0" || !strings.HasPrefix(lines[2], "PRODID:") {
		t.Fatalf("not a calendar: %q", lines)
	}
	var events []map[string]string
	var event map[string]string
	for _, line := range lines[1 : len(lines)-1] {
		property, value, ok := strings.Cut(line, ":")
		switch {
		case !ok:
			t.Fatalf("not a property: %q", line)
		case line == "BEGIN:VEVENT":
			event = map[string]string{}
		case line == "END:VEVENT":
			checkEvent(t, event)
			events, event = append(events, event), nil
		case event != nil:
			if _, twice := event[property]; twice {
				t.Fatalf("%s stands twice", property)
			}
			event[property] = value
		}
	}
	return events
}

func checkEvent(t *testing.T, e map[string]string) {
	t.Helper()
	for _, need := range []string{"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} {
		if e[need] == "" {
			t.Errorf("an event lacks %s: %v", need, e)
		}
	}
	if e["DTSTART;VALUE=DATE"] >= e["DTEND;VALUE=DATE"] || len(e["DTSTAMP"]) != len("20261120T000000Z") {
		t.Errorf("an event has impossible times: %v", e)
	}
	for _, text := range []string{e["SUMMARY"], e["DESCRIPTION"]} {
		bare := strings.NewReplacer(`\\`, "", `\;`, "", `\,`, "", `\n`, "").Replace(text)
		if strings.ContainsAny(bare, ";,\\") {
			t.Errorf("not escaped: %q", text)
		}
	}
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(s)
}

func FuzzCalendarText(f *testing.F) {
	for _, s := range []string{"", "某某案", strings.Repeat("汉", 40), strings.Repeat("a", 75), "a\r\nEND:VCALENDAR", "\\,;\x00\x7f\u2028", "\xff\xfe", strings.Repeat("𠀀", 30)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := due.List{Today: day(t, "2026-11-20"), Items: []due.Item{{Task: due.Publish, What: s, Note: s, File: s}}}
		var b bytes.Buffer
		if err := in.ICS(&b, s, "example.gov.cn"); err != nil {
			t.Fatal(err)
		}
		if events := parseICS(t, b.Bytes()); len(events) != 1 {
			t.Errorf("%q makes %d events", s, len(events))
		}
	})
}
