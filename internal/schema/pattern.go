package schema

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"xiangwei/internal/date"
)

// Pattern is a permalink below the section: "{decided:2006}/{slug}". It may use the slug and fields whose values are
// short and ASCII (dates, whole numbers). It can never use a title: a corrected title must not move the page.
type Pattern struct {
	text  string
	parts []patternPart
}

type patternPart struct {
	literal string
	field   string // "slug" or a field's name
	layout  string // of a date, as Go writes it: 2006, 2006-01
}

// String returns the pattern as it was written.
func (p Pattern) String() string { return p.text }

// parsePattern reads a permalink and checks it against the kind's fields.
func parsePattern(text string, k *Kind) (Pattern, error) {
	p := Pattern{text: text}
	rest := text
	for rest != "" {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			p.parts = append(p.parts, patternPart{literal: rest})
			break
		}
		end := strings.IndexByte(rest, '}')
		if end < open {
			return p, fmt.Errorf("花括号没有配对：%q", text)
		}
		if open > 0 {
			p.parts = append(p.parts, patternPart{literal: rest[:open]})
		}
		name, layout, _ := strings.Cut(rest[open+1:end], ":")
		if name == "" {
			return p, fmt.Errorf("花括号里没有字段名：%q", text)
		}
		p.parts = append(p.parts, patternPart{field: name, layout: layout})
		rest = rest[end+1:]
	}
	return p, p.check(k)
}

func (p Pattern) check(k *Kind) error {
	slug := false
	sample := ""
	for _, part := range p.parts {
		switch f := k.Field(part.field); {
		case part.field == "slug":
			slug = true
			sample += "x"
		case part.field == "":
			sample += part.literal
		case f == nil:
			return fmt.Errorf("没有字段 %s", part.field)
		case f.Type.Name() == "integer" && !f.List:
			sample += "1"
		case (f.Type.Name() == "date" || f.Type.Name() == "time" || f.Type.Name() == "period") && !f.List:
			sample += expandField(Value{raw: date.StampDay(date.Day{Year: 2006, Month: time.January, Date: 2}, time.UTC)}, part.layout)
		default:
			return fmt.Errorf("网址不能取自字段 %s：网址须终身不变，只能取自日期、整数或 slug", part.field)
		}
	}
	if !slug {
		return fmt.Errorf("须含 {slug}，否则两篇文稿会争用同一网址：%q", p.text)
	}
	if !isAddress(sample + ".html") {
		return fmt.Errorf("只能用小写英文字母、数字、- 和 /：%q", p.text)
	}
	return nil
}

// Expand fills the pattern for a record. A date that is missing gives "0000".
func (p Pattern) Expand(r *Record, slug string) string {
	var b strings.Builder
	for _, part := range p.parts {
		switch {
		case part.field == "":
			b.WriteString(part.literal)
		case part.field == "slug":
			b.WriteString(slug)
		default:
			b.WriteString(expandField(r.Get(part.field), part.layout))
		}
	}
	return b.String()
}

func expandField(v Value, layout string) string {
	if _, isInt := v.raw.(int64); isInt {
		return fmt.Sprint(v.Int())
	}
	stamp := v.Stamp()
	if stamp.IsZero() {
		return "0000"
	}
	if layout == "" {
		layout = time.DateOnly
	}
	return strings.ToLower(stamp.Time().Format(layout))
}

// devices are names Windows takes for devices in any folder, whatever follows a dot.
var devices = []string{
	"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
}

// IsSlug reports whether s can be part of an address everywhere: small Latin letters, digits, - and _ and ., not
// beginning or ending with a dot, at most 100 characters, and no name Windows keeps for a device (con, com1).
func IsSlug(s string) bool {
	if s == "" || len(s) > 100 || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		return false
	}
	if stem, _, _ := strings.Cut(s, "."); slices.Contains(devices, stem) {
		return false
	}
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// yearOf returns the year a record belongs to in archives: that of its published, decided or effective date.
func yearOf(stamps ...date.Stamp) int {
	for _, s := range stamps {
		if !s.IsZero() {
			return s.Day().Year
		}
	}
	return 0
}
