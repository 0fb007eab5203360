package source

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Nearly every front matter is lines of `name = value` with plain values, on which the library, made for all of TOML,
// spends a tenth of the reading of a text. plainTable reads those alone and to the same values, which a fuzz target
// holds it to; a text with anything else in it, wrong or merely unusual, is the library's from its first line.
type plainTable struct {
	values map[string]any
	names  []string // in the order in which they were written
}

// readPlain reads a text of plain lines, and says false of any other.
func readPlain(text string) (values map[string]any, keys []toml.Key, ok bool) {
	if !utf8.ValidString(text) {
		return nil, nil, false
	}
	lines := strings.Count(text, "\n") + 1
	t := plainTable{make(map[string]any, lines), make([]string, 0, lines)}
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		if !t.line(line) {
			return nil, nil, false
		}
		text = rest
	}
	keys = make([]toml.Key, len(t.names))
	for i := range keys {
		keys[i] = t.names[i : i+1 : i+1]
	}
	return t.values, keys, true
}

// line reads one line: a name and a value, a comment, or nothing.
func (t *plainTable) line(line string) bool {
	line = strings.TrimLeft(line, " \t")
	if line == "" || line[0] == '#' {
		return printable(line)
	}
	n := 0
	for n < len(line) && bareKey(line[n]) {
		n++
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(line[n:], " \t"), "=")
	if n == 0 || !ok {
		return false
	}
	value, rest, ok := plainValue(strings.TrimLeft(rest, " \t"))
	if rest = strings.TrimLeft(rest, " \t"); !ok || rest != "" && (rest[0] != '#' || !printable(rest)) {
		return false
	}
	name := line[:n]
	if _, twice := t.values[name]; twice {
		return false
	}
	t.values[name] = value
	t.names = append(t.names, name)
	return true
}

// printable reports whether a comment holds no control characters, which TOML forbids.
func printable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

func bareKey(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || decimal(c) || c == '_' || c == '-'
}

func decimal(c byte) bool { return c >= '0' && c <= '9' }

// plainValue reads the value at the start of s, and returns what stands behind it.
func plainValue(s string) (value any, rest string, ok bool) {
	switch {
	case s == "":
		return nil, "", false
	case s[0] == '"':
		return plainString(s)
	case s[0] == '[':
		return plainList(s[1:])
	case decimal(s[0]):
		n := 1
		for n < len(s) && s[n] != ' ' && s[n] != '\t' {
			n++
		}
		value, ok = plainNumber(s[:n])
		return value, s[n:], ok
	}
	if rest, ok = strings.CutPrefix(s, "true"); ok {
		return true, rest, true
	}
	rest, ok = strings.CutPrefix(s, "false")
	return false, rest, ok
}

// plainString reads a string without escapes that ends on its line. The empty one is left to the library, since a string of
// several lines begins like it.
func plainString(s string) (value any, rest string, ok bool) {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return s[1:i], s[i+1:], i > 1
		case c == '\\', c < ' ' && c != '\t', c == 0x7f:
			return nil, "", false
		}
	}
	return nil, "", false
}

// plainList reads the strings of a list on one line, its bracket read already.
func plainList(s string) (value any, rest string, ok bool) {
	list := make([]any, 0, 2)
	for {
		element, after, ok := plainString(strings.TrimLeft(s, " \t"))
		if !ok || strings.TrimLeft(s, " \t")[0] != '"' {
			return nil, "", false
		}
		list = append(list, element)
		s = strings.TrimLeft(after, " \t")
		if after, ok = strings.CutPrefix(s, "]"); ok {
			return list, after, true
		}
		if s, ok = strings.CutPrefix(s, ","); !ok {
			return nil, "", false
		}
	}
}

// plainNumber reads a number without a sign, a day or a moment.
func plainNumber(s string) (any, bool) {
	switch {
	case len(s) >= len(time.DateOnly) && s[4] == '-':
		return plainTime(s)
	case len(s) > 15 || s[0] == '0' && len(s) > 1 && s[1] != '.':
		return nil, false
	}
	whole, fraction, float := strings.Cut(s, ".")
	if !decimals(whole) || float && !decimals(fraction) {
		return nil, false
	}
	if float {
		n, err := strconv.ParseFloat(s, 64)
		return n, err == nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func decimals(s string) bool {
	for i := range len(s) {
		if !decimal(s[i]) {
			return false
		}
	}
	return s != ""
}

// timeForms are the shapes of days and moments, 0 for any digit.
const (
	dayForm    = "0000-00-00"
	momentForm = "0000-00-00T00:00:00"
	zonedForm  = "0000-00-00T00:00:00+00:00"
)

// plainTime reads a day, a moment, or a moment with its offset, by the functions and in the zones the library uses.
func plainTime(s string) (any, bool) {
	var at time.Time
	var err error
	switch {
	case shaped(s, dayForm):
		at, err = time.ParseInLocation(time.DateOnly, s, localZones().day)
	case shaped(s, momentForm):
		at, err = time.ParseInLocation("2006-01-02T15:04:05.999999999", s, localZones().moment)
	case shaped(s, zonedForm):
		at, err = time.ParseInLocation(time.RFC3339Nano, s, time.Local)
	default:
		return nil, false
	}
	return at, err == nil
}

func shaped(s, form string) bool {
	if len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		if form[i] == '0' && !decimal(s[i]) || form[i] != '0' && s[i] != form[i] {
			return false
		}
	}
	return true
}

// zones are those in which the library sets days and moments without an offset, and by which it tells them apart.
type zones struct{ day, moment *time.Location }

var localZones = sync.OnceValue(func() zones {
	z := zones{time.UTC, time.UTC}
	var values map[string]any // into a time.Time the library would put another zone
	if _, err := toml.Decode("day = 2000-01-01\nmoment = 2000-01-01T00:00:00", &values); err != nil {
		return z
	}
	if t, ok := values["day"].(time.Time); ok {
		z.day = t.Location()
	}
	if t, ok := values["moment"].(time.Time); ok {
		z.moment = t.Location()
	}
	return z
})
