package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Screen is a screen of a venue: what it is, what it can show, and what it takes.
type Screen struct {
	Name       string
	Label      string
	Place      string
	Width      int // pixels
	Height     int
	Colours    string // ColoursFull, ColoursDual or ColoursSingle
	Output     string // OutputWeb or OutputStrip
	Dwell      string // DwellNormal, DwellStrip or DwellScroll
	Takes      Takes
	Hours      []DayTime // when the venue is open, each day; empty: always
	Closed     []int     // days of the week without opening hours, 0 for Sunday
	Glyph      int       // height in pixels below which no text may fall
	Night      DayTime   // when the screen is dimmed; empty: never
	Brightness int       // of the night, in per cent of the day's
	QR         bool      // show a code that leads to the record's page
}

// ScreenFolder is the folder of the players' pages below the site's root.
const ScreenFolder = "screens"

// Path returns the address of a web screen's page below the site's root, "" for other screens.
func (s Screen) Path() string {
	if s.Output != OutputWeb {
		return ""
	}
	return ScreenFolder + "/" + s.Name + ".html"
}

// News returns the address of the file a web screen's player asks for news.
func (s Screen) News() string { return ScreenFolder + "/" + s.Name + ".json" }

// Takes says which records a screen takes. Without sections and kinds it takes every kind that has a text for screens;
// campaigns and venues narrow what of these it takes, and an empty list narrows nothing.
type Takes struct {
	Sections  []string `toml:"sections"`
	Kinds     []string `toml:"kinds"`
	Campaigns []string `toml:"campaigns"`
	Venues    []string `toml:"venues"`
}

// Values of Colours, Output and Dwell.
const (
	ColoursFull   = "full"
	ColoursDual   = "dual"
	ColoursSingle = "single"

	OutputWeb   = "web"
	OutputStrip = "strip"

	DwellNormal = "normal" // by length: at least 5 s, 2 s and a second for every four characters
	DwellStrip  = "strip"  // at least 15 s, as the rules for strips over doors ask
	DwellScroll = "scroll" // one line at 70 characters a minute
)

// DayTime is a part of the day: minutes from midnight. Where To is not after From it runs over midnight.
type DayTime struct{ From, To int }

// IsZero reports whether there is no span.
func (s DayTime) IsZero() bool { return s == DayTime{} }

// Has reports whether a minute of the day lies in the span.
func (s DayTime) Has(minute int) bool {
	if s.From < s.To {
		return minute >= s.From && minute < s.To
	}
	return minute >= s.From || minute < s.To
}

// String returns the span as it is written: 8:30-17:30.
func (s DayTime) String() string {
	return fmt.Sprintf("%d:%02d-%d:%02d", s.From/60, s.From%60, s.To/60, s.To%60)
}

// Show holds what all screens have in common.
type Show struct {
	NoBreak []string `toml:"no_break"` // names and phrases that are never broken across lines
	Poll    int      `toml:"poll"`     // seconds between two looks for news
}

func defaultShow() Show { return Show{Poll: 60} }

type screenFile struct {
	Label      string   `toml:"label"`
	Place      string   `toml:"place"`
	Size       string   `toml:"size"`
	Colours    string   `toml:"colours"`
	Output     string   `toml:"output"`
	Dwell      string   `toml:"dwell"`
	Takes      Takes    `toml:"takes"`
	Hours      []string `toml:"hours"`
	Closed     []string `toml:"closed"`
	Glyph      int      `toml:"glyph"`
	Night      string   `toml:"night"`
	Brightness int      `toml:"brightness"`
	QR         *bool    `toml:"qr"`
}

// The largest and smallest screens, and the smallest glyph of a Chinese bitmap font.
const (
	maxSide  = 20000
	minSide  = 16
	minGlyph = 12
)

// screens reads the screens in the order of the file. One without a usable size is left out.
func (r *reader) screens(file fileConfig) {
	if r.cfg.Show = file.Show; r.cfg.Show.Poll < 10 || r.cfg.Show.Poll > 3600 {
		r.fail([]string{"screens", "poll"}, "poll（多少秒查一次更新）须在 10 到 3600 之间，实为 %d", r.cfg.Show.Poll)
		r.cfg.Show.Poll = defaultShow().Poll
	}
	for i, phrase := range r.cfg.Show.NoBreak {
		if n := len([]rune(phrase)); n < 2 || n > 20 {
			r.failAt(i, []string{"screens", "no_break"}, "no_break 里的词须有 2 到 20 个字，实为“%s”", phrase)
		}
	}
	for _, name := range r.Keys("screen") {
		if s, ok := r.screen(name, file.Screen[name]); ok {
			r.cfg.Screens = append(r.cfg.Screens, s)
		}
	}
}

func (r *reader) screen(name string, file screenFile) (Screen, bool) {
	at := func(key string) []string { return []string{"screen", name, key} }
	s := Screen{
		Name: name, Label: file.Label, Place: file.Place, Colours: file.Colours, Output: file.Output, Dwell: file.Dwell,
		Takes: file.Takes, Glyph: file.Glyph, Brightness: file.Brightness,
	}
	if !folder.MatchString(name) || name == "all" {
		r.fail([]string{"screen", name}, "屏幕名须是小写英文、数字和 -，且不能叫 all，实为 %q", name)
	}
	if s.Label == "" {
		s.Label = name
	}
	var ok bool
	if s.Width, s.Height, ok = parseSize(file.Size); !ok {
		where := at("size")
		if file.Size == "" {
			where = where[:2]
		}
		r.fail(where, "size 写作“宽x高”（像素），各边 %d 到 %d，例如 \"1920x1080\"，实为 %q", minSide, maxSide, file.Size)
		return s, false
	}
	r.choice(at("colours"), &s.Colours, "colours（颜色）", ColoursFull, ColoursDual, ColoursSingle)
	r.choice(at("output"), &s.Output, "output（输出方式）", OutputWeb, OutputStrip)
	profile := DwellNormal
	if s.Height <= 128 || s.Output == OutputStrip {
		profile = DwellStrip
	}
	if s.Dwell == "" {
		s.Dwell = profile
	}
	r.choice(at("dwell"), &s.Dwell, "dwell（停留方式）", DwellNormal, DwellStrip, DwellScroll)
	r.glyph(&s, at("glyph"))
	r.times(&s, file, at)
	s.QR = s.Output == OutputWeb && min(s.Width, s.Height) >= 480
	if file.QR != nil {
		s.QR = *file.QR && s.Output == OutputWeb
	}
	return s, true
}

// parseSize reads 1920x1080.
func parseSize(text string) (w, h int, ok bool) {
	a, b, found := strings.Cut(strings.NewReplacer("×", "x", "X", "x", "*", "x", " ", "").Replace(text), "x")
	w, errW := strconv.Atoi(a)
	h, errH := strconv.Atoi(b)
	fits := func(n int) bool { return n >= minSide && n <= maxSide }
	return w, h, found && errW == nil && errH == nil && fits(w) && fits(h)
}

// choice gives a key its first value where it was not written, and fails on a value that is none of them.
func (r *reader) choice(path []string, value *string, label string, values ...string) {
	switch {
	case *value == "":
		*value = values[0]
	case !slices.Contains(values, *value):
		r.fail(path, "%s只能是 %s，实为 %q", label, strings.Join(values, "、"), *value)
		*value = values[0]
	}
}

// glyph sets the smallest glyph: unless it was written, a thirty-second of the geometric mean of the sides, which gives
// 45 px at 1920×1080, 17 at 960×320 and never less than a bitmap font's 16.
func (r *reader) glyph(s *Screen, path []string) {
	if s.Glyph == 0 {
		s.Glyph = max(16, int(math.Sqrt(float64(s.Width*s.Height))/32))
		s.Glyph = min(s.Glyph, s.Height)
		return
	}
	if s.Glyph < minGlyph || s.Glyph > s.Height {
		r.fail(path, "glyph（最小字高，像素）须在 %d 和屏幕高度之间，实为 %d", minGlyph, s.Glyph)
		s.Glyph = min(max(16, minGlyph), s.Height)
	}
}

var weekdays = []string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

func (r *reader) times(s *Screen, file screenFile, at func(string) []string) {
	for i, text := range file.Hours {
		span, ok := parseDayTime(text)
		if !ok {
			r.failAt(i, at("hours"), "hours（开放时间）写作 \"8:30-17:30\"，实为 %q", text)
			continue
		}
		s.Hours = append(s.Hours, span)
	}
	for i, text := range file.Closed {
		day := slices.Index(weekdays, text)
		if day < 0 {
			r.failAt(i, at("closed"), "closed（闭馆日）写 %s，实为 %q", strings.Join(weekdays, "、"), text)
			continue
		}
		s.Closed = append(s.Closed, day)
	}
	if file.Night != "" {
		span, ok := parseDayTime(file.Night)
		if !ok {
			r.fail(at("night"), "night（夜间时段）写作 \"20:00-7:00\"，实为 %q", file.Night)
		}
		s.Night = span
	}
	switch {
	case s.Brightness == 0:
		s.Brightness = 40
	case s.Brightness < 10 || s.Brightness > 100:
		r.fail(at("brightness"), "brightness（夜间亮度，白天的百分之几）须在 10 到 100 之间，实为 %d", s.Brightness)
		s.Brightness = 40
	}
}

// parseSpan reads 8:30-17:30; 24:00 is the end of a day.
func parseDayTime(text string) (DayTime, bool) {
	a, b, ok := strings.Cut(strings.NewReplacer("—", "-", "–", "-", "至", "-", "：", ":", " ", "").Replace(text), "-")
	from, okFrom := minuteOf(a)
	to, okTo := minuteOf(b)
	return DayTime{from, to}, ok && okFrom && okTo && from != to && from < 24*60
}

func minuteOf(text string) (int, bool) {
	a, b, ok := strings.Cut(text, ":")
	h, errH := strconv.Atoi(a)
	m, errM := strconv.Atoi(b)
	n := h*60 + m
	return n, ok && errH == nil && errM == nil && h >= 0 && m >= 0 && m < 60 && n <= 24*60
}

// Screen returns the screen of a name, and false where there is none.
func (c *Config) Screen(name string) (Screen, bool) {
	i := slices.IndexFunc(c.Screens, func(s Screen) bool { return s.Name == name })
	if i < 0 {
		return Screen{}, false
	}
	return c.Screens[i], true
}
