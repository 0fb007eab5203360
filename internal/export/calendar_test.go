package export_test

import (
	"slices"
	"strings"
	"testing"

	"xiangwei/internal/site"
)

const eventKind = `
label = "活动"
section = "events"
permalink = "{slug}"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
[field.published]
label = "发布时间"
type = "time"
role = "published"
[field.starts]
label = "开始"
type = "time"
role = "starts"
[field.ends]
label = "结束"
type = "time"
role = "ends"
[field.venue]
label = "地点"
type = "text"
role = "venue"
[field.campaign]
label = "宣传活动"
type = "text"
role = "campaign"
term = "campaign"
`

func events(t *testing.T, cfg string) *site.Site {
	t.Helper()
	week := "campaign = \"宪法宣传周\"\n"
	return graphOf(t, map[string]string{"event": eventKind}, cfg, map[string]string{
		"events/a.md": note("讲座，一；二", "2025-11-01", week+"venue = \"图书馆\"\nstarts = 2025-12-04T09:00:00\nends = 2025-12-04T11:30:00", "介绍"+strings.Repeat("很长的内容", 30)+"。"),
		"events/b.md": note("展览", "2025-11-02", week+"venue = \"博物馆\"\nstarts = 2025-12-01\nends = 2025-12-07", ""),
		"events/c.md": note("开放到当天", "2025-11-03", "venue = \"博物馆\"\nstarts = 2025-12-01T10:00:00\nends = 2025-12-01", ""),
		"events/d.md": note("没有时间", "2025-11-03", "venue = \"博物馆\"", ""),
		"events/e.md": note("已撤回密密", "2025-11-03", "venue = \"博物馆\"\nstarts = 2025-12-01T10:00:00\n"+`withdrawn = {on = 2025-11-04, reason = "取消", basis = "规定"}`, ""),
	})
}

// eventsOf reads a calendar as RFC 5545 has it: the properties of each event, unfolded.
func eventsOf(t *testing.T, text string) (list []map[string]string) {
	t.Helper()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Fatalf("lines must end in CRLF: %q", text)
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line has %d octets", len(line))
		}
	}
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case line == "BEGIN:VEVENT":
			list = append(list, map[string]string{})
		case len(list) > 0:
			list[len(list)-1][name] = value
		}
	}
	return list
}

func TestCalendars(t *testing.T) {
	files := exported(t, events(t, address))
	var ics []string
	for path := range files {
		if strings.HasSuffix(path, ".ics") {
			ics = append(ics, path)
		}
	}
	slices.Sort(ics)
	var term string
	for _, path := range ics {
		if strings.HasPrefix(path, "campaigns/") {
			term = path
		}
	}
	if want := []string{term, "events/a.ics", "events/all.ics", "events/b.ics", "events/c.ics"}; !slices.Equal(ics, want) {
		t.Fatalf("calendars are %v, want %v", ics, want)
	}
	for path, want := range map[string]int{"events/a.ics": 1, "events/all.ics": 3, term: 2} {
		if got := eventsOf(t, files[path]); len(got) != want {
			t.Errorf("%s has %d events, want %d", path, len(got), want)
		}
	}
	a := eventsOf(t, files["events/a.ics"])[0]
	for property, want := range map[string]string{
		"UID": "events/a@www.example.gov.cn", "DTSTAMP": "20251031T160000Z", "SUMMARY": `讲座，一；二`, "LOCATION": "图书馆",
		"DTSTART;TZID=Asia/Shanghai": "20251204T090000", "DTEND;TZID=Asia/Shanghai": "20251204T113000",
		"URL": "https://www.example.gov.cn/whly/events/a.html", "CATEGORIES": "宪法宣传周",
	} {
		if a[property] != want {
			t.Errorf("%s is %q, want %q", property, a[property], want)
		}
	}
	b := eventsOf(t, files["events/b.ics"])[0]
	if b["DTSTART;VALUE=DATE"] != "20251201" || b["DTEND;VALUE=DATE"] != "20251208" {
		t.Errorf("whole days end on the day after the last: %v", b)
	}
	if c := eventsOf(t, files["events/c.ics"])[0]; c["DTEND;TZID=Asia/Shanghai"] != "20251202T000000" {
		t.Errorf("an end without a clock is the end of its day: %v", c)
	}
	if !strings.Contains(files["events/all.ics"], "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n") {
		t.Error("the zone is not described")
	}
}

func TestJSONFeed(t *testing.T) {
	files := exported(t, events(t, "title = \"某某站\"\ndescription = \"说明。\"\n"+address))
	for path, home := range map[string]string{"feed.json": "index.html", "events/feed.json": "events/index.html"} {
		var feed struct {
			Version, Title, Language string
			Home                     string `json:"home_page_url"`
			Feed                     string `json:"feed_url"`
			Authors                  []struct{ Name string }
			Items                    []struct {
				ID, URL, Title string
				Content        string `json:"content_text"`
				Published      string `json:"date_published"`
				Tags           []string
			}
		}
		decode(t, files[path], &feed)
		if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Home != "https://www.example.gov.cn/whly/"+home ||
			feed.Feed != "https://www.example.gov.cn/whly/"+path || feed.Language != "zh-CN" || len(feed.Authors) != 1 || feed.Authors[0].Name != "某某局" {
			t.Errorf("%s begins %+v", path, feed)
		}
		if len(feed.Items) != 5 || feed.Items[0].Title != "该活动已撤回" || feed.Items[0].Content != "取消" || feed.Items[0].Published != "2025-11-04T00:00:00+08:00" {
			t.Fatalf("%s: items are %+v, want the withdrawal first", path, feed.Items)
		}
		for _, i := range feed.Items {
			if i.ID == "" || i.ID != i.URL || i.Content == "" || strings.Contains(i.Title+i.Content, "密密") {
				t.Errorf("%s: item %+v", path, i)
			}
		}
	}
}
