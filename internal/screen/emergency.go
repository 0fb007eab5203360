package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// EmergencyFile is the file of a site's folder that holds its emergencies; commands write it.
const EmergencyFile = "emergency.toml"

// LongestEmergency is how long an emergency may last: whatever needs longer can go through the reviews.
const LongestEmergency = 24 * time.Hour

// longestText is the most characters an emergency may have: more cannot be read in passing.
const longestText = 100

// AllScreens stands for every screen.
const AllScreens = "all"

// Emergency is a text that shows alone on the screens it names until its end.
type Emergency struct {
	Text    string
	From    time.Time
	Until   time.Time
	Screens []string // names, or AllScreens
	Drill   bool
	By      string // who published it
}

// ID names the emergency, the same wherever it is read.
func (e Emergency) ID() string { return "emergency-" + strconv.FormatInt(e.From.Unix(), 36) }

// On reports whether the emergency is for a screen.
func (e Emergency) On(screen string) bool {
	return slices.Contains(e.Screens, AllScreens) || slices.Contains(e.Screens, screen)
}

// At reports whether the emergency shows at a moment.
func (e Emergency) At(t time.Time) bool { return !t.Before(e.From) && t.Before(e.Until) }

// Running returns the emergencies for a screen that are not over, the latest first.
func Running(all []Emergency, screen string, now time.Time) []Emergency {
	var out []Emergency
	for _, e := range all {
		if e.Until.After(now) && e.On(screen) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Emergency) int { return b.From.Compare(a.From) })
	return out
}

// Check says in Chinese why an emergency cannot be published, "" when it can.
func (e Emergency) Check(screens []config.Screen) string {
	n := utf8.RuneCountInString(strings.TrimSpace(e.Text))
	switch {
	case n == 0:
		return "紧急通知的文字不能为空"
	case n > longestText:
		return fmt.Sprintf("紧急通知最多 %d 个字，实为 %d 个", longestText, n)
	case e.Until.IsZero():
		return "紧急通知必须写明结束时间"
	case !e.Until.After(e.From):
		return "结束时间须晚于开始时间"
	case e.Until.Sub(e.From) > LongestEmergency:
		return "紧急通知最长 24 小时；更久的请作为屏幕通知，经审核播出"
	case len(e.Screens) == 0:
		return "没有写明在哪些屏幕播出"
	}
	for _, name := range e.Screens {
		if name != AllScreens && !slices.ContainsFunc(screens, func(s config.Screen) bool { return s.Name == name }) {
			return "没有名为 " + strconv.Quote(name) + " 的屏幕"
		}
	}
	return ""
}

// RuleEmergency is raised for an entry of emergency.toml that cannot be shown.
var RuleEmergency = diag.Rule{ID: "screen/emergency", Severity: diag.Error, Title: "紧急通知有误",
	Doc: "emergency.toml 由 xiangwei emergency 写入。手工改动后，文字、起止时间（不超过 24 小时）或屏幕名称不对的，不能播出。"}

// Rules of this package.
var Rules = []diag.Rule{RuleEmergency}

// Alerts is what emergency.toml holds.
type Alerts struct {
	Revised int64 // when the file was last written by a command, in milliseconds since 1970; 0 without a file
	List    []Emergency
}

type emergencyFile struct {
	Revised   any `toml:"revised"`
	Emergency any `toml:"emergency"`
}

// ReadEmergencies reads emergency.toml. Entries that are wrong are left out with a problem: better none than one that
// does not end.
func ReadEmergencies(raw []byte, cfg *config.Config) (Alerts, diag.List) {
	t, problems := source.ReadTOML(EmergencyFile, raw)
	if t == nil {
		return Alerts{}, problems
	}
	var file emergencyFile
	problems = append(problems, t.Decode(&file)...)
	var out Alerts
	if at := moment(file.Revised, cfg.Zone); !at.IsZero() {
		out.Revised = at.UnixMilli()
	}
	for _, m := range tables(file.Emergency) {
		e := Emergency{From: moment(m["from"], cfg.Zone), Until: moment(m["until"], cfg.Zone)}
		e.Text, _ = m["text"].(string)
		e.By, _ = m["by"].(string)
		e.Drill, _ = m["drill"].(bool)
		names, _ := m["screens"].([]any)
		for _, n := range names {
			if name, ok := n.(string); ok {
				e.Screens = append(e.Screens, name)
			}
		}
		if wrong := e.Check(cfg.Screens); wrong != "" {
			problems = append(problems, RuleEmergency.At(diag.Pos{File: EmergencyFile}, "%s", wrong).WithHint("用 xiangwei emergency 重新发布"))
			continue
		}
		out.List = append(out.List, e)
	}
	return out, problems
}

// moment returns the moment a TOML value stands for, in the site's zone; zero for any other value.
func moment(raw any, zone *time.Location) time.Time {
	t, ok := raw.(time.Time)
	if !ok {
		return time.Time{}
	}
	return date.FromTOML(t, zone).Time()
}

// tables returns the tables of [[name]].
func tables(raw any) []map[string]any {
	switch list := raw.(type) {
	case []map[string]any:
		return list
	case []any:
		var out []map[string]any
		for _, v := range list {
			if m, ok := v.(map[string]any); ok {
				out = append(out, m)
			}
		}
		return out
	}
	return nil
}

// WriteEmergencies returns the text of emergency.toml.
func WriteEmergencies(a Alerts, zone *time.Location) []byte {
	var b strings.Builder
	b.WriteString("# 紧急通知，由 xiangwei emergency 写入，请勿手改。\n")
	fmt.Fprintf(&b, "revised = %s\n", time.UnixMilli(a.Revised).In(zone).Format("2006-01-02T15:04:05.000Z07:00"))
	for _, e := range a.List {
		names := make([]string, len(e.Screens))
		for i, s := range e.Screens {
			names[i] = quote(s)
		}
		fmt.Fprintf(&b, "\n[[emergency]]\ntext = %s\nfrom = %s\nuntil = %s\nscreens = [%s]\ndrill = %v\nby = %s\n",
			quote(e.Text), e.From.In(zone).Format(time.RFC3339), e.Until.In(zone).Format(time.RFC3339), strings.Join(names, ", "), e.Drill, quote(e.By))
	}
	return []byte(b.String())
}

// quote writes a TOML basic string on one line.
func quote(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, s)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(clean) + `"`
}
